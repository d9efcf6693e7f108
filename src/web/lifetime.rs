//! How long a credential lives, as forms ask for it: days to choose from, a date, or no end.

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::clock::{DAY_MS, Timestamp};
use crate::text;
use crate::text::Text;
use crate::web::page::Chrome;

/// Lifetimes to choose from, in days.
const DAYS: [i64; 3] = [30, 90, 365];

/// What a new form begins with.
pub const DEFAULT: &str = "90";

/// When a credential ends: `expires` is one of [`choices`], `date` is read when it says so. A
/// date counts to its end, in the zone of the person.
///
/// # Errors
/// With the sentence for the field.
pub fn ends(
    expires: &str,
    date: &str,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Option<Timestamp>, Text> {
    if expires == "never" {
        return Ok(None);
    }
    if expires == "date" {
        let date: Date = date.parse().map_err(|_| text!("keys-no-date"))?;
        let next = date.checked_add(1.day());
        let start = next.and_then(|day| day.to_zoned(zone.clone()));
        let start = start.map_err(|_| text!("keys-no-date"))?;
        return Ok(Some(Timestamp::from_ms(start.timestamp().as_millisecond())));
    }
    let days = DAYS.into_iter().find(|days| days.to_string() == expires);
    let days = days.ok_or_else(|| text!("keys-no-lifetime"))?;
    Ok(Some(Timestamp::from_ms(now.ms() + days * DAY_MS)))
}

/// The choices of an end: value, label, chosen.
pub fn choices(chrome: &Chrome, chosen: &str) -> Vec<(String, String, bool)> {
    let days = |days: i64| (days.to_string(), chrome.t1("keys-in-days", "count", days));
    let others = [
        ("date".to_owned(), chrome.t("keys-on-date")),
        ("never".to_owned(), chrome.t("keys-no-end")),
    ];
    DAYS.map(days)
        .into_iter()
        .chain(others)
        .map(|(value, label)| {
            let chosen = value == chosen;
            (value, label, chosen)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_counts_to_its_end_where_the_person_is() {
        let now = Timestamp::parse("2026-03-10T12:00:00Z").unwrap();
        let zone = TimeZone::get("America/New_York").unwrap();
        let ends = |expires: &str, date: &str| {
            ends(expires, date, &zone, now).map(|at| at.map(|at| at.to_string()))
        };
        let at = |text: &str| Ok(Some(text.to_owned()));
        assert_eq!(ends("date", "2026-03-10"), at("2026-03-11T04:00:00Z"));
        assert_eq!(ends("30", ""), at("2026-04-09T12:00:00Z"));
        assert_eq!(ends("never", "2026-03-10"), Ok(None));
        for wrong in ["", "tomorrow", "2026-02-30", "9999-12-31"] {
            assert!(ends("date", wrong).is_err(), "{wrong}");
        }
        assert!(ends("45", "").is_err());
    }
}
