# The command line and the log of the start.

cli-listens = Scalix listens on { $url }
cli-set-up = Nobody has an account yet. Open this link within 30 minutes to set up Scalix:
cli-address-taken = Scalix cannot listen on { $address }: { $reason }. Stop what uses it, or choose another port with --port.
cli-data-folder-taken = The data folder { $folder } is in use by another Scalix. Stop that one, or choose another folder with --data-dir.
cli-data-folder-unusable = The data folder { $folder } cannot be used: { $reason }.
cli-key-file = { $file } is not a key of Scalix. Put the right file back; a wrong key is never replaced, because what was encrypted with it would be lost.
cli-master-key = SCALIX_MASTER_KEY is not a key: write 64 hexadecimal digits.
cli-settings = The configuration is not right: { $error }.
cli-migrated = The database is up to date (schema { $version }).
cli-user-added = { $name } has an account and is { $role } in { $team }.
cli-operator-granted = { $name } is an operator of this Scalix.
cli-password = Password of the new account (not shown):
cli-refused = Nothing was changed. { $reason }

field-role = There is no role “{ $role }”: owner, admin, developer, analyst or viewer.
