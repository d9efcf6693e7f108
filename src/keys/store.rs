//! Rows of keys and their secrets.

use std::collections::HashMap;

use super::held::HeldRow;
use super::{ApiKey, KeyScope, KeyState, NewKey, VISIBLE};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Row, Tx, id_list, named_params, token_hint, words};
use crate::error::Result;
use crate::ids::{KeyId, ProjectId, PublicId, TeamId, UserId};
use crate::page::Cursor;
use crate::secret::{Token, TokenHash};

/// What [`key`] reads, of keys that are still visible; needs `:now` and `:visible`. The present
/// secret is the one without an end.
const SHOWN: &str = "
    SELECT k.id, k.public_id, k.name, k.scopes, k.created_at, k.last_used_at, k.expires_at,
        k.revoked_at, p.public_id AS project_id, p.name AS project_name, u.name AS created_by,
        s.hint_head, s.hint_tail,
        (SELECT MAX(o.expires_at)
            FROM api_key_secrets o
            WHERE o.key_id = k.id AND o.expires_at > :now) AS overlap_until
    FROM api_keys k
    JOIN projects p ON p.id = k.project_id AND p.deleted_at IS NULL
    JOIN api_key_secrets s ON s.key_id = k.id AND s.expires_at IS NULL
    LEFT JOIN users u ON u.id = k.created_by
    WHERE (k.revoked_at IS NULL OR k.revoked_at > :visible)
        AND (k.expires_at IS NULL OR k.expires_at > :visible)
        AND k.team_id = :team";

fn scopes(row: &Row<'_>) -> rusqlite::Result<Vec<KeyScope>> {
    words(row, "scopes", KeyScope::parse)
}

fn key(row: &Row<'_>, now: Timestamp) -> rusqlite::Result<ApiKey> {
    let expires_at: Option<Timestamp> = row.get("expires_at")?;
    let revoked_at: Option<Timestamp> = row.get("revoked_at")?;
    let overlap_until: Option<Timestamp> = row.get("overlap_until")?;
    let state = if revoked_at.is_some() {
        KeyState::Revoked
    } else if expires_at.is_some_and(|at| at <= now) {
        KeyState::Expired
    } else if overlap_until.is_some() {
        KeyState::Rotating
    } else {
        KeyState::Active
    };
    Ok(ApiKey {
        id: row.get("id")?,
        public_id: row.get("public_id")?,
        name: row.get("name")?,
        project: row.get("project_id")?,
        project_name: row.get("project_name")?,
        hint: token_hint(row)?,
        scopes: scopes(row)?,
        created_at: row.get("created_at")?,
        created_by: row.get("created_by")?,
        last_used_at: row.get("last_used_at")?,
        expires_at,
        revoked_at,
        overlap_until: overlap_until.filter(|_| state == KeyState::Rotating),
        requests: 0,
        state,
    })
}

