//! Files of prices: our own two forms, and the table that `LiteLLM` publishes.
//!
//! Every row is read and refused for itself, so one that is broken does not keep the others out.

mod litellm;

use std::collections::{BTreeMap, HashMap};

use serde_json::value::RawValue;

use super::draft::Unit;
use super::{NewPrice, PriceDraft, Tier, canonical_model};
use crate::error::{Error, Fields, Result};
use crate::text;
use crate::text::Text;

/// The longest file, in bytes: several times the largest table that is published.
pub const FILE_MOST: u64 = 16 * 1024 * 1024;

/// A row that was not taken, or a part of one, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The provider and the model, or the number of the row when they cannot be read.
    pub row: String,
    /// What is wrong, by field.
    pub fields: Fields,
}

impl Refused {
    fn because(row: impl Into<String>, field: &'static str, why: Text) -> Self {
        let mut fields = Fields::default();
        fields.add(field, why);
        Self {
            row: row.into(),
            fields,
        }
    }
}

/// The rows of a file.
#[derive(Clone, Debug, Default)]
pub struct PriceFile {
    /// The prices that could be read, each model once.
    pub prices: Vec<NewPrice>,
    /// What was refused.
    pub refused: Vec<Refused>,
    /// Entries that are no prices by the token: pictures, speech, search, …
    pub skipped: usize,
}

impl PriceFile {
    /// Reads a file, told by its shape:
    ///
    /// - an array, or an object with the array `prices`: rows as the API takes them, in dollars
    ///   per million units;
    /// - an object with the array `rows`: the table that comes with the program, in nano-dollars
    ///   per million units;
    /// - any other object: `LiteLLM`'s table, an entry for a model, in dollars a token.
    ///
    /// # Errors
    /// `Malformed` for what is no JSON, `Invalid` for JSON of another shape.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with('[') {
            let rows: Vec<Box<RawValue>> = json(text)?;
            return Ok(Self::rows(&rows, Unit::DollarsPerMillion));
        }
        let members: BTreeMap<String, Box<RawValue>> = json(text)?;
        let array = |raw: &RawValue| {
            serde_json::from_str::<Vec<Box<RawValue>>>(raw.get()).map_err(|_| strange())
        };
        if let Some(rows) = members.get("rows") {
            return Ok(Self::rows(&array(rows)?, Unit::NanosPerMillion));
        }
        if let Some(rows) = members.get("prices") {
            return Ok(Self::rows(&array(rows)?, Unit::DollarsPerMillion));
        }
        litellm::read(&members).ok_or_else(strange)
    }

    fn rows(rows: &[Box<RawValue>], unit: Unit) -> Self {
        let mut gathered = Gathered::default();
        for (number, raw) in (1..).zip(rows) {
            let mut reader = serde_json::Deserializer::from_str(raw.get());
            let draft: PriceDraft = match serde_path_to_error::deserialize(&mut reader) {
                Ok(draft) => draft,
                Err(error) => {
                    gathered.refuse(unreadable(number, &error));
                    continue;
                }
            };
            let mut fields = Fields::default();
            let new = draft.check_in(unit, &mut fields);
            if fields.is_empty() {
                gathered.add(new);
            } else {
                let row = format!("{} {}", draft.provider, draft.model);
                gathered.refuse(Refused { row, fields });
            }
        }
        gathered.file
    }
}

fn json<'a, T: serde::Deserialize<'a>>(text: &'a str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            return strange();
        }
        let (line, column) = (error.line(), error.column());
        Error::Malformed(text!("error-json", line = line, column = column))
    })
}

fn strange() -> Error {
    Error::invalid("file", text!("price-file-strange"))
}

fn unreadable(number: usize, error: &serde_path_to_error::Error<serde_json::Error>) -> Refused {
    let row = format!("#{number}");
    let reason = error.inner().to_string();
    let reason = reason
        .split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned();
    let why = match error.path().to_string().as_str() {
        "." => text!("price-row-unreadable", reason = reason),
        path => text!("price-field-unreadable", field = path, reason = reason),
    };
    Refused::because(row, "", why)
}

/// The rows read so far; a model that is told twice is taken once, with the tiers of both, or not
/// at all when the two disagree.
#[derive(Default)]
struct Gathered {
    file: PriceFile,
    places: HashMap<(String, String), Option<usize>>,
}

impl Gathered {
    fn refuse(&mut self, refused: Refused) {
        self.file.refused.push(refused);
    }

    fn add(&mut self, new: NewPrice) {
        let place = (
            new.provider.clone(),
            canonical_model(&new.model).into_owned(),
        );
        let row = format!("{} {}", new.provider, new.model);
        let twice = || Refused::because(row, "", text!("price-row-twice"));
        match self.places.get(&place).copied() {
            None => {
                self.places.insert(place, Some(self.file.prices.len()));
                self.file.prices.push(new);
            }
            // Refused before.
            Some(None) => {}
            Some(Some(position)) => {
                let Some(first) = self.file.prices.get_mut(position) else {
                    return;
                };
                if first.price == new.price {
                    merge(&mut first.tiers, new.tiers);
                    return;
                }
                self.file.prices.remove(position);
                self.file.refused.push(twice());
                self.places.insert(place, None);
                for kept in self.places.values_mut().flatten() {
                    *kept -= usize::from(*kept > position);
                }
            }
        }
    }
}

/// Adds the tiers that are told elsewhere, without those about which the two disagree.
fn merge(tiers: &mut Vec<Tier>, others: Vec<Tier>) {
    let key = |tier: &Tier| (tier.above, tier.service);
    let disagree = |one: &Tier, other: &Tier| key(one) == key(other) && one.price != other.price;
    let known = tiers.clone();
    tiers.retain(|tier| !others.iter().any(|other| disagree(tier, other)));
    let more = others.into_iter();
    tiers.extend(more.filter(|other| !known.iter().any(|tier| key(tier) == key(other))));
}

#[cfg(test)]
mod tests;
