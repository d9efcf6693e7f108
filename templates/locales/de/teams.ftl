# Teams, membership and personal tokens.

member-already = Diese Person gehört dem Team bereits an.
setup-done-before = Diese Scalix-Instanz ist bereits eingerichtet. Melden Sie sich an oder bitten Sie einen Inhaber oder Admin eines Teams um eine Einladung.
cli-no-team = Kein Team passt. Richten Sie das erste im Browser ein oder nennen Sie ein vorhandenes mit --team.
cli-several-teams = Es gibt mehrere Teams. Nennen Sie eines mit --team.

teams-too-many = Sie gehören bereits { $most } Teams an. Verlassen Sie eines, bevor Sie ein weiteres erstellen.
tokens-too-many = Sie haben { $most } persönliche Tokens. Widerrufen Sie einige, bevor Sie ein weiteres erstellen.
field-scope = Eine Berechtigung „{ $scope }“ gibt es nicht.
field-scopes-none = Wählen Sie mindestens eine Berechtigung.
field-past = Wählen Sie einen Zeitpunkt in der Zukunft.

team-created = Das Team { $name } ist erstellt und jetzt ausgewählt.
team-renamed = Das Team heißt jetzt { $name }.
team-deleted = Das Team { $name } ist gelöscht. Seine Inhaber können es 30 Tage lang wiederherstellen.
team-restored = Das Team { $name } ist wieder da, mit seinen Mitgliedern, Projekten und Schlüsseln.
field-team-status = Wählen Sie deleted oder all.
team-switched = Das Team { $name } ist jetzt ausgewählt.
token-created = Das Token { $name } ist erstellt. Kopieren Sie es jetzt; es wird nur einmal angezeigt.
token-revoked = Das Token { $name } funktioniert nicht mehr.

# What somebody is in a team, by the word of the role.
role-name = { $role ->
    [owner] Inhaber
    [admin] Admin
    [developer] Entwickler
    [analyst] Analyst
   *[viewer] Betrachter
}
