//! A message as it is sent to us, and checked.

use serde::Deserialize;

use crate::check;
use crate::error::{Error, Fields, Result};
use crate::ids::{MessageId, PublicId, UserId};
use crate::text;

/// The longest text, in characters.
pub const BODY_MOST: usize = 10_000;
/// The longest subject, in characters.
pub const SUBJECT_MOST: usize = 150;
/// People that a message names one by one.
const PEOPLE_MOST: usize = 1_000;

/// A new message, as typed.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct MessageDraft {
    /// `"all"`, or the ids of up to 1,000 members.
    #[schema(value_type = Vec<String>)]
    pub to: Option<ToDraft>,
    /// At most 150 characters.
    pub subject: Option<String>,
    /// 1 to 10,000 characters of plain text.
    #[serde(default)]
    pub body: String,
    /// The id of a message that it answers.
    pub reply_to: Option<String>,
}

/// Whom a message goes to, as typed.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum ToDraft {
    /// `all`.
    Word(String),
    /// Ids of people.
    Ids(Vec<String>),
}

/// Whom a message goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// Everybody who is in the team now.
    Everyone,
    /// These members.
    People(Vec<PublicId<UserId>>),
}

/// A new message, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMessage {
    /// Whom it goes to.
    pub to: To,
    /// The subject; may be empty.
    pub subject: String,
    /// The text.
    pub body: String,
    /// What it answers.
    pub reply_to: Option<PublicId<MessageId>>,
}

impl MessageDraft {
    /// Checks every field.
    ///
    /// # Errors
    /// `Invalid` on `to`, `subject`, `body` or `replyTo`.
    pub fn check(self) -> Result<NewMessage> {
        let mut fields = Fields::default();
        let to = fields.take("to", people(self.to));
        let subject = self.subject.unwrap_or_default();
        let subject = fields.take("subject", check::line_or_nothing(&subject, SUBJECT_MOST));
        let body = fields.take("body", text_of(&self.body));
        let reply_to = match self.reply_to.as_deref().filter(|id| !id.is_empty()) {
            None => Some(None),
            Some(id) => {
                let id = PublicId::parse(id).ok_or_else(|| text!("message-no-such"));
                fields.take("replyTo", id).map(Some)
            }
        };
        fields.finish()?;
        match (to, subject, body, reply_to) {
            (Some(to), Some(subject), Some(body), Some(reply_to)) => Ok(NewMessage {
                to,
                subject,
                body,
                reply_to,
            }),
            _ => Err(Error::internal("a field was refused without a message")),
        }
    }
}

fn people(to: Option<ToDraft>) -> Result<To, text::Text> {
    let ids = match to {
        Some(ToDraft::Word(word)) if word == "all" => return Ok(To::Everyone),
        Some(ToDraft::Word(id)) if !id.is_empty() => vec![id],
        Some(ToDraft::Ids(ids)) if !ids.is_empty() => ids,
        _ => return Err(text!("message-to-nobody")),
    };
    if ids.len() > PEOPLE_MOST {
        return Err(text!("message-too-many", most = PEOPLE_MOST));
    }
    let total = ids.len();
    let known: Vec<_> = ids.iter().filter_map(|id| PublicId::parse(id)).collect();
    match total - known.len() {
        0 => Ok(To::People(known)),
        strangers => Err(text!("message-not-members", count = strangers)),
    }
}

fn text_of(typed: &str) -> Result<String, text::Text> {
    let body = check::lines(typed, BODY_MOST)?;
    if body.is_empty() {
        return Err(text!("message-empty"));
    }
    Ok(body)
}

/// A reply, as typed.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyDraft {
    /// 1 to 10,000 characters of plain text.
    #[serde(default)]
    pub body: String,
}

impl ReplyDraft {
    /// The checked text.
    ///
    /// # Errors
    /// `Invalid` on `body`.
    pub fn check(self) -> Result<String> {
        text_of(&self.body).map_err(|message| Error::invalid("body", message))
    }
}
