//! A team with projects, keys and usage, made as its people and programs make them.

use std::sync::atomic::{AtomicUsize, Ordering};

use rocket::http::Method;
use scalix::clock::{DAY_MS, Timestamp};
use scalix::money::Nanos;
use serde_json::{Value, json};

use crate::support::{Actor, TestApp};

/// The last one has no price.
pub(crate) const MODELS: [&str; 4] = ["alpha-1", "beta/2", "gamma \u{3b3}", "nobody knows"];

/// An event, by places in [`MODELS`] and the lists of the [`World`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Fact {
    pub(crate) time: i64,
    pub(crate) project: usize,
    pub(crate) key: usize,
    pub(crate) model: usize,
    pub(crate) error: bool,
    pub(crate) requests: i64,
    pub(crate) input: i64,
    pub(crate) output: i64,
    pub(crate) cached_input: i64,
    pub(crate) cost: Option<i64>,
    pub(crate) latency_ms: Option<i64>,
}

/// Numbers that look random and are always the same.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: i64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % sides
    }

    pub(crate) fn index(&mut self, sides: usize) -> usize {
        usize::try_from(self.roll(i64::try_from(sides).unwrap())).unwrap()
    }

    pub(crate) fn odds(&mut self, one_in: i64) -> bool {
        self.roll(one_in) == 0
    }
}

/// Events of the last `days` days.
pub(crate) fn facts(now: Timestamp, days: i64, count: usize) -> Vec<Fact> {
    let mut dice = Dice(now.ms().unsigned_abs());
    (0..count)
        .map(|_| {
            let (key, model, input) = (dice.index(6), dice.index(4), dice.roll(5_000));
            Fact {
                time: now.ms() - dice.roll(days * DAY_MS),
                project: key / 2,
                key,
                model,
                error: dice.odds(9),
                requests: 1 + dice.roll(3),
                input,
                output: dice.roll(900),
                cached_input: dice.roll(input + 1),
                cost: (model < 3).then(|| dice.roll(1_000_000_000)),
                latency_ms: (!dice.odds(5)).then(|| dice.roll(60_000)),
            }
        })
        .collect()
}

/// Three projects with two keys each.
pub(crate) struct World {
    pub(crate) projects: Vec<String>,
    pub(crate) keys: Vec<String>,
    senders: Vec<Actor>,
}

impl World {
    /// Made by somebody who manages projects.
    pub(crate) async fn new(app: &TestApp, owner: &Actor) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (mut projects, mut keys, mut senders) = (vec![], vec![], vec![]);
        for name in ["One", "Two", "Three"] {
            let new = json!({ "name": name });
            let project = owner.post(app, "/api/projects", &new).await.data(201);
            let project = text(&project["id"]);
            for name in ["first", "second"] {
                let new = json!({ "name": name, "projectId": project });
                let key = owner.post(app, "/api/api-keys", &new).await.data(201);
                keys.push(text(&key["id"]));
                senders.push(Actor::with_bearer(key["secret"].as_str().unwrap()));
            }
            projects.push(project);
        }
        Self {
            projects,
            keys,
            senders,
        }
    }

    /// Sends the events, each with its own key.
    pub(crate) async fn send(&self, app: &TestApp, facts: &[Fact]) {
        for (key, sender) in self.senders.iter().enumerate() {
            let events: Vec<Value> = facts
                .iter()
                .filter(|fact| fact.key == key)
                .map(Fact::event)
                .collect();
            for batch in events.chunks(1_000) {
                let outcome = sender.post(app, "/api/usage/events", &json!(batch)).await;
                assert_eq!(outcome.data(200)["accepted"], batch.len());
            }
        }
    }

    pub(crate) async fn rename(&self, app: &TestApp, owner: &Actor, project: usize, name: &str) {
        let path = format!("/api/projects/{}", self.projects[project]);
        let renamed = owner
            .json(app, Method::Put, &path, &json!({ "name": name }))
            .await;
        renamed.data(200);
    }
}

impl Fact {
    fn event(&self) -> Value {
        static SENT: AtomicUsize = AtomicUsize::new(0);
        json!({
            "id": format!("evt-{}", SENT.fetch_add(1, Ordering::Relaxed)),
            "time": Timestamp::from_ms(self.time).to_string(),
            "model": MODELS[self.model],
            "inputTokens": self.input,
            "output_tokens": self.output,
            "gen_ai.usage.cache_read.input_tokens": self.cached_input,
            "requests": self.requests,
            "status": if self.error { "error" } else { "ok" },
            "latencyMs": self.latency_ms,
            "cost": self.cost.map(|cost| Nanos(cost.into()).to_string()),
        })
    }
}
