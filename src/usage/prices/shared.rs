//! The book that is in force, shared by everything that needs a price.

use std::sync::Arc;

use parking_lot::RwLock;

use super::PriceBook;

/// The price book of this moment. Who loads it keeps what was loaded, whatever comes after.
#[derive(Clone, Debug, Default)]
pub struct SharedPrices(Arc<RwLock<Arc<PriceBook>>>);

impl SharedPrices {
    /// Shares a book; clones share it, too.
    pub fn new(book: PriceBook) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(book))))
    }

    /// The book of this moment.
    pub fn load(&self) -> Arc<PriceBook> {
        self.0.read().clone()
    }

    /// Puts another book in force: to be called after the commit that changed the prices.
    pub fn replace(&self, book: PriceBook) {
        *self.0.write() = Arc::new(book);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{PriceRow, snapshot};
    use super::*;
    use crate::clock::Timestamp;
    use crate::ids::{PriceId, TeamId};
    use crate::usage::prices::{Origin, Scope};

    #[test]
    fn a_loaded_book_stays_as_it_was() {
        let embedded = snapshot().unwrap().rows.first().unwrap();
        let row = PriceRow {
            id: PriceId(1),
            scope: Scope::Global,
            origin: Origin::Snapshot,
            provider: embedded.provider.clone(),
            model: embedded.model.clone(),
            mode: embedded.mode.clone(),
            aliases: Vec::new(),
            effective_from: None,
            effective_to: None,
            price: embedded.price,
            tiers: embedded.tiers.clone(),
        };
        let priced = |book: &PriceBook| {
            let at = Timestamp::from_ms(0);
            book.resolve(TeamId(1), None, &embedded.model, at).is_some()
        };
        let shared = SharedPrices::default();
        let before = shared.load();
        let other = shared.clone();
        other.replace(PriceBook::new(vec![row]));
        assert!(!priced(&before));
        assert!(priced(&shared.load()));
    }
}
