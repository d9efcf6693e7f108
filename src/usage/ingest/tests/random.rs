//! Random batches against a second, simpler reckoning.

use std::collections::HashMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::world::told;
use super::{NOW, World};
use crate::clock::{DAY_MS, Timestamp};
use crate::keys::{KeyProof, UsageWrite};
use crate::usage::ids::Shape;
use crate::usage::ingest::sum_up;

/// One event of a batch: which id and source, which of a few contents, and when.
#[derive(Clone, Debug)]
struct Drawn {
    id: u8,
    source: Option<u8>,
    content: u8,
    /// Milliseconds before now; `None`: the sender gives no time.
    age: Option<i64>,
    wrong: bool,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    // Around the ends of slots, of the limits, and anywhere.
    let age = prop_oneof![
        -400_000..400_000_i64,
        0..3 * DAY_MS,
        35 * DAY_MS - 1_000..35 * DAY_MS + 1_000,
    ];
    (
        0..40_u8,
        proptest::option::of(0..2_u8),
        0..9_u8,
        proptest::option::weighted(0.8, age),
        proptest::bool::weighted(0.08),
    )
        .prop_map(|(id, source, content, age, wrong)| Drawn {
            id,
            source,
            content,
            age,
            wrong,
        })
}

impl Drawn {
    fn json(&self) -> Value {
        let tokens = i64::from(self.content) * 1_001;
        let model = ["gpt-4.1", "nobody-knows", "dear"][usize::from(self.content % 3)];
        let mut event = json!({"id": self.id.to_string(), "model": model, "inputTokens": tokens,
            "cachedInputTokens": tokens / 3, "outputTokens": 77, "reasoningTokens": 7,
            "requests": 1 + self.content % 2});
        if let Some(source) = self.source {
            event["source"] = source.to_string().into();
        }
        if let Some(age) = self.age {
            event["time"] = Timestamp::from_ms(NOW.ms() - age).to_string().into();
        }
        if !self.content.is_multiple_of(4) {
            event["latencyMs"] = (i64::from(self.content) * 97).into();
        }
        if self.content.is_multiple_of(5) {
            event["status"] = "error".into();
        }
        if self.content == 8 {
            event["cost"] = "0.125".into();
        }
        if self.wrong {
            event["outputTokens"] = (-1).into();
        }
        event
    }
}

/// What must become of the events: by sender, source and id the content and its number.
#[derive(Default)]
struct Reckoning {
    taken: HashMap<(usize, Option<u8>, u8), (String, i64)>,
    seq: i64,
}

impl Reckoning {
    fn told(&mut self, sender: usize, event: &Drawn) -> String {
        let content = event.json().to_string();
        let id = (sender, event.source, event.id);
        match (event.wrong, self.taken.get(&id)) {
            (true, _) => "rejected".to_owned(),
            (_, Some((known, seq))) if *known == content => format!("duplicate {seq}"),
            (_, Some(_)) => "conflict".to_owned(),
            (_, None) if event.age.is_some_and(|age| age > 35 * DAY_MS) => {
                "rejected too_old:time".to_owned()
            }
            (_, None) if event.age.is_some_and(|age| age < -300_000) => {
                "rejected in_future:time".to_owned()
            }
            (_, None) => {
                self.seq += 1;
                self.taken.insert(id, (content, self.seq));
                format!("accepted {}", self.seq)
            }
        }
    }
}

/// Every level against the events, summed up by SQL alone: no code in common with ingest.
fn sums_agree(world: &World, table: &str, slot_ms: i64) {
    let columns = "input_tokens), SUM(output_tokens), SUM(cached_input_tokens),
        SUM(cache_write_tokens), SUM(cache_write_1h_tokens), SUM(reasoning_tokens),
        SUM(input_audio_tokens), SUM(output_audio_tokens), SUM(input_image_tokens),
        SUM(output_image_tokens";
    let from_events = format!(
        "SELECT team_id, time / {slot_ms} * {slot_ms} AS start, project_id, model_id, key_id,
            status, COUNT(*), SUM(requests), SUM(iif(cost_nanos IS NULL, requests, 0)),
            SUM({columns}), COALESCE(SUM(cost_nanos), 0), COUNT(latency_ms),
            COALESCE(SUM(latency_ms), 0)
        FROM usage_events
        GROUP BY 1, 2, 3, 4, 5, 6"
    );
    let stored = format!(
        "SELECT team_id, start, project_id, model_id, key_id, status, SUM(events), SUM(requests),
            SUM(unpriced_requests), SUM({columns}), SUM(cost_nanos), SUM(latency_count),
            SUM(latency_sum_ms)
        FROM {table}
        GROUP BY 1, 2, 3, 4, 5, 6"
    );
    for (one, other) in [(&from_events, &stored), (&stored, &from_events)] {
        let differing = world.number(&format!("SELECT COUNT(*) FROM ({one} EXCEPT {other})"));
        assert_eq!(differing, Some(0), "{table}");
    }
}

/// Measures of the index of ids that a few events fill.
const SMALL: Shape = Shape {
    segment: 10,
    chunk: 3,
    bits: 128,
    hash_bits: 5,
};

/// What happens after a batch.
#[derive(Clone, Copy, Debug)]
enum Then {
    Nothing,
    /// The file is opened anew.
    Restart,
    /// The sums that wait are written.
    SumUp,
}

fn run(shape: Shape, batches: &[(usize, Vec<Drawn>, Then)]) {
    let mut world = World::new().with_shape(shape);
    let shop = world.project("shop");
    let keys: Vec<KeyProof<UsageWrite>> = vec![
        world.present(&world.key(&shop).1),
        world.present(&world.key(&shop).1),
        world.sender("blog"),
    ];
    let mut reckoning = Reckoning::default();
    for (sender, events, then) in batches {
        let body = Value::Array(events.iter().map(Drawn::json).collect());
        // Named sources are shared by the keys of a project; without one each key has its own.
        let outcome = world.post_at(&keys[*sender], &body, NOW).unwrap();
        for (event, told) in events.iter().zip(told(&outcome)) {
            let place = match (sender, event.source) {
                (1, Some(_)) => 0,
                (sender, _) => *sender,
            };
            let expected = reckoning.told(place, event);
            if expected == "rejected" {
                assert!(told.starts_with("rejected "), "{told}");
            } else {
                assert_eq!(told, expected, "{event:?}");
            }
        }
        let sum = outcome.accepted + outcome.duplicates + outcome.rejected;
        assert_eq!(sum, events.len());
        match then {
            Then::Nothing => {}
            Then::Restart => world = world.with_pages(100_000),
            Then::SumUp => world.write(sum_up).unwrap(),
        }
    }
    let stored = world.number("SELECT COUNT(*) FROM usage_events");
    assert_eq!(stored, Some(reckoning.seq));
    sums_agree(&world, "usage_quarters", 900_000);
    sums_agree(&world, "usage_hours", 3_600_000);
    sums_agree(&world, "usage_days", DAY_MS);
    world.assert_sound();
}

fn then() -> impl Strategy<Value = Then> {
    prop_oneof![3 => Just(Then::Nothing), 1 => Just(Then::Restart), 1 => Just(Then::SumUp)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn random_batches_are_counted_exactly(
        batches in prop::collection::vec(
            (0..3_usize, prop::collection::vec(drawn(), 0..40), then()), 1..8),
        shape in prop_oneof![Just(SMALL), Just(Shape::default())],
    ) {
        run(shape, &batches);
    }
}
