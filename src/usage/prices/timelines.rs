//! The prices of each model that people entered, one after the other.

use std::collections::HashMap;

use super::{NewPrice, Origin, PriceBook, PriceRow, Scope, Tiers, canonical_model, store};
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;
use crate::ids::{PriceId, PublicId};

/// The prices that people entered in one scope, by provider and model.
pub(super) struct Timelines<'a> {
    scope: Scope,
    rows: HashMap<(String, String), Vec<&'a PriceRow>>,
}

impl<'a> Timelines<'a> {
    pub(super) fn of(book: &'a PriceBook, scope: Scope) -> Self {
        let mut rows: HashMap<_, Vec<&PriceRow>> = HashMap::new();
        let entered = book.rows().iter();
        // Those that come with the program are left alone: they hold again when a price of
        // somebody's ends.
        for row in entered.filter(|row| row.scope == scope && row.origin == Origin::Manual) {
            rows.entry(place(&row.provider, &row.model))
                .or_default()
                .push(row);
        }
        Self { scope, rows }
    }

    /// The price of a model that begins at a moment, unless somebody has ended it since: one that
    /// another price followed was not.
    pub(super) fn beginning_at(&self, new: &NewPrice, from: Timestamp) -> Option<&'a PriceRow> {
        let known = self.rows.get(&place(&new.provider, &new.model))?;
        let follows = |end| known.iter().any(|next| next.effective_from == Some(end));
        let mut beginning = known
            .iter()
            .filter(|row| row.effective_from == Some(from) && !row.is_empty());
        let row = beginning.next().copied()?;
        row.effective_to.is_none_or(follows).then_some(row)
    }

    /// Adds a price: what holds at its moment ends then, and it ends where the next one begins.
    pub(super) fn put(
        &self,
        tx: &Tx<'_>,
        new: &NewPrice,
        source: &str,
        from: Timestamp,
        now: Timestamp,
    ) -> Result<PublicId<PriceId>> {
        let known = self.rows.get(&place(&new.provider, &new.model));
        let known = known.map(Vec::as_slice).unwrap_or_default();
        for row in known.iter().filter(|row| row.in_force(from)) {
            store::close(tx, row.id, from)?;
        }
        let later = known.iter();
        let later = later.filter(|row| row.effective_from > Some(from) && !row.is_empty());
        let row = store::NewRow {
            scope: self.scope,
            source,
            provider: &new.provider,
            model: &new.model,
            mode: &new.mode,
            aliases: &new.aliases,
            effective_from: Some(from),
            effective_to: later.filter_map(|row| row.effective_from).min(),
            price: &new.price,
            tiers: &Tiers::from(new.tiers.clone()),
        };
        store::insert(tx, &row, now)
    }
}

/// What makes two prices those of one model.
pub(super) fn place(provider: &str, model: &str) -> (String, String) {
    (provider.to_owned(), canonical_model(model).into_owned())
}
