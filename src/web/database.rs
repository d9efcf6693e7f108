//! Hands the database to routes through `rocket_db_pools`: its configuration table, its refusal
//! to start without a file, its 503, and its sentinel, which aborts the launch when a route asks
//! for a database that nobody attached.
//!
//! What a route gets is a cheap handle and never a connection: a connection held across an
//! `.await` by every guard and handler would empty any pool.

#![expect(unused_qualifications, reason = "the derive writes them")]

use std::path::PathBuf;

use parking_lot::Mutex;
use rocket::figment::Figment;
use rocket_db_pools::{Database, Pool};

use crate::db::{Db, Options};
use crate::error::Error;

/// The database of the product: `databases.scalix.url` is derived from the data folder.
#[derive(Database)]
#[database("scalix")]
pub struct ScalixDb(SqlitePool);

impl ScalixDb {
    /// The handle.
    pub fn handle(&self) -> &Db {
        &self.0.0
    }
}

/// One file with its writer and readers.
#[derive(Debug)]
pub struct SqlitePool(Db);

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct OpenError(String);

/// A database that was opened before Rocket asks for it.
static OPENED: Mutex<Option<Db>> = Mutex::new(None);

/// Has Rocket take this database instead of opening the file once more.
pub fn hand_over(db: Db) {
    *OPENED.lock() = Some(db);
}

#[rocket::async_trait]
impl Pool for SqlitePool {
    type Connection = Db;
    type Error = OpenError;

    async fn init(figment: &Figment) -> Result<Self, OpenError> {
        let path: PathBuf = figment
            .extract_inner("url")
            .map_err(|error| OpenError(error.to_string()))?;
        let handed_over = OPENED.lock().take_if(|db| db.path() == path);
        if let Some(db) = handed_over {
            return Ok(Self(db));
        }
        // For tests of a full disk; nobody else sets it.
        let max_pages = figment.extract_inner("max_pages").ok();
        let opened = Db::open(
            &path,
            Options {
                max_pages,
                ..Options::default()
            },
        );
        opened
            .map(Self)
            .map_err(|error: Error| OpenError(error.to_string()))
    }

    async fn get(&self) -> Result<Db, OpenError> {
        Ok(self.0.clone())
    }

    async fn close(&self) {
        // Shutdown fairings run while requests are still being answered; `main` closes the
        // database after the last one.
    }
}
