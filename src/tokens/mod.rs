//! Personal tokens: a person's access from programs, bound to one team and limited by scopes.

pub mod api;
pub mod pages;
mod reminders;
mod store;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::accounts::User;
use crate::audit::{self, Actor, Chain, Entry};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fields, Result};
use crate::ids::{PersonalTokenId, PublicId, TeamId, UserId};
use crate::secret::{Token, TokenHash, TokenHint, TokenKind};
use crate::teams;
use crate::teams::access::{Membership, TokenScope};
use crate::text;

/// A personal token, without its secret.
#[derive(Clone, Debug)]
pub struct PersonalToken {
    /// The row.
    pub id: PersonalTokenId,
    /// The id outside.
    pub public_id: PublicId<PersonalTokenId>,
    /// What its owner calls it.
    pub name: String,
    /// The parts that may be shown.
    pub hint: TokenHint,
    /// What it is limited to.
    pub scopes: Vec<TokenScope>,
    /// The name of the team it acts in.
    pub team_name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
}

/// A new token, as sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct TokenDraft {
    /// What to call it, 1 to 100 characters.
    pub name: String,
    /// What to limit it to, such as `projects:read`.
    pub scopes: Vec<String>,
    /// The team it acts in; absent: the one that the session looks at.
    pub team_id: Option<String>,
    /// When it ends; absent or null: never.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expires_at: Option<Timestamp>,
}

/// A new token, checked.
#[derive(Debug)]
pub struct NewToken {
    name: String,
    team: Option<PublicId<TeamId>>,
    scopes: Vec<TokenScope>,
    expires_at: Option<Timestamp>,
}

/// The longest name of a token.
pub const NAME_MOST: usize = 100;
/// Tokens a person may have.
const MOST: i64 = 100;

impl TokenDraft {
    /// Checks every field.
    pub fn check(self, now: Timestamp) -> Result<NewToken> {
        let mut fields = Fields::default();
        let name = fields.take("name", check::line(&self.name, NAME_MOST));
        let mut scopes: Vec<TokenScope> = Vec::new();
        for word in &self.scopes {
            match TokenScope::parse(word) {
                Some(scope) if scopes.contains(&scope) => {}
                Some(scope) => scopes.push(scope),
                None => fields.add("scopes", text!("field-scope", scope = word)),
            }
        }
        if self.scopes.is_empty() {
            fields.add("scopes", text!("field-scopes-none"));
        }
        if self.expires_at.is_some_and(|at| at <= now) {
            fields.add("expiresAt", text!("field-past"));
        }
        let team = self.team_id.as_deref().map(PublicId::parse);
        if team == Some(None) {
            fields.add("teamId", text!("token-team"));
        }
        fields.finish()?;
        Ok(NewToken {
            name: name.unwrap_or_default(),
            team: team.flatten(),
            scopes,
            expires_at: self.expires_at,
        })
    }
}

/// Makes a token in the team that was chosen, else in that of `here`; the secret is in the answer
/// alone.
///
/// # Errors
/// `Conflict` when the person has a hundred; `Invalid` on `teamId` for a team they are not in;
/// `Forbidden` when they are not in that of `here` any more.
pub fn create(
    tx: &Tx<'_>,
    by: &Actor,
    here: &Membership,
    new: NewToken,
    now: Timestamp,
) -> Result<(PersonalToken, Token)> {
    let membership = match &new.team {
        Some(id) => in_team(tx, here.user, id)?,
        // They may be gone since the request began.
        None => teams::membership_in(tx, here.user, here.team)?
            .ok_or_else(|| Error::Forbidden(text!("error-team-left")))?,
    };
    let membership = &membership;
    if store::count(tx, membership.user)? >= MOST {
        return Err(Error::Conflict(text!("tokens-too-many", most = MOST)));
    }
    let token = Token::generate(TokenKind::Personal, tx.random());
    let made = PersonalToken {
        id: PersonalTokenId(0),
        public_id: PublicId::generate(tx.random()),
        name: new.name,
        hint: token.hint(),
        scopes: new.scopes,
        team_name: membership.team_name.clone(),
        created_at: now,
        last_used_at: None,
        expires_at: new.expires_at,
    };
    let id = store::insert(tx, membership, &made, &token.hash())?;
    record(
        tx,
        by,
        membership.team,
        "personal_token.created",
        &made,
        now,
    )?;
    Ok((PersonalToken { id, ..made }, token))
}

fn in_team(conn: &Conn, user: UserId, id: &PublicId<TeamId>) -> Result<Membership> {
    let unknown = || Error::invalid("teamId", text!("token-team"));
    match teams::find(conn, user, id) {
        Ok(team) => teams::membership_in(conn, user, team.id)?.ok_or_else(unknown),
        Err(Error::NotFound(_)) => Err(unknown()),
        Err(error) => Err(error),
    }
}

