# Pages of one's teams, the settings of a team, its end, and what roles may do.

ui-nav-team = Team
ui-new-team = New team
ui-no-team = No team

team-tab-roles = Roles
team-tab-settings = Team settings

teams-lead = Every team has its own projects, keys, members and usage.
teams-none = You are in no team
teams-none-text = Make a team of your own, or ask an owner or admin of one to invite { $email }.
teams-team = Team
teams-role = Your role
teams-made = Made
teams-actions = Actions
teams-current = Looking at it
teams-switch = Switch
teams-switching = Switching
teams-deleted = Deleted teams
teams-deleted-text = You owned these. Until the last day everything in them can be brought back as it was.
teams-deleted-at = Deleted
teams-restorable = Can be restored until
teams-restore = Restore
teams-restoring = Restoring
teams-name = Team name
teams-new-hint = You will own it and can invite others.
teams-create = Create team
teams-creating = Creating
teams-cancel = Cancel
teams-name-lead = Members see it in the side bar, in mails and in exports.
teams-save = Save
teams-saving = Saving

teams-delete = Delete team
teams-delete-more = Delete team…
teams-delete-lead = Its keys stop at once and its members lose access. Owners can restore it for 30 days.
teams-delete-title = Delete the team { $name }?
teams-delete-text = From now on no key of this team is accepted and none of its members can see it. An owner can restore it with everything in it until { $date }; after that it is removed for good, with its usage.
teams-deleting = Deleting
teams-keep = Keep it
teams-members = Members
teams-tokens = Personal tokens
teams-delete-members = { $count ->
    [one] only you
   *[other] { $count } lose access
}
teams-delete-projects = { $count ->
    [0] none
   *[other] { $count }
}
teams-delete-keys = { $count ->
    [0] none
    [one] { $count } stops working
   *[other] { $count } stop working
}
teams-delete-tokens = { $count ->
    [0] none
    [one] { $count } stops working
   *[other] { $count } stop working
}
teams-delete-invitations = { $count ->
    [0] none
   *[other] { $count } can no longer be accepted
}
teams-delete-messages = { $count ->
    [0] none
   *[other] { $count } can no longer be read
}
teams-delete-last-uses = Keys used last

roles-title = Five roles
roles-lead = Your role in this team is { role-name }.
roles-yours = You
roles-owner = Everything, also deleting the team and making owners. A team always has one.
roles-admin = Runs the team: members, projects, keys, prices and the audit log.
roles-developer = Works on projects and keys and sees usage down to a single event.
roles-analyst = Reads usage in depth and writes to members; changes nothing else.
roles-viewer = Sees the projects, the members and the totals.
roles-may = What each role may do
roles-may-text = The server asks this table on every request. Nobody can give a role above their own.
roles-permission = Permission
roles-yes = Yes
roles-no = No
roles-view-team = See the team and its members
roles-view-projects = See the projects
roles-view-usage = See the totals of usage and cost
roles-manage-projects = Create, change, start, stop, delete and restore projects
roles-read-keys = See the list of API keys
roles-manage-keys = Create, rotate and revoke API keys
roles-read-usage = See usage by key, by status and by event
roles-manage-prices = Change the team’s own prices and names of models
roles-send-messages = Write to other members
roles-manage-members = Invite people, change their roles, deactivate and remove them
roles-read-audit = See who did what in the team
roles-own-team = Rename, delete and restore the team, and make owners
