//! SQL functions of the writing connection.

use rusqlite::functions::FunctionFlags;
use rusqlite::types::{Value, ValueRef};

use crate::db::Conn;
use crate::histogram::Histogram;

/// Adds `histogram_merge(a, b)`, which the stored totals are added up with, to a connection.
pub(super) fn register(conn: &Conn) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_DIRECTONLY;
    conn.create_scalar_function(c"histogram_merge", 2, flags, |call| {
        let part = |index| match call.get_raw(index) {
            ValueRef::Blob(bytes) => Ok(bytes),
            _ => Err(rusqlite::Error::InvalidFunctionParameterType(
                index,
                rusqlite::types::Type::Blob,
            )),
        };
        let (one, other) = (part(0)?, part(1)?);
        let merged = Histogram::merged(one, other);
        let damaged = |error| rusqlite::Error::UserFunctionError(Box::new(error));
        Ok(Value::Blob(merged.map_err(damaged)?))
    })
}
