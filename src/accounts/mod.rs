//! People: accounts, passwords, sign-in and sessions.
//!
//! An answer never tells whether an address has an account: not by its words, its status or the
//! time it takes.

pub mod addresses;
pub mod api;
mod appearance;
mod argon;
mod avatars;
pub mod devices;
mod own;
mod pace;
pub mod pages;
mod password;
pub mod places;
mod profile;
pub mod reset;
pub mod second_factor;
pub mod sessions;
mod setup;
pub mod signin;
mod store;
mod tell;
mod throttle;

use std::net::IpAddr;

use serde::Deserialize;
use serde_json::json;

use crate::audit::{self, Actor, ActorKind, Chain, Entry};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fields, Result};
use crate::ids::{AvatarId, PublicId, UserId};
use crate::mail::Recipient;
use crate::secret::Secret;
use crate::text;

pub use appearance::{Appearance, AppearanceDraft, AppearanceView, Theme, set_appearance};
pub(crate) use avatars::too_large as photo_too_large;
pub use avatars::{
    BYTES_MOST as PHOTO_BYTES_MOST, Photo, Photos, avatar, remove_avatar, set_avatar,
};
pub use own::{Checks, Own};
pub use pace::Pace;
pub use password::{Hasher, PasswordHash};
pub use profile::{Asked, ProfileChange, ProfileDraft, ask_again, update_profile};
pub use sessions::Session;
pub use setup::SetupLink;
pub use signin::Credentials;
pub use throttle::Throttles;
pub(crate) use throttle::masked;

/// Takes an account away, with everything that is its person's alone: sessions, tokens, places in
/// teams, photo, choices and mail. What they made in teams stays, without a maker.
pub fn remove(tx: &Tx<'_>, user: UserId) -> Result<()> {
    store::remove(tx, user)
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The row.
    pub id: UserId,
    /// The id outside.
    pub public_id: PublicId<UserId>,
    /// The address, as typed.
    pub email: String,
    /// When the address was confirmed by a link.
    pub email_verified_at: Option<Timestamp>,
    /// The address that takes its place when it is confirmed.
    pub pending_email: Option<String>,
    /// The whole name: the first and the last, with a blank between them.
    pub name: String,
    /// The first name.
    pub first_name: String,
    /// The last name; may be empty.
    pub last_name: String,
    /// Where the person works; may be empty.
    pub company: String,
    /// What the person tells about themselves; may be empty.
    pub bio: String,
    /// The photo, if there is one.
    pub avatar: Option<PublicId<AvatarId>>,
    /// Whether the person is an operator of this instance.
    pub operator: bool,
    /// How pages look.
    pub theme: Theme,
    /// Whether a code of a second factor is asked for at sign-in.
    pub two_factor: bool,
    /// The language chosen, a BCP 47 tag, or `auto`: what the browser asks for.
    pub language: String,
    /// The zone chosen, an IANA name.
    pub timezone: String,
    /// When the account was made.
    pub created_at: Timestamp,
}

impl User {
    /// The person as the recipient of a mail.
    pub fn recipient(&self) -> Recipient {
        Recipient {
            address: self.email.clone(),
            user: Some(self.id),
            language: self.language.clone(),
            timezone: self.timezone.clone(),
        }
    }
}

/// What a new account needs, as typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountDraft {
    /// The whole name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The password.
    pub password: Secret<String>,
}

/// What a new account needs, checked.
#[derive(Debug)]
pub struct NewAccount {
    /// The whole name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The password.
    pub password: Secret<String>,
}

/// The longest name of a person.
pub const NAME_MOST: usize = 100;

impl AccountDraft {
    /// Checks every field and notes what is wrong.
    pub fn check(self, fields: &mut Fields) -> Option<NewAccount> {
        let name = fields.take("name", check::line(&self.name, NAME_MOST));
        let email = fields.take("email", check::email(&self.email));
        let known = [self.name.as_str(), self.email.as_str()];
        let strong = fields.take("password", password::check(&self.password, &known));
        strong?;
        Some(NewAccount {
            name: name?,
            email: email?,
            password: self.password,
        })
    }
}

