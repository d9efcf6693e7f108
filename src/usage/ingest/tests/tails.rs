//! Stored sums are written for many events at once; what reads them never notices.

use serde_json::{Value, json};

use super::World;
use crate::db::{Conn, Db, Options};
use crate::error::{Error, Result};
use crate::usage::ingest::sum_up;
use crate::usage::ingest::tests::NOW;

fn batch(from: usize, count: usize) -> Value {
    let event = |number: usize| {
        json!({"id": number.to_string(), "model": format!("m{}", number % 3), "inputTokens": number,
            "latencyMs": number % 50})
    };
    (from..from + count).map(event).collect::<Vec<_>>().into()
}

/// Events that the stored sums hold, by quarter, hour and day, and those that wait.
fn stored(world: &World) -> [i64; 4] {
    let read = |conn: &Conn| {
        let sql = "
            SELECT (SELECT IFNULL(SUM(events), 0) FROM usage_quarters),
                (SELECT IFNULL(SUM(events), 0) FROM usage_hours),
                (SELECT IFNULL(SUM(events), 0) FROM usage_days),
                (SELECT COUNT(*) FROM usage_tail)";
        Ok(conn.query_row(sql, [], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
        })?)
    };
    world.db.read_now(read).unwrap()
}

#[test]
fn sums_wait_for_one_another_and_are_written_together() {
    let world = World::new();
    let by = world.sender("shop");
    world.post(&by, &batch(0, 3));
    assert_eq!(stored(&world), [0, 0, 0, 3]);
    // They are known, and need not be read.
    world.write(sum_up).unwrap();
    assert_eq!(stored(&world), [3, 3, 3, 0]);
    world.post(&by, &batch(3, 1_000));
    world.post(&by, &batch(1_003, 20));
    assert_eq!(stored(&world), [3, 3, 3, 1_020]);
    // The last of 1,024, in the transaction of that event.
    world.post(&by, &batch(1_023, 3));
    assert_eq!(stored(&world), [3, 3, 3, 1_023]);
    world.post(&by, &batch(1_026, 1));
    assert_eq!(stored(&world), [1_027, 1_027, 1_027, 0]);
    world.post(&by, &batch(1_027, 2));
    assert_eq!(stored(&world), [1_027, 1_027, 1_027, 2]);
    world.assert_sound();
}

#[test]
fn a_start_finishes_the_sums_of_the_run_before() {
    let world = World::new();
    let by = world.sender("shop");
    world.post(&by, &batch(0, 5));
    let world = world.with_pages(100_000);
    assert_eq!(stored(&world), [0, 0, 0, 5]);
    // Another event before that, which the memory does not connect to them.
    world.post(&by, &batch(5, 1));
    let ingest = world.ingest.clone();
    world.write(move |tx| ingest.warm_up(tx)).unwrap();
    assert_eq!(stored(&world), [6, 6, 6, 0]);
    world.assert_sound();
}

#[test]
fn sums_that_are_rolled_back_are_added_up_from_the_events() {
    let world = World::new();
    let by = world.sender("shop");
    world.post(&by, &batch(0, 5));
    let undone: Result<()> = world.write(|tx| {
        sum_up(tx)?;
        assert_eq!(
            tx.query_row("SELECT SUM(events) FROM usage_days", [], |row| row.get(0)),
            Ok(5)
        );
        Err(Error::internal("not kept"))
    });
    assert!(undone.is_err());
    assert_eq!(stored(&world), [0, 0, 0, 5]);
    world.post(&by, &batch(5, 1));
    world.write(sum_up).unwrap();
    assert_eq!(stored(&world), [6, 6, 6, 0]);
    world.assert_sound();
}

#[test]
fn what_another_process_wrote_is_counted_once() {
    let world = World::new();
    let by = world.sender("shop");
    let other = Db::open(world.db.path(), Options::default()).unwrap();
    let post_there = |from: usize| {
        let outcome = world.post_in(&other, &by, &batch(from, 2), NOW);
        assert_eq!(outcome.unwrap().accepted, 2);
    };
    world.post(&by, &batch(0, 2));
    post_there(2);
    // This one's memory has a hole, that one's begins after the first.
    world.post(&by, &batch(4, 2));
    world.write(sum_up).unwrap();
    assert_eq!(stored(&world), [6, 6, 6, 0]);
    world.assert_sound();
    // That one remembers what has been summed.
    other.write_blocking(sum_up).unwrap();
    assert_eq!(stored(&world), [6, 6, 6, 0]);
    post_there(6);
    world.post(&by, &batch(8, 2));
    other.write_blocking(sum_up).unwrap();
    assert_eq!(stored(&world), [10, 10, 10, 0]);
    world.write(sum_up).unwrap();
    assert_eq!(stored(&world), [10, 10, 10, 0]);
    world.assert_sound();
    other.close();
}

/// How far the stored sums of each team reach.
fn reach(world: &World) -> Vec<(i64, i64)> {
    let read = |conn: &Conn| {
        let mut teams = conn
            .prepare("SELECT ingest_seq, summed_seq FROM teams WHERE ingest_seq > 0 ORDER BY id")?;
        let marks = teams.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(marks.collect::<rusqlite::Result<Vec<_>>>()?)
    };
    world.db.read_now(read).unwrap()
}

#[test]
fn a_team_whose_sums_cannot_be_stored_does_not_hold_others_up() {
    let mut world = World::new();
    let first = world.sender("shop");
    world.join_another_team();
    let second = world.sender("office");
    let post = |by, from, count| {
        // Work that is done once and meets the damage first fails; what came by HTTP is done again.
        let outcome = world
            .post_at(by, &batch(from, count), NOW)
            .or_else(|_| world.post_at(by, &batch(from, count), NOW));
        assert_eq!(outcome.unwrap().accepted, count);
    };
    post(&first, 0, 10);
    post(&second, 0, 10);
    world.write(sum_up).unwrap();
    assert_eq!(reach(&world), [(10, 10), (10, 10)]);
    // A row that nothing more can be added to.
    let damage = |tx: &crate::db::Tx<'_>| {
        tx.execute(
            "UPDATE usage_days SET input_tokens = 9223372036854775807 WHERE team_id = 1",
            [],
        )?;
        Ok(())
    };
    world.write(damage).unwrap();
    post(&first, 10, 600);
    post(&second, 10, 600);
    for more in [610, 1_210, 1_810, 2_410] {
        post(&first, more, 600);
        post(&second, more, 600);
    }
    let [(all, summed), second] = reach(&world).try_into().unwrap();
    assert_eq!((all, summed), (3_010, 10));
    assert!(second.1 >= 2_000, "{second:?}");
    // The events of the first are there, and read in place of its sums.
    let waiting = |conn: &Conn| {
        let sql = "SELECT COUNT(*) FROM usage_tail WHERE team_id = 1";
        Ok(conn.query_row(sql, [], |row| row.get::<_, i64>(0))?)
    };
    assert_eq!(world.db.read_now(waiting).unwrap(), 3_000);
}
