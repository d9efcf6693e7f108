//! The stretch of time a report is about, cut into the buckets of its time zone.
//!
//! Bounds are resolved once, from the words of a query and the present moment; what is told,
//! compared and cached afterwards depends on them alone.

mod plan;
mod zone;

use jiff::civil::Date;
use jiff::{Span as Calendar, ToSpan as _};

use super::event::rfc_3339;
use crate::clock::{DAY_MS, Timestamp};
use crate::error::{Error, Fields, Result};
use crate::text;
use crate::text::Text;

pub use plan::{Level, Segment, Span, place, plan, segment_of};
pub use zone::{HOUR_MS, MINUTE_MS, QUARTER_MS, Zone};

/// The period of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// 24 hours, the current one included.
    Hours24,
    /// So many days of the calendar, today included.
    Days(u8),
    /// From and to as given.
    Custom,
}

impl Period {
    /// Reads `24h`, `7d`, `30d`, `90d` or `custom`.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "24h" => Some(Self::Hours24),
            "7d" => Some(Self::Days(7)),
            "30d" => Some(Self::Days(30)),
            "90d" => Some(Self::Days(90)),
            "custom" => Some(Self::Custom),
            _ => None,
        }
    }
}

/// The word of the contract.
impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Hours24 => f.write_str("24h"),
            Self::Days(days) => write!(f, "{days}d"),
            Self::Custom => f.write_str("custom"),
        }
    }
}

/// What a row of a series stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bucket {
    /// A minute.
    Minute,
    /// An hour of the zone's clock.
    Hour,
    /// A day of the zone's calendar.
    Day,
    /// A month of the zone's calendar.
    Month,
}

impl Bucket {
    /// Reads `minute`, `hour`, `day` or `month`.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "minute" => Some(Self::Minute),
            "hour" => Some(Self::Hour),
            "day" => Some(Self::Day),
            "month" => Some(Self::Month),
            _ => None,
        }
    }

    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
        }
    }

    /// Why a range is too long; `other` tells which bucket would do.
    fn too_long(self, other: bool) -> Text {
        match (self, other) {
            (Self::Minute, _) => text!("usage-range-minutes-too-long"),
            (Self::Hour, true) => text!("usage-range-hours-too-long"),
            (Self::Hour, false) => text!("usage-range-hours-most"),
            (Self::Day, true) => text!("usage-range-days-too-long"),
            (Self::Day, false) => text!("usage-range-days-most"),
            (Self::Month, _) => text!("usage-range-too-long"),
        }
    }

    /// Whether a range is short enough to be told in this bucket.
    fn holds(self, span: Span, zone: &Zone) -> bool {
        match self {
            Self::Minute => within(span, zone, 1.day(), DAY_MS),
            Self::Hour => within(span, zone, 31.days(), 31 * DAY_MS),
            Self::Day => within(span, zone, 400.days(), 400 * DAY_MS),
            Self::Month => within(span, zone, 10.years(), 0),
        }
    }
}

/// Whether a range is at most so long by the calendar, where a day of 25 hours is a day, or by the
/// clock.
fn within(span: Span, zone: &Zone, most: Calendar, most_ms: i64) -> bool {
    let first = zone.date(span.from);
    let Ok(last) = first.checked_add(most) else {
        return false;
    };
    // From the same time of day, so that ranges that begin at noon are not cut short.
    let into_day = span.from.ms() - zone.start_of(first).ms();
    let by_calendar = zone.start_of(last).ms().saturating_add(into_day);
    span.to.ms() <= by_calendar.max(span.from.ms().saturating_add(most_ms))
}

/// The words of a query; absent and empty are the same.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words<'a> {
    /// `24h`, `7d`, `30d` (the default), `90d` or `custom`.
    pub period: Option<&'a str>,
    /// The first date or moment of a custom period.
    pub from: Option<&'a str>,
    /// The last date, or the first moment after a custom period; today by default.
    pub to: Option<&'a str>,
    /// `minute`, `hour`, `day` or `month`.
    pub bucket: Option<&'a str>,
    /// The bucket of whoever takes no other one: then a range that is too long for it is wrong, not
    /// the bucket.
    pub only: Option<Bucket>,
    /// An IANA name.
    pub tz: Option<&'a str>,
}

