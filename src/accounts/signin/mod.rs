//! Sign-in: the password, and the code where there is a second factor.

mod pending;
mod store;

use serde::Deserialize;
use serde_json::json;

use super::own::Checks;
use super::tell::{self, tell};
use super::throttle::Attempt;
use super::{Client, PasswordHash, User, about, second_factor, sessions};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Result};
use crate::ids::{SessionId, TeamId, UserId};
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

/// Where somebody signs in.
#[derive(Clone, Debug)]
pub struct Door {
    /// The device.
    pub client: Client,
    /// What a person is shown first: their session is in that team from its start, so that no
    /// change of theirs ever lands in another one unseen. Accounts know of no teams.
    pub team: FirstTeam,
    /// The session that the browser has. It ends when the same person signs in there again: the
    /// new one takes its place in the cookie, and nobody could end it there any more.
    pub before: Option<SessionId>,
}

/// The team that a person is shown when they chose none.
pub type FirstTeam = fn(&Conn, UserId) -> Result<Option<TeamId>>;

/// How far somebody came.
pub enum Step {
    /// Signed in: the token for the cookie, and the person.
    Done(Token, Box<User>),
    /// The password was right, a code is asked for: the token for the cookie of that step.
    CodeNeeded(Token),
}

/// Somebody who gave the right password. Finding that out takes long, so it is asked again in the
/// transaction that starts the session whether it is still the one.
struct Known {
    user: User,
    hash: PasswordHash,
    attempt: Attempt,
}

/// Signs somebody in, or as far as the second factor.
///
/// # Errors
/// `RateLimited` after failures in a row, else `Unauthenticated` with one sentence for an unknown
/// address and a wrong password, also one that was changed meanwhile; both cost one hash and one
/// write. `Unauthenticated` with another sentence for a wrong code.
pub async fn sign_in(
    db: &Db,
    checks: &Checks,
    credentials: Credentials,
    door: Door,
    now: Timestamp,
) -> Result<Step> {
    let Credentials {
        email,
        password,
        code,
    } = credentials;
    let known = know(db, checks, &email, password, &door.client, now).await?;
    enter(db, checks, known, code, door, now).await
}

/// Looks whether the password is that of the address.
async fn know(
    db: &Db,
    checks: &Checks,
    email: &str,
    password: Secret<String>,
    client: &Client,
    now: Timestamp,
) -> Result<Known> {
    let key = check::name_key(email.trim());
    let attempt = checks.passwords.begin(&key, client.address, now)?;
    let found = db.read_now(|conn| super::store::find_by_email(conn, &key))?;
    let (user, hash) = match found {
        Some((user, hash)) => (Some(user), hash),
        None => (None, checks.hasher.decoy()),
    };
    let verified = checks.hasher.verify(password, hash.clone()).await?;
    match user {
        Some(user) if verified => Ok(Known {
            user,
            hash,
            attempt,
        }),
        user => {
            refuse(db, checks, attempt, user, client, now).await?;
            Err(wrong())
        }
    }
}

fn wrong() -> Error {
    Error::Unauthenticated(text!("signin-wrong"))
}

/// Counts a wrong password. The work is the same whether the address has an account or not;
/// operators see which one is being guessed at.
async fn refuse(
    db: &Db,
    checks: &Checks,
    attempt: Attempt,
    user: Option<User>,
    client: &Client,
    now: Timestamp,
) -> Result<()> {
    attempt.failed();
    if !checks.passwords.worth_a_note(now) {
        return Ok(());
    }
    let by = client.anonymous();
    db.write(move |tx| about(tx, &by, user.as_ref(), "login.failed", None, now))
        .await
}

/// What follows on the right password: the session, or the wait for a code.
async fn enter(
    db: &Db,
    checks: &Checks,
    known: Known,
    code: Option<String>,
    door: Door,
    now: Timestamp,
) -> Result<Step> {
    let Known {
        user,
        hash,
        attempt,
    } = known;
    let code = code.filter(|code| !code.trim().is_empty());
    let step = match code {
        Some(code) if db.read_now(|conn| second_factor::is_on(conn, user.id))? => {
            let id = user.id;
            let still = move |tx: &Tx<'_>| super::store::has_password(tx, id, &hash);
            let token = with_code(db, checks, &user, code, &door, still, now).await?;
            token.map(|token| Step::Done(token, Box::new(user.clone())))
        }
        _ => {
            let (person, door) = (user.clone(), door.clone());
            db.write(move |tx| without_code(tx, &person, &hash, &door, now))
                .await?
        }
    };
    match step {
        Some(step @ Step::Done(..)) => {
            attempt.succeeded();
            Ok(step)
        }
        // Neither a failure nor a success: whoever knows the password alone is nobody yet.
        Some(step) => Ok(step),
        None => {
            refuse(db, checks, attempt, Some(user), &door.client, now).await?;
            Err(wrong())
        }
    }
}

