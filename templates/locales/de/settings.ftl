# The pages of a person's own settings.

settings-tab-profile = Profil
settings-tab-appearance = Darstellung
settings-tab-security = Sicherheit
settings-tab-notifications = Benachrichtigungen
settings-tab-tokens = API-Schlüssel

profile-about = Über Sie
profile-about-lead = Die Personen in Ihren Teams sehen Ihren Namen und Ihr Foto.
profile-first = Vorname
profile-last = Nachname
profile-email = E-Mail
profile-email-hint = Eine andere Adresse wird wirksam, sobald sie über einen Link bestätigt ist.
profile-company = Unternehmen
profile-bio = Über Sie
profile-bio-hint = Bis zu 2.000 Zeichen.
profile-save = Speichern
profile-saving = Wird gespeichert
profile-saved = Ihr Profil ist gespeichert.
profile-saved-asked = Ihr Profil ist gespeichert. Die neue Adresse wird wirksam, wenn der Link geöffnet wird, den wir an { $email } gesendet haben.
profile-saved-kept = Ihr Profil ist gespeichert. Die neue Adresse { $email } wird wirksam, wenn ihr Link geöffnet wird. Diese Scalix-Instanz versendet keine E-Mails, daher liegt er im Datenordner des Servers: Lassen Sie ihn sich von einem Betreiber geben.
profile-unconfirmed = Noch hat niemand bestätigt, dass { $email } Ihre Adresse ist.
profile-pending = { $email } wartet auf die Bestätigung über den Link, den wir dorthin gesendet haben. Bis dahin ist Ihre Adresse { $present }.
profile-pending-kept = { $email } wartet auf die Bestätigung über einen Link. Diese Scalix-Instanz versendet keine E-Mails, daher liegt er im Datenordner des Servers: Lassen Sie ihn sich von einem Betreiber geben. Bis dahin ist Ihre Adresse { $present }.
profile-send-link = Link senden
profile-send-again = Erneut senden
profile-make-link = Link erstellen
profile-link-sent = Der Link ist unterwegs. Er gilt sieben Tage.
profile-link-kept = Diese Scalix-Instanz versendet keine E-Mails. Der Link gilt sieben Tage und liegt im Datenordner des Servers: Lassen Sie ihn sich von einem Betreiber geben.
profile-email-known = Ihre Adresse ist bereits bestätigt.

photo-title = Foto
photo-lead = Ohne Foto stehen die Anfangsbuchstaben Ihrer Namen an seiner Stelle.
photo-choose = Bild auswählen
photo-hint = PNG, JPEG, WebP oder GIF, bis zu 2 MiB. Gespeichert wird die Mitte als Quadrat; wo und wann das Bild aufgenommen wurde, wird nicht gespeichert.
photo-preview = So wird Ihr Foto aussehen
photo-progress = Bisher gesendet
photo-save = Dieses Foto verwenden
photo-saving = Wird gesendet
photo-remove = Foto entfernen
photo-removing = Wird entfernt
photo-saved = Ihr Foto ist gespeichert.
photo-removed = Ihr Foto ist entfernt.
photo-empty = Diese Datei ist leer. Wählen Sie ein Bild aus.
photo-large = Diese Datei ist größer als 2 MiB. Wählen Sie eine kleinere oder verkleinern Sie sie.
photo-kind = Das ist kein Bild im Format PNG, JPEG, WebP oder GIF, auch wenn der Dateiname es nahelegt.
photo-pixels = Dieses Bild hat mehr als { $most } Millionen Pixel. Verkleinern Sie es zuerst.
photo-broken = Dieses Bild ist beschädigt und kann nicht gelesen werden. Wählen Sie ein anderes.

appearance-title = Darstellung
appearance-lead = Wie jede Seite für Sie aussieht und wie sie Daten und Zahlen schreibt.
appearance-theme = Design
appearance-light = Hell
appearance-dark = Dunkel
appearance-system = Wie im System
appearance-language = Sprache
appearance-language-hint = Für die Seiten und für die E-Mails, die Sie erhalten.
appearance-auto = Wie im Browser
appearance-zone = Zeitzone
appearance-zone-hint = Geben Sie zum Suchen eine Stadt oder einen Kontinent auf Englisch ein, z. B. Lisbon oder Asia. Tage in Berichten beginnen dort um Mitternacht.
appearance-save = Speichern
appearance-saved = Ihre Auswahl ist gespeichert.

field-theme = Wählen Sie light, dark oder system.
field-language = Wählen Sie auto oder eine dieser Sprachen: { $spoken }.
field-timezone = Wählen Sie eine Zeitzone aus der Liste, z. B. Europe/Lisbon.
