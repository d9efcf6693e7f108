//! Where a person is signed in: the list, and ending a session from afar.

use serde_json::json;

use super::sessions::{self, Listed};
use super::{Session, about};
use crate::audit::Actor;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{PublicId, SessionId};
use crate::text;

/// Where the person is signed in, the place used last first.
pub fn list(conn: &Conn, session: &Session, now: Timestamp) -> Result<Vec<Listed>> {
    sessions::list(conn, session.user.id, now)
}

/// One of the person's sessions.
///
/// # Errors
/// `NotFound`, also for sessions of others.
pub fn find(
    conn: &Conn,
    session: &Session,
    id: &PublicId<SessionId>,
    now: Timestamp,
) -> Result<Listed> {
    sessions::find_listed(conn, session.user.id, id, now)?
        .ok_or_else(|| Error::NotFound(text!("error-not-found")))
}

/// Ends one of the person's sessions: its next request finds nobody signed in.
///
/// # Errors
/// `NotFound`, also for sessions of others.
pub fn revoke(
    tx: &Tx<'_>,
    by: &Actor,
    session: &Session,
    id: &PublicId<SessionId>,
    now: Timestamp,
) -> Result<Listed> {
    let ended = find(tx, session, id, now)?;
    sessions::end(tx, ended.id)?;
    let from = json!({ "address": ended.address });
    about(
        tx,
        by,
        Some(&session.user),
        "session.revoked",
        Some(from),
        now,
    )?;
    Ok(ended)
}

/// Ends all sessions of the person but the one that asks; gives how many.
pub fn revoke_others(tx: &Tx<'_>, by: &Actor, session: &Session, now: Timestamp) -> Result<usize> {
    let ended = sessions::end_others(tx, session.user.id, Some(session.id))?;
    if ended > 0 {
        let count = json!({ "sessions": ended });
        about(
            tx,
            by,
            Some(&session.user),
            "sessions.revoked",
            Some(count),
            now,
        )?;
    }
    Ok(ended)
}
