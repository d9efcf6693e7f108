//! The audit log: who did what, to what, from where.
//!
//! Every state change records one row in its own transaction. Rows of a chain (one a team, one
//! for the instance) hold the hash of the row before them, so a row that was changed, removed or
//! inserted afterwards is found. What is personal stands in a side row that can be erased; the
//! chain holds its salted digest and stays valid.

mod chain;
mod log;
mod store;

pub mod api;
pub mod pages;

use std::net::IpAddr;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::TeamId;

pub use chain::{End, Head, Verdict, ends, head, holds, verify};
pub use log::{Details, Filter, Record, Words, actions, list};

/// Who acts, and by what means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The means.
    pub kind: ActorKind,
    /// The public id of the person or key.
    pub id: Option<String>,
    /// The name at that time.
    pub name: Option<String>,
    /// Where the request came from.
    pub address: Option<IpAddr>,
    /// The request, as in the reply's `X-Request-Id`.
    pub request_id: Option<String>,
}

impl Actor {
    /// The program itself: start-up and background jobs.
    pub fn system() -> Self {
        Self::bare(ActorKind::System)
    }

    /// Somebody at the command line of the server.
    pub fn cli() -> Self {
        Self::bare(ActorKind::Cli)
    }

    fn bare(kind: ActorKind) -> Self {
        Self {
            kind,
            id: None,
            name: None,
            address: None,
            request_id: None,
        }
    }
}

/// By what means somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorKind {
    /// A browser session.
    Session,
    /// A personal token.
    Token,
    /// A project's API key.
    Key,
    /// The command line.
    Cli,
    /// The program itself.
    System,
    /// Nobody yet: sign-in and set-up.
    Anonymous,
}

impl ActorKind {
    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Token => "token",
            Self::Key => "key",
            Self::Cli => "cli",
            Self::System => "system",
            Self::Anonymous => "anonymous",
        }
    }
}

/// Which chain a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// The instance: accounts, operators, global prices.
    Instance,
    /// One team.
    Team(TeamId),
}

impl Chain {
    /// The number of the chain: the team's row, 0 for the instance.
    fn number(self) -> i64 {
        match self {
            Self::Instance => 0,
            Self::Team(team) => team.0,
        }
    }
}

/// One thing that happened. Values never hold a secret.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Which chain.
    pub chain: Chain,
    /// What: `project.created`, `api_key.revoked`, `login.failed`, …
    pub action: &'static str,
    /// What kind of thing it was done to: `project`, `api_key`, `user`, `team`, …
    pub target_kind: &'static str,
    /// The public id of the thing.
    pub target_id: Option<&'a str>,
    /// The name of the thing at that time.
    pub target_name: Option<&'a str>,
    /// The values that changed, before.
    pub before: Option<Value>,
    /// The values that changed, after.
    pub after: Option<Value>,
}

/// The personal part of a row, which can be erased.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewDetails<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    actor_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<IpAddr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'a Value>,
}

/// Writes a row to the end of its chain, in the transaction of the change itself.
pub fn record(tx: &Tx<'_>, by: &Actor, entry: &Entry<'_>, now: Timestamp) -> Result<()> {
    let details = NewDetails {
        actor_name: by.name.as_deref(),
        address: by.address,
        target_name: entry.target_name,
        before: entry.before.as_ref(),
        after: entry.after.as_ref(),
    };
    let body = serde_json::to_string(&details)
        .map_err(|error| crate::error::Error::Internal(error.into()))?;
    let salt = tx.random().bytes32();
    let chain = entry.chain.number();
    let last = store::last(tx, chain)?;
    let row = store::NewRow {
        chain,
        seq: last.as_ref().map_or(1, |last| last.seq + 1),
        at: now,
        action: entry.action,
        actor_kind: by.kind.word(),
        actor_id: by.id.as_deref(),
        target_kind: entry.target_kind,
        target_id: entry.target_id,
        request_id: by.request_id.as_deref(),
        details_digest: digest(&salt, &body),
        previous_hash: last.map_or([0; 32], |last| last.hash),
    };
    store::insert(tx, &row, &row_hash(&row), &salt, &body)
}

fn digest(salt: &[u8; 32], body: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(body);
    hasher.finalize().into()
}

/// SHA-256 over the fields in order, each with its length before it, so that no two rows read
/// alike; an absent field has the length of all ones.
fn row_hash(row: &store::NewRow<'_>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    let mut part = |bytes: Option<&[u8]>| match bytes {
        Some(bytes) => {
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        }
        None => hasher.update(u64::MAX.to_be_bytes()),
    };
    part(Some(&row.previous_hash));
    part(Some(&row.chain.to_be_bytes()));
    part(Some(&row.seq.to_be_bytes()));
    part(Some(&row.at.ms().to_be_bytes()));
    part(Some(row.action.as_bytes()));
    part(Some(row.actor_kind.as_bytes()));
    part(row.actor_id.map(str::as_bytes));
    part(Some(row.target_kind.as_bytes()));
    part(row.target_id.map(str::as_bytes));
    part(row.request_id.map(str::as_bytes));
    part(Some(&row.details_digest));
    hasher.finalize().into()
}

/// Erases what is personal in the rows that somebody caused or that are about them; the rows
/// themselves stay, and their chains stay valid. Gives how many there were.
pub fn erase_person(tx: &Tx<'_>, public_id: &str) -> Result<usize> {
    store::erase_person(tx, public_id)
}

/// Erases what is personal in rows of a chain, `most` of them at once; the rows themselves stay, and
/// the chain stays valid. Gives how many there were.
pub fn erase_chain(tx: &Tx<'_>, chain: Chain, most: u32) -> Result<usize> {
    store::erase_chain(tx, chain.number(), most)
}

/// A row that somebody caused or that is about them, as they are shown it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trace {
    /// When.
    pub at: Timestamp,
    /// What, such as `project.created`.
    pub action: String,
    /// By what means.
    pub actor_kind: String,
    /// The actor's public id.
    pub actor_id: Option<String>,
    /// What kind of thing it was done to.
    pub target_kind: String,
    /// The thing's public id.
    pub target_id: Option<String>,
    /// Names, address, and the values before and after; null when they were erased.
    pub details: Option<Value>,
}

/// The newest rows that somebody caused or that are about them, newest first. From where another
/// person did it is theirs to know.
pub fn traces(conn: &Conn, public_id: &str, most: u32) -> Result<Vec<Trace>> {
    let mut traces = store::traces(conn, public_id, most)?;
    for trace in &mut traces {
        if trace.actor_id.as_deref() != Some(public_id)
            && let Some(Value::Object(details)) = &mut trace.details
        {
            details.remove("address");
        }
    }
    Ok(traces)
}

/// One line of recent activity, as the Overview tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// When.
    pub at: Timestamp,
    /// What, such as `project.created`.
    pub action: String,
    /// The actor's name, unless it was erased.
    pub actor_name: Option<String>,
    /// The thing's public id.
    pub target_id: Option<String>,
    /// The thing's name, unless it was erased.
    pub target_name: Option<String>,
}

/// The newest rows of a team's chain, newest first.
pub fn recent(conn: &Conn, team: TeamId, most: u32) -> Result<Vec<Activity>> {
    store::recent(conn, team.0, most)
}

#[cfg(test)]
mod tests;
