//! One message to many members: those who cannot get it keep nobody else from it.

use super::{Outcome, find, not_found};
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::members::rules;
use crate::members::{Member, Status};
use crate::messages::{self, NewMessage, To};
use crate::teams::access::{Access, ManageMembers, Membership, SendMessages};
use crate::text;

/// Whether a member gets a message of somebody at this place.
///
/// # Errors
/// `Conflict` for oneself and for somebody who is not let in.
pub(super) fn judge(acting: &Membership, member: &Member) -> Result<()> {
    if member.user == acting.user {
        return Err(Error::Conflict(text!("member-bulk-oneself")));
    }
    if member.status == Status::Inactive {
        let name = &member.name;
        return Err(Error::Conflict(text!("member-bulk-inactive", name = name)));
    }
    Ok(())
}

/// Sends it to those who can get it; what became of each.
///
/// # Errors
/// Those of [`messages::send`].
pub(super) fn send(
    tx: &Tx<'_>,
    by: &Access<ManageMembers>,
    ids: &[String],
    new: &NewMessage,
    now: Timestamp,
) -> Result<Vec<Outcome>> {
    let acting = rules::acting(tx, by)?;
    let sender = by.also::<SendMessages>();
    let sender = sender.ok_or_else(|| Error::Forbidden(text!("member-no-longer")))?;
    let (mut outcomes, mut to) = (Vec::with_capacity(ids.len()), Vec::new());
    for id in ids {
        let outcome = match find(tx, by, id)? {
            None => Outcome::of(id, None, Err(not_found()))?,
            Some(member) => {
                let judged = judge(&acting, &member);
                if judged.is_ok() {
                    to.push(member.id);
                }
                Outcome::of(id, Some(member.name), judged)?
            }
        };
        outcomes.push(outcome);
    }
    if !to.is_empty() {
        let new = NewMessage {
            to: To::People(to),
            ..new.clone()
        };
        messages::send(tx, &sender, &new, now)?;
    }
    Ok(outcomes)
}
