//! Looking at a file from outside, beside the server that may be writing to it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::{ErrorCode, OpenFlags};

use super::{Conn, migrate};
use crate::error::{Error, Result};

/// How many broken references are looked for.
const MOST_BROKEN: usize = 10;

/// Opens a file that is there, for reading only. Large sorts go to temporary files instead of
/// memory.
///
/// # Errors
/// When it cannot be read.
pub fn open_to_inspect(path: &Path) -> Result<Conn> {
    match connect(path, OpenFlags::empty()) {
        // SQLite wants to make files beside it, which a disk that is mounted for reading does not
        // take. They are needed for what others write, and nobody does.
        Err(error) if is_kept_out(&error) && is_at_rest(path) => {
            let address = unchanging(path).ok_or(error)?;
            Ok(connect(&address, OpenFlags::SQLITE_OPEN_URI)?)
        }
        opened => Ok(opened?),
    }
}

fn is_kept_out(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(code, Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
}

/// Whether all that is in a database is in the file itself.
fn is_at_rest(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let log = Path::new(&log);
    log.metadata().map_or(true, |log| log.len() == 0)
}

/// The address of a file that does not change while it is read.
fn unchanging(path: &Path) -> Option<PathBuf> {
    let path = path.canonicalize().ok()?;
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' => address.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => address.push(char::from(*byte)),
            byte => {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address.push_str("?immutable=1");
    Some(address.into())
}

fn connect(path: &Path, more: OpenFlags) -> rusqlite::Result<Conn> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
    #[expect(clippy::disallowed_methods, reason = "the home of connections")]
    let connection = Conn::open_with_flags(path, flags)?;
    connection.pragma_update(None, "busy_timeout", 10_000)?;
    connection.pragma_update(None, "temp_store", "FILE")?;
    connection.pragma_update(None, "cache_size", -32_768)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.set_prepared_statement_cache_capacity(128);
    // Whether it can be read is known when something is.
    connection.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// The names of all tables. The first one is that of the schema itself, with which the list of
/// free pages is checked.
pub fn tables(conn: &Conn) -> Result<Vec<String>> {
    let sql = "
        SELECT 'sqlite_schema'
        UNION ALL
        SELECT * FROM (SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name)";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Checks the pages of a table and that its indexes agree with it: what SQLite has to complain
/// about. A table at a time, so that no read of a live file takes long.
pub fn damage(conn: &Conn, table: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    conn.pragma(None, "integrity_check", table, |row| {
        found.push(row.get::<_, String>(0)?);
        Ok(())
    })?;
    found.retain(|line| line != "ok");
    Ok(found)
}

/// A row that refers to one that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenReference {
    /// The table of the row.
    pub table: String,
    /// The row, where it has a number.
    pub row: Option<i64>,
    /// The table that it refers to.
    pub parent: String,
}

/// The first references that lead nowhere.
pub fn broken_references(conn: &Conn) -> Result<Vec<BrokenReference>> {
    let sql = "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(BrokenReference {
            table: row.get(0)?,
            row: row.get(1)?,
            parent: row.get(2)?,
        })
    })?;
    Ok(rows.take(MOST_BROKEN).collect::<rusqlite::Result<_>>()?)
}

/// How the schema of a file stands against this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schema {
    /// It is the one that this program makes.
    Current {
        /// Its version.
        version: i32,
    },
    /// No Scalix was ever in it.
    None {
        /// Whether nothing else is, either.
        empty: bool,
    },
    /// Migrations are to be applied.
    Behind {
        /// The version of the file.
        present: i32,
        /// The version of this program.
        latest: i32,
    },
    /// A newer program wrote it.
    Ahead {
        /// The version of the file.
        present: i32,
        /// The version of this program.
        latest: i32,
    },
    /// A migration was applied that this program does not have so.
    Other {
        /// The version of that migration.
        version: i32,
        /// Its name.
        name: String,
    },
}

/// Compares the migrations that were applied with those of this program.
pub fn schema(conn: &Conn) -> Result<Schema> {
    if !migrate::is_ours(conn)? {
        let empty = migrate::is_empty(conn)?;
        return Ok(Schema::None { empty });
    }
    let latest = super::latest_version();
    let present = migrate::applied_version(conn)?;
    if present > latest {
        return Ok(Schema::Ahead { present, latest });
    }
    let known = migrate::known();
    let applied = applied(conn)?;
    for (version, name, checksum) in &applied {
        if !known.contains(&(*version, name.clone(), checksum.clone())) {
            return Ok(Schema::Other {
                version: *version,
                name: name.clone(),
            });
        }
    }
    Ok(if applied.len() < known.len() {
        Schema::Behind { present, latest }
    } else {
        Schema::Current { version: present }
    })
}

fn applied(conn: &Conn) -> Result<Vec<(i32, String, String)>> {
    let sql = "SELECT version, name, checksum FROM refinery_schema_history ORDER BY version";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.collect::<rusqlite::Result<_>>().map_err(Error::from)
}
