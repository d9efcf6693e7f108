//! Which prices look mistaken: a price per token typed as one per million, a slipped point.

use std::collections::HashMap;

use super::decimal::usd_per_million;
use super::{NewPrice, Price, PriceBook, Scope};
use crate::clock::Timestamp;
use crate::error::Fields;
use crate::text;

/// How many times the usual price is still taken for meant.
const FACTOR: i128 = 100;

/// The usual price of a million calls, in nano-dollars, while no global price tells one: a cent a
/// call.
const CALLS: i64 = 10_000_000_000_000;

/// The usual price of each class: the median of the global prices in force.
#[derive(Debug, Default)]
pub struct Medians(HashMap<(String, &'static str), i64>);

impl Medians {
    /// From the prices in force at a moment. Prices of nothing do not count.
    pub fn of(book: &PriceBook, now: Timestamp) -> Self {
        let mut all: HashMap<(String, &'static str), Vec<i64>> = HashMap::new();
        let rows = book.rows().iter();
        for row in rows.filter(|row| row.scope == Scope::Global && row.in_force(now)) {
            for (field, price) in row.price.fields() {
                if let Some(price) = price.filter(|price| *price > 0) {
                    let class = all.entry((row.mode.clone(), field)).or_default();
                    class.push(price);
                }
            }
        }
        let median = |mut prices: Vec<i64>| {
            prices.sort_unstable();
            prices.get((prices.len() - 1) / 2).copied().unwrap_or(0)
        };
        let medians = all.into_iter();
        Self(
            medians
                .map(|(class, prices)| (class, median(prices)))
                .collect(),
        )
    }

    /// The usual price of a class of models of this kind: its own, else that of the class that
    /// it is a part of, else that of chat models. Calls have a price where no model of the table
    /// does.
    fn usual(&self, mode: &str, field: &'static str) -> Option<i64> {
        let wider = match field {
            "perRequest" => field,
            "output" | "reasoning" | "outputAudio" | "outputImage" => "output",
            _ => "input",
        };
        [
            (mode, field),
            (mode, wider),
            ("chat", field),
            ("chat", wider),
        ]
        .into_iter()
        .find_map(|(mode, field)| self.0.get(&(mode.to_owned(), field)).copied())
        .or((field == "perRequest").then_some(CALLS))
    }

    /// Notes what looks mistaken, unless it was told that it is meant.
    pub fn check(&self, new: &NewPrice, fields: &mut Fields) {
        if new.force {
            return;
        }
        for (field, price) in new.price.fields() {
            if let (Some(price), Some(usual)) = (price, self.usual(&new.mode, field))
                && is_unusual(price, usual)
            {
                let message = text!(
                    "price-unusual",
                    price = usd_per_million(price),
                    usual = usd_per_million(usual)
                );
                fields.add(format!("price.{field}"), message);
            }
        }
        check_cached("price", &new.price, fields);
        for (index, tier) in new.tiers.iter().enumerate() {
            self.check_tier(index, &tier.price, new, fields);
            check_cached(&format!("tiers.{index}.price"), &tier.price, fields);
        }
    }

    /// A tier is compared with the plain list of the same model; a class that is free there, or is
    /// not told, with the usual price.
    fn check_tier(&self, index: usize, tier: &Price, new: &NewPrice, fields: &mut Fields) {
        let plain = new.price.fields();
        for ((field, price), (_, plain)) in tier.fields().into_iter().zip(plain) {
            let plain = plain.filter(|plain| *plain > 0);
            let usual = plain.or_else(|| self.usual(&new.mode, field));
            let (Some(price), Some(usual)) = (price, usual) else {
                continue;
            };
            if !is_unusual(price, usual) {
                continue;
            }
            let (price, usual) = (usd_per_million(price), usd_per_million(usual));
            let message = if plain.is_some() {
                text!("price-tier-unusual", price = price, usual = usual)
            } else {
                text!("price-unusual", price = price, usual = usual)
            };
            fields.add(format!("tiers.{index}.price.{field}"), message);
        }
    }
}

fn is_unusual(price: i64, usual: i64) -> bool {
    i128::from(price) > FACTOR * i128::from(usual)
}

fn check_cached(path: &str, price: &Price, fields: &mut Fields) {
    if price
        .cached_input
        .is_some_and(|cached| cached > price.input)
    {
        fields.add(format!("{path}.cachedInput"), text!("price-cached-dearer"));
    }
    let write = price.cache_write.unwrap_or(0);
    if price.cache_write_1h.is_some_and(|longer| longer < write) {
        fields.add(format!("{path}.cacheWrite1h"), text!("price-write-cheaper"));
    }
}
