//! Mail: what is told to whom, and the outbox from which it is sent.
//!
//! [`queue`] writes a row in the caller's transaction, so that no mail goes out for a change that
//! was rolled back and none is lost after one that was committed. The courier sends it later:
//! it makes the links then, so no token is ever stored. To add a mail: a variant of [`Letter`], an
//! arm of its `sheet`, a sample, and its sentences.

pub mod api;
mod courier;
mod letter;
mod message;
pub mod outbox;
pub mod pages;
pub mod preferences;
mod render;
mod sheet;
mod store;
mod transport;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::ids::{MailId, PublicId, UserId};
use crate::text;
use crate::text::Text;

pub use courier::Courier;
pub use letter::{Guest, Letter, Place};
pub use render::{Postmark, Rendered, render};
pub use transport::{Sent, Transport};

/// Who gets a mail, and how to speak to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The address.
    pub address: String,
    /// The account; `None` for somebody without one, or whose account is being deleted.
    pub user: Option<UserId>,
    /// The language, a BCP 47 tag.
    pub language: String,
    /// The time zone, an IANA name.
    pub timezone: String,
}

impl Recipient {
    /// Somebody without an account.
    pub fn stranger(address: impl Into<String>, locale: Locale) -> Self {
        Self {
            address: address.into(),
            user: None,
            language: locale.tag().to_owned(),
            timezone: "UTC".to_owned(),
        }
    }

    /// The same person at another address.
    #[must_use]
    pub fn at(mut self, address: impl Into<String>) -> Self {
        self.address = address.into();
        self
    }
}

/// What a mail is about, which decides who may refuse it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Topic {
    /// The account and its security: always sent.
    Security,
    /// Anything else without a switch of its own: goes unless all mail was refused.
    General,
    /// What happens to projects.
    ProjectUpdates,
    /// What people of the team do.
    TeamActivity,
    /// Budgets, invoices, payments.
    BillingAlerts,
}

impl Topic {
    /// The topics that some mail is about, in the order of their switches. A switch is shown with
    /// the first mail that it governs.
    pub const IN_USE: [Self; 2] = [Self::General, Self::TeamActivity];

    /// The topics that can be refused.
    pub const OPTIONAL: [Self; 4] = [
        Self::General,
        Self::ProjectUpdates,
        Self::TeamActivity,
        Self::BillingAlerts,
    ];

    /// The word in a link.
    pub fn word(self) -> &'static str {
        match self {
            Self::Security => "security",
            Self::General => "email",
            Self::ProjectUpdates => "project-updates",
            Self::TeamActivity => "team-activity",
            Self::BillingAlerts => "billing-alerts",
        }
    }

    /// What its switch is called.
    pub fn label(self) -> Text {
        match self {
            Self::Security | Self::General => text!("notifications-email"),
            Self::ProjectUpdates => text!("notifications-project-updates"),
            Self::TeamActivity => text!("notifications-team-activity"),
            Self::BillingAlerts => text!("notifications-billing-alerts"),
        }
    }

    /// What its switch does.
    pub fn hint(self) -> Text {
        match self {
            Self::Security | Self::General => text!("notifications-email-hint"),
            Self::ProjectUpdates => text!("notifications-project-updates-hint"),
            Self::TeamActivity => text!("notifications-team-activity-hint"),
            Self::BillingAlerts => text!("notifications-billing-alerts-hint"),
        }
    }

    /// The topic of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::OPTIONAL
            .into_iter()
            .find(|topic| topic.word() == word)
    }
}

/// Rings when a mail was queued. There is one server a process, and one courier a server.
pub(crate) static QUEUED: Notify = Notify::const_new();

/// Mails of a kind that strangers can cause to an address, an hour.
const STRANGERS_MAIL: i64 = 5;

/// Puts a mail into the outbox, in the transaction of the change that it tells about. A mail that
/// the person does not want is not queued, nor one with which strangers fill a mailbox.
///
/// # Errors
/// When the row cannot be written.
pub fn queue(tx: &Tx<'_>, to: &Recipient, letter: &Letter, now: Timestamp) -> Result<()> {
    queue_one(tx, to, letter, now).map(drop)
}

/// The same; gives the mail that was queued, if one was, for those who tell what became of it.
///
/// # Errors
/// When the row cannot be written.
pub fn queue_one(
    tx: &Tx<'_>,
    to: &Recipient,
    letter: &Letter,
    now: Timestamp,
) -> Result<Option<PublicId<MailId>>> {
    if let Some(user) = to.user
        && !preferences::find(tx, user)?.wants(letter.topic())
    {
        return Ok(None);
    }
    let hour_ago = now.minus(Duration::from_hours(1));
    if letter.caused_by_strangers()
        && store::count(tx, &to.address, letter.kind(), hour_ago)? >= STRANGERS_MAIL
    {
        tracing::warn!(
            kind = letter.kind(),
            "too much mail to one address: left out"
        );
        return Ok(None);
    }
    let payload = serde_json::to_string(letter).map_err(|error| Error::Internal(error.into()))?;
    let public_id = PublicId::<MailId>::generate(tx.random());
    store::insert(tx, &public_id, to, letter.kind(), &payload, now)?;
    tx.after_commit(|| QUEUED.notify_one());
    Ok(Some(public_id))
}

/// Takes a mail back that is still waiting; one that has left, or failed, stays as it is.
///
/// # Errors
/// When the row cannot be removed.
pub fn withdraw(tx: &Tx<'_>, mail: &PublicId<MailId>) -> Result<()> {
    store::withdraw(tx, mail)
}

/// How many mails like this one the recipient got since a moment, those that wait included.
pub fn count_since(conn: &Conn, to: &Recipient, letter: &Letter, since: Timestamp) -> Result<i64> {
    store::count(conn, &to.address, letter.kind(), since)
}

/// Mails that were sent or failed are kept this long, for operators to look at.
const KEPT: Duration = Duration::from_hours(30 * 24);

/// Removes what was sent or failed a month ago; gives how many.
pub fn purge_due(tx: &Tx<'_>, now: Timestamp) -> Result<usize> {
    store::purge(tx, now.minus(KEPT))
}

/// An address as lists and logs may show it: `a***@example.org`.
pub fn masked(address: &str) -> String {
    let (local, domain) = address.split_once('@').unwrap_or((address, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}***@{domain}")
}

#[cfg(test)]
mod tests;
