# Einladungen in ein Team.

role-hint = { $role ->
    [owner] Inhaber: alles
    [admin] Admin: alles außer Inhaber ernennen
    [developer] Entwickler: Projekte, Schlüssel und Nutzung
    [analyst] Analyst: Nutzung im Detail
   *[viewer] Betrachter: Summen, nur lesen
}

team-tab-invitations = Einladungen

invitations-title = Einladungen
invitations-lead = Wer in dieses Team eingeladen ist. Eine Einladung gilt sieben Tage.
invitations-closed = Auf dieser Scalix-Instanz kann niemand ein Konto erstellen. Wer eines hat, kann annehmen; für alle anderen bitten Sie zuerst einen Betreiber um ein Konto.
invitations-no-mail = Diese Scalix-Instanz versendet keine E-Mails. Kopieren Sie den Link jeder Einladung und geben Sie ihn der eingeladenen Person.
invitations-status = Status
invitation-status = { $status ->
    [accepted] Angenommen
    [expired] Abgelaufen
    [revoked] Widerrufen
   *[pending] Offen
}
invitations-none = { $status ->
    [accepted] Keine angenommenen Einladungen
    [expired] Keine abgelaufenen Einladungen
    [revoked] Keine widerrufenen Einladungen
   *[pending] Keine offenen Einladungen
}
invitations-none-text = Angenommene, abgelaufene und widerrufene Einladungen bleiben hier 30 Tage lang sichtbar.
invitations-email = E-Mail
invitations-role = Rolle
invitations-delivery = Zustellung
invitations-by = Eingeladen von
invitations-by-nobody = ein Konto, das es nicht mehr gibt
invitations-expires = Ablauf
invitation-end = { $status ->
    [accepted] Angenommen
    [expired] Abgelaufen
    [revoked] Widerrufen
   *[pending] Ablauf
}
invitation-delivery = { $delivery ->
    [queued] Unterwegs
    [sent] E-Mail gesendet
    [failed] E-Mail fehlgeschlagen
   *[link_only] Nur Link
}
invitations-actions-of = Aktionen für { $email }
invitations-link = Link
invitations-link-more = Link kopieren …
invitations-link-text = Wer diesen Link öffnet, kann anstelle der eingeladenen Person beitreten. Geben Sie ihn daher niemand anderem.
invitations-link-done = Fertig
invitations-send = Erneut senden
invitations-renew = Um sieben Tage verlängern
invitations-revoke = Widerrufen
invitations-revoke-more = Widerrufen …
invitations-revoke-title = Diese Einladung widerrufen?
invitations-revoke-text = Die Links an { $email } werden ab sofort abgewiesen. Eine neue Einladung ist jederzeit möglich.
invitations-revoke-busy = Wird widerrufen

invite-open = Personen einladen
invite-title = Personen einladen
invite-verb = Einladen
invite-busy = Wird eingeladen
invite-emails = E-Mail-Adressen
invite-emails-hint = Bis zu 100, durch Kommas oder Zeilenumbrüche getrennt.
invite-message = Persönliche Zeile
invite-message-hint = Optional. Sie steht in der E-Mail, unter Ihrem Namen.
invite-message-hint-link = Optional. Sie steht auf der Seite, die der Link öffnet, unter Ihrem Namen.
invite-none = Niemand davon kann eingeladen werden. Es wurde nichts gesendet.

invited-title = { $count ->
    [one] { $count } Person ist eingeladen
   *[other] { $count } Personen sind eingeladen
}
invited-lead-mail = Die E-Mail ist unterwegs. Sie können den Link auch selbst weitergeben.
invited-lead-link = Diese Scalix-Instanz versendet keine E-Mails. Geben Sie jeder Person ihren Link.
invited-links = Links
invited-link-of = Link für { $email }
invited-refused = Nicht eingeladen
invited-refused-text = Diese Adressen wurden abgelehnt, jede aus ihrem eigenen Grund.
invited-to-list = Zu den Einladungen
invited-more = Weitere einladen

join-title = Team { $team } beitreten
join-lead = { $inviter } lädt { $email } in dieses Team ein.
join-message = { $inviter } schreibt: „{ $message }“
join-verb = Team { $team } beitreten
join-account-verb = Mein Konto erstellen und beitreten
join-busy = Sie treten bei
join-password = Wählen Sie ein Passwort
join-not-now = Nicht jetzt
join-sign-in = Ich habe ein Konto: anmelden und beitreten
join-switch = Abmelden und fortfahren
join-switch-busy = Sie werden abgemeldet
join-stay = Als { $own } angemeldet bleiben

invitation-made = { $delivery ->
    [queued] Die Einladung von { $email } ist unterwegs.
    [sent] Die Einladung von { $email } wurde gesendet.
   *[other] Die Einladung von { $email } ist erstellt. Kopieren Sie den Link und geben Sie ihn der Person.
}
invitation-many-made = { $made ->
    [one] { $made } von { $all } ist eingeladen.
   *[other] { $made } von { $all } sind eingeladen.
}
invitation-revoked = Die Einladung von { $email } ist widerrufen.
invitation-joined = Sie gehören jetzt zum Team { $team }. Willkommen!

