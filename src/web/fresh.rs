//! Step-up: sensitive acts need a password that was given lately.

use rocket::outcome::Outcome;
use rocket::request::{FromRequest, Request};

use crate::web::guards::{self, Guarded};

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
            Outcome::Success(guard) => match guards::require_fresh(request) {
                Ok(()) => Outcome::Success(Self(guard)),
                Err(error) => guards::refuse(request, error),
            },
            Outcome::Error(error) => Outcome::Error(error),
            Outcome::Forward(status) => Outcome::Forward(status),
        }
    }
}
