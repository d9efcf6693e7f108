//! Rows of the people whom messages go to.

use crate::db::{Conn, OptionalExtension as _, Row};
use crate::error::Result;
use crate::ids::{MessageId, PublicId, TeamId, UserId};
use crate::messages::Correspondent;

const COLUMNS: &str = "
    u.public_id, u.name, (SELECT a.public_id FROM avatars a WHERE a.user_id = u.id) AS avatar";

fn correspondent(row: &Row<'_>) -> rusqlite::Result<Correspondent> {
    Ok(Correspondent {
        id: row.get("public_id")?,
        name: row.get("name")?,
        avatar: row.get("avatar")?,
    })
}

/// The active members but one.
pub(in crate::messages) fn everyone(conn: &Conn, team: TeamId, but: UserId) -> Result<Vec<UserId>> {
    let sql = "
        SELECT user_id
        FROM memberships
        WHERE team_id = ?1 AND status = 'active' AND user_id <> ?2
        ORDER BY user_id";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map((team, but), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The row of an active member.
pub(in crate::messages) fn member(
    conn: &Conn,
    team: TeamId,
    id: &PublicId<UserId>,
) -> Result<Option<UserId>> {
    let sql = "
        SELECT u.id
        FROM users u
        JOIN memberships m ON m.user_id = u.id
        WHERE u.public_id = ?1 AND m.team_id = ?2 AND m.status = 'active'";
    let found = conn
        .prepare_cached(sql)?
        .query_row((id, team), |row| row.get(0));
    Ok(found.optional()?)
}

/// Those who got a message and are active members still.
pub(in crate::messages) fn still_here(
    conn: &Conn,
    team: TeamId,
    message: MessageId,
) -> Result<Vec<UserId>> {
    let sql = "
        SELECT r.user_id
        FROM message_recipients r
        JOIN memberships m ON m.user_id = r.user_id AND m.team_id = r.team_id
        WHERE r.message_id = ?1 AND r.team_id = ?2 AND m.status = 'active'
        ORDER BY r.user_id";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map((message, team), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The first of those who got a message, by name.
pub(in crate::messages) fn recipients(
    conn: &Conn,
    team: TeamId,
    message: MessageId,
    most: u32,
) -> Result<Vec<Correspondent>> {
    let sql = format!(
        "SELECT {COLUMNS}
        FROM message_recipients r
        JOIN users u ON u.id = r.user_id
        WHERE r.message_id = ?1 AND r.team_id = ?2
        ORDER BY u.name COLLATE NOCASE, u.id
        LIMIT ?3"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map((message, team, most), correspondent)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The first active members but one, by name, whose names or addresses have the words in them, in
/// any letter case.
pub(in crate::messages) fn addressees(
    conn: &Conn,
    team: TeamId,
    but: UserId,
    words: &str,
    most: u32,
) -> Result<Vec<Correspondent>> {
    let sql = format!(
        "SELECT {COLUMNS}, u.email
        FROM memberships m
        JOIN users u ON u.id = m.user_id
        WHERE m.team_id = ?1 AND m.status = 'active' AND u.id <> ?2
        ORDER BY u.name COLLATE NOCASE, u.id"
    );
    let words = words.to_lowercase();
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query((team, but))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let fits = |column| -> Result<bool> {
            let text: String = row.get(column)?;
            Ok(text.to_lowercase().contains(&words))
        };
        if found.len() < most as usize && (fits("name")? || fits("email")?) {
            found.push(correspondent(row)?);
        }
    }
    Ok(found)
}

/// One active member who is somebody else.
pub(in crate::messages) fn addressee(
    conn: &Conn,
    team: TeamId,
    but: UserId,
    id: &PublicId<UserId>,
) -> Result<Option<Correspondent>> {
    let sql = format!(
        "SELECT {COLUMNS}
        FROM memberships m
        JOIN users u ON u.id = m.user_id
        WHERE m.team_id = ?1 AND m.status = 'active' AND u.id <> ?2 AND u.public_id = ?3"
    );
    let found = conn
        .prepare_cached(&sql)?
        .query_row((team, but, id), correspondent);
    Ok(found.optional()?)
}
