//! Rows of projects, and what other tables tell about them.

mod usage;

use std::collections::HashMap;

use super::{KeyAtRisk, NewProject, Project, Status, Switch, Totals, Typed};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{
    Conn, OptionalExtension as _, Row, Tx, conversion_error, named_params, unique_violation,
};
use crate::error::{Error, Result};
use crate::ids::{ProjectId, PublicId, TeamId, UserId};
use crate::page::Cursor;
use crate::text;

pub(super) use usage::{failing, usage};

/// The columns that [`project`] reads; they need `:now`.
const COLUMNS: &str = "
    p.id, p.public_id, p.name, p.description, p.model, p.status, p.created_at, p.updated_at,
    p.last_started_at, p.last_event_at, p.deleted_at,
    (SELECT COUNT(*)
        FROM api_keys k
        WHERE k.project_id = p.id AND k.revoked_at IS NULL
            AND (k.expires_at IS NULL OR k.expires_at > :now)) AS key_count";

fn project(row: &Row<'_>) -> rusqlite::Result<Project> {
    let status: String = row.get("status")?;
    Ok(Project {
        id: row.get("id")?,
        public_id: row.get("public_id")?,
        name: row.get("name")?,
        description: row.get("description")?,
        model: row.get("model")?,
        status: match status.as_str() {
            "running" => Status::Running,
            "stopped" => Status::Stopped,
            other => return Err(conversion_error("status", other)),
        },
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        last_started_at: row.get("last_started_at")?,
        last_event_at: row.get("last_event_at")?,
        key_count: row.get("key_count")?,
        usage: Totals::default(),
        deleted_at: row.get("deleted_at")?,
    })
}

/// Hands over the team's projects, newest first, until `each` has enough.
pub(super) fn scan(
    conn: &Conn,
    team: TeamId,
    deleted: bool,
    cursor: Option<&Cursor>,
    now: Timestamp,
    mut each: impl FnMut(Project) -> bool,
) -> Result<()> {
    let sql = format!(
        "SELECT {COLUMNS}
        FROM projects p
        WHERE p.team_id = :team AND (p.created_at, p.public_id) < (:at, :id)
            AND (p.deleted_at IS NOT NULL) = :deleted
            AND (p.deleted_at IS NULL OR p.deleted_at > :restorable)
            AND p.purged_at IS NULL
        ORDER BY p.created_at DESC, p.public_id DESC"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(named_params! {
        ":team": team,
        ":at": cursor.map_or(i64::MAX, |cursor| cursor.at),
        ":id": cursor.map_or("", |cursor| &cursor.id),
        ":deleted": deleted,
        ":restorable": now.minus(super::RESTORABLE),
        ":now": now,
    })?;
    while let Some(row) = rows.next()? {
        if !each(project(row)?) {
            break;
        }
    }
    Ok(())
}

/// A project that is not purged.
pub(super) fn find(
    conn: &Conn,
    team: TeamId,
    id: &PublicId<ProjectId>,
    now: Timestamp,
) -> Result<Option<Project>> {
    let sql = format!(
        "SELECT {COLUMNS}
        FROM projects p
        WHERE p.team_id = :team AND p.public_id = :id AND p.purged_at IS NULL"
    );
    let given = named_params! { ":team": team, ":id": id, ":now": now };
    Ok(conn
        .prepare_cached(&sql)?
        .query_row(given, project)
        .optional()?)
}

pub(super) fn live_id(
    conn: &Conn,
    team: TeamId,
    id: &PublicId<ProjectId>,
) -> Result<Option<ProjectId>> {
    let sql = "
        SELECT id
        FROM projects
        WHERE team_id = ?1 AND public_id = ?2 AND deleted_at IS NULL";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((team, id), |row| row.get(0))
        .optional()?)
}

