# The pages of projects.

projects-lead = Ce à quoi appartiennent les clés d’API et l’utilisation.
projects-new = Nouveau projet
projects-in-team = dans cette équipe
projects-take-events = reçoivent des événements
projects-days = 30 derniers jours
projects-list-days = 30 derniers jours (UTC), sans les projets supprimés
projects-requests = Requêtes
projects-tokens = Tokens
projects-cost = Coût
projects-success = Taux de réussite
projects-unpriced = { $count } sans prix
projects-failed = { $count } en échec
projects-project = Projet
projects-model = Modèle
projects-any-model = tous
projects-status = Statut
projects-last-event = Dernier événement
projects-never = jamais
projects-restorable = Restaurable jusqu’au
projects-actions = Actions
projects-actions-of = Actions pour { $name }

projects-filters = Rechercher des projets
projects-search = Rechercher par nom ou description
projects-apply = Appliquer
projects-clear = Effacer les filtres
projects-all = Tous
projects-running = En service
projects-stopped = À l’arrêt
projects-failing = En échec
projects-deleted = Supprimé

projects-none = Créez votre premier projet
projects-none-text = Un projet regroupe des clés d’API et l’utilisation qu’elles signalent. Créez-en un pour chaque application ou environnement, afin de voir ce qu’il coûte et de pouvoir l’arrêter séparément.
projects-none-viewer = Il n’y a encore aucun projet. Un propriétaire, un administrateur ou un développeur de l’équipe peut en créer un.
projects-show-deleted = Afficher les projets supprimés
projects-no-match = Aucun résultat
projects-hidden = { $count ->
    [0] L’équipe n’a aucun projet.
    [one] Les filtres masquent le seul projet de l’équipe.
   *[other] Les filtres masquent les { $count } projets de l’équipe.
}
projects-no-deleted = Aucun projet supprimé
projects-no-deleted-text = Les projets supprimés restent ici 30 jours. Jusque-là, ils peuvent être restaurés avec leurs clés et leur utilisation.
projects-show-all = Afficher tous les projets

projects-stop = Arrêter
projects-stopping = Arrêt
projects-start = Démarrer
projects-starting = Démarrage
projects-restore = Restaurer
projects-restoring = Restauration
projects-edit = Modifier
projects-new-key = Nouvelle clé
projects-delete-more = Supprimer le projet…

projects-name = Nom
projects-name-hint = Unique dans l’équipe. Vous pourrez le modifier plus tard.
projects-description = Description
projects-description-hint = Facultatif. À quoi il sert, et qui s’en occupe.
projects-model-hint = Facultatif. Une note pour les personnes et pour le démarrage rapide ; elle ne limite rien.
projects-create = Créer le projet
projects-creating = Création du projet
projects-edit-title = Modifier « { $name } »
projects-save = Enregistrer
projects-saving = Enregistrement
projects-cancel = Annuler

projects-delete = Supprimer le projet
projects-delete-lead = Il peut être restauré pendant 30 jours.
projects-delete-title = Supprimer « { $name } » ?
projects-delete-keys = { $count ->
    [0] Il n’a aucune clé en fonctionnement.
    [one] Sa clé cesse immédiatement de fonctionner.
   *[other] Ses { $count } clés cessent immédiatement de fonctionner.
}
projects-delete-requests = Son utilisation (requêtes des 30 derniers jours : { $requests }) reste dans les totaux de l’équipe. Il peut être restauré jusqu’au { $date }.
projects-deleting = Suppression du projet
projects-keep = Conserver
projects-key-used = utilisée
projects-key-unused = jamais utilisée
projects-key-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}

projects-is-stopped = Ce projet est à l’arrêt : les événements de ses clés sont refusés jusqu’à ce qu’il soit démarré.
projects-is-failing = Plus de la moitié des requêtes de la dernière heure ont échoué.
projects-show-failed = Afficher les requêtes en échec
projects-measure = Ce que montre le graphique
projects-no-keys = Aucune clé pour l’instant
projects-no-keys-text = Les programmes signalent l’utilisation avec une clé d’API du projet.
projects-make-key = Créer une clé
projects-all-keys = Toutes les clés de ce projet
projects-details = Détails
projects-id = Identifiant du projet
projects-live-keys = Clés en fonctionnement
projects-created = Création
projects-started-at = Dernier démarrage

projects-send = Envoyer un événement
projects-send-key = Placez la clé dans la variable SCALIX_KEY. La plus récente est { $hint }.
projects-send-no-key = Placez une clé de ce projet dans la variable SCALIX_KEY.
projects-language = Langage
