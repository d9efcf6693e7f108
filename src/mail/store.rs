//! Rows of the outbox.

use std::time::Duration;

use super::Recipient;
use super::outbox::{Listed, MailState};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Row, Tx, conversion_error, named_params};
use crate::error::Result;
use crate::ids::{MailId, PublicId, UserId};
use crate::page::Cursor;

/// A mail is not tried any more after this long: the links in it would be of no use.
pub(super) const PATIENCE: Duration = Duration::from_hours(24);

/// How many mails of a kind an address got since then.
pub(super) fn count(conn: &Conn, address: &str, kind: &str, since: Timestamp) -> Result<i64> {
    let sql = "
        SELECT count(*)
        FROM outbox
        WHERE recipient = ?1 COLLATE NOCASE AND kind = ?2 AND created_at > ?3";
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement.query_row((address, kind, since), |row| row.get(0))?)
}

pub(super) fn insert(
    tx: &Tx<'_>,
    public_id: &PublicId<MailId>,
    to: &Recipient,
    kind: &str,
    payload: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        INSERT INTO outbox (public_id, kind, recipient, user_id, language, timezone, payload,
            created_at, next_attempt_at, give_up_at)
        VALUES (:public_id, :kind, :recipient, :user, :language, :timezone, :payload, :now, :now,
            :give_up_at)";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":public_id": public_id,
        ":kind": kind,
        ":recipient": to.address,
        ":user": to.user,
        ":language": to.language,
        ":timezone": to.timezone,
        ":payload": payload,
        ":now": now,
        ":give_up_at": now.plus(PATIENCE),
    })?;
    Ok(())
}

/// A mail that is to be sent now.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) id: MailId,
    pub(super) public_id: PublicId<MailId>,
    pub(super) kind: String,
    pub(super) to: Recipient,
    /// The public id of the recipient's account.
    pub(super) person: Option<PublicId<UserId>>,
    pub(super) payload: String,
    /// Tries, this one included.
    pub(super) attempts: u32,
    pub(super) give_up_at: Timestamp,
}

/// Takes the mail that has waited longest and is due, and holds it until `until`.
pub(super) fn lease(tx: &Tx<'_>, now: Timestamp, until: Timestamp) -> Result<Option<Waiting>> {
    let sql = "
        SELECT o.id, o.public_id, o.kind, o.recipient, o.user_id, o.language, o.timezone,
            o.payload, o.attempts + 1 AS attempts, o.give_up_at, u.public_id AS person
        FROM outbox o
        LEFT JOIN users u ON u.id = o.user_id
        WHERE o.state = 'queued' AND o.next_attempt_at <= ?1
            AND (o.leased_until IS NULL OR o.leased_until <= ?1)
        ORDER BY o.next_attempt_at, o.id
        LIMIT 1";
    let found = tx.prepare_cached(sql)?.query_row([now], |row| {
        Ok(Waiting {
            id: row.get("id")?,
            public_id: row.get("public_id")?,
            kind: row.get("kind")?,
            to: Recipient {
                address: row.get("recipient")?,
                user: row.get("user_id")?,
                language: row.get("language")?,
                timezone: row.get("timezone")?,
            },
            person: row.get("person")?,
            payload: row.get("payload")?,
            attempts: row.get("attempts")?,
            give_up_at: row.get("give_up_at")?,
        })
    });
    let found = found.optional()?;
    if let Some(mail) = &found {
        let sql = "UPDATE outbox SET leased_until = ?2, attempts = ?3 WHERE id = ?1";
        tx.prepare_cached(sql)?
            .execute((mail.id, until, mail.attempts))?;
    }
    Ok(found)
}

/// Lets go of every mail that is held.
pub(super) fn release(tx: &Tx<'_>) -> Result<()> {
    let sql = "UPDATE outbox SET leased_until = NULL WHERE leased_until IS NOT NULL";
    tx.prepare_cached(sql)?.execute([])?;
    Ok(())
}

