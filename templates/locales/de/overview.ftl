# The Overview.

overview-title = Übersicht
overview-new-project = Neues Projekt
overview-today = Heute
overview-today-text = Verglichen mit gestern bis zur gleichen Uhrzeit
overview-month = Letzte 30 Tage
overview-open-usage = In Nutzung öffnen
overview-tile = { $figure ->
    [tokens] Tokens
    [cost] Kosten
    [success] Erfolgsquote
   *[requests] Anfragen
}
overview-points = { $points } %-Pkt.
overview-before = { $before ->
    [yesterday] ggü. gestern
   *[month] ggü. 30 Tagen davor
}
overview-no-before = { $before ->
    [yesterday] gestern keine Daten
   *[month] zuvor keine Daten
}
overview-unpriced = { $count ->
    [one] { $count } von { $requests } { $requests ->
        [one] Anfrage
       *[other] Anfragen
    } der letzten 30 Tage hat keinen Preis: Die Kosten dafür sind unbekannt und in keiner dieser Summen enthalten. Das ist nicht dasselbe wie 0 $.
   *[other] { $count } von { $requests } Anfragen der letzten 30 Tage haben keinen Preis: Die Kosten dafür sind unbekannt und in keiner dieser Summen enthalten. Das ist nicht dasselbe wie 0 $.
}

overview-projects = Projekte nach Kosten
overview-all-projects = Alle Projekte
overview-project = Projekt
overview-status-head = Status
overview-status = { $status ->
    [running] Aktiv
    [stopped] Gestoppt
   *[error] Gestört
}
overview-models = Modelle nach Kosten
overview-all-models = Alle Modelle
overview-model = Modell
overview-requests = Anfragen
overview-cost = Kosten
overview-bar = Anteil
overview-unknown = unbekannt
overview-month-caption = Die kostspieligsten der letzten 30 Tage
overview-nothing = In den letzten 30 Tagen wurde nichts gemeldet.

overview-never = Noch keine Nutzung
overview-never-text = Sobald ein Projekt dieses Teams seinen ersten Modellaufruf meldet, erscheinen hier Anfragen, Tokens und Kosten.

# What a new team does first.
overview-steps = Erste Schritte
overview-steps-text = Wenige Schritte bis zu den ersten Zahlen. Erledigtes wird von selbst abgehakt.
overview-done = Erledigt:
overview-to-do = Offen:
overview-step-project = Projekt erstellen
overview-step-project-text = Schlüssel und Nutzung gehören zu einem Projekt, etwa einer Anwendung oder einem Job.
overview-step-key = API-Schlüssel erstellen
overview-step-key-text = Damit meldet Ihre Anwendung ihre Modellaufrufe.
overview-step-key-verb = Neuer API-Schlüssel
overview-step-event = Erstes Ereignis senden
overview-step-event-text = Setzen Sie Ihren Schlüssel anstelle von sk_scalix_… ein und rufen Sie diese Seite erneut auf.
overview-step-invite = Ihr Team einladen
overview-step-invite-text = Andere sehen Nutzung und Kosten oder arbeiten mit Ihnen an Projekten, soweit ihre Rolle es erlaubt.

# Recent activity; actor and target are names.
overview-activity = Letzte Aktivität
activity-project-created = { $actor } hat das Projekt { $target } erstellt
activity-project-updated = { $actor } hat das Projekt { $target } geändert
activity-project-started = { $actor } hat { $target } gestartet
activity-project-stopped = { $actor } hat { $target } gestoppt
activity-project-deleted = { $actor } hat das Projekt { $target } gelöscht
activity-project-restored = { $actor } hat das Projekt { $target } wiederhergestellt
activity-project-purged = Das Projekt { $target } wurde endgültig entfernt
activity-key-created = { $actor } hat den API-Schlüssel { $target } erstellt
activity-key-rotated = { $actor } hat den API-Schlüssel { $target } rotiert
activity-key-revoked = { $actor } hat den API-Schlüssel { $target } widerrufen
activity-team-created = { $actor } hat das Team { $target } erstellt
activity-team-deleted = { $actor } hat das Team gelöscht
activity-team-renamed = { $actor } hat das Team in { $target } umbenannt
activity-team-restored = { $actor } hat das Team wiederhergestellt
activity-member-left = { $actor } hat das Team verlassen
activity-member-removed = { $actor } hat { $target } aus dem Team entfernt
activity-member-role = { $actor } hat die Rolle von { $target } geändert
activity-member-deactivated = { $actor } hat { $target } deaktiviert
activity-member-reactivated = { $actor } hat { $target } reaktiviert
activity-members-exported = { $actor } hat die Mitgliederliste exportiert
activity-team-transferred = { $actor } hat das Team an { $target } übergeben
activity-message-sent = { $actor } hat eine Nachricht gesendet
activity-member-added = { $actor } hat { $target } zum Team hinzugefügt
activity-token-created = { $actor } hat das persönliche Token { $target } erstellt
activity-token-revoked = { $actor } hat das persönliche Token { $target } widerrufen
activity-price-created = { $actor } hat { $target } einen eigenen Preis des Teams gegeben
activity-price-changed = { $actor } hat den eigenen Preis des Teams für { $target } geändert
activity-price-ended = { $actor } hat den eigenen Preis des Teams für { $target } beendet
activity-prices-imported = { $actor } hat Preise aus { $target } importiert
activity-alias-created = { $actor } hat festgelegt, für welches Modell { $target } steht
activity-alias-changed = { $actor } hat { $target } einem anderen Modell zugeordnet
activity-alias-removed = { $actor } hat { $target } als Namen eines Modells entfernt
activity-usage-import-started = { $actor } hat begonnen, Nutzung in { $target } zu importieren
activity-usage-imported = { $actor } hat Nutzung in { $target } importiert
activity-other = { $actor } hat { $target } bearbeitet ({ $action })
activity-somebody = Jemand
activity-nameless = etwas, das keinen Namen mehr hat
