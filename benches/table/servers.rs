//! The servers that are measured, each a process of its own.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rocket::data::{Data, ToByteUnit as _};
use rocket::fairing::AdHoc;
use rocket::{State, post, routes};
use rocket_db_pools::Connection;
use scalix::clock::Clock;
use scalix::data_dir::MasterKey;
use scalix::error::Error;
use scalix::keys::UsageWrite;
use scalix::money::Nanos;
use scalix::secret::Random;
use scalix::settings::{self, Flags};
use scalix::text;
use scalix::usage::event::{self, Format, MOST_BYTES};
use scalix::usage::ingest::Ingest;
use scalix::web::app::App;
use scalix::web::database::ScalixDb;
use scalix::web::guards::KeyHolder;
use scalix::web::problem::ApiError;
use scalix::web::reply::{ApiResult, Reply};
use serde::Serialize;

use crate::machine;

/// A running process that serves HTTP.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// From its start until it told that it listens.
    pub(crate) took: Duration,
}

impl Server {
    /// Starts the product on a data folder.
    pub(crate) fn product(program: &Path, folder: &Path, log: &str) -> Self {
        Self::start(Self::command(program, folder, log))
    }

    /// Starts the product so that this machine may say where a request comes from.
    pub(crate) fn product_behind_proxy(program: &Path, folder: &Path, log: &str) -> Self {
        let mut command = Self::command(program, folder, log);
        command.env("SCALIX_TRUSTED_PROXIES", "[\"127.0.0.1/32\"]");
        Self::start(command)
    }

    fn command(program: &Path, folder: &Path, log: &str) -> Command {
        let mut command = Command::new(program);
        command
            .args(["serve", "--address", "127.0.0.1", "--port", "0"])
            .arg("--data-dir")
            .arg(folder)
            .env("SCALIX_LOG", log);
        command
    }

    /// Starts the axum server.
    pub(crate) fn axum() -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("--serve-axum");
        Self::start(command)
    }

    /// Starts the product's server with the route that writes nothing.
    pub(crate) fn unwritten(folder: &Path, log: &str) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("--serve-unwritten").arg(folder);
        command.args(["--log", log]);
        Self::start(command)
    }

    fn start(mut command: Command) -> Self {
        let begun = Instant::now();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = output
            .find_map(|line| {
                let line = line.unwrap();
                let at = line.find("http://")? + "http://".len();
                line[at..].trim().parse().ok()
            })
            .expect("the program tells where it listens");
        let took = begun.elapsed();
        // Whatever it still says, the pipe must not fill up or break.
        std::thread::spawn(move || output.for_each(drop));
        Self {
            child,
            address,
            took,
        }
    }

    pub(crate) fn cpu(&self) -> Duration {
        machine::cpu(self.child.id())
    }

    pub(crate) fn resident(&self) -> f64 {
        machine::resident(self.child.id())
    }

    /// Ends it as `kill -9` does.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end and waits until it has.
    pub(crate) fn stop(&mut self) {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        assert!(asked.unwrap().success());
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The limit of the text route: axum with two workers, one route, no middleware.
pub(crate) fn axum() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let app = axum::Router::new().route("/hello", axum::routing::get(async || "ok\n"));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("axum listens on http://{}", listener.local_addr().unwrap());
        let listener = axum::serve::ListenerExt::tap_io(listener, |socket| {
            let _ = socket.set_nodelay(true);
        });
        axum::serve(listener, app).await.unwrap();
    });
}

/// What the product answers to a batch, as far as a limit can know it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Taken {
    results: Vec<OneTaken>,
    accepted: usize,
    duplicates: usize,
    rejected: usize,
}

#[derive(Serialize)]
struct OneTaken {
    index: usize,
    id: Option<String>,
    status: &'static str,
    cost: Option<Nanos>,
    seq: usize,
}

/// As `src/serve.rs` makes them, with a key that nothing of a benchmark outlives.
fn deps() -> scalix::Deps {
    scalix::Deps {
        clock: Clock::System,
        random: Random::System,
        key: MasterKey::generate(&Random::System),
        transport: None,
    }
}

/// `POST /api/usage/events` without the write: the same guards, the same reading and pricing, and
/// a reply of the same form and length.
#[post("/usage/events", data = "<data>")]
async fn unwritten_events(
    by: KeyHolder<UsageWrite>,
    _db: Connection<ScalixDb>,
    app: &State<App>,
    ingest: &State<Ingest>,
    media: &rocket::http::ContentType,
    data: Data<'_>,
) -> ApiResult<Taken> {
    let body = data.open((MOST_BYTES + 1).bytes()).into_bytes().await;
    let body = body
        .map_err(|_| ApiError(Error::Malformed(text!("error-body-cut"))))?
        .into_inner();
    let format = Format::named(&format!("{}/{}", media.top(), media.sub())).unwrap();
    let events = event::read_all(format, &body).map_err(ApiError)?;
    let taken = |(index, read): (usize, &event::Read<'_>)| OneTaken {
        index,
        id: read.id.as_deref().map(str::to_owned),
        status: "accepted",
        cost: Some(Nanos(12_345_678)),
        seq: 1_000_000 + index,
    };
    let results: Vec<_> = events.iter().enumerate().map(taken).collect();
    let batch = ingest
        .prepare(by.0, events, app.clock.now())
        .map_err(ApiError)?;
    drop(batch);
    Ok(Reply::ok(Taken {
        accepted: results.len(),
        results,
        duplicates: 0,
        rejected: 0,
    }))
}

/// The limit of taking events: everything but the write.
pub(crate) fn unwritten(folder: PathBuf, log: &str) {
    let flags = Flags {
        data_dir: Some(folder),
        address: Some("127.0.0.1".parse().unwrap()),
        port: Some(0),
        public_url: None,
    };
    // As src/cli.rs starts it.
    tracing_subscriber::fmt()
        .with_env_filter(format!("{log},rocket=error,_=error,hyper=error"))
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
    log::set_max_level(log::LevelFilter::Error);
    let (settings, figment) = settings::load(&flags).unwrap();
    let rocket = scalix::build(settings, figment, deps())
        .unwrap()
        .mount("/bench", routes![unwritten_events])
        .attach(AdHoc::on_liftoff("tells where it listens", |rocket| {
            Box::pin(async move {
                println!("listens on http://127.0.0.1:{}", rocket.config().port);
            })
        }));
    rocket::execute(async move { rocket.launch().await.unwrap() });
}
