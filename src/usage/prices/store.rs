//! Rows of the price table.

use super::snapshot::MARK;
use super::{Origin, Price, PriceRow, Scope, SnapshotRow};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Row, Tx, named_params};
use crate::error::Result;
use crate::ids::{PriceId, PublicId, TeamId};

/// All prices, past ones too: what a [`super::PriceBook`] is made of.
pub fn load(conn: &Conn) -> Result<Vec<PriceRow>> {
    let sql = "
        SELECT id, team_id, source, provider, model, mode, aliases, effective_from, effective_to,
            input, output, cached_input, cache_write, cache_write_1h, reasoning,
            input_audio, output_audio, input_image, output_image, per_request
        FROM prices
        ORDER BY id";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], price_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn price_row(row: &Row<'_>) -> rusqlite::Result<PriceRow> {
    let team: Option<TeamId> = row.get("team_id")?;
    let source: String = row.get("source")?;
    let aliases: String = row.get("aliases")?;
    Ok(PriceRow {
        id: row.get("id")?,
        scope: team.map_or(Scope::Global, Scope::Team),
        origin: if team.is_none() && source.starts_with(MARK) {
            Origin::Snapshot
        } else {
            Origin::Manual
        },
        provider: row.get("provider")?,
        model: row.get("model")?,
        mode: row.get("mode")?,
        aliases: aliases.split_whitespace().map(str::to_owned).collect(),
        effective_from: row.get("effective_from")?,
        effective_to: row.get("effective_to")?,
        price: Price {
            input: row.get("input")?,
            output: row.get("output")?,
            cached_input: row.get("cached_input")?,
            cache_write: row.get("cache_write")?,
            cache_write_1h: row.get("cache_write_1h")?,
            reasoning: row.get("reasoning")?,
            input_audio: row.get("input_audio")?,
            output_audio: row.get("output_audio")?,
            input_image: row.get("input_image")?,
            output_image: row.get("output_image")?,
            per_request: row.get("per_request")?,
        },
    })
}

/// The mark of the latest snapshot that left a row.
pub(super) fn newest_mark(conn: &Conn) -> Result<Option<String>> {
    let sql = "
        SELECT source
        FROM prices
        WHERE team_id IS NULL AND substr(source, 1, length(?1)) = ?1
        ORDER BY source DESC
        LIMIT 1";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([MARK], |row| row.get(0))
        .optional()?)
}

/// Adds a global row of a snapshot.
pub(super) fn insert(
    tx: &Tx<'_>,
    row: &SnapshotRow,
    mark: &str,
    effective_from: Option<Timestamp>,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        INSERT INTO prices (public_id, provider, model, mode, aliases, effective_from, source,
            input, output, cached_input, cache_write, cache_write_1h, reasoning,
            input_audio, output_audio, input_image, output_image, per_request, created_at)
        VALUES (:public_id, :provider, :model, :mode, :aliases, :effective_from, :source,
            :input, :output, :cached_input, :cache_write, :cache_write_1h, :reasoning,
            :input_audio, :output_audio, :input_image, :output_image, :per_request, :now)";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":public_id": PublicId::<PriceId>::generate(tx.random()),
        ":provider": row.provider,
        ":model": row.model,
        ":mode": row.mode,
        ":aliases": row.aliases.join(" "),
        ":effective_from": effective_from,
        ":source": mark,
        ":input": row.price.input,
        ":output": row.price.output,
        ":cached_input": row.price.cached_input,
        ":cache_write": row.price.cache_write,
        ":cache_write_1h": row.price.cache_write_1h,
        ":reasoning": row.price.reasoning,
        ":input_audio": row.price.input_audio,
        ":output_audio": row.price.output_audio,
        ":input_image": row.price.input_image,
        ":output_image": row.price.output_image,
        ":per_request": row.price.per_request,
        ":now": now,
    })?;
    Ok(())
}

/// Ends a global price that holds until further notice.
pub(super) fn close(tx: &Tx<'_>, id: PriceId, at: Timestamp) -> Result<()> {
    let sql = "
        UPDATE prices
        SET effective_to = ?2
        WHERE id = ?1 AND team_id IS NULL AND effective_to IS NULL";
    tx.prepare_cached(sql)?.execute((id, at))?;
    Ok(())
}
