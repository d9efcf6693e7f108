//! How often strangers of one network may have something done that costs: accounts, mails.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use super::masked;
use crate::clock::Timestamp;
use crate::error::{Error, Result};

/// The length of a window.
const WINDOW: Duration = Duration::from_hours(1);
/// Times a window for a household: an address, or a /64.
const NETWORK: u32 = 20;
/// The same for its surroundings: a /24, or a /48.
const REGION: u32 = 100;
/// Networks that are remembered.
const MOST: usize = 100_000;

#[derive(Default)]
struct Window {
    number: i64,
    counts: HashMap<(bool, IpAddr), u32>,
}

/// Counts by network, an hour at a time, in memory; clones share it.
#[derive(Clone, Default)]
pub struct Pace(Arc<Mutex<Window>>);

impl std::fmt::Debug for Pace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pace")
    }
}

impl Pace {
    /// Counts one time.
    ///
    /// # Errors
    /// `RateLimited` until the hour is over, when there were too many from this network.
    pub fn take(&self, address: IpAddr, now: Timestamp) -> Result<()> {
        let length = i64::try_from(WINDOW.as_millis()).unwrap_or(i64::MAX);
        let number = now.ms().div_euclid(length);
        let mut window = self.0.lock();
        if window.number != number || window.counts.len() >= MOST {
            *window = Window {
                number,
                counts: HashMap::new(),
            };
        }
        let subjects = [
            ((false, masked(address, 32, 64)), NETWORK),
            ((true, masked(address, 24, 48)), REGION),
        ];
        for (subject, most) in subjects {
            let count = window.counts.entry(subject).or_default();
            if *count >= most {
                let end = Timestamp::from_ms((number + 1).saturating_mul(length));
                let retry_after = end.since(now);
                return Err(Error::RateLimited { retry_after });
            }
            *count += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_and_its_surroundings_have_a_number_an_hour() {
        let (pace, now) = (Pace::default(), Timestamp::from_ms(0));
        let at = |last: u8| IpAddr::from([10, 0, 0, last]);
        for _ in 0..NETWORK {
            pace.take(at(1), now).unwrap();
        }
        let Err(Error::RateLimited { retry_after }) = pace.take(at(1), now) else {
            panic!("not limited");
        };
        assert_eq!(retry_after, WINDOW);
        for last in 2..100 {
            let _ = pace.take(at(last), now);
        }
        assert!(pace.take(at(101), now).is_err());
        assert!(pace.take(IpAddr::from([10, 0, 1, 1]), now).is_ok());
        assert!(pace.take(at(1), now.plus(WINDOW)).is_ok());
    }
}
