//! Events in.

use std::time::Duration;

use scalix::bench::Ids;

use super::{Bench, sample};
use crate::bodies::Events;
use crate::limits::{Raw, rows};
use crate::load::{Load, Seen};
use crate::ratio::{Sample, alternate, median, middle, ratio};
use crate::servers::Server;
use crate::table::{Row, count, short};
use crate::world::{Key, World};

const PRODUCT: &str = "/api/usage/events";
const UNWRITTEN: &str = "/bench/usage/events";

/// Events in a batch.
const BATCH: usize = 100;
/// Connections that send batches.
const SENDERS: usize = 8;

/// Makes requests and sends them.
struct Post<'a> {
    server: &'a Server,
    path: &'a str,
    keys: &'a [Key],
    connections: usize,
    events: Events,
    time: Duration,
}

impl Post<'_> {
    fn run(&self) -> Sample {
        let requests = self.events.requests(self.path, self.keys);
        let load = Load {
            to: self.server.address,
            connections: self.connections,
            requests: &requests,
            again: false,
            time: self.time,
            may_break: false,
        };
        sample(self.server, &load, self.events.each)
    }

    /// A little of the same, first.
    fn warm(&self) {
        let events = Events {
            requests: 200,
            ..self.events
        };
        Post { events, ..*self }.run();
    }
}

fn to_product(world: &World, connections: usize, events: Events, time: Duration) -> Post<'_> {
    Post {
        server: &world.server,
        path: PRODUCT,
        keys: &world.keys,
        connections,
        events,
        time,
    }
}

/// Sends events to the product for a while.
pub(crate) fn post(world: &World, connections: usize, events: Events, time: Duration) -> Sample {
    to_product(world, connections, events, time).run()
}

fn rate(samples: &[Sample]) -> String {
    count(middle(samples, |it| it.rate))
}

fn own(samples: &[Sample]) -> String {
    let share = 100.0 * middle(samples, |it| it.own);
    format!("the load generator used {} % of the CPU", count(share))
}

pub(super) fn single(bench: &mut Bench) -> Vec<Row> {
    let (time, world) = (bench.time(), bench.empty());
    let mut copy = bench.empty();
    copy.server.stop();
    let unwritten = Server::unwritten(&copy.path(), &bench.log);
    let events = Events {
        requests: 40_000 * bench.scale(),
        each: 1,
        ids: Ids::Ordered,
    };
    let ours = to_product(&world, 64, events, time);
    let limit = Post {
        server: &unwritten,
        path: UNWRITTEN,
        keys: &copy.keys,
        ..ours
    };
    limit.warm();
    ours.warm();
    let folder = tempfile::tempdir_in(&bench.folder).unwrap();
    let mut raw = Raw::new(folder.path());
    let [limit, ours, raw] = alternate([&mut || limit.run(), &mut || ours.run(), &mut || {
        let ready = Events {
            requests: 20_000,
            ..events
        };
        raw.store(&rows(ready, 20), 1, time)
    }]);
    let against = |limit: &[Sample]| ratio(&ours, limit, |it| it.rate);
    let p99 = median(ours.iter().map(|it| it.p99));
    vec![
        Row::at_least(
            "one event per POST, durable, 64 connections, against the same route without a database",
            0.45,
            against(&limit),
            format!("{} of {} req/s; {}", rate(&ours), rate(&limit), own(&ours)),
        ),
        Row::at_most("the same, p99", 25.0, p99, "ms", String::new()),
        Row::at_least(
            "one event per POST, durable, against a raw one-row-per-transaction loop",
            4.0,
            against(&raw),
            format!("{} against {} events/s", rate(&ours), rate(&raw)),
        ),
    ]
}

fn batches(requests: usize, ids: Ids) -> Events {
    Events {
        requests,
        each: BATCH,
        ids,
    }
}

fn post_batches(world: &World, requests: usize, ids: Ids) -> Post<'_> {
    // Until all are sent: a run is so many events.
    let time = Duration::from_mins(10);
    to_product(world, SENDERS, batches(requests, ids), time)
}

