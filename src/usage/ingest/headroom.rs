//! Keeps the stored sums inside 64 bits.
//!
//! One event has at most 10^12 tokens and costs at most 10^15 nano-dollars, so some ten thousand
//! of the largest would overflow the sum of a day. An event above [`SMALL_TOKENS`] or
//! [`SMALL_COST`] is therefore taken only while the day's sums stay below half of the range. The
//! other half is room for the small ones, which are not checked: filling it takes 4.6 * 10^9 of
//! them that fall into one day, of one key and one model, more than a terabyte of events. Sums of
//! a quarter and an hour are parts of the day's, and classes of tokens parts of the totals, so
//! they fit as well.

use std::collections::HashMap;

use super::Sender;
use super::store;
use crate::db::Tx;
use crate::error::Result;
use crate::usage::range::Level;
use crate::usage::store::counted;
use crate::usage::totals::{Counted, Slot};

/// Tokens up to which an event is not checked.
const SMALL_TOKENS: i64 = 100_000_000;

/// Nano-dollars up to which an event is not checked: a dollar.
const SMALL_COST: i64 = 1_000_000_000;

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
    fn of(event: &Counted) -> Self {
        Self {
            input: event.tokens.input,
            output: event.tokens.output,
            cost: event.cost.unwrap_or(0),
        }
    }

    fn plus(self, more: Self) -> Self {
        Self {
            input: self.input.saturating_add(more.input),
            output: self.output.saturating_add(more.output),
            cost: self.cost.saturating_add(more.cost),
        }
    }

    fn fit(self) -> bool {
        [self.input, self.output, self.cost]
            .iter()
            .all(|sum| *sum <= MOST)
    }
}

/// Whether an event has to be checked.
pub(super) fn is_large(event: &Counted) -> bool {
    event.tokens.input > SMALL_TOKENS
        || event.tokens.output > SMALL_TOKENS
        || event.cost.is_some_and(|cost| cost > SMALL_COST)
}

/// The sums of the sender's days, from the first large event of a batch on.
#[derive(Default)]
pub(super) struct Headroom {
    /// What the stored sums do not hold yet, read once: the events before the batch that wait, and
    /// those of the batch.
    waiting: Option<HashMap<Slot, Sums>>,
    /// What the stored sums hold, of the days that were asked for.
    stored: HashMap<Slot, Sums>,
}

impl Headroom {
    /// Whether the day's sums can take the event. `before` is the number of the last event that
    /// is in the file.
    pub(super) fn fits(
        &mut self,
        tx: &Tx<'_>,
        by: &Sender,
        before: i64,
        day: Slot,
        event: &Counted,
    ) -> Result<bool> {
        if self.waiting.is_none() {
            self.waiting = Some(waiting(tx, by, before)?);
        }
        let stored = match self.stored.get(&day) {
            Some(stored) => *stored,
            None => store::day_sums(tx, by, day)?.unwrap_or_default(),
        };
        self.stored.insert(day, stored);
        let waiting = self.waiting.as_ref().and_then(|all| all.get(&day));
        let sums = stored.plus(waiting.copied().unwrap_or_default());
        Ok(sums.plus(Sums::of(event)).fit())
    }

    /// Counts an event that was taken.
    pub(super) fn count(&mut self, day: impl FnOnce() -> Slot, event: &Counted) {
        if let Some(waiting) = &mut self.waiting {
            let sums = waiting.entry(day()).or_default();
            *sums = sums.plus(Sums::of(event));
        }
    }
}

/// The sums by day of the sender's events that the stored sums do not hold, up to a number.
fn waiting(tx: &Tx<'_>, by: &Sender, last: i64) -> Result<HashMap<Slot, Sums>> {
    let mut days: HashMap<Slot, Sums> = HashMap::new();
    let Some((_, summed)) = store::marks(tx, by.team)? else {
        return Ok(days);
    };
    let any_time = (i64::MIN, i64::MAX);
    counted::numbered(tx, by.team, (summed, last), any_time, |event| {
        if event.place.project == by.project && event.place.key == by.key {
            let day = Slot {
                start: Level::Day.floor(event.time),
                model: event.place.model,
                status: event.place.status,
            };
            let sums = days.entry(day).or_default();
            *sums = sums.plus(Sums::of(&event.counted));
        }
    })?;
    Ok(days)
}
