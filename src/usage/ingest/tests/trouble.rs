//! Failures, a full disk, and many at once.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::world::told;
use super::{NOW, World};
use crate::error::{Error, Result};
use crate::usage::event::{Format, read_all};
use crate::usage::ingest::{Outcome, Verdict};

fn batch(prefix: &str, events: usize, model: &str) -> Value {
    let all = (0..events).map(|number| {
        json!({"id": format!("{prefix}-{number}"), "model": model, "inputTokens": number,
            "endUser": "x".repeat(100), "latencyMs": number * 10})
    });
    Value::Array(all.collect())
}

/// Acknowledged = stored = summed at every level, and the numbers have no gap.
#[track_caller]
fn assert_counted(world: &World, acknowledged: usize) {
    let expected = i64::try_from(acknowledged).unwrap();
    for sql in [
        "SELECT COUNT(*) FROM usage_events",
        "SELECT MAX(seq) FROM usage_events",
        "SELECT ingest_seq FROM teams",
        "SELECT SUM(events) FROM usage_quarters",
        "SELECT SUM(events) FROM usage_hours",
        "SELECT SUM(events) FROM usage_days",
    ] {
        assert_eq!(world.number(sql), Some(expected), "{sql}");
    }
    world.assert_sound();
}

#[test]
fn pitfall_2_what_is_rolled_back_was_never_taken_nor_remembered() {
    let world = World::new();
    let by = world.sender("shop");
    let body = batch("a", 3, "first").to_string();
    let events = read_all(Format::Json, body.as_bytes()).unwrap();
    let (ingest, taken) = (
        world.ingest.clone(),
        world.ingest.prepare(by.clone(), events, NOW).unwrap(),
    );
    let failed: Result<Outcome> = world.write(move |tx| {
        assert_eq!(ingest.write(tx, taken)?.accepted, 3);
        Err(Error::internal("after the events"))
    });
    assert!(failed.is_err());
    assert_eq!(world.number("SELECT COUNT(*) FROM usage_events"), Some(0));

    // The number of the model that was rolled back goes to another one: no cache may know it.
    assert_eq!(world.post(&by, &batch("b", 1, "second")).accepted, 1);
    assert_eq!(world.post(&by, &batch("a", 3, "first")).accepted, 3);
    let named = "SELECT COUNT(*) FROM usage_events e JOIN models m ON m.id = e.model_id
        WHERE m.name = 'first'";
    assert_eq!(world.number(named), Some(3));
    assert_counted(&world, 4);
}

#[test]
fn a_full_disk_keeps_what_was_acknowledged_and_nothing_else() {
    let world = World::new();
    let by = world.sender("shop");
    let world = world.with_pages(150);
    let (mut acknowledged, mut sent) = (0, 0);
    let refused = loop {
        let body = batch(&format!("batch {sent}"), 40, &format!("model {sent}"));
        sent += 1;
        match world.post_at(&by, &body, NOW) {
            Ok(outcome) => acknowledged += outcome.accepted,
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, Error::Unavailable(_)), "{refused:?}");
    assert!(acknowledged > 0);
    assert_counted(&world, acknowledged);
    let again = world
        .post_at(&by, &batch("batch 0", 40, "model 0"), NOW)
        .unwrap();
    assert_eq!(again.duplicates, 40);
    assert_counted(&world, acknowledged);

    // With room again the refused batch is taken like any other.
    let world = world.with_pages(10_000);
    let body = batch(
        &format!("batch {}", sent - 1),
        40,
        &format!("model {}", sent - 1),
    );
    assert_eq!(world.post(&by, &body).accepted, 40);
    assert_counted(&world, acknowledged + 40);
}

#[test]
fn concurrent_batches_share_commits_and_stay_exact() {
    let world = World::new();
    let senders = [world.sender("shop"), world.sender("blog")];
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let posts = (0..48).map(|number| {
        // Every id is sent twice at once, as another model; a quarter fails after the work.
        let (by, fails) = (senders[number % 2].clone(), number % 8 >= 6);
        let model = format!("model {}", number % 3);
        let body = batch(&format!("{}", number / 4), 20, &model).to_string();
        let (ingest, db) = (world.ingest.clone(), world.db.clone());
        runtime.spawn(async move {
            let events = read_all(Format::Json, body.as_bytes()).unwrap();
            let batch = ingest.prepare(by, events, NOW).unwrap();
            db.write(move |tx| {
                let outcome = ingest.write(tx, batch)?;
                if fails {
                    return Err(Error::internal("after the events"));
                }
                Ok(outcome)
            })
            .await
        })
    });
    let (mut acknowledged, mut numbers) = (0, BTreeSet::new());
    for post in posts.collect::<Vec<_>>() {
        let Ok(outcome) = runtime.block_on(post).unwrap() else {
            continue;
        };
        acknowledged += outcome.accepted;
        for result in &outcome.results {
            if let Verdict::Accepted(receipt) = &result.verdict {
                assert!(numbers.insert(receipt.seq), "{}", receipt.seq);
            }
        }
    }
    assert!(acknowledged > 0);
    assert_eq!(numbers.len(), acknowledged);
    assert_counted(&world, acknowledged);
}

#[test]
fn every_team_has_a_sequence_and_sums_of_its_own() {
    let mut world = World::new();
    let here = world.sender("shop");
    world.join_another_team();
    let there = world.sender("shop");
    assert_ne!(here.team(), there.team());
    for (by, first) in [(&here, 1), (&there, 1), (&here, 3)] {
        let outcome = world.post(by, &batch(&format!("from {first}"), 2, "m"));
        let expected = [
            format!("accepted {first}"),
            format!("accepted {}", first + 1),
        ];
        assert_eq!(told(&outcome), expected);
    }
    let teams = "SELECT COUNT(*) FROM (
        SELECT team_id, SUM(events) AS events FROM usage_days GROUP BY team_id)
        WHERE team_id = 1 AND events = 4 OR team_id = 2 AND events = 2";
    assert_eq!(world.number(teams), Some(2));
}
