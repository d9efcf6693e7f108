//! Read-only connections: two threads for queries, and a small pool for point reads that run
//! where they are asked.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};
use parking_lot::Mutex;
use tokio::sync::oneshot;

use crate::db::{Conn, open_reading};
use crate::error::{Error, Result};

const THREADS: usize = 2;
/// Queries that may wait; beyond, callers wait for a place without blocking a worker.
const QUEUE: usize = 1_024;
/// No query may hold a reader longer than this.
const TIME_LIMIT: Duration = Duration::from_secs(15);
/// Virtual machine steps between two looks at the clock: well under a millisecond.
const STEPS: i32 = 20_000;

type Query = Box<dyn FnOnce(&Conn) + Send>;

pub(super) struct Readers {
    path: PathBuf,
    queue: Mutex<Option<Sender<Query>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    idle: Mutex<Option<Vec<Conn>>>,
}

impl Readers {
    pub(super) fn start(path: &Path) -> Result<Self> {
        let (queue, work) = crossbeam_channel::bounded::<Query>(QUEUE);
        let mut threads = Vec::new();
        for number in 1..=THREADS {
            let mut connection = open_reading(path)?;
            let work = work.clone();
            let thread = std::thread::Builder::new()
                .name(format!("scalix-reader-{number}"))
                .spawn(move || serve(&mut connection, &work))
                .map_err(|error| Error::Internal(error.into()))?;
            threads.push(thread);
        }
        Ok(Self {
            path: path.to_owned(),
            queue: Mutex::new(Some(queue)),
            threads: Mutex::new(threads),
            idle: Mutex::new(Some(Vec::new())),
        })
    }

    pub(super) async fn read<T, F>(&self, body: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Conn) -> Result<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let query: Query = Box::new(move |connection| {
            // Nobody waits any more: do not do the work.
            if !reply.is_closed() {
                let _ = reply.send(body(connection));
            }
        });
        let queue = self.queue.lock().clone();
        queue
            .ok_or_else(closed)?
            .try_send(query)
            .map_err(|_| Error::Unavailable("the read queue is full".into()))?;
        answer
            .await
            .unwrap_or_else(|_| Err(Error::internal("a read panicked")))
    }

    /// Ends the threads after what is queued, and closes every connection that is not in use.
    pub(super) fn close(&self) {
        drop(self.queue.lock().take());
        for thread in self.threads.lock().drain(..) {
            if thread.join().is_err() {
                tracing::error!("a reader thread panicked");
            }
        }
        drop(self.idle.lock().take());
    }

    pub(super) fn read_now<T>(&self, body: impl FnOnce(&Conn) -> Result<T>) -> Result<T> {
        let waiting = self.idle.lock().as_mut().ok_or_else(closed)?.pop();
        let connection = match waiting {
            Some(connection) => connection,
            None => open_reading(&self.path)?,
        };
        let lent = Lent {
            readers: self,
            connection: Some(connection),
        };
        match &lent.connection {
            Some(connection) => body(connection),
            None => Err(Error::internal("a reader is gone")),
        }
    }
}

fn closed() -> Error {
    Error::Unavailable("the database is closed".into())
}

/// Brings a connection back even when the reader panics.
struct Lent<'a> {
    readers: &'a Readers,
    connection: Option<Conn>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            // After the close it is dropped instead.
            if let Some(idle) = self.readers.idle.lock().as_mut() {
                idle.push(connection);
            }
        }
    }
}

fn serve(connection: &mut Conn, work: &Receiver<Query>) {
    let deadline = Arc::new(Mutex::new(None::<Instant>));
    let limit = deadline.clone();
    let passed = move || {
        limit
            .lock()
            .is_some_and(|deadline| Instant::now() > deadline)
    };
    if let Err(error) = connection.progress_handler(STEPS, Some(passed)) {
        tracing::error!(%error, "queries have no time limit");
    }
    for query in work {
        *deadline.lock() = Some(Instant::now() + TIME_LIMIT);
        if catch_unwind(AssertUnwindSafe(|| query(connection))).is_err() {
            tracing::error!("a read panicked");
        }
        *deadline.lock() = None;
    }
}
