//! Messages between the members of a team: an inbox and what one sent, conversations, what is
//! unread, and copies by mail.
//!
//! A message is text and nothing else. It belongs to its team: whoever is not in it any longer
//! reads none of it, and what somebody wrote stays with those who got it. Removing a message
//! removes it for oneself; when nobody holds it any longer, it is gone.

pub mod api;
mod copies;
mod draft;
mod message;
pub mod pages;
mod prose;
mod store;

use std::collections::HashSet;
use std::time::Duration;

use serde_json::json;

use crate::audit::{self, Chain, Entry};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{MessageId, PublicId, TeamId, UserId};
use crate::page::{Cursor, Limit, Page};
use crate::signals::Signal;
use crate::teams::access::{Access, Membership, SendMessages, ViewTeam};
use crate::text;

pub use copies::send_copies;
pub use draft::{BODY_MOST, MessageDraft, NewMessage, ReplyDraft, SUBJECT_MOST, To, ToDraft};
pub use message::{Correspondent, EXCERPT, Mailbox, Message};
pub use prose::{Piece, pieces};

/// Messages that a person may send in a team within [`WINDOW`].
pub const SENT_MOST: i64 = 200;
/// The stretch of time in which [`SENT_MOST`] is counted, back from now.
pub const WINDOW: Duration = Duration::from_hours(24);
/// Recipients that are named one by one where a message is shown.
const NAMED: u32 = 10;

/// Messages of purged teams that go in one transaction.
const PURGED: u32 = 500;

/// Sends a message to members of the team. The sender is left out of the recipients, whoever
/// names them. For the bulk action on members too.
///
/// # Errors
/// `Invalid` on `to` when somebody is not an active member of this team, which tells of no other,
/// or nobody is left; on `replyTo` when there is no such message; `RateLimited` when the sender
/// wrote too much today.
pub fn send(
    tx: &Tx<'_>,
    by: &Access<SendMessages>,
    new: &NewMessage,
    now: Timestamp,
) -> Result<Message> {
    let answered = match &new.reply_to {
        None => None,
        Some(id) => {
            let unknown = || Error::invalid("replyTo", text!("message-no-such"));
            let found = store::find(tx, by.membership(), id)?;
            Some(found.ok_or_else(unknown)?)
        }
    };
    let to = match &new.to {
        To::Everyone => store::everyone(tx, by.team(), by.user())?,
        To::People(ids) => people(tx, by, ids)?,
    };
    let everyone = new.to == To::Everyone;
    post(tx, by, &to, everyone, new, answered.as_ref(), now)
}

/// The rows of members, each once, without the sender.
fn people(conn: &Conn, by: &Access<SendMessages>, ids: &[PublicId<UserId>]) -> Result<Vec<UserId>> {
    let mut rows = Vec::with_capacity(ids.len());
    let (mut seen, mut strangers) = (HashSet::new(), 0);
    for id in ids.iter().filter(|id| seen.insert(id.as_str())) {
        match store::member(conn, by.team(), id)? {
            Some(row) if row == by.user() => {}
            Some(row) => rows.push(row),
            None => strangers += 1,
        }
    }
    if strangers > 0 {
        let message = text!("message-not-members", count = strangers);
        return Err(Error::invalid("to", message));
    }
    Ok(rows)
}

/// Answers a message: to whoever wrote it, or, when that was oneself, once more to those who got
/// it.
///
/// # Errors
/// `NotFound`; `Conflict` when nobody of them is in the team any longer; `RateLimited`.
pub fn reply(
    tx: &Tx<'_>,
    by: &Access<SendMessages>,
    id: &PublicId<MessageId>,
    body: String,
    now: Timestamp,
) -> Result<Message> {
    let answered = find_for(tx, by.membership(), id)?;
    let everyone = answered.mine && answered.to_everyone;
    let to = if everyone {
        store::everyone(tx, by.team(), by.user())?
    } else if answered.mine {
        store::still_here(tx, by.team(), answered.id)?
    } else {
        let sender = answered.sender.as_ref().map(|sender| &sender.id);
        let row = match sender {
            Some(sender) => store::member(tx, by.team(), sender)?,
            None => None,
        };
        row.into_iter().collect()
    };
    if to.is_empty() {
        return Err(Error::Conflict(text!("message-nobody-left")));
    }
    let new = NewMessage {
        to: To::People(Vec::new()),
        subject: String::new(),
        body,
        reply_to: None,
    };
    let sent = post(tx, by, &to, everyone, &new, Some(&answered), now)?;
    // Whoever answers has read what they answer.
    mark(tx, by.membership(), &answered, now)?;
    Ok(sent)
}

