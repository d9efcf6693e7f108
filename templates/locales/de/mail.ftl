# Mails. Every sentence says what happened and what to do.

mail-foot = Gesendet von Scalix, { $url }.
mail-unsubscribe = Solche E-Mails nicht mehr senden
mail-link-hours = { $hours ->
    [one] Der Link funktioniert einmal und gilt { $hours } Stunde.
   *[other] Der Link funktioniert einmal und gilt { $hours } Stunden.
}
mail-link-days = { $days ->
    [one] Der Link funktioniert einmal und gilt { $days } Tag.
   *[other] Der Link funktioniert einmal und gilt { $days } Tage.
}
mail-not-you-ignore = Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Es ändert sich nichts.
mail-not-you-act = Wenn Sie das nicht waren, ändern Sie jetzt Ihr Passwort und melden Sie die anderen Sitzungen ab.
mail-not-you-operator = Wenn Sie das nicht waren, informieren Sie jetzt einen Betreiber Ihrer Scalix-Instanz.

mail-fact-device = Gerät
mail-fact-browser = Browser
mail-fact-os = System
mail-fact-address = IP-Adresse
mail-fact-time = Zeit

mail-confirm-subject = Bestätigen Sie Ihre E-Mail-Adresse
mail-confirm-lead = Bestätigen Sie, dass { $address } Ihre Adresse ist, damit Scalix Sie dort erreichen kann.
mail-confirm-new-lead = Sie möchten { $address } für Ihr Scalix-Konto verwenden. Die Änderung wird wirksam, wenn Sie sie bestätigen.
mail-confirm-verb = Diese Adresse bestätigen

mail-email-changed-subject = Die Adresse Ihres Kontos wurde geändert
mail-email-changed-lead = Ihr Scalix-Konto verwendet jetzt die Adresse { $address }. E-Mails dazu kommen nicht mehr hier an.

mail-email-in-use-subject = Jemand möchte Ihre Adresse verwenden
mail-email-in-use-lead = Ein anderes Scalix-Konto sollte auf { $address } geändert werden. Das ist nicht geschehen, weil Ihr Konto diese Adresse verwendet.
mail-email-in-use-after = Wenn Sie das waren, melden Sie sich stattdessen mit dem Konto dieser Adresse an. Wenn nicht, brauchen Sie nichts zu tun.

mail-sign-up-subject = Schließen Sie Ihre Registrierung bei Scalix ab
mail-sign-up-lead = Jemand hat ein Scalix-Konto mit der Adresse { $address } angefordert. Es wird erstellt, wenn Sie diesem Link folgen.
mail-sign-up-verb = Mein Konto erstellen
mail-sign-up-not-you = Wenn nicht Sie es angefordert haben, folgen Sie dem Link nicht: Das Passwort hat die Person gewählt, die das Konto angefordert hat.

mail-sign-up-again-subject = Sie haben bereits ein Scalix-Konto
mail-sign-up-again-lead = Jemand hat ein Scalix-Konto mit der Adresse { $address } angefordert. Zu dieser Adresse gibt es bereits eines.
mail-sign-up-again-verb = Anmelden

mail-reset-subject = Wählen Sie ein neues Passwort
mail-reset-lead = Jemand hat ein neues Passwort für das Scalix-Konto von { $address } angefordert.
mail-reset-verb = Neues Passwort wählen

