//! Proof of the stored numbers: recomputes everything that is derived from the events.
//!
//! What holds after every commit, and what [`verify`] asks of a live file: the totals of every
//! level equal the sums of the events; every event is found by its id, and no other one is; a team's
//! sequence has no gap; the gaps in a sender's own count are those of its events; a project's
//! latest event is not behind its events.
//!
//! A live file is read in many short transactions, so that the write-ahead log can be emptied
//! meanwhile, and each of them sees one state: what the server writes is never taken for an
//! error. Memory grows with the rows of totals of one day of one team, and with the gaps in the
//! senders' counts, and by four bytes an event for its id, or some thirty when the index of ids
//! cannot be read.
//!
//! Where retention has removed events, the stored sums are all that is left of them. There they
//! must hold at least what is still there.

mod report;
mod runs;
mod sequence;
mod store;
mod sums;

use crate::db::Conn;
use crate::error::Result;
use crate::usage::ids::{Proof, Shape};

pub use super::totals::Place;
pub use report::{Problem, Report, Wrong, tell};

/// Rows that are read in one transaction, more or less: a tenth of a second.
const AT_ONCE: usize = 20_000;

/// Recomputes all derived numbers and compares.
///
/// # Errors
/// When the file cannot be read. What does not add up is no error, it stands in the report.
pub fn verify(conn: &Conn) -> Result<Report> {
    watch(conn, &mut |_, _| ())
}

/// The same, telling between transactions how many of how many rows were looked at: about, as
/// others may be writing. Takes its time: not for the readers that serve requests.
///
/// # Errors
/// As of [`verify`].
pub fn watch(conn: &Conn, told: &mut dyn FnMut(u64, u64)) -> Result<Report> {
    watch_shaped(conn, Shape::default(), told)
}

/// The same for an index of ids of other measures.
pub(super) fn watch_shaped(
    conn: &Conn,
    shape: Shape,
    told: &mut dyn FnMut(u64, u64),
) -> Result<Report> {
    let mut look = Look {
        conn,
        report: Report::default(),
        done: 0,
        // By time and by number.
        total: 2 * store::count_events(conn)?,
        told,
    };
    let mut ids = Proof::begin(conn, shape)?;
    if !ids.has_index() {
        look.report.add(Problem::NoIndex);
    }
    let mut after = None;
    while let Some(team) = store::next_team(conn, after)? {
        sums::walk(&mut look, team)?;
        sequence::walk(&mut look, &mut ids, team)?;
        after = Some(team);
    }
    Ok(look.report)
}

/// A look at a file that is under way.
struct Look<'a> {
    conn: &'a Conn,
    report: Report,
    done: u64,
    total: u64,
    told: &'a mut dyn FnMut(u64, u64),
}

impl Look<'_> {
    /// Reads one state of the file for as long as `body` takes; `body` says how many rows it
    /// looked at.
    fn at_once<T>(
        &mut self,
        body: impl FnOnce(&Conn, &mut Report) -> Result<(T, usize)>,
    ) -> Result<T> {
        let snapshot = self.conn.unchecked_transaction()?;
        let (value, rows) = body(&snapshot, &mut self.report)?;
        snapshot.finish()?;
        self.done += rows as u64;
        (self.told)(self.done.min(self.total), self.total);
        Ok(value)
    }
}

#[cfg(test)]
mod tests;
