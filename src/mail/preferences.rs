//! Which mail people want. Mail about the security of an account always goes.

mod store;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Topic;
use crate::audit::{self, Actor, Chain, Entry};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::{PublicId, UserId};

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

    /// The switches that a page shows, and whether each is on.
    pub fn shown(&self) -> Vec<(Topic, bool)> {
        let mut all = *self;
        Topic::IN_USE
            .into_iter()
            .filter_map(|topic| all.switch(topic).map(|on| (topic, *on)))
            .collect()
    }

    /// What a form says: of the switches that it shows, those on whose words it sends. The others
    /// stay as they are.
    #[must_use]
    pub fn typed(mut self, on: &[String]) -> Self {
        for topic in Topic::IN_USE {
            if let Some(switch) = self.switch(topic) {
                *switch = on.iter().any(|word| word == topic.word());
            }
        }
        self
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

/// Notes what somebody wants; `id` is the public id of their account.
pub fn change(
    tx: &Tx<'_>,
    by: &Actor,
    user: UserId,
    id: &str,
    wanted: Preferences,
    now: Timestamp,
) -> Result<()> {
    let before = find(tx, user)?;
    if wanted == before {
        return Ok(());
    }
    store::save(tx, user, wanted, now)?;
    let entry = Entry {
        chain: Chain::Instance,
        action: "user.notifications_changed",
        target_kind: "user",
        target_id: Some(id),
        target_name: None,
        before: Some(json!(before)),
        after: Some(json!(wanted)),
    };
    audit::record(tx, by, &entry, now)
}

/// Ends mail about a topic for somebody, as the link at the foot of a mail does. Nothing happens
/// when the account is gone.
pub fn refuse(
    tx: &Tx<'_>,
    by: &Actor,
    person: &PublicId<UserId>,
    topic: Topic,
    now: Timestamp,
) -> Result<()> {
    let Some(user) = store::user(tx, person)? else {
        return Ok(());
    };
    let mut wanted = find(tx, user)?;
    if let Some(switch) = wanted.switch(topic) {
        *switch = false;
    }
    change(tx, by, user, person.as_str(), wanted, now)
}
