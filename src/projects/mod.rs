//! Projects: what API keys and usage belong to.
//!
//! A name is unique among the live projects of a team, whatever its letter case. Every change
//! writes one audit row in its own transaction and, where it decides whether events are taken,
//! turns the project's switch after the commit. A deleted project can be restored for 30 days;
//! then it is purged to a nameless row, so that the totals of the team stay true.

pub mod api;
mod draft;
mod listing;
pub mod pages;
mod record;
mod removal;
mod store;
mod switches;
mod typed;

use std::collections::HashSet;
use std::time::Duration;

use serde_json::{Map, json};

use crate::clock::{DAY_MS, Timestamp};
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{ProjectId, PublicId, TeamId};
use crate::money::Nanos;
use crate::page::Cursor;
use crate::teams::access::{Access, ManageKeys, ManageProjects, Permission, ViewProjects};
use crate::text;
use crate::text::Text;

use record::{Change, record};

pub use draft::{Changes, NewProject, ProjectDraft, ProjectPatch};
pub use listing::{Filter, Overview, StatusFilter, list, list_deleted, overview};
pub use removal::{DeletePreview, KeyAtRisk, delete, preview_delete, purge_due, restore};
pub use switches::{Switch, Switches};
pub use typed::{Typed, find_typed};

/// The longest name, in characters.
pub const NAME_MOST: usize = 100;
/// The longest description, in characters.
pub const DESCRIPTION_MOST: usize = 2_000;
/// The longest name of a model, in characters.
pub const MODEL_MOST: usize = 200;
/// The model of a project that is not meant for a certain one.
pub const ANY_MODEL: &str = "any";
/// The project that is made for the first key of a team without projects.
pub const DEFAULT_NAME: &str = "Default";
/// How long a deleted project can be restored.
pub const RESTORABLE: Duration = Duration::from_hours(30 * 24);

/// A project, with its usage of the last 30 days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The row.
    pub id: ProjectId,
    /// The id outside.
    pub public_id: PublicId<ProjectId>,
    /// The name.
    pub name: String,
    /// What it is for; may be empty.
    pub description: String,
    /// The model it is meant for, or [`ANY_MODEL`]; a note for people, it limits nothing.
    pub model: String,
    /// Whether it takes events, and how they fare.
    pub status: Status,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its name, description, model or status last changed.
    pub updated_at: Timestamp,
    /// When it was last started; a new project is started at once.
    pub last_started_at: Timestamp,
    /// The largest time of an event, if there was one.
    pub last_event_at: Option<Timestamp>,
    /// How many of its keys are neither revoked nor expired.
    pub key_count: i64,
    /// Its usage of the last 30 days, see [`usage_since`].
    pub usage: Totals,
    /// When it was deleted; then it can be restored for [`RESTORABLE`].
    pub deleted_at: Option<Timestamp>,
}

impl Project {
    /// Whether it takes events.
    pub fn running(&self) -> bool {
        self.status != Status::Stopped
    }

    /// When a deleted project is purged.
    pub fn purge_at(&self) -> Option<Timestamp> {
        self.deleted_at.map(|at| at.plus(RESTORABLE))
    }

    fn cursor(&self) -> Cursor {
        Cursor {
            at: self.created_at.ms(),
            id: self.public_id.as_str().to_owned(),
        }
    }
}

/// Sums of usage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Requests.
    pub requests: i64,
    /// Requests without a known price: they are in no cost.
    pub unpriced: i64,
    /// Input and output tokens.
    pub tokens: i64,
    /// The cost of the priced requests.
    pub cost: Nanos,
}

impl Totals {
    /// The cost, if any of it is known.
    pub fn known_cost(&self) -> Option<Nanos> {
        self.cost.known(self.requests, self.unpriced)
    }
}

/// Whether a project takes events, and how they fare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Its keys are accepted.
    Running,
    /// Its keys get `project_stopped`.
    Stopped,
    /// Running, and more than half of the requests of the last hour failed. The last hour is the
    /// present quarter hour and the three before it, by the time of the events.
    Error,
}

