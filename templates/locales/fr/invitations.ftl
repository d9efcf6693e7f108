# Les invitations dans une équipe.

role-hint = { $role ->
    [owner] Propriétaire : tout
    [admin] Administrateur : tout, sauf nommer des propriétaires
    [developer] Développeur : projets, clés et utilisation
    [analyst] Analyste : utilisation en détail
   *[viewer] Lecteur : totaux, en lecture seule
}

team-tab-invitations = Invitations

invitations-title = Invitations
invitations-lead = Les personnes invitées dans cette équipe. Une invitation est valable sept jours.
invitations-closed = Personne ne peut créer de compte sur ce Scalix. Les personnes qui en ont un peuvent accepter ; pour les autres, demandez d’abord un compte à un opérateur.
invitations-no-mail = Ce Scalix n’envoie pas d’e-mails. Copiez le lien de chaque invitation et transmettez-le à la personne.
invitations-status = État
invitation-status = { $status ->
    [accepted] Acceptées
    [expired] Expirées
    [revoked] Révoquées
   *[pending] En attente
}
invitations-none = { $status ->
    [accepted] Aucune invitation acceptée
    [expired] Aucune invitation expirée
    [revoked] Aucune invitation révoquée
   *[pending] Aucune invitation en attente
}
invitations-none-text = Les invitations acceptées, expirées et révoquées restent ici pendant 30 jours.
invitations-email = E-mail
invitations-role = Rôle
invitations-delivery = Envoi
invitations-by = Invité par
invitations-by-nobody = un compte qui n’existe plus
invitations-expires = Expiration
invitation-end = { $status ->
    [accepted] Acceptée
    [expired] Expirée
    [revoked] Révoquée
   *[pending] Expiration
}
invitation-delivery = { $delivery ->
    [queued] En cours d’envoi
    [sent] E-mail envoyé
    [failed] E-mail en échec
   *[link_only] Lien seul
}
invitations-actions-of = Actions pour { $email }
invitations-link = Lien
invitations-link-more = Copier le lien…
invitations-link-text = Quiconque ouvre ce lien peut rejoindre l’équipe à la place de la personne invitée. Ne le donnez donc à personne d’autre.
invitations-link-done = Terminé
invitations-send = Envoyer à nouveau
invitations-renew = Prolonger de sept jours
invitations-revoke = Révoquer
invitations-revoke-more = Révoquer…
invitations-revoke-title = Révoquer cette invitation ?
invitations-revoke-text = Les liens envoyés à { $email } sont refusés dès maintenant. Une nouvelle invitation est possible à tout moment.
invitations-revoke-busy = Révocation

invite-open = Inviter des personnes
invite-title = Inviter des personnes
invite-verb = Inviter
invite-busy = Envoi des invitations
invite-emails = Adresses e-mail
invite-emails-hint = Jusqu’à 100, séparées par des virgules ou des retours à la ligne.
invite-message = Mot personnel
invite-message-hint = Facultatif. Il figure dans l’e-mail, sous votre nom.
invite-message-hint-link = Facultatif. Il figure sur la page qu’ouvre le lien, sous votre nom.
invite-none = Aucune de ces personnes ne peut être invitée. Rien n’a été envoyé.

invited-title = { $count ->
    [one] { $count } personne est invitée
   *[other] { $count } personnes sont invitées
}
invited-lead-mail = L’e-mail est en route. Vous pouvez aussi transmettre le lien vous-même.
invited-lead-link = Ce Scalix n’envoie pas d’e-mails. Transmettez son lien à chaque personne.
invited-links = Liens
invited-link-of = Lien pour { $email }
invited-refused = Non invitées
invited-refused-text = Ces adresses ont été refusées, chacune pour sa propre raison.
invited-to-list = Vers les invitations
invited-more = Inviter d’autres personnes

join-title = Rejoindre { $team }
join-lead = { $inviter } invite { $email } dans cette équipe.
join-message = { $inviter } écrit : « { $message } »
join-verb = Rejoindre { $team }
join-account-verb = Créer mon compte et rejoindre
join-busy = Un instant
join-password = Choisissez un mot de passe
join-not-now = Pas maintenant
join-sign-in = J’ai un compte : me connecter et rejoindre
join-switch = Se déconnecter et continuer
join-switch-busy = Déconnexion
join-stay = Rester connecté en tant que { $own }

