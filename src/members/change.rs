//! Other roles, access withdrawn and given back, and ownership handed over.

use serde::Deserialize;
use serde_json::json;

use super::rules::{self, Act};
use super::{Deed, Member, Status, find_row, record, store};
use crate::accounts;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, Fields, Result};
use crate::ids::{PublicId, UserId};
use crate::mail::{self, Letter};
use crate::teams;
use crate::teams::access::{Access, ManageMembers, Membership, OwnTeam, Role};
use crate::text;

/// A change of a member, as sent; what is left out stays.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberPatch {
    /// `Owner`, `Admin`, `Developer`, `Analyst` or `Viewer`, in any letter case.
    pub role: Option<String>,
    /// `active` or `inactive`.
    pub status: Option<String>,
}

/// A change of a member, checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    role: Option<Role>,
    status: Option<Status>,
}

impl MemberPatch {
    /// Checks both fields.
    ///
    /// # Errors
    /// `Invalid` on `role` or `status`; on `role` when there is neither.
    pub fn check(&self) -> Result<Change> {
        let mut fields = Fields::default();
        let role = self.role.as_deref().and_then(|word| {
            let known = Role::parse(word).ok_or_else(|| text!("member-role", role = word));
            fields.take("role", known)
        });
        let status = self.status.as_deref().and_then(|word| {
            let known = Status::parse(word).ok_or_else(|| text!("member-status"));
            fields.take("status", known)
        });
        if self.role.is_none() && self.status.is_none() {
            fields.add("role", text!("member-nothing"));
        }
        fields.finish()?;
        Ok(Change { role, status })
    }
}

impl Change {
    fn acts(self) -> impl Iterator<Item = Act> {
        let status = self.status.map(|status| match status {
            Status::Active => Act::Reactivate,
            Status::Inactive => Act::Deactivate,
        });
        [self.role.map(Act::Role), status].into_iter().flatten()
    }
}

/// Changes role, status or both; both or neither. It holds from the next request of the member
/// on, and they are told by mail.
///
/// # Errors
/// `NotFound`; `Forbidden` for owners and to make one, unless the caller is one; `LastOwner`;
/// `Conflict` when somebody would deactivate themselves.
pub fn change(
    tx: &Tx<'_>,
    by: &Access<ManageMembers>,
    id: &PublicId<UserId>,
    change: Change,
    now: Timestamp,
) -> Result<Member> {
    let mut member = find_row(tx, by.team(), id)?;
    for act in change.acts() {
        let acting = rules::acting(tx, by)?;
        rules::judge_now(tx, &acting, &member, act)?;
        apply(tx, by, &acting, &mut member, act, now)?;
    }
    Ok(member)
}

/// Does what was allowed, but for removals; nothing when it is so already.
pub(super) fn apply(
    tx: &Tx<'_>,
    by: &Access<ManageMembers>,
    acting: &Membership,
    member: &mut Member,
    act: Act,
    now: Timestamp,
) -> Result<()> {
    if act.is_idle(member) {
        return Ok(());
    }
    let (team, before) = (acting.team_name.clone(), values(member, act));
    let (action, letter) = match act {
        Act::Role(role) => {
            store::set_role(tx, by.team(), member.user, role)?;
            member.role = role;
            let role = role.word().to_owned();
            ("member.role_changed", Letter::RoleChanged { team, role })
        }
        Act::Deactivate => {
            set_status(tx, by, member, Status::Inactive)?;
            ("member.deactivated", Letter::AccessPaused { team })
        }
        Act::Reactivate => {
            set_status(tx, by, member, Status::Active)?;
            ("member.reactivated", Letter::AccessRestored { team })
        }
        Act::Remove => return Err(Error::internal("a removal is no change")),
    };
    let deed = Deed {
        action,
        before: Some(before),
        after: Some(values(member, act)),
    };
    record(tx, by, member, deed, now)?;
    tell(tx, acting.user, member, &letter, now)
}

fn set_status(
    tx: &Tx<'_>,
    by: &Access<ManageMembers>,
    member: &mut Member,
    status: Status,
) -> Result<()> {
    member.status = status;
    store::set_status(tx, by.team(), member.user, status)
}

/// The values that an act changes.
fn values(member: &Member, act: Act) -> serde_json::Value {
    match act {
        Act::Role(_) => json!({ "role": member.role.word() }),
        _ => json!({ "status": member.status.word() }),
    }
}

/// Tells a member by mail what somebody else did.
pub(super) fn tell(
    tx: &Tx<'_>,
    by: UserId,
    member: &Member,
    letter: &Letter,
    now: Timestamp,
) -> Result<()> {
    if by == member.user {
        return Ok(());
    }
    let person = accounts::find(tx, member.user)?;
    mail::queue(tx, &person.recipient(), letter, now)
}

/// Hands the team over: the member becomes an owner, and the caller an admin.
///
/// # Errors
/// `NotFound`; `Conflict` for oneself and for somebody who is not let in; `Forbidden` when the
/// caller owns the team no longer.
pub fn transfer(
    tx: &Tx<'_>,
    by: &Access<OwnTeam>,
    to: &PublicId<UserId>,
    now: Timestamp,
) -> Result<Member> {
    let team = by.team();
    let place = teams::membership_in(tx, by.user(), team)?;
    let former = store::find_user(tx, team, by.user())?;
    let (Some(place), Some(mut former)) = (place, former) else {
        return Err(Error::Forbidden(text!("member-no-longer")));
    };
    let lacking = || Error::Forbidden(text!("member-no-longer"));
    let managing = by.also::<ManageMembers>().ok_or_else(lacking)?;
    if place.role != Role::Owner {
        return Err(lacking());
    }
    let mut member = find_row(tx, team, to)?;
    if member.user == by.user() {
        return Err(Error::Conflict(text!("member-transfer-oneself")));
    }
    if member.status == Status::Inactive {
        let name = &member.name;
        return Err(Error::Conflict(text!(
            "member-transfer-inactive",
            name = name
        )));
    }
    let deed = Deed {
        action: "team.transferred",
        before: None,
        after: Some(json!({ "owner": member.id, "formerOwner": former.id })),
    };
    record(tx, by, &member, deed, now)?;
    apply(
        tx,
        &managing,
        &place,
        &mut member,
        Act::Role(Role::Owner),
        now,
    )?;
    apply(
        tx,
        &managing,
        &place,
        &mut former,
        Act::Role(Role::Admin),
        now,
    )?;
    Ok(member)
}
