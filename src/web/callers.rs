//! Who the sessions of the last moment belong to, so that a page with its parts does not read them
//! anew.
//!
//! A copy holds as long as nothing but events was committed since before it was read
//! ([`Db::changes`](crate::db::Db::changes)): every change of a person, a session, a membership or a
//! team ends all copies before it is answered, those that the command line asks the running server
//! for among them. What ends by the clock is looked at each time. No copy is older than a second:
//! so long could a write go unseen that another program made in the file.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;

use crate::accounts::{Session, sessions};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::Result;
use crate::secret::TokenHash;
use crate::teams::access::Membership;
use crate::teams::{self, Team};

/// Copies that are kept at most, those of one second: a few megabytes. With more people than that
/// at once nearly every copy would be gone before it is asked for again.
const MOST: usize = 4_096;

/// After what time all are read anew.
const AGE_MOST: Duration = Duration::from_secs(1);

/// Somebody with a session, and their place in the team they look at.
#[derive(Debug)]
pub(super) struct Signed {
    pub(super) session: Session,
    pub(super) membership: Option<Membership>,
    /// The teams they can switch to.
    pub(super) teams: Arc<[Team]>,
    /// The last activity that was noted, in milliseconds.
    noted: AtomicI64,
}

impl Signed {
    pub(super) fn new(
        session: Session,
        membership: Option<Membership>,
        teams: impl Into<Arc<[Team]>>,
    ) -> Self {
        Self {
            noted: AtomicI64::new(session.last_active_at.ms()),
            session,
            membership,
            teams: teams.into(),
        }
    }

    fn noted(&self) -> Timestamp {
        Timestamp::from_ms(self.noted.load(Ordering::Relaxed))
    }

    /// Whether this activity is to be written, which one of the requests of a minute is told.
    pub(super) fn is_to_be_noted(&self, now: Timestamp) -> bool {
        let before = self.noted();
        now.since(before) >= sessions::TOUCH
            && self
                .noted
                .compare_exchange(before.ms(), now.ms(), Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
    }
}

/// The copies.
#[derive(Debug, Default)]
pub struct Callers(Mutex<Held>);

#[derive(Debug, Default)]
struct Held {
    changes: u64,
    /// When the first of the copies was read.
    since: Timestamp,
    signed: HashMap<TokenHash, Arc<Signed>>,
}

impl Callers {
    /// The live session of a token.
    pub(super) fn resolve(
        &self,
        db: &Db,
        hash: TokenHash,
        now: Timestamp,
    ) -> Result<Option<Arc<Signed>>> {
        // Counted first: what is committed after that may or may not be in what is read.
        let changes = db.changes();
        if let Some(known) = self.find(&hash, changes, now) {
            return Ok(Some(known));
        }
        let found = db.read_now(|conn| {
            let Some(session) = sessions::find(conn, &hash, now)? else {
                return Ok(None);
            };
            let user = session.user.id;
            let membership = teams::membership(conn, user, session.team)?;
            let teams = teams::list(conn, user)?;
            Ok(Some(Arc::new(Signed::new(session, membership, teams))))
        })?;
        if let Some(signed) = &found {
            self.keep(hash, changes, signed.clone(), now);
        }
        Ok(found)
    }

    /// The same, if it is known at this count of changes.
    fn find(&self, hash: &TokenHash, changes: u64, now: Timestamp) -> Option<Arc<Signed>> {
        let held = self.0.lock();
        if held.changes != changes || now.since(held.since) >= AGE_MOST {
            return None;
        }
        let signed = held.signed.get(hash)?;
        let live = signed.session.is_live(signed.noted(), now);
        live.then(|| signed.clone())
    }

    /// Keeps what was read after the changes were counted.
    fn keep(&self, hash: TokenHash, changes: u64, signed: Arc<Signed>, now: Timestamp) {
        let mut held = self.0.lock();
        if held.changes < changes || now.since(held.since) >= AGE_MOST {
            held.changes = held.changes.max(changes);
            held.since = now;
            held.signed.clear();
        }
        if held.changes == changes {
            if held.signed.len() >= MOST {
                held.signed.clear();
            }
            held.signed.insert(hash, signed);
        }
    }
}
