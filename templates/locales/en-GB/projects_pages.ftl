# The pages of projects.

projects-lead = What API keys and usage belong to.
projects-new = New project
projects-in-team = in this team
projects-take-events = take events
projects-days = last 30 days
projects-list-days = last 30 days (UTC), without deleted projects
projects-requests = Requests
projects-tokens = Tokens
projects-cost = Cost
projects-success = Success rate
projects-unpriced = { $count } without a price
projects-failed = { $count } failed
projects-project = Project
projects-model = Model
projects-any-model = any
projects-status = Status
projects-last-event = Last event
projects-never = never
projects-restorable = Restorable until
projects-actions = Actions
projects-actions-of = Actions for { $name }

projects-filters = Find projects
projects-search = Search by name or description
projects-apply = Apply
projects-clear = Clear the filters
projects-all = All
projects-running = Running
projects-stopped = Stopped
projects-failing = Failing
projects-deleted = Deleted

projects-none = Make your first project
projects-none-text = A project holds API keys and the usage they report. Make one for each application or environment, so that you can see what it costs and stop it on its own.
projects-none-viewer = There are no projects yet. An owner, an admin or a developer of the team can make one.
projects-show-deleted = Show deleted projects
projects-no-match = Nothing matches
projects-hidden = { $count ->
    [0] The team has no projects.
    [one] The filters hide the team’s only project.
   *[other] The filters hide the team’s { $count } projects.
}
projects-no-deleted = Nothing was deleted
projects-no-deleted-text = Deleted projects stay here for 30 days. Until then they can be restored with their keys and usage.
projects-show-all = Show all projects

projects-stop = Stop
projects-stopping = Stopping
projects-start = Start
projects-starting = Starting
projects-restore = Restore
projects-restoring = Restoring
projects-edit = Edit
projects-new-key = New key
projects-delete-more = Delete project…

projects-name = Name
projects-name-hint = Unique in the team. It can be changed later.
projects-description = Description
projects-description-hint = Optional. What it is for, and who looks after it.
projects-model-hint = Optional. A note for people and for the quick start; it limits nothing.
projects-create = Create project
projects-creating = Creating project
projects-edit-title = Edit “{ $name }”
projects-save = Save
projects-saving = Saving
projects-cancel = Cancel

projects-delete = Delete project
projects-delete-lead = It can be restored for 30 days.
projects-delete-title = Delete “{ $name }”?
projects-delete-keys = { $count ->
    [0] It has no keys that work.
    [one] Its key stops working at once.
   *[other] Its { $count } keys stop working at once.
}
projects-delete-requests = Its usage (requests in the last 30 days: { $requests }) stays in the team’s totals. It can be restored until { $date }.
projects-deleting = Deleting project
projects-keep = Keep it
projects-key-used = used
projects-key-unused = never used
projects-key-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}

projects-is-stopped = This project is stopped: events from its keys are refused until it is started.
projects-is-failing = More than half of the requests of the last hour failed.
projects-show-failed = Show failed requests
projects-measure = What the chart shows
projects-no-keys = No key yet
projects-no-keys-text = Programs report usage with an API key of the project.
projects-make-key = Create a key
projects-all-keys = All keys of this project
projects-details = Details
projects-id = Project id
projects-live-keys = Keys that work
projects-created = Created
projects-started-at = Last started

projects-send = Send an event
projects-send-key = Put the key into the variable SCALIX_KEY. The newest one is { $hint }.
projects-send-no-key = Put a key of this project into the variable SCALIX_KEY.
projects-language = Language
