//! The check finds whatever does not add up, each kind by itself.

use serde_json::json;

use super::{Problem, Report, verify};
use crate::ids::{ProjectId, TeamId};
use crate::usage::ingest::tests::{NOW, World};
use crate::usage::range::Level;

/// A team with events in two slots of every level.
fn world() -> World {
    let world = World::new();
    let by = world.sender("shop");
    let event = |id: &str, time: &str| json!({"id": id, "model": "gpt-4.1", "inputTokens": 5, "latencyMs": 30, "time": time});
    world.post(
        &by,
        &json!([
            event("a", "2026-03-10T11:50:00Z"),
            event("b", "2026-03-10T11:50:01Z"),
            event("c", "2026-03-09T23:59:59.999Z"),
        ]),
    );
    world
}

fn after(change: &'static str) -> Report {
    let world = world();
    world
        .write(move |tx| {
            assert!(tx.execute(change, [])? > 0, "{change}");
            Ok(())
        })
        .unwrap();
    world.db.read_now(verify).unwrap()
}

fn problems(change: &'static str) -> Vec<Problem> {
    let report = after(change);
    assert!(!report.is_sound(), "{change}");
    report.problems
}

fn totals(level: Level, start: i64) -> Problem {
    Problem::Totals {
        level,
        team: TeamId(1),
        start,
    }
}

const DAY: i64 = 1_773_100_800_000;

#[test]
fn a_sound_file_is_sound() {
    assert_eq!(NOW.ms() - DAY, 12 * 3_600_000);
    let report = world().db.read_now(verify).unwrap();
    assert!(report.is_sound());
    assert_eq!((report.events, report.totals), (3, 6));
    let nothing = World::new().db.read_now(verify).unwrap();
    assert_eq!(nothing, Report::default());
}

#[test]
fn wrong_sums_are_found() {
    let quarter = totals(Level::Quarter, DAY + 47 * 900_000);
    for (change, problem) in [
        (
            "UPDATE usage_days SET cost_nanos = cost_nanos + 1 WHERE events = 2",
            totals(Level::Day, DAY),
        ),
        (
            "UPDATE usage_hours SET latency_sum_ms = 61 WHERE events = 2",
            totals(Level::Hour, DAY + 11 * 3_600_000),
        ),
        (
            "UPDATE usage_quarters SET latency_histogram = x'010001' WHERE events = 2",
            quarter.clone(),
        ),
        (
            "UPDATE usage_quarters SET latency_histogram = x'ff' WHERE events = 2",
            quarter.clone(),
        ),
        (
            "UPDATE usage_quarters SET model_id = 99 WHERE events = 2",
            quarter.clone(),
        ),
        ("DELETE FROM usage_quarters WHERE events = 2", quarter),
        (
            "UPDATE usage_days SET start = start + 86400000 WHERE events = 2",
            totals(Level::Day, DAY),
        ),
    ] {
        let found = problems(change);
        assert_eq!(found.first(), Some(&problem), "{change}");
    }
}

#[test]
fn sums_without_events_are_found() {
    let found = problems(
        "INSERT INTO usage_days
        SELECT team_id, start + 864000000, project_id, model_id, key_id, status, events, requests,
            unpriced_requests, input_tokens, output_tokens, cached_input_tokens,
            cache_write_tokens, cache_write_1h_tokens, reasoning_tokens, input_audio_tokens,
            output_audio_tokens, input_image_tokens, output_image_tokens, cost_nanos,
            latency_count, latency_sum_ms, latency_histogram
        FROM usage_days
        WHERE events = 2",
    );
    assert_eq!(found, [totals(Level::Day, DAY + 864_000_000)]);
}

#[test]
fn gaps_and_strays_are_found() {
    let sequence = |missing| {
        let team = TeamId(1);
        vec![Problem::Sequence { team, missing }]
    };
    assert_eq!(problems("UPDATE teams SET ingest_seq = 4"), sequence(1));
    assert_eq!(problems("UPDATE teams SET ingest_seq = 2"), sequence(-1));
    let low = "UPDATE teams SET ingest_low_water = 1, ingest_seq = 4";
    assert_eq!(problems(low), sequence(0));
    let ids = |count| vec![Problem::Ids { count }];
    // Two events under one id, of which either is one too many.
    assert_eq!(
        problems("UPDATE usage_events SET event_id = 'a' WHERE seq = 2"),
        ids(2)
    );
    // A segment that is said to hold what it does not.
    let empty = "INSERT INTO usage_id_segments (id, fences, filter)
        VALUES (1, x'', zeroblob(131072))";
    let claimed = "INSERT INTO usage_id_spans (team_id, last_seq, segment_id) VALUES (1, 2, 1)";
    let world = world();
    world
        .write(move |tx| Ok(tx.execute_batch(&format!("{empty}; {claimed}"))?))
        .unwrap();
    assert_eq!(world.db.read_now(verify).unwrap().problems, ids(2));
    let project = ProjectId(1);
    let last = vec![Problem::LastEvent { project }];
    assert_eq!(problems("UPDATE projects SET last_event_at = NULL"), last);
    assert_eq!(problems("UPDATE projects SET last_event_at = 5"), last);
    let numbers = vec![Problem::Numbers { project }];
    assert_eq!(
        problems("UPDATE usage_sources SET first_number = 1, last_number = 1"),
        numbers
    );
    assert_eq!(problems("UPDATE usage_events SET source_seq = 1"), numbers);
    let gone = problems("DELETE FROM usage_events WHERE seq = 2");
    assert!(gone.contains(&sequence(1)[0]), "{gone:?}");
    assert!(gone.contains(&totals(Level::Day, DAY)), "{gone:?}");
}

#[test]
fn a_long_list_of_problems_is_cut() {
    let world = World::new();
    let by = world.sender("shop");
    let events =
        (0..150).map(|number| json!({"id": number.to_string(), "model": number.to_string()}));
    let events: Vec<_> = events.collect();
    world.post(&by, &events.into());
    world
        .write(|tx| Ok(tx.execute("UPDATE usage_hours SET requests = 2", [])?))
        .unwrap();
    let report = world.db.read_now(verify).unwrap();
    assert_eq!((report.problem_count, report.problems.len()), (150, 100));
}
