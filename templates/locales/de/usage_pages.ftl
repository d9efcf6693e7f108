# The Usage page.

usage-page-title = Nutzung
usage-page-lead = { $range }, Stand { $time } Uhr
usage-page-refresh = Aktualisieren

usage-page-filters = Filter
usage-page-periods = Zeitraum
usage-page-period = { $period ->
    [h24] 24 Std.
    [d7] 7 Tage
    [d30] 30 Tage
    [d90] 90 Tage
   *[custom] Eigener
}
usage-page-dates = Eigener Zeitraum
usage-page-from = Von
usage-page-to = Bis
usage-page-show = Anzeigen
usage-page-group-by = Gruppierung
usage-page-group = { $by ->
    [model] Modell
    [project] Projekt
    [key] API-Schlüssel
    [status] Status
   *[all] Keine
}
usage-page-model = Modell
usage-page-project = Projekt
usage-page-any = Alle
usage-page-add-model = Modell hinzufügen …
usage-page-add-project = Projekt hinzufügen …
usage-page-apply = Anwenden
usage-page-only-model = Modell: { $name }
usage-page-only-project = Projekt: { $name }
usage-page-only-key = API-Schlüssel: { $name }
usage-page-remove = Diesen Filter entfernen

usage-page-measures = Messgröße des Diagramms
usage-page-tile = { $measure ->
    [cost] Kosten
    [tokens] Tokens
    [errors] Fehler
   *[requests] Anfragen
}
usage-page-latency = Latenz, p95
usage-page-median = Median { $duration }
usage-page-no-latency = nicht gemeldet
usage-page-about = Latenzen werden in Klassen gezählt, daher weicht dieser Wert um höchstens 5 % ab.
usage-page-failed = { $count } fehlgeschlagen
usage-page-before = { $period ->
    [h24] ggü. 24 Stunden davor
    [d7] ggü. 7 Tagen davor
    [d30] ggü. 30 Tagen davor
    [d90] ggü. 90 Tagen davor
   *[custom] ggü. Zeitraum davor
}
usage-page-no-before = zuvor keine Daten

usage-page-by = { $by ->
    [model] Nach Modell
    [project] Nach Projekt
    [key] Nach API-Schlüssel
   *[status] Nach Status
}
usage-page-head = { $by ->
    [model] Modell
    [project] Projekt
    [key] API-Schlüssel
   *[status] Status
}
usage-page-requests = Anfragen
usage-page-errors = Fehler
usage-page-input = Input-Tokens
usage-page-cached = Aus Cache
usage-page-output = Output-Tokens
usage-page-cost = Kosten
usage-page-share = { $measure ->
    [cost] Kostenanteil
    [tokens] Token-Anteil
    [errors] Fehleranteil
   *[requests] Anfrageanteil
}
usage-page-bar = Anteil als Balken
usage-page-rest = Alle anderen
usage-page-unknown = unbekannt
usage-page-uncounted = nicht gezählt
usage-page-unpriced-badge = { $count } ohne Preis
usage-page-unpriced = { $count ->
    [one] { $count } von { $requests } { $requests ->
        [one] Anfrage
       *[other] Anfragen
    } hat keinen Preis: Die Kosten dafür sind unbekannt und in keiner dieser Summen enthalten. Das ist nicht dasselbe wie 0 $.
   *[other] { $count } von { $requests } Anfragen haben keinen Preis: Die Kosten dafür sind unbekannt und in keiner dieser Summen enthalten. Das ist nicht dasselbe wie 0 $.
}
usage-page-status-ok = Erfolgreich
usage-page-status-error = Fehlgeschlagen
usage-page-no-key = Importiert, kein API-Schlüssel

usage-page-never = Noch keine Nutzung
usage-page-never-text = Sobald Ihre Anwendung ihren ersten Modellaufruf meldet, erscheint er hier sofort, mit seinen Tokens und Kosten. Senden Sie jetzt einen mit dem Schlüssel eines Projekts:
usage-page-command = Erstes Ereignis senden
usage-page-new-key = Schlüssel erstellen
usage-page-none = Keine passende Nutzung
usage-page-none-text = In diesem Zeitraum wurde mit diesen Filtern nichts gemeldet.
usage-page-none-all = Filter zurücksetzen
usage-page-none-wider = 90 Tage anzeigen
