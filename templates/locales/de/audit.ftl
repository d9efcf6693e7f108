# The audit log.

ui-nav-audit = Audit-Log
field-format = Wählen Sie csv, json oder ndjson.

audit-title = Audit-Log
audit-lead = Wer in diesem Team was getan hat, und von wo. Einträge kommen nur hinzu, sie werden nie geändert.
audit-filters = Audit-Log filtern
audit-actor = Person oder Schlüssel
audit-target = Betroffenes Objekt
audit-action = Aktion
audit-any = Alle
audit-from = Von
audit-to = Bis
audit-apply = Anzeigen
audit-clear = Filter zurücksetzen
audit-no-match = Keine Treffer
audit-no-match-text = Die Filter blenden alle Einträge des Logs aus.
audit-what = Was geschah
audit-means = Zugang
audit-address = IP-Adresse
audit-when = Wann
audit-none = keine
audit-details = Details (Eintrag { $seq })
audit-request = Anfrage
audit-erased = Personenbezogener Teil
audit-erased-text = Mit dem Konto gelöscht. Die Kette beweist weiterhin, dass der Eintrag an seiner Stelle steht.
audit-hash = Hash
audit-export-csv = Als CSV exportieren
audit-export-json = Als JSON exportieren
audit-head = Nachweis
audit-head-text = Jeder Eintrag enthält den Hash des vorigen. Notieren Sie diese Zeile an einem anderen Ort: Der Befehl beweist dann, dass bis hierher nichts geändert, entfernt oder abgeschnitten wurde.
audit-head-command = Auf dem Server
audit-by = { $means ->
    [session] Browser
    [token] persönliches Token
    [key] API-Schlüssel
    [cli] Befehlszeile
    [system] Server selbst
   *[anonymous] ohne Anmeldung
}

# scalix audit verify
audit-sound = { $rows ->
    [one] Das Audit-Log ist so, wie es geschrieben wurde: { $rows } Eintrag.
   *[other] Das Audit-Log ist so, wie es geschrieben wurde: { $rows } Einträge.
}
audit-end-instance = Instanz: { $head }
audit-end-team = Team { $team }: { $head }
audit-end-nameless = Ein nicht mehr vorhandenes Team: { $head }
audit-heads-hold = { $count ->
    [one] Das notierte Ende ist noch vorhanden: Bis dahin wurde nichts geändert oder abgeschnitten.
   *[other] Die { $count } notierten Enden sind noch vorhanden: Bis dahin wurde nichts geändert oder abgeschnitten.
}
audit-broken-instance = Das Audit-Log der Instanz wurde bei Eintrag { $row } geändert: Dieser Eintrag wurde verändert, oder einer davor fehlt.
audit-broken-team = Das Audit-Log des Teams { $team } wurde bei Eintrag { $row } geändert: Dieser Eintrag wurde verändert, oder einer davor fehlt.
audit-broken-nameless = Das Audit-Log eines nicht mehr vorhandenen Teams wurde bei Eintrag { $row } geändert: Dieser Eintrag wurde verändert, oder einer davor fehlt.
audit-head-missing = Das notierte Ende { $head } steht nicht im Log: Einträge bis dahin wurden umgeschrieben, oder das Ende wurde abgeschnitten.
audit-head-form = { $head } ist nicht das Ende einer Kette. Erwartet wird ROWS:HASH mit 64 hexadezimalen Ziffern.
