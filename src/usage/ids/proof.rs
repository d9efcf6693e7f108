//! The proof that each event counts once, for whoever looks over a file that may be in use.

use std::collections::BTreeMap;

use super::index::Hasher;
use super::sealed::Sealed;
use super::table::{Entry, Table};
use super::{Key, Shape, store};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::TeamId;

/// Looks at events in the order of their numbers, team by team.
///
/// Of two events with one id the later one is found out: the first is in a segment, or it has been
/// looked at before and is in no segment yet.
pub(in crate::usage) struct Proof {
    hasher: Hasher,
    /// `None` when it cannot be read: then the events are held against one another alone.
    sealed: Option<Sealed>,
    /// What was looked at and was in no segment then.
    loose: Table,
    marks: BTreeMap<TeamId, i64>,
    found: Vec<i64>,
}

/// How an event is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::usage) enum Standing {
    /// By its id, and it alone.
    Sound,
    /// Not by its id, which is taken to be free: it could be counted once more.
    Lost,
    /// By the id of an event with this number.
    Twice(i64),
}

impl Proof {
    pub(in crate::usage) fn begin(conn: &Conn, shape: Shape) -> Result<Self> {
        Ok(Self {
            hasher: Hasher::load(conn, shape)?,
            sealed: Sealed::load(conn, shape.bits)?,
            loose: Table::default(),
            marks: BTreeMap::new(),
            found: Vec::new(),
        })
    }

    /// Whether there is an index that can be read.
    pub(in crate::usage) fn has_index(&self) -> bool {
        self.sealed.is_some()
    }

    /// Goes on in another state of the file, with the segments that it has by then.
    pub(in crate::usage) fn refresh(&mut self, conn: &Conn) -> Result<()> {
        if let Some(sealed) = &mut self.sealed {
            self.marks = store::marks(conn)?;
            sealed.refresh(conn)?;
        }
        Ok(())
    }

    /// How an event is known in the state of the last refresh.
    pub(in crate::usage) fn look(
        &mut self,
        conn: &Conn,
        team: TeamId,
        seq: i64,
        key: &Key<'_>,
    ) -> Result<Standing> {
        let hash = self.hasher.hash(key);
        self.found.clear();
        self.loose.find(hash, &mut self.found);
        let readable = match &self.sealed {
            Some(sealed) => sealed.find(conn, hash, &mut self.found)?,
            None => true,
        };
        let others = self.found.iter().filter(|other| **other != seq);
        for other in others {
            if store::event(conn, team, *other, key)?.is_some() {
                return Ok(Standing::Twice(*other));
            }
        }
        if self.found.contains(&seq) {
            return Ok(Standing::Sound);
        }
        // What is behind the mark is read from the events when the index is loaded.
        if !readable || self.marks.get(&team).is_some_and(|mark| seq <= *mark) {
            return Ok(Standing::Lost);
        }
        self.loose.push(Entry { hash, seq });
        Ok(Standing::Sound)
    }
}
