//! Rows of sign-ins that wait for their second factor.

use crate::accounts::{Client, User, store};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Tx, named_params};
use crate::error::Result;
use crate::ids::UserId;
use crate::secret::TokenHash;

/// A sign-in whose time is over.
pub(super) struct Pending {
    pub(super) id: i64,
    pub(super) user: UserId,
    pub(super) created_at: Timestamp,
    pub(super) address: String,
    pub(super) user_agent: String,
}

pub(super) fn insert(
    tx: &Tx<'_>,
    user: UserId,
    hash: &TokenHash,
    client: &Client,
    (now, expires_at): (Timestamp, Timestamp),
) -> Result<()> {
    let sql = "
        INSERT INTO pending_sign_ins (user_id, token_hash, created_at, expires_at, address,
            user_agent)
        VALUES (:user, :hash, :now, :expires, :address, :agent)";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":user": user,
        ":hash": hash,
        ":now": now,
        ":expires": expires_at,
        ":address": client.address.to_string(),
        ":agent": client.user_agent,
    })?;
    Ok(())
}

/// Leaves so many of the person's, the latest ones.
pub(super) fn keep_latest(tx: &Tx<'_>, user: UserId, most: i64) -> Result<()> {
    let sql = "
        DELETE FROM pending_sign_ins
        WHERE id IN (
            SELECT id FROM pending_sign_ins
            WHERE user_id = ?1
            ORDER BY id DESC
            LIMIT -1 OFFSET ?2)";
    tx.prepare_cached(sql)?.execute((user, most))?;
    Ok(())
}

pub(super) fn find(conn: &Conn, hash: &TokenHash, now: Timestamp) -> Result<Option<User>> {
    let sql = format!(
        "SELECT {} FROM pending_sign_ins p
        JOIN users u ON u.id = p.user_id
        WHERE p.token_hash = ?1 AND p.expires_at > ?2",
        store::COLUMNS,
    );
    Ok(conn
        .prepare_cached(&sql)?
        .query_row((hash, now), store::user)
        .optional()?)
}

/// Forgets what waits for a code at one device: it was given.
pub(super) fn forget_at(tx: &Tx<'_>, user: UserId, client: &Client) -> Result<()> {
    let sql = "
        DELETE FROM pending_sign_ins
        WHERE user_id = ?1 AND address = ?2 AND user_agent = ?3";
    tx.prepare_cached(sql)?
        .execute((user, client.address.to_string(), &client.user_agent))?;
    Ok(())
}

pub(super) fn forget(tx: &Tx<'_>, user: UserId) -> Result<()> {
    tx.prepare_cached("DELETE FROM pending_sign_ins WHERE user_id = ?1")?
        .execute([user])?;
    Ok(())
}

pub(super) fn remove(tx: &Tx<'_>, id: i64) -> Result<()> {
    tx.prepare_cached("DELETE FROM pending_sign_ins WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

pub(super) fn overdue(conn: &Conn, now: Timestamp) -> Result<Vec<Pending>> {
    let sql = "
        SELECT id, user_id, created_at, address, user_agent
        FROM pending_sign_ins
        WHERE expires_at <= ?1
        ORDER BY id
        LIMIT 1000";
    let mut statement = conn.prepare_cached(sql)?;
    let overdue = statement.query_map([now], |row| {
        Ok(Pending {
            id: row.get("id")?,
            user: row.get("user_id")?,
            created_at: row.get("created_at")?,
            address: row.get("address")?,
            user_agent: row.get("user_agent")?,
        })
    })?;
    Ok(overdue.collect::<rusqlite::Result<_>>()?)
}
