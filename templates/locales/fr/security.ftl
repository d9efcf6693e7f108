# The security of an account: password, second factor, sessions, devices.

password-weak-personal = Facile à deviner : il contient votre nom ou votre adresse. Prenez quelques mots qui n’ont rien à voir avec vous.
password-weak-keyboard = Facile à deviner : il suit les touches d’un clavier. Prenez plutôt quelques mots sans rapport entre eux.
password-weak-repeats = Facile à deviner : il se répète. Prenez plutôt quelques mots sans rapport entre eux.
password-weak-common = C’est l’un des mots de passe essayés en premier. Prenez plutôt quelques mots sans rapport entre eux.
password-weak-similar = Il ressemble beaucoup à un mot de passe essayé en premier. Remplacer une lettre par un chiffre n’y change rien ; prenez plutôt quelques mots sans rapport entre eux.
password-weak-sequence = Facile à deviner : il compte ou suit l’alphabet. Prenez plutôt quelques mots sans rapport entre eux.
password-weak-date = Facile à deviner : les années et les dates sont essayées tôt. Prenez plutôt quelques mots sans rapport entre eux.
password-weak-word = Un seul mot est facile à deviner, même long. Ajoutez-en quelques-uns qui n’ont rien à voir avec lui.
password-weak-name = Les noms sont faciles à deviner. Prenez plutôt quelques mots sans rapport entre eux.
password-wrong = Ce n’est pas votre mot de passe.
password-same = C’est votre mot de passe actuel. Choisissez-en un autre.
password-lead = Le changer ferme vos autres sessions.
password-current = Mot de passe actuel
password-new = Nouveau mot de passe
password-change = Changer le mot de passe
password-changing = Modification
password-changed = Votre mot de passe est modifié, et vos autres sessions sont fermées.
password-forgot = Je l’ai oublié

forgot-link = Mot de passe oublié ?
forgot-title = Mot de passe oublié ?
forgot-lead = Nous vous envoyons un lien pour en choisir un autre.
forgot-lead-kept = Ce Scalix n’envoie pas d’e-mails. Demandez un lien ici, puis à un opérateur de vous le transmettre : il reste sur le serveur.
forgot-verb = Envoyer le lien
forgot-verb-kept = Demander un lien
forgot-busy = Envoi
forgot-busy-kept = Demande
forgot-sent-title = Consultez votre boîte de réception
forgot-sent = Si cette adresse a un compte, un e-mail contenant un lien est en route. Le lien fonctionne une seule fois, pendant une heure.
forgot-sent-more = Rien n’est arrivé ? Regardez dans les indésirables, ou demandez à un opérateur de ce Scalix : il peut définir un mot de passe en ligne de commande.
forgot-kept-title = Demandez à un opérateur
forgot-kept = Ce Scalix n’envoie pas d’e-mails. Si cette adresse a un compte, l’e-mail contenant le lien se trouve dans le dossier de données du serveur. Un opérateur peut vous le transmettre ou définir un mot de passe en ligne de commande. Le lien fonctionne une seule fois, pendant une heure.
forgot-back = Retour à la connexion
reset-title = Choisissez un nouveau mot de passe
reset-lead = pour { $email }. Toutes vos sessions seront fermées.
reset-verb = Définir le mot de passe
reset-busy = Enregistrement
reset-done = Votre nouveau mot de passe est défini. Connectez-vous avec lui.

code-title = Saisissez votre code
code-lead = Le mot de passe était correct. Indiquez maintenant le code de votre application.
code-label = Code
code-hint = Six chiffres de votre application, ou l’un de vos codes de récupération.
code-wrong = Ce code est incorrect ou a déjà servi. Attendez le suivant, et vérifiez que l’heure de votre téléphone est exacte.
code-back = Se connecter avec un autre compte
signin-again = Cette connexion a pris trop de temps. Saisissez à nouveau votre mot de passe.

reauthenticate-title = Votre mot de passe, encore une fois
reauthenticate-lead = La suite est sensible ; nous vérifions donc qui vous êtes.
reauthenticate-verb = Continuer
reauthenticate-busy = Vérification
reauthenticate-back = Ne pas continuer
reauthenticate-done = Pendant dix minutes, les actions sensibles ne demandent pas de mot de passe.

