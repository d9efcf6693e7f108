//! The writer thread: the only connection that writes. What waits for it shares commits; see
//! `group.rs`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::runtime::Handle;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot};

use crate::db::Conn;
use crate::db::bound::Statements;
use crate::db::group::{Ended, Group, Job, Place, Tx};
use crate::db::kept::Kept;
use crate::error::{Error, Result};
use crate::secret::Random;
use crate::signals::Signals;

/// Work that may wait for the writer.
const QUEUE: usize = 4_096;
/// How long a caller waits for a place in the queue before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(5);
/// The priority of the writer's thread where there is such a thing: a fifth of the share of another
/// thread that wants the same core, and all of a core that nobody else wants.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 7;

/// Work that is done once.
struct Once<T, F> {
    body: Option<F>,
    answer: Answer<T>,
}

/// Work that may be done again before its answer is told.
struct Again<T, F> {
    body: F,
    answer: Answer<T>,
}

struct Answer<T> {
    result: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
    /// Where the caller waits; `None` for one that blocks its thread meanwhile.
    runtime: Option<Handle>,
}

impl<T> Answer<T> {
    /// For a caller that blocks its thread, whatever becomes of the runtime there.
    fn blocking() -> (Self, oneshot::Receiver<Result<T>>) {
        let (reply, told) = oneshot::channel();
        let answer = Self {
            result: None,
            reply,
            runtime: None,
        };
        (answer, told)
    }

    fn new() -> (Self, oneshot::Receiver<Result<T>>) {
        let (answer, told) = Self::blocking();
        let runtime = Handle::try_current().ok();
        (Self { runtime, ..answer }, told)
    }

