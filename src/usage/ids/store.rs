//! Rows of the index of ids, and the raw events that are the truth behind it.

use std::collections::{BTreeMap, HashSet};

use super::Key;
use crate::db::{Conn, OptionalExtension as _, Tx};
use crate::error::{Error, Result};
use crate::ids::TeamId;

/// How many chunks a segment has at most: their row ids are counted from this many times its own.
const MOST_CHUNKS: i64 = 4_096;

/// The key of the hash of ids.
pub(super) fn salt(conn: &Conn) -> Result<[u8; 16]> {
    let sql = "SELECT salt FROM usage_id_salt";
    Ok(conn.query_row(sql, [], |row| row.get(0))?)
}

/// A segment as it is stored, without its chunks.
pub(super) struct SegmentRow {
    pub(super) id: i64,
    pub(super) fences: Vec<u8>,
    pub(super) filter: Vec<u8>,
}

/// Shows the segments after this one, the oldest first.
pub(super) fn segments_after(
    conn: &Conn,
    newest: i64,
    mut show: impl FnMut(SegmentRow),
) -> Result<()> {
    let sql = "SELECT id, fences, filter FROM usage_id_segments WHERE id > ?1 ORDER BY id";
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([newest])?;
    while let Some(row) = rows.next()? {
        show(SegmentRow {
            id: row.get(0)?,
            fences: row.get(1)?,
            filter: row.get(2)?,
        });
    }
    Ok(())
}

/// The numbers of all segments.
pub(super) fn segment_ids(conn: &Conn) -> Result<HashSet<i64>> {
    let sql = "SELECT id FROM usage_id_segments";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The highest number of a segment; 0 when there is none.
pub(super) fn newest_segment(conn: &Conn) -> Result<i64> {
    let sql = "SELECT IFNULL(MAX(id), 0) FROM usage_id_segments";
    Ok(conn.query_row(sql, [], |row| row.get(0))?)
}

/// The entries of a chunk, shown where they lie; `None` when it is not there.
pub(super) fn chunk<T>(
    conn: &Conn,
    segment: i64,
    chunk: usize,
    show: impl FnOnce(&[u8]) -> T,
) -> Result<Option<T>> {
    let sql = "SELECT entries FROM usage_id_chunks WHERE id = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let id = chunk_id(segment, chunk)?;
    let shown = statement.query_row([id], |row| Ok(show(row.get_ref(0)?.as_blob()?)));
    Ok(shown.optional()?)
}

fn chunk_id(segment: i64, chunk: usize) -> Result<i64> {
    let chunk = i64::try_from(chunk)
        .ok()
        .filter(|chunk| *chunk < MOST_CHUNKS);
    let chunk = chunk.ok_or_else(|| Error::internal("a segment of ids has too many chunks"))?;
    Ok(segment * MOST_CHUNKS + chunk)
}

pub(super) fn insert_segment(tx: &Tx<'_>, segment: &SegmentRow, chunks: &[Vec<u8>]) -> Result<()> {
    let sql = "INSERT INTO usage_id_segments (id, fences, filter) VALUES (?1, ?2, ?3)";
    tx.prepare_cached(sql)?
        .execute((segment.id, &segment.fences, &segment.filter))?;
    let sql = "INSERT INTO usage_id_chunks (id, entries) VALUES (?1, ?2)";
    let mut insert = tx.prepare_cached(sql)?;
    for (place, chunk) in chunks.iter().enumerate() {
        insert.execute((chunk_id(segment.id, place)?, chunk))?;
    }
    Ok(())
}

/// Notes that a segment and those before it hold the ids of a team's events up to this one.
pub(super) fn insert_span(tx: &Tx<'_>, segment: i64, team: TeamId, last_seq: i64) -> Result<()> {
    let sql = "
        INSERT INTO usage_id_spans (team_id, last_seq, segment_id)
        SELECT ?1, ?2, ?3
        WHERE EXISTS (SELECT 1 FROM teams WHERE id = ?1)
        ON CONFLICT DO NOTHING";
    tx.prepare_cached(sql)?.execute((team, last_seq, segment))?;
    Ok(())
}

/// The segments of which every event was taken away by the retention of its team.
pub(super) fn purged_segments(tx: &Tx<'_>) -> Result<Vec<i64>> {
    let sql = "
        SELECT s.id
        FROM usage_id_segments s
        WHERE NOT EXISTS (
            SELECT 1
            FROM usage_id_spans p
            JOIN teams t ON t.id = p.team_id
            WHERE p.segment_id = s.id AND p.last_seq > t.ingest_low_water)";
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Takes the whole index away.
pub(super) fn clear(tx: &Tx<'_>) -> Result<()> {
    for sql in [
        "DELETE FROM usage_id_chunks",
        "DELETE FROM usage_id_spans",
        "DELETE FROM usage_id_segments",
    ] {
        tx.execute(sql, [])?;
    }
    Ok(())
}

pub(super) fn delete_segment(tx: &Tx<'_>, id: i64) -> Result<()> {
    let sql = "DELETE FROM usage_id_chunks WHERE id >= ?1 AND id < ?2";
    tx.prepare_cached(sql)?
        .execute((id * MOST_CHUNKS, (id + 1) * MOST_CHUNKS))?;
    let sql = "DELETE FROM usage_id_segments WHERE id = ?1";
    tx.prepare_cached(sql)?.execute([id])?;
    Ok(())
}

/// Up to which of its events the ids of each team are in segments.
pub(super) fn marks(conn: &Conn) -> Result<BTreeMap<TeamId, i64>> {
    let sql = "SELECT team_id, MAX(last_seq) FROM usage_id_spans GROUP BY team_id";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Teams that have events, with the number of the last one.
pub(super) fn teams(conn: &Conn) -> Result<Vec<(TeamId, i64)>> {
    let sql = "SELECT id, ingest_seq FROM teams WHERE ingest_seq > 0 ORDER BY id";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Shows number, source and id of a team's events after this number, in their order, until told
/// to stop.
pub(super) fn events_after(
    conn: &Conn,
    team: TeamId,
    seq: i64,
    mut show: impl FnMut(i64, i64, &str) -> bool,
) -> Result<()> {
    let sql = "
        SELECT seq, source_id, event_id
        FROM usage_events
        WHERE team_id = ?1 AND seq > ?2
        ORDER BY seq";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query((team, seq))?;
    while let Some(row) = rows.next()? {
        if !show(row.get(0)?, row.get(1)?, row.get_ref(2)?.as_str()?) {
            break;
        }
    }
    Ok(())
}

/// An event that was taken before under the same id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its number in the sequence of its team.
    pub seq: i64,
    /// The digest of its content.
    pub digest: [u8; 16],
    /// What it costs, in nano-dollars; `None` is unpriced.
    pub cost: Option<i64>,
}

/// The event with this number, if it is the one with this source and id.
pub(super) fn event(conn: &Conn, team: TeamId, seq: i64, key: &Key<'_>) -> Result<Option<Known>> {
    let sql = "
        SELECT seq, digest, cost_nanos
        FROM usage_events
        WHERE team_id = ?1 AND seq = ?2 AND source_id = ?3 AND event_id = ?4";
    let known = conn
        .prepare_cached(sql)?
        .query_row((team, seq, key.source, key.id), |row| {
            Ok(Known {
                seq: row.get(0)?,
                digest: row.get(1)?,
                cost: row.get(2)?,
            })
        });
    Ok(known.optional()?)
}