/// The session of somebody without a second factor, else the wait for its code; `None` when the
/// password is another by now.
fn without_code(
    tx: &Tx<'_>,
    user: &User,
    hash: &PasswordHash,
    door: &Door,
    now: Timestamp,
) -> Result<Option<Step>> {
    if !super::store::has_password(tx, user.id, hash)? {
        return Ok(None);
    }
    if second_factor::is_on(tx, user.id)? {
        let half = pending::start(tx, user.id, &door.client, tx.random(), now)?;
        return Ok(Some(Step::CodeNeeded(half)));
    }
    let token = welcome(tx, user, door, false, now)?;
    Ok(Some(Step::Done(token, Box::new(user.clone()))))
}

/// The second step of a sign-in that waits for its code.
///
/// # Errors
/// `Expired` when none waits under this token, also when it ends meanwhile; `Unauthenticated` for
/// a wrong code; `RateLimited` after wrong codes in a row.
pub async fn finish(
    db: &Db,
    checks: &Checks,
    half: &str,
    code: String,
    door: Door,
    now: Timestamp,
) -> Result<(Token, User)> {
    let over = || Error::Expired(text!("signin-again"));
    let user = db.read_now(|conn| find_pending(conn, half, now))?;
    let user = user.ok_or_else(over)?;
    // A change of the password ends what waits.
    let half = half.to_owned();
    let still = move |tx: &Tx<'_>| Ok(find_pending(tx, &half, now)?.is_some());
    let token = with_code(db, checks, &user, code, &door, still, now).await?;
    Ok((token.ok_or_else(over)?, user))
}

/// What came of a code.
enum Answer {
    Taken(Token),
    Wrong,
    /// It was not looked at: what came before it does not hold any more.
    TooLate,
}

/// The session for a code; `None` when `still`, what has to hold of the step before, does not.
async fn with_code(
    db: &Db,
    checks: &Checks,
    user: &User,
    code: String,
    door: &Door,
    still: impl FnOnce(&Tx<'_>) -> Result<bool> + Send + 'static,
    now: Timestamp,
) -> Result<Option<Token>> {
    let attempt = checks
        .codes
        .begin(user.public_id.as_str(), door.client.address, now)?;
    let note_it = checks.codes.worth_a_note(now);
    let (vault, user, door) = (checks.vault.clone(), user.clone(), door.clone());
    let answer = db
        .write(move |tx| {
            if !still(tx)? {
                return Ok(Answer::TooLate);
            }
            if second_factor::take(tx, &vault, &user, &code, &door.client, now)? {
                store::forget_at(tx, user.id, &door.client)?;
                return welcome(tx, &user, &door, true, now).map(Answer::Taken);
            }
            if note_it {
                let by = door.client.anonymous();
                about(tx, &by, Some(&user), "login.code_refused", None, now)?;
            }
            Ok(Answer::Wrong)
        })
        .await?;
    match answer {
        Answer::Taken(token) => {
            attempt.succeeded();
            Ok(Some(token))
        }
        Answer::Wrong => {
            attempt.failed();
            Err(Error::Unauthenticated(text!("code-wrong")))
        }
        Answer::TooLate => Ok(None),
    }
}

/// Starts the session; a device that was not seen before is told to the person.
fn welcome(
    tx: &Tx<'_>,
    user: &User,
    door: &Door,
    second_factor: bool,
    now: Timestamp,
) -> Result<Token> {
    let client = &door.client;
    let after = json!({ "secondFactor": second_factor });
    let by = client.person(user);
    about(tx, &by, Some(user), "login.succeeded", Some(after), now)?;
    if !sessions::knows_device(tx, user.id, client)? {
        let place = tell::place(client, now);
        tell(tx, user, &Letter::NewSignIn { place }, now)?;
    }
    if let Some(before) = door.before {
        sessions::end_own(tx, user.id, before)?;
    }
    let team = (door.team)(tx, user.id)?;
    sessions::start(tx, user.id, team, client, now)
}

/// Ends the sign-ins of a person that wait for a code.
pub(super) fn forget_pending(tx: &Tx<'_>, user: UserId) -> Result<()> {
    store::forget(tx, user)
}

#[cfg(test)]
mod tests;
