//! Prices of models: what they are, which one holds for an event, what an event costs.
//!
//! Prices are integers of nano-dollars (1e-9 USD) per million units, with the time in which they
//! hold. A model without a price gives `None`, never zero. [`PriceBook`] answers from memory;
//! [`snapshot()`] is the table that comes with the program. People change prices with
//! [`create`], [`change()`], [`end`] and [`import()`]: a price is never edited, it ends and another
//! begins, so what was counted keeps its cost.

mod aliases;
mod book;
mod change;
mod cost;
mod decimal;
mod draft;
mod file;
mod import;
mod listing;
mod medians;
mod names;
mod shared;
mod snapshot;
mod store;
mod sync;
mod tier;
mod timelines;

use serde::{Deserialize, Serialize};

pub use aliases::{
    Alias, AliasChange, AliasDraft, change_alias, create_alias, list_aliases, preview_remove_alias,
    remove_alias,
};
pub use book::PriceBook;
pub use change::{Editor, change, create, end, preview_end};
pub use cost::{Billable, Class, PRICE_UNITS, Part, cost, parts};
pub use decimal::Decimal;
pub use draft::{ChangeDraft, ListDraft, MODES, Moment, NewPrice, PriceDraft, TierDraft};
pub use file::{FILE_MOST, PriceFile, Refused};
pub use import::{Imported, Plan, import, plan_import};
pub use listing::{Ended, Filter, Listed, find, list, moment, resolve};
pub use medians::Medians;
pub use names::{canonical_model, canonical_provider};
pub use shared::SharedPrices;
pub use snapshot::{Snapshot, SnapshotRow, snapshot};
pub use store::{load, load_book};
pub use sync::{Synced, sync_snapshot};
pub use tier::{Service, Tier, Tiers};

use crate::clock::Timestamp;
use crate::ids::{PriceId, TeamId};

/// The price list of one model, in nano-dollars per million units (tokens; for `per_request`:
/// calls). None is negative. An absent class costs what the wider class costs: see [`parts`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Price {
    /// Plain input tokens.
    pub input: i64,
    /// Plain output tokens.
    pub output: i64,
    /// Input tokens read from a cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cached_input: Option<i64>,
    /// Input tokens written to a cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cache_write: Option<i64>,
    /// Input tokens written to a cache for an hour.
    #[serde(
        default,
        rename = "cacheWrite1h",
        skip_serializing_if = "Option::is_none"
    )]
    pub cache_write_1h: Option<i64>,
    /// Output tokens spent on reasoning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning: Option<i64>,
    /// Input tokens of audio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_audio: Option<i64>,
    /// Output tokens of audio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_audio: Option<i64>,
    /// Input tokens of images.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_image: Option<i64>,
    /// Output tokens of images.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_image: Option<i64>,
    /// Input tokens of audio read from a cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cached_audio: Option<i64>,
    /// Calls; absent is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_request: Option<i64>,
}

impl Price {
    /// The prices of all classes, by the name of their field on the wire.
    pub fn fields(&self) -> [(&'static str, Option<i64>); 12] {
        [
            ("input", Some(self.input)),
            ("output", Some(self.output)),
            ("cachedInput", self.cached_input),
            ("cacheWrite", self.cache_write),
            ("cacheWrite1h", self.cache_write_1h),
            ("reasoning", self.reasoning),
            ("inputAudio", self.input_audio),
            ("outputAudio", self.output_audio),
            ("inputImage", self.input_image),
            ("outputImage", self.output_image),
            ("cachedAudio", self.cached_audio),
            ("perRequest", self.per_request),
        ]
    }

    /// The first class whose price is negative: no such price is ever stored.
    pub fn negative(&self) -> Option<&'static str> {
        self.fields()
            .into_iter()
            .find(|(_, price)| price.is_some_and(|price| price < 0))
            .map(|(field, _)| field)
    }
}

/// For whom a price holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everybody without a price of their own.
    Global,
    /// One team, before the global price.
    Team(TeamId),
}

/// Where a price came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A person or an import: wins over the table that comes with the program.
    Manual,
    /// The table that comes with the program.
    Snapshot,
}

/// A price, for whom and for when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceRow {
    /// The row in the database: what a stored event refers to.
    pub id: PriceId,
    /// For whom it holds.
    pub scope: Scope,
    /// Where it came from.
    pub origin: Origin,
    /// Who sells the model, in any spelling that [`canonical_provider`] knows.
    pub provider: String,
    /// The model's name as clients send it; letter case does not count.
    pub model: String,
    /// What it is for: `chat`, `responses`, `completion`, `embedding`, …
    pub mode: String,
    /// Other names of the same model.
    pub aliases: Vec<String>,
    /// The first moment at which it holds; `None`: since always.
    pub effective_from: Option<Timestamp>,
    /// The first moment at which it no longer holds; `None`: until further notice.
    pub effective_to: Option<Timestamp>,
    /// The prices.
    pub price: Price,
    /// The prices that replace them for long contexts and tiers of service.
    pub tiers: Tiers,
}

impl PriceRow {
    /// The price list for an event: that of a tier, or the plain one.
    pub fn price_for(&self, billable: &Billable, service: Option<Service>) -> &Price {
        self.tiers.of(billable, service).unwrap_or(&self.price)
    }

    /// Whether it holds at no moment: it was replaced or called off before it began.
    pub fn is_empty(&self) -> bool {
        self.effective_to.is_some() && self.effective_to <= self.effective_from
    }

    /// Whether it holds at no moment from this one on.
    pub fn has_ended(&self, now: Timestamp) -> bool {
        self.is_empty() || self.effective_to.is_some_and(|to| to <= now)
    }

    /// Whether it holds at a moment.
    pub fn in_force(&self, at: Timestamp) -> bool {
        self.effective_from.is_none_or(|from| from <= at)
            && self.effective_to.is_none_or(|to| at < to)
    }
}
