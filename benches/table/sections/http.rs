//! Reading over HTTP: text, a page, a point read.

use std::time::Duration;

use super::{Bench, sample};
use crate::client;
use crate::load::Load;
use crate::ratio::{Sample, alternate, middle, ratio};
use crate::servers::Server;
use crate::table::{Row, count, short};

/// Connections of readers. A page with long reads has them one a team at a time, and answers 429
/// to more than 32 that wait.
pub(super) const CONNECTIONS: usize = 16;

pub(crate) fn get(server: &Server, requests: &[Vec<u8>], time: Duration) -> Sample {
    let load = Load {
        to: server.address,
        connections: CONNECTIONS,
        requests,
        again: true,
        time,
        may_break: false,
    };
    sample(server, &load, 1)
}

/// Runs for a moment, so that connections, caches and threads are there.
fn warm(server: &Server, requests: &[Vec<u8>]) {
    get(server, requests, Duration::from_millis(200));
}

fn figures(limit: &[Sample], ours: &[Sample]) -> String {
    let rate = |samples| count(middle(samples, |it| it.rate));
    let cpu = |samples: &[Sample]| short(1e6 / middle(samples, |it| it.per_cpu));
    format!(
        "{} of {} req/s; {} against {} us of CPU a request; the load generator used {} % of the CPU",
        rate(ours),
        rate(limit),
        cpu(ours),
        cpu(limit),
        count(100.0 * middle(ours, |it| it.own)),
    )
}

/// Our text route is `/healthz`: routing, headers, request id, access log, no database.
pub(crate) fn text_route() -> Vec<Vec<u8>> {
    vec![client::request("GET", "/healthz", &[], "")]
}

pub(super) fn text(bench: &mut Bench) -> Vec<Row> {
    let (axum, time) = (Server::axum(), bench.time());
    let ours = &bench.ordered().server;
    let hello = vec![client::request("GET", "/hello", &[], "")];
    let healthz = text_route();
    warm(&axum, &hello);
    warm(ours, &healthz);
    let [limit, ours] = alternate([&mut || get(&axum, &hello, time), &mut || {
        get(ours, &healthz, time)
    }]);
    let seen = ratio(&ours, &limit, |it| it.rate);
    let goal = "text route against an axum hello, req/s, 2 workers";
    vec![Row::at_least(goal, 0.60, seen, figures(&limit, &ours))]
}

fn against_text(bench: &mut Bench, path: &str) -> (f64, usize, String) {
    let time = bench.time();
    let world = bench.ordered();
    let (server, text, page) = (&world.server, text_route(), world.gets(path));
    warm(server, &text);
    warm(server, &page);
    let [limit, ours] = alternate([&mut || get(server, &text, time), &mut || {
        get(server, &page, time)
    }]);
    let seen = ratio(&ours, &limit, |it| it.rate);
    (seen, ours[0].bytes, figures(&limit, &ours))
}

pub(super) fn page(bench: &mut Bench) -> Vec<Row> {
    let many = bench.many_words();
    // A form, a list, and the Overview with its reports.
    ["/projects/new", "/projects", "/"]
        .into_iter()
        .map(|path| {
            let (seen, bytes, figures) = against_text(bench, path);
            let size = short(bytes as f64 / 1_000.0);
            let goal = format!("a dashboard page ({path}, {size} kB) against our own text route");
            Row::at_least(goal, 0.45, seen, format!("{figures}; {many}"))
        })
        .collect()
}

pub(super) fn point(bench: &mut Bench) -> Vec<Row> {
    let (seen, bytes, figures) = against_text(bench, "/api/auth/me");
    let goal = "point read as JSON (session resolved) against our text route";
    let figures = format!("{figures}; /api/auth/me, {bytes} bytes");
    vec![Row::at_least(goal, 0.50, seen, figures)]
}
