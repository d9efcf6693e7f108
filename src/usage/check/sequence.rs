//! The walk in the order of commits: the sequence, the ids, the senders' own counts and the
//! latest event of every project.

use std::collections::HashMap;

use super::report::{Problem, Report};
use super::runs::Runs;
use super::sums::State;
use super::{AT_ONCE, Look, store};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{ProjectId, TeamId};
use crate::usage::ids::{Key, Proof, Standing};

/// An event as the walk shows it.
pub(super) struct Numbered<'a> {
    pub(super) seq: i64,
    pub(super) time: i64,
    pub(super) project: ProjectId,
    pub(super) key: Key<'a>,
    pub(super) source_seq: Option<i64>,
}

/// A sender of a team, and what is stored of its own count.
pub(super) struct Sender {
    pub(super) id: i64,
    pub(super) project: ProjectId,
    pub(super) name: String,
    pub(super) ends: (Option<i64>, Option<i64>),
}

/// Checks the sequence of a team and what is told of its senders and projects.
pub(super) fn walk(look: &mut Look<'_>, ids: &mut Proof, team: TeamId) -> Result<()> {
    look.at_once(|conn, report| Ok((outside(conn, team, report)?, 0)))?;
    let mut walk = Walk {
        team,
        ids,
        next: 1,
        runs: HashMap::new(),
        latest: HashMap::new(),
    };
    while look.at_once(|conn, report| walk.go_on(conn, report))? {}
    Ok(())
}

/// Reports events with numbers that the team's sequence does not have.
fn outside(conn: &Conn, team: TeamId, report: &mut Report) -> Result<()> {
    let state = store::state(conn, team)?;
    if let Some((number, count)) = store::outside(conn, team, state.low_water, state.seq)? {
        report.add(Problem::Outside {
            team,
            number,
            count,
        });
    }
    Ok(())
}

struct Walk<'a> {
    team: TeamId,
    ids: &'a mut Proof,
    /// The number that the next event must have.
    next: i64,
    /// The numbers that senders gave their events.
    runs: HashMap<i64, Runs>,
    latest: HashMap<ProjectId, i64>,
}

impl Walk<'_> {
    /// Looks at some events; whether there are more, and at how many.
    fn go_on(&mut self, conn: &Conn, report: &mut Report) -> Result<(bool, usize)> {
        let state = store::state(conn, self.team)?;
        self.ids.refresh(conn)?;
        // Also when retention goes on meanwhile.
        self.next = self.next.max(state.low_water + 1);
        let (from, mut events) = (self.next, 0);
        store::numbered(conn, self.team, from, state.seq, AT_ONCE, |event| {
            events += 1;
            self.count(conn, &event, report)
        })?;
        let more = events == AT_ONCE;
        if !more {
            self.missing(state.seq + 1, report);
            self.finish(conn, &state, report)?;
        }
        Ok((more, events))
    }

    fn count(&mut self, conn: &Conn, event: &Numbered<'_>, report: &mut Report) -> Result<()> {
        self.missing(event.seq, report);
        self.next = event.seq + 1;
        if let Some(number) = event.source_seq {
            self.runs.entry(event.key.source).or_default().add(number);
        }
        let latest = self.latest.entry(event.project).or_insert(event.time);
        *latest = event.time.max(*latest);
        let (team, number) = (self.team, event.seq);
        match self.ids.look(conn, team, number, &event.key)? {
            Standing::Sound => {}
            Standing::Lost => report.add(Problem::WithoutId { team, number }),
            Standing::Twice(first) => report.add(Problem::Twice {
                team,
                number,
                first,
            }),
        }
        Ok(())
    }

    /// Reports the numbers before this one that have not come.
    fn missing(&mut self, number: i64, report: &mut Report) {
        if self.next < number {
            report.add(Problem::Missing {
                team: self.team,
                first: self.next,
                last: number - 1,
            });
            self.next = number;
        }
    }

    /// Compares with what is stored, in the state of the file that the last events were read in.
    fn finish(&self, conn: &Conn, state: &State, report: &mut Report) -> Result<()> {
        // To the second, as ingest keeps it.
        for (project, stored) in store::last_events(conn, self.team)? {
            if let Some(latest) = self.latest.get(&project)
                && stored.is_none_or(|stored| stored / 1_000 < *latest / 1_000)
            {
                report.add(Problem::LastEvent { project });
            }
        }
        // Retention takes events and leaves what was told of them.
        if state.low_water > 0 {
            return Ok(());
        }
        let nothing = Runs::default();
        store::senders(conn, self.team, |sender| {
            let runs = self.runs.get(&sender.id).unwrap_or(&nothing);
            let ends = runs.ends().unzip();
            if ends != sender.ends || !store::gaps_are(conn, sender.id, runs.gaps())? {
                report.add(Problem::Numbers {
                    project: sender.project,
                    source: sender.name,
                });
            }
            Ok(())
        })
    }
}
