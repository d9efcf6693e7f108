//! Rows of accounts.

mod avatars;
mod profile;

pub(super) use avatars::{avatar, insert_avatar, remove_avatar};
pub(super) use profile::{email_asks, set_appearance, set_email_asks, set_profile};

use super::{NewAccount, PasswordHash, User};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Row, Tx, named_params, unique_violation};
use crate::error::{Error, Result};
use crate::ids::{PublicId, UserId};
use crate::signals::Signal;
use crate::text;

/// The columns that [`user`] reads, of the table `u`.
pub(super) const COLUMNS: &str = "
    u.id AS user_id, u.public_id AS user_public_id, u.email, u.name, u.first_name,
    u.last_name, u.company, u.bio, u.operator, u.theme, u.language, u.timezone,
    u.created_at AS user_created_at, u.email_verified_at, u.pending_email,
    (SELECT a.public_id FROM avatars a WHERE a.user_id = u.id) AS avatar,
    EXISTS (
        SELECT 1 FROM second_factors f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL
    ) AS two_factor";

pub(super) fn user(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User {
        id: row.get("user_id")?,
        public_id: row.get("user_public_id")?,
        email: row.get("email")?,
        name: row.get("name")?,
        email_verified_at: row.get("email_verified_at")?,
        pending_email: row.get("pending_email")?,
        first_name: row.get("first_name")?,
        last_name: row.get("last_name")?,
        company: row.get("company")?,
        bio: row.get("bio")?,
        avatar: row.get("avatar")?,
        operator: row.get("operator")?,
        theme: profile::theme(row)?,
        two_factor: row.get("two_factor")?,
        language: row.get("language")?,
        timezone: row.get("timezone")?,
        created_at: row.get("user_created_at")?,
    })
}

pub(super) fn insert(
    tx: &Tx<'_>,
    public_id: &PublicId<UserId>,
    new: &NewAccount,
    hash: &PasswordHash,
    operator: bool,
    now: Timestamp,
) -> Result<UserId> {
    let sql = "
        INSERT INTO users (public_id, email, email_key, name, first_name, last_name,
            password_hash, operator, language, created_at, updated_at)
        VALUES (:public_id, :email, :email_key, :name, :first_name, :last_name,
            :password_hash, :operator, 'auto', :now, :now)";
    let (first, last) = profile::parts(&new.name);
    let inserted = tx.prepare_cached(sql)?.execute(named_params! {
        ":public_id": public_id,
        ":email": new.email,
        ":email_key": check::name_key(&new.email),
        ":name": profile::whole(first, last),
        ":first_name": first,
        ":last_name": last,
        ":password_hash": hash.as_str(),
        ":operator": operator,
        ":now": now,
    });
    match inserted {
        Ok(_) => Ok(UserId(tx.last_insert_rowid())),
        Err(error) if unique_violation(&error, "users.email_key") => {
            Err(Error::invalid("email", text!("field-email-taken")))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn find(conn: &Conn, id: UserId) -> Result<Option<User>> {
    let sql = format!("SELECT {COLUMNS} FROM users u WHERE u.id = ?1");
    Ok(conn
        .prepare_cached(&sql)?
        .query_row([id], user)
        .optional()?)
}

pub(super) fn find_by_email(conn: &Conn, key: &str) -> Result<Option<(User, PasswordHash)>> {
    let sql = format!("SELECT {COLUMNS}, u.password_hash FROM users u WHERE u.email_key = ?1");
    let found = conn.prepare_cached(&sql)?.query_row([key], |row| {
        Ok((user(row)?, PasswordHash::stored(row.get("password_hash")?)))
    });
    Ok(found.optional()?)
}

pub(super) fn find_by_public_id(conn: &Conn, id: &str) -> Result<Option<(User, PasswordHash)>> {
    let sql = format!("SELECT {COLUMNS}, u.password_hash FROM users u WHERE u.public_id = ?1");
    let found = conn.prepare_cached(&sql)?.query_row([id], |row| {
        Ok((user(row)?, PasswordHash::stored(row.get("password_hash")?)))
    });
    Ok(found.optional()?)
}

pub(super) fn none_exists(conn: &Conn) -> Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM users)";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

pub(super) fn remove(tx: &Tx<'_>, id: UserId) -> Result<()> {
    tx.prepare_cached("DELETE FROM users WHERE id = ?1")?
        .execute([id])?;
    tx.announce(Signal::AccessChanged {
        user: id,
        team: None,
    });
    Ok(())
}

pub(super) fn set_operator(tx: &Tx<'_>, id: UserId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE users SET operator = 1, updated_at = ?2 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, now))?;
    Ok(())
}

pub(super) fn password_hash(conn: &Conn, id: UserId) -> Result<PasswordHash> {
    let sql = "SELECT password_hash FROM users WHERE id = ?1";
    let hash = conn
        .prepare_cached(sql)?
        .query_row([id], |row| row.get("password_hash"))?;
    Ok(PasswordHash::stored(hash))
}

/// Whether this is the stored hash of the person's password; of nobody's, when the account is gone.
pub(super) fn has_password(conn: &Conn, id: UserId, hash: &PasswordHash) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM users WHERE id = ?1 AND password_hash = ?2)";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((id, hash.as_str()), |row| row.get(0))?)
}

pub(super) fn set_password(
    tx: &Tx<'_>,
    id: UserId,
    hash: &PasswordHash,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE users SET password_hash = ?2, updated_at = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, hash.as_str(), now))?;
    Ok(())
}