/// The live tokens of a person, newest first.
pub fn list(conn: &Conn, user: UserId) -> Result<Vec<PersonalToken>> {
    store::list(conn, user)
}

/// One of the person's live tokens.
pub fn find(conn: &Conn, user: UserId, id: &PublicId<PersonalTokenId>) -> Result<PersonalToken> {
    live(conn, user, id).map(|(token, _)| token)
}

fn live(
    conn: &Conn,
    user: UserId,
    id: &PublicId<PersonalTokenId>,
) -> Result<(PersonalToken, TeamId)> {
    store::find(conn, user, id)?.ok_or_else(|| Error::NotFound(text!("error-not-found")))
}

/// Ends one of the person's tokens at once.
pub fn revoke(
    tx: &Tx<'_>,
    by: &Actor,
    user: UserId,
    id: &PublicId<PersonalTokenId>,
    now: Timestamp,
) -> Result<PersonalToken> {
    let (token, team) =
        store::find(tx, user, id)?.ok_or_else(|| Error::NotFound(text!("error-not-found")))?;
    store::revoke(tx, user, token.id, now)?;
    record(tx, by, team, "personal_token.revoked", &token, now)?;
    Ok(token)
}

/// How many working tokens of a person act in the team.
pub fn count_in(conn: &Conn, team: TeamId, user: UserId, now: Timestamp) -> Result<i64> {
    store::count_in(conn, team, user, now)
}

/// Ends the tokens of a person that act in the team, because they are in it no longer; gives how
/// many. The caller records why.
pub fn revoke_all_in(tx: &Tx<'_>, team: TeamId, user: UserId, now: Timestamp) -> Result<usize> {
    store::revoke_all_in(tx, team, user, now)
}

fn record(
    tx: &Tx<'_>,
    by: &Actor,
    team: TeamId,
    action: &'static str,
    token: &PersonalToken,
    now: Timestamp,
) -> Result<()> {
    let scopes: Vec<_> = token.scopes.iter().map(|scope| scope.word()).collect();
    audit::record(
        tx,
        by,
        &Entry {
            chain: Chain::Team(team),
            action,
            target_kind: "personal_token",
            target_id: Some(token.public_id.as_str()),
            target_name: Some(&token.name),
            before: None,
            after: Some(json!({ "scopes": scopes, "expiresAt": token.expires_at })),
        },
        now,
    )
}

pub use reminders::remind_due;

/// Whom a presented token acts for.
#[derive(Debug)]
pub struct Bearer {
    /// The token.
    pub token: PersonalTokenId,
    /// Its id outside.
    pub token_id: PublicId<PersonalTokenId>,
    /// The person.
    pub user: User,
    /// Their place in the token's team, limited by its scopes.
    pub membership: Membership,
    /// Whether the last use was more than a minute ago and should be noted.
    pub stale: bool,
}

/// Resolves a presented token; `None` when it is unknown, revoked or expired, or when its owner
/// is no longer an active member of the team.
pub fn resolve(conn: &Conn, hash: &TokenHash, now: Timestamp) -> Result<Option<Bearer>> {
    let Some(found) = store::find_live(conn, hash, now)? else {
        return Ok(None);
    };
    let Some(mut membership) = teams::membership_in(conn, found.user, found.team)? else {
        return Ok(None);
    };
    let user = crate::accounts::find(conn, found.user)?;
    membership.scopes = Some(Arc::from(found.scopes));
    let minute = std::time::Duration::from_mins(1);
    let stale = found.last_used_at.is_none_or(|at| now.since(at) >= minute);
    Ok(Some(Bearer {
        token: found.id,
        token_id: found.public_id,
        user,
        membership,
        stale,
    }))
}

/// Notes that a token was used.
pub fn touch(tx: &Tx<'_>, id: PersonalTokenId, now: Timestamp) -> Result<()> {
    store::touch(tx, id, now)
}

/// A personal token on the wire; `secret` is in the reply to its making alone.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TokenView {
    /// The id.
    #[schema(value_type = String)]
    pub id: PublicId<PersonalTokenId>,
    /// The name.
    pub name: String,
    /// The prefix and the last four characters.
    pub token: String,
    /// The scopes.
    pub scopes: Vec<&'static str>,
    /// The name of the team.
    pub team: String,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last used.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_used: Option<Timestamp>,
    /// When it ends.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expires_at: Option<Timestamp>,
    /// The token itself, shown once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

impl TokenView {
    /// The view of a token, with its secret when it was just made.
    pub fn new(token: PersonalToken, secret: Option<&Token>) -> Self {
        Self {
            id: token.public_id,
            name: token.name,
            token: token.hint.to_string(),
            scopes: token.scopes.into_iter().map(TokenScope::word).collect(),
            team: token.team_name,
            created_at: token.created_at,
            last_used: token.last_used_at,
            expires_at: token.expires_at,
            secret: secret.map(|secret| secret.reveal().to_owned()),
        }
    }
}
