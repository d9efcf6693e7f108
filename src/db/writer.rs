//! The writer thread: the only connection that writes, and group commit.
//!
//! Whatever is waiting when the previous commit ends shares the next one, so one flush to disk
//! serves many callers and nobody waits for a timer. Each piece of work has its own savepoint:
//! one that fails does not take its neighbours along.

use std::cell::RefCell;
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use tokio::sync::{mpsc, oneshot};

use crate::db::Conn;
use crate::db::kept::Kept;
use crate::error::{Error, Result};
use crate::secret::Random;

/// Work that may wait for the writer.
const QUEUE: usize = 4_096;
/// How long a caller waits for a place in the queue before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(5);
/// A group is committed when it has this many pieces of work or took this long.
const GROUP: usize = 512;
const GROUP_TIME: Duration = Duration::from_millis(20);

/// A write transaction. Reads as a [`Conn`]; only the writer thread makes one.
pub struct Tx<'a> {
    connection: &'a Conn,
    random: &'a Random,
    kept: &'a Kept,
    place: Place,
    effects: RefCell<Vec<Effect>>,
}

type Effect = Box<dyn FnOnce() + Send>;

/// Which piece of work this is of all that one writer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

impl Deref for Tx<'_> {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        self.connection
    }
}

/// A piece of work in the queue, without its types.
trait Job: Send {
    /// Does the work; whether its changes are to be kept.
    fn run(&mut self, tx: &Tx<'_>) -> bool;
    /// Answers the caller.
    fn settle(self: Box<Self>, committed: bool);
}

struct Write<T, F> {
    body: Option<F>,
    result: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T, F> Job for Write<T, F>
where
    T: Send,
    F: FnOnce(&Tx<'_>) -> Result<T> + Send,
{
    fn run(&mut self, tx: &Tx<'_>) -> bool {
        let Some(body) = self.body.take() else {
            return false;
        };
        // A panic must not end the only writer; the savepoint undoes what it left.
        let result = catch_unwind(AssertUnwindSafe(|| body(tx)))
            .unwrap_or_else(|_| Err(Error::internal("a write panicked")));
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn settle(self: Box<Self>, committed: bool) {
        let result = match self.result {
            Some(Err(error)) => Err(error),
            Some(done) if committed => done,
            _ => Err(Error::Unavailable("the commit failed".into())),
        };
        // The caller may have gone; its work is done all the same.
        let _ = self.reply.send(result);
    }
}

pub(super) struct Writer {
    queue: Mutex<Option<mpsc::Sender<Box<dyn Job>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(connection: Conn, random: Random) -> Result<Self> {
        let (queue, work) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("scalix-writer".into())
            .spawn(move || serve(&connection, &random, work))
            .map_err(|error| Error::Internal(error.into()))?;
        Ok(Self {
            queue: Mutex::new(Some(queue)),
            thread: Mutex::new(Some(thread)),
        })
    }

    fn queue(&self) -> Result<mpsc::Sender<Box<dyn Job>>> {
        let queue = self.queue.lock().clone();
        queue.ok_or_else(|| Error::Unavailable("the database is closed".into()))
    }

    pub(super) async fn write<T, F>(&self, body: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (job, answer) = job(body);
        let queue = self.queue()?;
        queue
            .send_timeout(job, PATIENCE)
            .await
            .map_err(|_| Error::Unavailable("the write queue is full".into()))?;
        drop(queue);
        answer
            .await
            .unwrap_or_else(|_| Err(Error::Unavailable("the writer stopped".into())))
    }

    pub(super) fn write_blocking<T, F>(&self, body: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (job, answer) = job(body);
        self.queue()?
            .blocking_send(job)
            .map_err(|_| Error::Unavailable("the writer stopped".into()))?;
        answer
            .blocking_recv()
            .unwrap_or_else(|_| Err(Error::Unavailable("the writer stopped".into())))
    }

    pub(super) fn close(&self) {
        drop(self.queue.lock().take());
        if let Some(thread) = self.thread.lock().take()
            && thread.join().is_err()
        {
            tracing::error!("the writer thread panicked");
        }
    }
}

type Answer<T> = oneshot::Receiver<Result<T>>;

fn job<T, F>(body: F) -> (Box<dyn Job>, Answer<T>)
where
    T: Send + 'static,
    F: FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    (
        Box::new(Write {
            body: Some(body),
            result: None,
            reply,
        }),
        answer,
    )
}

fn serve(connection: &Conn, random: &Random, mut work: mpsc::Receiver<Box<dyn Job>>) {
    let kept = Kept::default();
    let mut next = Place { group: 0, job: 0 };
    while let Some(first) = work.blocking_recv() {
        next.group += 1;
        let mut group = Group::new(connection, random, &kept, next);
        group.add(first);
        while group.open()
            && let Ok(job) = work.try_recv()
        {
            group.add(job);
        }
        next = group.next;
        group.finish();
    }
    for statement in ["PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"] {
        if let Err(error) = connection.execute_batch(statement) {
            tracing::warn!(%error, statement, "closing the database");
        }
    }
}

/// The work that shares one commit.
struct Group<'a> {
    connection: &'a Conn,
    random: &'a Random,
    kept: &'a Kept,
    next: Place,
    begun: bool,
    since: Instant,
    jobs: Vec<Box<dyn Job>>,
    effects: Vec<Effect>,
}

impl<'a> Group<'a> {
    fn new(connection: &'a Conn, random: &'a Random, kept: &'a Kept, next: Place) -> Self {
        let begun = match run(connection, "BEGIN IMMEDIATE") {
            Ok(()) => true,
            Err(error) => {
                tracing::error!(%error, "a write transaction could not begin");
                false
            }
        };
        Self {
            connection,
            random,
            kept,
            next,
            begun,
            since: Instant::now(),
            jobs: Vec::new(),
            effects: Vec::new(),
        }
    }

