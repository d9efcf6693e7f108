//! Inviting, and sending an invitation again.

use std::time::Duration;

use serde_json::json;

use super::{
    Invitation, InviteDraft, LIFE, MOST_A_DAY, MOST_RESENDS, MOST_RESENDS_AN_HOUR, NewInvitation,
    Post, Status, Way, find, not_open, record, require_gift, store, ticket, withdraw,
};
use crate::accounts;
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::ids::{InvitationId, PublicId, TeamId};
use crate::mail::{self, Guest, Letter, Recipient};
use crate::teams::access::{Access, ManageMembers};
use crate::text;

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// Invites an address to the team of `by`.
///
/// # Errors
/// `Forbidden` for a role above one's own; `Invalid` on `email` for one's own address; `Conflict`
/// when the address belongs to a member or has a pending invitation; `RateLimited` when the team
/// invited many within a day.
pub fn invite(
    tx: &Tx<'_>,
    by: &Access<ManageMembers>,
    new: &NewInvitation,
    post: Post,
    now: Timestamp,
) -> Result<Invitation> {
    require_gift(by, new.role)?;
    let key = check::name_key(&new.email);
    require_stranger(tx, by, new, &key)?;
    if store::has_pending(tx, by.team(), &key, now)? {
        return Err(Error::Conflict(text!(
            "invitation-pending-already",
            email = &new.email
        )));
    }
    require_room(tx, by.team(), now)?;
    let public_id = PublicId::generate(tx.random());
    let row = store::New {
        public_id: &public_id,
        team: by.team(),
        invitation: new,
        invited_by: by.user(),
        language: post.locale.tag(),
        expires_at: now.plus(LIFE),
    };
    store::insert(tx, &row, now)?;
    let made = find(tx, by, &public_id)?;
    if post.by_mail {
        send(tx, by, &made, now)?;
    }
    record(
        tx,
        by.actor(),
        by.team(),
        "invitation.created",
        &made,
        json!({ "role": made.role.word() }),
        now,
    )?;
    find(tx, by, &public_id)
}

/// Invites many, each for itself: what is refused keeps nobody else out. Gives what came of each,
/// in their order.
///
/// # Errors
/// When something fails that is no refusal; then nobody is invited.
pub fn invite_all(
    tx: &Tx<'_>,
    by: &Access<ManageMembers>,
    drafts: &[InviteDraft],
    post: Post,
    now: Timestamp,
) -> Result<Vec<Result<Invitation>>> {
    let one = |draft: &InviteDraft| {
        let made = draft
            .check()
            .and_then(|new| invite(tx, by, &new, post, now));
        match made {
            Err(error @ (Error::Internal(_) | Error::Unavailable(_))) => Err(error),
            refused_or_made => Ok(refused_or_made),
        }
    };
    drafts.iter().map(one).collect()
}

fn require_stranger(
    conn: &Conn,
    by: &Access<ManageMembers>,
    new: &NewInvitation,
    key: &str,
) -> Result<()> {
    if check::name_key(&accounts::find(conn, by.user())?.email) == key {
        return Err(Error::invalid("email", text!("invitation-self")));
    }
    match store::member(conn, by.team(), key)? {
        None => Ok(()),
        Some(true) => Err(Error::Conflict(text!(
            "invitation-member",
            email = &new.email
        ))),
        Some(false) => Err(Error::Conflict(text!(
            "invitation-member-inactive",
            email = &new.email
        ))),
    }
}

/// At most so many a day.
fn require_room(conn: &Conn, team: TeamId, now: Timestamp) -> Result<()> {
    let (count, oldest) = store::made_since(conn, team, now.minus(DAY))?;
    if count < MOST_A_DAY {
        return Ok(());
    }
    let retry_after = oldest.plus(DAY).since(now);
    Err(Error::RateLimited { retry_after })
}

