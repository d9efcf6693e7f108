//! What the batches of one transaction add up to: their sums, the last numbers of their teams and
//! the latest times of their projects are written once for all of them, before the commit.
//!
//! A batch that stands by itself does the same for itself alone.

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

use super::{Sender, store};
use crate::clock::Timestamp;
use crate::db::{AtEnd, Tx};
use crate::error::Result;
use crate::ids::{KeyId, ProjectId, TeamId};
use crate::usage::range::Level;
use crate::usage::totals::{LEVELS, Slot, Totals};

/// Sums by slot.
type Sums = BTreeMap<Slot, Totals>;

/// Sums that are not written yet.
#[derive(Default)]
pub(super) struct Gathered {
    /// The number of the last event of each team.
    seqs: HashMap<TeamId, i64>,
    senders: HashMap<(ProjectId, KeyId), Sent>,
    /// The rows of the sources that were met. None of them can go away meanwhile.
    sources: HashMap<ProjectId, HashMap<String, i64>>,
}

/// What came from one sender.
struct Sent {
    by: Sender,
    /// The largest time of the events.
    latest: Timestamp,
    quarters: Sums,
}

impl Gathered {
    /// The number of the team's last event, if any of this transaction is its.
    pub(super) fn last_seq(&self, team: TeamId) -> Option<i64> {
        self.seqs.get(&team).copied()
    }

    /// The row of a source, if it was met.
    pub(super) fn source(&self, project: ProjectId, name: &str) -> Option<i64> {
        self.sources.get(&project)?.get(name).copied()
    }

    /// Takes the sums of a batch in.
    pub(super) fn add(&mut self, by: &Sender, seq: i64, latest: Timestamp, quarters: Sums) {
        self.seqs.insert(by.team, seq);
        let sent = self.senders.entry((by.project, by.key));
        let sent = sent.or_insert_with(|| Sent {
            by: by.clone(),
            latest,
            quarters: Sums::new(),
        });
        sent.latest = sent.latest.max(latest);
        for (slot, part) in quarters {
            match sent.quarters.entry(slot) {
                Entry::Occupied(whole) => whole.into_mut().merge(&part),
                Entry::Vacant(whole) => {
                    whole.insert(part);
                }
            }
        }
    }

    /// Remembers the rows of sources.
    pub(super) fn know<'a>(
        &mut self,
        project: ProjectId,
        sources: impl Iterator<Item = (&'a str, i64)>,
    ) {
        let known = self.sources.entry(project).or_default();
        for (name, id) in sources {
            if !known.contains_key(name) {
                known.insert(name.to_owned(), id);
            }
        }
    }
}

impl AtEnd for Gathered {
    fn write(&self, tx: &Tx<'_>) -> Result<()> {
        let senders = || self.senders.values();
        let mut all: Vec<_> = senders()
            .map(|sent| Cow::Borrowed(&sent.quarters))
            .collect();
        for level in LEVELS {
            let mut adding = store::Adding::to(tx, level)?;
            for (sent, sums) in senders().zip(&mut all) {
                if level != Level::Quarter {
                    *sums = Cow::Owned(coarser(sums, level));
                }
                adding.add(&sent.by, sums.iter())?;
            }
        }
        for sent in senders() {
            store::raise_last_event(tx, &sent.by, sent.latest)?;
        }
        for (team, seq) in &self.seqs {
            store::set_last_seq(tx, *team, *seq)?;
        }
        Ok(())
    }
}

/// The sums of the slots of a coarser level.
fn coarser(sums: &Sums, level: Level) -> Sums {
    let mut whole = Sums::new();
    for (slot, part) in sums {
        match whole.entry(slot.within(level)) {
            Entry::Occupied(whole) => whole.into_mut().merge(part),
            Entry::Vacant(whole) => {
                whole.insert(part.clone());
            }
        }
    }
    whole
}
