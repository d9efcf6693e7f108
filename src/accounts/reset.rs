//! A forgotten password: asking for a link, and using it.
//!
//! Who asks learns nothing: the answer is the same for every address, and so is the work but for
//! one row. The link is an HMAC over the present password's hash, made when the mail is sent, so
//! it is used up by any change of the password.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use super::own::Checks;
use super::password::{self, PasswordHash};
use super::throttle::masked;
use super::{Client, User, about, note, sessions, signin, store, tell};
use crate::audit::Actor;
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Result};
use crate::links::{self, Links, Purpose, State, Ticket};
use crate::mail::{Letter, Place};
use crate::secret::Secret;

/// Links that an address may be sent within [`WINDOW`]; more would be spam in somebody's inbox.
const MAILS: u32 = 3;
const WINDOW: Duration = Duration::from_mins(15);
/// Addresses that are remembered.
const MOST: usize = 100_000;

/// How many links each address was sent lately; clones share it. Addresses without an account
/// are counted as well.
#[derive(Clone, Default)]
pub struct Mailed(Arc<Mutex<HashMap<String, (Timestamp, u32)>>>);

impl std::fmt::Debug for Mailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mailed")
    }
}

impl Mailed {
    /// Whether another mail may go to the address; it is counted.
    fn may(&self, key: &str, now: Timestamp) -> bool {
        let mut book = self.0.lock();
        if book.len() >= MOST {
            book.retain(|_, (since, _)| now.since(*since) < WINDOW);
        }
        if book.len() >= MOST {
            book.clear();
        }
        let (since, count) = book.entry(key.to_owned()).or_insert((now, 0));
        if now.since(*since) >= WINDOW {
            (*since, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        *count <= MAILS
    }
}

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
    // Asking is not failing, but it is counted like it, by network alone: an address must not be
    // kept from its person by others who ask for it.
    let network = masked(client.address, 32, 64).to_string();
    checks.resets.begin(&network, client.address, now)?.failed();
    let key = check::name_key(&address);
    let may = checks.mailed.may(&key, now);
    db.write(move |tx| {
        let found = store::find_by_email(tx, &key)?;
        let by = client.anonymous();
        let user = found.as_ref().map(|(user, _)| user);
        about(tx, &by, user, "password.reset_requested", None, now)?;
        match found {
            Some((user, hash)) if may => {
                let letter = Letter::ResetPassword {
                    link: ticket(&user, &hash),
                    place: tell::place(&client, now),
                };
                tell::tell(tx, &user, &letter, now)
            }
            _ => Ok(()),
        }
    })
    .await
}

fn state(hash: &PasswordHash) -> State {
    State::of(&[hash.as_str()])
}

fn ticket(user: &User, hash: &PasswordHash) -> Ticket {
    Ticket::new(Purpose::ResetPassword, user.public_id.as_str(), state(hash))
}

/// Whose link it is, if it is good; looking does not use it up.
///
/// # Errors
/// `Expired` for a link that is old, used or none of ours.
pub fn look(conn: &Conn, links: &Links, token: &str, now: Timestamp) -> Result<User> {
    let claim = links.read(Purpose::ResetPassword, token, now)?;
    let found = store::find_by_public_id(conn, &claim.subject)?;
    let (user, hash) = found.ok_or_else(links::used_up)?;
    claim.check(&state(&hash))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inbox_gets_three_links_in_a_quarter_of_an_hour() {
        let (mailed, now) = (Mailed::default(), Timestamp::from_ms(0));
        let told: Vec<bool> = (0..5).map(|_| mailed.may("ada", now)).collect();
        assert_eq!(told, [true, true, true, false, false]);
        assert!(mailed.may("grace", now));
        assert!(!mailed.may("ada", now.plus(WINDOW / 2)));
        assert!(mailed.may("ada", now.plus(WINDOW)));
    }
}
