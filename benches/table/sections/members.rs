//! The list of a large team against that of a small one: its size, and the server's time for it.

use std::time::Duration;

use super::http::{CONNECTIONS, get};
use super::{Bench, sample};
use crate::client;
use crate::load::Load;
use crate::ratio::{Sample, alternate, middle, ratio};
use crate::table::{Row, short};
use crate::world::World;

/// People of the large team.
const MANY: usize = 5_000;
/// People of the small one: two pages of the list.
const FEW: usize = 100;
/// What everybody of the small team asks for in a run at most: all four kinds are read within a
/// minute, in which a person may send 1,800 requests.
const EACH: usize = 100;
/// How much of the CPU of the small team's page one of the large team may take.
const TIMES: f64 = 2.0;
/// The same for a search, which looks at everybody.
const SEARCHED: f64 = (MANY / FEW) as f64;
/// What a page may have.
const MOST_BYTES: f64 = 100.0 * 1_024.0;

/// Where the page after this many pages is.
fn page_after(world: &World, pages: usize) -> String {
    let mut path = "/team".to_owned();
    for _ in 0..pages {
        let cookie = [("Cookie", world.cookies[0].as_str())];
        let asked = client::request("GET", &path, &cookie, "");
        let (status, body) = client::send(world.server.address, &asked);
        assert_eq!(status, 200, "{path}");
        let body = String::from_utf8(body).unwrap();
        let before = body.split("rel=\"next\"").next().unwrap();
        let link = before.rsplit("href=\"").next().unwrap();
        path = link.split('"').next().unwrap().replace("&#38;", "&");
    }
    path
}

/// Pages of the small team: for a while, or until everybody has asked often enough.
fn get_few(world: &World, gets: &[Vec<u8>], time: Duration) -> Sample {
    let requests = gets.iter().cycle().take(gets.len() * EACH).cloned();
    let load = Load {
        to: world.server.address,
        connections: CONNECTIONS,
        requests: &requests.collect::<Vec<_>>(),
        again: false,
        time,
        may_break: false,
    };
    sample(&world.server, &load, 1)
}

/// The time of one request with nobody else about, in milliseconds: half of them take no longer.
fn alone(world: &World, path: &str, time: Duration) -> f64 {
    let load = Load {
        to: world.server.address,
        connections: 1,
        requests: &world.gets(path),
        again: true,
        time,
        may_break: false,
    };
    load.run().percentile(50)
}

pub(super) fn members(bench: &mut Bench) -> Vec<Row> {
    let (few, many, time) = (bench.team_of(FEW), bench.team_of(MANY), bench.time());
    let middle_page = page_after(&many, MANY / 50 / 2);
    let mut largest = 0.0_f64;
    let mut rows: Vec<Row> = [
        ("first page", "/team", "/team".to_owned()),
        ("page in the middle", "/team", middle_page),
        (
            "API, 100 rows",
            "/api/team/members",
            "/api/team/members".to_owned(),
        ),
        (
            "search that finds one",
            "/team?search=person99%40",
            "/team?search=person4999%40".to_owned(),
        ),
    ]
    .into_iter()
    .map(|(what, small, large)| {
        let (small_gets, large_gets) = (few.gets(small), many.gets(&large));
        get_few(&few, &small_gets, time / 4);
        get(&many.server, &large_gets, time / 4);
        let [limit, ours] = alternate([&mut || get_few(&few, &small_gets, time), &mut || {
            get(&many.server, &large_gets, time)
        }]);
        let bytes = ours[0].bytes as f64;
        largest = largest.max(bytes);
        let cpu = |samples: &[Sample]| 1e3 / middle(samples, |it| it.per_cpu);
        let figures = format!(
            "{} against {} ms of CPU a request; {} ms for one alone; {} kB",
            short(cpu(&ours)),
            short(cpu(&limit)),
            short(alone(&many, &large, time / 4)),
            short(bytes / 1e3),
        );
        let goal = format!("list of {MANY} members, {what}, CPU against {FEW} members");
        let seen = ratio(&limit, &ours, |it| it.per_cpu);
        let owed = if small.contains("search") {
            SEARCHED
        } else {
            TIMES
        };
        Row::at_most(goal, owed, seen, "times", figures)
    })
    .collect();
    let size = format!("any page of the list of {MANY} members");
    rows.push(Row::at_most(
        size,
        MOST_BYTES / 1e3,
        largest / 1e3,
        "kB",
        String::new(),
    ));
    rows
}
