//! What is measured, one function a goal. To add one, write it in a file of its group and name it
//! in [`SECTIONS`].

mod auth;
mod http;
mod ingest;
mod members;
mod process;
mod report;

pub(crate) use http::{get, text_route};
pub(crate) use ingest::post;

use std::path::PathBuf;
use std::time::Duration;

use scalix::bench::Ids;

use crate::load::Load;
use crate::ratio::Sample;
use crate::servers::Server;
use crate::table::Row;
use crate::world::World;

/// A goal, or a few that are measured together.
pub(crate) struct Section {
    pub(crate) name: &'static str,
    /// The group it can be called by.
    pub(crate) group: &'static str,
    pub(crate) what: &'static str,
    pub(crate) run: fn(&mut Bench) -> Vec<Row>,
}

macro_rules! sections {
    ($($name:literal $group:literal $what:literal $run:path;)*) => {
        /// In the order of the table.
        pub(crate) const SECTIONS: &[Section] = &[$(
            Section { name: $name, group: $group, what: $what, run: $run },
        )*];
    };
}

sections! {
    "text" "http" "our text route against axum" http::text;
    "page" "http" "a dashboard page against our text route" http::page;
    "point" "http" "point reads as JSON against our text route" http::point;
    "members" "http" "the list of 5,000 members against that of 100" members::members;
    "single" "ingest" "one event a request" ingest::single;
    "batch" "ingest" "batches of 100 against raw SQLite" ingest::batch;
    "present" "ingest" "batches with many events present against none" ingest::present;
    "ids" "ingest" "random ids against ids in time order" ingest::ids;
    "reads" "ingest" "reads while ingest is saturated" ingest::reads;
    "report" "report" "30 days by day and model against SQL" report::report;
    "auth" "auth" "sign-in and forgotten password, account or none" auth::auth;
    "start" "process" "starting, fresh and again" process::start;
    "memory" "process" "idle memory, size of the binary" process::memory;
    "kill" "process" "kill -9 under load" process::kill;
}

/// What the sections share.
pub(crate) struct Bench {
    program: PathBuf,
    pub(crate) folder: PathBuf,
    log: String,
    full: bool,
    ordered: Option<World>,
    random: Option<World>,
}

impl Bench {
    pub(crate) fn new(program: PathBuf, folder: PathBuf, log: String, full: bool) -> Self {
        Self {
            program,
            folder,
            log,
            full,
            ordered: None,
            random: None,
        }
    }

    /// How many events are present where many are asked for.
    fn many(&self) -> u64 {
        if self.full { 10_000_000 } else { 300_000 }
    }

    /// Words for that, for the figures of a row.
    fn many_words(&self) -> String {
        format!("{} events", crate::table::count(self.many() as f64))
    }

    /// How long a run takes.
    fn time(&self) -> Duration {
        Duration::from_millis(if self.full { 4_000 } else { 1_200 })
    }

    /// How many times as much a full run needs.
    fn scale(&self) -> usize {
        if self.full { 4 } else { 1 }
    }

    /// A world without events, for this section alone.
    fn empty(&self) -> World {
        World::new(&self.program, &self.folder, &self.log, 0, Ids::Ordered)
    }

    /// The same with so many people in its first team, for this section alone.
    fn team_of(&self, people: usize) -> World {
        World::with_people(&self.program, &self.folder, &self.log, people)
    }

    /// The world with many events in time order, made once.
    fn ordered(&mut self) -> &mut World {
        let (many, program, folder, log) = (self.many(), &self.program, &self.folder, &self.log);
        self.ordered
            .get_or_insert_with(|| World::new(program, folder, log, many, Ids::Ordered))
    }

    /// The same with random ids.
    fn random(&mut self) -> &mut World {
        let (many, program, folder, log) = (self.many(), &self.program, &self.folder, &self.log);
        self.random
            .get_or_insert_with(|| World::new(program, folder, log, many, Ids::Random))
    }
}

/// Sends for a while and notes what the server used.
fn sample(server: &Server, load: &Load<'_>, each: usize) -> Sample {
    let cpu = server.cpu();
    let seen = load.run();
    Sample::of(&seen, each, server.cpu().saturating_sub(cpu))
}
