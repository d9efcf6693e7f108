//! What the sums of usage tell about projects: the stored ones and the events that these do not hold
//! yet.

use std::collections::{HashMap, HashSet};

use crate::clock::Timestamp;
use crate::db::{Conn, id_list};
use crate::error::Result;
use crate::ids::{ProjectId, TeamId};
use crate::money::{NANOS_PER_USD, Nanos};
use crate::projects::Totals;

/// Projects with events since then, the beginning of a quarter, of which more than half of the
/// requests failed.
pub(in crate::projects) fn failing(
    conn: &Conn,
    team: TeamId,
    since: Timestamp,
) -> Result<HashSet<ProjectId>> {
    let sql = "
        SELECT project_id
        FROM (
            SELECT project_id, status, requests
            FROM usage_quarters
            WHERE team_id = ?1 AND start >= ?2
            UNION ALL
            SELECT project_id, status, requests
            FROM usage_tail
            WHERE team_id = ?1 AND time >= ?2)
        GROUP BY project_id
        HAVING 2 * SUM(iif(status = 'error', requests, 0)) > SUM(requests)";
    let mut statement = conn.prepare_cached(sql)?;
    let failing = statement.query_map((team, since), |row| row.get(0))?;
    Ok(failing.collect::<rusqlite::Result<_>>()?)
}

/// The usage of these projects since the beginning of a UTC day, in one query.
pub(in crate::projects) fn usage(
    conn: &Conn,
    team: TeamId,
    projects: &[ProjectId],
    since: Timestamp,
) -> Result<HashMap<ProjectId, Totals>> {
    // Tokens and cost are summed in two parts: whole sums of extreme rows would overflow.
    let sql = "
        SELECT project_id, SUM(requests) AS requests, SUM(unpriced) AS unpriced,
            SUM(input_tokens / 1000000000 + output_tokens / 1000000000) AS giga_tokens,
            SUM(input_tokens % 1000000000 + output_tokens % 1000000000) AS tokens,
            SUM(cost_nanos / 1000000000) AS usd, SUM(cost_nanos % 1000000000) AS nanos
        FROM (
            SELECT project_id, requests, unpriced_requests AS unpriced, input_tokens,
                output_tokens, cost_nanos
            FROM usage_days
            WHERE team_id = ?1 AND start >= ?2
            UNION ALL
            SELECT project_id, requests, iif(cost_nanos IS NULL, requests, 0), input_tokens,
                output_tokens, IFNULL(cost_nanos, 0)
            FROM usage_tail
            WHERE team_id = ?1 AND time >= ?2)
        WHERE project_id IN (SELECT value FROM json_each(?3))
        GROUP BY project_id";
    let list = id_list(projects.iter().map(|id| id.0));
    let mut statement = conn.prepare_cached(sql)?;
    let totals = statement.query_map((team, since, list), |row| {
        let whole = |name, part| -> rusqlite::Result<i128> {
            let parts: (i64, i64) = (row.get(name)?, row.get(part)?);
            Ok(i128::from(parts.0) * NANOS_PER_USD + i128::from(parts.1))
        };
        let totals = Totals {
            requests: row.get("requests")?,
            unpriced: row.get("unpriced")?,
            tokens: i64::try_from(whole("giga_tokens", "tokens")?).unwrap_or(i64::MAX),
            cost: Nanos(whole("usd", "nanos")?),
        };
        Ok((row.get("project_id")?, totals))
    })?;
    Ok(totals.collect::<rusqlite::Result<_>>()?)
}
