//! What has just happened, told to whoever listens in this process: the hub of live connections.
//!
//! Only [`Tx::announce`](crate::db::Tx::announce) tells, and what it tells is told after the
//! commit, so a listener that reads the database finds what it heard of. A signal carries no state:
//! it says *look again*, and several that come together are heard as one. So nothing queues up, no
//! listener can be too slow, and the writer waits for none.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::ids::{TeamId, UserId};

/// Something that a live connection has to know at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// What somebody may do, in one team or (`None`) anywhere, is not what it was: a role, a
    /// membership, the account, the team that a session looks at.
    AccessChanged {
        /// Whose.
        user: UserId,
        /// Where; `None`: everywhere.
        team: Option<TeamId>,
    },
    /// A session ended or got another token.
    SessionEnded {
        /// Whose.
        user: UserId,
    },
    /// A personal token was revoked.
    TokenRevoked {
        /// Whose.
        user: UserId,
    },
    /// A team was deleted or came back: all of its members are concerned.
    TeamChanged {
        /// The team.
        team: TeamId,
    },
    /// What somebody has not read in a team is more or less than it was.
    Inbox {
        /// Whose inbox.
        user: UserId,
        /// In which team.
        team: TeamId,
    },
}

/// What a listener has heard since it was last asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// Something about the access changed: it has to be proved anew.
    pub access: bool,
    /// The inbox changed: it has to be counted anew.
    pub inbox: bool,
}

/// The hub: who listens. Clones share it.
#[derive(Clone, Default)]
pub struct Signals(Arc<Hub>);

#[derive(Default)]
struct Hub {
    ears: Mutex<HashMap<UserId, Vec<Arc<Ear>>>>,
    /// Told when the last one goes.
    empty: Notify,
}

impl std::fmt::Debug for Signals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signals")
    }
}

/// One that listens.
struct Ear {
    team: TeamId,
    heard: Mutex<Heard>,
    wake: Notify,
}

impl Ear {
    fn tell(&self, signal: Signal) {
        let news = match signal {
            Signal::AccessChanged { team, .. } if team.is_some_and(|team| team != self.team) => {
                return;
            }
            Signal::Inbox { team, .. } if team != self.team => return,
            Signal::Inbox { .. } => Heard {
                inbox: true,
                access: false,
            },
            Signal::AccessChanged { .. }
            | Signal::SessionEnded { .. }
            | Signal::TokenRevoked { .. }
            | Signal::TeamChanged { .. } => Heard {
                inbox: false,
                access: true,
            },
        };
        {
            let mut heard = self.heard.lock();
            heard.access |= news.access;
            heard.inbox |= news.inbox;
        }
        self.wake.notify_one();
    }
}

impl Signals {
    /// Listens for a person in a team, unless `most` listen for them already. Listen first and
    /// read the state then: what changes in between is heard.
    pub fn listen(&self, user: UserId, team: TeamId, most: usize) -> Option<Listener> {
        let ear = Arc::new(Ear {
            team,
            heard: Mutex::default(),
            wake: Notify::new(),
        });
        let mut all = self.0.ears.lock();
        if all.get(&user).map_or(0, Vec::len) >= most {
            return None;
        }
        all.entry(user).or_default().push(ear.clone());
        drop(all);
        Some(Listener {
            signals: self.clone(),
            user,
            ear,
        })
    }

    /// How many listen.
    pub fn count(&self) -> usize {
        self.0.ears.lock().values().map(Vec::len).sum()
    }

    /// Waits until nobody listens.
    pub async fn deserted(&self) {
        loop {
            let told = self.0.empty.notified();
            tokio::pin!(told);
            // From here on no word is missed.
            told.as_mut().enable();
            if self.0.ears.lock().is_empty() {
                return;
            }
            told.await;
        }
    }

