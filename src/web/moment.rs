//! Moments and dates for people: in their time zone, with the exact time in UTC beside them.

use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::clock::Timestamp;
use crate::i18n::Locale;
use crate::text;
use crate::text::Text;

/// A moment as a `<time>` element shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// RFC 3339, for the `datetime` attribute.
    pub iso: String,
    /// The exact time in UTC, for the tooltip: `2026-11-19 14:21:07 UTC`.
    pub utc: String,
    /// What is read: `Nov 19, 2026, 14:21` or `4 minutes ago`.
    pub text: String,
    /// Whether `text` grows old and the scripts keep it true.
    pub relative: bool,
}

impl Moment {
    fn new(at: Timestamp, text: String, relative: bool) -> Self {
        Self {
            iso: at.to_string(),
            utc: at.utc_text(),
            text,
            relative,
        }
    }

    /// The day: `Nov 19, 2026`.
    pub fn date(locale: Locale, zone: &TimeZone, at: Timestamp) -> Self {
        let date = at.to_jiff().to_zoned(zone.clone()).date();
        Self::new(at, day(locale, date), false)
    }

    /// Day and minute: `Nov 19, 2026, 14:21`.
    pub fn date_time(locale: Locale, zone: &TimeZone, at: Timestamp) -> Self {
        let local = at.to_jiff().to_zoned(zone.clone());
        let date = day(locale, local.date());
        let text = format!("{date}, {}", local.strftime("%H:%M"));
        Self::new(at, text, false)
    }

    /// The time of day to the millisecond, for rows of events: `14:21:07.250`.
    pub fn time(zone: &TimeZone, at: Timestamp) -> Self {
        let local = at.to_jiff().to_zoned(zone.clone());
        Self::new(at, local.strftime("%H:%M:%S%.3f").to_string(), false)
    }

    /// The day in UTC, of what is only known by it: `today`, or the date.
    pub fn utc_day(locale: Locale, at: Timestamp, now: Timestamp) -> Self {
        let date = |at: Timestamp| at.to_jiff().to_zoned(TimeZone::UTC).date();
        let (date, today) = (date(at), date(now));
        let text = if date == today {
            locale.say(&text!("ui-today"))
        } else {
            day(locale, date)
        };
        Self {
            utc: format!("{date} UTC"),
            ..Self::new(at, text, false)
        }
    }

    /// How long ago, or how long until: `4 minutes ago`, `in 58 days`.
    pub fn relative(locale: Locale, at: Timestamp, now: Timestamp) -> Self {
        Self::new(at, apart(locale, at, now), true)
    }
}

/// The distance from `now` to `at` in words.
fn apart(locale: Locale, at: Timestamp, now: Timestamp) -> String {
    let text = if at > now {
        until(at, now)
    } else {
        ago(at, now)
    };
    locale.say(&text)
}

/// How long ago, in the largest whole unit, rounded down.
fn ago(at: Timestamp, now: Timestamp) -> Text {
    let seconds = at.ms().abs_diff(now.ms()) / 1_000;
    match seconds {
        0 => text!("ui-now"),
        1..60 => text!("ui-ago-seconds", count = seconds),
        60..3_600 => text!("ui-ago-minutes", count = seconds / 60),
        3_600..86_400 => text!("ui-ago-hours", count = seconds / 3_600),
        86_400..2_592_000 => text!("ui-ago-days", count = seconds / 86_400),
        2_592_000..31_536_000 => text!("ui-ago-months", count = seconds / 2_592_000),
        _ => text!("ui-ago-years", count = seconds / 31_536_000),
    }
}

/// How long until then, what has begun included: a second after it was made, what lasts seven days
/// still ends in seven. Days are told for as long as lifetimes are given in days.
fn until(at: Timestamp, now: Timestamp) -> Text {
    let begun = |seconds| at.begun(now, Duration::from_secs(seconds));
    let (minutes, hours, days) = (begun(60), begun(3_600), begun(86_400));
    match (begun(1), minutes, hours, days) {
        (seconds @ ..60, ..) => text!("ui-in-seconds", count = seconds),
        (_, ..60, ..) => text!("ui-in-minutes", count = minutes),
        (_, _, ..24, _) => text!("ui-in-hours", count = hours),
        (_, _, _, ..=365) => text!("ui-in-days", count = days),
        _ => text!("ui-in-years", count = days / 365),
    }
}

/// How a language shortens the months, January first; after the Unicode CLDR, version 47.
fn months(locale: Locale) -> [&'static str; 12] {
    match locale {
        Locale::EnUs => [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ],
        Locale::EnGb => [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec",
        ],
        Locale::Es => [
            "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic",
        ],
        Locale::Fr => [
            "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.",
            "nov.", "déc.",
        ],
        Locale::De => [
            "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
            "Dez.",
        ],
    }
}

