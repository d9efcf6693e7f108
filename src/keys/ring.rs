//! The key ring: every secret that could be presented, in memory, by its SHA-256.
//!
//! A request with an API key costs no read of the database. The ring changes after the commit
//! of a change and before its reply, in the order of the commits, so what a reply says holds from
//! then on. A proof of a scope can be made here only.

use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use parking_lot::RwLock;

use super::held::{Held, HeldKey, HeldRow, HeldSecret};
use super::{ApiKey, KeyScope, store};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{KeyId, ProjectId, PublicId, TeamId};
use crate::projects::{Switch, Switches};
use crate::secret::{Token, TokenHash, TokenKind};
use crate::teams::Ended;
use crate::text;

/// How often the last use of a key is written.
const NOTE_EVERY: Duration = Duration::from_mins(1);

/// All keys that are not purged, the switches of their projects and the teams that were deleted;
/// clones share them.
#[derive(Clone, Debug, Default)]
pub struct KeyRing {
    held: Arc<RwLock<Held>>,
    projects: Switches,
    ended: Ended,
}

impl KeyRing {
    /// Reads every key and switch at the start of the program.
    pub fn load(conn: &Conn) -> Result<Self> {
        let mut held = Held::default();
        for row in store::held(conn)? {
            held.hang(row, true);
        }
        Ok(Self {
            held: Arc::new(RwLock::new(held)),
            projects: Switches::load(conn)?,
            ended: Ended::load(conn)?,
        })
    }

    /// The switches of the projects.
    pub fn projects(&self) -> &Switches {
        &self.projects
    }

    /// The teams that were deleted, whose keys are refused.
    pub fn ended(&self) -> &Ended {
        &self.ended
    }

    /// The key whose secret is presented. What cannot be a secret is refused by its checksum,
    /// without a look-up.
    ///
    /// # Errors
    /// `Unauthenticated` when it is unknown, revoked, expired or replaced, or when its project or
    /// its team is deleted. A stopped project is no failure here: see [`KeyProof::ensure_running`].
    pub fn resolve(&self, presented: &str, now: Timestamp) -> Result<PresentedKey> {
        let unknown = || Error::Unauthenticated(text!("key-unknown"));
        let hash = Token::parse(TokenKind::ProjectKey, presented)
            .ok_or_else(unknown)?
            .hash();
        let held = self.held.read();
        let (secret, key) = held.find(&hash).ok_or_else(unknown)?;
        ensure_valid(secret, key, now)?;
        self.ensure_place(key.team, key.project)?;
        // Looked at first: a write, even of the same, takes the memory from the other cores.
        if !secret.presented.load(Ordering::Relaxed) {
            secret.presented.store(true, Ordering::Relaxed);
        }
        Ok(PresentedKey {
            hash,
            key: secret.key,
            key_id: key.public_id.clone(),
            team: key.team,
            project: key.project,
            scopes: key.scopes.clone(),
        })
    }

    fn ensure_place(&self, team: TeamId, project: ProjectId) -> Result<Switch> {
        if self.ended.holds(team) {
            return Err(Error::Unauthenticated(text!("key-team-deleted")));
        }
        match self.projects.state(project) {
            Some(Switch::Deleted) | None => {
                Err(Error::Unauthenticated(text!("key-project-deleted")))
            }
            Some(switch) => Ok(switch),
        }
    }

    /// Notes that a key was used; [`super::flush_last_used`] writes it.
    pub fn used(&self, key: KeyId, now: Timestamp) {
        if let Some(key) = self.held.read().keys.get(&key)
            && key.used_at.load(Ordering::Relaxed) < now.ms()
        {
            key.used_at.fetch_max(now.ms(), Ordering::Relaxed);
        }
    }

    /// When a key was last used, as far as this run or the row it was read from knows.
    pub fn last_used(&self, key: KeyId) -> Option<Timestamp> {
        let held = self.held.read();
        let at = held.keys.get(&key)?.used_at.load(Ordering::Relaxed);
        (at > 0).then_some(Timestamp::from_ms(at))
    }

