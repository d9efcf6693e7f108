# Usage: events in, figures out.

usage-body-empty = Le corps est vide. Envoyez un événement sous forme d’objet JSON, ou un tableau d’événements.
usage-body-not-utf8 = Le corps n’est pas en UTF-8. Rien n’a été compté.
usage-body-malformed = Le corps n’est pas du JSON valide : ligne { $line }, colonne { $column }. Rien n’a été compté.
usage-body-not-one = Ce type de média est prévu pour un seul événement. Envoyez un tableau d’événements au format { $media }.
usage-body-not-an-array = Ce type de média est prévu pour un tableau d’événements. Envoyez un événement seul au format { $media }.
usage-line-malformed = La ligne n’est pas du JSON valide : colonne { $column }.
usage-line-not-utf8 = La ligne n’est pas en UTF-8.
usage-body-broken = Le corps ne peut pas être décompressé : il n’est pas au format { $encoding }, ou il est tronqué. Rien n’a été compté.
usage-body-window = La trame zstd demande à son lecteur plus de { $mebibytes } Mio. Compressez avec une fenêtre plus petite.
usage-body-too-large = Le corps dépasse { $mebibytes } Mio, comptés après décompression. Envoyez-le en lots plus petits.
usage-body-too-many = Un lot contient au plus { $most } événements. Envoyez le reste dans un autre.

usage-event-too-large = L’événement dépasse { $kibibytes } Kio.
usage-event-not-an-object = Un événement est un objet JSON.
usage-event-name-unreadable = Un nom de champ contient la moitié d’une paire de substitution, ce qui n’est pas du texte.
usage-event-unknown-field = Il n’existe pas de champ { $field }.
usage-event-is-a-cloud-event = La forme simple n’a pas de champ specversion. Envoyez les CloudEvents au format { $media }.
usage-event-misplaced = Dans un CloudEvent, { $field } se place à côté de data, pas dedans.
usage-event-cloud-constant = La valeur doit être { $expected }.
usage-event-data-not-an-object = Les données de l’événement doivent être un objet JSON, dans l’attribut data.
usage-event-duplicate-field = Le champ { $field } est indiqué plus d’une fois.
usage-event-missing = Le champ { $field } est absent.
usage-event-empty = La valeur ne doit pas être vide.
usage-event-too-long = La valeur peut avoir au plus { $most } caractères.
usage-event-control-character = La valeur ne doit pas contenir de caractères de contrôle.
usage-event-unreadable-text = La valeur contient la moitié d’une paire de substitution, ce qui n’est pas du texte.
usage-event-not-a-text = La valeur doit être un texte entre guillemets.
usage-event-not-a-number = La valeur doit être un nombre, sans guillemets.
usage-event-not-integer = La valeur doit être un nombre entier.
usage-event-negative = La valeur ne doit pas être négative.
usage-event-out-of-range = La valeur doit être comprise entre { $least } et { $most }.
usage-event-invalid-time = La valeur doit être un instant tel que 2026-03-01T12:00:00Z.
usage-event-too-old = Les événements sont acceptés jusqu’à { $days } jours après avoir eu lieu.
usage-event-in-future = Les événements peuvent avoir au plus { $minutes } minutes d’avance sur l’horloge du serveur.
usage-event-invalid-status = La valeur doit être ok ou error.
usage-event-error-without-status = { $field } est réservé aux événements dont le status est error.
usage-event-invalid-cost = La valeur doit être en dollars, par exemple 0.0125, avec au plus neuf décimales.
usage-event-cost-too-high = La valeur doit être d’au plus { $most } USD.
usage-event-subset = { $field } compte une partie de { $total } et ne peut pas le dépasser.

usage-object-not-an-object = La valeur doit être un objet JSON.
usage-object-not-a-list = La valeur doit être une liste d’objets JSON.
usage-object-and-count = Indiquez soit usage, soit les nombres de tokens, pas les deux : { $field } est également présent.
usage-object-provider = Nous ne savons pas ce que signifient les objets usage de { $provider }. Envoyez les nombres eux-mêmes : inputTokens, outputTokens et leurs parties.
usage-object-unknown = Il ne contient aucun des noms qu’utilisent OpenAI, Anthropic et Google. Envoyez les nombres eux-mêmes : inputTokens, outputTokens et leurs parties.
usage-object-ambiguous = Il contient des noms d’OpenAI et d’Anthropic, qui comptent différemment les tokens en cache. Indiquez le fournisseur dans provider, ou envoyez les nombres eux-mêmes.
usage-object-mismatch = Ses noms ne sont pas ceux du fournisseur que l’événement indique. Corrigez provider, ou envoyez les nombres eux-mêmes.

