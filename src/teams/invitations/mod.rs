//! Invitations: a place in a team that waits for the person of an address.
//!
//! The link is an HMAC over the invitation and never stored; until when it is good stands in the
//! row, so a link that was sent before works again when the invitation is sent again. Whether an
//! address has an account is told to nobody who invites it.

mod accept;
mod draft;
mod reminders;
mod sending;
mod store;

use std::time::Duration;

use serde_json::{Value, json};

use super::access::{Access, ManageMembers, Role};
use crate::audit::{self, Actor, Chain, Entry};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::ids::{InvitationId, MailId, PublicId, TeamId, UserId};
use crate::links::{Links, Purpose, State, Ticket};
use crate::mail;
use crate::page::{Cursor, Limit, Page};
use crate::text;

pub use accept::{Desk, JoinDraft, Joined, Open, accept, look};
pub(crate) use draft::few_enough;
pub use draft::{Asked, InviteBody, InviteDraft, MESSAGE_MOST, MOST_AT_ONCE, NewInvitation};
pub use reminders::remind_due;
pub use sending::{invite, invite_all, resend};

/// How long an invitation is good, from when it was made or sent again.
pub const LIFE: Duration = Duration::from_hours(7 * 24);
/// Invitations of a team in 24 hours: mail goes to strangers in its name.
pub const MOST_A_DAY: i64 = 500;
/// How often an invitation is sent again, in all.
pub const MOST_RESENDS: u32 = 10;
/// How often in an hour.
pub const MOST_RESENDS_AN_HOUR: u32 = 3;
/// Invitations are kept this long after they were accepted or revoked, or expired.
const KEPT: Duration = Duration::from_hours(30 * 24);

/// What has become of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It can be accepted.
    Pending,
    /// Somebody joined the team with it.
    Accepted,
    /// Its time is over; sending it again makes it good again.
    Expired,
    /// It was taken back.
    Revoked,
}

impl Status {
    /// Every one, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Expired, Self::Accepted, Self::Revoked];

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }

    /// The filter of a query parameter; absent, empty and `all` mean every one.
    ///
    /// # Errors
    /// `Invalid` on `status`.
    pub fn from_query(value: Option<&str>) -> Result<Option<Self>> {
        match value {
            None | Some("" | "all") => Ok(None),
            Some(word) => Self::ALL
                .into_iter()
                .find(|status| status.word() == word)
                .map(Some)
                .ok_or_else(|| Error::invalid("status", text!("invitation-status-unknown"))),
        }
    }
}

/// How the link gets to its person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The mail waits to be sent, or to be tried again.
    Queued,
    /// The mail server took it.
    Sent,
    /// It was refused for good, or given up.
    Failed,
    /// No mail goes: the inviter gives the link.
    LinkOnly,
}

impl Delivery {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::LinkOnly => "link_only",
        }
    }
}

/// An invitation, as those who manage the members see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The row.
    pub id: InvitationId,
    /// The id outside.
    pub public_id: PublicId<InvitationId>,
    /// The address, as typed.
    pub email: String,
    /// What its person becomes.
    pub role: Role,
    /// The personal line; may be empty.
    pub message: String,
    /// The name of who vouches for it; empty when their account is gone.
    pub invited_by: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was made or sent again last.
    pub sent_at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// When somebody joined with it.
    pub accepted_at: Option<Timestamp>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
    /// How the link gets to its person.
    pub delivery: Delivery,
    /// The newest mail about it.
    mail: Option<PublicId<MailId>>,
    /// The language of its mails.
    language: String,
    /// How often it was sent again: in all, and since when how often.
    resends: u32,
    resends_hour: u32,
    resends_since: Timestamp,
}

impl Invitation {
    /// What has become of it by now.
    pub fn status(&self, now: Timestamp) -> Status {
        match (self.revoked_at, self.accepted_at) {
            (Some(_), _) => Status::Revoked,
            (_, Some(_)) => Status::Accepted,
            _ if self.expires_at <= now => Status::Expired,
            _ => Status::Pending,
        }
    }

    /// The link to give by hand.
    pub fn url(&self, links: &Links, base_url: &str) -> String {
        let token = links.sign(&ticket(&self.public_id, &self.email, Way::Hand), None);
        format!("{base_url}{}", Purpose::Invitation.page(&token))
    }
}

/// By which way a link came to who uses it. One that came by mail shows that the address is
/// theirs; one that the inviter copied does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Mail,
    Hand,
}

fn state(email: &str, way: Way) -> State {
    let way = match way {
        Way::Mail => "mail",
        Way::Hand => "hand",
    };
    State::of(&[&check::name_key(email), way])
}

fn ticket(id: &PublicId<InvitationId>, email: &str, way: Way) -> Ticket {
    Ticket::new(Purpose::Invitation, id.as_str(), state(email, way))
}

/// How invitations leave.
#[derive(Clone, Copy, Debug)]
pub struct Post {
    /// Whether there is a mail server.
    pub by_mail: bool,
    /// The language for people without an account: that of the inviter.
    pub locale: Locale,
}

