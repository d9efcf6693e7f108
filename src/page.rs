//! Keyset pagination: a limit, an opaque cursor, and a page of things.
//!
//! A cursor holds the sort values of the last row that was shown, so a page never skips or
//! repeats a row when others come and go, and never costs more the further one reads. That takes
//! sort values that a row keeps, such as when it was made. A list by something that moves, such as
//! groups of usage by cost, puts into its cursor which state its first page told.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::text;

/// How many rows a list gives: 1 to 1,000, by default 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(u32);

impl Limit {
    /// The default of every list.
    pub const DEFAULT: Self = Self(100);
    /// The most a list gives at once.
    pub const MOST: u32 = 1_000;

    /// Checks a limit.
    pub fn new(rows: u32) -> Result<Self> {
        if (1..=Self::MOST).contains(&rows) {
            Ok(Self(rows))
        } else {
            Err(Error::invalid(
                "limit",
                text!("field-limit", most = Self::MOST),
            ))
        }
    }

    /// From a query parameter; absent or empty means the default.
    pub fn from_query(value: Option<&str>) -> Result<Self> {
        match value.filter(|text| !text.is_empty()) {
            None => Ok(Self::DEFAULT),
            Some(text) => Self::new(text.parse().unwrap_or(0)),
        }
    }

    /// The number of rows.
    pub fn rows(self) -> usize {
        self.0 as usize
    }

    /// One more than the number of rows: what a query asks for, to learn whether there is more.
    pub fn probe(self) -> i64 {
        i64::from(self.0) + 1
    }
}

/// The longest tie-breaker: an id, and the name of a person (201 characters of up to four bytes) in
/// hexadecimal.
const MOST_ID: usize = 1_700;

/// Where the next page begins: the sort values of the last row shown. The last value is a public
/// id that breaks ties; nothing in it is a row number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The number the list is sorted by, such as a time in milliseconds.
    pub at: i64,
    /// What tells rows with the same number apart.
    pub id: String,
}

impl Cursor {
    /// Reads a cursor that this program wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('~')?;
        let valid = id.len() <= MOST_ID
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        Some(Self {
            at: at.parse().ok().filter(|_| valid)?,
            id: id.to_owned(),
        })
    }

    /// From a query parameter; absent or empty means the first page.
    pub fn from_query(value: Option<&str>) -> Result<Option<Self>> {
        match value.filter(|text| !text.is_empty()) {
            None => Ok(None),
            Some(text) => Self::parse(text)
                .map(Some)
                .ok_or_else(|| Error::invalid("cursor", text!("field-cursor"))),
        }
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}~{}", self.at, self.id)
    }
}

impl Serialize for Cursor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Rows and where the next ones begin.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows, at most the limit.
    pub items: Vec<T>,
    /// Where to go on, if there is more.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// From the rows of a query that asked for [`Limit::probe`] rows.
    pub fn cut(mut items: Vec<T>, limit: Limit, cursor: impl Fn(&T) -> Cursor) -> Self {
        let more = items.len() > limit.rows();
        items.truncate(limit.rows());
        let next = if more { items.last().map(cursor) } else { None };
        Self { items, next }
    }

    /// The same page of other things.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(change).collect(),
            next: self.next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back() {
        let cursor = Cursor {
            at: -5,
            id: "prj_abc".into(),
        };
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        for text in ["", "5", "x~y", "5~'; DROP", "99999999999999999999~a"] {
            assert_eq!(Cursor::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_page_knows_whether_there_is_more() {
        let cursor = |n: &i64| Cursor {
            at: *n,
            id: String::new(),
        };
        let page = Page::cut(vec![1, 2, 3], Limit::new(2).unwrap(), cursor);
        assert_eq!(
            (page.items.len(), page.next.map(|next| next.at)),
            (2, Some(2))
        );
        assert!(
            Page::cut(vec![1, 2], Limit::new(2).unwrap(), cursor)
                .next
                .is_none()
        );
        assert!(Limit::new(0).is_err() && Limit::new(1001).is_err());
    }
}
