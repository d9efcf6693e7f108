//! Which stored level answers which part of a range.
//!
//! Sums are kept for whole quarters of an hour, whole hours and whole days of UTC. A stretch of
//! time is answered by the coarsest level whose slots lie wholly inside it, and by the events
//! themselves where not even quarters fit. No slot is ever cut, so the sum over the parts is
//! exact whatever the time zone.

use super::zone::{HOUR_MS, QUARTER_MS};
use crate::clock::{DAY_MS, Timestamp};

/// A stretch of time: from a moment up to, and without, another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first moment.
    pub from: Timestamp,
    /// The first moment after it.
    pub to: Timestamp,
}

impl Span {
    /// From the first moment to the first one after.
    pub const fn new(from: Timestamp, to: Timestamp) -> Self {
        Self { from, to }
    }

    /// How long, in milliseconds.
    pub fn ms(self) -> i64 {
        self.to.ms() - self.from.ms()
    }
}

/// Where sums are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// The events themselves.
    Raw,
    /// Sums of 15 minutes.
    Quarter,
    /// Sums of an hour of UTC.
    Hour,
    /// Sums of a day of UTC.
    Day,
}

impl Level {
    /// How long a slot is, in milliseconds; an event is a moment.
    pub fn slot_ms(self) -> i64 {
        match self {
            Self::Raw => 1,
            Self::Quarter => QUARTER_MS,
            Self::Hour => HOUR_MS,
            Self::Day => DAY_MS,
        }
    }

    fn finer(self) -> Option<Self> {
        match self {
            Self::Day => Some(Self::Hour),
            Self::Hour => Some(Self::Quarter),
            Self::Quarter => Some(Self::Raw),
            Self::Raw => None,
        }
    }

    /// The start of the slot that holds a moment, in milliseconds.
    pub fn floor(self, ms: i64) -> i64 {
        ms - ms.rem_euclid(self.slot_ms())
    }

    fn ceil(self, ms: i64) -> i64 {
        self.floor(ms + self.slot_ms() - 1)
    }
}

/// A stretch of time and the level that answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where to read.
    pub level: Level,
    /// What to read; both ends are ends of slots of the level.
    pub span: Span,
}

/// The segments that answer these spans, which follow one another without overlap. Every slot of
/// a segment lies inside one span; segments of one level that touch are one.
pub fn plan(spans: &[Span]) -> Vec<Segment> {
    let mut segments = Vec::new();
    for span in spans {
        split(*span, Level::Day, &mut segments);
    }
    segments
}

/// The segment that holds a moment in UTC milliseconds, of those of a [`plan`].
pub fn segment_of(segments: &[Segment], at: i64) -> Option<&Segment> {
    let next = segments.partition_point(|segment| segment.span.from.ms() <= at);
    let segment = segments.get(next.checked_sub(1)?)?;
    (at < segment.span.to.ms()).then_some(segment)
}

fn split(span: Span, level: Level, segments: &mut Vec<Segment>) {
    if span.from >= span.to {
        return;
    }
    let (first, last) = (level.ceil(span.from.ms()), level.floor(span.to.ms()));
    if first < last {
        let whole = Span::new(Timestamp::from_ms(first), Timestamp::from_ms(last));
        if let Some(finer) = level.finer() {
            split(Span::new(span.from, whole.from), finer, segments);
            add(Segment { level, span: whole }, segments);
            split(Span::new(whole.to, span.to), finer, segments);
        } else {
            add(Segment { level, span: whole }, segments);
        }
    } else if let Some(finer) = level.finer() {
        split(span, finer, segments);
    }
}

fn add(segment: Segment, segments: &mut Vec<Segment>) {
    match segments.last_mut() {
        Some(last) if last.level == segment.level && last.span.to == segment.span.from => {
            last.span.to = segment.span.to;
        }
        _ => segments.push(segment),
    }
}

/// Which of these spans, in order of time, holds a moment.
pub fn place(spans: &[Span], ms: i64) -> Option<usize> {
    let at = spans
        .partition_point(|span| span.from.ms() <= ms)
        .checked_sub(1)?;
    spans.get(at).filter(|span| ms < span.to.ms()).map(|_| at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(from: i64, to: i64) -> Span {
        Span::new(Timestamp::from_ms(from), Timestamp::from_ms(to))
    }

    #[test]
    fn the_coarsest_whole_slots_are_taken() {
        let from = DAY_MS - HOUR_MS - QUARTER_MS - 1;
        let parts = plan(&[span(from, 3 * DAY_MS + HOUR_MS + 5)]);
        let told: Vec<_> = parts
            .iter()
            .map(|part| (part.level, part.span.ms()))
            .collect();
        assert_eq!(
            told,
            [
                (Level::Raw, 1),
                (Level::Quarter, QUARTER_MS),
                (Level::Hour, HOUR_MS),
                (Level::Day, 2 * DAY_MS),
                (Level::Hour, HOUR_MS),
                (Level::Raw, 5),
            ]
        );
    }

    #[test]
    fn touching_segments_of_one_level_are_one() {
        let days: Vec<Span> = (0..90)
            .map(|day| span(day * DAY_MS + 4 * HOUR_MS, (day + 1) * DAY_MS + 4 * HOUR_MS))
            .collect();
        let parts = plan(&days);
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].level, Level::Hour);
    }

    proptest! {
        #[test]
        fn segments_tile_the_spans(start in -DAY_MS..DAY_MS, lengths in prop::collection::vec(
            prop_oneof![0..3_i64, 0..DAY_MS, (0..400_i64).prop_map(|n| n * QUARTER_MS)], 1..8
        )) {
            let mut at = start;
            let spans: Vec<Span> = lengths
                .iter()
                .map(|length| {
                    at += length;
                    span(at - length, at)
                })
                .collect();
            let parts = plan(&spans);
            let mut reached = start;
            for part in &parts {
                prop_assert_eq!(part.span.from.ms(), reached);
                prop_assert!(part.span.ms() > 0);
                reached = part.span.to.ms();
                let slot = part.level.slot_ms();
                prop_assert_eq!(part.span.from.ms().rem_euclid(slot), 0);
                prop_assert_eq!(part.span.to.ms().rem_euclid(slot), 0);
                if part.level != Level::Raw {
                    for first in (part.span.from.ms()..reached).step_by(usize::try_from(slot).unwrap()) {
                        let within = place(&spans, first);
                        prop_assert!(within.is_some());
                        prop_assert_eq!(within, place(&spans, first + slot - 1));
                    }
                }
            }
            prop_assert_eq!(reached, at);
        }
    }
}
