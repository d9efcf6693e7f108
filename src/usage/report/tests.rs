//! Reports against sums over the events, in zones that are hard on both.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::gather::{cut, elapsed_end};
use super::*;
use crate::audit::Actor;
use crate::clock::DAY_MS;
use crate::money::Nanos;
use crate::teams::access::{Access, ViewUsage};
use crate::teams::access::{Membership, Role};
use crate::usage::event::Status;
use crate::usage::range::Words as RangeWords;
use crate::usage::range::{Bucket, Zone, plan};
use crate::usage::store::fixture::{Fact, World};

const NOW: &str = "2026-04-10T20:29:59Z";

fn now() -> Timestamp {
    Timestamp::parse(NOW).unwrap()
}

fn member(world: &World, role: Role) -> Access<ViewUsage> {
    let membership = Membership {
        team: world.team,
        team_id: world.team_id.clone(),
        team_name: String::new(),
        user: world.user,
        role,
        scopes: None,
    };
    Access::prove(membership, Arc::new(Actor::system())).unwrap()
}

fn ask(words: &Words<'_>) -> Question {
    Question::parse(words, &Zone::utc(), now()).unwrap()
}

fn in_period<'a>(period: &'a str, tz: &'a str) -> Words<'a> {
    let range = RangeWords {
        period: Some(period),
        tz: Some(tz),
        ..RangeWords::default()
    };
    Words {
        range,
        ..Words::default()
    }
}

fn report(world: &World, role: Role, words: &Words<'_>) -> Result<Report> {
    let question = ask(words);
    let by = member(world, role);
    world
        .db
        .read_now(|conn| analytics(conn, &by, &question, now()))
}

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: i64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % sides
    }

    fn index(&mut self, sides: usize) -> usize {
        usize::try_from(self.roll(i64::try_from(sides).unwrap())).unwrap()
    }

    fn odds(&mut self, one_in: i64) -> bool {
        self.roll(one_in) == 0
    }
}

