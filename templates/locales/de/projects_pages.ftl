# The pages of projects.

projects-lead = Projekte bündeln API-Schlüssel und Nutzung.
projects-new = Neues Projekt
projects-in-team = in diesem Team
projects-take-events = bereit für Ereignisse
projects-days = letzte 30 Tage
projects-list-days = letzte 30 Tage (UTC), ohne gelöschte Projekte
projects-requests = Anfragen
projects-tokens = Tokens
projects-cost = Kosten
projects-success = Erfolgsquote
projects-unpriced = { $count } ohne Preis
projects-failed = { $count } fehlgeschlagen
projects-project = Projekt
projects-model = Modell
projects-any-model = beliebig
projects-status = Status
projects-last-event = Letztes Ereignis
projects-never = nie
projects-restorable = Wiederherstellbar bis
projects-actions = Aktionen
projects-actions-of = Aktionen für { $name }

projects-filters = Projekte suchen
projects-search = Nach Name oder Beschreibung suchen
projects-apply = Anwenden
projects-clear = Filter zurücksetzen
projects-all = Alle
projects-running = Aktiv
projects-stopped = Gestoppt
projects-failing = Gestört
projects-deleted = Gelöscht

projects-none = Erstellen Sie Ihr erstes Projekt
projects-none-text = Ein Projekt enthält API-Schlüssel und die Nutzung, die sie melden. Erstellen Sie eines für jede Anwendung oder Umgebung; so sehen Sie, was sie kostet, und können sie einzeln stoppen.
projects-none-viewer = Es gibt noch keine Projekte. Inhaber, Admins und Entwickler des Teams können eines erstellen.
projects-show-deleted = Gelöschte Projekte anzeigen
projects-no-match = Keine Treffer
projects-hidden = { $count ->
    [0] Das Team hat keine Projekte.
    [one] Die Filter blenden das einzige Projekt des Teams aus.
   *[other] Die Filter blenden die { $count } Projekte des Teams aus.
}
projects-no-deleted = Keine gelöschten Projekte
projects-no-deleted-text = Gelöschte Projekte bleiben 30 Tage lang hier. Bis dahin können sie mit ihren Schlüsseln und ihrer Nutzung wiederhergestellt werden.
projects-show-all = Alle Projekte anzeigen

projects-stop = Stoppen
projects-stopping = Wird gestoppt
projects-start = Starten
projects-starting = Wird gestartet
projects-restore = Wiederherstellen
projects-restoring = Wird wiederhergestellt
projects-edit = Bearbeiten
projects-new-key = Neuer Schlüssel
projects-delete-more = Projekt löschen …

projects-name = Name
projects-name-hint = Im Team eindeutig. Sie können ihn später ändern.
projects-description = Beschreibung
projects-description-hint = Optional. Wofür es da ist und wer sich darum kümmert.
projects-model-hint = Optional. Ein Vermerk für Menschen und für den Schnellstart; er schränkt nichts ein.
projects-create = Projekt erstellen
projects-creating = Projekt wird erstellt
projects-edit-title = „{ $name }“ bearbeiten
projects-save = Speichern
projects-saving = Wird gespeichert
projects-cancel = Abbrechen

projects-delete = Projekt löschen
projects-delete-lead = Es kann 30 Tage lang wiederhergestellt werden.
projects-delete-title = „{ $name }“ löschen?
projects-delete-keys = { $count ->
    [0] Es hat keine gültigen Schlüssel.
    [one] Sein Schlüssel funktioniert ab sofort nicht mehr.
   *[other] Seine { $count } Schlüssel funktionieren ab sofort nicht mehr.
}
projects-delete-requests = Seine Nutzung (Anfragen in den letzten 30 Tagen: { $requests }) bleibt in den Summen des Teams. Es kann bis zum { $date } wiederhergestellt werden.
projects-deleting = Projekt wird gelöscht
projects-keep = Behalten
projects-key-used = zuletzt verwendet
projects-key-unused = nie verwendet
projects-key-more = { $count ->
    [one] und ein weiterer
   *[other] und { $count } weitere
}

projects-is-stopped = Dieses Projekt ist gestoppt: Ereignisse von seinen Schlüsseln werden abgewiesen, bis es gestartet wird.
projects-is-failing = Mehr als die Hälfte der Anfragen der letzten Stunde ist fehlgeschlagen.
projects-show-failed = Fehlgeschlagene anzeigen
projects-measure = Was das Diagramm zeigt
projects-no-keys = Noch kein Schlüssel
projects-no-keys-text = Programme melden Nutzung mit einem API-Schlüssel des Projekts.
projects-make-key = Schlüssel erstellen
projects-all-keys = Alle Schlüssel dieses Projekts
projects-details = Details
projects-id = Projekt-ID
projects-live-keys = Gültige Schlüssel
projects-created = Erstellt
projects-started-at = Zuletzt gestartet

projects-send = Ereignis senden
projects-send-key = Legen Sie den Schlüssel in der Variablen SCALIX_KEY ab. Der neueste ist { $hint }.
projects-send-no-key = Legen Sie einen Schlüssel dieses Projekts in der Variablen SCALIX_KEY ab.
projects-language = Sprache
