//! The gaps that are kept while numbers come, against those that are left at the end.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{GAPS_TOLD, Gap, Source, hex, list, unhex};
use crate::error::{Error, Result};
use crate::keys::{KeyProof, UsageWrite};
use crate::page::{Cursor, Limit};
use crate::teams::access::ReadUsage;
use crate::usage::event::{Format, read_all};
use crate::usage::ingest::tests::{NOW, World};

fn numbered(id: &str, number: i64) -> Value {
    json!({"id": id, "model": "gpt-4.1", "source": "pod", "sourceSeq": number})
}

fn post(world: &World, by: &KeyProof<UsageWrite>, numbers: &[i64]) {
    let event = |number: &i64| numbered(&number.to_string(), *number);
    let events = numbers.iter().map(event).collect();
    world.post(by, &Value::Array(events));
}

/// A number whose transaction fails.
fn roll_back(world: &World, by: &KeyProof<UsageWrite>) {
    let body = numbered("lost", 1_000).to_string();
    let events = read_all(Format::Json, body.as_bytes()).unwrap();
    let batch = world.ingest.prepare(by.clone(), events, NOW).unwrap();
    let ingest = world.ingest.clone();
    let failed: Result<()> = world.write(move |tx| {
        ingest.write(tx, batch)?;
        Err(Error::internal("after the events"))
    });
    assert!(failed.is_err());
}

fn sources(world: &World) -> Vec<Source> {
    let by = world.by::<ReadUsage>();
    let read = |conn: &_| list(conn, &by, None, Limit::DEFAULT, None);
    world.db.read_now(read).unwrap().items
}

/// The only sender: first, last, how many are missing, and the gaps.
fn told(world: &World) -> (i64, i64, i64, Vec<(i64, i64)>) {
    let sources = sources(world);
    let [source] = &sources[..] else {
        panic!("{sources:?}");
    };
    assert_eq!(usize::try_from(source.gap_count), Ok(source.gaps.len()));
    let gaps = source.gaps.iter().map(|gap| (gap.from, gap.to));
    (source.first, source.last, source.missing, gaps.collect())
}

#[test]
fn a_gap_opens_when_numbers_are_skipped_and_closes_when_they_come() {
    let world = World::new();
    let by = world.sender("shop");
    post(&world, &by, &[5, 6, 7]);
    assert_eq!(told(&world), (5, 7, 0, vec![]));
    post(&world, &by, &[12]);
    assert_eq!(told(&world), (5, 12, 4, vec![(8, 11)]));
    post(&world, &by, &[10]);
    assert_eq!(told(&world), (5, 12, 3, vec![(8, 9), (11, 11)]));
    post(&world, &by, &[11, 9, 8]);
    assert_eq!(told(&world), (5, 12, 0, vec![]));
    post(&world, &by, &[1]);
    assert_eq!(told(&world), (1, 12, 3, vec![(2, 4)]));
    assert_eq!(sources(&world)[0].received(), 9);
}

#[test]
fn only_what_is_stored_counts() {
    let world = World::new();
    let by = world.sender("shop");
    post(&world, &by, &[1, 2]);
    // A duplicate, a conflict and a rejection bring no number; another event may repeat one.
    let mut refused = numbered("4", 4);
    refused["outputTokens"] = (-1).into();
    let batch = json!([
        numbered("2", 2),
        numbered("1", 9),
        refused,
        numbered("again", 2)
    ]);
    let outcome = world.post(&by, &batch);
    assert_eq!(
        (outcome.accepted, outcome.duplicates, outcome.rejected),
        (1, 1, 2)
    );
    assert_eq!(told(&world), (1, 2, 0, vec![]));
    let uncounted = json!({"id": "x", "model": "m", "source": "other"});
    world.post(&by, &uncounted);
    assert_eq!(sources(&world).len(), 1);
}