/// What was told in it is of no more use, so it goes.
pub(super) fn sent(tx: &Tx<'_>, id: MailId, now: Timestamp) -> Result<()> {
    let sql = "
        UPDATE outbox
        SET state = 'sent', payload = '{}', leased_until = NULL, last_error = NULL,
            finished_at = ?2
        WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, now))?;
    Ok(())
}

pub(super) fn failed(tx: &Tx<'_>, id: MailId, reason: &str, now: Timestamp) -> Result<()> {
    let sql = "
        UPDATE outbox
        SET state = 'failed', leased_until = NULL, last_error = ?2, finished_at = ?3
        WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, reason, now))?;
    Ok(())
}

pub(super) fn postpone(tx: &Tx<'_>, id: MailId, reason: &str, next: Timestamp) -> Result<()> {
    let sql = "
        UPDATE outbox
        SET leased_until = NULL, last_error = ?2, next_attempt_at = ?3
        WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, reason, next))?;
    Ok(())
}

/// Removes a mail that nobody wants any more.
pub(super) fn remove(tx: &Tx<'_>, id: MailId) -> Result<()> {
    tx.prepare_cached("DELETE FROM outbox WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// Removes a mail that has not been sent.
pub(super) fn withdraw(tx: &Tx<'_>, id: &PublicId<MailId>) -> Result<()> {
    tx.prepare_cached("DELETE FROM outbox WHERE public_id = ?1 AND state = 'queued'")?
        .execute([id])?;
    Ok(())
}

/// Removes mails that were finished before then; gives how many.
pub(super) fn purge(tx: &Tx<'_>, before: Timestamp) -> Result<usize> {
    let sql = "DELETE FROM outbox WHERE state <> 'queued' AND finished_at < ?1";
    Ok(tx.prepare_cached(sql)?.execute([before])?)
}

const COLUMNS: &str = "
    public_id, kind, recipient, state, attempts, created_at, next_attempt_at, finished_at,
    last_error";

fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let word: String = row.get("state")?;
    let state = MailState::parse(&word).ok_or_else(|| conversion_error("state", &word))?;
    let next: Timestamp = row.get("next_attempt_at")?;
    let mail = Listed {
        public_id: row.get("public_id")?,
        kind: row.get("kind")?,
        recipient: row.get("recipient")?,
        state,
        attempts: row.get("attempts")?,
        created_at: row.get("created_at")?,
        next_attempt_at: (state == MailState::Queued).then_some(next),
        finished_at: row.get("finished_at")?,
        last_error: row.get("last_error")?,
    };
    Ok(mail.mask())
}

pub(super) fn list(
    conn: &Conn,
    state: Option<&str>,
    rows: i64,
    cursor: Option<&Cursor>,
) -> Result<Vec<Listed>> {
    let sql = format!(
        "SELECT {COLUMNS}
        FROM outbox
        WHERE (:state IS NULL OR state = :state)
            AND (:at IS NULL OR (created_at, public_id) < (:at, :id))
        ORDER BY created_at DESC, public_id DESC
        LIMIT :rows"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let found = statement.query_map(
        named_params! {
            ":state": state,
            ":at": cursor.map(|cursor| cursor.at),
            ":id": cursor.map(|cursor| &cursor.id),
            ":rows": rows,
        },
        listed,
    )?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn find(conn: &Conn, id: &PublicId<MailId>) -> Result<Option<Listed>> {
    let sql = format!("SELECT {COLUMNS} FROM outbox WHERE public_id = ?1");
    let found = conn.prepare_cached(&sql)?.query_row([id], listed);
    Ok(found.optional()?)
}

/// Begins anew with a mail that failed.
pub(super) fn requeue(tx: &Tx<'_>, id: &PublicId<MailId>, now: Timestamp) -> Result<()> {
    let sql = "
        UPDATE outbox
        SET state = 'queued', attempts = 0, next_attempt_at = ?2, give_up_at = ?3,
            finished_at = NULL
        WHERE public_id = ?1";
    tx.prepare_cached(sql)?
        .execute((id, now, now.plus(PATIENCE)))?;
    Ok(())
}
