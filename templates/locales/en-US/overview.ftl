# The Overview.

overview-title = Overview
overview-new-project = New project
overview-today = Today
overview-today-text = Compared with yesterday up to the same time
overview-month = Last 30 days
overview-open-usage = Open in Usage
overview-tile = { $figure ->
    [tokens] Tokens
    [cost] Cost
    [success] Success rate
   *[requests] Requests
}
overview-points = { $points } pt
overview-before = { $before ->
    [yesterday] vs. yesterday
   *[month] vs. prior 30 days
}
overview-no-before = { $before ->
    [yesterday] nothing yesterday
   *[month] nothing before to compare
}
overview-unpriced = { $count ->
    [one] { $count } of { $requests } { $requests ->
        [one] request
       *[other] requests
    } of the last 30 days has no price: its cost is unknown and in none of these sums. It is not $0.
   *[other] { $count } of { $requests } requests of the last 30 days have no price: their cost is unknown and in none of these sums. It is not $0.
}

overview-projects = Projects by cost
overview-all-projects = All projects
overview-project = Project
overview-status-head = Status
overview-status = { $status ->
    [running] Running
    [stopped] Stopped
   *[error] Failing
}
overview-models = Models by cost
overview-all-models = All models
overview-model = Model
overview-requests = Requests
overview-cost = Cost
overview-bar = Share
overview-unknown = unknown
overview-month-caption = The costliest of the last 30 days
overview-nothing = Nothing was reported in the last 30 days.

overview-never = No usage yet
overview-never-text = When a project of this team reports its first model call, its requests, tokens and cost appear here.

# What a new team does first.
overview-steps = First steps
overview-steps-text = A few steps to the first figures. They tick themselves.
overview-done = Done:
overview-to-do = To do:
overview-step-project = Create a project
overview-step-project-text = Keys and usage belong to a project, such as an application or a job.
overview-step-key = Create an API key
overview-step-key-text = Your application reports its model calls with it.
overview-step-key-verb = New API key
overview-step-event = Send the first event
overview-step-event-text = Put your key in place of sk_scalix_… and look at this page again.
overview-step-invite = Invite your team
overview-step-invite-text = Others see usage and costs, or work on projects with you, as far as their role allows.

# Recent activity; actor and target are names.
overview-activity = Recent activity
activity-project-created = { $actor } created the project { $target }
activity-project-updated = { $actor } changed the project { $target }
activity-project-started = { $actor } started { $target }
activity-project-stopped = { $actor } stopped { $target }
activity-project-deleted = { $actor } deleted the project { $target }
activity-project-restored = { $actor } restored the project { $target }
activity-project-purged = The project { $target } was removed for good
activity-key-created = { $actor } created the API key { $target }
activity-key-rotated = { $actor } rotated the API key { $target }
activity-key-revoked = { $actor } revoked the API key { $target }
activity-team-created = { $actor } created the team { $target }
activity-team-deleted = { $actor } deleted the team
activity-team-renamed = { $actor } called the team { $target }
activity-team-restored = { $actor } restored the team
activity-member-left = { $actor } left the team
activity-member-removed = { $actor } removed { $target } from the team
activity-member-role = { $actor } changed the role of { $target }
activity-member-deactivated = { $actor } deactivated { $target }
activity-member-reactivated = { $actor } reactivated { $target }
activity-members-exported = { $actor } exported the list of members
activity-team-transferred = { $actor } handed the team over to { $target }
activity-message-sent = { $actor } sent a message
activity-member-added = { $actor } added { $target } to the team
activity-token-created = { $actor } created the personal token { $target }
activity-token-revoked = { $actor } revoked the personal token { $target }
activity-price-created = { $actor } gave { $target } a price of the team's own
activity-price-changed = { $actor } changed the team's own price of { $target }
activity-price-ended = { $actor } ended the team's own price of { $target }
activity-prices-imported = { $actor } imported prices from { $target }
activity-alias-created = { $actor } said which model { $target } stands for
activity-alias-changed = { $actor } made { $target } stand for another model
activity-alias-removed = { $actor } removed { $target } as a name of a model
activity-usage-import-started = { $actor } began to import usage into { $target }
activity-usage-imported = { $actor } imported usage into { $target }
activity-other = { $actor } acted on { $target } ({ $action })
activity-somebody = Somebody
activity-nameless = something that has no name any more
