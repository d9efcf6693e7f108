//! The log as it is read: filters, records, pages.

use serde::Deserialize;
use serde_json::Value;

use super::{Chain, store};
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Fields, Result};
use crate::page::{Cursor, Limit, Page};
use crate::text;
use crate::text::Text;

/// Which rows of a chain to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The public id of whoever acted, or words in the name they had, in any letter case.
    pub actor: Option<String>,
    /// What was done, such as `project.created`, or the kind of it: `project`.
    pub action: Option<String>,
    /// The public id of what it was done to, or words in the name it had, in any letter case.
    pub target: Option<String>,
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
}

/// A filter as somebody typed it. An empty value or `all` means no filter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words<'a> {
    /// See [`Filter::actor`].
    pub actor: Option<&'a str>,
    /// See [`Filter::action`].
    pub action: Option<&'a str>,
    /// See [`Filter::target`].
    pub target: Option<&'a str>,
    /// A date (included) or a time.
    pub from: Option<&'a str>,
    /// A date (included) or a time (not included).
    pub to: Option<&'a str>,
}

/// The word, unless it means no filter.
fn given(word: Option<&str>) -> Option<&str> {
    word.map(str::trim)
        .filter(|word| !word.is_empty() && *word != "all")
}

impl Words<'_> {
    /// The filter; `bound` reads a date, so many days later, or a time.
    ///
    /// # Errors
    /// `Invalid` on `from` and `to` for what `bound` cannot read.
    pub fn filter(&self, bound: impl Fn(&str, i64) -> Result<Timestamp, Text>) -> Result<Filter> {
        let mut fields = Fields::default();
        let mut read = |name: &'static str, word: Option<&str>, later| {
            given(word).and_then(|word| fields.take(name, bound(word, later)))
        };
        let (from, to) = (read("from", self.from, 0), read("to", self.to, 1));
        if let (Some(from), Some(to)) = (from, to)
            && to <= from
        {
            fields.add("to", text!("usage-range-order"));
        }
        fields.finish()?;
        Ok(Filter {
            actor: given(self.actor).map(str::to_owned),
            action: given(self.action).map(str::to_owned),
            target: given(self.target).map(str::to_owned),
            from,
            to,
        })
    }
}

impl Filter {
    /// Whether it shows everything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn shows(&self, record: &Record) -> bool {
        let found = |words: Option<&String>, id: Option<&String>, name: Option<&String>| {
            words.is_none_or(|words| {
                id == Some(words)
                    || name.is_some_and(|name| name.to_lowercase().contains(&words.to_lowercase()))
            })
        };
        let details = record.details.as_ref();
        let actor = details.and_then(|details| details.actor_name.as_ref());
        let target = details.and_then(|details| details.target_name.as_ref());
        found(self.actor.as_ref(), record.actor_id.as_ref(), actor)
            && found(self.target.as_ref(), record.target_id.as_ref(), target)
    }
}

/// What was recorded of one act.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The number of the row in its chain, from 1 without gaps.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What, such as `project.created`.
    pub action: String,
    /// By what means: the words of [`ActorKind`](super::ActorKind).
    pub actor_kind: String,
    /// The public id of the person or key.
    pub actor_id: Option<String>,
    /// What kind of thing it was done to.
    pub target_kind: String,
    /// The public id of the thing.
    pub target_id: Option<String>,
    /// The request that did it.
    pub request_id: Option<String>,
    /// The hash of the row.
    pub hash: [u8; 32],
    /// The personal part; `None` once it was erased.
    pub details: Option<Details>,
}

/// The personal part of a record.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Details {
    /// The name the actor had.
    pub actor_name: Option<String>,
    /// Where the request came from.
    pub address: Option<String>,
    /// The name the thing had.
    pub target_name: Option<String>,
    /// The values that changed, before; without secrets.
    pub before: Option<Value>,
    /// The values that changed, after; without secrets.
    pub after: Option<Value>,
}

impl Record {
    /// Where the page after this row begins.
    fn cursor(&self) -> Cursor {
        Cursor {
            at: self.seq,
            id: String::new(),
        }
    }
}

/// The rows of a chain that the filter shows, newest first.
pub fn list(
    conn: &Conn,
    chain: Chain,
    filter: &Filter,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<Record>> {
    let most = limit.rows() + 1;
    let mut found = Vec::new();
    let before = cursor.map(|cursor| cursor.at);
    store::scan(conn, chain.number(), filter, before, |record| {
        if filter.shows(&record) {
            found.push(record);
        }
        found.len() < most
    })?;
    Ok(Page::cut(found, limit, Record::cursor))
}

/// The actions that a chain holds, in the order of the alphabet.
pub fn actions(conn: &Conn, chain: Chain) -> Result<Vec<String>> {
    store::actions(conn, chain.number())
}
