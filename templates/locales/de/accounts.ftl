# Accounts, passwords and sign-in.

account-unknown-address = Hier hat niemand die Adresse { $email }.
signin-wrong = Die E-Mail-Adresse oder das Passwort ist falsch.
setup-link-expired = Dieser Einrichtungslink ist verbraucht oder älter als 30 Minuten. Starten Sie Scalix neu: Solange niemand ein Konto hat, gibt es einen neuen aus.

password-short = Verwenden Sie mindestens { $least } Zeichen; einige Wörter ohne Zusammenhang merken Sie sich am leichtesten.
password-long = Verwenden Sie höchstens { $most } Zeichen.
password-weak = Das ist leicht zu erraten. Nehmen Sie einige Wörter ohne Zusammenhang oder lassen Sie einen Passwortmanager eines erzeugen.

account-name = Ihr Name
account-email = E-Mail
account-password = Passwort
account-password-hint = Mindestens 12 Zeichen. Einige Wörter ohne Zusammenhang merken Sie sich am leichtesten.

signin-title = Anmelden
signin-lead = bei dieser Scalix-Konsole
signin-verb = Anmelden
signin-busy = Anmeldung läuft
signin-by-invitation = Konten gibt es auf Einladung. Bitten Sie einen Inhaber oder Admin Ihres Teams darum.
signin-to-signup = Konto erstellen
signin-done = Willkommen zurück, { $name }.
signout-done = Sie sind abgemeldet.

email-taken-meanwhile = Diese Adresse gehört inzwischen zu einem anderen Konto. Ihres behält deshalb seine bisherige Adresse.

setup-title = Scalix einrichten
setup-lead = Sie werden Betreiber dieser Instanz und Inhaber ihres ersten Teams.
setup-team = Name Ihres Teams
setup-team-hint = Projekte, Schlüssel und Nutzung gehören zum Team.
setup-verb = Einrichten
setup-busy = Einrichtung läuft
setup-done = Scalix ist eingerichtet. Willkommen!
setup-first-title = Noch nicht eingerichtet
setup-first = Noch hat niemand ein Konto. Öffnen Sie den Einrichtungslink, den Scalix beim Start ausgegeben hat; nach einem Neustart erhalten Sie einen neuen.

signup-title = Konto erstellen
signup-lead = für diese Scalix-Konsole
signup-verb = Konto erstellen
signup-busy = Konto wird erstellt
signup-to-login = Mit einem vorhandenen Konto anmelden
signup-off = Hier kann niemand selbst ein Konto erstellen. Bitten Sie einen Betreiber dieser Scalix-Instanz darum.
signup-invite = Konten gibt es auf Einladung. Bitten Sie einen Inhaber oder Admin Ihres Teams darum.
signup-mail-title = Sehen Sie in Ihr Postfach
signup-mail = Wir haben eine E-Mail an diese Adresse gesendet. Der Link darin schließt die Registrierung ab und meldet Sie an.
signup-mail-hint = Der Link gilt 24 Stunden. Wenn keine E-Mail ankommt, sehen Sie im Spam-Ordner nach oder fragen Sie einen Betreiber.
signup-done = Willkommen bei Scalix, { $name }!
signup-has-account = Zu dieser Adresse gibt es inzwischen ein Konto. Melden Sie sich damit an.
signup-team-name = Team von { $name }

verify-title = Adresse bestätigen
verify-lead = Ist { $address } Ihre Adresse?
verify-verb = Diese Adresse bestätigen
verify-signup-title = Registrierung abschließen
verify-signup-lead = Damit wird das Konto für { $address } erstellt und Sie werden angemeldet. Fahren Sie nur fort, wenn Sie selbst es angefordert haben.
verify-signup-verb = Mein Konto erstellen
verify-busy = Einen Moment
email-confirmed = Die Adresse { $address } ist bestätigt.
