# Accounts, passwords and sign-in.

account-unknown-address = Nobody here has the address { $email }.
signin-wrong = The e-mail address or the password is wrong.
setup-link-expired = This set-up link is used up or older than 30 minutes. Restart Scalix: as long as nobody has an account, it prints a new one.

password-short = Use at least { $least } characters; a few unrelated words are easiest to remember.
password-long = Use at most { $most } characters.
password-weak = This is easily guessed. Take a few unrelated words, or let a password manager make one.

account-name = Your name
account-email = E-mail
account-password = Password
account-password-hint = At least 12 characters. A few unrelated words are easiest to remember.

signin-title = Sign in
signin-lead = to this Scalix console
signin-verb = Sign in
signin-busy = Signing in
signin-by-invitation = Accounts are by invitation. Ask an owner or admin of your team for one.
signin-done = Welcome back, { $name }.
signout-done = You are signed out.

email-taken-meanwhile = This address has another account by now, so yours keeps the one it has.

setup-title = Set up Scalix
setup-lead = You become the operator of this instance and the owner of its first team.
setup-team = Name of your team
setup-team-hint = Projects, keys and usage belong to it.
setup-verb = Set up
setup-busy = Setting up
setup-done = Scalix is set up. Welcome!
setup-first = Nobody has an account yet. Open the set-up link that Scalix printed when it started; restart it to get a new one.
