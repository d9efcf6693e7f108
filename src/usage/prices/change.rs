//! Changes of prices by people. A row is never edited: it ends, and another begins.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::decimal::usd_per_million;
use super::listing::{self, Ended, Listed};
use super::timelines::{Timelines, place};
use super::{
    ChangeDraft, Medians, NewPrice, Origin, Price, PriceBook, PriceRow, Scope, Service,
    SharedPrices, store,
};
use crate::audit::{self, Actor, Chain, Entry};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fields, Result};
use crate::ids::{PriceId, PublicId, TeamId};
use crate::teams::access::{Access, ManagePrices, Operator};
use crate::text;

/// Models for which a team may have prices of its own that have not ended.
pub(super) const MOST: usize = 1_000;

/// Proof that somebody may change prices, and which: a team's own or the global ones.
#[derive(Clone, Debug)]
pub struct Editor {
    scope: Scope,
    actor: Actor,
}

impl Editor {
    /// Of the prices of the team.
    pub fn of_team(by: &Access<ManagePrices>) -> Self {
        Self {
            scope: Scope::Team(by.team()),
            actor: by.actor().clone(),
        }
    }

    /// Of the global prices.
    pub fn of_instance(by: &Operator) -> Self {
        Self {
            scope: Scope::Global,
            actor: by.actor().clone(),
        }
    }

    /// Of the global prices, at the command line of the server.
    pub fn at_the_console() -> Self {
        Self {
            scope: Scope::Global,
            actor: Actor::cli(),
        }
    }

    /// Whose prices.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The team whose prices they are; `None` for the global ones.
    pub fn team(&self) -> Option<TeamId> {
        match self.scope {
            Scope::Global => None,
            Scope::Team(team) => Some(team),
        }
    }

    fn chain(&self) -> Chain {
        self.team().map_or(Chain::Instance, Chain::Team)
    }

