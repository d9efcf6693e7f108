//! The price table that comes with the program: `snapshot.json`, made by `scripts/update-prices`
//! from a published table, whose name, version and date the file tells.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Price, Tiers};
use crate::error::{Error, Result};

/// The form of `snapshot.json` that this program reads.
const FORMAT: u32 = 1;

/// The embedded price table.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Snapshot {
    /// The form of the file.
    format: u32,
    /// The published table it was made from.
    pub source: String,
    /// Its version.
    pub version: String,
    /// The day of that version, `YYYY-MM-DD`.
    pub date: String,
    /// How that day is known.
    pub date_from: String,
    /// Models retired by this day are left out.
    pub as_of: String,
    /// What the numbers count.
    pub unit: String,
    /// The prices, one row for a provider's model.
    pub rows: Vec<SnapshotRow>,
}

/// The price of one provider's model.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SnapshotRow {
    /// Who sells it, in the price book's spelling.
    pub provider: String,
    /// The name that clients send.
    pub model: String,
    /// What it is for: `chat`, `responses`, `completion` or `embedding`.
    pub mode: String,
    /// Its prices.
    pub price: Price,
    /// Its prices for long contexts and tiers of service.
    #[serde(default)]
    pub tiers: Tiers,
    /// Other names of it.
    #[serde(default)]
    pub aliases: Vec<String>,
}

impl Snapshot {
    /// What its rows are marked with in the database; marks order by date.
    pub(super) fn mark(&self) -> String {
        format!("{MARK}{} {} {}", self.date, self.source, self.version)
    }
}

/// How the `source` of a row from a snapshot begins; rows of people have other words there.
pub(super) const MARK: &str = "snapshot ";

static SNAPSHOT: LazyLock<Result<Snapshot, String>> = LazyLock::new(|| {
    let parsed: Snapshot =
        serde_json::from_str(include_str!("snapshot.json")).map_err(|error| error.to_string())?;
    if parsed.format == FORMAT {
        Ok(parsed)
    } else {
        Err(format!("its format is {}, not {FORMAT}", parsed.format))
    }
});

