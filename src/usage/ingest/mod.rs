//! Takes events in: each is counted once, in the transaction that holds its totals.
//!
//! A reply of *accepted* means that the event, its place in the team's sequence and its share of
//! every stored sum are committed together; anything less leaves no trace. Whether an event is
//! new is decided first, then its age, then its price, so a repetition is recognised whatever
//! the time and the prices are by then.

mod headroom;
mod models;
mod outcome;
mod store;

use std::collections::{BTreeMap, HashMap};

use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::ids::{KeyId, PriceId, ProjectId, TeamId};
use crate::keys::{KeyProof, KeyRing, UsageWrite};
use crate::money::{NANOS_PER_USD, Nanos};
use crate::text;
use crate::usage::event::{Event, Field, MOST_COST, MOST_EVENTS, Read, Rejection, Tokens};
use crate::usage::prices::{self, Billable, PriceBook, SharedPrices};
use crate::usage::range::Level;
use crate::usage::totals::{Counted, LEVELS, Slot, Totals};

use headroom::Headroom;
use models::Models;

pub use outcome::{EventResult, Outcome, Receipt, Verdict};
pub use store::extension;

/// What taking events in needs besides the database; clones share it.
#[derive(Clone, Debug, Default)]
pub struct Ingest {
    keys: KeyRing,
    prices: SharedPrices,
    models: Models,
}

/// The events of one request, priced and ready to be written.
#[derive(Debug)]
pub struct Batch {
    by: KeyProof<UsageWrite>,
    sender: Sender,
    items: Vec<Item>,
    now: Timestamp,
}

/// On whose behalf events are stored.
#[derive(Clone, Debug)]
struct Sender {
    team: TeamId,
    project: ProjectId,
    key: KeyId,
    /// The source of events that name none.
    source: String,
}

#[derive(Debug)]
struct Item {
    id: Option<String>,
    event: Result<Priced, Rejection>,
}

/// An event, and its place in time and cost or why it cannot have them.
#[derive(Debug)]
struct Priced {
    event: Event<'static>,
    worth: Result<Worth, Rejection>,
}

#[derive(Clone, Copy, Debug)]
struct Worth {
    time: Timestamp,
    /// Nano-dollars; `None` is unpriced.
    cost: Option<i64>,
    /// The row the cost was computed from.
    price: Option<PriceId>,
}

impl Ingest {
    /// Shares the keys and the prices with the rest of the program.
    pub fn new(keys: KeyRing, prices: SharedPrices) -> Self {
        Self {
            keys,
            prices,
            models: Models::default(),
        }
    }

    /// Prices the events of a request, whose order they are in, at the prices of this moment.
    /// Reads no database; to be written with [`Ingest::write`].
    ///
    /// # Errors
    /// `ProjectStopped` or `Unauthenticated` when the key may not send (any longer), `TooLarge`
    /// with more than [`MOST_EVENTS`].
    pub fn prepare(
        &self,
        by: KeyProof<UsageWrite>,
        events: Vec<Read<'_>>,
        now: Timestamp,
    ) -> Result<Batch> {
        by.ensure_running(&self.keys)?;
        let sender = Sender {
            team: by.team(),
            project: by.project(),
            key: by.key(),
            source: by.key_id().as_str().to_owned(),
        };
        Ok(Batch {
            items: items(events, &self.prices.load(), sender.team, now)?,
            by,
            sender,
            now,
        })
    }

    /// Writes a batch. The caller is to be answered after the commit, with what is returned here.
    ///
    /// # Errors
    /// `ProjectStopped` or `Unauthenticated` when the key lost its right since the batch was
    /// prepared; failures of the database. Then no event of the batch was taken.
    pub fn write(&self, tx: &Tx<'_>, batch: Batch) -> Result<Outcome> {
        batch.by.ensure_running(&self.keys)?;
        write(tx, &self.models, &batch.sender, batch.items, batch.now)
    }
}

fn items(
    events: Vec<Read<'_>>,
    book: &PriceBook,
    team: TeamId,
    now: Timestamp,
) -> Result<Vec<Item>> {
    if events.len() > MOST_EVENTS {
        let sentence = text!("usage-body-too-many", most = MOST_EVENTS);
        return Err(Error::TooLarge(sentence));
    }
    let item = |read: Read<'_>| Item {
        id: read.id.map(std::borrow::Cow::into_owned),
        event: read.event.map(|event| Priced {
            worth: worth(book, team, &event, now),
            event: event.into_owned(),
        }),
    };
    Ok(events.into_iter().map(item).collect())
}

