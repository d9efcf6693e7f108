//! What changes rows of messages.

use crate::clock::Timestamp;
use crate::db::{Tx, named_params};
use crate::error::Result;
use crate::ids::{MessageId, PublicId, TeamId, UserId};
use crate::messages::Message;
use crate::teams::access::Membership;

/// A message before it is written.
pub(in crate::messages) struct NewRow<'a> {
    pub(in crate::messages) public_id: &'a PublicId<MessageId>,
    pub(in crate::messages) team: TeamId,
    /// The conversation; `None`: a new one.
    pub(in crate::messages) thread: Option<MessageId>,
    pub(in crate::messages) reply_to: Option<&'a PublicId<MessageId>>,
    pub(in crate::messages) sender: UserId,
    pub(in crate::messages) subject: &'a str,
    pub(in crate::messages) body: &'a str,
    pub(in crate::messages) everyone: bool,
    pub(in crate::messages) recipients: usize,
}

pub(in crate::messages) fn insert(
    tx: &Tx<'_>,
    row: &NewRow<'_>,
    now: Timestamp,
) -> Result<MessageId> {
    let sql = "
        INSERT INTO messages (public_id, team_id, thread_id, reply_to, sender_id, subject, body,
            to_everyone, recipients, sent_at)
        VALUES (:public_id, :team, coalesce(:thread, 0), :reply_to, :sender, :subject, :body,
            :everyone, :recipients, :now)";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":public_id": row.public_id,
        ":team": row.team,
        ":thread": row.thread,
        ":reply_to": row.reply_to,
        ":sender": row.sender,
        ":subject": row.subject,
        ":body": row.body,
        ":everyone": row.everyone,
        ":recipients": i64::try_from(row.recipients).unwrap_or(i64::MAX),
        ":now": now,
    })?;
    let id = MessageId(tx.last_insert_rowid());
    if row.thread.is_none() {
        tx.prepare_cached("UPDATE messages SET thread_id = id WHERE id = ?1")?
            .execute([id])?;
    }
    Ok(id)
}

pub(in crate::messages) fn insert_recipient(
    tx: &Tx<'_>,
    message: MessageId,
    user: UserId,
    team: TeamId,
    now: Timestamp,
    copy_due: Timestamp,
) -> Result<()> {
    let sql = "
        INSERT INTO message_recipients (message_id, user_id, team_id, sent_at, copy_due_at)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    tx.prepare_cached(sql)?
        .execute((message, user, team, now, copy_due))?;
    Ok(())
}

/// Notes that somebody read what they got of a conversation up to a message; gives how many.
pub(in crate::messages) fn mark_read(
    tx: &Tx<'_>,
    place: &Membership,
    thread: MessageId,
    upto: MessageId,
    now: Timestamp,
) -> Result<usize> {
    let sql = "
        UPDATE message_recipients
        SET read_at = :now, copy_due_at = NULL
        WHERE user_id = :user AND team_id = :team AND read_at IS NULL AND removed_at IS NULL
            AND message_id IN (
                SELECT id FROM messages WHERE thread_id = :thread AND id <= :upto)";
    Ok(tx.prepare_cached(sql)?.execute(named_params! {
        ":now": now, ":user": place.user, ":team": place.team, ":thread": thread, ":upto": upto,
    })?)
}

/// Takes a message from the inbox of somebody, or from what they sent.
pub(in crate::messages) fn remove_for(
    tx: &Tx<'_>,
    place: &Membership,
    message: &Message,
    now: Timestamp,
) -> Result<()> {
    let sql = if message.mine {
        "UPDATE messages SET sender_removed_at = ?4
        WHERE id = ?1 AND team_id = ?2 AND sender_id = ?3"
    } else {
        "UPDATE message_recipients SET removed_at = ?4, copy_due_at = NULL
        WHERE message_id = ?1 AND team_id = ?2 AND user_id = ?3"
    };
    tx.prepare_cached(sql)?
        .execute((message.id, place.team, place.user, now))?;
    Ok(())
}

