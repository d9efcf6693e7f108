//! Every rule by itself.

use std::time::Duration;

use serde_json::{Value, json};

use super::world::{costs, price, told};
use super::{NOW, World};
use crate::clock::{DAY_MS, Timestamp};
use crate::ids::KeyId;
use crate::keys;
use crate::projects;
use crate::usage::event::MOST_TOKENS;
use crate::usage::ingest::{Destination, NO_KEY, Verdict};
use crate::usage::prices::{Price, PriceBook, PriceRow, Service, Tier, Tiers};

fn event(id: &str) -> Value {
    json!({"id": id, "model": "gpt-4.1", "inputTokens": 1_000, "outputTokens": 100,
        "latencyMs": 250})
}

fn with(id: &str, members: Value) -> Value {
    let mut event = event(id);
    for (name, value) in members.as_object().unwrap() {
        event[name] = value.clone();
    }
    event
}

fn at(id: &str, ms: i64) -> Value {
    with(id, json!({"time": Timestamp::from_ms(ms).to_string()}))
}

#[test]
fn an_event_is_stored_with_everything_that_was_sent() {
    let world = World::new();
    let by = world.sender("shop");
    let sent = json!({"id": "e1", "source": "eu", "sourceSeq": 4, "time": "2026-03-10T11:59:59.5Z",
        "model": "gpt-4.1", "provider": "openai", "endpoint": "/v1/chat", "endUser": "u",
        "serviceTier": "flex", "inputTokens": 30, "outputTokens": 20, "cachedInputTokens": 3,
        "cacheWriteTokens": 4, "cacheWrite1hTokens": 1, "reasoningTokens": 5,
        "inputAudioTokens": 6, "outputAudioTokens": 7, "inputImageTokens": 8,
        "outputImageTokens": 9, "requests": 2, "latencyMs": 1_200, "timeToFirstTokenMs": 80,
        "status": "error", "errorCode": "500", "errorMessage": "no"});
    let outcome = world.post(&by, &sent);
    assert_eq!(told(&outcome), ["accepted 1"]);
    assert_eq!(outcome.results[0].id.as_deref(), Some("e1"));
    let row = world.db.read_now(|conn| {
        Ok(conn.query_row(
            "SELECT json_array(e.time, e.seq, e.ingested_at, m.name, s.name, e.event_id,
                e.source_seq, e.status, e.requests, e.input_tokens, e.output_tokens,
                e.cached_input_tokens, e.cache_write_tokens, e.cache_write_1h_tokens,
                e.reasoning_tokens, e.input_audio_tokens, e.output_audio_tokens,
                e.input_image_tokens, e.output_image_tokens, e.latency_ms, e.first_token_ms,
                e.provider, e.endpoint, e.end_user, e.service_tier, e.error_code,
                e.error_message, e.price_id)
            FROM usage_events e
            JOIN models m ON m.id = e.model_id
            JOIN usage_sources s ON s.id = e.source_id AND s.project_id = e.project_id",
            [],
            |row| row.get::<_, String>(0),
        )?)
    });
    let row: Value = serde_json::from_str(&row.unwrap()).unwrap();
    let expected = json!([
        NOW.ms() - 500,
        1,
        NOW.ms(),
        "gpt-4.1",
        "eu",
        "e1",
        4,
        "error",
        2,
        30,
        20,
        3,
        4,
        1,
        5,
        6,
        7,
        8,
        9,
        1_200,
        80,
        "openai",
        "/v1/chat",
        "u",
        "flex",
        "500",
        "no",
        1
    ]);
    assert_eq!(row, expected);
    let latest = world.number("SELECT last_event_at FROM projects");
    assert_eq!(latest, Some(NOW.ms() - 500));
}