    /// Tells it to everyone whom it concerns; never waits for them.
    pub(crate) fn tell(&self, signal: Signal) {
        let all = self.0.ears.lock();
        match signal {
            Signal::AccessChanged { user, .. }
            | Signal::SessionEnded { user }
            | Signal::TokenRevoked { user }
            | Signal::Inbox { user, .. } => {
                for ear in all.get(&user).into_iter().flatten() {
                    ear.tell(signal);
                }
            }
            Signal::TeamChanged { team } => {
                for ear in all.values().flatten().filter(|ear| ear.team == team) {
                    ear.tell(signal);
                }
            }
        }
    }
}

/// Listens as long as it lives.
pub struct Listener {
    signals: Signals,
    user: UserId,
    ear: Arc<Ear>,
}

impl std::fmt::Debug for Listener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Listener({:?}, {:?})", self.user, self.ear.team)
    }
}

impl Listener {
    /// Waits for the next news, or gives at once what has come since the last time. Nothing is
    /// lost when the wait is given up.
    pub async fn heard(&mut self) -> Heard {
        loop {
            let heard = std::mem::take(&mut *self.ear.heard.lock());
            if heard != Heard::default() {
                return heard;
            }
            self.ear.wake.notified().await;
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut all = self.signals.0.ears.lock();
        if let Some(ears) = all.get_mut(&self.user) {
            ears.retain(|ear| !Arc::ptr_eq(ear, &self.ear));
            if ears.is_empty() {
                all.remove(&self.user);
            }
            if all.is_empty() {
                self.signals.0.empty.notify_waiters();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: UserId = UserId(1);
    const BOB: UserId = UserId(2);
    const ACME: TeamId = TeamId(1);
    const OTHER: TeamId = TeamId(2);

    fn waiting(listener: &Listener) -> Heard {
        *listener.ear.heard.lock()
    }

    #[tokio::test]
    async fn each_hears_what_concerns_it_and_several_news_as_one() {
        let signals = Signals::default();
        let mut ada = signals.listen(ADA, ACME, 9).unwrap();
        let elsewhere = signals.listen(ADA, OTHER, 9).unwrap();
        let bob = signals.listen(BOB, ACME, 9).unwrap();
        let inbox = Signal::Inbox {
            user: ADA,
            team: ACME,
        };
        signals.tell(inbox);
        signals.tell(inbox);
        signals.tell(Signal::AccessChanged {
            user: ADA,
            team: Some(OTHER),
        });
        let (yes, no) = (true, false);
        let heard = ada.heard().await;
        assert_eq!((heard.access, heard.inbox), (no, yes));
        assert_eq!(waiting(&ada), Heard::default());
        let heard = waiting(&elsewhere);
        assert_eq!((heard.access, heard.inbox), (yes, no));
        assert_eq!(waiting(&bob), Heard::default());

        signals.tell(Signal::TeamChanged { team: ACME });
        signals.tell(Signal::SessionEnded { user: ADA });
        assert!(ada.heard().await.access);
        assert!(waiting(&bob).access);
    }

    #[tokio::test]
    async fn whoever_waits_is_woken() {
        let signals = Signals::default();
        let mut ada = signals.listen(ADA, ACME, 9).unwrap();
        let waits = tokio::spawn(async move { ada.heard().await });
        tokio::task::yield_now().await;
        signals.tell(Signal::TokenRevoked { user: ADA });
        let deserted = signals.deserted();
        assert!(waits.await.unwrap().access);
        deserted.await;
        assert_eq!(signals.count(), 0);
    }

    #[test]
    fn as_many_as_allowed_and_room_again_when_one_goes() {
        let signals = Signals::default();
        let first = signals.listen(ADA, ACME, 2).unwrap();
        let _second = signals.listen(ADA, OTHER, 2).unwrap();
        assert!(signals.listen(ADA, ACME, 2).is_none());
        assert!(signals.listen(BOB, ACME, 2).is_some());
        drop(first);
        assert!(signals.listen(ADA, ACME, 2).is_some());
        assert_eq!(signals.count(), 1);
    }
}