/// Removes a message that nobody holds any longer.
pub(in crate::messages) fn forget_unheld(tx: &Tx<'_>, message: MessageId) -> Result<()> {
    let sql = "
        DELETE FROM messages
        WHERE id = ?1 AND (sender_id IS NULL OR sender_removed_at IS NOT NULL) AND NOT EXISTS (
            SELECT 1 FROM message_recipients r
            WHERE r.message_id = messages.id AND r.removed_at IS NULL)";
    tx.prepare_cached(sql)?.execute([message])?;
    Ok(())
}

/// Removes the messages that somebody alone holds, written or got.
pub(in crate::messages) fn forget_held_by(tx: &Tx<'_>, user: UserId) -> Result<()> {
    let sql = "
        DELETE FROM messages
        WHERE sender_id = ?1 AND NOT EXISTS (
            SELECT 1 FROM message_recipients r
            WHERE r.message_id = messages.id AND r.removed_at IS NULL)";
    tx.prepare_cached(sql)?.execute([user])?;
    let sql = "
        DELETE FROM messages
        WHERE id IN (SELECT message_id FROM message_recipients WHERE user_id = ?1)
            AND (sender_id IS NULL OR sender_removed_at IS NOT NULL)
            AND NOT EXISTS (
                SELECT 1 FROM message_recipients r
                WHERE r.message_id = messages.id AND r.user_id <> ?1 AND r.removed_at IS NULL)";
    tx.prepare_cached(sql)?.execute([user])?;
    Ok(())
}

pub(in crate::messages) fn forget_team(tx: &Tx<'_>, team: TeamId) -> Result<()> {
    tx.prepare_cached("DELETE FROM messages WHERE team_id = ?1")?
        .execute([team])?;
    Ok(())
}

/// Removes the first messages of teams that were purged; whether there may be more.
pub(in crate::messages) fn forget_purged(tx: &Tx<'_>, most: u32) -> Result<bool> {
    let sql = "
        DELETE FROM messages
        WHERE id IN (
            SELECT m.id
            FROM teams t
            JOIN messages m ON m.team_id = t.id
            WHERE t.purged_at IS NOT NULL
            LIMIT ?1)";
    Ok(tx.prepare_cached(sql)?.execute([most])? == most as usize)
}

/// A copy that is due.
pub(in crate::messages) struct Due {
    message: MessageId,
    pub(in crate::messages) user: UserId,
    pub(in crate::messages) message_id: PublicId<MessageId>,
    pub(in crate::messages) team_name: String,
    pub(in crate::messages) sender: Option<String>,
    pub(in crate::messages) subject: String,
    pub(in crate::messages) body: String,
    /// Whether it is still to be read, by an active member, from somebody who is still there.
    pub(in crate::messages) wanted: bool,
}

/// Copies that are due, the longest waiting first.
pub(in crate::messages) fn due(tx: &Tx<'_>, now: Timestamp, most: u32) -> Result<Vec<Due>> {
    let sql = "
        SELECT r.message_id, r.user_id, m.public_id, t.name AS team_name, s.name AS sender,
            m.subject, m.body,
            r.read_at IS NULL AND r.removed_at IS NULL AND s.id IS NOT NULL
                AND t.deleted_at IS NULL AND EXISTS (
                    SELECT 1 FROM memberships p
                    WHERE p.team_id = r.team_id AND p.user_id = r.user_id
                        AND p.status = 'active') AS wanted
        FROM message_recipients r
        JOIN messages m ON m.id = r.message_id
        JOIN teams t ON t.id = m.team_id
        LEFT JOIN users s ON s.id = m.sender_id
        WHERE r.copy_due_at <= ?1
        ORDER BY r.copy_due_at
        LIMIT ?2";
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map((now, most), |row| {
        Ok(Due {
            message: row.get("message_id")?,
            user: row.get("user_id")?,
            message_id: row.get("public_id")?,
            team_name: row.get("team_name")?,
            sender: row.get("sender")?,
            subject: row.get("subject")?,
            body: row.get("body")?,
            wanted: row.get("wanted")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Notes that a copy was queued or is not to be.
pub(in crate::messages) fn settle(tx: &Tx<'_>, copy: &Due) -> Result<()> {
    let sql = "
        UPDATE message_recipients SET copy_due_at = NULL
        WHERE message_id = ?1 AND user_id = ?2";
    tx.prepare_cached(sql)?.execute((copy.message, copy.user))?;
    Ok(())
}
