//! Reports: totals, series and groups of a range, always exact and always consistent.
//!
//! One answer reads one state of the file. Whole days, hours and quarters of UTC are read from
//! their stored sums and the rest from the events, so the buckets of any zone, the groups and the
//! total are sums over the same rows.

mod events;
mod gather;
mod groups;
mod question;
mod sums;

use sha2::{Digest as _, Sha256};

use self::gather::Asked;
use self::groups::{GroupKey, State};
use super::range::Span;
use super::reader::Reader;
use super::store::report as store;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{KeyId, PublicId};
use crate::page::Page;

pub use events::{Listed, Place, events};
pub use groups::{GroupRow, Labels};
pub use question::{Dimension, Question, Words};
pub use sums::{Change, Sums};

/// The total of a range.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// How much.
    pub sums: Sums,
    /// The latency in milliseconds that half of the calls stay within; at most 5 % off.
    pub p50_ms: u64,
    /// The same for 95 of 100.
    pub p95_ms: u64,
    /// The same for 99 of 100.
    pub p99_ms: u64,
    /// Against the same elapsed part of the period before.
    pub change: Change,
    /// What the change was computed from; `None` when nothing has elapsed.
    pub compared: Option<Compared>,
}

/// The elapsed part of a range, up to the last full quarter hour, and the same part of the period
/// before.
#[derive(Clone, Copy, Debug, Default)]
pub struct Compared {
    /// Of the range.
    pub now: Sums,
    /// Of the period before.
    pub before: Sums,
}

/// One bucket of a series.
#[derive(Clone, Debug)]
pub struct SeriesRow {
    /// Its exact bounds.
    pub span: Span,
    /// How much.
    pub sums: Sums,
    /// Those of the groups on the page that have usage in it.
    pub groups: Vec<(Labels, Sums)>,
}

/// Everything about a range.
#[derive(Clone, Debug)]
pub struct Report {
    /// The total.
    pub summary: Summary,
    /// A row for every bucket, in order of time.
    pub series: Vec<SeriesRow>,
    /// A page of groups, the costliest first; none when nothing is grouped.
    pub groups: Page<GroupRow>,
    /// When it was read.
    pub as_of: Timestamp,
}

/// Total, series and groups.
///
/// Fails with `Forbidden` when keys or status are asked for without `ReadUsage`, with
/// `NotFound` when a filter names what is not the team's, with `Conflict` when the state of the first
/// page of groups cannot be told any longer.
pub fn analytics(
    conn: &Conn,
    by: impl Into<Reader>,
    question: &Question,
    now: Timestamp,
) -> Result<Report> {
    let by = by.into();
    let asked = Asked::new(by, question)?;
    store::in_snapshot(conn, |conn| {
        let state = State::of(conn, by.team(), question)?;
        let asked = asked.of(&state);
        let mut gathered = asked.gather(conn, question.range.buckets(), true)?;
        let (team, total) = (by.team(), &gathered.total);
        let groups = groups::page(conn, team, question, &state, &gathered.groups, total)?;
        let cells = match gathered.cells.take() {
            Some(cells) => cells,
            None => asked.cells(conn, &gathered.buckets, &groups.keys)?,
        };
        let labelled: Vec<_> = groups.keys.iter().zip(&groups.page.items).collect();
        let series = gathered.series(|bucket| {
            let within = |(key, row): &(&GroupKey, &GroupRow)| {
                let sums = cells.get(&(bucket, **key))?;
                if sums.requests == 0 {
                    return None;
                }
                Some((row.labels.clone(), *sums))
            };
            labelled.iter().filter_map(within).collect()
        });
        Ok(Report {
            summary: asked.summary(conn, &gathered)?,
            series,
            groups: groups.page,
            as_of: now,
        })
    })
}

/// The total alone. Cheaper than [`analytics`]: whole days are not cut into buckets.
pub fn summary(conn: &Conn, by: impl Into<Reader>, question: &Question) -> Result<Summary> {
    let by = by.into();
    let asked = Asked::new(by, question)?;
    store::in_snapshot(conn, |conn| {
        let gathered = asked.gather(conn, vec![question.range.span], false)?;
        asked.summary(conn, &gathered)
    })
}

/// A row for every bucket, without groups.
pub fn series(conn: &Conn, by: impl Into<Reader>, question: &Question) -> Result<Vec<SeriesRow>> {
    let by = by.into();
    let asked = Asked::new(by, question)?;
    store::in_snapshot(conn, |conn| {
        let gathered = asked.gather(conn, question.range.buckets(), false)?;
        Ok(gathered.series(|_| Vec::new()))
    })
}

/// A page of groups, the costliest first, without series.
///
/// Fails with `Conflict` when the state of the first page cannot be told any longer.
pub fn groups(conn: &Conn, by: impl Into<Reader>, question: &Question) -> Result<Page<GroupRow>> {
    let by = by.into();
    let asked = Asked::new(by, question)?;
    store::in_snapshot(conn, |conn| {
        let state = State::of(conn, by.team(), question)?;
        let asked = asked.of(&state);
        let gathered = asked.gather(conn, vec![question.range.span], false)?;
        let (team, total) = (by.team(), &gathered.total);
        let groups = groups::page(conn, team, question, &state, &gathered.groups, total)?;
        Ok(groups.page)
    })
}

/// Answers several questions on one state of the file, so that their figures fit together.
pub fn together<T>(conn: &Conn, body: impl FnOnce(&Conn) -> Result<T>) -> Result<T> {
    store::in_snapshot(conn, body)
}

/// The number of the last event of the team; 0 before the first.
pub fn last_seq(conn: &Conn, by: impl Into<Reader>) -> Result<i64> {
    let (last, _) = store::sequence(conn, by.into().team())?;
    Ok(last)
}

/// The name of a key of the team, whatever it used; `None` when there is no such key.
pub fn key_name(
    conn: &Conn,
    by: impl Into<Reader>,
    id: &PublicId<KeyId>,
) -> Result<Option<String>> {
    let team = by.into().team();
    let Some(key) = store::key_id(conn, team, id)? else {
        return Ok(None);
    };
    Ok(store::key_name(conn, team, key)?.map(|(_, name)| name))
}

/// Whether the team ever reported an event.
pub fn any_event(conn: &Conn, by: impl Into<Reader>) -> Result<bool> {
    Ok(last_seq(conn, by)? > 0)
}

/// What an answer depends on, as a word for an `ETag`: the team, the sequence of its events, the
/// names of its projects and all of the question with its bounds as resolved. It changes whenever the answer
/// does. Stored costs change with new events only; a job that prices anew has to count in here.
pub fn version(conn: &Conn, by: impl Into<Reader>, question: &Question) -> Result<String> {
    let mut digest = Sha256::new();
    let by = by.into();
    digest.update(by.team().0.to_be_bytes());
    digest.update(by.only().map_or(0, |project| project.0).to_be_bytes());
    question.digest_into(&mut digest);
    store::in_snapshot(conn, |conn| {
        let (last, removed) = store::sequence(conn, by.team())?;
        digest.update(last.to_be_bytes());
        digest.update(removed.to_be_bytes());
        store::project_names(conn, by.team(), &mut |id, name| {
            digest.update(id.0.to_be_bytes());
            digest.update((name.len() as u64).to_be_bytes());
            digest.update(name);
        })
    })?;
    Ok(groups::hex(&digest.finalize().into(), 16))
}

#[cfg(test)]
mod tests;
