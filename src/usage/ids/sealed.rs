//! The segments that are stored: in memory what leads to them, in the file what they hold.

use super::matrix::{Block, COLUMNS, Filter, positions};
use super::segment::{Fences, find_in};
use super::store::{self, SegmentRow};
use crate::db::Conn;
use crate::error::{Error, Result};

/// All segments. Of each its filter, sliced, and the first hashes of its chunks are in memory:
/// with 32 bits an entry about four bytes an event.
#[derive(Debug)]
pub(super) struct Sealed {
    /// Bits of a filter.
    bits: usize,
    /// Column by column; `None` is free.
    columns: Vec<Option<Column>>,
    /// One for 64 columns.
    blocks: Vec<Block>,
    newest: i64,
}

#[derive(Debug)]
struct Column {
    id: i64,
    fences: Fences,
}

impl Sealed {
    pub(super) fn load(conn: &Conn, bits: usize) -> Result<Self> {
        let mut sealed = Self {
            bits,
            columns: Vec::new(),
            blocks: Vec::new(),
            newest: 0,
        };
        let mut filters = Vec::new();
        store::segments_after(conn, 0, |row| {
            let (fences, filter) = read(&row, bits)?;
            sealed.newest = row.id;
            sealed.columns.push(Some(Column { id: row.id, fences }));
            filters.push(filter);
            if filters.len() == COLUMNS {
                sealed.blocks.push(Block::of(&filters, bits));
                filters.clear();
            }
            Ok(())
        })?;
        if !filters.is_empty() {
            sealed.blocks.push(Block::of(&filters, bits));
        }
        Ok(sealed)
    }

    /// Follows what the file has by now, if it is not the writer's.
    pub(super) fn refresh(&mut self, conn: &Conn) -> Result<()> {
        let there = store::segment_ids(conn)?;
        let gone = self.columns.iter().flatten().map(|column| column.id);
        let gone: Vec<i64> = gone.filter(|id| !there.contains(id)).collect();
        for id in gone {
            self.remove(id);
        }
        let bits = self.bits;
        store::segments_after(conn, self.newest, |row| {
            let (fences, filter) = read(&row, bits)?;
            self.add(row.id, fences, &filter);
            Ok(())
        })
    }

    /// The number of the next segment.
    pub(super) fn next_id(&self) -> i64 {
        self.newest + 1
    }

    pub(super) fn add(&mut self, id: i64, fences: Fences, filter: &Filter) {
        let free = self.columns.iter().position(Option::is_none);
        let place = free.unwrap_or(self.columns.len());
        let column = Some(Column { id, fences });
        match self.columns.get_mut(place) {
            Some(free) => *free = column,
            None => self.columns.push(column),
        }
        if place / COLUMNS >= self.blocks.len() {
            self.blocks.push(Block::of(&[], self.bits));
        }
        if let Some(block) = self.blocks.get_mut(place / COLUMNS) {
            block.set(place % COLUMNS, filter);
        }
        self.newest = self.newest.max(id);
    }

    pub(super) fn has(&self, id: i64) -> bool {
        self.columns.iter().flatten().any(|column| column.id == id)
    }

    pub(super) fn remove(&mut self, id: i64) {
        for (place, column) in self.columns.iter_mut().enumerate() {
            if column.as_ref().is_some_and(|column| column.id == id) {
                *column = None;
                if let Some(block) = self.blocks.get_mut(place / COLUMNS) {
                    block.clear(place % COLUMNS);
                }
            }
        }
    }

    /// Adds the numbers under a hash to `found`.
    pub(super) fn find(&self, conn: &Conn, hash: u64, found: &mut Vec<i64>) -> Result<()> {
        if self.blocks.is_empty() {
            return Ok(());
        }
        let positions = positions(hash, self.bits);
        for (block, columns) in self.blocks.iter().zip(self.columns.chunks(COLUMNS)) {
            let mut left = block.holds(&positions);
            while left != 0 {
                if let Some(Some(column)) = columns.get(left.trailing_zeros() as usize) {
                    column.find(conn, hash, found)?;
                }
                left &= left - 1;
            }
        }
        Ok(())
    }
}

impl Column {
    fn find(&self, conn: &Conn, hash: u64, found: &mut Vec<i64>) -> Result<()> {
        for chunk in self.fences.chunks(hash) {
            let whole = |bytes: &[u8]| find_in(bytes, hash, found);
            if !store::chunk(conn, self.id, chunk, whole)? {
                return Err(damaged());
            }
        }
        Ok(())
    }
}

fn read(row: &SegmentRow, bits: usize) -> Result<(Fences, Filter)> {
    let fences = Fences::from_bytes(&row.fences);
    let filter = Filter::from_bytes(&row.filter, bits);
    fences.zip(filter).ok_or_else(damaged)
}

fn damaged() -> Error {
    Error::internal("the index of event ids is damaged")
}
