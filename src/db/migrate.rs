//! Brings the schema up to date.
//!
//! Migrations run with foreign keys off, because `PRAGMA foreign_keys` does nothing inside the
//! transaction that each of them runs in, and a table cannot be rebuilt with them on; afterwards
//! every reference is checked.

use std::path::Path;

use rusqlite::OptionalExtension as _;

use crate::db::Conn;
use crate::error::{Error, Result};
use crate::text;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// The newest schema version that this program knows.
pub fn latest_version() -> i32 {
    let versions = embedded::migrations::runner();
    versions
        .get_migrations()
        .iter()
        .map(refinery::Migration::version)
        .max()
        .unwrap_or(0)
}

/// Version, name and checksum of every migration of this program.
pub(super) fn known() -> Vec<(i32, String, String)> {
    embedded::migrations::runner()
        .get_migrations()
        .iter()
        .map(|known| {
            let name = known.name().to_owned();
            (known.version(), name, known.checksum().to_string())
        })
        .collect()
}

pub(super) fn run(connection: &mut Conn, path: &Path) -> Result<()> {
    connection.pragma_update(None, "foreign_keys", false)?;
    let present = applied_version(connection)?;
    let latest = latest_version();
    if present > latest {
        return Err(Error::Conflict(text!(
            "cli-newer-schema",
            present = present,
            latest = latest
        )));
    }
    if present > 0 && present < latest {
        keep_copy(connection, path, present)?;
    }
    embedded::migrations::runner()
        .set_abort_divergent(true)
        .set_abort_missing(true)
        .run(connection)
        .map_err(|error| Error::Internal(error.into()))?;
    check_references(connection)
}

/// Makes a file as an earlier version left it.
#[cfg(test)]
pub(super) fn run_to(connection: &mut Conn, version: i32) {
    embedded::migrations::runner()
        .set_target(refinery::Target::Version(version))
        .run(connection)
        .unwrap();
}

/// Whether migrations were ever begun on a file.
pub(super) fn is_ours(connection: &Conn) -> Result<bool> {
    let known: Option<i64> = connection
        .query_row(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'refinery_schema_history'",
            [],
            |row| row.get(0),
        )
        .optional()?;
    Ok(known.is_some())
}

/// Whether a file has no table at all.
pub(super) fn is_empty(connection: &Conn) -> Result<bool> {
    let count = "SELECT COUNT(*) FROM sqlite_schema";
    let count: i64 = connection.query_row(count, [], |row| row.get(0))?;
    Ok(count == 0)
}

/// Refuses a file that another program has its tables in.
pub(super) fn refuse_foreign(connection: &Conn, path: &Path) -> Result<()> {
    if is_ours(connection)? || is_empty(connection)? {
        return Ok(());
    }
    let file = path.display().to_string();
    Err(Error::Conflict(text!("cli-database-foreign", file = file)))
}

pub(super) fn applied_version(connection: &Conn) -> Result<i32> {
    if !is_ours(connection)? {
        return Ok(0);
    }
    let version = "SELECT COALESCE(MAX(version), 0) FROM refinery_schema_history";
    Ok(connection.query_row(version, [], |row| row.get(0))?)
}

/// `VACUUM INTO backup-v{n}.db` beside the file; an earlier copy is never overwritten.
fn keep_copy(connection: &Conn, path: &Path, version: i32) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let copy = (1..=1_000)
        .map(|attempt| match attempt {
            1 => folder.join(format!("backup-v{version}.db")),
            _ => folder.join(format!("backup-v{version}-{attempt}.db")),
        })
        .find(|copy| !copy.exists())
        .ok_or_else(|| Error::internal("no name is free for the copy"))?;
    // Made for its owner alone before it is filled.
    super::make_private(&copy)?;
    connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
    tracing::info!(copy = %copy.display(), "kept a copy before migrating");
    Ok(())
}

fn check_references(connection: &Conn) -> Result<()> {
    let broken: Option<String> = connection
        .query_row(
            "SELECT \"table\" FROM pragma_foreign_key_check",
            [],
            |row| row.get(0),
        )
        .optional()?;
    match broken {
        None => Ok(()),
        Some(table) => Err(Error::internal(format!(
            "table {table} has a broken reference"
        ))),
    }
}
