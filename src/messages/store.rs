//! Rows of messages and of who got them.

mod people;
mod write;

pub(super) use people::{addressee, addressees, everyone, member, recipients, still_here};
pub(super) use write::{
    NewRow, due, forget_held_by, forget_purged, forget_team, forget_unheld, insert,
    insert_recipient, mark_read, remove_for, settle,
};

use super::{Correspondent, EXCERPT, Message};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Row, ToSql, named_params};
use crate::error::Result;
use crate::ids::{MessageId, PublicId, TeamId, UserId};
use crate::page::{Cursor, Limit};
use crate::teams::access::Membership;

/// The columns that [`message`] reads besides the text: of the message `m`, its conversation `t`
/// and its sender `s`.
const COLUMNS: &str = "
    m.id, m.public_id, m.thread_id, t.public_id AS thread_public_id, m.reply_to,
    m.sender_id, s.public_id AS sender_public_id, s.name AS sender_name,
    (SELECT a.public_id FROM avatars a WHERE a.user_id = s.id) AS sender_avatar,
    m.subject, m.to_everyone, m.recipients, m.sent_at";

const JOINS: &str = "
    LEFT JOIN messages t ON t.id = m.thread_id
    LEFT JOIN users s ON s.id = m.sender_id";

/// Whether the person `:user` holds the message `m`, with `r` as their row of it.
const HELD: &str = "
    (r.user_id IS NOT NULL OR (m.sender_id = :user AND m.sender_removed_at IS NULL))";

fn message(row: &Row<'_>, reader: UserId) -> rusqlite::Result<Message> {
    let sender: Option<UserId> = row.get("sender_id")?;
    Ok(Message {
        id: row.get("id")?,
        thread: row.get("thread_id")?,
        public_id: row.get("public_id")?,
        thread_id: row.get("thread_public_id")?,
        reply_to: row.get("reply_to")?,
        sender: match row.get("sender_public_id")? {
            None => None,
            Some(id) => Some(Correspondent {
                id,
                name: row.get("sender_name")?,
                avatar: row.get("sender_avatar")?,
            }),
        },
        mine: sender == Some(reader),
        subject: row.get("subject")?,
        body: row.get("text")?,
        to_everyone: row.get("to_everyone")?,
        recipients: row.get("recipients")?,
        to: Vec::new(),
        sent_at: row.get("sent_at")?,
        read_at: row.get("read_at")?,
    })
}

