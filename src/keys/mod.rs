//! API keys: what programs send usage with.
//!
//! A key belongs to a project and outlives its maker. Its secret is shown once, in the reply
//! that makes it; the database holds the SHA-256. A rotation gives the key another secret while
//! the one before it stays valid for an agreed time; revocation holds from its reply on. Keys
//! that were revoked or expired stay in the lists for 30 days.

pub mod api;
mod draft;
mod held;
pub mod pages;
mod ring;
mod store;

use std::time::Duration;

use serde_json::{Value, json};

use crate::audit::{self, Chain, Entry};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{KeyId, ProjectId, PublicId, TeamId};
use crate::page::{Cursor, Limit, Page};
use crate::projects;
use crate::secret::{Token, TokenHint, TokenKind};
use crate::teams::access::{Access, ManageKeys, ReadKeys};
use crate::text;

pub use draft::{KeyDraft, NewKey, RotateDraft, Rotation};
pub use ring::{KeyProof, KeyRing, PresentedKey, Scope, UsageRead, UsageWrite};

/// The longest name, in characters.
pub const NAME_MOST: usize = 100;
/// Keys a team may have that are neither revoked nor expired.
pub const MOST: u32 = 1_000;
/// How long a key that has ended stays in the lists.
pub const VISIBLE: Duration = Duration::from_hours(30 * 24);
/// The longest overlap of a rotation, in hours.
pub const OVERLAP_MOST: u32 = 168;
/// The overlap of a rotation that names none, in hours.
pub const OVERLAP_DEFAULT: u32 = 24;

/// What a key is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyScope {
    /// Send usage events.
    UsageWrite,
    /// Read the usage of its project.
    UsageRead,
}

impl KeyScope {
    /// Every scope.
    pub const ALL: [Self; 2] = [Self::UsageWrite, Self::UsageRead];

    /// The word on the wire and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::UsageWrite => "usage:write",
            Self::UsageRead => "usage:read",
        }
    }

    /// Reads a scope.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == text)
    }
}

/// A key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// The row.
    pub id: KeyId,
    /// The id outside; it stays when the key is rotated.
    pub public_id: PublicId<KeyId>,
    /// What people call it.
    pub name: String,
    /// Its project.
    pub project: PublicId<ProjectId>,
    /// The name of its project.
    pub project_name: String,
    /// The parts of the present secret that may be shown.
    pub hint: TokenHint,
    /// What it is allowed.
    pub scopes: Vec<KeyScope>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The name of its maker, as long as they have an account.
    pub created_by: Option<String>,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// Until when the secret before the present one is valid, if it still is.
    pub overlap_until: Option<Timestamp>,
    /// Requests of the last 30 days, counted as those of projects are.
    pub requests: i64,
    /// Where it is in its life.
    pub state: KeyState,
}

impl ApiKey {
    fn cursor(&self) -> Cursor {
        Cursor {
            at: self.created_at.ms(),
            id: self.public_id.as_str().to_owned(),
        }
    }
}

/// Where a key is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// It has one valid secret.
    Active,
    /// It has two valid secrets: a rotation overlaps.
    Rotating,
    /// Its time is over.
    Expired,
    /// Somebody ended it.
    Revoked,
}

impl KeyState {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Rotating => "rotating",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }

    /// Whether the key is accepted, as far as it depends on the key.
    pub fn active(self) -> bool {
        matches!(self, Self::Active | Self::Rotating)
    }
}

