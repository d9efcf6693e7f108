# What went wrong, as told to a person or a client. Say what to do, never "Oops".

error-internal = Une erreur s’est produite de notre côté. Rien n’a été fait à moitié ; citez l’identifiant de la requête en la signalant.
error-unavailable = Le serveur ne peut pas faire cela pour le moment. Rien n’a été modifié ; réessayez dans un instant.
error-rate-limited = { $seconds ->
    [one] Trop de tentatives. Réessayez dans { $seconds } seconde.
   *[other] Trop de tentatives. Réessayez dans { $seconds } secondes.
}
error-method-not-allowed = Cette adresse ne répond qu’à { $allow }.
error-project-stopped = Le projet est arrêté et ne reçoit aucun événement. Démarrez-le pour continuer.
error-invalid-fields = { $count ->
    [one] { $count } champ demande votre attention. Rien n’a été enregistré.
   *[other] { $count } champs demandent votre attention. Rien n’a été enregistré.
}
error-not-found = Il n’y a rien à cette adresse, ou vous n’y avez pas accès.
error-unauthenticated = Connectez-vous d’abord, ou envoyez un jeton valide.

field-limit = Choisissez une limite de 1 à { $most }.
field-cursor = Ce curseur n’a pas été créé par ce serveur.

cli-newer-schema = La base de données a été écrite par un Scalix plus récent (schéma { $present } ; celui-ci connaît { $latest }). Réinstallez cette version, ou restaurez une copie antérieure à la mise à niveau. Rien n’a été modifié.

field-required = Ce champ est obligatoire.
field-too-long = Utilisez au plus { $most } caractères.
field-control = Ce texte contient des caractères de contrôle. Saisissez-le au lieu de le coller.
field-characters = Ce texte contient des caractères invisibles ou qui changent le sens de lecture.
field-email = Ce n’est pas une adresse e-mail.
field-email-taken = Cette adresse a déjà un compte.
field-confirm = Saisissez exactement « { $name } » pour confirmer.

error-malformed = Cette requête n’a pas pu être lue.
error-forbidden = Cette action ne vous est pas permise.
error-too-large = C’est plus volumineux que ce que le serveur accepte.
error-media-any = Le serveur ne lit pas ce type de contenu ici.
error-media = Envoyez ceci au format { $expected }.
error-body-cut = Le corps s’est interrompu avant la fin. Rien n’a été modifié.
error-body-slow = Le corps n’est pas arrivé en { $seconds } secondes. Rien n’a été modifié.
error-body-large = Le corps dépasse { $limit }.
error-form = Le formulaire s’est interrompu avant la fin. Rien n’a été modifié.
error-json = Ce n’est pas du JSON valide (ligne { $line }, colonne { $column }).
error-authorization-form = Écrivez l’en-tête sous la forme « Authorization: Bearer » suivie du jeton.
error-token-unknown = Ce jeton est inconnu, révoqué ou expiré.
error-key-not-here = Une clé de projet sert à signaler l’utilisation et n’ouvre rien d’autre. Utilisez ici un jeton personnel.
error-token-not-here = Un jeton personnel ne sert pas à signaler l’utilisation. Envoyez la clé d’un projet, qui commence par sk_scalix_.
error-key-needed = Envoyez la clé du projet sous la forme « Authorization: Bearer sk_scalix_… ».
error-session-needed = Connectez-vous pour cela ; un jeton personnel ne suffit pas.
error-scope = Il manque à ce jeton personnel la portée { $scope }.
error-role = Votre rôle dans { $team } est { role-name }, ce qui ne permet pas cette action. Adressez-vous à un propriétaire ou à un administrateur : { $helpers }.
error-role-owner = Votre rôle dans { $team } est { role-name }, ce qui ne permet pas cette action. Adressez-vous à un propriétaire : { $helpers }.
error-operator = Seul un opérateur de ce Scalix peut faire cela.
error-no-team = Vous n’appartenez à aucune équipe. Créez-en une, ou demandez à un propriétaire ou à un administrateur de vous inviter.
error-csrf = Cette modification a été demandée par un autre site ; elle n’a donc pas été faite (origine vue : { $seen } ; attendue : { $expected }). Avec un cookie et curl, ajoutez -H 'Origin: { $expected }'.

field-unknown = Ce champ n’existe pas ici.
field-type = Le type de cette valeur est incorrect.

# Pages of failures.
error-back = Retour à la vue d’ensemble
error-to-sign-in = Aller à la connexion
error-request = Requête
error-title-malformed = Cette requête n’a pas pu être lue
error-title-unauthenticated = Connectez-vous d’abord
error-title-forbidden = Action non autorisée
error-title-csrf = Demande venue d’un autre site
error-title-not-found = Rien ici
error-title-method = Pas de cette façon
error-title-timed-out = Cela a pris trop de temps
error-title-conflict = Incompatible avec l’état actuel
error-title-expired = Ce lien n’est plus valable
error-title-too-large = Trop volumineux
error-title-invalid = Un point demande votre attention
error-title-rate-limited = Trop de tentatives
error-title-unavailable = Indisponible pour le moment
error-title-internal = Une erreur s’est produite de notre côté

field-true-false = Écrivez true ou false.
error-team-left = Vous n’appartenez plus à l’équipe dans laquelle vous travailliez ; rien n’a donc été modifié. Rechargez la page pour continuer dans une autre équipe.
error-role-changed = Votre rôle dans { $team } est devenu { role-name } pendant l’envoi ; rien n’a donc été modifié. Envoyez-le à nouveau.

error-second-factor-required = Le mot de passe est correct. Indiquez maintenant aussi le code de votre second facteur.
error-reauthenticate = Cette action est sensible : saisissez d’abord à nouveau votre mot de passe. La dernière fois remonte à plus de dix minutes.
