//! Who may do what to whom. Nobody gives more than they have, an owner answers to owners alone,
//! and a team is never left without one.

use super::{Member, Status, store};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::teams;
use crate::teams::access::{Access, ManageMembers, Membership, OwnTeam, Role};
use crate::text;

/// Something that is done to a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// To be something else in the team.
    Role(Role),
    /// To be let in no longer.
    Deactivate,
    /// To be let in again.
    Reactivate,
    /// To belong to the team no longer.
    Remove,
}

impl Act {
    /// Whether nothing would be different afterwards.
    pub(super) fn is_idle(self, member: &Member) -> bool {
        match self {
            Self::Role(role) => member.role == role,
            Self::Deactivate => member.status == Status::Inactive,
            Self::Reactivate => member.status == Status::Active,
            Self::Remove => false,
        }
    }

    /// Whether somebody who owns the team would own it no longer.
    pub(super) fn ends_ownership(self) -> bool {
        match self {
            Self::Role(role) => role != Role::Owner,
            Self::Deactivate | Self::Remove => true,
            Self::Reactivate => false,
        }
    }
}

/// The place of whoever acts, as it is in this transaction; the limits of a token stay.
///
/// # Errors
/// `Forbidden` when they may manage members no longer.
pub(super) fn acting(conn: &Conn, by: &Access<ManageMembers>) -> Result<Membership> {
    let present = teams::membership_in(conn, by.user(), by.team())?;
    let scopes = by.membership().scopes.clone();
    present
        .map(|place| Membership { scopes, ..place })
        .filter(Membership::holds::<ManageMembers>)
        .ok_or_else(|| Error::Forbidden(text!("member-no-longer")))
}

/// Whether somebody at this place may do this to a member; `other_owners` is how many active
/// owners the team has besides that member.
///
/// # Errors
/// `Forbidden` when it takes an owner; `LastOwner` when none would be left; `Conflict` for what
/// is not done to oneself.
pub(super) fn judge(
    conn: &Conn,
    acting: &Membership,
    member: &Member,
    act: Act,
    other_owners: i64,
) -> Result<()> {
    let makes_owner = act == Act::Role(Role::Owner);
    if (member.role == Role::Owner || makes_owner) && !acting.holds::<OwnTeam>() {
        let owners = teams::helpers(conn, acting.team, &[Role::Owner])?.join(", ");
        return Err(Error::Forbidden(text!(
            "member-owners-only",
            owners = owners
        )));
    }
    keep_an_owner(acting, member, act, other_owners)?;
    if act == Act::Deactivate && member.user == acting.user {
        return Err(Error::Conflict(text!("member-not-oneself")));
    }
    Ok(())
}

/// Refuses what would leave the team without an active owner.
///
/// # Errors
/// `LastOwner`.
pub(super) fn keep_an_owner(
    acting: &Membership,
    member: &Member,
    act: Act,
    other_owners: i64,
) -> Result<()> {
    if member.owns() && act.ends_ownership() && other_owners == 0 {
        let sentence = if member.user == acting.user {
            text!("member-last-owner-you", team = &acting.team_name)
        } else {
            text!(
                "member-last-owner",
                name = &member.name,
                team = &acting.team_name
            )
        };
        return Err(Error::LastOwner(sentence));
    }
    Ok(())
}

/// [`judge`] with the owners as they are in this transaction.
pub(super) fn judge_now(conn: &Conn, acting: &Membership, member: &Member, act: Act) -> Result<()> {
    let others = store::other_owners(conn, acting.team, member.user)?;
    judge(conn, acting, member, act, others)
}