invitation-made = { $delivery ->
    [queued] L’invitation de { $email } est en route.
    [sent] L’invitation de { $email } a été envoyée.
   *[other] L’invitation de { $email } est créée. Copiez son lien et transmettez-le à la personne.
}
invitation-many-made = { $made ->
    [one] { $made } personne sur { $all } est invitée.
   *[other] { $made } personnes sur { $all } sont invitées.
}
invitation-revoked = L’invitation de { $email } est révoquée.
invitation-joined = Vous faites maintenant partie de { $team }. Bienvenue !

invitation-status-unknown = Choisissez pending, accepted, expired ou revoked.
invitation-role-unknown = Choisissez Owner, Admin, Developer, Analyst ou Viewer.
invitation-role-above = Personne ne donne un rôle au-dessus du sien : le vôtre est { $own ->
    [owner] Propriétaire
    [admin] Administrateur
    [developer] Développeur
    [analyst] Analyste
   *[viewer] Lecteur
}, celui-ci est { $role ->
    [owner] Propriétaire
    [admin] Administrateur
    [developer] Développeur
    [analyst] Analyste
   *[viewer] Lecteur
}. Adressez-vous à quelqu’un qui l’a.
invitation-one-or-many = Envoyez soit une invitation, soit une liste d’invitations, pas les deux.
invitation-how-many = Invitez de 1 à { $most } personnes à la fois. Il y en a ici { $count }.
invitation-self = C’est votre propre adresse.
invitation-member = { $email } fait déjà partie de l’équipe.
invitation-member-inactive = { $email } fait déjà partie de l’équipe, mais est désactivé. Réactivez la personne dans la liste des membres.
invitation-pending-already = { $email } a une invitation en attente. Envoyez-la à nouveau, ou révoquez-la pour choisir un autre rôle.
invitation-not-open = { $status ->
    [accepted] { $email } fait déjà partie de l’équipe grâce à cette invitation. Modifiez ou retirez plutôt le membre.
    [expired] Cette invitation de { $email } a expiré. Envoyez-la d’abord à nouveau.
   *[revoked] Cette invitation de { $email } a été révoquée. Créez-en une nouvelle.
}
invitation-resent-often = Cette invitation a déjà été envoyée { $most } fois de plus. Contactez la personne autrement, ou révoquez l’invitation et créez-en une nouvelle.

invitation-was-revoked = Cette invitation dans { $team } a été retirée. Demandez-en une nouvelle à l’équipe.
invitation-was-accepted = Cette invitation dans { $team } a été utilisée. Connectez-vous pour y accéder.
invitation-is-old = Cette invitation dans { $team } a expiré. Demandez à l’équipe de l’envoyer à nouveau.
invitation-nobody-vouches = La personne qui vous a invité dans { $team } n’est plus là. Demandez une nouvelle invitation à l’équipe.
invitation-inviter-lost = { $inviter } ne peut plus vous donner ce rôle dans { $team }. Demandez une nouvelle invitation à l’équipe.
invitation-for-another = Cette invitation est pour { $email }, et vous êtes connecté en tant que { $own }. Déconnectez-vous, puis connectez-vous avec le bon compte ou créez-en un.
invitation-other-address = L’invitation est pour une autre adresse.
invitation-off = Il n’est pas possible de créer soi-même un compte ici. Demandez-en un à un opérateur de ce Scalix, puis ouvrez à nouveau ce lien. Si vous avez un compte, connectez-vous.
invitation-has-account = Cette adresse a un compte. Connectez-vous avec lui pour rejoindre l’équipe.
invitation-sign-in = Connectez-vous en tant que { $email } pour rejoindre l’équipe, ou envoyez un nom et un mot de passe pour créer un compte.

# Les e-mails.
mail-invitation-subject = { $inviter } vous invite dans { $team }
mail-invitation-lead = { $inviter } vous invite dans l’équipe { $team } sur Scalix.
mail-invitation-reminder-subject = Votre invitation dans { $team } vous attend
mail-invitation-reminder-lead = Il y a quelques jours, { $inviter } vous a invité dans l’équipe { $team } sur Scalix. L’invitation vous attend toujours.
mail-invitation-message = { $inviter } écrit
mail-invitation-role = Votre rôle
mail-invitation-until = Valable jusqu’au
mail-invitation-verb = Voir l’invitation
mail-invitation-unknown = Si vous ne connaissez pas { $inviter }, ignorez cet e-mail : rien ne se passe.

activity-invitation-created = { $actor } a invité { $target }
activity-invitation-resent = { $actor } a envoyé à nouveau l’invitation de { $target }
activity-invitation-revoked = { $actor } a révoqué l’invitation de { $target }
activity-invitation-accepted = { $actor } a accepté l’invitation de { $target }
activity-member-joined = { $target } a rejoint l’équipe
