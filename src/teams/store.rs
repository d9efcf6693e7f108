//! Rows of teams and memberships.

mod keys;
mod removal;

use super::Team;
use super::access::{Membership, Role};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Row, Tx, conversion_error};
use crate::error::{Error, Result};
use crate::ids::{PublicId, TeamId, UserId};
use crate::text;

pub(super) use keys::working_keys;
pub(super) use removal::{
    due, ended, find_any, list_deleted, live_projects, live_tokens, message_count, next_to_empty,
    purge, rename, set_deleted, set_emptied,
};

fn role(row: &Row<'_>) -> rusqlite::Result<Role> {
    let word: String = row.get("role")?;
    Role::parse(&word).ok_or_else(|| conversion_error("role", &word))
}

fn team(row: &Row<'_>) -> rusqlite::Result<Team> {
    Ok(Team {
        id: row.get("id")?,
        public_id: row.get("public_id")?,
        name: row.get("name")?,
        role: role(row)?,
        created_at: row.get("created_at")?,
        deleted_at: row.get("deleted_at")?,
    })
}

pub(super) fn insert(
    tx: &Tx<'_>,
    public_id: &PublicId<TeamId>,
    name: &str,
    now: Timestamp,
) -> Result<TeamId> {
    let sql = "
        INSERT INTO teams (public_id, name, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?3)";
    tx.prepare_cached(sql)?.execute((public_id, name, now))?;
    Ok(TeamId(tx.last_insert_rowid()))
}

pub(super) fn insert_member(
    tx: &Tx<'_>,
    team: TeamId,
    user: UserId,
    role: Role,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        INSERT INTO memberships (team_id, user_id, role, joined_at)
        VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (team_id, user_id) DO NOTHING";
    match tx
        .prepare_cached(sql)?
        .execute((team, user, role.word(), now))?
    {
        0 => Err(Error::Conflict(text!("member-already"))),
        _ => Ok(()),
    }
}

pub(super) fn list(conn: &Conn, user: UserId) -> Result<Vec<Team>> {
    let sql = "
        SELECT t.id, t.public_id, t.name, t.created_at, t.deleted_at, m.role
        FROM memberships m
        JOIN teams t ON t.id = m.team_id
        WHERE m.user_id = ?1 AND m.status = 'active' AND t.deleted_at IS NULL
        ORDER BY t.name COLLATE NOCASE, t.id";
    let mut statement = conn.prepare_cached(sql)?;
    let teams = statement.query_map([user], team)?;
    Ok(teams.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn find(conn: &Conn, user: UserId, id: &PublicId<TeamId>) -> Result<Option<Team>> {
    let sql = "
        SELECT t.id, t.public_id, t.name, t.created_at, t.deleted_at, m.role
        FROM teams t
        JOIN memberships m ON m.team_id = t.id
        WHERE t.public_id = ?1 AND m.user_id = ?2 AND m.status = 'active'
            AND t.deleted_at IS NULL";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((id, user), team)
        .optional()?)
}

/// Live teams by name, or all of them, with the role that the command line acts in.
pub(super) fn named(conn: &Conn, name: Option<&str>) -> Result<Vec<Team>> {
    let sql = "
        SELECT id, public_id, name, created_at, deleted_at, 'owner' AS role
        FROM teams
        WHERE deleted_at IS NULL AND (?1 IS NULL OR name = ?1 OR public_id = ?1)
        ORDER BY id
        LIMIT 2";
    let mut statement = conn.prepare_cached(sql)?;
    let teams = statement.query_map([name], team)?;
    Ok(teams.collect::<rusqlite::Result<_>>()?)
}

/// The active membership in `team`, or in the team that the person joined first.
pub(super) fn membership(
    conn: &Conn,
    user: UserId,
    in_team: Option<TeamId>,
) -> Result<Option<Membership>> {
    let sql = "
        SELECT t.id, t.public_id, t.name, m.role
        FROM memberships m
        JOIN teams t ON t.id = m.team_id
        WHERE m.user_id = ?1 AND (?2 IS NULL OR m.team_id = ?2) AND m.status = 'active'
            AND t.deleted_at IS NULL
        ORDER BY m.joined_at, t.id
        LIMIT 1";
    let found = conn.prepare_cached(sql)?.query_row((user, in_team), |row| {
        Ok(Membership {
            team: row.get("id")?,
            team_id: row.get("public_id")?,
            team_name: row.get("name")?,
            user,
            role: role(row)?,
            scopes: None,
        })
    });
    Ok(found.optional()?)
}

pub(super) fn names_with_roles(
    conn: &Conn,
    team: TeamId,
    roles: &[Role],
    most: usize,
) -> Result<Vec<String>> {
    let sql = "
        SELECT u.name, m.role
        FROM memberships m
        JOIN users u ON u.id = m.user_id
        WHERE m.team_id = ?1 AND m.status = 'active'
        ORDER BY m.joined_at, u.id";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([team])?;
    let mut names = Vec::new();
    while let Some(row) = rows.next()? {
        if roles.contains(&role(row)?) && names.len() < most {
            names.push(row.get("name")?);
        }
    }
    Ok(names)
}

pub(super) fn member_count(conn: &Conn, team: TeamId) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM memberships WHERE team_id = ?1 AND status = 'active'";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([team], |row| row.get(0))?)
}
