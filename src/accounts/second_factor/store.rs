//! Rows of second factors and recovery codes.

use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Tx};
use crate::error::Result;
use crate::ids::UserId;
use crate::secret::TokenHash;

/// A second factor, or one that is being set up.
pub(super) struct Stored {
    pub(super) sealed: Vec<u8>,
    pub(super) created_at: Timestamp,
    pub(super) confirmed_at: Option<Timestamp>,
    pub(super) last_step: i64,
    pub(super) last_used_at: Option<Timestamp>,
    pub(super) wrong_codes: i64,
    pub(super) alerted_at: Option<Timestamp>,
}

pub(super) fn find(conn: &Conn, user: UserId) -> Result<Option<Stored>> {
    let sql = "
        SELECT sealed, created_at, confirmed_at, last_step, last_used_at, wrong_codes, alerted_at
        FROM second_factors
        WHERE user_id = ?1";
    let found = conn.prepare_cached(sql)?.query_row([user], |row| {
        Ok(Stored {
            sealed: row.get("sealed")?,
            created_at: row.get("created_at")?,
            confirmed_at: row.get("confirmed_at")?,
            last_step: row.get("last_step")?,
            last_used_at: row.get("last_used_at")?,
            wrong_codes: row.get("wrong_codes")?,
            alerted_at: row.get("alerted_at")?,
        })
    });
    Ok(found.optional()?)
}

pub(super) fn put(tx: &Tx<'_>, user: UserId, sealed: &[u8], now: Timestamp) -> Result<()> {
    let sql = "
        INSERT INTO second_factors (user_id, sealed, created_at) VALUES (?1, ?2, ?3)
        ON CONFLICT (user_id) DO UPDATE SET sealed = excluded.sealed,
            created_at = excluded.created_at";
    tx.prepare_cached(sql)?.execute((user, sealed, now))?;
    Ok(())
}

pub(super) fn confirm(tx: &Tx<'_>, user: UserId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE second_factors SET confirmed_at = ?2 WHERE user_id = ?1";
    tx.prepare_cached(sql)?.execute((user, now))?;
    Ok(())
}

/// A code of a step was taken.
pub(super) fn took(tx: &Tx<'_>, user: UserId, step: i64, now: Timestamp) -> Result<()> {
    let sql = "
        UPDATE second_factors SET last_step = ?2, last_used_at = ?3, wrong_codes = 0
        WHERE user_id = ?1";
    tx.prepare_cached(sql)?.execute((user, step, now))?;
    Ok(())
}

/// A recovery code was taken.
pub(super) fn recovered(tx: &Tx<'_>, user: UserId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE second_factors SET last_used_at = ?2, wrong_codes = 0 WHERE user_id = ?1";
    tx.prepare_cached(sql)?.execute((user, now))?;
    Ok(())
}

pub(super) fn count_wrong(tx: &Tx<'_>, user: UserId) -> Result<()> {
    let sql = "UPDATE second_factors SET wrong_codes = wrong_codes + 1 WHERE user_id = ?1";
    tx.prepare_cached(sql)?.execute([user])?;
    Ok(())
}

pub(super) fn alerted(tx: &Tx<'_>, user: UserId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE second_factors SET alerted_at = ?2 WHERE user_id = ?1";
    tx.prepare_cached(sql)?.execute((user, now))?;
    Ok(())
}

/// Removes the second factor and its recovery codes; whether there was one, or the beginning of
/// one.
pub(super) fn remove(tx: &Tx<'_>, user: UserId) -> Result<bool> {
    tx.prepare_cached("DELETE FROM recovery_codes WHERE user_id = ?1")?
        .execute([user])?;
    let sql = "DELETE FROM second_factors WHERE user_id = ?1";
    Ok(tx.prepare_cached(sql)?.execute([user])? > 0)
}

/// Puts new recovery codes in place of those before.
pub(super) fn replace_codes(tx: &Tx<'_>, user: UserId, hashes: &[TokenHash]) -> Result<()> {
    tx.prepare_cached("DELETE FROM recovery_codes WHERE user_id = ?1")?
        .execute([user])?;
    let sql = "INSERT INTO recovery_codes (user_id, code_hash) VALUES (?1, ?2)";
    for hash in hashes {
        tx.prepare_cached(sql)?.execute((user, hash))?;
    }
    Ok(())
}

/// Uses a recovery code up; whether it was one that was not used before.
pub(super) fn use_code(
    tx: &Tx<'_>,
    user: UserId,
    hash: &TokenHash,
    now: Timestamp,
) -> Result<bool> {
    let sql = "
        UPDATE recovery_codes SET used_at = ?3
        WHERE user_id = ?1 AND code_hash = ?2 AND used_at IS NULL";
    Ok(tx.prepare_cached(sql)?.execute((user, hash, now))? > 0)
}

pub(super) fn codes_left(conn: &Conn, user: UserId) -> Result<u32> {
    let sql = "SELECT COUNT(*) FROM recovery_codes WHERE user_id = ?1 AND used_at IS NULL";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([user], |row| row.get(0))?)
}
