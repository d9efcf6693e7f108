//! Sessions: opaque tokens, stored as SHA-256, revocable at once.

use std::time::Duration;

use super::{Client, User, devices, store};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Row, Tx, named_params};
use crate::error::{Error, Result};
use crate::ids::{PublicId, SessionId, TeamId, UserId};
use crate::secret::{Token, TokenHash, TokenKind};
use crate::signals::Signal;
use crate::text;

/// A session ends after this long without a request.
pub const IDLE: Duration = Duration::from_hours(14 * 24);
/// A session ends this long after the sign-in, whatever happens.
pub const LONGEST: Duration = Duration::from_hours(90 * 24);
/// The last activity is written at most this often.
pub const TOUCH: Duration = Duration::from_mins(1);

/// Sensitive acts need a password that was given at most this long ago.
pub const FRESH: Duration = Duration::from_mins(10);

/// Sessions that a person may have at once.
const MOST: i64 = 100;
/// Devices that are remembered of a person.
const DEVICES: i64 = 100;

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    /// The row.
    pub id: SessionId,
    /// The id outside.
    pub public_id: PublicId<SessionId>,
    /// The person.
    pub user: User,
    /// The team the person looks at; `None` for somebody who was in none when it began.
    pub team: Option<TeamId>,
    /// When the password was last given.
    pub authenticated_at: Timestamp,
    /// When the last request came, to the minute.
    pub last_active_at: Timestamp,
    /// When it ends, whatever happens.
    pub expires_at: Timestamp,
    /// What it was found by.
    token: TokenHash,
}

impl Session {
    /// Whether it is still good after this last activity; what [`find`] asks as well.
    pub fn is_live(&self, last_active_at: Timestamp, now: Timestamp) -> bool {
        self.expires_at > now && last_active_at > now.minus(IDLE)
    }

    /// Until when sensitive acts need no other password.
    pub fn fresh_until(&self) -> Timestamp {
        self.authenticated_at.plus(FRESH)
    }

    /// Whether the password was given lately enough for a sensitive act.
    ///
    /// # Errors
    /// `Reauthenticate` when it was not.
    pub fn require_fresh(&self, now: Timestamp) -> Result<()> {
        if now <= self.fresh_until() {
            Ok(())
        } else {
            Err(Error::Reauthenticate)
        }
    }
}

/// A session, as its owner sees it in the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The row.
    pub id: SessionId,
    /// The id outside.
    pub public_id: PublicId<SessionId>,
    /// When it began.
    pub created_at: Timestamp,
    /// When the last request came, to the minute.
    pub last_active_at: Timestamp,
    /// From where it began.
    pub address: String,
    /// What the browser said of itself then.
    pub user_agent: String,
}

/// Starts a session and gives the token for the cookie. Its device is known from now on.
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
    remember_device(tx, user, client, now)?;
    Ok(token)
}

/// Whether somebody signed in from this device and region before. An account without a past knows
/// every device: its first sign-in is no news.
pub(super) fn knows_device(conn: &Conn, user: UserId, client: &Client) -> Result<bool> {
    let sql = "
        SELECT NOT EXISTS (SELECT 1 FROM known_devices WHERE user_id = ?1)
            OR EXISTS (SELECT 1 FROM known_devices WHERE user_id = ?1 AND mark = ?2)";
    let known = conn
        .prepare_cached(sql)?
        .query_row((user, devices::mark(client)), |row| row.get(0));
    Ok(known?)
}

fn remember_device(tx: &Tx<'_>, user: UserId, client: &Client, now: Timestamp) -> Result<()> {
    let sql = "
        INSERT INTO known_devices (user_id, mark, seen_at) VALUES (?1, ?2, ?3)
        ON CONFLICT (user_id, mark) DO UPDATE SET seen_at = excluded.seen_at";
    tx.prepare_cached(sql)?
        .execute((user, devices::mark(client), now))?;
    let sql = "
        DELETE FROM known_devices
        WHERE user_id = ?1 AND mark IN (
            SELECT mark FROM known_devices WHERE user_id = ?1
            ORDER BY seen_at DESC LIMIT -1 OFFSET ?2)";
    tx.prepare_cached(sql)?.execute((user, DEVICES))?;
    Ok(())
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
    if tx.prepare_cached(sql)?.execute((user, MOST - 1))? > 0 {
        tx.announce(Signal::SessionEnded { user });
    }
    Ok(())
}

/// The live session of a token.
pub fn find(conn: &Conn, hash: &TokenHash, now: Timestamp) -> Result<Option<Session>> {
    let sql = format!(
        "SELECT s.id, s.public_id, s.team_id, s.authenticated_at, s.last_active_at,
            s.expires_at, {}
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
                public_id: row.get("public_id")?,
                user: store::user(row)?,
                team: row.get("team_id")?,
                authenticated_at: row.get("authenticated_at")?,
                last_active_at: row.get("last_active_at")?,
                expires_at: row.get("expires_at")?,
                token: *hash,
            })
        });
    Ok(found.optional()?)
}

/// Makes sure, in the transaction that acts for it, that a session has not ended since it was
/// found, and has the token that it had.
///
/// # Errors
/// `Unauthenticated`.
pub(super) fn ensure(conn: &Conn, session: &Session) -> Result<()> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sessions WHERE id = ?1 AND token_hash = ?2)";
    let there: bool = conn
        .prepare_cached(sql)?
        .query_row((session.id, session.token), |row| row.get(0))?;
    if there {
        Ok(())
    } else {
        Err(Error::Unauthenticated(text!("error-unauthenticated")))
    }
}

