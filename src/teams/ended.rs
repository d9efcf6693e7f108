//! The teams that were deleted, in memory: whether a key's team is still there is asked with every
//! batch of events and must not cost a read of the database.
//!
//! It changes after the commit of a deletion or a return and before its reply, in the order of the
//! commits, so from the reply on it holds for every key.

use std::collections::HashSet;
use std::sync::Arc;

use parking_lot::RwLock;

use super::store;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::TeamId;

/// The teams whose keys are refused; clones share it.
#[derive(Clone, Debug, Default)]
pub struct Ended(Arc<RwLock<HashSet<TeamId>>>);

impl Ended {
    /// Reads them at the start of the program.
    pub fn load(conn: &Conn) -> Result<Self> {
        Ok(Self(Arc::new(RwLock::new(store::ended(conn)?))))
    }

    /// Whether the team was deleted.
    pub fn holds(&self, team: TeamId) -> bool {
        self.0.read().contains(&team)
    }

    /// Refuses the keys of a team when its deletion is committed.
    pub(super) fn add_after(&self, tx: &Tx<'_>, team: TeamId) {
        let ended = self.0.clone();
        tx.after_commit(move || {
            ended.write().insert(team);
        });
    }

    /// Takes the keys of a team again when its return is committed.
    pub(super) fn remove_after(&self, tx: &Tx<'_>, team: TeamId) {
        let ended = self.0.clone();
        tx.after_commit(move || {
            ended.write().remove(&team);
        });
    }
}
