//! The other side of an invitation: looking at it, and joining the team with it.

use serde::Deserialize;

use super::store::{self, Found};
use super::{Invitation, Status, Way, record, state, withdraw};
use crate::accounts::{
    self, AccountDraft, Client, Hasher, NewAccount, PasswordHash, Session, User, addresses,
    sessions,
};
use crate::audit::{self, Actor, Chain, Entry};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Fields, Result};
use crate::ids::PublicId;
use crate::links::{self, Links, Purpose};
use crate::secret::{Secret, Token};
use crate::settings::SignUp;
use crate::teams::signup::{Rules, SignUpDraft};
use crate::teams::{self, Team};
use crate::text;

/// An invitation that can be accepted, as whoever has its link sees it. It tells nothing about
/// whether the address has an account.
#[derive(Clone, Debug)]
pub struct Open {
    found: Found,
    way: Way,
}

impl Open {
    /// The invitation.
    pub fn invitation(&self) -> &Invitation {
        &self.found.invitation
    }

    /// The name of the team.
    pub fn team(&self) -> &str {
        &self.found.team_name
    }

    /// Whether somebody with this address is meant; the letter case does not matter.
    pub fn is_for(&self, email: &str) -> bool {
        check::name_key(email) == check::name_key(&self.found.invitation.email)
    }
}

/// What a link invites to. Looking does not use it: mail scanners and previews look too.
///
/// # Errors
/// `Expired` with the sentence what became of it.
pub fn look(conn: &Conn, links: &Links, token: &str, now: Timestamp) -> Result<Open> {
    // Until when it is good is told by the row.
    let claim = links.read(Purpose::Invitation, token, now)?;
    let id = PublicId::parse(&claim.subject).ok_or_else(links::used_up)?;
    let found = store::find_anywhere(conn, &id)?.ok_or_else(links::used_up)?;
    let email = &found.invitation.email;
    let way = [Way::Mail, Way::Hand]
        .into_iter()
        .find(|way| claim.check(&state(email, *way)).is_ok())
        .ok_or_else(links::used_up)?;
    let (team, inviter) = (&found.team_name, &found.invitation.invited_by);
    let why = match found.invitation.status(now) {
        Status::Revoked => text!("invitation-was-revoked", team = team),
        Status::Accepted => text!("invitation-was-accepted", team = team),
        Status::Expired => text!("invitation-is-old", team = team),
        Status::Pending if !found.team_lives => links::used_up().text(),
        Status::Pending if !found.is_vouched() && inviter.is_empty() => {
            text!("invitation-nobody-vouches", team = team)
        }
        Status::Pending if !found.is_vouched() => {
            text!("invitation-inviter-lost", team = team, inviter = inviter)
        }
        Status::Pending => return Ok(Open { found, way }),
    };
    Err(Error::Expired(why))
}

/// What became of an acceptance.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The person.
    pub user: User,
    /// The team they are in now.
    pub team: Team,
}

/// Joins the team with the account that is signed in, and looks at it.
///
/// # Errors
/// `Expired` as [`look`]; `Forbidden` when the invitation is for another address; `Conflict` when
/// the person is in the team already, or in fifty.
pub fn accept(
    tx: &Tx<'_>,
    links: &Links,
    token: &str,
    session: &Session,
    by: &Actor,
    now: Timestamp,
) -> Result<Joined> {
    let open = look(tx, links, token, now)?;
    let user = &session.user;
    if !open.is_for(&user.email) {
        return Err(Error::Forbidden(text!(
            "invitation-for-another",
            email = &open.invitation().email,
            own = &user.email
        )));
    }
    let team = join(tx, &open, user, by, now)?;
    sessions::set_team(tx, session.id, team.id)?;
    Ok(Joined {
        user: user.clone(),
        team,
    })
}

fn join(tx: &Tx<'_>, open: &Open, user: &User, by: &Actor, now: Timestamp) -> Result<Team> {
    let (team, invitation) = (open.found.team, &open.found.invitation);
    if teams::list(tx, user.id)?.len() >= teams::MOST_TEAMS {
        let most = teams::MOST_TEAMS;
        return Err(Error::Conflict(text!("teams-too-many", most = most)));
    }
    teams::store::insert_member(tx, team, user.id, invitation.role, now)?;
    withdraw(tx, invitation)?;
    store::set_accepted(tx, team, invitation.id, user.id, now)?;
    let inviter = open.found.inviter.as_ref();
    let after = serde_json::json!({
        "role": invitation.role.word(),
        "invitedBy": inviter.map(|inviter| &inviter.id),
    });
    let action = "invitation.accepted";
    record(tx, by, team, action, invitation, after.clone(), now)?;
    let entry = Entry {
        chain: Chain::Team(team),
        action: "member.joined",
        target_kind: "user",
        target_id: Some(user.public_id.as_str()),
        target_name: Some(&user.name),
        before: None,
        after: Some(after),
    };
    audit::record(tx, by, &entry, now)?;
    teams::find(tx, user.id, &open.found.team_id)
}

