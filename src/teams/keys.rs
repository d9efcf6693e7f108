//! Keys that go on or stop working when a team or a membership ends.

use serde::Serialize;

use super::store;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{KeyId, PublicId, TeamId, UserId};

/// A key that something may be using.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkingKey {
    /// The row, by which the last use is known in memory.
    #[serde(skip)]
    pub row: KeyId,
    /// The key.
    #[schema(value_type = String)]
    pub id: PublicId<KeyId>,
    /// Its name.
    pub name: String,
    /// The name of its project.
    pub project: String,
    /// When it was last used.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_used: Option<Timestamp>,
}

/// The working keys of a team, all or those that somebody made, the last used first.
pub fn working_keys(
    conn: &Conn,
    team: TeamId,
    made_by: Option<UserId>,
    now: Timestamp,
) -> Result<Vec<WorkingKey>> {
    store::working_keys(conn, team, made_by, now)
}
