//! Who asks for a report, and which version of it they hold.

use rocket::outcome::Outcome;
use rocket::request::{FromRequest, Request};

use crate::ids::UserId;
use crate::keys::UsageRead;
use crate::teams::access::{Access, ViewUsage};
use crate::usage::reader::Reader;
use crate::web::guards::{self, KeyHolder};
use crate::web::header_map;

/// The versions of an answer that the client holds. `*`, any version there is, is none of them: what
/// there is has to be read first, and `web/headers.rs` makes a 304 of it.
pub(crate) struct Held<'r>(Vec<&'r str>);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Held<'r> {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> rocket::request::Outcome<Self, Self::Error> {
        let tags = header_map::all(request.headers(), "If-None-Match");
        let tags = tags.flat_map(|value| value.split(','));
        let bare = |tag: &'r str| tag.trim().trim_start_matches("W/").trim_matches('"');
        Outcome::Success(Self(tags.map(bare).collect()))
    }
}

impl Held<'_> {
    /// Whether the client holds this version.
    pub(super) fn has(&self, version: &str) -> bool {
        self.0.contains(&version)
    }
}

/// A member who may see usage, or a program whose project key may read it.
pub(crate) struct UsageReader {
    pub(super) reader: Reader,
    /// Whose time zone counts; a key has none.
    pub(super) user: Option<UserId>,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for UsageReader {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> rocket::request::Outcome<Self, ()> {
        if guards::presents_key(request) {
            let holder = KeyHolder::<UsageRead>::from_request(request).await;
            return holder.map(|KeyHolder(proof)| Self {
                reader: Reader::from(&proof),
                user: None,
            });
        }
        let member = Access::<ViewUsage>::from_request(request).await;
        member.map(|by| Self {
            reader: Reader::from(&by),
            user: Some(by.user()),
        })
    }
}
