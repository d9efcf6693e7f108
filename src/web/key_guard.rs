//! Programs that call with a project's key.

use rocket::request::{FromRequest, Request};

use crate::error::{Error, Result};
use crate::keys::{KeyProof, KeyRing, Scope};
use crate::secret::TokenKind;
use crate::text;
use crate::web::caller::{count, household};
use crate::web::guards::{Guarded, Who, outcome};
use crate::web::limits::Subject;
use crate::web::request::{bearer, now};

/// A program with a project's key that has the scope `S`; a cookie or a personal token never
/// satisfies it.
#[derive(Debug)]
pub struct KeyHolder<S: Scope>(pub KeyProof<S>);

#[rocket::async_trait]
impl<'r, S: Scope> FromRequest<'r> for KeyHolder<S> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Guarded<Self> {
        outcome(request, key_holder(request).map(Self))
    }
}

/// Whether the request presents a project's key, valid or not, for routes that take both.
pub(crate) fn presents_key(request: &Request<'_>) -> bool {
    let presented = bearer(request).ok().flatten();
    presented.is_some_and(|token| token.starts_with(TokenKind::ProjectKey.prefix()))
}

fn key_holder<S: Scope>(request: &Request<'_>) -> Result<KeyProof<S>> {
    let needed = || Error::Unauthenticated(text!("error-key-needed"));
    let presented = bearer(request)?.ok_or_else(needed)?;
    if presented.starts_with(TokenKind::Personal.prefix()) {
        return Err(Error::Forbidden(text!("error-token-not-here")));
    }
    let ring = request.rocket().state::<KeyRing>();
    let ring = ring.ok_or_else(|| Error::internal("no key ring is managed"))?;
    let now = now(request);
    let key = match ring.resolve(presented, now) {
        Ok(key) => key,
        Err(error) => {
            count(request, household(request)?)?;
            return Err(error);
        }
    };
    request.local_cache(|| Who(Some(key.key_id().to_string())));
    let proof: KeyProof<S> = key.prove()?;
    count(request, Subject::Key(proof.key()))?;
    ring.used(proof.key(), now);
    Ok(proof)
}
