//! What is held about a person, over all tables.

use serde_json::{Value, json};

use super::{Fate, TeamFate};
use crate::accounts::{User, sessions};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Row, Tx, named_params};
use crate::error::Result;
use crate::ids::{TeamId, UserId};

/// How much there is of each.
pub(super) struct Counts {
    pub(super) sessions: i64,
    pub(super) tokens: i64,
    pub(super) audit_rows: i64,
    pub(super) other_operators: i64,
}

pub(super) fn counts(conn: &Conn, user: &User, now: Timestamp) -> Result<Counts> {
    let sql = "
        SELECT
            (SELECT COUNT(*) FROM sessions
                WHERE user_id = :id AND expires_at > :now AND last_active_at > :idle) AS sessions,
            (SELECT COUNT(*) FROM personal_tokens
                WHERE user_id = :id AND revoked_at IS NULL
                    AND (expires_at IS NULL OR expires_at > :now)) AS tokens,
            (SELECT COUNT(*) FROM audit_events
                WHERE actor_id = :public OR target_id = :public) AS audit_rows,
            (SELECT COUNT(*) FROM users WHERE operator = 1 AND id <> :id) AS other_operators";
    let values = named_params! {
        ":id": user.id,
        ":public": user.public_id,
        ":now": now,
        ":idle": now.minus(sessions::IDLE),
    };
    Ok(conn.prepare_cached(sql)?.query_row(values, |row| {
        Ok(Counts {
            sessions: row.get("sessions")?,
            tokens: row.get("tokens")?,
            audit_rows: row.get("audit_rows")?,
            other_operators: row.get("other_operators")?,
        })
    })?)
}

