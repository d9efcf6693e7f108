//! Rows of teams that end.

use std::collections::HashSet;

use super::team;
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Tx};
use crate::error::Result;
use crate::ids::{PublicId, TeamId, UserId};
use crate::signals::Signal;
use crate::teams::Team;
use crate::teams::removal::TeamProjectAtRisk;

pub(in crate::teams) fn rename(
    tx: &Tx<'_>,
    team: TeamId,
    name: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE teams SET name = ?2, updated_at = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((team, name, now))?;
    Ok(())
}

pub(in crate::teams) fn set_deleted(
    tx: &Tx<'_>,
    team: TeamId,
    at: Option<Timestamp>,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE teams SET deleted_at = ?2, updated_at = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((team, at, now))?;
    tx.announce(Signal::TeamChanged { team });
    Ok(())
}

/// A team that the person is an active member of, live or deleted, if it is not purged.
pub(in crate::teams) fn find_any(
    conn: &Conn,
    user: UserId,
    id: &PublicId<TeamId>,
) -> Result<Option<Team>> {
    let sql = "
        SELECT t.id, t.public_id, t.name, t.created_at, t.deleted_at, m.role
        FROM teams t
        JOIN memberships m ON m.team_id = t.id
        WHERE t.public_id = ?1 AND m.user_id = ?2 AND m.status = 'active'
            AND t.purged_at IS NULL";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((id, user), team)
        .optional()?)
}

/// Teams that the person owns and that were deleted after `since`, the last deleted first.
pub(in crate::teams) fn list_deleted(
    conn: &Conn,
    user: UserId,
    since: Timestamp,
) -> Result<Vec<Team>> {
    let sql = "
        SELECT t.id, t.public_id, t.name, t.created_at, t.deleted_at, m.role
        FROM memberships m
        JOIN teams t ON t.id = m.team_id
        WHERE m.user_id = ?1 AND m.status = 'active' AND m.role = 'owner'
            AND t.deleted_at > ?2 AND t.purged_at IS NULL
        ORDER BY t.deleted_at DESC, t.id";
    let mut statement = conn.prepare_cached(sql)?;
    let teams = statement.query_map((user, since), team)?;
    Ok(teams.collect::<rusqlite::Result<_>>()?)
}

/// Every team that was deleted.
pub(in crate::teams) fn ended(conn: &Conn) -> Result<HashSet<TeamId>> {
    let sql = "SELECT id FROM teams WHERE deleted_at IS NOT NULL";
    let mut statement = conn.prepare(sql)?;
    let teams = statement.query_map([], |row| row.get(0))?;
    Ok(teams.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::teams) fn live_projects(conn: &Conn, team: TeamId) -> Result<Vec<TeamProjectAtRisk>> {
    let sql = "
        SELECT public_id, name
        FROM projects
        WHERE team_id = ?1 AND deleted_at IS NULL
        ORDER BY created_at DESC, public_id DESC";
    let mut statement = conn.prepare_cached(sql)?;
    let projects = statement.query_map([team], |row| {
        Ok(TeamProjectAtRisk {
            id: row.get("public_id")?,
            name: row.get("name")?,
        })
    })?;
    Ok(projects.collect::<rusqlite::Result<_>>()?)
}

/// How many personal tokens of active members still open something in the team.
pub(in crate::teams) fn live_tokens(conn: &Conn, team: TeamId, now: Timestamp) -> Result<i64> {
    let sql = "
        SELECT COUNT(*)
        FROM personal_tokens p
        JOIN memberships m ON m.team_id = p.team_id AND m.user_id = p.user_id
        WHERE p.team_id = ?1 AND p.revoked_at IS NULL AND m.status = 'active'
            AND (p.expires_at IS NULL OR p.expires_at > ?2)";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((team, now), |row| row.get(0))?)
}

/// How many messages were written in the team.
pub(in crate::teams) fn message_count(conn: &Conn, team: TeamId) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM messages WHERE team_id = ?1";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([team], |row| row.get(0))?)
}

/// Teams that were deleted at `until` or earlier.
pub(in crate::teams) fn due(
    conn: &Conn,
    until: Timestamp,
    most: u32,
) -> Result<Vec<(TeamId, PublicId<TeamId>)>> {
    let sql = "
        SELECT id, public_id
        FROM teams
        WHERE deleted_at <= ?1 AND purged_at IS NULL
        ORDER BY deleted_at, id
        LIMIT ?2";
    let mut statement = conn.prepare_cached(sql)?;
    let due = statement.query_map((until, most), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(due.collect::<rusqlite::Result<_>>()?)
}

/// Erases the name, and removes what belongs to the team and is small. Its events count as taken
/// away by retention from then on, so that the index of their ids lets them go.
pub(in crate::teams) fn purge(tx: &Tx<'_>, team: TeamId, now: Timestamp) -> Result<()> {
    for sql in [
        "DELETE FROM memberships WHERE team_id = ?1",
        "DELETE FROM personal_tokens WHERE team_id = ?1",
        "DELETE FROM invitations WHERE team_id = ?1",
        "DELETE FROM prices WHERE team_id = ?1",
        "DELETE FROM price_aliases WHERE team_id = ?1",
        "UPDATE sessions SET team_id = NULL WHERE team_id = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([team])?;
    }
    let sql = "
        UPDATE teams
        SET name = '', purged_at = ?2, updated_at = ?2,
            ingest_low_water = ingest_seq, summed_seq = ingest_seq
        WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((team, now))?;
    Ok(())
}

pub(in crate::teams) fn next_to_empty(conn: &Conn) -> Result<Option<TeamId>> {
    let sql = "
        SELECT id
        FROM teams
        WHERE purged_at IS NOT NULL AND emptied_at IS NULL
        ORDER BY purged_at, id
        LIMIT 1";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([], |row| row.get(0))
        .optional()?)
}

pub(in crate::teams) fn set_emptied(tx: &Tx<'_>, team: TeamId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE teams SET emptied_at = ?2 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((team, now))?;
    Ok(())
}
