//! Rows of usage that go with their team.

use crate::db::Tx;
use crate::error::Result;
use crate::ids::TeamId;

/// Removes up to `most` events, the oldest numbers first; how many went.
pub(in crate::usage) fn events(tx: &Tx<'_>, team: TeamId, most: u32) -> Result<usize> {
    let sql = "
        DELETE FROM usage_events
        WHERE team_id = ?1 AND seq IN (
            SELECT seq FROM usage_events WHERE team_id = ?1 ORDER BY seq LIMIT ?2)";
    Ok(tx.prepare_cached(sql)?.execute((team, most))?)
}

/// Removes `most` rows of one level of totals, and those of one more moment; how many went.
pub(in crate::usage) fn totals(tx: &Tx<'_>, team: TeamId, most: u32) -> Result<usize> {
    for table in ["usage_quarters", "usage_hours", "usage_days"] {
        let sql = format!(
            "DELETE FROM {table}
            WHERE team_id = ?1 AND start <= coalesce(
                (SELECT start FROM {table} WHERE team_id = ?1 ORDER BY start LIMIT 1 OFFSET ?2),
                9223372036854775807)"
        );
        let gone = tx.prepare_cached(&sql)?.execute((team, most))?;
        if gone > 0 {
            return Ok(gone);
        }
    }
    Ok(0)
}

/// Removes the names of the senders, with their gaps; how many went.
pub(in crate::usage) fn sources(tx: &Tx<'_>, team: TeamId) -> Result<usize> {
    let sql = "
        DELETE FROM usage_sources
        WHERE project_id IN (SELECT id FROM projects WHERE team_id = ?1)";
    Ok(tx.prepare_cached(sql)?.execute([team])?)
}

/// Whether projects of the team wait for their purge.
pub(in crate::usage) fn projects_left(tx: &Tx<'_>, team: TeamId) -> Result<bool> {
    let sql = "
        SELECT EXISTS (SELECT 1 FROM projects WHERE team_id = ?1 AND purged_at IS NULL)";
    Ok(tx
        .prepare_cached(sql)?
        .query_row([team], |row| row.get(0))?)
}
