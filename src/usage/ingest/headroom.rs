//! Keeps the stored sums inside 64 bits.
//!
//! One event has at most 10^12 tokens and costs at most 10^15 nano-dollars, so some ten thousand
//! of the largest would overflow the sum of a day. An event above [`SMALL`] is therefore taken
//! only while the day's sums stay below half of the range. The other half is room for the small
//! ones, which are not checked: filling it takes 4.6 * 10^10 of them in one day, of one key and
//! one model, half a million a second. Sums of a quarter and an hour are parts of the day's, and
//! classes of tokens parts of the totals, so they fit as well.

use std::collections::HashMap;

use super::Sender;
use super::store;
use crate::db::Tx;
use crate::error::Result;
use crate::usage::totals::{Counted, Slot};

/// Tokens, or nano-dollars divided by a thousand, up to which an event is not checked.
const SMALL: i64 = 100_000_000;

/// What the sums may reach by checked events.
const MOST: i64 = i64::MAX / 2;

/// The sums of a day that can grow out of range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) input: i64,
    pub(super) output: i64,
    pub(super) cost: i64,
}

impl Sums {
    fn with(self, event: &Counted) -> Option<Self> {
        let add = |sum: i64, more| sum.checked_add(more).filter(|sum| *sum <= MOST);
        Some(Self {
            input: add(self.input, event.tokens.input)?,
            output: add(self.output, event.tokens.output)?,
            cost: add(self.cost, event.cost.unwrap_or(0))?,
        })
    }
}

/// Whether an event has to be checked.
pub(super) fn is_large(event: &Counted) -> bool {
    event.tokens.input > SMALL
        || event.tokens.output > SMALL
        || event.cost.is_some_and(|cost| cost / 1_000 > SMALL)
}

/// The sums of the days that the large events of a batch fall into.
#[derive(Default)]
pub(super) struct Headroom {
    days: HashMap<Slot, Sums>,
}

impl Headroom {
    /// Whether the day's sums can take the event; if so they have it from now on.
    pub(super) fn take(
        &mut self,
        tx: &Tx<'_>,
        by: &Sender,
        day: Slot,
        event: &Counted,
    ) -> Result<bool> {
        let sums = match self.days.get(&day) {
            Some(sums) => *sums,
            None => store::day_sums(tx, by, day)?,
        };
        let Some(sums) = sums.with(event) else {
            return Ok(false);
        };
        self.days.insert(day, sums);
        Ok(true)
    }
}