/// The same for the days of the week, Monday first.
fn weekdays(locale: Locale) -> [&'static str; 7] {
    match locale {
        Locale::EnUs | Locale::EnGb => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        Locale::Es => ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
        Locale::Fr => ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
        Locale::De => ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."],
    }
}

fn month_name(locale: Locale, date: Date) -> &'static str {
    let at = usize::try_from(date.month() - 1).unwrap_or(0);
    months(locale).get(at).copied().unwrap_or_default()
}

/// A day of the calendar: `Nov 19, 2026`.
pub fn day(locale: Locale, date: Date) -> String {
    let short = day_short(locale, date);
    match locale {
        Locale::EnUs => format!("{short}, {}", date.year()),
        _ => format!("{short} {}", date.year()),
    }
}

/// A day under a chart: `Nov 19`.
pub fn day_short(locale: Locale, date: Date) -> String {
    let (day, month) = (date.day(), month_name(locale, date));
    match locale {
        Locale::EnUs => format!("{month} {day}"),
        // French alone says the first day of a month as an ordinal number.
        Locale::Fr if day == 1 => format!("1er {month}"),
        Locale::EnGb | Locale::Es | Locale::Fr => format!("{day} {month}"),
        Locale::De => format!("{day}. {month}"),
    }
}

/// A day in the tooltip of a bar: `Thu, Nov 19`.
pub fn day_long(locale: Locale, date: Date) -> String {
    on_weekday(locale, date, &day_short(locale, date))
}

/// The same with its year: `Thu, Nov 19, 2026`.
pub fn day_full(locale: Locale, date: Date) -> String {
    on_weekday(locale, date, &day(locale, date))
}

fn on_weekday(locale: Locale, date: Date, day: &str) -> String {
    let at = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    let weekday = weekdays(locale).get(at).copied().unwrap_or_default();
    let comma = if locale == Locale::Fr { "" } else { "," };
    format!("{weekday}{comma} {day}")
}

/// A month of the calendar: `Nov 2026`.
pub fn month(locale: Locale, date: Date) -> String {
    format!("{} {}", month_name(locale, date), date.year())
}

/// From one day to another: `Oct 21 to Nov 19, 2026`.
pub fn day_range(locale: Locale, from: Date, to: Date) -> String {
    let first = if from.year() == to.year() {
        day_short(locale, from)
    } else {
        day(locale, from)
    };
    locale.say(&text!("ui-from-to", from = first, to = day(locale, to)))
}

/// The same in a chart; with the offset when clocks show this minute twice that day, because they
/// are set back: `01:00 UTC-04`.
pub fn clock_told_apart(zone: &TimeZone, at: Timestamp) -> String {
    let local = zone.to_datetime(at.to_jiff());
    let clock = clock(zone, at);
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Fold { .. } => format!("{clock} UTC{}", zone.to_offset(at.to_jiff())),
        _ => clock,
    }
}

/// The minute of the day: `14:00`.
pub fn clock(zone: &TimeZone, at: Timestamp) -> String {
    let local = at.to_jiff().to_zoned(zone.clone());
    local.strftime("%H:%M").to_string()
}

