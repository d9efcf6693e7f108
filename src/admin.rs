//! What the command line of the server may change: done here when the server is down, and by the
//! running server when it is up, through `data/admin.sock`. So there is never a second writer and
//! never a stale cache.
//!
//! One line of JSON asks, one line answers. The socket lies in the data folder and is open to its
//! owner alone: who can reach it could read the database file as well.

mod history;
mod people;
mod prices;

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{UnixListener, UnixStream};

use crate::accounts::{self, AccountDraft, Hasher};
use crate::audit::Actor;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::usage::history::Target;
use crate::usage::ingest::Ingest;
use crate::usage::prices::{FILE_MOST, SharedPrices, load_book, sync_snapshot};

pub use history::{FinishImport, ImportPlace, StartImport, StepTaken, TakeStep};
pub use prices::{ImportPrices, ListPrices, ShowPrice};

/// The longest line that is read: a file of prices, with every character of it escaped.
const LINE_MOST: u64 = 4 * FILE_MOST;
/// How long an answer may take; hashing a password is the longest part.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long it waits after a connection that could not be taken.
const PAUSE: Duration = Duration::from_secs(1);

/// Something to be done.
#[derive(Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
pub enum Call {
    /// Makes an account and puts it in a team.
    AddUser {
        /// The whole name.
        name: String,
        /// The address.
        email: String,
        /// The password.
        password: String,
        /// The name or id of the team; may be left out when there is one.
        team: Option<String>,
        /// The role in the team.
        role: String,
        /// Whether to make the person an operator.
        operator: bool,
    },
    /// Makes a person an operator of the instance.
    GrantOperator {
        /// The address.
        email: String,
    },
    /// Sets the password of an account.
    ResetPassword {
        /// The address.
        email: String,
        /// The new password.
        password: String,
    },
    /// Turns the second factor of an account off.
    ResetSecondFactor {
        /// The address.
        email: String,
    },
    /// Lists the prices in force.
    ListPrices(ListPrices),
    /// Tells the price of a model.
    ShowPrice(ShowPrice),
    /// Enters the prices of a file.
    ImportPrices(ImportPrices),
    /// Finds where a file of history goes, and how far an earlier run came with it.
    FindImport(Target),
    /// Begins to import history or goes on with it.
    StartImport(StartImport),
    /// Takes a piece of history.
    TakeStep(TakeStep),
    /// Ends an import.
    FinishImport(FinishImport),
}

impl Call {
    /// Whether it changes nothing, so that a refusal need not say so.
    pub fn only_reads(&self) -> bool {
        matches!(
            self,
            Self::ListPrices(_)
                | Self::ShowPrice(_)
                | Self::ImportPrices(ImportPrices { dry_run: true, .. })
                | Self::FindImport(_)
        )
    }
}

/// What commands are done with; clones share it.
#[derive(Clone, Debug)]
pub struct Means {
    /// The database.
    pub db: Db,
    /// What hashes passwords.
    pub hasher: Hasher,
    /// Where `now` comes from.
    pub clock: Clock,
    /// The prices that events are priced with.
    pub prices: SharedPrices,
    /// What takes events in.
    pub ingest: Ingest,
}

/// What came of it: a sentence, and whether it was done.
#[derive(Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// Whether it was done.
    pub done: bool,
    /// What to tell the person at the command line.
    pub sentence: String,
    /// What to tell the command itself; null for most.
    #[serde(default)]
    pub data: Value,
}

/// Does what is asked, and tells what there is to tell, to a person or to the command.
async fn perform(means: &Means, call: Call) -> Result<(String, Value)> {
    let data = match call {
        Call::FindImport(target) => history::look_up(means, target).await?,
        Call::StartImport(asked) => history::start(means, asked).await?,
        Call::TakeStep(asked) => history::take(means, asked).await?,
        Call::FinishImport(asked) => history::finish(means, asked).await?,
        call => return Ok((told(means, call).await?, Value::Null)),
    };
    Ok((String::new(), data))
}

/// Does what is asked, and tells a person about it.
async fn told(means: &Means, call: Call) -> Result<String> {
    match call {
        Call::AddUser {
            name,
            email,
            password,
            team,
            role,
            operator,
        } => {
            let draft = AccountDraft {
                name,
                email,
                password: Secret::new(password),
            };
            let done = people::add(means, draft, team, &role, operator).await?;
            Ok(say(&done))
        }
        Call::GrantOperator { email } => {
            let now = means.clock.now();
            let user = means
                .db
                .write(move |tx| accounts::grant_operator(tx, &Actor::cli(), &email, now))
                .await?;
            Ok(say(&text!("cli-operator-granted", name = user.name)))
        }
        Call::ResetPassword { email, password } => {
            people::reset_password(means, email, password).await
        }
        Call::ResetSecondFactor { email } => people::reset_second_factor(means, email).await,
        Call::ListPrices(asked) => prices::list(means, asked).await,
        Call::ShowPrice(asked) => prices::show(means, asked).await,
        Call::ImportPrices(file) => prices::import(means, file).await,
        Call::FindImport(_) | Call::StartImport(_) | Call::TakeStep(_) | Call::FinishImport(_) => {
            Err(Error::internal("a command without a sentence"))
        }
    }
}

