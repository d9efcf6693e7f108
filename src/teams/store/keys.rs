//! Keys, as the end of something tells of them.

use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{TeamId, UserId};
use crate::teams::WorkingKey;

/// Keys of live projects that are neither revoked nor expired, of everybody or of one person, the
/// last used first.
pub(in crate::teams) fn working_keys(
    conn: &Conn,
    team: TeamId,
    made_by: Option<UserId>,
    now: Timestamp,
) -> Result<Vec<WorkingKey>> {
    let sql = "
        SELECT k.id, k.public_id, k.name, k.last_used_at, p.name AS project
        FROM api_keys k
        JOIN projects p ON p.id = k.project_id AND p.deleted_at IS NULL
        WHERE k.team_id = ?1 AND k.revoked_at IS NULL
            AND (k.expires_at IS NULL OR k.expires_at > ?2)
            AND (?3 IS NULL OR k.created_by = ?3)
        ORDER BY k.last_used_at DESC, k.created_at DESC";
    let mut statement = conn.prepare_cached(sql)?;
    let keys = statement.query_map((team, now, made_by), |row| {
        Ok(WorkingKey {
            row: row.get("id")?,
            id: row.get("public_id")?,
            name: row.get("name")?,
            project: row.get("project")?,
            last_used: row.get("last_used_at")?,
        })
    })?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}
