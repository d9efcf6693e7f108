//! The same for many members at once. Each is judged by themselves, so that one who may not be
//! changed keeps nobody else from it.

mod draft;
mod message;

use std::cmp::Reverse;

use super::rules::{self, Act};
use super::{Member, change, listing, removal, store};
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Result};
use crate::ids::PublicId;
use crate::teams::WorkingKey;
use crate::teams::access::{Access, ManageMembers, Membership};
use crate::text;
use crate::text::Text;

pub use draft::{Bulk, BulkDraft, FilterDraft, Targets, Task};

/// Members changed in one transaction, so that it stays short.
const AT_ONCE: usize = 100;
/// Keys that a preview names.
const KEYS: usize = 100;

/// What became of one, or would.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The id, as sent.
    pub id: String,
    /// The name, if the team has such a member.
    pub name: Option<String>,
    /// Why nothing was done: code and sentence.
    pub refused: Option<(&'static str, Text)>,
}

impl Outcome {
    /// A refusal of one is theirs alone; anything else is a failure of the whole.
    fn of(id: &str, name: Option<String>, done: Result<()>) -> Result<Self> {
        let refused = match done {
            Ok(()) => None,
            Err(
                error @ (Error::NotFound(_)
                | Error::Forbidden(_)
                | Error::Conflict(_)
                | Error::LastOwner(_)),
            ) => Some((error.code(), error.text())),
            Err(error) => return Err(error),
        };
        Ok(Self {
            id: id.to_owned(),
            name,
            refused,
        })
    }

    /// Whether it was done, or would be.
    pub fn is_ok(&self) -> bool {
        self.refused.is_none()
    }
}

/// What would be done to many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkPreview {
    /// For each, in order.
    pub outcomes: Vec<Outcome>,
    /// Of a removal: how many working keys they made, which live on.
    pub key_count: usize,
    /// Of a removal: the first hundred of these keys, the last used first.
    pub keys: Vec<WorkingKey>,
    /// Of a removal: how many of their sessions look at the team.
    pub sessions: i64,
    /// Of a removal: how many of their personal tokens are revoked.
    pub tokens: i64,
}

fn not_found() -> Error {
    Error::NotFound(text!("error-not-found"))
}

/// The member of an id, as far as there is one.
fn find(conn: &Conn, by: &Access<ManageMembers>, id: &str) -> Result<Option<Member>> {
    match PublicId::parse(id) {
        Some(id) => store::find(conn, by.team(), &id),
        None => Ok(None),
    }
}

/// [`rules::judge`], and nothing is done to oneself among many.
fn judge(
    conn: &Conn,
    acting: &Membership,
    member: &Member,
    act: Act,
    other_owners: i64,
) -> Result<()> {
    rules::judge(conn, acting, member, act, other_owners)?;
    if member.user == acting.user {
        return Err(Error::Conflict(text!("member-bulk-oneself")));
    }
    Ok(())
}

impl Bulk {
    fn ids(&self, conn: &Conn, by: &Access<ManageMembers>) -> Result<Vec<String>> {
        match &self.targets {
            Targets::Ids(ids) => Ok(ids.clone()),
            Targets::Matching(filter) => {
                let ids = listing::ids(conn, by, filter)?.into_iter();
                Ok(ids.map(|id| id.as_str().to_owned()).collect())
            }
        }
    }

    /// What would be done; changes nothing.
    ///
    /// # Errors
    /// `Forbidden` when the caller may manage members no longer.
    pub fn preview(
        &self,
        conn: &Conn,
        by: &Access<ManageMembers>,
        now: Timestamp,
    ) -> Result<BulkPreview> {
        let (acting, team) = (rules::acting(conn, by)?, by.team());
        let mut owners = store::owners(conn, team)?;
        let mut told = BulkPreview::default();
        for id in self.ids(conn, by)? {
            let Some(member) = find(conn, by, &id)? else {
                told.outcomes
                    .push(Outcome::of(&id, None, Err(not_found()))?);
                continue;
            };
            let judged = match self.task {
                Task::Message(_) => message::judge(&acting, &member),
                Task::Change(act) => {
                    let others = owners - i64::from(member.owns());
                    let judged = judge(conn, &acting, &member, act, others);
                    if judged.is_ok() && act.ends_ownership() {
                        owners = others;
                    }
                    if judged.is_ok() && act == Act::Remove {
                        told.add(removal::preview(conn, team, &member, now)?);
                    }
                    judged
                }
            };
            let outcome = Outcome::of(&id, Some(member.name), judged)?;
            told.outcomes.push(outcome);
        }
        told.keys.sort_by_key(|key| Reverse(key.last_used));
        told.keys.truncate(KEYS);
        Ok(told)
    }

    /// Does it, a hundred members in a transaction, or one message to all; what became of each.
    ///
    /// # Errors
    /// `Forbidden` when the caller may manage members no longer; `RateLimited` when they wrote too
    /// much today; `Unavailable`. Once some were changed, a failure is told for each of the others.
    pub async fn run(
        self,
        db: &Db,
        by: &Access<ManageMembers>,
        now: Timestamp,
    ) -> Result<Vec<Outcome>> {
        let (reader, task) = (by.clone(), self.task.clone());
        let ids = db.read(move |conn| self.ids(conn, &reader)).await?;
        match task {
            Task::Change(act) => change_all(db, by, &ids, act, now).await,
            Task::Message(new) => {
                let by = by.clone();
                db.write(move |tx| message::send(tx, &by, &ids, &new, now))
                    .await
            }
        }
    }
}

async fn change_all(
    db: &Db,
    by: &Access<ManageMembers>,
    ids: &[String],
    act: Act,
    now: Timestamp,
) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::with_capacity(ids.len());
    for ids in ids.chunks(AT_ONCE) {
        let (writer, some) = (by.clone(), ids.to_vec());
        let done = db
            .write(move |tx| do_some(tx, &writer, &some, act, now))
            .await;
        match done {
            Ok(some) => outcomes.extend(some),
            Err(error) if outcomes.is_empty() => return Err(error),
            Err(error) => outcomes.extend(ids.iter().map(|id| Outcome {
                id: id.clone(),
                name: None,
                refused: Some((error.code(), error.text())),
            })),
        }
    }
    Ok(outcomes)
}

impl BulkPreview {
    fn add(&mut self, one: removal::RemovalPreview) {
        self.key_count += one.key_count;
        self.sessions += one.sessions;
        self.tokens += one.tokens;
        self.keys.extend(one.keys);
    }
}

fn do_some(
    tx: &Tx<'_>,
    by: &Access<ManageMembers>,
    ids: &[String],
    act: Act,
    now: Timestamp,
) -> Result<Vec<Outcome>> {
    let acting = rules::acting(tx, by)?;
    let mut outcomes = Vec::with_capacity(ids.len());
    for id in ids {
        let outcome = match find(tx, by, id)? {
            None => Outcome::of(id, None, Err(not_found())),
            Some(mut member) => {
                let done = do_one(tx, by, &acting, &mut member, act, now);
                Outcome::of(id, Some(member.name), done)
            }
        };
        outcomes.push(outcome?);
    }
    Ok(outcomes)
}

fn do_one(
    tx: &Tx<'_>,
    by: &Access<ManageMembers>,
    acting: &Membership,
    member: &mut Member,
    act: Act,
    now: Timestamp,
) -> Result<()> {
    let others = store::other_owners(tx, by.team(), member.user)?;
    judge(tx, acting, member, act, others)?;
    match act {
        Act::Remove => removal::expel(tx, by, acting, member, now),
        act => change::apply(tx, by, acting, member, act, now),
    }
}
