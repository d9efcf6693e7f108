//! Somebody who does something about their own account, and the checks of who they are.

use serde_json::json;

use super::second_factor::{self, Vault};
use super::throttle::Attempt;
use super::{Client, Hasher, Pace, PasswordHash, Session, Throttles, about, note, sessions, store};
use crate::audit::Actor;
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Result};
use crate::secret::{Secret, Token};
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

/// The right password, given once more. Finding out that it is takes long, and what it stands for
/// is done in a transaction of its own: there it has to be asked whether that is still so.
#[derive(Clone, Debug)]
pub(super) struct Given {
    field: &'static str,
    hash: PasswordHash,
    session: Session,
}

impl Given {
    /// Makes sure that the session has not ended and the password is still the one that was given.
    ///
    /// # Errors
    /// `Unauthenticated` without the session; `Invalid` on the field of the password, as for a
    /// wrong one.
    pub(super) fn ensure(&self, conn: &Conn) -> Result<()> {
        sessions::ensure(conn, &self.session)?;
        if store::has_password(conn, self.session.user.id, &self.hash)? {
            Ok(())
        } else {
            Err(wrong(self.field))
        }
    }
}

fn wrong(field: &'static str) -> Error {
    Error::invalid(field, text!("password-wrong"))
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
    pub(super) async fn prove_password(
        &self,
        field: &'static str,
        password: Secret<String>,
    ) -> Result<Given> {
        let user = &self.session.user;
        let key = check::name_key(&user.email);
        let attempt = self
            .checks
            .passwords
            .begin(&key, self.client.address, self.now)?;
        let hash = self
            .db
            .read_now(|conn| store::password_hash(conn, user.id))?;
        if self.checks.hasher.verify(password, hash.clone()).await? {
            attempt.succeeded();
            return Ok(Given {
                field,
                hash,
                session: self.session.clone(),
            });
        }
        attempt.failed();
        if self.checks.passwords.worth_a_note(self.now) {
            let (by, user, now) = (self.actor(), user.clone(), self.now);
            self.db
                .write(move |tx| note(tx, &by, &user, "password.refused", now))
                .await?;
        }
        Err(wrong(field))
    }

    /// Begins a try of a code.
    ///
    /// # Errors
    /// `RateLimited` after wrong ones in a row.
    pub(super) fn attempt_code(&self) -> Result<Attempt> {
        let key = self.session.user.public_id.as_str();
        self.checks.codes.begin(key, self.client.address, self.now)
    }

    /// Does something in the transaction that uses a code up, for the password that was given.
    ///
    /// # Errors
    /// Those of [`Given::ensure`]; `Invalid` on `code`; `RateLimited` after wrong ones in a row;
    /// `Conflict` without a second factor. Then no code is used up.
    pub(super) async fn with_code<T: Send + 'static>(
        &self,
        given: Given,
        code: &str,
        then: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let attempt = self.attempt_code()?;
        let (vault, user) = (self.checks.vault.clone(), self.session.user.clone());
        let (client, code, now) = (self.client.clone(), code.to_owned(), self.now);
        let done = self
            .db
            .write(move |tx| {
                given.ensure(tx)?;
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
    /// As [`Own::reauthenticate_to`].
    pub async fn reauthenticate(
        &self,
        password: Secret<String>,
        code: Option<&str>,
    ) -> Result<Timestamp> {
        self.reauthenticate_to(password, code, |_| Ok(())).await?;
        Ok(self.now.plus(sessions::FRESH))
    }

    /// The same, and in its transaction what it was asked for: when that fails, no code is used up.
    ///
    /// # Errors
    /// `Invalid` on `password` or `code`; `SecondFactorRequired` without a code; `RateLimited`;
    /// `Unauthenticated` when the session ends meanwhile; those of `then`.
    pub async fn reauthenticate_to<T: Send + 'static>(
        &self,
        password: Secret<String>,
        code: Option<&str>,
        then: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let given = self.prove_password("password", password).await?;
        self.go_on(given, code, then).await
    }

    /// What follows on the right password.
    async fn go_on<T: Send + 'static>(
        &self,
        given: Given,
        code: Option<&str>,
        then: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (user, now) = (self.session.user.id, self.now);
        let (session, by) = (self.session.id, self.actor());
        let person = self.session.user.clone();
        let confirm = move |tx: &Tx<'_>| {
            note(tx, &by, &person, "session.reauthenticated", now)?;
            sessions::authenticated(tx, session, now)?;
            then(tx)
        };
        if self.db.read_now(|conn| second_factor::is_on(conn, user))? {
            let code = code.map(str::trim).filter(|code| !code.is_empty());
            let code = code.ok_or(Error::SecondFactorRequired)?;
            return self.with_code(given, code, confirm).await;
        }
        self.db
            .write(move |tx| {
                given.ensure(tx)?;
                if second_factor::is_on(tx, user)? {
                    return Err(Error::SecondFactorRequired);
                }
                confirm(tx)
            })
            .await
    }

    /// Changes the password. All other sessions end, and this one gets another token.
    ///
    /// # Errors
    /// `Invalid` on `currentPassword` or `newPassword`; `RateLimited`; `Unauthenticated` when the
    /// session ends meanwhile.
    pub async fn change_password(
        &self,
        current: Secret<String>,
        new: Secret<String>,
    ) -> Result<Token> {
        let user = &self.session.user;
        let known = [user.name.as_str(), user.email.as_str()];
        if let Err(weak) = super::password::check(&new, &known) {
            return Err(Error::invalid("newPassword", weak));
        }
        let same = current.reveal() == new.reveal();
        let given = self.prove_password("currentPassword", current).await?;
        if same {
            return Err(Error::invalid("newPassword", text!("password-same")));
        }
        let hash = self.checks.hasher.hash(&new).await?;
        self.put_password(given, hash).await
    }

    /// Puts the new password in place of the one that was given.
    async fn put_password(&self, given: Given, hash: PasswordHash) -> Result<Token> {
        let (user, session, now) = (self.session.user.clone(), self.session.id, self.now);
        let (by, client) = (self.actor(), self.client.clone());
        self.db
            .write(move |tx| {
                given.ensure(tx)?;
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

#[cfg(test)]
pub(super) mod tests;
