//! The check finds whatever does not add up, each kind by itself.

use std::time::Duration;

use serde_json::json;

use super::{Problem, Report, Wrong, tell, verify, watch};
use crate::clock::Timestamp;
use crate::ids::{ProjectId, TeamId};
use crate::usage::ingest::sum_up;
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
    world.write(sum_up).unwrap();
    world
}

fn after(change: &'static str) -> Report {
    let world = world();
    world
        .write(move |tx| {
            // Damage does not ask what a table allows.
            tx.pragma_update(None, "ignore_check_constraints", true)?;
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

/// Where a row of totals is wrong, without how.
fn at(problem: &Problem) -> Option<(Level, i64)> {
    match problem {
        Problem::Totals {
            level,
            team: TeamId(1),
            start,
            ..
        } => Some((*level, *start)),
        _ => None,
    }
}

fn how(problem: &Problem) -> Option<Wrong> {
    match problem {
        Problem::Totals { wrong, .. } => Some(*wrong),
        _ => None,
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
fn wrong_sums_are_found_and_named() {
    let differs = |column, stored, counted| Wrong::Differs {
        column,
        stored,
        counted,
    };
    let quarter = (Level::Quarter, DAY + 47 * 900_000);
    for (change, place, wrong) in [
        (
            "UPDATE usage_days SET cost_nanos = cost_nanos + 1 WHERE events = 2",
            (Level::Day, DAY),
            differs("cost_nanos", 20_001, 20_000),
        ),
        (
            "UPDATE usage_hours SET latency_sum_ms = 61 WHERE events = 2",
            (Level::Hour, DAY + 11 * 3_600_000),
            differs("latency_sum_ms", 61, 60),
        ),
        (
            "UPDATE usage_quarters SET latency_histogram = x'010001' WHERE events = 2",
            quarter,
            differs("latency_histogram", 1, 2),
        ),
        (
            "UPDATE usage_quarters SET latency_histogram = x'010002' WHERE events = 2",
            quarter,
            differs("latency_histogram", 2, 2),
        ),
        (
            "UPDATE usage_quarters SET latency_histogram = x'ff' WHERE events = 2",
            quarter,
            Wrong::Unreadable,
        ),
        (
            "UPDATE usage_quarters SET model_id = 99 WHERE events = 2",
            quarter,
            Wrong::NoEvents,
        ),
        (
            "UPDATE usage_quarters SET start = start + 1 WHERE events = 2",
            (Level::Quarter, quarter.1 + 1),
            Wrong::NoEvents,
        ),
        (
            "DELETE FROM usage_quarters WHERE events = 2",
            quarter,
            Wrong::Missing,
        ),
        (
            "UPDATE usage_days SET start = start + 86400000 WHERE events = 2",
            (Level::Day, DAY),
            Wrong::Missing,
        ),
    ] {
        let found = problems(change);
        let first = found.first().unwrap();
        assert_eq!(
            (at(first), how(first)),
            (Some(place), Some(wrong)),
            "{change}"
        );
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
    assert_eq!(at(&found[0]), Some((Level::Day, DAY + 864_000_000)));
    assert_eq!((how(&found[0]), found.len()), (Some(Wrong::NoEvents), 1));
    // Of a team that is not there.
    let found = problems("UPDATE usage_quarters SET team_id = 9 WHERE events = 2");
    assert!(
        matches!(
            &found[..],
            [
                Problem::Totals {
                    team: TeamId(1),
                    wrong: Wrong::Missing,
                    ..
                },
                Problem::Totals {
                    team: TeamId(9),
                    wrong: Wrong::NoEvents,
                    ..
                },
            ]
        ),
        "{found:?}"
    );
}

#[test]
fn gaps_and_strays_are_found() {
    let team = TeamId(1);
    let missing = |first, last| Problem::Missing { team, first, last };
    let outside = |number| Problem::Outside {
        team,
        number,
        count: 1,
    };
    assert_eq!(problems("UPDATE teams SET ingest_seq = 5"), [missing(4, 5)]);
    assert_eq!(problems("UPDATE teams SET ingest_seq = 2"), [outside(3)]);
    let low = "UPDATE teams SET ingest_low_water = 1, ingest_seq = 4";
    assert_eq!(problems(low), [outside(1), missing(4, 4)]);
    let project = ProjectId(1);
    let last = [Problem::LastEvent { project }];
    assert_eq!(problems("UPDATE projects SET last_event_at = NULL"), last);
    assert_eq!(problems("UPDATE projects SET last_event_at = 5"), last);
    for change in [
        "UPDATE usage_sources SET first_number = 1, last_number = 1",
        "UPDATE usage_events SET source_seq = 1",
        "INSERT INTO usage_source_gaps (source_id, first, last) VALUES (1, 2, 3)",
    ] {
        let found = problems(change);
        assert!(
            matches!(
                &found[..],
                [Problem::Numbers {
                    project: ProjectId(1),
                    ..
                }]
            ),
            "{found:?}"
        );
    }
    let gone = problems("DELETE FROM usage_events WHERE seq = 2");
    assert!(gone.contains(&missing(2, 2)), "{gone:?}");
    assert_eq!(at(&gone[0]), Some((Level::Quarter, DAY + 47 * 900_000)));
    assert!(
        gone.iter().any(|it| at(it) == Some((Level::Day, DAY))),
        "{gone:?}"
    );
}

#[test]
fn an_id_and_its_event_belong_together() {
    let team = TeamId(1);
    let number = 2;
    assert_eq!(
        problems("UPDATE usage_events SET event_id = 'a' WHERE seq = 2"),
        [Problem::Twice {
            team,
            number,
            first: 1
        }]
    );
    // A segment that is said to hold what it does not.
    let empty = "INSERT INTO usage_id_segments (id, fences, filter)
        VALUES (1, x'', zeroblob(262144))";
    let claimed = "INSERT INTO usage_id_spans (team_id, last_seq, segment_id) VALUES (1, 2, 1)";
    let world = world();
    world
        .write(move |tx| Ok(tx.execute_batch(&format!("{empty}; {claimed}"))?))
        .unwrap();
    let without_id = |number| Problem::WithoutId { team, number };
    assert_eq!(
        world.db.read_now(verify).unwrap().problems,
        [without_id(1), without_id(2)]
    );
}

#[test]
fn an_index_of_ids_that_cannot_be_read_is_one_problem() {
    let damaged = "INSERT INTO usage_id_segments (id, fences, filter) VALUES (1, x'', x'00')";
    assert_eq!(problems(damaged), [Problem::NoIndex]);
}

#[test]
fn what_retention_removed_is_not_missed() {
    let world = world();
    let retain = |low: i64| {
        let removed = world.write(move |tx| {
            for sql in [
                "DELETE FROM usage_events WHERE seq <= ?1",
                "UPDATE teams SET ingest_low_water = ?1",
            ] {
                tx.execute(sql, [low])?;
            }
            Ok(())
        });
        removed.unwrap();
    };
    let found = |change: &'static str| {
        world.write(move |tx| Ok(tx.execute(change, [])?)).unwrap();
        world.db.read_now(verify).unwrap()
    };
    retain(1);
    let report = world.db.read_now(verify).unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.events, report.totals), (2, 6));
    // A sum holds at least what is still there.
    let less = found("UPDATE usage_days SET input_tokens = 4 WHERE events = 2");
    assert_eq!(at(&less.problems[0]), Some((Level::Day, DAY)));
    assert_eq!(less.problem_count, 1);
    let more = found("UPDATE usage_days SET input_tokens = 11 WHERE events = 2");
    assert!(more.is_sound());
    // Of days after the oldest event that is left, nothing is gone.
    let by = world.sender("blog");
    let later = NOW.plus(Duration::from_hours(48));
    let event = json!({"id": "d", "model": "gpt-4.1", "inputTokens": 5});
    world.post_at(&by, &event, later).unwrap();
    world.assert_sound();
    world.write(sum_up).unwrap();
    let more = found(
        "UPDATE usage_days SET input_tokens = 6 WHERE input_tokens = 5 AND start > 1773200000000",
    );
    assert_eq!(
        at(&more.problems[0]),
        Some((Level::Day, DAY + 2 * 86_400_000))
    );
    retain(4);
    let report = world.db.read_now(verify).unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.events, 0);
}

#[test]
fn many_events_are_read_in_many_transactions_while_more_come() {
    let world = World::new();
    let by = world.sender("shop");
    let batch = |from: usize| {
        let event = |number: usize| {
            let time = DAY + i64::try_from(number % 7 * 900_000).unwrap();
            json!({"id": number.to_string(), "model": "gpt-4.1", "inputTokens": number,
                "sourceSeq": number, "time": Timestamp::from_ms(time).to_string()})
        };
        (from..from + 1_000).map(event).collect::<Vec<_>>().into()
    };
    for number in 0..21 {
        world.post_at(&by, &batch(number * 1_000), NOW).unwrap();
    }
    let (mut looks, mut next) = (0, 21_000);
    let report = world.db.read_now(|conn| {
        watch(conn, &mut |done, total| {
            looks += 1;
            assert!(done <= total, "{done} of {total}");
            // Between two looks: in a quarter that was looked at and in one that was not.
            if looks < 6 {
                world.post_at(&by, &batch(next), NOW).unwrap();
                next += 1_000;
            }
        })
    });
    let report = report.unwrap();
    assert!(report.is_sound(), "{:?}", report.problems);
    assert!(looks >= 5 && next == 26_000, "{looks} {next}");
    world.assert_sound();
}

#[test]
fn problems_are_told_with_names() {
    use crate::i18n::Locale;
    let world = world();
    world
        .write(|tx| Ok(tx.execute("UPDATE usage_days SET events = 3 WHERE events = 2", [])?))
        .unwrap();
    let told = world.db.read_now(|conn| {
        let report = verify(conn)?;
        tell(conn, &report.problems[0])
    });
    let told: Vec<String> = told
        .unwrap()
        .iter()
        .map(|text| Locale::default().say(text))
        .collect();
    for word in [
        "usage_days",
        "2026-03-10T00:00:00Z",
        "team_",
        "prj_",
        "gpt-4.1",
        "key_",
        "status ok",
    ] {
        assert!(told[0].contains(word), "{word}: {told:?}");
    }
    assert_eq!(told[1], "events is stored as 3, and the events say 2.");
}

#[test]
fn a_long_list_of_problems_is_cut() {
    let world = World::new();
    let by = world.sender("shop");
    let events =
        (0..150).map(|number| json!({"id": number.to_string(), "model": number.to_string()}));
    let events: Vec<_> = events.collect();
    world.post(&by, &events.into());
    world.write(sum_up).unwrap();
    world
        .write(|tx| Ok(tx.execute("UPDATE usage_hours SET requests = 2", [])?))
        .unwrap();
    let report = world.db.read_now(verify).unwrap();
    assert_eq!((report.problem_count, report.problems.len()), (150, 100));
}