/// The sentence in the language of the command line.
fn say(text: &Text) -> String {
    Locale::default().say_bare(text)
}

/// What is told of a failure at the command line, where no request has an id to quote.
pub fn reason(error: &Error) -> Text {
    match error {
        Error::Internal(_) => text!("cli-internal"),
        Error::Unavailable(_) => text!("cli-unavailable"),
        error => error.text(),
    }
}

fn outcome(result: Result<(String, Value)>) -> Outcome {
    let refused = |sentence| Outcome {
        done: false,
        sentence,
        data: Value::Null,
    };
    match result {
        Ok((sentence, data)) => Outcome {
            done: true,
            sentence,
            data,
        },
        Err(Error::Invalid(fields)) => {
            let lines = fields
                .iter()
                .map(|(field, text)| format!("{field}: {}", say(text)));
            refused(lines.collect::<Vec<_>>().join("\n"))
        }
        Err(error) => {
            if matches!(error, Error::Internal(_) | Error::Unavailable(_)) {
                tracing::error!(%error, "a command failed");
            }
            refused(say(&reason(&error)))
        }
    }
}

/// What a server does when it starts, for a process that has the data folder for itself: the
/// embedded prices are brought into the database, and all of them are read.
///
/// # Errors
/// Failures of the database.
pub async fn prepare_here(means: &Means) -> Result<()> {
    let now = means.clock.now();
    means.db.write(move |tx| sync_snapshot(tx, now)).await?;
    means.prices.replace(means.db.read(load_book).await?);
    Ok(())
}

/// Does what is asked in a process that has the data folder for itself and is prepared.
pub async fn perform_here(means: &Means, call: Call) -> Outcome {
    outcome(perform(means, call).await)
}

/// Where the running server listens for commands.
pub fn socket(data_dir: &Path) -> PathBuf {
    data_dir.join("admin.sock")
}

/// Listens for commands. The caller holds the lock of the folder, so a socket that is there was
/// left behind. It is made in a folder that nobody else can enter and moved to its place when it
/// is its owner's alone.
pub fn listen(data_dir: &Path) -> std::io::Result<UnixListener> {
    let private = data_dir.join(".admin");
    if private.exists() {
        std::fs::remove_dir_all(&private)?;
    }
    let mut folder = std::fs::DirBuilder::new();
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(&private)?;
    let made = private.join("sock");
    let listener = UnixListener::bind(&made)?;
    let owner_only = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(&made, owner_only)?;
    std::fs::rename(&made, socket(data_dir))?;
    std::fs::remove_dir(&private)?;
    Ok(listener)
}

/// Answers commands until shutdown.
pub async fn serve(listener: UnixListener, means: Means, mut shutdown: rocket::Shutdown) {
    loop {
        let stream = tokio::select! {
            () = &mut shutdown => return,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    // Without a file descriptor to spare the next attempt would fail at once.
                    tracing::warn!(%error, "a command could not be taken");
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            },
        };
        let means = means.clone();
        tokio::spawn(async move {
            let answered = tokio::time::timeout(PATIENCE, answer(stream, &means));
            match answered.await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!(%error, "a command was cut off"),
                Err(_) => tracing::warn!("a command took too long"),
            }
        });
    }
}

async fn answer(stream: UnixStream, means: &Means) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut line = String::new();
    BufReader::new(read.take(LINE_MOST))
        .read_line(&mut line)
        .await?;
    let outcome = match serde_json::from_str(&line) {
        Ok(call) => outcome(perform(means, call).await),
        Err(_) => outcome(Err(Error::Malformed(text!("error-malformed")))),
    };
    let mut reply = serde_json::to_vec(&outcome)?;
    reply.push(b'\n');
    write.write_all(&reply).await
}

/// Asks the running server.
///
/// # Errors
/// When it cannot be reached or does not answer.
pub async fn ask(data_dir: &Path, call: &Call) -> std::io::Result<Outcome> {
    let stream = UnixStream::connect(socket(data_dir)).await?;
    let (read, mut write) = stream.into_split();
    let mut line = serde_json::to_vec(call)?;
    line.push(b'\n');
    write.write_all(&line).await?;
    let mut reply = String::new();
    let mut reader = BufReader::new(read.take(LINE_MOST));
    tokio::time::timeout(PATIENCE, reader.read_line(&mut reply)).await??;
    Ok(serde_json::from_str(&reply)?)
}
