# The frame of every page and the parts that pages are made of.

ui-skip = Skip to content
ui-nav-main = Main
ui-menu = Menu
ui-nav-overview = Overview
ui-nav-projects = Projects
ui-nav-usage = Usage
ui-nav-keys = API keys
ui-nav-settings = Settings
ui-profile = Profile and settings
ui-teams = Your teams
ui-sign-out = Sign out
ui-foot = Scalix { $version }. All times in { $zone }.
ui-foot-gate = Scalix { $version }
ui-crumbs = Breadcrumb

ui-dismiss = Dismiss
ui-undo = Undo
ui-undo-busy = Undoing
ui-close = Close
ui-copy = Copy
ui-copied = Copied
ui-show = Show
ui-hide = Hide
ui-shown-once = It is shown only once.
ui-type-to-confirm = Type the name “{ $name }” to confirm
ui-no-answer = The server did not answer. Check whether the change was made before you try again.

ui-pages = Pages
ui-newer = Newer
ui-older = Older

# Against the period before.
ui-change-up = up
ui-change-down = down
ui-change-flat = no change
ui-change-unknown = not compared: a cost is unknown

ui-from-to = { $from } to { $to }
ui-and = { $first } and { $last }
# Before a name that begins with an i, which only Spanish minds: "e", not "y".
ui-and-before-i = { $first } and { $last }
ui-unknown = unknown
ui-unpriced-do = What to do
ui-unpriced-ask = Owners and admins of the team can enter a price.

# How long ago, or how long until.
ui-now = now
ui-today = today
ui-ago-seconds = { $count ->
    [one] { $count } second ago
   *[other] { $count } seconds ago
}
ui-ago-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
ui-ago-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
ui-ago-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
ui-ago-months = { $count ->
    [one] { $count } month ago
   *[other] { $count } months ago
}
ui-ago-years = { $count ->
    [one] { $count } year ago
   *[other] { $count } years ago
}
ui-in-seconds = { $count ->
    [one] in { $count } second
   *[other] in { $count } seconds
}
ui-in-minutes = { $count ->
    [one] in { $count } minute
   *[other] in { $count } minutes
}
ui-in-hours = { $count ->
    [one] in { $count } hour
   *[other] in { $count } hours
}
ui-in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}
ui-in-years = { $count ->
    [one] in { $count } year
   *[other] in { $count } years
}

# Charts.
chart-so-far = { $bucket }, so far
chart-table = Show as a table
chart-total = Total
chart-other = Other
chart-keys = Use the arrow keys to go from bar to bar.
chart-empty = Nothing to show in this period.
chart-unknown = The cost of what was used in this period is unknown.

# Charts of usage.
chart-usage-measure = { $measure ->
    [cost] Cost
    [tokens] Tokens
    [errors] Failed requests
   *[requests] Requests
}
chart-usage-title = { chart-usage-measure } { $bucket ->
    [minute] per minute
    [hour] per hour
    [month] per month
   *[day] per day
}{ $by ->
    [model] {" "}by model
    [project] {" "}by project
    [key] {" "}by API key
    [status] {" "}by status
   *[none] {""}
}
chart-usage-bucket = { $bucket ->
    [minute] Minute
    [hour] Hour
    [month] Month
   *[day] Day
}
