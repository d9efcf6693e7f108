//! A message, as one of those who hold it sees it.

use crate::clock::Timestamp;
use crate::ids::{AvatarId, MessageId, PublicId, UserId};

/// Which messages of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mailbox {
    /// Those they got.
    Inbox,
    /// Those they sent.
    Sent,
}

/// A member, as messages name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correspondent {
    /// The id.
    pub id: PublicId<UserId>,
    /// The name.
    pub name: String,
    /// The photo.
    pub avatar: Option<PublicId<AvatarId>>,
}

/// A message, as one of those who hold it sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The row.
    pub(super) id: MessageId,
    /// The first message of its conversation.
    pub(super) thread: MessageId,
    /// The id outside.
    pub public_id: PublicId<MessageId>,
    /// The conversation: the id of its first message, which may be gone or not the reader's.
    pub thread_id: Option<PublicId<MessageId>>,
    /// What it answers.
    pub reply_to: Option<PublicId<MessageId>>,
    /// Who wrote it; `None` for somebody whose account is gone.
    pub sender: Option<Correspondent>,
    /// Whether the reader wrote it.
    pub mine: bool,
    /// The subject; may be empty. A reply has that of its conversation.
    pub subject: String,
    /// The text; in lists the first [`EXCERPT`] characters of it.
    pub body: String,
    /// Whether it went to everybody who was in the team.
    pub to_everyone: bool,
    /// How many got it.
    pub recipients: i64,
    /// The first of them by name, those whose accounts are gone left out; empty for everyone.
    pub to: Vec<Correspondent>,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// When the reader read it; `None` also for what they wrote.
    pub read_at: Option<Timestamp>,
}

/// Characters of a text that a list shows.
pub const EXCERPT: u32 = 200;

impl Message {
    /// Whether it waits to be read.
    pub fn is_unread(&self) -> bool {
        !self.mine && self.read_at.is_none()
    }
}
