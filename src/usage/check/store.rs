//! What the check reads: all events in order, and all totals.

use super::{Place, Seen};
use crate::db::{Conn, Row, conversion_error};
use crate::error::{Error, Result};
use crate::histogram::Histogram;
use crate::ids::{ProjectId, TeamId};
use crate::usage::event::{Status, Tokens};
use crate::usage::ids::Key;
use crate::usage::range::Level;
use crate::usage::totals::{Counted, Totals};

fn place(row: &Row<'_>) -> rusqlite::Result<Place> {
    let word = row.get_ref("status")?.as_str()?;
    Ok(Place {
        project: row.get("project_id")?,
        model: row.get("model_id")?,
        key: row.get("key_id")?,
        status: Status::parse(word).ok_or_else(|| conversion_error("status", word))?,
    })
}

fn tokens(row: &Row<'_>) -> rusqlite::Result<Tokens> {
    Ok(Tokens {
        input: row.get("input_tokens")?,
        output: row.get("output_tokens")?,
        cached_input: row.get("cached_input_tokens")?,
        cache_write: row.get("cache_write_tokens")?,
        cache_write_1h: row.get("cache_write_1h_tokens")?,
        reasoning: row.get("reasoning_tokens")?,
        input_audio: row.get("input_audio_tokens")?,
        output_audio: row.get("output_audio_tokens")?,
        input_image: row.get("input_image_tokens")?,
        output_image: row.get("output_image_tokens")?,
    })
}

/// Shows every event, team by team in the order of time.
pub(super) fn walk(conn: &Conn, mut show: impl FnMut(&Seen<'_>) -> Result<()>) -> Result<()> {
    let sql = "
        SELECT team_id, time, seq, source_id, event_id, project_id, model_id, key_id, status, requests, input_tokens,
            output_tokens, cached_input_tokens, cache_write_tokens, cache_write_1h_tokens,
            reasoning_tokens, input_audio_tokens, output_audio_tokens, input_image_tokens,
            output_image_tokens, cost_nanos, latency_ms
        FROM usage_events
        ORDER BY team_id, time";
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        show(&Seen {
            team: row.get("team_id")?,
            time: row.get("time")?,
            seq: row.get("seq")?,
            key: Key {
                source: row.get("source_id")?,
                id: row.get_ref("event_id")?.as_str()?,
            },
            place: place(row)?,
            counted: Counted {
                requests: row.get("requests")?,
                tokens: tokens(row)?,
                cost: row.get("cost_nanos")?,
                latency_ms: row.get("latency_ms")?,
            },
        })?;
    }
    Ok(())
}

macro_rules! slot {
    ($table:literal) => {
        concat!(
            "SELECT project_id, model_id, key_id, status, events, requests, unpriced_requests,
                input_tokens, output_tokens, cached_input_tokens, cache_write_tokens,
                cache_write_1h_tokens, reasoning_tokens, input_audio_tokens, output_audio_tokens,
                input_image_tokens, output_image_tokens, cost_nanos, latency_count,
                latency_sum_ms, latency_histogram
            FROM ",
            $table,
            " WHERE team_id = ?1 AND start = ?2"
        )
    };
}

