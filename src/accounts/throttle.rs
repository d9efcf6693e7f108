//! Slows down guessing: by account and by address, in memory.
//!
//! Five failures in a row are free; from the sixth on, each doubles the wait, up to fifteen
//! minutes. It is a delay and never a lock: a lock would let anybody shut anybody out. An address
//! without an account is counted like one with an account.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use crate::clock::Timestamp;
use crate::error::{Error, Result};

const FREE: u32 = 5;
const FIRST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_mins(15);
/// Failures are forgotten after this long without another.
const MEMORY: Duration = Duration::from_hours(1);
/// Entries kept; beyond, what is past its wait is dropped.
const MOST: usize = 100_000;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Subject {
    Account(String),
    Network(IpAddr),
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Timestamp,
    blocked_until: Timestamp,
}

/// Failures in a row; clones share them.
#[derive(Clone, Default)]
pub struct Throttles(Arc<Mutex<HashMap<Subject, Failures>>>);

impl std::fmt::Debug for Throttles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Throttles")
    }
}

/// A try under way; it counts as a failure until it is said to have succeeded, so that a hundred
/// tries at once are a hundred.
pub struct Attempt<'a> {
    throttles: &'a Throttles,
    subjects: [Subject; 2],
}

impl Throttles {
    /// Begins a try for an account from an address.
    ///
    /// # Errors
    /// `RateLimited` while the account or the address has to wait; that try is not counted.
    pub fn begin(&self, account: &str, address: IpAddr, now: Timestamp) -> Result<Attempt<'_>> {
        let account: String = account.chars().take(254).collect();
        let subjects = [
            Subject::Account(account),
            Subject::Network(network(address)),
        ];
        let mut all = self.0.lock();
        let wait = subjects
            .iter()
            .filter_map(|subject| all.get(subject))
            .map(|failures| failures.blocked_until.since(now))
            .max()
            .unwrap_or_default();
        if !wait.is_zero() {
            return Err(Error::RateLimited { retry_after: wait });
        }
        if all.len() >= MOST {
            all.retain(|_, failures| failures.blocked_until > now);
        }
        for subject in &subjects {
            let failures = all.entry(subject.clone()).or_insert(Failures {
                count: 0,
                last: now,
                blocked_until: now,
            });
            if now.since(failures.last) > MEMORY {
                failures.count = 0;
            }
            failures.count = failures.count.saturating_add(1);
            failures.last = now;
            failures.blocked_until = now.plus(wait_after(failures.count));
        }
        drop(all);
        Ok(Attempt {
            throttles: self,
            subjects,
        })
    }
}

impl Attempt<'_> {
    /// The row of failures ends.
    pub fn succeeded(self) {
        let mut all = self.throttles.0.lock();
        for subject in &self.subjects {
            all.remove(subject);
        }
    }
}

/// The wait after the `count`th failure in a row.
fn wait_after(count: u32) -> Duration {
    if count <= FREE {
        return Duration::ZERO;
    }
    let doublings = (count - FREE - 1).min(16);
    (FIRST_WAIT * 2_u32.pow(doublings)).min(LONGEST_WAIT)
}

/// The neighbours of a v6 address share a /64: one household or one attacker.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let prefix = address.to_bits() & (u128::MAX << 64);
            IpAddr::V6(prefix.into())
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn fail(throttles: &Throttles, account: &str, address: IpAddr, now: Timestamp) -> Result<()> {
        throttles.begin(account, address, now).map(|_| ())
    }

    #[test]
    fn the_wait_grows_from_the_sixth_failure_on() {
        let throttles = Throttles::default();
        let mut now = Timestamp::from_ms(0);
        for _ in 0..6 {
            fail(&throttles, "ada", HOME, now).unwrap();
        }
        let waits: Vec<u64> = (0..10)
            .map(|_| {
                let Err(Error::RateLimited { retry_after }) = fail(&throttles, "ada", HOME, now)
                else {
                    panic!("not throttled")
                };
                now = now.plus(retry_after);
                fail(&throttles, "ada", HOME, now).unwrap();
                retry_after.as_secs()
            })
            .collect();
        assert_eq!(waits, [2, 4, 8, 16, 32, 64, 128, 256, 512, 900]);
        throttles
            .begin("ada", HOME, now.plus(LONGEST_WAIT))
            .unwrap()
            .succeeded();
        fail(&throttles, "ada", HOME, now).unwrap();
    }

    #[test]
    fn an_account_is_counted_from_everywhere_and_a_network_for_every_account() {
        let throttles = Throttles::default();
        let now = Timestamp::from_ms(0);
        for number in 0..6_u8 {
            fail(&throttles, "ada", IpAddr::from([10, 0, 0, number]), now).unwrap();
        }
        assert!(fail(&throttles, "ada", IpAddr::from([10, 0, 0, 99]), now).is_err());
        for number in 0..6_u16 {
            let neighbour = IpAddr::from([0x2001, 0xdb8, 0, 0, 0, 0, 0, number]);
            fail(&throttles, &format!("user{number}"), neighbour, now).unwrap();
        }
        let neighbour: IpAddr = "2001:db8::ffff".parse().unwrap();
        assert!(fail(&throttles, "grace", neighbour, now).is_err());
        assert!(fail(&throttles, "grace", "2001:db8:0:1::1".parse().unwrap(), now).is_ok());
    }
}
