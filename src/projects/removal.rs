//! The end of a project: what its deletion would take along, deletion, return and purge.

use serde::Serialize;
use serde_json::json;

use super::store;
use super::{Change, Project, RESTORABLE, Switch, Switches, complete, find_row, not_found, record};
use crate::audit::Actor;
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{KeyId, ProjectId, PublicId};
use crate::teams::access::{Access, ManageProjects};
use crate::text;

/// What deleting a project would take along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeletePreview {
    /// The project.
    #[schema(value_type = String)]
    pub id: PublicId<ProjectId>,
    /// Its name, which confirms the deletion.
    pub name: String,
    /// Requests of the last 30 days.
    pub requests: i64,
    /// How many keys would no longer be accepted.
    pub key_count: usize,
    /// These keys, the last used first.
    pub keys: Vec<KeyAtRisk>,
    /// Until when the deletion could be undone, if it were done now.
    #[schema(value_type = String, format = DateTime)]
    pub restorable_until: Timestamp,
}

/// A key that something may be using.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KeyAtRisk {
    /// The key.
    #[schema(value_type = String)]
    pub id: PublicId<KeyId>,
    /// Its name.
    pub name: String,
    /// When it was last used, as noted once a minute.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_used: Option<Timestamp>,
}

/// What [`delete`] would do; changes nothing.
pub fn preview_delete(
    conn: &Conn,
    by: &Access<ManageProjects>,
    id: &PublicId<ProjectId>,
    now: Timestamp,
) -> Result<DeletePreview> {
    let team = by.team();
    let project = complete(conn, team, find_row(conn, team, id, now)?, now)?;
    let keys = store::live_keys(conn, team, project.id, now)?;
    Ok(DeletePreview {
        id: project.public_id,
        name: project.name,
        requests: project.usage.requests,
        key_count: keys.len(),
        keys,
        restorable_until: now.plus(RESTORABLE),
    })
}

/// Deletes a project whose name was typed to confirm: from the reply on its keys are refused.
///
/// # Errors
/// `NotFound`; `Invalid` on `confirm` when it is not the name.
pub fn delete(
    tx: &Tx<'_>,
    switches: &Switches,
    by: &Access<ManageProjects>,
    id: &PublicId<ProjectId>,
    confirm: Option<&str>,
    now: Timestamp,
) -> Result<Project> {
    let team = by.team();
    let project = complete(tx, team, find_row(tx, team, id, now)?, now)?;
    check::confirmation(confirm, &project.name)?;
    store::set_deleted(tx, team, project.id, Some(now))?;
    let change = Change {
        action: "project.deleted",
        before: Some(json!({
            "name": project.name,
            "status": project.status.word(),
            "keys": project.key_count,
        })),
        after: None,
    };
    record(tx, by.actor(), team, id, &project.name, change, now)?;
    switches.turn_after(tx, project.id, Switch::Deleted);
    Ok(Project {
        deleted_at: Some(now),
        ..project
    })
}

/// Undoes a deletion of the last 30 days: the project and its keys are what they were before. A
/// live project stays as it is.
///
/// # Errors
/// `NotFound`, also after the 30 days; `Conflict` when the name was taken meanwhile.
pub fn restore(
    tx: &Tx<'_>,
    switches: &Switches,
    by: &Access<ManageProjects>,
    id: &PublicId<ProjectId>,
    now: Timestamp,
) -> Result<Project> {
    let team = by.team();
    let found = store::find(tx, team, id, now)?
        .filter(|project| project.purge_at().is_none_or(|end| now < end))
        .ok_or_else(not_found)?;
    if found.deleted_at.is_none() {
        return complete(tx, team, found, now);
    }
    if store::name_taken(tx, team, &found.name)? {
        let sentence = text!("project-restore-taken", name = &found.name);
        return Err(Error::Conflict(sentence));
    }
    store::set_deleted(tx, team, found.id, None)?;
    let status = json!({ "status": found.status.word() });
    let change = Change {
        action: "project.restored",
        before: None,
        after: Some(status),
    };
    record(tx, by.actor(), team, id, &found.name, change, now)?;
    let switch = if found.running() {
        Switch::Running
    } else {
        Switch::Stopped
    };
    switches.turn_after(tx, found.id, switch);
    let restored = Project {
        deleted_at: None,
        ..found
    };
    complete(tx, team, restored, now)
}

/// Projects purged in one transaction, so that it stays short.
const AT_ONCE: u32 = 100;

/// Purges up to a hundred projects that were deleted 30 days ago or earlier or whose team is purged:
/// erases names, description and model, erases the names of the keys and removes their secrets. How many; a
/// full hundred means that there may be more.
pub fn purge_due(tx: &Tx<'_>, switches: &Switches, now: Timestamp) -> Result<usize> {
    let due = store::due(tx, now.minus(RESTORABLE), AT_ONCE)?;
    for (team, project, public_id) in &due {
        store::purge(tx, *team, *project, now)?;
        let change = Change {
            action: "project.purged",
            before: None,
            after: None,
        };
        record(tx, &Actor::system(), *team, public_id, "", change, now)?;
        switches.forget_after(tx, *project);
    }
    Ok(due.len())
}
