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
signin-to-signup = Make an account
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
setup-first-title = Not set up yet
setup-first = Nobody has an account yet. Open the set-up link that Scalix printed when it started; restart it to get a new one.

signup-title = Make an account
signup-lead = for this Scalix console
signup-verb = Make an account
signup-busy = Making the account
signup-to-login = Sign in with an account you have
signup-off = Nobody can make an account here by themselves. Ask an operator of this Scalix for one.
signup-invite = Accounts are by invitation. Ask an owner or admin of your team for one.
signup-mail-title = Look into your mail
signup-mail = We have sent a mail to this address. Its link finishes the sign-up and signs you in.
signup-mail-hint = The link is good for 24 hours. If no mail comes, look into the folder for spam, or ask an operator.
signup-done = Welcome to Scalix, { $name }!
signup-has-account = This address has an account by now. Sign in with it.
signup-team-name = { $name }’s team

verify-title = Confirm your address
verify-lead = Is { $address } your address?
verify-verb = Confirm this address
verify-signup-title = Finish signing up
verify-signup-lead = This makes the account for { $address } and signs you in. Go on only if it was you who asked for it.
verify-signup-verb = Make my account
verify-busy = One moment
email-confirmed = The address { $address } is confirmed.
