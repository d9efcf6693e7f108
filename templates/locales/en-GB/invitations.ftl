# Invitations to a team.

role-hint = { $role ->
    [owner] Owner: everything
    [admin] Admin: everything but making owners
    [developer] Developer: projects, keys and usage
    [analyst] Analyst: usage in depth
   *[viewer] Viewer: totals, read only
}

team-tab-invitations = Invitations

invitations-title = Invitations
invitations-lead = Who is invited to this team. An invitation is good for seven days.
invitations-closed = Nobody can make an account on this Scalix. People who have one can accept; for anybody else, ask an operator for an account first.
invitations-no-mail = This Scalix sends no mail. Copy the link of each invitation and give it to its person.
invitations-status = Status
invitation-status = { $status ->
    [accepted] Accepted
    [expired] Expired
    [revoked] Revoked
   *[pending] Pending
}
invitations-none = { $status ->
    [accepted] No accepted invitations
    [expired] No expired invitations
    [revoked] No revoked invitations
   *[pending] Nobody waits for an answer
}
invitations-none-text = Accepted, expired and revoked invitations stay here for 30 days.
invitations-email = E-mail
invitations-role = Role
invitations-delivery = Delivery
invitations-by = Invited by
invitations-by-nobody = an account that is gone
invitations-expires = Expires
invitation-end = { $status ->
    [accepted] Accepted
    [expired] Expired
    [revoked] Revoked
   *[pending] Expires
}
invitation-delivery = { $delivery ->
    [queued] On its way
    [sent] Mail sent
    [failed] Mail failed
   *[link_only] Link only
}
invitations-actions-of = Actions for { $email }
invitations-link = Link
invitations-link-more = Copy link…
invitations-link-text = Whoever opens this link can join in place of the invited person, so give it to nobody else.
invitations-link-done = Done
invitations-send = Send again
invitations-renew = Renew for seven days
invitations-revoke = Revoke
invitations-revoke-more = Revoke…
invitations-revoke-title = Revoke this invitation?
invitations-revoke-text = The links to { $email } are refused from now on. A new invitation can be made at any time.
invitations-revoke-busy = Revoking

invite-open = Invite people
invite-title = Invite people
invite-verb = Invite
invite-busy = Inviting
invite-emails = E-mail addresses
invite-emails-hint = Up to 100, with commas or line breaks between them.
invite-message = Personal line
invite-message-hint = Optional. It stands in the mail, below your name.
invite-message-hint-link = Optional. It stands on the page that the link opens, below your name.
invite-none = None of these can be invited. Nothing was sent.

invited-title = { $count ->
    [one] { $count } person is invited
   *[other] { $count } people are invited
}
invited-lead-mail = The mail is on its way. You can also give the link yourself.
invited-lead-link = This Scalix sends no mail. Give each person their link.
invited-links = Links
invited-link-of = Link for { $email }
invited-refused = Not invited
invited-refused-text = These addresses were refused, each for its own reason.
invited-to-list = To the invitations
invited-more = Invite others

join-title = Join { $team }
join-lead = { $inviter } invites { $email } to this team.
join-message = { $inviter } writes: “{ $message }”
join-verb = Join { $team }
join-account-verb = Make my account and join
join-busy = Joining
join-password = Choose a password
join-not-now = Not now
join-sign-in = I have an account: sign in and join
join-switch = Sign out and go on
join-switch-busy = Signing out
join-stay = Stay signed in as { $own }

invitation-made = { $delivery ->
    [queued] The invitation of { $email } is on its way.
    [sent] The invitation of { $email } was sent.
   *[other] The invitation of { $email } is made. Copy its link and give it to its person.
}
invitation-many-made = { $made ->
    [one] { $made } of { $all } is invited.
   *[other] { $made } of { $all } are invited.
}
invitation-revoked = The invitation of { $email } is revoked.
invitation-joined = You are in { $team } now. Welcome!

invitation-status-unknown = Choose pending, accepted, expired or revoked.
invitation-role-unknown = Choose Owner, Admin, Developer, Analyst or Viewer.
invitation-role-above = Nobody gives a role above their own: yours is { $own ->
    [owner] Owner
    [admin] Admin
    [developer] Developer
    [analyst] Analyst
   *[viewer] Viewer
}, this one is { $role ->
    [owner] Owner
    [admin] Admin
    [developer] Developer
    [analyst] Analyst
   *[viewer] Viewer
}. Ask somebody who has it.
invitation-one-or-many = Send either one invitation or a list of them, not both.
invitation-how-many = Invite from 1 to { $most } people at once. These are { $count }.
invitation-self = This is your own address.
invitation-member = { $email } is in the team already.
invitation-member-inactive = { $email } is in the team already, but deactivated. Reactivate them in the list of members.
invitation-pending-already = { $email } has an invitation that waits for an answer. Send it again, or revoke it to choose another role.
invitation-not-open = { $status ->
    [accepted] { $email } is in the team with this invitation already. Change or remove the member instead.
    [expired] This invitation of { $email } has expired. Send it again first.
   *[revoked] This invitation of { $email } was revoked. Make a new one.
}
invitation-resent-often = This invitation was sent again { $most } times. Ask its person another way, or revoke it and make a new one.

invitation-was-revoked = This invitation to { $team } was taken back. Ask the team for a new one.
invitation-was-accepted = This invitation to { $team } was used. Sign in to go there.
invitation-is-old = This invitation to { $team } has expired. Ask the team to send it again.
invitation-nobody-vouches = Whoever invited you to { $team } is not there any more. Ask the team for a new invitation.
invitation-inviter-lost = { $inviter } can no longer give you this role in { $team }. Ask the team for a new invitation.
invitation-for-another = This invitation is for { $email }, and you are signed in as { $own }. Sign out, then sign in with the right account or make one.
invitation-other-address = The invitation is for another address.
invitation-off = Nobody can make an account here by themselves. Ask an operator of this Scalix for one, then open this link again. With an account, sign in.
invitation-has-account = This address has an account. Sign in with it to join.
invitation-sign-in = Sign in as { $email } to join, or send a name and a password to make an account.

# The mails.
mail-invitation-subject = { $inviter } invites you to { $team }
mail-invitation-lead = { $inviter } invites you to the team { $team } on Scalix.
mail-invitation-reminder-subject = Your invitation to { $team } waits for you
mail-invitation-reminder-lead = A few days ago { $inviter } invited you to the team { $team } on Scalix. The invitation still waits for you.
mail-invitation-message = { $inviter } writes
mail-invitation-role = Your role
mail-invitation-until = Good until
mail-invitation-verb = Look at the invitation
mail-invitation-unknown = If you do not know { $inviter }, ignore this mail: nothing happens.

activity-invitation-created = { $actor } invited { $target }
activity-invitation-resent = { $actor } sent the invitation of { $target } again
activity-invitation-revoked = { $actor } revoked the invitation of { $target }
activity-invitation-accepted = { $actor } accepted the invitation of { $target }
activity-member-joined = { $target } joined the team
