//! Who somebody is: names, company, bio, and the address, which changes by a link only.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{NAME_MOST, Session, User, addresses, find, store};
use crate::audit::{self, Actor, Chain, Entry};
use crate::check;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, Fields, Result};
use crate::mail::Place;
use crate::text;
use crate::text::Text;

/// The longest name of a company.
const COMPANY_MOST: usize = 100;
/// The longest text about oneself.
const BIO_MOST: usize = 2_000;
/// How often somebody may ask for another address in [`ASKS_SPAN`]: each asks a stranger by mail.
const ASKS_MOST: i64 = 10;
const ASKS_SPAN: Duration = Duration::from_hours(1);

/// A changed profile, as typed; what is left out stays as it is.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ProfileDraft {
    /// The first name, 1 to 100 characters.
    pub first_name: Option<String>,
    /// The last name, up to 100 characters.
    pub last_name: Option<String>,
    /// The address. Another one takes effect when the link that is sent to it is used; the
    /// present one takes back what was asked for before.
    pub email: Option<String>,
    /// The company, up to 100 characters.
    pub company: Option<String>,
    /// About oneself, up to 2,000 characters in lines.
    pub bio: Option<String>,
}

/// A changed profile, checked.
#[derive(Clone, Debug, Default)]
pub struct ProfileChange {
    first_name: Option<String>,
    last_name: Option<String>,
    email: Option<String>,
    company: Option<String>,
    bio: Option<String>,
}

impl ProfileChange {
    /// The same without the address.
    #[must_use]
    pub fn without_email(self) -> Self {
        Self {
            email: None,
            ..self
        }
    }
}

/// Whether a link was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// For the address that is to take the place of the present one.
    ByLink,
    /// There was nothing to ask.
    Nothing,
}

impl Asked {
    /// The sentence after a profile was saved, where mail goes out or (not `by_mail`) stays in the
    /// data folder.
    pub fn told(self, user: &User, by_mail: bool) -> Text {
        match (&user.pending_email, self) {
            (Some(email), Self::ByLink) if by_mail => text!("profile-saved-asked", email = email),
            (Some(email), Self::ByLink) => text!("profile-saved-kept", email = email),
            _ => text!("profile-saved"),
        }
    }
}

impl ProfileDraft {
    /// Checks every field.
    ///
    /// # Errors
    /// `Invalid`, by field.
    pub fn check(&self) -> Result<ProfileChange> {
        let mut fields = Fields::default();
        let mut part = |name, typed: &Option<String>, check: fn(&str) -> _| match typed {
            Some(typed) => fields.take(name, check(typed)),
            None => None,
        };
        let change = ProfileChange {
            first_name: part("firstName", &self.first_name, |typed| {
                check::line(typed, NAME_MOST)
            }),
            last_name: part("lastName", &self.last_name, |typed| {
                check::line_or_nothing(typed, NAME_MOST)
            }),
            email: part("email", &self.email, check::email),
            company: part("company", &self.company, |typed| {
                check::line_or_nothing(typed, COMPANY_MOST)
            }),
            bio: part("bio", &self.bio, |typed| check::lines(typed, BIO_MOST)),
        };
        fields.finish()?;
        Ok(change)
    }
}

/// Changes the profile of a person, in their name; the address is asked for by mail.
///
/// # Errors
/// `NotFound` when the account is gone; `Reauthenticate` when another address is asked for and the
/// password was not given lately; `RateLimited` when they asked for many.
pub fn update_profile(
    tx: &Tx<'_>,
    by: &Actor,
    session: &Session,
    change: &ProfileChange,
    now: Timestamp,
) -> Result<(User, Asked)> {
    let user = &session.user;
    set_names(tx, by, user, change, now)?;
    let asked = match &change.email {
        Some(email) => ask(tx, by, session, email, now)?,
        None => Asked::Nothing,
    };
    Ok((find(tx, user.id)?, asked))
}

/// Asks for another address, unless that was done.
fn ask(tx: &Tx<'_>, by: &Actor, session: &Session, email: &str, now: Timestamp) -> Result<Asked> {
    let user = &find(tx, session.user.id)?;
    let same = check::name_key(email) == check::name_key(&user.email);
    if user.pending_email.as_deref() == Some(email)
        || (user.pending_email.is_none() && email == user.email)
    {
        return Ok(Asked::Nothing);
    }
    if !same {
        // Whoever has the address can have the password.
        session.require_fresh(now)?;
        count(tx, user, now)?;
    }
    addresses::propose(tx, by, user, email, Place::at(by.address, now), now)?;
    Ok(if same { Asked::Nothing } else { Asked::ByLink })
}

/// Sends the link once more: to the address that waits, else to the present one.
///
/// # Errors
/// `Conflict` when nothing waits to be confirmed; `RateLimited` after many.
pub fn ask_again(tx: &Tx<'_>, by: &Actor, user: &User, now: Timestamp) -> Result<User> {
    let user = find(tx, user.id)?;
    if user.pending_email.is_none() && user.email_verified_at.is_some() {
        return Err(Error::Conflict(text!("profile-email-known")));
    }
    count(tx, &user, now)?;
    match &user.pending_email {
        Some(email) => {
            let place = Place::at(by.address, now);
            addresses::propose(tx, by, &user, email, place, now)?;
        }
        None => addresses::ask_to_confirm(tx, &user, now)?,
    }
    Ok(user)
}

/// Counts a question by mail.
fn count(tx: &Tx<'_>, user: &User, now: Timestamp) -> Result<()> {
    let (asks, since) = store::email_asks(tx, user.id)?;
    let gone = now.since(since);
    if gone >= ASKS_SPAN {
        return store::set_email_asks(tx, user.id, 1, now);
    }
    if asks >= ASKS_MOST {
        let retry_after = ASKS_SPAN.saturating_sub(gone);
        return Err(Error::RateLimited { retry_after });
    }
    store::set_email_asks(tx, user.id, asks + 1, since)
}

fn set_names(
    tx: &Tx<'_>,
    by: &Actor,
    user: &User,
    change: &ProfileChange,
    now: Timestamp,
) -> Result<()> {
    let before = find(tx, user.id)?;
    let mut after = before.clone();
    let (mut was, mut is) = (Map::new(), Map::new());
    for (name, place, new) in [
        ("firstName", &mut after.first_name, &change.first_name),
        ("lastName", &mut after.last_name, &change.last_name),
        ("company", &mut after.company, &change.company),
        ("bio", &mut after.bio, &change.bio),
    ] {
        if let Some(new) = new.as_ref().filter(|new| *new != place) {
            was.insert(name.to_owned(), Value::from(place.as_str()));
            is.insert(name.to_owned(), Value::from(new.as_str()));
            place.clone_from(new);
        }
    }
    if is.is_empty() {
        return Ok(());
    }
    store::set_profile(tx, &after, now)?;
    audit::record(
        tx,
        by,
        &Entry {
            chain: Chain::Instance,
            action: "user.profile_changed",
            target_kind: "user",
            target_id: Some(before.public_id.as_str()),
            target_name: Some(&before.name),
            before: Some(Value::Object(was)),
            after: Some(Value::Object(is)),
        },
        now,
    )
}
