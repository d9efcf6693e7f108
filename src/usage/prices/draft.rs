//! What people type about a price, and what is left of it after the checks.

use serde::Deserialize;

use super::decimal::Decimal;
use super::{Price, Service, Tier, canonical_model, canonical_provider, moment};
use crate::check;
use crate::clock::Timestamp;
use crate::error::{Fields, Result};
use crate::text;
use crate::text::Text;

/// The longest name of a provider, in characters.
pub(super) const PROVIDER_MOST: usize = 100;
/// The longest name of a model, in characters: as long as an event may tell it.
pub(super) const MODEL_MOST: usize = 200;
/// Other names that a price may have.
pub(super) const ALIASES_MOST: usize = 20;
/// Tiers that a price may have.
pub(super) const TIERS_MOST: usize = 40;
/// The largest context of a tier, in tokens: as many as an event may count.
pub(super) const ABOVE_MOST: u64 = 1_000_000_000_000;

/// What models are for; prices of one kind are compared with each other.
pub const MODES: [&str; 4] = ["chat", "responses", "completion", "embedding"];

/// In what prices are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Dollars per million units: what people read and write.
    DollarsPerMillion,
    /// Nano-dollars per million units: what is stored.
    NanosPerMillion,
    /// Dollars for one unit: what published tables tell.
    DollarsEach,
}

impl Unit {
    /// How far the point moves to nano-dollars per million units.
    fn places(self) -> i32 {
        match self {
            Self::DollarsPerMillion => 9,
            Self::NanosPerMillion => 0,
            Self::DollarsEach => 15,
        }
    }
}

/// A moment as sent: a time, or a date for its beginning in UTC. It is read when the fields are
/// checked, so that what is wrong with it is told among them.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Moment(String);

impl Moment {
    fn check(&self) -> Result<Timestamp, Text> {
        moment(&self.0).ok_or_else(|| text!("usage-range-bound"))
    }
}

/// A new price of a model, as sent.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PriceDraft {
    /// Who sells the model: `openai`, `azure`, …, or a name of your own.
    pub provider: String,
    /// The model's name as events tell it; letter case does not count.
    pub model: String,
    /// `chat` (default), `responses`, `completion` or `embedding`.
    pub mode: Option<String>,
    /// Other names of the same model, without blanks.
    pub aliases: Option<Vec<String>>,
    /// The plain prices.
    pub price: ListDraft,
    /// Whole price lists for long contexts and tiers of service.
    pub tiers: Option<Vec<TierDraft>>,
    /// The first moment at which it holds, or a date for its beginning (UTC); absent: now. Events
    /// that are stored keep their cost.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub effective_from: Option<Moment>,
    /// Keep prices that look mistaken, such as a hundred times the usual.
    pub force: Option<bool>,
}

/// Other prices for a model that has some, as sent. The price list and its tiers are replaced
/// whole.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ChangeDraft {
    /// What the model is for; absent: as before.
    pub mode: Option<String>,
    /// Other names of the same model; absent: as before.
    pub aliases: Option<Vec<String>>,
    /// The plain prices.
    pub price: ListDraft,
    /// The price lists for long contexts and tiers of service; absent: none.
    pub tiers: Option<Vec<TierDraft>>,
    /// The first moment at which it holds, or a date for its beginning (UTC); absent: now. Events
    /// that are stored keep their cost.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub effective_from: Option<Moment>,
    /// Keep prices that look mistaken, such as a hundred times the usual.
    pub force: Option<bool>,
}

