# The Usage page.

usage-page-title = Usage
usage-page-lead = { $range }, as of { $time }
usage-page-refresh = Refresh

usage-page-filters = Filters
usage-page-periods = Period
usage-page-period = { $period ->
    [h24] 24 h
    [d7] 7 days
    [d30] 30 days
    [d90] 90 days
   *[custom] Custom
}
usage-page-dates = Custom period
usage-page-from = From
usage-page-to = To
usage-page-show = Show
usage-page-group-by = Group by
usage-page-group = { $by ->
    [model] Model
    [project] Project
    [key] API key
    [status] Status
   *[all] Nothing
}
usage-page-model = Model
usage-page-project = Project
usage-page-any = Any
usage-page-add-model = Add a model…
usage-page-add-project = Add a project…
usage-page-apply = Apply
usage-page-only-model = Model: { $name }
usage-page-only-project = Project: { $name }
usage-page-only-key = API key: { $name }
usage-page-remove = Remove this filter

usage-page-measures = Measure of the chart
usage-page-tile = { $measure ->
    [cost] Cost
    [tokens] Tokens
    [errors] Errors
   *[requests] Requests
}
usage-page-latency = Latency, p95
usage-page-median = median { $duration }
usage-page-no-latency = none was reported
usage-page-about = Latencies are counted in classes, so this is at most 5% off.
usage-page-failed = { $count } failed
usage-page-before = { $period ->
    [h24] vs. prior 24 hours
    [d7] vs. prior 7 days
    [d30] vs. prior 30 days
    [d90] vs. prior 90 days
   *[custom] vs. prior period
}
usage-page-no-before = nothing before to compare

usage-page-by = { $by ->
    [model] By model
    [project] By project
    [key] By API key
   *[status] By status
}
usage-page-head = { $by ->
    [model] Model
    [project] Project
    [key] API key
   *[status] Status
}
usage-page-requests = Requests
usage-page-errors = Failed
usage-page-input = Input tokens
usage-page-cached = Cached
usage-page-output = Output tokens
usage-page-cost = Cost
usage-page-share = { $measure ->
    [cost] Share of cost
    [tokens] Share of tokens
    [errors] Share of failures
   *[requests] Share of requests
}
usage-page-bar = Share as a bar
usage-page-rest = All others
usage-page-unknown = unknown
usage-page-uncounted = not counted
usage-page-unpriced-badge = { $count } unpriced
usage-page-unpriced = { $count ->
    [one] { $count } of { $requests } { $requests ->
        [one] request
       *[other] requests
    } has no price: its cost is unknown and in none of these sums. It is not $0.
   *[other] { $count } of { $requests } requests have no price: their cost is unknown and in none of these sums. It is not $0.
}
usage-page-status-ok = Successful
usage-page-status-error = Failed
usage-page-no-key = Imported, no API key

usage-page-never = No usage yet
usage-page-never-text = When your application reports its first model call, it appears here at once, with its tokens and its cost. Send one now with a key of a project:
usage-page-command = Send a first event
usage-page-new-key = Create a key
usage-page-none = No usage matches
usage-page-none-text = Nothing was reported in this period with these filters.
usage-page-none-all = Clear filters
usage-page-none-wider = Show 90 days
