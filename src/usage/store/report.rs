//! What reports read: sums of every level, the events themselves, and the names behind the ids.

use crate::db::{Conn, OptionalExtension as _, Row, conversion_error};
use crate::error::{Error, Result};
use crate::histogram::Histogram;
use crate::ids::{KeyId, ProjectId, PublicId, TeamId};
use crate::usage::event::Status;
use crate::usage::range::{Level, Segment, Span};

/// One stored row: a sum of a slot, or one event.
pub(in crate::usage) struct Cell<'row> {
    /// The start of the slot, or the time of the event, in UTC milliseconds.
    pub(in crate::usage) start: i64,
    pub(in crate::usage) project: ProjectId,
    pub(in crate::usage) model: i64,
    pub(in crate::usage) key: KeyId,
    pub(in crate::usage) status: Status,
    pub(in crate::usage) requests: i64,
    pub(in crate::usage) unpriced: i64,
    pub(in crate::usage) input: i64,
    pub(in crate::usage) output: i64,
    pub(in crate::usage) cached_input: i64,
    pub(in crate::usage) cost: i64,
    pub(in crate::usage) latency_count: i64,
    pub(in crate::usage) latency_sum_ms: i64,
    latencies: Latencies<'row>,
}

enum Latencies<'row> {
    None,
    One(i64),
    /// One that is taken away again.
    Less(i64),
    Encoded(&'row [u8]),
}

impl Cell<'_> {
    /// Adds the latencies of this row.
    pub(in crate::usage) fn count_latencies(&self, histogram: &mut Histogram) -> Result<()> {
        match self.latencies {
            Latencies::None => Ok(()),
            Latencies::One(ms) => {
                histogram.add(u64::try_from(ms).unwrap_or(0), 1);
                Ok(())
            }
            Latencies::Less(ms) => {
                histogram.remove(u64::try_from(ms).unwrap_or(0));
                Ok(())
            }
            Latencies::Encoded(bytes) => histogram
                .merge_encoded(bytes)
                .map_err(|error| Error::Internal(error.into())),
        }
    }
}

impl Cell<'_> {
    /// What takes an event out of a sum that holds it.
    fn negative(mut self) -> Self {
        for part in [
            &mut self.requests,
            &mut self.unpriced,
            &mut self.input,
            &mut self.output,
            &mut self.cached_input,
            &mut self.cost,
            &mut self.latency_count,
            &mut self.latency_sum_ms,
        ] {
            *part = -*part;
        }
        if let Latencies::One(ms) = self.latencies {
            self.latencies = Latencies::Less(ms);
        }
        self
    }
}

