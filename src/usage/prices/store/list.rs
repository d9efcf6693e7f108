//! Prices as people look at them, page by page.

use std::borrow::Cow;

use super::{Listed, price_row, tiers_of};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Row, named_params};
use crate::error::Result;
use crate::ids::{PriceId, PublicId, TeamId};

/// Which rows are asked for.
#[derive(Debug)]
pub(in crate::usage::prices) struct Asked<'a> {
    /// Whose own prices come into question.
    pub(in crate::usage::prices) team: Option<TeamId>,
    /// Only the own ones, or only the global ones.
    pub(in crate::usage::prices) own: Option<bool>,
    /// A part of a name, in lower case.
    pub(in crate::usage::prices) model: Option<Cow<'a, str>>,
    /// In the spelling of the table.
    pub(in crate::usage::prices) provider: Option<Cow<'a, str>>,
    /// In force then.
    pub(in crate::usage::prices) at: Option<Timestamp>,
}

macro_rules! listed {
    ($condition:literal) => {
        concat!(
            "SELECT id, public_id, team_id, source, provider, model, mode, aliases,
                effective_from, effective_to, created_at, input, output, cached_input,
                cache_write, cache_write_1h, reasoning, input_audio, output_audio, input_image,
                output_image, cached_audio, per_request
            FROM prices
            WHERE ",
            $condition
        )
    };
}

/// Where a row stands in the list.
#[derive(Debug)]
pub(in crate::usage::prices) struct Position {
    model: String,
    provider: String,
    from: i64,
    id: String,
}

/// The place of a price in the list; `None` if there is none of this id.
pub(in crate::usage::prices) fn place_of(conn: &Conn, id: &str) -> Result<Option<Position>> {
    let sql = "
        SELECT lower(model), provider, coalesce(effective_from, -9223372036854775808), public_id
        FROM prices
        WHERE public_id = ?1";
    let position = |row: &Row<'_>| {
        Ok(Position {
            model: row.get(0)?,
            provider: row.get(1)?,
            from: row.get(2)?,
            id: row.get(3)?,
        })
    };
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement.query_row([id], position).optional()?)
}

/// Prices by model, provider and time; `most` at once.
pub(in crate::usage::prices) fn list(
    conn: &Conn,
    asked: &Asked<'_>,
    after: Option<&Position>,
    most: i64,
) -> Result<Vec<Listed>> {
    let sql = listed!(
        "(team_id IS NULL AND :own IS NOT 1 OR team_id = :team AND :own IS NOT 0)
            AND (:model IS NULL OR instr(lower(model || ' ' || aliases), :model) > 0)
            AND (:provider IS NULL OR provider = :provider)
            AND (:at IS NULL OR coalesce(effective_from <= :at, 1)
                AND coalesce(effective_to > :at, 1))
            AND (:after_id IS NULL
                OR (lower(model), provider,
                    coalesce(effective_from, -9223372036854775808), public_id)
                > (:after_model, :after_provider, :after_from, :after_id))
        ORDER BY lower(model), provider,
            coalesce(effective_from, -9223372036854775808), public_id
        LIMIT :most"
    );
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(
        named_params! {
            ":team": asked.team,
            ":own": asked.own,
            ":model": asked.model,
            ":provider": asked.provider,
            ":at": asked.at,
            ":after_model": after.map(|after| &after.model),
            ":after_provider": after.map(|after| &after.provider),
            ":after_from": after.map(|after| after.from),
            ":after_id": after.map(|after| &after.id),
            ":most": most,
        },
        |row| listed(conn, row),
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A price by its id outside.
pub(in crate::usage::prices) fn find(
    conn: &Conn,
    id: &PublicId<PriceId>,
) -> Result<Option<Listed>> {
    let sql = listed!("public_id = ?1");
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement
        .query_row([id], |row| listed(conn, row))
        .optional()?)
}

/// A price by its row.
pub(in crate::usage::prices) fn find_row(conn: &Conn, id: PriceId) -> Result<Option<Listed>> {
    let sql = listed!("id = ?1");
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement
        .query_row([id], |row| listed(conn, row))
        .optional()?)
}

fn listed(conn: &Conn, row: &Row<'_>) -> rusqlite::Result<Listed> {
    let tiers = tiers_of(conn, row.get("id")?)?;
    Ok(Listed {
        public_id: row.get("public_id")?,
        source: row.get("source")?,
        created_at: row.get("created_at")?,
        row: price_row(row, tiers)?,
    })
}
