# Accounts, passwords and sign-in.

account-unknown-address = Nobody here has the address { $email }.
signin-wrong = The e-mail address or the password is wrong.
setup-link-expired = This set-up link is used up or older than 30 minutes. Restart Scalix: as long as nobody has an account, it prints a new one.

password-short = Use at least { $least } characters; a few unrelated words are easiest to remember.
password-long = Use at most { $most } characters.
password-weak = This is easily guessed. Take a few unrelated words, or let a password manager make one.