impl Status {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Stopped => "stopped",
            Self::Error => "error",
        }
    }
}

/// Where the usage that projects and keys show begins: the last 30 calendar days in UTC, today
/// included.
pub fn usage_since(now: Timestamp) -> Timestamp {
    let today = now.ms() - now.ms().rem_euclid(DAY_MS);
    Timestamp::from_ms(today - 29 * DAY_MS)
}

/// Projects that are in trouble, see [`Status::Error`].
fn failing(conn: &Conn, team: TeamId, now: Timestamp) -> Result<HashSet<ProjectId>> {
    const QUARTER_MS: i64 = 15 * 60_000;
    let quarter = now.ms() - now.ms().rem_euclid(QUARTER_MS);
    store::failing(conn, team, Timestamp::from_ms(quarter - 3 * QUARTER_MS))
}

fn note_trouble(project: &mut Project, failing: &HashSet<ProjectId>) {
    if project.status == Status::Running && failing.contains(&project.id) {
        project.status = Status::Error;
    }
}

/// A live project of the team.
///
/// # Errors
/// `NotFound` for a deleted one and for another team's.
pub fn find(
    conn: &Conn,
    by: &Access<ViewProjects>,
    id: &PublicId<ProjectId>,
    now: Timestamp,
) -> Result<Project> {
    complete(conn, by.team(), find_row(conn, by.team(), id, now)?, now)
}

fn find_row(
    conn: &Conn,
    team: TeamId,
    id: &PublicId<ProjectId>,
    now: Timestamp,
) -> Result<Project> {
    store::find(conn, team, id, now)?
        .filter(|project| project.deleted_at.is_none())
        .ok_or_else(not_found)
}

/// A row with its usage and what its last hour tells.
fn complete(conn: &Conn, team: TeamId, row: Project, now: Timestamp) -> Result<Project> {
    let mut project = row;
    note_trouble(&mut project, &failing(conn, team, now)?);
    let mut totals = store::usage(conn, team, &[project.id], usage_since(now))?;
    project.usage = totals.remove(&project.id).unwrap_or_default();
    Ok(project)
}

fn not_found() -> Error {
    Error::NotFound(text!("error-not-found"))
}

/// The row of a live project, for what belongs to it.
///
/// # Errors
/// `NotFound` for a deleted one and for another team's.
pub fn resolve<P: Permission>(
    conn: &Conn,
    by: &Access<P>,
    id: &PublicId<ProjectId>,
) -> Result<ProjectId> {
    store::live_id(conn, by.team(), id)?.ok_or_else(not_found)
}

/// The oldest live project of the team, or a new one named [`DEFAULT_NAME`]: where a key goes
/// that names no project. Making a key includes this, so the proof is that of keys.
pub fn oldest_or_default(
    tx: &Tx<'_>,
    switches: &Switches,
    by: &Access<ManageKeys>,
    now: Timestamp,
) -> Result<ProjectId> {
    match store::oldest(tx, by.team())? {
        Some(project) => Ok(project),
        None => Ok(insert(tx, switches, by, &NewProject::default_one(), now)?.0),
    }
}

/// Live projects that a team may have.
pub const MOST: u32 = 1_000;

/// Makes a project; it runs at once.
///
/// # Errors
/// `Conflict` when the team has [`MOST`];
/// `Invalid` on `name` when a live project of the team has it in any letter case, also when two
/// people make it at the same time: one of them wins.
pub fn create(
    tx: &Tx<'_>,
    switches: &Switches,
    by: &Access<ManageProjects>,
    new: &NewProject,
    now: Timestamp,
) -> Result<Project> {
    let (_, public_id) = insert(tx, switches, by, new, now)?;
    complete(
        tx,
        by.team(),
        find_row(tx, by.team(), &public_id, now)?,
        now,
    )
}