/// A resolved stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// How it was asked for.
    pub period: Period,
    /// Whose days and hours count.
    pub zone: Zone,
    /// What a row of its series stands for.
    pub bucket: Bucket,
    /// The exact bounds.
    pub span: Span,
    /// The last full quarter hour when it was resolved.
    pub quarter: Timestamp,
}

/// The years a range may lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2200;

impl Range {
    /// Resolves the words of a query; `home` is the zone when none is named.
    ///
    /// Fails with `Invalid` and the fields that cannot be used.
    pub fn resolve(words: &Words<'_>, home: &Zone, now: Timestamp) -> Result<Self> {
        let mut fields = Fields::default();
        let zone = match given(words.tz) {
            None => Some(home.clone()),
            Some(name) => fields.take(
                "tz",
                Zone::named(name).ok_or_else(|| text!("usage-range-zone", name = shown(name))),
            ),
        };
        let bucket = given(words.bucket).and_then(|word| {
            let bucket = Bucket::parse(word).ok_or_else(|| text!("usage-range-bucket"));
            fields.take("bucket", bucket)
        });
        let period = period(words, &mut fields);
        let zone = zone.unwrap_or_else(Zone::utc);
        let span = match period {
            Period::Hours24 => last_day(&zone, now),
            Period::Days(days) => days_until_today(&zone, now, days),
            Period::Custom => custom(words, &zone, now, &mut fields),
        };
        fields.finish()?;
        let end = given(words.to).map_or("from", |_| "to");
        if !Bucket::Month.holds(span, &zone) {
            return Err(Error::invalid(end, Bucket::Month.too_long(false)));
        }
        let bucket = words.only.or(bucket);
        let range = Self {
            period,
            bucket: bucket.unwrap_or_else(|| usual(period, span, &zone)),
            zone,
            span,
            quarter: Timestamp::from_ms(Level::Quarter.floor(now.ms())),
        };
        if !range.bucket.holds(span, &range.zone) {
            let field = words.only.map_or("bucket", |_| end);
            return Err(Error::invalid(
                field,
                range.bucket.too_long(words.only.is_none()),
            ));
        }
        Ok(range)
    }

    /// The buckets in order of time. They tile the range; the first and the last may be cut by
    /// its bounds.
    pub fn buckets(&self) -> Vec<Span> {
        let mut buckets = Vec::new();
        let mut at = self.span.from;
        let mut date = self.zone.date(at);
        while at < self.span.to {
            let end = match self.bucket {
                Bucket::Minute => self.zone.end_of_unit(at, MINUTE_MS),
                Bucket::Hour => self.zone.end_of_unit(at, HOUR_MS),
                Bucket::Day => self.start_after(&mut date, 1.day()),
                Bucket::Month => {
                    date = date.first_of_month();
                    self.start_after(&mut date, 1.month())
                }
            };
            // A date that the zone skipped has no moment, so it is no bucket.
            if end > at {
                let end = end.min(self.span.to);
                buckets.push(Span::new(at, end));
                at = end;
            }
        }
        buckets
    }

    fn start_after(&self, date: &mut Date, step: Calendar) -> Timestamp {
        match date.checked_add(step) {
            Ok(next) => {
                *date = next;
                self.zone.start_of(next)
            }
            Err(_) => self.span.to,
        }
    }

    /// The part that has elapsed, up to the last full quarter hour, and the same part of the
    /// period before. `None` when nothing has elapsed.
    pub fn change(&self) -> Option<(Span, Span)> {
        let end = self.span.to.min(self.quarter);
        let elapsed = end.ms() - self.span.from.ms();
        if elapsed <= 0 {
            return None;
        }
        let before = self.start_before();
        let until = if end == self.span.to {
            self.span.from
        } else {
            Timestamp::from_ms((before.ms() + elapsed).min(self.span.from.ms()))
        };
        Some((Span::new(self.span.from, end), Span::new(before, until)))
    }

