//! Every mail there is: what it knows, and what it says.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::Topic;
use super::sheet::Sheet;
use crate::clock::Timestamp;
use crate::links::Ticket;
use crate::text;

/// From where and when something was done. What is not known is empty and not told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The kind of device, such as `iPhone`.
    pub device: String,
    /// The browser.
    pub browser: String,
    /// The operating system.
    pub os: String,
    /// The address; `None` at the command line of the server.
    pub address: Option<IpAddr>,
    /// When.
    pub at: Timestamp,
}

impl Place {
    /// A place of which only the address is known.
    pub fn at(address: Option<IpAddr>, at: Timestamp) -> Self {
        Self {
            device: String::new(),
            browser: String::new(),
            os: String::new(),
            address,
            at,
        }
    }
}

/// To which team somebody is invited, as what and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    /// The name of the team.
    pub team: String,
    /// The word of the role.
    pub role: String,
    /// The name of the inviter.
    pub inviter: String,
    /// A personal line; may be empty.
    pub message: String,
    /// Until when.
    pub until: Timestamp,
}

/// A mail, with what it tells. It is stored as JSON until it is sent, so it holds no secret: for
/// a link it holds the ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Letter {
    /// Asks whether the address of an account is its person's.
    ConfirmEmail {
        /// `Purpose::ConfirmEmail`.
        link: Ticket,
    },
    /// Asks the same about the address that an account is to have; goes to that address.
    ConfirmNewEmail {
        /// `Purpose::ConfirmEmail`.
        link: Ticket,
    },
    /// Tells the old address that the account has another one.
    EmailChanged {
        /// The new address, masked.
        address: String,
        /// From where it was confirmed.
        place: Place,
    },
    /// Tells somebody with an account that it was asked to use its address for another one.
    EmailInUse {
        /// From where.
        place: Place,
    },
    /// Makes the account that somebody asked for.
    SignUp {
        /// `Purpose::SignUp`.
        link: Ticket,
        /// From where it was asked for.
        place: Place,
    },
    /// The same to somebody who has an account.
    SignUpAgain {
        /// From where it was asked for.
        place: Place,
    },
    /// The way to a new password.
    ResetPassword {
        /// `Purpose::ResetPassword`.
        link: Ticket,
        /// From where it was asked for.
        place: Place,
    },
    /// The password was changed or reset.
    PasswordChanged {
        /// From where.
        place: Place,
    },
    /// Somebody signed in with a device that was not seen before.
    NewSignIn {
        /// From where.
        place: Place,
    },
    /// Somebody gave the right password, but not the code of the second factor.
    SecondFactorMissed {
        /// From where.
        place: Place,
    },
    /// The second factor was turned on.
    TwoFactorOn {
        /// From where.
        place: Place,
    },
    /// The second factor was turned off.
    TwoFactorOff {
        /// From where.
        place: Place,
    },
    /// A recovery code was used instead of a code.
    RecoveryCodeUsed {
        /// How many are left.
        left: u32,
        /// From where.
        place: Place,
    },
    /// A personal token ends soon.
    TokenExpiring {
        /// Its name.
        name: String,
        /// In how many days.
        days: u32,
    },
    /// Somebody else gave the person another role in a team.
    RoleChanged {
        /// The name of the team.
        team: String,
        /// The word of the role.
        role: String,
    },
    /// Somebody else withdrew the person's access to a team.
    AccessPaused {
        /// The name of the team.
        team: String,
    },
    /// Somebody else gave the access back.
    AccessRestored {
        /// The name of the team.
        team: String,
    },
    /// Somebody else removed the person from a team.
    Removed {
        /// The name of the team.
        team: String,
    },
    /// Somebody invites to a team.
    Invitation {
        /// `Purpose::Invitation`.
        link: Ticket,
        /// To what, by whom.
        to: Guest,
    },
    /// The same once more, while it waits.
    InvitationReminder {
        /// `Purpose::Invitation`.
        link: Ticket,
        /// To what, by whom.
        to: Guest,
    },
    /// Somebody of a team wrote a message.
    Message {
        /// The public id of the message.
        id: String,
        /// The name of the team.
        team: String,
        /// Who wrote it.
        from: String,
        /// The subject; may be empty.
        subject: String,
        /// The text.
        body: String,
    },
    /// The account is gone.
    AccountDeleted {
        /// From where.
        place: Place,
    },
}