/// The rows of a slot; `None` for one whose histogram cannot be read.
pub(super) fn slot(
    conn: &Conn,
    level: Level,
    team: TeamId,
    start: i64,
) -> Result<Vec<(Place, Option<Totals>)>> {
    let mut statement = conn.prepare_cached(match level {
        Level::Quarter => slot!("usage_quarters"),
        Level::Hour => slot!("usage_hours"),
        Level::Day => slot!("usage_days"),
        Level::Raw => return Err(Error::internal("events are no totals")),
    })?;
    let rows = statement.query_map((team, start), |row| Ok((place(row)?, totals(row)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn totals(row: &Row<'_>) -> rusqlite::Result<Option<Totals>> {
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

macro_rules! orphans {
    ($table:literal) => {
        concat!(
            "SELECT DISTINCT t.team_id, t.start
            FROM ",
            $table,
            " t WHERE NOT EXISTS (
                SELECT 1 FROM usage_events e
                WHERE e.team_id = t.team_id AND e.time >= t.start AND e.time < t.start + ?1)"
        )
    };
}

/// The slots that have totals and not one event.
pub(super) fn slots_without_events(conn: &Conn, level: Level) -> Result<Vec<(TeamId, i64)>> {
    let sql = match level {
        Level::Quarter => orphans!("usage_quarters"),
        Level::Hour => orphans!("usage_hours"),
        Level::Day => orphans!("usage_days"),
        Level::Raw => return Ok(Vec::new()),
    };
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([level.slot_ms()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Teams whose numbers are not exactly those after the low-water mark up to the last one, with
/// how many are missing. Numbers are unique, so counting those in range and those out of it is
/// enough.
pub(super) fn broken_sequences(conn: &Conn) -> Result<Vec<(TeamId, i64)>> {
    let sql = "
        SELECT team, missing
        FROM (
            SELECT t.id AS team,
                t.ingest_seq - t.ingest_low_water - COUNT(e.seq) AS missing,
                COALESCE(MIN(e.seq), t.ingest_low_water + 1) = t.ingest_low_water + 1
                    AND COALESCE(MAX(e.seq), t.ingest_seq) = t.ingest_seq AS in_range
            FROM teams t
            LEFT JOIN usage_events e ON e.team_id = t.id
            GROUP BY t.id)
        WHERE missing <> 0 OR NOT in_range
        UNION ALL
        SELECT e.team_id, -COUNT(*)
        FROM usage_events e
        WHERE NOT EXISTS (SELECT 1 FROM teams t WHERE t.id = e.team_id)
        GROUP BY e.team_id";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Projects whose latest event is behind one of their events.
pub(super) fn wrong_last_events(conn: &Conn) -> Result<Vec<ProjectId>> {
    let sql = "
        SELECT p.id
        FROM projects p
        LEFT JOIN (
            SELECT project_id, MAX(time) AS latest
            FROM usage_events
            GROUP BY project_id) e ON e.project_id = p.id
        WHERE p.last_event_at IS NULL AND e.latest IS NOT NULL OR p.last_event_at < e.latest";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Projects with senders whose count is stored otherwise than their events say. Only of teams
/// whose events are all there: retention takes events and leaves what was told of them.
pub(super) fn wrong_numbers(conn: &Conn) -> Result<Vec<ProjectId>> {
    let sql = "
        WITH senders AS (
            SELECT s.id, s.project_id, s.first_number, s.last_number
            FROM usage_sources s
            JOIN projects p ON p.id = s.project_id
            JOIN teams t ON t.id = p.team_id AND t.ingest_low_water = 0),
        numbers AS (
            SELECT e.source_id, e.source_seq AS number,
                LAG(e.source_seq) OVER (PARTITION BY e.source_id ORDER BY e.source_seq) AS before
            FROM usage_events e
            WHERE e.source_seq IS NOT NULL),
        counted AS (
            SELECT n.source_id, 'gap' AS what, n.before + 1 AS first, n.number - 1 AS last
            FROM numbers n
            WHERE n.number > n.before + 1
            UNION ALL
            SELECT n.source_id, 'run', MIN(n.number), MAX(n.number)
            FROM numbers n
            GROUP BY n.source_id),
        stored AS (
            SELECT g.source_id, 'gap' AS what, g.first, g.last
            FROM usage_source_gaps g
            UNION ALL
            SELECT s.id, 'run', s.first_number, s.last_number
            FROM senders s
            WHERE s.first_number IS NOT NULL OR s.last_number IS NOT NULL)
        SELECT DISTINCT s.project_id
        FROM senders s
        JOIN (
            SELECT source_id FROM (SELECT * FROM counted EXCEPT SELECT * FROM stored)
            UNION
            SELECT source_id FROM (SELECT * FROM stored EXCEPT SELECT * FROM counted)) d
            ON d.source_id = s.id";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