/// Makes an account. The caller has hashed the password outside the transaction.
///
/// # Errors
/// `Invalid` on `email` when the address has an account in any letter case.
pub fn create(
    tx: &Tx<'_>,
    by: &Actor,
    new: &NewAccount,
    hash: &PasswordHash,
    operator: bool,
    now: Timestamp,
) -> Result<User> {
    let public_id = PublicId::generate(tx.random());
    let id = store::insert(tx, &public_id, new, hash, operator, now)?;
    audit::record(
        tx,
        by,
        &Entry {
            chain: Chain::Instance,
            action: "user.created",
            target_kind: "user",
            target_id: Some(public_id.as_str()),
            target_name: Some(&new.name),
            before: None,
            after: Some(json!({ "email": new.email, "operator": operator })),
        },
        now,
    )?;
    find(tx, id)
}

/// The account of a row.
pub fn find(conn: &Conn, id: UserId) -> Result<User> {
    store::find(conn, id)?.ok_or_else(|| Error::NotFound(text!("error-not-found")))
}

/// The account of an address, in any letter case.
pub fn find_by_email(conn: &Conn, email: &str) -> Result<User> {
    store::find_by_email(conn, &check::name_key(email.trim()))?
        .map(|(user, _)| user)
        .ok_or_else(|| Error::NotFound(text!("account-unknown-address", email = email)))
}

/// Whether nobody has an account yet.
pub fn none_exists(conn: &Conn) -> Result<bool> {
    store::none_exists(conn)
}

/// Makes a person an operator of the instance.
pub fn grant_operator(tx: &Tx<'_>, by: &Actor, email: &str, now: Timestamp) -> Result<User> {
    let user = find_by_email(tx, email)?;
    if !user.operator {
        store::set_operator(tx, user.id, now)?;
        audit::record(
            tx,
            by,
            &Entry {
                chain: Chain::Instance,
                action: "user.operator_granted",
                target_kind: "user",
                target_id: Some(user.public_id.as_str()),
                target_name: Some(&user.name),
                before: Some(json!({ "operator": false })),
                after: Some(json!({ "operator": true })),
            },
            now,
        )?;
    }
    find(tx, user.id)
}

/// The device that asks, as far as it tells.
#[derive(Clone, Debug)]
pub struct Client {
    /// Where the request came from.
    pub address: IpAddr,
    /// What the browser says of itself, cut to 400 characters.
    pub user_agent: String,
    /// The request, as in the reply's `X-Request-Id`.
    pub request_id: String,
}

impl Client {
    /// Somebody who is not signed in (yet), for the audit log.
    pub fn anonymous(&self) -> Actor {
        Actor {
            kind: ActorKind::Anonymous,
            id: None,
            name: None,
            address: Some(self.address),
            request_id: Some(self.request_id.clone()),
        }
    }

    /// A person at this device.
    pub fn person(&self, user: &User) -> Actor {
        Actor {
            kind: ActorKind::Session,
            id: Some(user.public_id.as_str().to_owned()),
            name: Some(user.name.clone()),
            address: Some(self.address),
            request_id: Some(self.request_id.clone()),
        }
    }
}

/// Notes that something was done to an account, or to none: then an address is meant that has
/// none.
fn about(
    tx: &Tx<'_>,
    by: &Actor,
    user: Option<&User>,
    action: &'static str,
    after: Option<serde_json::Value>,
    now: Timestamp,
) -> Result<()> {
    let entry = Entry {
        chain: Chain::Instance,
        action,
        target_kind: "user",
        target_id: user.map(|user| user.public_id.as_str()),
        target_name: user.map(|user| user.name.as_str()),
        before: None,
        after,
    };
    audit::record(tx, by, &entry, now)
}

/// Notes that something was done to an account.
fn note(tx: &Tx<'_>, by: &Actor, user: &User, action: &'static str, now: Timestamp) -> Result<()> {
    about(tx, by, Some(user), action, None, now)
}