mail-security-verb = Sicherheit Ihres Kontos ansehen
mail-password-changed-subject = Ihr Passwort wurde geändert
mail-password-changed-lead = Das Passwort des Scalix-Kontos von { $address } wurde geändert. Alle anderen Sitzungen wurden abgemeldet.
mail-new-sign-in-subject = Neue Anmeldung bei Ihrem Konto
mail-new-sign-in-lead = Jemand hat sich beim Scalix-Konto von { $address } mit einem Gerät angemeldet, das wir noch nicht kennen.
mail-second-factor-missed-subject = Jemand kennt Ihr Passwort
mail-second-factor-missed-lead = Jemand hat für das Scalix-Konto von { $address } das richtige Passwort eingegeben, aber nicht den Code des zweiten Faktors. Die Anmeldung wurde abgewiesen.
mail-two-factor-on-subject = Der zweite Faktor ist aktiviert
mail-two-factor-on-lead = Bei der Anmeldung beim Scalix-Konto von { $address } wird jetzt ein Code verlangt.
mail-two-factor-off-subject = Der zweite Faktor ist deaktiviert
mail-two-factor-off-lead = Bei der Anmeldung beim Scalix-Konto von { $address } wird ab jetzt nur noch das Passwort verlangt.
mail-recovery-code-subject = Ein Wiederherstellungscode wurde verwendet
mail-recovery-code-lead = Jemand hat sich beim Scalix-Konto von { $address } mit einem Wiederherstellungscode statt mit einem Code des zweiten Faktors angemeldet.
mail-recovery-code-left = { $left ->
    [0] Es sind keine Wiederherstellungscodes mehr übrig. Erstellen Sie jetzt neue, sonst haben Sie keinen Zugang mehr, wenn Sie Ihr Gerät verlieren.
    [one] Es ist noch { $left } Wiederherstellungscode übrig. Erstellen Sie bald neue.
   *[other] Es sind noch { $left } Wiederherstellungscodes übrig.
}

mail-token-subject = { $days ->
    [one] Das Token „{ $name }“ läuft in { $days } Tag ab
   *[other] Das Token „{ $name }“ läuft in { $days } Tagen ab
}
mail-token-lead = { $days ->
    [one] Ihr persönliches Token „{ $name }“ läuft in { $days } Tag ab. Programme, die es verwenden, werden dann abgewiesen; erstellen Sie vorher ein neues für sie.
   *[other] Ihr persönliches Token „{ $name }“ läuft in { $days } Tagen ab. Programme, die es verwenden, werden dann abgewiesen; erstellen Sie vorher ein neues für sie.
}
mail-token-verb = Ihre Tokens ansehen

mail-message-subject = Nachricht von { $from }
mail-message-about = { $from }: { $subject }
mail-message-lead = { $from } hat Ihnen im Team { $team } geschrieben:
mail-message-verb = Lesen und antworten

mail-account-deleted-subject = Ihr Konto ist gelöscht
mail-account-deleted-lead = Das Scalix-Konto von { $address } und was darin über Sie gespeichert war, wurden wie gewünscht gelöscht.

link-used-up = Dieser Link wurde bereits verwendet, ist zu alt oder stammt nicht von uns. Fordern Sie einen neuen an.

mail-from-wrong = „{ $from }“ ist kein Absender für E-Mails (mail.from). Geben Sie eine Adresse oder Name <address> an.
mail-ca-file = Die Zertifikate in { $file } (mail.ca_file) können nicht gelesen werden: { $reason }.

mail-team-verb = Team öffnen
mail-role-subject = Ihre Rolle in { $team }: { role-name }
mail-role-lead = Ihre Rolle im Team { $team } ist jetzt { role-name }. Das gilt ab sofort.
mail-paused-subject = Ihr Zugang zu { $team } ruht
mail-paused-lead = Jemand, der die Mitglieder von { $team } verwaltet, hat Ihren Zugang ausgesetzt. Was Sie dort erstellt haben, bleibt; Sie haben wieder Zugang, sobald Sie reaktiviert werden.
mail-restored-subject = Sie haben wieder Zugang zu { $team }
mail-restored-lead = Ihr Zugang zum Team { $team } besteht wieder, mit der Rolle, die Sie hatten.
mail-removed-subject = Sie wurden aus { $team } entfernt
mail-removed-lead = Jemand, der die Mitglieder von { $team } verwaltet, hat Sie aus dem Team entfernt. Ihre persönlichen Tokens dieses Teams funktionieren nicht mehr; Ihr Konto und Ihre anderen Teams bleiben, wie sie sind.