pub(super) fn list(
    conn: &Conn,
    team: TeamId,
    project: Option<ProjectId>,
    most: i64,
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> Result<Vec<ApiKey>> {
    let sql = format!(
        "{SHOWN}
            AND (:project IS NULL OR k.project_id = :project)
            AND (k.created_at, k.public_id) < (:at, :id)
        ORDER BY k.created_at DESC, k.public_id DESC
        LIMIT :most"
    );
    let given = named_params! {
        ":team": team,
        ":project": project,
        ":at": cursor.map_or(i64::MAX, |cursor| cursor.at),
        ":id": cursor.map_or("", |cursor| &cursor.id),
        ":most": most,
        ":now": now,
        ":visible": now.minus(VISIBLE),
    };
    let mut statement = conn.prepare_cached(&sql)?;
    let keys = statement.query_map(given, |row| key(row, now))?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn find(
    conn: &Conn,
    team: TeamId,
    id: &PublicId<KeyId>,
    now: Timestamp,
) -> Result<Option<ApiKey>> {
    let sql = format!("{SHOWN} AND k.public_id = :id");
    let given = named_params! {
        ":team": team,
        ":id": id,
        ":now": now,
        ":visible": now.minus(VISIBLE),
    };
    Ok(conn
        .prepare_cached(&sql)?
        .query_row(given, |row| key(row, now))
        .optional()?)
}

/// Keys of a project that are meant by what was typed, ended ones included, two at most.
pub(super) fn typed(
    conn: &Conn,
    team: TeamId,
    project: ProjectId,
    typed: &str,
) -> Result<Vec<(KeyId, PublicId<KeyId>)>> {
    let sql = "
        SELECT id, public_id
        FROM api_keys
        WHERE team_id = ?1 AND project_id = ?2 AND (public_id = ?3 OR name = ?3)
        LIMIT 2";
    let mut statement = conn.prepare_cached(sql)?;
    let keys = statement.query_map((team, project, typed), |row| {
        Ok((row.get("id")?, row.get("public_id")?))
    })?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}

/// Requests since the beginning of a UTC day, by key, in one query.
pub(super) fn requests(
    conn: &Conn,
    team: TeamId,
    keys: &[KeyId],
    since: Timestamp,
) -> Result<HashMap<KeyId, i64>> {
    let sql = "
        SELECT key_id, SUM(requests)
        FROM (
            SELECT key_id, requests FROM usage_days WHERE team_id = ?1 AND start >= ?2
            UNION ALL
            SELECT key_id, requests FROM usage_tail WHERE team_id = ?1 AND time >= ?2)
        WHERE key_id IN (SELECT value FROM json_each(?3))
        GROUP BY key_id";
    let list = id_list(keys.iter().map(|id| id.0));
    let mut statement = conn.prepare_cached(sql)?;
    let requests =
        statement.query_map((team, since, list), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(requests.collect::<rusqlite::Result<_>>()?)
}

/// Keys that are neither revoked nor expired, of live projects.
pub(super) fn count_live(conn: &Conn, team: TeamId, now: Timestamp) -> Result<u32> {
    let sql = "
        SELECT COUNT(*)
        FROM api_keys k
        JOIN projects p ON p.id = k.project_id AND p.deleted_at IS NULL
        WHERE k.team_id = ?1 AND k.revoked_at IS NULL
            AND (k.expires_at IS NULL OR k.expires_at > ?2)";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((team, now), |row| row.get(0))?)
}

pub(super) fn insert(
    tx: &Tx<'_>,
    team: TeamId,
    project: ProjectId,
    by: UserId,
    public_id: &PublicId<KeyId>,
    new: &NewKey,
    now: Timestamp,
) -> Result<KeyId> {
    let sql = "
        INSERT INTO api_keys (public_id, team_id, project_id, name, scopes, created_by,
            created_at, expires_at)
        VALUES (:public_id, :team, :project, :name, :scopes, :by, :now, :expires)";
    let scopes: Vec<_> = new.scopes.iter().map(|scope| scope.word()).collect();
    tx.prepare_cached(sql)?.execute(named_params! {
        ":public_id": public_id,
        ":team": team,
        ":project": project,
        ":name": new.name,
        ":scopes": scopes.join(" "),
        ":by": by,
        ":now": now,
        ":expires": new.expires_at,
    })?;
    Ok(KeyId(tx.last_insert_rowid()))
}

pub(super) fn insert_secret(tx: &Tx<'_>, key: KeyId, token: &Token, now: Timestamp) -> Result<()> {
    let sql = "
        INSERT INTO api_key_secrets (token_hash, key_id, hint_head, hint_tail, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    let hint = token.hint();
    tx.prepare_cached(sql)?
        .execute((token.hash(), key, hint.head, hint.tail, now))?;
    Ok(())
}

/// The secrets of a key that are valid, the present one first.
/// The secrets that are valid now, the newest first, each with its end if a rotation gave it one.
pub(super) fn valid_secrets(
    conn: &Conn,
    key: KeyId,
    now: Timestamp,
) -> Result<Vec<(TokenHash, Option<Timestamp>)>> {
    let sql = "
        SELECT token_hash, expires_at
        FROM api_key_secrets
        WHERE key_id = ?1 AND (expires_at IS NULL OR expires_at > ?2)
        ORDER BY expires_at IS NOT NULL, created_at DESC";
    let mut statement = conn.prepare_cached(sql)?;
    let hashes = statement.query_map((key, now), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(hashes.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn end_secret(tx: &Tx<'_>, hash: &TokenHash, end: Timestamp) -> Result<()> {
    let sql = "UPDATE api_key_secrets SET expires_at = ?2 WHERE token_hash = ?1";
    tx.prepare_cached(sql)?.execute((hash, end))?;
    Ok(())
}

pub(super) fn revoke(tx: &Tx<'_>, team: TeamId, id: KeyId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE api_keys SET revoked_at = ?3 WHERE team_id = ?1 AND id = ?2";
    tx.prepare_cached(sql)?.execute((team, id, now))?;
    Ok(())
}

pub(super) fn touch(tx: &Tx<'_>, id: KeyId, at: Timestamp) -> Result<()> {
    let sql = "
        UPDATE api_keys
        SET last_used_at = max(coalesce(last_used_at, ?2), ?2)
        WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, at))?;
    Ok(())
}

/// Removes secrets that ended at `until` or earlier, by themselves or with their key.
pub(super) fn purge_secrets(tx: &Tx<'_>, until: Timestamp) -> Result<Vec<TokenHash>> {
    let sql = "
        DELETE FROM api_key_secrets
        WHERE expires_at <= ?1 OR key_id IN (
            SELECT id FROM api_keys WHERE revoked_at <= ?1 OR expires_at <= ?1)
        RETURNING token_hash";
    let mut statement = tx.prepare_cached(sql)?;
    let gone = statement.query_map([until], |row| row.get(0))?;
    Ok(gone.collect::<rusqlite::Result<_>>()?)
}

/// Every secret with its key, for the ring.
pub(super) fn held(conn: &Conn) -> Result<Vec<HeldRow>> {
    let sql = "
        SELECT s.token_hash, s.expires_at AS secret_expires_at, k.id, k.public_id, k.team_id,
            k.project_id, k.scopes, k.expires_at, k.revoked_at IS NOT NULL AS revoked,
            k.last_used_at
        FROM api_key_secrets s
        JOIN api_keys k ON k.id = s.key_id";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(HeldRow {
            hash: row.get("token_hash")?,
            secret_expires_at: row.get("secret_expires_at")?,
            key: row.get("id")?,
            public_id: row.get("public_id")?,
            team: row.get("team_id")?,
            project: row.get("project_id")?,
            scopes: scopes(row)?,
            expires_at: row.get("expires_at")?,
            revoked: row.get("revoked")?,
            last_used_at: row.get("last_used_at")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
