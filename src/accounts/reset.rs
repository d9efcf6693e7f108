//! A forgotten password: asking for a link, and using it.
//!
//! Who asks learns nothing: the answer and its time are the same for every address. The link is an HMAC over the present password's hash and the present address, made
//! when the mail is sent, so it is used up by any change of the password and worth nothing when
//! the account has another address.

use std::time::Duration;

use super::own::Checks;
use super::password::{self, PasswordHash};
use super::{Client, User, about, note, sessions, signin, store, tell};
use crate::audit::Actor;
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Result};
use crate::links::{self, Links, Purpose, State, Ticket};
use crate::mail::{Letter, Place};
use crate::secret::Secret;

/// How long a request for a link takes, whether or not the address has an account: many times what
/// the work takes.
const ANSWERED_AFTER: Duration = Duration::from_millis(50);

/// Sends a link to the person of an address, if there is one.
///
/// # Errors
/// `Invalid` on `email` when it cannot be an address; `RateLimited` when a network asks often.
pub async fn forgot(
    db: &Db,
    checks: &Checks,
    email: &str,
    client: Client,
    now: Timestamp,
) -> Result<()> {
    let address = check::email(email).map_err(|wrong| Error::invalid("email", wrong))?;
    // By network alone: an address must not be kept from its person by others who ask for it. How
    // much its inbox takes is up to the outbox.
    checks.resets.take(client.address, now)?;
    let key = check::name_key(&address);
    let asked = db.write(move |tx| {
        let found = store::find_by_email(tx, &key)?;
        let by = client.anonymous();
        let user = found.as_ref().map(|(user, _)| user);
        about(tx, &by, user, "password.reset_requested", None, now)?;
        match found {
            Some((user, hash)) => {
                let letter = Letter::ResetPassword {
                    link: ticket(&user, &hash),
                    place: tell::place(&client, now),
                };
                tell::tell(tx, &user, &letter, now)
            }
            None => Ok(()),
        }
    });
    // Writing a mail takes longer than writing none: both are answered after the same time.
    let (asked, ()) = tokio::join!(asked, tokio::time::sleep(ANSWERED_AFTER));
    asked
}

fn state(user: &User, hash: &PasswordHash) -> State {
    State::of(&[hash.as_str(), &user.email])
}

fn ticket(user: &User, hash: &PasswordHash) -> Ticket {
    let state = state(user, hash);
    Ticket::new(Purpose::ResetPassword, user.public_id.as_str(), state)
}

/// Whose link it is, if it is good; looking does not use it up.
///
/// # Errors
/// `Expired` for a link that is old, used or none of ours.
pub fn look(conn: &Conn, links: &Links, token: &str, now: Timestamp) -> Result<User> {
    let claim = links.read(Purpose::ResetPassword, token, now)?;
    let found = store::find_by_public_id(conn, &claim.subject)?;
    let (user, hash) = found.ok_or_else(links::used_up)?;
    claim.check(&state(&user, &hash))?;
    Ok(user)
}

/// Sets the password with a link. Every session of the account ends.
///
/// # Errors
/// `Expired` for a link that is old, used or none of ours; `Invalid` on `password`, and then the
/// link stays good.
pub async fn reset(
    db: &Db,
    checks: &Checks,
    links: &Links,
    token: Secret<String>,
    password: Secret<String>,
    client: Client,
    now: Timestamp,
) -> Result<()> {
    let user = db.read_now(|conn| look(conn, links, token.reveal(), now))?;
    check_new(&user, &password)?;
    let hash = checks.hasher.hash(&password).await?;
    let links = links.clone();
    db.write(move |tx| {
        // Once more: another request may have used the link while this one was hashing.
        let user = look(tx, &links, token.reveal(), now)?;
        sessions::end_others(tx, user.id, None)?;
        note(tx, &client.anonymous(), &user, "password.reset", now)?;
        put_password(tx, &user, &hash, tell::place(&client, now), now)
    })
    .await
}

/// Sets the password of an account at the command line. Every session of it ends.
///
/// # Errors
/// `Invalid` on `password`; `NotFound` when nobody has the address.
pub async fn set_password(
    db: &Db,
    checks: &super::Hasher,
    by: Actor,
    email: &str,
    password: Secret<String>,
    now: Timestamp,
) -> Result<User> {
    let user = db.read_now(|conn| super::find_by_email(conn, email))?;
    check_new(&user, &password)?;
    let hash = checks.hash(&password).await?;
    let person = user.clone();
    db.write(move |tx| {
        sessions::end_others(tx, person.id, None)?;
        note(tx, &by, &person, "password.reset", now)?;
        put_password(tx, &person, &hash, tell::nowhere(now), now)
    })
    .await?;
    Ok(user)
}

fn check_new(user: &User, password: &Secret<String>) -> Result<()> {
    password::check(password, &[&user.name, &user.email])
        .map_err(|weak| Error::invalid("password", weak))
}

/// Puts a new password in place; sign-ins that wait for a code end with the one before.
pub(super) fn put_password(
    tx: &Tx<'_>,
    user: &User,
    hash: &PasswordHash,
    place: Place,
    now: Timestamp,
) -> Result<()> {
    store::set_password(tx, user.id, hash, now)?;
    signin::forget_pending(tx, user.id)?;
    tell::tell(tx, user, &Letter::PasswordChanged { place }, now)
}
