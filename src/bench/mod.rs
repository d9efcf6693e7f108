//! A database for benchmarks: five teams, twenty projects, forty keys and ninety days of events,
//! counted by the same functions as those that come over HTTP.

mod traffic;
mod world;

use std::sync::mpsc;

use crate::accounts::{self, PasswordHash};
use crate::clock::{DAY_MS, Timestamp};
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::keys::{KeyProof, KeyRing, UsageWrite};
use crate::secret::Secret;
use crate::text;
use crate::usage::event::{Format, MOST_EVENTS, read_all};
use crate::usage::ingest::{Batch, Ingest, sum_up};
use crate::usage::prices::{self, PriceBook, SharedPrices};
use crate::usage::range::HOUR_MS;

pub use traffic::{Dice, Ids, SENDERS, Traffic};
pub use world::{PROJECTS, owner};

/// Days of usage.
pub const DAYS: i64 = 90;

/// Events that are written at once, or a few more.
const AT_ONCE: u64 = 8_000;
/// Hours of which events are written at once, however few they are: they must not be too late.
const HOURS_AT_ONCE: u32 = 24;
/// Lots of events that are ready and wait for the writer.
const READY: usize = 2;

/// How busy the hours of a day are, from midnight in UTC.
const HOURS: [u64; 24] = [
    4, 3, 2, 2, 3, 5, 9, 15, 22, 27, 29, 28, 25, 27, 30, 30, 28, 25, 21, 17, 14, 11, 8, 6,
];

/// What to fill a database with.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How many events.
    pub events: u64,
    /// The same seed gives the same events.
    pub seed: u64,
    /// How their ids look.
    pub ids: Ids,
    /// The end of the ninety days; cut to the hour.
    pub until: Timestamp,
}

impl Plan {
    fn end(&self) -> i64 {
        self.until.ms() - self.until.ms().rem_euclid(HOUR_MS)
    }

    fn start(&self) -> Timestamp {
        Timestamp::from_ms(self.end() - DAYS * DAY_MS)
    }
}

/// Fills a database that nobody has an account in. `progress` is called with the number of events
/// that are stored, after each commit. Takes its time: for a thread that nobody waits for.
///
/// # Errors
/// `Conflict` when somebody has an account: then nothing was changed. Failures of the database:
/// then what was filled in so far is still there.
pub fn seed(
    db: &Db,
    plan: &Plan,
    password: &Secret<String>,
    hash: &PasswordHash,
    progress: &mut dyn FnMut(u64),
) -> Result<()> {
    let (ring, at) = (KeyRing::default(), plan.start());
    let (hanging, password, hash) = (ring.clone(), password.clone(), hash.clone());
    let made = db.write_blocking(move |tx| {
        if !accounts::none_exists(tx)? {
            return Err(Error::Conflict(text!("bench-not-empty")));
        }
        prices::sync_snapshot(tx, at)?;
        world::make(tx, &hanging, &password, &hash, at)
    })?;
    let senders = world::senders(&ring, made, at)?;
    let book = PriceBook::new(db.read_now(prices::load)?);
    let ingest = Ingest::new(ring, SharedPrices::new(book));
    let (ready, lots) = mpsc::sync_channel(READY);
    std::thread::scope(|scope| {
        // Moved, so that the lots end when it does.
        let (ingest, senders) = (&ingest, &senders);
        scope.spawn(move || prepare(plan, ingest, senders, &ready));
        write_all(db, ingest, lots, progress)
    })
}

/// Writes what is prepared until there is no more.
fn write_all(
    db: &Db,
    ingest: &Ingest,
    lots: mpsc::Receiver<Result<Vec<Batch>>>,
    progress: &mut dyn FnMut(u64),
) -> Result<()> {
    let mut stored = 0;
    // Taken by value: when a write fails, the other thread must not wait for room.
    for lot in lots {
        let (lot, ingest) = (lot?, ingest.clone());
        let write = move |tx: &Tx<'_>| {
            let mut accepted = 0;
            for batch in lot {
                let outcome = ingest.write(tx, batch)?;
                if outcome.rejected + outcome.duplicates > 0 {
                    return Err(Error::internal("a made event was not taken"));
                }
                accepted += outcome.accepted;
            }
            Ok(accepted as u64)
        };
        stored += db.write_blocking(write)?;
        progress(stored);
    }
    db.write_blocking(sum_up)
}

