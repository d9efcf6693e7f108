//! Files of prices: our own two forms, and the table that `LiteLLM` publishes.
//!
//! Every row is read and refused for itself, so one that is broken does not keep the others out.

mod litellm;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::value::RawValue;

use super::draft::Unit;
use super::{NewPrice, PriceDraft, Service, Tier, canonical_model};
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

/// What makes two rows those of one model.
type Place = (String, String);

/// The rows read so far. A model that is told twice is taken once, with the tiers and other names
/// of both, or not at all when the two disagree. Whatever is left out is told.
#[derive(Default)]
struct Gathered {
    file: PriceFile,
    places: HashMap<Place, Option<usize>>,
    disputed: HashSet<(Place, u64, Option<Service>)>,
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
        match self.places.get(&place).copied() {
            None => {
                self.places.insert(place, Some(self.file.prices.len()));
                self.file.prices.push(new);
            }
            // Refused before.
            Some(None) => {}
            Some(Some(position)) => self.add_again(place, position, new),
        }
    }

    fn add_again(&mut self, place: Place, position: usize, new: NewPrice) {
        let Some(first) = self.file.prices.get_mut(position) else {
            return;
        };
        let row = format!("{} {}", new.provider, new.model);
        let fields = disagreement(first, &new);
        if !fields.is_empty() {
            self.file.prices.remove(position);
            self.refuse(Refused { row, fields });
            self.places.insert(place, None);
            for kept in self.places.values_mut().flatten() {
                *kept -= usize::from(*kept > position);
            }
            return;
        }
        if first.mode != new.mode {
            let why = text!("price-row-twice-mode", mode = &first.mode);
            self.file.refused.push(Refused::because(&*row, "mode", why));
        }
        if first.aliases.is_empty() {
            first.aliases = new.aliases;
        }
        // What only one of the two means to be so is looked at again.
        first.force &= new.force;
        for tier in new.tiers {
            let key = (place.clone(), tier.above, tier.service);
            if self.disputed.contains(&key) {
                continue;
            }
            let same = |known: &Tier| (known.above, known.service) == (tier.above, tier.service);
            match first.tiers.iter().position(same) {
                None => first.tiers.push(tier),
                Some(known) if first.tiers.get(known) == Some(&tier) => {}
                Some(known) => {
                    first.tiers.remove(known);
                    let row = tier_of(&row, tier.above, tier.service);
                    let why = text!("price-row-twice-tier");
                    self.file.refused.push(Refused::because(row, "tiers", why));
                    self.disputed.insert(key);
                }
            }
        }
    }
}

/// About what two rows of one model disagree, so that neither can be taken.
fn disagreement(first: &NewPrice, other: &NewPrice) -> Fields {
    let mut fields = Fields::default();
    if first.price != other.price {
        fields.add("", text!("price-row-twice"));
    }
    if first.effective_from != other.effective_from {
        fields.add("effectiveFrom", text!("price-row-twice-from"));
    }
    let names = |new: &NewPrice| -> BTreeSet<String> {
        let names = new.aliases.iter();
        names
            .map(|name| canonical_model(name).into_owned())
            .collect()
    };
    // Who tells none leaves it to the other.
    let (ours, theirs) = (names(first), names(other));
    if !ours.is_empty() && !theirs.is_empty() && ours != theirs {
        fields.add("aliases", text!("price-row-twice-aliases"));
    }
    fields
}

/// What a tier of a model is called among the refused.
fn tier_of(row: &str, above: u64, service: Option<Service>) -> String {
    let service = service.map_or("standard", Service::word);
    format!("{row} ({service}, > {above})")
}

#[cfg(test)]
mod tests;
