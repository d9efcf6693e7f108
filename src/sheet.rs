//! Rows for spreadsheets: CSV (RFC 4180, UTF-8, CRLF) whose texts no spreadsheet runs.

use std::borrow::Cow;

use crate::error::{Error, Result};

/// A value in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Words that somebody typed: made safe by [`inert`].
    Text(Cow<'a, str>),
    /// What this program wrote: numbers, times, ids. Written as it is, a minus in front included.
    Plain(Cow<'a, str>),
    /// Nothing.
    Empty,
}

impl<'a> Cell<'a> {
    /// Words that somebody typed; nothing when there are none.
    pub fn text(words: Option<&'a str>) -> Self {
        words.map_or(Self::Empty, |words| Self::Text(words.into()))
    }

    /// What this program wrote.
    pub fn plain(value: impl ToString) -> Self {
        Self::Plain(value.to_string().into())
    }
}

/// The text with an apostrophe in front if a spreadsheet would take it for a formula: it begins
/// with `=`, `+`, `-`, `@`, a tab or a line break (OWASP, "CSV Injection"), white space before
/// these aside.
pub fn inert(text: &str) -> Cow<'_, str> {
    let first = text.trim_start_matches(' ').chars().next();
    // Full-width forms are read as their ASCII twins by some programs.
    let runs = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    );
    if runs {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Writes rows and gives them away as bytes, piece by piece.
#[derive(Debug)]
pub struct Sheet {
    writer: csv::Writer<Vec<u8>>,
}

impl Sheet {
    /// Begins with the names of the columns, which stay the same from version to version.
    pub fn new(columns: &[&str]) -> Result<Self> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        writer.write_record(columns).map_err(internal)?;
        Ok(Self { writer })
    }

    /// Adds a row of as many cells as there are columns.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        let cells = cells.iter().map(|cell| match cell {
            Cell::Text(words) => inert(words),
            Cell::Plain(value) => Cow::Borrowed(value.as_ref()),
            Cell::Empty => Cow::Borrowed(""),
        });
        let cells: Vec<Cow<'_, str>> = cells.collect();
        self.writer
            .write_record(cells.iter().map(|cell| cell.as_bytes()))
            .map_err(internal)
    }

    /// The bytes since the last call; the sheet goes on.
    pub fn take(&mut self) -> Result<Vec<u8>> {
        self.writer.flush().map_err(internal)?;
        let mut taken = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        std::mem::swap(&mut taken, &mut self.writer);
        taken
            .into_inner()
            .map_err(|error| internal(error.into_error()))
    }
}

fn internal(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Internal(error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_inert_and_numbers_are_untouched() {
        let mut sheet = Sheet::new(&["name", "change"]).unwrap();
        sheet
            .row(&[Cell::text(Some("=cmd|' /C calc'!A0")), Cell::plain(-5)])
            .unwrap();
        let first = sheet.take().unwrap();
        sheet
            .row(&[Cell::text(Some("a \"b\", c\nd")), Cell::Empty])
            .unwrap();
        let text = String::from_utf8([first, sheet.take().unwrap()].concat()).unwrap();
        assert_eq!(
            text,
            "name,change\r\n'=cmd|' /C calc'!A0,-5\r\n\"a \"\"b\"\", c\nd\",\r\n"
        );
    }

    #[test]
    fn whatever_begins_a_formula_is_quoted() {
        for text in ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1", "＝1"] {
            assert_eq!(inert(text), format!("'{text}"), "{text:?}");
        }
        for text in ["", "a=1", "Ada", "1-2"] {
            assert_eq!(inert(text), text);
        }
    }
}
