//! Which mail people want. Mail about the security of an account always goes.

mod store;

use serde::{Deserialize, Serialize};

use super::Topic;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::UserId;

/// Which mail somebody wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the switches of the contract, each by itself"
)]
pub struct Preferences {
    /// Any mail besides that about the security of the account; without it the others count for
    /// nothing.
    pub email: bool,
    /// What happens to projects.
    pub project_updates: bool,
    /// What people of the team do.
    pub team_activity: bool,
    /// Budgets, invoices and payments.
    pub billing_alerts: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            email: true,
            project_updates: true,
            team_activity: true,
            billing_alerts: true,
        }
    }
}

impl Preferences {
    /// Whether mail about this is wanted.
    pub fn wants(&self, topic: Topic) -> bool {
        match topic {
            Topic::Security => true,
            Topic::General => self.email,
            Topic::ProjectUpdates => self.email && self.project_updates,
            Topic::TeamActivity => self.email && self.team_activity,
            Topic::BillingAlerts => self.email && self.billing_alerts,
        }
    }

    /// The switch of a topic; mail about security has none.
    pub fn switch(&mut self, topic: Topic) -> Option<&mut bool> {
        match topic {
            Topic::Security => None,
            Topic::General => Some(&mut self.email),
            Topic::ProjectUpdates => Some(&mut self.project_updates),
            Topic::TeamActivity => Some(&mut self.team_activity),
            Topic::BillingAlerts => Some(&mut self.billing_alerts),
        }
    }
}

/// What somebody wants.
pub fn find(conn: &Conn, user: UserId) -> Result<Preferences> {
    Ok(store::find(conn, user)?.unwrap_or_default())
}

/// Notes what somebody wants.
pub fn save(tx: &Tx<'_>, user: UserId, wanted: Preferences, now: Timestamp) -> Result<()> {
    store::save(tx, user, wanted, now)
}
