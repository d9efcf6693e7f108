//! Rows of the price table.

mod aliases;
mod list;

use std::collections::HashMap;

use rusqlite::types::ToSql;

use super::snapshot::MARK;
use super::{Listed, Origin, Price, PriceBook, PriceRow, Scope, Service, Tier, Tiers};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Row, Tx, conversion_error};
use crate::error::Result;
use crate::ids::{PriceId, PublicId, TeamId};

pub(super) use aliases::{
    count_aliases, delete_alias, find_alias, insert_alias, list_aliases, update_alias,
};
pub(super) use list::{Asked, find, find_row, list, place_of};

/// The word in the database for no tier of service.
const STANDARD: &str = "standard";

/// All prices, past ones too: what a [`super::PriceBook`] is made of.
pub fn load(conn: &Conn) -> Result<Vec<PriceRow>> {
    let sql = "
        SELECT id, team_id, source, provider, model, mode, aliases, effective_from, effective_to,
            input, output, cached_input, cache_write, cache_write_1h, reasoning, input_audio,
            output_audio, input_image, output_image, cached_audio, per_request
        FROM prices
        ORDER BY id";
    let mut tiers = load_tiers(conn)?;
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let id = row.get("id")?;
        price_row(row, tiers.remove(&id).unwrap_or_default().into())
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The book of all prices and names.
pub fn load_book(conn: &Conn) -> Result<PriceBook> {
    book_of(conn, load(conn)?)
}

/// The book of these prices and all names.
pub(super) fn book_of(conn: &Conn, rows: Vec<PriceRow>) -> Result<PriceBook> {
    Ok(PriceBook::new(rows).with_aliases(aliases::load_aliases(conn)?))
}

fn load_tiers(conn: &Conn) -> Result<HashMap<PriceId, Vec<Tier>>> {
    let sql = "
        SELECT price_id, above, service, input, output, cached_input, cache_write,
            cache_write_1h, reasoning, input_audio, output_audio, input_image, output_image,
            cached_audio, per_request
        FROM price_tiers";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut tiers: HashMap<PriceId, Vec<Tier>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let of = tiers.entry(row.get("price_id")?).or_default();
        of.push(tier(row)?);
    }
    Ok(tiers)
}

fn tiers_of(conn: &Conn, id: PriceId) -> rusqlite::Result<Tiers> {
    let sql = "
        SELECT above, service, input, output, cached_input, cache_write, cache_write_1h,
            reasoning, input_audio, output_audio, input_image, output_image, cached_audio,
            per_request
        FROM price_tiers
        WHERE price_id = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let tiers = statement.query_map([id], tier)?;
    Ok(tiers.collect::<rusqlite::Result<Vec<_>>>()?.into())
}

fn tier(row: &Row<'_>) -> rusqlite::Result<Tier> {
    let word = row.get_ref("service")?.as_str()?;
    let service = match word {
        STANDARD => None,
        word => Some(Service::parse(word).ok_or_else(|| conversion_error("service", word))?),
    };
    let above: i64 = row.get("above")?;
    Ok(Tier {
        above: above.unsigned_abs(),
        service,
        price: price(row)?,
    })
}

fn price_row(row: &Row<'_>, tiers: Tiers) -> rusqlite::Result<PriceRow> {
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
        price: price(row)?,
        tiers,
    })
}

