//! How many requests a caller may send: counted a minute at a time, in memory, and told in the
//! `RateLimit` and `RateLimit-Policy` headers (draft-ietf-httpapi-ratelimit-headers-11).
//!
//! Guessing passwords is slowed down elsewhere (`accounts/throttle.rs`); this keeps one caller
//! from taking the server away from the others. A project key has so many that only a runaway
//! loop meets the limit; what the database cannot take is answered with 503 before.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;

use parking_lot::Mutex;

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::{KeyId, PersonalTokenId, UserId};

/// The length of a window; [`Policy::told`] has it in seconds.
const WINDOW: Duration = Duration::from_mins(1);

/// Whose requests are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Nobody known, by address or /64.
    Address(IpAddr),
    /// A person, in all their sessions.
    Person(UserId),
    /// A personal token.
    Token(PersonalTokenId),
    /// A project key.
    Key(KeyId),
}

impl Subject {
    fn policy(self) -> &'static Policy {
        match self {
            Self::Address(_) => &VISITOR,
            Self::Person(_) => &PERSON,
            Self::Token(_) => &TOKEN,
            Self::Key(_) => &KEY,
        }
    }
}

/// How many requests a window has for callers of one kind.
#[derive(Debug)]
struct Policy {
    name: &'static str,
    quota: u32,
    /// The same as the value of `RateLimit-Policy`, which every answer bears.
    told: &'static str,
}

macro_rules! policy {
    ($name:literal, $quota:literal) => {
        Policy {
            name: $name,
            quota: $quota,
            told: concat!('"', $name, "\";q=", $quota, ";w=60"),
        }
    };
}

static VISITOR: Policy = policy!("visitor", 600);
static PERSON: Policy = policy!("person", 1_800);
static TOKEN: Policy = policy!("token", 1_800);
static KEY: Policy = policy!("key", 3_000_000);

/// What is left of a caller's requests.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    policy: &'static Policy,
    left: u32,
    /// Seconds until the window ends.
    reset: u64,
}

impl Budget {
    /// The value of `RateLimit-Policy`.
    pub fn policy(&self) -> &'static str {
        self.policy.told
    }

    /// The value of `RateLimit`.
    pub fn rest(&self) -> String {
        let (left, reset) = (self.left.to_string(), self.reset.to_string());
        // Every answer bears it, and joining is faster than formatting.
        ["\"", self.policy.name, "\";r=", &left, ";t=", &reset].concat()
    }
}

#[derive(Debug, Default)]
struct Window {
    number: i64,
    counts: HashMap<Subject, u32>,
}

/// The requests of the present window.
#[derive(Debug, Default)]
pub struct Limits(Mutex<Window>);

impl Limits {
    /// Counts a request.
    ///
    /// # Errors
    /// `RateLimited` until the window ends, with the budget to tell.
    pub fn take(&self, subject: Subject, now: Timestamp) -> (Budget, Result<()>) {
        let length = i64::try_from(WINDOW.as_millis()).unwrap_or(i64::MAX);
        let number = now.ms().div_euclid(length);
        let end = Timestamp::from_ms((number + 1) * length);
        let mut window = self.0.lock();
        if window.number != number {
            *window = Window {
                number,
                counts: HashMap::new(),
            };
        }
        let policy = subject.policy();
        let count = window.counts.entry(subject).or_insert(0);
        *count = count.saturating_add(1);
        let over = *count > policy.quota;
        let wait = end.since(now);
        let left = policy.quota.saturating_sub(*count);
        let budget = Budget {
            policy,
            left,
            reset: crate::error::retry_seconds(wait),
        };
        (
            budget,
            if over {
                Err(Error::RateLimited { retry_after: wait })
            } else {
                Ok(())
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_tell_their_window() {
        let window = format!(";w={}", WINDOW.as_secs());
        for policy in [&VISITOR, &PERSON, &TOKEN, &KEY] {
            assert!(policy.told.ends_with(&window), "{}", policy.told);
        }
    }

    #[test]
    fn a_caller_is_cut_off_until_the_minute_ends_and_others_are_not() {
        let limits = Limits::default();
        let now = Timestamp::from_ms(90_000);
        let ada = Subject::Person(UserId(1));
        for _ in 0..1_800 {
            assert!(limits.take(ada, now).1.is_ok());
        }
        let (budget, refused) = limits.take(ada, now);
        assert!(
            matches!(refused, Err(Error::RateLimited { retry_after }) if retry_after.as_secs() == 30)
        );
        assert_eq!(budget.policy(), "\"person\";q=1800;w=60");
        assert_eq!(budget.rest(), "\"person\";r=0;t=30");
        assert!(limits.take(Subject::Person(UserId(2)), now).1.is_ok());
        assert!(limits.take(ada, Timestamp::from_ms(120_000)).1.is_ok());
    }
}