/// Notes that a session is in use.
pub fn touch(tx: &Tx<'_>, id: SessionId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE sessions SET last_active_at = ?2 WHERE id = ?1 AND last_active_at < ?2";
    tx.prepare_cached(sql)?.execute((id, now))?;
    Ok(())
}

/// Remembers which team the person looks at.
pub fn set_team(tx: &Tx<'_>, id: SessionId, team: TeamId) -> Result<()> {
    let sql = "UPDATE sessions SET team_id = ?2 WHERE id = ?1 RETURNING user_id";
    let user = owner(tx, sql, (id, team))?;
    if let Some(user) = user {
        tx.announce(Signal::AccessChanged { user, team: None });
    }
    Ok(())
}

/// Remembers the same of a session that looks at none yet: what the person chose meanwhile stays.
pub fn set_first_team(tx: &Tx<'_>, id: SessionId, team: TeamId) -> Result<()> {
    let sql = "UPDATE sessions SET team_id = ?2 WHERE id = ?1 AND team_id IS NULL";
    tx.prepare_cached(sql)?.execute((id, team))?;
    Ok(())
}

/// The sessions of a person that look at `team` look at `other` from now on, or at none.
pub fn move_from(tx: &Tx<'_>, user: UserId, team: TeamId, other: Option<TeamId>) -> Result<()> {
    let sql = "UPDATE sessions SET team_id = ?3 WHERE user_id = ?1 AND team_id = ?2";
    tx.prepare_cached(sql)?.execute((user, team, other))?;
    tx.announce(Signal::AccessChanged { user, team: None });
    Ok(())
}

/// Ends a session; ending one that has ended is fine.
pub fn end(tx: &Tx<'_>, id: SessionId) -> Result<()> {
    let ended = owner(
        tx,
        "DELETE FROM sessions WHERE id = ?1 RETURNING user_id",
        [id],
    )?;
    if let Some(user) = ended {
        tx.announce(Signal::SessionEnded { user });
    }
    Ok(())
}

/// Ends a session if it is this person's.
pub(super) fn end_own(tx: &Tx<'_>, user: UserId, id: SessionId) -> Result<()> {
    let sql = "DELETE FROM sessions WHERE id = ?1 AND user_id = ?2 RETURNING user_id";
    if owner(tx, sql, (id, user))?.is_some() {
        tx.announce(Signal::SessionEnded { user });
    }
    Ok(())
}

/// Does what `sql` says to one session; whose it was.
fn owner(tx: &Tx<'_>, sql: &str, values: impl rusqlite::Params) -> Result<Option<UserId>> {
    let mut statement = tx.prepare_cached(sql)?;
    let user = statement.query_row(values, |row| row.get("user_id"));
    Ok(user.optional()?)
}

/// The live sessions of a person, the one used last first.
pub(super) fn list(conn: &Conn, user: UserId, now: Timestamp) -> Result<Vec<Listed>> {
    let sql = format!(
        "SELECT {LISTED} FROM sessions
        WHERE user_id = ?1 AND expires_at > ?2 AND last_active_at > ?3
        ORDER BY last_active_at DESC, id DESC"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let sessions = statement.query_map((user, now, now.minus(IDLE)), listed)?;
    Ok(sessions.collect::<rusqlite::Result<_>>()?)
}

/// One of a person's live sessions.
pub(super) fn find_listed(
    conn: &Conn,
    user: UserId,
    id: &PublicId<SessionId>,
    now: Timestamp,
) -> Result<Option<Listed>> {
    let sql = format!(
        "SELECT {LISTED} FROM sessions
        WHERE user_id = ?1 AND public_id = ?2 AND expires_at > ?3 AND last_active_at > ?4"
    );
    let found = conn
        .prepare_cached(&sql)?
        .query_row((user, id, now, now.minus(IDLE)), listed);
    Ok(found.optional()?)
}

const LISTED: &str = "id, public_id, created_at, last_active_at, address, user_agent";

fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    Ok(Listed {
        id: row.get("id")?,
        public_id: row.get("public_id")?,
        created_at: row.get("created_at")?,
        last_active_at: row.get("last_active_at")?,
        address: row.get("address")?,
        user_agent: row.get("user_agent")?,
    })
}

/// Ends the sessions of a person but for one; gives how many.
pub(super) fn end_others(tx: &Tx<'_>, user: UserId, but: Option<SessionId>) -> Result<usize> {
    let sql = "DELETE FROM sessions WHERE user_id = ?1 AND (?2 IS NULL OR id <> ?2)";
    let ended = tx.prepare_cached(sql)?.execute((user, but))?;
    if ended > 0 {
        tx.announce(Signal::SessionEnded { user });
    }
    Ok(ended)
}

/// Gives a session another token; the one before is worth nothing from now on.
pub(super) fn rotate(tx: &Tx<'_>, id: SessionId) -> Result<Token> {
    let token = Token::generate(TokenKind::Session, tx.random());
    let sql = "UPDATE sessions SET token_hash = ?2 WHERE id = ?1 RETURNING user_id";
    if let Some(user) = owner(tx, sql, (id, token.hash()))? {
        tx.announce(Signal::SessionEnded { user });
    }
    Ok(token)
}

/// Notes that the password was given just now.
pub(super) fn authenticated(tx: &Tx<'_>, id: SessionId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE sessions SET authenticated_at = ?2 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, now))?;
    Ok(())
}

/// Removes sessions that ended by themselves; gives how many.
pub fn remove_ended(tx: &Tx<'_>, now: Timestamp) -> Result<usize> {
    let sql = "DELETE FROM sessions WHERE expires_at <= ?1 OR last_active_at <= ?2";
    Ok(tx.prepare_cached(sql)?.execute((now, now.minus(IDLE)))?)
}