#[test]
fn the_same_batch_twice_changes_nothing_and_repeats_the_receipts() {
    let world = World::new();
    let by = world.sender("shop");
    let batch = json!([
        event("a"),
        with("b", json!({"model": "nobody-knows"})),
        at("c", NOW.ms() - DAY_MS)
    ]);
    let first = world.post(&by, &batch);
    assert_eq!(told(&first), ["accepted 1", "accepted 2", "accepted 3"]);
    assert_eq!((first.status(), first.accepted), (200, 3));
    let sums = "SELECT SUM(events) * 1000000 + SUM(requests) * 1000 + SUM(unpriced_requests)
        FROM usage_days";
    let before = world.number(sums);
    let later = NOW.plus(Duration::from_hours(40 * 24));
    for now in [NOW, later] {
        let again = world.post_at(&by, &batch, now).unwrap();
        assert_eq!(told(&again), ["duplicate 1", "duplicate 2", "duplicate 3"]);
        assert_eq!((again.status(), again.duplicates), (200, 3));
        assert_eq!(costs(&again), costs(&first), "{now}");
        assert_eq!(costs(&first), [Some(2_800_000), None, Some(2_800_000)]);
    }
    assert_eq!(world.number(sums), before);
    assert_eq!(before, Some(3_003_001));
    world.assert_sound();
}

#[test]
fn other_content_under_a_taken_id_is_a_conflict() {
    let world = World::new();
    let by = world.sender("shop");
    world.post(&by, &event("a"));
    let outcome = world.post(
        &by,
        &json!([
            with("a", json!({"outputTokens": 101})),
            with("a", json!({"requests": 1})),
            event("b"),
            with("b", json!({"endUser": "u"})),
            event("b"),
        ]),
    );
    let expected = [
        "conflict",
        "duplicate 1",
        "accepted 2",
        "conflict",
        "duplicate 2",
    ];
    assert_eq!(told(&outcome), expected);
    assert_eq!((outcome.status(), outcome.rejected), (207, 2));
    let outcome = world.post(&by, &with("a", json!({"cost": "1"})));
    assert_eq!(
        (told(&outcome)[0].as_str(), outcome.status()),
        ("conflict", 422)
    );
}

#[test]
fn an_id_counts_within_its_source_and_project() {
    let world = World::new();
    let (shop, blog) = (world.sender("shop"), world.sender("blog"));
    let sent = |source: &str| with("a", json!({"source": source}));
    assert_eq!(told(&world.post(&shop, &event("a"))), ["accepted 1"]);
    assert_eq!(told(&world.post(&blog, &event("a"))), ["accepted 2"]);
    assert_eq!(told(&world.post(&shop, &sent("eu"))), ["accepted 3"]);
    // An empty one names nobody.
    assert_eq!(told(&world.post(&shop, &sent(""))), ["duplicate 1"]);
    assert_eq!(told(&world.post(&shop, &sent("eu"))), ["duplicate 3"]);
    let own = shop.key_id().as_str().to_owned();
    assert_eq!(told(&world.post(&shop, &sent(&own))), ["duplicate 1"]);
}

#[test]
fn without_a_source_the_key_is_it_and_survives_rotation() {
    let world = World::new();
    let project = world.project("shop");
    let (key, secret) = world.key(&project);
    let other = world.present(&world.key(&project).1);
    world.post(&world.present(&secret), &event("a"));
    let (ring, by, rotation) = (
        world.ring.clone(),
        world.by(),
        keys::RotateDraft::default().check().unwrap(),
    );
    let (_, rotated) = world
        .write(move |tx| keys::rotate(tx, &ring, &by, &key.public_id, &rotation, NOW))
        .unwrap();
    let rotated = world.present(&rotated);
    assert_eq!(told(&world.post(&rotated, &event("a"))), ["duplicate 1"]);
    assert_eq!(told(&world.post(&other, &event("a"))), ["accepted 2"]);
}

