//! The end of a team: what its deletion would take along, deletion, return and purge.
//!
//! A deleted team is as if it were not there: its keys and personal tokens are refused and its
//! members are out of it from the answer on. For [`RESTORABLE`] an owner can bring it back as it
//! was. Then it is purged: what is small goes at once, its usage and the personal part of its audit
//! log step by step. The rows of its audit chain stay, without names, addresses and values, so that
//! a head of it that was noted elsewhere can still be proved.

use std::cmp::Reverse;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};

use super::access::{Access, Membership, OwnTeam, Permission as _, Role};
use super::{Ended, Team, WorkingKey, helpers, invitations, membership, store, working_keys};
use crate::accounts::sessions;
use crate::audit::{self, Actor, Chain, Entry};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{KeyId, ProjectId, PublicId, TeamId, UserId};
use crate::text;

/// How long a deleted team can be restored.
pub const RESTORABLE: Duration = Duration::from_hours(24 * 30);

/// What deleting a team would take along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TeamDeletePreview {
    /// The team.
    #[schema(value_type = String)]
    pub id: PublicId<TeamId>,
    /// Its name, which confirms the deletion.
    pub name: String,
    /// Its active members, the caller among them.
    pub members: i64,
    /// Personal tokens of members that would no longer be accepted.
    pub tokens: i64,
    /// Invitations that could no longer be accepted.
    pub invitations: i64,
    /// Messages that nobody could read any more.
    pub messages: i64,
    /// How many live projects it has.
    pub project_count: usize,
    /// These projects, the newest first.
    pub projects: Vec<TeamProjectAtRisk>,
    /// How many keys would no longer be accepted.
    pub key_count: usize,
    /// These keys, the last used first.
    pub keys: Vec<WorkingKey>,
    /// Until when the deletion could be undone, if it were done now.
    #[schema(value_type = String, format = DateTime)]
    pub restorable_until: Timestamp,
}

/// A project that would go with its team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TeamProjectAtRisk {
    /// The project.
    #[schema(value_type = String)]
    pub id: PublicId<ProjectId>,
    /// Its name.
    pub name: String,
}

impl TeamDeletePreview {
    /// With the last uses as they are known in memory: rows are a minute behind, and a key in use
    /// must not look unused here.
    #[must_use]
    pub fn with_last_uses(mut self, known: impl Fn(KeyId) -> Option<Timestamp>) -> Self {
        for key in &mut self.keys {
            key.last_used = known(key.row).max(key.last_used);
        }
        self.keys.sort_by_key(|key| Reverse(key.last_used));
        self
    }
}

fn not_found() -> Error {
    Error::NotFound(text!("error-not-found"))
}

/// The team that the proof is of, if it is the one of this id and the person still owns it: a
/// request may wait long for what it asks for.
fn own(conn: &Conn, by: &Access<OwnTeam>, id: &PublicId<TeamId>) -> Result<Team> {
    if by.membership().team_id != *id {
        return Err(not_found());
    }
    let team = super::find(conn, by.user(), id)?;
    if OwnTeam::held_by(team.role) {
        Ok(team)
    } else {
        Err(not_owner(conn, &team)?)
    }
}

/// Why somebody who does not own a team may not do this, and who can help.
fn not_owner(conn: &Conn, team: &Team) -> Result<Error> {
    let helpers = helpers(conn, team.id, &[Role::Owner])?.join(", ");
    Ok(Error::Forbidden(text!(
        "error-role-owner",
        role = team.role.word(),
        team = &team.name,
        helpers = helpers,
    )))
}

/// Gives the team another name. The same name changes nothing.
///
/// # Errors
/// `NotFound` when the proof is of another team; `Forbidden` when they own it no longer.
pub fn rename(
    tx: &Tx<'_>,
    by: &Access<OwnTeam>,
    id: &PublicId<TeamId>,
    name: String,
    now: Timestamp,
) -> Result<Team> {
    let team = own(tx, by, id)?;
    if team.name == name {
        return Ok(team);
    }
    store::rename(tx, team.id, &name, now)?;
    let (before, after) = (json!({ "name": team.name }), json!({ "name": name }));
    let renamed = Team { name, ..team };
    let change = ("team.renamed", Some(before), Some(after));
    record(tx, by.actor(), &renamed, change, now)?;
    Ok(renamed)
}

/// What [`delete`] would do; changes nothing. When keys were last used is told as it is stored.
///
/// # Errors
/// `NotFound` when the proof is of another team.
pub fn preview_delete(
    conn: &Conn,
    by: &Access<OwnTeam>,
    id: &PublicId<TeamId>,
    now: Timestamp,
) -> Result<TeamDeletePreview> {
    let team = own(conn, by, id)?;
    let projects = store::live_projects(conn, team.id)?;
    let keys = working_keys(conn, team.id, None, now)?;
    Ok(TeamDeletePreview {
        id: team.public_id,
        name: team.name,
        members: store::member_count(conn, team.id)?,
        tokens: store::live_tokens(conn, team.id, now)?,
        invitations: invitations::pending(conn, team.id, now)?,
        messages: store::message_count(conn, team.id)?,
        project_count: projects.len(),
        projects,
        key_count: keys.len(),
        keys,
        restorable_until: now.plus(RESTORABLE),
    })
}

