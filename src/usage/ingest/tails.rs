//! The sums that are not stored yet: those of the last events of every team.
//!
//! Storing the sums of a few events writes about as many pages as storing those of a thousand, so
//! they wait in memory for one another. Nothing rests on that memory. How far the stored sums
//! reach stands with the team, in the transaction that writes them; whoever reads sums adds the
//! events after that, so an event counts from its own commit on; and what the memory does not
//! know, after a crash or when another process wrote as well, is added up from the events.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use parking_lot::Mutex;

use super::run::{Run, Sums, coarser};
use super::store;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::ids::TeamId;
use crate::usage::range::Level;
use crate::usage::totals::LEVELS;

/// So many events wait, those of all teams together: reading as many one by one takes a
/// millisecond or two.
const MOST: u64 = 1_024;

/// What the writer remembers of the tails; only a memory of what stands in the file.
#[derive(Debug, Default)]
pub(super) struct Tails(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// `None`: the team has a tail, and what it adds up to is not known.
    teams: BTreeMap<TeamId, Option<Run>>,
    events: u64,
    /// Whether the last attempt to write failed, for a reason that may be one team's.
    one_by_one: bool,
    /// Teams whose sums cannot be stored; tried again at the next start.
    stuck: BTreeSet<TeamId>,
}

impl Tails {
    /// Takes in the events of a transaction, whose numbers are stored: their sums are written with
    /// it when enough of them wait, and else remembered after its commit.
    pub(super) fn take(tx: &Tx<'_>, runs: BTreeMap<TeamId, Run>) -> Result<()> {
        let tails: Arc<Self> = tx.kept();
        let events: u64 = runs.values().map(Run::len).sum();
        if tails.0.lock().events + events >= MOST {
            return tails.write(tx, runs);
        }
        tx.after_commit(move || tails.0.lock().remember(runs));
        Ok(())
    }

    /// Writes the sums of all events of all teams that are stored and wait.
    pub(super) fn write_all(tx: &Tx<'_>) -> Result<()> {
        let tails: Arc<Self> = tx.kept();
        let teams = store::with_tails(tx)?;
        {
            let mut known = tails.0.lock();
            for team in teams {
                known.teams.entry(team).or_default();
            }
        }
        tails.write(tx, BTreeMap::new())
    }

    /// Writes the sums of what is remembered, and of what follows it.
    fn write(self: Arc<Self>, tx: &Tx<'_>, mut next: BTreeMap<TeamId, Run>) -> Result<()> {
        // Should this fail, what was remembered is not known any more, and the events tell it.
        let (mut teams, stuck) = self.0.lock().take_all();
        let new = next.keys().filter(|team| !teams.contains_key(team));
        let new: Vec<_> = new.map(|team| (*team, None)).collect();
        teams.extend(new);
        let mut done = Vec::with_capacity(teams.len());
        let mut all = Vec::with_capacity(teams.len());
        for (team, known) in teams {
            done.push(team);
            if stuck.contains(&team) {
                continue;
            }
            if let Some(run) = whole(tx, team, known, next.remove(&team))? {
                all.push((team, run.last, run.quarters()));
            }
        }
        if self.0.lock().one_by_one {
            self.add_one_by_one(tx, all)?;
        } else if let Err(error) = add(tx, all) {
            self.0.lock().one_by_one = true;
            return Err(error);
        }
        tx.after_commit(move || self.0.lock().forget(&done));
        Ok(())
    }

    /// After a failure: a team with sums that cannot be stored must not hold those of all others up.
    /// Nothing is lost by leaving them out, its events are read in place of them.
    fn add_one_by_one(&self, tx: &Tx<'_>, all: Vec<(TeamId, i64, Sums)>) -> Result<()> {
        for one in all {
            let team = one.0;
            tx.execute_batch("SAVEPOINT sums")?;
            match add(tx, vec![one]) {
                Ok(()) => {}
                // A fault of the row, which will not pass.
                Err(error @ Error::Internal(_)) => {
                    tx.execute_batch("ROLLBACK TO sums")?;
                    tracing::error!(%error, team = team.0, "the sums of a team cannot be stored");
                    self.0.lock().stuck.insert(team);
                }
                Err(error) => return Err(error),
            }
            tx.execute_batch("RELEASE sums")?;
        }
        self.0.lock().one_by_one = false;
        Ok(())
    }
}

/// Adds the sums of events up to the last one of each team to those that are stored.
fn add(tx: &Tx<'_>, mut all: Vec<(TeamId, i64, Sums)>) -> Result<()> {
    for level in LEVELS {
        let mut adding = store::Adding::to(tx, level)?;
        for (team, _, sums) in &mut all {
            if level != Level::Quarter {
                *sums = coarser(sums, level);
            }
            for ((start, place), sums) in &*sums {
                adding.add(*team, *start, place, sums)?;
            }
        }
    }
    all.iter()
        .try_for_each(|(team, last, _)| store::set_summed(tx, *team, *last))
}

/// The events of a team after those of its stored sums; `None` when there are none.
fn whole(tx: &Tx<'_>, team: TeamId, known: Option<Run>, next: Option<Run>) -> Result<Option<Run>> {
    // A team that is gone has no sums.
    let Some((last, summed)) = store::marks(tx, team)? else {
        return Ok(None);
    };
    let run = match (known, next) {
        (Some(mut run), Some(next)) if run.last == next.after => {
            run.append(next);
            Some(run)
        }
        (Some(run), None) | (None, Some(run)) => Some(run),
        _ => None,
    };
    let mut run = run
        .filter(|run| run.after == summed && run.last <= last)
        .unwrap_or_else(|| Run::new(summed));
    if run.last < last {
        run.append(Run::read(tx, team, run.last, last)?);
    }
    Ok((run.len() > 0).then_some(run))
}

impl Known {
    /// What is remembered by team, and the teams to leave out; the events are not known any more.
    fn take_all(&mut self) -> (BTreeMap<TeamId, Option<Run>>, BTreeSet<TeamId>) {
        self.events = 0;
        let all = self.teams.iter_mut();
        let all = all.map(|(team, run)| (*team, run.take())).collect();
        (all, self.stuck.clone())
    }

    fn remember(&mut self, runs: BTreeMap<TeamId, Run>) {
        for (team, next) in runs {
            if self.stuck.contains(&team) {
                continue;
            }
            self.events += next.len();
            match self.teams.entry(team) {
                Entry::Vacant(new) => {
                    new.insert(Some(next));
                }
                Entry::Occupied(known) => match known.into_mut() {
                    Some(run) if run.last == next.after => run.append(next),
                    unknown => *unknown = None,
                },
            }
        }
    }

    fn forget(&mut self, teams: &[TeamId]) {
        for team in teams {
            self.teams.remove(team);
        }
        self.events = self.teams.values().flatten().map(Run::len).sum();
    }
}
