//! Work that nobody waits for: ended sessions, deleted projects past their time, last uses.
//!
//! Each job is safe to run twice. They stop when the server does.

use std::time::Duration;

use rocket::Shutdown;

use crate::accounts::sessions;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Result;

/// How often the jobs look.
const TICK: Duration = Duration::from_mins(1);

/// Runs the jobs until shutdown.
pub async fn run(db: Db, clock: Clock, mut shutdown: Shutdown) {
    loop {
        if let Err(error) = tick(&db, &clock).await {
            tracing::error!(%error, "a job failed and is tried again in a minute");
        }
        tokio::select! {
            () = &mut shutdown => return,
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

/// One round of all jobs.
pub async fn tick(db: &Db, clock: &Clock) -> Result<()> {
    let now = clock.now();
    db.write(move |tx| {
        let ended = sessions::remove_ended(tx, now)?;
        if ended > 0 {
            tracing::info!(ended, "removed ended sessions");
        }
        Ok(())
    })
    .await
}
