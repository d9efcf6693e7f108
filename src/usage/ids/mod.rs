//! Uniqueness of events: (project, source, id) counts once for as long as the event is kept.
//!
//! The raw events are the truth and the index of their ids is derived from them. An entry is a
//! hash of 64 bits, keyed with a secret of the instance, and the number of the event in the
//! sequence of its team. It only ever leads to a row, and the row decides: so the answer is
//! exact, and an entry that should not be there costs a look-up and nothing else. What must never
//! be is an event without its entry; therefore everything here goes with the commit of the events
//! or after it.
//!
//! A random insert into a b-tree of ids would dirty a page of its own. Here nothing is inserted
//! at random: new entries stay in memory, and when there are enough for a *segment* they are
//! written in the order of their hashes in one go, together with how far each team's events are
//! in segments by then. Nothing else of them is stored, as whatever has no segment can be read
//! again from the raw events, which happens when the index is first used after a start.
//! An index that cannot be read is made anew in the same way: taking events in never waits for
//! somebody to repair it.
//! Segments are never merged: `matrix` asks all of them at once, from memory, whether they may
//! hold a hash, and one of them is rarely read in vain.

mod index;
mod matrix;
mod proof;
mod sealed;
mod segment;
mod store;
mod table;

use std::sync::Arc;

use parking_lot::{MappedMutexGuard, Mutex, MutexGuard};

use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::TeamId;
use index::Index;
use table::Entry;

pub(super) use proof::{Proof, Standing};
pub use store::Known;

/// What an event is known by: its source, which belongs to a project, and the sender's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'a> {
    /// The row of the source.
    pub source: i64,
    /// The sender's id.
    pub id: &'a str,
}

/// The measures of the index. Those of a file never change; others are for tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// From how many entries on a segment is made.
    pub(super) segment: usize,
    /// Entries of a chunk: what fills one page of 4096 bytes with its head.
    pub(super) chunk: usize,
    /// Bits of a filter, a power of two from 64 on.
    pub(super) bits: usize,
    /// Bits of a hash.
    pub(super) hash_bits: u32,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            segment: 65_536,
            chunk: 252,
            bits: 1 << 21,
            hash_bits: 64,
        }
    }
}

/// The index of a writer; clones share it.
#[derive(Clone)]
pub struct Ids {
    index: Arc<Mutex<Option<Index>>>,
    shape: Shape,
}

impl Ids {
    /// The index of the writer that runs this transaction.
    pub fn of(tx: &Tx<'_>) -> Self {
        Self::shaped(tx, Shape::default())
    }

    pub(super) fn shaped(tx: &Tx<'_>, shape: Shape) -> Self {
        let index = tx.kept();
        Self { index, shape }
    }

    /// Loads the index, if that has not been done yet.
    ///
    /// # Errors
    /// When it cannot be read, or the ids of events that it lacks cannot be stored.
    pub fn load(&self, tx: &Tx<'_>) -> Result<()> {
        self.lock(tx).map(drop)
    }

    /// Begins to take in events of a team.
    ///
    /// # Errors
    /// As [`Ids::load`], or when a segment that is due cannot be stored.
    pub fn claims<'a>(&'a self, tx: &'a Tx<'_>, team: TeamId) -> Result<Claims<'a>> {
        let mut index = self.lock(tx)?;
        index.begin(tx.place());
        if let Some(purged) = index.flush(tx)? {
            let shared = self.index.clone();
            tx.after_commit(move || {
                if let Some(index) = shared.lock().as_mut() {
                    index.seal();
                    index.forget(&purged);
                }
            });
        }
        Ok(Claims {
            ids: self,
            conn: tx,
            team,
            index,
            claimed: Vec::new(),
        })
    }

    fn lock<'a>(&'a self, tx: &Tx<'_>) -> Result<MappedMutexGuard<'a, Index>> {
        let mut index = self.index.lock();
        let damaged = index.as_ref().is_some_and(Index::is_damaged);
        let doubtful = |index: &Index| index.is_doubtful(tx.place());
        if damaged || index.as_ref().is_some_and(doubtful) {
            *index = None;
        }
        if index.is_none() {
            // It looks for events that it lacks by the numbers of the teams, which batches before
            // this one have left to the end of the transaction.
            tx.write_what_is_left()?;
            *index = Some(Index::open(tx, self.shape, damaged)?);
            let (shared, place) = (self.index.clone(), tx.place());
            tx.after_commit(move || {
                if let Some(index) = shared.lock().as_mut() {
                    index.settle(place);
                }
            });
        }
        MutexGuard::try_map(index, Option::as_mut)
            .map_err(|_| Error::internal("the index of event ids is not there"))
    }
}

/// The ids of a batch, while it is written.
pub struct Claims<'a> {
    ids: &'a Ids,
    conn: &'a Conn,
    team: TeamId,
    index: MappedMutexGuard<'a, Index>,
    claimed: Vec<Entry>,
}

impl Claims<'_> {
    /// The event that has this id already, if there is one: stored, or earlier in this transaction.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn find(&mut self, key: &Key<'_>) -> Result<Option<Known>> {
        self.index.find(self.conn, self.team, key)
    }

    /// Takes an id that is free for the event with this number, which is stored by the same piece
    /// of work.
    pub fn claim(&mut self, key: &Key<'_>, seq: i64) {
        let hash = self.index.hash(key);
        let entry = Entry { hash, seq };
        self.index.claim(entry);
        self.claimed.push(entry);
    }

    /// Keeps what was claimed when the work is committed. Has to be called by whoever claimed.
    pub fn finish(self, tx: &Tx<'_>) {
        let Self {
            ids, team, claimed, ..
        } = self;
        if claimed.is_empty() {
            return;
        }
        let shared = ids.index.clone();
        tx.after_commit(move || {
            if let Some(index) = shared.lock().as_mut() {
                index.keep(team, &claimed);
            }
        });
    }
}

#[cfg(test)]
mod tests;
