//! What becomes of messages when people and teams go.

use super::store;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::{TeamId, UserId};

/// Messages of purged teams that go in one transaction.
const PURGED: u32 = 500;

/// What nobody but a person held goes with their account, and with teams that end. Called before
/// the account is removed.
pub fn leave(tx: &Tx<'_>, user: UserId) -> Result<()> {
    store::forget_held_by(tx, user)
}

/// Removes the messages of a team that nobody is in any longer.
pub fn end_team(tx: &Tx<'_>, team: TeamId) -> Result<()> {
    store::forget_team(tx, team)
}

/// Removes messages of teams that were purged, some at once. Whether there may be more.
pub fn purge_due(tx: &Tx<'_>) -> Result<bool> {
    store::forget_purged(tx, PURGED)
}

/// How many messages of a person stay with others when their account goes.
pub fn staying(conn: &Conn, user: UserId) -> Result<i64> {
    store::staying(conn, user)
}