/// When an event counts and what it costs: what the sender says, else the price in force then.
fn worth(
    book: &PriceBook,
    team: TeamId,
    event: &Event<'_>,
    now: Timestamp,
) -> Result<Worth, Rejection> {
    let time = event.check_time(now)?;
    let row = match event.cost {
        Some(_) => None,
        None => book.resolve(team, event.provider.as_deref(), &event.model, time),
    };
    let computed = row.map(|row| prices::cost(&row.price, &billable(event)));
    let cost = event.cost.or(computed).map(nanos).transpose()?;
    Ok(Worth {
        time,
        cost,
        price: row.map(|row| row.id),
    })
}

fn nanos(cost: Nanos) -> Result<i64, Rejection> {
    let fits = i64::try_from(cost.0).ok().filter(|_| cost <= MOST_COST);
    fits.ok_or_else(|| {
        let most = (MOST_COST.0 / NANOS_PER_USD).to_string();
        let sentence = text!("ingest-cost-out-of-range", most = most);
        Rejection::of(Field::Cost, "out_of_range", sentence)
    })
}

/// The counts are checked to be non-negative when an event is read.
fn billable(event: &Event<'_>) -> Billable {
    let units = |count: i64| u64::try_from(count).unwrap_or(0);
    let Tokens {
        input,
        output,
        cached_input,
        cache_write,
        cache_write_1h,
        reasoning,
        input_audio,
        output_audio,
        input_image,
        output_image,
    } = event.tokens;
    Billable {
        input: units(input),
        output: units(output),
        cached_input: units(cached_input),
        cache_write: units(cache_write),
        cache_write_1h: units(cache_write_1h),
        reasoning: units(reasoning),
        input_audio: units(input_audio),
        output_audio: units(output_audio),
        input_image: units(input_image),
        output_image: units(output_image),
        requests: units(event.requests),
    }
}

fn write(
    tx: &Tx<'_>,
    models: &Models,
    by: &Sender,
    items: Vec<Item>,
    now: Timestamp,
) -> Result<Outcome> {
    let verdicts = Writer::new(tx, models, by, now)?.take_all(&items)?;
    let mut outcome = Outcome::with_room(items.len());
    for (item, verdict) in items.into_iter().zip(verdicts) {
        outcome.add(item.id, verdict);
    }
    Ok(outcome)
}

/// What is known and gathered while a batch is written.
struct Writer<'a, 'tx> {
    tx: &'a Tx<'tx>,
    models: &'a Models,
    by: &'a Sender,
    events: store::Events<'a>,
    /// The number of the last event taken.
    seq: i64,
    /// The largest time of the events taken.
    latest: Timestamp,
    sources: HashMap<&'a str, i64>,
    numbers: HashMap<&'a str, i64>,
    quarters: BTreeMap<Slot, Totals>,
    headroom: Headroom,
}

impl<'a, 'tx> Writer<'a, 'tx> {
    fn new(
        tx: &'a Tx<'tx>,
        models: &'a Models,
        by: &'a Sender,
        now: Timestamp,
    ) -> Result<Self> {
        let seq = store::last_seq(tx, by.team)?
            .ok_or_else(|| Error::Unauthenticated(text!("key-project-deleted")))?;
        Ok(Self {
            tx,
            models,
            by,
            events: store::Events::prepare(tx, by, now)?,
            seq,
            latest: Timestamp::from_ms(i64::MIN),
            sources: HashMap::new(),
            numbers: HashMap::new(),
            quarters: BTreeMap::new(),
            headroom: Headroom::default(),
        })
    }

    fn take_all(mut self, items: &'a [Item]) -> Result<Vec<Verdict>> {
        let mut verdicts = Vec::with_capacity(items.len());
        for item in items {
            verdicts.push(match &item.event {
                Ok(event) => self.take(event)?,
                Err(rejection) => Verdict::Rejected(rejection.clone()),
            });
        }
        if !self.quarters.is_empty() {
            self.finish()?;
        }
        Ok(verdicts)
    }

