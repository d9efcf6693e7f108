//! Sign-ins that wait for their second factor: the password was right, and nothing is allowed yet.

use std::net::IpAddr;
use std::time::Duration;

use super::store::{self, Pending};
use crate::accounts::devices::Device;
use crate::accounts::{Client, User, second_factor};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::UserId;
use crate::mail::Place;
use crate::secret::{Random, Token, TokenKind};

/// How long the code may take.
pub(super) const LIFE: Duration = Duration::from_mins(10);
/// Sign-ins of one account that may wait at once.
const MOST: i64 = 10;

/// Notes that the password was right, and gives the token for the cookie of the second step.
pub(super) fn start(
    tx: &Tx<'_>,
    user: UserId,
    client: &Client,
    random: &Random,
    now: Timestamp,
) -> Result<Token> {
    let token = Token::generate(TokenKind::HalfSession, random);
    store::keep_latest(tx, user, MOST - 1)?;
    store::insert(tx, user, &token.hash(), client, (now, now.plus(LIFE)))?;
    Ok(token)
}

/// The person whose sign-in waits, by the token of the cookie.
pub fn find(conn: &Conn, presented: &str, now: Timestamp) -> Result<Option<User>> {
    match Token::parse(TokenKind::HalfSession, presented) {
        Some(token) => store::find(conn, &token.hash(), now),
        None => Ok(None),
    }
}

/// Ends what is over. Whoever knew the password and gave no code in time is told to the person,
/// unless a code was taken meanwhile.
///
/// # Errors
/// When a row cannot be read or written.
pub fn end_overdue(tx: &Tx<'_>, now: Timestamp) -> Result<usize> {
    let overdue = store::overdue(tx, now)?;
    for pending in &overdue {
        let last = second_factor::last_used(tx, pending.user)?;
        if last.is_none_or(|at| at < pending.created_at) {
            let user = crate::accounts::find(tx, pending.user)?;
            second_factor::alarm(tx, &user, &place(pending), now)?;
        }
        store::remove(tx, pending.id)?;
    }
    Ok(overdue.len())
}

fn place(pending: &Pending) -> Place {
    let device = Device::of(&pending.user_agent);
    Place {
        device: String::new(),
        browser: device.browser_name(),
        os: device.os.unwrap_or_default().to_owned(),
        address: pending.address.parse::<IpAddr>().ok(),
        at: pending.created_at,
    }
}