/// The keys of the team's live projects or of one of them, newest first; those that ended in the
/// last 30 days included.
///
/// # Errors
/// `NotFound` for a deleted project and for another team's.
pub fn list(
    conn: &Conn,
    ring: &KeyRing,
    by: &Access<ReadKeys>,
    project: Option<&PublicId<ProjectId>>,
    limit: Limit,
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> Result<Page<ApiKey>> {
    let project = project
        .map(|id| projects::resolve(conn, by, id))
        .transpose()?;
    let found = store::list(conn, by.team(), project, limit.probe(), cursor, now)?;
    let mut page = Page::cut(found, limit, ApiKey::cursor);
    let ids: Vec<KeyId> = page.items.iter().map(|key| key.id).collect();
    let mut requests = store::requests(conn, by.team(), &ids, projects::usage_since(now))?;
    for key in &mut page.items {
        key.requests = requests.remove(&key.id).unwrap_or_default();
        key.last_used_at = key.last_used_at.max(ring.last_used(key.id));
    }
    Ok(page)
}

/// A key of the team.
///
/// # Errors
/// `NotFound` for one of a deleted project or another team, and for one that ended 30 days ago.
pub fn find(
    conn: &Conn,
    ring: &KeyRing,
    by: &Access<ReadKeys>,
    id: &PublicId<KeyId>,
    now: Timestamp,
) -> Result<ApiKey> {
    find_in(conn, ring, by.team(), id, now)
}

/// The one key of a project with this id or name, for the command line; it may have ended.
pub fn find_typed(
    conn: &Conn,
    team: TeamId,
    project: ProjectId,
    typed: &str,
) -> Result<(KeyId, PublicId<KeyId>)> {
    let mut found = store::typed(conn, team, project, typed)?;
    match (found.pop(), found.is_empty()) {
        (Some(key), true) => Ok(key),
        (None, _) => Err(Error::NotFound(text!("cli-no-key", typed = typed))),
        _ => Err(Error::Conflict(text!("cli-several-keys", typed = typed))),
    }
}

fn find_in(
    conn: &Conn,
    ring: &KeyRing,
    team: TeamId,
    id: &PublicId<KeyId>,
    now: Timestamp,
) -> Result<ApiKey> {
    let mut key = store::find(conn, team, id, now)?
        .ok_or_else(|| Error::NotFound(text!("error-not-found")))?;
    let mut requests = store::requests(conn, team, &[key.id], projects::usage_since(now))?;
    key.requests = requests.remove(&key.id).unwrap_or_default();
    key.last_used_at = key.last_used_at.max(ring.last_used(key.id));
    Ok(key)
}

/// Makes a key; the secret is in the answer alone. Without a project it goes to the oldest live
/// one of the team, and if there is none, to a new one named Default.
///
/// # Errors
/// `NotFound` for a deleted project and for another team's; `Conflict` when the team has a
/// thousand keys.
pub fn create(
    tx: &Tx<'_>,
    ring: &KeyRing,
    by: &Access<ManageKeys>,
    new: &NewKey,
    now: Timestamp,
) -> Result<(ApiKey, Token)> {
    let team = by.team();
    let project = match &new.project {
        Some(text) => PublicId::parse(text)
            .ok_or_else(|| Error::NotFound(text!("error-not-found")))
            .and_then(|id| projects::resolve(tx, by, &id))?,
        None => projects::oldest_or_default(tx, ring.projects(), by, now)?,
    };
    if store::count_live(tx, team, now)? >= MOST {
        return Err(Error::Conflict(text!("keys-too-many", most = MOST)));
    }
    let token = Token::generate(TokenKind::ProjectKey, tx.random());
    let public_id = PublicId::generate(tx.random());
    let id = store::insert(tx, team, project, by.user(), &public_id, new, now)?;
    store::insert_secret(tx, id, &token, now)?;
    let key = find_in(tx, ring, team, &public_id, now)?;
    let scopes: Vec<_> = key.scopes.iter().map(|scope| scope.word()).collect();
    let after = json!({
        "name": key.name,
        "project": key.project,
        "scopes": scopes,
        "expiresAt": key.expires_at,
    });
    record(tx, by, "api_key.created", &key, None, after, now)?;
    ring.insert_after(tx, &key, team, project, token.hash());
    Ok((key, token))
}

/// Gives a key another secret; the present one stays valid for the overlap. When a rotation is
/// under way, its older secret ends at once, unless the newer one was never presented: then the
/// reply that held it is taken for lost, the newer one ends, and the one in use stays valid until
/// its own end: rotating again never prolongs what was to end.
///
/// # Errors
/// `NotFound`; `Conflict` when the key was revoked or has expired.
pub fn rotate(
    tx: &Tx<'_>,
    ring: &KeyRing,
    by: &Access<ManageKeys>,
    id: &PublicId<KeyId>,
    rotation: &Rotation,
    now: Timestamp,
) -> Result<(ApiKey, Token)> {
    let old = find_in(tx, ring, by.team(), id, now)?;
    match old.state {
        KeyState::Active | KeyState::Rotating => {}
        KeyState::Expired => return Err(Error::Conflict(text!("key-rotate-expired"))),
        KeyState::Revoked => return Err(Error::Conflict(text!("key-rotate-revoked"))),
    }
    let overlap_end = now.plus(rotation.overlap());
    let mut ends = Vec::new();
    match store::valid_secrets(tx, old.id, now)?.as_slice() {
        [(newest, _), older @ ..] => {
            let lost = !older.is_empty() && !ring.was_presented(newest);
            ends.push((*newest, if lost { now } else { overlap_end }));
            ends.extend(older.iter().map(|(hash, end)| {
                // The one in use goes on, but never longer than it was to.
                let kept = end.map_or(overlap_end, |end| end.min(overlap_end));
                (*hash, if lost { kept } else { now })
            }));
        }
        [] => return Err(Error::internal("a live key has no secret")),
    }
    for (hash, end) in &ends {
        store::end_secret(tx, hash, *end)?;
    }
    let token = Token::generate(TokenKind::ProjectKey, tx.random());
    store::insert_secret(tx, old.id, &token, now)?;
    let key = find_in(tx, ring, by.team(), id, now)?;
    let after = json!({ "previousSecretUntil": overlap_end });
    record(tx, by, "api_key.rotated", &key, None, after, now)?;
    ring.rotate_after(tx, key.id, token.hash(), ends);
    Ok((key, token))
}

/// The key that [`revoke`] would end, with when it was last used and its usage; changes nothing.
pub fn preview_revoke(
    conn: &Conn,
    ring: &KeyRing,
    by: &Access<ManageKeys>,
    id: &PublicId<KeyId>,
    now: Timestamp,
) -> Result<ApiKey> {
    find_in(conn, ring, by.team(), id, now)
}

/// Ends a key and all its secrets: from the reply on they are refused. A revoked one stays as it
/// is.
pub fn revoke(
    tx: &Tx<'_>,
    ring: &KeyRing,
    by: &Access<ManageKeys>,
    id: &PublicId<KeyId>,
    now: Timestamp,
) -> Result<ApiKey> {
    let old = find_in(tx, ring, by.team(), id, now)?;
    if old.state == KeyState::Revoked {
        return Ok(old);
    }
    store::revoke(tx, by.team(), old.id, now)?;
    let (before, after) = (
        json!({ "state": old.state.word() }),
        json!({ "state": KeyState::Revoked.word() }),
    );
    record(tx, by, "api_key.revoked", &old, Some(before), after, now)?;
    ring.revoke_after(tx, old.id);
    find_in(tx, ring, by.team(), id, now)
}

fn record(
    tx: &Tx<'_>,
    by: &Access<ManageKeys>,
    action: &'static str,
    key: &ApiKey,
    before: Option<Value>,
    after: Value,
    now: Timestamp,
) -> Result<()> {
    let entry = Entry {
        chain: Chain::Team(by.team()),
        action,
        target_kind: "api_key",
        target_id: Some(key.public_id.as_str()),
        target_name: Some(&key.name),
        before,
        after: Some(after),
    };
    audit::record(tx, by.actor(), &entry, now)
}

/// Writes when keys were last used, at most once a minute for each; how many rows changed.
pub fn flush_last_used(tx: &Tx<'_>, ring: &KeyRing, now: Timestamp) -> Result<usize> {
    let due = ring.used_since_noted(now);
    for (key, at) in &due {
        store::touch(tx, *key, *at)?;
    }
    let rows = due.len();
    ring.noted_after(tx, due, now);
    Ok(rows)
}

/// Removes the secrets of keys that ended 30 days ago or earlier, and secrets that a rotation
/// replaced as long ago; and forgets the keys of purged projects. How many secrets went.
pub fn purge_due(tx: &Tx<'_>, ring: &KeyRing, now: Timestamp) -> Result<usize> {
    let gone = store::purge_secrets(tx, now.minus(VISIBLE))?;
    let secrets = gone.len();
    ring.forget_after(tx, gone);
    Ok(secrets)
}

#[cfg(test)]
mod tests;
