//! A second mail to those who have not answered after three days.

use std::time::Duration;

use super::sending::{guest, queue};
use super::{Way, store, ticket};
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;
use crate::mail::Letter;

/// How long after it was sent an invitation is reminded of.
const AFTER: Duration = Duration::from_hours(3 * 24);

/// Reminds of the invitations that were mailed three days ago and are still pending, once each;
/// gives how many mails were queued. One that nobody vouches for any more cannot be accepted, so
/// nobody is reminded of it.
///
/// # Errors
/// When a row cannot be read or written.
pub fn remind_due(tx: &Tx<'_>, now: Timestamp) -> Result<usize> {
    let mut reminded = 0;
    for due in store::to_remind(tx, now.minus(AFTER), now)? {
        store::set_reminded(tx, due.team, due.invitation.id, now)?;
        if !due.is_vouched() {
            continue;
        }
        let invitation = &due.invitation;
        let letter = Letter::InvitationReminder {
            link: ticket(&invitation.public_id, &invitation.email, Way::Mail),
            to: guest(invitation, &due.team_name),
        };
        queue(tx, due.team, invitation, &letter, now)?;
        reminded += 1;
    }
    Ok(reminded)
}
