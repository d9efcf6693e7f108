//! `scalix demo`: a made-up history in a folder of its own, served as any other.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use clap::Args;
use rocket::figment::Figment;
use rocket::{Orbit, Rocket, Shutdown};
use rocket_db_pools::Database as _;
use scalix::clock::Clock;
use scalix::data_dir::{self, DataDir, Scratch};
use scalix::db::{Db, Options};
use scalix::demo::{self, DAYS_LEAST, DAYS_MOST, Live, Made, Plan, Receiver};
use scalix::error::{Error, Result};
use scalix::keys::KeyRing;
use scalix::secret::Random;
use scalix::settings::{self, Settings};
use scalix::text;
use scalix::usage::ingest::Ingest;
use scalix::web::app::App;
use scalix::web::database::ScalixDb;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::ServeFlags;
use crate::console::{Progress, announce, note, say};
use crate::serve;

#[derive(Args)]
pub(super) struct DemoFlags {
    #[command(flatten)]
    pub(super) serve: ServeFlags,
    // In the place of the flag of all commands, whose help does not hold here.
    /// The folder to keep the demo in; it must be new or empty [default: a temporary one]
    #[arg(long, value_name = "DIR")]
    pub(super) data_dir: Option<PathBuf>,
    /// What the numbers follow from: the same for the same seed
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// How many days of history
    #[arg(long, default_value_t = 90, value_name = "N", value_parser = clap::value_parser!(u16).range(i64::from(DAYS_LEAST)..=i64::from(DAYS_MOST)))]
    days: u16,
}

/// Where the data folder is.
pub(super) enum Home {
    /// Where the settings say: not for the demo.
    Configured,
    /// In a folder that goes when the demo stops.
    Scratch(Scratch),
    /// In an empty folder that somebody named.
    Named(PathBuf),
}

impl Home {
    /// The folder that was named, if there is nothing in it, else a temporary one. Whatever the
    /// environment and `Rocket.toml` say: the demo never goes where real data could be.
    pub(super) fn choose(named: Option<&Path>) -> Result<Self> {
        match named {
            None => {
                Scratch::create(&settings::temporary_folder(), &Random::System).map(Self::Scratch)
            }
            Some(path) if data_dir::is_free(path) => Ok(Self::Named(path.to_owned())),
            Some(path) => Err(Error::Conflict(text!(
                "cli-demo-folder",
                folder = path.display().to_string()
            ))),
        }
    }

    /// The folder, unless it is the configured one.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Configured => None,
            Self::Scratch(scratch) => Some(scratch.path()),
            Self::Named(path) => Some(path),
        }
    }
}

/// Makes the history and serves it. A signal ends it at any time; `home` goes last.
pub(super) async fn run(
    settings: Settings,
    figment: Figment,
    flags: &DemoFlags,
    home: Home,
) -> Result<()> {
    let mut stop = Stop::new()?;
    // Better told now than when everything is made.
    serve::can_listen(&settings)?;
    let begun = Instant::now();
    let Some(made) = make(&settings, flags, &mut stop).await? else {
        announce(&say(&text!("cli-demo-stopped")));
        return Ok(());
    };
    let temporary = matches!(home, Home::Scratch(_));
    let folder = settings.data_dir.display().to_string();
    let serving = Arc::new(OnceLock::new());
    let listens = serving.clone();
    let served = serve::serve(settings, figment, move |rocket| {
        let url = rocket.state::<App>().map(App::base_url);
        greet(&made, url.unwrap_or_default(), begun, &folder, temporary);
        go_on(made.live, rocket);
        // Nobody else sets it.
        let _ = listens.set(rocket.shutdown());
    });
    tokio::select! {
        served = served => served,
        // Once it listens, the server ends in order.
        () = stop.wait_unless(&serving) => Ok(()),
    }
}

