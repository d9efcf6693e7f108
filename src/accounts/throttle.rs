//! Slows down guessing: by account, by address and by region of the network, in memory.
//!
//! Five failures in a row are free; from the sixth on, each doubles the wait, up to fifteen
//! minutes. It is a delay and never a lock: an account is counted apart for the networks that it
//! signed in from before, so strangers who guess cannot keep its owner out. An address without
//! an account is counted like one with an account.

use std::collections::{HashMap, HashSet};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use crate::clock::Timestamp;
use crate::error::{Error, Result};

/// Failures in a row that cost nothing.
const FREE: u32 = 5;
/// The same for a whole region, in which many people live.
const FREE_IN_REGION: u32 = 60;
const FIRST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_mins(15);
/// Failures are forgotten after this long without another.
const MEMORY: Duration = Duration::from_hours(1);
/// Entries kept of each kind.
const MOST: usize = 100_000;
/// Failures that are worth a row in the audit log, a minute: an attack must not fill the disk.
const NOTED_A_MINUTE: u32 = 60;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Subject {
    /// From anywhere unknown.
    Account(String),
    /// From a network that the account signed in from.
    AtHome(String, IpAddr),
    /// One household: an address, or a /64.
    Network(IpAddr),
    /// Its surroundings: a /24, or a /48.
    Region(IpAddr),
}

impl Subject {
    fn free(&self) -> u32 {
        match self {
            Self::Region(_) => FREE_IN_REGION,
            _ => FREE,
        }
    }
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Timestamp,
    blocked_until: Timestamp,
}

#[derive(Default)]
struct Book {
    failures: HashMap<Subject, Failures>,
    homes: HashSet<(String, IpAddr)>,
    noted: (i64, u32),
}

/// Failures in a row; clones share them.
#[derive(Clone, Default)]
pub struct Throttles(Arc<Mutex<Book>>);

impl std::fmt::Debug for Throttles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Throttles")
    }
}

/// A try under way; it counts as a failure until it is said to be none, so that a hundred tries
/// at once are a hundred. One that ends without a verdict, because we were too busy, is undone.
pub struct Attempt {
    throttles: Throttles,
    account: String,
    network: IpAddr,
    subjects: [Subject; 3],
    judged: bool,
}

impl Throttles {
    /// Begins a try for an account from an address.
    ///
    /// # Errors
    /// `RateLimited` while the account or the address has to wait; that try is not counted.
    pub fn begin(&self, account: &str, address: IpAddr, now: Timestamp) -> Result<Attempt> {
        let account: String = account.chars().take(254).collect();
        let network = masked(address, 32, 64);
        let mut book = self.0.lock();
        let at_home = book.homes.contains(&(account.clone(), network));
        let subjects = [
            if at_home {
                Subject::AtHome(account.clone(), network)
            } else {
                Subject::Account(account.clone())
            },
            Subject::Network(network),
            Subject::Region(masked(address, 24, 48)),
        ];
        let waits = subjects
            .iter()
            .filter_map(|subject| book.failures.get(subject));
        let wait = waits
            .map(|failures| failures.blocked_until.since(now))
            .max();
        let wait = wait.unwrap_or_default();
        if !wait.is_zero() {
            return Err(Error::RateLimited { retry_after: wait });
        }
        book.make_room();
        for subject in &subjects {
            book.fail(subject, now);
        }
        drop(book);
        Ok(Attempt {
            throttles: self.clone(),
            account,
            network,
            subjects,
            judged: false,
        })
    }

    /// Whether a failure of this minute is still worth a row in the audit log.
    pub fn worth_a_note(&self, now: Timestamp) -> bool {
        let minute = now.ms().div_euclid(60_000);
        let mut book = self.0.lock();
        if book.noted.0 != minute {
            book.noted = (minute, 0);
        }
        book.noted.1 = book.noted.1.saturating_add(1);
        book.noted.1 <= NOTED_A_MINUTE
    }
}

impl Book {
    fn fail(&mut self, subject: &Subject, now: Timestamp) {
        let fresh = Failures {
            count: 0,
            last: now,
            blocked_until: now,
        };
        let failures = self.failures.entry(subject.clone()).or_insert(fresh);
        if now.since(failures.last) > MEMORY {
            failures.count = 0;
        }
        failures.count = failures.count.saturating_add(1);
        failures.last = now;
        failures.blocked_until = now.plus(wait_after(failures.count, subject.free()));
    }

    fn undo(&mut self, subject: &Subject) {
        if let Some(failures) = self.failures.get_mut(subject) {
            failures.count = failures.count.saturating_sub(1);
            failures.blocked_until = failures.last;
            if failures.count == 0 {
                self.failures.remove(subject);
            }
        }
    }

    /// Keeps the memory bounded: those who failed least are forgotten first.
    fn make_room(&mut self) {
        let mut least = 1;
        while self.failures.len() >= MOST {
            self.failures.retain(|_, failures| failures.count > least);
            least *= 2;
        }
        if self.homes.len() >= MOST {
            self.homes.clear();
        }
    }
}

