//! What a report is asked: a range, filters, dimensions to group by, and a page.

use std::collections::HashSet;

use sha2::{Digest as _, Sha256};

use crate::clock::Timestamp;
use crate::db::{Conn, id_list};
use crate::error::{Error, Result};
use crate::ids::{KeyId, ProjectId, PublicId};
use crate::page::{Cursor, Limit};
use crate::text;
use crate::usage::range::{self, Range, Zone};
use crate::usage::reader::Reader;
use crate::usage::store::report as store;

/// What usage is told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// The model.
    Model,
    /// The project.
    Project,
    /// The API key.
    Key,
    /// Whether calls worked.
    Status,
}

impl Dimension {
    /// Reads `model`, `project`, `key` or `status`.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "model" => Some(Self::Model),
            "project" => Some(Self::Project),
            "key" => Some(Self::Key),
            "status" => Some(Self::Status),
            _ => None,
        }
    }

    /// Whether it is told to readers of usage in depth only.
    fn is_private(self) -> bool {
        matches!(self, Self::Key | Self::Status)
    }
}

/// The words of a query.
#[derive(Clone, Debug, Default)]
pub struct Words<'a> {
    /// The range, its buckets and its zone.
    pub range: range::Words<'a>,
    /// Dimensions, each also a list with commas.
    pub group_by: Vec<&'a str>,
    /// Names of models.
    pub models: Vec<&'a str>,
    /// Public ids of projects.
    pub projects: Vec<&'a str>,
    /// Public ids of keys.
    pub keys: Vec<&'a str>,
    /// How many groups.
    pub limit: Option<&'a str>,
    /// Where the page of groups begins.
    pub cursor: Option<&'a str>,
}

/// A question that makes sense; whether its ids exist is seen when it is answered.
#[derive(Clone, Debug)]
pub struct Question {
    /// The range.
    pub range: Range,
    /// What groups are told apart by, without repetition.
    pub group_by: Vec<Dimension>,
    models: Vec<String>,
    projects: Vec<String>,
    keys: Vec<String>,
    pub(super) limit: Limit,
    pub(super) cursor: Option<Cursor>,
}

impl Question {
    /// Checks the words of a query; `home` is the zone when none is named.
    ///
    /// Fails with `Invalid` and the fields that cannot be used.
    pub fn parse(words: &Words<'_>, home: &Zone, now: Timestamp) -> Result<Self> {
        Ok(Self {
            range: Range::resolve(&words.range, home, now)?,
            group_by: dimensions(&words.group_by)?,
            models: given(&words.models),
            projects: given(&words.projects),
            keys: given(&words.keys),
            limit: Limit::from_query(words.limit)?,
            cursor: Cursor::from_query(words.cursor)?,
        })
    }

    /// The same question about groups of these dimensions.
    #[must_use]
    pub fn grouped(mut self, dimensions: &[Dimension]) -> Self {
        self.group_by = dimensions.to_vec();
        self
    }

    /// Whether the answer tells more than totals of models and projects.
    pub fn is_private(&self) -> bool {
        !self.keys.is_empty() || self.group_by.iter().any(|by| by.is_private())
    }

    /// Finds the rows behind the names. An id that is not the team's is `NotFound`; a model that
    /// was never seen just has no usage.
    pub(super) fn filter(&self, conn: &Conn, by: Reader) -> Result<Filter> {
        let team = by.team();
        let unknown = || Error::NotFound(text!("error-not-found"));
        let mut filter = Filter {
            models: found(&self.models, |name| {
                Ok(store::model_id(conn, name)?.or(Some(NO_MODEL)))
            })?,
            projects: found(&self.projects, |id| {
                let id = PublicId::<ProjectId>::parse(id).ok_or_else(unknown)?;
                store::project_id(conn, team, &id)?
                    .ok_or_else(unknown)
                    .map(Some)
            })?,
            keys: found(&self.keys, |id| {
                let id = PublicId::<KeyId>::parse(id).ok_or_else(unknown)?;
                store::key_id(conn, team, &id)?
                    .ok_or_else(unknown)
                    .map(Some)
            })?,
        };
        if let Some(only) = by.only() {
            // A key sees its project; another one of the team is as unknown as a stranger's.
            if filter
                .projects
                .is_some_and(|asked| asked.iter().any(|project| *project != only))
            {
                return Err(unknown());
            }
            filter.projects = Some(HashSet::from([only]));
        }
        Ok(filter)
    }

