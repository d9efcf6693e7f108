//! What a failure of SQLite means to the caller.

use rusqlite::ErrorCode;

use crate::error::Error;

impl From<rusqlite::Error> for Error {
    /// A full or failing disk is `Unavailable`: nothing was changed, and it may pass. Everything
    /// else is a fault of ours, unless the call site maps a named constraint first.
    fn from(error: rusqlite::Error) -> Self {
        let passing = matches!(
            error.sqlite_error_code(),
            Some(
                ErrorCode::DiskFull
                    | ErrorCode::SystemIoFailure
                    | ErrorCode::DatabaseBusy
                    | ErrorCode::DatabaseLocked
                    | ErrorCode::CannotOpen
                    | ErrorCode::OutOfMemory
                    | ErrorCode::OperationInterrupted
            )
        );
        if passing {
            Self::Unavailable(error.into())
        } else {
            Self::Internal(error.into())
        }
    }
}

impl From<rusqlite::types::FromSqlError> for Error {
    /// A column holds what it should not: a fault of ours.
    fn from(error: rusqlite::types::FromSqlError) -> Self {
        Self::Internal(error.into())
    }
}

/// Why a file could not be got at, where that says nothing about what is in it.
pub fn out_of_reach(error: &Error) -> Option<String> {
    let (Error::Unavailable(source) | Error::Internal(source)) = error else {
        return None;
    };
    let failure = source.downcast_ref::<rusqlite::Error>()?;
    let outside = matches!(
        failure.sqlite_error_code()?,
        ErrorCode::CannotOpen
            | ErrorCode::ReadOnly
            | ErrorCode::PermissionDenied
            | ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::FileLockingProtocolFailed
            | ErrorCode::OutOfMemory
            | ErrorCode::OperationInterrupted
    );
    outside.then(|| failure.to_string())
}

/// Whether a statement failed because it would have repeated a unique value. `column` is named as
/// SQLite does: `projects.name_key`; of an index over several columns any one will do.
pub fn unique_violation(error: &rusqlite::Error, column: &str) -> bool {
    match error {
        rusqlite::Error::SqliteFailure(failure, Some(message)) => {
            failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
                && message.split([' ', ',']).any(|word| word == column)
        }
        _ => false,
    }
}