impl Attempt {
    /// The password was right: the account's row of failures ends, and its network is known from
    /// now on. The network's own row only loses this try, or an account of one's own would wash
    /// away the guesses at those of others.
    pub fn succeeded(mut self) {
        self.judged = true;
        let mut book = self.throttles.0.lock();
        for (at, subject) in self.subjects.iter().enumerate() {
            if at == 0 {
                book.failures.remove(subject);
            } else {
                book.undo(subject);
            }
        }
        book.homes.insert((self.account.clone(), self.network));
    }

    /// The password was wrong: the try stays counted.
    pub fn failed(mut self) {
        self.judged = true;
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if !self.judged {
            let mut book = self.throttles.0.lock();
            for subject in &self.subjects {
                book.undo(subject);
            }
        }
    }
}

/// The wait after the `count`th failure in a row.
fn wait_after(count: u32, free: u32) -> Duration {
    if count <= free {
        return Duration::ZERO;
    }
    let doublings = (count - free - 1).min(16);
    (FIRST_WAIT * 2_u32.pow(doublings)).min(LONGEST_WAIT)
}

/// The first bits of an address: `v4` of 32, or `v6` of 128.
pub(crate) fn masked(address: IpAddr, v4: u32, v6: u32) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32 - v4).unwrap_or(0);
            IpAddr::V4((address.to_bits() & mask).into())
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128 - v6).unwrap_or(0);
            IpAddr::V6((address.to_bits() & mask).into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn fail(throttles: &Throttles, account: &str, address: IpAddr, now: Timestamp) -> Result<()> {
        throttles.begin(account, address, now).map(Attempt::failed)
    }

    #[test]
    fn the_wait_grows_from_the_sixth_failure_on() {
        let throttles = Throttles::default();
        let mut now = Timestamp::from_ms(0);
        for _ in 0..6 {
            fail(&throttles, "ada", HOME, now).unwrap();
        }
        let mut waits = Vec::new();
        for _ in 0..10 {
            let Err(Error::RateLimited { retry_after }) = fail(&throttles, "ada", HOME, now) else {
                panic!("not throttled")
            };
            now = now.plus(retry_after);
            fail(&throttles, "ada", HOME, now).unwrap();
            waits.push(retry_after.as_secs());
        }
        assert_eq!(waits, [2, 4, 8, 16, 32, 64, 128, 256, 512, 900]);
    }

    #[test]
    fn an_account_is_counted_from_everywhere_and_a_network_for_every_account() {
        let throttles = Throttles::default();
        let now = Timestamp::from_ms(0);
        for number in 0..6_u8 {
            fail(&throttles, "ada", IpAddr::from([10, 0, number, 1]), now).unwrap();
        }
        assert!(fail(&throttles, "ada", IpAddr::from([10, 0, 99, 1]), now).is_err());
        for number in 0..6_u16 {
            let neighbour = IpAddr::from([0x2001, 0xdb8, 0, 0, 0, 0, 0, number]);
            fail(&throttles, &format!("user{number}"), neighbour, now).unwrap();
        }
        let neighbour: IpAddr = "2001:db8::ffff".parse().unwrap();
        assert!(fail(&throttles, "grace", neighbour, now).is_err());
        assert!(fail(&throttles, "grace", "2001:db8:0:1::1".parse().unwrap(), now).is_ok());
    }

    #[test]
    fn a_region_with_many_networks_has_its_own_limit() {
        let throttles = Throttles::default();
        let now = Timestamp::from_ms(0);
        let from = |number: u16| IpAddr::from([0x2001, 0xdb8, 1, number, 0, 0, 0, 1]);
        for number in 0..61 {
            fail(&throttles, &format!("user{number}"), from(number), now).unwrap();
        }
        assert!(fail(&throttles, "grace", from(99), now).is_err());
    }

    #[test]
    fn an_account_of_ones_own_does_not_wash_guesses_away() {
        let throttles = Throttles::default();
        let now = Timestamp::from_ms(0);
        for number in 0..5 {
            fail(&throttles, &format!("victim{number}"), HOME, now).unwrap();
        }
        throttles.begin("eve", HOME, now).unwrap().succeeded();
        fail(&throttles, "victim6", HOME, now).unwrap();
        assert!(fail(&throttles, "victim7", HOME, now).is_err());
    }

    #[test]
    fn strangers_who_guess_do_not_keep_the_owner_out() {
        let throttles = Throttles::default();
        let now = Timestamp::from_ms(0);
        throttles.begin("ada", HOME, now).unwrap().succeeded();
        for number in 0..6_u8 {
            fail(&throttles, "ada", IpAddr::from([10, number, 0, 1]), now).unwrap();
        }
        assert!(fail(&throttles, "ada", IpAddr::from([10, 99, 0, 1]), now).is_err());
        throttles.begin("ada", HOME, now).unwrap().succeeded();
    }

    #[test]
    fn a_try_without_a_verdict_is_none() {
        let throttles = Throttles::default();
        let now = Timestamp::from_ms(0);
        for _ in 0..50 {
            drop(throttles.begin("ada", HOME, now).unwrap());
        }
        fail(&throttles, "ada", HOME, now).unwrap();
        for _ in 0..NOTED_A_MINUTE {
            assert!(throttles.worth_a_note(now));
        }
        assert!(!throttles.worth_a_note(now));
        assert!(throttles.worth_a_note(Timestamp::from_ms(60_000)));
    }
}