/// The embedded table, read once. Fails only if the program was built with a broken one.
pub fn snapshot() -> Result<&'static Snapshot> {
    SNAPSHOT
        .as_ref()
        .map_err(|why| Error::internal(format!("the embedded price table: {why}")))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::{Service, canonical_model, canonical_provider};
    use super::*;

    fn row(provider: &str, model: &str) -> &'static SnapshotRow {
        let mut rows = snapshot().unwrap().rows.iter();
        rows.find(|row| row.provider == provider && row.model == model)
            .unwrap_or_else(|| panic!("{provider} {model}"))
    }

    fn price(provider: &str, model: &str) -> Price {
        row(provider, model).price
    }

    #[test]
    fn every_row_is_a_sound_price() {
        let snapshot = snapshot().unwrap();
        assert!(snapshot.rows.len() >= 150, "{}", snapshot.rows.len());
        for row in &snapshot.rows {
            let what = format!("{} {}", row.provider, row.model);
            assert_eq!(canonical_provider(&row.provider), row.provider, "{what}");
            assert_eq!(row.price.negative(), None, "{what}");
            assert!(row.price.input > 0, "{what}");
            assert_eq!(row.price.output == 0, row.mode == "embedding", "{what}");
            let cached = row.price.cached_input.unwrap_or(1);
            assert!(0 < cached && cached <= row.price.input, "{what}");
            // Nothing above 1 000 dollars per million: a price per token in the wrong place.
            for (field, price) in row.price.fields() {
                assert!(price.unwrap_or(0) <= 1_000_000_000_000, "{what} {field}");
            }
        }
    }

    #[test]
    fn every_tier_is_a_sound_price_and_of_one_size_with_its_row() {
        let (mut long, mut served) = (0, 0);
        for row in &snapshot().unwrap().rows {
            let what = format!("{} {}", row.provider, row.model);
            for tier in row.tiers.as_slice() {
                let price = tier.price;
                assert!(tier.above > 0 || tier.service.is_some(), "{what}");
                assert!(tier.above == 0 || tier.above >= 100_000, "{what}");
                assert_eq!(price.negative(), None, "{what}");
                // A tenth of the plain price is the greatest discount, 24 times the greatest
                // supplement (the dearest service at a long context).
                let ratio = |tier: i64, plain: i64| (plain <= 10 * tier) && (tier <= 24 * plain);
                assert!(ratio(price.input, row.price.input), "{what} {tier:?}");
                assert!(ratio(price.output, row.price.output), "{what} {tier:?}");
                assert!(
                    price.cached_input.unwrap_or(1) <= price.input,
                    "{what} {tier:?}"
                );
                long += usize::from(tier.above > 0);
                served += usize::from(tier.service.is_some());
            }
        }
        assert!(long >= 100 && served >= 500, "{long} {served}");
    }

    #[test]
    fn a_name_means_one_row_of_its_provider() {
        let mut seen = HashSet::new();
        for row in &snapshot().unwrap().rows {
            for name in row.aliases.iter().chain([&row.model]) {
                let place = (&row.provider, canonical_model(name));
                assert!(seen.insert(place.clone()), "{place:?}");
            }
        }
    }

    #[test]
    fn the_providers_of_the_foundation_are_there() {
        let snapshot = snapshot().unwrap();
        for provider in [
            "openai",
            "anthropic",
            "google",
            "mistral",
            "deepseek",
            "groq",
            "together",
            "fireworks",
            "deepinfra",
            "bedrock",
            "azure",
            "vertex",
        ] {
            let rows = snapshot.rows.iter().filter(|row| row.provider == provider);
            assert!(rows.count() >= 3, "{provider}");
        }
        let llama = |row: &&SnapshotRow| row.model.to_lowercase().contains("llama");
        assert!(snapshot.rows.iter().filter(llama).count() >= 10);
        assert_eq!(snapshot.date.len(), "2026-01-31".len());
    }

    /// The makers' published prices, written down by hand and not taken from the file.
    #[test]
    fn well_known_prices_are_right() {
        let plain = |input, output| Price {
            input,
            output,
            ..Price::default()
        };
        let gpt_4_1 = Price {
            cached_input: Some(500_000_000),
            ..plain(2_000_000_000, 8_000_000_000)
        };
        assert_eq!(price("openai", "gpt-4.1"), gpt_4_1, "2 / 0.50 / 8");
        let gpt_4o_mini = Price {
            cached_input: Some(75_000_000),
            ..plain(150_000_000, 600_000_000)
        };
        assert_eq!(price("openai", "gpt-4o-mini"), gpt_4o_mini);
        let sonnet = Price {
            cached_input: Some(300_000_000),
            cache_write: Some(3_750_000_000),
            cache_write_1h: Some(6_000_000_000),
            ..plain(3_000_000_000, 15_000_000_000)
        };
        assert_eq!(price("anthropic", "claude-sonnet-4-5"), sonnet);
        let flash = Price {
            cached_input: Some(30_000_000),
            reasoning: Some(2_500_000_000),
            input_audio: Some(1_000_000_000),
            cached_audio: Some(100_000_000),
            ..plain(300_000_000, 2_500_000_000)
        };
        assert_eq!(price("google", "gemini-2.5-flash"), flash);
        assert_eq!(
            price("openai", "text-embedding-3-small"),
            plain(20_000_000, 0)
        );
    }

    /// The same of long contexts and tiers of service.
    #[test]
    fn well_known_tiers_are_right() {
        let tier = |provider, model, above, service| {
            let row = row(provider, model);
            let mut tiers = row.tiers.as_slice().iter();
            let found = tiers.find(|tier| (tier.above, tier.service) == (above, service));
            found.unwrap_or_else(|| panic!("{model}")).price
        };
        let sonnet = Price {
            input: 1_500_000_000,
            output: 7_500_000_000,
            cached_input: Some(150_000_000),
            cache_write: Some(1_875_000_000),
            // Half of 6, which the table itself does not tell.
            cache_write_1h: Some(3_000_000_000),
            ..Price::default()
        };
        let batch = Some(Service::Batch);
        assert_eq!(tier("anthropic", "claude-sonnet-4-5", 0, batch), sonnet);
        let pro = Price {
            input: 2_500_000_000,
            output: 15_000_000_000,
            cached_input: Some(250_000_000),
            ..Price::default()
        };
        assert_eq!(tier("google", "gemini-2.5-pro", 200_000, None), pro);
        let gpt_5 = |service| {
            let price = tier("openai", "gpt-5", 0, Some(service));
            (price.input, price.output, price.cached_input)
        };
        let half = (625_000_000, 5_000_000_000, Some(62_500_000));
        assert_eq!(gpt_5(Service::Batch), half);
        assert_eq!(gpt_5(Service::Flex), half);
        let double = (2_500_000_000, 20_000_000_000, Some(250_000_000));
        assert_eq!(gpt_5(Service::Priority), double);
    }
}
