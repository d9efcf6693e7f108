//! Who is calling: what a handler asks for in its parameters.
//!
//! A guard that refuses keeps its reason with the request and answers `Error`, never `Forward`;
//! the catcher tells the reason. The caller is resolved once a request, and with it, for every
//! method that changes state, where the request came from: no route can forget that.

use std::sync::Arc;

use rocket::http::{Method, Status};
use rocket::outcome::Outcome;
use rocket::request::{FromRequest, Request};

use crate::accounts::{self, Client, Own, Session, User, sessions};
use crate::audit::{Actor, ActorKind};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::secret::{Token, TokenKind};
use crate::teams::access::{Access, Membership, Operator, Permission, Role};
use crate::teams::{self, Team};
use crate::text;
use crate::text::Text;
use crate::tokens::{self, Bearer};
use crate::web::app::App;
use crate::web::callers::Signed;
pub use crate::web::fresh::Fresh;
use crate::web::header_map;
pub use crate::web::key_guard::KeyHolder;
pub(crate) use crate::web::key_guard::presents_key;
use crate::web::limits::{Budget, Subject};
pub use crate::web::request::{app, client, database, locale, now, request_id};
use crate::web::request::{bearer, client_address, speak_to};

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

fn changes_state(request: &Request<'_>) -> bool {
    !matches!(
        request.method(),
        Method::Get | Method::Head | Method::Options
    )
}

/// Refuses a change of state that another site asks for with somebody's cookie. Fetch metadata
/// decides; browsers that send none (plain http off the loopback) are known by their `Origin`.
fn same_origin(request: &Request<'_>, app: &App) -> Result<()> {
    if !changes_state(request) {
        return Ok(());
    }
    if header_map::first(request.headers(), "Sec-Fetch-Site") == Some("same-origin") {
        return Ok(());
    }
    match header_map::first(request.headers(), "Origin") {
        Some(origin) if app.allows_origin(origin) => Ok(()),
        seen => Err(Error::Csrf(text!(
            "error-csrf",
            seen = seen.unwrap_or("none"),
            expected = app.base_url(),
        ))),
    }
}

/// A caller, as far as the request tells.
enum Caller {
    Anonymous,
    Person(Arc<Signed>),
    Token(Box<Bearer>),
}

/// Resolves the caller, once a request.
fn caller<'r>(request: &'r Request<'_>) -> Result<&'r Caller> {
    struct Resolved(Result<Caller>);
    let resolved = request.local_cache(|| Resolved(counted(request)));
    resolved.0.as_ref().map_err(Error::again)
}

/// Resolves the caller and counts the request to it; one that is refused counts to its address.
fn counted(request: &Request<'_>) -> Result<Caller> {
    let resolved = resolve(request);
    let subject = match &resolved {
        Ok(Caller::Person(signed)) => Subject::Person(signed.session.user.id),
        Ok(Caller::Token(bearer)) => Subject::Token(bearer.token),
        Ok(Caller::Anonymous) | Err(_) => household(request)?,
    };
    count(request, subject)?;
    resolved
}

/// Whose requests a visitor's are counted with: a v6 household has a whole /64.
pub(super) fn household(request: &Request<'_>) -> Result<Subject> {
    let address = client_address(request, app(request)?);
    Ok(Subject::Address(accounts::masked(address, 32, 64)))
}

/// Counts a request, and keeps what is left for the headers of the reply.
pub(super) fn count(request: &Request<'_>, subject: Subject) -> Result<()> {
    let (budget, taken) = app(request)?.limits.take(subject, now(request));
    request.local_cache(|| Counted(Some(budget)));
    taken
}

fn resolve(request: &Request<'_>) -> Result<Caller> {
    let (app, now) = (app(request)?, now(request));
    if let Some(presented) = bearer(request)? {
        return resolve_token(request, presented, now);
    }
    same_origin(request, app)?;
    let cookie = request.cookies().get(app.cookie_name());
    let token = cookie.and_then(|cookie| Token::parse(TokenKind::Session, cookie.value()));
    let Some(token) = token else {
        return Ok(Caller::Anonymous);
    };
    let db = database(request)?;
    let Some(signed) = app.callers.resolve(db, token.hash(), now)? else {
        return Ok(Caller::Anonymous);
    };
    if signed.is_to_be_noted(now) {
        let (db, id) = (db.clone(), signed.session.id);
        tokio::spawn(async move {
            // What is kept of the session has noted it already, and nothing else changes.
            let noted = db.write_again(move |tx| sessions::touch(tx, id, now));
            log_unnoted(noted.await);
        });
    }
    request.local_cache(|| Who(Some(signed.session.user.public_id.to_string())));
    speak_to(request, &signed.session.user);
    Ok(Caller::Person(signed))
}

