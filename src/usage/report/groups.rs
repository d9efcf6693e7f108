//! Groups: what rows have in common, the names of it, and pages of groups, the costliest first.
//!
//! Cost and requests move with every event, so pages of what is now would skip and repeat groups.
//! A cursor therefore names the last event that the first page told, and the pages after it take
//! what came later out of the sums again: together they are the list of one moment, however much
//! comes in between.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::question::{Dimension, Question};
use super::sums::Sums;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{KeyId, ProjectId, PublicId, TeamId};
use crate::page::{Cursor, Page};
use crate::text;
use crate::usage::event::Status;
use crate::usage::range::Span;
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
}

/// How many events may have come in since the first page: as many are read for each page.
const MOST_SINCE: i64 = 1_000_000;

/// What a page of groups tells: which events, and from which place on.
pub(super) struct State {
    /// The last event that counts.
    seq: i64,
    /// The same, unless it is the last one there is.
    pub(super) until: Option<i64>,
    after: Option<Place>,
}

impl State {
    /// What the question asks for: the present state, or that of the page before.
    ///
    /// Fails with `Invalid` for a cursor that none of these lists gave, and with `Conflict` when its
    /// state is gone: too much came in, events were removed, or the range has moved on.
    pub(super) fn of(conn: &Conn, team: TeamId, question: &Question) -> Result<Self> {
        let (last, removed) = store::sequence(conn, team)?;
        let Some(cursor) = &question.cursor else {
            return Ok(Self {
                seq: last,
                until: None,
                after: None,
            });
        };
        let (seq, span, place) =
            parse(cursor).ok_or_else(|| Error::invalid("cursor", text!("field-cursor")))?;
        let told = removed.max(last.saturating_sub(MOST_SINCE))..=last;
        if span != question.range.span || !told.contains(&seq) {
            return Err(Error::Conflict(text!("usage-report-moved")));
        }
        Ok(Self {
            seq,
            until: (seq < last).then_some(seq),
            after: Some(place),
        })
    }

    fn cursor(&self, span: Span, place: &Place) -> Cursor {
        // Bit by bit, for a moment may be negative and a cursor holds letters and digits only.
        let [from, to] = [span.from, span.to].map(|at| at.ms().cast_unsigned());
        let Place(cost, requests, tie) = place;
        Cursor {
            at: cost.0,
            id: format!("{}_{tie}_{}_{from:x}_{to:x}", requests.0, self.seq),
        }
    }
}

/// The last event that counts, the range and the place that [`State::cursor`] wrote.
fn parse(cursor: &Cursor) -> Option<(i64, Span, Place)> {
    let mut words = cursor.id.split('_');
    let requests: i128 = words.next()?.parse().ok()?;
    let tie = words.next()?.to_owned();
    let seq = words.next()?.parse().ok()?;
    let mut moment = || {
        let bits = u64::from_str_radix(words.next()?, 16).ok()?;
        Some(Timestamp::from_ms(bits.cast_signed()))
    };
    let span = Span::new(moment()?, moment()?);
    let place = Place(Reverse(cursor.at), Reverse(requests), tie);
    words.next().is_none().then_some((seq, span, place))
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
    state: &State,
    groups: &HashMap<GroupKey, Sums>,
    total: &Sums,
) -> Result<GroupPage> {
    let after = state.after.as_ref();
    let mut ranked = Vec::with_capacity(groups.len());
    // All that some groups have may have come in later.
    for (key, sums) in groups.iter().filter(|(_, sums)| sums.requests > 0) {
        let labels = Labels::read(conn, team, key)?;
        let place = Place::of(sums, &labels);
        if after.is_none_or(|after| place > *after) {
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
    let page = Page::cut(ranked, question.limit, |group| {
        state.cursor(question.range.span, &group.place)
    });
    Ok(GroupPage {
        keys: page.items.iter().map(|group| group.key).collect(),
        page: page.map(|group| group.row),
    })
}
