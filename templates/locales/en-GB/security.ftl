# The security of an account: password, second factor, sessions, devices.

password-weak-personal = This is easily guessed: it holds your name or your address. Take a few words that have nothing to do with you.
password-weak-keyboard = This is easily guessed: it follows the keys of a keyboard. Take a few unrelated words instead.
password-weak-repeats = This is easily guessed: it repeats itself. Take a few unrelated words instead.
password-weak-common = This is one of the passwords that are tried first. Take a few unrelated words instead.
password-weak-similar = This is much like a password that is tried first. Changing a letter to a digit does not help; take a few unrelated words instead.
password-weak-sequence = This is easily guessed: it counts or follows the alphabet. Take a few unrelated words instead.
password-weak-date = This is easily guessed: years and dates are tried early. Take a few unrelated words instead.
password-weak-word = One word is easily guessed, however long. Add a few more that have nothing to do with it.
password-weak-name = Names are easily guessed. Take a few unrelated words instead.
password-wrong = This is not your password.
password-same = This is the password you have. Choose another one.
password-lead = Changing it signs out your other sessions.
password-current = Current password
password-new = New password
password-change = Change password
password-changing = Changing
password-changed = Your password is changed, and your other sessions are signed out.
password-forgot = I forgot it

forgot-link = Forgot your password?
forgot-title = Forgot your password?
forgot-lead = We send you a link to choose another one.
forgot-lead-kept = This Scalix sends no mail. Ask for a link here and then an operator to hand it to you: it stays on the server.
forgot-verb = Send the link
forgot-verb-kept = Ask for a link
forgot-busy = Sending
forgot-busy-kept = Asking
forgot-sent-title = Look into your inbox
forgot-sent = If this address has an account, a mail with a link is on its way. The link works once, for one hour.
forgot-sent-more = Nothing came? Look for it among unwanted mail, or ask an operator of this Scalix: they can set a password at its command line.
forgot-kept-title = Ask an operator
forgot-kept = This Scalix sends no mail. If this address has an account, the mail with the link lies in the data folder of the server. An operator can hand it to you, or set a password at the command line. The link works once, for one hour.
forgot-back = Back to the sign-in
reset-title = Choose a new password
reset-lead = for { $email }. You will be signed out everywhere.
reset-verb = Set the password
reset-busy = Setting
reset-done = Your new password is set. Sign in with it.

code-title = Enter your code
code-lead = The password was right. Now the code of your app.
code-label = Code
code-hint = Six digits of your app, or one of your recovery codes.
code-wrong = This code is wrong or was used before. Wait for the next one, and see that the clock of your phone is right.
code-back = Sign in as somebody else
signin-again = This sign-in took too long. Give your password again.

reauthenticate-title = Your password once more
reauthenticate-lead = What comes next is sensitive, so we ask who you are.
reauthenticate-verb = Continue
reauthenticate-busy = Checking
reauthenticate-back = Do not continue
reauthenticate-done = For ten minutes you need no password for sensitive acts.

two-factor-title = Two-factor sign-in
two-factor-lead = A code from an app on your phone, asked for after your password.
two-factor-on = On
two-factor-off = Off
two-factor-since = Since
two-factor-used = last used
two-factor-set-up = Set up two-factor sign-in
two-factor-set-up-lead = From then on, your password alone opens nothing.
two-factor-need-app = You need an app that makes one-time codes, such as the one of your password manager, on a phone or computer.
two-factor-begin = Show the code for the app
two-factor-beginning = Preparing
two-factor-begun = Add the secret to your app, then confirm with its first code.
two-factor-scan = Scan this with your app, or type the secret below into it.
two-factor-secret = Secret
two-factor-open-app = Open it in an app on this device
two-factor-first-code = Code that the app shows
two-factor-first-code-hint = Six digits. Two-factor sign-in is on when the first one was right.
two-factor-turn-on = Turn on
two-factor-turning-on = Checking
two-factor-is-on = Two-factor sign-in is on.
two-factor-is-off = Two-factor sign-in is off.
two-factor-off-more = Turn off…
two-factor-turn-off = Turn off
two-factor-turning-off = Turning off
two-factor-turn-off-title = Turn two-factor sign-in off?
two-factor-turn-off-text = Your password alone will be enough to sign in, and your recovery codes are worth nothing any more.
two-factor-keep = Keep it on
two-factor-on-already = Two-factor sign-in is on already. Turn it off first to use another app.
two-factor-off-already = Two-factor sign-in is off.
two-factor-not-begun = Begin with the secret for your app, then confirm with its first code.
two-factor-begun-long-ago = This took more than half an hour. Begin again with a new secret.
two-factor-other-key = Your second factor was made with another key of this instance and cannot be checked. Ask an operator to run: scalix user reset-2fa

recovery-title = Recovery codes
recovery-left = { $left ->
    [0] None left
    [one] { $left } of 10 left
   *[other] { $left } of 10 left
}
recovery-few = You have few recovery codes left. Make new ones before the last is used.
recovery-new = New recovery codes
recovery-new-text = The codes you have are worth nothing once new ones are made.
recovery-make = Make new codes
recovery-making = Making
recovery-made = Here are your new recovery codes. Those before are worth nothing any more.
recovery-lead = Each of these codes signs you in once without your app. Keep them where you find them when your phone is gone.
recovery-keep = Keep these codes
recovery-once = They are shown only once.
recovery-download = Download
recovery-print = Print
recovery-done = I have kept them
recovery-file = Scalix recovery codes of { $account }. Each works once.

sessions-title = Sessions
sessions-lead = Where you are signed in. A session ends after 14 idle days, and after 90 days at most.
sessions-current = Current
sessions-end = Sign out
sessions-end-one = Sign out { $name }
sessions-end-others = Sign out all others
sessions-ending = Signing out
session-revoked = { $name } is signed out.
sessions-revoked = { $count ->
    [0] You are signed in nowhere else.
    [one] One other session is signed out.
   *[other] { $count } other sessions are signed out.
}

device-on = { $browser } on { $os }
device-browser = { $browser }
device-os = Browser on { $os }
device-not-told = Unknown
device-computer = Computer
device-phone = Phone
device-tablet = Tablet
device-program = Program
device-unknown = Unknown device
