# Teams, membership and personal tokens.

member-already = This person is a member of the team already.
setup-done-before = This Scalix is set up already. Sign in, or ask an owner or admin of a team to invite you.
cli-no-team = No team matches. Set up the first one in the browser, or name one that exists with --team.
cli-several-teams = There are several teams. Name one with --team.

teams-too-many = You are in { $most } teams already. Leave one before you make another.
tokens-too-many = You have { $most } personal tokens. Revoke some before you make another.
field-scope = There is no scope “{ $scope }”.
field-scopes-none = Choose at least one scope.
field-past = Choose a time in the future.

team-created = The team { $name } is made, and you look at it now.
team-renamed = The team is called { $name } now.
team-deleted = The team { $name } is deleted. Its owners can restore it for 30 days.
team-restored = The team { $name } is back, with its members, projects and keys.
field-team-status = Choose deleted or all.
team-switched = You look at { $name } now.
token-created = The token { $name } is made. Copy it now; it is shown only once.
token-revoked = The token { $name } no longer works.

# What somebody is in a team, by the word of the role.
role-name = { $role ->
    [owner] Owner
    [admin] Admin
    [developer] Developer
    [analyst] Analyst
   *[viewer] Viewer
}