/// A price list, as sent: decimal numbers (or texts) of dollars per million units. A class
/// without a price costs what the wider one costs.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ListDraft {
    /// Plain input tokens.
    #[schema(value_type = f64)]
    pub input: Option<Decimal>,
    /// Plain output tokens; may be absent for embeddings.
    #[schema(value_type = Option<f64>)]
    pub output: Option<Decimal>,
    /// Input tokens read from a cache; else as input.
    #[schema(value_type = Option<f64>)]
    pub cached_input: Option<Decimal>,
    /// Input tokens written to a cache; else as input.
    #[schema(value_type = Option<f64>)]
    pub cache_write: Option<Decimal>,
    /// Input tokens written to a cache for an hour; else as other writes.
    #[serde(rename = "cacheWrite1h")]
    #[schema(value_type = Option<f64>)]
    pub cache_write_1h: Option<Decimal>,
    /// Output tokens spent on reasoning; else as output.
    #[schema(value_type = Option<f64>)]
    pub reasoning: Option<Decimal>,
    /// Input tokens of audio; else as input.
    #[schema(value_type = Option<f64>)]
    pub input_audio: Option<Decimal>,
    /// Output tokens of audio; else as output.
    #[schema(value_type = Option<f64>)]
    pub output_audio: Option<Decimal>,
    /// Input tokens of images; else as input.
    #[schema(value_type = Option<f64>)]
    pub input_image: Option<Decimal>,
    /// Output tokens of images; else as output.
    #[schema(value_type = Option<f64>)]
    pub output_image: Option<Decimal>,
    /// Input tokens of audio read from a cache; else as other cached ones.
    #[schema(value_type = Option<f64>)]
    pub cached_audio: Option<Decimal>,
    /// Calls, per million of them; else nothing.
    #[schema(value_type = Option<f64>)]
    pub per_request: Option<Decimal>,
}

/// A price list for a part of the calls, as sent. Nothing of the plain list holds beside it.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct TierDraft {
    /// For calls with more input tokens than this; absent: for calls of any size.
    pub above: Option<u64>,
    /// `batch`, `flex`, `priority` or `ultrafast`; absent or null: the standard one.
    pub service: Option<String>,
    /// The prices.
    pub price: ListDraft,
}

/// A new price, checked as far as it can be without a look at others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPrice {
    pub(super) provider: String,
    pub(super) model: String,
    pub(super) mode: String,
    pub(super) aliases: Vec<String>,
    pub(super) price: Price,
    /// As they were sent; the table has them in their order.
    pub(super) tiers: Vec<Tier>,
    pub(super) effective_from: Option<Timestamp>,
    pub(super) force: bool,
}

impl PriceDraft {
    /// Checks every field. Whether the prices are likely is seen when they are compared.
    ///
    /// # Errors
    /// `Invalid`, field by field: `price.input`, `tiers.0.price.output`, …
    pub fn check(&self) -> Result<NewPrice> {
        let mut fields = Fields::default();
        let new = self.check_in(Unit::DollarsPerMillion, &mut fields);
        fields.finish()?;
        Ok(new)
    }

    /// The same in another unit; what is wrong goes to `fields`.
    pub(super) fn check_in(&self, unit: Unit, fields: &mut Fields) -> NewPrice {
        let provider = fields.take("provider", check::line(&self.provider, PROVIDER_MOST));
        let model = fields.take("model", check::line(&self.model, MODEL_MOST));
        let mode = fields.take("mode", mode(self.mode.as_deref().unwrap_or(MODES[0])));
        let mode = mode.unwrap_or_default();
        let aliases = self.aliases.as_deref().unwrap_or_default();
        let from = self.effective_from.as_ref().map(Moment::check);
        NewPrice {
            provider: canonical_provider(&provider.unwrap_or_default()).into_owned(),
            model: model.unwrap_or_default(),
            aliases: fields
                .take("aliases", check_aliases(aliases))
                .unwrap_or_default(),
            price: self.price.check("price", &mode, unit, fields),
            tiers: check_tiers(
                self.tiers.as_deref().unwrap_or_default(),
                &mode,
                unit,
                fields,
            ),
            mode,
            effective_from: from.and_then(|from| fields.take("effectiveFrom", from)),
            force: self.force.unwrap_or(false),
        }
    }
}

impl ChangeDraft {
    /// The same as a new price of the model.
    pub(super) fn of(
        self,
        provider: &str,
        model: &str,
        mode: &str,
        aliases: &[String],
    ) -> PriceDraft {
        PriceDraft {
            provider: provider.to_owned(),
            model: model.to_owned(),
            mode: self.mode.or_else(|| Some(mode.to_owned())),
            aliases: self.aliases.or_else(|| Some(aliases.to_vec())),
            price: self.price,
            tiers: self.tiers,
            effective_from: self.effective_from,
            force: self.force,
        }
    }
}