/// Gives every row of a segment to `each`, by time.
pub(in crate::usage) fn scan(
    conn: &Conn,
    team: TeamId,
    segment: Segment,
    each: &mut dyn FnMut(&Cell<'_>) -> Result<()>,
) -> Result<()> {
    cells(conn, &statement(segment.level), team, segment, each)
}

/// Gives the events in a stretch of time that the stored sums do not hold yet to `each`: whoever
/// [`scan`]s sums adds them.
pub(in crate::usage) fn scan_tail(
    conn: &Conn,
    team: TeamId,
    span: Span,
    each: &mut dyn FnMut(&Cell<'_>) -> Result<()>,
) -> Result<()> {
    let level = Level::Raw;
    let segment = Segment { level, span };
    cells(conn, &events("usage_tail"), team, segment, each)
}

/// Gives the events in a stretch of time with a higher number than `seq` to `each`, as what takes
/// them out of the sums again.
pub(in crate::usage) fn scan_since(
    conn: &Conn,
    team: TeamId,
    span: Span,
    seq: i64,
    each: &mut dyn FnMut(&Cell<'_>) -> Result<()>,
) -> Result<()> {
    // By number: there are few of them, and in time they may lie anywhere.
    let sql = events("usage_events INDEXED BY usage_events_by_seq") + " AND seq > ?4";
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query((team, span.from, span.to, seq))?;
    while let Some(row) = rows.next()? {
        each(&cell(row, Level::Raw)?.negative())?;
    }
    Ok(())
}

fn cells(
    conn: &Conn,
    sql: &str,
    team: TeamId,
    segment: Segment,
    each: &mut dyn FnMut(&Cell<'_>) -> Result<()>,
) -> Result<()> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query((team, segment.span.from, segment.span.to))?;
    while let Some(row) = rows.next()? {
        each(&cell(row, segment.level)?)?;
    }
    Ok(())
}

fn events(table: &str) -> String {
    format!(
        "
        SELECT time, project_id, model_id, key_id, status, requests,
            iif(cost_nanos IS NULL, requests, 0), input_tokens, output_tokens,
            cached_input_tokens, ifnull(cost_nanos, 0), latency_ms IS NOT NULL,
            ifnull(latency_ms, 0), latency_ms
        FROM {table}
        WHERE team_id = ?1 AND time >= ?2 AND time < ?3"
    )
}

fn statement(level: Level) -> String {
    let table = match level {
        Level::Raw => return events("usage_events"),
        Level::Quarter => "usage_quarters",
        Level::Hour => "usage_hours",
        Level::Day => "usage_days",
    };
    format!(
        "
        SELECT start, project_id, model_id, key_id, status, requests, unpriced_requests,
            input_tokens, output_tokens, cached_input_tokens, cost_nanos, latency_count,
            latency_sum_ms, latency_histogram
        FROM {table}
        WHERE team_id = ?1 AND start >= ?2 AND start < ?3"
    )
}

/// By position, not by name: a report reads tens of thousands of rows.
fn cell<'row>(row: &'row Row<'_>, level: Level) -> Result<Cell<'row>> {
    let latencies = row.get_ref(13)?;
    Ok(Cell {
        start: row.get(0)?,
        project: row.get(1)?,
        model: row.get(2)?,
        key: row.get(3)?,
        status: status(row.get_ref(4)?.as_str()?)?,
        requests: row.get(5)?,
        unpriced: row.get(6)?,
        input: row.get(7)?,
        output: row.get(8)?,
        cached_input: row.get(9)?,
        cost: row.get(10)?,
        latency_count: row.get(11)?,
        latency_sum_ms: row.get(12)?,
        latencies: match level {
            Level::Raw => latencies
                .as_i64_or_null()?
                .map_or(Latencies::None, Latencies::One),
            _ => Latencies::Encoded(latencies.as_blob()?),
        },
    })
}

fn status(word: &str) -> Result<Status> {
    Ok(Status::parse(word).ok_or_else(|| conversion_error("status", word))?)
}

/// Runs `body` on one state of the file: what is written meanwhile is not seen.
pub(in crate::usage) fn in_snapshot<T>(
    conn: &Conn,
    body: impl FnOnce(&Conn) -> Result<T>,
) -> Result<T> {
    // Inside a write transaction the state stands still already.
    let transaction = if conn.is_autocommit() {
        Some(conn.unchecked_transaction()?)
    } else {
        None
    };
    let answer = body(conn);
    // Nothing was written; ending it either way lets the log be folded into the file.
    drop(transaction);
    answer
}

/// The row of a model name; `None` when no event ever had it.
pub(in crate::usage) fn model_id(conn: &Conn, name: &str) -> Result<Option<i64>> {
    let sql = "SELECT id FROM models WHERE name = ?1";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([name], |row| row.get("id"))
        .optional()?)
}

/// The name of a model.
pub(in crate::usage) fn model_name(conn: &Conn, id: i64) -> Result<String> {
    let sql = "SELECT name FROM models WHERE id = ?1";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([id], |row| row.get("name"))?)
}

/// The row of a project of the team, deleted ones included: their usage stays.
pub(in crate::usage) fn project_id(
    conn: &Conn,
    team: TeamId,
    id: &PublicId<ProjectId>,
) -> Result<Option<ProjectId>> {
    let sql = "SELECT id FROM projects WHERE team_id = ?1 AND public_id = ?2";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((team, id), |row| row.get("id"))
        .optional()?)
}

/// The public id and the name of a project of the team.
pub(in crate::usage) fn project_name(
    conn: &Conn,
    team: TeamId,
    id: ProjectId,
) -> Result<(PublicId<ProjectId>, String)> {
    let sql = "SELECT public_id, name FROM projects WHERE team_id = ?1 AND id = ?2";
    Ok(conn.prepare_cached(sql)?.query_row((team, id), |row| {
        Ok((row.get("public_id")?, row.get("name")?))
    })?)
}

/// The row of a key of the team, revoked ones included.
pub(in crate::usage) fn key_id(
    conn: &Conn,
    team: TeamId,
    id: &PublicId<KeyId>,
) -> Result<Option<KeyId>> {
    let sql = "SELECT id FROM api_keys WHERE team_id = ?1 AND public_id = ?2";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((team, id), |row| row.get("id"))
        .optional()?)
}

/// The public id and the name of a key of the team; `None` for usage without a key.
pub(in crate::usage) fn key_name(
    conn: &Conn,
    team: TeamId,
    id: KeyId,
) -> Result<Option<(PublicId<KeyId>, String)>> {
    let sql = "SELECT public_id, name FROM api_keys WHERE team_id = ?1 AND id = ?2";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((team, id), |row| {
            Ok((row.get("public_id")?, row.get("name")?))
        })
        .optional()?)
}

/// The number of the last event taken in, and of the last one removed.
pub(in crate::usage) fn sequence(conn: &Conn, team: TeamId) -> Result<(i64, i64)> {
    let sql = "SELECT ingest_seq, ingest_low_water FROM teams WHERE id = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([team], |row| {
        Ok((row.get("ingest_seq")?, row.get("ingest_low_water")?))
    })?)
}

/// Gives the name of every project of the team to `each`.
pub(in crate::usage) fn project_names(
    conn: &Conn,
    team: TeamId,
    each: &mut dyn FnMut(ProjectId, &str),
) -> Result<()> {
    let sql = "SELECT id, name FROM projects WHERE team_id = ?1 ORDER BY id";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([team])?;
    while let Some(row) = rows.next()? {
        each(row.get("id")?, row.get_ref("name")?.as_str()?);
    }
    Ok(())
}
