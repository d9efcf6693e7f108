# The end of an account, and everything that is held about a person.

leave-data = Your data
leave-data-lead = Everything that is held about you, as one file: account, photo, teams, sessions, tokens, mail, messages, and what the audit log says of you.
leave-download = Download your data
leave-section = Delete your account
leave-section-lead = You see what goes and what stays before anything happens.
leave-open = Delete your account…

leave-title = Delete your account
leave-verb = Delete my account
leave-busy = Deleting
leave-keep = Keep it
leave-type-to-confirm = Type the address “{ $email }” to confirm
leave-goes = Your account is deleted at once and cannot be brought back.
leave-counts = { $sessions ->
    [one] { $sessions } session
   *[other] { $sessions } sessions
} and { $tokens ->
    [one] { $tokens } personal token
   *[other] { $tokens } personal tokens
} end.
leave-erased = Your name, address, photo and mail are erased, also from the audit log.
leave-messages = { $count ->
    [0] None of your messages is left behind.
    [one] { $count } message that you wrote stays with those who got it, as from someone who left.
   *[other] { $count } messages that you wrote stay with those who got them, as from someone who left.
}
leave-team-stays = Goes on without you, with { $projects ->
    [one] { $projects } project
   *[other] { $projects } projects
} and { $keys ->
    [one] { $keys } key
   *[other] { $keys } keys
}.
leave-team-ends = Nobody else is in it: it is deleted, with { $projects ->
    [one] { $projects } project
   *[other] { $projects } projects
} and { $keys ->
    [one] { $keys } key
   *[other] { $keys } keys
}.
leave-last-operator = Nobody else is an operator of this Scalix. Without one its settings can be changed at the command line of the server only.
leave-last-owner = { $count ->
    [one] You are the last owner of { $teams }, and others are in it. Make one of them an owner first.
   *[other] You are the last owner of { $teams }, and others are in them. Make somebody else an owner in each of them first.
}
leave-done = Your account is deleted.
