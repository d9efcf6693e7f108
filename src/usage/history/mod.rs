//! History moved in from elsewhere: files of events of any age, in steps that each commit on their
//! own, so that a server that takes events meanwhile does not wait and nothing is done twice.
//!
//! Every step says where in the file it begins and is taken only if the import stands there; the
//! place moves in the transaction of the events. So an import that is cut off goes on where it
//! stopped, and two that run at once cannot mix. Uniqueness does the rest: a file may be read from
//! its beginning again at any time.

mod cut;
mod file;
mod reading;
mod reject;
mod store;
mod table;

use std::sync::Arc;

use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::audit::{self, Actor, Chain, Entry};
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Result};
use crate::ids::{KeyId, ProjectId, PublicId};
use crate::keys;
use crate::projects;
use crate::text;
use crate::usage::event::{self, Event, Rejection};
use crate::usage::ingest::{Destination, Ingest, NO_KEY, Verdict, sum_up};

pub use file::{FileKind, Form, Packing, unpacked};
pub use reading::{Line, Mark, Reading};
pub use reject::Reject;

/// The most events of one step: some twenty milliseconds of the writer's time.
pub const STEP_EVENTS: usize = 500;

/// The most bytes of one step, as far as its last event may reach over.
pub const STEP_BYTES: usize = 512 * 1024;

/// The source of events that name none and are counted under no key.
pub const DEFAULT_SOURCE: &str = "import";

/// The longest source, in characters.
const SOURCE_MOST: usize = 128;

/// Which file goes where, as typed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Target {
    /// A project: its id, its name, or the team's name or id, a slash and its name.
    pub project: String,
    /// One of the project's keys by id or name, to count the events under.
    pub key: Option<String>,
    /// The source of events that name none.
    pub source: Option<String>,
    /// The name of the file, without its folder.
    pub file: String,
}

/// Where a target leads.
#[derive(Clone, Debug)]
pub struct Place {
    to: Destination,
    file: String,
    /// The id of the project, which stays the same when it is renamed.
    pub project: PublicId<ProjectId>,
    /// The name of the project.
    pub project_name: String,
    /// The name of its team.
    pub team_name: String,
    /// The key.
    pub key: Option<PublicId<KeyId>>,
}

/// What became of events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Stored.
    pub accepted: u64,
    /// Known before, with the same content.
    pub duplicates: u64,
    /// Not taken, conflicts and unreadable lines included.
    pub rejected: u64,
    /// Those of the accepted whose model has no price.
    pub unpriced: u64,
    /// Those of the accepted that have no time of their own and count as of now.
    pub undated: u64,
}

impl Counts {
    /// Adds others.
    pub fn add(&mut self, other: Self) {
        self.accepted += other.accepted;
        self.duplicates += other.duplicates;
        self.rejected += other.rejected;
        self.unpriced += other.unpriced;
        self.undated += other.undated;
    }
}

/// How far an import has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The place in the file.
    pub mark: Mark,
    /// What became of everything before it.
    pub counts: Counts,
    /// What of the last step before it was not taken.
    pub refused: Vec<Reject>,
}

/// A piece of a file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Step {
    /// How many bytes come before it.
    pub from: u64,
    /// Where it ends.
    pub to: Mark,
    /// Its events, each as JSON.
    pub events: Vec<String>,
    /// The number of the line of every event.
    pub lines: Vec<u64>,
    /// Its other lines, of which no event could be made.
    pub broken: Vec<Reject>,
}

/// What became of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// In numbers, broken lines included.
    pub counts: Counts,
    /// The lines that were not taken, in their order, broken ones included.
    pub refused: Vec<Reject>,
}

/// Finds where a target leads.
///
/// # Errors
/// `NotFound` and `Conflict` when the project or the key is unknown or not the only one,
/// `Invalid` for a source that cannot be one.
pub fn place(conn: &Conn, target: &Target) -> Result<Place> {
    let found = projects::find_typed(conn, &target.project)?;
    let key = target
        .key
        .as_deref()
        .map(|typed| keys::find_typed(conn, found.team, found.project, typed))
        .transpose()?;
    let source = match (&target.source, &key) {
        (Some(source), _) => checked(source)?,
        // As the key's own events have it, so that one that was sent before is a duplicate.
        (None, Some((_, id))) => id.as_str().to_owned(),
        (None, None) => DEFAULT_SOURCE.to_owned(),
    };
    Ok(Place {
        to: Destination {
            team: found.team,
            project: found.project,
            key: key.as_ref().map_or(NO_KEY, |(id, _)| *id),
            source,
        },
        file: target.file.clone(),
        project: found.public_id,
        project_name: found.name,
        team_name: found.team_name,
        key: key.map(|(_, id)| id),
    })
}

fn checked(source: &str) -> Result<String> {
    if source.chars().count() > SOURCE_MOST || source.contains(char::is_control) {
        let sentence = text!("import-source", most = SOURCE_MOST);
        return Err(Error::invalid("--source", sentence));
    }
    Ok(source.to_owned())
}

/// How far an import of this file has come, if one was cut off.
pub fn state(conn: &Conn, place: &Place) -> Result<Option<State>> {
    store::find(conn, &place.to, &place.file)
}