#[test]
fn time_is_looked_at_after_the_id() {
    let world = World::new();
    let by = world.sender("shop");
    let oldest = NOW.ms() - 35 * DAY_MS;
    let newest = NOW.ms() + 5 * 60_000;
    let outcome = world.post(
        &by,
        &json!([
            at("a", oldest),
            at("b", oldest - 1),
            at("c", newest),
            at("d", newest + 1)
        ]),
    );
    let expected = [
        "accepted 1",
        "rejected too_old:time",
        "accepted 2",
        "rejected in_future:time",
    ];
    assert_eq!(told(&outcome), expected);
    // The rejected ones took neither their ids nor numbers.
    let later = NOW.plus(Duration::from_mins(2));
    let batch = json!([at("a", oldest), at("b", NOW.ms()), at("d", newest + 1)]);
    let outcome = world.post_at(&by, &batch, later).unwrap();
    assert_eq!(told(&outcome), ["duplicate 1", "accepted 3", "accepted 4"]);
    let changed = world.post_at(&by, &json!([at("a", oldest - 1)]), later);
    assert_eq!(told(&changed.unwrap()), ["conflict"]);
    assert_eq!(world.number("SELECT COUNT(*) FROM usage_events"), Some(4));
    world.assert_sound();
}

#[test]
fn a_bad_event_does_not_take_its_neighbours_along() {
    let world = World::new();
    let by = world.sender("shop");
    let outcome = world.post(
        &by,
        &json!([
            event("a"),
            with("b", json!({"inputTokens": -1})),
            5,
            with("c", json!({"colour": "red"})),
            event("d"),
        ]),
    );
    let expected = [
        "accepted 1",
        "rejected out_of_range:inputTokens",
        "rejected invalid_type",
        "rejected unknown_field:colour",
        "accepted 2",
    ];
    let told = told(&outcome);
    assert_eq!(
        (told[0].as_str(), told[4].as_str()),
        (expected[0], expected[4])
    );
    assert!(told[1..4].iter().all(|told| told.starts_with("rejected ")));
    assert_eq!((outcome.accepted, outcome.rejected), (2, 3));
    assert_eq!(outcome.status(), 207);
    let places: Vec<_> = outcome.results.iter().map(|result| result.index).collect();
    assert_eq!(places, [0, 1, 2, 3, 4]);
}

#[test]
fn a_batch_without_a_good_event_leaves_no_trace() {
    let world = World::new();
    let by = world.sender("shop");
    let bad = with(
        "a",
        json!({"source": "never-seen", "model": "never-seen", "requests": 0}),
    );
    let old = with(
        "b",
        json!({"source": "never-seen", "time": "2020-01-01T00:00:00Z"}),
    );
    let outcome = world.post(&by, &json!([bad, old]));
    assert_eq!((outcome.status(), outcome.rejected), (422, 2));
    for table in ["usage_sources", "models", "usage_events", "usage_quarters"] {
        let rows = world.number(&format!("SELECT COUNT(*) FROM {table}"));
        assert_eq!(rows, Some(0), "{table}");
    }
    assert_eq!(world.number("SELECT ingest_seq FROM teams"), Some(0));
    assert_eq!(world.number("SELECT last_event_at FROM projects"), None);
    let nothing = world.post(&by, &json!([]));
    assert_eq!((nothing.status(), nothing.results.len()), (200, 0));
}

#[test]
fn pitfall_9_an_unknown_model_is_unpriced_and_never_free() {
    let world = World::new();
    let by = world.sender("shop");
    let sent = with("a", json!({"model": "nobody-knows", "requests": 3}));
    assert_eq!(costs(&world.post(&by, &sent)), [None]);
    let free = with("b", json!({"model": "nobody-knows", "cost": "0"}));
    assert_eq!(costs(&world.post(&by, &free)), [Some(0)]);
    let unpriced = world.number("SELECT unpriced_requests FROM usage_days");
    assert_eq!(unpriced, Some(3));
    let rows = "SELECT COUNT(*) FROM usage_events WHERE cost_nanos IS NULL AND price_id IS NULL";
    assert_eq!(world.number(rows), Some(1));
}

