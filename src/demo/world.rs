//! The teams as they come to be: everything that was made so far, and how more is made.

mod find;
mod talk;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::cast::{PEOPLE, TEAMS};
use super::live;
use super::story::{Act, Deed};
use super::work;
use crate::accounts::second_factor::Vault;
use crate::accounts::signin::{self, Door, Step};
use crate::accounts::{
    self, AccountDraft, Checks, Credentials, Hasher, NewAccount, Pace, PasswordHash, Session,
    Throttles, User, sessions,
};
use crate::audit::Actor;
use crate::clock::{DAY_MS, Timestamp};
use crate::data_dir::MasterKey;
use crate::db::{Db, Tx};
use crate::error::{Error, Fields, Result};
use crate::ids::{KeyId, MessageId, ProjectId, PublicId};
use crate::keys::{self, KeyDraft, KeyRing, RotateDraft};
use crate::projects::{self, ProjectDraft, ProjectPatch};
use crate::secret::{Random, Secret, Token};
use crate::teams::access::{Access, Permission};
use crate::teams::{self, Setup, Team};
use crate::tokens::{self, TokenDraft};
use crate::usage::ingest::{Batch, Ingest};
use crate::usage::prices::{self, Editor, PriceBook, PriceDraft, SharedPrices};

/// A key, and what is presented for it.
struct Key {
    id: PublicId<KeyId>,
    secret: Token,
}

/// What there is, by the places in the plan.
pub(super) struct World {
    db: Db,
    checks: Checks,
    random: Random,
    password: Secret<String>,
    ring: KeyRing,
    prices: SharedPrices,
    ingest: Ingest,
    users: BTreeMap<usize, User>,
    teams: BTreeMap<usize, Team>,
    projects: BTreeMap<usize, PublicId<ProjectId>>,
    keys: BTreeMap<(usize, usize), Key>,
    /// The last message of a team.
    last_messages: BTreeMap<usize, PublicId<MessageId>>,
}

fn missing(what: &str) -> Error {
    Error::internal(format!(
        "the story of the demo needs a {what} that is not there"
    ))
}

impl World {
    /// A world without anybody, on a database that has the prices.
    pub(super) async fn new(db: Db, hasher: Hasher, password: Secret<String>) -> Result<Self> {
        let (ring, rows) = db
            .read(|conn| Ok((KeyRing::load(conn)?, prices::load(conn)?)))
            .await?;
        let prices = SharedPrices::new(PriceBook::new(rows));
        Ok(Self {
            ingest: Ingest::new(ring.clone(), prices.clone()),
            random: Random::System,
            users: BTreeMap::new(),
            teams: BTreeMap::new(),
            projects: BTreeMap::new(),
            keys: BTreeMap::new(),
            last_messages: BTreeMap::new(),
            db,
            checks: Checks {
                hasher,
                passwords: Throttles::default(),
                codes: Throttles::default(),
                resets: Pace::default(),
                // Nobody of the cast has a second factor that it would have to open.
                vault: Vault::new(&MasterKey::generate(&Random::System)),
            },
            password,
            ring,
            prices,
        })
    }

    pub(super) fn ingest(&self) -> &Ingest {
        &self.ingest
    }

    /// The keys there are, by project and place.
    pub(super) fn keys(&self) -> Vec<(usize, usize)> {
        self.keys.keys().copied().collect()
    }

    pub(super) fn live_projects(&self) -> usize {
        self.projects.len()
    }

    /// What a key sends with this body at the end of `until`, and how many events that are.
    pub(super) fn prepare(
        &self,
        key: (usize, usize),
        body: &[u8],
        until: Timestamp,
    ) -> Result<Option<(Batch, usize)>> {
        let key = self.keys.get(&key).ok_or_else(|| missing("key"))?;
        live::prepare(&self.ring, &self.ingest, &key.secret, body, until)
    }

    /// What the programs of the teams present: the key by its place.
    pub(super) fn secrets(self) -> BTreeMap<(usize, usize), Token> {
        let keys = self.keys.into_iter();
        keys.map(|(place, key)| (place, key.secret)).collect()
    }

    /// Writes when every key was last used.
    pub(super) async fn note_last_uses(&self, now: Timestamp) -> Result<()> {
        let ring = self.ring.clone();
        let write = self
            .db
            .write(move |tx| keys::flush_last_used(tx, &ring, now));
        write.await.map(|_| ())
    }

