# Which mail somebody wants.

notifications-legend = E-mails que vous souhaitez
notifications-saved = Votre choix d’e-mails est enregistré.
notifications-email = E-mails
notifications-email-hint = Par exemple un rappel avant l’expiration d’un jeton personnel. Désactivé : aucun e-mail, sauf ceux sur la sécurité de votre compte.
notifications-project-updates = Actualité des projets
notifications-project-updates-hint = Ce qui arrive aux projets de vos équipes.
notifications-team-activity = Activité de l’équipe
notifications-team-activity-hint = Les changements de votre place dans une équipe, et les messages.
notifications-billing-alerts = Alertes de facturation
notifications-billing-alerts-hint = Les budgets, les factures et les paiements.

unsubscribe-title = Ne plus recevoir ces e-mails ?
unsubscribe-lead = Vous ne recevrez plus d’e-mails de ce type : { $topic }. Vous pourrez les réactiver dans vos paramètres.
unsubscribe-verb = Ne plus m’en envoyer
unsubscribe-done-title = C’est fait
unsubscribe-done = Vous ne recevez plus d’e-mails de ce type : { $topic }. Vous pouvez les réactiver dans vos paramètres.
unsubscribe-security = Les e-mails sur la sécurité de votre compte sont toujours envoyés.
unsubscribe-unknown = Ce lien n’a pas été créé par ce serveur, ou il est incomplet. Copiez-le en entier, ou connectez-vous et modifiez ce choix dans vos paramètres.

mail-not-failed = Seul un e-mail dont l’envoi a échoué peut être renvoyé.
mail-retried = Un nouvel envoi de l’e-mail est en cours.
field-mail-state = Choisissez queued, sent ou failed.
