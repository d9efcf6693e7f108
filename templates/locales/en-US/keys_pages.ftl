# The pages of API keys.

keys-new = New key
keys-key = Key
keys-project = Project
keys-state = State
keys-scopes = Scopes
keys-may = Scopes
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
keys-scope-write = Write
keys-scope-read = Read
keys-scope-both = Write, read
keys-rotate-more = Rotate…
keys-revoke-more = Revoke…

keys-lead = What programs send usage with. A key belongs to a project.
keys-filters = Find keys
keys-all-projects = All projects
keys-none = Create your first API key
keys-none-text = A program sends usage with the key of its project. Its secret is shown once, when the key is created; then you send an event like this:
keys-first-event = Send a test event
keys-no-match = This project has no keys
keys-no-match-text = Keys that were revoked or expired stay in the list for 30 days.

keys-create = Create key
keys-creating = Creating key
keys-name-hint = Where it is used, such as “production”.
keys-default-project = A new project “Default”
keys-may-write = Write usage
keys-may-write-hint = Send events
keys-may-read = Read usage
keys-may-read-hint = Query the usage of this project
keys-in-days = In { $count } days
keys-on-date = On a date
keys-no-end = Never
keys-date = Last day
keys-date-hint = The key works until the end of this day.
keys-no-date = Enter a day, such as 2027-02-17.
keys-no-lifetime = Choose one of these.

keys-made-title = The key “{ $name }” is ready
keys-rotated-title = The key “{ $name }” has a new secret
keys-made-text = Project { $project }. Scopes: { $scopes }.
keys-ends = Expires
keys-ends-never = Never expires.
keys-copy-now = Copy the secret now
keys-the-secret = The secret of the key
keys-keep-safe = Keep it where your program finds it, not in its source. Whoever has it can use it.
keys-old-until = The old secret still works; it ends
keys-old-gone = The old secret is refused from now on.
keys-use = Try it
keys-use-text = The event appears on the Usage page a moment later.
keys-use-shell = In a shell
keys-to-project = Go to the project
keys-to-list = All keys

keys-rotate = Rotate key
keys-rotate-busy = Rotating key
keys-rotate-title = Rotate “{ $name }”?
keys-rotate-text = The key gets a new secret. The present one stays valid for a while, so that you can replace it without a gap.
keys-rotate-again = A rotation is under way. Its older secret ends at once, unless the newer one was never used; then the newer one ends.
keys-overlap-label = The present secret stays valid for
keys-overlap-hint = Choose “not at all” when the secret has leaked.
keys-overlap-none = not at all
keys-overlap-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
keys-overlap-days = { $count } days

keys-revoke = Revoke key
keys-revoke-busy = Revoking key
keys-revoke-title = Revoke “{ $name }”?
keys-revoke-text = Programs that use this key are refused at once. This cannot be undone.
keys-requests = Requests, 30 days
