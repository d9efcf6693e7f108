//! The walk in the order of time: the rows of totals against the sums of their events.

use std::collections::BTreeMap;

use super::report::{Problem, Report, Wrong};
use super::{AT_ONCE, Look, store};
use crate::clock::DAY_MS;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::TeamId;
use crate::usage::range::Level;
use crate::usage::store::counted;
use crate::usage::totals::{Place, Totals};

/// Sums by the start of their slot and what they are of.
type Rows = BTreeMap<(i64, Place), Totals>;

/// Compares all totals of a team.
pub(super) fn walk(look: &mut Look<'_>, team: TeamId) -> Result<()> {
    let mut walk = Walk {
        team,
        after: i64::MIN,
        day: None,
    };
    while look.at_once(|conn, report| walk.go_on(conn, report))? {}
    Ok(())
}

struct Walk {
    team: TeamId,
    /// The last millisecond that was looked at.
    after: i64,
    day: Option<Day>,
}

/// The day that the walk is in. Its hours are looked at in several states of the file.
struct Day {
    start: i64,
    sums: Rows,
    /// Up to when (without), and which was the last event of the team's sums then.
    looked: Vec<(i64, i64)>,
}

/// How a team stands in one state of the file.
pub(super) struct State {
    /// The number of its last event.
    pub(super) seq: i64,
    /// The number of the last event that is part of the stored sums; those after it are the tail.
    pub(super) summed: i64,
    /// The number of the last event that retention removed.
    pub(super) low_water: i64,
    /// From when on no event has been removed.
    pub(super) whole_from: i64,
}

impl Walk {
    /// Looks at some hours; whether there are more, and at how many events.
    fn go_on(&mut self, conn: &Conn, report: &mut Report) -> Result<(bool, usize)> {
        let state = store::state(conn, self.team)?;
        let (mut rows, mut events) = (0, 0);
        while rows < AT_ONCE {
            let next = store::next_time(conn, self.team, self.after)?;
            let day = next.map(|time| Level::Day.floor(time));
            if let Some(left) = self.day.take_if(|open| Some(open.start) != day) {
                self.close(conn, left, &state, report)?;
            }
            let (Some(time), Some(start)) = (next, day) else {
                return Ok((false, events));
            };
            let seen = self.hour(conn, start, Level::Hour.floor(time), &state, report)?;
            rows += seen + 1;
            events += seen;
        }
        Ok((true, events))
    }

    /// Compares the quarters and the total of an hour; gives how many events it has.
    fn hour(
        &mut self,
        conn: &Conn,
        day: i64,
        start: i64,
        state: &State,
        report: &mut Report,
    ) -> Result<usize> {
        let end = start + Level::Hour.slot_ms();
        let (mut quarters, mut events) = (Rows::new(), 0);
        counted::between(conn, self.team, (start, end), |event| {
            events += 1;
            if event.seq > state.summed {
                return;
            }
            let slot = (Level::Quarter.floor(event.time), event.place);
            quarters.entry(slot).or_default().add(&event.counted);
        })?;
        report.events += i64::try_from(events).unwrap_or(i64::MAX);
        let mut hours = Rows::new();
        merge(&mut hours, start, &quarters);
        let open = self.day.get_or_insert_with(|| Day {
            start: day,
            sums: Rows::new(),
            looked: Vec::new(),
        });
        merge(&mut open.sums, day, &hours);
        open.looked.push((end, state.summed));
        self.after = end - 1;
        self.compare(conn, Level::Quarter, (start, end), quarters, state, report)?;
        self.compare(conn, Level::Hour, (start, end), hours, state, report)?;
        Ok(events)
    }

