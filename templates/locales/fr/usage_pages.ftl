# The Usage page.

usage-page-title = Utilisation
usage-page-lead = { $range }, état à { $time }
usage-page-refresh = Actualiser

usage-page-filters = Filtres
usage-page-periods = Période
usage-page-period = { $period ->
    [h24] 24 h
    [d7] 7 jours
    [d30] 30 jours
    [d90] 90 jours
   *[custom] Autre
}
usage-page-dates = Période personnalisée
usage-page-from = Du
usage-page-to = Au
usage-page-show = Afficher
usage-page-group-by = Regrouper par
usage-page-group = { $by ->
    [model] Modèle
    [project] Projet
    [key] Clé d’API
    [status] Statut
   *[all] Aucun critère
}
usage-page-model = Modèle
usage-page-project = Projet
usage-page-any = Tous
usage-page-add-model = Ajouter un modèle…
usage-page-add-project = Ajouter un projet…
usage-page-apply = Appliquer
usage-page-only-model = Modèle : { $name }
usage-page-only-project = Projet : { $name }
usage-page-only-key = Clé d’API : { $name }
usage-page-remove = Retirer ce filtre

usage-page-measures = Mesure du graphique
usage-page-tile = { $measure ->
    [cost] Coût
    [tokens] Tokens
    [errors] Erreurs
   *[requests] Requêtes
}
usage-page-latency = Latence, p95
usage-page-median = médiane { $duration }
usage-page-no-latency = aucune signalée
usage-page-about = Les latences sont comptées par classes : cette valeur est exacte à 5 % près.
usage-page-failed = { $count } en échec
usage-page-before = { $period ->
    [h24] vs 24 heures précédentes
    [d7] vs 7 jours précédents
    [d30] vs 30 jours précédents
    [d90] vs 90 jours précédents
   *[custom] vs période précédente
}
usage-page-no-before = aucun point de comparaison

usage-page-by = { $by ->
    [model] Par modèle
    [project] Par projet
    [key] Par clé d’API
   *[status] Par statut
}
usage-page-head = { $by ->
    [model] Modèle
    [project] Projet
    [key] Clé d’API
   *[status] Statut
}
usage-page-requests = Requêtes
usage-page-errors = En échec
usage-page-input = Tokens d’entrée
usage-page-cached = En cache
usage-page-output = Tokens de sortie
usage-page-cost = Coût
usage-page-share = { $measure ->
    [cost] Part du coût
    [tokens] Part des tokens
    [errors] Part des échecs
   *[requests] Part des requêtes
}
usage-page-bar = Part sous forme de barre
usage-page-rest = Tous les autres
usage-page-unknown = inconnu
usage-page-uncounted = non comptée
usage-page-unpriced-badge = { $count } sans prix
usage-page-unpriced = { $count ->
    [one] { $count } requête sur { $requests } n’a pas de prix : son coût est inconnu et n’entre dans aucune de ces sommes. Il n’est pas de 0 $.
   *[other] { $count } requêtes sur { $requests } n’ont pas de prix : leur coût est inconnu et n’entre dans aucune de ces sommes. Il n’est pas de 0 $.
}
usage-page-status-ok = Réussies
usage-page-status-error = En échec
usage-page-no-key = Importé, sans clé d’API

usage-page-never = Aucune utilisation pour l’instant
usage-page-never-text = Dès que votre application signale son premier appel de modèle, il apparaît ici avec ses tokens et son coût. Envoyez-en un maintenant avec la clé d’un projet :
usage-page-command = Envoyer un premier événement
usage-page-new-key = Créer une clé
usage-page-none = Aucune utilisation correspondante
usage-page-none-text = Rien n’a été signalé pendant cette période avec ces filtres.
usage-page-none-all = Effacer les filtres
usage-page-none-wider = Afficher 90 jours