/// Computed by hand from 2, 8 and 0.50 dollars a million tokens in, out and from the cache.
#[test]
fn the_cost_is_exact_to_the_nano_dollar() {
    let world = World::new();
    let by = world.sender("shop");
    let tokens = |id: &str, input: i64, cached: i64, output: i64| {
        json!({"id": id, "model": "gpt-4.1", "inputTokens": input, "cachedInputTokens": cached,
            "outputTokens": output})
    };
    let outcome = world.post(
        &by,
        &json!([
            tokens("a", 1, 0, 0),               // 2 000 nano-dollars
            tokens("b", 1, 1, 0),               // 500
            tokens("c", 0, 0, 1),               // 8 000
            tokens("d", 10_000, 8_000, 500),    // 4 000 000 + 4 000 000 + 4 000 000
            tokens("e", 1_234_567, 34_567, 89), // 2 400 000 000 + 17 283 500 + 712 000
            with("f", json!({"cost": "0.000000001"})),
            with("g", json!({"cost": "1000000"})),
        ]),
    );
    let expected = [
        2_000,
        500,
        8_000,
        12_000_000,
        2_417_995_500,
        1,
        1_000_000_000_000_000,
    ];
    assert_eq!(costs(&outcome), expected.map(Some));
    let sum: i128 = expected.iter().sum();
    let stored = world.number("SELECT SUM(cost_nanos) FROM usage_days");
    assert_eq!(stored.map(i128::from), Some(sum));
    let by_price = "SELECT COUNT(*) FROM usage_events WHERE price_id = 1";
    assert_eq!(world.number(by_price), Some(5));
}

/// Computed by hand: a dollar a million tokens in, two above 200 000 of them, half as much in
/// batches; out ten times that.
#[test]
fn long_contexts_and_tiers_of_service_have_their_own_prices() {
    let world = World::new();
    let by = world.sender("shop");
    let list = |input: i64| Price {
        input,
        output: 10 * input,
        ..Price::default()
    };
    let tier = |above, service, input| Tier {
        above,
        service,
        price: list(input),
    };
    let tiered = PriceRow {
        tiers: Tiers::from(vec![
            tier(0, Some(Service::Batch), 500_000_000),
            tier(200_000, None, 2_000_000_000),
        ]),
        ..price(9, "long", list(1_000_000_000))
    };
    world.prices.replace(PriceBook::new(vec![tiered]));
    let sent = |id: &str, input: i64, more: Value| {
        let mut sent = json!({"id": id, "model": "long", "inputTokens": input,
            "outputTokens": 1_000});
        let more = more.as_object().unwrap().clone();
        sent.as_object_mut().unwrap().extend(more);
        sent
    };
    let outcome = world.post(
        &by,
        &json!([
            sent("a", 200_000, json!({})), // 200 000 000 + 10 000 000
            sent("b", 200_001, json!({})), // 400 002 000 + 20 000 000
            sent("c", 200_001, json!({"cachedInputTokens": 200_000})), // cached ones count
            sent("d", 200_000, json!({"serviceTier": "Batch"})), // 100 000 000 + 5 000 000
            sent("e", 200_001, json!({"serviceTier": "batch"})), // no batch price at that size
            sent("f", 200_000, json!({"serviceTier": "scale"})), // no such tier: as "a"
            sent("g", 300_000, json!({"requests": 2})), // two calls of 150 000
            // A call of 23 000 after one that compacted 180 000: no call above 200 000.
            {"id": "h", "model": "long", "provider": "anthropic", "usage": {
                "input_tokens": 23_000, "output_tokens": 500, "iterations": [
                {"type": "compaction", "input_tokens": 180_000, "output_tokens": 500},
                {"type": "message", "input_tokens": 23_000, "output_tokens": 500}]}},
        ]),
    );
    let expected = [
        210_000_000,
        420_002_000,
        420_002_000,
        105_000_000,
        420_002_000,
        210_000_000,
        310_000_000,
        213_000_000,
    ];
    assert_eq!(costs(&outcome), expected.map(Some));
}