    /// Does what somebody did, then.
    pub(super) async fn perform(&mut self, act: &Act) -> Result<()> {
        let now = act.at;
        match act.deed {
            Deed::SetUp => self.set_up(act).await,
            Deed::Account(person) => {
                let (new, hash) = self.account(person).await?;
                let by = Actor::cli();
                let made = self
                    .db
                    .write(move |tx| accounts::create(tx, &by, &new, &hash, false, now));
                self.users.insert(person, made.await?);
                Ok(())
            }
            Deed::Team => {
                let (by, owner) = (self.actor(act.by)?, self.user(act.by)?.id);
                let name = TEAMS.get(act.team).ok_or_else(|| missing("team"))?.name;
                let made = self
                    .db
                    .write(move |tx| teams::create(tx, &by, owner, name, now));
                self.teams.insert(act.team, made.await?);
                Ok(())
            }
            Deed::Join(person, role) => {
                let (by, user) = (self.actor(act.by)?, self.user(person)?.clone());
                let team = self.team(act.team)?.clone();
                self.db
                    .write(move |tx| teams::add_member(tx, &by, &team, &user, role, now))
                    .await
            }
            Deed::Project(project) => self.project(act, project).await,
            Deed::Key(project, key) => self.key(act, project, key).await,
            Deed::Rotate(project, key, hours) => {
                let rotation = RotateDraft {
                    overlap_hours: Some(hours),
                };
                let (rotation, id) = (rotation.check()?, self.key_id(project, key)?);
                let made = self
                    .with_ring(act, move |tx, ring, by| {
                        keys::rotate(tx, ring, by, &id, &rotation, now)
                    })
                    .await?;
                self.keep((project, key), made);
                Ok(())
            }
            Deed::Revoke(project, key) => {
                let id = self.key_id(project, key)?;
                self.with_ring(act, move |tx, ring, by| {
                    keys::revoke(tx, ring, by, &id, now).map(|_| ())
                })
                .await
            }
            Deed::Describe(project, text) => {
                self.patch(act, project, json!({ "description": text }))
                    .await
            }
            Deed::Model(project, model) => {
                self.patch(act, project, json!({ "model": model })).await
            }
            Deed::Stop(project) => {
                let id = self.project_id(project)?;
                self.with_ring(act, move |tx, ring, by| {
                    projects::stop(tx, ring.projects(), by, &id, now).map(|_| ())
                })
                .await
            }
            Deed::Delete(project) => {
                let id = self.project_id(project)?;
                let name = work::project(project).map(|plan| plan.name);
                self.with_ring(act, move |tx, ring, by| {
                    projects::delete(tx, ring.projects(), by, &id, name, now).map(|_| ())
                })
                .await?;
                self.projects.remove(&project);
                Ok(())
            }
            Deed::Price(provider, model, usd) => self.price(act, provider, model, usd).await,
            Deed::Token(name, scopes) => self.token(act, name, scopes).await,
            Deed::Write(to, subject, body) => self.write(act, to, subject, body).await,
            Deed::Answer(body) => self.answer(act, body).await,
            Deed::Invite(email, role, line) => self.invite(act, email, role, line).await,
            Deed::SignIn => {
                let session = self.sign_in(act, self.password.clone()).await?;
                self.catch_up(act, &session).await
            }
            Deed::WrongPassword => {
                let wrong = Secret::new("not my password".to_owned());
                match self.sign_in(act, wrong).await {
                    Err(Error::Unauthenticated(_)) => Ok(()),
                    _ => Err(Error::internal("a wrong password was taken")),
                }
            }
        }
    }

    async fn set_up(&mut self, act: &Act) -> Result<()> {
        let (account, hash) = self.account(act.by).await?;
        let (client, now) = (self.client(act.by)?, act.at);
        let team = TEAMS.get(act.team).ok_or_else(|| missing("team"))?;
        let setup = Setup {
            account,
            team_name: team.name.to_owned(),
        };
        let made = self
            .db
            .write(move |tx| teams::set_up(tx, &setup, &hash, &client, now));
        let (_, user, team) = made.await?;
        self.users.insert(act.by, user);
        self.teams.insert(act.team, team);
        Ok(())
    }

    async fn project(&mut self, act: &Act, project: usize) -> Result<()> {
        let plan = work::project(project).ok_or_else(|| missing("project"))?;
        let draft = ProjectDraft {
            name: plan.name.to_owned(),
            description: Some(plan.description.to_owned()),
            model: Some(plan.model.to_owned()),
        };
        let (new, now) = (draft.check()?, act.at);
        let made = self
            .with_ring(act, move |tx, ring, by| {
                projects::create(tx, ring.projects(), by, &new, now)
            })
            .await?;
        self.projects.insert(project, made.public_id);
        Ok(())
    }

