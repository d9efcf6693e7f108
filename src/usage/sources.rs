//! The senders that count their events (`sourceSeq`), and the numbers that did not come.

use std::fmt::Write as _;

use super::store::report::project_id;
use super::store::sources as store;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{ProjectId, PublicId};
use crate::page::{Cursor, Limit, Page};
use crate::teams::access::{Access, ReadUsage};
use crate::text;

/// How many gaps of one sender are told; the others are only counted.
pub const GAPS_TOLD: u32 = 100;

/// A sender that counts its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it calls itself; by default the id of its key.
    pub name: String,
    /// The project it sends to.
    pub project: PublicId<ProjectId>,
    /// The name of the project.
    pub project_name: String,
    /// The smallest number that came.
    pub first: i64,
    /// The largest number that came.
    pub last: i64,
    /// How many numbers between them did not come.
    pub missing: i64,
    /// In how many gaps.
    pub gap_count: i64,
    /// The first [`GAPS_TOLD`] of them, by number.
    pub gaps: Vec<Gap>,
}

/// Numbers that did not come, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The first number that is missing.
    pub from: i64,
    /// The last one.
    pub to: i64,
}

impl Source {
    /// How many different numbers came.
    pub fn received(&self) -> i64 {
        // In this order no step leaves the range, be it all numbers from 0 on; only a sender that
        // sent every one of them has one more than can be told.
        let between = self.last.saturating_sub(self.first);
        between.saturating_sub(self.missing).saturating_add(1)
    }

    fn cursor(&self) -> Cursor {
        Cursor {
            at: 0,
            id: format!("{}_{}", self.project.as_str(), hex(&self.name)),
        }
    }
}

/// A name in letters that a cursor can hold.
fn hex(name: &str) -> String {
    name.bytes().fold(String::new(), |mut letters, byte| {
        // Writing to a text cannot fail.
        let _ = write!(letters, "{byte:02x}");
        letters
    })
}

fn unhex(letters: &str) -> Option<String> {
    let pairs = letters.as_bytes().chunks(2);
    let bytes = pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    let name = String::from_utf8(bytes.collect::<Option<Vec<u8>>>()?).ok()?;
    (hex(&name) == letters).then_some(name)
}

/// The project and the name of the last sender of a page.
fn place(cursor: &Cursor) -> Result<(&str, String)> {
    let split = cursor.id.rsplit_once('_');
    let place = split.and_then(|(project, letters)| Some((project, unhex(letters)?)));
    place.ok_or_else(|| Error::invalid("cursor", text!("field-cursor")))
}

/// The senders of the team that count their events, by project and name; those of one project, if
/// it is given. Deleted projects are left out.
///
/// # Errors
/// `NotFound` when the project is not the team's.
pub fn list(
    conn: &Conn,
    by: &Access<ReadUsage>,
    project: Option<&PublicId<ProjectId>>,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<Source>> {
    let team = by.team();
    if let Some(id) = project
        && project_id(conn, team, id)?.is_none()
    {
        return Err(Error::NotFound(text!("error-not-found")));
    }
    let after = cursor.map(place).transpose()?;
    let sources = store::list(conn, team, project, after.as_ref(), limit.probe())?;
    Ok(Page::cut(sources, limit, Source::cursor))
}

#[cfg(test)]
mod tests;
