//! Time: UTC milliseconds, and the one place that reads the system clock.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A moment: milliseconds since 1970-01-01T00:00:00Z. On the wire RFC 3339 with `Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

/// One day in milliseconds.
pub const DAY_MS: i64 = 86_400_000;

impl Timestamp {
    /// From milliseconds since the epoch.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the epoch.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// This moment and a while.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        let ms = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(ms))
    }

    /// This moment, a while earlier.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        let ms = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_sub(ms))
    }

    /// How long since `earlier`; zero if it is not earlier.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// The same moment for calendar arithmetic; out-of-range values are clamped.
    pub fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }

    /// The exact time in UTC as people read it, the same in every language:
    /// `2026-03-01 12:00:00 UTC`, with milliseconds unless they are none.
    pub fn utc_text(self) -> String {
        let pattern = if self.0.rem_euclid(1_000) == 0 {
            "%Y-%m-%d %H:%M:%S UTC"
        } else {
            "%Y-%m-%d %H:%M:%S%.3f UTC"
        };
        self.to_jiff().strftime(pattern).to_string()
    }

    /// How many spans of `unit` lie between `since` and this moment, the one that has begun
    /// included: what lasts "seven days" lasts seven until six are left. 0 if it is not later.
    pub fn begun(self, since: Self, unit: Duration) -> u64 {
        let unit = unit.as_millis().max(1);
        u64::try_from(self.since(since).as_millis().div_ceil(unit)).unwrap_or(u64::MAX)
    }

    /// RFC 3339 with all three digits below the second, for lines that stand above each other.
    pub fn to_the_millisecond(self) -> String {
        format!("{:.3}", self.to_jiff())
    }

    /// Reads RFC 3339 with any offset; digits below the millisecond are cut off.
    pub fn parse(text: &str) -> Option<Self> {
        let moment: jiff::Timestamp = text.parse().ok()?;
        Some(Self(moment.as_millisecond()))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = self.to_jiff();
        if self.0.rem_euclid(1000) == 0 {
            write!(f, "{moment:.0}")
        } else {
            write!(f, "{moment:.3}")
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not an RFC 3339 time"))
    }
}

/// Where `now` comes from: the system, or a test's hand.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A clock that stands still until it is moved.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.ms())))
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                #[expect(clippy::disallowed_methods, reason = "the home of the system clock")]
                let now = std::time::SystemTime::now();
                let since = now
                    .duration_since(std::time::UNIX_EPOCH)
                    .unwrap_or_default();
                Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Fixed(ms) => Timestamp(ms.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock forward; the system's cannot be moved.
    pub fn advance(&self, by: Duration) {
        if let Self::Fixed(ms) = self {
            ms.fetch_add(i64::try_from(by.as_millis()).unwrap_or(0), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_and_reads_rfc_3339() {
        let moment = Timestamp::parse("2026-03-01T12:00:00.250+05:30").unwrap();
        assert_eq!(moment.to_string(), "2026-03-01T06:30:00.250Z");
        assert_eq!(Timestamp::from_ms(0).to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(
            Timestamp::from_ms(0).to_the_millisecond(),
            "1970-01-01T00:00:00.000Z"
        );
        assert_eq!(Timestamp::parse("2026-03-01"), None);
        assert_eq!(
            Timestamp::parse("2026-03-01T12:00:00"),
            None,
            "an offset is needed"
        );
    }

    #[test]
    fn what_has_begun_counts() {
        let now = Timestamp::from_ms(7);
        let day = Duration::from_hours(24);
        let left = |hours: u64| now.plus(Duration::from_hours(hours)).begun(now, day);
        assert_eq!(
            [left(0), left(1), left(24), left(25), left(168)],
            [0, 1, 1, 2, 7]
        );
        assert_eq!(now.minus(day).begun(now, day), 0);
    }

    #[test]
    fn since_is_never_negative() {
        let early = Timestamp::from_ms(10);
        assert_eq!(early.since(Timestamp::from_ms(20)), Duration::ZERO);
        assert_eq!(
            early.plus(Duration::from_secs(1)).since(early),
            Duration::from_secs(1)
        );
    }
}
