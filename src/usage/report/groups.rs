//! Groups: what rows have in common, the names of it, and pages of groups, the costliest first.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::question::{Dimension, Question};
use super::sums::Sums;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{KeyId, ProjectId, PublicId, TeamId};
use crate::page::{Cursor, Page};
use crate::text;
use crate::usage::event::Status;
use crate::usage::store::report as store;

/// What the rows of a group have in common; `None` where they are not told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct GroupKey {
    model: Option<i64>,
    project: Option<ProjectId>,
    key: Option<KeyId>,
    status: Option<Status>,
}

impl GroupKey {
    pub(super) fn of(cell: &store::Cell<'_>, by: &[Dimension]) -> Self {
        let mut group = Self::default();
        for dimension in by {
            match dimension {
                Dimension::Model => group.model = Some(cell.model),
                Dimension::Project => group.project = Some(cell.project),
                Dimension::Key => group.key = Some(cell.key),
                Dimension::Status => group.status = Some(cell.status),
            }
        }
        group
    }
}

/// The names of what the rows of a group have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// The model.
    pub model: Option<String>,
    /// The project and its name, which is empty once the project is purged.
    pub project: Option<(PublicId<ProjectId>, String)>,
    /// The API key and its name, unless the usage was imported without one.
    pub key: Option<(PublicId<KeyId>, String)>,
    /// Whether calls worked.
    pub status: Option<Status>,
}

impl Labels {
    fn read(conn: &Conn, team: TeamId, group: &GroupKey) -> Result<Self> {
        Ok(Self {
            model: group
                .model
                .map(|id| store::model_name(conn, id))
                .transpose()?,
            project: group
                .project
                .map(|id| store::project_name(conn, team, id))
                .transpose()?,
            key: group
                .key
                .map(|id| store::key_name(conn, team, id))
                .transpose()?
                .flatten(),
            status: group.status,
        })
    }

    /// Tells groups of the same cost and requests apart, in a cursor too: letters and digits that
    /// follow from the names outside alone.
    fn tie(&self) -> String {
        let mut digest = Sha256::new();
        let mut word = |text: Option<&str>| {
            digest.update([u8::from(text.is_some())]);
            digest.update((text.unwrap_or_default().len() as u64).to_be_bytes());
            digest.update(text.unwrap_or_default());
        };
        word(self.model.as_deref());
        word(self.project.as_ref().map(|(id, _)| id.as_str()));
        word(self.key.as_ref().map(|(id, _)| id.as_str()));
        word(self.status.map(Status::as_str));
        hex(&digest.finalize().into(), 8)
    }
}

/// The first bytes of a digest in letters and digits.
pub(super) fn hex(digest: &[u8; 32], bytes: usize) -> String {
    let mut word = String::with_capacity(2 * bytes);
    for byte in digest.iter().take(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(word, "{byte:02x}");
    }
    word
}

/// A group and its sums.
#[derive(Clone, Debug)]
pub struct GroupRow {
    /// What it is.
    pub labels: Labels,
    /// How much.
    pub sums: Sums,
    /// Its share of all requests, 0 to 100.
    pub percentage: f64,
}

/// One group on its way to a page.
struct Ranked {
    key: GroupKey,
    row: GroupRow,
    place: Place,
}

/// Where a group stands: by cost, then by requests, then by its tie.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place(Reverse<i64>, Reverse<i128>, String);

impl Place {
    fn of(sums: &Sums, labels: &Labels) -> Self {
        // Nine billion dollars fit; beyond, requests decide.
        let cost = i64::try_from(sums.cost.0).unwrap_or(i64::MAX);
        Self(Reverse(cost), Reverse(sums.requests), labels.tie())
    }

    fn cursor(&self) -> Cursor {
        Cursor {
            at: self.0.0,
            id: format!("{}_{}", self.1.0, self.2),
        }
    }

    fn parse(cursor: &Cursor) -> Result<Self> {
        let parts = cursor.id.split_once('_').and_then(|(requests, tie)| {
            let requests = requests.parse().ok()?;
            Some(Self(Reverse(cursor.at), Reverse(requests), tie.to_owned()))
        });
        parts.ok_or_else(|| Error::invalid("cursor", text!("field-cursor")))
    }
}

/// The groups of one page, and under which key each was gathered.
pub(super) struct GroupPage {
    pub(super) page: Page<GroupRow>,
    pub(super) keys: Vec<GroupKey>,
}

/// Names the groups and cuts out the page that the question asks for.
pub(super) fn page(
    conn: &Conn,
    team: TeamId,
    question: &Question,
    groups: &HashMap<GroupKey, Sums>,
    total: &Sums,
) -> Result<GroupPage> {
    let after = question.cursor.as_ref().map(Place::parse).transpose()?;
    let mut ranked = Vec::with_capacity(groups.len());
    for (key, sums) in groups {
        let labels = Labels::read(conn, team, key)?;
        let place = Place::of(sums, &labels);
        if after.as_ref().is_none_or(|after| place > *after) {
            let percentage = sums.percentage_of(total);
            let row = GroupRow {
                labels,
                sums: *sums,
                percentage,
            };
            ranked.push(Ranked {
                key: *key,
                row,
                place,
            });
        }
    }
    ranked.sort_unstable_by(|one, other| one.place.cmp(&other.place));
    let page = Page::cut(ranked, question.limit, |group| group.place.cursor());
    Ok(GroupPage {
        keys: page.items.iter().map(|group| group.key).collect(),
        page: page.map(|group| group.row),
    })
}
