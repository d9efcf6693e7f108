//! Mail programs and people who use a link without being signed in.

use rocket::request::{FromRequest, Request};

use crate::accounts::Client;
use crate::error::{Error, Result};
use crate::ids::{PublicId, UserId};
use crate::links::Purpose;
use crate::mail::Topic;
use crate::text;
use crate::web::caller::{count, household};
use crate::web::guards::{Guarded, outcome};
use crate::web::request::{app, client, now};

/// Somebody with a link that ends mail about a topic. The link is all it takes: where a request
/// comes from does not count, because mail programs send it from their own servers.
#[derive(Debug)]
pub struct Unsubscriber {
    /// Whose mail ends.
    pub person: PublicId<UserId>,
    /// About what.
    pub topic: Topic,
    /// The token of the link.
    pub token: String,
    /// The device.
    pub client: Client,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Unsubscriber {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Guarded<Self> {
        outcome(request, unsubscriber(request))
    }
}

fn unsubscriber(request: &Request<'_>) -> Result<Unsubscriber> {
    count(request, household(request)?)?;
    let unknown = || Error::Forbidden(text!("unsubscribe-unknown"));
    let app = app(request)?;
    let token = request.query_value::<&str>("token");
    let token = token.and_then(std::result::Result::ok).unwrap_or_default();
    let claim = app
        .links
        .read(Purpose::Unsubscribe, token, now(request))
        .map_err(|_| unknown())?;
    let (person, topic) = claim.subject.split_once('~').ok_or_else(unknown)?;
    Ok(Unsubscriber {
        person: PublicId::parse(person).ok_or_else(unknown)?,
        topic: Topic::parse(topic).ok_or_else(unknown)?,
        token: token.to_owned(),
        client: client(request, app),
    })
}
