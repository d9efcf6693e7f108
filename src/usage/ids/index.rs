//! The index of one writer: what is in memory and what is in the file, and how the one becomes
//! the other.

use std::collections::BTreeMap;

use siphasher::sip::SipHasher13;

use super::matrix::Filter;
use super::sealed::{Sealed, unreadable};
use super::segment::Segment;
use super::store::{self, Known, SegmentRow};
use super::table::{Entry, Table};
use super::{Key, Shape};
use crate::db::{Conn, Place, Tx};
use crate::error::Result;
use crate::ids::TeamId;

/// Every id of every stored event leads to its number, through one of five places.
pub(super) struct Index {
    shape: Shape,
    hasher: Hasher,
    /// What the current transaction claimed, also what it has rolled back since.
    fresh: Table,
    group: u64,
    /// What is committed and in no segment.
    recent: Table,
    /// The last event of each team in `recent`.
    reach: BTreeMap<TeamId, i64>,
    /// What is being made a segment; in the file with the commit.
    frozen: Option<Frozen>,
    sealed: Sealed,
    /// Until the work that loaded the index is committed.
    loaded: Option<Loaded>,
    /// Whether something of it could not be read.
    damaged: bool,
    found: Vec<i64>,
}

struct Frozen {
    id: i64,
    /// In the order of their hashes.
    entries: Vec<Entry>,
    filter: Filter,
    reach: BTreeMap<TeamId, i64>,
    written_in: u64,
}

#[derive(Clone, Copy)]
struct Loaded {
    place: Place,
    /// Whether it stored segments.
    wrote: bool,
}

impl Index {
    /// The segments that are stored; `None` when they cannot be read. The events that are in none
    /// of them are for [`Index::gather`].
    fn load(conn: &Conn, shape: Shape) -> Result<Option<Self>> {
        let Some(sealed) = Sealed::load(conn, shape.bits)? else {
            return Ok(None);
        };
        Ok(Some(Self {
            shape,
            hasher: Hasher::load(conn, shape)?,
            fresh: Table::default(),
            group: 0,
            recent: Table::default(),
            reach: BTreeMap::new(),
            frozen: None,
            sealed,
            loaded: None,
            damaged: false,
            found: Vec::new(),
        }))
    }

    /// No segments, and none in the file: all events are to be gathered. Numbers of segments do not
    /// come back: whoever holds an old one in memory must not take a new one for it.
    fn anew(tx: &Tx<'_>, shape: Shape) -> Result<Self> {
        tracing::warn!("the index of event ids cannot be read; it is made anew from the events");
        let newest = store::newest_segment(tx)?;
        store::clear(tx)?;
        let mut index = Self::load(tx, shape)?.ok_or_else(unreadable)?;
        index.sealed.number_after(newest);
        Ok(index)
    }

    /// The index for writing. What has no segment is brought into segments first, until what is
    /// left fits into memory: so an index of any size can be made anew from the raw events, which
    /// happens when it cannot be read or is known to be `damaged`.
    pub(super) fn open(tx: &Tx<'_>, shape: Shape, damaged: bool) -> Result<Self> {
        let stored = if damaged {
            None
        } else {
            Self::load(tx, shape)?
        };
        let (mut index, mut wrote) = match stored {
            Some(index) => (index, false),
            None => (Self::anew(tx, shape)?, true),
        };
        while !index.gather(tx, shape.segment)? {
            index.freeze();
            if let Some(frozen) = &index.frozen {
                frozen.write(tx, shape)?;
            }
            index.seal();
            wrote = true;
        }
        index.loaded = Some(Loaded {
            place: tx.place(),
            wrote,
        });
        Ok(index)
    }

