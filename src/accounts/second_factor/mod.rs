//! The second factor: codes of an app, and recovery codes for when the phone is gone.
//!
//! A code is looked at and used up in one transaction of the one writer, so none is taken twice,
//! however many requests bring it at once.

mod codes;
mod qr;
mod store;
mod vault;

use std::time::Duration;

use super::own::Own;
use super::tell::{self, tell};
use super::{Client, User, note, sessions};
use crate::audit::Actor;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::UserId;
use crate::mail::Letter;
use crate::secret::{Secret, Token, TokenHash};
use crate::text;
use codes::Typed;

pub use vault::Vault;

/// How long one may take from the secret to the first code.
const ENROLMENT: Duration = Duration::from_mins(30);
/// Wrong codes in a row after which the person is told that somebody knows the password.
const ALARMING: i64 = 3;
/// How often the person is told so at most.
const ALARM_EVERY: Duration = Duration::from_hours(24);

/// What the person sees of their second factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Since when it is on.
    pub since: Timestamp,
    /// When a code was last taken.
    pub last_used_at: Option<Timestamp>,
    /// Recovery codes that were not used.
    pub codes_left: u32,
}

/// The second factor of a person; `None` while it is off.
pub fn status(conn: &Conn, user: UserId) -> Result<Option<Status>> {
    let Some(stored) = store::find(conn, user)? else {
        return Ok(None);
    };
    let Some(since) = stored.confirmed_at else {
        return Ok(None);
    };
    Ok(Some(Status {
        since,
        last_used_at: stored.last_used_at,
        codes_left: store::codes_left(conn, user)?,
    }))
}

/// Whether a code is asked for at sign-in.
pub fn is_on(conn: &Conn, user: UserId) -> Result<bool> {
    Ok(store::find(conn, user)?.is_some_and(|stored| stored.confirmed_at.is_some()))
}

/// What an app needs to make codes; shown to nobody but the person, until the first code.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// The secret in base 32, to be typed.
    pub secret: Secret<String>,
    /// The same as an address that apps open.
    pub url: Secret<String>,
    /// The same as a picture: an SVG element.
    pub qr: Secret<String>,
}

impl Enrolment {
    fn new(secret: &Secret<Vec<u8>>, user: &User) -> Result<Self> {
        let totp = codes::generator(secret, &user.email)?;
        let url = totp
            .to_url()
            .map_err(|error| Error::Internal(error.to_string().into()))?;
        Ok(Self {
            secret: Secret::new(totp.secret().to_base32()),
            qr: Secret::new(qr::svg(&url)?),
            url: Secret::new(url),
        })
    }
}

/// Begins as [`begin`] does, with the password.
///
/// # Errors
/// `Invalid` on `password`; `RateLimited`; those of [`begin`].
pub async fn begin_with(own: &Own<'_>, password: Secret<String>) -> Result<Enrolment> {
    let given = own.prove_password("password", password).await?;
    let (vault, by, now) = (own.checks.vault.clone(), own.actor(), own.now);
    let user = own.session.user.clone();
    own.db
        .write(move |tx| {
            given.ensure(tx)?;
            begin(tx, &vault, &by, &user, now)
        })
        .await
}

/// Makes a secret, which becomes the second factor with the first right code. One that was begun
/// before is replaced.
///
/// # Errors
/// `Conflict` when it is on.
pub fn begin(
    tx: &Tx<'_>,
    vault: &Vault,
    by: &Actor,
    user: &User,
    now: Timestamp,
) -> Result<Enrolment> {
    if is_on(tx, user.id)? {
        return Err(Error::Conflict(text!("two-factor-on-already")));
    }
    let secret = codes::new_secret(tx.random());
    let sealed = vault.seal(&user.public_id, secret.reveal(), tx.random())?;
    store::put(tx, user.id, &sealed, now)?;
    note(tx, by, user, "user.two_factor_begun", now)?;
    Enrolment::new(&secret, user)
}

/// The secret that waits for its first code, for the page that asks for it.
pub fn begun(conn: &Conn, vault: &Vault, user: &User, now: Timestamp) -> Result<Option<Enrolment>> {
    match store::find(conn, user.id)? {
        Some(stored) if waits(&stored, now) => {
            let Some(secret) = vault.open(&user.public_id, &stored.sealed) else {
                return Ok(None);
            };
            Enrolment::new(&secret, user).map(Some)
        }
        _ => Ok(None),
    }
}

