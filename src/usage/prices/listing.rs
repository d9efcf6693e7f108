//! The price table as people see it.

use super::store;
use super::{PriceBook, PriceRow, Scope, canonical_model, canonical_provider};
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{PriceId, PublicId, TeamId};
use crate::page::{Cursor, Limit, Page};
use crate::text;

/// A price with what only people want to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The id outside.
    pub public_id: PublicId<PriceId>,
    /// Where it came from, in words.
    pub source: String,
    /// When it was entered.
    pub created_at: Timestamp,
    /// The price.
    pub row: PriceRow,
}

impl Listed {
    fn cursor(&self) -> Cursor {
        Cursor {
            at: 0,
            id: self.public_id.as_str().to_owned(),
        }
    }
}

/// Which prices are listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// A part of the model's name or of another name of it.
    pub model: Option<String>,
    /// Who sells the model, in any spelling.
    pub provider: Option<String>,
    /// Only one scope: the team's own prices, or the global ones.
    pub own: Option<bool>,
    /// Only those in force at this moment; `None`: past and coming ones, too.
    pub at: Option<Timestamp>,
}

/// What becomes of a model when a price of it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The price that ends, as it is afterwards.
    pub price: Listed,
    /// The price that holds from then on; `None`: the model is unpriced.
    pub then: Option<Listed>,
}

/// The prices that hold for a team, or without one the global ones: by model, provider and time.
///
/// # Errors
/// `Invalid` for a cursor that names no price.
pub fn list(
    conn: &Conn,
    team: Option<TeamId>,
    filter: &Filter,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<Listed>> {
    let asked = store::Asked {
        team,
        own: filter.own,
        model: filter.model.as_deref().map(canonical_model),
        provider: filter.provider.as_deref().map(canonical_provider),
        at: filter.at,
    };
    let after = match cursor {
        None => None,
        Some(cursor) => Some(
            store::place_of(conn, &cursor.id)?
                .ok_or_else(|| Error::invalid("cursor", text!("field-cursor")))?,
        ),
    };
    let found = store::list(conn, &asked, after.as_ref(), limit.probe())?;
    Ok(Page::cut(found, limit, Listed::cursor))
}

/// A price that a team may see: its own or a global one; without a team a global one.
///
/// # Errors
/// `NotFound` for others.
pub fn find(conn: &Conn, team: Option<TeamId>, id: &PublicId<PriceId>) -> Result<Listed> {
    let found = store::find(conn, id)?.filter(|listed| match listed.row.scope {
        Scope::Global => true,
        Scope::Team(owner) => Some(owner) == team,
    });
    found.ok_or_else(|| Error::NotFound(text!("error-not-found")))
}

/// A time, or the beginning of a day in UTC, as people type it.
pub fn moment(typed: &str) -> Option<Timestamp> {
    let day = || Timestamp::parse(&format!("{typed}T00:00:00Z"));
    Timestamp::parse(typed).or_else(day)
}

/// The price that an event of this model would have; `None`: it would be unpriced.
pub fn resolve(
    conn: &Conn,
    book: &PriceBook,
    team: Option<TeamId>,
    provider: Option<&str>,
    model: &str,
    at: Timestamp,
) -> Result<Option<Listed>> {
    match book.resolve(team, provider, model, at) {
        // The row as the book has it, which may be one that is only planned.
        Some(row) => Ok(store::find_row(conn, row.id)?.map(|listed| Listed {
            row: row.clone(),
            ..listed
        })),
        None => Ok(None),
    }
}
