//! Proof of the stored numbers: recomputes everything that is derived from the events.
//!
//! What holds after every commit, and what [`verify`] asks of a live file: the totals of every
//! level equal the sums of the events; every event is found by its id, and no other one is; a team's
//! sequence has no gap; the gaps in a sender's own count are those of its events; a project's latest event is not behind its events.

mod store;

use std::collections::BTreeMap;

use crate::db::Conn;
use crate::error::Result;
use crate::ids::{KeyId, ProjectId, TeamId};
use crate::usage::event::Status;
use crate::usage::ids::{Key, Proof, Shape};
use crate::usage::range::Level;
use crate::usage::totals::{Counted, LEVELS, Totals};

/// How many problems a report lists; the others are only counted.
const LISTED: usize = 100;

/// What a look at all usage found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many events there are.
    pub events: i64,
    /// How many rows of totals there are, all levels together.
    pub totals: i64,
    /// What is wrong, at most the first hundred problems.
    pub problems: Vec<Problem>,
    /// How many problems there are in all.
    pub problem_count: u64,
}

impl Report {
    /// Whether every number is as it has to be.
    pub fn is_sound(&self) -> bool {
        self.problem_count == 0
    }

    fn add(&mut self, problem: Problem) {
        self.problem_count += 1;
        if self.problems.len() < LISTED {
            self.problems.push(problem);
        }
    }
}

/// Something that does not add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A row of totals is not the sum of its events, or cannot be read, or one of the two is
    /// missing.
    Totals {
        /// Which level.
        level: Level,
        /// Whose.
        team: TeamId,
        /// The first millisecond of its slot.
        start: i64,
    },
    /// A team's sequence does not run from its low-water mark to its end.
    Sequence {
        /// Whose.
        team: TeamId,
        /// How many numbers are missing (negative: how many too many there are).
        missing: i64,
    },
    /// So many events are not found by their id, or share it with another one.
    Ids {
        /// How many.
        count: i64,
    },
    /// What is stored of a sender's own count, its ends or its gaps, is not what its events say.
    Numbers {
        /// Of which project.
        project: ProjectId,
    },
    /// A project's latest event is not its latest event.
    LastEvent {
        /// Of which project.
        project: ProjectId,
    },
}

/// Which events a row of totals sums, besides its team and slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    project: ProjectId,
    model: i64,
    key: KeyId,
    status: Status,
}

type Rows = BTreeMap<Place, Totals>;

/// Recomputes all derived numbers in one pass over the events and compares. Reads one state of
/// the file, whatever is written meanwhile; memory grows with the totals of one day of a team
/// and by two bytes an event for its id. Takes its time: not for the readers that serve requests.
///
/// # Errors
/// When the file cannot be read. What does not add up is no error, it stands in the report.
pub fn verify(conn: &Conn) -> Result<Report> {
    verify_shaped(conn, Shape::default())
}

pub(super) fn verify_shaped(conn: &Conn, shape: Shape) -> Result<Report> {
    let snapshot = conn.unchecked_transaction()?;
    let mut check = Check {
        conn: &snapshot,
        report: Report::default(),
        open: LEVELS.map(Open::new),
        ids: Proof::begin(&snapshot, shape)?,
        stray_ids: 0,
    };
    store::walk(&snapshot, |event| check.count(event))?;
    check.finish()
}

/// An event as the walk shows it.
struct Seen<'a> {
    team: TeamId,
    time: i64,
    seq: i64,
    key: Key<'a>,
    place: Place,
    counted: Counted,
}

struct Check<'a> {
    conn: &'a Conn,
    report: Report,
    open: [Open; 3],
    ids: Proof<'a>,
    stray_ids: i64,
}

/// The slot of a level that the walk is in.
struct Open {
    level: Level,
    slot: Option<(TeamId, i64)>,
    rows: Rows,
}

impl Open {
    fn new(level: Level) -> Self {
        Self {
            level,
            slot: None,
            rows: Rows::new(),
        }
    }

    /// Compares what was gathered with what is stored, and empties it.
    fn close(&mut self, conn: &Conn, report: &mut Report) -> Result<()> {
        let Some((team, start)) = self.slot.take() else {
            return Ok(());
        };
        let problem = Problem::Totals {
            level: self.level,
            team,
            start,
        };
        let mut summed = std::mem::take(&mut self.rows);
        for (place, stored) in store::slot(conn, self.level, team, start)? {
            report.totals += 1;
            let right = summed.remove(&place);
            if right.is_none() || right != stored {
                report.add(problem.clone());
            }
        }
        for _ in summed {
            report.add(problem.clone());
        }
        Ok(())
    }
}

impl Check<'_> {
    fn count(&mut self, event: &Seen<'_>) -> Result<()> {
        self.report.events += 1;
        if !self.ids.holds(event.team, event.seq, &event.key)? {
            self.stray_ids += 1;
        }
        for open in &mut self.open {
            let slot = Some((event.team, open.level.floor(event.time)));
            if open.slot != slot {
                open.close(self.conn, &mut self.report)?;
                open.slot = slot;
            }
            open.rows
                .entry(event.place)
                .or_default()
                .add(&event.counted);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Report> {
        for open in &mut self.open {
            open.close(self.conn, &mut self.report)?;
            for (team, start) in store::slots_without_events(self.conn, open.level)? {
                let level = open.level;
                self.report.add(Problem::Totals { level, team, start });
            }
        }
        for (team, missing) in store::broken_sequences(self.conn)? {
            self.report.add(Problem::Sequence { team, missing });
        }
        if self.stray_ids > 0 {
            let count = self.stray_ids;
            self.report.add(Problem::Ids { count });
        }
        for project in store::wrong_numbers(self.conn)? {
            self.report.add(Problem::Numbers { project });
        }
        for project in store::wrong_last_events(self.conn)? {
            self.report.add(Problem::LastEvent { project });
        }
        Ok(self.report)
    }
}

#[cfg(test)]
mod tests;
