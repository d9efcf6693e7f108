//! Proof for connections that last: a request proves who calls once, a socket has to prove it
//! again whenever it hears that something about it changed.

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
use crate::web::guards::{Guarded, outcome};
use crate::web::header_map;
use crate::web::request::{app, bearer};

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
        let key = |place: &Membership| (place.user, place.team, place.role);
        Ok(place.is_some_and(|place| key(&place) == key(self.access.membership())))
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