fn insert<P>(
    tx: &Tx<'_>,
    switches: &Switches,
    by: &Access<P>,
    new: &NewProject,
    now: Timestamp,
) -> Result<(ProjectId, PublicId<ProjectId>)> {
    if store::count_live(tx, by.team())? >= MOST {
        return Err(Error::Conflict(text!("projects-too-many", most = MOST)));
    }
    let public_id = PublicId::generate(tx.random());
    let id = store::insert(tx, by.team(), by.user(), &public_id, new, now)?;
    let change = Change {
        action: "project.created",
        before: None,
        after: Some(json!({
            "name": new.name,
            "description": new.description,
            "model": new.model,
            "status": Status::Running.word(),
        })),
    };
    record(
        tx,
        by.actor(),
        by.team(),
        &public_id,
        &new.name,
        change,
        now,
    )?;
    switches.turn_after(tx, id, Switch::Running);
    Ok((id, public_id))
}

/// Changes what is given; the status like [`start`] and [`stop`]. Nothing given, or nothing new,
/// changes nothing and leaves no trace.
///
/// # Errors
/// `NotFound`; `Invalid` on `name` when another live project has it.
pub fn update(
    tx: &Tx<'_>,
    switches: &Switches,
    by: &Access<ManageProjects>,
    id: &PublicId<ProjectId>,
    changes: &Changes,
    now: Timestamp,
) -> Result<Project> {
    let old = find_row(tx, by.team(), id, now)?;
    let name = changes.name.as_ref().unwrap_or(&old.name);
    let description = changes.description.as_ref().unwrap_or(&old.description);
    let model = changes.model.as_ref().unwrap_or(&old.model);
    let (mut before, mut after) = (Map::new(), Map::new());
    for (field, was, is) in [
        ("name", &old.name, name),
        ("description", &old.description, description),
        ("model", &old.model, model),
    ] {
        if was != is {
            before.insert(field.to_owned(), json!(was));
            after.insert(field.to_owned(), json!(is));
        }
    }
    if !after.is_empty() {
        store::update(tx, by.team(), old.id, [name, description, model], now)?;
        let change = Change {
            action: "project.updated",
            before: Some(before.into()),
            after: Some(after.into()),
        };
        record(tx, by.actor(), by.team(), id, name, change, now)?;
    }
    if let Some(running) = changes.running {
        turn(tx, switches, by, &old, running, now)?;
    }
    complete(tx, by.team(), find_row(tx, by.team(), id, now)?, now)
}

/// Starts a project: from the reply on its keys are accepted. A running one stays as it is.
pub fn start(
    tx: &Tx<'_>,
    switches: &Switches,
    by: &Access<ManageProjects>,
    id: &PublicId<ProjectId>,
    now: Timestamp,
) -> Result<Project> {
    update(tx, switches, by, id, &Changes::status(true), now)
}

/// Stops a project: from the reply on its keys get `project_stopped`. A stopped one stays as it
/// is.
pub fn stop(
    tx: &Tx<'_>,
    switches: &Switches,
    by: &Access<ManageProjects>,
    id: &PublicId<ProjectId>,
    now: Timestamp,
) -> Result<Project> {
    update(tx, switches, by, id, &Changes::status(false), now)
}

fn turn(
    tx: &Tx<'_>,
    switches: &Switches,
    by: &Access<ManageProjects>,
    project: &Project,
    running: bool,
    now: Timestamp,
) -> Result<()> {
    if project.running() == running {
        return Ok(());
    }
    store::turn(tx, by.team(), project.id, running, now)?;
    let (action, is, switch) = if running {
        ("project.started", Status::Running, Switch::Running)
    } else {
        ("project.stopped", Status::Stopped, Switch::Stopped)
    };
    let change = Change {
        action,
        before: Some(json!({ "status": project.status.word() })),
        after: Some(json!({ "status": is.word() })),
    };
    let (id, name) = (&project.public_id, &project.name);
    record(tx, by.actor(), by.team(), id, name, change, now)?;
    switches.turn_after(tx, project.id, switch);
    Ok(())
}

/// What reports call a project that was purged.
pub fn purged_name() -> Text {
    text!("project-purged")
}

#[cfg(test)]
pub(crate) mod tests;