/// Live projects that are meant by what was typed, two at most.
pub(super) fn typed(conn: &Conn, typed: &str) -> Result<Vec<Typed>> {
    let sql = "
        SELECT p.id, p.public_id, p.name, t.id AS team_id, t.name AS team_name
        FROM projects p
        JOIN teams t ON t.id = p.team_id AND t.deleted_at IS NULL
        WHERE p.deleted_at IS NULL AND (p.public_id = ?1 OR p.name = ?1
            OR t.name || '/' || p.name = ?1 OR t.public_id || '/' || p.name = ?1)
        LIMIT 2";
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_map([typed], |row| {
        Ok(Typed {
            team: row.get("team_id")?,
            team_name: row.get("team_name")?,
            project: row.get("id")?,
            public_id: row.get("public_id")?,
            name: row.get("name")?,
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn oldest(conn: &Conn, team: TeamId) -> Result<Option<ProjectId>> {
    let sql = "
        SELECT id
        FROM projects
        WHERE team_id = ?1 AND deleted_at IS NULL
        ORDER BY created_at, public_id
        LIMIT 1";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([team], |row| row.get(0))
        .optional()?)
}

fn taken(error: rusqlite::Error) -> Error {
    if unique_violation(&error, "projects.name_key") {
        Error::invalid("name", text!("project-name-taken"))
    } else {
        error.into()
    }
}

pub(super) fn insert(
    tx: &Tx<'_>,
    team: TeamId,
    by: UserId,
    public_id: &PublicId<ProjectId>,
    new: &NewProject,
    now: Timestamp,
) -> Result<ProjectId> {
    let sql = "
        INSERT INTO projects (public_id, team_id, name, name_key, description, model, status,
            created_by, created_at, updated_at, last_started_at)
        VALUES (:public_id, :team, :name, :name_key, :description, :model, 'running',
            :by, :now, :now, :now)";
    tx.prepare_cached(sql)?
        .execute(named_params! {
            ":public_id": public_id,
            ":team": team,
            ":name": new.name,
            ":name_key": check::name_key(&new.name),
            ":description": new.description,
            ":model": new.model,
            ":by": by,
            ":now": now,
        })
        .map_err(taken)?;
    Ok(ProjectId(tx.last_insert_rowid()))
}

/// Name, description and model.
pub(super) fn update(
    tx: &Tx<'_>,
    team: TeamId,
    id: ProjectId,
    [name, description, model]: [&String; 3],
    now: Timestamp,
) -> Result<()> {
    let sql = "
        UPDATE projects
        SET name = :name, name_key = :name_key, description = :description, model = :model,
            updated_at = :now
        WHERE team_id = :team AND id = :id";
    tx.prepare_cached(sql)?
        .execute(named_params! {
            ":name": name,
            ":name_key": check::name_key(name),
            ":description": description,
            ":model": model,
            ":now": now,
            ":team": team,
            ":id": id,
        })
        .map_err(taken)?;
    Ok(())
}

pub(super) fn turn(
    tx: &Tx<'_>,
    team: TeamId,
    id: ProjectId,
    running: bool,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        UPDATE projects
        SET status = iif(?3, 'running', 'stopped'), updated_at = ?4,
            last_started_at = iif(?3, ?4, last_started_at)
        WHERE team_id = ?1 AND id = ?2";
    tx.prepare_cached(sql)?.execute((team, id, running, now))?;
    Ok(())
}

pub(super) fn name_taken(conn: &Conn, team: TeamId, name: &str) -> Result<bool> {
    let sql = "
        SELECT EXISTS (
            SELECT 1 FROM projects WHERE team_id = ?1 AND name_key = ?2 AND deleted_at IS NULL)";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((team, check::name_key(name)), |row| row.get(0))?)
}

pub(super) fn set_deleted(
    tx: &Tx<'_>,
    team: TeamId,
    id: ProjectId,
    at: Option<Timestamp>,
) -> Result<()> {
    let sql = "UPDATE projects SET deleted_at = ?3 WHERE team_id = ?1 AND id = ?2";
    tx.prepare_cached(sql)?.execute((team, id, at))?;
    Ok(())
}

/// Keys that are neither revoked nor expired, the last used first.
pub(super) fn live_keys(
    conn: &Conn,
    team: TeamId,
    id: ProjectId,
    now: Timestamp,
) -> Result<Vec<KeyAtRisk>> {
    let sql = "
        SELECT public_id, name, last_used_at
        FROM api_keys
        WHERE team_id = ?1 AND project_id = ?2 AND revoked_at IS NULL
            AND (expires_at IS NULL OR expires_at > ?3)
        ORDER BY last_used_at DESC, created_at DESC";
    let mut statement = conn.prepare_cached(sql)?;
    let keys = statement.query_map((team, id, now), |row| {
        Ok(KeyAtRisk {
            id: row.get("public_id")?,
            name: row.get("name")?,
            last_used: row.get("last_used_at")?,
        })
    })?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}

/// Projects that were deleted at `until` or earlier, or whose team is purged.
pub(super) fn due(
    conn: &Conn,
    until: Timestamp,
    most: u32,
) -> Result<Vec<(TeamId, ProjectId, PublicId<ProjectId>)>> {
    let sql = "
        SELECT team_id, id, public_id
        FROM projects
        WHERE purged_at IS NULL AND (deleted_at <= ?1
            OR team_id IN (SELECT id FROM teams WHERE purged_at IS NOT NULL))
        ORDER BY deleted_at, id
        LIMIT ?2";
    let mut statement = conn.prepare_cached(sql)?;
    let due = statement.query_map((until, most), |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    Ok(due.collect::<rusqlite::Result<_>>()?)
}

/// Erases what people typed, and the secrets of the keys; the row stays.
pub(super) fn purge(tx: &Tx<'_>, team: TeamId, id: ProjectId, now: Timestamp) -> Result<()> {
    let secrets = "
        DELETE FROM api_key_secrets
        WHERE key_id IN (SELECT id FROM api_keys WHERE team_id = ?1 AND project_id = ?2)";
    let keys = "
        UPDATE api_keys
        SET name = '', created_by = NULL, revoked_at = coalesce(revoked_at, ?3)
        WHERE team_id = ?1 AND project_id = ?2";
    let project = "
        UPDATE projects
        SET name = '', name_key = '', description = '', model = '', created_by = NULL,
            deleted_at = coalesce(deleted_at, ?3), purged_at = ?3
        WHERE team_id = ?1 AND id = ?2";
    // Files are named there.
    let imports = "DELETE FROM usage_imports WHERE team_id = ?1 AND project_id = ?2";
    tx.prepare_cached(imports)?.execute((team, id))?;
    tx.prepare_cached(secrets)?.execute((team, id))?;
    tx.prepare_cached(keys)?.execute((team, id, now))?;
    tx.prepare_cached(project)?.execute((team, id, now))?;
    Ok(())
}

/// Every project that is not purged.
pub(super) fn switches(conn: &Conn) -> Result<HashMap<ProjectId, Switch>> {
    let sql = "
        SELECT id, status, deleted_at IS NOT NULL AS deleted
        FROM projects
        WHERE purged_at IS NULL";
    let mut statement = conn.prepare(sql)?;
    let switches = statement.query_map([], |row| {
        let status: String = row.get("status")?;
        let switch = match (row.get("deleted")?, status.as_str()) {
            (true, _) => Switch::Deleted,
            (false, "stopped") => Switch::Stopped,
            (false, _) => Switch::Running,
        };
        Ok((row.get("id")?, switch))
    })?;
    Ok(switches.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn count_live(conn: &Conn, team: TeamId) -> Result<u32> {
    let sql = "SELECT COUNT(*) FROM projects WHERE team_id = ?1 AND deleted_at IS NULL";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([team], |row| row.get(0))?)
}
