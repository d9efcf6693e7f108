# The command line and the log of the start.

cli-listens = Scalix listens on { $url }
cli-set-up = Nobody has an account yet. Open this link within 30 minutes to set up Scalix:
cli-address-taken = Scalix cannot listen on { $address }: { $reason }. Stop what uses it, or choose another port with --port.
cli-data-folder-taken = The data folder { $folder } is in use by another Scalix. Stop that one, or choose another folder with --data-dir.
cli-data-folder-unusable = The data folder { $folder } cannot be used: { $reason }.
cli-key-file = { $file } is not a key of Scalix. Put the right file back; a wrong key is never replaced, because what was encrypted with it would be lost.
cli-master-key = SCALIX_MASTER_KEY is not a key: write 64 hexadecimal digits.
cli-database-foreign = There is no Scalix in { $file }: it belongs to another program, and nothing was changed in it. Choose another folder with --data-dir.
cli-settings = The configuration is not right: { $error }.
cli-migrated = The database is up to date (schema { $version }).
cli-user-added = { $name } has an account and is { $role } in { $team }.
cli-operator-granted = { $name } is an operator of this Scalix.
cli-password = Password of the new account (not shown):
cli-password-new = New password of { $email } (not shown):
cli-refused = Nothing was changed. { $reason }
cli-refused-lines =
    Nothing was changed.
    { $reasons }
cli-output = The answer cannot be written: { $reason }.
cli-stopping = Stopping after this step; Ctrl-C again to stop at once.
cli-internal = Something failed on our side. Nothing was half-done.
cli-unavailable = This cannot be done right now. Nothing was changed; try again in a moment.
cli-answer = { $sentence }
cli-file = { $file } cannot be read: { $reason }.
cli-file-large = The file has more than { $most } MiB.
cli-file-utf8 = The file is not UTF-8.
cli-prices-none = There is no such price in force.
cli-prices-unknown = There is no price for { $model }: its events count as unpriced.
cli-prices-model = Model
cli-prices-provider = Provider
cli-prices-input = Input
cli-prices-cached = Cached
cli-prices-output = Output
cli-prices-tiers = Tiers
cli-prices-of = Entered by
cli-prices-of-team = team
cli-prices-of-operator = operator
cli-prices-of-program = Scalix
cli-prices-count = { $count ->
    [one] One price, in USD per million tokens.
   *[other] { $count } prices, in USD per million tokens.
}
cli-price-of = { $model } of { $provider } ({ $mode })
cli-price-from = In force from { $from }
cli-price-always = In force since always
cli-price-to = until { $to }
cli-price-source = Source: { $source }
cli-price-aliases = Other names: { $names }
cli-price-unit = USD per million
cli-price-plain = plain
cli-price-above = > { $tokens }
cli-price-at = “{ $typed }” is neither a date such as 2026-03-01 nor a time such as 2026-03-01T12:00:00Z.
cli-prices-imported = Entered: { $added } new, { $changed } changed; { $unchanged } as before, { $refused } refused, { $skipped } not priced by the token.
cli-prices-would-import = Would enter: { $added } new, { $changed } changed; { $unchanged } as before, { $refused } refused, { $skipped } not priced by the token. Nothing was changed.
cli-prices-force = To take the prices that look mistaken as well, add --force.
cli-prices-nothing = { $report }

cli-demo-folder = The demo needs a folder of its own, and { $folder } is not empty. Name a new one with --data-dir, or leave it out: then the demo is gone when you stop it.
cli-demo-making = Making { $days } days of history …
cli-demo-stopped = Stopped before the demo was ready.
cli-demo-ready = Ready after { $seconds } s: { $teams } teams, { $projects } projects, { $events } usage events. All of it is made up.
cli-demo-live = Its programs go on sending usage while it runs. Stop a project or revoke a key, and they stop.
cli-demo-kept = It is kept in { $folder }.
cli-demo-gone = It is in { $folder }, which is removed when you stop Scalix (Ctrl-C).
cli-demo-sign-in = Sign in at { $url } as
cli-demo-password = Everybody's password, made for this run: { $password }

field-role = There is no role “{ $role }”: owner, admin, developer, analyst or viewer.

cli-password-reset = { $name } has the new password and is signed out everywhere.
cli-second-factor-reset = { $name } signs in with the password alone now. Ask them to set two-factor sign-in up again.
cli-second-factor-none = { $name } had no two-factor sign-in. Nothing was changed.
cli-no-project = There is no project “{ $typed }”. Write its id (prj_...), its name, or team/project.
cli-several-projects = More than one project is meant by “{ $typed }”. Write its id (prj_...) or team/project.
cli-no-key = This project has no API key “{ $typed }”. Write its id (key_...) or its name.
cli-several-keys = More than one API key of this project is called “{ $typed }”. Write its id (key_...).
cli-team-unknown = No team is called “{ $name }”. Name one that exists with --team, by its name or id.
cli-server-gone = The server has stopped.
