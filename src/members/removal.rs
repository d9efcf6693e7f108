//! Out of the team: what it takes along, removing somebody, and leaving.

use serde::Serialize;
use serde_json::json;

use super::change::tell;
use super::rules::{self, Act};
use super::{Deed, Member, find_row, record, store};
use crate::accounts::{Session, sessions};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{PublicId, TeamId, UserId};
use crate::mail::Letter;
use crate::teams::access::{Access, ManageMembers, Membership, ViewTeam};
use crate::teams::{self, WorkingKey};
use crate::text;
use crate::text::Text;
use crate::tokens;

/// What becomes of what somebody has in a team when they are in it no longer. Their messages
/// stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemovalPreview {
    /// The person.
    #[schema(value_type = String)]
    pub id: PublicId<UserId>,
    /// Their name.
    pub name: String,
    /// What they are in the team.
    pub role: &'static str,
    /// How many working keys they made: these live on.
    pub key_count: usize,
    /// These keys, the last used first.
    pub keys: Vec<WorkingKey>,
    /// How many of their sessions look at the team: these are in it no longer.
    pub sessions: i64,
    /// How many of their personal tokens act in the team: these are revoked.
    pub tokens: i64,
}

/// What removing a member would do; changes nothing.
///
/// # Errors
/// Those of [`remove`].
pub fn preview_remove(
    conn: &Conn,
    by: &Access<ManageMembers>,
    id: &PublicId<UserId>,
    now: Timestamp,
) -> Result<RemovalPreview> {
    let acting = rules::acting(conn, by)?;
    let member = find_row(conn, by.team(), id)?;
    rules::judge_now(conn, &acting, &member, Act::Remove)?;
    preview(conn, by.team(), &member, now)
}

/// What leaving the team would do; changes nothing.
///
/// # Errors
/// Those of [`leave`].
pub fn preview_leave(conn: &Conn, by: &Access<ViewTeam>, now: Timestamp) -> Result<RemovalPreview> {
    let (_, member) = leaving(conn, by)?;
    preview(conn, by.team(), &member, now)
}

pub(super) fn preview(
    conn: &Conn,
    team: TeamId,
    member: &Member,
    now: Timestamp,
) -> Result<RemovalPreview> {
    let keys = teams::working_keys(conn, team, Some(member.user), now)?;
    let idle = now.minus(sessions::IDLE);
    Ok(RemovalPreview {
        id: member.id.clone(),
        name: member.name.clone(),
        role: member.role.name(),
        key_count: keys.len(),
        keys,
        sessions: store::sessions(conn, team, member.user, idle, now)?,
        tokens: tokens::count_in(conn, team, member.user, now)?,
    })
}

/// Removes somebody from the team: their next request is in it no longer, and their tokens of it
/// are revoked. They are told by mail.
///
/// # Errors
/// `NotFound`; `Forbidden` for an owner, unless the caller is one; `LastOwner`.
pub fn remove(
    tx: &Tx<'_>,
    by: &Access<ManageMembers>,
    id: &PublicId<UserId>,
    now: Timestamp,
) -> Result<Member> {
    let acting = rules::acting(tx, by)?;
    let member = find_row(tx, by.team(), id)?;
    rules::judge_now(tx, &acting, &member, Act::Remove)?;
    expel(tx, by, &acting, &member, now)?;
    Ok(member)
}

/// Removes somebody as was allowed.
pub(super) fn expel(
    tx: &Tx<'_>,
    by: &Access<ManageMembers>,
    acting: &Membership,
    member: &Member,
    now: Timestamp,
) -> Result<()> {
    let action = if member.user == by.user() {
        "member.left"
    } else {
        "member.removed"
    };
    end(tx, by, member, action, now)?;
    let team = acting.team_name.clone();
    tell(tx, by.user(), member, &Letter::Removed { team }, now)
}

fn end<P>(
    tx: &Tx<'_>,
    by: &Access<P>,
    member: &Member,
    action: &'static str,
    now: Timestamp,
) -> Result<()> {
    let revoked = tokens::revoke_all_in(tx, by.team(), member.user, now)?;
    store::delete(tx, by.team(), member.user)?;
    let deed = Deed {
        action,
        before: Some(json!({
            "role": member.role.word(),
            "status": member.status.word(),
            "joinedAt": member.joined_at,
        })),
        after: Some(json!({ "tokensRevoked": revoked })),
    };
    record(tx, by, member, deed, now)
}

/// The place and the person of somebody who wants to leave.
fn leaving(conn: &Conn, by: &Access<ViewTeam>) -> Result<(Membership, Member)> {
    let place = teams::membership_in(conn, by.user(), by.team())?;
    let member = store::find_user(conn, by.team(), by.user())?;
    let (Some(place), Some(member)) = (place, member) else {
        return Err(Error::Forbidden(text!("error-team-left")));
    };
    let others = store::other_owners(conn, by.team(), by.user())?;
    rules::keep_an_owner(&place, &member, Act::Remove, others)?;
    Ok((place, member))
}

/// Why the person cannot leave the team, if they cannot.
pub fn what_keeps(conn: &Conn, by: &Access<ViewTeam>) -> Result<Option<Text>> {
    match leaving(conn, by) {
        Ok(_) => Ok(None),
        Err(Error::LastOwner(sentence)) => Ok(Some(sentence)),
        Err(error) => Err(error),
    }
}

/// Leaves the team that the session looks at. It looks at the person's oldest other team from now
/// on, which is given; `None` when they have no other.
///
/// # Errors
/// `LastOwner`; `Forbidden` when they were removed a moment ago.
pub fn leave(
    tx: &Tx<'_>,
    by: &Access<ViewTeam>,
    session: &Session,
    now: Timestamp,
) -> Result<Option<Membership>> {
    let (_, member) = leaving(tx, by)?;
    end(tx, by, &member, "member.left", now)?;
    let next = teams::membership(tx, by.user(), None)?;
    if let Some(place) = &next {
        sessions::set_team(tx, session.id, place.team)?;
    }
    Ok(next)
}
