//! Asks somebody who is signed in for their password once more, before what cannot be undone.

use std::net::Ipv4Addr;

use super::{Hasher, Throttles, User, store};
use crate::audit::Actor;
use crate::check;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::text;

/// Checks the password of an account; guesses are slowed down together with those at the sign-in.
///
/// # Errors
/// `Invalid` on `password` for none or a wrong one, `RateLimited` after failures in a row.
pub async fn prove_password(
    db: &Db,
    hasher: &Hasher,
    throttles: &Throttles,
    user: &User,
    password: Secret<String>,
    by: &Actor,
    now: Timestamp,
) -> Result<()> {
    // None is no guess.
    if password.reveal().is_empty() {
        return Err(Error::invalid("password", text!("field-required")));
    }
    let key = check::name_key(&user.email);
    let address = by.address.unwrap_or(Ipv4Addr::UNSPECIFIED.into());
    let attempt = throttles.begin(&key, address, now)?;
    let found = db.read_now(|conn| store::find_by_email(conn, &key))?;
    let (_, hash) = found.ok_or_else(|| Error::NotFound(text!("error-not-found")))?;
    if hasher.verify(password, hash).await? {
        attempt.succeeded();
        return Ok(());
    }
    attempt.failed();
    Err(Error::invalid("password", text!("field-password-wrong")))
}