/// The live teams of a person, by name, each with what becomes of it.
pub(super) fn teams(conn: &Conn, user: UserId, now: Timestamp) -> Result<Vec<TeamFate>> {
    let sql = "
        SELECT t.id, t.public_id, t.name,
            (SELECT COUNT(*) FROM memberships o
                WHERE o.team_id = t.id AND o.user_id <> :user) AS others,
            m.role = 'owner' AND m.status = 'active' AND NOT EXISTS (
                SELECT 1 FROM memberships o
                WHERE o.team_id = t.id AND o.user_id <> :user AND o.role = 'owner'
                    AND o.status = 'active') AS last_owner,
            (SELECT COUNT(*) FROM projects p
                WHERE p.team_id = t.id AND p.deleted_at IS NULL) AS projects,
            (SELECT COUNT(*) FROM api_keys k
                JOIN projects p ON p.id = k.project_id
                WHERE p.team_id = t.id AND p.deleted_at IS NULL AND k.revoked_at IS NULL
                    AND (k.expires_at IS NULL OR k.expires_at > :now)) AS live_keys
        FROM memberships m
        JOIN teams t ON t.id = m.team_id
        WHERE m.user_id = :user AND t.deleted_at IS NULL
        ORDER BY t.name COLLATE NOCASE, t.id";
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_map(named_params! { ":user": user, ":now": now }, |row| {
        let others: i64 = row.get("others")?;
        let last_owner: bool = row.get("last_owner")?;
        Ok(TeamFate {
            row: row.get("id")?,
            id: row.get("public_id")?,
            name: row.get("name")?,
            fate: match (others, last_owner) {
                (0, _) => Fate::Ends,
                (_, true) => Fate::Blocks,
                (_, false) => Fate::Stays,
            },
            others,
            projects: row.get("projects")?,
            keys: row.get("live_keys")?,
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Ends a team that nobody else is in; its name may be its person's.
pub(super) fn end_team(tx: &Tx<'_>, team: TeamId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE teams SET deleted_at = ?2, updated_at = ?2, name = '' WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((team, now))?;
    Ok(())
}

/// Removes mail to the person's addresses, and what was asked for in their name before they had
/// an account.
pub(super) fn remove_mail(tx: &Tx<'_>, user: &User) -> Result<()> {
    let sql = "
        DELETE FROM outbox
        WHERE user_id = ?1 OR recipient = ?2 COLLATE NOCASE";
    tx.prepare_cached(sql)?.execute((user.id, &user.email))?;
    let sql = "DELETE FROM signups WHERE email_key = ?1";
    tx.prepare_cached(sql)?
        .execute([check::name_key(&user.email)])?;
    Ok(())
}

fn rows(
    conn: &Conn,
    sql: &str,
    user: UserId,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<Value>,
) -> Result<Vec<Value>> {
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_map([user], |row| read(row))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

fn at(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Timestamp>> {
    row.get(column)
}

fn text(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<String>> {
    row.get(column)
}

pub(super) fn sessions_of(conn: &Conn, user: UserId) -> Result<Vec<Value>> {
    let sql = "SELECT * FROM sessions WHERE user_id = ?1 ORDER BY id";
    rows(conn, sql, user, |row| {
        Ok(json!({
            "id": text(row, "public_id")?,
            "createdAt": at(row, "created_at")?,
            "lastActive": at(row, "last_active_at")?,
            "expiresAt": at(row, "expires_at")?,
            "address": text(row, "address")?,
            "userAgent": text(row, "user_agent")?,
        }))
    })
}

pub(super) fn tokens_of(conn: &Conn, user: UserId) -> Result<Vec<Value>> {
    let sql = "
        SELECT p.*, t.name AS team
        FROM personal_tokens p
        JOIN teams t ON t.id = p.team_id
        WHERE p.user_id = ?1
        ORDER BY p.id";
    rows(conn, sql, user, |row| {
        Ok(json!({
            "id": text(row, "public_id")?,
            "name": text(row, "name")?,
            "team": text(row, "team")?,
            "scopes": text(row, "scopes")?,
            "createdAt": at(row, "created_at")?,
            "lastUsed": at(row, "last_used_at")?,
            "expiresAt": at(row, "expires_at")?,
            "revokedAt": at(row, "revoked_at")?,
        }))
    })
}

pub(super) fn places_of(conn: &Conn, user: UserId) -> Result<Vec<Value>> {
    let sql = "
        SELECT t.public_id, t.name, m.role, m.status, m.joined_at
        FROM memberships m
        JOIN teams t ON t.id = m.team_id
        WHERE m.user_id = ?1
        ORDER BY m.joined_at, t.id";
    rows(conn, sql, user, |row| {
        Ok(json!({
            "id": text(row, "public_id")?,
            "name": text(row, "name")?,
            "role": text(row, "role")?,
            "status": text(row, "status")?,
            "joinedAt": at(row, "joined_at")?,
        }))
    })
}

/// Projects or keys that the person made and that are not gone.
pub(super) fn made_by(conn: &Conn, user: UserId, kind: Made) -> Result<Vec<Value>> {
    let sql = match kind {
        Made::Projects => {
            "SELECT public_id, name, created_at FROM projects WHERE created_by = ?1 ORDER BY id"
        }
        Made::Keys => {
            "SELECT public_id, name, created_at FROM api_keys WHERE created_by = ?1 ORDER BY id"
        }
    };
    rows(conn, sql, user, |row| {
        Ok(json!({
            "id": text(row, "public_id")?,
            "name": text(row, "name")?,
            "createdAt": at(row, "created_at")?,
        }))
    })
}

/// What somebody made.
#[derive(Clone, Copy)]
pub(super) enum Made {
    Projects,
    Keys,
}

pub(super) fn mail_of(conn: &Conn, user: UserId) -> Result<Vec<Value>> {
    let sql = "SELECT * FROM outbox WHERE user_id = ?1 ORDER BY id";
    rows(conn, sql, user, |row| {
        Ok(json!({
            "kind": text(row, "kind")?,
            "to": text(row, "recipient")?,
            "createdAt": at(row, "created_at")?,
            "state": text(row, "state")?,
            "finishedAt": at(row, "finished_at")?,
        }))
    })
}

/// Messages that the person wrote, also those that they removed for themselves.
pub(super) fn messages_sent_by(conn: &Conn, user: UserId) -> Result<Vec<Value>> {
    let sql = "
        SELECT m.public_id, t.name AS team, m.subject, m.body, m.recipients, m.sent_at
        FROM messages m
        JOIN teams t ON t.id = m.team_id
        WHERE m.sender_id = ?1
        ORDER BY m.id";
    rows(conn, sql, user, |row| {
        Ok(json!({
            "id": text(row, "public_id")?,
            "team": text(row, "team")?,
            "subject": text(row, "subject")?,
            "body": text(row, "body")?,
            "recipients": row.get::<_, i64>("recipients")?,
            "sentAt": at(row, "sent_at")?,
        }))
    })
}

/// Messages that the person got and did not remove, of teams that they are in.
pub(super) fn messages_to(conn: &Conn, user: UserId) -> Result<Vec<Value>> {
    let sql = "
        SELECT m.public_id, t.name AS team, s.name AS sender, m.subject, m.body, m.sent_at,
            r.read_at
        FROM message_recipients r
        JOIN messages m ON m.id = r.message_id
        JOIN teams t ON t.id = r.team_id AND t.deleted_at IS NULL
        JOIN memberships p ON p.team_id = r.team_id AND p.user_id = r.user_id
            AND p.status = 'active'
        LEFT JOIN users s ON s.id = m.sender_id
        WHERE r.user_id = ?1 AND r.removed_at IS NULL
        ORDER BY m.id";
    rows(conn, sql, user, |row| {
        Ok(json!({
            "id": text(row, "public_id")?,
            "team": text(row, "team")?,
            "from": text(row, "sender")?,
            "subject": text(row, "subject")?,
            "body": text(row, "body")?,
            "sentAt": at(row, "sent_at")?,
            "readAt": at(row, "read_at")?,
        }))
    })
}

/// The alerts that somebody said they have read.
pub(super) fn notifications_of(conn: &Conn, user: UserId) -> Result<Vec<Value>> {
    let sql = "SELECT * FROM notification_reads WHERE user_id = ?1 ORDER BY read_at";
    rows(conn, sql, user, |row| {
        Ok(json!({
            "id": text(row, "notification_id")?,
            "readAt": at(row, "read_at")?,
        }))
    })
}

pub(super) fn photo_of(conn: &Conn, user: UserId) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT png FROM avatars WHERE user_id = ?1";
    let found = conn
        .prepare_cached(sql)?
        .query_row([user], |row| row.get(0));
    Ok(found.optional()?)
}
