//! Who tells callers what came of their writes.

use crate::db::group::{Ended, Job};

/// The callers of one group who wait for its end. Whoever drops it tells them.
pub(super) struct Answers {
    jobs: Vec<Box<dyn Job>>,
    ended: Ended,
}

impl Answers {
    pub(super) fn new(jobs: Vec<Box<dyn Job>>, ended: Ended) -> Self {
        Self { jobs, ended }
    }

    /// Tells all of them. Those who wait in a runtime are told by a task of it: told from here, each
    /// could wake a worker that takes this core, answers one request and gives the core back, while
    /// the next group waits.
    pub(super) fn tell(mut self) {
        let waits = |job: &mut Box<dyn Job>| job.runtime().is_some();
        let waiting: Vec<_> = self.jobs.extract_if(.., waits).collect();
        let runtime = waiting.first().and_then(|job| job.runtime().cloned());
        let Some(runtime) = runtime else { return };
        let waiting = Self::new(waiting, self.ended.clone());
        // A runtime that has ended drops the task, and with it the answers.
        runtime.spawn(async move { drop(waiting) });
    }
}

impl Drop for Answers {
    fn drop(&mut self) {
        for job in self.jobs.drain(..) {
            job.settle(&self.ended);
        }
    }
}
