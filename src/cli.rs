//! The command line: what a person types, and what is told back.

#![expect(
    clippy::doc_markdown,
    reason = "these comments are the help that people read in a terminal"
)]

mod audit;
mod bench;
mod demo;
mod doctor;
mod import;
mod prices;
mod reach;

use std::io::{BufRead as _, IsTerminal as _};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, Parser, Subcommand};
use scalix::admin::{self, Call, Outcome};
use scalix::clock::Clock;
use scalix::data_dir::{self, DataDir};
use scalix::db::{Db, Options, latest_version};
use scalix::error::{Error, Result};
use scalix::settings::{self, Flags, LogFormat, Settings};
use scalix::text;
use scalix::text::Text;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;

use self::reach::Reach;
use crate::console::{complain, say, tell};
use crate::serve;

/// The console of an AI platform that your team runs itself: projects, API keys, metered usage.
///
/// Without a command it serves: open the set-up link it prints on the first run, and you are the
/// owner of your first team a minute later. Everything is kept in one folder (./data).
#[derive(Parser)]
#[command(name = "scalix", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(flatten)]
    serve: ServeFlags,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Args)]
struct Global {
    /// The folder of the database, the key and the mail [default: data] [env: SCALIX_DATA_DIR]
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

#[derive(Args)]
struct ServeFlags {
    /// The address to listen on [default: 127.0.0.1] [env: SCALIX_ADDRESS]
    #[arg(long, value_name = "IP")]
    address: Option<IpAddr>,
    /// The port to listen on; 0 takes a free one [default: 8000] [env: SCALIX_PORT]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// How browsers reach this server, such as https://scalix.example.org [env: SCALIX_PUBLIC_URL]
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the console and the API (what happens without a command)
    Serve(ServeFlags),
    /// Fill a throw-away database with a made-up history, serve it, and tell how to sign in
    ///
    /// Three teams with a dozen projects and ninety days of usage, to look at and to try things
    /// with. It lies in a temporary folder that is gone when you stop it; with --data-dir it is
    /// kept there, in a folder that must be new or empty.
    Demo(demo::DemoFlags),
    /// Bring the database up to date and stop; `serve` does the same when it starts
    Migrate,
    /// Look the database over: file, references, schema, audit log; exit code 1 if anything is wrong
    ///
    /// Reads only, and may run beside the server. Example:
    ///   scalix doctor --usage
    #[command(verbatim_doc_comment)]
    Doctor {
        /// Recompute every sum and sequence of usage from the events as well
        #[arg(long)]
        usage: bool,
    },
    /// Who did what: whether the log is as it was written
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Accounts, for when the browser is not enough
    #[command(subcommand)]
    User(UserCommand),
    /// What models cost: list, show, import
    #[command(subcommand)]
    Prices(prices::PricesCommand),
    /// Bring usage history into a project: events of any age from an NDJSON or CSV file
    ///
    /// The fields are those of POST /api/usage/events, in any of their spellings; of a CSV file
    /// the first row names them, and an empty cell is an absent field. Events are priced with the
    /// prices in force at their time, and one that is there already (same project, source and id)
    /// is not counted again. Works while the server runs. When it is stopped, run the same command
    /// again: it goes on where it was. Examples:
    ///   scalix import history.csv.gz --project prj_... --rejects rejects.ndjson
    ///   scalix import - --format ndjson --project "My team/Shop" --dry-run < events.ndjson
    ///
    /// Exit code: 0 all lines are in, 2 some were not taken, 1 it stopped or could not begin.
    #[command(verbatim_doc_comment)]
    Import(import::ImportArgs),
    /// Databases for benchmarks
    #[command(subcommand)]
    Bench(bench::BenchCommand),
}

#[derive(Subcommand)]
enum UserCommand {
    /// Make an account and put it in a team; the password is asked for, or read from a pipe
    ///
    /// Works while the server runs. Example:
    ///   scalix user add ada@example.org --name "Ada Lovelace" --role developer
    #[command(verbatim_doc_comment)]
    Add {
        /// The e-mail address
        email: String,
        /// The whole name
        #[arg(long)]
        name: String,
        /// The team, by name or id; may be left out when there is only one
        #[arg(long)]
        team: Option<String>,
        /// owner, admin, developer, analyst or viewer
        #[arg(long, default_value = "developer")]
        role: String,
        /// Make the person an operator of this instance as well
        #[arg(long)]
        operator: bool,
    },
    /// Set the password of an account; it is asked for, or read from a pipe
    ///
    /// All sessions of the account end. Works while the server runs.
    ResetPassword {
        /// The e-mail address of the account
        email: String,
    },
    /// Turn two-factor sign-in of an account off, for when phone and recovery codes are lost
    ///
    /// Works while the server runs.
    #[command(name = "reset-2fa")]
    ResetSecondFactor {
        /// The e-mail address of the account
        email: String,
    },
    /// Make a person an operator of this instance
    ///
    /// An operator runs the instance (global prices, jobs, health). It gives no right in a team.
    GrantOperator {
        /// The e-mail address of the account
        email: String,
    },
}

/// Tells what is wrong with what was typed, or the help that was asked for.
pub(crate) fn not_read(error: &clap::Error) -> ExitCode {
    // To nobody, if nobody reads it.
    let _ = error.print();
    if !error.use_stderr() {
        return ExitCode::SUCCESS;
    }
    let typed = Cli::command().ignore_errors(true).try_get_matches();
    misused(typed.is_ok_and(|typed| typed.subcommand_name() == Some("import")))
}

/// The code of a command that could not begin. Of an import 2 says that some lines were not taken,
/// and whoever runs one from a script must be able to rely on it.
fn misused(import: bool) -> ExitCode {
    if import {
        ExitCode::FAILURE
    } else {
        ExitCode::from(2)
    }
}

/// Does what was typed.
pub(crate) async fn run(cli: Cli) -> ExitCode {
    let data_dir = match &cli.command {
        Some(Command::Demo(demo)) => demo.data_dir.clone().or(cli.global.data_dir),
        _ => cli.global.data_dir,
    };
    let flags = match &cli.command {
        Some(Command::Serve(flags)) => flags,
        Some(Command::Demo(demo)) => &demo.serve,
        _ => &cli.serve,
    };
    let mut flags = Flags {
        // Before or after the word `serve`: the one that was typed.
        address: flags.address.or(cli.serve.address),
        port: flags.port.or(cli.serve.port),
        public_url: flags
            .public_url
            .clone()
            .or_else(|| cli.serve.public_url.clone()),
        data_dir,
    };
    let home = match &cli.command {
        Some(Command::Demo(_)) => match demo::Home::choose(flags.data_dir.as_deref()) {
            Ok(home) => home,
            Err(error) => return failed(&error),
        },
        _ => demo::Home::Configured,
    };
    flags.data_dir = home.path().map(Path::to_owned).or(flags.data_dir);
    let import = matches!(cli.command, Some(Command::Import(_)));
    let (settings, figment) = match settings::load(&flags) {
        Ok(loaded) => loaded,
        Err(errors) => {
            for error in *errors {
                complain(&say(&text!("cli-settings", error = error.to_string())));
            }
            return misused(import);
        }
    };
    if let Err(error) = start_log(&settings) {
        complain(&say(&text!("cli-settings", error = error)));
        return misused(import);
    }
    let done = match cli.command {
        Some(Command::Import(args)) => match import::run(&settings, args).await {
            Ok(code) => return code,
            Err(error) => Err(error),
        },
        None | Some(Command::Serve(_)) => serve::serve(settings, figment, |_| {}).await,
        Some(Command::Demo(flags)) => demo::run(settings, figment, &flags, home).await,
        Some(Command::Migrate) => migrate(&settings).await,
        Some(Command::Doctor { usage }) => doctor::examine(&settings, usage).await,
        Some(Command::Audit(command)) => audit::run(&settings, command).await,
        Some(Command::User(command)) => user(&settings, command).await,
        Some(Command::Prices(command)) => match prices::call(command) {
            Ok(call) => carry_out(&settings, call).await,
            Err(error) => Err(error),
        },
        Some(Command::Bench(command)) => bench::run(&settings, command).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

/// Tells why a command could not be done.
fn failed(error: &Error) -> ExitCode {
    complain(&say(&admin::reason(error)));
    if let Error::Internal(source) | Error::Unavailable(source) = error {
        complain(&format!("({source})"));
    }
    ExitCode::FAILURE
}

/// The time of a line in the log.
struct Utc;

impl FormatTime for Utc {
    fn format_time(&self, line: &mut Writer<'_>) -> std::fmt::Result {
        line.write_str(&Clock::System.now().to_the_millisecond())
    }
}

/// Our own log goes to stderr. Rocket's lines repeat it; only what it alone knows is kept.
fn start_log(settings: &Settings) -> Result<(), String> {
    // What its server has to say at that level is a panic, which is told anyway, and each HEAD and
    // each odd method with the whole address: one with a token in it must not get into a log.
    let quiet = "rocket=error,rocket::server=off,_=error,rocket_db_pools=error,\
        refinery_core=warn,hyper=error";
    let filter = EnvFilter::try_new(format!("{},{quiet}", settings.log))
        .map_err(|error| format!("{error} for key \"log\""))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_timer(Utc)
        .with_writer(std::io::stderr);
    let started = match settings.log_format {
        // Without colours: the library stops at the wish for them when it was built without.
        LogFormat::Text => log.with_ansi(false).try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
    started.map_err(|error| error.to_string())?;
    // Rocket says several lines a request there, and a warning under the name of our own module for
    // each visitor whom a guard turns away, which nobody wants to see: they end here instead of being
    // filtered one by one.
    if LevelFilter::current() <= LevelFilter::INFO {
        log::set_max_level(log::LevelFilter::Error);
    }
    Ok(())
}

async fn migrate(settings: &Settings) -> Result<()> {
    let _folder = DataDir::open(&settings.data_dir)?;
    let path = settings.database();
    tokio::task::spawn_blocking(move || {
        Db::open(&path, Options::default())?.close();
        Ok::<(), Error>(())
    })
    .await
    .map_err(|error| Error::Internal(error.into()))??;
    tell(&say(&text!("cli-migrated", version = latest_version())));
    Ok(())
}

async fn user(settings: &Settings, command: UserCommand) -> Result<()> {
    // Before a password is asked for in vain.
    data_dir::expect_database(&settings.database())?;
    let call = match command {
        UserCommand::Add {
            email,
            name,
            team,
            role,
            operator,
        } => {
            let password = read_password(&text!("cli-password"))
                .map_err(|error| Error::Internal(error.into()))?;
            Call::AddUser {
                name,
                email,
                password,
                team,
                role,
                operator,
            }
        }
        UserCommand::ResetPassword { email } => {
            let prompt = text!("cli-password-new", email = &email);
            let password = read_password(&prompt).map_err(|error| Error::Internal(error.into()))?;
            Call::ResetPassword { email, password }
        }
        UserCommand::ResetSecondFactor { email } => Call::ResetSecondFactor { email },
        UserCommand::GrantOperator { email } => Call::GrantOperator { email },
    };
    carry_out(settings, call).await
}

/// Has something done by the running server, or does it when none runs, and tells what came of it.
async fn carry_out(settings: &Settings, call: Call) -> Result<()> {
    let only_reads = call.only_reads();
    let mut reach = Reach::open(settings).await?;
    let outcome = reach.ask(call).await;
    reach.close();
    let Outcome { done, sentence, .. } = outcome?;
    if done {
        tell(&sentence);
        Ok(())
    } else if only_reads {
        Err(Error::Conflict(text!("cli-answer", sentence = sentence)))
    } else if sentence.contains('\n') {
        Err(Error::Conflict(text!(
            "cli-refused-lines",
            reasons = sentence
        )))
    } else {
        Err(Error::Conflict(text!("cli-refused", reason = sentence)))
    }
}

/// From the keyboard without an echo, or the first line of a pipe.
fn read_password(prompt: &Text) -> std::io::Result<String> {
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password(format!("{} ", say(prompt)));
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
