//! Mail before a personal token ends: a week before, and a day before.

use std::time::Duration;

use super::store;
use crate::accounts;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;
use crate::mail::{self, Letter};

/// Days before the end; the nearest first, so that a token that is due for both is told once.
const DAYS: [u32; 2] = [1, 7];

/// Tells the owners of tokens that end soon, each once for every number of days; gives how many
/// mails were queued. A token that was made for a shorter time is not told about.
///
/// # Errors
/// When a row cannot be read or written.
pub fn remind_due(tx: &Tx<'_>, now: Timestamp) -> Result<usize> {
    let mut told = 0;
    for days in DAYS {
        let ahead = Duration::from_hours(24) * days;
        for due in store::due(tx, days, ahead, now)? {
            let owner = accounts::find(tx, due.user)?;
            let letter = Letter::TokenExpiring {
                name: due.name,
                days,
            };
            mail::queue(tx, &owner.recipient(), &letter, now)?;
            store::reminded(tx, due.id, days)?;
            told += 1;
        }
    }
    Ok(told)
}
