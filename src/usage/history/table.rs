//! Rows of CSV as events: the first row names the fields, an empty cell is an absent field.

use serde_json::value::RawValue;

use crate::error::{Error, Result};
use crate::text;
use crate::usage::event::{Field, Rejection};

/// Columns of our own lists of events that are no part of an event: they are passed over.
const TOLD_ONLY: [&str; 6] = [
    "seq",
    "ingestedAt",
    "projectId",
    "projectName",
    "keyId",
    "keyName",
];

/// How many characters of an unknown name are told.
const SHOWN: usize = 64;

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Table {
    columns: Vec<Option<Field>>,
}

/// Why a row is no event.
#[derive(Debug)]
pub(super) struct Unfit {
    pub(super) why: Rejection,
    /// Whether it has too many or too few cells, which a misplaced quote can cause.
    pub(super) cells: bool,
}

impl Unfit {
    pub(super) fn not_utf8() -> Self {
        Self {
            why: Rejection::whole("malformed", text!("usage-line-not-utf8")),
            cells: false,
        }
    }
}

impl Table {
    /// Reads the row of names.
    ///
    /// # Errors
    /// `Malformed` when it has unknown names (all are told), names a field twice, or lacks one
    /// without which there is no event.
    pub(super) fn read(row: &[u8]) -> Result<Self> {
        let names = cells(row).ok_or_else(|| Error::Malformed(text!("import-no-header")))?;
        let (mut columns, mut unknown) = (Vec::new(), Vec::new());
        for name in names.iter() {
            let name = std::str::from_utf8(name)
                .map_err(|_| Error::Malformed(text!("import-no-header")))?
                .trim();
            let field = Field::named(name);
            if field.is_none() && !TOLD_ONLY.contains(&name) {
                unknown.push(shown(name));
            }
            if let Some(field) = field
                && columns.contains(&Some(field))
            {
                let sentence = text!("import-column-twice", field = field.name());
                return Err(Error::Malformed(sentence));
            }
            columns.push(field);
        }
        if !unknown.is_empty() {
            let names = unknown.join(", ");
            return Err(Error::Malformed(text!(
                "import-unknown-columns",
                names = names
            )));
        }
        for field in [Field::Id, Field::Model] {
            if !columns.contains(&Some(field)) {
                let sentence = text!("import-column-missing", field = field.name());
                return Err(Error::Malformed(sentence));
            }
        }
        Ok(Self { columns })
    }

    /// The event of a row, as JSON.
    pub(super) fn event(&self, row: &[u8]) -> Result<String, Unfit> {
        let row = cells(row).ok_or_else(Unfit::not_utf8)?;
        if row.len() != self.columns.len() {
            let (found, expected) = (row.len(), self.columns.len());
            let sentence = text!("import-cells", found = found, expected = expected);
            return Err(Unfit {
                why: Rejection::whole("malformed", sentence),
                cells: true,
            });
        }
        let mut json = String::with_capacity(row.as_slice().len() + 32 * row.len());
        for (field, cell) in self.columns.iter().zip(row.iter()) {
            let Some(field) = field else {
                continue;
            };
            let cell = std::str::from_utf8(cell).map_err(|_| Unfit::not_utf8())?;
            if cell.is_empty() {
                continue;
            }
            json.push(if json.is_empty() { '{' } else { ',' });
            json.push('"');
            json.push_str(field.name());
            json.push_str("\":");
            json.push_str(&value(*field, cell));
        }
        if json.is_empty() {
            json.push('{');
        }
        json.push('}');
        Ok(json)
    }
}

/// The cells of one row, which has its line break or not.
fn cells(row: &[u8]) -> Option<csv::ByteRecord> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(row.len().max(1))
        .from_reader(row);
    let mut record = csv::ByteRecord::new();
    let read = reader.read_byte_record(&mut record).ok()?;
    read.then_some(record)
}

/// A cell as JSON. What should be a number and is none stays a text, and is refused as one.
fn value(field: Field, cell: &str) -> String {
    let raw = match field {
        Field::Usage => Some(cell.trim()).filter(|cell| cell.starts_with('{')),
        _ if is_number(field) => Some(cell.trim()).filter(|cell| starts_a_number(cell)),
        _ => None,
    };
    match raw {
        Some(raw) if serde_json::from_str::<&RawValue>(raw).is_ok() => raw.to_owned(),
        // A text can always be written as JSON.
        _ => serde_json::to_string(cell).unwrap_or_default(),
    }
}

fn starts_a_number(cell: &str) -> bool {
    cell.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

fn is_number(field: Field) -> bool {
    match field {
        Field::Id
        | Field::Source
        | Field::Time
        | Field::Model
        | Field::Provider
        | Field::Endpoint
        | Field::EndUser
        | Field::ServiceTier
        | Field::Usage
        | Field::Status
        | Field::ErrorCode
        | Field::ErrorMessage
        | Field::Cost => false,
        Field::SourceSeq
        | Field::InputTokens
        | Field::OutputTokens
        | Field::CachedInputTokens
        | Field::CacheWriteTokens
        | Field::CacheWrite1hTokens
        | Field::ReasoningTokens
        | Field::InputAudioTokens
        | Field::OutputAudioTokens
        | Field::InputImageTokens
        | Field::OutputImageTokens
        | Field::Requests
        | Field::LatencyMs
        | Field::TimeToFirstTokenMs => true,
    }
}

fn shown(name: &str) -> String {
    let name: String = name.chars().take(SHOWN).collect();
    format!("{:?}", name)
}
