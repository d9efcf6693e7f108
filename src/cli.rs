//! The command line: what a person types, and what is told back.

#![expect(
    clippy::doc_markdown,
    reason = "these comments are the help that people read in a terminal"
)]

mod audit;
mod doctor;
mod prices;

use std::io::{BufRead as _, IsTerminal as _};
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use scalix::accounts::Hasher;
use scalix::admin::{self, Call, Means, Outcome};
use scalix::clock::Clock;
use scalix::data_dir::DataDir;
use scalix::db::{Db, Options, latest_version};
use scalix::error::{Error, Result};
use scalix::secret::Random;
use scalix::settings::{self, Flags, LogFormat, Settings};
use scalix::text;
use scalix::usage::prices::SharedPrices;
use tracing_subscriber::EnvFilter;

use crate::console::{say, tell};
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

/// Does what was typed.
pub(crate) async fn run(cli: Cli) -> ExitCode {
    let flags = match &cli.command {
        Some(Command::Serve(flags)) => flags,
        _ => &cli.serve,
    };
    let flags = Flags {
        // Before or after the word `serve`: the one that was typed.
        address: flags.address.or(cli.serve.address),
        port: flags.port.or(cli.serve.port),
        public_url: flags
            .public_url
            .clone()
            .or_else(|| cli.serve.public_url.clone()),
        data_dir: cli.global.data_dir,
    };
    let (settings, figment) = match settings::load(&flags) {
        Ok(loaded) => loaded,
        Err(errors) => {
            for error in *errors {
                eprintln!("{}", say(&text!("cli-settings", error = error.to_string())));
            }
            return ExitCode::from(2);
        }
    };
    if let Err(error) = start_log(&settings) {
        eprintln!("{}", say(&text!("cli-settings", error = error)));
        return ExitCode::from(2);
    }
    let done = match cli.command {
        None | Some(Command::Serve(_)) => serve::serve(settings, figment).await,
        Some(Command::Migrate) => migrate(&settings).await,
        Some(Command::Doctor { usage }) => doctor::examine(&settings, usage).await,
        Some(Command::Audit(command)) => audit::run(&settings, command).await,
        Some(Command::User(command)) => user(&settings, command).await,
        Some(Command::Prices(command)) => match prices::call(command) {
            Ok(call) => carry_out(&settings, call).await,
            Err(error) => Err(error),
        },
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", say(&error.text()));
            if let Error::Internal(source) | Error::Unavailable(source) = &error {
                eprintln!("({source})");
            }
            ExitCode::FAILURE
        }
    }
}

/// Our own log goes to stderr. Rocket's lines repeat it; only what it alone knows is kept.
fn start_log(settings: &Settings) -> Result<(), String> {
    let quiet = "rocket=error,_=error,rocket_db_pools=error,refinery_core=warn,hyper=error";
    let filter = EnvFilter::try_new(format!("{},{quiet}", settings.log))
        .map_err(|error| format!("{error} for key \"log\""))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let started = match settings.log_format {
        LogFormat::Text => log.with_ansi(std::io::stderr().is_terminal()).try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
    started.map_err(|error| error.to_string())
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
    let call = match command {
        UserCommand::Add {
            email,
            name,
            team,
            role,
            operator,
        } => {
            let password = read_password().map_err(|error| Error::Internal(error.into()))?;
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
            let password = read_password().map_err(|error| Error::Internal(error.into()))?;
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
    let outcome = match DataDir::open(&settings.data_dir) {
        Ok(_folder) => {
            let means = Means {
                db: Db::open(&settings.database(), Options::default())?,
                hasher: Hasher::new(1, Random::System)?,
                clock: Clock::System,
                prices: SharedPrices::default(),
            };
            let outcome = admin::perform_here(&means, call).await;
            means.db.close();
            outcome
        }
        // Taken: by the running server, which does it for us.
        Err(taken) => match admin::ask(&settings.data_dir, &call).await {
            Ok(outcome) => outcome,
            Err(error) => {
                tracing::debug!(%error, "the running server was not reached");
                return Err(taken);
            }
        },
    };
    match outcome {
        Outcome {
            done: true,
            sentence,
        } => {
            tell(&sentence);
            Ok(())
        }
        Outcome {
            done: false,
            sentence,
        } if only_reads => Err(Error::Conflict(text!("cli-answer", sentence = sentence))),
        Outcome {
            done: false,
            sentence,
        } => Err(Error::Conflict(text!("cli-refused", reason = sentence))),
    }
}

/// From the keyboard without an echo, or the first line of a pipe.
fn read_password() -> std::io::Result<String> {
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password(format!("{} ", say(&text!("cli-password"))));
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
