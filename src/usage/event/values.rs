//! How the JSON values of an event are read and refused.
//!
//! Values are read from their raw text: a number never passes through a float, and a value that
//! cannot be read costs its own event only.

use std::borrow::Cow;

use serde::Deserialize;

use crate::clock::Timestamp;
use crate::money::Nanos;
use crate::text;
use crate::text::Text;

/// What a text may be.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// The fewest characters.
    pub(super) least: usize,
    /// The most characters.
    pub(super) most: usize,
    /// Whether line breaks and other control characters are kept; NUL never is.
    pub(super) prose: bool,
}

/// A string that borrows from the body whenever it holds no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Words<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// A code and a sentence.
pub(super) type Refusal = (&'static str, Text);

pub(super) fn words(raw: &str) -> Result<Cow<'_, str>, Refusal> {
    if !raw.starts_with('"') {
        return Err(("wrong_type", text!("usage-event-not-a-text")));
    }
    match serde_json::from_str(raw) {
        Ok(Words(words)) => Ok(words),
        Err(_) => Err(("invalid_text", text!("usage-event-unreadable-text"))),
    }
}

pub(super) fn fitting(words: Cow<'_, str>, shape: Shape) -> Result<Cow<'_, str>, Refusal> {
    let barred = |char: char| char == '\0' || (char.is_control() && !shape.prose);
    if words.contains(barred) {
        return Err(("control_character", text!("usage-event-control-character")));
    }
    if shape.least > 0 && words.trim().is_empty() {
        return Err(("empty", text!("usage-event-empty")));
    }
    if words.len() > shape.most && words.chars().count() > shape.most {
        return Err(("too_long", text!("usage-event-too-long", most = shape.most)));
    }
    Ok(words)
}

pub(super) fn amount(words: &str, most: Nanos) -> Result<Nanos, Refusal> {
    if words.starts_with('-') {
        return Err(("negative", text!("usage-event-negative")));
    }
    let beyond = || {
        let dollars = Nanos::to_string(&most);
        (
            "out_of_range",
            text!("usage-event-cost-too-high", most = dollars),
        )
    };
    let Some(nanos) = Nanos::parse_usd(words) else {
        // A number with too many digits before the point is readable, only far too large.
        let whole = words.split('.').next().unwrap_or_default();
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        return Err(if whole.len() > 18 && digits(whole) {
            beyond()
        } else {
            ("invalid_cost", text!("usage-event-invalid-cost"))
        });
    };
    if nanos > most {
        return Err(beyond());
    }
    Ok(nanos)
}

#[derive(Debug, PartialEq, Eq)]
enum NoWhole {
    WrongType,
    Negative,
    Fraction,
    TooLarge,
}

/// Reads a JSON number as a whole number, exactly: `1e3` and `2.0` are whole, `1.5` is not, and
/// nothing with a minus is taken, not even `-0`.
fn whole(raw: &str) -> Result<i64, NoWhole> {
    // Nearly every number is a few digits.
    if raw.len() <= 18 && raw.bytes().all(|byte| byte.is_ascii_digit()) {
        return raw.parse().map_err(|_| NoWhole::WrongType);
    }
    match raw.as_bytes().first() {
        Some(b'-') => return Err(NoWhole::Negative),
        Some(byte) if byte.is_ascii_digit() => {}
        _ => return Err(NoWhole::WrongType),
    }
    let (mantissa, exponent) = raw.split_once(['e', 'E']).unwrap_or((raw, "0"));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{before}{after}");
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return Ok(0);
    }
    let trailing = digits.len() - digits.trim_end_matches('0').len();
    // An exponent that does not fit is only asked for its sign.
    let exponent = exponent.parse().unwrap_or(if exponent.starts_with('-') {
        i64::from(i32::MIN)
    } else {
        i64::from(i32::MAX)
    });
    let length = |part: usize| i64::try_from(part).unwrap_or(i64::from(i32::MAX));
    let scale = exponent
        .saturating_sub(length(after.len()))
        .saturating_add(length(trailing));
    if scale < 0 {
        return Err(NoWhole::Fraction);
    }
    let factor = u32::try_from(scale)
        .ok()
        .and_then(|scale| 10_i64.checked_pow(scale));
    let number = significant.parse::<i64>().ok();
    number
        .zip(factor)
        .and_then(|(number, factor)| number.checked_mul(factor))
        .ok_or(NoWhole::TooLarge)
}

/// Reads a whole number within bounds.
pub(super) fn bounded(raw: &str, least: i64, most: i64) -> Result<i64, Refusal> {
    match whole(raw) {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        Ok(_) | Err(NoWhole::TooLarge) => Err((
            "out_of_range",
            // As words: numbers in sentences are floats, which are exact to 2^53 only.
            text!(
                "usage-event-out-of-range",
                least = least.to_string(),
                most = most.to_string()
            ),
        )),
        Err(NoWhole::Negative) => Err(("negative", text!("usage-event-negative"))),
        Err(NoWhole::Fraction) => Err(("not_integer", text!("usage-event-not-integer"))),
        Err(NoWhole::WrongType) => Err(("wrong_type", text!("usage-event-not-a-number"))),
    }
}

/// Reads a moment in RFC 3339, and in nothing that only resembles it. Digits of a second beyond the
/// nanosecond are cut off; the last day of the year 9999, which the calendar does not reach in every
/// zone, is the last moment that it does.
pub(in crate::usage) fn rfc_3339(text: &str) -> Option<Timestamp> {
    let Parts {
        moment,
        fraction,
        zone,
    } = Parts::of(text)?;
    let moment = moment.to_ascii_uppercase();
    let zone = zone.to_ascii_uppercase();
    let point = if fraction.is_empty() { "" } else { "." };
    let kept = fraction.get(..9).unwrap_or(fraction);
    Timestamp::parse(&format!("{moment}{point}{kept}{zone}")).or_else(|| {
        let civil: jiff::civil::DateTime = moment.parse().ok()?;
        let last = jiff::Timestamp::MAX.as_millisecond();
        (civil.year() == 9999).then(|| Timestamp::from_ms(last))
    })
}