fn price(row: &Row<'_>) -> rusqlite::Result<Price> {
    Ok(Price {
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
        cached_audio: row.get("cached_audio")?,
        per_request: row.get("per_request")?,
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

/// A price to be added.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewRow<'a> {
    pub(super) scope: Scope,
    /// Where it came from, in words; those of snapshots begin with their mark.
    pub(super) source: &'a str,
    pub(super) provider: &'a str,
    pub(super) model: &'a str,
    pub(super) mode: &'a str,
    pub(super) aliases: &'a [String],
    pub(super) effective_from: Option<Timestamp>,
    pub(super) effective_to: Option<Timestamp>,
    pub(super) price: &'a Price,
    pub(super) tiers: &'a Tiers,
}

/// Adds a price.
pub(super) fn insert(tx: &Tx<'_>, new: &NewRow<'_>, now: Timestamp) -> Result<PublicId<PriceId>> {
    let sql = "
        INSERT INTO prices (public_id, team_id, provider, model, mode, aliases, effective_from,
            effective_to, source, input, output, cached_input, cache_write, cache_write_1h,
            reasoning, input_audio, output_audio, input_image, output_image, cached_audio,
            per_request, created_at)
        VALUES (:public_id, :team, :provider, :model, :mode, :aliases, :effective_from,
            :effective_to, :source, :input, :output, :cached_input, :cache_write,
            :cache_write_1h, :reasoning, :input_audio, :output_audio, :input_image,
            :output_image, :cached_audio, :per_request, :now)";
    let public_id = PublicId::generate(tx.random());
    let team = match new.scope {
        Scope::Global => None,
        Scope::Team(team) => Some(team),
    };
    let aliases = new.aliases.join(" ");
    let prices = named(new.price);
    let mut values: Vec<(&str, &dyn ToSql)> = vec![
        (":public_id", &public_id),
        (":team", &team),
        (":provider", &new.provider),
        (":model", &new.model),
        (":mode", &new.mode),
        (":aliases", &aliases),
        (":effective_from", &new.effective_from),
        (":effective_to", &new.effective_to),
        (":source", &new.source),
        (":now", &now),
    ];
    values.extend(prices.iter().map(|(name, price)| (*name, price as _)));
    tx.prepare_cached(sql)?.execute(values.as_slice())?;
    let id = PriceId(tx.last_insert_rowid());
    for tier in new.tiers.as_slice() {
        insert_tier(tx, id, tier)?;
    }
    Ok(public_id)
}

fn insert_tier(tx: &Tx<'_>, id: PriceId, tier: &Tier) -> Result<()> {
    let sql = "
        INSERT INTO price_tiers (price_id, above, service, input, output, cached_input,
            cache_write, cache_write_1h, reasoning, input_audio, output_audio, input_image,
            output_image, cached_audio, per_request)
        VALUES (:id, :above, :service, :input, :output, :cached_input, :cache_write,
            :cache_write_1h, :reasoning, :input_audio, :output_audio, :input_image,
            :output_image, :cached_audio, :per_request)";
    let above = i64::try_from(tier.above).unwrap_or(i64::MAX);
    let service = tier.service.map_or(STANDARD, Service::word);
    let prices = named(&tier.price);
    let mut values: Vec<(&str, &dyn ToSql)> =
        vec![(":id", &id), (":above", &above), (":service", &service)];
    values.extend(prices.iter().map(|(name, price)| (*name, price as _)));
    tx.prepare_cached(sql)?.execute(values.as_slice())?;
    Ok(())
}

/// The prices of a list as parameters, named after their columns.
fn named(price: &Price) -> [(&'static str, Option<i64>); 12] {
    [
        (":input", Some(price.input)),
        (":output", Some(price.output)),
        (":cached_input", price.cached_input),
        (":cache_write", price.cache_write),
        (":cache_write_1h", price.cache_write_1h),
        (":reasoning", price.reasoning),
        (":input_audio", price.input_audio),
        (":output_audio", price.output_audio),
        (":input_image", price.input_image),
        (":output_image", price.output_image),
        (":cached_audio", price.cached_audio),
        (":per_request", price.per_request),
    ]
}

/// Lets a price hold longer: up to a moment, or until further notice.
pub(super) fn prolong(tx: &Tx<'_>, id: PriceId, to: Option<Timestamp>) -> Result<()> {
    let sql = "
        UPDATE prices
        SET effective_to = ?2
        WHERE id = ?1 AND effective_to IS NOT NULL AND (?2 IS NULL OR effective_to < ?2)";
    tx.prepare_cached(sql)?.execute((id, to))?;
    Ok(())
}

/// Ends a price, unless it ends earlier.
pub(super) fn close(tx: &Tx<'_>, id: PriceId, at: Timestamp) -> Result<()> {
    let sql = "
        UPDATE prices
        SET effective_to = ?2
        WHERE id = ?1 AND (effective_to IS NULL OR effective_to > ?2)";
    tx.prepare_cached(sql)?.execute((id, at))?;
    Ok(())
}