/// Name and password of somebody without an account, as typed.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinDraft {
    /// The whole name.
    pub name: Option<String>,
    /// The password.
    pub password: Option<Secret<String>>,
}

impl JoinDraft {
    /// Whether nothing was sent, as by somebody who is signed in.
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.password.is_none()
    }

    fn check(self, email: &str) -> Result<NewAccount> {
        let draft = AccountDraft {
            name: self.name.unwrap_or_default(),
            email: email.to_owned(),
            password: self.password.unwrap_or_default(),
        };
        let mut fields = Fields::default();
        let account = draft.check(&mut fields);
        fields.finish()?;
        account.ok_or_else(|| Error::internal("a field was refused without a message"))
    }
}

/// Where somebody without an account comes in.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// The database.
    pub db: &'a Db,
    /// Hashes the password.
    pub hasher: &'a Hasher,
    /// Reads the token.
    pub links: &'a Links,
    /// By which rules accounts are made.
    pub rules: Rules,
}

impl Desk<'_> {
    /// Makes an account for the address of an invitation, joins the team and signs in.
    ///
    /// # Errors
    /// `Expired` as [`look`]; `Forbidden` where nobody new may make an account; `Invalid` on the
    /// fields; `Conflict` when the address has an account.
    pub async fn join(
        self,
        token: &Secret<String>,
        draft: JoinDraft,
        client: Client,
        now: Timestamp,
    ) -> Result<(Token, Joined)> {
        let open = self.open(token, now)?;
        let new = draft.check(&open.invitation().email)?;
        self.make(token, new, client, now).await
    }

    /// The same with what a sign-up asks for, which has to name the address of the invitation.
    ///
    /// # Errors
    /// As [`Desk::join`], and `Invalid` on `email` for another address.
    pub async fn sign_up(
        self,
        token: &Secret<String>,
        draft: SignUpDraft,
        client: Client,
        now: Timestamp,
    ) -> Result<(Token, Joined)> {
        let open = self.open(token, now)?;
        let new = draft.check()?;
        if !open.is_for(&new.email) {
            return Err(Error::invalid("email", text!("invitation-other-address")));
        }
        self.make(token, new, client, now).await
    }

    fn open(&self, token: &Secret<String>, now: Timestamp) -> Result<Open> {
        let open = self
            .db
            .read_now(|conn| look(conn, self.links, token.reveal(), now))?;
        if self.rules.who == SignUp::Off {
            return Err(Error::Forbidden(text!("invitation-off")));
        }
        let known = self
            .db
            .read_now(|conn| accounts::find_by_email(conn, &open.invitation().email));
        match known {
            Ok(_) => Err(Error::Conflict(text!("invitation-has-account"))),
            Err(Error::NotFound(_)) => Ok(open),
            Err(error) => Err(error),
        }
    }

    async fn make(
        self,
        token: &Secret<String>,
        new: NewAccount,
        client: Client,
        now: Timestamp,
    ) -> Result<(Token, Joined)> {
        let hash = self.hasher.hash(&new.password).await?;
        let (links, token) = (self.links.clone(), token.clone());
        self.db
            .write(move |tx| {
                // Once more: another request may have used it while this one was hashing.
                let open = look(tx, &links, token.reveal(), now)?;
                make(tx, &open, &new, &hash, &client, now)
            })
            .await
    }
}

fn make(
    tx: &Tx<'_>,
    open: &Open,
    new: &NewAccount,
    hash: &PasswordHash,
    client: &Client,
    now: Timestamp,
) -> Result<(Token, Joined)> {
    let user = accounts::create(tx, &client.anonymous(), new, hash, false, now)?;
    if open.way == Way::Mail {
        addresses::note_verified(tx, &user, now)?;
    } else {
        addresses::ask_to_confirm(tx, &user, now)?;
    }
    let team = join(tx, open, &user, &client.person(&user), now)?;
    let token = sessions::start(tx, user.id, Some(team.id), client, now)?;
    let user = accounts::find(tx, user.id)?;
    Ok((token, Joined { user, team }))
}