/// Events of the 95 days before now: across the clock changes of New York (March 8), Lord Howe
/// and Chatham (April 5), some of them at the very edge of a slot.
fn facts(count: usize) -> Vec<Fact> {
    let mut dice = Dice(7);
    let end = now().ms() + 4 * 60_000;
    (0..count)
        .map(|_| {
            let time = end - dice.roll(95 * DAY_MS);
            let edge = if dice.odds(10) {
                time - time.rem_euclid(900_000) - dice.roll(2)
            } else {
                time
            };
            let key = dice.index(6);
            let model = dice.index(4);
            let input = dice.roll(5_000);
            Fact {
                time: edge,
                project: key / 2,
                key,
                model,
                status: if dice.odds(9) {
                    Status::Error
                } else {
                    Status::Ok
                },
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

/// The sums of the contract, computed event by event.
fn plain<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Sums {
    let mut sums = Sums::default();
    for fact in facts {
        let requests = i128::from(fact.requests);
        sums.requests += requests;
        sums.errors += if fact.status == Status::Error {
            requests
        } else {
            0
        };
        sums.unpriced += if fact.cost.is_none() { requests } else { 0 };
        sums.input += i128::from(fact.input);
        sums.output += i128::from(fact.output);
        sums.cached_input += i128::from(fact.cached_input);
        sums.cost += Nanos(fact.cost.unwrap_or(0).into());
        sums.latency_count += i128::from(fact.latency_ms.is_some());
        sums.latency_sum_ms += i128::from(fact.latency_ms.unwrap_or(0));
    }
    sums
}

fn whole<'a>(parts: impl IntoIterator<Item = &'a Sums>) -> Sums {
    let mut sums = Sums::default();
    for part in parts {
        sums.requests += part.requests;
        sums.errors += part.errors;
        sums.unpriced += part.unpriced;
        sums.input += part.input;
        sums.output += part.output;
        sums.cached_input += part.cached_input;
        sums.cost += part.cost;
        sums.latency_count += part.latency_count;
        sums.latency_sum_ms += part.latency_sum_ms;
    }
    sums
}

/// Pitfall 6: days, groups, summary and events are the same sum, for ten filters in each of five
/// zones.
#[test]
fn pitfall_6_all_sums_agree_for_any_filter_and_zone() {
    let world = World::new();
    let facts = facts(4_000);
    world.store(&facts);
    let mut dice = Dice(11);
    for tz in [
        "UTC",
        "America/New_York",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
    ] {
        for _ in 0..10 {
            let (from, to) = bounds(&mut dice);
            let models: Vec<&str> = world
                .models
                .iter()
                .copied()
                .filter(|_| dice.odds(3))
                .collect();
            let projects: Vec<usize> = (0..3).filter(|_| dice.odds(3)).collect();
            let keys: Vec<usize> = (0..6).filter(|_| dice.odds(5)).collect();
            let bucket = ["", "hour", "day", "month"][dice.index(4)];
            let by = [
                "model",
                "project,model",
                "key",
                "status,project",
                "model,key,status",
            ][dice.index(5)];
            let words = Words {
                range: RangeWords {
                    from: Some(&from),
                    to: Some(&to),
                    bucket: Some(bucket),
                    tz: Some(tz),
                    ..RangeWords::default()
                },
                group_by: vec![by],
                models: models.clone(),
                projects: projects
                    .iter()
                    .map(|at| world.projects[*at].1.as_str())
                    .collect(),
                keys: keys.iter().map(|at| world.keys[*at].1.as_str()).collect(),
                limit: Some("1000"),
                ..Words::default()
            };
            let Ok(question) = Question::parse(&words, &Zone::utc(), now()) else {
                // Hours of more than a month.
                assert_eq!(bucket, "hour");
                continue;
            };
            let span = question.range.span;
            let counted: Vec<&Fact> = facts
                .iter()
                .filter(|fact| (span.from.ms()..span.to.ms()).contains(&fact.time))
                .filter(|fact| models.is_empty() || models.contains(&world.models[fact.model]))
                .filter(|fact| projects.is_empty() || projects.contains(&fact.project))
                .filter(|fact| keys.is_empty() || keys.contains(&fact.key))
                .collect();
            let report = report(&world, Role::Analyst, &words).unwrap();
            let told = format!("{tz} {from} {to} {bucket} {by}");
            let expected = plain(counted.iter().copied());
            assert_eq!(report.summary.sums, expected, "summary of {told}");
            assert_eq!(
                whole(report.series.iter().map(|row| &row.sums)),
                expected,
                "series of {told}"
            );
            assert_eq!(
                whole(report.groups.items.iter().map(|row| &row.sums)),
                expected,
                "groups of {told}"
            );
            for row in &report.series {
                let inside = counted
                    .iter()
                    .filter(|fact| (row.span.from.ms()..row.span.to.ms()).contains(&fact.time));
                assert_eq!(row.sums, plain(inside.copied()), "a bucket of {told}");
                assert_eq!(
                    whole(row.groups.iter().map(|(_, sums)| sums)),
                    row.sums,
                    "its groups"
                );
            }
            let by = member(&world, Role::Analyst);
            let alone = world
                .db
                .read_now(|conn| summary(conn, &by, &question))
                .unwrap();
            assert_eq!(alone.sums, expected);
            assert_eq!(alone.change, report.summary.change);
        }
    }
}

/// Dates, quarters of an hour or odd moments.
fn bounds(dice: &mut Dice) -> (String, String) {
    let start = now().ms() - (1 + dice.roll(90)) * DAY_MS - dice.roll(DAY_MS);
    let end = start + 1 + dice.roll(60) * DAY_MS / (1 + dice.roll(4)) + dice.roll(DAY_MS);
    let show = |ms: i64| Timestamp::from_ms(ms).to_string();
    match dice.roll(3) {
        0 => (show(start)[..10].to_owned(), show(end)[..10].to_owned()),
        1 => {
            let quarter = |ms: i64| ms - ms.rem_euclid(900_000);
            (show(quarter(start)), show(quarter(end) + 900_000))
        }
        _ => (show(start), show(end)),
    }
}

#[test]
fn days_of_a_zone_are_those_of_its_calendar() {
    let world = World::new();
    let facts = facts(2_000);
    world.store(&facts);
    for tz in ["America/New_York", "Australia/Lord_Howe", "Pacific/Chatham"] {
        let zone = jiff::tz::TimeZone::get(tz).unwrap();
        let mut days: BTreeMap<String, Vec<&Fact>> = BTreeMap::new();
        for fact in &facts {
            let moment = jiff::Timestamp::from_millisecond(fact.time).unwrap();
            days.entry(moment.to_zoned(zone.clone()).date().to_string())
                .or_default()
                .push(fact);
        }
        let report = report(&world, Role::Viewer, &in_period("90d", tz)).unwrap();
        assert_eq!(report.series.len(), 90, "a row for every day");
        let zone = Zone::named(tz).unwrap();
        for row in &report.series {
            let date = zone.date(row.span.from).to_string();
            let expected = plain(days.get(&date).into_iter().flatten().copied());
            assert_eq!(row.sums, expected, "{tz} {date}");
        }
    }
}

#[test]
fn minutes_and_odd_edges_are_read_from_the_events() {
    let world = World::new();
    let fact = facts(1)[0];
    let at = |text: &str| Fact {
        time: Timestamp::parse(text).unwrap().ms(),
        ..fact
    };
    world.store(&[
        at("2026-04-10T10:00:00Z"),
        at("2026-04-10T10:00:59.999Z"),
        at("2026-04-10T10:01:00Z"),
        at("2026-04-10T10:07:00.001Z"),
    ]);
    let words = Words {
        range: RangeWords {
            from: Some("2026-04-10T10:00:00.001Z"),
            to: Some("2026-04-10T10:07:00.001Z"),
            bucket: Some("minute"),
            ..RangeWords::default()
        },
        ..Words::default()
    };
    let report = report(&world, Role::Viewer, &words).unwrap();
    let requests: Vec<i128> = report
        .series
        .iter()
        .map(|row| row.sums.requests / i128::from(fact.requests))
        .collect();
    assert_eq!(requests, [1, 1, 0, 0, 0, 0, 0, 0]);
    assert_eq!(report.summary.sums.requests, 2 * i128::from(fact.requests));
}

#[test]
fn nothing_is_zeros_for_every_bucket() {
    let world = World::new();
    let report = report(&world, Role::Viewer, &in_period("7d", "Asia/Kolkata")).unwrap();
    assert_eq!(report.summary.sums, Sums::default());
    assert_eq!(
        (report.summary.p50_ms, report.summary.change),
        (0, Change::default())
    );
    assert_eq!(report.series.len(), 7);
    assert!(report.series.iter().all(|row| row.sums == Sums::default()));
    assert!(report.groups.items.is_empty() && report.groups.next.is_none());
}

#[test]
fn quantiles_are_within_five_percent() {
    let world = World::new();
    let facts = facts(3_000);
    world.store(&facts);
    let told = report(&world, Role::Viewer, &in_period("90d", "Asia/Kolkata")).unwrap();
    let first = told.series[0].span.from.ms();
    let mut latencies: Vec<u64> = facts
        .iter()
        .filter(|fact| fact.time >= first)
        .filter_map(|fact| Some(fact.latency_ms?.unsigned_abs()))
        .collect();
    latencies.sort_unstable();
    let summary = told.summary;
    for (permille, told) in [
        (500, summary.p50_ms),
        (950, summary.p95_ms),
        (990, summary.p99_ms),
    ] {
        let exact = latencies[(latencies.len() * permille).div_ceil(1000) - 1];
        assert!(20 * exact.abs_diff(told) <= exact, "{told} for {exact}");
    }
}

#[test]
fn change_is_against_the_same_elapsed_part() {
    let world = World::new();
    let fact = Fact {
        requests: 1,
        cost: None,
        input: 10,
        output: 0,
        ..facts(1)[0]
    };
    let at = |text: &str| Fact {
        time: Timestamp::parse(text).unwrap().ms(),
        ..fact
    };
    world.store(&[
        // The week before, up to the same quarter hour: one.
        at("2026-04-03T20:14:59Z"),
        // The week before, later on that day.
        at("2026-04-03T20:15:00Z"),
        at("2026-04-03T23:00:00Z"),
        // This week up to 20:15: three.
        at("2026-04-04T00:00:00Z"),
        at("2026-04-08T00:00:00Z"),
        at("2026-04-10T20:14:59Z"),
        // In the quarter hour that has not ended.
        at("2026-04-10T20:15:00Z"),
    ]);
    let told = report(&world, Role::Viewer, &in_period("7d", "UTC")).unwrap();
    assert_eq!(told.summary.sums.requests, 4);
    let change = told.summary.change;
    assert_eq!(
        (change.requests, change.tokens, change.cost),
        (Some(200.0), Some(200.0), None)
    );
}

fn by_model_and_key<'a>(limit: &'a str, cursor: Option<&'a str>) -> Words<'a> {
    Words {
        group_by: vec!["model,key"],
        limit: Some(limit),
        cursor,
        ..in_period("90d", "UTC")
    }
}

#[test]
fn groups_come_by_cost_page_by_page() {
    let world = World::new();
    let facts = facts(1_500);
    world.store(&facts);
    let all = report(&world, Role::Analyst, &by_model_and_key("1000", None)).unwrap();
    assert_eq!(all.groups.items.len(), 24);
    let shown = |rows: &[GroupRow]| -> Vec<(Labels, Sums)> {
        rows.iter()
            .map(|row| (row.labels.clone(), row.sums))
            .collect()
    };
    let costs: Vec<Nanos> = all.groups.items.iter().map(|row| row.sums.cost).collect();
    assert!(costs.is_sorted_by(|one, next| one >= next));
    let shares: f64 = all.groups.items.iter().map(|row| row.percentage).sum();
    assert!((shares - 100.0).abs() < 0.01, "{shares}");

    let (mut paged, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let page = report(
            &world,
            Role::Analyst,
            &by_model_and_key("7", cursor.as_deref()),
        )
        .unwrap();
        assert_eq!(
            page.summary.sums, all.summary.sums,
            "the total is that of all pages"
        );
        for (row, whole) in page.series.iter().zip(&all.series) {
            let labels: Vec<_> = page.groups.items.iter().map(|row| &row.labels).collect();
            let expected = whole.groups.iter().filter(|(at, _)| labels.contains(&at));
            assert!(
                row.groups.iter().eq(expected),
                "the groups of the page in {:?}",
                row.span
            );
        }
        paged.extend(shown(&page.groups.items));
        match page.groups.next {
            Some(next) => cursor = Some(next.to_string()),
            None => break,
        }
    }
    assert_eq!(paged, shown(&all.groups.items));
    let forged = ask(&by_model_and_key("7", Some("5~nonsense")));
    let by = member(&world, Role::Analyst);
    let refused = world
        .db
        .read_now(|conn| groups(conn, &by, &forged))
        .unwrap_err();
    assert_eq!(refused.code(), "invalid");
}

#[test]
fn groups_carry_names() {
    let world = World::new();
    world.store(&facts(200));
    let words = Words {
        group_by: vec!["project", "model", "status"],
        ..in_period("90d", "UTC")
    };
    let told = report(&world, Role::Developer, &words).unwrap();
    for row in &told.groups.items {
        let (id, name) = row.labels.project.as_ref().unwrap();
        let at = world
            .projects
            .iter()
            .position(|(_, known)| known == id)
            .unwrap();
        assert_eq!(name, ["One", "Two", "Three"][at]);
        assert!(world.models.contains(&row.labels.model.as_deref().unwrap()));
        assert!(row.labels.status.is_some() && row.labels.key.is_none());
    }
    let unknown = told
        .groups
        .items
        .iter()
        .filter(|row| row.labels.model.as_deref() == Some("nobody knows"));
    assert!(unknown.clone().count() > 0);
    assert!(
        unknown
            .into_iter()
            .all(|row| row.sums.known_cost().is_none())
    );
}

#[test]
fn usage_in_depth_is_for_those_who_may_read_it() {
    let world = World::new();
    world.store(&facts(10));
    let key = world.keys[0].1.as_str();
    for words in [
        Words {
            group_by: vec!["key"],
            ..Words::default()
        },
        Words {
            group_by: vec!["model,status"],
            ..Words::default()
        },
        Words {
            keys: vec![key],
            ..Words::default()
        },
    ] {
        let refused = report(&world, Role::Viewer, &words).unwrap_err();
        assert_eq!(refused.code(), "forbidden");
        assert!(report(&world, Role::Analyst, &words).is_ok());
    }
}

#[test]
fn what_is_not_the_teams_does_not_exist() {
    let world = World::new();
    world.store(&facts(10));
    for id in [world.other_project.as_str(), "prj_nope", "7", "../x"] {
        let words = Words {
            projects: vec![id],
            ..Words::default()
        };
        assert_eq!(
            report(&world, Role::Owner, &words).unwrap_err().code(),
            "not_found"
        );
        let words = Words {
            keys: vec![id],
            ..Words::default()
        };
        assert_eq!(
            report(&world, Role::Owner, &words).unwrap_err().code(),
            "not_found"
        );
    }
    let words = Words {
        models: vec!["never seen"],
        ..Words::default()
    };
    assert_eq!(
        report(&world, Role::Owner, &words).unwrap().summary.sums,
        Sums::default()
    );
    let mut theirs = world;
    theirs.team = theirs.other_team;
    let told = report(&theirs, Role::Owner, &in_period("90d", "UTC")).unwrap();
    assert_eq!(told.summary.sums, Sums::default());
}

#[test]
fn a_version_changes_with_everything_an_answer_depends_on() {
    let world = World::new();
    let facts = facts(2);
    world.store(&facts[..1]);
    let by = member(&world, Role::Owner);
    let version_at = |words: &Words<'_>, now: &str| {
        let now = Timestamp::parse(now).unwrap();
        let question = Question::parse(words, &Zone::utc(), now).unwrap();
        world
            .db
            .read_now(|conn| version(conn, &by, &question))
            .unwrap()
    };
    let words = in_period("7d", "UTC");
    let first = version_at(&words, NOW);
    assert_eq!(
        first,
        version_at(&words, "2026-04-10T20:15:00Z"),
        "the same quarter hour"
    );
    let mut seen = vec![first];
    let mut changed = |version: String| {
        assert!(!seen.contains(&version));
        seen.push(version);
    };
    changed(version_at(&words, "2026-04-10T20:30:00Z"));
    changed(version_at(&words, "2026-04-11T00:00:00Z"));
    changed(version_at(&in_period("7d", "Atlantic/Reykjavik"), NOW));
    changed(version_at(&in_period("30d", "UTC"), NOW));
    changed(version_at(
        &Words {
            models: vec!["alpha-1"],
            ..in_period("7d", "UTC")
        },
        NOW,
    ));
    changed(version_at(
        &Words {
            group_by: vec!["model"],
            ..in_period("7d", "UTC")
        },
        NOW,
    ));
    changed(version_at(
        &Words {
            limit: Some("5"),
            ..in_period("7d", "UTC")
        },
        NOW,
    ));
    changed(version_at(
        &Words {
            cursor: Some("5~1_a"),
            ..in_period("7d", "UTC")
        },
        NOW,
    ));
    world.rename(0, "Another name");
    changed(version_at(&words, NOW));
    world.store(&facts[1..]);
    changed(version_at(&words, NOW));
}

/// Pitfall 14: a chart of months reads sums only, however many events there are.
#[test]
fn pitfall_14_charts_read_no_events() {
    for (period, tz) in [
        ("24h", "Pacific/Chatham"),
        ("7d", "Asia/Kolkata"),
        ("90d", "America/New_York"),
    ] {
        let question = ask(&in_period(period, tz));
        let elapsed = elapsed_end(&question.range);
        let segments = plan(&cut(&question.range.buckets(), elapsed));
        assert!(
            segments
                .iter()
                .all(|segment| segment.level != crate::usage::range::Level::Raw)
        );
        assert_eq!(question.range.bucket == Bucket::Hour, period == "24h");
    }
}
