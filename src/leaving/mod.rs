//! Leaving: everything that is held about a person, and the end of an account.
//!
//! A team with others in it goes on, with its projects and keys, and must have an owner left. A
//! team with nobody else in it ends with the account. What is personal is erased; the audit log
//! keeps its rows, without it.

pub mod api;
mod export;
pub mod pages;
mod store;

use serde::{Deserialize, Serialize};

use crate::accounts::{self, Own, User};
use crate::audit::{self, Actor, Chain, Entry};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{PublicId, TeamId};
use crate::mail::{self, Letter, Place, Recipient};
use crate::messages;
use crate::page::Limit;
use crate::projects::{self, Filter, Switches};
use crate::secret::Secret;
use crate::teams::access::{Access, ManageProjects, Membership, Role, ViewProjects};
use crate::teams::{self, invitations};
use crate::text;
use crate::text::Text;

pub use export::export;

/// What ending an account takes, as typed.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LeaveDraft {
    /// The password.
    pub password: Secret<String>,
    /// A code of the second factor or a recovery code, where one is asked for.
    pub code: Option<String>,
    /// The address of the account.
    pub confirm: String,
}

impl LeaveDraft {
    /// Refuses what was not typed at all: it is no guess of the password.
    ///
    /// # Errors
    /// `Invalid` on `password`.
    pub fn check(self) -> Result<Self> {
        if self.password.reveal().is_empty() {
            return Err(Error::invalid("password", text!("field-required")));
        }
        Ok(self)
    }
}

/// What becomes of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// It goes on without the person.
    Stays,
    /// Nobody else is in it: it ends, with its projects and keys.
    Ends,
    /// Others are in it and the person is its last owner: the account cannot end before another
    /// one is made owner.
    Blocks,
}

/// A team of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TeamFate {
    #[serde(skip)]
    row: TeamId,
    /// The team.
    #[schema(value_type = String)]
    pub id: PublicId<TeamId>,
    /// Its name.
    pub name: String,
    /// What becomes of it.
    pub fate: Fate,
    /// How many others are in it.
    pub others: i64,
    /// Its live projects.
    pub projects: i64,
    /// Their keys that work.
    pub keys: i64,
}

/// What ending an account would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeavePreview {
    /// What has to be typed to confirm.
    pub email: String,
    /// Sessions that end.
    pub sessions: i64,
    /// Personal tokens that end.
    pub tokens: i64,
    /// Whether there is a photo that is erased.
    pub photo: bool,
    /// Rows of the audit log from which what is personal is erased.
    pub audit_rows: i64,
    /// Messages that stay with those who got them, without the person's name.
    pub messages: i64,
    /// What becomes of each team, by name.
    pub teams: Vec<TeamFate>,
    /// Whether nobody else is an operator of the instance.
    pub last_operator: bool,
}

/// What ending the account of `user` would do; changes nothing.
pub fn preview(conn: &Conn, user: &User, now: Timestamp) -> Result<LeavePreview> {
    let counts = store::counts(conn, user, now)?;
    Ok(LeavePreview {
        email: user.email.clone(),
        sessions: counts.sessions,
        tokens: counts.tokens,
        photo: user.avatar.is_some(),
        audit_rows: counts.audit_rows,
        messages: messages::staying(conn, user.id)?,
        teams: store::teams(conn, user.id, now)?,
        last_operator: user.operator && counts.other_operators == 0,
    })
}

/// Why an account cannot end: the teams with others in them that would have no owner left.
fn what_keeps(teams: &[TeamFate]) -> Option<Text> {
    let blocking = teams.iter().filter(|team| team.fate == Fate::Blocks);
    let names: Vec<String> = blocking.map(|team| team.name.clone()).collect();
    let why = || {
        text!(
            "leave-last-owner",
            count = names.len(),
            teams = names.clone()
        )
    };
    (!names.is_empty()).then(why)
}

/// Ends the account of whoever asks, for the password and, where there is a second factor, a code.
///
/// # Errors
/// `Invalid` on `confirm` when it is not the address, `LastOwner` when a team with others in it has
/// no other owner: both come before the password, and no code is used up. `Invalid` on `password` or
/// `code`; `SecondFactorRequired`; `RateLimited`; `Unauthenticated` when the session ends meanwhile.
pub async fn end(own: &Own<'_>, switches: &Switches, draft: LeaveDraft) -> Result<()> {
    let LeaveDraft {
        password,
        code,
        confirm,
    } = draft.check()?;
    let (user, by, now) = (own.session.user.clone(), own.actor(), own.now);
    let (asked, typed) = (user.clone(), confirm.clone());
    own.db
        .read(move |conn| allow(conn, &asked, &typed, now).map(drop))
        .await?;
    let switches = switches.clone();
    own.reauthenticate_to(password, code.as_deref(), move |tx| {
        leave(tx, &switches, &by, &user, &confirm, now)
    })
    .await
}

