//! Requests for accounts.

use crate::accounts::{NewAccount, PasswordHash};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Tx, named_params};
use crate::error::Result;
use crate::ids::{PublicId, SignUpId};
use crate::secret::Secret;

pub(super) fn insert(
    tx: &Tx<'_>,
    id: &PublicId<SignUpId>,
    new: &NewAccount,
    hash: &PasswordHash,
    now: Timestamp,
    expires: Timestamp,
) -> Result<()> {
    let sql = "
        INSERT INTO signups (public_id, email, email_key, name, password_hash, created_at,
            expires_at)
        VALUES (:public_id, :email, :email_key, :name, :password_hash, :now, :expires)";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":public_id": id,
        ":email": new.email,
        ":email_key": check::name_key(&new.email),
        ":name": new.name,
        ":password_hash": hash.as_str(),
        ":now": now,
        ":expires": expires,
    })?;
    Ok(())
}

/// A request that is not too old, with the hash that was made when it came; the password itself
/// is gone.
pub(super) fn find(
    conn: &Conn,
    id: &PublicId<SignUpId>,
    now: Timestamp,
) -> Result<Option<(NewAccount, PasswordHash)>> {
    let sql = "
        SELECT email, name, password_hash
        FROM signups
        WHERE public_id = ?1 AND expires_at > ?2";
    let found = conn.prepare_cached(sql)?.query_row((id, now), |row| {
        let new = NewAccount {
            name: row.get("name")?,
            email: row.get("email")?,
            password: Secret::default(),
        };
        Ok((new, PasswordHash::stored(row.get("password_hash")?)))
    });
    Ok(found.optional()?)
}

pub(super) fn remove(tx: &Tx<'_>, email: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM signups WHERE email_key = ?1")?
        .execute([check::name_key(email)])?;
    Ok(())
}

pub(super) fn purge(tx: &Tx<'_>, now: Timestamp) -> Result<usize> {
    let sql = "DELETE FROM signups WHERE expires_at <= ?1";
    Ok(tx.prepare_cached(sql)?.execute([now])?)
}
