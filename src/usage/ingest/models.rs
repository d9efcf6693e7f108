//! The numbers of models, in memory. A row of `models` is never changed or removed, so a number
//! that was committed once holds for ever.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::RwLock;

use crate::db::Tx;

/// How many names are kept; the numbers of others are read from the database each time.
const MOST: usize = 50_000;

/// The numbers of the models that were met; clones share them.
#[derive(Clone, Debug, Default)]
pub(super) struct Models(Arc<RwLock<HashMap<Box<str>, i64>>>);

impl Models {
    pub(super) fn find(&self, name: &str) -> Option<i64> {
        self.0.read().get(name).copied()
    }

    /// Keeps a number when the row is committed; a rolled-back one never gets here.
    pub(super) fn keep_after(&self, tx: &Tx<'_>, name: &str, id: i64) {
        let (models, name) = (self.0.clone(), Box::from(name));
        tx.after_commit(move || {
            let mut models = models.write();
            if models.len() < MOST {
                models.insert(name, id);
            }
        });
    }
}
