//! Group commit: the work that shares one transaction.
//!
//! Whatever is waiting when the previous commit ends shares the next one, so one flush to disk
//! serves many callers and nobody waits for a timer. One that fails does not take its neighbours
//! along. Work that is done once has a savepoint for that. A savepoint costs a copy of every page
//! that is changed under it, so work that may be repeated, which is nearly all when events come in,
//! has none: if one of it fails, the group starts over with savepoints and without that one.

use std::cell::RefCell;
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::runtime::Handle;

use crate::db::Conn;
use crate::db::answers::Answers;
use crate::db::at_end::{AtEnd, Left};
use crate::db::bound::{Bound, Ready};
use crate::db::kept::Kept;
use crate::error::{Error, Result};
use crate::secret::Random;
use crate::signals::{Signal, Signals};

/// A group is committed when it has this many pieces of work or took this long.
const GROUP: usize = 512;
const GROUP_TIME: Duration = Duration::from_millis(20);
/// Memory for pages of [`Tx::read_once`], in KiB.
const ONCE_KIB: i64 = 2_048;

/// A write transaction. Reads as a [`Conn`]; only the writer thread makes one.
pub struct Tx<'a> {
    connection: &'a Conn,
    statements: &'a dyn Ready,
    random: &'a Random,
    kept: &'a Kept,
    signals: &'a Signals,
    place: Place,
    /// Where work without a savepoint leaves what is written at the end.
    left: Option<&'a Left>,
    effects: RefCell<Vec<Effect>>,
}

type Effect = Box<dyn FnOnce() + Send>;

/// Which piece of work this is of all that one writer does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The transaction: what shares it is committed or lost together.
    pub group: u64,
    /// The piece of work, which may be rolled back by itself.
    pub job: u64,
}

impl Tx<'_> {
    /// Where ids and tokens made in this transaction come from.
    pub fn random(&self) -> &Random {
        self.random
    }

    /// What the writer keeps of this type from one piece of work to the next, in memory. Nothing
    /// undoes it when a piece of work is rolled back: see [`Tx::after_commit`] and [`Tx::place`].
    pub fn kept<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        self.kept.get()
    }

    /// Gives what work before this left to the end of the transaction; what is left in it is
    /// written before the commit. `None` when this work stands by itself and is to write at once.
    ///
    /// What is left must be the last thing that this work does, for nothing takes it back when the
    /// work fails without a change to the database.
    pub fn at_end<T: AtEnd + Default, R>(&self, body: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.left?.with(body)
    }

    /// Adds to what is left to the end of the transaction; work that stands by itself writes it at
    /// once. Otherwise as [`Tx::at_end`].
    ///
    /// # Errors
    /// Those of [`AtEnd::write`].
    pub fn leave<T: AtEnd + Default>(&self, add: impl FnOnce(&mut T)) -> Result<()> {
        if let Some(left) = self.left {
            left.with(add);
            return Ok(());
        }
        let mut alone = T::default();
        add(&mut alone);
        alone.write(self)
    }

    /// Writes now what was left to the end, for work that reads it.
    pub fn write_what_is_left(&self) -> Result<()> {
        let mut left = self.left.map(Left::take).unwrap_or_default();
        let written = left.iter_mut().try_for_each(|one| one.write(self));
        if written.is_err()
            && let Some(left) = self.left
        {
            left.lose();
        }
        written
    }

    /// Does something that reads much of the file once, without keeping what it read in memory.
    ///
    /// # Errors
    /// Those of `body`, and failures of the database.
    pub fn read_once<T>(&self, body: impl FnOnce() -> Result<T>) -> Result<T> {
        const PRAGMA: &str = "cache_size";
        let before: i64 = self
            .connection
            .pragma_query_value(None, PRAGMA, |row| row.get(0))?;
        self.connection.pragma_update(None, PRAGMA, -ONCE_KIB)?;
        let done = body();
        self.connection.pragma_update(None, PRAGMA, before)?;
        done
    }

    /// Does something with a statement that the writer keeps ready, for what runs once an event.
    /// `body` must not ask for another.
    ///
    /// # Errors
    /// Those of `body`, or when the statement cannot be prepared.
    pub fn with_statement(
        &self,
        sql: &'static str,
        mut body: impl FnMut(&mut Bound<'_>) -> Result<()>,
    ) -> Result<()> {
        self.statements.with(sql, &mut body)
    }

    /// Which piece of work this is.
    pub fn place(&self) -> Place {
        self.place
    }

    /// Runs `effect` after the commit and before any caller of this group is answered, in the
    /// order of the writes; never if this piece of work is rolled back. For caches: it must be
    /// quick and must not panic.
    pub fn after_commit(&self, effect: impl FnOnce() + Send + 'static) {
        self.effects.borrow_mut().push(Box::new(effect));
    }

    /// Tells it to the live connections after the commit; never if this piece of work is rolled
    /// back. Whoever hears of it finds it done in the database.
    pub fn announce(&self, signal: Signal) {
        let signals = self.signals.clone();
        self.after_commit(move || signals.tell(signal));
    }
}