/// Queues the mail of an invitation, and notes which one it is.
fn send(
    tx: &Tx<'_>,
    by: &Access<ManageMembers>,
    invitation: &Invitation,
    now: Timestamp,
) -> Result<()> {
    let place = by.membership();
    let letter = Letter::Invitation {
        link: ticket(&invitation.public_id, &invitation.email, Way::Mail),
        to: guest(invitation, &place.team_name),
    };
    queue(tx, place.team, invitation, &letter, now)
}

pub(super) fn guest(invitation: &Invitation, team: &str) -> Guest {
    Guest {
        team: team.to_owned(),
        role: invitation.role.word().to_owned(),
        inviter: invitation.invited_by.clone(),
        message: invitation.message.clone(),
        until: invitation.expires_at,
    }
}

pub(super) fn queue(
    tx: &Tx<'_>,
    team: TeamId,
    invitation: &Invitation,
    letter: &Letter,
    now: Timestamp,
) -> Result<()> {
    // Somebody with an account is spoken to as they wish.
    let to = match accounts::find_by_email(tx, &invitation.email) {
        Ok(user) => user.recipient().at(&invitation.email),
        Err(Error::NotFound(_)) => {
            Recipient::stranger(&invitation.email, Locale::of(&invitation.language))
        }
        Err(error) => return Err(error),
    };
    let mail = mail::queue_one(tx, &to, letter, now)?;
    store::set_mail(tx, team, invitation.id, mail.as_ref())
}

/// Sends an invitation again: it is good for another seven days, and who sends it vouches for it
/// from now on.
///
/// # Errors
/// `NotFound`; `Forbidden` for a role above one's own; `Conflict` when it was accepted, revoked or
/// sent again ten times, or when another one for the address is pending; `RateLimited` after three
/// times in an hour.
pub fn resend(
    tx: &Tx<'_>,
    by: &Access<ManageMembers>,
    id: &PublicId<InvitationId>,
    post: Post,
    now: Timestamp,
) -> Result<Invitation> {
    let found = find(tx, by, id)?;
    require_gift(by, found.role)?;
    let status = found.status(now);
    if matches!(status, Status::Accepted | Status::Revoked) {
        return Err(not_open(&found, status));
    }
    let key = check::name_key(&found.email);
    if status == Status::Expired && store::has_pending(tx, by.team(), &key, now)? {
        let email = &found.email;
        return Err(Error::Conflict(text!(
            "invitation-pending-already",
            email = email
        )));
    }
    let paced = pace(&found, now)?;
    withdraw(tx, &found)?;
    store::renew(tx, by.team(), found.id, by.user(), &paced, now)?;
    let renewed = find(tx, by, id)?;
    if post.by_mail {
        send(tx, by, &renewed, now)?;
    }
    let (actor, team) = (by.actor(), by.team());
    let after = json!({ "role": renewed.role.word(), "expiresAt": renewed.expires_at });
    record(tx, actor, team, "invitation.resent", &renewed, after, now)?;
    find(tx, by, id)
}

/// How often an invitation was sent again, with this time.
pub(super) struct Paced {
    pub(super) resends: u32,
    pub(super) hour: u32,
    pub(super) since: Timestamp,
    pub(super) expires_at: Timestamp,
}

fn pace(invitation: &Invitation, now: Timestamp) -> Result<Paced> {
    if invitation.resends >= MOST_RESENDS {
        return Err(Error::Conflict(text!(
            "invitation-resent-often",
            most = MOST_RESENDS
        )));
    }
    let over = now.since(invitation.resends_since) >= HOUR;
    let (hour, since) = if over {
        (0, now)
    } else {
        (invitation.resends_hour, invitation.resends_since)
    };
    if hour >= MOST_RESENDS_AN_HOUR {
        let retry_after = since.plus(HOUR).since(now);
        return Err(Error::RateLimited { retry_after });
    }
    Ok(Paced {
        resends: invitation.resends + 1,
        hour: hour + 1,
        since,
        expires_at: now.plus(LIFE),
    })
}