invitation-status-unknown = Wählen Sie pending, accepted, expired oder revoked.
invitation-role-unknown = Wählen Sie Owner, Admin, Developer, Analyst oder Viewer.
invitation-role-above = Niemand vergibt eine Rolle über der eigenen: Ihre ist { $own ->
    [owner] Inhaber
    [admin] Admin
    [developer] Entwickler
    [analyst] Analyst
   *[viewer] Betrachter
}, diese ist { $role ->
    [owner] Inhaber
    [admin] Admin
    [developer] Entwickler
    [analyst] Analyst
   *[viewer] Betrachter
}. Bitten Sie jemanden, der sie hat.
invitation-one-or-many = Senden Sie entweder eine Einladung oder eine Liste davon, nicht beides.
invitation-how-many = Laden Sie 1 bis { $most } Personen auf einmal ein. Dies sind { $count }.
invitation-self = Das ist Ihre eigene Adresse.
invitation-member = { $email } gehört dem Team bereits an.
invitation-member-inactive = { $email } gehört dem Team bereits an, ist aber deaktiviert. Reaktivieren Sie die Person in der Mitgliederliste.
invitation-pending-already = { $email } hat eine offene Einladung. Senden Sie sie erneut oder widerrufen Sie sie, um eine andere Rolle zu wählen.
invitation-not-open = { $status ->
    [accepted] { $email } gehört mit dieser Einladung bereits zum Team. Ändern oder entfernen Sie stattdessen das Mitglied.
    [expired] Diese Einladung von { $email } ist abgelaufen. Senden Sie sie zuerst erneut.
   *[revoked] Diese Einladung von { $email } wurde widerrufen. Erstellen Sie eine neue.
}
invitation-resent-often = Diese Einladung wurde bereits { $most }-mal erneut gesendet. Sprechen Sie die Person anders an oder widerrufen Sie die Einladung und erstellen Sie eine neue.

invitation-was-revoked = Diese Einladung in das Team { $team } wurde zurückgenommen. Bitten Sie das Team um eine neue.
invitation-was-accepted = Diese Einladung in das Team { $team } wurde verwendet. Melden Sie sich an, um dorthin zu gelangen.
invitation-is-old = Diese Einladung in das Team { $team } ist abgelaufen. Bitten Sie das Team, sie erneut zu senden.
invitation-nobody-vouches = Wer Sie in das Team { $team } eingeladen hat, ist nicht mehr da. Bitten Sie das Team um eine neue Einladung.
invitation-inviter-lost = { $inviter } kann Ihnen diese Rolle im Team { $team } nicht mehr geben. Bitten Sie das Team um eine neue Einladung.
invitation-for-another = Diese Einladung ist für { $email }, und Sie sind als { $own } angemeldet. Melden Sie sich ab und dann mit dem richtigen Konto an, oder erstellen Sie eines.
invitation-other-address = Die Einladung ist für eine andere Adresse.
invitation-off = Hier kann niemand selbst ein Konto erstellen. Bitten Sie einen Betreiber dieser Scalix-Instanz darum und öffnen Sie dann diesen Link noch einmal. Wenn Sie ein Konto haben, melden Sie sich an.
invitation-has-account = Zu dieser Adresse gibt es ein Konto. Melden Sie sich damit an, um beizutreten.
invitation-sign-in = Melden Sie sich als { $email } an, um beizutreten, oder senden Sie Namen und Passwort, um ein Konto zu erstellen.

# Die E-Mails.
mail-invitation-subject = { $inviter } lädt Sie in das Team { $team } ein
mail-invitation-lead = { $inviter } lädt Sie in das Team { $team } auf Scalix ein.
mail-invitation-reminder-subject = Ihre Einladung in das Team { $team } wartet auf Sie
mail-invitation-reminder-lead = Vor einigen Tagen hat { $inviter } Sie in das Team { $team } auf Scalix eingeladen. Die Einladung wartet noch auf Sie.
mail-invitation-message = { $inviter } schreibt
mail-invitation-role = Ihre Rolle
mail-invitation-until = Gültig bis
mail-invitation-verb = Einladung ansehen
mail-invitation-unknown = Wenn Sie { $inviter } nicht kennen, ignorieren Sie diese E-Mail: Es passiert nichts.

activity-invitation-created = { $actor } hat { $target } eingeladen
activity-invitation-resent = { $actor } hat die Einladung von { $target } erneut gesendet
activity-invitation-revoked = { $actor } hat die Einladung von { $target } widerrufen
activity-invitation-accepted = { $actor } hat die Einladung von { $target } angenommen
activity-member-joined = { $target } ist dem Team beigetreten
