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
field-characters = This contains characters that cannot be seen or change the direction of the text.
field-email = This is not an e-mail address.
field-email-taken = This address already has an account.
field-confirm = Type “{ $name }” exactly to confirm.
