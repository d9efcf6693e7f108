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
