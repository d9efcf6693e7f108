# The audit log.

ui-nav-audit = Journal d’audit
field-format = Choisissez csv, json ou ndjson.

audit-title = Journal d’audit
audit-lead = Qui a fait quoi dans cette équipe, et d’où. Les lignes ne peuvent qu’être ajoutées.
audit-filters = Filtrer le journal d’audit
audit-actor = Personne ou clé
audit-target = Objet concerné
audit-action = Action
audit-any = Toutes
audit-from = Du
audit-to = Au
audit-apply = Afficher
audit-clear = Effacer les filtres
audit-no-match = Aucun résultat
audit-no-match-text = Les filtres masquent toutes les lignes du journal.
audit-what = Événement
audit-means = Via
audit-address = Adresse
audit-when = Date
audit-none = aucune
audit-details = Détails (ligne { $seq })
audit-request = Requête
audit-erased = Partie personnelle
audit-erased-text = Effacée avec le compte. La chaîne prouve toujours que la ligne est restée à sa place.
audit-hash = Empreinte
audit-export-csv = Exporter en CSV
audit-export-json = Exporter en JSON
audit-head = Preuve
audit-head-text = Chaque ligne contient l’empreinte de la précédente. Notez cette ligne ailleurs : la commande prouve alors que rien, jusqu’ici, n’a été modifié, retiré ou coupé.
audit-head-command = Sur le serveur
audit-by = { $means ->
    [session] le navigateur
    [token] un jeton personnel
    [key] une clé d’API
    [cli] la ligne de commande
    [system] le serveur lui-même
   *[anonymous] une personne non connectée
}

# scalix audit verify
audit-sound = { $rows ->
    [one] Le journal d’audit est tel qu’il a été écrit : { $rows } ligne.
   *[other] Le journal d’audit est tel qu’il a été écrit : { $rows } lignes.
}
audit-end-instance = Instance : { $head }
audit-end-team = Équipe { $team } : { $head }
audit-end-nameless = Une équipe disparue : { $head }
audit-heads-hold = { $count ->
    [one] La fin notée est toujours là : rien avant elle n’a été modifié ni coupé.
   *[other] Les { $count } fins notées sont toujours là : rien avant elles n’a été modifié ni coupé.
}
audit-broken-instance = Le journal d’audit de l’instance a été modifié à la ligne { $row } : cette ligne est altérée, ou une ligne précédente a disparu.
audit-broken-team = Le journal d’audit de l’équipe { $team } a été modifié à la ligne { $row } : cette ligne est altérée, ou une ligne précédente a disparu.
audit-broken-nameless = Le journal d’audit d’une équipe disparue a été modifié à la ligne { $row } : cette ligne est altérée, ou une ligne précédente a disparu.
audit-head-missing = La fin notée { $head } n’est pas dans le journal : des lignes antérieures ont été réécrites, ou la fin a été coupée.
audit-head-form = { $head } n’est pas la fin d’une chaîne. Elle s’écrit ROWS:HASH, avec 64 chiffres hexadécimaux.