impl Deref for Tx<'_> {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        self.connection
    }
}

/// A piece of work in the queue, without its types.
pub(super) trait Job: Send {
    /// Does the work; whether its changes are to be kept.
    fn run(&mut self, tx: &Tx<'_>) -> bool;
    /// Whether it can be done again after it was rolled back.
    fn is_repeatable(&self) -> bool;
    /// The runtime in which the caller waits; `None` when it blocks a thread meanwhile.
    fn runtime(&self) -> Option<&Handle>;
    /// Answers the caller.
    fn settle(self: Box<Self>, ended: &Ended);
}

/// Whether a group was committed; why not.
pub(super) type Ended = std::result::Result<(), String>;

/// The work that shares one commit.
pub(super) struct Group<'a> {
    connection: &'a Conn,
    statements: &'a dyn Ready,
    random: &'a Random,
    kept: &'a Kept,
    signals: &'a Signals,
    place: Place,
    begun: bool,
    /// Whether nothing up to now has a savepoint, and all of it could be done again.
    bare: bool,
    /// Whether any of it is done once.
    once: bool,
    left: Left,
    since: Instant,
    jobs: Vec<Box<dyn Job>>,
    effects: Vec<Effect>,
}

impl<'a> Group<'a> {
    /// Begins after the group at this place.
    pub(super) fn new(
        connection: &'a Conn,
        statements: &'a dyn Ready,
        random: &'a Random,
        kept: &'a Kept,
        signals: &'a Signals,
        before: Place,
    ) -> Self {
        let mut group = Self {
            connection,
            statements,
            random,
            kept,
            signals,
            place: before,
            begun: false,
            bare: true,
            once: false,
            left: Left::default(),
            since: Instant::now(),
            jobs: Vec::new(),
            effects: Vec::new(),
        };
        group.begin();
        group
    }

    fn begin(&mut self) {
        self.place.group += 1;
        self.begun = match run(self.connection, "BEGIN IMMEDIATE") {
            Ok(()) => true,
            Err(error) => {
                tracing::error!(%error, "a write transaction could not begin");
                false
            }
        };
    }

    pub(super) fn open(&self) -> bool {
        self.begun && self.jobs.len() < GROUP && self.since.elapsed() < GROUP_TIME
    }

    pub(super) fn add(&mut self, mut job: Box<dyn Job>) {
        if !job.is_repeatable() {
            self.once = true;
            // It may read what the others have left, and will have a savepoint.
            self.write_what_is_left();
            self.bare = false;
        }
        if self.begun && self.bare {
            self.attempt_bare(job.as_mut());
        } else if self.begun {
            self.attempt(job.as_mut());
        }
        self.jobs.push(job);
    }

