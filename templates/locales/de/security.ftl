# The security of an account: password, second factor, sessions, devices.

password-weak-personal = Das ist leicht zu erraten: Es enthält Ihren Namen oder Ihre Adresse. Nehmen Sie einige Wörter, die nichts mit Ihnen zu tun haben.
password-weak-keyboard = Das ist leicht zu erraten: Es folgt den Tasten einer Tastatur. Nehmen Sie stattdessen einige Wörter ohne Zusammenhang.
password-weak-repeats = Das ist leicht zu erraten: Es wiederholt sich. Nehmen Sie stattdessen einige Wörter ohne Zusammenhang.
password-weak-common = Das ist eines der Passwörter, die zuerst ausprobiert werden. Nehmen Sie stattdessen einige Wörter ohne Zusammenhang.
password-weak-similar = Das ähnelt stark einem Passwort, das zuerst ausprobiert wird. Einen Buchstaben durch eine Ziffer zu ersetzen hilft nicht; nehmen Sie stattdessen einige Wörter ohne Zusammenhang.
password-weak-sequence = Das ist leicht zu erraten: Es zählt oder folgt dem Alphabet. Nehmen Sie stattdessen einige Wörter ohne Zusammenhang.
password-weak-date = Das ist leicht zu erraten: Jahre und Daten werden früh ausprobiert. Nehmen Sie stattdessen einige Wörter ohne Zusammenhang.
password-weak-word = Ein einzelnes Wort ist leicht zu erraten, auch ein langes. Fügen Sie einige hinzu, die nichts damit zu tun haben.
password-weak-name = Namen sind leicht zu erraten. Nehmen Sie stattdessen einige Wörter ohne Zusammenhang.
password-wrong = Das ist nicht Ihr Passwort.
password-same = Das ist Ihr bisheriges Passwort. Wählen Sie ein anderes.
password-lead = Wenn Sie es ändern, werden Ihre anderen Sitzungen abgemeldet.
password-current = Aktuelles Passwort
password-new = Neues Passwort
password-change = Passwort ändern
password-changing = Wird geändert
password-changed = Ihr Passwort ist geändert, und Ihre anderen Sitzungen sind abgemeldet.
password-forgot = Passwort vergessen

forgot-link = Passwort vergessen?
forgot-title = Passwort vergessen?
forgot-lead = Wir senden Ihnen einen Link, mit dem Sie ein neues wählen.
forgot-lead-kept = Diese Scalix-Instanz versendet keine E-Mails. Fordern Sie hier einen Link an und lassen Sie ihn sich von einem Betreiber geben: Er bleibt auf dem Server.
forgot-verb = Link senden
forgot-verb-kept = Link anfordern
forgot-busy = Wird gesendet
forgot-busy-kept = Wird angefordert
forgot-sent-title = Sehen Sie in Ihr Postfach
forgot-sent = Wenn es zu dieser Adresse ein Konto gibt, ist eine E-Mail mit einem Link unterwegs. Der Link funktioniert einmal und gilt eine Stunde.
forgot-sent-more = Nichts angekommen? Sehen Sie im Spam-Ordner nach oder fragen Sie einen Betreiber dieser Scalix-Instanz: Über die Befehlszeile lässt sich ein Passwort setzen.
forgot-kept-title = Fragen Sie einen Betreiber
forgot-kept = Diese Scalix-Instanz versendet keine E-Mails. Wenn es zu dieser Adresse ein Konto gibt, liegt die E-Mail mit dem Link im Datenordner des Servers. Ein Betreiber kann sie Ihnen geben oder über die Befehlszeile ein Passwort setzen. Der Link funktioniert einmal und gilt eine Stunde.
forgot-back = Zurück zur Anmeldung
reset-title = Neues Passwort wählen
reset-lead = für { $email }. Sie werden überall abgemeldet.
reset-verb = Passwort festlegen
reset-busy = Wird festgelegt
reset-done = Ihr neues Passwort ist festgelegt. Melden Sie sich damit an.

code-title = Code eingeben
code-lead = Das Passwort stimmt. Jetzt fehlt noch der Code Ihrer App.
code-label = Code
code-hint = Sechs Ziffern aus Ihrer App oder einer Ihrer Wiederherstellungscodes.
code-wrong = Dieser Code ist falsch oder wurde bereits verwendet. Warten Sie auf den nächsten und prüfen Sie, ob die Uhr Ihres Telefons richtig geht.
code-back = Als jemand anderes anmelden
signin-again = Diese Anmeldung hat zu lange gedauert. Geben Sie Ihr Passwort erneut ein.

reauthenticate-title = Passwort erneut eingeben
reauthenticate-lead = Der nächste Schritt ist sensibel; deshalb fragen wir, wer Sie sind.
reauthenticate-verb = Weiter
reauthenticate-busy = Wird geprüft
reauthenticate-back = Nicht fortfahren
reauthenticate-done = Zehn Minuten lang brauchen Sie für sensible Aktionen kein Passwort.

