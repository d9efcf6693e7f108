//! Decimal numbers as they are written, without a float between the file and the integer.

use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;

use crate::text;
use crate::text::Text;

/// The most nano-dollars per million units that a price may be: a thousand dollars a unit. It
/// keeps every sum in range; whether a price is likely is another question.
pub(super) const MOST_PRICE: i64 = 1_000_000_000_000_000_000;

/// A number such as `2.5`, `"0.000001"` or `2.5e-06`, exactly: digits and a power of ten. One that
/// cannot be read is kept as such out of JSON, so that it is told by its field with all else that
/// is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    digits: u128,
    exponent: i32,
    readable: bool,
}

impl Decimal {
    /// Digits that are read; more than that no price needs.
    pub(super) const DIGITS: usize = 30;

    const UNREADABLE: Self = Self {
        negative: false,
        digits: 0,
        exponent: 0,
        readable: false,
    };

    /// Reads a number. `None` if it is none, or has more than thirty digits that count.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (text, exponent) = match text.split_once(['e', 'E']) {
            Some((text, exponent)) => (text, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, places) = text.split_once('.').unwrap_or((text, ""));
        let valid = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !valid(whole) || !valid(places) || places.len() > 1_000 {
            return None;
        }
        let significant = format!("{whole}{places}");
        let significant = significant.trim_start_matches('0');
        let kept = significant.trim_end_matches('0');
        if kept.is_empty() {
            return Some(Self {
                negative: false,
                digits: 0,
                exponent: 0,
                readable: true,
            });
        }
        let zeros = i32::try_from(significant.len() - kept.len()).ok()?;
        let places = i32::try_from(places.len()).ok()?;
        Some(Self {
            negative,
            digits: (kept.len() <= Self::DIGITS).then(|| kept.parse().ok())??,
            exponent: exponent.checked_add(zeros)?.checked_sub(places)?,
            readable: true,
        })
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.readable && self.digits == 0
    }

    /// Whether it could be read.
    ///
    /// # Errors
    /// With the sentence for the field, when it could not.
    pub fn readable(self) -> Result<Self, Text> {
        if self.readable {
            Ok(self)
        } else {
            Err(text!("price-not-a-number", digits = Self::DIGITS))
        }
    }

    /// The number times ten to the power of `places`, as a price in nano-dollars per million
    /// units.
    ///
    /// # Errors
    /// With the sentence for the field, when that could not be read, is negative, no whole number
    /// or above `MOST_PRICE`.
    pub fn price(self, places: i32) -> Result<i64, Text> {
        self.readable()?;
        if self.negative {
            return Err(text!("price-negative"));
        }
        let too_high = || text!("price-too-high", most = usd_per_million(MOST_PRICE));
        let power = self.exponent.saturating_add(places);
        let factor = |power: i32| 10_u128.checked_pow(power.unsigned_abs());
        let price = if self.digits == 0 {
            0
        } else if power < 0 {
            let divisor = factor(power).filter(|divisor| self.digits.is_multiple_of(*divisor));
            let divisor = divisor.ok_or_else(|| text!("price-too-fine"))?;
            self.digits / divisor
        } else {
            let price = factor(power).and_then(|factor| self.digits.checked_mul(factor));
            price.ok_or_else(too_high)?
        };
        let price = i64::try_from(price).map_err(|_| too_high())?;
        if price > MOST_PRICE {
            return Err(too_high());
        }
        Ok(price)
    }
}

/// A price as people read it: dollars per million units.
pub(super) fn usd_per_million(price: i64) -> String {
    crate::money::Nanos(price.into()).to_string()
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let number = if raw.get().starts_with('"') {
            let text: String = serde_json::from_str(raw.get()).map_err(de::Error::custom)?;
            Self::parse(text.trim())
        } else if raw
            .get()
            .starts_with(|first: char| first == '-' || first.is_ascii_digit())
        {
            Self::parse(raw.get())
        } else {
            return Err(de::Error::custom("not a decimal number"));
        };
        Ok(number.unwrap_or(Self::UNREADABLE))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, places: i32) -> Result<i64, &'static str> {
        let number = Decimal::parse(text).expect(text);
        number.price(places).map_err(|text| text.key())
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, places, expected) in [
            ("2.5", 9, Ok(2_500_000_000)),
            ("0.000000001", 9, Ok(1)),
            ("1e-9", 9, Ok(1)),
            ("2.5e-06", 15, Ok(2_500_000_000)),
            ("8.3E-8", 15, Ok(83_000_000)),
            ("000.50", 9, Ok(500_000_000)),
            ("100", 0, Ok(100)),
            ("0", 9, Ok(0)),
            ("-0.0", 9, Ok(0)),
            ("0e999999", 9, Ok(0)),
            ("0.1", 0, Err("price-too-fine")),
            ("1.5e-10", 9, Err("price-too-fine")),
            ("1e-999", 9, Err("price-too-fine")),
            ("-1", 9, Err("price-negative")),
            ("1000000000", 9, Ok(MOST_PRICE)),
            ("1000000001", 9, Err("price-too-high")),
            ("1e300", 9, Err("price-too-high")),
            ("9e2147483647", 9, Err("price-too-high")),
        ] {
            assert_eq!(read(text, places), expected, "{text}");
        }
        let many = "9".repeat(31);
        for text in [
            "", "-", ".5", "+1", "1,5", "1 2", "0x1", "NaN", "1e", "--1", &many,
        ] {
            assert_eq!(Decimal::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn json_gives_numbers_and_texts() {
        for json in ["2.5", "\"2.5\"", "25e-1", "\" 2.50 \""] {
            let number: Decimal = serde_json::from_str(json).unwrap();
            assert_eq!(number.price(9), Ok(2_500_000_000), "{json}");
        }
        for json in ["null", "true", "[1]", "{}"] {
            assert!(serde_json::from_str::<Decimal>(json).is_err(), "{json}");
        }
        let many = "9".repeat(31);
        for json in ["\"a\"", "\"\"", "1e9999999999", &many] {
            let number: Decimal = serde_json::from_str(json).unwrap();
            let told = number.price(9).map_err(|text| text.key());
            assert_eq!(told, Err("price-not-a-number"), "{json}");
            assert!(!number.is_zero());
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(price in 0..=MOST_PRICE) {
            let number = Decimal::parse(&usd_per_million(price)).unwrap();
            prop_assert_eq!(number.price(9), Ok(price));
        }
    }
}