/// The parts of a text in the shape of RFC 3339: `2026-03-01T12:00:00.5+05:30`. What the numbers of
/// the moment mean is left to the calendar.
struct Parts<'a> {
    moment: &'a str,
    /// The digits after the point; empty when there is none.
    fraction: &'a str,
    zone: &'a str,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (moment, rest) = text.split_at_checked("0000-00-00T00:00:00".len())?;
        let (fraction, zone) = match rest.strip_prefix('.') {
            None => ("", rest),
            Some(part) => {
                let zone = part.trim_start_matches(|char: char| char.is_ascii_digit());
                let digits = part.strip_suffix(zone)?;
                if digits.is_empty() {
                    return None;
                }
                (digits, zone)
            }
        };
        let good = shaped(moment, "0000-00-00T00:00:00") && is_zone(zone);
        good.then_some(Self {
            moment,
            fraction,
            zone,
        })
    }
}

/// Whether a text is `Z` or an offset; its hours are those of a day (`time-hour` in RFC 3339).
fn is_zone(zone: &str) -> bool {
    let offset = shaped(zone, "+00:00") || shaped(zone, "-00:00");
    let within = |part: Option<&str>, most: &str| part.is_some_and(|part| part <= most);
    shaped(zone, "Z") || offset && within(zone.get(1..3), "23") && within(zone.get(4..), "59")
}

/// Whether a text is like a pattern, in which `0` stands for any digit.
fn shaped(part: &str, pattern: &str) -> bool {
    part.len() == pattern.len()
        && part.bytes().zip(pattern.bytes()).all(|(byte, like)| {
            if like == b'0' {
                byte.is_ascii_digit()
            } else {
                byte.eq_ignore_ascii_case(&like)
            }
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn whole_numbers_are_read_exactly() {
        for (raw, number) in [
            ("0", 0),
            ("7", 7),
            ("2.0", 2),
            ("1e3", 1_000),
            ("1200e-2", 12),
            ("1.50e1", 15),
            ("0e999999999999999999999", 0),
            ("999999999999999999", 999_999_999_999_999_999),
            ("1774000000000000000", 1_774_000_000_000_000_000),
            ("1.774e18", 1_774_000_000_000_000_000),
            ("9223372036854775807", i64::MAX),
            ("09223372036854775807.0", i64::MAX),
        ] {
            assert_eq!(whole(raw), Ok(number), "{raw}");
        }
        for (raw, why) in [
            ("1.5", NoWhole::Fraction),
            ("1e-3", NoWhole::Fraction),
            ("1e-99999999999999999999", NoWhole::Fraction),
            ("-0.0", NoWhole::Negative),
            ("-5", NoWhole::Negative),
            ("9223372036854775808", NoWhole::TooLarge),
            ("9223372036854775807e1", NoWhole::TooLarge),
            ("1e19", NoWhole::TooLarge),
            ("1e400", NoWhole::TooLarge),
            ("1e99999999999999999999", NoWhole::TooLarge),
            ("99999999999999999999999", NoWhole::TooLarge),
            ("\"5\"", NoWhole::WrongType),
            ("true", NoWhole::WrongType),
            ("[]", NoWhole::WrongType),
        ] {
            assert_eq!(whole(raw), Err(why), "{raw}");
        }
    }

    #[test]
    fn only_rfc_3339_is_a_time() {
        for text in [
            "2026-03-01T12:00:00Z",
            "2026-03-01t12:00:00z",
            "2026-03-01T12:00:00.123456789+05:30",
            "2026-03-01T12:00:00.1234567890123+23:59",
            "9999-12-31T23:59:59Z",
            "9999-12-31t23:59:59.999-23:59",
        ] {
            assert!(rfc_3339(text).is_some(), "{text}");
        }
        for text in [
            "",
            "2026-03-01",
            "2026-03-01 12:00:00Z",
            "2026-03-01T12:00:00",
            "2026-03-01T12:00:00.Z",
            "2026-03-01T12:00:00+0530",
            "2026-03-01T12:00:00+24:00",
            "2026-03-01T12:00:00-25:00",
            "2026-03-01T12:00:00+05:60",
            "9999-12-32T00:00:00Z",
            "9999-02-30T00:00:00Z",
            "2026-03-01T12:00:00Z[UTC]",
            "20260301T120000Z",
            "2026-03-01T12:00:00é",
            "éééééééééé",
        ] {
            assert_eq!(rfc_3339(text), None, "{text}");
        }
    }

    #[test]
    fn digits_beyond_the_nanosecond_are_cut() {
        let long = rfc_3339("2026-03-01T12:00:00.123999999999999z");
        assert_eq!(long, rfc_3339("2026-03-01T12:00:00.123Z"));
        assert!(long.is_some());
    }

    #[test]
    fn bounds_are_told_exactly() {
        let (code, sentence) = bounded("9223372036854775808", 0, i64::MAX).unwrap_err();
        assert_eq!(code, "out_of_range");
        let said = Locale::EnUs.say(&sentence);
        assert_eq!(said, "It must be from 0 to 9223372036854775807.");
    }

    proptest! {
        #[test]
        fn every_whole_number_is_read_back(number in 0..=i64::MAX) {
            prop_assert_eq!(whole(&number.to_string()), Ok(number));
        }
    }
}
