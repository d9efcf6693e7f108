# Mails. Every sentence says what happened and what to do.

mail-foot = Sent by Scalix at { $url }.
mail-unsubscribe = Do not send me such mail any more
mail-link-hours = { $hours ->
    [one] The link works once, for { $hours } hour.
   *[other] The link works once, for { $hours } hours.
}
mail-link-days = { $days ->
    [one] The link works once, for { $days } day.
   *[other] The link works once, for { $days } days.
}
mail-not-you-ignore = If this was not you, ignore this mail: nothing changes.
mail-not-you-act = If this was not you, change your password now and sign out the other sessions.
mail-not-you-operator = If this was not you, tell an operator of your Scalix now.

mail-fact-device = Device
mail-fact-browser = Browser
mail-fact-os = System
mail-fact-address = Network address
mail-fact-time = Time

mail-confirm-subject = Confirm your e-mail address
mail-confirm-lead = Confirm that { $address } is your address, so that Scalix can reach you there.
mail-confirm-new-lead = You want to use { $address } for your Scalix account. The change takes effect when you confirm it.
mail-confirm-verb = Confirm this address

mail-email-changed-subject = The address of your account was changed
mail-email-changed-lead = Your Scalix account now uses the address { $address }. Mail about it no longer comes here.

mail-email-in-use-subject = Somebody wants to use your address
mail-email-in-use-lead = Another Scalix account was to be changed to { $address }. That did not happen, because your account uses this address.
mail-email-in-use-after = If it was you, sign in to the account of this address instead. If not, there is nothing you need to do.

mail-sign-up-subject = Finish signing up to Scalix
mail-sign-up-lead = Somebody asked for a Scalix account with the address { $address }. It is made when you follow this link.
mail-sign-up-verb = Make my account
mail-sign-up-not-you = If it was not you who asked, do not follow the link: whoever asked chose the password.

mail-sign-up-again-subject = You have a Scalix account
mail-sign-up-again-lead = Somebody asked for a Scalix account with the address { $address }, which has one.
mail-sign-up-again-verb = Sign in

mail-reset-subject = Choose a new password
mail-reset-lead = Somebody asked for a new password for the Scalix account of { $address }.
mail-reset-verb = Choose a new password

mail-security-verb = Look at the security of your account
mail-password-changed-subject = Your password was changed
mail-password-changed-lead = The password of the Scalix account of { $address } was changed. All its other sessions were signed out.
mail-new-sign-in-subject = New sign-in to your account
mail-new-sign-in-lead = Somebody signed in to the Scalix account of { $address } with a device that we have not seen before.
mail-second-factor-missed-subject = Somebody knows your password
mail-second-factor-missed-lead = Somebody gave the right password for the Scalix account of { $address }, but not the code of the second factor. They were not signed in.
mail-two-factor-on-subject = The second factor is on
mail-two-factor-on-lead = Signing in to the Scalix account of { $address } now asks for a code.
mail-two-factor-off-subject = The second factor is off
mail-two-factor-off-lead = Signing in to the Scalix account of { $address } asks for the password alone from now on.
mail-recovery-code-subject = A recovery code was used
mail-recovery-code-lead = Somebody signed in to the Scalix account of { $address } with a recovery code instead of a code of the second factor.
mail-recovery-code-left = { $left ->
    [0] No recovery codes are left. Make new ones now, or you are locked out when you lose your device.
    [one] { $left } recovery code is left. Make new ones soon.
   *[other] { $left } recovery codes are left.
}

mail-token-subject = { $days ->
    [one] The token “{ $name }” ends in { $days } day
   *[other] The token “{ $name }” ends in { $days } days
}
mail-token-lead = { $days ->
    [one] Your personal token “{ $name }” ends in { $days } day. Programs that use it will be refused from then on; make a new one for them before.
   *[other] Your personal token “{ $name }” ends in { $days } days. Programs that use it will be refused from then on; make a new one for them before.
}
mail-token-verb = Look at your tokens

mail-message-subject = Message from { $from }
mail-message-about = { $from }: { $subject }
mail-message-lead = { $from } wrote to you in the team { $team }:
mail-message-verb = Read and answer

mail-account-deleted-subject = Your account is deleted
mail-account-deleted-lead = The Scalix account of { $address } and what it held about you are gone, as you asked.

link-used-up = This link was used before, is too old, or is not one of ours. Ask for a new one.

mail-from-wrong = “{ $from }” is no sender of mail (mail.from). Write an address, or Name <address>.
mail-ca-file = The certificates in { $file } (mail.ca_file) cannot be read: { $reason }.

mail-team-verb = Open the team
mail-role-subject = Your role in { $team }: { role-name }
mail-role-lead = Your role in the team { $team } is now { role-name }. It holds from now on.
mail-paused-subject = Your access to { $team } is paused
mail-paused-lead = Somebody who manages the members of { $team } paused your access. What you made there stays; you are let in again when they reactivate you.
mail-restored-subject = You have access to { $team } again
mail-restored-lead = Your access to the team { $team } is back, with the role that you had.
mail-removed-subject = You were removed from { $team }
mail-removed-lead = Somebody who manages the members of { $team } removed you from the team. Your personal tokens of this team no longer work; your account and your other teams stay as they are.
