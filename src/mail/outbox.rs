//! The outbox as operators see it, and another try for what failed.

use serde_json::json;

use super::{QUEUED, masked, store};
use crate::audit::{self, Actor, Chain, Entry};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{MailId, PublicId};
use crate::page::{Cursor, Limit, Page};
use crate::text;

/// What has become of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailState {
    /// It waits for its first or another try.
    Queued,
    /// The mail server took it.
    Sent,
    /// It was refused for good, or given up.
    Failed,
}

impl MailState {
    /// The word in the database and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    /// The state of a word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Queued, Self::Sent, Self::Failed]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// A mail in the outbox, without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The id outside.
    pub public_id: PublicId<MailId>,
    /// Which mail it is.
    pub kind: String,
    /// The address, masked.
    pub recipient: String,
    /// What has become of it.
    pub state: MailState,
    /// Tries so far.
    pub attempts: u32,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When it is tried next, while it waits.
    pub next_attempt_at: Option<Timestamp>,
    /// When it was sent or given up.
    pub finished_at: Option<Timestamp>,
    /// Why the last try failed, the address masked.
    pub last_error: Option<String>,
}

impl Listed {
    pub(super) fn mask(mut self) -> Self {
        self.recipient = masked(&self.recipient);
        self
    }
}

/// Mails, newest first.
pub fn list(
    conn: &Conn,
    state: Option<MailState>,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<Listed>> {
    let rows = store::list(conn, state.map(MailState::word), limit.probe(), cursor)?;
    Ok(Page::cut(rows, limit, |mail| Cursor {
        at: mail.created_at.ms(),
        id: mail.public_id.as_str().to_owned(),
    }))
}

/// Tries a failed mail again, for another day.
///
/// # Errors
/// `NotFound` for an unknown id, `Conflict` for a mail that has not failed.
pub fn retry(tx: &Tx<'_>, by: &Actor, id: &PublicId<MailId>, now: Timestamp) -> Result<Listed> {
    let unknown = || Error::NotFound(text!("error-not-found"));
    let mail = store::find(tx, id)?.ok_or_else(unknown)?;
    if mail.state != MailState::Failed {
        return Err(Error::Conflict(text!("mail-not-failed")));
    }
    store::requeue(tx, id, now)?;
    tx.after_commit(|| QUEUED.notify_one());
    let entry = Entry {
        chain: Chain::Instance,
        action: "mail.retried",
        target_kind: "mail",
        target_id: Some(id.as_str()),
        target_name: None,
        before: Some(json!({ "state": mail.state.word() })),
        after: Some(json!({ "state": MailState::Queued.word() })),
    };
    audit::record(tx, by, &entry, now)?;
    store::find(tx, id)?.ok_or_else(unknown)
}