fn resolve_token(request: &Request<'_>, presented: &str, now: Timestamp) -> Result<Caller> {
    let unknown = || Error::Unauthenticated(text!("error-token-unknown"));
    if presented.starts_with(TokenKind::ProjectKey.prefix()) {
        return Err(Error::Forbidden(text!("error-key-not-here")));
    }
    let token = Token::parse(TokenKind::Personal, presented).ok_or_else(unknown)?;
    let db = database(request)?;
    let bearer = db.read_now(|conn| tokens::resolve(conn, &token.hash(), now))?;
    let bearer = bearer.ok_or_else(unknown)?;
    if bearer.stale {
        let id = bearer.token;
        in_background(db, move |tx| tokens::touch(tx, id, now));
    }
    request.local_cache(|| Who(Some(bearer.token_id.to_string())));
    speak_to(request, &bearer.user);
    Ok(Caller::Token(Box::new(bearer)))
}

/// Writes what nobody waits for.
pub(crate) fn in_background(
    db: &Db,
    work: impl FnOnce(&crate::db::Tx<'_>) -> Result<()> + Send + 'static,
) {
    let db = db.clone();
    tokio::spawn(async move {
        log_unnoted(db.write(work).await);
    });
}

fn log_unnoted(noted: Result<()>) {
    if let Err(error) = noted {
        tracing::warn!(%error, "a last use was not noted");
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
    /// The language.
    pub locale: Locale,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Visitor {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Guarded<Self> {
        let found = caller(request).and_then(|caller| {
            let user = match caller {
                Caller::Person(signed) => Some(signed.session.user.clone()),
                Caller::Token(_) | Caller::Anonymous => None,
            };
            Ok(Self {
                client: client(request, app(request)?),
                user,
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
        outcome(request, signed_in(request))
    }
}

/// Who is signed in.
pub(crate) fn signed_in(request: &Request<'_>) -> Result<SignedIn> {
    match caller(request)? {
        Caller::Person(signed) => {
            let client = client(request, app(request)?);
            Ok(SignedIn {
                session: signed.session.clone(),
                membership: signed.membership.clone(),
                teams: signed.teams.clone(),
                actor: Arc::new(client.person(&signed.session.user)),
                client,
            })
        }
        Caller::Token(_) => Err(Error::Forbidden(text!("error-session-needed"))),
        Caller::Anonymous => Err(Error::Unauthenticated(text!("error-unauthenticated"))),
    }
}

/// Whether the caller gave the password lately; a personal token counts as if its owner had.
pub(super) fn require_fresh(request: &Request<'_>) -> Result<()> {
    match caller(request)? {
        Caller::Person(signed) => signed.session.require_fresh(now(request)),
        Caller::Token(_) | Caller::Anonymous => Ok(()),
    }
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

fn place(request: &Request<'_>) -> Result<(Membership, Arc<Actor>)> {
    let client = client(request, app(request)?);
    match caller(request)? {
        Caller::Anonymous => Err(Error::Unauthenticated(text!("error-unauthenticated"))),
        Caller::Person(signed) => {
            let membership = signed.membership.clone();
            let membership = membership.ok_or_else(|| Error::Forbidden(text!("error-no-team")))?;
            // They read on in another team, but a change must not land there unseen.
            let chosen = signed.session.team;
            if changes_state(request) && chosen.is_some_and(|team| team != membership.team) {
                return Err(Error::Forbidden(text!("error-team-left")));
            }
            Ok((membership, Arc::new(client.person(&signed.session.user))))
        }
        Caller::Token(bearer) => {
            let actor = Actor {
                kind: ActorKind::Token,
                ..client.person(&bearer.user)
            };
            Ok((bearer.membership.clone(), Arc::new(actor)))
        }
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
        let found = place(request).and_then(|(membership, actor)| {
            let proved = Self::prove(membership.clone(), actor);
            proved.ok_or_else(|| lacking::<P>(request, &membership))
        });
        outcome(request, found)
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Operator {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Guarded<Self> {
        let found = caller(request).and_then(|caller| match caller {
            Caller::Person(signed) => {
                let user = &signed.session.user;
                let actor = Arc::new(client(request, app(request)?).person(user));
                Self::prove(user.id, user.operator, actor)
                    .ok_or_else(|| Error::Forbidden(text!("error-operator")))
            }
            Caller::Token(_) => Err(Error::Forbidden(text!("error-session-needed"))),
            Caller::Anonymous => Err(Error::Unauthenticated(text!("error-unauthenticated"))),
        });
        outcome(request, found)
    }
}
