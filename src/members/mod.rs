//! The people of a team: who they are in it, what may be done to them, and by whom.
//!
//! Every rule stands in `rules` and is asked in the transaction of the change, with roles that
//! were read there: what somebody was allowed when their request came is not what counts.

pub mod api;
mod bulk;
mod change;
mod listing;
pub mod pages;
mod removal;
mod rules;
mod store;

use serde_json::Value;

use crate::audit::{self, Chain, Entry};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{AvatarId, PublicId, TeamId, UserId};
use crate::teams::access::{Access, Role, ViewTeam};
use crate::text;

pub use bulk::{Bulk, BulkDraft, BulkPreview, FilterDraft, Outcome, Targets, Task};
pub use change::{Change, MemberPatch, change, transfer};
pub use listing::{Filter, Stats, count, list, record_export, stats};
pub use removal::{RemovalPreview, leave, preview_leave, preview_remove, remove, what_keeps};
pub use rules::Act;

/// Whether somebody is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// They are.
    Active,
    /// They are listed, and neither their sessions nor their tokens open the team.
    Inactive,
}

impl Status {
    /// The word in the database and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
        }
    }

    /// Reads a status in any letter case.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Active, Self::Inactive]
            .into_iter()
            .find(|status| status.word().eq_ignore_ascii_case(text))
    }
}

/// Somebody's place in a team, as others in it see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The row of the person.
    pub user: UserId,
    /// The id of the person outside.
    pub id: PublicId<UserId>,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// What they are in the team.
    pub role: Role,
    /// Whether they are let in.
    pub status: Status,
    /// When they joined.
    pub joined_at: Timestamp,
    /// When they last did something in this team, to the minute; `None`: never.
    pub last_active: Option<Timestamp>,
    /// The photo, if there is one.
    pub avatar: Option<PublicId<AvatarId>>,
}

impl Member {
    /// Whether the team counts on them as an owner.
    fn owns(&self) -> bool {
        self.role == Role::Owner && self.status == Status::Active
    }
}

/// One of the people of the team.
///
/// # Errors
/// `NotFound`, also for people who are in other teams only.
pub fn find(conn: &Conn, by: &Access<ViewTeam>, id: &PublicId<UserId>) -> Result<Member> {
    find_row(conn, by.team(), id)
}

fn find_row(conn: &Conn, team: TeamId, id: &PublicId<UserId>) -> Result<Member> {
    store::find(conn, team, id)?.ok_or_else(|| Error::NotFound(text!("error-not-found")))
}

/// What was done to a member, for the audit log.
struct Deed {
    action: &'static str,
    before: Option<Value>,
    after: Option<Value>,
}

/// Notes what was done to a member, in the transaction of it.
fn record<P>(
    tx: &Tx<'_>,
    by: &Access<P>,
    member: &Member,
    deed: Deed,
    now: Timestamp,
) -> Result<()> {
    let entry = Entry {
        chain: Chain::Team(by.team()),
        action: deed.action,
        target_kind: "user",
        target_id: Some(member.id.as_str()),
        target_name: Some(&member.name),
        before: deed.before,
        after: deed.after,
    };
    audit::record(tx, by.actor(), &entry, now)
}
