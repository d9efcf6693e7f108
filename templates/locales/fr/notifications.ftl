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

# Ce qui demande de l’attention dans l’application.
notifications-title = Notifications
notifications-lead = Ce qui demande votre attention maintenant. Chaque notification disparaît avec son motif.
notifications-none = Rien ne demande votre attention
notifications-none-text = Les clés et les jetons qui expirent bientôt, et les modèles sans prix, sont signalés ici.
notifications-new = Nouveau
notifications-open = Ouvrir
notifications-mark = Marquer comme lue
notifications-read-all = Tout marquer comme lu
notifications-reading = Marquage en cours
notifications-all-read = Toutes sont marquées comme lues.
notification-read = Marquée comme lue.
notification-key = { $days ->
    [one] La clé d’API { $name } du projet { $project } cesse de fonctionner dans moins d’un jour. Créez-en une autre à temps.
   *[other] La clé d’API { $name } du projet { $project } cesse de fonctionner dans { $days } jours. Créez-en une autre à temps.
}
notification-token = { $days ->
    [one] Votre jeton personnel { $name } pour l’équipe { $team } cesse de fonctionner dans moins d’un jour. Créez-en un autre à temps.
   *[other] Votre jeton personnel { $name } pour l’équipe { $team } cesse de fonctionner dans { $days } jours. Créez-en un autre à temps.
}
notification-model = { $requests ->
    [one] Le modèle { $model } est utilisé et n’a pas de prix : le coût de { $requests } requête des 30 derniers jours est inconnu. Saisissez un prix par l’API (POST /api/usage/prices) ou avec « scalix prices import ».
   *[other] Le modèle { $model } est utilisé et n’a pas de prix : le coût de { $requests } requêtes des 30 derniers jours est inconnu. Saisissez un prix par l’API (POST /api/usage/prices) ou avec « scalix prices import ».
}
notification-mail = { $count ->
    [one] Un e-mail des 30 derniers jours n’a pas pu être remis et a été abandonné. Consultez la liste des tâches.
   *[other] { $count } e-mails des 30 derniers jours n’ont pas pu être remis et ont été abandonnés. Consultez la liste des tâches.
}
overview-attention = Demande votre attention
overview-attention-all = Toutes les notifications
overview-attention-more = { $count ->
    [one] et une de plus
   *[other] et { $count } de plus
}
