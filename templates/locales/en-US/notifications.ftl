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
