//! Who is calling: what a handler asks for in its parameters.
//!
//! A guard that refuses keeps its reason with the request and answers `Error`, never `Forward`;
//! the catcher tells the reason. Guards run before the body is read, which may take long: each
//! notes with the request what it proved, and that is proved again when the body is there
//! ([`standing`]).

use std::sync::Arc;

use rocket::http::Status;
use rocket::outcome::Outcome;
use rocket::request::{FromRequest, Request};

use crate::accounts::signin::Door;
use crate::accounts::{Client, Own, Session, User};
use crate::audit::{Actor, ActorKind};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::ids::SessionId;
use crate::teams::access::{Access, Membership, Operator, Permission, Role};
use crate::teams::{self, Team};
use crate::text;
use crate::text::Text;
use crate::web::app::App;
pub(crate) use crate::web::caller::in_background;
use crate::web::caller::{Caller, caller, changes_state};
use crate::web::callers::Signed;
pub use crate::web::fresh::Fresh;
pub use crate::web::key_guard::KeyHolder;
pub(crate) use crate::web::key_guard::presents_key;
use crate::web::limits::Budget;
pub use crate::web::request::{app, client, database, locale, now, request_id};
use crate::web::standing::{self, Again};

/// Why a guard refused, kept with the request for the catcher.
pub struct Refusal(pub Option<Error>);

/// Who was found to be calling, kept with the request for the access log.
#[derive(Clone, Debug, Default)]
pub struct Who(pub Option<String>);

/// What is left of the caller's requests, kept with the request for its headers.
#[derive(Clone, Copy, Debug)]
pub struct Counted(pub Option<Budget>);

pub(super) type Guarded<T> = rocket::request::Outcome<T, ()>;

/// Refuses with a reason that the catcher will tell.
pub fn refuse<T>(request: &Request<'_>, error: Error) -> Guarded<T> {
    let status = Status::new(error.status());
    request.local_cache(|| Refusal(Some(error)));
    Outcome::Error((status, ()))
}

pub(super) fn outcome<T>(request: &Request<'_>, result: Result<T>) -> Guarded<T> {
    match result {
        Ok(value) => Outcome::Success(value),
        Err(error) => refuse(request, error),
    }
}

/// Anyone: the device, and who is signed in at it, if somebody is. A broken database is an error
/// and not an anonymous visitor.
#[derive(Debug)]
pub struct Visitor {
    /// The device.
    pub client: Client,
    /// The person with a session, if any.
    pub user: Option<User>,
    /// Their session.
    pub session: Option<SessionId>,
    /// The language.
    pub locale: Locale,
}

