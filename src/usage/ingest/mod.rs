//! Takes events in: each is counted once, in the transaction that holds its totals.
//!
//! A reply of *accepted* means that the event and its place in the team's sequence are committed
//! together, and with the place its share of every sum: stored sums say up to which place they
//! reach, and what reads them adds the events after it. Anything less leaves no trace. Whether an event is
//! new is decided first, then its age, then its price, so a repetition is recognised whatever
//! the time and the prices are by then.

mod gathered;
mod headroom;
mod models;
mod numbering;
mod outcome;
mod run;
mod store;
mod tails;
mod worth;
mod writer;

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::clock::Timestamp;
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::ids::{KeyId, PriceId, ProjectId, TeamId};
use crate::keys::{KeyProof, KeyRing, UsageWrite};
use crate::text;
use crate::usage::event::{Age, Event, MOST_EVENTS, Read, Rejection};
use crate::usage::ids::{Ids, Shape};
use crate::usage::prices::SharedPrices;

use models::Models;
use tails::Tails;
use worth::worth;
use writer::Writer;

pub use outcome::{EventResult, Outcome, Receipt, Verdict};

/// What taking events in needs besides the database; clones share it, by one count of references:
/// each batch has one.
#[derive(Clone, Debug, Default)]
pub struct Ingest(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    keys: KeyRing,
    prices: SharedPrices,
    models: Models,
    shape: Shape,
    /// Whether [`sum_up`] is going to be done.
    summing: AtomicBool,
}

/// The events of one request, priced and ready to be written.
#[derive(Debug)]
pub struct Batch {
    /// The key that sends; `None` for history, which needs none.
    by: Option<KeyProof<UsageWrite>>,
    sender: Sender,
    items: Vec<Item>,
    now: Timestamp,
}

/// Where history goes, as the program itself decides it: with it no key is asked for, so nothing
/// that a request says may end up here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The team of the project.
    pub team: TeamId,
    /// The project, running or not.
    pub project: ProjectId,
    /// The key that the events are counted under, valid or not; [`NO_KEY`] for none.
    pub key: KeyId,
    /// The source of events that name none.
    pub source: String,
}

/// How long sums wait for more events, at most.
const SUM_UP: Duration = Duration::from_secs(1);