/// The minute of the day on the clock of a zone.
pub fn minute_of_day(zone: &TimeZone, at: Timestamp) -> i64 {
    let local = at.to_jiff().to_zoned(zone.clone());
    i64::from(local.hour()) * 60 + i64::from(local.minute())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const EN: Locale = Locale::EnUs;

    #[test]
    fn shows_the_zone_of_the_person_and_the_exact_utc() {
        let zone = TimeZone::get("Asia/Kolkata").unwrap();
        let at = Timestamp::parse("2026-11-19T20:21:07.250Z").unwrap();
        let moment = Moment::date_time(EN, &zone, at);
        assert_eq!(moment.text, "Nov 20, 2026, 01:51");
        assert_eq!(moment.utc, "2026-11-19 20:21:07.250 UTC");
        assert_eq!(moment.iso, "2026-11-19T20:21:07.250Z");
        assert_eq!(Moment::date(EN, &zone, at).text, "Nov 20, 2026");
        assert_eq!(Moment::time(&zone, at).text, "01:51:07.250");
        assert_eq!(clock(&zone, at), "01:51");
        assert_eq!(minute_of_day(&zone, at), 111);
        let whole = Timestamp::parse("2026-11-19T20:21:07Z").unwrap();
        assert_eq!(Moment::time(&zone, whole).utc, "2026-11-19 20:21:07 UTC");
    }

    #[test]
    fn tells_how_far_away_a_moment_is() {
        let now = Timestamp::parse("2026-11-19T12:00:00Z").unwrap();
        for (seconds, ago, until) in [
            (0, "now", "now"),
            (1, "1 second ago", "in 1 second"),
            (59, "59 seconds ago", "in 59 seconds"),
            (240, "4 minutes ago", "in 4 minutes"),
            (3_600, "1 hour ago", "in 1 hour"),
            (172_800, "2 days ago", "in 2 days"),
            (58 * 86_400, "1 month ago", "in 58 days"),
            (400 * 86_400, "1 year ago", "in 1 year"),
        ] {
            let span = Duration::from_secs(seconds);
            let text = |at| Moment::relative(EN, at, now).text;
            assert_eq!(text(now.minus(span)), ago);
            assert_eq!(text(now.plus(span)), until);
        }
    }

    #[test]
    fn what_is_to_come_counts_what_has_begun() {
        let now = Timestamp::parse("2026-11-19T12:00:00Z").unwrap();
        for (seconds, until) in [
            (61, "in 2 minutes"),
            (3_541, "in 1 hour"),
            (3_601, "in 2 hours"),
            (86_399, "in 1 day"),
            (7 * 86_400 - 3, "in 7 days"),
            (90 * 86_400 - 1, "in 90 days"),
            (365 * 86_400 - 1, "in 365 days"),
            (365 * 86_400, "in 365 days"),
        ] {
            let at = now.plus(Duration::from_secs(seconds));
            assert_eq!(Moment::relative(EN, at, now).text, until);
        }
        let soon = now.plus(Duration::from_millis(1));
        assert_eq!(Moment::relative(EN, soon, now).text, "in 1 second");
    }

    #[test]
    fn what_is_known_by_its_day_is_told_by_its_day() {
        let at = |text| Timestamp::parse(text).unwrap();
        let (day, now) = (at("2026-11-19T00:00:00Z"), at("2026-11-19T15:00:01Z"));
        let today = Moment::utc_day(EN, day, now);
        assert_eq!(
            (today.text.as_str(), today.utc.as_str()),
            ("today", "2026-11-19 UTC")
        );
        let later = at("2026-11-20T00:00:00Z");
        assert_eq!(Moment::utc_day(EN, day, later).text, "Nov 19, 2026");
    }

    #[test]
    fn writes_days() {
        let (first, last) = (date(2026, 10, 21), date(2026, 11, 19));
        assert_eq!(day_range(EN, first, last), "Oct 21 to Nov 19, 2026");
        assert_eq!(
            day_range(EN, date(2025, 12, 31), date(2026, 1, 1)),
            "Dec 31, 2025 to Jan 1, 2026"
        );
        assert_eq!(day_long(EN, last), "Thu, Nov 19");
        assert_eq!(day_full(EN, last), "Thu, Nov 19, 2026");
        assert_eq!(day_full(Locale::De, last), "Do., 19. Nov. 2026");
    }

    #[test]
    fn a_minute_that_comes_twice_has_its_offset() {
        let shown = |zone: &str, at: &str| {
            let at = Timestamp::parse(at).unwrap();
            clock_told_apart(&TimeZone::get(zone).unwrap(), at)
        };
        let new_york = |at| shown("America/New_York", at);
        assert_eq!(new_york("2025-11-02T04:00:00Z"), "00:00");
        assert_eq!(new_york("2025-11-02T05:00:00Z"), "01:00 UTC-04");
        assert_eq!(new_york("2025-11-02T06:00:00Z"), "01:00 UTC-05");
        assert_eq!(new_york("2025-11-02T07:00:00Z"), "02:00");
        // Half an hour, of which the second one begins an hour of its own.
        let lord_howe = |at| shown("Australia/Lord_Howe", at);
        assert_eq!(lord_howe("2026-04-04T15:00:00Z"), "01:30 UTC+10:30");
    }

    #[test]
    fn french_counts_the_first_of_a_month() {
        assert_eq!(day_long(Locale::Fr, date(2026, 3, 1)), "dim. 1er mars");
        assert_eq!(day_short(Locale::Fr, date(2026, 3, 11)), "11 mars");
    }

    #[test]
    fn every_language_writes_days_its_own_way() {
        let at = Timestamp::parse("2026-03-05T09:07:00Z").unwrap();
        let day = date(2026, 3, 5);
        for (locale, moment, long, of_month) in [
            (Locale::EnUs, "Mar 5, 2026, 09:07", "Thu, Mar 5", "Mar 2026"),
            (Locale::EnGb, "5 Mar 2026, 09:07", "Thu, 5 Mar", "Mar 2026"),
            (Locale::Es, "5 mar 2026, 09:07", "jue, 5 mar", "mar 2026"),
            (Locale::Fr, "5 mars 2026, 09:07", "jeu. 5 mars", "mars 2026"),
            (
                Locale::De,
                "5. März 2026, 09:07",
                "Do., 5. März",
                "März 2026",
            ),
        ] {
            assert_eq!(Moment::date_time(locale, &TimeZone::UTC, at).text, moment);
            assert_eq!(day_long(locale, day), long);
            assert_eq!(month(locale, day), of_month);
        }
    }
}
