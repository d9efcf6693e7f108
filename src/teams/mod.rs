//! Teams: who belongs to one, what they may do in it, and which one a person looks at.

pub mod access;
pub mod api;
mod ended;
pub mod invitations;
mod keys;
pub mod pages;
pub mod removal;
pub mod signup;
mod store;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::accounts::{
    self, AccountDraft, Client, Hasher, NewAccount, PasswordHash, Session, SetupLink, User,
    addresses, sessions,
};
use crate::audit::{self, Actor, Chain, Entry};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Fields, Result};
use crate::ids::{PublicId, TeamId, UserId};
use crate::secret::{Secret, Token};
use crate::text;

use access::{Access, Membership, Permission, Role, ViewTeam};

pub use ended::Ended;
pub use keys::{WorkingKey, working_keys};

/// A team, as one of its members sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// The row.
    pub id: TeamId,
    /// The id outside.
    pub public_id: PublicId<TeamId>,
    /// The name.
    pub name: String,
    /// What the member who asks is in it.
    pub role: Role,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was deleted; then an owner can restore it for [`removal::RESTORABLE`].
    pub deleted_at: Option<Timestamp>,
}

impl Team {
    /// When a deleted team is purged.
    pub fn purge_at(&self) -> Option<Timestamp> {
        self.deleted_at.map(|at| at.plus(removal::RESTORABLE))
    }
}

/// The longest name of a team.
pub const NAME_MOST: usize = 100;

/// Teams that a person may be in when they make another.
const MOST_TEAMS: usize = 50;

/// A new team or another name for one, as typed.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamDraft {
    /// The name, 1 to 100 characters.
    pub name: String,
}

impl TeamDraft {
    /// The checked name.
    pub fn check(&self) -> Result<String> {
        check::line(&self.name, NAME_MOST).map_err(|message| Error::invalid("name", message))
    }
}

/// Makes a team with its first owner.
///
/// # Errors
/// `Conflict` when the person is in fifty.
pub fn create(tx: &Tx<'_>, by: &Actor, owner: UserId, name: &str, now: Timestamp) -> Result<Team> {
    if store::list(tx, owner)?.len() >= MOST_TEAMS {
        return Err(Error::Conflict(text!("teams-too-many", most = MOST_TEAMS)));
    }
    let public_id = PublicId::generate(tx.random());
    let id = store::insert(tx, &public_id, name, now)?;
    store::insert_member(tx, id, owner, Role::Owner, now)?;
    audit::record(
        tx,
        by,
        &Entry {
            chain: Chain::Team(id),
            action: "team.created",
            target_kind: "team",
            target_id: Some(public_id.as_str()),
            target_name: Some(name),
            before: None,
            after: Some(json!({ "name": name })),
        },
        now,
    )?;
    find(tx, owner, &public_id)
}

/// Makes a team with somebody who is signed in as its first owner, who looks at it from now on.
///
/// # Errors
/// As [`create`].
pub fn create_for(
    tx: &Tx<'_>,
    session: &Session,
    by: &Actor,
    name: &str,
    now: Timestamp,
) -> Result<Team> {
    let team = create(tx, by, session.user.id, name, now)?;
    switch(tx, session, &team.public_id)
}

/// Adds a person to a team, at the command line of the server.
///
/// # Errors
/// `Conflict` when the person is a member already.
pub fn add_member(
    tx: &Tx<'_>,
    by: &Actor,
    team: &Team,
    user: &User,
    role: Role,
    now: Timestamp,
) -> Result<()> {
    store::insert_member(tx, team.id, user.id, role, now)?;
    audit::record(
        tx,
        by,
        &Entry {
            chain: Chain::Team(team.id),
            action: "member.added",
            target_kind: "user",
            target_id: Some(user.public_id.as_str()),
            target_name: Some(&user.name),
            before: None,
            after: Some(json!({ "role": role.word() })),
        },
        now,
    )
}

/// The live teams of a person, by name.
pub fn list(conn: &Conn, user: UserId) -> Result<Vec<Team>> {
    store::list(conn, user)
}

/// One of the person's teams.
///
/// # Errors
/// `NotFound` for a team the person is not an active member of.
pub fn find(conn: &Conn, user: UserId, id: &PublicId<TeamId>) -> Result<Team> {
    store::find(conn, user, id)?.ok_or_else(|| Error::NotFound(text!("error-not-found")))
}

/// The only live team of the instance or the one with this name, for the command line.
pub fn find_by_name(conn: &Conn, name: Option<&str>) -> Result<Team> {
    let mut found = store::named(conn, name)?;
    match (found.pop(), found.is_empty()) {
        (Some(team), true) => Ok(team),
        (None, _) if !store::named(conn, None)?.is_empty() => {
            let name = name.unwrap_or_default();
            Err(Error::NotFound(text!("cli-team-unknown", name = name)))
        }
        (None, _) => Err(Error::NotFound(text!("cli-no-team"))),
        _ => Err(Error::Conflict(text!("cli-several-teams"))),
    }
}

/// The place of a person in the team they look at, else in their oldest one.
pub fn membership(conn: &Conn, user: UserId, team: Option<TeamId>) -> Result<Option<Membership>> {
    if let Some(team) = team
        && let Some(found) = store::membership(conn, user, Some(team))?
    {
        return Ok(Some(found));
    }
    store::membership(conn, user, None)
}

