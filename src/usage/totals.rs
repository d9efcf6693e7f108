//! Sums of events: what a row of the stored totals holds.

use super::event::{Event, Status, Tokens};
use super::range::Level;
use crate::clock::Timestamp;
use crate::histogram::Histogram;
use crate::ids::{KeyId, ProjectId};

/// The levels at which sums are stored, the finest first. A slot of one is cut into whole slots
/// of the one before.
pub(super) const LEVELS: [Level; 3] = [Level::Quarter, Level::Hour, Level::Day];

/// What one event adds to the sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// How many calls it stands for.
    pub(super) requests: i64,
    /// Its token counts.
    pub(super) tokens: Tokens,
    /// Nano-dollars; `None` is unpriced.
    pub(super) cost: Option<i64>,
    /// How long the call took.
    pub(super) latency_ms: Option<i64>,
}

impl Counted {
    /// What an event with this cost adds.
    pub(super) fn new(event: &Event<'_>, cost: Option<i64>) -> Self {
        Self {
            requests: event.requests,
            tokens: event.tokens,
            cost,
            latency_ms: event.latency_ms,
        }
    }
}

/// Sums of events.
///
/// Additions stop at the end of the range instead of wrapping. Ingest never gets there: it keeps
/// every stored sum below half of it; see `usage/ingest/headroom.rs`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    /// How many events.
    pub(super) events: i64,
    /// How many calls they stand for.
    pub(super) requests: i64,
    /// How many of these calls have no price.
    pub(super) unpriced_requests: i64,
    /// Token counts.
    pub(super) tokens: Tokens,
    /// Nano-dollars of the priced calls.
    pub(super) cost: i64,
    /// How many events have a latency.
    pub(super) latency_count: i64,
    /// The sum of the latencies, in milliseconds.
    pub(super) latency_sum_ms: i64,
    /// The latencies.
    pub(super) latencies: Histogram,
}

impl Totals {
    /// Counts one event.
    pub(super) fn add(&mut self, event: &Counted) {
        add(&mut self.events, 1);
        add(&mut self.requests, event.requests);
        match event.cost {
            Some(cost) => add(&mut self.cost, cost),
            None => add(&mut self.unpriced_requests, event.requests),
        }
        add_tokens(&mut self.tokens, &event.tokens);
        if let Some(ms) = event.latency_ms {
            add(&mut self.latency_count, 1);
            add(&mut self.latency_sum_ms, ms);
            self.latencies.add(u64::try_from(ms).unwrap_or(0), 1);
        }
    }

    /// Adds other sums.
    pub(super) fn merge(&mut self, other: &Self) {
        add(&mut self.events, other.events);
        add(&mut self.requests, other.requests);
        add(&mut self.unpriced_requests, other.unpriced_requests);
        add_tokens(&mut self.tokens, &other.tokens);
        add(&mut self.cost, other.cost);
        add(&mut self.latency_count, other.latency_count);
        add(&mut self.latency_sum_ms, other.latency_sum_ms);
        self.latencies.merge(&other.latencies);
    }
}

fn add(sum: &mut i64, more: i64) {
    *sum = sum.saturating_add(more);
}

fn add_tokens(sum: &mut Tokens, more: &Tokens) {
    add(&mut sum.input, more.input);
    add(&mut sum.output, more.output);
    add(&mut sum.cached_input, more.cached_input);
    add(&mut sum.cache_write, more.cache_write);
    add(&mut sum.cache_write_1h, more.cache_write_1h);
    add(&mut sum.reasoning, more.reasoning);
    add(&mut sum.input_audio, more.input_audio);
    add(&mut sum.output_audio, more.output_audio);
    add(&mut sum.input_image, more.input_image);
    add(&mut sum.output_image, more.output_image);
}

/// A row of a level, within one project and key: which slot, model and status it sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Slot {
    /// The first millisecond of the slot.
    pub(super) start: i64,
    /// The row of the model.
    pub(super) model: i64,
    /// Whether the calls worked.
    pub(super) status: Status,
}

impl Slot {
    /// The slot of a level that an event falls into.
    pub(super) fn of(level: Level, time: Timestamp, model: i64, status: Status) -> Self {
        Self {
            start: level.floor(time.ms()),
            model,
            status,
        }
    }
}

/// Which events a row of totals sums, besides its team and slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Of which project.
    pub project: ProjectId,
    /// The row of the model.
    pub model: i64,
    /// Sent with which key.
    pub key: KeyId,
    /// Whether the calls worked.
    pub status: Status,
}
