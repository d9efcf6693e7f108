# Personal tokens.

token-team = Vous n’appartenez pas à cette équipe. Choisissez l’une des vôtres.
tokens-title = Jetons personnels
tokens-lead = Pour les programmes qui agissent en votre nom, dans une seule équipe, dans les limites des portées que vous choisissez. Pour envoyer l’utilisation, créez plutôt une clé d’API d’un projet.
tokens-new = Nouveau jeton
tokens-none = Aucun jeton personnel pour l’instant
tokens-none-text = Un jeton permet à l’un de vos scripts de lire et de modifier ce que vous pouvez, sans votre mot de passe.
tokens-token = Jeton
tokens-team = Équipe
tokens-team-hint = Le jeton n’agit que dans cette équipe.
tokens-name-hint = Ce qui l’utilisera, par exemple « Rapport hebdomadaire ».
tokens-scopes-hint = Jamais plus que ce que permet votre rôle dans l’équipe.
tokens-create = Créer le jeton
tokens-creating = Création
tokens-made-title = { $name } est créé
tokens-made-text = Il agit en votre nom dans { $team }.
tokens-secret = Le jeton
tokens-use-text = Le jeton figure dans l’en-tête Authorization de chaque requête.
tokens-to-list = Vers vos jetons
tokens-revoke-one = Révoquer { $name }
tokens-revoke-text = Dès lors, toute requête utilisant ce jeton est refusée.

scope-projects-read = Voir les projets
scope-projects-write = Créer, modifier, démarrer et arrêter des projets
scope-keys-read = Voir les clés d’API, masquées
scope-keys-write = Créer, renouveler et révoquer des clés d’API
scope-usage-read = Lire l’utilisation et les coûts
scope-usage-write = Modifier les prix
scope-team-read = Voir l’équipe et son journal d’audit
scope-team-write = Modifier l’équipe
scope-billing-read = Lire la facturation
scope-billing-write = Modifier la facturation
