//! The process: start, memory, size, and what a kill leaves behind.

use std::time::Duration;

use rusqlite::Connection;
use scalix::bench::Ids;
use scalix::db::{Db, Options};
use scalix::usage::check;
use serde::Deserialize;

use super::Bench;
use crate::bodies::Events;
use crate::load::Load;
use crate::ratio::median;
use crate::servers::Server;
use crate::table::{Row, Verdict, count, short};
use crate::world::World;

/// How often something that takes a moment is repeated.
const TIMES: usize = 5;
/// How often the server is killed.
const KILLS: usize = 3;

pub(super) fn start(bench: &mut Bench) -> Vec<Row> {
    let (program, inside, log) = (
        bench.program.clone(),
        bench.folder.clone(),
        bench.log.clone(),
    );
    let words = bench.many_words();
    let ms = |took: Duration| took.as_secs_f64() * 1_000.0;
    let fresh = median((0..TIMES).map(|_| {
        let folder = tempfile::tempdir_in(&inside).unwrap();
        let mut server = Server::product(&program, &folder.path().join("data"), &log);
        server.stop();
        ms(server.took)
    }));
    let world = bench.ordered();
    let again = median((0..TIMES).map(|_| {
        world.server.stop();
        world.start_again();
        assert!(world.answers());
        ms(world.server.took)
    }));
    let figures = format!("until it tells that it listens; {words} in the existing file");
    vec![
        Row::at_most("start on an existing file", 50.0, again, "ms", figures),
        Row::at_most(
            "start fresh, with migrations",
            150.0,
            fresh,
            "ms",
            String::new(),
        ),
    ]
}

pub(super) fn memory(bench: &mut Bench) -> Vec<Row> {
    let size = std::fs::metadata(&bench.program).unwrap().len() as f64 / 1e6;
    let words = bench.many_words();
    let idle = |world: &mut World| {
        world.server.stop();
        world.start_again();
        assert!(world.answers());
        std::thread::sleep(Duration::from_secs(2));
        world.server.resident()
    };
    let empty = idle(&mut bench.empty());
    let filled = idle(bench.ordered());
    let figures = format!(
        "resident, two seconds after the start on a file without events; {} MB on {words}, whose ids \
        have filters in memory",
        short(filled)
    );
    vec![
        Row::at_most("idle memory", 24.0, empty, "MB", figures),
        Row::at_most("stripped binary", 20.0, size, "MB", String::new()),
    ]
}

#[derive(Deserialize)]
struct Answer {
    data: Taken,
}

#[derive(Deserialize)]
struct Taken {
    accepted: usize,
    duplicates: usize,
    rejected: usize,
}

/// Events in the file and the sum over the days, and whether everything derived from the events
/// is as it has to be.
fn stored(world: &World) -> (i64, i64, bool) {
    let db = Db::open(&world.database(), Options::default()).unwrap();
    let report = db.read_now(check::verify).unwrap();
    let sum = |conn: &Connection| {
        let sql = "
            SELECT (SELECT COALESCE(SUM(events), 0) FROM usage_days)
                + (SELECT COUNT(*) FROM usage_tail)";
        Ok(conn.query_row(sql, [], |row| row.get(0))?)
    };
    let rollup = db.read_now(sum).unwrap();
    db.close();
    (report.events, rollup, report.is_sound())
}

/// Sends what was acknowledged once more: whatever is not a duplicate was lost.
fn lost(world: &World, requests: &[Vec<u8>], acknowledged: &[usize]) -> usize {
    let again: Vec<_> = acknowledged
        .iter()
        .map(|at| requests[*at].clone())
        .collect();
    let load = Load {
        to: world.server.address,
        connections: 8,
        requests: &again,
        again: false,
        time: Duration::from_mins(10),
        may_break: false,
    };
    let answers = load.run_keeping(true).bodies;
    assert_eq!(answers.len(), again.len());
    let lost = |body: &Vec<u8>| {
        let Answer { data } = serde_json::from_slice(body).unwrap();
        assert!(data.accepted + data.duplicates + data.rejected > 0);
        data.accepted + data.rejected
    };
    answers.iter().map(lost).sum()
}

pub(super) fn kill(bench: &mut Bench) -> Vec<Row> {
    let mut world = bench.empty();
    let (mut acknowledged, mut gone, mut difference, mut sound) = (0, 0, 0, true);
    for _ in 0..KILLS {
        let events = Events {
            requests: 20_000,
            each: 7,
            ids: Ids::Random,
        };
        let requests = events.requests("/api/usage/events", &world.keys);
        let load = Load {
            to: world.server.address,
            connections: 64,
            requests: &requests,
            again: false,
            time: Duration::from_mins(1),
            may_break: true,
        };
        let seen = std::thread::scope(|scope| {
            let sending = scope.spawn(|| load.run());
            std::thread::sleep(Duration::from_millis(700));
            world.server.kill();
            sending.join().unwrap()
        });
        assert!(seen.requests < requests.len(), "killed too late");
        acknowledged += seen.requests * events.each;
        let (stored, rollup, right) = stored(&world);
        difference = difference.max((rollup - stored).abs());
        sound &= right;
        world.start_again();
        gone += lost(&world, &requests, &seen.answered);
    }
    let figures = format!(
        "{} events acknowledged before {KILLS} kills, 64 connections, 7 events a request; {}",
        count(f64::from(acknowledged as u32)),
        if sound {
            "totals, sequences and ids recomputed from the events: all right"
        } else {
            "totals, sequences or ids are NOT what the events say"
        },
    );
    vec![Row {
        goal: "kill -9 under load: acknowledged events lost; rollup minus raw".to_owned(),
        owed: "0; 0".to_owned(),
        seen: format!("{}; {}", short(gone as f64), short(difference as f64)),
        verdict: Verdict::of(gone == 0 && difference == 0 && sound),
        figures,
    }]
}