impl ListDraft {
    fn check(&self, path: &str, mode: &str, unit: Unit, fields: &mut Fields) -> Price {
        let mut read = |field: &str, number: Option<Decimal>| match number?.price(unit.places()) {
            Ok(price) => Some(price),
            Err(message) => {
                fields.add(format!("{path}.{field}"), message);
                None
            }
        };
        let (input, output) = (read("input", self.input), read("output", self.output));
        let price = Price {
            input: input.unwrap_or(0),
            output: output.unwrap_or(0),
            cached_input: read("cachedInput", self.cached_input),
            cache_write: read("cacheWrite", self.cache_write),
            cache_write_1h: read("cacheWrite1h", self.cache_write_1h),
            reasoning: read("reasoning", self.reasoning),
            input_audio: read("inputAudio", self.input_audio),
            output_audio: read("outputAudio", self.output_audio),
            input_image: read("inputImage", self.input_image),
            output_image: read("outputImage", self.output_image),
            cached_audio: read("cachedAudio", self.cached_audio),
            per_request: read("perRequest", self.per_request),
        };
        if self.input.is_none() {
            fields.add(format!("{path}.input"), text!("price-missing"));
        }
        if self.output.is_none() && mode != "embedding" {
            fields.add(format!("{path}.output"), text!("price-missing"));
        }
        price
    }
}

fn mode(word: &str) -> Result<String, Text> {
    if MODES.contains(&word) {
        Ok(word.to_owned())
    } else {
        Err(text!("price-mode", modes = MODES.join(", ")))
    }
}

fn check_aliases(aliases: &[String]) -> Result<Vec<String>, Text> {
    if aliases.len() > ALIASES_MOST {
        return Err(text!("price-aliases-too-many", most = ALIASES_MOST));
    }
    let mut checked: Vec<String> = Vec::new();
    for alias in aliases {
        let alias = check::line(alias, MODEL_MOST)?;
        // They are stored with blanks between them.
        if alias.contains(char::is_whitespace) {
            return Err(text!("price-alias-blank", alias = alias));
        }
        if !checked
            .iter()
            .any(|known| canonical_model(known) == canonical_model(&alias))
        {
            checked.push(alias);
        }
    }
    Ok(checked)
}