/// The invitations of a team, newest first; of one status, or all.
pub fn list(
    conn: &Conn,
    by: &Access<ManageMembers>,
    status: Option<Status>,
    limit: Limit,
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> Result<Page<Invitation>> {
    let rows = store::list(conn, by.team(), status, limit.probe(), cursor, now)?;
    Ok(Page::cut(rows, limit, |row| Cursor {
        at: row.created_at.ms(),
        id: row.public_id.as_str().to_owned(),
    }))
}

/// How many invitations of a team can be accepted.
pub fn pending(conn: &Conn, team: TeamId, now: Timestamp) -> Result<i64> {
    store::pending(conn, team, now)
}

/// One of the team's invitations.
///
/// # Errors
/// `NotFound` for an unknown one, and one of another team.
pub fn find(
    conn: &Conn,
    by: &Access<ManageMembers>,
    id: &PublicId<InvitationId>,
) -> Result<Invitation> {
    store::find(conn, by.team(), id)?.ok_or_else(|| Error::NotFound(text!("error-not-found")))
}

/// The same, for who wants its link. Whoever has it can take the place it is to, so it is given
/// to those only who could give that place themselves.
///
/// # Errors
/// `NotFound`; `Forbidden` when its role is above one's own; `Conflict` when it is not pending.
pub fn for_link(
    conn: &Conn,
    by: &Access<ManageMembers>,
    id: &PublicId<InvitationId>,
    now: Timestamp,
) -> Result<Invitation> {
    let found = find(conn, by, id)?;
    require_gift(by, found.role)?;
    match found.status(now) {
        Status::Pending => Ok(found),
        status => Err(not_open(&found, status)),
    }
}

fn not_open(invitation: &Invitation, status: Status) -> Error {
    Error::Conflict(text!(
        "invitation-not-open",
        status = status.word(),
        email = &invitation.email
    ))
}

/// Nobody gives a role above their own.
fn require_gift(by: &Access<ManageMembers>, role: Role) -> Result<()> {
    let own = by.membership().role;
    if own.may_give(role) {
        return Ok(());
    }
    Err(Error::Forbidden(text!(
        "invitation-role-above",
        role = role.word(),
        own = own.word()
    )))
}

/// Takes an invitation back: its links are refused from now on, and a mail that waits does not
/// leave. One that was revoked before stays as it is.
///
/// # Errors
/// `NotFound`; `Conflict` when it was accepted.
pub fn revoke(
    tx: &Tx<'_>,
    by: &Access<ManageMembers>,
    id: &PublicId<InvitationId>,
    now: Timestamp,
) -> Result<Invitation> {
    let found = revocable(tx, by, id, now)?;
    if found.revoked_at.is_some() {
        return Ok(found);
    }
    withdraw(tx, &found)?;
    store::set_revoked(tx, by.team(), found.id, now)?;
    let (actor, team) = (by.actor(), by.team());
    let after = json!({ "role": found.role.word() });
    record(tx, actor, team, "invitation.revoked", &found, after, now)?;
    find(tx, by, id)
}

/// The invitation that [`revoke`] would end.
pub fn revocable(
    conn: &Conn,
    by: &Access<ManageMembers>,
    id: &PublicId<InvitationId>,
    now: Timestamp,
) -> Result<Invitation> {
    let found = find(conn, by, id)?;
    match found.status(now) {
        status @ Status::Accepted => Err(not_open(&found, status)),
        Status::Pending | Status::Expired | Status::Revoked => Ok(found),
    }
}

fn withdraw(tx: &Tx<'_>, invitation: &Invitation) -> Result<()> {
    match &invitation.mail {
        Some(mail) => mail::withdraw(tx, mail),
        None => Ok(()),
    }
}

/// The log outlives invitations, so it holds the address masked.
fn record(
    tx: &Tx<'_>,
    by: &Actor,
    team: TeamId,
    action: &'static str,
    invitation: &Invitation,
    after: Value,
    now: Timestamp,
) -> Result<()> {
    let masked = mail::masked(&invitation.email);
    let entry = Entry {
        chain: Chain::Team(team),
        action,
        target_kind: "invitation",
        target_id: Some(invitation.public_id.as_str()),
        target_name: Some(&masked),
        before: None,
        after: Some(after),
    };
    audit::record(tx, by, &entry, now)
}

/// Removes invitations that ended a month ago; gives how many.
pub fn purge_due(tx: &Tx<'_>, now: Timestamp) -> Result<usize> {
    store::purge(tx, now.minus(KEPT))
}

/// What of invitations is held about a person, for the file of everything.
pub fn held(conn: &Conn, user: UserId, email: &str) -> Result<Value> {
    Ok(json!({
        "received": store::received(conn, user, &check::name_key(email))?,
        "sent": store::sent_by(conn, user)?,
    }))
}

/// Removes the invitations of an address, and those that a person accepted, when their account
/// ends.
pub fn forget(tx: &Tx<'_>, user: UserId, email: &str) -> Result<()> {
    store::forget(tx, user, &check::name_key(email))
}