    /// Where the period before begins: whole days are counted by the calendar, anything else by
    /// the clock.
    fn start_before(&self) -> Timestamp {
        let (first, end) = (self.zone.date(self.span.from), self.zone.date(self.span.to));
        let whole_days = self.period != Period::Hours24
            && self.zone.start_of(first) == self.span.from
            && self.zone.start_of(end) == self.span.to;
        let earlier = Timestamp::from_ms(self.span.from.ms() - self.span.ms());
        if !whole_days {
            return earlier;
        }
        first
            .until(end)
            .and_then(|days| first.checked_sub(days))
            .map_or(earlier, |date| self.zone.start_of(date))
    }
}

/// A word of a query, unless it means none: empty, or `all`.
pub fn given(word: Option<&str>) -> Option<&str> {
    word.filter(|word| !word.is_empty() && *word != "all")
}

/// A name from outside, fit for a sentence.
fn shown(name: &str) -> String {
    name.chars()
        .filter(|char| !char.is_control())
        .take(64)
        .collect()
}

fn period(words: &Words<'_>, fields: &mut Fields) -> Period {
    let bounds = [("from", given(words.from)), ("to", given(words.to))];
    let bounded = bounds.iter().any(|(_, word)| word.is_some());
    let Some(word) = given(words.period) else {
        return if bounded {
            Period::Custom
        } else {
            Period::Days(30)
        };
    };
    let Some(period) = Period::parse(word) else {
        fields.add("period", text!("usage-range-period"));
        return Period::Days(30);
    };
    if period != Period::Custom {
        for (field, word) in bounds {
            if word.is_some() {
                fields.add(field, text!("usage-range-not-custom"));
            }
        }
    }
    period
}

fn last_day(zone: &Zone, now: Timestamp) -> Span {
    let to = zone.end_of_unit(now, HOUR_MS);
    Span::new(Timestamp::from_ms(to.ms() - DAY_MS), to)
}

fn days_until_today(zone: &Zone, now: Timestamp, days: u8) -> Span {
    let today = zone.date(now);
    let start = |offset: i64| {
        today
            .checked_add(offset.days())
            .map_or(now, |date| zone.start_of(date))
    };
    Span::new(start(1 - i64::from(days)), start(1))
}

fn custom(words: &Words<'_>, zone: &Zone, now: Timestamp, fields: &mut Fields) -> Span {
    let from = match given(words.from) {
        None => Err(text!("usage-range-from-missing")),
        Some(word) => bound(word, zone, 0),
    };
    let to = match given(words.to) {
        None => Ok(days_until_today(zone, now, 1).to),
        Some(word) => bound(word, zone, 1),
    };
    let from = fields.take("from", from);
    let to = fields.take("to", to);
    let (Some(from), Some(to)) = (from, to) else {
        return Span::new(now, now);
    };
    if from >= to {
        fields.add("to", text!("usage-range-order"));
    }
    Span::new(from, to)
}

/// A date of the zone, `later` days on and at its start, or a moment (RFC 3339) as it is.
///
/// # Errors
/// A sentence for what is neither, and for years this program does not know.
pub fn bound(word: &str, zone: &Zone, later: i64) -> Result<Timestamp, Text> {
    let unreadable = || text!("usage-range-bound");
    let (date, moment) = if let Some(moment) = rfc_3339(word) {
        (zone.date(moment), moment)
    } else if word.len() == "2026-03-01".len() {
        let date: Date = word.parse().map_err(|_| unreadable())?;
        let start = date.checked_add(later.days()).map_err(|_| unreadable())?;
        (date, zone.start_of(start))
    } else {
        return Err(unreadable());
    };
    if YEARS.contains(&date.year()) {
        Ok(moment)
    } else {
        Err(text!(
            "usage-range-year",
            first = YEARS.start().to_string(),
            last = YEARS.end().to_string()
        ))
    }
}

/// The bucket when none is asked for.
fn usual(period: Period, span: Span, zone: &Zone) -> Bucket {
    match period {
        Period::Hours24 => Bucket::Hour,
        Period::Days(_) => Bucket::Day,
        Period::Custom if within(span, zone, 2.days(), 2 * DAY_MS) => Bucket::Hour,
        Period::Custom if Bucket::Day.holds(span, zone) => Bucket::Day,
        Period::Custom => Bucket::Month,
    }
}

#[cfg(test)]
mod tests;
