//! The columns of an account's address.

use super::Address;
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Tx, unique_violation};
use crate::error::{Error, Result};
use crate::ids::{PublicId, UserId};
use crate::text;

pub(super) fn find(conn: &Conn, user: UserId) -> Result<Option<Address>> {
    let sql = "SELECT email_verified_at, pending_email FROM users WHERE id = ?1";
    let found = conn.prepare_cached(sql)?.query_row([user], |row| {
        Ok(Address {
            verified_at: row.get("email_verified_at")?,
            pending: row.get("pending_email")?,
        })
    });
    Ok(found.optional()?)
}

pub(super) fn owner(conn: &Conn, id: &PublicId<UserId>) -> Result<Option<UserId>> {
    let sql = "SELECT id FROM users WHERE public_id = ?1";
    let found = conn.prepare_cached(sql)?.query_row([id], |row| row.get(0));
    Ok(found.optional()?)
}

pub(super) fn set_pending(
    tx: &Tx<'_>,
    user: UserId,
    email: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE users SET pending_email = ?2, updated_at = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((user, email, now))?;
    Ok(())
}

/// Gives the account this address; none waits any longer.
pub(super) fn set(
    tx: &Tx<'_>,
    user: UserId,
    email: &str,
    verified_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        UPDATE users
        SET email = ?2, email_key = ?3, email_verified_at = ?4, pending_email = NULL,
            updated_at = ?5
        WHERE id = ?1";
    let key = check::name_key(email);
    let set = tx
        .prepare_cached(sql)?
        .execute((user, email, key, verified_at, now));
    match set {
        Ok(_) => Ok(()),
        Err(error) if unique_violation(&error, "users.email_key") => {
            Err(Error::Conflict(text!("email-taken-meanwhile")))
        }
        Err(error) => Err(error.into()),
    }
}
