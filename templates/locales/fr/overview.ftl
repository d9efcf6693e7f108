# The Overview.

overview-title = Vue d’ensemble
overview-new-project = Nouveau projet
overview-today = Aujourd’hui
overview-today-text = Par rapport à hier à la même heure
overview-month = 30 derniers jours
overview-open-usage = Ouvrir dans Utilisation
overview-tile = { $figure ->
    [tokens] Tokens
    [cost] Coût
    [success] Taux de réussite
   *[requests] Requêtes
}
overview-points = { $points } pt
overview-before = { $before ->
    [yesterday] vs hier
   *[month] vs 30 jours précédents
}
overview-no-before = { $before ->
    [yesterday] rien hier
   *[month] aucun point de comparaison
}
overview-unpriced = { $count ->
    [one] { $count } requête sur { $requests } des 30 derniers jours n’a pas de prix : son coût est inconnu et n’entre dans aucune de ces sommes. Il n’est pas de 0 $.
   *[other] { $count } requêtes sur { $requests } des 30 derniers jours n’ont pas de prix : leur coût est inconnu et n’entre dans aucune de ces sommes. Il n’est pas de 0 $.
}

overview-projects = Projets par coût
overview-all-projects = Tous les projets
overview-project = Projet
overview-status-head = Statut
overview-status = { $status ->
    [running] En service
    [stopped] À l’arrêt
   *[error] En échec
}
overview-models = Modèles par coût
overview-all-models = Tous les modèles
overview-model = Modèle
overview-requests = Requêtes
overview-cost = Coût
overview-bar = Part
overview-unknown = inconnu
overview-month-caption = Les plus coûteux des 30 derniers jours
overview-nothing = Rien n’a été signalé au cours des 30 derniers jours.

overview-never = Aucune utilisation pour l’instant
overview-never-text = Dès qu’un projet de cette équipe signale son premier appel de modèle, ses requêtes, ses tokens et son coût apparaissent ici.

# What a new team does first.
overview-steps = Premières étapes
overview-steps-text = Quelques étapes jusqu’aux premiers chiffres. Elles se cochent d’elles-mêmes.
overview-done = Fait :
overview-to-do = À faire :
overview-step-project = Créer un projet
overview-step-project-text = Les clés et l’utilisation appartiennent à un projet, par exemple une application ou une tâche.
overview-step-key = Créer une clé d’API
overview-step-key-text = Votre application l’utilise pour signaler ses appels de modèles.
overview-step-key-verb = Nouvelle clé d’API
overview-step-event = Envoyer le premier événement
overview-step-event-text = Mettez votre clé à la place de sk_scalix_… puis revenez sur cette page.
overview-step-invite = Inviter votre équipe
overview-step-invite-text = D’autres voient l’utilisation et les coûts, ou travaillent avec vous sur des projets, selon leur rôle.

# Recent activity; actor and target are names.
overview-activity = Activité récente
activity-project-created = { $actor } a créé le projet { $target }
activity-project-updated = { $actor } a modifié le projet { $target }
activity-project-started = { $actor } a démarré { $target }
activity-project-stopped = { $actor } a arrêté { $target }
activity-project-deleted = { $actor } a supprimé le projet { $target }
activity-project-restored = { $actor } a restauré le projet { $target }
activity-project-purged = Le projet { $target } a été définitivement supprimé
activity-key-created = { $actor } a créé la clé d’API { $target }
activity-key-rotated = { $actor } a renouvelé la clé d’API { $target }
activity-key-revoked = { $actor } a révoqué la clé d’API { $target }
activity-team-created = { $actor } a créé l’équipe { $target }
activity-team-deleted = { $actor } a supprimé l’équipe
activity-team-renamed = { $actor } a renommé l’équipe en { $target }
activity-team-restored = { $actor } a restauré l’équipe
activity-member-left = { $actor } a quitté l’équipe
activity-member-removed = { $actor } a retiré { $target } de l’équipe
activity-member-role = { $actor } a modifié le rôle de { $target }
activity-member-deactivated = { $actor } a désactivé { $target }
activity-member-reactivated = { $actor } a réactivé { $target }
activity-members-exported = { $actor } a exporté la liste des membres
activity-team-transferred = { $actor } a transmis l’équipe à { $target }
activity-message-sent = { $actor } a envoyé un message
activity-member-added = { $actor } a ajouté { $target } à l’équipe
activity-token-created = { $actor } a créé le jeton personnel { $target }
activity-token-revoked = { $actor } a révoqué le jeton personnel { $target }
activity-price-created = { $actor } a donné à { $target } un prix propre à l’équipe
activity-price-changed = { $actor } a modifié le prix de { $target } propre à l’équipe
activity-price-ended = { $actor } a mis fin au prix de { $target } propre à l’équipe
activity-prices-imported = { $actor } a importé des prix depuis { $target }
activity-alias-created = { $actor } a indiqué quel modèle { $target } désigne
activity-alias-changed = { $actor } a changé le modèle que { $target } désigne
activity-alias-removed = { $actor } a retiré { $target } comme nom d’un modèle
activity-usage-import-started = { $actor } a lancé l’import de données d’utilisation dans { $target }
activity-usage-imported = { $actor } a importé des données d’utilisation dans { $target }
activity-other = { $actor } est intervenu sur { $target } ({ $action })
activity-somebody = Quelqu’un
activity-nameless = (sans nom désormais)
