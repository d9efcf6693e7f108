//! Cuts a stream into lines or rows without ever holding more than two of the longest.

use std::io::{self, Read};

use sha2::{Digest as _, Sha256};

use super::reading::Mark;
use crate::usage::event::MOST_EVENT_BYTES;

/// Room for a row of the longest and as much again to read ahead.
const ROOM: usize = 2 * MOST_EVENT_BYTES;

/// Where the next piece ends, counted in bytes from where it begins, line break included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A whole piece; the first of its lines ends at `line`.
    Whole {
        /// Its end.
        end: usize,
        /// The end of its first line.
        line: usize,
    },
    /// A piece that is longer than the longest and begins with a line that is not.
    Runaway {
        /// The end of its first line.
        line: usize,
    },
    /// A line that is longer than the longest.
    Long,
}

/// A stream that is consumed from its beginning.
pub(super) struct Cutter<R> {
    input: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    bytes: u64,
    lines: u64,
    digest: Sha256,
}

impl<R: Read> Cutter<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            buffer: vec![0; ROOM],
            start: 0,
            end: 0,
            ended: false,
            bytes: 0,
            lines: 0,
            digest: Sha256::new(),
        }
    }

    /// How far it was consumed.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            bytes: self.bytes,
            lines: self.lines,
            digest: self.digest.clone().finalize().into(),
        }
    }

    /// The number of the line that comes next, from 1.
    pub(super) fn line(&self) -> u64 {
        self.lines + 1
    }

    /// How many bytes are held.
    #[cfg(test)]
    pub(super) fn room(&self) -> usize {
        self.buffer.capacity()
    }

    /// What was read ahead.
    pub(super) fn ahead(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// The next line; nothing at the end.
    pub(super) fn next_line(&mut self) -> io::Result<Option<Piece>> {
        self.find(line_end)
    }

    /// The next row of CSV, in which a quoted cell may hold line breaks; nothing at the end.
    pub(super) fn next_row(&mut self, separator: u8) -> io::Result<Option<Piece>> {
        self.find(|bytes| row_end(bytes, separator))
    }

    fn find(&mut self, end: impl Fn(&[u8]) -> Option<usize>) -> io::Result<Option<Piece>> {
        loop {
            let ahead = self.ahead();
            if let Some(end) = end(ahead).filter(|end| fits(ahead, *end)) {
                let line = line_end(ahead).unwrap_or(end);
                return Ok(Some(Piece::Whole { end, line }));
            }
            let over = end(ahead).is_some() || ahead.len() > MOST_EVENT_BYTES + 1;
            if over {
                let line = line_end(ahead).filter(|line| fits(ahead, *line));
                return Ok(Some(
                    line.map_or(Piece::Long, |line| Piece::Runaway { line }),
                ));
            }
            if self.ended {
                let end = ahead.len();
                let line = line_end(ahead).unwrap_or(end);
                return Ok(if end == 0 {
                    None
                } else if line < end {
                    Some(Piece::Runaway { line })
                } else {
                    Some(Piece::Whole { end, line })
                });
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        loop {
            match self.input.read(room) {
                Ok(read) => {
                    self.ended = read == 0;
                    self.end += read;
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Goes on behind the next `count` bytes, all of which were read ahead.
    pub(super) fn consume(&mut self, count: usize) {
        let consumed = self.ahead().get(..count).unwrap_or_default();
        let (count, breaks) = (consumed.len(), line_breaks(consumed));
        let open = !consumed.is_empty() && !consumed.ends_with(b"\n");
        let consumed = self.buffer.get(self.start..self.start + count);
        self.digest.update(consumed.unwrap_or_default());
        self.start += count;
        self.bytes += count as u64;
        // Only the last line of a file has no break.
        self.lines += breaks + u64::from(open);
    }

    /// Goes on behind the line that comes next, however long it is.
    pub(super) fn consume_line(&mut self) -> io::Result<()> {
        let line = self.lines + 1;
        loop {
            if let Some(end) = line_end(self.ahead()) {
                self.consume(end);
                break;
            }
            self.consume(self.end - self.start);
            if self.ended {
                break;
            }
            self.fill()?;
        }
        self.lines = line;
        Ok(())
    }

    /// Goes to a mark that was made of this or another stream; whether what is before it is the
    /// same. What was consumed so far must be before it.
    pub(super) fn consume_to(&mut self, mark: &Mark) -> io::Result<bool> {
        while self.bytes < mark.bytes {
            let rest = usize::try_from(mark.bytes - self.bytes).unwrap_or(usize::MAX);
            self.consume(rest.min(self.end - self.start));
            if self.bytes < mark.bytes {
                if self.ended {
                    return Ok(false);
                }
                self.fill()?;
            }
        }
        self.lines = mark.lines;
        Ok(self.mark() == *mark)
    }
}

/// Whether a piece is not too long, its line break not counted.
fn fits(bytes: &[u8], end: usize) -> bool {
    let piece = bytes.get(..end).unwrap_or_default();
    let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
    piece.strip_suffix(b"\r").unwrap_or(piece).len() <= MOST_EVENT_BYTES
}

fn line_breaks(bytes: &[u8]) -> u64 {
    let lines = bytes.split(|byte| *byte == b'\n').count();
    lines.saturating_sub(1) as u64
}

/// The end of the first line, line break included, if it is there.
fn line_end(bytes: &[u8]) -> Option<usize> {
    bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .map(|at| at + 1)
}

/// The end of the first row, line break included, if it is there. Quotes count as the `csv` crate
/// counts them: at the beginning of a cell they open it, inside of it two of them are one.
fn row_end(bytes: &[u8], separator: u8) -> Option<usize> {
    #[derive(PartialEq)]
    enum Cell {
        Begins,
        Plain,
        Quoted,
        Closed,
    }
    let mut cell = Cell::Begins;
    for (at, byte) in bytes.iter().enumerate() {
        cell = match (cell, byte) {
            (Cell::Quoted, b'"') => Cell::Closed,
            (Cell::Begins | Cell::Closed, b'"') | (Cell::Quoted, _) => Cell::Quoted,
            (_, b'\n') => return Some(at + 1),
            (_, byte) if *byte == separator => Cell::Begins,
            _ => Cell::Plain,
        };
    }
    None
}
