//! The programs of the teams, which go on sending while the demo is served.

use std::collections::BTreeMap;
use std::time::Duration;

use super::traffic::{HOUR_MS, Traffic};
use crate::clock::{Clock, Timestamp};
use crate::db::Db;
use crate::error::Result;
use crate::keys::{KeyRing, UsageWrite};
use crate::secret::Token;
use crate::usage::event::{Format, read_all};
use crate::usage::ingest::{Batch, Ingest};

/// How often the programs send.
const PAUSE: Duration = Duration::from_secs(5);

/// What a key sends with this body at the end of `until`, as the route takes it, and how many events
/// that are. Nothing when the key is not accepted: it ended, or its project is stopped or deleted.
pub(super) fn prepare(
    ring: &KeyRing,
    ingest: &Ingest,
    key: &Token,
    body: &[u8],
    until: Timestamp,
) -> Result<Option<(Batch, usize)>> {
    let Ok(presented) = ring.resolve(key.reveal(), until) else {
        return Ok(None);
    };
    let proof = presented.prove::<UsageWrite>()?;
    if proof.ensure_running(ring, until).is_err() {
        return Ok(None);
    }
    let events = read_all(Format::Json, body)?;
    let count = events.len();
    let latest = events
        .iter()
        .filter_map(|read| read.event.as_ref().ok()?.time);
    if let Some(latest) = latest.max() {
        ring.used(proof.key(), latest);
    }
    let batch = ingest.prepare(proof, events, until)?;
    Ok(Some((batch, count)))
}

/// The traffic of the teams from the end of their history on.
pub struct Live {
    traffic: Traffic,
    keys: BTreeMap<(usize, usize), Token>,
    /// What comes before this moment has been sent.
    sent: Timestamp,
}

/// Where the traffic goes: to what a server holds in memory, so that a stopped project and a revoked
/// key are heard at once.
#[derive(Debug)]
pub struct Receiver {
    /// The database.
    pub db: Db,
    /// The keys that the server knows.
    pub ring: KeyRing,
    /// What takes the events in.
    pub ingest: Ingest,
}

impl std::fmt::Debug for Live {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The keys are secrets.
        f.debug_struct("Live")
            .field("keys", &self.keys.len())
            .field("sent", &self.sent)
            .finish_non_exhaustive()
    }
}

impl Live {
    pub(super) fn new(
        traffic: Traffic,
        keys: BTreeMap<(usize, usize), Token>,
        sent: Timestamp,
    ) -> Self {
        Self {
            traffic,
            keys,
            sent,
        }
    }

    /// Sends for as long as it is polled.
    pub async fn go_on(mut self, to: Receiver, clock: Clock) {
        loop {
            tokio::time::sleep(PAUSE).await;
            if let Err(error) = self.send(&to, clock.now()).await {
                tracing::warn!(%error, "the programs of the demo could not send");
            }
        }
    }

    /// Sends the calls of the time until `now`: how many events were counted. What was missed while
    /// the machine slept for more than an hour is not made up for.
    pub(super) async fn send(&mut self, to: &Receiver, now: Timestamp) -> Result<usize> {
        let hour_ago = Timestamp::from_ms(now.ms() - HOUR_MS);
        let from = std::mem::replace(&mut self.sent, now).max(hour_ago);
        let mut counted = 0;
        if from >= now {
            return Ok(counted);
        }
        for (place, key) in &self.keys {
            if let Some(body) = self.traffic.body(*place, (from, now))?
                && let Some((batch, _)) = prepare(&to.ring, &to.ingest, key, &body, now)?
            {
                counted += to.ingest.store(&to.db, batch).await?.accepted;
            }
        }
        Ok(counted)
    }
}
