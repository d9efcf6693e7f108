//! What the audit log is told of a project.

use serde_json::Value;

use crate::audit::{self, Actor, Chain, Entry};
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;
use crate::ids::{ProjectId, PublicId, TeamId};

/// What an audit row tells.
pub(super) struct Change {
    pub(super) action: &'static str,
    pub(super) before: Option<Value>,
    pub(super) after: Option<Value>,
}

pub(super) fn record(
    tx: &Tx<'_>,
    by: &Actor,
    team: TeamId,
    id: &PublicId<ProjectId>,
    name: &str,
    change: Change,
    now: Timestamp,
) -> Result<()> {
    let entry = Entry {
        chain: Chain::Team(team),
        action: change.action,
        target_kind: "project",
        target_id: Some(id.as_str()),
        target_name: Some(name),
        before: change.before,
        after: change.after,
    };
    audit::record(tx, by, &entry, now)
}
