//! API keys as rows of a table, for every page that lists them.

use crate::clock::Timestamp;
use crate::keys::{ApiKey, KeyScope, KeyState};
use crate::text;
use crate::web::format::{self, Figure};
use crate::web::moment::Moment;
use crate::web::page::Chrome;

/// A key, masked.
#[derive(Clone, Debug)]
pub struct KeyRow {
    /// The public id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The public id of its project.
    pub project: String,
    /// The name of its project.
    pub project_name: String,
    /// The parts of the secret that may be shown.
    pub masked: String,
    /// The kind of the dot.
    pub dot: &'static str,
    /// The word beside the dot.
    pub state: String,
    /// Whether it can be rotated and revoked.
    pub live: bool,
    /// Until when the secret before the present one is valid.
    pub overlap: Option<Moment>,
    /// What it may do.
    pub scopes: String,
    /// Who made it.
    pub created_by: String,
    /// When it was made.
    pub created: Moment,
    /// When it was last used.
    pub used: Option<Moment>,
    /// When it ends or ended.
    pub expires: Option<Moment>,
    /// Requests of the last 30 days.
    pub requests: Figure,
}

impl KeyRow {
    /// A row for this person.
    pub fn new(key: &ApiKey, chrome: &Chrome, now: Timestamp) -> Self {
        let locale = chrome.locale;
        let (dot, state) = match key.state {
            KeyState::Active => ("ok", text!("keys-active")),
            KeyState::Rotating => ("warn", text!("keys-rotating")),
            KeyState::Expired => ("", text!("keys-expired")),
            KeyState::Revoked => ("", text!("keys-revoked")),
        };
        let relative = |at| Moment::relative(locale, at, now);
        let expires = |at| {
            if at > now {
                relative(at)
            } else {
                Moment::date(locale, &chrome.tz, at)
            }
        };
        Self {
            id: key.public_id.to_string(),
            name: key.name.clone(),
            project: key.project.to_string(),
            project_name: key.project_name.clone(),
            masked: key.hint.to_string(),
            dot,
            state: chrome.say(&state),
            live: key.state.active(),
            overlap: key.overlap_until.map(relative),
            scopes: scopes(&key.scopes, chrome),
            created_by: key.created_by.clone().unwrap_or_default(),
            created: Moment::date(locale, &chrome.tz, key.created_at),
            used: key.last_used_at.map(relative),
            expires: key.expires_at.map(expires),
            requests: format::short(locale, key.requests),
        }
    }
}

/// What a key may do, in words.
fn scopes(scopes: &[KeyScope], chrome: &Chrome) -> String {
    let has = |scope| scopes.contains(&scope);
    chrome.say(
        &match (has(KeyScope::UsageWrite), has(KeyScope::UsageRead)) {
            (true, true) => text!("keys-scope-both"),
            (false, true) => text!("keys-scope-read"),
            _ => text!("keys-scope-write"),
        },
    )
}