/// Whether an account may end: the person as they are now, and their teams.
fn allow(conn: &Conn, user: &User, confirm: &str, now: Timestamp) -> Result<(User, Vec<TeamFate>)> {
    let user = accounts::find(conn, user.id)?;
    let same = check::name_key(confirm.trim()) == check::name_key(&user.email);
    let typed = if same { &user.email } else { confirm };
    check::confirmation(Some(typed), &user.email)?;
    let teams = store::teams(conn, user.id, now)?;
    if let Some(why) = what_keeps(&teams) {
        return Err(Error::LastOwner(why));
    }
    Ok((user, teams))
}

/// Everything that is the person's alone goes, and a last mail tells them.
fn leave(
    tx: &Tx<'_>,
    switches: &Switches,
    by: &Actor,
    user: &User,
    confirm: &str,
    now: Timestamp,
) -> Result<()> {
    let (user, teams) = allow(tx, user, confirm, now)?;
    // From here on nothing that is written may name them.
    let nameless = Actor {
        name: None,
        address: None,
        ..by.clone()
    };
    for team in &teams {
        leave_team(tx, switches, &nameless, &user, team, now)?;
    }
    let farewell = Recipient {
        user: None,
        ..user.recipient()
    };
    store::remove_mail(tx, &user)?;
    invitations::forget(tx, user.id, &user.email)?;
    messages::leave(tx, user.id)?;
    accounts::remove(tx, user.id)?;
    record(tx, &nameless, Chain::Instance, "user.deleted", &user, now)?;
    audit::erase_person(tx, user.public_id.as_str())?;
    let place = Place::at(by.address, now);
    mail::queue(tx, &farewell, &Letter::AccountDeleted { place }, now)
}

fn leave_team(
    tx: &Tx<'_>,
    switches: &Switches,
    by: &Actor,
    user: &User,
    team: &TeamFate,
    now: Timestamp,
) -> Result<()> {
    if team.fate == Fate::Ends {
        end_projects(tx, switches, by, user, team, now)?;
        messages::end_team(tx, team.row)?;
        store::end_team(tx, team.row, now)?;
        return record(tx, by, Chain::Team(team.row), "team.deleted", user, now);
    }
    record(tx, by, Chain::Team(team.row), "member.left", user, now)
}

/// Deletes the projects of a team that ends, so that their keys are refused from the answer on;
/// they are purged when their time is over.
fn end_projects(
    tx: &Tx<'_>,
    switches: &Switches,
    by: &Actor,
    user: &User,
    team: &TeamFate,
    now: Timestamp,
) -> Result<()> {
    let Some(place) = teams::membership_in(tx, user.id, team.row)? else {
        return Ok(());
    };
    // Whoever is alone in a team decides about it, whatever they are called in it.
    let place = Membership {
        role: Role::Owner,
        scopes: None,
        ..place
    };
    let lacking = || Error::internal("an owner manages projects");
    let see = Access::<ViewProjects>::prove(place.clone(), by.clone().into());
    let manage = Access::<ManageProjects>::prove(place, by.clone().into());
    let (see, manage) = (see.ok_or_else(lacking)?, manage.ok_or_else(lacking)?);
    let all = Limit::new(Limit::MOST)?;
    let live = projects::list(tx, &see, &Filter::default(), all, None, now)?;
    for project in live.items {
        let (id, name) = (&project.public_id, &project.name);
        projects::delete(tx, switches, &manage, id, Some(name), now)?;
    }
    Ok(())
}

fn record(
    tx: &Tx<'_>,
    by: &Actor,
    chain: Chain,
    action: &'static str,
    user: &User,
    now: Timestamp,
) -> Result<()> {
    let entry = Entry {
        chain,
        action,
        target_kind: "user",
        target_id: Some(user.public_id.as_str()),
        target_name: None,
        before: None,
        after: None,
    };
    audit::record(tx, by, &entry, now)
}
