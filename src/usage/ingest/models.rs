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
    brought: Arc<Mutex<Brought>>,
}

/// How many new names each project brought.
#[derive(Debug, Default)]
struct Brought {
    /// The UTC day that is counted.
    day: i64,
    committed: HashMap<ProjectId, u32>,
    /// The transaction that goes on, and what its work has brought up to now: batches that share a
    /// commit share the room, too.
    group: u64,
    pending: HashMap<ProjectId, u32>,
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

    /// How many new names the project may still bring today, in this transaction.
    pub(super) fn room(&self, tx: &Tx<'_>, project: ProjectId, now: Timestamp) -> u32 {
        let mut brought = self.brought.lock();
        let day = now.ms().div_euclid(DAY_MS);
        if brought.day != day {
            brought.day = day;
            brought.committed.clear();
        }
        let of = |counts: &HashMap<ProjectId, u32>| counts.get(&project).copied().unwrap_or(0);
        let before = of(&brought.committed);
        let pending = (brought.group == tx.place().group).then(|| of(&brought.pending));
        NEW_A_DAY.saturating_sub(before.saturating_add(pending.unwrap_or(0)))
    }

    /// Counts new names: for the work that shares this transaction at once, for all others when
    /// their rows are committed.
    pub(super) fn count(&self, tx: &Tx<'_>, project: ProjectId, new: u32) {
        let group = tx.place().group;
        {
            let mut brought = self.brought.lock();
            if brought.group != group {
                brought.group = group;
                brought.pending.clear();
            }
            add(&mut brought.pending, project, new);
        }
        let brought = self.brought.clone();
        tx.after_commit(move || {
            let mut brought = brought.lock();
            brought.pending.clear();
            add(&mut brought.committed, project, new);
        });
    }
}

fn add(counts: &mut HashMap<ProjectId, u32>, project: ProjectId, new: u32) {
    let count = counts.entry(project).or_insert(0);
    *count = count.saturating_add(new);
}
