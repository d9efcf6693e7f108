//! What the check reads: events by time and by number, and everything that is derived from them.

use super::sequence::{Numbered, Sender};
use super::sums::State;
use crate::clock::DAY_MS;
use crate::db::{Conn, OptionalExtension as _, Row};
use crate::error::{Error, Result};
use crate::histogram::Histogram;
use crate::ids::{KeyId, ProjectId, TeamId};
use crate::usage::ids::Key;
use crate::usage::range::Level;
use crate::usage::store::counted::place;
use crate::usage::store::events::tokens;
use crate::usage::totals::{Place, Totals};

/// How many events the sequences of all teams have.
pub(super) fn count_events(conn: &Conn) -> Result<u64> {
    let sql = "SELECT COALESCE(SUM(ingest_seq - ingest_low_water), 0) FROM teams";
    let count: i64 = conn.query_row(sql, [], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// The next team that there is, or that there are events or totals of. One that is being purged is
/// left out: its events and totals go by themselves, one after the other.
pub(super) fn next_team(conn: &Conn, after: Option<TeamId>) -> Result<Option<TeamId>> {
    let sql = "
        SELECT MIN(id) FROM (
            SELECT MIN(id) AS id FROM teams WHERE id > ?1
            UNION ALL SELECT MIN(team_id) FROM usage_events WHERE team_id > ?1
            UNION ALL SELECT MIN(team_id) FROM usage_quarters WHERE team_id > ?1
            UNION ALL SELECT MIN(team_id) FROM usage_hours WHERE team_id > ?1
            UNION ALL SELECT MIN(team_id) FROM usage_days WHERE team_id > ?1)";
    let going = "
        SELECT EXISTS (
            SELECT 1 FROM teams
            WHERE id = ?1 AND purged_at IS NOT NULL AND emptied_at IS NULL)";
    let mut after = after.map_or(i64::MIN, |team| team.0);
    loop {
        let next: Option<TeamId> = conn
            .prepare_cached(sql)?
            .query_row([after], |row| row.get(0))?;
        let Some(team) = next else {
            return Ok(None);
        };
        let purged: bool = conn
            .prepare_cached(going)?
            .query_row([team], |row| row.get(0))?;
        if !purged {
            return Ok(Some(team));
        }
        after = team.0;
    }
}

/// The next moment of a team with an event or a row of totals.
pub(super) fn next_time(conn: &Conn, team: TeamId, after: i64) -> Result<Option<i64>> {
    let sql = "
        SELECT MIN(at) FROM (
            SELECT MIN(time) AS at FROM usage_events WHERE team_id = ?1 AND time > ?2
            UNION ALL SELECT MIN(start) FROM usage_quarters WHERE team_id = ?1 AND start > ?2
            UNION ALL SELECT MIN(start) FROM usage_hours WHERE team_id = ?1 AND start > ?2
            UNION ALL SELECT MIN(start) FROM usage_days WHERE team_id = ?1 AND start > ?2)";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((team, after), |row| row.get(0))?)
}

/// How a team stands. Events of a moment come at most minutes before it, and numbers are given in
/// the order of coming, so from a day after the first event that is left came none is gone.
pub(super) fn state(conn: &Conn, team: TeamId) -> Result<State> {
    let sql = "
        SELECT t.ingest_seq, t.ingest_low_water, t.summed_seq,
            (SELECT e.ingested_at FROM usage_events e
            WHERE e.team_id = t.id ORDER BY e.seq LIMIT 1) AS came
        FROM teams t
        WHERE t.id = ?1";
    let found = conn.prepare_cached(sql)?.query_row([team], |row| {
        let low_water = row.get("ingest_low_water")?;
        let came: Option<i64> = row.get("came")?;
        Ok(State {
            seq: row.get("ingest_seq")?,
            summed: row.get("summed_seq")?,
            low_water,
            whole_from: match came {
                _ if low_water == 0 => i64::MIN,
                Some(came) => came.saturating_add(DAY_MS),
                None => i64::MAX,
            },
        })
    });
    // Without its row a team has no sequence, and nothing of it may be there.
    Ok(found.optional()?.unwrap_or(State {
        seq: 0,
        summed: 0,
        low_water: 0,
        whole_from: i64::MIN,
    }))
}

macro_rules! slots {
    ($table:literal) => {
        concat!(
            "SELECT start, project_id, model_id, key_id, status, events, requests,
                unpriced_requests, input_tokens, output_tokens, cached_input_tokens,
                cache_write_tokens, cache_write_1h_tokens, reasoning_tokens, input_audio_tokens,
                output_audio_tokens, input_image_tokens, output_image_tokens, cost_nanos,
                latency_count, latency_sum_ms, latency_histogram
            FROM ",
            $table,
            " WHERE team_id = ?1 AND start >= ?2 AND start < ?3"
        )
    };
}

/// Shows the rows of a stretch of time; `None` for one whose histogram cannot be read.
pub(super) fn totals(
    conn: &Conn,
    level: Level,
    team: TeamId,
    (from, to): (i64, i64),
    mut show: impl FnMut((i64, Place), Option<Totals>),
) -> Result<()> {
    let mut statement = conn.prepare_cached(match level {
        Level::Quarter => slots!("usage_quarters"),
        Level::Hour => slots!("usage_hours"),
        Level::Day => slots!("usage_days"),
        Level::Raw => return Err(Error::internal("events are no totals")),
    })?;
    let mut rows = statement.query((team, from, to))?;
    while let Some(row) = rows.next()? {
        show((row.get("start")?, place(row)?), sums(row)?);
    }
    Ok(())
}

fn sums(row: &Row<'_>) -> rusqlite::Result<Option<Totals>> {
    let Ok(latencies) = Histogram::decode(row.get_ref("latency_histogram")?.as_blob()?) else {
        return Ok(None);
    };
    Ok(Some(Totals {
        events: row.get("events")?,
        requests: row.get("requests")?,
        unpriced_requests: row.get("unpriced_requests")?,
        tokens: tokens(row)?,
        cost: row.get("cost_nanos")?,
        latency_count: row.get("latency_count")?,
        latency_sum_ms: row.get("latency_sum_ms")?,
        latencies,
    }))
}

/// The first number of a team's events that its sequence does not have, and how many there are.
pub(super) fn outside(
    conn: &Conn,
    team: TeamId,
    low_water: i64,
    last: i64,
) -> Result<Option<(i64, i64)>> {
    let sql = "
        SELECT MIN(seq), COUNT(*) FROM (
            SELECT seq FROM usage_events WHERE team_id = ?1 AND seq <= ?2
            UNION ALL SELECT seq FROM usage_events WHERE team_id = ?1 AND seq > ?3)";
    let row = (team, low_water, last);
    let (first, count): (Option<i64>, i64) = conn
        .prepare_cached(sql)?
        .query_row(row, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(first.map(|first| (first, count)))
}

/// Shows some events from one number to another (both included), in order.
pub(super) fn numbered(
    conn: &Conn,
    team: TeamId,
    from: i64,
    to: i64,
    most: usize,
    mut show: impl FnMut(Numbered<'_>) -> Result<()>,
) -> Result<()> {
    let sql = "
        SELECT seq, time, project_id, source_id, event_id, source_seq
        FROM usage_events INDEXED BY usage_events_by_seq
        WHERE team_id = ?1 AND seq >= ?2 AND seq <= ?3
        ORDER BY seq
        LIMIT ?4";
    let mut statement = conn.prepare_cached(sql)?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut rows = statement.query((team, from, to, most))?;
    while let Some(row) = rows.next()? {
        show(Numbered {
            seq: row.get("seq")?,
            time: row.get("time")?,
            project: row.get("project_id")?,
            key: Key {
                source: row.get("source_id")?,
                id: row.get_ref("event_id")?.as_str()?,
            },
            source_seq: row.get("source_seq")?,
        })?;
    }
    Ok(())
}

/// The latest event of every project of a team, as stored.
pub(super) fn last_events(conn: &Conn, team: TeamId) -> Result<Vec<(ProjectId, Option<i64>)>> {
    let sql = "SELECT id, last_event_at FROM projects WHERE team_id = ?1 ORDER BY id";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([team], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Shows every sender of a team.
pub(super) fn senders(
    conn: &Conn,
    team: TeamId,
    mut show: impl FnMut(Sender) -> Result<()>,
) -> Result<()> {
    let sql = "
        SELECT s.id, s.project_id, s.name, s.first_number, s.last_number
        FROM projects p
        JOIN usage_sources s ON s.project_id = p.id
        WHERE p.team_id = ?1
        ORDER BY s.id";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([team])?;
    while let Some(row) = rows.next()? {
        show(Sender {
            id: row.get("id")?,
            project: row.get("project_id")?,
            name: row.get("name")?,
            ends: (row.get("first_number")?, row.get("last_number")?),
        })?;
    }
    Ok(())
}

/// Whether the stored gaps of a sender are exactly these.
pub(super) fn gaps_are(
    conn: &Conn,
    sender: i64,
    mut gaps: impl Iterator<Item = (i64, i64)>,
) -> Result<bool> {
    let sql = "SELECT first, last FROM usage_source_gaps WHERE source_id = ?1 ORDER BY first";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([sender])?;
    while let Some(row) = rows.next()? {
        if gaps.next() != Some((row.get(0)?, row.get(1)?)) {
            return Ok(false);
        }
    }
    Ok(gaps.next().is_none())
}

fn name(conn: &Conn, sql: &str, id: i64) -> Result<String> {
    let found = conn.prepare_cached(sql)?.query_row([id], |row| row.get(0));
    // Of a thing that is gone its number is all there is to tell.
    Ok(found.optional()?.unwrap_or_else(|| format!("#{id}")))
}

/// How people know a team: its public id.
pub(super) fn team_name(conn: &Conn, team: TeamId) -> Result<String> {
    name(conn, "SELECT public_id FROM teams WHERE id = ?1", team.0)
}

/// How people know a project: its public id.
pub(super) fn project_name(conn: &Conn, project: ProjectId) -> Result<String> {
    let sql = "SELECT public_id FROM projects WHERE id = ?1";
    name(conn, sql, project.0)
}

/// The name of a model.
pub(super) fn model_name(conn: &Conn, model: i64) -> Result<String> {
    name(conn, "SELECT name FROM models WHERE id = ?1", model)
}

/// How people know a key: its public id.
pub(super) fn key_name(conn: &Conn, key: KeyId) -> Result<String> {
    name(conn, "SELECT public_id FROM api_keys WHERE id = ?1", key.0)
}
