//! A database to look at: three made-up teams with a history, written through the functions that
//! the product itself uses, at the times at which things happened.
//!
//! Nothing here knows SQL. People sign in with passwords, keys are presented, events are read
//! from the bodies that programs would have sent and are priced and counted by [`Ingest`], with
//! the clock of that hour; so what is shown is what the product makes of such a history.

mod cast;
mod dice;
mod live;
mod others;
mod plan;
mod story;
mod talk;
mod traffic;
mod work;
mod world;

use std::mem::take;

use tokio::task::JoinHandle;

use crate::accounts::Hasher;
use crate::clock::{DAY_MS, Timestamp};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::secret::{Random, Secret};
use crate::teams::access::Role;
use crate::usage::ingest::{Batch, Ingest, sum_up};
use crate::usage::prices::sync_snapshot;

pub use live::{Live, Receiver};

use cast::{PEOPLE, TEAMS};
use traffic::{HOUR_MS, Traffic};
use world::World;

/// The fewest days of history: the last two hold what has to be recent.
pub const DAYS_LEAST: u16 = 2;
/// The most days of history.
pub const DAYS_MOST: u16 = 400;

/// Events that are written in one transaction, about.
const AT_ONCE: usize = 1_500;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// What the numbers follow from; the same for the same seed at the same moment.
    pub seed: u64,
    /// How many days of history, [`DAYS_LEAST`] to [`DAYS_MOST`].
    pub days: u16,
}

/// What was made.
#[derive(Debug)]
pub struct Made {
    /// How many teams.
    pub teams: usize,
    /// How many projects that are not deleted.
    pub projects: usize,
    /// How many usage events.
    pub events: usize,
    /// The password of everybody.
    pub password: Secret<String>,
    /// One person of every role, the mightiest first.
    pub people: Vec<Somebody>,
    /// What goes on from here.
    pub live: Live,
}

/// Somebody to sign in as.
#[derive(Debug)]
pub struct Somebody {
    /// What they are in `team`.
    pub role: Role,
    /// The name.
    pub name: &'static str,
    /// The address.
    pub email: &'static str,
    /// The name of the team.
    pub team: &'static str,
}

/// Fills a new database with the history until `now`. `progress` is told how much is done, in
/// hundredths.
///
/// # Errors
/// When the database is not new or cannot be written, or when the product refuses a part of the
/// history, which is a fault of the plan.
pub async fn fill(
    db: &Db,
    plan: Plan,
    now: Timestamp,
    mut progress: impl FnMut(u8),
) -> Result<Made> {
    let days = plan.days.clamp(DAYS_LEAST, DAYS_MOST);
    let from = Timestamp::from_ms(now.ms() - i64::from(days) * DAY_MS);
    db.write(move |tx| sync_snapshot(tx, from)).await?;
    let password = password(&Random::System);
    // One at a time: each takes 19 MiB.
    let hasher = Hasher::new(1, Random::System)?;
    let mut world = World::new(db.clone(), hasher, password.clone()).await?;
    let traffic = Traffic::new(plan.seed, from, now);
    let mut acts = story::story(from, now).into_iter().peekable();
    let mut pen = Pen::new(db.clone(), world.ingest().clone());
    let mut hour = from;
    while hour < now {
        // Whole hours of the clock, but for the first and the last.
        let next = hour.ms() - hour.ms().rem_euclid(HOUR_MS) + HOUR_MS;
        let end = Timestamp::from_ms(next).min(now);
        while let Some(act) = acts.next_if(|act| act.at <= end) {
            // Keys and prices of later events follow from it.
            pen.finish().await?;
            world.perform(&act).await?;
        }
        for key in world.keys() {
            if let Some(body) = traffic.body(key, (hour, end))?
                && let Some((batch, events)) = world.prepare(key, &body, end)?
            {
                pen.add(batch, events).await?;
            }
        }
        hour = end;
        progress(hundredths(from, hour, now));
    }
    let events = pen.finish().await?;
    db.write(sum_up).await?;
    world.note_last_uses(now).await?;
    Ok(Made {
        teams: TEAMS.len(),
        projects: world.live_projects(),
        events,
        password,
        people: people(),
        live: Live::new(traffic, world.secrets(), now),
    })
}

/// Sixteen characters in four groups, lower case so that they are easily typed: 80 bits.
fn password(random: &Random) -> Secret<String> {
    let text = random.base62(16).to_lowercase();
    let mut groups = String::with_capacity(19);
    for (at, char) in text.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            groups.push('-');
        }
        groups.push(char);
    }
    Secret::new(groups)
}

fn hundredths(from: Timestamp, at: Timestamp, now: Timestamp) -> u8 {
    let (done, whole) = (at.ms() - from.ms(), now.ms() - from.ms());
    u8::try_from(done * 100 / whole.max(1)).unwrap_or(100)
}

/// The owner of the first team, and its first member of every other role.
fn people() -> Vec<Somebody> {
    let Some(team) = TEAMS.first() else {
        return Vec::new();
    };
    let place = |role: Role| {
        let mut members = team.members.iter();
        let member = members.find(|(_, of, _)| *of == role);
        match (role, member) {
            (Role::Owner, _) => Some(team.owner),
            (_, member) => member.map(|(person, _, _)| *person),
        }
    };
    let somebody = |role: Role| {
        let person = PEOPLE.get(place(role)?)?;
        Some(Somebody {
            role,
            name: person.name,
            email: person.email,
            team: team.name,
        })
    };
    Role::ALL.into_iter().filter_map(somebody).collect()
}

/// Writes batches, many in one transaction, while the next ones are made.
struct Pen {
    db: Db,
    ingest: Ingest,
    waiting: Vec<Batch>,
    /// Events that are waiting.
    events: usize,
    writing: Option<JoinHandle<Result<()>>>,
    written: usize,
}

impl Pen {
    fn new(db: Db, ingest: Ingest) -> Self {
        Self {
            db,
            ingest,
            waiting: Vec::new(),
            events: 0,
            writing: None,
            written: 0,
        }
    }

    async fn add(&mut self, batch: Batch, events: usize) -> Result<()> {
        self.waiting.push(batch);
        self.events += events;
        if self.events >= AT_ONCE {
            self.begin().await?;
        }
        Ok(())
    }

    /// Begins to write what waits, when what came before is written.
    async fn begin(&mut self) -> Result<()> {
        self.settle().await?;
        let (batches, events) = (take(&mut self.waiting), take(&mut self.events));
        let (db, ingest) = (self.db.clone(), self.ingest.clone());
        self.written += events;
        self.writing = Some(tokio::spawn(async move {
            db.write(move |tx| {
                let mut accepted = 0;
                for batch in batches {
                    accepted += ingest.write(tx, batch)?.accepted;
                }
                if accepted < events {
                    let refused = events - accepted;
                    return Err(Error::internal(format!("{refused} events were refused")));
                }
                Ok(())
            })
            .await
        }));
        Ok(())
    }

    async fn settle(&mut self) -> Result<()> {
        match self.writing.take() {
            Some(writing) => writing
                .await
                .map_err(|error| Error::Internal(error.into()))?,
            None => Ok(()),
        }
    }

    /// Writes everything; how many events there are now.
    async fn finish(&mut self) -> Result<usize> {
        if !self.waiting.is_empty() {
            self.begin().await?;
        }
        self.settle().await?;
        Ok(self.written)
    }
}

#[cfg(test)]
mod tests;
