//! What the batches of one transaction add up to: their sums, the last numbers of their teams and
//! the latest times of their projects are dealt with once for all of them, before the commit.
//!
//! A batch that stands by itself does the same for itself alone.

use std::collections::BTreeMap;

use super::run::{Quarters, Run};
use super::tails::Tails;
use super::{Sender, store};
use crate::clock::Timestamp;
use crate::db::{AtEnd, Tx};
use crate::error::Result;
use crate::ids::{ProjectId, TeamId};

/// What is not written yet.
#[derive(Default)]
pub(super) struct Gathered {
    runs: BTreeMap<TeamId, Run>,
    /// The largest time of the events of each project.
    latest: BTreeMap<(TeamId, ProjectId), Timestamp>,
    /// The rows of the sources that were met. None of them can go away meanwhile.
    sources: BTreeMap<ProjectId, BTreeMap<String, i64>>,
}

/// The events that were taken of a batch.
pub(super) struct Taken {
    /// The number of the team's event before them.
    pub(super) after: i64,
    /// That of their last.
    pub(super) last: i64,
    /// Their largest time.
    pub(super) latest: Timestamp,
    /// Their sums.
    pub(super) quarters: Quarters,
}

impl Gathered {
    /// The number of the team's last event, if any of this transaction is its.
    pub(super) fn last_seq(&self, team: TeamId) -> Option<i64> {
        Some(self.runs.get(&team)?.last)
    }

    /// The row of a source, if it was met.
    pub(super) fn source(&self, project: ProjectId, name: &str) -> Option<i64> {
        self.sources.get(&project)?.get(name).copied()
    }

    /// Takes a batch in.
    pub(super) fn add(&mut self, by: &Sender, taken: Taken) {
        let run = self.runs.entry(by.team);
        let run = run.or_insert_with(|| Run::new(taken.after));
        run.add(by, taken.last, taken.quarters);
        let latest = self.latest.entry((by.team, by.project));
        let latest = latest.or_insert(taken.latest);
        *latest = (*latest).max(taken.latest);
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
    fn write(&mut self, tx: &Tx<'_>) -> Result<()> {
        for ((team, project), latest) in &self.latest {
            store::raise_last_event(tx, *team, *project, *latest)?;
        }
        for (team, run) in &self.runs {
            store::set_last_seq(tx, *team, run.last)?;
        }
        Tails::take(tx, std::mem::take(&mut self.runs))
    }
}
