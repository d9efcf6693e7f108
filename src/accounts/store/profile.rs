//! Rows of accounts: who somebody is, and how pages look to them.

use crate::accounts::{Appearance, Theme, User};
use crate::clock::Timestamp;
use crate::db::{Conn, Row, Tx, conversion_error, named_params};
use crate::error::Result;
use crate::ids::UserId;

/// The first and the last name of a whole name: its first word, and the rest.
pub(super) fn parts(name: &str) -> (&str, &str) {
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    (first, last.trim())
}

/// The whole name of a first and a last one.
pub(super) fn whole(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}

pub(super) fn theme(row: &Row<'_>) -> rusqlite::Result<Theme> {
    let word: String = row.get("theme")?;
    Theme::parse(&word).ok_or_else(|| conversion_error("theme", &word))
}

/// Writes the names, the company and the bio of `user`.
pub(in crate::accounts) fn set_profile(tx: &Tx<'_>, user: &User, now: Timestamp) -> Result<()> {
    let sql = "
        UPDATE users
        SET first_name = :first, last_name = :last, name = :name, company = :company,
            bio = :bio, updated_at = :now
        WHERE id = :id";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":id": user.id,
        ":first": user.first_name,
        ":last": user.last_name,
        ":name": whole(&user.first_name, &user.last_name),
        ":company": user.company,
        ":bio": user.bio,
        ":now": now,
    })?;
    Ok(())
}

pub(in crate::accounts) fn set_appearance(
    tx: &Tx<'_>,
    id: UserId,
    appearance: &Appearance,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        UPDATE users
        SET theme = :theme, language = :language, timezone = :timezone, updated_at = :now
        WHERE id = :id";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":id": id,
        ":theme": appearance.theme.word(),
        ":language": appearance.language,
        ":timezone": appearance.timezone,
        ":now": now,
    })?;
    Ok(())
}

/// How often the person asked for another address, and since when.
pub(in crate::accounts) fn email_asks(conn: &Conn, id: UserId) -> Result<(i64, Timestamp)> {
    let sql = "SELECT email_asks, email_asks_since FROM users WHERE id = ?1";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

pub(in crate::accounts) fn set_email_asks(
    tx: &Tx<'_>,
    id: UserId,
    asks: i64,
    since: Timestamp,
) -> Result<()> {
    let sql = "UPDATE users SET email_asks = ?2, email_asks_since = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, asks, since))?;
    Ok(())
}