    /// Everything the answer depends on that stands in the question, digested: the exact bounds
    /// and the quarter hour they were resolved in, the zone, the filters and the page.
    pub(super) fn digest_into(&self, digest: &mut Sha256) {
        let range = &self.range;
        for moment in [range.span.from, range.span.to, range.quarter] {
            digest.update(moment.ms().to_be_bytes());
        }
        let mut word = |text: &str| {
            digest.update((text.len() as u64).to_be_bytes());
            digest.update(text);
        };
        word(&range.period.to_string());
        word(range.zone.name());
        word(range.bucket.as_str());
        for list in [&self.models, &self.projects, &self.keys] {
            word(&list.len().to_string());
            for text in list {
                word(text);
            }
        }
        word(&format!("{:?} {:?}", self.group_by, self.limit));
        word(
            &self
                .cursor
                .as_ref()
                .map(Cursor::to_string)
                .unwrap_or_default(),
        );
    }
}

/// No row has this id.
const NO_MODEL: i64 = -1;

/// The rows that count; `None` is all of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    models: Option<HashSet<i64>>,
    projects: Option<HashSet<ProjectId>>,
    keys: Option<HashSet<KeyId>>,
}

impl Filter {
    pub(super) fn takes(&self, cell: &store::Cell<'_>) -> bool {
        fn within<T: Eq + std::hash::Hash>(set: Option<&HashSet<T>>, value: &T) -> bool {
            set.is_none_or(|set| set.contains(value))
        }
        within(self.models.as_ref(), &cell.model)
            && within(self.projects.as_ref(), &cell.project)
            && within(self.keys.as_ref(), &cell.key)
    }

    /// The models as a list in JSON.
    pub(super) fn models(&self) -> Option<String> {
        list(self.models.as_ref(), |id| *id)
    }

    /// The projects as a list in JSON.
    pub(super) fn projects(&self) -> Option<String> {
        list(self.projects.as_ref(), |id| id.0)
    }

    /// The keys as a list in JSON.
    pub(super) fn keys(&self) -> Option<String> {
        list(self.keys.as_ref(), |id| id.0)
    }
}

/// Row ids as a list in JSON.
fn list<T>(ids: Option<&HashSet<T>>, row: impl Fn(&T) -> i64) -> Option<String> {
    Some(id_list(ids?.iter().map(row)))
}

fn found<T: Eq + std::hash::Hash>(
    names: &[String],
    find: impl Fn(&str) -> Result<Option<T>>,
) -> Result<Option<HashSet<T>>> {
    if names.is_empty() {
        return Ok(None);
    }
    names
        .iter()
        .filter_map(|name| find(name).transpose())
        .collect::<Result<HashSet<T>>>()
        .map(Some)
}

/// Empty words and `all` mean no filter.
fn given(words: &[&str]) -> Vec<String> {
    let mut given: Vec<String> = words
        .iter()
        .filter(|word| !word.is_empty() && **word != "all")
        .map(|word| (*word).to_owned())
        .collect();
    given.sort_unstable();
    given.dedup();
    given
}

fn dimensions(words: &[&str]) -> Result<Vec<Dimension>> {
    let mut dimensions = words
        .iter()
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .filter(|word| !word.is_empty() && *word != "all")
        .map(|word| {
            Dimension::parse(word)
                .ok_or_else(|| Error::invalid("groupBy", text!("usage-report-group-by")))
        })
        .collect::<Result<Vec<_>>>()?;
    dimensions.sort_unstable();
    dimensions.dedup();
    Ok(dimensions)
}
