# The frame of every page and the parts that pages are made of.

ui-skip = Aller au contenu
ui-nav-main = Navigation principale
ui-menu = Menu
ui-nav-overview = Vue d’ensemble
ui-nav-projects = Projets
ui-nav-usage = Utilisation
ui-nav-keys = Clés d’API
ui-nav-settings = Paramètres
ui-profile = Profil et paramètres
ui-teams = Vos équipes
ui-sign-out = Se déconnecter
ui-foot = Scalix { $version }. Toutes les heures sont en { $zone }.
ui-foot-gate = Scalix { $version }
ui-crumbs = Fil d’Ariane

ui-dismiss = Fermer le message
ui-undo = Annuler
ui-undo-busy = Annulation
ui-close = Fermer
ui-copy = Copier
ui-copied = Copié
ui-show = Afficher
ui-hide = Masquer
ui-shown-once = Il n’est affiché qu’une seule fois.
ui-type-to-confirm = Saisissez « { $name } » pour confirmer
ui-no-answer = Le serveur n’a pas répondu. Vérifiez si la modification a été faite avant de réessayer.

ui-pages = Pages
ui-newer = Plus récents
ui-older = Plus anciens

# Against the period before.
ui-change-up = en hausse
ui-change-down = en baisse
ui-change-flat = inchangé
ui-change-unknown = pas de comparaison : coût inconnu

ui-from-to = { $from } – { $to }
ui-and = { $first } et { $last }
# Before a name that begins with an i, which only Spanish minds: "e", not "y".
ui-and-before-i = { $first } et { $last }
ui-unknown = inconnu
ui-unpriced-do = Que faire
ui-unpriced-ask = Les propriétaires et administrateurs de l’équipe peuvent saisir un prix.

# How long ago, or how long until.
ui-now = à l’instant
ui-today = aujourd’hui
ui-ago-seconds = { $count ->
    [one] il y a { $count } seconde
   *[other] il y a { $count } secondes
}
ui-ago-minutes = { $count ->
    [one] il y a { $count } minute
   *[other] il y a { $count } minutes
}
ui-ago-hours = { $count ->
    [one] il y a { $count } heure
   *[other] il y a { $count } heures
}
ui-ago-days = { $count ->
    [one] il y a { $count } jour
   *[other] il y a { $count } jours
}
ui-ago-months = { $count ->
    [one] il y a { $count } mois
   *[other] il y a { $count } mois
}
ui-ago-years = { $count ->
    [one] il y a { $count } an
   *[other] il y a { $count } ans
}
ui-in-seconds = { $count ->
    [one] dans { $count } seconde
   *[other] dans { $count } secondes
}
ui-in-minutes = { $count ->
    [one] dans { $count } minute
   *[other] dans { $count } minutes
}
ui-in-hours = { $count ->
    [one] dans { $count } heure
   *[other] dans { $count } heures
}
ui-in-days = { $count ->
    [one] dans { $count } jour
   *[other] dans { $count } jours
}
ui-in-years = { $count ->
    [one] dans { $count } an
   *[other] dans { $count } ans
}

# Charts.
chart-so-far = { $bucket }, en cours
chart-table = Afficher en tableau
chart-total = Total
chart-other = Autres
chart-keys = Utilisez les touches fléchées pour passer d’une barre à l’autre.
chart-empty = Rien à afficher pour cette période.
chart-unknown = Le coût de ce qui a été utilisé sur cette période est inconnu.

# Charts of usage.
chart-usage-measure = { $measure ->
    [cost] Coût
    [tokens] Tokens
    [errors] Requêtes en échec
   *[requests] Requêtes
}
chart-usage-title = { chart-usage-measure } { $bucket ->
    [minute] par minute
    [hour] par heure
    [month] par mois
   *[day] par jour
}{ $by ->
    [model] {" "}et par modèle
    [project] {" "}et par projet
    [key] {" "}et par clé d’API
    [status] {" "}et par statut
   *[none] {""}
}
chart-usage-bucket = { $bucket ->
    [minute] Minute
    [hour] Heure
    [month] Mois
   *[day] Jour
}