/// The team of [`membership`] for somebody who looks at none.
pub fn first(conn: &Conn, user: UserId) -> Result<Option<TeamId>> {
    Ok(membership(conn, user, None)?.map(|place| place.team))
}

/// The place of a person in this very team, as a personal token needs it.
pub fn membership_in(conn: &Conn, user: UserId, team: TeamId) -> Result<Option<Membership>> {
    store::membership(conn, user, Some(team))
}

/// Looks at another of one's teams from now on.
pub fn switch(tx: &Tx<'_>, session: &Session, id: &PublicId<TeamId>) -> Result<Team> {
    let team = find(tx, session.user.id, id)?;
    sessions::set_team(tx, session.id, team.id)?;
    Ok(team)
}

/// Names of members with these roles, five at most, those who joined first: whom to ask when
/// something is refused.
pub fn helpers(conn: &Conn, team: TeamId, roles: &[Role]) -> Result<Vec<String>> {
    store::names_with_roles(conn, team, roles, 5)
}

/// The roles that can help somebody who lacks `P`: owners and, where they hold it, admins.
pub fn helping_roles<P: Permission>() -> Vec<Role> {
    let mut roles = vec![Role::Owner, Role::Admin];
    roles.retain(|role| P::held_by(*role));
    roles
}

/// How many active members the team has.
pub fn member_count(conn: &Conn, by: &Access<ViewTeam>) -> Result<i64> {
    store::member_count(conn, by.team())
}

/// What the first run asks for, as typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SetupDraft {
    /// The token of the printed link.
    pub setup_token: Secret<String>,
    /// The whole name of the first person.
    pub name: String,
    /// The address.
    pub email: String,
    /// The password.
    pub password: Secret<String>,
    /// The name of the first team.
    pub team_name: String,
}

/// What the first run asks for, checked.
#[derive(Debug)]
pub struct Setup {
    /// The first account.
    pub account: NewAccount,
    /// The name of the first team.
    pub team_name: String,
}

impl SetupDraft {
    /// Checks every field.
    pub fn check(self) -> Result<Setup> {
        let mut fields = Fields::default();
        let team_name = fields.take("teamName", check::line(&self.team_name, NAME_MOST));
        let draft = AccountDraft {
            name: self.name,
            email: self.email,
            password: self.password,
        };
        let account = draft.check(&mut fields);
        fields.finish()?;
        match (account, team_name) {
            (Some(account), Some(team_name)) => Ok(Setup { account, team_name }),
            _ => Err(Error::internal("a field was refused without a message")),
        }
    }
}

/// The first run: an account that is an operator, its team, and a session.
///
/// # Errors
/// `Conflict` when somebody has an account already, also when two set up at the same time.
pub fn set_up(
    tx: &Tx<'_>,
    setup: &Setup,
    hash: &PasswordHash,
    client: &Client,
    now: Timestamp,
) -> Result<(Token, User, Team)> {
    if !accounts::none_exists(tx)? {
        return Err(Error::Conflict(text!("setup-done-before")));
    }
    let user = accounts::create(tx, &client.anonymous(), &setup.account, hash, true, now)?;
    let team = create(tx, &client.person(&user), user.id, &setup.team_name, now)?;
    let token = sessions::start(tx, user.id, Some(team.id), client, now)?;
    addresses::ask_to_confirm(tx, &user, now)?;
    Ok((token, user, team))
}

/// What the first run made.
pub struct SetUp {
    /// The token for the cookie.
    pub token: Token,
    /// The first person.
    pub user: User,
    /// The first team.
    pub team: Team,
}

/// The whole first run: the link is checked, the password hashed, everything written at once, and
/// the link used up.
pub async fn run_set_up(
    db: &Db,
    hasher: &Hasher,
    link: &SetupLink,
    draft: SetupDraft,
    client: Client,
    now: Timestamp,
) -> Result<SetUp> {
    link.check(draft.setup_token.reveal(), now)?;
    let setup = draft.check()?;
    let hash = hasher.hash(&setup.account.password).await?;
    let (token, user, team) = db
        .write(move |tx| set_up(tx, &setup, &hash, &client, now))
        .await?;
    link.close();
    Ok(SetUp { token, user, team })
}

/// A team on the wire.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TeamView {
    /// The id.
    #[schema(value_type = String)]
    id: PublicId<TeamId>,
    /// The name.
    name: String,
    /// The caller's role in it.
    role: &'static str,
    /// Whether the session looks at it.
    pub(crate) current: bool,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it was deleted; null for a live team.
    #[schema(value_type = Option<String>, format = DateTime)]
    deleted_at: Option<Timestamp>,
    /// Until when a deleted team can be restored; null for a live one.
    #[schema(value_type = Option<String>, format = DateTime)]
    restorable_until: Option<Timestamp>,
}

impl TeamView {
    /// The view of the team that somebody looks at.
    pub fn looked_at(team: Team) -> Self {
        let id = team.public_id.clone();
        Self::new(team, Some(&id))
    }

    /// The view of a team of somebody who looks at `current`.
    pub fn new(team: Team, current: Option<&PublicId<TeamId>>) -> Self {
        Self {
            current: Some(&team.public_id) == current && team.deleted_at.is_none(),
            restorable_until: team.purge_at(),
            deleted_at: team.deleted_at,
            id: team.public_id,
            name: team.name,
            role: team.role.name(),
            created_at: team.created_at,
        }
    }
}
