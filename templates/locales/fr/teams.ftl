# Teams, membership and personal tokens.

member-already = Cette personne est déjà membre de l’équipe.
setup-done-before = Ce Scalix est déjà configuré. Connectez-vous, ou demandez à un propriétaire ou à un administrateur d’une équipe de vous inviter.
cli-no-team = Aucune équipe ne correspond. Configurez la première dans le navigateur, ou indiquez-en une existante avec --team.
cli-several-teams = Il y a plusieurs équipes. Indiquez-en une avec --team.

teams-too-many = Vous appartenez déjà à { $most } équipes. Quittez-en une avant d’en créer une autre.
tokens-too-many = Vous avez { $most } jetons personnels. Révoquez-en avant d’en créer un autre.
field-scope = Il n’existe pas de portée « { $scope } ».
field-scopes-none = Choisissez au moins une portée.
field-past = Choisissez un moment à venir.

team-created = L’équipe { $name } est créée ; vous y travaillez maintenant.
team-renamed = L’équipe s’appelle maintenant { $name }.
team-deleted = L’équipe { $name } est supprimée. Ses propriétaires peuvent la restaurer pendant 30 jours.
team-restored = L’équipe { $name } est de retour, avec ses membres, ses projets et ses clés.
field-team-status = Choisissez deleted ou all.
team-switched = Vous travaillez maintenant dans { $name }.
token-created = Le jeton { $name } est créé. Copiez-le maintenant ; il n’est affiché qu’une seule fois.
token-revoked = Le jeton { $name } ne fonctionne plus.

# What somebody is in a team, by the word of the role.
role-name = { $role ->
    [owner] Propriétaire
    [admin] Administrateur
    [developer] Développeur
    [analyst] Analyste
   *[viewer] Lecteur
}
