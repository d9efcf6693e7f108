//! A time zone of a report: where its days, hours and minutes begin in UTC.
//!
//! A local hour is a stretch in which neither the hour on the clock nor the offset changes: when
//! clocks are set back an hour comes twice, as two hours, and Lord Howe's half-hour change makes
//! an hour of 30 minutes.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::check;
use crate::clock::Timestamp;

/// Milliseconds of a minute.
pub const MINUTE_MS: i64 = 60_000;
/// Milliseconds of a quarter of an hour: every zone's offset is a multiple of it.
pub const QUARTER_MS: i64 = 15 * MINUTE_MS;
/// Milliseconds of an hour.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;

/// A time zone of the IANA database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

impl Zone {
    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self {
            name: "UTC".to_owned(),
            rules: TimeZone::UTC,
        }
    }

    /// The zone with an IANA name, in any letter case. `None` when there is none.
    pub fn named(name: &str) -> Option<Self> {
        let name = check::zone(name)?;
        if name == "UTC" {
            return Some(Self::utc());
        }
        let rules = TimeZone::get(&name).ok()?;
        Some(Self { name, rules })
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The date on the calendar at a moment.
    pub fn date(&self, at: Timestamp) -> Date {
        self.rules.to_datetime(at.to_jiff()).date()
    }

    /// The hour and minute on the clock at a moment.
    pub fn clock(&self, at: Timestamp) -> (i8, i8) {
        let time = self.rules.to_datetime(at.to_jiff()).time();
        (time.hour(), time.minute())
    }

    /// The first moment of a date; of a date that the zone skipped, the first one after it.
    pub fn start_of(&self, date: Date) -> Timestamp {
        let midnight = date.at(0, 0, 0, 0);
        match self.rules.to_timestamp(midnight) {
            Ok(start) => Timestamp::from_ms(start.as_millisecond()),
            // Only at the very ends of the calendar, which no range reaches.
            Err(_) => Timestamp::from_ms(i64::MAX),
        }
    }

    /// The moment the local minute or hour (`unit_ms`) around `at` ends.
    pub(super) fn end_of_unit(&self, at: Timestamp, unit_ms: i64) -> Timestamp {
        let offset = self.offset_ms(at);
        let local = at.ms() + offset;
        let end = local - local.rem_euclid(unit_ms) + unit_ms - offset;
        match self.next_shift(at, end) {
            Some(shift) => shift,
            None => Timestamp::from_ms(end),
        }
    }

    fn offset_ms(&self, at: Timestamp) -> i64 {
        i64::from(self.rules.to_offset(at.to_jiff()).seconds()) * 1000
    }

    /// The first change of the offset after `at` and before `end_ms`.
    fn next_shift(&self, at: Timestamp, end_ms: i64) -> Option<Timestamp> {
        let offset = self.offset_ms(at);
        self.rules
            .following(at.to_jiff())
            .map(|shift| Timestamp::from_ms(shift.timestamp().as_millisecond()))
            .take_while(|shift| shift.ms() < end_ms)
            .find(|shift| self.offset_ms(*shift) != offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn names_are_those_of_the_database() {
        assert_eq!(
            Zone::named("america/new_york").unwrap().name(),
            "America/New_York"
        );
        assert_eq!(Zone::named("utc"), Some(Zone::utc()));
        for name in [
            "",
            "Mars/Olympus",
            "../../etc/passwd",
            "/etc/localtime",
            "localtime",
            "posixrules",
            "right/UTC",
            "+05:30",
            "Europe/Berlin\0",
        ] {
            assert_eq!(Zone::named(name), None, "{name}");
        }
    }

    #[test]
    fn an_hour_ends_where_the_clock_is_set() {
        let zone = Zone::named("Australia/Lord_Howe").unwrap();
        // Back from +11:00 to +10:30 at 15:00 UTC: 01:30 to 02:00 comes once more.
        let back = at("2026-04-04T15:00:00Z");
        assert_eq!(zone.end_of_unit(at("2026-04-04T14:30:00Z"), HOUR_MS), back);
        assert_eq!(zone.end_of_unit(back, HOUR_MS), at("2026-04-04T15:30:00Z"));
        assert_eq!(zone.clock(back), (1, 30));
        let kolkata = Zone::named("Asia/Kolkata").unwrap();
        assert_eq!(
            kolkata.end_of_unit(at("2026-04-04T14:31:00Z"), HOUR_MS),
            at("2026-04-04T15:30:00Z")
        );
    }

    #[test]
    fn a_day_begins_after_a_gap_at_midnight() {
        let zone = Zone::named("America/Santiago").unwrap();
        let date = zone.date(at("2026-09-06T12:00:00Z"));
        assert_eq!(zone.start_of(date), at("2026-09-06T04:00:00Z"));
        assert_eq!(zone.clock(zone.start_of(date)), (1, 0));
    }
}