two-factor-title = Double authentification
two-factor-lead = Un code d’une application de votre téléphone, demandé après votre mot de passe.
two-factor-on = Activée
two-factor-off = Désactivée
two-factor-since = Depuis le
two-factor-used = dernière utilisation
two-factor-set-up = Configurer la double authentification
two-factor-set-up-lead = Dès lors, votre mot de passe seul n’ouvre plus rien.
two-factor-need-app = Il vous faut une application qui génère des codes à usage unique, par exemple celle de votre gestionnaire de mots de passe, sur un téléphone ou un ordinateur.
two-factor-begin = Afficher le code pour l’application
two-factor-beginning = Préparation
two-factor-begun = Ajoutez le secret à votre application, puis confirmez avec son premier code.
two-factor-scan = Scannez ceci avec votre application, ou saisissez-y le secret ci-dessous.
two-factor-secret = Secret
two-factor-open-app = Ouvrir dans une application de cet appareil
two-factor-first-code = Code affiché par l’application
two-factor-first-code-hint = Six chiffres. La double authentification est activée dès que le premier code est correct.
two-factor-turn-on = Activer
two-factor-turning-on = Vérification
two-factor-is-on = La double authentification est activée.
two-factor-is-off = La double authentification est désactivée.
two-factor-off-more = Désactiver…
two-factor-turn-off = Désactiver
two-factor-turning-off = Désactivation
two-factor-turn-off-title = Désactiver la double authentification ?
two-factor-turn-off-text = Votre mot de passe seul suffira pour vous connecter, et vos codes de récupération ne vaudront plus rien.
two-factor-keep = La garder activée
two-factor-on-already = La double authentification est déjà activée. Désactivez-la d’abord pour utiliser une autre application.
two-factor-off-already = La double authentification est désactivée.
two-factor-not-begun = Commencez par le secret pour votre application, puis confirmez avec son premier code.
two-factor-begun-long-ago = Cela a pris plus d’une demi-heure. Recommencez avec un nouveau secret.
two-factor-other-key = Votre second facteur a été créé avec une autre clé de cette instance et ne peut pas être vérifié. Demandez à un opérateur d’exécuter : scalix user reset-2fa

recovery-title = Codes de récupération
recovery-left = { $left ->
    [0] Il n’en reste aucun
    [one] Il en reste { $left } sur 10
   *[other] Il en reste { $left } sur 10
}
recovery-few = Il vous reste peu de codes de récupération. Créez-en de nouveaux avant d’utiliser le dernier.
recovery-new = Nouveaux codes de récupération
recovery-new-text = Vos codes actuels ne vaudront plus rien une fois les nouveaux créés.
recovery-make = Créer de nouveaux codes
recovery-making = Création
recovery-made = Voici vos nouveaux codes de récupération. Les précédents ne valent plus rien.
recovery-lead = Chacun de ces codes vous connecte une fois sans votre application. Conservez-les là où vous les retrouverez sans votre téléphone.
recovery-keep = Conservez ces codes
recovery-once = Ils ne sont affichés qu’une seule fois.
recovery-download = Télécharger
recovery-print = Imprimer
recovery-done = Je les ai conservés
recovery-file = Codes de récupération Scalix de { $account }. Chacun fonctionne une seule fois.

sessions-title = Sessions
sessions-lead = Là où votre compte est connecté. Une session prend fin après 14 jours d’inactivité, et après 90 jours au plus.
sessions-current = Actuelle
sessions-end = Fermer
sessions-end-one = Fermer la session { $name }
sessions-end-others = Fermer toutes les autres
sessions-ending = Fermeture
session-revoked = Session fermée : { $name }.
sessions-revoked = { $count ->
    [0] Vous n’avez aucune autre session.
    [one] { $count } autre session est fermée.
   *[other] { $count } autres sessions sont fermées.
}

device-on = { $browser } sur { $os }
device-browser = { $browser }
device-os = Navigateur sur { $os }
device-not-told = Inconnu
device-computer = Ordinateur
device-phone = Téléphone
device-tablet = Tablette
device-program = Programme
device-unknown = Appareil inconnu
