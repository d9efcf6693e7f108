//! What people type about a key, and what is left of it after the checks.

use std::time::Duration;

use serde::Deserialize;

use super::{KeyScope, NAME_MOST, OVERLAP_DEFAULT, OVERLAP_MOST};
use crate::check;
use crate::clock::Timestamp;
use crate::error::{Error, Fields, Result};
use crate::text;

/// A new key, as sent.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct KeyDraft {
    /// What to call it, 1 to 100 characters; need not be unique.
    pub name: String,
    /// Its project; absent: the oldest one of the team, or a new one named Default.
    pub project_id: Option<String>,
    /// `usage:write`, `usage:read` or both; absent: `usage:write`.
    pub scopes: Option<Vec<String>>,
    /// When it ends; absent or null: never.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expires_at: Option<Timestamp>,
}

/// A new key, checked.
#[derive(Clone, Debug)]
pub struct NewKey {
    pub(super) name: String,
    pub(super) project: Option<String>,
    pub(super) scopes: Vec<KeyScope>,
    pub(super) expires_at: Option<Timestamp>,
}

impl KeyDraft {
    /// Checks every field; whether the project exists is seen when the key is made.
    pub fn check(self, now: Timestamp) -> Result<NewKey> {
        let mut fields = Fields::default();
        let name = fields.take("name", check::line(&self.name, NAME_MOST));
        let mut scopes = Vec::new();
        for word in self.scopes.as_deref().unwrap_or_default() {
            match KeyScope::parse(word) {
                Some(scope) if scopes.contains(&scope) => {}
                Some(scope) => scopes.push(scope),
                None => fields.add("scopes", text!("key-scope", scope = word)),
            }
        }
        match self.scopes {
            None => scopes.push(KeyScope::UsageWrite),
            Some(words) if words.is_empty() => fields.add("scopes", text!("field-scopes-none")),
            Some(_) => {}
        }
        if self.expires_at.is_some_and(|at| at <= now) {
            fields.add("expiresAt", text!("field-past"));
        }
        fields.finish()?;
        Ok(NewKey {
            name: name.unwrap_or_default(),
            project: self.project_id,
            scopes,
            expires_at: self.expires_at,
        })
    }
}

/// How to rotate a key, as sent.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RotateDraft {
    /// How many hours the present secret stays valid, 0 to 168; absent: 24.
    pub overlap_hours: Option<i64>,
}

/// How to rotate a key, checked.
#[derive(Clone, Copy, Debug)]
pub struct Rotation {
    hours: u32,
}

impl RotateDraft {
    /// Checks the overlap.
    pub fn check(&self) -> Result<Rotation> {
        let hours = self.overlap_hours.unwrap_or(OVERLAP_DEFAULT.into());
        u32::try_from(hours)
            .ok()
            .filter(|hours| *hours <= OVERLAP_MOST)
            .map(|hours| Rotation { hours })
            .ok_or_else(|| {
                Error::invalid("overlapHours", text!("key-overlap", most = OVERLAP_MOST))
            })
    }
}

impl Rotation {
    /// How long the present secret stays valid.
    pub fn overlap(self) -> Duration {
        Duration::from_hours(self.hours.into())
    }
}