/// Computed by hand: 1 000 in, half of it audio, 400 from the cache; audio 1.00, text 0.30, cached
/// 0.03, cached audio 0.10 dollars a million.
#[test]
fn cached_audio_costs_what_the_usage_object_tells() {
    let world = World::new();
    let by = world.sender("shop");
    let list = Price {
        input: 300_000_000,
        output: 2_500_000_000,
        cached_input: Some(30_000_000),
        input_audio: Some(1_000_000_000),
        cached_audio: Some(100_000_000),
        ..Price::default()
    };
    world
        .prices
        .replace(PriceBook::new(vec![price(9, "heard", list)]));
    let usage = json!({"promptTokenCount": 1_000, "cachedContentTokenCount": 400,
        "promptTokensDetails": [{"modality": "AUDIO", "tokenCount": 500}],
        "cacheTokensDetails": [{"modality": "AUDIO", "tokenCount": 300}]});
    let counts = json!({"inputTokens": 1_000, "cachedInputTokens": 400, "inputAudioTokens": 500});
    let mut plain = json!({"id": "b", "model": "heard", "provider": "google"});
    plain
        .as_object_mut()
        .unwrap()
        .extend(counts.as_object().unwrap().clone());
    let told = json!({"id": "a", "model": "heard", "provider": "google", "usage": usage});
    let outcome = world.post(&by, &json!([told, plain]));
    let expected = [
        400 * 300 + 200 * 1_000 + 100 * 30 + 300 * 100,
        100 * 300 + 500 * 1_000 + 400 * 30,
    ];
    assert_eq!(costs(&outcome), expected.map(Some));
}

#[test]
fn pitfall_8_a_new_price_changes_no_past_cost() {
    let world = World::new();
    let by = world.sender("shop");
    world.post(&by, &event("a"));
    let dearer = Price {
        input: 4_000_000_000,
        ..Price::default()
    };
    let book = PriceBook::new(vec![price(9, "gpt-4.1", dearer)]);
    world.prices.replace(book);
    let outcome = world.post(&by, &json!([event("a"), event("b")]));
    assert_eq!(told(&outcome), ["duplicate 1", "accepted 2"]);
    assert_eq!(costs(&outcome), [Some(2_800_000), Some(4_000_000)]);
}

#[test]
fn a_computed_cost_above_a_million_dollars_is_refused() {
    let world = World::new();
    let by = world.sender("shop");
    let dear = |id: &str, tokens: i64| json!({"id": id, "model": "dear", "inputTokens": tokens});
    let outcome = world.post(&by, &json!([dear("a", 1_000_000), dear("b", 1_000_001)]));
    assert_eq!(told(&outcome), ["accepted 1", "rejected out_of_range:cost"]);
    assert_eq!(
        costs(&world.post(&by, &dear("a", 1_000_000))),
        [Some(1_000_000_000_000_000)]
    );
}

#[test]
fn sums_never_leave_sixty_four_bits() {
    let world = World::new();
    let by = world.sender("shop");
    let largest = |from: usize| {
        let all = (from..from + 1_000).map(
            |number| json!({"id": number.to_string(), "model": "nobody-knows", "cost": "1000000"}),
        );
        Value::Array(all.collect())
    };
    // Half of the range holds 4 611 times a million dollars.
    let mut accepted = 0;
    for thousand in 0..5 {
        let outcome = world.post_at(&by, &largest(thousand * 1_000), NOW).unwrap();
        accepted += outcome.accepted;
        let refused = told(&outcome)
            .iter()
            .filter(|told| *told == "rejected out_of_range")
            .count();
        assert_eq!(refused, outcome.rejected);
    }
    assert_eq!(accepted, 4_611);
    world.assert_sound();
    // Small events, other models and repetitions are still taken.
    let tokens = with(
        "t",
        json!({"inputTokens": MOST_TOKENS, "model": "other", "cost": "0"}),
    );
    let again = json!({"id": "0", "model": "nobody-knows", "cost": "1000000"});
    let small = json!({"id": "small", "model": "nobody-knows", "cost": "0.5"});
    let outcome = world.post(&by, &json!([tokens, again, small]));
    assert_eq!(
        told(&outcome),
        ["accepted 4612", "duplicate 1", "accepted 4613"]
    );
}

