//! Rows of CSV as events: the first row names the fields, an empty cell is an absent field.

use std::io::{self, Read};

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

/// What may stand between cells: no name of a field has any of them, so the first row tells.
const SEPARATORS: [u8; 3] = *b",;\t";

/// The columns of a table, and what reads its rows.
pub(super) struct Table {
    columns: Vec<Option<Field>>,
    rows: Rows,
}

/// Cuts rows into cells, one at a time.
struct Rows {
    separator: u8,
    reader: csv::Reader<Fed>,
    row: csv::ByteRecord,
}

/// A row for the reader, which asks for no more than one.
#[derive(Default)]
struct Fed {
    row: Vec<u8>,
    given: usize,
}

impl Read for Fed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self
            .row
            .get(self.given..)
            .unwrap_or_default()
            .read(buffer)?;
        self.given += read;
        Ok(read)
    }
}

impl Rows {
    fn new(separator: u8) -> Self {
        let reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            // A row ends where it was cut off; another kind of break in it is a part of a cell.
            .terminator(csv::Terminator::Any(b'\n'))
            .from_reader(Fed::default());
        Self {
            separator,
            reader,
            row: csv::ByteRecord::new(),
        }
    }

    /// The cells of one row, which has its line break or not.
    fn cells(&mut self, row: &[u8]) -> Option<&csv::ByteRecord> {
        let row = row.strip_suffix(b"\n").unwrap_or(row);
        let row = row.strip_suffix(b"\r").unwrap_or(row);
        let fed = self.reader.get_mut();
        fed.row.clear();
        fed.row.extend_from_slice(row);
        fed.row.push(b'\n');
        fed.given = 0;
        let read = self.reader.read_byte_record(&mut self.row);
        if self.reader.is_done() {
            // A quote is open at the end of the file: the reader saw an end and would see no more.
            self.reader = Self::new(self.separator).reader;
        }
        read.ok()?.then_some(&self.row)
    }
}

/// Why a row is no event.
#[derive(Debug)]
pub(super) struct Unfit {
    pub(super) why: Rejection,
    /// The id of its event, if it can be told.
    pub(super) id: Option<String>,
    /// Whether it looks as if a misplaced quote had made one row of several lines.
    pub(super) swallows: bool,
}

impl Unfit {
    pub(super) fn not_utf8() -> Self {
        Self {
            why: Rejection::whole("malformed", text!("usage-line-not-utf8")),
            id: None,
            swallows: false,
        }
    }

    /// A row that is whole, with a cell that should be a number and is none.
    fn no_number(field: Field, cell: &str, id: Option<&[u8]>) -> Self {
        let id = id.filter(|id| !id.is_empty());
        let id = id.and_then(|id| std::str::from_utf8(id).ok());
        let sentence = text!("import-cell-number", cell = shown(cell));
        Self {
            why: Rejection::of(field, "wrong_type", sentence),
            id: id.map(str::to_owned),
            swallows: false,
        }
    }
}

impl Table {
    /// Reads the row of names, and from it what separates cells.
    ///
    /// # Errors
    /// `Malformed` when it has unknown names (all are told), names a field twice, or lacks one
    /// without which there is no event.
    pub(super) fn read(row: &[u8]) -> Result<Self> {
        let separator = SEPARATORS.into_iter().find(|byte| row.contains(byte));
        let mut rows = Rows::new(separator.unwrap_or(b','));
        let names = rows
            .cells(row)
            .ok_or_else(|| Error::Malformed(text!("import-no-header")))?;
        let (mut columns, mut unknown) = (Vec::new(), Vec::new());
        let mut unnamed = None;
        for (number, name) in (1_usize..).zip(names) {
            let name = std::str::from_utf8(name)
                .map_err(|_| Error::Malformed(text!("import-no-header")))?
                .trim();
            let field = Field::named(name);
            if name.is_empty() {
                unnamed = unnamed.or(Some(number));
            } else if field.is_none() && !TOLD_ONLY.contains(&name) {
                unknown.push(match meant(name) {
                    Some(field) => format!("{} (→ {})", shown(name), field.name()),
                    None => shown(name),
                });
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
        if let Some(number) = unnamed {
            let sentence = text!("import-column-unnamed", number = number);
            return Err(Error::Malformed(sentence));
        }
        for field in [Field::Id, Field::Model] {
            if !columns.contains(&Some(field)) {
                let sentence = text!("import-column-missing", field = field.name());
                return Err(Error::Malformed(sentence));
            }
        }
        Ok(Self { columns, rows })
    }

    /// What stands between its cells.
    pub(super) fn separator(&self) -> u8 {
        self.rows.separator
    }

    /// The event of a row, as JSON.
    pub(super) fn event(&mut self, row: &[u8]) -> Result<String, Unfit> {
        let row = self.rows.cells(row).ok_or_else(Unfit::not_utf8)?;
        if row.len() != self.columns.len() {
            let (found, expected) = (row.len(), self.columns.len());
            let sentence = text!("import-cells", found = found, expected = expected);
            return Err(Unfit {
                why: Rejection::whole("malformed", sentence),
                id: None,
                swallows: true,
            });
        }
        let mut json = String::with_capacity(row.as_slice().len() + 32 * row.len());
        for (field, cell) in self.columns.iter().zip(row.iter()) {
            let Some(field) = field else {
                continue;
            };
            let cell = std::str::from_utf8(cell).map_err(|_| Unfit::not_utf8())?;
            let cell = if is_figure(*field) { cell.trim() } else { cell };
            if cell.is_empty() {
                continue;
            }
            if cell.contains('\n') && !matches!(field, Field::ErrorMessage | Field::Usage) {
                let sentence = text!("usage-event-control-character");
                return Err(Unfit {
                    why: Rejection::of(*field, "control_character", sentence),
                    id: None,
                    swallows: true,
                });
            }
            json.push(if json.is_empty() { '{' } else { ',' });
            json.push('"');
            json.push_str(field.name());
            json.push_str("\":");
            let Some(value) = value(*field, cell) else {
                let id = self
                    .columns
                    .iter()
                    .position(|field| *field == Some(Field::Id));
                let id = id.and_then(|at| row.get(at));
                return Err(Unfit::no_number(*field, cell, id));
            };
            json.push_str(&value);
        }
        if json.is_empty() {
            json.push('{');
        }
        json.push('}');
        Ok(json)
    }
}

/// A cell as JSON; nothing when it should be a number and is none.
fn value(field: Field, cell: &str) -> Option<String> {
    let is_json = |cell: &str| serde_json::from_str::<&RawValue>(cell).is_ok();
    if is_number(field) {
        let fits = starts_a_number(cell) && is_json(cell);
        return fits.then(|| cell.to_owned());
    }
    if field == Field::Usage && cell.trim().starts_with('{') && is_json(cell) {
        return Some(cell.trim().to_owned());
    }
    // A text can always be written as JSON.
    Some(serde_json::to_string(cell).unwrap_or_default())
}

fn starts_a_number(cell: &str) -> bool {
    cell.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

/// Whether blanks around a cell mean nothing: an amount is written as a text.
fn is_figure(field: Field) -> bool {
    is_number(field) || field == Field::Cost
}

/// The field whose name differs in nothing but capitals and what joins its words.
fn meant(name: &str) -> Option<Field> {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|char| char.to_ascii_lowercase()).collect()
    };
    let name = plain(name);
    let mut fields = Field::ALL.iter().copied();
    fields.find(|field| plain(field.name()) == name)
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
    format!("{name:?}")
}
