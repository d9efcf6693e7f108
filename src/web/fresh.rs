//! Step-up: sensitive acts need a password that was given lately.

use rocket::outcome::Outcome;
use rocket::request::{FromRequest, Request};

use crate::clock::Timestamp;
use crate::error::Result;
use crate::web::caller::{Caller, caller};
use crate::web::guards::{self, Guarded};
use crate::web::request::now;
use crate::web::standing;

/// A caller whose password was given within the last ten minutes, for sensitive acts. A personal
/// token counts: making it asked for the password.
///
/// Where a page is behind it, a form leads to the page of its own path after the password was
/// given again: both methods are to be routed.
#[derive(Debug)]
pub struct Fresh<G>(pub G);

#[rocket::async_trait]
impl<'r, G: FromRequest<'r, Error = ()> + Send> FromRequest<'r> for Fresh<G> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Guarded<Self> {
        match G::from_request(request).await {
            Outcome::Success(guard) => {
                let fresh = caller(request).and_then(|caller| require(caller, now(request)));
                standing::note(request, |_, again| require(again.now, again.at));
                guards::outcome(request, fresh.map(|()| Self(guard)))
            }
            Outcome::Error(error) => Outcome::Error(error),
            Outcome::Forward(status) => Outcome::Forward(status),
        }
    }
}

/// Whether the caller gave the password lately; a personal token counts as if its owner had.
fn require(caller: &Caller, now: Timestamp) -> Result<()> {
    match caller {
        Caller::Person(signed) => signed.session.require_fresh(now),
        Caller::Token(_) | Caller::Anonymous => Ok(()),
    }
}
