# The pages of API keys.

keys-new = Nouvelle clé
keys-key = Clé
keys-project = Projet
keys-state = Statut
keys-scopes = Portées
keys-may = Portées
keys-created-by = Créée par
keys-last-used = Dernière utilisation
keys-expires = Expiration
keys-never = jamais
keys-actions = Actions
keys-actions-of = Actions pour { $name }
keys-active = Active
keys-rotating = En renouvellement
keys-expired = A expiré
keys-revoked = Révoquée
keys-overlap = l’ancien secret expire
keys-scope-write = Écriture
keys-scope-read = Lecture
keys-scope-both = Écriture, lecture
keys-rotate-more = Renouveler…
keys-revoke-more = Révoquer…

keys-lead = Ce avec quoi les programmes envoient l’utilisation. Une clé appartient à un projet.
keys-filters = Rechercher des clés
keys-all-projects = Tous les projets
keys-none = Créez votre première clé d’API
keys-none-text = Un programme envoie l’utilisation avec la clé de son projet. Le secret n’est affiché qu’une seule fois, à la création de la clé ; vous envoyez ensuite un événement ainsi :
keys-first-event = Envoyer un événement de test
keys-no-match = Ce projet n’a aucune clé
keys-no-match-text = Les clés révoquées ou expirées restent 30 jours dans la liste.

keys-create = Créer la clé
keys-creating = Création de la clé
keys-name-hint = L’endroit où elle est utilisée, par exemple « production ».
keys-default-project = Un nouveau projet « Default »
keys-may-write = Écrire l’utilisation
keys-may-write-hint = Envoyer des événements
keys-may-read = Lire l’utilisation
keys-may-read-hint = Interroger l’utilisation de ce projet
keys-in-days = Dans { $count } jours
keys-on-date = À une date
keys-no-end = Jamais
keys-date = Dernier jour
keys-date-hint = Valable jusqu’à la fin de ce jour.
keys-no-date = Indiquez un jour, par exemple 2027-02-17.
keys-no-lifetime = Choisissez l’une de ces options.

keys-made-title = La clé « { $name } » est prête
keys-rotated-title = La clé « { $name } » a un nouveau secret
keys-made-text = Projet { $project }. Portées : { $scopes }.
keys-ends = Expiration :
keys-ends-never = N’expire jamais.
keys-copy-now = Copiez le secret maintenant
keys-the-secret = Le secret de la clé
keys-keep-safe = Conservez-le là où votre programme le trouve, et non dans son code source. Quiconque le possède peut l’utiliser.
keys-old-until = L’ancien secret fonctionne encore ; il expire
keys-old-gone = L’ancien secret est désormais refusé.
keys-use = Essayer
keys-use-text = L’événement apparaît un instant plus tard sur la page Utilisation.
keys-use-shell = Dans un shell
keys-to-project = Aller au projet
keys-to-list = Toutes les clés

keys-rotate = Renouveler la clé
keys-rotate-busy = Renouvellement de la clé
keys-rotate-title = Renouveler « { $name } » ?
keys-rotate-text = La clé reçoit un nouveau secret. Le secret actuel reste valable un certain temps, pour que vous puissiez le remplacer sans interruption.
keys-rotate-again = Un renouvellement est déjà en cours. Son secret le plus ancien expire immédiatement, sauf si le plus récent n’a jamais été utilisé ; c’est alors le plus récent qui expire.
keys-overlap-label = Durée de validité du secret actuel
keys-overlap-hint = Choisissez « aucune » si le secret a fuité.
keys-overlap-none = aucune
keys-overlap-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
keys-overlap-days = { $count } jours

keys-revoke = Révoquer
keys-revoke-busy = Révocation
keys-revoke-title = Révoquer « { $name } » ?
keys-revoke-text = Les programmes qui utilisent cette clé sont refusés immédiatement. Cette action est irréversible.
keys-requests = Requêtes, 30 jours