    /// Uses that are not written yet, of keys for which nothing was written for a minute.
    pub(super) fn used_since_noted(&self, now: Timestamp) -> Vec<(KeyId, Timestamp)> {
        let due = |(id, key): (&KeyId, &HeldKey)| {
            let used = key.used_at.load(Ordering::Relaxed);
            let noted_at = Timestamp::from_ms(key.noted_at.load(Ordering::Relaxed));
            let due = used > key.noted.load(Ordering::Relaxed) && now.since(noted_at) >= NOTE_EVERY;
            due.then_some((*id, Timestamp::from_ms(used)))
        };
        self.held.read().keys.iter().filter_map(due).collect()
    }

    /// Notes what was written, when it is committed.
    pub(super) fn noted_after(&self, tx: &Tx<'_>, noted: Vec<(KeyId, Timestamp)>, now: Timestamp) {
        self.after(tx, move |held| {
            for (id, used) in noted {
                if let Some(key) = held.keys.get(&id) {
                    key.noted.store(used.ms(), Ordering::Relaxed);
                    key.noted_at.store(now.ms(), Ordering::Relaxed);
                }
            }
        });
    }

    /// Whether a secret was presented since it was made, as far as is known. One that is not in
    /// the ring yet was made in the same group of writes.
    pub(super) fn was_presented(&self, hash: &TokenHash) -> bool {
        let held = self.held.read();
        held.secrets
            .get(hash)
            .is_some_and(|secret| secret.presented.load(Ordering::Relaxed))
    }

    /// Hangs up a new key when it is committed.
    pub(super) fn insert_after(
        &self,
        tx: &Tx<'_>,
        key: &ApiKey,
        team: TeamId,
        project: ProjectId,
        hash: TokenHash,
    ) {
        let row = HeldRow {
            hash,
            secret_expires_at: None,
            key: key.id,
            public_id: key.public_id.clone(),
            team,
            project,
            scopes: key.scopes.clone(),
            expires_at: key.expires_at,
            revoked: false,
            last_used_at: None,
        };
        self.after(tx, move |held| held.hang(row, false));
    }

    /// Adds the new secret of a key and ends those before it, when the rotation is committed.
    pub(super) fn rotate_after(
        &self,
        tx: &Tx<'_>,
        key: KeyId,
        hash: TokenHash,
        ends: Vec<(TokenHash, Timestamp)>,
    ) {
        self.after(tx, move |held| {
            for (hash, end) in ends {
                if let Some(secret) = held.secrets.get_mut(&hash) {
                    secret.expires_at = Some(end);
                }
            }
            let secret = HeldSecret {
                key,
                expires_at: None,
                presented: AtomicBool::new(false),
            };
            held.secrets.insert(hash, secret);
        });
    }

    /// Refuses a key when its revocation is committed.
    pub(super) fn revoke_after(&self, tx: &Tx<'_>, key: KeyId) {
        self.after(tx, move |held| {
            if let Some(key) = held.keys.get_mut(&key) {
                key.revoked = true;
            }
        });
    }

    /// Forgets purged secrets, and what belongs to purged projects, when it is committed.
    pub(super) fn forget_after(&self, tx: &Tx<'_>, gone: Vec<TokenHash>) {
        let projects = self.projects.clone();
        self.after(tx, move |held| {
            for hash in gone {
                held.secrets.remove(&hash);
            }
            held.keys
                .retain(|_, key| projects.state(key.project).is_some());
            let keys = &held.keys;
            held.secrets
                .retain(|_, secret| keys.contains_key(&secret.key));
        });
    }

    fn after(&self, tx: &Tx<'_>, change: impl FnOnce(&mut Held) + Send + 'static) {
        let held = self.held.clone();
        tx.after_commit(move || change(&mut held.write()));
    }
}

