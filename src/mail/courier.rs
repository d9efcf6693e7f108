//! Sends what is in the outbox: one mail at a time, each held by a lease while it is being sent.
//!
//! A mail leaves at least once. When the program is killed between the server's answer and the
//! note of it, the mail leaves again with the same Message-ID.

use std::time::Duration;

use super::message;
use super::render::{Postmark, render};
use super::store::{self, Waiting};
use super::transport::{Failure, FailureKind, Transport};
use super::{QUEUED, letter::Letter, masked, preferences};
use crate::clock::{Clock, Timestamp};
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::links::Links;
use crate::secret::Random;

/// How long one mail is held while it is being sent.
const LEASE: Duration = Duration::from_mins(3);
/// How often the outbox is looked at when nothing rings.
const TICK: Duration = Duration::from_secs(15);
/// The wait after the first failure; it doubles with each one.
const FIRST_WAIT: Duration = Duration::from_secs(30);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

/// What came of looking at the outbox once.
enum Step {
    Sent,
    /// This mail did not leave; others may.
    Failed,
    /// Nothing was due.
    Idle,
    /// No mail will leave for now.
    Unreachable,
}

/// What sends the mail of a server.
#[derive(Clone, Debug)]
pub struct Courier {
    /// The database.
    pub db: Db,
    /// Where `now` comes from.
    pub clock: Clock,
    /// Where the spread of the waits comes from.
    pub random: Random,
    /// How mail leaves.
    pub transport: Transport,
    /// What makes the tokens of links.
    pub links: Links,
    /// What links begin with.
    pub base_url: String,
}

impl Courier {
    /// Sends mail until `end` is there. A mail that is under way then stays in the outbox and
    /// leaves (again) after the next start.
    pub async fn run(self, end: impl Future<Output = ()>) {
        let mut end = std::pin::pin!(end);
        // There is one courier, so whatever is still held was held by one that died.
        if let Err(error) = self.db.write(store::release).await {
            tracing::error!(%error, "mails of the last run are sent later");
        }
        loop {
            let step = tokio::select! {
                biased;
                () = &mut end => return,
                step = self.step() => step,
            };
            match step {
                Ok(Step::Sent | Step::Failed) => continue,
                Ok(Step::Idle | Step::Unreachable) => {}
                Err(error) => tracing::error!(%error, "the outbox is looked at again later"),
            }
            tokio::select! {
                () = &mut end => return,
                () = QUEUED.notified() => {}
                () = tokio::time::sleep(TICK) => {}
            }
        }
    }

    /// Sends what is due, until nothing is left or the mail server cannot be reached. Gives how
    /// many mails left.
    ///
    /// # Errors
    /// When the outbox cannot be read or written.
    pub async fn round(&self) -> Result<usize> {
        let mut sent = 0;
        loop {
            match self.step().await? {
                Step::Sent => sent += 1,
                Step::Failed => {}
                Step::Idle | Step::Unreachable => return Ok(sent),
            }
        }
    }

    /// Sends one mail.
    async fn step(&self) -> Result<Step> {
        let now = self.clock.now();
        let lease = move |tx: &Tx<'_>| store::lease(tx, now, now.plus(LEASE));
        let Some(mail) = self.db.write(lease).await? else {
            return Ok(Step::Idle);
        };
        let id = mail.id;
        // Said since it was queued.
        if !self.is_wanted(&mail)? {
            self.db.write(move |tx| store::remove(tx, id)).await?;
            return Ok(Step::Failed);
        }
        match self.send(&mail, now).await {
            Ok(()) => {
                self.db.write(move |tx| store::sent(tx, id, now)).await?;
                tracing::info!(kind = mail.kind, to = masked(&mail.to.address), "mail sent");
                Ok(Step::Sent)
            }
            Err(failure) => {
                let step = match failure.kind {
                    FailureKind::Unreachable => Step::Unreachable,
                    FailureKind::Refused | FailureKind::Postponed => Step::Failed,
                };
                self.note(mail, failure, now).await?;
                Ok(step)
            }
        }
    }

    fn is_wanted(&self, mail: &Waiting) -> Result<bool> {
        let letter = serde_json::from_str::<Letter>(&mail.payload);
        let (Some(user), Ok(letter)) = (mail.to.user, letter) else {
            return Ok(true);
        };
        let wanted = self.db.read_now(|conn| preferences::find(conn, user))?;
        Ok(wanted.wants(letter.topic()))
    }

    async fn send(&self, mail: &Waiting, now: Timestamp) -> Result<(), Failure> {
        let refused = |reason: String| Failure {
            kind: FailureKind::Refused,
            reason,
        };
        let letter: Letter =
            serde_json::from_str(&mail.payload).map_err(|error| refused(error.to_string()))?;
        let mark = Postmark {
            base_url: &self.base_url,
            links: &self.links,
            now,
        };
        let said = render(&letter, &mail.to, mail.person.as_ref(), mark)
            .map_err(|error| refused(error.to_string()))?;
        let from = self.transport.from();
        let message =
            message::build(&mail.public_id, from, &mail.to.address, said, now).map_err(refused)?;
        self.transport.send(mail.public_id.as_str(), message).await
    }

    /// Notes a failure: the mail is tried again later, or given up.
    async fn note(&self, mail: Waiting, failure: Failure, now: Timestamp) -> Result<()> {
        // What the server says often repeats the address.
        let hidden = masked(&mail.to.address);
        let mut reason = failure.reason.replace(&mail.to.address, &hidden);
        reason.retain(|char| !char.is_control());
        let reason: String = reason.chars().take(500).collect();
        let next = now.plus(self.wait(mail.attempts));
        let last = failure.kind == FailureKind::Refused || next > mail.give_up_at;
        let (kind, to, id) = (&mail.kind, &hidden, mail.id);
        if last {
            tracing::error!(kind, to, reason, "mail failed for good");
        } else {
            tracing::warn!(kind, to, reason, again = %next, "mail failed and is tried again");
        }
        self.db
            .write(move |tx| {
                if last {
                    store::failed(tx, id, &reason, now)
                } else {
                    store::postpone(tx, id, &reason, next)
                }
            })
            .await
    }

    /// The wait after the `attempts`th failure, and up to a quarter more, so that mails which
    /// failed together are not tried together.
    fn wait(&self, attempts: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(16);
        let wait = FIRST_WAIT
            .saturating_mul(2_u32.pow(doublings))
            .min(LONGEST_WAIT);
        let mut byte = [0];
        self.random.fill(&mut byte);
        let [spread] = byte;
        wait + wait * u32::from(spread) / 1_024
    }
}
