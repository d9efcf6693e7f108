//! Two builds of the product against each other: what a change brings, where it brings less than
//! the machine moves from one minute to the next.
//!
//! The two take turns, half a second each, in an order that turns about as well, so often that the
//! ratio can be told with its standard error. Both have fresh data folders and keep them.

use std::path::Path;
use std::time::Duration;

use scalix::bench::Ids;

use crate::bodies::Events;
use crate::ratio::Sample;
use crate::sections::{get, post, text_route};
use crate::table::{count, short};
use crate::world::World;

/// How long one side runs at a time.
const TURN: Duration = Duration::from_millis(500);

/// Something to do to both of them.
struct Load {
    name: &'static str,
    run: fn(&World) -> Sample,
}

const LOADS: &[Load] = &[
    Load {
        name: "text route, 16 connections",
        run: |world| get(&world.server, &text_route(), TURN),
    },
    Load {
        name: "point read (/api/auth/me), 16 connections",
        run: |world| get(&world.server, &world.gets("/api/auth/me"), TURN),
    },
    Load {
        name: "page (/projects/new), 16 connections",
        run: |world| get(&world.server, &world.gets("/projects/new"), TURN),
    },
    Load {
        name: "one event per POST, 64 connections",
        run: |world| post(world, 64, events(40_000, 1), TURN),
    },
    Load {
        name: "batches of 100, 8 connections",
        run: |world| post(world, 8, events(2_000, 100), TURN),
    },
];

/// More than a turn needs.
fn events(requests: usize, each: usize) -> Events {
    Events {
        requests,
        each,
        ids: Ids::Ordered,
    }
}

/// Gives each of both builds so many turns with every load and prints a line for each load.
pub(crate) fn print(builds: [&Path; 2], folder: &Path, log: &str, turns: usize) {
    let worlds = builds.map(|build| World::new(build, folder, log, 0, Ids::Ordered));
    for load in LOADS {
        for world in &worlds {
            (load.run)(world);
        }
        let mut samples = [const { Vec::new() }; 2];
        for turn in 0..turns {
            for place in 0..2 {
                let side = (turn + place) % 2;
                samples[side].push((load.run)(&worlds[side]));
            }
        }
        let mean = |side: usize, of: fn(&Sample) -> f64| average(samples[side].iter().map(of)).0;
        let against = |of: fn(&Sample) -> f64| {
            let ratios = samples[0].iter().zip(&samples[1]);
            average(ratios.map(|(ours, other)| of(ours) / of(other)))
        };
        let (rate, error) = against(|it| it.rate);
        let (cpu, cpu_error) = against(|it| 1.0 / it.per_cpu);
        println!(
            "{}: {} against {} a second: {rate:.3} ± {error:.3}; {} against {} us of CPU each: {cpu:.3} ± {cpu_error:.3}",
            load.name,
            count(mean(0, |it| it.rate)),
            count(mean(1, |it| it.rate)),
            short(mean(0, |it| 1e6 / it.per_cpu)),
            short(mean(1, |it| 1e6 / it.per_cpu)),
        );
    }
}

/// The mean and its standard error.
fn average(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let values: Vec<f64> = values.collect();
    let many = values.len() as f64;
    let mean = values.iter().sum::<f64>() / many;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (many - 1.0).max(1.0) / many).sqrt())
}