    /// Writes what was done to the chain that it belongs to.
    pub(super) fn record(
        &self,
        tx: &Tx<'_>,
        action: &'static str,
        target: (&'static str, Option<&str>, &str),
        (before, after): (Option<Value>, Option<Value>),
        now: Timestamp,
    ) -> Result<()> {
        let entry = Entry {
            chain: self.chain(),
            action,
            target_kind: target.0,
            target_id: target.1,
            target_name: Some(target.2),
            before,
            after,
        };
        audit::record(tx, &self.actor, &entry, now)
    }
}

/// Adds a price from its moment on; the one of the same scope that holds then ends then. Stored
/// events keep their cost; the shared book has it once it is committed.
///
/// # Errors
/// `Invalid` for prices that look mistaken, unless they were told to be meant; `Conflict` when
/// the team has prices for a thousand other models.
pub fn create(
    tx: &Tx<'_>,
    shared: &SharedPrices,
    by: &Editor,
    new: &NewPrice,
    now: Timestamp,
) -> Result<Listed> {
    let book = PriceBook::new(store::load(tx)?);
    let from = new.effective_from.unwrap_or(now);
    check(&book, new, now)?;
    check_room(&book, by, [new], now)?;
    let row = Timelines::of(&book, by.scope).put(tx, new, MANUAL, from, now)?;
    let listed = told(tx, row)?;
    let change = (None, Some(record_of(&listed, new.force)));
    by.record(tx, "price.created", target(&listed), change, now)?;
    refresh(tx, shared)?;
    Ok(listed)
}

/// Gives the model of a price another one from a moment on.
///
/// # Errors
/// `NotFound` outside the scope; `Conflict` when the price has ended; `Invalid` as
/// [`create`], and for a moment before the price began.
pub fn change(
    tx: &Tx<'_>,
    shared: &SharedPrices,
    by: &Editor,
    id: &PublicId<PriceId>,
    draft: ChangeDraft,
    now: Timestamp,
) -> Result<Listed> {
    let old = open_price(tx, by, id, now)?;
    let row = &old.row;
    let new = draft.of(&row.provider, &row.model, &row.mode, &row.aliases);
    let new = new.check()?;
    let began = row.effective_from;
    let from = new
        .effective_from
        .unwrap_or_else(|| began.map_or(now, |began| began.max(now)));
    if began.is_some_and(|began| from < began) {
        return Err(Error::invalid(
            "effectiveFrom",
            text!("price-before-it-began"),
        ));
    }
    let book = PriceBook::new(store::load(tx)?);
    check(&book, &new, now)?;
    check_room(&book, by, [&new], now)?;
    let row = Timelines::of(&book, by.scope).put(tx, &new, MANUAL, from, now)?;
    let listed = told(tx, row)?;
    let change = (
        Some(record_of(&old, false)),
        Some(record_of(&listed, new.force)),
    );
    by.record(tx, "price.changed", target(&listed), change, now)?;
    refresh(tx, shared)?;
    Ok(listed)
}

/// Ends a price now, or before it begins; what holds then is told. One that has not begun leaves no
/// hole: the price that was to end at its beginning goes on as if it had never been planned.
///
/// # Errors
/// `NotFound` outside the scope; `Conflict` when it has ended.
pub fn end(
    tx: &Tx<'_>,
    shared: &SharedPrices,
    by: &Editor,
    id: &PublicId<PriceId>,
    now: Timestamp,
) -> Result<Ended> {
    let old = open_price(tx, by, id, now)?;
    let Ending {
        at,
        goes_on,
        ended: Ended { price, then },
    } = ending(tx, by, &old, now)?;
    store::close(tx, old.row.id, at)?;
    let mut after = json!({ "effectiveTo": at });
    if let Some(row) = goes_on {
        store::prolong(tx, row.id, row.effective_to)?;
        let id = store::find_row(tx, row.id)?.map(|listed| listed.public_id);
        after = json!({
            "effectiveTo": at,
            "goesOn": { "id": id, "effectiveTo": row.effective_to },
        });
    }
    let change = (Some(record_of(&old, false)), Some(after));
    by.record(tx, "price.ended", target(&old), change, now)?;
    refresh(tx, shared)?;
    Ok(Ended { price, then })
}

/// What [`end`] would do; changes nothing.
pub fn preview_end(
    conn: &Conn,
    by: &Editor,
    id: &PublicId<PriceId>,
    now: Timestamp,
) -> Result<Ended> {
    let old = open_price(conn, by, id, now)?;
    Ok(ending(conn, by, &old, now)?.ended)
}

/// What the price of somebody's is called in the table.
const MANUAL: &str = "manual";

/// A price in the scope of the editor that has not ended.
fn open_price(conn: &Conn, by: &Editor, id: &PublicId<PriceId>, now: Timestamp) -> Result<Listed> {
    let listed = listing::find(conn, by.team(), id)?;
    if listed.row.scope != by.scope {
        return Err(match by.scope {
            Scope::Team(_) => Error::Forbidden(text!("price-global")),
            Scope::Global => Error::NotFound(text!("error-not-found")),
        });
    }
    if listed.row.has_ended(now) {
        return Err(Error::Conflict(text!("price-ended")));
    }
    Ok(listed)
}

/// What the end of a price changes.
struct Ending {
    /// When it ends: at once, but not before it began.
    at: Timestamp,
    /// The price before it, as it is afterwards, if that holds longer now.
    goes_on: Option<PriceRow>,
    ended: Ended,
}

/// Looks at what the end of a price would change, in the book as events will find it.
fn ending(conn: &Conn, by: &Editor, old: &Listed, now: Timestamp) -> Result<Ending> {
    let began = old.row.effective_from;
    let at = began.map_or(now, |began| began.max(now));
    let mut price = old.clone();
    price.row.effective_to = Some(at);
    let mut rows = store::load(conn)?;
    rows.retain(|row| row.id != old.row.id);
    let spot = place(&old.row.provider, &old.row.model);
    // Nothing but a later price ends one at a moment to come, so what ends there was cut by this.
    let before = rows.iter_mut().find(|row| {
        began.is_some_and(|began| began > now)
            && row.scope == by.scope
            && row.origin == Origin::Manual
            && row.effective_to == began
            && !row.is_empty()
            && place(&row.provider, &row.model) == spot
    });
    let goes_on = before.map(|row| {
        row.effective_to = old.row.effective_to;
        row.clone()
    });
    let book = store::book_of(conn, rows)?;
    let (provider, model) = (Some(old.row.provider.as_str()), &old.row.model);
    let then = listing::resolve(conn, &book, by.team(), provider, model, at)?;
    Ok(Ending {
        at,
        goes_on,
        ended: Ended { price, then },
    })
}

fn check(book: &PriceBook, new: &NewPrice, now: Timestamp) -> Result<()> {
    let mut fields = Fields::default();
    Medians::of(book, now).check(new, &mut fields);
    fields.finish()
}

/// Whether these prices fit into what a team may have. One that replaces another of its model, at
/// once or later, takes no more room.
pub(super) fn check_room<'n>(
    book: &PriceBook,
    by: &Editor,
    new: impl IntoIterator<Item = &'n NewPrice>,
    now: Timestamp,
) -> Result<()> {
    if by.team().is_none() {
        return Ok(());
    }
    let open = book.rows().iter();
    let open = open.filter(|row| row.scope == by.scope && !row.has_ended(now));
    let mut models: HashSet<_> = open.map(|row| place(&row.provider, &row.model)).collect();
    let before = models.len();
    models.extend(new.into_iter().map(|new| place(&new.provider, &new.model)));
    if models.len() > MOST.max(before) {
        return Err(Error::Conflict(text!("prices-too-many", most = MOST)));
    }
    Ok(())
}

fn told(conn: &Conn, id: PublicId<PriceId>) -> Result<Listed> {
    store::find(conn, &id)?.ok_or_else(|| Error::internal("a price was written and is not there"))
}

fn target(listed: &Listed) -> (&'static str, Option<&str>, &str) {
    ("price", Some(listed.public_id.as_str()), &listed.row.model)
}

/// A price as the audit log keeps it: dollars per million units, as texts.
fn record_of(listed: &Listed, forced: bool) -> Value {
    let row = &listed.row;
    let list = |price: &Price| -> Map<String, Value> {
        let fields = price.fields().into_iter();
        fields
            .filter_map(|(field, price)| Some((field.to_owned(), usd_per_million(price?).into())))
            .collect()
    };
    let tiers = row.tiers.as_slice().iter().map(|tier| {
        let service = tier.service.map(Service::word);
        json!({ "above": tier.above, "service": service, "price": list(&tier.price) })
    });
    json!({
        "provider": row.provider,
        "model": row.model,
        "price": list(&row.price),
        "tiers": tiers.collect::<Vec<_>>(),
        "effectiveFrom": row.effective_from,
        "effectiveTo": row.effective_to,
        "forced": forced,
    })
}

/// Puts the prices of this transaction in force after its commit.
pub(super) fn refresh(tx: &Tx<'_>, shared: &SharedPrices) -> Result<()> {
    let book = store::load_book(tx)?;
    let shared = shared.clone();
    tx.after_commit(move || shared.replace(book));
    Ok(())
}

#[cfg(test)]
mod tests;