#[test]
fn the_ends_of_what_a_number_can_be() {
    let world = World::new();
    let by = world.sender("shop");
    let most = i64::MAX;
    post(&world, &by, &[0, most]);
    assert_eq!(told(&world), (0, most, most - 1, vec![(1, most - 1)]));
    assert_eq!(sources(&world)[0].received(), 2);
}

#[test]
fn many_gaps_are_counted_and_the_first_are_told() {
    let world = World::new();
    let by = world.sender("shop");
    let odd: Vec<i64> = (0..150).map(|number| number * 2 + 1).collect();
    post(&world, &by, &odd);
    let source = sources(&world).remove(0);
    assert_eq!((source.missing, source.gap_count), (149, 149));
    assert_eq!(source.gaps.len(), GAPS_TOLD as usize);
    assert_eq!(source.gaps[0], Gap { from: 2, to: 2 });
}

#[test]
fn pages_show_every_sender_once_whatever_its_name() {
    let world = World::new();
    let long = "\u{1f600}".repeat(128);
    let names = ["", "_", "a b~c", "eu/1", long.as_str()];
    let senders = [world.sender("shop"), world.sender("blog")];
    for by in &senders {
        for name in names {
            let mut event = numbered("a", 1);
            event["source"] = name.into();
            world.post(by, &event);
        }
    }
    let (by, mut cursor, mut seen) = (world.by::<ReadUsage>(), None, Vec::new());
    loop {
        let limit = Limit::new(3).unwrap();
        let read = |conn: &_| list(conn, &by, None, limit, cursor.as_ref());
        let page = world.db.read_now(read).unwrap();
        seen.extend(page.items.into_iter().map(|it| (it.project_name, it.name)));
        match page.next {
            Some(next) => cursor = Some(Cursor::parse(&next.to_string()).unwrap()),
            None => break,
        }
    }
    assert_eq!(seen.len(), 10);
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 10);
    for id in ["", "prj_x", "prj_x_zz", "prj_x_f", "prj_x_ff"] {
        let cursor = Cursor {
            at: 0,
            id: id.to_owned(),
        };
        let read = |conn: &_| list(conn, &by, None, Limit::DEFAULT, Some(&cursor));
        assert!(world.db.read_now(read).is_err(), "{id}");
    }
}

#[test]
fn another_team_sees_nothing() {
    let mut world = World::new();
    post(&world, &world.sender("shop"), &[1, 3]);
    world.join_another_team();
    assert!(sources(&world).is_empty());
}

proptest! {
    #[test]
    fn every_name_survives_a_cursor(name in ".{0,40}") {
        prop_assert_eq!(unhex(&hex(&name)), Some(name));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// In whatever order and batches numbers come, the gaps are those of the whole set. (The world
    /// also recomputes them from the events by SQL, after each batch.)
    #[test]
    fn gaps_are_what_did_not_come(
        batches in prop::collection::vec(prop::collection::vec(0..60_i64, 0..12), 1..6),
        rolled_back in 0..6_usize,
    ) {
        let world = World::new();
        let by = world.sender("shop");
        let mut came = BTreeSet::new();
        for (at, batch) in batches.iter().enumerate() {
            if at == rolled_back {
                roll_back(&world, &by);
            }
            post(&world, &by, batch);
            came.extend(batch.iter().copied());
        }
        let Some((first, last)) = came.first().zip(came.last()) else {
            prop_assert!(sources(&world).is_empty());
            return Ok(());
        };
        let missing: Vec<i64> = (*first..=*last).filter(|number| !came.contains(number)).collect();
        let (told_first, told_last, count, gaps) = told(&world);
        prop_assert_eq!((told_first, told_last), (*first, *last));
        prop_assert_eq!(usize::try_from(count), Ok(missing.len()));
        let listed: Vec<i64> = gaps.iter().flat_map(|(from, to)| *from..=*to).collect();
        prop_assert_eq!(listed, missing);
        // Two gaps never touch.
        for pair in gaps.windows(2) {
            prop_assert!(pair[0].1 + 1 < pair[1].0);
        }
    }
}
