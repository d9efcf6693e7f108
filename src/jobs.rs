//! Work that nobody waits for: last uses of keys, ended sessions, sign-ins that stopped half-way,
//! tokens that end soon, invitations that wait or are over, copies of messages, deleted projects past
//! their time, mail.
//!
//! Each job is safe to run twice. They stop when the server does, after a last round.

use std::time::Duration;

use rocket::{Orbit, Rocket, Shutdown};
use rocket_db_pools::Database as _;

use crate::accounts::{sessions, signin};
use crate::clock::{Clock, Timestamp};
use crate::db::Db;
use crate::error::Result;
use crate::keys::{self, KeyRing};
use crate::mail;
use crate::messages;
use crate::notifications;
use crate::projects;
use crate::teams::{invitations, removal, signup};
use crate::tokens;
use crate::usage::purge;
use crate::web::app::App;
use crate::web::database::ScalixDb;

/// How often the jobs look.
const TICK: Duration = Duration::from_mins(1);

/// Steps of the end of purged teams in one round: half a million rows a minute at most, so that
/// the writer is free for events most of the time.
const STEPS: usize = 100;

/// What the jobs work with.
#[derive(Clone, Debug)]
pub struct Jobs {
    db: Db,
    clock: Clock,
    ring: KeyRing,
}

/// Starts the jobs of a server that listens.
pub fn start(rocket: &Rocket<Orbit>) {
    let (Some(db), Some(app), Some(ring)) = (
        ScalixDb::fetch(rocket),
        rocket.state::<App>(),
        rocket.state::<KeyRing>(),
    ) else {
        tracing::error!("the jobs lack their state and were not started");
        return;
    };
    let jobs = Jobs {
        db: db.handle().clone(),
        clock: app.clock.clone(),
        ring: ring.clone(),
    };
    let courier = app.courier(db.handle().clone());
    tokio::spawn(jobs.run(rocket.shutdown()));
    tokio::spawn(courier.run(rocket.shutdown()));
}

impl Jobs {
    /// Jobs on this database.
    pub fn new(db: Db, clock: Clock, ring: KeyRing) -> Self {
        Self { db, clock, ring }
    }

    async fn run(self, mut shutdown: Shutdown) {
        loop {
            if let Err(error) = self.round().await {
                tracing::error!(%error, "a job failed and is tried again in a minute");
            }
            tokio::select! {
                () = &mut shutdown => return,
                () = tokio::time::sleep(TICK) => {}
            }
        }
    }

    /// One round of all jobs, each in a transaction of its own.
    pub async fn round(&self) -> Result<()> {
        let now = self.clock.now();
        let ring = self.ring.clone();
        self.db
            .write(move |tx| keys::flush_last_used(tx, &ring, now))
            .await?;
        self.db
            .write(move |tx| sessions::remove_ended(tx, now))
            .await?;
        self.db
            .write(move |tx| signin::end_overdue(tx, now))
            .await?;
        self.db.write(move |tx| tokens::remind_due(tx, now)).await?;
        self.db.write(move |tx| removal::purge_due(tx, now)).await?;
        let ring = self.ring.clone();
        self.db
            .write(move |tx| projects::purge_due(tx, ring.projects(), now))
            .await?;
        let ring = self.ring.clone();
        self.db
            .write(move |tx| keys::purge_due(tx, &ring, now))
            .await?;
        self.db
            .write(move |tx| invitations::remind_due(tx, now))
            .await?;
        self.db
            .write(move |tx| invitations::purge_due(tx, now))
            .await?;
        while self
            .db
            .write(move |tx| messages::send_copies(tx, now))
            .await?
        {}
        while self.db.write(messages::purge_due).await? {}
        self.db.write(move |tx| mail::purge_due(tx, now)).await?;
        self.db.write(move |tx| signup::purge_due(tx, now)).await?;
        self.db
            .write(move |tx| notifications::purge_due(tx, now))
            .await?;
        self.empty_teams(now).await
    }

    /// Removes what is left of purged teams, some of it in each round.
    async fn empty_teams(&self, now: Timestamp) -> Result<()> {
        for _ in 0..STEPS {
            if !self.db.write(move |tx| purge::step(tx, now)).await? {
                return Ok(());
            }
        }
        Ok(())
    }
}
