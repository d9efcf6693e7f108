# Accounts, passwords and sign-in.

account-unknown-address = Aucun compte n’a ici l’adresse { $email }.
signin-wrong = L’adresse e-mail ou le mot de passe est incorrect.
setup-link-expired = Ce lien de configuration a déjà servi ou date de plus de 30 minutes. Redémarrez Scalix : tant que personne n’a de compte, un nouveau lien s’affiche au démarrage.

password-short = Utilisez au moins { $least } caractères ; quelques mots sans rapport entre eux sont les plus faciles à retenir.
password-long = Utilisez au plus { $most } caractères.
password-weak = Ce mot de passe est facile à deviner. Prenez quelques mots sans rapport entre eux, ou laissez un gestionnaire de mots de passe en créer un.

account-name = Votre nom
account-email = E-mail
account-password = Mot de passe
account-password-hint = Au moins 12 caractères. Quelques mots sans rapport entre eux sont les plus faciles à retenir.

signin-title = Se connecter
signin-lead = à cette console Scalix
signin-verb = Se connecter
signin-busy = Connexion
signin-by-invitation = Les comptes se créent sur invitation. Demandez-en une à un propriétaire ou à un administrateur de votre équipe.
signin-to-signup = Créer un compte
signin-done = Bon retour, { $name }.
signout-done = Votre session est fermée.

email-taken-meanwhile = Cette adresse appartient désormais à un autre compte ; le vôtre garde donc la sienne.

setup-title = Configurer Scalix
setup-lead = Vous devenez l’opérateur de cette instance et le propriétaire de sa première équipe.
setup-team = Nom de votre équipe
setup-team-hint = Les projets, les clés et l’utilisation lui appartiennent.
setup-verb = Configurer
setup-busy = Configuration
setup-done = Scalix est configuré. Bienvenue !
setup-first-title = Pas encore configuré
setup-first = Personne n’a encore de compte. Ouvrez le lien de configuration que Scalix a affiché au démarrage ; redémarrez Scalix pour en obtenir un nouveau.

signup-title = Créer un compte
signup-lead = pour cette console Scalix
signup-verb = Créer un compte
signup-busy = Création du compte
signup-to-login = Se connecter avec un compte existant
signup-off = Il n’est pas possible de créer soi-même un compte ici. Demandez-en un à un opérateur de ce Scalix.
signup-invite = Les comptes se créent sur invitation. Demandez-en une à un propriétaire ou à un administrateur de votre équipe.
signup-mail-title = Consultez vos e-mails
signup-mail = Nous avons envoyé un e-mail à cette adresse. Son lien termine l’inscription et vous connecte.
signup-mail-hint = Le lien est valable 24 heures. Si aucun e-mail n’arrive, regardez dans les indésirables ou demandez à un opérateur.
signup-done = Bienvenue dans Scalix, { $name } !
signup-has-account = Cette adresse a maintenant un compte. Connectez-vous avec elle.
signup-team-name = Équipe { $name }

verify-title = Confirmez votre adresse
verify-lead = { $address } est-elle votre adresse ?
verify-verb = Confirmer cette adresse
verify-signup-title = Terminez votre inscription
verify-signup-lead = Cela crée le compte de { $address } et ouvre votre session. Ne continuez que si c’est vous qui l’avez demandé.
verify-signup-verb = Créer mon compte
verify-busy = Un instant
email-confirmed = L’adresse { $address } est confirmée.