pub(super) fn batch(bench: &mut Bench) -> Vec<Row> {
    let (world, requests) = (bench.empty(), 1_500 * bench.scale());
    let post = post_batches(&world, requests, Ids::Ordered);
    post.warm();
    let folder = tempfile::tempdir_in(&bench.folder).unwrap();
    let mut raw = Raw::new(folder.path());
    let [limit, ours] = alternate([
        &mut || {
            let rows = rows(batches(requests, Ids::Ordered), 20);
            raw.store(&rows, 1_000, Duration::MAX)
        },
        &mut || post.run(),
    ]);
    let wall = ratio(&ours, &limit, |it| it.rate);
    let cpu = ratio(&ours, &limit, |it| it.per_cpu);
    let per_cpu = |samples: &[Sample]| count(middle(samples, |it| it.per_cpu));
    let p99 = short(median(ours.iter().map(|it| it.p99)));
    vec![
        Row::at_least(
            "batches of 100, durable, unique, with rollups, against raw rusqlite in transactions of 1 000, events/s",
            0.60,
            wall,
            format!(
                "{} of {} events/s; p99 {p99} ms; {}",
                rate(&ours),
                rate(&limit),
                own(&ours)
            ),
        ),
        Row::at_least(
            "the same, events per CPU second",
            0.50,
            cpu,
            format!("{} of {}", per_cpu(&ours), per_cpu(&limit)),
        ),
    ]
}

/// Two worlds against each other.
fn compare(limit: Post<'_>, ours: Post<'_>) -> (f64, String) {
    limit.warm();
    ours.warm();
    let [limit, ours] = alternate([&mut || limit.run(), &mut || ours.run()]);
    let seen = ratio(&ours, &limit, |it| it.rate);
    let cpu = ratio(&ours, &limit, |it| it.per_cpu);
    let figures = format!(
        "{} of {} events/s; by CPU {}",
        rate(&ours),
        rate(&limit),
        short(cpu)
    );
    (seen, figures)
}

pub(super) fn present(bench: &mut Bench) -> Vec<Row> {
    let (empty, full) = (bench.empty(), bench.full);
    let (requests, words) = (1_000 * bench.scale(), bench.many_words());
    let many = bench.ordered();
    let filled = many.filled_in.as_secs_f64();
    let (seen, figures) = compare(
        post_batches(&empty, requests, Ids::Ordered),
        post_batches(many, requests, Ids::Ordered),
    );
    let goal = format!("the same with {words} present against an empty table, time-ordered ids");
    let figures = format!("{figures}; filled in {} s", count(filled));
    vec![Row::at_least(goal, 0.85, seen, figures).judged_if(full)]
}

pub(super) fn ids(bench: &mut Bench) -> Vec<Row> {
    let (requests, full, words) = (1_000 * bench.scale(), bench.full, bench.many_words());
    bench.ordered();
    let filled = bench.random().filled_in.as_secs_f64();
    let (Some(ordered), Some(random)) = (&bench.ordered, &bench.random) else {
        return Vec::new();
    };
    let (seen, figures) = compare(
        post_batches(ordered, requests, Ids::Ordered),
        post_batches(random, requests, Ids::Random),
    );
    let goal =
        format!("the same with random ids (UUIDv4), {words} present, against time-ordered ids");
    let figures = format!("{figures}; filled in {} s", count(filled));
    vec![Row::at_least(goal, 0.50, seen, figures).judged_if(full)]
}

pub(super) fn reads(bench: &mut Bench) -> Vec<Row> {
    let (time, world) = (bench.time(), bench.empty());
    let gets = world.gets("/api/auth/me");
    let get = Load {
        to: world.server.address,
        connections: SENDERS,
        requests: &gets,
        again: true,
        time,
        may_break: false,
    };
    get.run();
    let mut saturated = || {
        let requests = batches(4_000 * bench.scale(), Ids::Ordered).requests(PRODUCT, &world.keys);
        let ingest = Load {
            to: world.server.address,
            connections: SENDERS,
            requests: &requests,
            again: false,
            // Longer than the reads, on both sides.
            time: time + Duration::from_millis(600),
            may_break: false,
        };
        std::thread::scope(|scope| {
            let sending = scope.spawn(|| ingest.run());
            std::thread::sleep(Duration::from_millis(300));
            let seen = get.run();
            assert!(!sending.is_finished(), "the batches did not last");
            let sent: Seen = sending.join().unwrap();
            let mut sample = Sample::of(&seen, 1, Duration::ZERO);
            // What was written meanwhile, for the figures.
            sample.per_cpu = sent.rate() * BATCH as f64;
            sample
        })
    };
    let [idle, busy] = alternate([
        &mut || Sample::of(&get.run(), 1, Duration::ZERO),
        &mut saturated,
    ]);
    let seen = ratio(&busy, &idle, |it| it.rate);
    let p99 = median(busy.iter().map(|it| it.p99));
    vec![
        Row::at_least(
            "reads while ingest is saturated, against idle",
            0.50,
            seen,
            format!(
                "{} of {} reads/s of /api/auth/me over 8 connections, beside {} events/s in batches of 100",
                rate(&busy),
                rate(&idle),
                count(middle(&busy, |it| it.per_cpu)),
            ),
        ),
        Row::at_most("the same, p99", 15.0, p99, "ms", String::new()),
    ]
}