fn check_tiers(tiers: &[TierDraft], mode: &str, unit: Unit, fields: &mut Fields) -> Vec<Tier> {
    if tiers.len() > TIERS_MOST {
        fields.add("tiers", text!("price-tiers-too-many", most = TIERS_MOST));
        return Vec::new();
    }
    let mut checked: Vec<Tier> = Vec::new();
    for (index, tier) in tiers.iter().enumerate() {
        let path = format!("tiers.{index}");
        let above = tier.above.unwrap_or(0);
        if above > ABOVE_MOST {
            fields.add(
                format!("{path}.above"),
                text!("price-tier-above", most = ABOVE_MOST.to_string()),
            );
        }
        let service = match tier.service.as_deref() {
            None => None,
            Some(word) => {
                let service = Service::parse(word);
                if service.is_none() {
                    let words = Service::ALL.map(Service::word).join(", ");
                    fields.add(
                        format!("{path}.service"),
                        text!("price-tier-service", services = words),
                    );
                }
                service
            }
        };
        if above == 0 && tier.service.is_none() {
            fields.add(path.clone(), text!("price-tier-plain"));
        }
        if checked
            .iter()
            .any(|known| (known.above, known.service) == (above, service))
        {
            fields.add(path.clone(), text!("price-tier-twice"));
        }
        checked.push(Tier {
            above,
            service,
            price: tier
                .price
                .check(&format!("{path}.price"), mode, unit, fields),
        });
    }
    checked
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::error::Error;

    fn checked(body: Value) -> Result<NewPrice, Vec<String>> {
        let draft: PriceDraft = serde_json::from_str(&body.to_string()).unwrap();
        draft.check().map_err(|error| match error {
            Error::Invalid(fields) => fields
                .iter()
                .map(|(field, text)| format!("{field} {}", text.key()))
                .collect(),
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn a_price_is_read_to_the_nano_dollar() {
        let new = checked(json!({
            "provider": " Gemini ", "model": "Own-Model", "aliases": ["own", "OWN", "mine"],
            "price": {"input": 0.1, "output": "0.300000001", "cacheWrite1h": 2},
            "tiers": [
                {"service": "batch", "price": {"input": 0.05, "output": 0.15}},
                {"above": 200_000, "price": {"input": 0.2, "output": 0.6}},
            ],
        }))
        .unwrap();
        assert_eq!(
            (&*new.provider, &*new.model, &*new.mode),
            ("google", "Own-Model", "chat")
        );
        assert_eq!(new.aliases, ["own", "mine"]);
        let price = Price {
            input: 100_000_000,
            output: 300_000_001,
            cache_write_1h: Some(2_000_000_000),
            ..Price::default()
        };
        assert_eq!(new.price, price);
        let tiers: Vec<_> = new
            .tiers
            .iter()
            .map(|tier| (tier.above, tier.service, tier.price.input))
            .collect();
        let batch = (0, Some(Service::Batch), 50_000_000);
        assert_eq!(tiers, [batch, (200_000, None, 200_000_000)]);
        let free =
            json!({"provider": "us", "model": "m", "mode": "embedding", "price": {"input": 0}});
        assert_eq!(checked(free).unwrap().price, Price::default());
    }

    #[test]
    fn a_price_begins_at_a_time_or_with_a_day() {
        let from = |from: &str| {
            let body = json!({"provider": "us", "model": "m", "effectiveFrom": from,
                "price": {"input": 1, "output": "1"}});
            checked(body).map(|new| new.effective_from)
        };
        let day = Timestamp::parse("2026-01-01T00:00:00Z");
        assert!(day.is_some());
        assert_eq!(from("2026-01-01"), Ok(day));
        assert_eq!(from("2026-01-01T01:00:00+01:00"), Ok(day));
        for wrong in ["", "soon", "2026-13-01", "2026"] {
            let told = "effectiveFrom usage-range-bound".to_owned();
            assert_eq!(from(wrong), Err(vec![told]), "{wrong}");
        }
    }

    #[test]
    fn what_is_no_number_is_told_by_its_field() {
        let many = "1".repeat(31);
        let body = json!({"provider": "us", "model": "m",
            "price": {"input": many, "output": "a lot", "perRequest": ""}});
        let told = ["input", "output", "perRequest"];
        let told = told.map(|field| format!("price.{field} price-not-a-number"));
        assert_eq!(checked(body).unwrap_err(), told);
    }

    #[test]
    fn what_is_wrong_is_told_field_by_field() {
        let wrong = json!({
            "provider": "", "model": "m", "mode": "painting", "aliases": ["a b"],
            "price": {"input": -1, "cachedInput": 1e-10, "perRequest": 1e10},
            "tiers": [
                {"price": {"input": 1, "output": 1}},
                {"service": "soon", "price": {"input": 1, "output": 1}},
                {"above": 5, "price": {"output": 1}},
                {"above": 5, "price": {"input": 1, "output": "-0.1"}},
                {"above": 2_000_000_000_000_u64, "price": {"input": 1, "output": 1}},
            ],
        });
        let expected = [
            "aliases price-alias-blank",
            "mode price-mode",
            "price.cachedInput price-too-fine",
            "price.input price-negative",
            "price.output price-missing",
            "price.perRequest price-too-high",
            "provider field-required",
            "tiers.0 price-tier-plain",
            "tiers.1 price-tier-twice",
            "tiers.1.service price-tier-service",
            "tiers.2.price.input price-missing",
            "tiers.3 price-tier-twice",
            "tiers.3.price.output price-negative",
            "tiers.4.above price-tier-above",
        ];
        assert_eq!(checked(wrong).unwrap_err(), expected);
    }
}
