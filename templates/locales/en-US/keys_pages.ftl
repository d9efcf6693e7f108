# The pages of API keys.

keys-new = New key
keys-key = Key
keys-project = Project
keys-state = State
keys-scopes = May
keys-created-by = Created by
keys-last-used = Last used
keys-expires = Expires
keys-never = never
keys-actions = Actions
keys-actions-of = Actions for { $name }
keys-active = Active
keys-rotating = Rotating
keys-expired = Expired
keys-revoked = Revoked
keys-overlap = old secret ends
keys-scope-write = write usage
keys-scope-read = read usage
keys-scope-both = write and read usage
keys-rotate-more = Rotate…
keys-revoke-more = Revoke…