/// Begins an import at the beginning of its file, or goes on with one that stands at `from`.
///
/// # Errors
/// `Conflict` when it does not stand there.
pub fn start(
    tx: &Tx<'_>,
    by: &Actor,
    place: &Place,
    from: Option<&Mark>,
    now: Timestamp,
) -> Result<()> {
    match from {
        None => store::put(tx, &place.to, &place.file, &State::default())?,
        Some(from) if state(tx, place)?.is_some_and(|state| state.mark == *from) => {}
        Some(_) => return Err(overtaken()),
    }
    let after = json!({
        "file": place.file,
        "key": place.key,
        "source": place.to.source,
        "fromLine": from.map_or(0, |mark| mark.lines) + 1,
    });
    record(tx, by, place, "usage.import_started", after, now)
}

/// Takes a step of an import that was started.
///
/// # Errors
/// `Conflict` when the import does not stand where the step begins, `NotFound` when the project
/// was deleted, `TooLarge`; failures of the database. Then nothing of the step was taken.
pub fn take(
    tx: &Tx<'_>,
    ingest: &Ingest,
    place: &Place,
    step: &Step,
    now: Timestamp,
) -> Result<Taken> {
    let mut state = state(tx, place)?
        .filter(|state| state.mark.bytes == step.from)
        .ok_or_else(overtaken)?;
    let taken = write(tx, ingest, place, step, now)?;
    state.mark = step.to.clone();
    state.counts.add(taken.counts);
    state.refused.clone_from(&taken.refused);
    store::put(tx, &place.to, &place.file, &state)?;
    Ok(taken)
}

/// What [`take`] would do, whatever stands where; changes nothing. A repetition is seen when the
/// other event is stored or in the same step.
pub async fn rehearse(
    db: &Db,
    ingest: &Ingest,
    target: Target,
    step: Step,
    now: Timestamp,
) -> Result<Taken> {
    let told = Arc::new(Mutex::new(None));
    let (kept, ingest) = (told.clone(), ingest.clone());
    // What fails is rolled back, with everything that it left for the commit.
    let undone: Result<()> = db
        .write(move |tx| {
            let place = place(tx, &target)?;
            *kept.lock() = Some(write(tx, &ingest, &place, &step, now)?);
            Err(Error::internal("a rehearsal is not kept"))
        })
        .await;
    let taken = told.lock().take();
    match (taken, undone) {
        (Some(taken), _) => Ok(taken),
        (None, Err(error)) => Err(error),
        (None, Ok(())) => Err(Error::internal("a rehearsal was kept")),
    }
}

fn write(
    tx: &Tx<'_>,
    ingest: &Ingest,
    place: &Place,
    step: &Step,
    now: Timestamp,
) -> Result<Taken> {
    let events: Vec<event::Read<'_>> = step
        .events
        .iter()
        .map(|json| event::read_line(json))
        .collect();
    let undated = |read: &event::Read<'_>| {
        let event = read.event.as_ref();
        event.is_ok_and(|event: &Event<'_>| event.time.is_none())
    };
    let undated: Vec<bool> = events.iter().map(undated).collect();
    let batch = ingest.prepare_history(&place.to, events, now)?;
    let outcome = ingest.write(tx, batch)?;
    let mut taken = Taken {
        refused: step.broken.clone(),
        ..Taken::default()
    };
    for (result, undated) in outcome.results.into_iter().zip(undated) {
        let why = match result.verdict {
            Verdict::Accepted(receipt) => {
                taken.counts.accepted += 1;
                taken.counts.unpriced += u64::from(receipt.cost.is_none());
                taken.counts.undated += u64::from(undated);
                continue;
            }
            Verdict::Duplicate(_) => {
                taken.counts.duplicates += 1;
                continue;
            }
            Verdict::Conflict => {
                Rejection::of(event::Field::Id, "conflict", text!("ingest-conflict"))
            }
            Verdict::Rejected(why) => why,
        };
        let line = step.lines.get(result.index).copied();
        let reject = Reject::new(line.unwrap_or_default(), result.id, why);
        taken.refused.push(reject);
    }
    taken.refused.sort_by_key(|reject| reject.line);
    taken.counts.rejected = taken.refused.len() as u64;
    Ok(taken)
}

/// Ends an import whose file is in, and tells what became of all of it.
///
/// # Errors
/// `Conflict` when it does not stand at `at`.
pub fn finish(tx: &Tx<'_>, by: &Actor, place: &Place, at: &Mark, now: Timestamp) -> Result<Counts> {
    let state = state(tx, place)?
        .filter(|state| state.mark == *at)
        .ok_or_else(overtaken)?;
    store::remove(tx, &place.to, &place.file)?;
    let after = json!({
        "file": place.file,
        "key": place.key,
        "source": place.to.source,
        "lines": state.mark.lines,
        "accepted": state.counts.accepted,
        "duplicates": state.counts.duplicates,
        "rejected": state.counts.rejected,
        "unpriced": state.counts.unpriced,
    });
    record(tx, by, place, "usage.imported", after, now)?;
    sum_up(tx)?;
    Ok(state.counts)
}

fn overtaken() -> Error {
    Error::Conflict(text!("import-overtaken"))
}

fn record(
    tx: &Tx<'_>,
    by: &Actor,
    place: &Place,
    action: &'static str,
    after: serde_json::Value,
    now: Timestamp,
) -> Result<()> {
    let entry = Entry {
        chain: Chain::Team(place.to.team),
        action,
        target_kind: "project",
        target_id: Some(place.project.as_str()),
        target_name: Some(&place.project_name),
        before: None,
        after: Some(after),
    };
    audit::record(tx, by, &entry, now)
}

#[cfg(test)]
mod tests;