#[test]
fn what_is_above_a_dollar_is_checked_with_all_that_waits() {
    let world = World::new();
    let by = world.sender("shop");
    let event = |id: &str, cost: &str| json!({"id": id, "model": "nobody-knows", "cost": cost});
    let all = (0..4_611).map(|number| event(&number.to_string(), "1000000"));
    let all: Vec<Value> = all.collect();
    for thousand in all.chunks(1_000) {
        world.post_at(&by, &json!(thousand), NOW).unwrap();
    }
    // 686 018.427387903 dollars are left of the half; a small one before, in the same batch, counts.
    let outcome = world.post(
        &by,
        &json!([
            event("a", "686017.42"),
            event("b", "1"),
            event("c", "1.000000001"),
            event("d", "1"),
        ]),
    );
    assert_eq!(
        told(&outcome),
        [
            "accepted 4612",
            "accepted 4613",
            "rejected out_of_range",
            "accepted 4614"
        ]
    );
    // A day that nobody has used yet has room.
    let yesterday = json!({"id": "e", "model": "nobody-knows", "cost": "1000000",
        "time": "2026-03-09T12:00:00Z"});
    assert_eq!(told(&world.post(&by, &yesterday)), ["accepted 4615"]);
}

#[test]
fn a_new_key_works_though_another_brought_all_the_sources_there_may_be() {
    let world = World::new();
    let leaked = world.sender("shop");
    let project = leaked.project();
    let many = move |tx: &crate::db::Tx<'_>| {
        for number in 0..9_999 {
            tx.execute(
                "INSERT INTO usage_sources (project_id, name) VALUES (?1, ?2)",
                (project, format!("made-up-{number}")),
            )?;
        }
        Ok(())
    };
    world.write(many).unwrap();
    let named = |id: &str| json!({"id": id, "model": "gpt-4.1", "source": format!("s-{id}")});
    let bare = |id: &str| json!({"id": id, "model": "gpt-4.1"});
    let outcome = world.post(&leaked, &json!([named("a"), named("b"), bare("c")]));
    assert_eq!(
        told(&outcome),
        ["accepted 1", "rejected too_many_sources", "accepted 2"]
    );
    assert_eq!(
        told(&world.post(&leaked, &json!([named("d"), bare("e")]))),
        ["rejected too_many_sources", "accepted 3"]
    );
}

#[test]
fn more_than_a_thousand_events_are_refused_as_a_whole() {
    let world = World::new();
    let by = world.sender("shop");
    let raw = serde_json::value::RawValue::from_string("{}".to_owned()).unwrap();
    let events = (0..1_001)
        .map(|_| crate::usage::event::read(&raw))
        .collect();
    let refused = world.ingest.prepare(by, events, NOW).unwrap_err();
    assert_eq!(refused.code(), "too_large");
}

#[test]
fn a_stopped_project_takes_nothing_even_what_was_on_its_way() {
    let world = World::new();
    let project = world.project("shop");
    let by = world.present(&world.key(&project).1);
    let body = event("a").to_string();
    let events = || {
        vec![crate::usage::event::read(
            serde_json::from_str(&body).unwrap(),
        )]
    };
    let under_way = world.ingest.prepare(by.clone(), events(), NOW).unwrap();
    let turn = |running: bool| {
        let (switches, by, project) = (world.ring.projects().clone(), world.by(), project.clone());
        let turn = if running {
            projects::start
        } else {
            projects::stop
        };
        world
            .write(move |tx| turn(tx, &switches, &by, &project, NOW))
            .unwrap();
    };
    turn(false);
    let ingest = world.ingest.clone();
    let refused = world.write(move |tx| ingest.write(tx, under_way));
    assert_eq!(refused.unwrap_err().code(), "project_stopped");
    let refused = world.ingest.prepare(by.clone(), events(), NOW);
    assert_eq!(refused.unwrap_err().code(), "project_stopped");
    assert_eq!(world.number("SELECT COUNT(*) FROM usage_events"), Some(0));
    turn(true);
    assert_eq!(told(&world.post(&by, &event("a"))), ["accepted 1"]);
}

