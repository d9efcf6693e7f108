//! Rows of personal tokens.

use std::time::Duration;

use super::PersonalToken;
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Row, Tx, named_params, token_hint, words};
use crate::error::Result;
use crate::ids::{PersonalTokenId, PublicId, TeamId, UserId};
use crate::secret::TokenHash;
use crate::signals::Signal;
use crate::teams::access::{Membership, TokenScope};

const COLUMNS: &str = "
    p.id, p.public_id, p.name, p.hint_head, p.hint_tail, p.scopes, p.created_at,
    p.last_used_at, p.expires_at, p.team_id, t.name AS team_name";

fn scopes(row: &Row<'_>) -> rusqlite::Result<Vec<TokenScope>> {
    words(row, "scopes", TokenScope::parse)
}

fn token(row: &Row<'_>) -> rusqlite::Result<PersonalToken> {
    Ok(PersonalToken {
        id: row.get("id")?,
        public_id: row.get("public_id")?,
        name: row.get("name")?,
        hint: token_hint(row)?,
        scopes: scopes(row)?,
        team_name: row.get("team_name")?,
        created_at: row.get("created_at")?,
        last_used_at: row.get("last_used_at")?,
        expires_at: row.get("expires_at")?,
    })
}

pub(super) fn insert(
    tx: &Tx<'_>,
    membership: &Membership,
    token: &PersonalToken,
    hash: &TokenHash,
) -> Result<PersonalTokenId> {
    let sql = "
        INSERT INTO personal_tokens (public_id, user_id, team_id, name, token_hash, hint_head,
            hint_tail, scopes, created_at, expires_at)
        VALUES (:public_id, :user, :team, :name, :hash, :head, :tail, :scopes, :now, :expires)";
    let words: Vec<_> = token.scopes.iter().map(|scope| scope.word()).collect();
    tx.prepare_cached(sql)?.execute(named_params! {
        ":public_id": token.public_id,
        ":user": membership.user,
        ":team": membership.team,
        ":name": token.name,
        ":hash": hash,
        ":head": token.hint.head,
        ":tail": token.hint.tail,
        ":scopes": words.join(" "),
        ":now": token.created_at,
        ":expires": token.expires_at,
    })?;
    Ok(PersonalTokenId(tx.last_insert_rowid()))
}

pub(super) fn count(conn: &Conn, user: UserId) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM personal_tokens WHERE user_id = ?1 AND revoked_at IS NULL";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([user], |row| row.get(0))?)
}

pub(super) fn list(conn: &Conn, user: UserId) -> Result<Vec<PersonalToken>> {
    let sql = format!(
        "SELECT {COLUMNS}
        FROM personal_tokens p
        JOIN teams t ON t.id = p.team_id
        WHERE p.user_id = ?1 AND p.revoked_at IS NULL
        ORDER BY p.created_at DESC, p.id DESC"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let tokens = statement.query_map([user], token)?;
    Ok(tokens.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn find(
    conn: &Conn,
    user: UserId,
    id: &PublicId<PersonalTokenId>,
) -> Result<Option<(PersonalToken, TeamId)>> {
    let sql = format!(
        "SELECT {COLUMNS}
        FROM personal_tokens p
        JOIN teams t ON t.id = p.team_id
        WHERE p.public_id = ?1 AND p.user_id = ?2 AND p.revoked_at IS NULL"
    );
    let found = conn
        .prepare_cached(&sql)?
        .query_row((id, user), |row| Ok((token(row)?, row.get("team_id")?)));
    Ok(found.optional()?)
}

pub(super) fn revoke(tx: &Tx<'_>, user: UserId, id: PersonalTokenId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE personal_tokens SET revoked_at = ?3 WHERE id = ?1 AND user_id = ?2";
    tx.prepare_cached(sql)?.execute((id, user, now))?;
    tx.announce(Signal::TokenRevoked { user });
    Ok(())
}

pub(super) fn count_in(conn: &Conn, team: TeamId, user: UserId, now: Timestamp) -> Result<i64> {
    let sql = "
        SELECT COUNT(*)
        FROM personal_tokens
        WHERE team_id = ?1 AND user_id = ?2 AND revoked_at IS NULL
            AND (expires_at IS NULL OR expires_at > ?3)";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((team, user, now), |row| row.get(0))?)
}

pub(super) fn revoke_all_in(
    tx: &Tx<'_>,
    team: TeamId,
    user: UserId,
    now: Timestamp,
) -> Result<usize> {
    let sql = "
        UPDATE personal_tokens SET revoked_at = ?3
        WHERE team_id = ?1 AND user_id = ?2 AND revoked_at IS NULL";
    let revoked = tx.prepare_cached(sql)?.execute((team, user, now))?;
    if revoked > 0 {
        tx.announce(Signal::TokenRevoked { user });
    }
    Ok(revoked)
}

/// What is needed to act for a token.
pub(super) struct Live {
    pub(super) id: PersonalTokenId,
    pub(super) public_id: PublicId<PersonalTokenId>,
    pub(super) user: UserId,
    pub(super) team: TeamId,
    pub(super) scopes: Vec<TokenScope>,
    pub(super) last_used_at: Option<Timestamp>,
}

pub(super) fn find_live(conn: &Conn, hash: &TokenHash, now: Timestamp) -> Result<Option<Live>> {
    let sql = "
        SELECT id, public_id, user_id, team_id, scopes, last_used_at
        FROM personal_tokens
        WHERE token_hash = ?1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?2)";
    let found = conn.prepare_cached(sql)?.query_row((hash, now), |row| {
        Ok(Live {
            id: row.get("id")?,
            public_id: row.get("public_id")?,
            user: row.get("user_id")?,
            team: row.get("team_id")?,
            scopes: scopes(row)?,
            last_used_at: row.get("last_used_at")?,
        })
    });
    Ok(found.optional()?)
}

pub(super) fn touch(tx: &Tx<'_>, id: PersonalTokenId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE personal_tokens SET last_used_at = ?2 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, now))?;
    Ok(())
}

/// A token whose owner is to be told that it ends.
pub(super) struct Due {
    pub(super) id: PersonalTokenId,
    pub(super) user: UserId,
    pub(super) name: String,
}

/// The tokens that end within this time, lived longer than it, and were not told about so near
/// to the end. Those that open nothing, because their owner is not in the team, are left out.
pub(super) fn due(conn: &Conn, days: u32, ahead: Duration, now: Timestamp) -> Result<Vec<Due>> {
    let sql = "
        SELECT p.id, p.user_id, p.name
        FROM personal_tokens p
        JOIN memberships m ON m.team_id = p.team_id AND m.user_id = p.user_id
        JOIN teams t ON t.id = p.team_id
        WHERE p.revoked_at IS NULL AND p.expires_at > :now AND p.expires_at <= :soon
            AND p.expires_at - p.created_at > :soon - :now
            AND (p.reminded_days IS NULL OR p.reminded_days > :days)
            AND m.status = 'active' AND t.deleted_at IS NULL
        ORDER BY p.id
        LIMIT 1000";
    let mut statement = conn.prepare_cached(sql)?;
    let due = statement.query_map(
        named_params! { ":now": now, ":soon": now.plus(ahead), ":days": days },
        |row| {
            Ok(Due {
                id: row.get("id")?,
                user: row.get("user_id")?,
                name: row.get("name")?,
            })
        },
    )?;
    Ok(due.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn reminded(tx: &Tx<'_>, id: PersonalTokenId, days: u32) -> Result<()> {
    let sql = "UPDATE personal_tokens SET reminded_days = ?2 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, days))?;
    Ok(())
}