    /// Keeps what comes of the work; whether its changes are to be kept.
    fn work(&mut self, body: impl FnOnce() -> Result<T>) -> bool {
        // A panic must not end the only writer; what it left is undone.
        let result = catch_unwind(AssertUnwindSafe(body))
            .unwrap_or_else(|_| Err(Error::internal("a write panicked")));
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn tell(self, ended: &Ended) {
        let result = match (self.result, ended) {
            (Some(Err(error)), _) => Err(error),
            (Some(done), Ok(())) => done,
            (_, Err(reason)) => Err(Error::Unavailable(reason.as_str().into())),
            (None, Ok(())) => Err(Error::Unavailable("the work was left undone".into())),
        };
        // The caller may have gone; its work is done all the same.
        let _ = self.reply.send(result);
    }
}

impl<T, F> Job for Once<T, F>
where
    T: Send,
    F: FnOnce(&Tx<'_>) -> Result<T> + Send,
{
    fn run(&mut self, tx: &Tx<'_>) -> bool {
        let Some(body) = self.body.take() else {
            return false;
        };
        self.answer.work(|| body(tx))
    }

    fn is_repeatable(&self) -> bool {
        false
    }

    fn runtime(&self) -> Option<&Handle> {
        self.answer.runtime.as_ref()
    }

    fn settle(self: Box<Self>, ended: &Ended) {
        self.answer.tell(ended);
    }
}

impl<T, F> Job for Again<T, F>
where
    T: Send,
    F: Fn(&Tx<'_>) -> Result<T> + Send,
{
    fn run(&mut self, tx: &Tx<'_>) -> bool {
        let body = &self.body;
        self.answer.work(|| body(tx))
    }

    fn is_repeatable(&self) -> bool {
        true
    }

    fn runtime(&self) -> Option<&Handle> {
        self.answer.runtime.as_ref()
    }

    fn settle(self: Box<Self>, ended: &Ended) {
        let Self { body, answer } = *self;
        // First, so that what the caller shares with it is the caller's alone again.
        drop(body);
        answer.tell(ended);
    }
}

/// What the writer's thread is sent.
enum Work {
    Job(Box<dyn Job>),
    /// No more is to come.
    Close,
}

pub(super) struct Writer {
    queue: mpsc::Sender<Work>,
    closed: AtomicBool,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread; `changes` counts as [`Db::changes`](super::Db::changes) says.
    pub(super) fn start(
        connection: Conn,
        random: Random,
        signals: Signals,
        changes: Arc<AtomicU64>,
    ) -> Result<Self> {
        let (queue, work) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("scalix-writer".into())
            .spawn(move || serve(&connection, &random, &signals, &changes, work))
            .map_err(|error| Error::Internal(error.into()))?;
        Ok(Self {
            queue,
            closed: AtomicBool::new(false),
            thread: Mutex::new(Some(thread)),
        })
    }

    fn queue(&self) -> Result<&mpsc::Sender<Work>> {
        if self.closed.load(Ordering::Acquire) {
            return Err(Error::Unavailable("the database is closed".into()));
        }
        Ok(&self.queue)
    }

    pub(super) async fn write<T, F>(&self, body: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (answer, told) = Answer::new();
        let body = Some(body);
        self.queue_up(Box::new(Once { body, answer })).await?;
        told.await.unwrap_or_else(|_| Err(stopped()))
    }

    pub(super) async fn write_again<T, F>(&self, body: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (answer, told) = Answer::new();
        self.queue_up(Box::new(Again { body, answer })).await?;
        told.await.unwrap_or_else(|_| Err(stopped()))
    }

    async fn queue_up(&self, job: Box<dyn Job>) -> Result<()> {
        let full = || Error::Unavailable("the write queue is full".into());
        let queue = self.queue()?;
        // Without a timer, as nearly always.
        match queue.try_send(Work::Job(job)) {
            Ok(()) => Ok(()),
            Err(TrySendError::Full(work)) => {
                let sent = queue.send_timeout(work, PATIENCE).await;
                sent.map_err(|_| full())
            }
            Err(TrySendError::Closed(_)) => Err(stopped()),
        }
    }

    pub(super) fn write_blocking<T, F>(&self, body: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (answer, told) = Answer::blocking();
        let body = Some(body);
        self.queue()?
            .blocking_send(Work::Job(Box::new(Once { body, answer })))
            .map_err(|_| stopped())?;
        told.blocking_recv().unwrap_or_else(|_| Err(stopped()))
    }

    pub(super) fn close(&self) {
        if !self.closed.swap(true, Ordering::AcqRel) {
            // Not by waiting for a place, which panics within a runtime. When the thread has ended
            // there is nobody left to tell.
            while let Err(TrySendError::Full(_)) = self.queue.try_send(Work::Close) {
                #[expect(clippy::disallowed_methods, reason = "to close is to wait")]
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        if let Some(thread) = self.thread.lock().take()
            && thread.join().is_err()
        {
            tracing::error!("the writer thread panicked");
        }
    }
}

fn stopped() -> Error {
    Error::Unavailable("the writer stopped".into())
}

/// Lets the threads that answer requests go first when all cores are busy: reads stay quick while
/// events pour in, and what waits meanwhile shares a commit.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) =
        rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICENESS)
    {
        tracing::debug!(%error, "the writer runs at the priority of all");
    }
}

/// The job that was sent, unless it was the end: then no more is taken in, and what is queued already
/// is the rest.
fn job_or_close(sent: Work, work: &mut mpsc::Receiver<Work>) -> Option<Box<dyn Job>> {
    match sent {
        Work::Job(job) => Some(job),
        Work::Close => {
            work.close();
            None
        }
    }
}

fn serve(
    connection: &Conn,
    random: &Random,
    signals: &Signals,
    changes: &AtomicU64,
    mut work: mpsc::Receiver<Work>,
) {
    give_way();
    let kept = Kept::default();
    let statements = Statements::of(connection);
    let mut place = Place::default();
    while let Some(sent) = work.blocking_recv() {
        let Some(first) = job_or_close(sent, &mut work) else {
            continue;
        };
        let mut group = Group::new(connection, &statements, random, &kept, signals, place);
        group.add(first);
        while group.open()
            && let Ok(sent) = work.try_recv()
        {
            if let Some(job) = job_or_close(sent, &mut work) {
                group.add(job);
            }
        }
        place = group.finish(changes);
    }
    for statement in ["PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"] {
        if let Err(error) = connection.execute_batch(statement) {
            tracing::warn!(%error, statement, "closing the database");
        }
    }
}