impl Visitor {
    /// Where they sign in.
    pub fn door(self) -> Door {
        Door {
            client: self.client,
            team: teams::first,
            before: self.session,
        }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Visitor {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Guarded<Self> {
        let found = caller(request).and_then(|caller| {
            let session = match caller {
                Caller::Person(signed) => Some(&signed.session),
                Caller::Token(_) | Caller::Anonymous => None,
            };
            Ok(Self {
                client: client(request, app(request)?),
                user: session.map(|session| session.user.clone()),
                session: session.map(|session| session.id),
                locale: locale(request),
            })
        });
        outcome(request, found)
    }
}

/// Somebody with a session.
#[derive(Debug)]
pub struct SignedIn {
    /// The session with its person.
    pub session: Session,
    /// Their place in the team they look at; `None` when they are in no team.
    pub membership: Option<Membership>,
    /// The teams they can switch to.
    pub teams: Arc<[Team]>,
    /// Who acts, for the audit log.
    pub actor: Arc<Actor>,
    /// Their device.
    pub client: Client,
}

impl SignedIn {
    /// The person as somebody who changes something about their own account.
    pub fn own<'a>(&'a self, db: &'a Db, app: &'a App) -> Own<'a> {
        Own {
            db,
            checks: &app.checks,
            session: &self.session,
            client: &self.client,
            now: app.clock.now(),
        }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for SignedIn {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Guarded<Self> {
        let signed = signed_in(request);
        if signed.is_ok() {
            standing::note(request, same_session);
        }
        outcome(request, signed)
    }
}

/// Who is signed in.
pub(crate) fn signed_in(request: &Request<'_>) -> Result<SignedIn> {
    let signed = person(caller(request)?)?;
    let client = client(request, app(request)?);
    Ok(SignedIn {
        session: signed.session.clone(),
        membership: signed.membership.clone(),
        teams: signed.teams.clone(),
        actor: Arc::new(client.person(&signed.session.user)),
        client,
    })
}

/// The person of a caller who has a session.
fn person(caller: &Caller) -> Result<&Signed> {
    match caller {
        Caller::Person(signed) => Ok(signed),
        Caller::Token(_) => Err(Error::Forbidden(text!("error-session-needed"))),
        Caller::Anonymous => Err(Error::Unauthenticated(text!("error-unauthenticated"))),
    }
}

/// Whether the session of [`SignedIn`] goes on. That its token is known says so.
fn same_session(_: &Request<'_>, again: &Again<'_>) -> Result<()> {
    person(again.now).map(drop)
}

/// A person, in a session or through a personal token: for what tells them who they are.
#[derive(Debug)]
pub struct Known {
    /// The person.
    pub user: User,
    /// Their place in the team of the session or the token.
    pub membership: Option<Membership>,
    /// The teams they are in.
    pub teams: Arc<[Team]>,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Known {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Guarded<Self> {
        let found = caller(request).and_then(|caller| match caller {
            Caller::Person(signed) => Ok(Self {
                user: signed.session.user.clone(),
                membership: signed.membership.clone(),
                teams: signed.teams.clone(),
            }),
            Caller::Token(bearer) => Ok(Self {
                user: bearer.user.clone(),
                membership: Some(bearer.membership.clone()),
                teams: database(request)?
                    .read_now(|conn| teams::list(conn, bearer.user.id))?
                    .into(),
            }),
            Caller::Anonymous => Err(Error::Unauthenticated(text!("error-unauthenticated"))),
        });
        outcome(request, found)
    }
}

/// The place that a caller acts in.
fn place<'a>(request: &Request<'_>, caller: &'a Caller) -> Result<&'a Membership> {
    match caller {
        Caller::Anonymous => Err(Error::Unauthenticated(text!("error-unauthenticated"))),
        Caller::Person(signed) => {
            let membership = signed.membership.as_ref();
            let membership = membership.ok_or_else(|| Error::Forbidden(text!("error-no-team")))?;
            // They read on in another team, but a change must not land there unseen.
            let chosen = signed.session.team;
            if changes_state(request) && chosen.is_some_and(|team| team != membership.team) {
                return Err(team_left());
            }
            Ok(membership)
        }
        Caller::Token(bearer) => Ok(&bearer.membership),
    }
}

fn team_left() -> Error {
    Error::Forbidden(text!("error-team-left"))
}

/// Who acts in a place, for the audit log.
fn actor(request: &Request<'_>, caller: &Caller) -> Result<Arc<Actor>> {
    let client = client(request, app(request)?);
    match caller {
        Caller::Anonymous => Err(Error::Unauthenticated(text!("error-unauthenticated"))),
        Caller::Person(signed) => Ok(Arc::new(client.person(&signed.session.user))),
        Caller::Token(bearer) => Ok(Arc::new(Actor {
            kind: ActorKind::Token,
            ..client.person(&bearer.user)
        })),
    }
}

/// Why a membership does not hold a permission, and who can help.
fn lacking<P: Permission>(request: &Request<'_>, membership: &Membership) -> Error {
    if P::held_by(membership.role) {
        return Error::Forbidden(text!("error-scope", scope = P::SCOPE.word()));
    }
    let roles = teams::helping_roles::<P>();
    let names = database(request)
        .and_then(|db| db.read_now(|conn| teams::helpers(conn, membership.team, &roles)))
        .unwrap_or_default();
    let key = if roles.contains(&Role::Admin) {
        "error-role"
    } else {
        "error-role-owner"
    };
    let sentence = Text::new(key)
        .with("role", membership.role.word())
        .with("team", membership.team_name.as_str())
        .with("helpers", names.join(", "));
    Error::Forbidden(sentence)
}

#[rocket::async_trait]
impl<'r, P: Permission> FromRequest<'r> for Access<P> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Guarded<Self> {
        let found = caller(request).and_then(|caller| {
            let membership = place(request, caller)?;
            let proved = Self::prove(membership.clone(), actor(request, caller)?);
            proved.ok_or_else(|| lacking::<P>(request, membership))
        });
        if found.is_ok() {
            standing::note(request, same_place::<P>);
        }
        outcome(request, found)
    }
}

/// Whether the place of [`Access`] is what it was, and holds the permission.
fn same_place<P: Permission>(request: &Request<'_>, again: &Again<'_>) -> Result<()> {
    let (before, now) = (
        place(request, again.before)?,
        place(request, again.now)?.clone(),
    );
    let now = if now.team == before.team {
        now
    } else {
        // The session looks at another team by now: the change goes where it was meant to, as
        // long as they are there.
        let db = database(request)?;
        let there = db.read_now(|conn| teams::membership_in(conn, before.user, before.team))?;
        there.ok_or_else(team_left)?
    };
    if !now.holds::<P>() {
        return Err(lacking::<P>(request, &now));
    }
    // What the role allows beyond the permission is decided by the proof, which is of before.
    if !standing::is_same(before, &now) {
        let sentence = text!(
            "error-role-changed",
            role = now.role.word(),
            team = now.team_name
        );
        return Err(Error::Forbidden(sentence));
    }
    Ok(())
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Operator {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Guarded<Self> {
        let found = caller(request).and_then(|caller| operator(request, caller));
        if found.is_ok() {
            standing::note(request, |request, again| {
                operator(request, again.now).map(drop)
            });
        }
        outcome(request, found)
    }
}

fn operator(request: &Request<'_>, caller: &Caller) -> Result<Operator> {
    let user = &person(caller)?.session.user;
    let actor = Arc::new(client(request, app(request)?).person(user));
    Operator::prove(user.id, user.operator, actor)
        .ok_or_else(|| Error::Forbidden(text!("error-operator")))
}
