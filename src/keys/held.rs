//! What the key ring holds of a secret and of its key.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI64};

use super::KeyScope;
use crate::clock::Timestamp;
use crate::ids::{KeyId, ProjectId, PublicId, TeamId};
use crate::secret::TokenHash;

#[derive(Debug, Default)]
pub(super) struct Held {
    pub(super) secrets: HashMap<TokenHash, HeldSecret>,
    pub(super) keys: HashMap<KeyId, HeldKey>,
}

#[derive(Debug)]
pub(super) struct HeldSecret {
    pub(super) key: KeyId,
    pub(super) expires_at: Option<Timestamp>,
    /// Whether it was presented since it was made; true for those of an earlier run, of which
    /// nothing is known.
    pub(super) presented: AtomicBool,
}

#[derive(Debug)]
pub(super) struct HeldKey {
    pub(super) public_id: PublicId<KeyId>,
    pub(super) team: TeamId,
    pub(super) project: ProjectId,
    pub(super) scopes: Vec<KeyScope>,
    pub(super) expires_at: Option<Timestamp>,
    pub(super) revoked: bool,
    /// Milliseconds of the last use; 0: none.
    pub(super) used_at: AtomicI64,
    /// What of it is written.
    pub(super) noted: AtomicI64,
    /// When that was written.
    pub(super) noted_at: AtomicI64,
}

/// A secret and its key, as stored.
pub(super) struct HeldRow {
    pub(super) hash: TokenHash,
    pub(super) secret_expires_at: Option<Timestamp>,
    pub(super) key: KeyId,
    pub(super) public_id: PublicId<KeyId>,
    pub(super) team: TeamId,
    pub(super) project: ProjectId,
    pub(super) scopes: Vec<KeyScope>,
    pub(super) expires_at: Option<Timestamp>,
    pub(super) revoked: bool,
    pub(super) last_used_at: Option<Timestamp>,
}

impl Held {
    pub(super) fn find(&self, hash: &TokenHash) -> Option<(&HeldSecret, &HeldKey)> {
        let secret = self.secrets.get(hash)?;
        Some((secret, self.keys.get(&secret.key)?))
    }

    pub(super) fn hang(&mut self, row: HeldRow, presented: bool) {
        let secret = HeldSecret {
            key: row.key,
            expires_at: row.secret_expires_at,
            presented: AtomicBool::new(presented),
        };
        self.secrets.insert(row.hash, secret);
        let used = row.last_used_at.map_or(0, Timestamp::ms);
        self.keys.entry(row.key).or_insert_with(|| HeldKey {
            public_id: row.public_id,
            team: row.team,
            project: row.project,
            scopes: row.scopes,
            expires_at: row.expires_at,
            revoked: row.revoked,
            used_at: AtomicI64::new(used),
            noted: AtomicI64::new(used),
            noted_at: AtomicI64::new(used),
        });
    }
}
