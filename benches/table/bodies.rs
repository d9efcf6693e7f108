//! Requests with events in them, made before they are sent.

use std::time::{SystemTime, UNIX_EPOCH};

use scalix::bench::{Ids, Traffic};
use scalix::clock::Timestamp;

use crate::client;
use crate::world::Key;

/// What events a run sends.
#[derive(Clone, Copy)]
pub(crate) struct Events {
    /// Requests.
    pub(crate) requests: usize,
    /// Events in each.
    pub(crate) each: usize,
    pub(crate) ids: Ids,
}

pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Timestamp::from_ms(since.as_millis() as i64)
}

/// A seed that no run has used before, so that no id comes twice.
fn fresh_seed() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    since.as_nanos() as u64
}

impl Events {
    /// The bodies, each of one sender in turn, as happened in the last two seconds: (place of the
    /// sender's key, NDJSON).
    pub(crate) fn bodies(self, keys: usize) -> Vec<(usize, String)> {
        let mut traffic = Traffic::new(fresh_seed(), self.ids);
        let begun = now().ms() - 2_000;
        let all = (self.requests * self.each).max(1);
        let mut made = 0;
        let mut body = |at: usize| {
            let key = at % keys;
            let mut text = String::with_capacity(self.each * 260);
            for _ in 0..self.each {
                let time = Timestamp::from_ms(begun + (made * 2_000 / all) as i64);
                traffic.event(&mut text, sender(key), time);
                text.push('\n');
                made += 1;
            }
            text.pop();
            (key, text)
        };
        (0..self.requests).map(&mut body).collect()
    }

    /// The requests to a path, each with the key of its sender.
    pub(crate) fn requests(self, path: &str, keys: &[Key]) -> Vec<Vec<u8>> {
        let media = match self.each {
            1 => "application/json",
            _ => "application/x-ndjson",
        };
        let request = |(key, body): (usize, String)| {
            let bearer = format!("Bearer {}", keys[key].secret);
            let headers = [("Authorization", bearer.as_str()), ("Content-Type", media)];
            client::request("POST", path, &headers, &body)
        };
        self.bodies(keys.len()).into_iter().map(request).collect()
    }
}

/// The number of the sender behind a key: the first of the two of every project.
pub(crate) fn sender(key: usize) -> usize {
    key * 2
}
