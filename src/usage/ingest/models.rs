//! The numbers of models, in memory, and how many new names a project may bring. A row of `models`
//! is never changed or removed, so a number that was committed once holds for ever; for the same
//! reason a key that leaked must not be able to fill the table.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::{Mutex, RwLock};

use crate::clock::{DAY_MS, Timestamp};
use crate::db::Tx;
use crate::ids::ProjectId;

/// How many names are kept; when more are met, the memory starts anew.
const MOST: usize = 50_000;

/// Names that nobody sent before, a project and UTC day.
pub(super) const NEW_A_DAY: u32 = 500;

/// The numbers of the models that were met; clones share them.
#[derive(Clone, Debug, Default)]
pub(super) struct Models {
    numbers: Arc<RwLock<HashMap<Box<str>, i64>>>,
    /// New names by project, of the UTC day in front.
    brought: Arc<Mutex<(i64, HashMap<ProjectId, u32>)>>,
}

impl Models {
    pub(super) fn find(&self, name: &str) -> Option<i64> {
        self.numbers.read().get(name).copied()
    }

    /// Keeps a number when the row is committed; a rolled-back one never gets here.
    pub(super) fn keep_after(&self, tx: &Tx<'_>, name: &str, id: i64) {
        let (numbers, name) = (self.numbers.clone(), Box::from(name));
        tx.after_commit(move || {
            let mut numbers = numbers.write();
            if numbers.len() >= MOST {
                numbers.clear();
            }
            numbers.insert(name, id);
        });
    }

    /// How many new names the project may still bring today.
    pub(super) fn room(&self, project: ProjectId, now: Timestamp) -> u32 {
        let mut brought = self.brought.lock();
        let day = now.ms().div_euclid(DAY_MS);
        if brought.0 != day {
            *brought = (day, HashMap::new());
        }
        NEW_A_DAY.saturating_sub(brought.1.get(&project).copied().unwrap_or(0))
    }

    /// Counts new names when their rows are committed.
    pub(super) fn count_after(&self, tx: &Tx<'_>, project: ProjectId, new: u32) {
        let brought = self.brought.clone();
        tx.after_commit(move || {
            let mut brought = brought.lock();
            let count = brought.1.entry(project).or_insert(0);
            *count = count.saturating_add(new);
        });
    }
}
