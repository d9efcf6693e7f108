//! Prices out of a file: what differs from what holds begins now.

use std::collections::HashMap;

use serde_json::json;

use super::change::{Editor, check_room, refresh};
use super::timelines::{Timelines, place};
use super::{
    Medians, NewPrice, PriceBook, PriceFile, PriceRow, Refused, Scope, SharedPrices, Tiers, store,
};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Fields, Result};

/// What an import does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Models that had no price.
    pub added: usize,
    /// Models whose price is another one.
    pub changed: usize,
    /// Models whose price in force is the one in the file.
    pub unchanged: usize,
    /// Entries that are no prices by the token.
    pub skipped: usize,
    /// Rows that were not taken, and why.
    pub refused: Vec<Refused>,
}

/// What an import would do, and the prices it would enter.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The counts, and what is refused.
    pub told: Imported,
    prices: Vec<NewPrice>,
}

/// Compares a file with the prices in force; changes nothing. With `force` prices that look
/// mistaken are taken.
///
/// # Errors
/// `Conflict` when the team would have prices for more than a thousand models.
pub fn plan_import(
    conn: &Conn,
    by: &Editor,
    file: PriceFile,
    force: bool,
    now: Timestamp,
) -> Result<Plan> {
    let book = PriceBook::new(store::load(conn)?);
    let medians = Medians::of(&book, now);
    let in_force = in_force(&book, by.scope(), now);
    let timelines = Timelines::of(&book, by.scope());
    let mut plan = Plan {
        told: Imported {
            skipped: file.skipped,
            refused: file.refused,
            ..Imported::default()
        },
        prices: Vec::new(),
    };
    for mut new in file.prices {
        new.force |= force;
        let mut fields = Fields::default();
        medians.check(&new, &mut fields);
        if !fields.is_empty() {
            let row = format!("{} {}", new.provider, new.model);
            plan.told.refused.push(Refused { row, fields });
            continue;
        }
        let in_force = in_force.get(&place(&new.provider, &new.model)).copied();
        // A row with a moment of its own is as before when what begins then is the same.
        let old = match new.effective_from {
            Some(from) => timelines.beginning_at(&new, from),
            None => in_force,
        };
        if old.is_some_and(|old| same(old, &new)) {
            plan.told.unchanged += 1;
            continue;
        }
        match in_force {
            Some(_) => plan.told.changed += 1,
            None => plan.told.added += 1,
        }
        plan.prices.push(new);
    }
    check_room(&book, by, &plan.prices, now)?;
    Ok(plan)
}

/// Enters the prices of a file that differ from those in force: they hold from now on, or from
/// the moment that their row tells. Stored events keep their cost.
///
/// # Errors
/// As [`plan_import`].
pub fn import(
    tx: &Tx<'_>,
    shared: &SharedPrices,
    by: &Editor,
    name: &str,
    file: PriceFile,
    force: bool,
    now: Timestamp,
) -> Result<Imported> {
    let Plan { told, prices } = plan_import(tx, by, file, force, now)?;
    if prices.is_empty() {
        return Ok(told);
    }
    let source = format!("import {name}");
    let book = PriceBook::new(store::load(tx)?);
    let timelines = Timelines::of(&book, by.scope());
    for new in &prices {
        let from = new.effective_from.unwrap_or(now);
        timelines.put(tx, new, &source, from, now)?;
    }
    let after = json!({
        "added": told.added,
        "changed": told.changed,
        "unchanged": told.unchanged,
        "refused": told.refused.len(),
        "forced": force,
    });
    let target = ("price_table", None, name);
    by.record(tx, "prices.imported", target, (None, Some(after)), now)?;
    refresh(tx, shared)?;
    Ok(told)
}

/// The price in force of every model of every provider: the scope's own, else the global one.
fn in_force(
    book: &PriceBook,
    scope: Scope,
    now: Timestamp,
) -> HashMap<(String, String), &PriceRow> {
    let mut found = HashMap::new();
    for wanted in [scope, Scope::Global] {
        // The book has the best first.
        let rows = book.rows().iter();
        for row in rows.filter(|row| row.scope == wanted && row.in_force(now)) {
            let place = place(&row.provider, &row.model);
            found.entry(place).or_insert(row);
        }
    }
    found
}

/// Whether a file tells nothing new. Other names are kept when it tells none.
fn same(old: &PriceRow, new: &NewPrice) -> bool {
    old.price == new.price
        && old.tiers == Tiers::from(new.tiers.clone())
        && old.mode == new.mode
        && (new.aliases.is_empty() || new.aliases == old.aliases)
}
