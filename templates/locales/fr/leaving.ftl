# The end of an account, and everything that is held about a person.

leave-data = Vos données
leave-data-lead = Tout ce qui est conservé à votre sujet, en un seul fichier : compte, photo, équipes, sessions, jetons, e-mails, messages, et ce que le journal d’audit dit de vous.
leave-download = Télécharger vos données
leave-section = Supprimer votre compte
leave-section-lead = Vous voyez ce qui disparaît et ce qui reste avant que quoi que ce soit ne se passe.
leave-open = Supprimer votre compte…

leave-title = Supprimer votre compte
leave-verb = Supprimer mon compte
leave-busy = Suppression
leave-keep = Conserver
leave-type-to-confirm = Saisissez l’adresse « { $email } » pour confirmer
leave-goes = Votre compte est supprimé immédiatement et ne peut pas être rétabli.
leave-counts = { $sessions ->
    [one] { $sessions } session
   *[other] { $sessions } sessions
} et { $tokens ->
    [one] { $tokens } jeton personnel
   *[other] { $tokens } jetons personnels
} prennent fin.
leave-erased = Votre nom, votre adresse, votre photo et vos e-mails sont effacés, y compris du journal d’audit.
leave-messages = { $count ->
    [0] Aucun de vos messages ne reste.
    [one] { $count } message que vous avez écrit reste chez les personnes qui l’ont reçu, sans votre nom.
   *[other] { $count } messages que vous avez écrits restent chez les personnes qui les ont reçus, sans votre nom.
}
leave-team-stays = Continue sans vous, avec { $projects ->
    [one] { $projects } projet
   *[other] { $projects } projets
} et { $keys ->
    [one] { $keys } clé
   *[other] { $keys } clés
}.
leave-team-ends = Personne d’autre n’en fait partie : elle est supprimée, avec { $projects ->
    [one] { $projects } projet
   *[other] { $projects } projets
} et { $keys ->
    [one] { $keys } clé
   *[other] { $keys } clés
}.
leave-last-operator = Personne d’autre n’est opérateur de ce Scalix. Sans opérateur, ses paramètres ne peuvent être modifiés que par la ligne de commande du serveur.
leave-last-owner = { $count ->
    [one] Vous êtes le dernier propriétaire de { $teams }, dont d’autres personnes font partie. Nommez d’abord l’une d’elles propriétaire.
   *[other] Vous êtes le dernier propriétaire de { $teams }, dont d’autres personnes font partie. Nommez d’abord l’une d’elles propriétaire dans chaque équipe.
}
leave-done = Votre compte est supprimé.
