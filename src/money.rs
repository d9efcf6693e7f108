//! Money in integers. Usage is counted in nano-dollars (1e-9 USD); no float ever touches it.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

use serde::{Serialize, Serializer, ser};

/// Nano-dollars in one dollar.
pub const NANOS_PER_USD: i128 = 1_000_000_000;

/// An amount of usage in nano-dollars (1e-9 USD). Wide, so that no sum can overflow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nanos(pub i128);

impl Nanos {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// As the cost of requests of which `unpriced` have no price; `None` when there are requests and
    /// none of them has one: that is unknown, not free.
    pub fn known(self, requests: impl Into<i128>, unpriced: impl Into<i128>) -> Option<Self> {
        let (requests, unpriced) = (requests.into(), unpriced.into());
        (requests == 0 || unpriced < requests).then_some(self)
    }

    /// Reads a decimal number of dollars such as `12.000000001`, exactly. `None` if it is not
    /// one: no exponent, no sign but `-`, at most nine places and 18 digits before the point.
    pub fn parse_usd(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
        let valid = |part: &str, most: usize| {
            !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !valid(whole, 18) || !valid(places, 9) {
            return None;
        }
        let whole: i128 = whole.parse().ok()?;
        let part: i128 = format!("{places:0<9}").parse().ok()?;
        let nanos = whole * NANOS_PER_USD + part;
        Some(Self(if negative { -nanos } else { nanos }))
    }
}

/// Prints dollars with as many places as the amount has: `0`, `1.5`, `0.000000001`.
impl fmt::Display for Nanos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let amount = self.0.unsigned_abs();
        let per_usd = NANOS_PER_USD.unsigned_abs();
        let (whole, part) = (amount / per_usd, amount % per_usd);
        if part == 0 {
            return write!(f, "{sign}{whole}");
        }
        let (mut part, mut places) = (part, 9);
        while part % 10 == 0 {
            part /= 10;
            places -= 1;
        }
        write!(f, "{sign}{whole}.{part:0places$}")
    }
}

/// A JSON number of dollars, written from the integer.
impl Serialize for Nanos {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::value::RawValue::from_string(self.to_string())
            .map_err(ser::Error::custom)?
            .serialize(serializer)
    }
}

impl Add for Nanos {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Nanos {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Nanos {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sum for Nanos {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn prints_exact_dollars() {
        assert_eq!(Nanos(0).to_string(), "0");
        assert_eq!(Nanos(1).to_string(), "0.000000001");
        assert_eq!(Nanos(1_500_000_000).to_string(), "1.5");
        assert_eq!(Nanos(-2_000_000_000).to_string(), "-2");
        assert_eq!(serde_json::to_string(&Nanos(10)).unwrap(), "0.00000001");
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "1e3",
            "+1",
            "1.0000000001",
            "--1",
            "1,5",
            " 1",
        ] {
            assert_eq!(Nanos::parse_usd(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn reads_what_it_prints(nanos in -10i128.pow(24)..10i128.pow(24)) {
            prop_assert_eq!(Nanos::parse_usd(&Nanos(nanos).to_string()), Some(Nanos(nanos)));
        }
    }
}
