//! Proof that lasts. A guard proves who calls when the head of a request is there. A socket has to
//! prove it again whenever it hears that something about it changed, and a request whose body came
//! later once it is there: by then a session may have ended, a member be gone, a role be another.

use parking_lot::Mutex;
use rocket::outcome::Outcome;
use rocket::request::{FromRequest, Request};

use crate::accounts::sessions;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::secret::{Token, TokenHash, TokenKind};
use crate::teams;
use crate::teams::access::{Access, Membership, Permission};
use crate::text;
use crate::tokens;
use crate::web::caller::{Caller, caller, caller_anew, changes_state};
use crate::web::guards::{Guarded, outcome};
use crate::web::header_map;
use crate::web::request::{app, bearer};

/// Whether a place is what it was: the same person in the same team, as the same.
pub(super) fn is_same(before: &Membership, now: &Membership) -> bool {
    let key = |place: &Membership| (place.user, place.team, place.role);
    key(before) == key(now) && before.scopes == now.scopes
}

/// Who called when the guards of a request ran, and who does now that its body is there.
pub(super) struct Again<'a> {
    pub(super) before: &'a Caller,
    pub(super) now: &'a Caller,
    pub(super) at: Timestamp,
}

/// What a guard asks for once more.
pub(super) type Check = fn(&Request<'_>, &Again<'_>) -> Result<()>;

/// What the guards of a request proved.
#[derive(Default)]
struct Proved(Mutex<Vec<Check>>);

/// Notes with a request that may bring a body what a guard proved.
pub(super) fn note(request: &Request<'_>, check: Check) {
    if changes_state(request) {
        request.local_cache(Proved::default).0.lock().push(check);
    }
}

/// Makes sure, once a body was read, that whatever the guards proved still holds. Asks for
/// nothing where no guard proved anything: visitors may send forms, too.
///
/// # Errors
/// Those of the guards.
pub(super) fn prove_again(request: &Request<'_>) -> Result<()> {
    let checks = std::mem::take(&mut *request.local_cache(Proved::default).0.lock());
    if checks.is_empty() {
        return Ok(());
    }
    let at = app(request)?.clock.now();
    let (before, now) = (caller(request)?, caller_anew(request, at)?);
    let again = Again {
        before,
        now: &now,
        at,
    };
    checks.iter().try_for_each(|check| check(request, &again))
}

/// What the caller came with.
#[derive(Clone, Copy)]
enum Credential {
    Session(TokenHash),
    Personal(TokenHash),
}

/// A caller that holds a permission, for as long as they do. A browser with a session is taken
/// from a page of this server only: no rule of the same origin holds for sockets, and the cookie
/// rides along from every page of every site.
pub struct Standing<P> {
    access: Access<P>,
    credential: Credential,
}

impl<P: Permission> std::fmt::Debug for Standing<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.access.fmt(f)
    }
}

impl<P> Standing<P> {
    /// The proof as it was when they came.
    pub fn access(&self) -> &Access<P> {
        &self.access
    }

    /// Whether they still are who they were, in the same team, as the same.
    pub fn holds(&self, conn: &Conn, now: Timestamp) -> Result<bool> {
        let place = match &self.credential {
            Credential::Session(hash) => match sessions::find(conn, hash, now)? {
                Some(session) => teams::membership(conn, session.user.id, session.team)?,
                None => None,
            },
            Credential::Personal(hash) => {
                tokens::resolve(conn, hash, now)?.map(|bearer| bearer.membership)
            }
        };
        Ok(place.is_some_and(|place| is_same(self.access.membership(), &place)))
    }
}

#[rocket::async_trait]
impl<'r, P: Permission> FromRequest<'r> for Standing<P> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Guarded<Self> {
        match Access::<P>::from_request(request).await {
            Outcome::Success(access) => {
                let credential = credential(request);
                outcome(
                    request,
                    credential.map(|credential| Self { access, credential }),
                )
            }
            Outcome::Error(error) => Outcome::Error(error),
            Outcome::Forward(status) => Outcome::Forward(status),
        }
    }
}

fn credential(request: &Request<'_>) -> Result<Credential> {
    let gone = || Error::Unauthenticated(text!("error-unauthenticated"));
    if let Some(presented) = bearer(request)? {
        let token = Token::parse(TokenKind::Personal, presented).ok_or_else(gone)?;
        return Ok(Credential::Personal(token.hash()));
    }
    let app = app(request)?;
    match header_map::first(request.headers(), "Origin") {
        Some(origin) if app.allows_origin(origin) => {}
        seen => {
            return Err(Error::Csrf(text!(
                "live-origin",
                seen = seen.unwrap_or("none"),
                expected = app.base_url(),
            )));
        }
    }
    let cookie = request.cookies().get(app.cookie_name());
    let token = cookie.and_then(|cookie| Token::parse(TokenKind::Session, cookie.value()));
    Ok(Credential::Session(token.ok_or_else(gone)?.hash()))
}