    /// Takes up events behind the segments, in order, until all are there (true) or `most` are.
    fn gather(&mut self, conn: &Conn, most: usize) -> Result<bool> {
        let marks = store::marks(conn)?;
        for (team, last) in store::teams(conn)? {
            let mark = marks.get(&team).copied().unwrap_or(0);
            if mark >= last {
                continue;
            }
            let (hasher, recent) = (&self.hasher, &mut self.recent);
            let mut reached = None;
            store::events_after(conn, team, mark, |seq, source, id| {
                if recent.len() >= most {
                    return false;
                }
                let hash = hasher.hash(&Key { source, id });
                recent.push(Entry { hash, seq });
                reached = Some(seq);
                true
            })?;
            if let Some(seq) = reached {
                self.reach.insert(team, seq);
            }
            if self.recent.len() >= most {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether what was loaded may never have come into the file: the work that loaded it is over
    /// and not committed. Within the same transaction that matters only if it stored segments.
    pub(super) fn is_doubtful(&self, now: Place) -> bool {
        self.loaded.is_some_and(|loaded| {
            loaded.place.group != now.group || (loaded.wrote && loaded.place.job != now.job)
        })
    }

    /// Whether something of it could not be read: then it is to be made anew.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// The work that loaded the index is committed.
    pub(super) fn settle(&mut self, place: Place) {
        if self.loaded.is_some_and(|loaded| loaded.place == place) {
            self.loaded = None;
        }
    }

    /// Begins a piece of work. What an earlier transaction claimed is in `recent` by now, or was
    /// lost with it.
    pub(super) fn begin(&mut self, now: Place) {
        if self.group != now.group {
            self.fresh.clear();
            self.group = now.group;
        }
    }

    /// Stores a segment when there is enough for one. Then [`Index::seal`] is to be called after the
    /// commit, and [`Index::forget`] with what is returned.
    pub(super) fn flush(&mut self, tx: &Tx<'_>) -> Result<Option<Vec<i64>>> {
        if self.frozen.is_none() && self.recent.len() >= self.shape.segment {
            self.freeze();
        }
        // If the work that wrote it is rolled back, the next transaction writes it again.
        let group = tx.place().group;
        if self
            .frozen
            .as_ref()
            .is_none_or(|frozen| frozen.written_in == group)
        {
            return Ok(None);
        }
        let purged = self.purge(tx)?;
        if let Some(frozen) = &mut self.frozen {
            frozen.write(tx, self.shape)?;
            frozen.written_in = group;
        }
        Ok(Some(purged))
    }

    fn freeze(&mut self) {
        let mut entries = self.recent.take();
        entries.sort_unstable();
        let hashes = entries.iter().map(|entry| entry.hash);
        self.frozen = Some(Frozen {
            id: self.sealed.next_id(),
            filter: Filter::of(hashes, self.shape.bits),
            entries,
            reach: std::mem::take(&mut self.reach),
            written_in: 0,
        });
    }

    /// The segment is in the file.
    pub(super) fn seal(&mut self) {
        if let Some(frozen) = self.frozen.take() {
            let segment = Segment::of(&frozen.entries, self.shape.chunk);
            self.sealed.add(frozen.id, segment.fences, &frozen.filter);
        }
    }

    /// Takes away the segments whose events are all gone: first from memory, when those that are
    /// returned are forgotten after the commit, and from the file the next time. So whatever is in
    /// memory is in the file, also if this transaction is lost.
    fn purge(&self, tx: &Tx<'_>) -> Result<Vec<i64>> {
        let mut in_memory = Vec::new();
        for id in store::purged_segments(tx)? {
            if self.sealed.has(id) {
                in_memory.push(id);
            } else {
                store::delete_segment(tx, id)?;
            }
        }
        Ok(in_memory)
    }

    pub(super) fn forget(&mut self, segments: &[i64]) {
        for id in segments {
            self.sealed.remove(*id);
        }
    }

    pub(super) fn hash(&self, key: &Key<'_>) -> u64 {
        self.hasher.hash(key)
    }

    /// Adds an event of the current transaction.
    pub(super) fn claim(&mut self, entry: Entry) {
        self.fresh.push(entry);
    }

    /// Keeps what a piece of work claimed: it is committed.
    pub(super) fn keep(&mut self, team: TeamId, entries: &[Entry]) {
        for entry in entries {
            self.recent.push(*entry);
        }
        if let Some(last) = entries.last() {
            self.reach.insert(team, last.seq);
        }
    }

    /// The stored event of the team that has this id. Hashes only lead to candidates; what decides
    /// is the raw row, so an entry that belongs to another team or to no event does no harm.
    pub(super) fn find(
        &mut self,
        conn: &Conn,
        team: TeamId,
        key: &Key<'_>,
    ) -> Result<Option<Known>> {
        self.look_up(conn, self.hash(key))?;
        for seq in &self.found {
            let known = store::event(conn, team, *seq, key)?;
            if known.is_some() {
                return Ok(known);
            }
        }
        Ok(None)
    }

    /// Fills `found` with the numbers under a hash, of all teams.
    fn look_up(&mut self, conn: &Conn, hash: u64) -> Result<()> {
        self.found.clear();
        self.fresh.find(hash, &mut self.found);
        self.recent.find(hash, &mut self.found);
        if let Some(frozen) = &self.frozen {
            frozen.find(hash, &mut self.found);
        }
        if self.sealed.find(conn, hash, &mut self.found)? {
            Ok(())
        } else {
            self.damaged = true;
            Err(unreadable())
        }
    }
}

impl Frozen {
    fn write(&self, tx: &Tx<'_>, shape: Shape) -> Result<()> {
        let segment = Segment::of(&self.entries, shape.chunk);
        let row = SegmentRow {
            id: self.id,
            fences: segment.fences.to_bytes(),
            filter: self.filter.to_bytes(),
        };
        store::insert_segment(tx, &row, &segment.chunks)?;
        for (team, seq) in &self.reach {
            store::insert_span(tx, self.id, *team, *seq)?;
        }
        Ok(())
    }

    fn find(&self, hash: u64, found: &mut Vec<i64>) {
        let from = self.entries.partition_point(|entry| entry.hash < hash);
        let same = self.entries.iter().skip(from);
        let same = same.take_while(|entry| entry.hash == hash);
        found.extend(same.map(|entry| entry.seq));
    }
}

/// The hash of ids, with the key of the instance.
pub(super) struct Hasher {
    sip: SipHasher13,
    bits: u32,
}

impl Hasher {
    pub(super) fn load(conn: &Conn, shape: Shape) -> Result<Self> {
        Ok(Self {
            sip: SipHasher13::new_with_key(&store::salt(conn)?),
            bits: shape.hash_bits,
        })
    }

    pub(super) fn hash(&self, key: &Key<'_>) -> u64 {
        use std::hash::Hasher as _;
        let mut sip = self.sip;
        // Eight bytes in front, so no two keys give the same bytes.
        sip.write(&key.source.to_le_bytes());
        sip.write(key.id.as_bytes());
        sip.finish() >> (64 - self.bits)
    }
}
