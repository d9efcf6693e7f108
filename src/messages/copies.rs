//! Copies by mail, for those who want them and have not read the message in the meantime.

use std::time::Duration;

use super::store;
use crate::accounts;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;
use crate::mail::{self, Letter};

/// How long after the message its copy goes: whoever is there reads it first.
pub(super) const DELAY: Duration = Duration::from_mins(1);
/// Copies that a person gets in 24 hours; what else is written to them is in the inbox.
const A_DAY: i64 = 20;
/// Recipients of one transaction.
const AT_ONCE: u32 = 100;

/// Queues the copies that are due, some at once. Whether there may be more.
pub fn send_copies(tx: &Tx<'_>, now: Timestamp) -> Result<bool> {
    let due = store::due(tx, now, AT_ONCE)?;
    let day = now.minus(Duration::from_hours(24));
    for copy in &due {
        store::settle(tx, copy)?;
        if !copy.wanted {
            continue;
        }
        let to = accounts::find(tx, copy.user)?.recipient();
        let letter = Letter::Message {
            id: copy.message_id.to_string(),
            team: copy.team_name.clone(),
            from: copy.sender.clone().unwrap_or_default(),
            subject: copy.subject.clone(),
            body: copy.body.clone(),
        };
        if mail::count_since(tx, &to, &letter, day)? < A_DAY {
            mail::queue(tx, &to, &letter, now)?;
        }
    }
    Ok(due.len() == AT_ONCE as usize)
}