usage-range-period = Choisissez 24h, 7d, 30d, 90d ou custom.
usage-range-zone = Il n’existe pas de fuseau horaire { $name }. Utilisez un nom IANA tel que Europe/Berlin.
usage-range-bucket = Choisissez minute, hour, day ou month.
usage-range-not-custom = Ceci n’est possible qu’avec period=custom.
usage-range-from-missing = Une période personnalisée a besoin de sa première date ou heure.
usage-range-bound = Indiquez une date telle que 2026-03-01 ou un instant tel que 2026-03-01T12:00:00Z.
usage-range-year = Choisissez une année de { $first } à { $last }.
usage-range-order = La fin doit être postérieure au début.
usage-range-minutes-too-long = Les minutes sont indiquées sur 24 heures au plus. Choisissez une période plus courte, ou bucket=hour.
usage-range-hours-too-long = Les heures sont indiquées sur 31 jours au plus. Choisissez une période plus courte, ou bucket=day.
usage-range-days-too-long = Les jours sont indiqués sur 400 jours au plus. Choisissez une période plus courte, ou bucket=month.
usage-range-too-long = Une période compte au plus 10 ans. Choisissez-en une plus courte.
usage-range-hours-most = Les heures sont indiquées sur 31 jours au plus. Choisissez une période plus courte.
usage-range-days-most = Les jours sont indiqués sur 400 jours au plus. Choisissez une période plus courte.

usage-report-group-by = Regroupez par model, project, key ou status ; séparez-en plusieurs par des virgules.
usage-report-moved = La liste a trop changé depuis sa première page. Recommencez sans cursor.
usage-report-forbidden = L’utilisation par clé ou par statut est réservée aux personnes autorisées à lire l’utilisation en détail. Adressez-vous à un propriétaire ou à un administrateur de l’équipe.
usage-events-forbidden = Les événements individuels sont réservés aux personnes autorisées à lire l’utilisation en détail, et non aux clés de projet. Adressez-vous à un propriétaire ou à un administrateur de l’équipe.

price-created = { $model } a un prix à partir du { $from }. Ce qui a été compté auparavant garde son coût.
price-changed = { $model } a un autre prix à partir du { $from }. Ce qui a été compté auparavant garde son coût.
price-ended-now = Le prix de { $model } a pris fin.
prices-imported = { $entered ->
    [one] { $entered } prix saisi ; refusés : { $refused }.
   *[other] { $entered } prix saisis ; refusés : { $refused }.
}
price-scope = Choisissez team ou global.
price-negative = Un prix ne doit pas être négatif.
price-missing = Ce prix est nécessaire. Écrivez 0 s’il est gratuit.
price-too-fine = Il a plus de neuf décimales en dollars par million d’unités.
price-too-high = Un prix peut être d’au plus { $most } USD par million d’unités.
price-not-a-number = La valeur doit être un nombre décimal tel que 2.5, de { $digits } chiffres au plus.
price-mode = Choisissez l’une de ces valeurs : { $modes }.
price-aliases-too-many = Un prix peut avoir au plus { $most } autres noms.
price-alias-blank = Le nom « { $alias } » ne doit pas contenir d’espaces.
price-tiers-too-many = Un prix peut avoir au plus { $most } paliers.
price-tier-above = La valeur doit être d’au plus { $most } tokens.
price-tier-service = Choisissez l’une de ces valeurs : { $services }, ou n’indiquez rien.
price-tier-plain = Un palier a besoin d’une taille de contexte au-delà de laquelle il s’applique, ou d’un niveau de service.
price-tier-twice = Il existe un autre palier pour le même contexte et le même service.
price-unusual = { $price } USD par million, c’est plus de cent fois le prix habituel de { $usual }. Les prix s’entendent par million d’unités, et non par token ou par millier. Indiquez force pour le conserver.
price-tier-unusual = { $price } USD par million, c’est plus de cent fois les { $usual } hors de ce palier. Indiquez force pour le conserver.
price-cached-dearer = Les tokens du cache sont plus chers que les autres. Indiquez force pour conserver ce prix.
price-write-cheaper = Garder un cache une heure est moins cher que quelques minutes. Indiquez force pour conserver ce prix.
price-before-it-began = La date ne doit pas précéder le début du prix qu’il remplace.
price-ended = Ce prix a pris fin. Ajoutez-en un autre.
price-global = Ce prix vaut pour tous : un opérateur de ce Scalix peut le modifier. Ajoutez votre propre prix pour le même modèle ; il passera avant celui-ci.
prices-too-many = Une équipe peut avoir ses propres prix pour { $most } modèles. Mettez fin à ceux qui ne servent plus.
alias-created = Les événements qui indiquent { $name } reçoivent désormais le prix de { $model }.
alias-removed = Le nom { $name } n’a plus de sens particulier.
alias-taken = Le nom { $name } désigne déjà un modèle. Modifiez celui-là.
alias-itself = Un nom ne peut pas se désigner lui-même.
aliases-too-many = Il peut y avoir { $most } noms. Retirez-en qui ne servent plus.
price-file-strange = Ce n’est pas une grille tarifaire : il faut un tableau de prix, un objet contenant le tableau « prices » ou « rows », ou la grille de LiteLLM.
price-row-unreadable = Lecture impossible : { $reason }.
price-field-unreadable = Lecture de { $field } impossible : { $reason }.
price-untold = La grille n’indique aucun prix pour l’entrée ou la sortie, ou indique 0, qui y signifie souvent « inconnu ».
price-row-twice = Il y figure deux fois, avec des prix différents.
price-row-twice-aliases = Il y figure deux fois, avec d’autres noms différents. Aucune des deux lignes n’est reprise.
price-row-twice-mode = Il y figure deux fois, avec des modes différents. Il est repris comme { $mode }.
price-row-twice-from = Il y figure deux fois, avec des dates différentes. Aucune des deux lignes n’est reprise.
price-row-twice-tier = Ce palier y figure deux fois, avec des prix différents. Le modèle est repris sans lui.