fn waits(stored: &store::Stored, now: Timestamp) -> bool {
    stored.confirmed_at.is_none() && now.since(stored.created_at) < ENROLMENT
}

/// Codes that are shown once, with dashes.
pub type RecoveryCodes = Vec<Secret<String>>;

/// Turns the second factor on with its first code. The session gets another token.
///
/// # Errors
/// `Invalid` on `code`; `Conflict` when nothing was begun or it is on; `Expired` when it was
/// begun too long ago; `RateLimited` after wrong codes in a row; `Unauthenticated` when the session
/// has ended.
pub async fn confirm(own: &Own<'_>, code: &str) -> Result<(RecoveryCodes, Token)> {
    let attempt = own.attempt_code()?;
    let (vault, user, now) = (own.checks.vault.clone(), own.session.user.clone(), own.now);
    let (by, client, session) = (own.actor(), own.client.clone(), own.session.clone());
    let typed = codes::read(code);
    let done = own
        .db
        .write(move |tx| {
            sessions::ensure(tx, &session)?;
            let stored = store::find(tx, user.id)?
                .ok_or_else(|| Error::Conflict(text!("two-factor-not-begun")))?;
            if stored.confirmed_at.is_some() {
                return Err(Error::Conflict(text!("two-factor-on-already")));
            }
            if !waits(&stored, now) {
                return Err(Error::Expired(text!("two-factor-begun-long-ago")));
            }
            if !take_digits(tx, &vault, &user, &stored, &typed, now)? {
                return Ok(None);
            }
            store::confirm(tx, user.id, now)?;
            let codes = new_codes(tx, &vault, &user)?;
            note(tx, &by, &user, "user.two_factor_enabled", now)?;
            let place = tell::place(&client, now);
            tell(tx, &user, &Letter::TwoFactorOn { place }, now)?;
            Ok(Some((codes, sessions::rotate(tx, session.id)?)))
        })
        .await?;
    judge(attempt, done)
}

/// Turns the second factor off. The session gets another token.
///
/// # Errors
/// `Invalid` on `password` or `code`; `Conflict` when it is off; `RateLimited`.
pub async fn disable(own: &Own<'_>, password: Secret<String>, code: &str) -> Result<Token> {
    require_on(own)?;
    let given = own.prove_password("password", password).await?;
    let (user, by, now) = (own.session.user.clone(), own.actor(), own.now);
    let (session, place) = (own.session.id, tell::place(own.client, now));
    own.with_code(given, code, move |tx| {
        store::remove(tx, user.id)?;
        note(tx, &by, &user, "user.two_factor_disabled", now)?;
        tell(tx, &user, &Letter::TwoFactorOff { place }, now)?;
        sessions::rotate(tx, session)
    })
    .await
}

/// Makes new recovery codes; those before are worth nothing from now on.
///
/// # Errors
/// `Invalid` on `password` or `code`; `Conflict` when the second factor is off; `RateLimited`.
pub async fn regenerate(
    own: &Own<'_>,
    password: Secret<String>,
    code: &str,
) -> Result<RecoveryCodes> {
    require_on(own)?;
    let given = own.prove_password("password", password).await?;
    let (user, by, now) = (own.session.user.clone(), own.actor(), own.now);
    let vault = own.checks.vault.clone();
    own.with_code(given, code, move |tx| {
        note(tx, &by, &user, "user.recovery_codes_made", now)?;
        new_codes(tx, &vault, &user)
    })
    .await
}

/// Turns the second factor of an account off without a code: for the command line, when phone and
/// recovery codes are lost. Whether it was on, or begun.
pub fn reset(tx: &Tx<'_>, by: &Actor, user: &User, now: Timestamp) -> Result<bool> {
    let was_on = is_on(tx, user.id)?;
    let removed = store::remove(tx, user.id)?;
    if was_on {
        note(tx, by, user, "user.two_factor_reset", now)?;
        let place = tell::nowhere(now);
        tell(tx, user, &Letter::TwoFactorOff { place }, now)?;
    }
    Ok(removed)
}