two-factor-title = Zwei-Faktor-Anmeldung
two-factor-lead = Ein Code aus einer App auf Ihrem Telefon, der nach dem Passwort abgefragt wird.
two-factor-on = Ein
two-factor-off = Aus
two-factor-since = Seit
two-factor-used = zuletzt verwendet
two-factor-set-up = Zwei-Faktor-Anmeldung einrichten
two-factor-set-up-lead = Danach reicht Ihr Passwort allein nicht mehr aus.
two-factor-need-app = Sie brauchen eine App, die Einmalcodes erzeugt, etwa die Ihres Passwortmanagers, auf einem Telefon oder Computer.
two-factor-begin = Code für die App anzeigen
two-factor-beginning = Wird vorbereitet
two-factor-begun = Fügen Sie den Einrichtungsschlüssel Ihrer App hinzu und bestätigen Sie mit ihrem ersten Code.
two-factor-scan = Scannen Sie dies mit Ihrer App oder geben Sie dort den Einrichtungsschlüssel unten ein.
two-factor-secret = Einrichtungsschlüssel
two-factor-open-app = In einer App auf diesem Gerät öffnen
two-factor-first-code = Code, den die App anzeigt
two-factor-first-code-hint = Sechs Ziffern. Die Zwei-Faktor-Anmeldung ist aktiviert, sobald der erste Code stimmt.
two-factor-turn-on = Aktivieren
two-factor-turning-on = Wird geprüft
two-factor-is-on = Die Zwei-Faktor-Anmeldung ist aktiviert.
two-factor-is-off = Die Zwei-Faktor-Anmeldung ist deaktiviert.
two-factor-off-more = Deaktivieren …
two-factor-turn-off = Deaktivieren
two-factor-turning-off = Wird deaktiviert
two-factor-turn-off-title = Zwei-Faktor-Anmeldung deaktivieren?
two-factor-turn-off-text = Zur Anmeldung reicht dann Ihr Passwort allein, und Ihre Wiederherstellungscodes werden ungültig.
two-factor-keep = Aktiviert lassen
two-factor-on-already = Die Zwei-Faktor-Anmeldung ist bereits aktiviert. Deaktivieren Sie sie zuerst, um eine andere App zu verwenden.
two-factor-off-already = Die Zwei-Faktor-Anmeldung ist deaktiviert.
two-factor-not-begun = Beginnen Sie mit dem Einrichtungsschlüssel für Ihre App und bestätigen Sie dann mit ihrem ersten Code.
two-factor-begun-long-ago = Das hat mehr als eine halbe Stunde gedauert. Beginnen Sie mit einem neuen Einrichtungsschlüssel von vorn.
two-factor-other-key = Ihr zweiter Faktor wurde mit einem anderen Schlüssel dieser Instanz angelegt und kann nicht geprüft werden. Bitten Sie einen Betreiber, diesen Befehl auszuführen: scalix user reset-2fa

recovery-title = Wiederherstellungscodes
recovery-left = { $left ->
    [0] Keine mehr übrig
    [one] { $left } von 10 übrig
   *[other] { $left } von 10 übrig
}
recovery-few = Sie haben nur noch wenige Wiederherstellungscodes. Erstellen Sie neue, bevor der letzte verwendet ist.
recovery-new = Neue Wiederherstellungscodes
recovery-new-text = Ihre bisherigen Codes werden ungültig, sobald neue erstellt sind.
recovery-make = Neue Codes erstellen
recovery-making = Werden erstellt
recovery-made = Hier sind Ihre neuen Wiederherstellungscodes. Die bisherigen sind ungültig.
recovery-lead = Mit jedem dieser Codes können Sie sich einmal ohne Ihre App anmelden. Bewahren Sie sie dort auf, wo Sie sie finden, wenn Ihr Telefon weg ist.
recovery-keep = Diese Codes aufbewahren
recovery-once = Sie werden nur einmal angezeigt.
recovery-download = Herunterladen
recovery-print = Drucken
recovery-done = Ich habe sie gesichert
recovery-file = Scalix-Wiederherstellungscodes von { $account }. Jeder funktioniert einmal.

sessions-title = Sitzungen
sessions-lead = Wo Sie angemeldet sind. Eine Sitzung endet nach 14 Tagen ohne Aktivität, spätestens nach 90 Tagen.
sessions-current = Aktuell
sessions-end = Abmelden
sessions-end-one = { $name } abmelden
sessions-end-others = Alle anderen abmelden
sessions-ending = Wird abgemeldet
session-revoked = { $name } ist abgemeldet.
sessions-revoked = { $count ->
    [0] Sie sind sonst nirgends angemeldet.
    [one] Eine andere Sitzung ist abgemeldet.
   *[other] { $count } andere Sitzungen sind abgemeldet.
}

device-on = { $browser } auf { $os }
device-browser = { $browser }
device-os = Browser auf { $os }
device-not-told = Unbekannt
device-computer = Computer
device-phone = Telefon
device-tablet = Tablet
device-program = Programm
device-unknown = Unbekanntes Gerät
