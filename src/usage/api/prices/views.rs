//! Prices on the wire: decimal numbers of dollars per million units, written from the integers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::clock::Timestamp;
use crate::i18n::Locale;
use crate::ids::{PriceId, PublicId};
use crate::money::Nanos;
use crate::usage::prices::{Ended, Imported, Listed, Price, Scope, Service, Tier};

/// A price on the wire.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Price)]
pub(crate) struct PriceView {
    /// The id.
    #[schema(value_type = String)]
    id: PublicId<PriceId>,
    /// `team`: the team's own; `global`: everybody's.
    scope: &'static str,
    /// Where it came from: `manual`, `import …`, or the table that comes with the program.
    source: String,
    /// Who sells the model.
    provider: String,
    /// The model.
    model: String,
    /// `chat`, `responses`, `completion` or `embedding`.
    mode: String,
    /// Other names of the same model.
    aliases: Vec<String>,
    /// The plain prices.
    price: ListView,
    /// The price lists that replace them: the first that fits an event holds.
    tiers: Vec<TierView>,
    /// The first moment at which it holds; null: since always.
    #[schema(value_type = Option<String>, format = DateTime)]
    effective_from: Option<Timestamp>,
    /// The first moment at which it no longer holds; null: until further notice.
    #[schema(value_type = Option<String>, format = DateTime)]
    effective_to: Option<Timestamp>,
    /// Whether it holds now. A team's own price goes before a global one, and an entered one
    /// before the one that comes with the program.
    in_force: bool,
    /// When it was entered.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// Dollars per million units (tokens; of `perRequest`: calls). A class that is absent costs what
/// the wider one costs.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PriceList)]
pub(crate) struct ListView {
    #[schema(value_type = f64)]
    input: Nanos,
    #[schema(value_type = f64)]
    output: Nanos,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    cached_input: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    cache_write: Option<Nanos>,
    #[serde(rename = "cacheWrite1h", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    cache_write_1h: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    reasoning: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    input_audio: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    output_audio: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    input_image: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    output_image: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    cached_audio: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    per_request: Option<Nanos>,
}

/// A price list for long contexts or a tier of service.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PriceTier)]
pub(crate) struct TierView {
    /// It holds for calls with more input tokens than this; 0: of any size.
    above: u64,
    /// `batch`, `flex`, `priority` or `ultrafast`; null: the standard one.
    service: Option<&'static str>,
    /// The prices; none of the plain list hold beside them.
    price: ListView,
}

/// A price that ends, and what holds instead.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EndedView {
    /// The price, with its end.
    price: PriceView,
    /// The price that holds from then on; null: the model is unpriced.
    then: Option<PriceView>,
}

/// What became of a file of prices.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportView {
    /// Models that had no price.
    added: usize,
    /// Models that have another price now.
    changed: usize,
    /// Models whose price in force is the one in the file.
    unchanged: usize,
    /// Entries that are no prices by the token.
    skipped: usize,
    /// Rows, or tiers of them, that were not taken.
    refused: Vec<RefusedView>,
}

/// A row that was not taken.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RefusedView {
    /// The provider and the model, or the number of the row.
    row: String,
    /// What is wrong, by field; the empty name is the whole row.
    fields: BTreeMap<String, String>,
}

fn usd(price: i64) -> Nanos {
    Nanos(price.into())
}

impl From<&Price> for ListView {
    fn from(price: &Price) -> Self {
        Self {
            input: usd(price.input),
            output: usd(price.output),
            cached_input: price.cached_input.map(usd),
            cache_write: price.cache_write.map(usd),
            cache_write_1h: price.cache_write_1h.map(usd),
            reasoning: price.reasoning.map(usd),
            input_audio: price.input_audio.map(usd),
            output_audio: price.output_audio.map(usd),
            input_image: price.input_image.map(usd),
            output_image: price.output_image.map(usd),
            cached_audio: price.cached_audio.map(usd),
            per_request: price.per_request.map(usd),
        }
    }
}

impl From<&Tier> for TierView {
    fn from(tier: &Tier) -> Self {
        Self {
            above: tier.above,
            service: tier.service.map(Service::word),
            price: (&tier.price).into(),
        }
    }
}

impl PriceView {
    pub(super) fn new(listed: Listed, now: Timestamp) -> Self {
        let row = listed.row;
        Self {
            id: listed.public_id,
            scope: match row.scope {
                Scope::Team(_) => "team",
                Scope::Global => "global",
            },
            source: listed.source,
            in_force: row.in_force(now),
            price: (&row.price).into(),
            tiers: row.tiers.as_slice().iter().map(TierView::from).collect(),
            provider: row.provider,
            model: row.model,
            mode: row.mode,
            aliases: row.aliases,
            effective_from: row.effective_from,
            effective_to: row.effective_to,
            created_at: listed.created_at,
        }
    }
}

impl EndedView {
    pub(super) fn new(ended: Ended, now: Timestamp) -> Self {
        Self {
            price: PriceView::new(ended.price, now),
            then: ended.then.map(|listed| PriceView::new(listed, now)),
        }
    }
}

impl ImportView {
    pub(super) fn new(done: &Imported, locale: Locale) -> Self {
        let refused = done.refused.iter().map(|refused| RefusedView {
            row: refused.row.clone(),
            fields: refused
                .fields
                .iter()
                .map(|(field, message)| (field.to_owned(), locale.say(message)))
                .collect(),
        });
        Self {
            added: done.added,
            changed: done.changed,
            unchanged: done.unchanged,
            skipped: done.skipped,
            refused: refused.collect(),
        }
    }
}