/// Deletes a team whose name was typed to confirm: from the reply on its keys and tokens are
/// refused and its members are out of it. The sessions of whoever deletes it go on in another of
/// their teams; those of the others do so when they next open a page.
///
/// # Errors
/// `NotFound` when the proof is of another team; `Forbidden` when they own it no longer; `Invalid`
/// on `confirm` when it is not the name.
pub fn delete(
    tx: &Tx<'_>,
    ended: &Ended,
    by: &Access<OwnTeam>,
    id: &PublicId<TeamId>,
    confirm: Option<&str>,
    now: Timestamp,
) -> Result<Team> {
    let team = own(tx, by, id)?;
    check::confirmation(confirm, &team.name)?;
    store::set_deleted(tx, team.id, Some(now), now)?;
    let before = json!({ "name": team.name });
    record(
        tx,
        by.actor(),
        &team,
        ("team.deleted", Some(before), None),
        now,
    )?;
    let other = membership(tx, by.user(), None)?.map(|place| place.team);
    sessions::move_from(tx, by.user(), team.id, other)?;
    ended.add_after(tx, team.id);
    Ok(Team {
        deleted_at: Some(now),
        ..team
    })
}

/// The deleted teams that a person owns and can restore, the last deleted first.
pub fn list_deleted(conn: &Conn, user: UserId, now: Timestamp) -> Result<Vec<Team>> {
    store::list_deleted(conn, user, now.minus(RESTORABLE))
}

/// Undoes a deletion of the last 30 days: the team, its members, projects and keys are what they
/// were before. A live team stays as it is.
///
/// # Errors
/// `NotFound` for a team that the person was not an active member of, also after the 30 days;
/// `Forbidden` when they do not own it.
pub fn restore(
    tx: &Tx<'_>,
    ended: &Ended,
    user: UserId,
    actor: &Arc<Actor>,
    id: &PublicId<TeamId>,
    now: Timestamp,
) -> Result<Team> {
    let found = store::find_any(tx, user, id)?
        .filter(|team| team.purge_at().is_none_or(|end| now < end))
        .ok_or_else(not_found)?;
    let by = prove(tx, user, actor, &found)?;
    if found.deleted_at.is_none() {
        return Ok(found);
    }
    store::set_deleted(tx, by.team(), None, now)?;
    record(tx, by.actor(), &found, ("team.restored", None, None), now)?;
    ended.remove_after(tx, by.team());
    Ok(Team {
        deleted_at: None,
        ..found
    })
}

/// The proof that somebody owns a team that may be deleted, which no guard gives.
fn prove(conn: &Conn, user: UserId, actor: &Arc<Actor>, team: &Team) -> Result<Access<OwnTeam>> {
    let place = Membership {
        team: team.id,
        team_id: team.public_id.clone(),
        team_name: team.name.clone(),
        user,
        role: team.role,
        scopes: None,
    };
    match Access::prove(place, actor.clone()) {
        Some(proof) => Ok(proof),
        None => Err(not_owner(conn, team)?),
    }
}

/// Teams purged in one transaction, so that it stays short.
const AT_ONCE: u32 = 10;

/// Purges up to ten teams that were deleted 30 days ago or earlier: erases their names and removes
/// memberships, invitations, tokens, prices and names of models of their own. How many there were. Their
/// projects are purged like deleted ones, and [`next_to_empty`] tells of the rest.
pub fn purge_due(tx: &Tx<'_>, now: Timestamp) -> Result<usize> {
    let due = store::due(tx, now.minus(RESTORABLE), AT_ONCE)?;
    for (team, public_id) in &due {
        let entry = Entry {
            chain: Chain::Team(*team),
            action: "team.purged",
            target_kind: "team",
            target_id: Some(public_id.as_str()),
            target_name: None,
            before: None,
            after: None,
        };
        audit::record(tx, &Actor::system(), &entry, now)?;
        store::purge(tx, *team, now)?;
    }
    Ok(due.len())
}

/// A purged team of which something may be left.
pub fn next_to_empty(conn: &Conn) -> Result<Option<TeamId>> {
    store::next_to_empty(conn)
}

/// Notes that of a purged team the usage and the personal part of its audit log are gone.
pub fn set_emptied(tx: &Tx<'_>, team: TeamId, now: Timestamp) -> Result<()> {
    store::set_emptied(tx, team, now)
}

/// Writes an action with the values before and after it.
fn record(
    tx: &Tx<'_>,
    by: &Actor,
    team: &Team,
    (action, before, after): (&'static str, Option<Value>, Option<Value>),
    now: Timestamp,
) -> Result<()> {
    let entry = Entry {
        chain: Chain::Team(team.id),
        action,
        target_kind: "team",
        target_id: Some(team.public_id.as_str()),
        target_name: Some(&team.name),
        before,
        after,
    };
    audit::record(tx, by, &entry, now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projects::tests::{START, World};
    use crate::teams;

    #[test]
    fn whoever_owned_a_team_when_they_asked_does_not_delete_it_when_they_own_it_no_longer() {
        let world = World::new();
        let (user, actor) = (UserId(1), Arc::new(Actor::system()));
        let team = world
            .write(move |tx| teams::create(tx, &Actor::system(), user, "Acme", START))
            .unwrap();
        let place = world
            .db
            .read_now(|conn| teams::membership_in(conn, user, team.id));
        let by: Access<OwnTeam> = Access::prove(place.unwrap().unwrap(), actor).unwrap();
        let row = team.id;
        world
            .write(move |tx| {
                let sql = "UPDATE memberships SET role = 'admin' WHERE team_id = ?1";
                Ok(tx.execute(sql, [row])?)
            })
            .unwrap();
        let (proof, id) = (by.clone(), team.public_id.clone());
        let renamed = world.write(move |tx| rename(tx, &proof, &id, "Mine".to_owned(), START));
        assert!(matches!(renamed, Err(Error::Forbidden(_))), "{renamed:?}");
        let (ended, id) = (Ended::default(), team.public_id.clone());
        let deleted = world.write(move |tx| delete(tx, &ended, &by, &id, Some("Acme"), START));
        assert!(matches!(deleted, Err(Error::Forbidden(_))), "{deleted:?}");
    }
}
