//! `scalix serve`: from the lock of the data folder to the last checkpoint.

use rocket::error::ErrorKind;
use rocket::fairing::AdHoc;
use rocket::figment::Figment;
use rocket::{Build, Orbit, Rocket};
use rocket_db_pools::Database as _;
use scalix::accounts;
use scalix::admin::{self, Means};
use scalix::clock::Clock;
use scalix::data_dir::DataDir;
use scalix::db::{Db, Options};
use scalix::error::{Error, Result};
use scalix::jobs;
use scalix::secret::Random;
use scalix::settings::Settings;
use scalix::text;
use scalix::usage::ingest::{Ingest, sum_up};
use scalix::usage::prices::SharedPrices;
use scalix::web::app::App;
use scalix::web::database::{self, ScalixDb};

use crate::console::{announce, say};

/// The most files and connections that are asked for.
#[cfg(target_os = "linux")]
const DESCRIPTORS: u64 = 1 << 20;

/// Serves until SIGINT or SIGTERM, finishes the requests under way, and closes the database.
/// `ready` is called once it listens.
pub(crate) async fn serve(
    settings: Settings,
    figment: Figment,
    ready: impl FnOnce(&Rocket<Orbit>) + Send + Sync + 'static,
) -> Result<()> {
    #[cfg(target_os = "linux")]
    raise_descriptors();
    let folder = DataDir::open(&settings.data_dir)?;
    let key = folder.key(settings.master_key.as_ref(), &Random::System)?;
    // Opened before Rocket asks for it: a failure inside its ignition is told by name only.
    let path = settings.database();
    let opened = tokio::task::spawn_blocking(move || Db::open(&path, Options::default()))
        .await
        .map_err(|error| Error::Internal(error.into()))??;
    database::hand_over(opened);

    let address = format!("{}:{}", settings.address, settings.port);
    let deps = scalix::Deps {
        clock: Clock::System,
        random: Random::System,
        key,
        transport: None,
    };
    let rocket = scalix::build(settings, figment, deps)?;
    let rocket = announced(rocket, ready);
    let rocket = rocket
        .ignite()
        .await
        .map_err(|error| explain(error, &address))?;
    let db = ScalixDb::fetch(&rocket)
        .map(|attached| attached.handle().clone())
        .ok_or_else(|| Error::internal("no database is attached"))?;
    let launched = rocket.launch().await;
    // Shutdown fairings run while requests are being answered; here all of them have been.
    let closing = db.clone();
    let close = move || {
        if let Err(error) = closing.write_blocking(sum_up) {
            tracing::warn!(%error, "the sums of the last events are left to the next start");
        }
        closing.close();
    };
    let closed = tokio::task::spawn_blocking(close).await;
    let _ = std::fs::remove_file(admin::socket(folder.path()));
    closed.map_err(|error| Error::Internal(error.into()))?;
    launched
        .map(|_| ())
        .map_err(|error| explain(error, &address))
}

/// Tells where it listens, and the set-up link as long as nobody has an account; starts what runs
/// beside the requests.
fn announced(
    rocket: Rocket<Build>,
    ready: impl FnOnce(&Rocket<Orbit>) + Send + Sync + 'static,
) -> Rocket<Build> {
    rocket.attach(AdHoc::on_liftoff("tells where it listens", |rocket| {
        Box::pin(async move {
            let (Some(app), Some(db), Some(prices), Some(ingest)) = (
                rocket.state::<App>(),
                ScalixDb::fetch(rocket),
                rocket.state::<SharedPrices>(),
                rocket.state::<Ingest>(),
            ) else {
                return;
            };
            let db = db.handle();
            app.bound(rocket.config().port);
            announce(&say(&text!("cli-listens", url = app.base_url())));
            match db.read_now(accounts::none_exists) {
                Ok(true) => {
                    let token = app.setup.issue(&app.random, app.clock.now());
                    announce(&say(&text!("cli-set-up")));
                    announce(&format!(
                        "{}/setup?token={}",
                        app.base_url(),
                        token.reveal()
                    ));
                }
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "the accounts could not be read"),
            }
            ready(rocket);
            jobs::start(rocket);
            match admin::listen(&app.settings.data_dir) {
                Ok(listener) => {
                    let means = Means {
                        db: db.clone(),
                        hasher: app.hasher.clone(),
                        clock: app.clock.clone(),
                        prices: prices.clone(),
                        ingest: ingest.clone(),
                    };
                    tokio::spawn(admin::serve(listener, means, rocket.shutdown()));
                }
                Err(error) => tracing::error!(%error, "commands cannot reach this server"),
            }
        })
    }))
}

/// Lets the process hold as many connections as the system allows it to: the usual 1,024 are there
/// for programs that watch them with `select`.
#[cfg(target_os = "linux")]
fn raise_descriptors() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.unwrap_or(DESCRIPTORS).min(DESCRIPTORS);
    if limit.current.is_none_or(|current| current >= most) {
        return;
    }
    limit.current = Some(most);
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

/// Whether the address is free, before work is done that would be in vain.
pub(crate) fn can_listen(settings: &Settings) -> Result<()> {
    std::net::TcpListener::bind((settings.address, settings.port))
        .map(drop)
        .map_err(|reason| {
            let address = format!("{}:{}", settings.address, settings.port);
            taken(&address, &reason.to_string())
        })
}

fn taken(address: &str, reason: &str) -> Error {
    Error::Conflict(text!(
        "cli-address-taken",
        address = address,
        reason = reason
    ))
}

fn explain(error: rocket::Error, address: &str) -> Error {
    match error.kind() {
        ErrorKind::Bind(reason) => taken(address, &reason.to_string()),
        kind => Error::internal(format!("the server could not start: {kind}")),
    }
}
