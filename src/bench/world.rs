//! The teams, projects and keys that the events of a benchmark belong to.

use std::sync::Arc;

use super::traffic::SENDERS;
use crate::accounts::{self, AccountDraft, PasswordHash};
use crate::audit::Actor;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, Fields, Result};
use crate::keys::{self, KeyDraft, KeyProof, KeyRing, UsageWrite};
use crate::projects::{self, ProjectDraft};
use crate::secret::Secret;
use crate::teams::access::{Access, ManageKeys, ManageProjects, Membership};
use crate::teams::{self, Team};

/// The teams; each has an owner and four projects.
const TEAMS: [&str; 5] = ["Atlas", "Borealis", "Cobalt", "Dune", "Ember"];

/// The projects of a team, in the order of their senders; each has two.
pub const PROJECTS: [&str; 4] = ["Assistant", "Search", "Translation", "Summaries"];

/// The address of the owner of a team, by its place among the five.
pub fn owner(team: usize) -> String {
    format!("owner{}@example.org", team + 1)
}

/// Makes everything, as it could have been made at `at`; the senders, in their order.
///
/// # Errors
/// Failures of the database.
pub(super) fn make(
    tx: &Tx<'_>,
    ring: &KeyRing,
    password: &Secret<String>,
    hash: &PasswordHash,
    at: Timestamp,
) -> Result<Vec<(keys::ApiKey, crate::secret::Token)>> {
    let mut made = Vec::with_capacity(SENDERS);
    for (number, name) in TEAMS.iter().enumerate() {
        let membership = team(tx, number, name, password, hash, at)?;
        for project in PROJECTS {
            made.extend(keys_of(tx, ring, &membership, project, at)?);
        }
    }
    Ok(made)
}

fn team(
    tx: &Tx<'_>,
    number: usize,
    name: &str,
    password: &Secret<String>,
    hash: &PasswordHash,
    at: Timestamp,
) -> Result<Membership> {
    let mut fields = Fields::default();
    let draft = AccountDraft {
        name: format!("Owner of {name}"),
        email: owner(number),
        password: password.clone(),
    };
    let new = draft.check(&mut fields);
    fields.finish()?;
    let new = new.ok_or_else(|| Error::internal("a field was refused without a message"))?;
    let by = Actor::cli();
    let user = accounts::create(tx, &by, &new, hash, number == 0, at)?;
    let Team { id, .. } = teams::create(tx, &by, user.id, name, at)?;
    teams::membership_in(tx, user.id, id)?.ok_or_else(|| Error::internal("an owner is no member"))
}

fn keys_of(
    tx: &Tx<'_>,
    ring: &KeyRing,
    membership: &Membership,
    name: &str,
    at: Timestamp,
) -> Result<Vec<(keys::ApiKey, crate::secret::Token)>> {
    let actor = Arc::new(Actor::cli());
    let lacking = || Error::internal("an owner may not do something");
    let by = Access::<ManageProjects>::prove(membership.clone(), actor).ok_or_else(lacking)?;
    let draft = ProjectDraft {
        name: name.to_owned(),
        ..ProjectDraft::default()
    };
    let project = projects::create(tx, ring.projects(), &by, &draft.check()?, at)?;
    let by = by.also::<ManageKeys>().ok_or_else(lacking)?;
    let key = |name: &str| {
        let draft = KeyDraft {
            name: name.to_owned(),
            project_id: Some(project.public_id.as_str().to_owned()),
            ..KeyDraft::default()
        };
        keys::create(tx, ring, &by, &draft.check(at)?, at)
    };
    Ok(vec![key("live")?, key("batch")?])
}

/// The proof of every key, once they are committed.
pub(super) fn senders(
    ring: &KeyRing,
    made: Vec<(keys::ApiKey, crate::secret::Token)>,
    at: Timestamp,
) -> Result<Vec<KeyProof<UsageWrite>>> {
    made.into_iter()
        .map(|(_, secret)| ring.resolve(secret.reveal(), at)?.prove())
        .collect()
}