    fn take(&mut self, priced: &'a Priced) -> Result<Verdict> {
        let event = &priced.event;
        let name = event.source.as_deref().unwrap_or(&self.by.source);
        let source = self.find_source(name)?;
        let worth = match self.check(priced, source)? {
            Ok(worth) => worth,
            Err(verdict) => return Ok(verdict),
        };
        let source = match source {
            Some(source) => source,
            None => self.new_source(name)?,
        };
        if !self.events.claim(source, event, self.seq + 1)? {
            return self
                .repetition(source, event)?
                .ok_or_else(|| Error::internal("an id is taken and belongs to no event"));
        }
        self.seq += 1;
        self.latest = self.latest.max(worth.time);
        let model = self.model(&event.model)?;
        self.events.insert(&store::NewEvent {
            event,
            time: worth.time,
            seq: self.seq,
            model,
            source,
            cost: worth.cost,
            price: worth.price,
        })?;
        let slot = Slot::of(Level::Quarter, worth.time, model, event.status);
        let counted = Counted::new(event, worth.cost);
        self.quarters.entry(slot).or_default().add(&counted);
        Ok(Verdict::Accepted(receipt(self.seq, worth.cost)))
    }

    /// What speaks against an event, if anything can: then its id is looked up first, because a
    /// repetition is one whatever the time and the prices are by now.
    fn check(&mut self, priced: &'a Priced, source: Option<i64>) -> Result<Result<Worth, Verdict>> {
        let event = &priced.event;
        let large = |worth: &Worth| headroom::is_large(&Counted::new(event, worth.cost));
        if let Ok(worth) = &priced.worth
            && !large(worth)
        {
            return Ok(Ok(*worth));
        }
        if let Some(source) = source
            && let Some(verdict) = self.repetition(source, event)?
        {
            return Ok(Err(verdict));
        }
        let worth = match &priced.worth {
            Ok(worth) => *worth,
            Err(rejection) => return Ok(Err(Verdict::Rejected(rejection.clone()))),
        };
        let day = Slot::of(
            Level::Day,
            worth.time,
            self.model(&event.model)?,
            event.status,
        );
        let counted = Counted::new(event, worth.cost);
        let fits = self.headroom.take(self.tx, self.by, day, &counted)?;
        Ok(if fits {
            Ok(worth)
        } else {
            let sentence = text!("ingest-sum-out-of-range");
            Err(Verdict::Rejected(Rejection::whole(
                "out_of_range",
                sentence,
            )))
        })
    }

    /// The verdict on an event whose id is taken.
    fn repetition(&mut self, source: i64, event: &Event<'_>) -> Result<Option<Verdict>> {
        let known = self.events.known(source, &event.id)?;
        Ok(known.map(|known| {
            if known.digest == event.digest {
                Verdict::Duplicate(receipt(known.seq, known.cost))
            } else {
                Verdict::Conflict
            }
        }))
    }

    fn find_source(&mut self, name: &'a str) -> Result<Option<i64>> {
        if let Some(id) = self.sources.get(name) {
            return Ok(Some(*id));
        }
        // Not kept from batch to batch: the row of a purged project could come back as another.
        let found = store::find_source(self.tx, self.by.project, name)?;
        if let Some(id) = found {
            self.sources.insert(name, id);
        }
        Ok(found)
    }

    fn new_source(&mut self, name: &'a str) -> Result<i64> {
        let id = store::insert_source(self.tx, self.by.project, name)?;
        self.sources.insert(name, id);
        Ok(id)
    }

    fn model(&mut self, name: &'a str) -> Result<i64> {
        if let Some(id) = self.numbers.get(name) {
            return Ok(*id);
        }
        let id = match self.models.find(name) {
            Some(id) => id,
            None => {
                let id = store::model(self.tx, name)?;
                self.models.keep_after(self.tx, name, id);
                id
            }
        };
        self.numbers.insert(name, id);
        Ok(id)
    }

    /// Adds the events taken to the sums of every level and closes the sequence behind them.
    fn finish(self) -> Result<()> {
        let mut sums = self.quarters;
        for level in LEVELS {
            let mut coarser = BTreeMap::<Slot, Totals>::new();
            for (slot, part) in sums {
                match coarser.entry(slot.within(level)) {
                    std::collections::btree_map::Entry::Occupied(whole) => {
                        whole.into_mut().merge(&part);
                    }
                    std::collections::btree_map::Entry::Vacant(whole) => {
                        whole.insert(part);
                    }
                }
            }
            store::add_totals(self.tx, self.by, level, &coarser)?;
            sums = coarser;
        }
        store::set_last_seq(self.tx, self.by.team, self.seq)?;
        store::raise_last_event(self.tx, self.by, self.latest)
    }
}

fn receipt(seq: i64, cost: Option<i64>) -> Receipt {
    Receipt {
        cost: cost.map(|nanos| Nanos(nanos.into())),
        seq,
    }
}

#[cfg(test)]
mod tests;
