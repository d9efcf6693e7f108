//! Accounts that people make for themselves, if the operator lets them.
//!
//! With a mail server the answer is the same for everybody: what there is to know comes by mail,
//! and the account is made when the link in it is used. Until then there is only the request, so
//! nobody can take an address beforehand. Without one the account is made at once.

mod follow;
mod store;

use std::time::Duration;

use serde::Deserialize;

use crate::accounts::{
    self, AccountDraft, Client, Hasher, NewAccount, Pace, PasswordHash, User, addresses, sessions,
};
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Fields, Result};
use crate::i18n::Locale;
use crate::ids::{PublicId, SignUpId};
use crate::links::{self, Claim, Purpose, State, Ticket};
use crate::mail::{self, Letter, Place, Recipient};
use crate::secret::{Secret, Token};
use crate::settings::SignUp;
use crate::text;

pub use follow::{Followed, Open, follow, open};

/// What somebody types to get an account.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignUpDraft {
    /// The whole name; without one, what stands before the `@`.
    pub name: Option<String>,
    /// The address.
    pub email: String,
    /// The password.
    pub password: Secret<String>,
    /// The token of an invitation for this address, which `invitations` takes.
    #[serde(rename = "inviteToken")]
    pub invite_token: Option<Secret<String>>,
}

impl SignUpDraft {
    pub(super) fn check(self) -> Result<NewAccount> {
        let given = self.name.filter(|name| !name.trim().is_empty());
        let local = self.email.trim().split('@').next().unwrap_or_default();
        let draft = AccountDraft {
            name: given.unwrap_or_else(|| local.to_owned()),
            email: self.email,
            password: self.password,
        };
        let mut fields = Fields::default();
        let account = draft.check(&mut fields);
        fields.finish()?;
        account.ok_or_else(|| Error::internal("a field was refused without a message"))
    }
}

/// By which rules accounts are made.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Who may.
    pub who: SignUp,
    /// Whether there is a mail server.
    pub by_mail: bool,
    /// The language of whoever asks.
    pub locale: Locale,
}

impl Rules {
    /// Whether anybody may make an account by themselves.
    ///
    /// # Errors
    /// `Forbidden` with the sentence who helps.
    pub fn allow(self) -> Result<()> {
        match self.who {
            SignUp::Off => Err(Error::Forbidden(text!("signup-off"))),
            SignUp::Invite => Err(Error::Forbidden(text!("signup-invite"))),
            SignUp::Open => Ok(()),
        }
    }
}

/// What came of asking for an account.
pub enum SignedUp {
    /// What there is to know comes by mail.
    ByMail,
    /// The account was made, and this is its session.
    AtOnce(Token, Box<User>),
}

/// Asks for an account.
///
/// # Errors
/// `Forbidden` when nobody may, `Expired` before the first run, `Invalid` with what is wrong with
/// the fields, `RateLimited` after many from one network. Without a mail server also `Invalid` on
/// an address that has an account.
pub async fn sign_up(
    db: &Db,
    hasher: &Hasher,
    pace: &Pace,
    rules: Rules,
    draft: SignUpDraft,
    client: Client,
    now: Timestamp,
) -> Result<SignedUp> {
    rules.allow()?;
    if db.read_now(accounts::none_exists)? {
        return Err(Error::Expired(text!("setup-first")));
    }
    let new = draft.check()?;
    pace.take(client.address, now)?;
    let hash = hasher.hash(&new.password).await?;
    db.write(move |tx| {
        if rules.by_mail {
            ask(tx, &new, &hash, rules.locale, &client, now)?;
            return Ok(SignedUp::ByMail);
        }
        let (token, user) = make(tx, &new, &hash, rules.locale, &client, now)?;
        addresses::ask_to_confirm(tx, &user, now)?;
        Ok(SignedUp::AtOnce(token, Box::new(user)))
    })
    .await
}

/// Keeps the request until its link is used; the owner of an address that has an account is told
/// so instead.
fn ask(
    tx: &Tx<'_>,
    new: &NewAccount,
    hash: &PasswordHash,
    locale: Locale,
    client: &Client,
    now: Timestamp,
) -> Result<()> {
    let place = Place::at(Some(client.address), now);
    match accounts::find_by_email(tx, &new.email) {
        Ok(user) => mail::queue(tx, &user.recipient(), &Letter::SignUpAgain { place }, now),
        Err(Error::NotFound(_)) => {
            let id = PublicId::<SignUpId>::generate(tx.random());
            let life = Purpose::SignUp.life().unwrap_or(Duration::ZERO);
            // The mail may leave late; its link is good for as long from then on.
            let expires = now.plus(life * 2);
            store::insert(tx, &id, new, hash, now, expires)?;
            let link = Ticket::new(Purpose::SignUp, id.as_str(), State::lasting());
            let to = Recipient::stranger(&new.email, locale);
            mail::queue(tx, &to, &Letter::SignUp { link, place }, now)
        }
        Err(error) => Err(error),
    }
}

/// The address that a link of purpose `SignUp` makes an account for; looking does not use it.
///
/// # Errors
/// `Expired` when the link is used up.
pub fn look(conn: &Conn, claim: &Claim, now: Timestamp) -> Result<String> {
    let (new, _) = waiting(conn, claim, now)?;
    Ok(new.email)
}

/// Uses a link of purpose `SignUp`: makes the account and signs it in.
///
/// # Errors
/// `Expired` when the link is used up, `Conflict` when the address has an account by now,
/// `Forbidden` when nobody may make an account any more.
pub fn confirm(
    tx: &Tx<'_>,
    claim: &Claim,
    rules: Rules,
    client: &Client,
    now: Timestamp,
) -> Result<(Token, User)> {
    rules.allow()?;
    let (new, hash) = waiting(tx, claim, now)?;
    // Every request for this address is settled.
    store::remove(tx, &new.email)?;
    if accounts::find_by_email(tx, &new.email).is_ok() {
        return Err(Error::Conflict(text!("signup-has-account")));
    }
    let (token, user) = make(tx, &new, &hash, rules.locale, client, now)?;
    addresses::note_verified(tx, &user, now)?;
    Ok((token, user))
}

fn waiting(conn: &Conn, claim: &Claim, now: Timestamp) -> Result<(NewAccount, PasswordHash)> {
    let id = PublicId::parse(&claim.subject).ok_or_else(links::used_up)?;
    claim.check(&State::lasting())?;
    store::find(conn, &id, now)?.ok_or_else(links::used_up)
}

/// Makes the account, a team of its own, and a session.
fn make(
    tx: &Tx<'_>,
    new: &NewAccount,
    hash: &PasswordHash,
    locale: Locale,
    client: &Client,
    now: Timestamp,
) -> Result<(Token, User)> {
    let user = accounts::create(tx, &client.anonymous(), new, hash, false, now)?;
    let name: String = locale
        .say(&text!("signup-team-name", name = &user.name))
        .chars()
        .take(super::NAME_MOST)
        .collect();
    let team = super::create(tx, &client.person(&user), user.id, &name, now)?;
    let token = sessions::start(tx, user.id, Some(team.id), client, now)?;
    Ok((token, user))
}

/// Removes requests whose link was never used; gives how many.
pub fn purge_due(tx: &Tx<'_>, now: Timestamp) -> Result<usize> {
    store::purge(tx, now)
}
