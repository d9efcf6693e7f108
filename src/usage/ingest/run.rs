//! Events of one team that follow one another, and what they add up to.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Sender;
use crate::db::Tx;
use crate::error::Result;
use crate::ids::{KeyId, ProjectId, TeamId};
use crate::usage::range::Level;
use crate::usage::store::counted;
use crate::usage::totals::{Place, Slot, Totals};

/// Sums of quarters of an hour by slot, of one sender.
pub(super) type Quarters = BTreeMap<Slot, Totals>;

/// Sums of the slots of a level: in the order of their rows.
pub(super) type Sums = BTreeMap<(i64, Place), Totals>;

/// The events of a team after one number, up to another, and their sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The number of the event before the first.
    pub(super) after: i64,
    /// The number of the last.
    pub(super) last: i64,
    senders: BTreeMap<(ProjectId, KeyId), Quarters>,
}

impl Run {
    /// No events, after the one with this number.
    pub(super) fn new(after: i64) -> Self {
        Self {
            after,
            last: after,
            senders: BTreeMap::new(),
        }
    }

    /// How many events.
    pub(super) fn len(&self) -> u64 {
        u64::try_from(self.last - self.after).unwrap_or(0)
    }

    /// Takes in the next events, up to this number, with their sums.
    pub(super) fn add(&mut self, by: &Sender, last: i64, quarters: Quarters) {
        self.last = last;
        merge(
            self.senders.entry((by.project, by.key)).or_default(),
            quarters,
        );
    }

    /// Takes in what follows.
    pub(super) fn append(&mut self, next: Self) {
        self.last = next.last;
        for (sender, quarters) in next.senders {
            merge(self.senders.entry(sender).or_default(), quarters);
        }
    }

    /// Adds the stored events of a team up once more, after this number and up to that.
    pub(super) fn read(tx: &Tx<'_>, team: TeamId, after: i64, last: i64) -> Result<Self> {
        let mut run = Self::new(after);
        run.last = last;
        let any_time = (i64::MIN, i64::MAX);
        counted::numbered(tx, team, (after, last), any_time, |event| {
            let Place {
                project,
                model,
                key,
                status,
            } = event.place;
            let slot = Slot {
                start: Level::Quarter.floor(event.time),
                model,
                status,
            };
            let quarters = run.senders.entry((project, key)).or_default();
            quarters.entry(slot).or_default().add(&event.counted);
        })?;
        Ok(run)
    }

    /// The sums of all senders.
    pub(super) fn quarters(self) -> Sums {
        let mut sums = Sums::new();
        for ((project, key), quarters) in self.senders {
            for (slot, part) in quarters {
                let place = Place {
                    project,
                    model: slot.model,
                    key,
                    status: slot.status,
                };
                sums.insert((slot.start, place), part);
            }
        }
        sums
    }
}

fn merge(into: &mut Quarters, quarters: Quarters) {
    for (slot, part) in quarters {
        match into.entry(slot) {
            Entry::Occupied(whole) => whole.into_mut().merge(&part),
            Entry::Vacant(whole) => {
                whole.insert(part);
            }
        }
    }
}

/// The sums of the slots of a coarser level.
pub(super) fn coarser(sums: &Sums, level: Level) -> Sums {
    let mut whole = Sums::new();
    for ((start, place), part) in sums {
        match whole.entry((level.floor(*start), *place)) {
            Entry::Occupied(whole) => whole.into_mut().merge(part),
            Entry::Vacant(whole) => {
                whole.insert(part.clone());
            }
        }
    }
    whole
}
