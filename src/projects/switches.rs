//! The switch of every project, in memory: whether its keys are accepted is asked once an event
//! and must not cost a read of the database.
//!
//! Switches are turned after the commit of the change and before its reply, in the order of the
//! commits, so they never differ from the rows for anyone who was answered.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::RwLock;

use super::store;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::ProjectId;

/// Whether the keys of a project are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// They are.
    Running,
    /// They get `project_stopped`.
    Stopped,
    /// They are as good as unknown, until the project is restored.
    Deleted,
}

/// The switches of all projects; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Switches(Arc<RwLock<HashMap<ProjectId, Switch>>>);

impl Switches {
    /// Reads them at the start of the program.
    pub fn load(conn: &Conn) -> Result<Self> {
        Ok(Self(Arc::new(RwLock::new(store::switches(conn)?))))
    }

    /// The switch of a project; `None` for one that was purged.
    pub fn state(&self, project: ProjectId) -> Option<Switch> {
        self.0.read().get(&project).copied()
    }

    /// Turns a switch when the change is committed.
    pub(super) fn turn_after(&self, tx: &Tx<'_>, project: ProjectId, switch: Switch) {
        let switches = self.0.clone();
        tx.after_commit(move || {
            switches.write().insert(project, switch);
        });
    }

    /// Forgets a project when its purge is committed.
    pub(super) fn forget_after(&self, tx: &Tx<'_>, project: ProjectId) {
        let switches = self.0.clone();
        tx.after_commit(move || {
            switches.write().remove(&project);
        });
    }
}
