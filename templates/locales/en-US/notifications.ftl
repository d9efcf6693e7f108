# Which mail somebody wants.

notifications-legend = Mail that you want
notifications-saved = Your choice of mail is saved.
notifications-email = Mail
notifications-email-hint = Such as a reminder before a personal token ends. Off: no mail but that about the security of your account.
notifications-project-updates = Project updates
notifications-project-updates-hint = What happens to projects of your teams.
notifications-team-activity = Team activity
notifications-team-activity-hint = Changes of your place in a team, and messages.
notifications-billing-alerts = Billing alerts
notifications-billing-alerts-hint = Budgets, invoices and payments.

unsubscribe-title = Get no more such mail?
unsubscribe-lead = You will get no more mail of this kind: { $topic }. You can turn it on again in your settings.
unsubscribe-verb = Send me no more
unsubscribe-done-title = Done
unsubscribe-done = You get no more mail of this kind: { $topic }. You can turn it on again in your settings.
unsubscribe-security = Mail about the security of your account always comes.
unsubscribe-unknown = This link was not made by this server, or not as a whole. Copy all of it, or sign in and change it in your settings.

mail-not-failed = Only a mail that failed can be tried again.
mail-retried = The mail is being tried again.
field-mail-state = Choose queued, sent or failed.

# What needs attention in the app.
notifications-title = Notifications
notifications-lead = What needs your attention now. Each goes by itself when its reason does.
notifications-none = Nothing needs your attention
notifications-none-text = Keys and tokens that end soon, and models without a price, are told here.
notifications-new = New
notifications-open = Open
notifications-mark = Mark as read
notifications-read-all = Mark all as read
notifications-reading = Marking
notifications-all-read = All are marked as read.
notification-read = Marked as read.
notification-key = { $days ->
    [one] The API key { $name } of the project { $project } stops working within a day. Make another in time.
   *[other] The API key { $name } of the project { $project } stops working in { $days } days. Make another in time.
}
notification-token = { $days ->
    [one] Your personal token { $name } for the team { $team } stops working within a day. Make another in time.
   *[other] Your personal token { $name } for the team { $team } stops working in { $days } days. Make another in time.
}
notification-model = { $requests ->
    [one] The model { $model } is used and has no price: the cost of { $requests } request of the last 30 days is unknown. Enter a price for it through the API (POST /api/usage/prices) or with “scalix prices import”.
   *[other] The model { $model } is used and has no price: the cost of { $requests } requests of the last 30 days is unknown. Enter a price for it through the API (POST /api/usage/prices) or with “scalix prices import”.
}
notification-mail = { $count ->
    [one] One mail of the last 30 days could not be delivered and was given up. Look at the list of jobs.
   *[other] { $count } mails of the last 30 days could not be delivered and were given up. Look at the list of jobs.
}
overview-attention = Needs your attention
overview-attention-all = All notifications
overview-attention-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
