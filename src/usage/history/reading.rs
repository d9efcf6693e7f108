//! A file as events, one after the other, each with the number of its line.

use std::io;

use serde::{Deserialize, Serialize};

use super::Form;
use super::cut::{Cutter, Piece};
use super::table::{Table, Unfit};
use crate::error::{Error, Result};
use crate::text;
use crate::usage::event::{BYTE_ORDER_MARK, MOST_EVENT_BYTES, Rejection};

/// A place between two lines of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// How many bytes of content are before it.
    pub bytes: u64,
    /// How many lines.
    pub lines: u64,
    /// The SHA-256 of these bytes.
    pub digest: [u8; 32],
}

/// A line that is not blank, or a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, from 1; of a row the number of its first line.
    pub number: u64,
    /// The id of a row of which no event could be made, if it can be told.
    pub id: Option<String>,
    /// Its text as an event, which is not looked at further.
    pub event: Result<String, Rejection>,
}

/// A file that is read.
pub struct Reading<R> {
    pub(super) cut: Cutter<R>,
    table: Option<Table>,
}

impl<R: io::Read> Reading<R> {
    /// Reads the beginning: of a table the names of its columns.
    ///
    /// # Errors
    /// `Malformed` when a table has none, or others than it may have; `Unavailable` when the file
    /// cannot be read.
    pub fn open(input: R, form: Form) -> Result<Self> {
        let mut reading = Self {
            cut: Cutter::new(input),
            table: None,
        };
        if form == Form::Table {
            reading.table = Some(reading.header()?);
        }
        Ok(reading)
    }

    fn header(&mut self) -> Result<Table> {
        // Of one line, as no name of a field has a break.
        while let Some(piece) = self.cut.next_line().map_err(unreadable)? {
            let Piece::Whole { end, .. } = piece else {
                return Err(Error::Malformed(text!("import-no-header")));
            };
            let row = without_mark(&self.cut, end);
            if !row.trim_ascii().is_empty() {
                let table = Table::read(row)?;
                self.cut.consume(end);
                return Ok(table);
            }
            self.cut.consume(end);
        }
        Err(Error::Malformed(text!("import-empty")))
    }

    /// How far it was read.
    pub fn mark(&self) -> Mark {
        self.cut.mark()
    }

    /// Goes to the mark of an earlier reading; whether the file is the same up to there. If not,
    /// the place is undefined.
    ///
    /// # Errors
    /// `Unavailable` when the file cannot be read.
    pub fn go_on_from(&mut self, mark: &Mark) -> Result<bool> {
        if mark.bytes < self.mark().bytes {
            return Ok(false);
        }
        self.cut.consume_to(mark).map_err(unreadable)
    }

    /// The next line; nothing at the end.
    ///
    /// # Errors
    /// `Unavailable` when the file cannot be read (any further).
    pub fn line(&mut self) -> Result<Option<Line>> {
        loop {
            let number = self.cut.line();
            let piece = match &self.table {
                None => self.cut.next_line(),
                Some(table) => self.cut.next_row(table.separator()),
            };
            let Some(piece) = piece.map_err(unreadable)? else {
                return Ok(None);
            };
            let event = match piece {
                Piece::Whole { end, line } => self.whole(end, line),
                Piece::Runaway { line } => {
                    self.cut.consume(line);
                    let sentence = text!("import-open-quote");
                    Some(Err((None, Rejection::whole("malformed", sentence))))
                }
                Piece::Long => {
                    self.cut.consume_line().map_err(unreadable)?;
                    let most = MOST_EVENT_BYTES / 1024;
                    let sentence = text!("usage-event-too-large", kibibytes = most);
                    Some(Err((None, Rejection::whole("too_large", sentence))))
                }
            };
            let (id, event) = match event {
                None => continue,
                Some(Ok(event)) => (None, Ok(event)),
                Some(Err((id, why))) => (id, Err(why)),
            };
            return Ok(Some(Line { number, id, event }));
        }
    }

    /// The event of a piece, or nothing when it is blank.
    fn whole(&mut self, end: usize, line: usize) -> Option<Read> {
        let bytes = without_mark(&self.cut, end);
        let read = match &mut self.table {
            _ if bytes.trim_ascii().is_empty() => None,
            None => Some(text_of(bytes.trim_ascii())),
            Some(table) => Some(table.event(bytes)),
        };
        match read {
            None => {
                self.cut.consume(end);
                None
            }
            Some(Ok(event)) => {
                self.cut.consume(end);
                Some(Ok(event))
            }
            Some(Err(unfit)) => {
                // A quote too many swallows the lines behind it: those may be good.
                self.cut.consume(if unfit.swallows { line } else { end });
                Some(Err((unfit.id, unfit.why)))
            }
        }
    }
}

/// An event, or its id and why it is none.
type Read = Result<String, (Option<String>, Rejection)>;

fn text_of(bytes: &[u8]) -> Result<String, Unfit> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unfit::not_utf8())?;
    Ok(text.to_owned())
}

fn without_mark<R: io::Read>(cut: &Cutter<R>, end: usize) -> &[u8] {
    let bytes = cut.ahead().get(..end).unwrap_or_default();
    if cut.line() > 1 {
        return bytes;
    }
    bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes)
}

/// What unpacking and reading fail with, told to the person whose file it is.
fn unreadable(error: io::Error) -> Error {
    Error::Conflict(text!("import-unreadable", reason = error.to_string()))
}
