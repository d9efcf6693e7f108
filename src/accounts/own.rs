//! Somebody who does something about their own account, and the checks of who they are.

use serde_json::json;

use super::second_factor::{self, Vault};
use super::throttle::Attempt;
use super::{Client, Hasher, Pace, Session, Throttles, about, note, sessions, store};
use crate::audit::Actor;
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::text;

/// What it takes to find out that somebody is who they say; clones share it.
#[derive(Clone, Debug)]
pub struct Checks {
    /// Hashes passwords.
    pub hasher: Hasher,
    /// Slows down who guesses passwords.
    pub passwords: Throttles,
    /// Slows down who guesses codes.
    pub codes: Throttles,
    /// Counts who asks for links.
    pub resets: Pace,
    /// Opens second factors.
    pub vault: Vault,
}

/// Somebody who is signed in and changes something about their own account.
#[derive(Clone, Copy, Debug)]
pub struct Own<'a> {
    /// Where accounts are.
    pub db: &'a Db,
    /// What finds out that they are who they say.
    pub checks: &'a Checks,
    /// Their session.
    pub session: &'a Session,
    /// Their device.
    pub client: &'a Client,
    /// The present moment.
    pub now: Timestamp,
}

impl Own<'_> {
    /// Who acts, for the audit log.
    pub fn actor(&self) -> Actor {
        self.client.person(&self.session.user)
    }

    /// Makes sure that the person knows the password; wrong ones count like those at sign-in.
    ///
    /// # Errors
    /// `Invalid` on the field; `RateLimited` after wrong ones in a row.
    pub async fn prove_password(
        &self,
        field: &'static str,
        password: Secret<String>,
    ) -> Result<()> {
        let user = &self.session.user;
        let key = check::name_key(&user.email);
        let attempt = self
            .checks
            .passwords
            .begin(&key, self.client.address, self.now)?;
        let hash = self
            .db
            .read_now(|conn| store::password_hash(conn, user.id))?;
        if self.checks.hasher.verify(password, hash).await? {
            attempt.succeeded();
            return Ok(());
        }
        attempt.failed();
        if self.checks.passwords.worth_a_note(self.now) {
            let (by, user, now) = (self.actor(), user.clone(), self.now);
            self.db
                .write(move |tx| note(tx, &by, &user, "password.refused", now))
                .await?;
        }
        Err(Error::invalid(field, text!("password-wrong")))
    }

    /// Begins a try of a code.
    ///
    /// # Errors
    /// `RateLimited` after wrong ones in a row.
    pub(super) fn attempt_code(&self) -> Result<Attempt> {
        let key = self.session.user.public_id.as_str();
        self.checks.codes.begin(key, self.client.address, self.now)
    }

    /// Does something in the transaction that uses a code up.
    ///
    /// # Errors
    /// `Invalid` on `code`; `RateLimited` after wrong ones in a row; `Conflict` without a second
    /// factor.
    pub(super) async fn with_code<T: Send + 'static>(
        &self,
        code: &str,
        then: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let attempt = self.attempt_code()?;
        let (vault, user) = (self.checks.vault.clone(), self.session.user.clone());
        let (client, code, now) = (self.client.clone(), code.to_owned(), self.now);
        let done = self
            .db
            .write(move |tx| {
                if second_factor::take(tx, &vault, &user, &code, &client, now)? {
                    then(tx).map(Some)
                } else {
                    Ok(None)
                }
            })
            .await?;
        second_factor::judge(attempt, done)
    }

    /// The password again, and the code where there is a second factor: until when sensitive acts
    /// need nothing more.
    ///
    /// # Errors
    /// `Invalid` on `password` or `code`; `SecondFactorRequired` without a code; `RateLimited`.
    pub async fn reauthenticate(
        &self,
        password: Secret<String>,
        code: Option<&str>,
    ) -> Result<Timestamp> {
        self.prove_password("password", password).await?;
        let (user, now) = (self.session.user.id, self.now);
        let (session, by) = (self.session.id, self.actor());
        let person = self.session.user.clone();
        let confirm = move |tx: &Tx<'_>| {
            note(tx, &by, &person, "session.reauthenticated", now)?;
            sessions::authenticated(tx, session, now)
        };
        if self.db.read_now(|conn| second_factor::is_on(conn, user))? {
            let code = code.map(str::trim).filter(|code| !code.is_empty());
            let code = code.ok_or(Error::SecondFactorRequired)?;
            self.with_code(code, confirm).await?;
        } else {
            self.db.write(confirm).await?;
        }
        Ok(now.plus(sessions::FRESH))
    }

    /// Changes the password. All other sessions end, and this one gets another token.
    ///
    /// # Errors
    /// `Invalid` on `currentPassword` or `newPassword`; `RateLimited`.
    pub async fn change_password(
        &self,
        current: Secret<String>,
        new: Secret<String>,
    ) -> Result<crate::secret::Token> {
        let user = &self.session.user;
        let known = [user.name.as_str(), user.email.as_str()];
        if let Err(weak) = super::password::check(&new, &known) {
            return Err(Error::invalid("newPassword", weak));
        }
        let same = current.reveal() == new.reveal();
        self.prove_password("currentPassword", current).await?;
        if same {
            return Err(Error::invalid("newPassword", text!("password-same")));
        }
        let hash = self.checks.hasher.hash(&new).await?;
        let (user, session, now) = (user.clone(), self.session.id, self.now);
        let (by, client) = (self.actor(), self.client.clone());
        self.db
            .write(move |tx| {
                let ended = sessions::end_others(tx, user.id, Some(session))?;
                let after = Some(json!({ "sessionsEnded": ended }));
                about(tx, &by, Some(&user), "password.changed", after, now)?;
                let place = super::tell::place(&client, now);
                super::reset::put_password(tx, &user, &hash, place, now)?;
                sessions::rotate(tx, session)
            })
            .await
    }
}
