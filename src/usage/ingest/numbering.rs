//! The senders' own counts: which numbers came, and which are missing in between.
//!
//! Of every source the first and the last number and the gaps between them are stored, with the
//! events and never by looking through them. Senders may repeat a number and may send out of
//! order: a number that comes late closes or splits its gap.

use std::collections::BTreeMap;

use super::store;
use crate::db::Tx;
use crate::error::Result;

/// The sources of a batch that count their events.
pub(super) struct Numbering<'a, 'tx> {
    tx: &'a Tx<'tx>,
    runs: BTreeMap<i64, Run>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Run {
    first: i64,
    last: i64,
}

impl<'a, 'tx> Numbering<'a, 'tx> {
    pub(super) fn new(tx: &'a Tx<'tx>) -> Self {
        Self {
            tx,
            runs: BTreeMap::new(),
        }
    }

    /// Notes the number of an event that is stored.
    pub(super) fn take(&mut self, source: i64, number: i64) -> Result<()> {
        let known = match self.runs.get(&source) {
            Some(run) => Some(*run),
            None => store::find_run(self.tx, source)?.map(|(first, last)| Run { first, last }),
        };
        let run = match known {
            None => Run {
                first: number,
                last: number,
            },
            Some(run) if number > run.last => {
                self.open(source, run.last + 1, number - 1)?;
                Run {
                    last: number,
                    ..run
                }
            }
            Some(run) if number < run.first => {
                self.open(source, number + 1, run.first - 1)?;
                Run {
                    first: number,
                    ..run
                }
            }
            Some(run) => {
                self.close(source, number)?;
                run
            }
        };
        self.runs.insert(source, run);
        Ok(())
    }

    /// Numbers that have not come, unless there are none.
    fn open(&self, source: i64, first: i64, last: i64) -> Result<()> {
        if first > last {
            return Ok(());
        }
        store::insert_gap(self.tx, source, first, last)
    }

    /// A number that is no longer missing, if it was.
    fn close(&self, source: i64, number: i64) -> Result<()> {
        let Some((first, last)) = store::find_gap(self.tx, source, number)? else {
            return Ok(());
        };
        store::delete_gap(self.tx, source, first)?;
        self.open(source, first, number - 1)?;
        self.open(source, number + 1, last)
    }

    /// Stores how far the sources have come.
    pub(super) fn finish(self) -> Result<()> {
        for (source, run) in self.runs {
            store::set_run(self.tx, source, run.first, run.last)?;
        }
        Ok(())
    }
}
