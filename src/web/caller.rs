//! Who is calling: resolved once a request, and with it, for every method that changes state, where
//! the request came from. No route can forget that.

use std::sync::Arc;

use rocket::http::Method;
use rocket::request::Request;

use crate::accounts::{self, sessions};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::secret::{Token, TokenKind};
use crate::text;
use crate::tokens::{self, Bearer};
use crate::web::app::App;
use crate::web::callers::Signed;
use crate::web::guards::{Counted, Who};
use crate::web::header_map;
use crate::web::limits::Subject;
use crate::web::request::{app, bearer, client_address, database, now, speak_to};

/// A caller, as far as the request tells.
pub(super) enum Caller {
    Anonymous,
    Person(Arc<Signed>),
    Token(Box<Bearer>),
}

/// The caller, resolved once a request.
pub(super) fn caller<'r>(request: &'r Request<'_>) -> Result<&'r Caller> {
    struct Resolved(Result<Caller>);
    let resolved = request.local_cache(|| Resolved(counted(request)));
    resolved.0.as_ref().map_err(Error::again)
}

/// Who the credential of a request is at this moment, whoever it was before. Neither the request
/// nor the use of the credential is counted once more.
pub(super) fn caller_anew(request: &Request<'_>, now: Timestamp) -> Result<Caller> {
    match bearer(request)? {
        Some(presented) => find_token(request, presented, now),
        None => find_person(request, now),
    }
}

/// Whether a request asks for a change.
pub(super) fn changes_state(request: &Request<'_>) -> bool {
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
    let now = now(request);
    let found = if let Some(presented) = bearer(request)? {
        find_token(request, presented, now)?
    } else {
        same_origin(request, app(request)?)?;
        find_person(request, now)?
    };
    let db = database(request)?;
    match &found {
        Caller::Anonymous => {}
        Caller::Person(signed) => {
            if signed.is_to_be_noted(now) {
                let (db, id) = (db.clone(), signed.session.id);
                tokio::spawn(async move {
                    // What is kept of the session has noted it already, and nothing else changes.
                    let noted = db.write_again(move |tx| sessions::touch(tx, id, now));
                    log_unnoted(noted.await);
                });
            }
            // Whoever was in no team and is in one by now works in it from here on: when they leave
            // it, a change of theirs must not land in another one.
            if let (None, Some(place)) = (signed.session.team, &signed.membership) {
                let (session, team) = (signed.session.id, place.team);
                in_background(db, move |tx| sessions::set_first_team(tx, session, team));
            }
            request.local_cache(|| Who(Some(signed.session.user.public_id.to_string())));
            speak_to(request, &signed.session.user);
        }
        Caller::Token(bearer) => {
            if bearer.stale {
                let id = bearer.token;
                in_background(db, move |tx| tokens::touch(tx, id, now));
            }
            request.local_cache(|| Who(Some(bearer.token_id.to_string())));
            speak_to(request, &bearer.user);
        }
    }
    Ok(found)
}

fn find_person(request: &Request<'_>, now: Timestamp) -> Result<Caller> {
    let app = app(request)?;
    let cookie = request.cookies().get(app.cookie_name());
    let token = cookie.and_then(|cookie| Token::parse(TokenKind::Session, cookie.value()));
    let Some(token) = token else {
        return Ok(Caller::Anonymous);
    };
    let signed = app.callers.resolve(database(request)?, token.hash(), now)?;
    Ok(signed.map_or(Caller::Anonymous, Caller::Person))
}

fn find_token(request: &Request<'_>, presented: &str, now: Timestamp) -> Result<Caller> {
    let unknown = || Error::Unauthenticated(text!("error-token-unknown"));
    if presented.starts_with(TokenKind::ProjectKey.prefix()) {
        return Err(Error::Forbidden(text!("error-key-not-here")));
    }
    let token = Token::parse(TokenKind::Personal, presented).ok_or_else(unknown)?;
    let bearer = database(request)?.read_now(|conn| tokens::resolve(conn, &token.hash(), now))?;
    let bearer = bearer.ok_or_else(unknown)?;
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
