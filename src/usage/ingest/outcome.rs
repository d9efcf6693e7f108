//! What became of every event of a batch.

use crate::money::Nanos;
use crate::usage::event::Rejection;

/// What became of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventResult {
    /// Its place in the request, from 0.
    pub index: usize,
    /// Its id, if it had a readable one.
    pub id: Option<String>,
    /// What became of it.
    pub verdict: Verdict,
}

/// What becomes of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was stored and is in the totals.
    Accepted(Receipt),
    /// The same event was taken before; nothing changed.
    Duplicate(Receipt),
    /// Another event was taken before under its id; nothing changed.
    Conflict,
    /// It breaks a rule; nothing changed.
    Rejected(Rejection),
}

/// What the sender is told of an event that is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// What it costs; `None`: its model has no price.
    pub cost: Option<Nanos>,
    /// Its number in the team's sequence.
    pub seq: i64,
}

impl Verdict {
    /// The word on the wire.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Accepted(_) => "accepted",
            Self::Duplicate(_) => "duplicate",
            Self::Conflict => "conflict",
            Self::Rejected(_) => "rejected",
        }
    }
}

/// What became of a batch: `accepted + duplicates + rejected` is the number of its events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Every event, in the order of the request.
    pub results: Vec<EventResult>,
    /// How many were stored.
    pub accepted: usize,
    /// How many had been stored before.
    pub duplicates: usize,
    /// How many were rejected, conflicts included.
    pub rejected: usize,
}

impl Outcome {
    pub(super) fn with_room(events: usize) -> Self {
        Self {
            results: Vec::with_capacity(events),
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, id: Option<String>, verdict: Verdict) {
        match verdict {
            Verdict::Accepted(_) => self.accepted += 1,
            Verdict::Duplicate(_) => self.duplicates += 1,
            Verdict::Conflict | Verdict::Rejected(_) => self.rejected += 1,
        }
        self.results.push(EventResult {
            index: self.results.len(),
            id,
            verdict,
        });
    }

    /// The HTTP status: 200 when nothing was rejected (or nothing was sent), 422 when everything
    /// was, else 207.
    pub fn status(&self) -> u16 {
        match (self.accepted + self.duplicates, self.rejected) {
            (_, 0) => 200,
            (0, _) => 422,
            _ => 207,
        }
    }
}
