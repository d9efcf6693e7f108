//! Single events as they are told, with the names behind their ids.

use crate::clock::Timestamp;
use crate::db::{Conn, Row, conversion_error, named_params};
use crate::error::Result;
use crate::ids::TeamId;
use crate::money::Nanos;
use crate::usage::event::{Status, Tokens};
use crate::usage::range::Span;
use crate::usage::report::{Listed, Place};

/// Which events: lists of row ids as JSON, each of which may be absent.
pub(in crate::usage) struct Wanted {
    pub(in crate::usage) span: Span,
    pub(in crate::usage) models: Option<String>,
    pub(in crate::usage) projects: Option<String>,
    pub(in crate::usage) keys: Option<String>,
    pub(in crate::usage) status: Option<Status>,
    /// The last event that was told before.
    pub(in crate::usage) after: Option<Place>,
}

/// At most so many events, the latest first.
pub(in crate::usage) fn list(
    conn: &Conn,
    team: TeamId,
    wanted: &Wanted,
    most: i64,
) -> Result<Vec<Listed>> {
    // Names are looked up row by row, so that the events are read in their order, backwards, and
    // no further than to the last that is told.
    let sql = "
        SELECT e.time, e.seq, e.ingested_at, e.event_id, e.source_seq, e.provider, e.endpoint,
            e.end_user, e.service_tier, e.status, e.requests, e.input_tokens, e.output_tokens,
            e.cached_input_tokens, e.cache_write_tokens, e.cache_write_1h_tokens,
            e.reasoning_tokens, e.input_audio_tokens, e.output_audio_tokens,
            e.input_image_tokens, e.output_image_tokens, e.latency_ms, e.first_token_ms,
            e.error_code, e.error_message, e.cost_nanos,
            (SELECT name FROM models WHERE id = e.model_id) AS model,
            (SELECT name FROM usage_sources WHERE id = e.source_id) AS source,
            (SELECT public_id FROM projects WHERE team_id = :team AND id = e.project_id)
                AS project_id,
            (SELECT name FROM projects WHERE team_id = :team AND id = e.project_id)
                AS project_name,
            (SELECT public_id FROM api_keys WHERE team_id = :team AND id = e.key_id) AS key_id
        FROM usage_events e
        WHERE e.team_id = :team AND e.time >= :from AND e.time <= :last
            AND (e.time < :last OR e.seq < :seq)
            AND (:models IS NULL OR e.model_id IN (SELECT value FROM json_each(:models)))
            AND (:projects IS NULL OR e.project_id IN (SELECT value FROM json_each(:projects)))
            AND (:keys IS NULL OR e.key_id IN (SELECT value FROM json_each(:keys)))
            AND (:status IS NULL OR e.status = :status)
        ORDER BY e.time DESC, e.seq DESC
        LIMIT :most";
    // Without a place: before anything that could stand at the end, which is not included.
    let end = Place {
        time: wanted.span.to,
        seq: i64::MIN,
    };
    let after = wanted.after.filter(|after| after.time < end.time);
    let after = after.unwrap_or(end);
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(
        named_params! {
            ":team": team,
            ":from": wanted.span.from,
            ":last": after.time,
            ":seq": after.seq,
            ":models": wanted.models,
            ":projects": wanted.projects,
            ":keys": wanted.keys,
            ":status": wanted.status.map(Status::as_str),
            ":most": most,
        },
        listed,
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The token counts of an event, from a row with their columns.
pub(in crate::usage) fn tokens(row: &Row<'_>) -> rusqlite::Result<Tokens> {
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

fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let status: String = row.get("status")?;
    let cost: Option<i64> = row.get("cost_nanos")?;
    let time: Timestamp = row.get("time")?;
    Ok(Listed {
        place: Place {
            time,
            seq: row.get("seq")?,
        },
        ingested_at: row.get("ingested_at")?,
        id: row.get("event_id")?,
        source: row.get("source")?,
        source_seq: row.get("source_seq")?,
        project: row.get("project_id")?,
        project_name: row.get("project_name")?,
        key: row.get("key_id")?,
        model: row.get("model")?,
        provider: row.get("provider")?,
        endpoint: row.get("endpoint")?,
        end_user: row.get("end_user")?,
        service_tier: row.get("service_tier")?,
        status: Status::parse(&status).ok_or_else(|| conversion_error("status", &status))?,
        requests: row.get("requests")?,
        tokens: tokens(row)?,
        latency_ms: row.get("latency_ms")?,
        first_token_ms: row.get("first_token_ms")?,
        error_code: row.get("error_code")?,
        error_message: row.get("error_message")?,
        cost: cost.map(|nanos| Nanos(nanos.into())),
    })
}