    /// Compares the total of a day, with what came to its hours after they were looked at.
    fn close(&self, conn: &Conn, day: Day, state: &State, report: &mut Report) -> Result<()> {
        let Day {
            start,
            mut sums,
            looked,
        } = day;
        let span = (start, start + DAY_MS);
        let first = looked.iter().map(|(_, seq)| *seq).min();
        let first = first.unwrap_or(state.summed);
        if first < state.summed {
            counted::numbered(conn, self.team, (first, state.summed), span, |event| {
                let known = looked.iter().find(|(until, _)| event.time < *until);
                if known.is_none_or(|(_, seq)| event.seq > *seq) {
                    let slot = (start, event.place);
                    sums.entry(slot).or_default().add(&event.counted);
                }
            })?;
        }
        self.compare(conn, Level::Day, span, sums, state, report)
    }

    /// Compares all rows of a level in a stretch of time with what they have to be.
    fn compare(
        &self,
        conn: &Conn,
        level: Level,
        span: (i64, i64),
        mut sums: Rows,
        state: &State,
        report: &mut Report,
    ) -> Result<()> {
        let mut add = |(start, place), wrong| {
            report.add(Problem::Totals {
                level,
                team: self.team,
                start,
                place,
                wrong,
            });
        };
        let mut rows = 0;
        store::totals(conn, level, self.team, span, |slot, stored| {
            rows += 1;
            let whole = slot.0 >= state.whole_from;
            if let Some(wrong) = wrong(stored.as_ref(), sums.remove(&slot).as_ref(), whole) {
                add(slot, wrong);
            }
        })?;
        for (slot, _) in sums {
            add(slot, Wrong::Missing);
        }
        report.totals += rows;
        Ok(())
    }
}

/// Adds rows to those of the coarser slot that holds them.
fn merge(into: &mut Rows, start: i64, rows: &Rows) {
    for ((_, place), sums) in rows {
        into.entry((start, *place)).or_default().merge(sums);
    }
}

/// What is wrong with a stored row (`None`: it cannot be read), given the sum of its events. Of a
/// slot that is not whole any more some events are gone, and the row holds at least the others.
fn wrong(stored: Option<&Totals>, counted: Option<&Totals>, whole: bool) -> Option<Wrong> {
    let Some(stored) = stored else {
        return Some(Wrong::Unreadable);
    };
    let Some(counted) = counted else {
        return whole.then_some(Wrong::NoEvents);
    };
    if whole && stored == counted {
        return None;
    }
    let columns = columns(stored).into_iter().zip(columns(counted));
    let mut different = columns.filter(|((_, stored), (_, counted))| {
        if whole {
            stored != counted
        } else {
            stored < counted
        }
    });
    match different.next() {
        Some(((column, stored), (_, counted))) => Some(Wrong::Differs {
            column,
            stored,
            counted,
        }),
        // As many latencies, in other classes.
        None if whole => Some(Wrong::Differs {
            column: "latency_histogram",
            stored: stored.latency_count,
            counted: counted.latency_count,
        }),
        None => None,
    }
}

fn columns(sums: &Totals) -> [(&'static str, i64); 17] {
    let tokens = &sums.tokens;
    let latencies = i64::try_from(sums.latencies.len()).unwrap_or(i64::MAX);
    [
        ("events", sums.events),
        ("requests", sums.requests),
        ("unpriced_requests", sums.unpriced_requests),
        ("input_tokens", tokens.input),
        ("output_tokens", tokens.output),
        ("cached_input_tokens", tokens.cached_input),
        ("cache_write_tokens", tokens.cache_write),
        ("cache_write_1h_tokens", tokens.cache_write_1h),
        ("reasoning_tokens", tokens.reasoning),
        ("input_audio_tokens", tokens.input_audio),
        ("output_audio_tokens", tokens.output_audio),
        ("input_image_tokens", tokens.input_image),
        ("output_image_tokens", tokens.output_image),
        ("cost_nanos", sums.cost),
        ("latency_count", sums.latency_count),
        ("latency_sum_ms", sums.latency_sum_ms),
        ("latency_histogram", latencies),
    ]
}
