//! Sessions: opaque tokens, stored as SHA-256, revocable at once.

use std::time::Duration;

use super::{Client, User, store};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Tx, named_params};
use crate::error::Result;
use crate::ids::{PublicId, SessionId, TeamId, UserId};
use crate::secret::{Token, TokenHash, TokenKind};

/// A session ends after this long without a request.
pub const IDLE: Duration = Duration::from_hours(14 * 24);
/// A session ends this long after the sign-in, whatever happens.
pub const LONGEST: Duration = Duration::from_hours(90 * 24);
/// The last activity is written at most this often.
pub const TOUCH: Duration = Duration::from_mins(1);

/// Sessions that a person may have at once.
const MOST: i64 = 100;

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    /// The row.
    pub id: SessionId,
    /// The person.
    pub user: User,
    /// The team the person looks at, if they chose one.
    pub team: Option<TeamId>,
    /// When the password was last given.
    pub authenticated_at: Timestamp,
    /// When the last request came, to the minute.
    pub last_active_at: Timestamp,
}

/// Starts a session and gives the token for the cookie.
pub fn start(
    tx: &Tx<'_>,
    user: UserId,
    team: Option<TeamId>,
    client: &Client,
    now: Timestamp,
) -> Result<Token> {
    end_oldest(tx, user)?;
    let token = Token::generate(TokenKind::Session, tx.random());
    let sql = "
        INSERT INTO sessions (public_id, user_id, token_hash, team_id, created_at,
            authenticated_at, last_active_at, expires_at, address, user_agent)
        VALUES (:public_id, :user, :hash, :team, :now, :now, :now, :expires, :address, :agent)";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":public_id": PublicId::<SessionId>::generate(tx.random()),
        ":user": user,
        ":hash": token.hash(),
        ":team": team,
        ":now": now,
        ":expires": now.plus(LONGEST),
        ":address": client.address.to_string(),
        ":agent": client.user_agent,
    })?;
    Ok(token)
}

/// Makes room for another session: of those that were used least lately, the ones beyond
/// [`MOST`] end.
fn end_oldest(tx: &Tx<'_>, user: UserId) -> Result<()> {
    let sql = "
        DELETE FROM sessions
        WHERE id IN (
            SELECT id FROM sessions
            WHERE user_id = ?1
            ORDER BY last_active_at DESC, id DESC
            LIMIT -1 OFFSET ?2)";
    tx.prepare_cached(sql)?.execute((user, MOST - 1))?;
    Ok(())
}

/// The live session of a token.
pub fn find(conn: &Conn, hash: &TokenHash, now: Timestamp) -> Result<Option<Session>> {
    let sql = format!(
        "SELECT s.id, s.team_id, s.authenticated_at, s.last_active_at, {}
        FROM sessions s
        JOIN users u ON u.id = s.user_id
        WHERE s.token_hash = ?1 AND s.expires_at > ?2 AND s.last_active_at > ?3",
        store::COLUMNS,
    );
    let found = conn
        .prepare_cached(&sql)?
        .query_row((hash, now, now.minus(IDLE)), |row| {
            Ok(Session {
                id: row.get("id")?,
                user: store::user(row)?,
                team: row.get("team_id")?,
                authenticated_at: row.get("authenticated_at")?,
                last_active_at: row.get("last_active_at")?,
            })
        });
    Ok(found.optional()?)
}

/// Notes that a session is in use.
pub fn touch(tx: &Tx<'_>, id: SessionId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE sessions SET last_active_at = ?2 WHERE id = ?1 AND last_active_at < ?2";
    tx.prepare_cached(sql)?.execute((id, now))?;
    Ok(())
}

/// Remembers which team the person looks at.
pub fn set_team(tx: &Tx<'_>, id: SessionId, team: TeamId) -> Result<()> {
    let sql = "UPDATE sessions SET team_id = ?2 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, team))?;
    Ok(())
}

/// Ends a session; ending one that has ended is fine.
pub fn end(tx: &Tx<'_>, id: SessionId) -> Result<()> {
    tx.prepare_cached("DELETE FROM sessions WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// Removes sessions that ended by themselves; gives how many.
pub fn remove_ended(tx: &Tx<'_>, now: Timestamp) -> Result<usize> {
    let sql = "DELETE FROM sessions WHERE expires_at <= ?1 OR last_active_at <= ?2";
    Ok(tx.prepare_cached(sql)?.execute((now, now.minus(IDLE)))?)
}
