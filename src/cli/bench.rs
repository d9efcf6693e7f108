//! `scalix bench`.

use std::time::{Duration, Instant};

use clap::{Subcommand, ValueEnum};
use scalix::accounts::Hasher;
use scalix::bench::{self, Ids, Plan};
use scalix::clock::Clock;
use scalix::data_dir::DataDir;
use scalix::db::{Db, Options};
use scalix::error::{Error, Result};
use scalix::secret::{Random, Secret};
use scalix::settings::Settings;
use scalix::text;

use crate::console::{Progress, part, say, tell};

#[derive(Subcommand)]
pub(super) enum BenchCommand {
    /// Fill an empty data folder with ninety days of usage: 5 teams, 20 projects, 40 keys
    ///
    /// The events go through the functions that count those of real senders. A folder in which
    /// anybody has an account is refused. Example:
    ///   scalix bench seed --events 1000000 --data-dir bench-data
    #[command(verbatim_doc_comment)]
    Seed {
        /// How many events; 0 makes the teams, projects and keys alone
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=1_000_000_000))]
        events: u64,
        /// The same seed gives the same events
        #[arg(long, value_name = "NUMBER", default_value_t = 1)]
        seed: u64,
        /// How the ids of the events look
        #[arg(long, value_enum, default_value_t = IdsFlag::Ordered)]
        ids: IdsFlag,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum IdsFlag {
    /// In the order of time (UUID version 7)
    Ordered,
    /// In no order (UUID version 4)
    Random,
}

pub(super) async fn run(settings: &Settings, command: BenchCommand) -> Result<()> {
    let BenchCommand::Seed { events, seed, ids } = command;
    let _folder = DataDir::open(&settings.data_dir)?;
    // The seed decides the events alone: nobody can guess this password or the keys.
    let password = Secret::new(Random::System.base62(24));
    let hash = Hasher::new(1, Random::System)?.hash(&password).await?;
    let plan = Plan {
        events,
        seed,
        ids: match ids {
            IdsFlag::Ordered => Ids::Ordered,
            IdsFlag::Random => Ids::Random,
        },
        until: Clock::System.now(),
    };
    let path = settings.database();
    let filling = tokio::task::spawn_blocking(move || {
        let (db, since) = (Db::open(&path, Options::default())?, Instant::now());
        let mut line = Progress::default();
        let done = bench::seed(&db, &plan, &password, &hash, &mut |stored| {
            line.show(
                part(stored, events),
                &progress(stored, events, since.elapsed()),
            );
        });
        line.clear();
        db.close();
        done.map(|()| (password, since.elapsed()))
    });
    let filled = filling.await;
    let (password, took) = filled.map_err(|error| Error::Internal(error.into()))??;
    tell(&say(&text!(
        "bench-seeded",
        events = events.to_string(),
        seconds = took.as_secs().to_string(),
        email = bench::owner(0),
        password = password.reveal().as_str(),
    )));
    Ok(())
}

fn progress(stored: u64, events: u64, took: Duration) -> String {
    let rate = u128::from(stored) * 1_000 / took.as_millis().max(1);
    say(&text!(
        "bench-progress",
        stored = stored.to_string(),
        events = events.to_string(),
        rate = rate.to_string(),
    ))
}