    async fn patch(&self, act: &Act, project: usize, patch: Value) -> Result<()> {
        let changes = parsed::<ProjectPatch>(patch)?.check()?;
        let (id, now) = (self.project_id(project)?, act.at);
        self.with_ring(act, move |tx, ring, by| {
            projects::update(tx, ring.projects(), by, &id, &changes, now).map(|_| ())
        })
        .await
    }

    async fn key(&mut self, act: &Act, project: usize, key: usize) -> Result<()> {
        let plan = work::project(project).and_then(|plan| plan.keys.get(key));
        let plan = plan.ok_or_else(|| missing("key"))?;
        let (now, scope) = (
            act.at,
            if plan.reads {
                "usage:read"
            } else {
                "usage:write"
            },
        );
        let end = Timestamp::from_ms(now.ms() + i64::from(plan.days) * DAY_MS);
        let draft = KeyDraft {
            name: plan.name.to_owned(),
            project_id: Some(self.project_id(project)?.as_str().to_owned()),
            scopes: Some(vec![scope.to_owned()]),
            expires_at: (plan.days > 0).then_some(end),
        };
        let new = draft.check(now)?;
        let made = self
            .with_ring(act, move |tx, ring, by| {
                keys::create(tx, ring, by, &new, now)
            })
            .await?;
        self.keep((project, key), made);
        Ok(())
    }

    fn keep(&mut self, place: (usize, usize), (key, secret): (keys::ApiKey, Token)) {
        let id = key.public_id;
        self.keys.insert(place, Key { id, secret });
    }

    async fn price(
        &self,
        act: &Act,
        provider: &str,
        model: &str,
        [input, cached, output]: [&str; 3],
    ) -> Result<()> {
        let price = json!({ "input": input, "cachedInput": cached, "output": output });
        let draft = json!({ "provider": provider, "model": model, "price": price });
        let new = parsed::<PriceDraft>(draft)?.check()?;
        let (by, now) = (Editor::of_team(&self.access(act.by, act.team)?), act.at);
        let prices = self.prices.clone();
        self.db
            .write(move |tx| prices::create(tx, &prices, &by, &new, now).map(|_| ()))
            .await
    }

    async fn token(&self, act: &Act, name: &str, scopes: &[&str]) -> Result<()> {
        let now = act.at;
        let draft = json!({ "name": name, "scopes": scopes });
        let new = parsed::<TokenDraft>(draft)?.check(now)?;
        let (by, user) = (self.actor(act.by)?, self.user(act.by)?.id);
        let team = self.team(act.team)?.id;
        let place = self
            .db
            .read_now(|conn| teams::membership_in(conn, user, team))?;
        let place = place.ok_or_else(|| missing("membership"))?;
        self.db
            .write(move |tx| tokens::create(tx, &by, &place, new, now).map(|_| ()))
            .await
    }

    async fn sign_in(&self, act: &Act, password: Secret<String>) -> Result<Session> {
        let credentials = Credentials {
            email: self.user(act.by)?.email.clone(),
            password,
            code: None,
        };
        let door = Door {
            client: self.client(act.by)?,
            team: teams::first,
            before: None,
        };
        let step = signin::sign_in(&self.db, &self.checks, credentials, door, act.at).await?;
        let Step::Done(token, _) = step else {
            return Err(missing("second factor"));
        };
        let (hash, now) = (token.hash(), act.at);
        let session = self.db.read_now(|conn| sessions::find(conn, &hash, now))?;
        session.ok_or_else(|| missing("session"))
    }

    /// Writes something that changes what is kept of projects and keys in memory.
    async fn with_ring<P: Permission, T: Send + 'static>(
        &self,
        act: &Act,
        write: impl FnOnce(&Tx<'_>, &KeyRing, &Access<P>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (by, ring) = (self.access(act.by, act.team)?, self.ring.clone());
        self.db.write(move |tx| write(tx, &ring, &by)).await
    }

    async fn account(&self, person: usize) -> Result<(NewAccount, PasswordHash)> {
        let plan = PEOPLE.get(person).ok_or_else(|| missing("person"))?;
        let draft = AccountDraft {
            name: plan.name.to_owned(),
            email: plan.email.to_owned(),
            password: self.password.clone(),
        };
        let mut fields = Fields::default();
        let new = draft.check(&mut fields);
        fields.finish()?;
        let new = new.ok_or_else(|| missing("person"))?;
        let hash = self.checks.hasher.hash(&self.password).await?;
        Ok((new, hash))
    }
}

fn parsed<T: serde::de::DeserializeOwned>(draft: Value) -> Result<T> {
    serde_json::from_value(draft).map_err(|error| Error::Internal(error.into()))
}
