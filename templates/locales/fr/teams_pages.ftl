# Pages de ses équipes, paramètres d’une équipe, sa fin, et ce que permettent les rôles.

ui-nav-team = Équipe
ui-new-team = Nouvelle équipe
ui-no-team = Aucune équipe

team-tab-roles = Rôles
team-tab-settings = Paramètres de l’équipe

teams-lead = Chaque équipe a ses propres projets, clés, membres et son utilisation.
teams-none = Vous n’appartenez à aucune équipe
teams-none-text = Créez une équipe, ou demandez à un propriétaire ou à un administrateur d’inviter { $email }.
teams-team = Équipe
teams-role = Votre rôle
teams-made = Créée
teams-actions = Actions
teams-current = Équipe actuelle
teams-switch = Y travailler
teams-switching = Changement en cours
teams-deleted = Équipes supprimées
teams-deleted-text = Vous en étiez propriétaire. Jusqu’au dernier jour, tout leur contenu peut être rétabli tel qu’il était.
teams-deleted-at = Supprimée
teams-restorable = Restaurable jusqu’au
teams-restore = Restaurer
teams-restoring = Restauration en cours
teams-name = Nom de l’équipe
teams-new-hint = Vous en serez propriétaire et pourrez inviter d’autres personnes.
teams-create = Créer l’équipe
teams-creating = Création en cours
teams-cancel = Annuler
teams-name-lead = Les membres le voient dans la barre latérale, dans les e-mails et dans les exports.
teams-save = Enregistrer
teams-saving = Enregistrement en cours

teams-delete = Supprimer l’équipe
teams-delete-more = Supprimer l’équipe…
teams-delete-lead = Ses clés cessent aussitôt de fonctionner et ses membres perdent l’accès. Les propriétaires peuvent la restaurer pendant 30 jours.
teams-delete-title = Supprimer l’équipe { $name } ?
teams-delete-text = Dès lors, aucune clé de cette équipe n’est acceptée et aucun de ses membres ne peut la voir. Un propriétaire peut la restaurer avec tout son contenu jusqu’au { $date } ; ensuite, elle est définitivement supprimée, avec son utilisation.
teams-deleting = Suppression en cours
teams-keep = Conserver
teams-members = Membres
teams-tokens = Jetons personnels
teams-delete-members = { $count ->
    [one] vous seulement
   *[other] { $count } perdent l’accès
}
teams-delete-projects = { $count ->
    [0] aucun
   *[other] { $count }
}
teams-delete-keys = { $count ->
    [0] aucune
    [one] { $count } cesse de fonctionner
   *[other] { $count } cessent de fonctionner
}
teams-delete-tokens = { $count ->
    [0] aucun
    [one] { $count } cesse de fonctionner
   *[other] { $count } cessent de fonctionner
}
teams-delete-invitations = { $count ->
    [0] aucune
    [one] { $count } ne peut plus être acceptée
   *[other] { $count } ne peuvent plus être acceptées
}
teams-delete-messages = { $count ->
    [0] aucun
    [one] { $count } ne peut plus être lu
   *[other] { $count } ne peuvent plus être lus
}
teams-delete-last-uses = Dernières clés utilisées

roles-title = Cinq rôles
roles-lead = Votre rôle dans cette équipe est { role-name }.
roles-yours = Vous
roles-owner = Tout, y compris supprimer l’équipe et nommer des propriétaires. Une équipe en a toujours un.
roles-admin = Dirige l’équipe : membres, projets, clés, prix et journal d’audit.
roles-developer = Travaille sur les projets et les clés et voit l’utilisation jusqu’à chaque événement.
roles-analyst = Lit l’utilisation en détail et écrit aux membres ; ne modifie rien d’autre.
roles-viewer = Voit les projets, les membres et les totaux.
roles-may = Ce que permet chaque rôle
roles-may-text = Le serveur consulte ce tableau à chaque requête. Personne ne peut donner un rôle supérieur au sien.
roles-permission = Autorisation
roles-yes = Oui
roles-no = Non
roles-view-team = Voir l’équipe et ses membres
roles-view-projects = Voir les projets
roles-view-usage = Voir les totaux d’utilisation et de coût
roles-manage-projects = Créer, modifier, démarrer, arrêter, supprimer et restaurer des projets
roles-read-keys = Voir la liste des clés d’API
roles-manage-keys = Créer, renouveler et révoquer des clés d’API
roles-read-usage = Voir l’utilisation par clé, par statut et par événement
roles-manage-prices = Modifier les prix et les noms de modèles propres à l’équipe
roles-send-messages = Écrire à d’autres membres
roles-manage-members = Inviter des personnes, modifier leurs rôles, les désactiver et les retirer
roles-read-audit = Voir qui a fait quoi dans l’équipe
roles-own-team = Renommer, supprimer et restaurer l’équipe, et nommer des propriétaires