/// Stands for the key of events that no key has sent. No row has this number.
pub const NO_KEY: KeyId = KeyId(0);

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
    /// Of one that is refused.
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
        Self(Arc::new(Shared {
            keys,
            prices,
            ..Shared::default()
        }))
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
        by.ensure_running(&self.0.keys, now)?;
        let sender = Sender {
            team: by.team(),
            project: by.project(),
            key: by.key(),
            source: by.key_id().as_str().to_owned(),
        };
        Ok(Batch {
            items: self.items(events, sender.team, now, Age::Recent)?,
            by: Some(by),
            sender,
            now,
        })
    }

    /// The same for history: events of any age, for a project that may be stopped.
    ///
    /// # Errors
    /// `TooLarge` with more than [`MOST_EVENTS`].
    pub fn prepare_history(
        &self,
        to: &Destination,
        events: Vec<Read<'_>>,
        now: Timestamp,
    ) -> Result<Batch> {
        Ok(Batch {
            items: self.items(events, to.team, now, Age::Any)?,
            by: None,
            sender: Sender {
                team: to.team,
                project: to.project,
                key: to.key,
                source: to.source.clone(),
            },
            now,
        })
    }

    /// Writes a batch. The caller is to be answered after the commit, with what is returned here.
    ///
    /// # Errors
    /// `ProjectStopped` or `Unauthenticated` when the key lost its right since the batch was
    /// prepared; of history, `NotFound` when the project is deleted; failures of the database.
    /// Then no event of the batch was taken.
    pub fn write(&self, tx: &Tx<'_>, batch: Batch) -> Result<Outcome> {
        let verdicts = self.take(tx, &batch)?;
        Ok(outcome(batch, verdicts))
    }

    /// Queues a batch for the writer and answers after the commit, as [`Ingest::write`] does.
    ///
    /// # Errors
    /// As [`Ingest::write`].
    pub async fn store(&self, db: &Db, batch: Batch) -> Result<Outcome> {
        let (ingest, shared) = (self.clone(), Arc::new(batch));
        let batch = shared.clone();
        let verdicts = db.write_again(move |tx| ingest.take(tx, &shared)).await?;
        self.sum_up_soon(db);
        let batch = Arc::into_inner(batch)
            .ok_or_else(|| Error::internal("a batch is still being written"))?;
        Ok(outcome(batch, verdicts))
    }

    fn take(&self, tx: &Tx<'_>, batch: &Batch) -> Result<Vec<Verdict>> {
        match &batch.by {
            Some(key) => key.ensure_running(&self.0.keys, batch.now)?,
            None if store::is_live(tx, &batch.sender)? => {}
            None => return Err(Error::NotFound(text!("ingest-project-gone"))),
        }
        let ids = Ids::shaped(tx, self.0.shape);
        let writer = Writer::new(tx, &self.0.models, &ids, &batch.sender, batch.now)?;
        writer.take_all(&batch.items)
    }

    /// Loads the index of ids, which the first batch would do otherwise, and finishes the sums of
    /// the events that came last.
    ///
    /// # Errors
    /// Failures of the database.
    pub fn warm_up(&self, tx: &Tx<'_>) -> Result<()> {
        tx.read_once(|| Ids::shaped(tx, self.0.shape).load(tx))?;
        sum_up(tx)
    }

    /// Lets the sums that wait be written before long, so that what reads them finds no events to
    /// add when no more come.
    fn sum_up_soon(&self, db: &Db) {
        // Looked at first: a write, even of the same, takes the memory from the other cores.
        let summing = &self.0.summing;
        if summing.load(Ordering::Relaxed) || summing.swap(true, Ordering::Relaxed) {
            return;
        }
        let (shared, db) = (self.0.clone(), db.clone());
        tokio::spawn(async move {
            tokio::time::sleep(SUM_UP).await;
            // Before it is done: an event that comes meanwhile may be too late for it.
            shared.summing.store(false, Ordering::Relaxed);
            if let Err(error) = db.write_again(sum_up).await {
                tracing::debug!(%error, "the sums of the last events are left to the next start");
            }
        });
    }

    fn items(
        &self,
        events: Vec<Read<'_>>,
        team: TeamId,
        now: Timestamp,
        age: Age,
    ) -> Result<Vec<Item>> {
        if events.len() > MOST_EVENTS {
            let sentence = text!("usage-body-too-many", most = MOST_EVENTS);
            return Err(Error::TooLarge(sentence));
        }
        let book = self.0.prices.load();
        let item = |read: Read<'_>| Item {
            id: read.id.filter(|_| read.event.is_err()).map(Cow::into_owned),
            event: read.event.map(|event| Priced {
                worth: worth(&book, team, &event, now, age),
                event: event.into_owned(),
            }),
        };
        Ok(events.into_iter().map(item).collect())
    }
}

/// Writes the sums of all events that wait for it, which nobody who reads notices: reports add those
/// that the stored sums do not hold.
///
/// # Errors
/// Failures of the database.
pub fn sum_up(tx: &Tx<'_>) -> Result<()> {
    Tails::write_all(tx)
}

fn outcome(batch: Batch, verdicts: Vec<Verdict>) -> Outcome {
    let mut outcome = Outcome::with_room(batch.items.len());
    for (item, verdict) in batch.items.into_iter().zip(verdicts) {
        let id = match item.event {
            Ok(priced) => Some(priced.event.id.into_owned()),
            Err(_) => item.id,
        };
        outcome.add(id, verdict);
    }
    outcome
}

#[cfg(test)]
pub(in crate::usage) mod tests;
