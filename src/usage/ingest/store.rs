//! Rows of taking events in: dictionaries, events, sequence and stored totals.

mod events;

use rusqlite::CachedStatement;

use super::Sender;
use super::headroom::Sums;
use crate::clock::Timestamp;
use crate::db::{OptionalExtension as _, Tx, params};
use crate::error::{Error, Result};
use crate::ids::{ProjectId, TeamId};
use crate::usage::range::Level;
use crate::usage::totals::{Place, Slot, Totals};

pub(super) use events::{NewEvent, insert};

/// Whether a project and its team are there and not deleted.
pub(super) fn is_live(tx: &Tx<'_>, by: &Sender) -> Result<bool> {
    let sql = "
        SELECT EXISTS (
            SELECT 1
            FROM projects p
            JOIN teams t ON t.id = p.team_id AND t.deleted_at IS NULL
            WHERE p.team_id = ?1 AND p.id = ?2 AND p.deleted_at IS NULL)";
    Ok(tx
        .prepare_cached(sql)?
        .query_row((by.team, by.project), |row| row.get(0))?)
}

/// The number of a team's last event; `None` when the team is gone.
pub(super) fn last_seq(tx: &Tx<'_>, team: TeamId) -> Result<Option<i64>> {
    let sql = "SELECT ingest_seq FROM teams WHERE id = ?1";
    Ok(tx
        .prepare_cached(sql)?
        .query_row([team], |row| row.get(0))
        .optional()?)
}

pub(super) fn set_last_seq(tx: &Tx<'_>, team: TeamId, seq: i64) -> Result<()> {
    let sql = "UPDATE teams SET ingest_seq = ?2 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((team, seq))?;
    Ok(())
}

/// Raises the time of a project's latest event, which is kept to the second: at many events a
/// second its row would be written anew with each transaction.
pub(super) fn raise_last_event(
    tx: &Tx<'_>,
    team: TeamId,
    project: ProjectId,
    time: Timestamp,
) -> Result<()> {
    let sql = "
        UPDATE projects
        SET last_event_at = ?3
        WHERE team_id = ?1 AND id = ?2
            AND (last_event_at IS NULL OR last_event_at / 1000 < ?3 / 1000)";
    tx.prepare_cached(sql)?.execute((team, project, time))?;
    Ok(())
}