/// Writes a message with its recipients, tells the log and whoever listens.
fn post(
    tx: &Tx<'_>,
    by: &Access<SendMessages>,
    to: &[UserId],
    everyone: bool,
    new: &NewMessage,
    answered: Option<&Message>,
    now: Timestamp,
) -> Result<Message> {
    if to.is_empty() {
        return Err(Error::invalid("to", text!("message-to-nobody")));
    }
    let day = store::sent_since(tx, by.team(), by.user(), now.minus(WINDOW))?;
    if day.count >= SENT_MOST {
        let retry_after = day
            .first
            .map_or(WINDOW, |first| first.plus(WINDOW).since(now));
        return Err(Error::RateLimited { retry_after });
    }
    let public_id = PublicId::<MessageId>::generate(tx.random());
    let row = store::NewRow {
        public_id: &public_id,
        team: by.team(),
        thread: answered.map(|answered| answered.thread),
        reply_to: answered.map(|answered| &answered.public_id),
        sender: by.user(),
        subject: match answered {
            Some(answered) if new.subject.is_empty() => &answered.subject,
            _ => &new.subject,
        },
        body: &new.body,
        everyone,
        recipients: to.len(),
    };
    let id = store::insert(tx, &row, now)?;
    for user in to {
        store::insert_recipient(tx, id, *user, by.team(), now, now.plus(copies::DELAY))?;
        tell(tx, *user, by.team());
    }
    let answers = answered.map(|answered| answered.public_id.as_str());
    let entry = Entry {
        chain: Chain::Team(by.team()),
        action: "message.sent",
        target_kind: "message",
        target_id: Some(public_id.as_str()),
        target_name: None,
        before: None,
        after: Some(json!({
            "recipients": to.len(), "toEveryone": everyone, "replyTo": answers,
        })),
    };
    audit::record(tx, by.actor(), &entry, now)?;
    find_for(tx, by.membership(), &public_id)
}

fn tell(tx: &Tx<'_>, user: UserId, team: TeamId) {
    tx.announce(Signal::Inbox { user, team });
}

