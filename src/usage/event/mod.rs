//! One usage event, read and checked: what was sent in one meaning, or why it was not taken.
//!
//! Nothing here depends on what is stored; the rules of time are apart ([`Event::check_time`]),
//! because a duplicate is recognised before its age is looked at.

mod body;
mod cloud;
mod content;
mod fields;
mod packed;
mod providers;
mod read;
mod reader;
mod values;

use std::borrow::Cow;
use std::time::Duration;

use crate::clock::{DAY_MS, Timestamp};
use crate::money::{NANOS_PER_USD, Nanos};
use crate::text;

pub use body::{BYTE_ORDER_MARK, Format, MOST_BYTES, MOST_EVENT_BYTES, MOST_EVENTS, too_large};
pub use fields::{Field, Rejection};
pub use packed::Encoding;
pub(super) use packed::MOST_WINDOW;
pub use read::{read, read_all, read_line};
pub(super) use values::rfc_3339;

/// How many days late an event may come.
pub const MOST_DAYS_LATE: i64 = 35;

/// How far ahead of our clock an event may be.
pub const MOST_AHEAD: Duration = Duration::from_mins(5);

/// The most tokens of one kind in one event.
pub const MOST_TOKENS: i64 = 1_000_000_000_000;

/// The most calls one event may stand for.
pub const MOST_REQUESTS: i64 = 1_000_000;

/// The longest latency, in milliseconds: a day.
pub const MOST_LATENCY_MS: i64 = DAY_MS;

/// The highest cost of one event.
pub const MOST_COST: Nanos = Nanos(1_000_000 * NANOS_PER_USD);

/// How many characters of an error message are kept.
pub const MESSAGE_KEPT: usize = 2_000;

/// Whether the call worked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It did.
    #[default]
    Ok,
    /// It failed.
    Error,
}

impl Status {
    /// The word on the wire and in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Error => "error",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "ok" => Some(Self::Ok),
            "error" => Some(Self::Error),
            _ => None,
        }
    }
}

/// How old events may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// At most [`MOST_DAYS_LATE`] days: what is sent with a key.
    Recent,
    /// Of any age: history that is moved in.
    Any,
}

/// Token counts. `input` and `output` are totals; all others are parts of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// All tokens in.
    pub input: i64,
    /// All tokens out.
    pub output: i64,
    /// Part of `input`: read from a cache.
    pub cached_input: i64,
    /// Part of `input`: written to a cache.
    pub cache_write: i64,
    /// Part of `cache_write`: kept for an hour.
    pub cache_write_1h: i64,
    /// Part of `output`: spent on reasoning.
    pub reasoning: i64,
    /// Part of `input`: sound.
    pub input_audio: i64,
    /// Part of `output`: sound.
    pub output_audio: i64,
    /// Part of `input`: pictures.
    pub input_image: i64,
    /// Part of `output`: pictures.
    pub output_image: i64,
}

/// What a provider's usage object tells beside its counts, for the price alone: neither stored nor
/// content, so an event that gives plain counts is the same as one that gives the object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The audio among the cached tokens in; at least as much as must be both is taken for it.
    pub cached_audio: i64,
    /// How many calls of the model the counts add up, where one request made several; 0 when that
    /// is not told.
    pub calls: i64,
}

/// An event as sent, in one meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event<'a> {
    /// The sender's idempotency key, 1 to 128 characters.
    pub id: Cow<'a, str>,
    /// Who sends; absent means the key itself.
    pub source: Option<Cow<'a, str>>,
    /// The sender's own count.
    pub source_seq: Option<i64>,
    /// When it happened; absent means when it came.
    pub time: Option<Timestamp>,
    /// The model, without blanks around it.
    pub model: Cow<'a, str>,
    /// Who hosts the model.
    pub provider: Option<Cow<'a, str>>,
    /// The operation that was called.
    pub endpoint: Option<Cow<'a, str>>,
    /// The sender's own customer.
    pub end_user: Option<Cow<'a, str>>,
    /// The provider's tier.
    pub service_tier: Option<Cow<'a, str>>,
    /// The token counts.
    pub tokens: Tokens,
    /// What else its price needs to know.
    pub hints: Hints,
    /// How many calls it stands for.
    pub requests: i64,
    /// How long the call took, in milliseconds.
    pub latency_ms: Option<i64>,
    /// How long until the first token, in milliseconds.
    pub first_token_ms: Option<i64>,
    /// Whether the call worked.
    pub status: Status,
    /// What failed, for machines.
    pub error_code: Option<Cow<'a, str>>,
    /// What failed, for people: the first [`MESSAGE_KEPT`] characters.
    pub error_message: Option<Cow<'a, str>>,
    /// The sender's own cost, which goes before the price table.
    pub cost: Option<Nanos>,
    /// What tells a repetition from another event with the same id: see `event/content.rs`.
    pub digest: [u8; 16],
}

/// What came of reading one event: its id, if it has one that can be echoed, and the event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read<'a> {
    /// The sender's id, even when the event was refused for another reason.
    pub id: Option<Cow<'a, str>>,
    /// The event or why it was not taken.
    pub event: Result<Event<'a>, Rejection>,
}

impl Event<'_> {
    /// The same event, free of the body it was read from.
    pub fn into_owned(self) -> Event<'static> {
        let own = |text: Cow<'_, str>| Cow::<'static, str>::Owned(text.into_owned());
        Event {
            id: own(self.id),
            source: self.source.map(own),
            source_seq: self.source_seq,
            time: self.time,
            model: own(self.model),
            provider: self.provider.map(own),
            endpoint: self.endpoint.map(own),
            end_user: self.end_user.map(own),
            service_tier: self.service_tier.map(own),
            tokens: self.tokens,
            hints: self.hints,
            requests: self.requests,
            latency_ms: self.latency_ms,
            first_token_ms: self.first_token_ms,
            status: self.status,
            error_code: self.error_code.map(own),
            error_message: self.error_message.map(own),
            cost: self.cost,
            digest: self.digest,
        }
    }

    /// The rules of time: at most [`MOST_DAYS_LATE`] days old (`too_old`) unless any age is taken,
    /// and at most [`MOST_AHEAD`] ahead (`in_future`). Called after the look-up of duplicates,
    /// which are recognised whatever their age. An event without a time is of now.
    pub fn check_time(&self, now: Timestamp, age: Age) -> Result<Timestamp, Rejection> {
        let Some(time) = self.time else {
            return Ok(now);
        };
        if age == Age::Recent && time.ms() < now.ms() - MOST_DAYS_LATE * DAY_MS {
            return Err(Rejection::of(
                Field::Time,
                "too_old",
                text!("usage-event-too-old", days = MOST_DAYS_LATE),
            ));
        }
        if time > now.plus(MOST_AHEAD) {
            return Err(Rejection::of(
                Field::Time,
                "in_future",
                text!("usage-event-in-future", minutes = MOST_AHEAD.as_secs() / 60),
            ));
        }
        Ok(time)
    }
}

#[cfg(test)]
mod tests;
