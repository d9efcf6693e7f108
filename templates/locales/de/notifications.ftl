# Which mail somebody wants.

notifications-legend = E-Mails, die Sie erhalten möchten
notifications-saved = Ihre Auswahl ist gespeichert.
notifications-email = E-Mails
notifications-email-hint = Zum Beispiel eine Erinnerung, bevor ein persönliches Token abläuft. Aus: nur E-Mails zur Sicherheit Ihres Kontos.
notifications-project-updates = Neues aus Projekten
notifications-project-updates-hint = Was in Projekten Ihrer Teams geschieht.
notifications-team-activity = Teamaktivität
notifications-team-activity-hint = Änderungen an Ihrem Platz in einem Team und Nachrichten.
notifications-billing-alerts = Abrechnungshinweise
notifications-billing-alerts-hint = Budgets, Rechnungen und Zahlungen.

unsubscribe-title = Solche E-Mails abbestellen?
unsubscribe-lead = Sie erhalten dann keine E-Mails dieser Art mehr: { $topic }. In Ihren Einstellungen können Sie sie wieder einschalten.
unsubscribe-verb = Abbestellen
unsubscribe-done-title = Erledigt
unsubscribe-done = Sie erhalten keine E-Mails dieser Art mehr: { $topic }. In Ihren Einstellungen können Sie sie wieder einschalten.
unsubscribe-security = E-Mails zur Sicherheit Ihres Kontos erhalten Sie immer.
unsubscribe-unknown = Dieser Link stammt nicht von diesem Server oder ist unvollständig. Kopieren Sie ihn ganz, oder melden Sie sich an und ändern Sie es in Ihren Einstellungen.

mail-not-failed = Nur eine fehlgeschlagene E-Mail kann erneut versucht werden.
mail-retried = Der Versand der E-Mail wird erneut versucht.
field-mail-state = Wählen Sie queued, sent oder failed.

# Was in der Anwendung Aufmerksamkeit braucht.
notifications-title = Hinweise
notifications-lead = Was jetzt Ihre Aufmerksamkeit braucht. Jeder Hinweis verschwindet mit seinem Anlass.
notifications-none = Nichts braucht Ihre Aufmerksamkeit
notifications-none-text = Hier erscheinen Schlüssel und Tokens, die bald enden, und Modelle ohne Preis.
notifications-new = Neu
notifications-open = Öffnen
notifications-mark = Als gelesen markieren
notifications-read-all = Alle als gelesen markieren
notifications-reading = Wird markiert
notifications-all-read = Alle sind als gelesen markiert.
notification-read = Als gelesen markiert.
notification-key = { $days ->
    [one] Der API-Schlüssel { $name } des Projekts { $project } gilt in weniger als einem Tag nicht mehr. Erstellen Sie rechtzeitig einen anderen.
   *[other] Der API-Schlüssel { $name } des Projekts { $project } gilt in { $days } Tagen nicht mehr. Erstellen Sie rechtzeitig einen anderen.
}
notification-token = { $days ->
    [one] Ihr persönliches Token { $name } für das Team { $team } gilt in weniger als einem Tag nicht mehr. Erstellen Sie rechtzeitig ein anderes.
   *[other] Ihr persönliches Token { $name } für das Team { $team } gilt in { $days } Tagen nicht mehr. Erstellen Sie rechtzeitig ein anderes.
}
notification-model = { $requests ->
    [one] Das Modell { $model } wird verwendet und hat keinen Preis: Die Kosten von { $requests } Anfrage der letzten 30 Tage sind unbekannt. Geben Sie einen Preis über die API (POST /api/usage/prices) oder mit „scalix prices import“ ein.
   *[other] Das Modell { $model } wird verwendet und hat keinen Preis: Die Kosten von { $requests } Anfragen der letzten 30 Tage sind unbekannt. Geben Sie einen Preis über die API (POST /api/usage/prices) oder mit „scalix prices import“ ein.
}
notification-mail = { $count ->
    [one] Eine E-Mail der letzten 30 Tage konnte nicht zugestellt werden und wurde aufgegeben. Sehen Sie in der Liste der Aufträge nach.
   *[other] { $count } E-Mails der letzten 30 Tage konnten nicht zugestellt werden und wurden aufgegeben. Sehen Sie in der Liste der Aufträge nach.
}
overview-attention = Braucht Ihre Aufmerksamkeit
overview-attention-all = Alle Hinweise
overview-attention-more = { $count ->
    [one] und ein weiterer
   *[other] und { $count } weitere
}