#[test]
fn a_key_that_is_revoked_meanwhile_takes_nothing() {
    let world = World::new();
    let (key, secret) = world.key(&world.project("shop"));
    let by = world.present(&secret);
    assert_ne!(by.key(), KeyId(0));
    let (ring, access) = (world.ring.clone(), world.by());
    world
        .write(move |tx| keys::revoke(tx, &ring, &access, &key.public_id, NOW))
        .unwrap();
    let refused = world.post_at(&by, &event("a"), NOW).unwrap_err();
    assert_eq!(refused.code(), "unauthenticated");
}

#[test]
fn the_latest_event_of_a_project_never_goes_back() {
    let world = World::new();
    let by = world.sender("shop");
    world.post(&by, &json!([at("a", NOW.ms()), at("b", NOW.ms() - DAY_MS)]));
    let outcome = world.post(&by, &at("c", NOW.ms() - 2 * DAY_MS));
    assert!(matches!(outcome.results[0].verdict, Verdict::Accepted(_)));
    let latest = world.number("SELECT last_event_at FROM projects");
    assert_eq!(latest, Some(NOW.ms()));
}

#[test]
fn the_latest_event_of_a_project_is_known_to_the_second() {
    let world = World::new();
    let by = world.sender("shop");
    let second = (NOW.ms() / 1_000 - 5) * 1_000;
    for (id, time, known) in [
        ("a", second + 100, second + 100),
        ("b", second + 999, second + 100),
        ("c", second + 1_000, second + 1_000),
    ] {
        world.post(&by, &at(id, time));
        let latest = world.number("SELECT last_event_at FROM projects");
        assert_eq!(latest, Some(known), "{id}");
    }
}

#[test]
fn history_is_of_any_age_and_needs_no_key_and_no_running_project() {
    let world = World::new();
    let project = world.project("shop");
    let by = world.present(&world.key(&project).1);
    let to = Destination {
        team: by.team(),
        project: by.project(),
        key: NO_KEY,
        source: "import".to_owned(),
    };
    let (switches, access, id) = (world.ring.projects().clone(), world.by(), project.clone());
    world
        .write(move |tx| projects::stop(tx, &switches, &access, &id, NOW))
        .unwrap();
    let put = |body: Value| {
        let body = body.to_string();
        let events = vec![crate::usage::event::read_line(&body)];
        let batch = world.ingest.prepare_history(&to, events, NOW).unwrap();
        let ingest = world.ingest.clone();
        let outcome = world.write(move |tx| ingest.write(tx, batch));
        world.assert_sound();
        outcome.map(|outcome| told(&outcome).remove(0))
    };
    let moon = -14_182_940_000;
    assert_eq!(put(at("a", moon)).unwrap(), "accepted 1");
    assert_eq!(put(at("a", moon)).unwrap(), "duplicate 1");
    assert_eq!(put(at("a", moon + 1)).unwrap(), "conflict");
    let ahead = at("b", NOW.ms() + DAY_MS);
    assert_eq!(put(ahead).unwrap(), "rejected in_future:time");
    let start = "SELECT start FROM usage_days WHERE key_id = 0";
    assert_eq!(world.number(start), Some(-165 * DAY_MS));

    let (switches, access) = (world.ring.projects().clone(), world.by());
    world
        .write(move |tx| projects::delete(tx, &switches, &access, &project, Some("shop"), NOW))
        .unwrap();
    assert_eq!(put(at("c", moon)).unwrap_err().code(), "not_found");
}
