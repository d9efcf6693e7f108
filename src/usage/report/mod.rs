//! Reports: totals, series and groups of a range, always exact and always consistent.
//!
//! One answer reads one state of the file. Whole days, hours and quarters of UTC are read from
//! their stored sums and the rest from the events, so the buckets of any zone, the groups and the
//! total are sums over the same rows.

mod groups;
mod question;
mod sums;

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};

use self::groups::GroupKey;
use self::question::Filter;
use super::range::{Range, Span, place, plan};
use super::store::report as store;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::histogram::Histogram;
use crate::ids::TeamId;
use crate::page::Page;
use crate::teams::access::{Access, ReadUsage, ViewUsage};
use crate::text;

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
/// Fails with `Forbidden` when keys or status are asked for without [`ReadUsage`], with
/// `NotFound` when a filter names what is not the team's.
pub fn analytics(
    conn: &Conn,
    by: &Access<ViewUsage>,
    question: &Question,
    now: Timestamp,
) -> Result<Report> {
    let asked = Asked::new(by, question)?;
    store::in_snapshot(conn, |conn| {
        let gathered = asked.gather(conn, question.range.buckets(), true)?;
        let (team, total) = (by.team(), &gathered.total);
        let groups = groups::page(conn, team, question, &gathered.groups, total)?;
        let labelled: Vec<_> = groups.keys.iter().zip(&groups.page.items).collect();
        let series = gathered.series(|bucket| {
            let within = |(key, row): &(&GroupKey, &GroupRow)| {
                let sums = gathered.cells.get(&(bucket, **key))?;
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
pub fn summary(conn: &Conn, by: &Access<ViewUsage>, question: &Question) -> Result<Summary> {
    let asked = Asked::new(by, question)?;
    store::in_snapshot(conn, |conn| {
        let gathered = asked.gather(conn, vec![question.range.span], false)?;
        asked.summary(conn, &gathered)
    })
}

/// A row for every bucket, without groups.
pub fn series(conn: &Conn, by: &Access<ViewUsage>, question: &Question) -> Result<Vec<SeriesRow>> {
    let asked = Asked::new(by, question)?;
    store::in_snapshot(conn, |conn| {
        let gathered = asked.gather(conn, question.range.buckets(), false)?;
        Ok(gathered.series(|_| Vec::new()))
    })
}

/// A page of groups, the costliest first, without series.
pub fn groups(conn: &Conn, by: &Access<ViewUsage>, question: &Question) -> Result<Page<GroupRow>> {
    let asked = Asked::new(by, question)?;
    store::in_snapshot(conn, |conn| {
        let gathered = asked.gather(conn, vec![question.range.span], false)?;
        let groups = groups::page(conn, by.team(), question, &gathered.groups, &gathered.total)?;
        Ok(groups.page)
    })
}

/// Answers several questions on one state of the file, so that their figures fit together.
pub fn together<T>(conn: &Conn, body: impl FnOnce(&Conn) -> Result<T>) -> Result<T> {
    store::in_snapshot(conn, body)
}

/// Whether the team ever reported an event.
pub fn any_event(conn: &Conn, by: &Access<ViewUsage>) -> Result<bool> {
    let (last, _) = store::sequence(conn, by.team())?;
    Ok(last > 0)
}

/// What an answer depends on, as a word for an `ETag`: the team, the sequence of its events, the
/// names of its projects and all of the question with its bounds as resolved. It changes whenever the answer
/// does. Stored costs change with new events only; a job that prices anew has to count in here.
pub fn version(conn: &Conn, by: &Access<ViewUsage>, question: &Question) -> Result<String> {
    let mut digest = Sha256::new();
    digest.update(by.team().0.to_be_bytes());
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

/// A question of somebody who may ask it.
struct Asked<'a> {
    team: TeamId,
    question: &'a Question,
}

/// What one pass over the stored rows brought together.
#[derive(Default)]
struct Gathered {
    total: Sums,
    latencies: Histogram,
    /// The part of the total up to the last full quarter hour.
    elapsed: Sums,
    buckets: Vec<Span>,
    by_bucket: Vec<Sums>,
    groups: HashMap<GroupKey, Sums>,
    cells: HashMap<(usize, GroupKey), Sums>,
}

impl<'a> Asked<'a> {
    fn new(by: &Access<ViewUsage>, question: &'a Question) -> Result<Self> {
        if question.is_private() && by.also::<ReadUsage>().is_none() {
            return Err(Error::Forbidden(text!("usage-report-forbidden")));
        }
        Ok(Self {
            team: by.team(),
            question,
        })
    }

    /// One pass over the stored rows; groups are told apart inside each bucket only if asked.
    fn gather(&self, conn: &Conn, buckets: Vec<Span>, each_bucket: bool) -> Result<Gathered> {
        let filter = self.question.filter(conn, self.team)?;
        let by = &self.question.group_by;
        let elapsed = elapsed_end(&self.question.range);
        let mut gathered = Gathered {
            by_bucket: vec![Sums::default(); buckets.len()],
            buckets,
            ..Gathered::default()
        };
        for segment in plan(&cut(&gathered.buckets, elapsed)) {
            store::scan(conn, self.team, segment, &mut |cell| {
                if !filter.takes(cell) {
                    return Ok(());
                }
                gathered.total.add(cell);
                cell.count_latencies(&mut gathered.latencies)?;
                if cell.start < elapsed.ms() {
                    gathered.elapsed.add(cell);
                }
                let Some(bucket) = place(&gathered.buckets, cell.start) else {
                    return Err(Error::internal("a stored sum lies in no bucket"));
                };
                if let Some(sums) = gathered.by_bucket.get_mut(bucket) {
                    sums.add(cell);
                }
                if !by.is_empty() {
                    let group = GroupKey::of(cell, by);
                    gathered.groups.entry(group).or_default().add(cell);
                    if each_bucket {
                        gathered.cells.entry((bucket, group)).or_default().add(cell);
                    }
                }
                Ok(())
            })?;
        }
        Ok(gathered)
    }

    fn summary(&self, conn: &Conn, gathered: &Gathered) -> Result<Summary> {
        let compared = match self.question.range.change() {
            None => None,
            Some((_, before)) => {
                let filter = self.question.filter(conn, self.team)?;
                Some(Compared {
                    now: gathered.elapsed,
                    before: total(conn, self.team, &filter, before)?,
                })
            }
        };
        let change = compared.map(|parts| Change::between(&parts.now, &parts.before));
        Ok(Summary {
            sums: gathered.total,
            p50_ms: gathered.latencies.quantile(0.5),
            p95_ms: gathered.latencies.quantile(0.95),
            p99_ms: gathered.latencies.quantile(0.99),
            change: change.unwrap_or_default(),
            compared,
        })
    }
}

impl Gathered {
    fn series(&self, groups: impl Fn(usize) -> Vec<(Labels, Sums)>) -> Vec<SeriesRow> {
        self.buckets
            .iter()
            .zip(&self.by_bucket)
            .enumerate()
            .map(|(bucket, (span, sums))| SeriesRow {
                span: *span,
                sums: *sums,
                groups: groups(bucket),
            })
            .collect()
    }
}

fn total(conn: &Conn, team: TeamId, filter: &Filter, span: Span) -> Result<Sums> {
    let mut sums = Sums::default();
    for segment in plan(&[span]) {
        store::scan(conn, team, segment, &mut |cell| {
            if filter.takes(cell) {
                sums.add(cell);
            }
            Ok(())
        })?;
    }
    Ok(sums)
}

/// Up to where the range is compared with the period before.
fn elapsed_end(range: &Range) -> Timestamp {
    range
        .change()
        .map_or(range.span.from, |(elapsed, _)| elapsed.to)
}

/// The buckets, with the one that holds the moment cut in two, so that no stored sum reaches
/// over it.
fn cut(buckets: &[Span], at: Timestamp) -> Vec<Span> {
    let mut spans = Vec::with_capacity(buckets.len() + 1);
    for bucket in buckets {
        if bucket.from < at && at < bucket.to {
            spans.push(Span::new(bucket.from, at));
            spans.push(Span::new(at, bucket.to));
        } else {
            spans.push(*bucket);
        }
    }
    spans
}

#[cfg(test)]
mod tests;
