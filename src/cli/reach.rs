//! Who does what a command asks for: the running server, or this process when none runs.

use std::path::PathBuf;

use scalix::accounts::Hasher;
use scalix::admin::{self, Call, Means, Outcome};
use scalix::clock::Clock;
use scalix::data_dir::{self, DataDir};
use scalix::db::{Db, Options};
use scalix::error::{Error, Result};
use scalix::keys::KeyRing;
use scalix::secret::Random;
use scalix::settings::Settings;
use scalix::text;
use scalix::usage::ingest::Ingest;
use scalix::usage::prices::SharedPrices;

/// Memory for pages, in KiB: a command shares the machine with others.
const CACHE: u32 = 16_384;

/// A way to have something done.
pub(super) enum Reach {
    /// This process, which has the data folder for itself.
    Here { means: Box<Means>, _folder: DataDir },
    /// The server that has it.
    Server {
        data_dir: PathBuf,
        /// Why the folder was not had; nothing once the server was reached.
        taken: Option<Error>,
    },
}

impl Reach {
    /// Opens the data folder, or sees that a server has it. It never makes one: what is asked for
    /// concerns what is there.
    pub(super) async fn open(settings: &Settings) -> Result<Self> {
        data_dir::expect_database(&settings.database())?;
        let folder = match DataDir::open(&settings.data_dir) {
            Ok(folder) => folder,
            Err(taken) => {
                return Ok(Self::Server {
                    data_dir: settings.data_dir.clone(),
                    taken: Some(taken),
                });
            }
        };
        let options = Options {
            cache: CACHE,
            ..Options::default()
        };
        let prices = SharedPrices::default();
        let means = Means {
            db: Db::open(&settings.database(), options)?,
            hasher: Hasher::new(1, Random::System)?,
            clock: Clock::System,
            // What is done here needs no key.
            ingest: Ingest::new(KeyRing::default(), prices.clone()),
            prices,
        };
        admin::prepare_here(&means).await?;
        Ok(Self::Here {
            means: Box::new(means),
            _folder: folder,
        })
    }

    /// Has something done.
    ///
    /// # Errors
    /// When neither can do it; that it was refused is an outcome.
    pub(super) async fn ask(&mut self, call: Call) -> Result<Outcome> {
        match self {
            Self::Here { means, .. } => Ok(admin::perform_here(means, call).await),
            Self::Server { data_dir, taken } => match admin::ask(data_dir, &call).await {
                Ok(outcome) => {
                    *taken = None;
                    Ok(outcome)
                }
                Err(error) => {
                    tracing::debug!(%error, "the running server was not reached");
                    let gone = || Error::Conflict(text!("cli-server-gone"));
                    Err(taken.take().unwrap_or_else(gone))
                }
            },
        }
    }

    /// Closes what was opened.
    pub(super) fn close(self) {
        if let Self::Here { means, .. } = self {
            means.db.close();
        }
    }
}
