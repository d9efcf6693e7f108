# The people of a team.

member-role = There is no role “{ $role }”: owner, admin, developer, analyst or viewer.
member-status = A member can be “active” or “inactive”.
member-status-filter = Choose “active”, “inactive” or “all”.
member-nothing = Send a role, a status or both.
member-no-longer = You may no longer manage the members of this team, so nothing was changed.
member-owners-only = Only an owner can make, change or remove an owner. Ask { $owners }.
member-last-owner = { $name } is the last owner of { $team }. Make somebody else an owner first.
member-last-owner-you = You are the last owner of { $team }. Make somebody else an owner first.
member-not-oneself = You cannot deactivate yourself. Leave the team instead, or ask somebody else to do it.
member-transfer-oneself = The team is yours already. Choose somebody else.
member-transfer-inactive = { $name } is inactive. Reactivate them first.
member-bulk-nobody = Choose at least one person, by “ids” or by “filter”.
member-bulk-most = Choose at most { $most } people at once.
member-bulk-action = Choose “role”, “deactivate”, “reactivate”, “remove” or “message”.
member-bulk-oneself = This is you. Among several people nothing is done to yourself.
member-bulk-inactive = { $name } is inactive and gets no messages.

member-changed = { $name } is changed. It holds from their next request on.
member-removed = { $name } is no longer in the team.
member-left = You are no longer in { $team }.
member-transferred = { $name } owns the team now, and you are an admin.
member-bulk-done = { $done ->
    [0] Nobody was changed.
    [one] { $done } person was changed.
   *[other] { $done } people were changed.
}{ $refused ->
    [0] {""}
    [one] {" "}{ $refused } was not.
   *[other] {" "}{ $refused } were not.
}
member-bulk-sent = { $done ->
    [0] The message was sent to nobody.
    [one] The message was sent to { $done } person.
   *[other] The message was sent to { $done } people.
}{ $refused ->
    [0] {""}
    [one] {" "}{ $refused } did not get it.
   *[other] {" "}{ $refused } did not get it.
}
member-deactivated = { $name } is deactivated and no longer let in.
member-reactivated = { $name } is let in again.

# Pages.
team-tab-members = Members
members-lead = Who is in this team, and what they are in it.
members-total-note = in this team
members-active = Active
members-inactive = Inactive
members-inactive-note = { $count ->
    [0] nobody is inactive
    [one] { $count } is inactive
   *[other] { $count } are inactive
}
members-invited = Invited
members-invited-note = { $count ->
    [0] nobody is waiting
   *[other] waiting for an answer
}
members-owners = Owners
members-of-role = { $role ->
    [owner] { $count ->
        [one] { $count } owner
       *[other] { $count } owners
    }
    [admin] { $count ->
        [one] { $count } admin
       *[other] { $count } admins
    }
    [developer] { $count ->
        [one] { $count } developer
       *[other] { $count } developers
    }
    [analyst] { $count ->
        [one] { $count } analyst
       *[other] { $count } analysts
    }
   *[viewer] { $count ->
        [one] { $count } viewer
       *[other] { $count } viewers
    }
}
members-filters = Filter the members
members-search = Name or e-mail address
members-any-role = Any role
members-any-status = Any status
members-apply = Show
members-clear = Clear the filters
members-no-match = Nobody matches
members-no-match-text = The filters hide everybody in the team.
members-member = Member
members-role-head = Role
members-status = Status
members-last = Last active
members-never = never
members-joined = Joined
members-you = (you)
members-first-page = First page
members-next-page = Next page
members-export = Export
members-export-as = { $format ->
    [csv] As CSV
   *[json] As JSON
}

members-select = Select
members-select-all = Select everybody on this page
members-select-one = Select { $name }
members-many = Change several members
members-many-do = Selected
members-make = Make { role-name }
members-many-all = { $count ->
    [one] The only one that matches
   *[other] All { $count } that match
}
members-many-look = Preview…
members-many-looking = Looking
members-many-nobody = Select at least one person first.
members-many-role = { $count ->
    [one] Make { $count } person { role-name }?
   *[other] Make { $count } people { role-name }?
}
members-many-role-verb = Change role
members-many-deactivate = { $count ->
    [one] Deactivate { $count } person?
   *[other] Deactivate { $count } people?
}
members-many-reactivate = { $count ->
    [one] Reactivate { $count } person?
   *[other] Reactivate { $count } people?
}
members-many-remove = { $count ->
    [one] Remove { $count } person from the team?
   *[other] Remove { $count } people from the team?
}
members-many-doing = Working
members-many-keep = Change nothing
members-many-and-more = { $count ->
    [one] and { $count } other
   *[other] and { $count } others
}
members-many-refused = Not these
members-many-more = { $count ->
    [one] { $count } more
   *[other] { $count } more
}
members-many-unknown = Somebody who is not in the team
members-many-none = Nobody can be changed like this
members-many-result = Result
members-back = Back to the members

members-place = Place in the team
members-role-text = What the role allows holds from their next request on.
members-role-save = Save role
members-role-saving = Saving
members-access = Access
members-deactivate = Deactivate
members-deactivating = Deactivating
members-deactivate-text = Somebody inactive stays listed, but neither their sessions nor their tokens open this team. Removing takes them off the list.
members-reactivate = Reactivate
members-reactivating = Reactivating
members-reactivate-text = They are listed and not let in. Reactivating gives them back what their role allows.
members-remove = Remove
members-remove-more = Remove…
members-removing = Removing
members-keep = Keep
members-remove-title = Remove { $name } from the team?
members-remove-text = From now on they are in this team no longer; their role was { role-name }. Their messages and what they made stay.
members-leave = Leave the team
members-leave-more = Leave team…
members-leaving = Leaving
members-stay = Stay
members-leave-lead = To come back you need a new invitation.
members-leave-title = Leave { $team }?
members-leave-text = From now on you are in this team no longer; your role was { role-name }. Your messages and what you made stay. To come back you need a new invitation.
members-alone-text = Nobody else is in this team, so nobody would be left in it. You can delete it: its keys stop at once, and you can restore it for 30 days.
members-transfer = Hand over the team
members-transfer-more = Hand over…
members-transferring = Handing over
members-transfer-keep = Keep the team
members-transfer-title = Hand { $team } over to { $name }?
members-transfer-text = { $name } becomes an owner and you become an admin. You cannot take this back; { $name } can.

members-sessions = Sessions
members-sessions-end = { $count ->
    [0] none is in this team
   *[other] { $count } can no longer see this team
}
members-tokens = Personal tokens
members-tokens-end = { $count ->
    [0] none
   *[other] { $count } revoked
}
members-keys = API keys they made
members-keys-own = API keys you made
members-keys-stay = { $count ->
    [0] none
   *[other] { $count } go on working
}
members-key-of = { $name } in { $project }
members-key-used = last used
members-key-unused = never used
members-more-keys = { $count ->
    [one] and { $count } more key
   *[other] and { $count } more keys
}
members-write = Write a message
members-invite = Invite people
members-many-message = { $count ->
    [one] Write to { $count } person
   *[other] Write to { $count } people
}