/// Makes the history; nothing when a signal came first. The database is closed either way.
async fn make(settings: &Settings, flags: &DemoFlags, stop: &mut Stop) -> Result<Option<Made>> {
    let _lock = DataDir::open(&settings.data_dir)?;
    let db = Db::open(&settings.database(), Options::default())?;
    note(&say(&text!("cli-demo-making", days = flags.days)));
    let mut progress = Progress::default();
    let plan = Plan {
        seed: flags.seed,
        days: flags.days,
    };
    let made = tokio::select! {
        made = demo::fill(&db, plan, Clock::System.now(), |done| progress.show(Some(f64::from(done) / 100.0), "")) => made.map(Some),
        () = stop.wait() => Ok(None),
    };
    progress.clear();
    // Waits for what is being written.
    tokio::task::spawn_blocking(move || db.close())
        .await
        .map_err(|error| Error::Internal(error.into()))?;
    made
}

/// Lets the programs of the teams send until the server stops.
fn go_on(live: Live, rocket: &Rocket<Orbit>) {
    let (Some(app), Some(db), Some(ring), Some(ingest)) = (
        rocket.state::<App>(),
        ScalixDb::fetch(rocket),
        rocket.state::<KeyRing>(),
        rocket.state::<Ingest>(),
    ) else {
        return;
    };
    let to = Receiver {
        db: db.handle().clone(),
        ring: ring.clone(),
        ingest: ingest.clone(),
    };
    let clock = app.clock.clone();
    let stopped = rocket.shutdown();
    tokio::spawn(async move {
        tokio::select! {
            () = live.go_on(to, clock) => {}
            () = stopped => {}
        }
    });
}

/// Tells what there is and how to sign in.
fn greet(made: &Made, url: &str, begun: Instant, folder: &str, temporary: bool) {
    announce(&say(&text!(
        "cli-demo-ready",
        seconds = begun.elapsed().as_secs(),
        teams = made.teams,
        projects = made.projects,
        events = made.events
    )));
    announce(&say(&text!("cli-demo-live")));
    announce(&say(&if temporary {
        text!("cli-demo-gone", folder = folder)
    } else {
        text!("cli-demo-kept", folder = folder)
    }));
    announce("");
    announce(&say(&text!(
        "cli-demo-sign-in",
        url = format!("{url}/login")
    )));
    for somebody in &made.people {
        let (role, email) = (somebody.role.name(), somebody.email);
        announce(&format!(
            "  {role:<10} {email:<20} {}, {}",
            somebody.name, somebody.team
        ));
    }
    announce(&say(&text!(
        "cli-demo-password",
        password = made.password.reveal().as_str()
    )));
}

/// The signals that end the program.
struct Stop {
    interrupt: Signal,
    terminate: Signal,
    /// That the terminal is gone, unless whoever started the program wants it to go on then.
    hangup: Option<Signal>,
}

impl Stop {
    fn new() -> Result<Self> {
        let listen = |kind| signal(kind).map_err(|error| Error::Internal(error.into()));
        Ok(Self {
            interrupt: listen(SignalKind::interrupt())?,
            terminate: listen(SignalKind::terminate())?,
            hangup: (!outlives_its_terminal())
                .then(|| listen(SignalKind::hangup()))
                .transpose()?,
        })
    }

    async fn wait(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
            () = hung_up(self.hangup.as_mut()) => {}
        }
    }

    /// Waits for a signal that comes before the server listens; for ever after that. The server
    /// hears all of them itself but that the terminal is gone, which is passed on.
    async fn wait_unless(&mut self, served: &OnceLock<Shutdown>) {
        self.wait().await;
        if let Some(server) = served.get() {
            server.clone().notify();
            std::future::pending::<()>().await;
        }
    }
}

async fn hung_up(hangup: Option<&mut Signal>) {
    match hangup {
        Some(hangup) => drop(hangup.recv().await),
        None => std::future::pending().await,
    }
}

/// Whether this process was started to ignore that its terminal goes, as by `nohup`. Listening for
/// the signal would undo that.
fn outlives_its_terminal() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_some_and(|mask| mask & 1 == 1)
}
