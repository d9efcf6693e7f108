# The pages of a person's own settings.

settings-tab-profile = Profil
settings-tab-appearance = Apparence
settings-tab-security = Sécurité
settings-tab-notifications = Notifications
settings-tab-tokens = Clés d’API

profile-about = À propos de vous
profile-about-lead = Les membres de vos équipes voient votre nom et votre photo.
profile-first = Prénom
profile-last = Nom
profile-email = E-mail
profile-email-hint = Une autre adresse prend effet dès qu’elle est confirmée par un lien.
profile-company = Entreprise
profile-bio = Présentation
profile-bio-hint = 2 000 caractères au plus.
profile-save = Enregistrer
profile-saving = Enregistrement
profile-saved = Votre profil est enregistré.
profile-saved-asked = Votre profil est enregistré. La nouvelle adresse prend effet à l’ouverture du lien que nous avons envoyé à { $email }.
profile-saved-kept = Votre profil est enregistré. La nouvelle adresse { $email } prend effet à l’ouverture de son lien. Ce Scalix n’envoie pas d’e-mails, le lien se trouve donc dans le dossier de données du serveur : demandez-le à un opérateur.
profile-unconfirmed = Personne n’a encore confirmé que { $email } est votre adresse.
profile-pending = { $email } doit encore être confirmée par le lien que nous y avons envoyé. Jusque-là, votre adresse est { $present }.
profile-pending-kept = { $email } doit encore être confirmée par un lien. Ce Scalix n’envoie pas d’e-mails, le lien se trouve donc dans le dossier de données du serveur : demandez-le à un opérateur. Jusque-là, votre adresse est { $present }.
profile-send-link = Envoyer le lien
profile-send-again = Renvoyer
profile-make-link = Créer un lien
profile-link-sent = Le lien est en route. Il est valable sept jours.
profile-link-kept = Ce Scalix n’envoie pas d’e-mails. Le lien est valable sept jours et se trouve dans le dossier de données du serveur : demandez-le à un opérateur.
profile-email-known = Votre adresse est déjà confirmée.

photo-title = Photo
photo-lead = Sans photo, vos initiales la remplacent.
photo-choose = Choisir une image
photo-hint = PNG, JPEG, WebP ou GIF, 2 Mio au plus. Le centre est conservé en carré ; le lieu et la date de prise de vue ne sont pas conservés.
photo-preview = Aperçu de votre photo
photo-progress = Envoyé jusqu’ici
photo-save = Utiliser cette photo
photo-saving = Envoi
photo-remove = Retirer la photo
photo-removing = Retrait
photo-saved = Votre photo est enregistrée.
photo-removed = Votre photo est retirée.
photo-empty = Ce fichier est vide. Choisissez une image.
photo-large = Ce fichier dépasse 2 Mio. Choisissez-en un plus petit, ou réduisez-le.
photo-kind = Ce n’est pas une image PNG, JPEG, WebP ou GIF, quoi que dise son nom.
photo-pixels = Cette image a plus de { $most } millions de pixels. Réduisez-la d’abord.
photo-broken = Cette image est endommagée et ne peut pas être lue. Choisissez-en une autre.

appearance-title = Apparence
appearance-lead = L’aspect des pages pour vous, et la façon d’y écrire les dates et les nombres.
appearance-theme = Thème
appearance-light = Clair
appearance-dark = Sombre
appearance-system = Comme votre système
appearance-language = Langue
appearance-language-hint = Des pages et des e-mails que vous recevez.
appearance-auto = Comme votre navigateur
appearance-zone = Fuseau horaire
appearance-zone-hint = Saisissez une ville ou un continent pour chercher, par exemple Lisbon ou Asia. Les jours des rapports y commencent à minuit.
appearance-save = Enregistrer
appearance-saved = Vos choix sont enregistrés.

field-theme = Choisissez light, dark ou system.
field-language = Choisissez auto ou l’une de ces valeurs : { $spoken }.
field-timezone = Choisissez un fuseau horaire de la liste, par exemple Europe/Lisbon.
