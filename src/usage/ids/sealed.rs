//! The segments that are stored: in memory what leads to them, in the file what they hold.

use super::matrix::{COLUMNS, Filter, Matrix};
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
    /// The filters of the columns.
    matrix: Matrix,
    newest: i64,
}

#[derive(Debug)]
struct Column {
    id: i64,
    fences: Fences,
}

impl Sealed {
    /// What the file holds; `None` when some of it cannot be read as segments.
    pub(super) fn load(conn: &Conn, bits: usize) -> Result<Option<Self>> {
        let there = store::segment_ids(conn)?.len();
        let mut sealed = Self {
            bits,
            columns: Vec::with_capacity(there),
            matrix: Matrix::of(there, bits),
            newest: 0,
        };
        let (mut filters, mut whole) = (Vec::new(), true);
        // The filters of a word together: one pass over the rows instead of one for each.
        let fill = |sealed: &mut Self, filters: &[Filter]| {
            let last = sealed.columns.len().saturating_sub(1);
            sealed.matrix.fill(last / COLUMNS, filters);
        };
        store::segments_after(conn, 0, |row| {
            let Some((fences, filter)) = read(&row, bits) else {
                whole = false;
                return;
            };
            sealed.newest = row.id;
            sealed.columns.push(Some(Column { id: row.id, fences }));
            filters.push(filter);
            if filters.len() == COLUMNS {
                fill(&mut sealed, &filters);
                filters.clear();
            }
        })?;
        if !filters.is_empty() {
            fill(&mut sealed, &filters);
        }
        Ok(whole.then_some(sealed))
    }

    /// Follows what the file has by now, if it is not the writer's.
    ///
    /// # Errors
    /// When a new segment cannot be read, or the file.
    pub(super) fn refresh(&mut self, conn: &Conn) -> Result<()> {
        let there = store::segment_ids(conn)?;
        let gone = self.columns.iter().flatten().map(|column| column.id);
        let gone: Vec<i64> = gone.filter(|id| !there.contains(id)).collect();
        for id in gone {
            self.remove(id);
        }
        let (bits, mut whole) = (self.bits, true);
        store::segments_after(conn, self.newest, |row| match read(&row, bits) {
            Some((fences, filter)) => self.add(row.id, fences, &filter),
            None => whole = false,
        })?;
        if whole { Ok(()) } else { Err(unreadable()) }
    }

    /// The number of the next segment.
    pub(super) fn next_id(&self) -> i64 {
        self.newest + 1
    }

    /// Gives new segments numbers after this one only.
    pub(super) fn number_after(&mut self, newest: i64) {
        self.newest = self.newest.max(newest);
    }

    pub(super) fn add(&mut self, id: i64, fences: Fences, filter: &Filter) {
        let free = self.columns.iter().position(Option::is_none);
        let place = free.unwrap_or(self.columns.len());
        let column = Some(Column { id, fences });
        match self.columns.get_mut(place) {
            Some(free) => *free = column,
            None => self.columns.push(column),
        }
        self.matrix.set(place, filter);
        self.newest = self.newest.max(id);
    }

    pub(super) fn has(&self, id: i64) -> bool {
        self.columns.iter().flatten().any(|column| column.id == id)
    }

    pub(super) fn remove(&mut self, id: i64) {
        for (place, column) in self.columns.iter_mut().enumerate() {
            if column.as_ref().is_some_and(|column| column.id == id) {
                *column = None;
                self.matrix.clear(place);
            }
        }
    }

    /// Adds the numbers under a hash to `found`; false when a place where they could be cannot be
    /// read.
    pub(super) fn find(&self, conn: &Conn, hash: u64, found: &mut Vec<i64>) -> Result<bool> {
        for place in self.matrix.holding(hash) {
            if let Some(Some(column)) = self.columns.get(place)
                && !column.find(conn, hash, found)?
            {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Column {
    fn find(&self, conn: &Conn, hash: u64, found: &mut Vec<i64>) -> Result<bool> {
        for chunk in self.fences.chunks(hash) {
            let whole = |bytes: &[u8]| find_in(bytes, hash, found);
            if store::chunk(conn, self.id, chunk, whole)? != Some(true) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn read(row: &SegmentRow, bits: usize) -> Option<(Fences, Filter)> {
    let fences = Fences::from_bytes(&row.fences);
    fences.zip(Filter::from_bytes(&row.filter, bits))
}

pub(super) fn unreadable() -> Error {
    Error::internal("the index of event ids is damaged")
}
