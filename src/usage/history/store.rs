//! Rows of imports that are under way.

use super::{Counts, Mark, State};
use crate::db::{Conn, OptionalExtension as _, Row, Tx, named_params};
use crate::error::{Error, Result};
use crate::usage::ingest::Destination;

fn count(row: &Row<'_>, column: &str) -> rusqlite::Result<u64> {
    let count: i64 = row.get(column)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// No file is longer.
fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What was not taken is kept as text; what cannot be read of it is no reason to stop an import.
fn state(row: &Row<'_>) -> rusqlite::Result<State> {
    let refused: String = row.get("refused")?;
    Ok(State {
        mark: Mark {
            bytes: count(row, "bytes")?,
            lines: count(row, "lines")?,
            digest: row.get("digest")?,
        },
        counts: Counts {
            accepted: count(row, "accepted")?,
            duplicates: count(row, "duplicates")?,
            rejected: count(row, "rejected")?,
            unpriced: count(row, "unpriced")?,
            undated: count(row, "undated")?,
        },
        refused: serde_json::from_str(&refused).unwrap_or_default(),
    })
}

pub(super) fn find(conn: &Conn, to: &Destination, file: &str) -> Result<Option<State>> {
    let sql = "
        SELECT bytes, lines, digest, accepted, duplicates, rejected, unpriced, undated,
            refused
        FROM usage_imports
        WHERE team_id = ?1 AND project_id = ?2 AND key_id = ?3 AND source = ?4 AND file = ?5";
    let key = (to.team, to.project, to.key, &to.source, file);
    Ok(conn.prepare_cached(sql)?.query_row(key, state).optional()?)
}

/// Writes how far an import has come, the first time as well.
pub(super) fn put(tx: &Tx<'_>, to: &Destination, file: &str, state: &State) -> Result<()> {
    let sql = "
        INSERT INTO usage_imports (team_id, project_id, key_id, source, file, bytes, lines, digest,
            accepted, duplicates, rejected, unpriced, undated, refused)
        VALUES (:team, :project, :key, :source, :file, :bytes, :lines, :digest,
            :accepted, :duplicates, :rejected, :unpriced, :undated, :refused)
        ON CONFLICT DO UPDATE SET
            bytes = excluded.bytes, lines = excluded.lines, digest = excluded.digest,
            accepted = excluded.accepted, duplicates = excluded.duplicates,
            rejected = excluded.rejected, unpriced = excluded.unpriced,
            undated = excluded.undated, refused = excluded.refused";
    let refused = serde_json::to_string(&state.refused);
    let refused = refused.map_err(|error| Error::Internal(error.into()))?;
    let (mark, counts) = (&state.mark, &state.counts);
    tx.prepare_cached(sql)?.execute(named_params! {
        ":team": to.team,
        ":project": to.project,
        ":key": to.key,
        ":source": to.source,
        ":file": file,
        ":bytes": whole(mark.bytes),
        ":lines": whole(mark.lines),
        ":digest": mark.digest,
        ":accepted": whole(counts.accepted),
        ":duplicates": whole(counts.duplicates),
        ":rejected": whole(counts.rejected),
        ":unpriced": whole(counts.unpriced),
        ":undated": whole(counts.undated),
        ":refused": refused,
    })?;
    Ok(())
}

pub(super) fn remove(tx: &Tx<'_>, to: &Destination, file: &str) -> Result<()> {
    let sql = "
        DELETE FROM usage_imports
        WHERE team_id = ?1 AND project_id = ?2 AND key_id = ?3 AND source = ?4 AND file = ?5";
    let key = (to.team, to.project, to.key, &to.source, file);
    tx.prepare_cached(sql)?.execute(key)?;
    Ok(())
}
