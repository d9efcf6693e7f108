//! Brings stored rows together: one pass gives the total, the buckets and the groups.

use std::collections::{HashMap, HashSet};

use super::groups::{GroupKey, Labels, State};
use super::question::Question;
use super::sums::{Change, Sums};
use super::{Compared, SeriesRow, Summary};
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::histogram::Histogram;
use crate::text;
use crate::usage::range::{Level, Range, Span, place, plan, segment_of};
use crate::usage::reader::Reader;
use crate::usage::store::report::{self as store, Cell};

/// A question of somebody who may ask it.
pub(super) struct Asked<'a> {
    by: Reader,
    question: &'a Question,
    /// The last event that counts, when later ones do not.
    until: Option<i64>,
}

/// Sums of groups inside buckets.
pub(super) type Cells = HashMap<(usize, GroupKey), Sums>;

/// What one pass over the stored rows brought together.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) total: Sums,
    latencies: Histogram,
    /// The part of the total up to the last full quarter hour.
    elapsed: Sums,
    pub(super) buckets: Vec<Span>,
    by_bucket: Vec<Sums>,
    pub(super) groups: HashMap<GroupKey, Sums>,
    /// `None` when they were not asked for, or when there are more groups than the page shows:
    /// then only those of the page are gathered, in a second pass, so that memory is bounded by
    /// what is sent.
    pub(super) cells: Option<Cells>,
}

impl<'a> Asked<'a> {
    pub(super) fn new(by: Reader, question: &'a Question) -> Result<Self> {
        if question.is_private() && !by.in_depth() {
            return Err(Error::Forbidden(text!("usage-report-forbidden")));
        }
        Ok(Self {
            by,
            question,
            until: None,
        })
    }

    /// The same about the state of a page.
    pub(super) fn of(self, state: &State) -> Self {
        Self {
            until: state.until,
            ..self
        }
    }

    /// One pass over the stored rows; groups are told apart inside each bucket only if asked.
    pub(super) fn gather(
        &self,
        conn: &Conn,
        buckets: Vec<Span>,
        each_bucket: bool,
    ) -> Result<Gathered> {
        let by = &self.question.group_by;
        let elapsed = elapsed_end(&self.question.range);
        let mut gathered = Gathered {
            by_bucket: vec![Sums::default(); buckets.len()],
            cells: each_bucket.then(HashMap::new),
            ..Gathered::default()
        };
        self.scan(conn, &buckets, elapsed, &mut |bucket, cell| {
            gathered.total.add(cell);
            cell.count_latencies(&mut gathered.latencies)?;
            if cell.start < elapsed.ms() {
                gathered.elapsed.add(cell);
            }
            if let Some(sums) = gathered.by_bucket.get_mut(bucket) {
                sums.add(cell);
            }
            if by.is_empty() {
                return Ok(());
            }
            let group = GroupKey::of(cell, by);
            gathered.groups.entry(group).or_default().add(cell);
            if gathered.groups.len() > self.question.limit.rows() {
                gathered.cells = None;
            }
            if let Some(cells) = &mut gathered.cells {
                cells.entry((bucket, group)).or_default().add(cell);
            }
            Ok(())
        })?;
        gathered.buckets = buckets;
        Ok(gathered)
    }

    /// The sums of some groups inside each bucket.
    pub(super) fn cells(
        &self,
        conn: &Conn,
        buckets: &[Span],
        groups: &[GroupKey],
    ) -> Result<Cells> {
        let wanted: HashSet<&GroupKey> = groups.iter().collect();
        let mut cells = Cells::new();
        let elapsed = elapsed_end(&self.question.range);
        self.scan(conn, buckets, elapsed, &mut |bucket, cell| {
            let group = GroupKey::of(cell, &self.question.group_by);
            if wanted.contains(&group) {
                cells.entry((bucket, group)).or_default().add(cell);
            }
            Ok(())
        })?;
        Ok(cells)
    }

    /// Gives every stored row that the filters take to `each`, with its bucket. No row reaches
    /// over the end of a bucket, nor over `border`.
    fn scan(
        &self,
        conn: &Conn,
        buckets: &[Span],
        border: Timestamp,
        each: &mut dyn FnMut(usize, &Cell<'_>) -> Result<()>,
    ) -> Result<()> {
        let filter = self.question.filter(conn, self.by)?;
        let mut take = |cell: &Cell<'_>| {
            if !filter.takes(cell) {
                return Ok(());
            }
            match place(buckets, cell.start) {
                Some(bucket) => each(bucket, cell),
                None => Err(Error::internal("a stored sum lies in no bucket")),
            }
        };
        let segments = plan(&cut(buckets, border));
        for segment in &segments {
            store::scan(conn, self.by.team(), *segment, &mut take)?;
        }
        let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
            return Ok(());
        };
        let whole = Span::new(first.span.from, last.span.to);
        store::scan_tail(conn, self.by.team(), whole, &mut |cell| {
            match segment_of(&segments, cell.start) {
                Some(segment) if segment.level != Level::Raw => take(cell),
                // Between the spans, or read as an event already.
                _ => Ok(()),
            }
        })?;
        let Some(until) = self.until else {
            return Ok(());
        };
        store::scan_since(
            conn,
            self.by.team(),
            whole,
            until,
            &mut |cell| match segment_of(&segments, cell.start) {
                Some(_) => take(cell),
                None => Ok(()),
            },
        )
    }

    /// The summary of what was gathered, compared with the period before.
    pub(super) fn summary(&self, conn: &Conn, gathered: &Gathered) -> Result<Summary> {
        let compared = match self.question.range.change() {
            None => None,
            Some((_, before)) => {
                let mut sums = Sums::default();
                self.scan(conn, &[before], before.to, &mut |_, cell| {
                    sums.add(cell);
                    Ok(())
                })?;
                Some(Compared {
                    now: gathered.elapsed,
                    before: sums,
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
    /// A row for every bucket; `groups` gives those inside it.
    pub(super) fn series(&self, groups: impl Fn(usize) -> Vec<(Labels, Sums)>) -> Vec<SeriesRow> {
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

/// Up to where the range is compared with the period before.
pub(super) fn elapsed_end(range: &Range) -> Timestamp {
    range
        .change()
        .map_or(range.span.from, |(elapsed, _)| elapsed.to)
}

/// The buckets, with the one that holds the moment cut in two, so that no stored sum reaches
/// over it.
pub(super) fn cut(buckets: &[Span], at: Timestamp) -> Vec<Span> {
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
