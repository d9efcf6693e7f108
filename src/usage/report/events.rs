//! Single events, the latest first: what every other report is the sum of.

use super::question::Question;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{KeyId, ProjectId, PublicId};
use crate::money::Nanos;
use crate::page::{Cursor, Page};
use crate::text;
use crate::usage::event::{Status, Tokens};
use crate::usage::reader::Reader;
use crate::usage::store::events as store;
use crate::usage::store::report as common;

/// Where an event stands in the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// When it happened.
    pub time: Timestamp,
    /// Its number in the team's sequence.
    pub seq: i64,
}

impl Place {
    fn cursor(self) -> Cursor {
        Cursor {
            at: self.time.ms(),
            id: self.seq.to_string(),
        }
    }

    fn parse(cursor: &Cursor) -> Result<Self> {
        let seq = cursor.id.parse();
        let seq = seq.map_err(|_| Error::invalid("cursor", text!("field-cursor")))?;
        Ok(Self {
            time: Timestamp::from_ms(cursor.at),
            seq,
        })
    }
}

/// An event that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// When it happened, and its number in the team's sequence.
    pub place: Place,
    /// When it came.
    pub ingested_at: Timestamp,
    /// The sender's id.
    pub id: String,
    /// Who sent it.
    pub source: String,
    /// The sender's own count.
    pub source_seq: Option<i64>,
    /// The project.
    pub project: PublicId<ProjectId>,
    /// The name of the project, which is empty once it is purged.
    pub project_name: String,
    /// The key; none for an event that was imported without one.
    pub key: Option<PublicId<KeyId>>,
    /// The model as it was sent.
    pub model: String,
    /// Who hosts the model.
    pub provider: Option<String>,
    /// The operation that was called.
    pub endpoint: Option<String>,
    /// The sender's own customer.
    pub end_user: Option<String>,
    /// The provider's tier.
    pub service_tier: Option<String>,
    /// Whether the call worked.
    pub status: Status,
    /// How many calls it stands for.
    pub requests: i64,
    /// The counts of tokens.
    pub tokens: Tokens,
    /// How long the call took, in milliseconds.
    pub latency_ms: Option<i64>,
    /// How long until the first token, in milliseconds.
    pub first_token_ms: Option<i64>,
    /// What failed, for machines.
    pub error_code: Option<String>,
    /// What failed, for people.
    pub error_message: Option<String>,
    /// What it cost; `None` is unpriced.
    pub cost: Option<Nanos>,
}

/// The events of a range, the latest first. Buckets and groups of the question do not matter.
///
/// Fails with `Forbidden` without `ReadUsage`, with `NotFound` when a filter names what is not the
/// team's.
pub fn events(
    conn: &Conn,
    by: impl Into<Reader>,
    question: &Question,
    status: Option<Status>,
) -> Result<Page<Listed>> {
    let by = by.into();
    if !by.in_depth() {
        return Err(Error::Forbidden(text!("usage-events-forbidden")));
    }
    let after = question.cursor.as_ref().map(Place::parse).transpose()?;
    common::in_snapshot(conn, |conn| {
        let filter = question.filter(conn, by)?;
        let wanted = store::Wanted {
            span: question.range.span,
            models: filter.models(),
            projects: filter.projects(),
            keys: filter.keys(),
            status,
            after,
        };
        let limit = question.limit;
        let found = store::list(conn, by.team(), &wanted, limit.probe())?;
        Ok(Page::cut(found, limit, |event| event.place.cursor()))
    })
}