    /// Does a piece of work with nothing around it.
    fn attempt_bare(&mut self, job: &mut dyn Job) {
        let before = self.connection.total_changes();
        if !self.run(job)
            && (self.connection.is_autocommit()
                || self.connection.total_changes() != before
                || self.left.is_lost())
        {
            self.start_over();
        }
    }

    /// Rolls back and does the work before this once more, each piece with a savepoint.
    fn start_over(&mut self) {
        self.roll_back();
        self.effects.clear();
        self.left = Left::default();
        self.bare = false;
        self.begin();
        let mut jobs = std::mem::take(&mut self.jobs);
        for job in &mut jobs {
            if self.begun {
                self.attempt(job.as_mut());
            }
        }
        self.jobs = jobs;
    }

    /// Does a piece of work in a savepoint.
    fn attempt(&mut self, job: &mut dyn Job) {
        if let Err(error) = self.attempt_within(job) {
            tracing::error!(%error, "a savepoint failed");
            self.begun = false;
        }
        // A full disk can end the whole transaction behind our back.
        if self.connection.is_autocommit() {
            self.begun = false;
        }
    }

    fn attempt_within(&mut self, job: &mut dyn Job) -> rusqlite::Result<()> {
        run(self.connection, "SAVEPOINT job")?;
        let keep = self.run(job);
        if self.connection.is_autocommit() {
            return Ok(());
        }
        if !keep {
            run(self.connection, "ROLLBACK TO job")?;
        }
        run(self.connection, "RELEASE job")
    }

    /// Does a piece of work; whether its changes are to be kept.
    fn run(&mut self, job: &mut dyn Job) -> bool {
        self.place.job += 1;
        let tx = Tx {
            left: self.bare.then_some(&self.left),
            ..self.tx()
        };
        let keep = job.run(&tx);
        let mut effects = tx.effects.into_inner();
        if keep {
            self.effects.append(&mut effects);
        }
        keep
    }

    fn tx(&self) -> Tx<'_> {
        Tx {
            connection: self.connection,
            statements: self.statements,
            random: self.random,
            kept: self.kept,
            signals: self.signals,
            place: self.place,
            left: None,
            effects: RefCell::default(),
        }
    }

    /// Writes what work without savepoints has left to the end.
    fn write_what_is_left(&mut self) {
        let mut left = self.left.take();
        if !self.begun || left.is_empty() {
            return;
        }
        let tx = self.tx();
        let all = || left.iter_mut().try_for_each(|one| one.write(&tx));
        let written = catch_unwind(AssertUnwindSafe(all))
            .unwrap_or_else(|_| Err(Error::internal("a write at the end panicked")));
        match written {
            Ok(()) => {
                let mut effects = tx.effects.into_inner();
                self.effects.append(&mut effects);
            }
            Err(error) => {
                tracing::warn!(%error, "a group of writes is done again one by one");
                drop(tx);
                self.start_over();
            }
        }
    }

    /// Commits, counts that unless all of it may be repeated, and answers; gives the place of the
    /// last piece of work.
    pub(super) fn finish(mut self, changes: &AtomicU64) -> Place {
        self.write_what_is_left();
        let ended = if self.begun {
            run(self.connection, "COMMIT").map_err(|error| {
                tracing::error!(%error, "a commit failed");
                error.to_string()
            })
        } else {
            Err("the commit failed".to_owned())
        };
        if ended.is_ok() {
            if self.once {
                changes.fetch_add(1, Ordering::Release);
            }
            for effect in std::mem::take(&mut self.effects) {
                effect();
            }
        } else {
            self.roll_back();
        }
        Answers::new(self.jobs, ended).tell();
        self.place
    }

    fn roll_back(&self) {
        if !self.connection.is_autocommit()
            && let Err(error) = run(self.connection, "ROLLBACK")
        {
            tracing::error!(%error, "a rollback failed");
        }
    }
}

fn run(connection: &Conn, statement: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached(statement)?
        .execute([])
        .map(|_| ())
}
