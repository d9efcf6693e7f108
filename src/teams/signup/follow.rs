//! The links that show that an address is somebody's: opened, and used.

use super::Rules;
use crate::accounts::{Client, User, addresses};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::Result;
use crate::links::{Claim, Links, Purpose, used_up};
use crate::mail::Place;
use crate::secret::Token;

/// A link that is good: for what, and which address it is about.
#[derive(Debug, PartialEq, Eq)]
pub struct Open {
    /// `ConfirmEmail` or `SignUp`.
    pub purpose: Purpose,
    /// The address.
    pub email: String,
}

/// What came of using a link.
pub enum Followed {
    /// The address is known to be the person's now.
    Confirmed(User),
    /// The account was made, and this is its session.
    SignedUp(Token, User),
}

fn read(links: &Links, token: &str, now: Timestamp) -> Result<(Purpose, Claim)> {
    let purpose = Links::purpose(token)
        .filter(|purpose| matches!(purpose, Purpose::ConfirmEmail | Purpose::SignUp))
        .ok_or_else(used_up)?;
    Ok((purpose, links.read(purpose, token, now)?))
}

/// What a link would do. Looking does not use it up: mail scanners and previews look too.
///
/// # Errors
/// `Expired` when it is used up or none of ours.
pub fn open(db: &Db, links: &Links, token: &str, now: Timestamp) -> Result<Open> {
    let (purpose, claim) = read(links, token, now)?;
    let email = db.read_now(|conn| match purpose {
        Purpose::SignUp => super::look(conn, &claim, now),
        _ => addresses::look(conn, &claim),
    })?;
    Ok(Open { purpose, email })
}

/// Uses a link.
///
/// # Errors
/// `Expired` when it is used up or none of ours, `Conflict` when the address has another account
/// by now, `Forbidden` when nobody may make an account any more.
pub async fn follow(
    db: &Db,
    links: &Links,
    rules: Rules,
    token: &str,
    client: Client,
    now: Timestamp,
) -> Result<Followed> {
    let (purpose, claim) = read(links, token, now)?;
    db.write(move |tx| {
        if purpose == Purpose::SignUp {
            let (token, user) = super::confirm(tx, &claim, rules, &client, now)?;
            return Ok(Followed::SignedUp(token, user));
        }
        let place = Place::at(Some(client.address), now);
        let user = addresses::confirm(tx, &client.anonymous(), &claim, place, now)?;
        Ok(Followed::Confirmed(user))
    })
    .await
}
