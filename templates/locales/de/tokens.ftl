# Personal tokens.

token-team = Einem solchen Team gehören Sie nicht an. Wählen Sie eines Ihrer Teams.
tokens-title = Persönliche Tokens
tokens-lead = Für Programme, die in Ihrem Namen handeln, in einem Team und mit den Berechtigungen, die Sie wählen. Um Nutzung zu senden, erstellen Sie stattdessen den API-Schlüssel eines Projekts.
tokens-new = Neues Token
tokens-none = Noch keine persönlichen Tokens
tokens-none-text = Mit einem Token kann ein Skript von Ihnen ohne Ihr Passwort lesen und ändern, was Sie selbst lesen und ändern können.
tokens-token = Token
tokens-team = Team
tokens-team-hint = Das Token gilt nur in diesem Team.
tokens-name-hint = Wofür es verwendet wird, z. B. „Wochenbericht“.
tokens-scopes-hint = Nie mehr, als Ihre Rolle im Team erlaubt.
tokens-create = Token erstellen
tokens-creating = Wird erstellt
tokens-made-title = { $name } ist erstellt
tokens-made-text = Es handelt in { $team } in Ihrem Namen.
tokens-secret = Das Token
tokens-use-text = Das Token steht im Authorization-Header jeder Anfrage.
tokens-to-list = Zu Ihren Tokens
tokens-revoke-one = { $name } widerrufen
tokens-revoke-text = Danach wird jede Anfrage mit diesem Token abgewiesen.

scope-projects-read = Projekte sehen
scope-projects-write = Projekte erstellen, ändern, starten und stoppen
scope-keys-read = API-Schlüssel sehen, maskiert
scope-keys-write = API-Schlüssel erstellen, rotieren und widerrufen
scope-usage-read = Nutzung und Kosten lesen
scope-usage-write = Preise ändern
scope-team-read = Das Team und sein Audit-Log sehen
scope-team-write = Das Team ändern
scope-billing-read = Abrechnung lesen
scope-billing-write = Abrechnung ändern
