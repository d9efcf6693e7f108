# What went wrong, as told to a person or a client. Say what to do, never "Oops".

error-internal = Bei uns ist etwas fehlgeschlagen. Nichts wurde nur halb ausgeführt; geben Sie die Anfrage-ID an, wenn Sie den Fehler melden.
error-unavailable = Der Server kann das im Moment nicht ausführen. Es wurde nichts geändert; versuchen Sie es gleich noch einmal.
error-rate-limited = { $seconds ->
    [one] Zu viele Versuche. Versuchen Sie es in { $seconds } Sekunde erneut.
   *[other] Zu viele Versuche. Versuchen Sie es in { $seconds } Sekunden erneut.
}
error-method-not-allowed = Diese Adresse nimmt nur { $allow } an.
error-project-stopped = Das Projekt ist gestoppt und nimmt keine Ereignisse an. Starten Sie es, um fortzufahren.
error-invalid-fields = { $count ->
    [one] Bitte prüfen Sie ein Feld. Es wurde nichts gespeichert.
   *[other] Bitte prüfen Sie { $count } Felder. Es wurde nichts gespeichert.
}
error-not-found = Unter dieser Adresse gibt es nichts, oder Sie dürfen es nicht sehen.
error-unauthenticated = Melden Sie sich zuerst an oder senden Sie ein gültiges Token.

field-limit = Wählen Sie eine Anzahl von 1 bis { $most }.
field-cursor = Dieser Cursor stammt nicht von diesem Server.

cli-newer-schema = Die Datenbank wurde von einer neueren Scalix-Version geschrieben (Schema { $present }; diese kennt { $latest }). Installieren Sie jene Version wieder oder stellen Sie eine Kopie aus der Zeit vor dem Upgrade wieder her. Es wurde nichts geändert.

field-required = Diese Angabe wird benötigt.
field-too-long = Verwenden Sie höchstens { $most } Zeichen.
field-control = Die Eingabe enthält Steuerzeichen. Tippen Sie sie ein, statt sie einzufügen.
field-characters = Die Eingabe enthält Zeichen, die unsichtbar sind oder die Schreibrichtung ändern.
field-email = Das ist keine E-Mail-Adresse.
field-email-taken = Zu dieser Adresse gibt es bereits ein Konto.
field-confirm = Geben Sie zur Bestätigung genau „{ $name }“ ein.

error-malformed = Diese Anfrage konnte nicht gelesen werden.
error-forbidden = Dazu sind Sie nicht berechtigt.
error-too-large = Das ist größer, als der Server annimmt.
error-media-any = Der Server liest diesen Content-Type hier nicht.
error-media = Senden Sie dies als { $expected }.
error-body-cut = Der Body endete, bevor er vollständig war. Es wurde nichts geändert.
error-body-slow = Der Body kam nicht innerhalb von { $seconds } Sekunden an. Es wurde nichts geändert.
error-body-large = Der Body ist größer als { $limit }.
error-form = Das Formular endete, bevor es vollständig war. Es wurde nichts geändert.
error-json = Das ist kein gültiges JSON (Zeile { $line }, Spalte { $column }).
error-authorization-form = Schreiben Sie den Header als „Authorization: Bearer“, gefolgt vom Token.
error-token-unknown = Dieses Token ist unbekannt, widerrufen oder abgelaufen.
error-key-not-here = Ein Projektschlüssel meldet Nutzung und öffnet sonst nichts. Verwenden Sie hier ein persönliches Token.
error-token-not-here = Ein persönliches Token meldet keine Nutzung. Senden Sie den Schlüssel eines Projekts; er beginnt mit sk_scalix_.
error-key-needed = Senden Sie den Projektschlüssel als „Authorization: Bearer sk_scalix_…“.
error-session-needed = Melden Sie sich dafür an; ein persönliches Token reicht nicht aus.
error-scope = Diesem persönlichen Token fehlt die Berechtigung { $scope }.
error-role = Ihre Rolle in { $team } ist { role-name }; damit ist dies nicht erlaubt. Wenden Sie sich an einen Inhaber oder Admin: { $helpers }.
error-role-owner = Ihre Rolle in { $team } ist { role-name }; damit ist dies nicht erlaubt. Wenden Sie sich an einen Inhaber: { $helpers }.
error-operator = Das dürfen nur Betreiber dieser Scalix-Instanz.
error-no-team = Sie gehören keinem Team an. Erstellen Sie eines oder bitten Sie einen Inhaber oder Admin eines Teams um eine Einladung.
error-csrf = Diese Änderung wurde von einer anderen Website angefordert und daher nicht ausgeführt (Origin gesehen: { $seen }; erwartet: { $expected }). Mit einem Cookie und curl fügen Sie -H 'Origin: { $expected }' hinzu.

field-unknown = Dieses Feld gibt es hier nicht.
field-type = Der Wert hat den falschen Typ.

# Pages of failures.
error-back = Zurück zur Übersicht
error-to-sign-in = Zur Anmeldung
error-request = Anfrage
error-title-malformed = Diese Anfrage konnte nicht gelesen werden
error-title-unauthenticated = Bitte zuerst anmelden
error-title-forbidden = Dazu sind Sie nicht berechtigt
error-title-csrf = Von einer anderen Website angefordert
error-title-not-found = Hier ist nichts
error-title-method = Auf diesem Weg nicht möglich
error-title-timed-out = Das hat zu lange gedauert
error-title-conflict = Das passt nicht zum aktuellen Stand
error-title-expired = Dieser Link gilt nicht mehr
error-title-too-large = Zu groß
error-title-invalid = Bitte prüfen Sie Ihre Angaben
error-title-rate-limited = Zu viele Versuche
error-title-unavailable = Im Moment nicht möglich
error-title-internal = Bei uns ist etwas fehlgeschlagen

field-true-false = Geben Sie true oder false an.
error-team-left = Sie gehören dem Team, in dem Sie gearbeitet haben, nicht mehr an; deshalb wurde nichts geändert. Laden Sie die Seite neu, um in einem anderen Team fortzufahren.
error-role-changed = Ihre Rolle in { $team } ist jetzt { role-name }. Das hat sich geändert, während dies gesendet wurde; deshalb wurde nichts geändert. Senden Sie es noch einmal.

error-second-factor-required = Das Passwort stimmt. Geben Sie nun auch den Code Ihres zweiten Faktors ein.
error-reauthenticate = Das ist eine sensible Aktion: Geben Sie zuerst Ihr Passwort erneut ein. Die letzte Eingabe liegt mehr als zehn Minuten zurück.
