//! Commands about history: what `scalix import` asks for, step by step.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Means;
use crate::audit::Actor;
use crate::error::{Error, Result};
use crate::text;
use crate::usage::history::{self, Counts, Mark, Reject, State, Step, Taken, Target};

/// Where an import begins.
#[derive(Debug, Serialize, Deserialize)]
pub struct StartImport {
    /// Which.
    pub target: Target,
    /// Where it stands, to go on from there; absent: at the beginning.
    pub from: Option<Mark>,
}

/// A piece of an import.
#[derive(Debug, Serialize, Deserialize)]
pub struct TakeStep {
    /// Which import.
    pub target: Target,
    /// The piece.
    pub step: Step,
    /// Only tell what would become of it.
    pub dry_run: bool,
}

/// Where an import ends.
#[derive(Debug, Serialize, Deserialize)]
pub struct FinishImport {
    /// Which.
    pub target: Target,
    /// The end of the file.
    pub at: Mark,
}

/// What is known of an import before it begins.
#[derive(Debug, Serialize, Deserialize)]
pub struct ImportPlace {
    /// The id of the project, which a renaming does not change.
    pub project: String,
    /// Its name.
    pub project_name: String,
    /// The name of its team.
    pub team_name: String,
    /// The id of the key.
    pub key: Option<String>,
    /// Where an earlier run stopped.
    pub mark: Option<Mark>,
    /// What became of the lines before it.
    pub counts: Counts,
    /// Those of its last step that were not taken.
    pub refused: Vec<Reject>,
}

/// What became of a step.
#[derive(Debug, Serialize, Deserialize)]
pub struct StepTaken {
    /// In numbers.
    pub counts: Counts,
    /// The lines that were not taken, in their order.
    pub refused: Vec<Reject>,
}

fn told<T: Serialize>(answer: &T) -> Result<Value> {
    serde_json::to_value(answer).map_err(|error| Error::Internal(error.into()))
}

/// What cannot be done now stops an import, which tells the reason: whoever moves history in at the
/// command line of the server can make room on its disk.
fn stops(error: Error) -> Error {
    let Error::Unavailable(source) = error else {
        return error;
    };
    tracing::error!(error = %source, "an import is stopped");
    let reason = source.to_string();
    Error::Conflict(text!("import-unavailable", reason = reason))
}

pub(super) async fn look_up(means: &Means, target: Target) -> Result<Value> {
    let found = means.db.read(move |conn| {
        let place = history::place(conn, &target)?;
        let state = history::state(conn, &place)?;
        Ok((place, state))
    });
    let (place, state) = found.await?;
    let (mark, state) = match state {
        Some(state) => (Some(state.mark.clone()), state),
        None => (None, State::default()),
    };
    told(&ImportPlace {
        project: place.project.to_string(),
        project_name: place.project_name,
        team_name: place.team_name,
        key: place.key.map(|id| id.to_string()),
        mark,
        counts: state.counts,
        refused: state.refused,
    })
}

pub(super) async fn start(means: &Means, asked: StartImport) -> Result<Value> {
    let now = means.clock.now();
    let started = means.db.write(move |tx| {
        let place = history::place(tx, &asked.target)?;
        history::start(tx, &Actor::cli(), &place, asked.from.as_ref(), now)
    });
    started.await.map_err(stops)?;
    Ok(Value::Null)
}

pub(super) async fn take(means: &Means, asked: TakeStep) -> Result<Value> {
    let (now, ingest) = (means.clock.now(), means.ingest.clone());
    let TakeStep {
        target,
        step,
        dry_run,
    } = asked;
    let Taken { counts, refused } = if dry_run {
        let rehearsed = history::rehearse(&means.db, &ingest, target, step, now);
        rehearsed.await.map_err(stops)?
    } else {
        let taken = means.db.write(move |tx| {
            let place = history::place(tx, &target)?;
            history::take(tx, &ingest, &place, &step, now)
        });
        taken.await.map_err(stops)?
    };
    told(&StepTaken { counts, refused })
}

pub(super) async fn finish(means: &Means, asked: FinishImport) -> Result<Value> {
    let now = means.clock.now();
    let counts = means.db.write(move |tx| {
        let place = history::place(tx, &asked.target)?;
        history::finish(tx, &Actor::cli(), &place, &asked.at, now)
    });
    told(&counts.await.map_err(stops)?)
}