/// Runs the statement of a list, which begins before the row of the cursor or with the newest.
/// `more` are its values besides those that every list has.
fn page(
    conn: &Conn,
    sql: &str,
    place: &Membership,
    (limit, cursor): (Limit, Option<&Cursor>),
    more: &[(&str, &dyn ToSql)],
) -> Result<Vec<Message>> {
    let (at, id) = cursor.map_or((i64::MAX, ""), |cursor| (cursor.at, &cursor.id));
    let limit = limit.probe();
    let mut given: Vec<(&str, &dyn ToSql)> = vec![
        (":user", &place.user),
        (":team", &place.team),
        (":at", &at),
        (":id", &id),
        (":limit", &limit),
    ];
    given.extend_from_slice(more);
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(given.as_slice(), |row| message(row, place.user))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn find(
    conn: &Conn,
    place: &Membership,
    id: &PublicId<MessageId>,
) -> Result<Option<Message>> {
    let sql = format!(
        "SELECT {COLUMNS}, m.body AS text, r.read_at
        FROM messages m {JOINS}
        LEFT JOIN message_recipients r
            ON r.message_id = m.id AND r.user_id = :user AND r.removed_at IS NULL
        WHERE m.public_id = :id AND m.team_id = :team AND {HELD}"
    );
    let given = named_params! { ":id": id, ":team": place.team, ":user": place.user };
    let found = conn
        .prepare_cached(&sql)?
        .query_row(given, |row| message(row, place.user));
    Ok(found.optional()?)
}

/// What somebody got, the newest first: one more than the limit.
pub(super) fn inbox(
    conn: &Conn,
    place: &Membership,
    unread: bool,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Vec<Message>> {
    let only = if unread { "AND r.read_at IS NULL" } else { "" };
    let sql = format!(
        "SELECT {COLUMNS}, substr(m.body, 1, {EXCERPT}) AS text, r.read_at
        FROM message_recipients r
        JOIN messages m ON m.id = r.message_id {JOINS}
        WHERE r.user_id = :user AND r.team_id = :team AND r.removed_at IS NULL {only}
            AND (r.sent_at, r.message_id)
                < (:at, coalesce((SELECT c.id FROM messages c WHERE c.public_id = :id), 0))
        ORDER BY r.sent_at DESC, r.message_id DESC
        LIMIT :limit"
    );
    page(conn, &sql, place, (limit, cursor), &[])
}

/// What somebody sent, the newest first: one more than the limit.
pub(super) fn sent(
    conn: &Conn,
    place: &Membership,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Vec<Message>> {
    let sql = format!(
        "SELECT {COLUMNS}, substr(m.body, 1, {EXCERPT}) AS text, NULL AS read_at
        FROM messages m {JOINS}
        WHERE m.sender_id = :user AND m.team_id = :team AND m.sender_removed_at IS NULL
            AND (m.sent_at, m.id)
                < (:at, coalesce((SELECT c.id FROM messages c WHERE c.public_id = :id), 0))
        ORDER BY m.sent_at DESC, m.id DESC
        LIMIT :limit"
    );
    page(conn, &sql, place, (limit, cursor), &[])
}

/// The messages of a conversation that somebody holds, the newest first, all or only those after
/// `after`: one more than the limit.
pub(super) fn conversation(
    conn: &Conn,
    place: &Membership,
    thread: MessageId,
    after: Option<MessageId>,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Vec<Message>> {
    let sql = format!(
        "SELECT {COLUMNS}, m.body AS text, r.read_at
        FROM messages m {JOINS}
        LEFT JOIN message_recipients r
            ON r.message_id = m.id AND r.user_id = :user AND r.removed_at IS NULL
        WHERE m.thread_id = :thread AND m.team_id = :team AND m.id > :after AND {HELD}
            AND (m.sent_at, m.id)
                < (:at, coalesce((SELECT c.id FROM messages c WHERE c.public_id = :id), 0))
        ORDER BY m.sent_at DESC, m.id DESC
        LIMIT :limit"
    );
    let after = after.unwrap_or(MessageId(0));
    let more: [(&str, &dyn ToSql); 2] = [(":thread", &thread), (":after", &after)];
    page(conn, &sql, place, (limit, cursor), &more)
}

/// How many wait to be read; counts no further than `most`.
pub(super) fn unread(conn: &Conn, place: &Membership, most: Option<u32>) -> Result<i64> {
    let sql = "
        SELECT count(*) FROM (
            SELECT 1 FROM message_recipients
            WHERE user_id = ?1 AND team_id = ?2 AND read_at IS NULL AND removed_at IS NULL
            LIMIT ?3)";
    let most = most.map_or(-1, i64::from);
    let count = conn
        .prepare_cached(sql)?
        .query_row((place.user, place.team, most), |row| row.get(0))?;
    Ok(count)
}

/// How much somebody wrote in a team since a moment.
pub(super) struct Written {
    pub(super) count: i64,
    /// When the first of it was sent.
    pub(super) first: Option<Timestamp>,
}

pub(super) fn sent_since(
    conn: &Conn,
    team: TeamId,
    sender: UserId,
    since: Timestamp,
) -> Result<Written> {
    let sql = "
        SELECT count(*) AS count, min(sent_at) AS first
        FROM messages
        WHERE sender_id = ?1 AND team_id = ?2 AND sent_at > ?3";
    let written = conn
        .prepare_cached(sql)?
        .query_row((sender, team, since), |row| {
            Ok(Written {
                count: row.get("count")?,
                first: row.get("first")?,
            })
        })?;
    Ok(written)
}

/// How many messages that somebody wrote are held by others.
pub(super) fn staying(conn: &Conn, user: UserId) -> Result<i64> {
    let sql = "
        SELECT count(*)
        FROM messages m
        WHERE m.sender_id = ?1 AND EXISTS (
            SELECT 1 FROM message_recipients r
            WHERE r.message_id = m.id AND r.removed_at IS NULL)";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([user], |row| row.get(0))?)
}
