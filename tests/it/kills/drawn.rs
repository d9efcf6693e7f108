//! Random events, and the forms in which they are sent.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use scalix::clock::{Clock, DAY_MS, Timestamp};
use serde_json::{Value, json};

pub(super) const MODELS: [&str; 2] = ["gpt-4.1", "nobody-knows"];

/// Numbers from a seed (xorshift64*).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`; 0 of nothing.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) % end.max(1)
    }

    /// The same for a place in a list.
    pub(super) fn place(&mut self, end: usize) -> usize {
        usize::try_from(self.below(end as u64)).unwrap()
    }

    fn number(&mut self, end: u64) -> i64 {
        i64::try_from(self.below(end)).unwrap()
    }
}

/// What must become of an event whose id is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Taken,
    TooOld,
    Refused,
}

/// An event; everything but id and source is its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) id: String,
    pub(super) source: Option<String>,
    pub(super) number: Option<i64>,
    /// Milliseconds; `None`: the server's.
    pub(super) time: Option<i64>,
    pub(super) model: usize,
    pub(super) input: i64,
    pub(super) cached: i64,
    pub(super) output: i64,
    pub(super) requests: i64,
    pub(super) latency: Option<i64>,
    pub(super) failed: bool,
    /// Nano-dollars of the sender's own.
    pub(super) own_cost: Option<i64>,
    pub(super) fate: Fate,
}

impl Event {
    pub(super) fn draw(dice: &mut Dice) -> Self {
        let now = Clock::System.now().ms();
        let input = dice.number(5_000);
        let (time, fate) = match dice.below(12) {
            0 => (Some(now - 36 * DAY_MS), Fate::TooOld),
            1 => (None, Fate::Refused),
            2..=4 => (None, Fate::Taken),
            5..=7 => (Some(now - dice.number(34) * DAY_MS), Fate::Taken),
            _ => (Some(now - dice.number(7_200_000)), Fate::Taken),
        };
        Self {
            id: format!("{:x}{:x}", dice.below(1 << 32), dice.below(1 << 32)),
            source: (dice.below(2) == 0).then(|| format!("pod-{}", dice.below(3))),
            number: (dice.below(3) == 0).then(|| dice.number(2_000)),
            time,
            model: usize::from(dice.below(4) == 0),
            input,
            cached: dice.number(2) * (input / 3),
            output: if fate == Fate::Refused {
                -1
            } else {
                dice.number(900)
            },
            requests: 1 + dice.number(2) * dice.number(5),
            latency: (dice.below(4) > 0).then(|| dice.number(60_000)),
            failed: dice.below(7) == 0,
            own_cost: (dice.below(9) == 0).then(|| dice.number(1 << 31)),
            fate,
        }
    }

    /// The same id with another content.
    pub(super) fn changed(&self, dice: &mut Dice) -> Self {
        Self {
            input: self.input + 1 + dice.number(3),
            ..self.clone()
        }
    }

    /// Nano-dollars by the price list: 2 dollars a million tokens in, half a dollar from the
    /// cache, 8 dollars out. `None`: unpriced.
    pub(super) fn cost(&self) -> Option<i64> {
        let priced = self.model == 0;
        let fresh = (self.input - self.cached) * 2_000;
        let listed = fresh + self.cached * 500 + self.output * 8_000;
        self.own_cost.or(priced.then_some(listed))
    }

    /// The fields besides id, source and time, in one of the spellings.
    fn fields(&self, dice: &mut Dice) -> Value {
        let mut fields = json!({"model": MODELS[self.model], "provider": "openai"});
        match dice.below(3) {
            0 => {
                fields["inputTokens"] = self.input.into();
                fields["outputTokens"] = self.output.into();
                fields["cachedInputTokens"] = self.cached.into();
            }
            1 => {
                fields["input_tokens"] = self.input.into();
                fields["gen_ai.usage.output_tokens"] = self.output.into();
                fields["cached_input_tokens"] = self.cached.into();
            }
            _ => {
                fields["usage"] = json!({"prompt_tokens": self.input,
                    "completion_tokens": self.output, "total_tokens": self.input + self.output,
                    "prompt_tokens_details": {"cached_tokens": self.cached}});
            }
        }
        if self.requests > 1 || dice.below(2) == 0 {
            fields["requests"] = self.requests.into();
        }
        if let Some(number) = self.number {
            fields["sourceSeq"] = number.into();
        }
        if let Some(latency) = self.latency {
            fields["latencyMs"] = latency.into();
        }
        if self.failed {
            fields["status"] = "error".into();
            fields["errorCode"] = "overloaded".into();
        }
        if let Some(nanos) = self.own_cost {
            let (whole, part) = (nanos / 1_000_000_000, nanos % 1_000_000_000);
            fields["cost"] = format!("{whole}.{part:09}").into();
        }
        fields
    }

    fn plain(&self, dice: &mut Dice) -> Value {
        self.around(self.fields(dice))
    }

    fn cloud(&self, dice: &mut Dice) -> Value {
        self.around(json!({"specversion": "1.0", "type": "ai.usage", "data": self.fields(dice)}))
    }

    fn around(&self, mut event: Value) -> Value {
        event["id"] = self.id.as_str().into();
        if let Some(source) = &self.source {
            event["source"] = source.as_str().into();
        }
        if let Some(time) = self.time {
            event["time"] = Timestamp::from_ms(time).to_string().into();
        }
        event
    }
}

/// How a batch is written.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    One,
    Array,
    Lines,
    Cloud,
    Clouds,
}

impl Shape {
    pub(super) fn draw(dice: &mut Dice, events: &[Event]) -> Self {
        let one = events.len() == 1;
        // A CloudEvent has to say its source.
        let cloud = events.iter().all(|event| event.source.is_some());
        match dice.below(5) {
            0 if one => Self::One,
            1 if cloud && one => Self::Cloud,
            1 | 2 if cloud => Self::Clouds,
            3 => Self::Lines,
            _ => Self::Array,
        }
    }

    /// Content type, content encoding and body.
    pub(super) fn write(
        self,
        dice: &mut Dice,
        events: &[Event],
    ) -> (&'static str, Option<&'static str>, Vec<u8>) {
        let mut plain = || events.iter().map(|event| event.plain(dice)).collect();
        let (kind, body) = match self {
            Self::One => ("application/json", events[0].plain(dice).to_string()),
            Self::Array => {
                let array: Vec<Value> = plain();
                ("application/json", Value::from(array).to_string())
            }
            Self::Lines => {
                let array: Vec<Value> = plain();
                let lines: Vec<String> = array.iter().map(Value::to_string).collect();
                ("application/x-ndjson", lines.join("\n"))
            }
            Self::Cloud => (
                "application/cloudevents+json",
                events[0].cloud(dice).to_string(),
            ),
            Self::Clouds => {
                let array: Vec<Value> = events.iter().map(|event| event.cloud(dice)).collect();
                (
                    "application/cloudevents-batch+json",
                    Value::from(array).to_string(),
                )
            }
        };
        match dice.below(4) {
            0 => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(body.as_bytes()).unwrap();
                (kind, Some("gzip"), encoder.finish().unwrap())
            }
            1 => {
                let packed = compress_to_vec(body.as_bytes(), CompressionLevel::Fastest);
                (kind, Some("zstd"), packed)
            }
            _ => (kind, None, body.into_bytes()),
        }
    }
}