type Ready = mpsc::SyncSender<Result<Vec<Batch>>>;

/// Makes all events, hour by hour, and hands them over in lots.
fn prepare(plan: &Plan, ingest: &Ingest, senders: &[KeyProof<UsageWrite>], ready: &Ready) {
    let mut lot = Lot::new(plan, ingest, senders);
    let hours = hours(plan);
    let whole: u64 = hours.iter().map(|(_, weight)| weight).sum();
    let (mut weight, mut made) = (0, 0);
    for (start, share) in hours {
        if made == plan.events {
            return;
        }
        weight += share;
        let due = u128::from(plan.events) * u128::from(weight) / u128::from(whole.max(1));
        let due = u64::try_from(due).unwrap_or(plan.events);
        let filled = lot.add_hour(start, due - made);
        made = due;
        // When the writer failed, nobody listens any more.
        if let Err(error) = filled {
            let _ = ready.send(Err(error));
            return;
        }
        if (lot.is_full() || made == plan.events) && ready.send(lot.take()).is_err() {
            return;
        }
    }
}

/// The hours of the plan, each with how busy it is: quieter at night and at weekends, and twice as
/// busy in the end as in the beginning.
fn hours(plan: &Plan) -> Vec<(i64, u64)> {
    let (start, count) = (plan.start().ms(), DAYS * 24);
    let busy = |number: i64| {
        let at = start + number * HOUR_MS;
        let hour = usize::try_from(at.rem_euclid(DAY_MS) / HOUR_MS).unwrap_or(0);
        // The first day of the era was a Thursday.
        let weekend = (at.div_euclid(DAY_MS) + 4).rem_euclid(7) % 6 == 0;
        let growth = u64::try_from(count + number).unwrap_or(1);
        let week = if weekend { 4 } else { 10 };
        (at, HOURS.get(hour).unwrap_or(&1) * week * growth)
    };
    (0..count).map(busy).collect()
}

/// The events of a few hours, sender by sender.
struct Lot<'a> {
    ingest: &'a Ingest,
    senders: &'a [KeyProof<UsageWrite>],
    traffic: Traffic,
    bodies: Vec<(String, usize)>,
    batches: Vec<Batch>,
    events: u64,
    hours: u32,
    now: Timestamp,
}

impl<'a> Lot<'a> {
    fn new(plan: &Plan, ingest: &'a Ingest, senders: &'a [KeyProof<UsageWrite>]) -> Self {
        Self {
            ingest,
            senders,
            traffic: Traffic::new(plan.seed, plan.ids),
            bodies: vec![(String::new(), 0); senders.len()],
            batches: Vec::new(),
            events: 0,
            hours: 0,
            now: plan.start(),
        }
    }

    /// Spreads so many events evenly over an hour.
    fn add_hour(&mut self, start: i64, count: u64) -> Result<()> {
        self.now = Timestamp::from_ms(start + HOUR_MS);
        for number in 0..count {
            let step = i128::from(HOUR_MS) * i128::from(number) / i128::from(count);
            let time = Timestamp::from_ms(start + i64::try_from(step).unwrap_or(0));
            let sender = self.traffic.sender();
            let Some((body, events)) = self.bodies.get_mut(sender) else {
                return Err(Error::internal("a sender has no key"));
            };
            self.traffic.event(body, sender, time);
            body.push('\n');
            *events += 1;
            if *events == MOST_EVENTS {
                self.close(sender)?;
            }
        }
        self.events += count;
        self.hours += 1;
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.events >= AT_ONCE || self.hours >= HOURS_AT_ONCE
    }

    /// Turns what a sender gathered into a batch.
    fn close(&mut self, sender: usize) -> Result<()> {
        let (Some((body, events)), Some(by)) =
            (self.bodies.get_mut(sender), self.senders.get(sender))
        else {
            return Ok(());
        };
        if *events > 0 {
            let read = read_all(Format::Lines, body.as_bytes())?;
            self.batches
                .push(self.ingest.prepare(by.clone(), read, self.now)?);
            body.clear();
            *events = 0;
        }
        Ok(())
    }

    fn take(&mut self) -> Result<Vec<Batch>> {
        for sender in 0..self.senders.len() {
            self.close(sender)?;
        }
        (self.events, self.hours) = (0, 0);
        Ok(std::mem::take(&mut self.batches))
    }
}

#[cfg(test)]
mod tests;
