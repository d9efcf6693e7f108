# What went wrong, as told to a person or a client. Say what to do, never "Oops".

error-internal = Something failed on our side. Nothing was half-done; quote the request id when you report it.
error-unavailable = The server cannot do this right now. Nothing was changed; try again in a moment.
error-rate-limited = { $seconds ->
    [one] Too many attempts. Try again in { $seconds } second.
   *[other] Too many attempts. Try again in { $seconds } seconds.
}
error-method-not-allowed = This address answers { $allow } only.
error-project-stopped = The project is stopped and takes no events. Start it to go on.
error-invalid-fields = { $count ->
    [one] One field needs your attention. Nothing was saved.
   *[other] { $count } fields need your attention. Nothing was saved.
}
error-not-found = There is nothing at this address, or it is not yours to see.
error-unauthenticated = Sign in first, or send a valid token.

field-limit = Choose a limit from 1 to { $most }.
field-cursor = This cursor was not made by this server.

cli-newer-schema = The database was written by a newer Scalix (schema { $present }; this one knows { $latest }). Install that version again, or restore a copy from before the upgrade. Nothing was changed.

field-required = This is needed.
field-too-long = Use at most { $most } characters.
field-control = This contains control characters. Type it instead of pasting it.
field-characters = This contains characters that cannot be seen or change the direction of the text.
field-email = This is not an e-mail address.
field-email-taken = This address already has an account.
field-confirm = Type “{ $name }” exactly to confirm.

error-malformed = This request could not be read.
error-forbidden = You may not do this.
error-too-large = This is larger than the server takes.
error-media-any = The server does not read this content type here.
error-media = Send this as { $expected }.
error-body-cut = The body ended before it was complete. Nothing was changed.
error-body-slow = The body did not come within { $seconds } seconds. Nothing was changed.
error-body-large = The body is larger than { $limit }.
error-form = The form ended before it was complete. Nothing was changed.
error-json = This is not valid JSON (line { $line }, column { $column }).
error-authorization-form = Write the header as “Authorization: Bearer” and the token.
error-token-unknown = This token is unknown, revoked or expired.
error-key-not-here = A project key reports usage; it opens nothing else. Use a personal token here.
error-token-not-here = A personal token does not report usage. Send the key of a project, which begins with sk_scalix_.
error-key-needed = Send the project key as “Authorization: Bearer sk_scalix_…”.
error-session-needed = Sign in for this; a personal token is not enough.
error-scope = This personal token lacks the scope { $scope }.
error-role = Your role in { $team } is { role-name }, which does not allow this. Ask an owner or admin: { $helpers }.
error-role-owner = Your role in { $team } is { role-name }, which does not allow this. Ask an owner: { $helpers }.
error-operator = Only an operator of this Scalix may do this.
error-no-team = You are in no team. Make one, or ask an owner or admin of one to invite you.
error-csrf = This change was asked for by another site, so it was not made (origin seen: { $seen }; expected: { $expected }). With a cookie and curl, add -H 'Origin: { $expected }'.

field-unknown = There is no such field here.
field-type = This has the wrong type.

# Pages of failures.
error-back = Back to Overview
error-to-sign-in = Go to sign-in
error-request = Request
error-title-malformed = This request could not be read
error-title-unauthenticated = Sign in first
error-title-forbidden = You may not do this
error-title-csrf = Another site asked for this
error-title-not-found = Nothing here
error-title-method = Not this way
error-title-timed-out = This took too long
error-title-conflict = This does not fit the present state
error-title-expired = This link is no longer good
error-title-too-large = Too large
error-title-invalid = Something needs your attention
error-title-rate-limited = Too many attempts
error-title-unavailable = Not right now
error-title-internal = Something failed on our side

field-true-false = Write true or false.
error-team-left = You are no longer in the team you were working in, so nothing was changed. Reload the page to go on in another team.
error-role-changed = Your role in { $team } became { role-name } while this was being sent, so nothing was changed. Send it again.

error-second-factor-required = The password is right. Now give the code of your second factor as well.
error-reauthenticate = This is sensitive: give your password again first. That was more than ten minutes ago.
