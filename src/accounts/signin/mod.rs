//! Sign-in: the password, and the code where there is a second factor.

mod pending;
mod store;

use serde::Deserialize;
use serde_json::json;

use super::own::Checks;
use super::tell::{self, tell};
use super::{Client, User, about, second_factor, sessions};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::ids::UserId;
use crate::mail::Letter;
use crate::secret::{Secret, Token};
use crate::text;

pub use pending::{end_overdue, find as find_pending};

/// What somebody types to sign in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The address.
    pub email: String,
    /// The password.
    pub password: Secret<String>,
    /// A code of the second factor, or a recovery code.
    pub code: Option<String>,
}

/// How far somebody came.
pub enum Step {
    /// Signed in: the token for the cookie, and the person.
    Done(Token, Box<User>),
    /// The password was right, a code is asked for: the token for the cookie of that step.
    CodeNeeded(Token),
}

/// Signs somebody in, or as far as the second factor.
///
/// # Errors
/// `RateLimited` after failures in a row, else `Unauthenticated` with one sentence for an unknown
/// address and a wrong password; both cost one hash and one write. `Unauthenticated` with another
/// sentence for a wrong code.
pub async fn sign_in(
    db: &Db,
    checks: &Checks,
    credentials: Credentials,
    client: Client,
    now: Timestamp,
) -> Result<Step> {
    let key = check::name_key(credentials.email.trim());
    let attempt = checks.passwords.begin(&key, client.address, now)?;
    let found = db.read_now(|conn| super::store::find_by_email(conn, &key))?;
    let (user, hash) = match found {
        Some((user, hash)) => (Some(user), hash),
        None => (None, checks.hasher.decoy()),
    };
    let verified = checks.hasher.verify(credentials.password, hash).await?;
    let known = user.clone();
    let Some(user) = user.filter(|_| verified) else {
        attempt.failed();
        if checks.passwords.worth_a_note(now) {
            // The work is the same whether the address has an account or not; operators see
            // which one is being guessed at.
            let by = client.anonymous();
            db.write(move |tx| about(tx, &by, known.as_ref(), "login.failed", None, now))
                .await?;
        }
        return Err(Error::Unauthenticated(text!("signin-wrong")));
    };
    if !db.read_now(|conn| second_factor::is_on(conn, user.id))? {
        attempt.succeeded();
        let person = user.clone();
        let token = db
            .write(move |tx| welcome(tx, &person, &client, false, now))
            .await?;
        return Ok(Step::Done(token, Box::new(user)));
    }
    let code = credentials.code.filter(|code| !code.trim().is_empty());
    let Some(code) = code else {
        // Neither a failure nor a success: whoever knows the password alone is nobody yet.
        drop(attempt);
        let half = db
            .write(move |tx| pending::start(tx, user.id, &client, tx.random(), now))
            .await?;
        return Ok(Step::CodeNeeded(half));
    };
    let token = with_code(db, checks, &user, code, client, now).await?;
    attempt.succeeded();
    Ok(Step::Done(token, Box::new(user)))
}

/// The second step of a sign-in that waits for its code.
///
/// # Errors
/// `Expired` when none waits under this token; `Unauthenticated` for a wrong code; `RateLimited`
/// after wrong codes in a row.
pub async fn finish(
    db: &Db,
    checks: &Checks,
    half: &str,
    code: String,
    client: Client,
    now: Timestamp,
) -> Result<(Token, User)> {
    let user = db.read_now(|conn| find_pending(conn, half, now))?;
    let user = user.ok_or_else(|| Error::Expired(text!("signin-again")))?;
    let token = with_code(db, checks, &user, code, client, now).await?;
    Ok((token, user))
}

async fn with_code(
    db: &Db,
    checks: &Checks,
    user: &User,
    code: String,
    client: Client,
    now: Timestamp,
) -> Result<Token> {
    let attempt = checks
        .codes
        .begin(user.public_id.as_str(), client.address, now)?;
    let note_it = checks.codes.worth_a_note(now);
    let (vault, user) = (checks.vault.clone(), user.clone());
    let token = db
        .write(move |tx| {
            if second_factor::take(tx, &vault, &user, &code, &client, now)? {
                store::forget_at(tx, user.id, &client)?;
                return welcome(tx, &user, &client, true, now).map(Some);
            }
            if note_it {
                let by = client.anonymous();
                about(tx, &by, Some(&user), "login.code_refused", None, now)?;
            }
            Ok(None)
        })
        .await?;
    if let Some(token) = token {
        attempt.succeeded();
        Ok(token)
    } else {
        attempt.failed();
        Err(Error::Unauthenticated(text!("code-wrong")))
    }
}

/// Starts the session; a device that was not seen before is told to the person.
fn welcome(
    tx: &Tx<'_>,
    user: &User,
    client: &Client,
    second_factor: bool,
    now: Timestamp,
) -> Result<Token> {
    let after = json!({ "secondFactor": second_factor });
    let by = client.person(user);
    about(tx, &by, Some(user), "login.succeeded", Some(after), now)?;
    if !sessions::knows_device(tx, user.id, client)? {
        let place = tell::place(client, now);
        tell(tx, user, &Letter::NewSignIn { place }, now)?;
    }
    sessions::start(tx, user.id, None, client, now)
}

/// Ends the sign-ins of a person that wait for a code.
pub(super) fn forget_pending(tx: &Tx<'_>, user: UserId) -> Result<()> {
    store::forget(tx, user)
}
