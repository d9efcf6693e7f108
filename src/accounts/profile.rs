//! Who somebody is: names, company, bio.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{NAME_MOST, User, find, store};
use crate::audit::{self, Actor, Chain, Entry};
use crate::check;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, Fields, Result};

/// The longest name of a company.
const COMPANY_MOST: usize = 100;
/// The longest text about oneself.
const BIO_MOST: usize = 2_000;

/// A changed profile, as typed; what is left out stays as it is.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ProfileDraft {
    /// The first name, 1 to 100 characters.
    pub first_name: Option<String>,
    /// The last name, up to 100 characters.
    pub last_name: Option<String>,
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
    company: Option<String>,
    bio: Option<String>,
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
            company: part("company", &self.company, |typed| {
                check::line_or_nothing(typed, COMPANY_MOST)
            }),
            bio: part("bio", &self.bio, |typed| check::lines(typed, BIO_MOST)),
        };
        fields.finish()?;
        Ok(change)
    }
}

/// Changes the profile of a person, in their name.
///
/// # Errors
/// `NotFound` when the account is gone.
pub fn update_profile(
    tx: &Tx<'_>,
    by: &Actor,
    user: &User,
    change: &ProfileChange,
    now: Timestamp,
) -> Result<User> {
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
        return Ok(before);
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
    )?;
    store::find(tx, user.id)?.ok_or_else(|| Error::internal("the account went away"))
}
