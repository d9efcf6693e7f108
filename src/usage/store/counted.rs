//! Events as they are added up: what each of them counts for, and where.

use crate::db::{Conn, Row, conversion_error};
use crate::error::Result;
use crate::ids::TeamId;
use crate::usage::event::Status;
use crate::usage::store::events::tokens;
use crate::usage::totals::{Counted, Place};

/// An event and what it adds to which sums.
pub(in crate::usage) struct Seen {
    pub(in crate::usage) time: i64,
    pub(in crate::usage) seq: i64,
    pub(in crate::usage) place: Place,
    pub(in crate::usage) counted: Counted,
}

macro_rules! events {
    ($rest:literal) => {
        concat!(
            "SELECT time, seq, project_id, model_id, key_id, status, requests, input_tokens,
                output_tokens, cached_input_tokens, cache_write_tokens, cache_write_1h_tokens,
                reasoning_tokens, input_audio_tokens, output_audio_tokens, input_image_tokens,
                output_image_tokens, cost_nanos, latency_ms
            FROM usage_events ",
            $rest
        )
    };
}

/// Shows the events of a stretch of time.
pub(in crate::usage) fn between(
    conn: &Conn,
    team: TeamId,
    (from, to): (i64, i64),
    mut show: impl FnMut(&Seen),
) -> Result<()> {
    let sql = events!("WHERE team_id = ?1 AND time >= ?2 AND time < ?3");
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query((team, from, to))?;
    while let Some(row) = rows.next()? {
        show(&seen(row)?);
    }
    Ok(())
}

/// Shows the events of a stretch of time that came after one with a number, up to that with another.
pub(in crate::usage) fn numbered(
    conn: &Conn,
    team: TeamId,
    (after, last): (i64, i64),
    (from, to): (i64, i64),
    mut show: impl FnMut(&Seen),
) -> Result<()> {
    let sql = events!(
        "INDEXED BY usage_events_by_seq
        WHERE team_id = ?1 AND seq > ?2 AND seq <= ?3 AND time >= ?4 AND time < ?5"
    );
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query((team, after, last, from, to))?;
    while let Some(row) = rows.next()? {
        show(&seen(row)?);
    }
    Ok(())
}

/// Which sums a row belongs to: an event's, or one of totals.
pub(in crate::usage) fn place(row: &Row<'_>) -> rusqlite::Result<Place> {
    let word = row.get_ref("status")?.as_str()?;
    Ok(Place {
        project: row.get("project_id")?,
        model: row.get("model_id")?,
        key: row.get("key_id")?,
        status: Status::parse(word).ok_or_else(|| conversion_error("status", word))?,
    })
}

fn seen(row: &Row<'_>) -> rusqlite::Result<Seen> {
    Ok(Seen {
        time: row.get("time")?,
        seq: row.get("seq")?,
        place: place(row)?,
        counted: Counted {
            requests: row.get("requests")?,
            tokens: tokens(row)?,
            cost: row.get("cost_nanos")?,
            latency_ms: row.get("latency_ms")?,
        },
    })
}
