//! The database: one writer, many readers, one file.
//!
//! [`Db::write`] queues a closure for the writer thread and answers after the commit that holds
//! it; [`Db::read`] and [`Db::read_now`] run on read-only connections. Only the writer can make
//! a [`Tx`], so a function that changes data says so in its signature.

mod answers;
mod at_end;
mod bound;
mod errors;
mod functions;
mod group;
mod inspect;
mod kept;
mod migrate;
mod readers;
mod types;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::OpenFlags;
use rusqlite::config::DbConfig;

use crate::error::{Error, Result};
use crate::secret::Random;
use crate::signals::Signals;

pub use at_end::AtEnd;
pub use bound::Bound;
pub use errors::{out_of_reach, unique_violation};
pub use group::{Place, Tx};
pub use inspect::{
    BrokenReference, Schema, broken_references, damage, open_to_inspect, schema, tables,
};
pub use migrate::latest_version;
pub use rusqlite::Connection as Conn;
pub use rusqlite::{OptionalExtension, Row, ToSql, named_params, params};
pub use types::{conversion_error, id_list, token_hint, words};

/// Memory for pages of the writer, in KiB. What it changes again and again are the ends of some
/// trees, which is little. More than that costs: nearly every commit walks all pages that are kept,
/// because `SQLite` takes a page number beyond the end of the file while it sorts the pages of a tree.
const CACHE: u32 = 8_192;

/// How a database is opened.
#[derive(Clone)]
pub struct Options {
    /// Where ids, tokens and salts made inside transactions come from.
    pub random: Random,
    /// At most this many pages of 4 KiB; for tests of a full disk.
    pub max_pages: Option<u32>,
    /// Memory for pages that the writer has read or changed, in KiB.
    pub cache: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            random: Random::System,
            max_pages: None,
            cache: CACHE,
        }
    }
}

/// A handle on the database; clones share the connections. All of it is behind one count of
/// references, for each request makes a clone.
#[derive(Clone)]
pub struct Db(Arc<Shared>);

struct Shared {
    path: PathBuf,
    writer: writer::Writer,
    readers: readers::Readers,
    signals: Signals,
    changes: Arc<AtomicU64>,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db")
            .field("path", &self.0.path)
            .finish_non_exhaustive()
    }
}

impl Db {
    /// Opens the file, makes it if it is not there, and brings its schema up to date; an existing
    /// file is copied to `backup-v{n}.db` beside it before it is migrated.
    ///
    /// # Errors
    /// When the file cannot be opened, is no database or that of another program, or was written by
    /// a newer version.
    pub fn open(path: &Path, options: Options) -> Result<Self> {
        let mut connection = open_writing(path)?;
        migrate::run(&mut connection, path)?;
        prepare_writer(&connection, &options)?;
        let signals = Signals::default();
        let changes = Arc::<AtomicU64>::default();
        Ok(Self(Arc::new(Shared {
            path: path.to_owned(),
            readers: readers::Readers::start(path)?,
            writer: writer::Writer::start(
                connection,
                options.random,
                signals.clone(),
                changes.clone(),
            )?,
            signals,
            changes,
        })))
    }

    /// Runs `body` in a write transaction and answers after the commit. Its changes are kept only
    /// if it returns `Ok`. Waiting writes share one commit; each has its own savepoint.
    ///
    /// # Errors
    /// What `body` returns, or `Unavailable` when the queue stays full or the commit fails; then
    /// nothing was changed.
    pub async fn write<T, F>(&self, body: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.0.writer.write(body).await
    }

    /// [`Db::write`] for work that may be done again before it is answered: without a savepoint,
    /// which is cheaper when much of it comes. `body` must not change anything but the database,
    /// and of that nothing that anybody keeps by [`Db::changes`].
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn write_again<T, F>(&self, body: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.0.writer.write_again(body).await
    }

    /// [`Db::write`] for threads outside the async runtime (command line, start-up).
    pub fn write_blocking<T, F>(&self, body: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.0.writer.write_blocking(body)
    }

    /// Runs a query on a reader thread: for anything that can take longer than 200 µs.
    pub async fn read<T, F>(&self, body: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Conn) -> Result<T> + Send + 'static,
    {
        self.0.readers.read(body).await
    }

    /// Runs a point read on the calling thread.
    pub fn read_now<T>(&self, body: impl FnOnce(&Conn) -> Result<T>) -> Result<T> {
        self.0.readers.read_now(body)
    }

    /// Where to listen for what [`Tx::announce`] tells.
    pub fn signals(&self) -> &Signals {
        &self.0.signals
    }

    /// How often anything was committed besides [`Db::write_again`], which takes events in: what
    /// was read after counting is current as long as the count stays. It rises after the commit
    /// and before anybody is answered.
    pub fn changes(&self) -> u64 {
        self.0.changes.load(Ordering::Acquire)
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Whether the writer takes work and commits it.
    pub async fn ping(&self) -> Result<()> {
        self.write(|_| Ok(())).await
    }

    /// Ends the readers and, after what is queued, the writer; folds the write-ahead log into the file and updates
    /// the planner's statistics. Later reads and writes answer `Unavailable`.
    pub fn close(&self) {
        self.0.readers.close();
        self.0.writer.close();
    }
}

fn open_writing(path: &Path) -> Result<Conn> {
    make_private(path)?;
    #[expect(clippy::disallowed_methods, reason = "the home of connections")]
    let connection = Conn::open(path)?;
    // First of all, so that every later statement waits instead of failing.
    connection.pragma_update(None, "busy_timeout", 10_000)?;
    // Before the first thing that changes it.
    migrate::refuse_foreign(&connection, path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    keep_plans(&connection)?;
    Ok(connection)
}

/// Keeps the plan of a prepared statement whatever values it is given. Otherwise SQLite parses and
/// plans a kept statement anew when a value might ask for another plan, which costs more than most
/// statements do.
fn keep_plans(connection: &Conn) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Makes the file for its owner alone, also when it is there already; SQLite gives the files
/// beside it the same mode.
fn make_private(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options
        .open(path)
        .map_err(|error| Error::Unavailable(error.into()))?;
    #[cfg(unix)]
    {
        let owner_only = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        if let Err(error) = file.set_permissions(owner_only) {
            tracing::warn!(%error, file = %path.display(), "others may be able to read this file");
        }
    }
    Ok(())
}

/// Pages in the write-ahead log from which on it is folded into the file. Busy pages are written
/// again and again, so four times SQLite's default folds a fraction as often, for 16 MiB of log.
const CHECKPOINT: i64 = 4_000;

fn prepare_writer(connection: &Conn, options: &Options) -> Result<()> {
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -i64::from(options.cache))?;
    connection.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
    connection.set_prepared_statement_cache_capacity(256);
    if let Some(pages) = options.max_pages {
        connection.pragma_update(None, "max_page_count", pages)?;
    }
    functions::register(connection)?;
    Ok(())
}

fn open_reading(path: &Path) -> Result<Conn> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    #[expect(clippy::disallowed_methods, reason = "the home of connections")]
    let connection = Conn::open_with_flags(path, flags)?;
    connection.pragma_update(None, "busy_timeout", 10_000)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -8_192)?;
    connection.set_prepared_statement_cache_capacity(128);
    keep_plans(&connection)?;
    Ok(connection)
}

#[cfg(test)]
mod tests;
