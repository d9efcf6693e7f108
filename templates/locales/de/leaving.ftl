# The end of an account, and everything that is held about a person.

leave-data = Ihre Daten
leave-data-lead = Alles, was über Sie gespeichert ist, in einer Datei: Konto, Foto, Teams, Sitzungen, Tokens, E-Mails, Nachrichten und was das Audit-Log über Sie sagt.
leave-download = Ihre Daten herunterladen
leave-section = Konto löschen
leave-section-lead = Sie sehen, was gelöscht wird und was bleibt, bevor etwas geschieht.
leave-open = Konto löschen …

leave-title = Konto löschen
leave-verb = Mein Konto löschen
leave-busy = Wird gelöscht
leave-keep = Behalten
leave-type-to-confirm = Geben Sie zur Bestätigung die Adresse „{ $email }“ ein
leave-goes = Ihr Konto wird sofort gelöscht und kann nicht wiederhergestellt werden.
leave-counts = { $sessions ->
    [one] { $sessions } Sitzung
   *[other] { $sessions } Sitzungen
} und { $tokens ->
    [one] { $tokens } persönliches Token
   *[other] { $tokens } persönliche Tokens
} enden.
leave-erased = Ihr Name, Ihre Adresse, Ihr Foto und Ihre E-Mails werden entfernt, auch aus dem Audit-Log.
leave-messages = { $count ->
    [0] Keine Ihrer Nachrichten bleibt zurück.
    [one] { $count } Nachricht, die Sie geschrieben haben, bleibt bei denen, die sie erhalten haben, ohne Ihren Namen.
   *[other] { $count } Nachrichten, die Sie geschrieben haben, bleiben bei denen, die sie erhalten haben, ohne Ihren Namen.
}
leave-team-stays = Besteht ohne Sie weiter, mit { $projects ->
    [one] { $projects } Projekt
   *[other] { $projects } Projekten
} und { $keys ->
    [one] { $keys } Schlüssel
   *[other] { $keys } Schlüsseln
}.
leave-team-ends = Niemand sonst gehört dazu: Das Team wird gelöscht, mit { $projects ->
    [one] { $projects } Projekt
   *[other] { $projects } Projekten
} und { $keys ->
    [one] { $keys } Schlüssel
   *[other] { $keys } Schlüsseln
}.
leave-last-operator = Niemand sonst ist Betreiber dieser Scalix-Instanz. Ohne Betreiber lassen sich ihre Einstellungen nur noch über die Befehlszeile des Servers ändern.
leave-last-owner = { $count ->
    [one] Sie sind der letzte Inhaber von { $teams }, und andere gehören noch dazu. Machen Sie zuerst jemand anderen zum Inhaber.
   *[other] Sie sind der letzte Inhaber von { $teams }, und andere gehören noch dazu. Machen Sie zuerst in jedem dieser Teams jemand anderen zum Inhaber.
}
leave-done = Ihr Konto ist gelöscht.
