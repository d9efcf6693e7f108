//! What somebody types to invite people.

use serde::Deserialize;

use crate::check;
use crate::error::{Error, Fields, Result};
use crate::teams::access::Role;
use crate::text;
use crate::text::Text;

/// The longest personal line.
pub const MESSAGE_MOST: usize = 300;
/// Invitations in one request.
pub const MOST_AT_ONCE: usize = 100;

/// An invitation, as typed.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Invite)]
pub struct InviteDraft {
    /// The address.
    pub email: String,
    /// `Owner`, `Admin`, `Developer`, `Analyst` or `Viewer`, in any letter case.
    pub role: String,
    /// A personal line, up to 300 characters.
    pub message: Option<String>,
}

/// An invitation, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInvitation {
    /// The address.
    pub email: String,
    /// What its person becomes.
    pub role: Role,
    /// The personal line; may be empty.
    pub message: String,
}

impl InviteDraft {
    /// Checks every field.
    pub fn check(&self) -> Result<NewInvitation> {
        let mut fields = Fields::default();
        let email = fields.take("email", address(&self.email));
        let role = Role::parse(self.role.trim()).ok_or_else(|| text!("invitation-role-unknown"));
        let role = fields.take("role", role);
        let message = self.message.as_deref().unwrap_or_default();
        let message = fields.take("message", check::line_or_nothing(message, MESSAGE_MOST));
        fields.finish()?;
        match (email, role, message) {
            (Some(email), Some(role), Some(message)) => Ok(NewInvitation {
                email,
                role,
                message,
            }),
            _ => Err(Error::internal("a field was refused without a message")),
        }
    }
}

/// An address without any control character, also at its ends: a line break in one would be a
/// second line of the mail's head.
fn address(typed: &str) -> Result<String, Text> {
    if typed.chars().any(char::is_control) {
        return Err(text!("field-control"));
    }
    check::email(typed)
}

/// What `POST /api/team/invite` takes: one invitation, or up to a hundred.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InviteRequest)]
pub struct InviteBody {
    /// The address of the only one.
    email: Option<String>,
    /// Its role.
    role: Option<String>,
    /// Its personal line.
    message: Option<String>,
    /// Up to 100 instead.
    invites: Option<Vec<InviteDraft>>,
}

/// Who is to be invited.
#[derive(Debug)]
pub enum Asked {
    /// One, whose refusal is the answer.
    One(InviteDraft),
    /// Many, each with its own result.
    Many(Vec<InviteDraft>),
}

impl InviteBody {
    /// Tells the two forms apart.
    ///
    /// # Errors
    /// `Invalid` when it is neither, both, or too many.
    pub fn asked(self) -> Result<Asked> {
        let Some(invites) = self.invites else {
            let mut fields = Fields::default();
            let needed = |value: Option<String>| value.ok_or_else(|| text!("field-required"));
            let email = fields.take("email", needed(self.email));
            let role = fields.take("role", needed(self.role));
            fields.finish()?;
            return Ok(Asked::One(InviteDraft {
                email: email.unwrap_or_default(),
                role: role.unwrap_or_default(),
                message: self.message,
            }));
        };
        if self.email.is_some() || self.role.is_some() || self.message.is_some() {
            return Err(Error::invalid("invites", text!("invitation-one-or-many")));
        }
        few_enough(invites.len())?;
        Ok(Asked::Many(invites))
    }
}

/// Whether so many may be invited at once.
///
/// # Errors
/// `Invalid` on `invites`.
pub(crate) fn few_enough(count: usize) -> Result<()> {
    if (1..=MOST_AT_ONCE).contains(&count) {
        return Ok(());
    }
    let wrong = text!("invitation-how-many", most = MOST_AT_ONCE, count = count);
    Err(Error::invalid("invites", wrong))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(email: &str, role: &str, message: &str) -> InviteDraft {
        InviteDraft {
            email: email.to_owned(),
            role: role.to_owned(),
            message: Some(message.to_owned()),
        }
    }

    #[test]
    fn a_line_break_is_refused_wherever_it_stands() {
        for email in [
            "a@b.c\n",
            "\na@b.c",
            "a@b.c\r\nBcc: d@e.f",
            "a\u{0}@b.c",
            "a@b\tc",
        ] {
            assert!(draft(email, "viewer", "").check().is_err(), "{email:?}");
        }
        assert!(draft("a@b.c", "viewer", "two\nlines").check().is_err());
        let made = draft(" a@b.c ", "VIEWER", " hello ").check().unwrap();
        assert_eq!(made.email, "a@b.c");
        assert_eq!((made.role, made.message.as_str()), (Role::Viewer, "hello"));
        assert!(draft("a@b.c", "root", "").check().is_err());
    }
}