/// Whether a secret of a key is accepted at this moment.
fn ensure_valid(secret: &HeldSecret, key: &HeldKey, now: Timestamp) -> Result<()> {
    let over = |end: Option<Timestamp>| end.is_some_and(|end| end <= now);
    let refused = if key.revoked {
        text!("key-revoked")
    } else if over(key.expires_at) {
        text!("key-expired")
    } else if over(secret.expires_at) {
        text!("key-replaced")
    } else {
        return Ok(());
    };
    Err(Error::Unauthenticated(refused))
}

/// A key whose secret was presented and is valid.
#[derive(Clone, Debug)]
pub struct PresentedKey {
    hash: TokenHash,
    key: KeyId,
    key_id: PublicId<KeyId>,
    team: TeamId,
    project: ProjectId,
    scopes: Vec<KeyScope>,
}

impl PresentedKey {
    /// The id outside, for the audit log and for limits.
    pub fn key_id(&self) -> &PublicId<KeyId> {
        &self.key_id
    }

    /// The proof that the key may do `S`: the only way to make one.
    ///
    /// # Errors
    /// `Forbidden` when the key lacks the scope.
    pub fn prove<S: Scope>(self) -> Result<KeyProof<S>> {
        if !self.scopes.contains(&S::SCOPE) {
            let sentence = text!("key-scope-missing", scope = S::SCOPE.word());
            return Err(Error::Forbidden(sentence));
        }
        Ok(KeyProof {
            presented: self,
            scope: PhantomData,
        })
    }
}

/// Something a key may or may not do.
pub trait Scope: Send + Sync + 'static {
    /// What the key needs for it.
    const SCOPE: KeyScope;
}

/// Send usage events.
pub enum UsageWrite {}

impl Scope for UsageWrite {
    const SCOPE: KeyScope = KeyScope::UsageWrite;
}

/// Read the usage of the key's project.
pub enum UsageRead {}

impl Scope for UsageRead {
    const SCOPE: KeyScope = KeyScope::UsageRead;
}

/// Proof that the caller holds a key that may do `S` in its project.
pub struct KeyProof<S> {
    presented: PresentedKey,
    scope: PhantomData<fn() -> S>,
}

impl<S> KeyProof<S> {
    /// The team that every statement names.
    pub fn team(&self) -> TeamId {
        self.presented.team
    }

    /// The project; never from the body of a request.
    pub fn project(&self) -> ProjectId {
        self.presented.project
    }

    /// The key.
    pub fn key(&self) -> KeyId {
        self.presented.key
    }

    /// The key's id outside, which survives rotation.
    pub fn key_id(&self) -> &PublicId<KeyId> {
        &self.presented.key_id
    }

    /// Whether the project takes events and the key still holds. Costs no read of the database;
    /// asked again inside the transaction, it closes the gap between the request and its write.
    ///
    /// # Errors
    /// `ProjectStopped`; `Unauthenticated` when the key was revoked, expired or replaced or its
    /// project or team deleted meanwhile.
    pub fn ensure_running(&self, ring: &KeyRing, now: Timestamp) -> Result<()> {
        let held = ring.held.read();
        match held.find(&self.presented.hash) {
            Some((secret, key)) => ensure_valid(secret, key, now)?,
            None => return Err(Error::Unauthenticated(text!("key-revoked"))),
        }
        drop(held);
        match ring.ensure_place(self.presented.team, self.presented.project)? {
            Switch::Stopped => Err(Error::ProjectStopped),
            Switch::Running | Switch::Deleted => Ok(()),
        }
    }
}

impl<S> Clone for KeyProof<S> {
    fn clone(&self) -> Self {
        Self {
            presented: self.presented.clone(),
            scope: PhantomData,
        }
    }
}

impl<S: Scope> std::fmt::Debug for KeyProof<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "KeyProof<{}>({})",
            S::SCOPE.word(),
            self.presented.key_id
        )
    }
}