    fn open(&self) -> bool {
        self.begun && self.jobs.len() < GROUP && self.since.elapsed() < GROUP_TIME
    }

    fn add(&mut self, mut job: Box<dyn Job>) {
        if self.begun {
            if let Err(error) = self.attempt(job.as_mut()) {
                tracing::error!(%error, "a savepoint failed");
                self.begun = false;
            }
            // A full disk can end the whole transaction behind our back.
            if self.connection.is_autocommit() {
                self.begun = false;
            }
        }
        self.jobs.push(job);
    }

    fn attempt(&mut self, job: &mut dyn Job) -> rusqlite::Result<()> {
        run(self.connection, "SAVEPOINT job")?;
        self.next.job += 1;
        let tx = Tx {
            connection: self.connection,
            random: self.random,
            kept: self.kept,
            place: self.next,
            effects: RefCell::default(),
        };
        let keep = job.run(&tx);
        if keep {
            self.effects.append(&mut tx.effects.into_inner());
        } else if !self.connection.is_autocommit() {
            run(self.connection, "ROLLBACK TO job")?;
        }
        if self.connection.is_autocommit() {
            return Ok(());
        }
        run(self.connection, "RELEASE job")
    }

    fn finish(self) {
        let committed = self.begun
            && match run(self.connection, "COMMIT") {
                Ok(()) => true,
                Err(error) => {
                    tracing::error!(%error, "a commit failed");
                    false
                }
            };
        if committed {
            for effect in self.effects {
                effect();
            }
        } else if !self.connection.is_autocommit()
            && let Err(error) = run(self.connection, "ROLLBACK")
        {
            tracing::error!(%error, "a rollback failed");
        }
        for job in self.jobs {
            job.settle(committed);
        }
    }
}

fn run(connection: &Conn, statement: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached(statement)?
        .execute([])
        .map(|_| ())
}
