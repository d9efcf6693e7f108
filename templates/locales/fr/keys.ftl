# API keys.

key-unknown = Cette clé d’API est inconnue ici. Vérifiez qu’elle a été copiée en entier, de « sk_scalix_ » au dernier caractère.
key-revoked = Cette clé d’API a été révoquée. Utilisez-en une autre, ou créez-en une nouvelle.
key-expired = Cette clé d’API a expiré. Créez-en une nouvelle.
key-replaced = Ce secret a été remplacé lors d’un renouvellement. Utilisez le secret plus récent de la clé.
key-project-deleted = Le projet de cette clé d’API a été supprimé. Restaurez le projet, ou utilisez la clé d’un autre.
key-team-deleted = L’équipe de cette clé d’API a été supprimée. Ses propriétaires peuvent la restaurer pendant 30 jours ; sinon, utilisez la clé d’une autre équipe.
key-scope-missing = Cette clé d’API ne le permet pas : il lui manque la portée « { $scope } ». Créez une clé qui l’a.
key-scope = Il n’existe pas de portée « { $scope } ». Une clé d’API peut avoir « usage:write » et « usage:read ».
key-overlap = Choisissez un nombre entier d’heures, de 0 à { $most }.
key-rotate-expired = La clé a expiré et ne peut pas être renouvelée. Créez-en une nouvelle.
key-rotate-revoked = La clé a été révoquée et ne peut pas être renouvelée. Créez-en une nouvelle.
keys-too-many = L’équipe a { $most } clés. Révoquez-en avant d’en créer une autre.

key-created = La clé { $name } est créée. Copiez-la maintenant ; elle n’est affichée qu’une seule fois.
key-rotated = La clé { $name } a un nouveau secret. Copiez-le maintenant ; il n’est affiché qu’une seule fois.
key-revoked-now = La clé { $name } ne fonctionne plus.
