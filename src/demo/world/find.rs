//! Finding what there is in the world, and proving who may do what in it.

use std::sync::Arc;

use super::{PEOPLE, World, missing};
use crate::accounts::{Client, User};
use crate::audit::Actor;
use crate::error::{Error, Result};
use crate::ids::{KeyId, ProjectId, PublicId};
use crate::teams::access::{Access, Permission};
use crate::teams::{self, Team};

impl World {
    pub(super) fn user(&self, person: usize) -> Result<&User> {
        self.users.get(&person).ok_or_else(|| missing("person"))
    }

    pub(super) fn team(&self, team: usize) -> Result<&Team> {
        self.teams.get(&team).ok_or_else(|| missing("team"))
    }

    pub(super) fn project_id(&self, project: usize) -> Result<PublicId<ProjectId>> {
        let id = self.projects.get(&project);
        id.cloned().ok_or_else(|| missing("project"))
    }

    pub(super) fn key_id(&self, project: usize, key: usize) -> Result<PublicId<KeyId>> {
        let key = self.keys.get(&(project, key));
        key.map(|key| key.id.clone()).ok_or_else(|| missing("key"))
    }

    /// Somebody at their own device.
    pub(super) fn client(&self, person: usize) -> Result<Client> {
        let plan = PEOPLE.get(person).ok_or_else(|| missing("person"))?;
        Ok(Client {
            address: plan.address.into(),
            user_agent: plan.browser.to_owned(),
            request_id: format!("req_{}", self.random.base62(16)),
        })
    }

    pub(super) fn actor(&self, person: usize) -> Result<Actor> {
        Ok(self.client(person)?.person(self.user(person)?))
    }

    /// The proof that somebody may do something, from the membership that they have.
    pub(super) fn access<P: Permission>(&self, person: usize, team: usize) -> Result<Access<P>> {
        self.allowed(person, team)?
            .ok_or_else(|| Error::internal(format!("{} is not allowed by the role", P::NAME)))
    }

    /// The same; `None` when they are not in the team or may not.
    pub(super) fn allowed<P: Permission>(
        &self,
        person: usize,
        team: usize,
    ) -> Result<Option<Access<P>>> {
        let (user, team) = (self.user(person)?.id, self.team(team)?.id);
        let place = self
            .db
            .read_now(|conn| teams::membership_in(conn, user, team))?;
        let actor = Arc::new(self.actor(person)?);
        Ok(place.and_then(|place| Access::prove(place, actor)))
    }
}
