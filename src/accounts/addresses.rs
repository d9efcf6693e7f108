//! The address of an account: whether it is known to be its person's, and how it is changed.
//!
//! A new address takes effect when the link that was sent there is used, and the old one is told.
//! Nobody learns here whether an address has an account: a mail to its owner tells.

mod store;

use serde_json::json;

use super::User;
use crate::audit::{self, Actor, Chain, Entry};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{PublicId, UserId};
use crate::links::{self, Claim, Purpose, State, Ticket};
use crate::mail::{self, Letter, Place};
use crate::text;

/// What is known of an account's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// When it was confirmed by a link.
    pub verified_at: Option<Timestamp>,
    /// The address that takes its place when it is confirmed.
    pub pending: Option<String>,
}

/// What is known of an account's address.
pub fn find(conn: &Conn, user: UserId) -> Result<Address> {
    store::find(conn, user)?.ok_or_else(|| Error::NotFound(text!("error-not-found")))
}

/// What changes when a link for `address` is used.
fn state(user: &User, known: &Address, address: &str) -> State {
    let verified = known.verified_at.map(|at| at.ms().to_string());
    State::of(&[address, &user.email, &verified.unwrap_or_default()])
}

/// Asks the person by mail whether the address of the account is theirs; nothing when that is
/// known.
pub fn ask_to_confirm(tx: &Tx<'_>, user: &User, now: Timestamp) -> Result<()> {
    let known = find(tx, user.id)?;
    if known.verified_at.is_some() {
        return Ok(());
    }
    let state = state(user, &known, &user.email);
    let link = Ticket::new(Purpose::ConfirmEmail, user.public_id.as_str(), state);
    mail::queue(tx, &user.recipient(), &Letter::ConfirmEmail { link }, now)
}

/// Begins the change to another address, checked by [`check::email`]: it waits until the link
/// that is sent there is used. The answer is the same when the address has an account: its owner
/// is told by mail. The same address in other letters takes effect at once.
pub fn propose(
    tx: &Tx<'_>,
    by: &Actor,
    user: &User,
    email: &str,
    place: Place,
    now: Timestamp,
) -> Result<Address> {
    if email == user.email {
        store::set_pending(tx, user.id, None, now)?;
        return find(tx, user.id);
    }
    if check::name_key(email) == check::name_key(&user.email) {
        let verified_at = find(tx, user.id)?.verified_at;
        store::set(tx, user.id, email, verified_at, now)?;
        record(tx, by, user, "user.email_changed", email, now)?;
        return find(tx, user.id);
    }
    store::set_pending(tx, user.id, Some(email), now)?;
    record(tx, by, user, "user.email_proposed", email, now)?;
    let known = find(tx, user.id)?;
    match super::find_by_email(tx, email) {
        Ok(owner) => mail::queue(tx, &owner.recipient(), &Letter::EmailInUse { place }, now)?,
        Err(Error::NotFound(_)) => {
            let state = state(user, &known, email);
            let link = Ticket::new(Purpose::ConfirmEmail, user.public_id.as_str(), state);
            let to = user.recipient().at(email);
            mail::queue(tx, &to, &Letter::ConfirmNewEmail { link }, now)?;
        }
        Err(error) => return Err(error),
    }
    Ok(known)
}

/// Uses a link of purpose `ConfirmEmail`: the address is known to be the person's, or the one
/// that waited takes the place of the old one, which is told.
///
/// # Errors
/// `Expired` when the link is used up; `Conflict` when the address has another account by now.
pub fn confirm(
    tx: &Tx<'_>,
    by: &Actor,
    claim: &Claim,
    place: Place,
    now: Timestamp,
) -> Result<User> {
    let user = owner(tx, claim)?;
    let known = find(tx, user.id)?;
    match &known.pending {
        Some(email) if claim.check(&state(&user, &known, email)).is_ok() => {
            store::set(tx, user.id, email, Some(now), now)?;
            record(tx, by, &user, "user.email_changed", email, now)?;
            let letter = Letter::EmailChanged {
                address: mail::masked(email),
                place,
            };
            mail::queue(tx, &user.recipient(), &letter, now)?;
        }
        _ => {
            claim.check(&state(&user, &known, &user.email))?;
            store::set(tx, user.id, &user.email, Some(now), now)?;
            record(tx, by, &user, "user.email_verified", &user.email, now)?;
        }
    }
    super::find(tx, user.id)
}

/// Whether using the link would do something; looking does not use it.
///
/// # Errors
/// `Expired` when the link is used up.
pub fn look(conn: &Conn, claim: &Claim) -> Result<String> {
    let user = owner(conn, claim)?;
    let known = find(conn, user.id)?;
    if let Some(email) = &known.pending
        && claim.check(&state(&user, &known, email)).is_ok()
    {
        return Ok(email.clone());
    }
    claim.check(&state(&user, &known, &user.email))?;
    Ok(user.email)
}

fn owner(conn: &Conn, claim: &Claim) -> Result<User> {
    let id = PublicId::parse(&claim.subject).ok_or_else(links::used_up)?;
    let user = store::owner(conn, &id)?.ok_or_else(links::used_up)?;
    super::find(conn, user)
}

/// Notes that the address of a new account was confirmed before the account was made.
pub(crate) fn note_verified(tx: &Tx<'_>, user: &User, now: Timestamp) -> Result<()> {
    store::set(tx, user.id, &user.email, Some(now), now)
}

fn record(
    tx: &Tx<'_>,
    by: &Actor,
    user: &User,
    action: &'static str,
    email: &str,
    now: Timestamp,
) -> Result<()> {
    let entry = Entry {
        chain: Chain::Instance,
        action,
        target_kind: "user",
        target_id: Some(user.public_id.as_str()),
        target_name: Some(&user.name),
        before: Some(json!({ "email": user.email })),
        after: Some(json!({ "email": email })),
    };
    audit::record(tx, by, &entry, now)
}