/// The number of a model's name, if it has one.
pub(super) fn find_model(tx: &Tx<'_>, name: &str) -> Result<Option<i64>> {
    let sql = "SELECT id FROM models WHERE name = ?1";
    Ok(tx
        .prepare_cached(sql)?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

pub(super) fn insert_model(tx: &Tx<'_>, name: &str) -> Result<i64> {
    let sql = "INSERT INTO models (name) VALUES (?1)";
    tx.prepare_cached(sql)?.execute([name])?;
    Ok(tx.last_insert_rowid())
}

/// How many senders a project knows.
pub(super) fn count_sources(tx: &Tx<'_>, project: ProjectId) -> Result<u32> {
    let sql = "SELECT COUNT(*) FROM usage_sources WHERE project_id = ?1";
    Ok(tx
        .prepare_cached(sql)?
        .query_row([project], |row| row.get(0))?)
}

pub(super) fn find_source(tx: &Tx<'_>, project: ProjectId, name: &str) -> Result<Option<i64>> {
    let sql = "SELECT id FROM usage_sources WHERE project_id = ?1 AND name = ?2";
    Ok(tx
        .prepare_cached(sql)?
        .query_row((project, name), |row| row.get(0))
        .optional()?)
}

pub(super) fn insert_source(tx: &Tx<'_>, project: ProjectId, name: &str) -> Result<i64> {
    let sql = "INSERT INTO usage_sources (project_id, name) VALUES (?1, ?2)";
    tx.prepare_cached(sql)?.execute((project, name))?;
    Ok(tx.last_insert_rowid())
}

/// The first and the last number that a source gave its events; `None` when it never did.
pub(super) fn find_run(tx: &Tx<'_>, source: i64) -> Result<Option<(i64, i64)>> {
    let sql = "
        SELECT first_number, last_number
        FROM usage_sources
        WHERE id = ?1 AND last_number IS NOT NULL";
    Ok(tx
        .prepare_cached(sql)?
        .query_row([source], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

pub(super) fn set_run(tx: &Tx<'_>, source: i64, first: i64, last: i64) -> Result<()> {
    let sql = "UPDATE usage_sources SET first_number = ?2, last_number = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((source, first, last))?;
    Ok(())
}

/// The gap that a number lies in, with both ends included.
pub(super) fn find_gap(tx: &Tx<'_>, source: i64, number: i64) -> Result<Option<(i64, i64)>> {
    let sql = "
        SELECT first, last
        FROM usage_source_gaps
        WHERE source_id = ?1 AND first <= ?2
        ORDER BY first DESC
        LIMIT 1";
    let before: Option<(i64, i64)> = tx
        .prepare_cached(sql)?
        .query_row((source, number), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(before.filter(|(_, last)| *last >= number))
}

pub(super) fn insert_gap(tx: &Tx<'_>, source: i64, first: i64, last: i64) -> Result<()> {
    let sql = "INSERT INTO usage_source_gaps (source_id, first, last) VALUES (?1, ?2, ?3)";
    tx.prepare_cached(sql)?.execute((source, first, last))?;
    Ok(())
}

pub(super) fn delete_gap(tx: &Tx<'_>, source: i64, first: i64) -> Result<()> {
    let sql = "DELETE FROM usage_source_gaps WHERE source_id = ?1 AND first = ?2";
    tx.prepare_cached(sql)?.execute((source, first))?;
    Ok(())
}

/// The teams with events that their stored sums do not hold yet.
pub(super) fn with_tails(tx: &Tx<'_>) -> Result<Vec<TeamId>> {
    let sql = "SELECT id FROM teams WHERE summed_seq < ingest_seq ORDER BY id";
    let mut statement = tx.prepare_cached(sql)?;
    let teams = statement.query_map([], |row| row.get(0))?;
    Ok(teams.collect::<rusqlite::Result<_>>()?)
}

/// The number of a team's last event, and that of the last one in its stored sums.
pub(super) fn marks(tx: &Tx<'_>, team: TeamId) -> Result<Option<(i64, i64)>> {
    let sql = "SELECT ingest_seq, summed_seq FROM teams WHERE id = ?1";
    Ok(tx
        .prepare_cached(sql)?
        .query_row([team], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Notes that the stored sums of a team hold its events up to this number.
pub(super) fn set_summed(tx: &Tx<'_>, team: TeamId, seq: i64) -> Result<()> {
    let sql = "UPDATE teams SET summed_seq = ?2 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((team, seq))?;
    Ok(())
}

/// The stored sums of a day that can grow out of range; `None` when there are none yet.
pub(super) fn day_sums(tx: &Tx<'_>, by: &Sender, day: Slot) -> Result<Option<Sums>> {
    let sql = "
        SELECT input_tokens, output_tokens, cost_nanos
        FROM usage_days
        WHERE team_id = ?1 AND start = ?2 AND project_id = ?3 AND model_id = ?4 AND key_id = ?5
            AND status = ?6";
    let row = params![
        by.team,
        day.start,
        by.project,
        day.model,
        by.key,
        day.status.as_str()
    ];
    let sums = tx.prepare_cached(sql)?.query_row(row, |row| {
        Ok(Sums {
            input: row.get(0)?,
            output: row.get(1)?,
            cost: row.get(2)?,
        })
    });
    Ok(sums.optional()?)
}

macro_rules! add_to {
    ($table:literal) => {
        concat!(
            "INSERT INTO ",
            $table,
            " (team_id, start, project_id, model_id, key_id, status,
                events, requests, unpriced_requests, input_tokens, output_tokens,
                cached_input_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens,
                input_audio_tokens, output_audio_tokens, input_image_tokens, output_image_tokens,
                cost_nanos, latency_count, latency_sum_ms, latency_histogram)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                ?18, ?19, ?20, ?21, ?22, ?23)
            ON CONFLICT DO UPDATE SET
                events = events + excluded.events,
                requests = requests + excluded.requests,
                unpriced_requests = unpriced_requests + excluded.unpriced_requests,
                input_tokens = input_tokens + excluded.input_tokens,
                output_tokens = output_tokens + excluded.output_tokens,
                cached_input_tokens = cached_input_tokens + excluded.cached_input_tokens,
                cache_write_tokens = cache_write_tokens + excluded.cache_write_tokens,
                cache_write_1h_tokens = cache_write_1h_tokens + excluded.cache_write_1h_tokens,
                reasoning_tokens = reasoning_tokens + excluded.reasoning_tokens,
                input_audio_tokens = input_audio_tokens + excluded.input_audio_tokens,
                output_audio_tokens = output_audio_tokens + excluded.output_audio_tokens,
                input_image_tokens = input_image_tokens + excluded.input_image_tokens,
                output_image_tokens = output_image_tokens + excluded.output_image_tokens,
                cost_nanos = cost_nanos + excluded.cost_nanos,
                latency_count = latency_count + excluded.latency_count,
                latency_sum_ms = latency_sum_ms + excluded.latency_sum_ms,
                latency_histogram = histogram_merge(latency_histogram, excluded.latency_histogram)"
        )
    };
}

/// Adds sums to the rows of a level.
pub(super) struct Adding<'tx>(CachedStatement<'tx>);

impl<'tx> Adding<'tx> {
    /// Once for all senders of a transaction: finding a statement of this length takes longer than
    /// some of its runs.
    pub(super) fn to(tx: &'tx Tx<'_>, level: Level) -> Result<Self> {
        let sql = match level {
            Level::Quarter => add_to!("usage_quarters"),
            Level::Hour => add_to!("usage_hours"),
            Level::Day => add_to!("usage_days"),
            Level::Raw => return Err(Error::internal("events are no totals")),
        };
        Ok(Self(tx.prepare_cached(sql)?))
    }

    /// Adds to the sums of a team; a row that is not there is made.
    pub(super) fn add(
        &mut self,
        team: TeamId,
        start: i64,
        place: &Place,
        sums: &Totals,
    ) -> Result<()> {
        let tokens = &sums.tokens;
        self.0.execute(params![
            team,
            start,
            place.project,
            place.model,
            place.key,
            place.status.as_str(),
            sums.events,
            sums.requests,
            sums.unpriced_requests,
            tokens.input,
            tokens.output,
            tokens.cached_input,
            tokens.cache_write,
            tokens.cache_write_1h,
            tokens.reasoning,
            tokens.input_audio,
            tokens.output_audio,
            tokens.input_image,
            tokens.output_image,
            sums.cost,
            sums.latency_count,
            sums.latency_sum_ms,
            sums.latencies.encode(),
        ])?;
        Ok(())
    }
}