/// A page of somebody's messages, the newest first, with excerpts for texts.
pub fn list(
    conn: &Conn,
    by: &Access<ViewTeam>,
    mailbox: Mailbox,
    unread: bool,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<Message>> {
    let place = by.membership();
    let mut items = match mailbox {
        Mailbox::Inbox => store::inbox(conn, place, unread, limit, cursor)?,
        // What one wrote oneself is never unread.
        Mailbox::Sent if unread => Vec::new(),
        Mailbox::Sent => store::sent(conn, place, limit, cursor)?,
    };
    name_recipients(conn, place, &mut items)?;
    Ok(Page::cut(items, limit, place_of))
}

/// The conversation of a message as far as it is the reader's, the newest first: all of it, or
/// only what came `after` it.
pub fn conversation(
    conn: &Conn,
    by: &Access<ViewTeam>,
    of: &Message,
    after: bool,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<Message>> {
    let from = after.then_some(of.id);
    let mut items = store::conversation(conn, by.membership(), of.thread, from, limit, cursor)?;
    name_recipients(conn, by.membership(), &mut items)?;
    Ok(Page::cut(items, limit, place_of))
}

fn place_of(message: &Message) -> Cursor {
    Cursor {
        at: message.sent_at.ms(),
        id: message.public_id.to_string(),
    }
}

/// Fills in whom messages went to.
fn name_recipients(conn: &Conn, place: &Membership, messages: &mut [Message]) -> Result<()> {
    for message in messages.iter_mut().filter(|message| !message.to_everyone) {
        message.to = store::recipients(conn, place.team, message.id, NAMED)?;
    }
    Ok(())
}

/// A message with its whole text.
///
/// # Errors
/// `NotFound` when it is not the reader's, or in another team.
pub fn find(conn: &Conn, by: &Access<ViewTeam>, id: &PublicId<MessageId>) -> Result<Message> {
    find_for(conn, by.membership(), id)
}

fn find_for(conn: &Conn, place: &Membership, id: &PublicId<MessageId>) -> Result<Message> {
    let found = store::find(conn, place, id)?;
    let mut found = found.ok_or_else(|| Error::NotFound(text!("error-not-found")))?;
    name_recipients(conn, place, std::slice::from_mut(&mut found))?;
    Ok(found)
}

/// Notes that somebody read a message, with what came before it in its conversation.
///
/// # Errors
/// `NotFound`.
pub fn mark_read(
    tx: &Tx<'_>,
    by: &Access<ViewTeam>,
    id: &PublicId<MessageId>,
    now: Timestamp,
) -> Result<Message> {
    let message = find(tx, by, id)?;
    mark(tx, by.membership(), &message, now)?;
    find(tx, by, id)
}

fn mark(tx: &Tx<'_>, place: &Membership, upto: &Message, now: Timestamp) -> Result<()> {
    if store::mark_read(tx, place, upto.thread, upto.id, now)? > 0 {
        tell(tx, place.user, place.team);
    }
    Ok(())
}

/// Removes a message for oneself. When nobody holds it any longer, it is gone.
///
/// # Errors
/// `NotFound`.
pub fn remove(
    tx: &Tx<'_>,
    by: &Access<ViewTeam>,
    id: &PublicId<MessageId>,
    now: Timestamp,
) -> Result<Message> {
    let message = find(tx, by, id)?;
    store::remove_for(tx, by.membership(), &message, now)?;
    store::forget_unheld(tx, message.id)?;
    if message.is_unread() {
        tell(tx, by.user(), by.team());
    }
    Ok(message)
}

/// How many messages of a team somebody has not read; counts no further than `most`.
pub fn unread(conn: &Conn, place: &Membership, most: Option<u32>) -> Result<i64> {
    store::unread(conn, place, most)
}

/// Members to write to: those who are chosen, and those whose names or addresses have `search` in
/// them, by name.
pub fn addressees(
    conn: &Conn,
    by: &Access<SendMessages>,
    search: &str,
    chosen: &[PublicId<UserId>],
    most: u32,
) -> Result<Addressees> {
    let mut found = store::addressees(conn, by.team(), by.user(), search, most + 1)?;
    let more = found.len() > most as usize;
    found.truncate(most as usize);
    let mut picked = Vec::new();
    for id in chosen {
        let shown = found.iter().chain(&picked).any(|known| known.id == *id);
        if !shown && let Some(person) = store::addressee(conn, by.team(), by.user(), id)? {
            picked.push(person);
        }
    }
    picked.extend(found);
    Ok(Addressees {
        people: picked,
        more,
    })
}

/// People to write to.
#[derive(Clone, Debug, Default)]
pub struct Addressees {
    /// Those who are chosen and not found, then those who are found.
    pub people: Vec<Correspondent>,
    /// Whether more were found than are told.
    pub more: bool,
}

/// What nobody but a person held goes with their account, and with teams that end. Called before
/// the account is removed.
pub fn leave(tx: &Tx<'_>, user: UserId) -> Result<()> {
    store::forget_held_by(tx, user)
}

/// Removes the messages of a team that nobody is in any longer.
pub fn end_team(tx: &Tx<'_>, team: TeamId) -> Result<()> {
    store::forget_team(tx, team)
}

/// Removes messages of teams that were purged, some at once. Whether there may be more.
pub fn purge_due(tx: &Tx<'_>) -> Result<bool> {
    store::forget_purged(tx, PURGED)
}

/// How many messages of a person stay with others when their account goes.
pub fn staying(conn: &Conn, user: UserId) -> Result<i64> {
    store::staying(conn, user)
}
