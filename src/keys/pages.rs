//! `/keys` and everything below it.

use askama::Template;
use rocket::Route;

use super::{ApiKey, KeyScope};
use crate::clock::Timestamp;
use crate::error::Error;
use crate::ids::KeyId;
use crate::secret::Token;
use crate::web::key_rows::KeyRow;
use crate::web::page::Chrome;
use crate::web::params::PathId;

mod list;
mod new;
mod revoke;
mod rotate;

type Id = Result<PathId<KeyId>, Error>;

/// A secret, shown this once; never to be printed.
#[derive(Template)]
#[template(path = "keys/made.html")]
struct MadePage {
    chrome: Chrome,
    row: KeyRow,
    token: Token,
    /// Whether the key was there before.
    rotated: bool,
    /// Whether it may send events.
    writes: bool,
    base_url: String,
}

impl MadePage {
    fn new(
        chrome: Chrome,
        base_url: &str,
        (key, token): (ApiKey, Token),
        rotated: bool,
        now: Timestamp,
    ) -> Self {
        Self {
            row: KeyRow::new(&key, &chrome, now),
            token,
            rotated,
            writes: key.scopes.contains(&KeyScope::UsageWrite),
            base_url: base_url.to_owned(),
            chrome: chrome.at("keys"),
        }
    }
}

/// To be mounted at `/`.
pub fn routes() -> Vec<Route> {
    [
        list::routes(),
        new::routes(),
        rotate::routes(),
        revoke::routes(),
    ]
    .concat()
}

#[cfg(test)]
mod tests;