fn require_on(own: &Own<'_>) -> Result<()> {
    let user = own.session.user.id;
    if own.db.read_now(|conn| is_on(conn, user))? {
        Ok(())
    } else {
        Err(Error::Conflict(text!("two-factor-off-already")))
    }
}

/// Ends a try: a code that was not taken stays counted.
pub(super) fn judge<T>(attempt: super::throttle::Attempt, done: Option<T>) -> Result<T> {
    if let Some(done) = done {
        attempt.succeeded();
        Ok(done)
    } else {
        attempt.failed();
        Err(Error::invalid("code", text!("code-wrong")))
    }
}

fn new_codes(tx: &Tx<'_>, vault: &Vault, user: &User) -> Result<RecoveryCodes> {
    let made: Vec<String> = (0..codes::RECOVERY_CODES)
        .map(|_| codes::new_recovery(tx.random()))
        .collect();
    let hashes: Vec<TokenHash> = made
        .iter()
        .map(|code| vault.hash(&user.public_id, code))
        .collect();
    store::replace_codes(tx, user.id, &hashes)?;
    let shown = |code: &String| Secret::new(codes::shown(code));
    Ok(made.iter().map(shown).collect())
}

/// Uses a code of an app up, if it is right and later than the last one.
fn take_digits(
    tx: &Tx<'_>,
    vault: &Vault,
    user: &User,
    stored: &store::Stored,
    typed: &Typed,
    now: Timestamp,
) -> Result<bool> {
    let Typed::Digits(digits) = typed else {
        return Ok(false);
    };
    let Some(secret) = vault.open(&user.public_id, &stored.sealed) else {
        tracing::error!(user = %user.public_id, "a second factor was sealed with another key");
        return Err(Error::Conflict(text!("two-factor-other-key")));
    };
    let totp = codes::generator(&secret, &user.email)?;
    match codes::step_of(&totp, digits, now).filter(|step| *step > stored.last_step) {
        Some(step) => store::took(tx, user.id, step, now).map(|()| true),
        None => Ok(false),
    }
}

/// Takes what a person with a second factor typed: digits or a recovery code. A wrong one is
/// counted, which must be committed: so it is `false` and no error.
pub(super) fn take(
    tx: &Tx<'_>,
    vault: &Vault,
    user: &User,
    typed: &str,
    client: &Client,
    now: Timestamp,
) -> Result<bool> {
    let stored = store::find(tx, user.id)?.filter(|stored| stored.confirmed_at.is_some());
    let Some(stored) = stored else {
        return Err(Error::Conflict(text!("two-factor-off-already")));
    };
    let typed = codes::read(typed);
    let taken = match &typed {
        Typed::Recovery(code) => {
            let hash = vault.hash(&user.public_id, code);
            let spent = store::use_code(tx, user.id, &hash, now)?;
            if spent {
                store::recovered(tx, user.id, now)?;
                note(
                    tx,
                    &client.person(user),
                    user,
                    "user.recovery_code_used",
                    now,
                )?;
                let left = store::codes_left(tx, user.id)?;
                let place = tell::place(client, now);
                tell(tx, user, &Letter::RecoveryCodeUsed { left, place }, now)?;
            }
            spent
        }
        digits => take_digits(tx, vault, user, &stored, digits, now)?,
    };
    if !taken {
        store::count_wrong(tx, user.id)?;
        if stored.wrong_codes + 1 == ALARMING {
            alarm(tx, user, &tell::place(client, now), now)?;
        }
    }
    Ok(taken)
}

/// Tells the person that somebody knows the password and not the second factor, once a day.
pub(super) fn alarm(
    tx: &Tx<'_>,
    user: &User,
    place: &crate::mail::Place,
    now: Timestamp,
) -> Result<()> {
    let Some(stored) = store::find(tx, user.id)? else {
        return Ok(());
    };
    if stored
        .alerted_at
        .is_some_and(|at| now.since(at) < ALARM_EVERY)
    {
        return Ok(());
    }
    store::alerted(tx, user.id, now)?;
    let place = place.clone();
    tell(tx, user, &Letter::SecondFactorMissed { place }, now)
}

/// When a code of the person was last taken.
pub(super) fn last_used(conn: &Conn, user: UserId) -> Result<Option<Timestamp>> {
    Ok(store::find(conn, user)?.and_then(|stored| stored.last_used_at))
}
