//! Believable events as JSON: forty senders, fifteen models, sizes, latencies and failures.
//!
//! The load generator of `benches/` sends what this makes, and [`super::seed`] stores it.

use std::fmt::Write as _;

use crate::clock::Timestamp;

/// Senders, each with a key and a name of its own; two belong to every project.
pub const SENDERS: usize = 40;

/// How the ids of events look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    /// UUIDs of version 7: in the order of time.
    Ordered,
    /// UUIDs of version 4: in no order at all.
    Random,
}

/// A model with its share of the calls and how fast it writes, in milliseconds a token.
struct Model {
    name: &'static str,
    share: u64,
    pace: u64,
}

const fn model(name: &'static str, share: u64, pace: u64) -> Model {
    Model { name, share, pace }
}

const MODELS: [Model; 15] = [
    model("gpt-4.1-mini", 18, 9),
    model("gpt-4.1", 12, 14),
    model("gpt-4o-mini", 11, 9),
    model("claude-sonnet-4-5", 10, 15),
    model("gpt-5-mini", 9, 10),
    model("gemini-2.5-flash", 8, 6),
    model("claude-haiku-4-5", 7, 8),
    model("gpt-5", 6, 19),
    model("gpt-4o", 5, 13),
    model("gemini-2.5-pro", 4, 17),
    model("mistral-small-latest", 3, 8),
    model("claude-opus-4-5", 3, 24),
    model("o3", 2, 30),
    model("gemini-2.5-flash-lite", 1, 5),
    model("mistral-large-latest", 1, 16),
];

/// How many models a sender uses.
const MODELS_OF_ONE: usize = 5;

/// Numbers that look random and are the same for the same seed (splitmix64). No secret comes
/// from them.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; of zero, zero.
    pub fn below(&mut self, end: u64) -> u64 {
        self.roll().checked_rem(end).unwrap_or(0)
    }

    /// A place in a list by the weight of its members.
    pub fn pick(&mut self, weights: impl Iterator<Item = u64> + Clone) -> usize {
        let mut left = self.below(weights.clone().sum());
        for (at, weight) in weights.enumerate() {
            if left < weight {
                return at;
            }
            left -= weight;
        }
        0
    }
}

/// Makes events.
#[derive(Clone, Debug)]
pub struct Traffic {
    dice: Dice,
    ids: Ids,
    /// Keeps ids of the same millisecond in order.
    count: u64,
}

impl Traffic {
    /// The events of a seed.
    pub fn new(seed: u64, ids: Ids) -> Self {
        Self {
            dice: Dice::new(seed),
            ids,
            count: 0,
        }
    }

    /// One of the senders: the first of them sends ten times as much as the last.
    pub fn sender(&mut self) -> usize {
        self.dice
            .pick((0..SENDERS as u64).map(|at| 400 / (at + 4) + 10))
    }

    /// Appends an event as a JSON object, without anything around it.
    pub fn event(&mut self, body: &mut String, sender: usize, time: Timestamp) {
        let dice = &mut self.dice;
        // Five models of the list, another five for each sender.
        let own = |at: usize| MODELS.iter().cycle().skip(sender * 3).nth(at);
        let at = dice.pick((0..MODELS_OF_ONE).map(|at| own(at).map_or(1, |model| model.share)));
        let (name, pace) = own(at).map_or(("gpt-4.1", 14), |model| (model.name, model.pace));
        // Most calls are short and a few are long: a power of two, and something within it.
        let (long, short) = (dice.below(8), dice.below(7));
        let input = (64 << long) + dice.below(64 << long);
        let output = (16 << short) + dice.below(16 << short);
        let failed = dice.below(50) == 0;
        let _ = write!(body, "{{\"id\":\"");
        self.id(body, time);
        let _ = write!(
            body,
            "\",\"source\":\"sender-{sender:02}\",\"time\":\"{time}\",\"model\":\"{name}\",\
            \"inputTokens\":{input}"
        );
        let dice = &mut self.dice;
        if dice.below(10) < 3 {
            let cached = input / 4 * (1 + dice.below(3));
            let _ = write!(body, ",\"cachedInputTokens\":{cached}");
        }
        if failed {
            let latency = 20 + dice.below(400);
            let _ = write!(
                body,
                ",\"outputTokens\":0,\"latencyMs\":{latency},\"status\":\"error\",\
                \"errorCode\":\"rate_limit_exceeded\"}}"
            );
        } else {
            let latency = 120 + output * pace + dice.below(300);
            let _ = write!(body, ",\"outputTokens\":{output},\"latencyMs\":{latency}}}");
        }
    }

    fn id(&mut self, body: &mut String, time: Timestamp) {
        self.count += 1;
        let (high, low) = (self.dice.roll(), self.dice.roll());
        let (first, version) = match self.ids {
            // 48 bits of time and 12 of a count.
            Ids::Ordered => (u64::try_from(time.ms()).unwrap_or(0), 0x7000),
            Ids::Random => (high >> 16, 0x4000),
        };
        let second = match self.ids {
            Ids::Ordered => self.count,
            Ids::Random => high,
        };
        let _ = write!(
            body,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            (first >> 16) & 0xffff_ffff,
            first & 0xffff,
            version | (second & 0xfff),
            0x8000 | (low >> 50),
            low & 0xffff_ffff_ffff,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::usage::event::{Format, read_all};

    const NOW: Timestamp = Timestamp::from_ms(1_773_144_000_000);

    fn lines(ids: Ids) -> Vec<String> {
        let mut traffic = Traffic::new(7, ids);
        let line = |at: i64| {
            let mut body = String::new();
            let sender = traffic.sender();
            traffic.event(&mut body, sender, Timestamp::from_ms(NOW.ms() + at / 3));
            body
        };
        (0..1_000).map(line).collect()
    }

    #[test]
    fn every_event_is_taken_and_a_seed_gives_the_same_ones_again() {
        for ids in [Ids::Ordered, Ids::Random] {
            let made = lines(ids);
            assert_eq!(made, lines(ids));
            let body = made.join("\n");
            let read = read_all(Format::Lines, body.as_bytes()).unwrap();
            let mut names: Vec<_> = read
                .iter()
                .map(|read| read.event.as_ref().unwrap().id.clone())
                .collect();
            assert_eq!(names.is_sorted(), ids == Ids::Ordered);
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), 1_000);
            assert!(names.iter().all(|name| name.len() == 36));
        }
    }
}
