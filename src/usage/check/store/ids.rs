//! Uniqueness: every event has its id, and every id its event. All of the check that knows how
//! this is stored.

use crate::db::Conn;
use crate::error::Result;
use crate::ids::TeamId;

/// Shows the numbers of the events from one up to (without) another that their id does not lead
/// to. As an id leads to one event only, no two events have the same.
pub(in crate::usage::check) fn events_without_id(
    conn: &Conn,
    team: TeamId,
    (from, to): (i64, i64),
    mut show: impl FnMut(i64),
) -> Result<()> {
    let sql = "
        SELECT e.seq
        FROM usage_events e
        WHERE e.team_id = ?1 AND e.seq >= ?2 AND e.seq < ?3 AND NOT EXISTS (
            SELECT 1 FROM usage_event_ids i
            WHERE i.source_id = e.source_id AND i.event_id = e.event_id
                AND i.team_id = e.team_id AND i.seq = e.seq)
        ORDER BY e.seq";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query((team, from, to))?;
    while let Some(row) = rows.next()? {
        show(row.get(0)?);
    }
    Ok(())
}

/// Looks at some ids after a place (source and id) and shows those that lead to no event of
/// theirs, by team and number. Gives how many it looked at and the place to go on after.
pub(in crate::usage::check) fn ids_without_event(
    conn: &Conn,
    after: &(i64, String),
    most: usize,
    mut show: impl FnMut(TeamId, i64),
) -> Result<(usize, Option<(i64, String)>)> {
    let sql = "
        SELECT i.source_id, i.event_id, i.team_id, i.seq, e.seq IS NULL AS lost
        FROM usage_event_ids i
        LEFT JOIN usage_events e ON e.team_id = i.team_id AND e.seq = i.seq
            AND e.source_id = i.source_id AND e.event_id = i.event_id
        WHERE (i.source_id, i.event_id) > (?1, ?2)
        ORDER BY i.source_id, i.event_id
        LIMIT ?3";
    let mut statement = conn.prepare_cached(sql)?;
    let most_rows = i64::try_from(most).unwrap_or(i64::MAX);
    let mut rows = statement.query((after.0, &after.1, most_rows))?;
    let (mut ids, mut last) = (0, None);
    while let Some(row) = rows.next()? {
        ids += 1;
        if row.get("lost")? {
            show(row.get("team_id")?, row.get("seq")?);
        }
        if ids == most {
            last = Some((row.get("source_id")?, row.get("event_id")?));
        }
    }
    Ok((ids, last))
}