impl Letter {
    /// The word in the outbox.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ConfirmEmail { .. } => "confirm-email",
            Self::ConfirmNewEmail { .. } => "confirm-new-email",
            Self::EmailChanged { .. } => "email-changed",
            Self::EmailInUse { .. } => "email-in-use",
            Self::SignUp { .. } => "sign-up",
            Self::SignUpAgain { .. } => "sign-up-again",
            Self::ResetPassword { .. } => "reset-password",
            Self::PasswordChanged { .. } => "password-changed",
            Self::NewSignIn { .. } => "new-sign-in",
            Self::SecondFactorMissed { .. } => "second-factor-missed",
            Self::TwoFactorOn { .. } => "two-factor-on",
            Self::TwoFactorOff { .. } => "two-factor-off",
            Self::RecoveryCodeUsed { .. } => "recovery-code-used",
            Self::TokenExpiring { .. } => "token-expiring",
            Self::RoleChanged { .. } => "role-changed",
            Self::AccessPaused { .. } => "access-paused",
            Self::AccessRestored { .. } => "access-restored",
            Self::Removed { .. } => "removed",
            Self::Invitation { .. } => "invitation",
            Self::InvitationReminder { .. } => "invitation-reminder",
            Self::Message { .. } => "message",
            Self::AccountDeleted { .. } => "account-deleted",
        }
    }

    /// What it is about. An invitation goes whatever mail its recipient wants: whether it went is
    /// told to the inviter, who must not learn of an account from it.
    pub fn topic(&self) -> Topic {
        match self {
            Self::TokenExpiring { .. } => Topic::General,
            Self::RoleChanged { .. }
            | Self::AccessPaused { .. }
            | Self::AccessRestored { .. }
            | Self::Removed { .. }
            | Self::Message { .. } => Topic::TeamActivity,
            _ => Topic::Security,
        }
    }

    /// Whether somebody who is not the recipient can cause it as often as they like.
    pub(super) fn caused_by_strangers(&self) -> bool {
        matches!(
            self,
            Self::ConfirmEmail { .. }
                | Self::ConfirmNewEmail { .. }
                | Self::EmailInUse { .. }
                | Self::SignUp { .. }
                | Self::SignUpAgain { .. }
                | Self::ResetPassword { .. }
                | Self::SecondFactorMissed { .. }
                | Self::Invitation { .. }
                | Self::InvitationReminder { .. }
        )
    }

    /// What it says to somebody at this address.
    pub(super) fn sheet(&self, address: &str) -> Sheet {
        match self {
            Self::ConfirmEmail { link } => {
                let lead = text!("mail-confirm-lead", address = address);
                Sheet::new(text!("mail-confirm-subject"), lead)
                    .link(text!("mail-confirm-verb"), link)
                    .after(text!("mail-not-you-ignore"))
            }
            Self::ConfirmNewEmail { link } => {
                let lead = text!("mail-confirm-new-lead", address = address);
                Sheet::new(text!("mail-confirm-subject"), lead)
                    .link(text!("mail-confirm-verb"), link)
                    .after(text!("mail-not-you-ignore"))
            }
            Self::EmailChanged { address, place } => {
                let lead = text!("mail-email-changed-lead", address = address);
                Sheet::new(text!("mail-email-changed-subject"), lead)
                    .place(place)
                    .after(text!("mail-not-you-operator"))
            }
            Self::EmailInUse { place } => {
                let lead = text!("mail-email-in-use-lead", address = address);
                Sheet::new(text!("mail-email-in-use-subject"), lead)
                    .place(place)
                    .after(text!("mail-email-in-use-after"))
            }
            Self::SignUp { link, place } => {
                let lead = text!("mail-sign-up-lead", address = address);
                Sheet::new(text!("mail-sign-up-subject"), lead)
                    .place(place)
                    .link(text!("mail-sign-up-verb"), link)
                    .after(text!("mail-sign-up-not-you"))
            }
            Self::SignUpAgain { place } => {
                let lead = text!("mail-sign-up-again-lead", address = address);
                Sheet::new(text!("mail-sign-up-again-subject"), lead)
                    .place(place)
                    .page(text!("mail-sign-up-again-verb"), "/login")
                    .after(text!("mail-not-you-ignore"))
            }
            Self::ResetPassword { link, place } => {
                let lead = text!("mail-reset-lead", address = address);
                Sheet::new(text!("mail-reset-subject"), lead)
                    .place(place)
                    .link(text!("mail-reset-verb"), link)
                    .after(text!("mail-not-you-ignore"))
            }
            Self::PasswordChanged { place } => {
                let lead = text!("mail-password-changed-lead", address = address);
                Sheet::new(text!("mail-password-changed-subject"), lead).alarm(place)
            }
            Self::NewSignIn { place } => {
                let lead = text!("mail-new-sign-in-lead", address = address);
                Sheet::new(text!("mail-new-sign-in-subject"), lead).alarm(place)
            }
            Self::SecondFactorMissed { place } => {
                let lead = text!("mail-second-factor-missed-lead", address = address);
                Sheet::new(text!("mail-second-factor-missed-subject"), lead).alarm(place)
            }
            Self::TwoFactorOn { place } => {
                let lead = text!("mail-two-factor-on-lead", address = address);
                Sheet::new(text!("mail-two-factor-on-subject"), lead).alarm(place)
            }
            Self::TwoFactorOff { place } => {
                let lead = text!("mail-two-factor-off-lead", address = address);
                Sheet::new(text!("mail-two-factor-off-subject"), lead).alarm(place)
            }
            Self::RecoveryCodeUsed { left, place } => {
                let lead = text!("mail-recovery-code-lead", address = address);
                Sheet::new(text!("mail-recovery-code-subject"), lead)
                    .alarm(place)
                    .after(text!("mail-recovery-code-left", left = *left))
            }
            Self::TokenExpiring { name, days } => {
                let subject = text!("mail-token-subject", name = name, days = *days);
                let lead = text!("mail-token-lead", name = name, days = *days);
                Sheet::new(subject, lead).page(text!("mail-token-verb"), "/settings/tokens")
            }
            Self::RoleChanged { team, role } => role_changed(team, role),
            Self::AccessPaused { team } => access_paused(team),
            Self::AccessRestored { team } => access_restored(team),
            Self::Removed { team } => removed(team),
            Self::Invitation { link, to } => Sheet::invitation(link, to),
            Self::InvitationReminder { link, to } => Sheet::invitation_reminder(link, to),
            Self::Message {
                id,
                team,
                from,
                subject,
                body,
            } => message_copy(from, team, subject)
                .quote(body)
                .page(text!("mail-message-verb"), format!("/messages/{id}")),
            Self::AccountDeleted { place } => {
                let lead = text!("mail-account-deleted-lead", address = address);
                Sheet::new(text!("mail-account-deleted-subject"), lead)
                    .place(place)
                    .after(text!("mail-not-you-operator"))
            }
        }
    }
}

fn role_changed(team: &str, role: &str) -> Sheet {
    let subject = text!("mail-role-subject", team = team, role = role);
    let lead = text!("mail-role-lead", team = team, role = role);
    Sheet::new(subject, lead).page(text!("mail-team-verb"), "/team")
}

fn access_paused(team: &str) -> Sheet {
    let lead = text!("mail-paused-lead", team = team);
    Sheet::new(text!("mail-paused-subject", team = team), lead)
}

fn removed(team: &str) -> Sheet {
    let lead = text!("mail-removed-lead", team = team);
    Sheet::new(text!("mail-removed-subject", team = team), lead)
}

fn message_copy(from: &str, team: &str, subject: &str) -> Sheet {
    let head = if subject.is_empty() {
        text!("mail-message-subject", from = from)
    } else {
        text!("mail-message-about", from = from, subject = subject)
    };
    Sheet::new(head, text!("mail-message-lead", from = from, team = team))
}

fn access_restored(team: &str) -> Sheet {
    let lead = text!("mail-restored-lead", team = team);
    Sheet::new(text!("mail-restored-subject", team = team), lead)
        .page(text!("mail-team-verb"), "/team")
}
