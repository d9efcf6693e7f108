//! Names that people gave to models: an event with one of them is priced like its model.

use serde::Deserialize;
use serde_json::{Value, json};

use super::change::{Editor, refresh};
use super::draft::{MODEL_MOST, PROVIDER_MOST};
use super::{SharedPrices, canonical_model, canonical_provider, store};
use crate::check;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fields, Result};
use crate::ids::{AliasId, PublicId, TeamId};
use crate::page::{Cursor, Limit, Page};
use crate::text;

/// Names that a team may give, and that may be given for everybody.
const MOST: u32 = 1_000;

/// A name for a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The row.
    pub id: AliasId,
    /// The id outside.
    pub public_id: PublicId<AliasId>,
    /// For whom; `None`: for everybody.
    pub team: Option<TeamId>,
    /// The name as events tell it; letter case does not count.
    pub name: String,
    /// Who sells the model; `None`: whom the event tells.
    pub provider: Option<String>,
    /// The model that is meant.
    pub model: String,
    /// When it was given.
    pub created_at: Timestamp,
}

impl Alias {
    fn cursor(&self) -> Cursor {
        Cursor {
            at: self.created_at.ms(),
            id: self.public_id.as_str().to_owned(),
        }
    }

    fn record(&self) -> Value {
        json!({ "name": self.name, "provider": self.provider, "model": self.model })
    }
}

/// A new name, as sent.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AliasDraft {
    /// The name as events tell it; letter case does not count.
    pub name: String,
    /// The model that is meant, in any form that finds its price.
    pub model: String,
    /// Who sells it; absent: whom the event tells.
    pub provider: Option<String>,
}

/// Another meaning of a name, as sent.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AliasChange {
    /// The model that is meant.
    pub model: String,
    /// Who sells it; absent: whom the event tells.
    pub provider: Option<String>,
}

impl AliasChange {
    fn check(&self, fields: &mut Fields) -> (Option<String>, String) {
        let model = fields.take("model", check::line(&self.model, MODEL_MOST));
        let provider = self.provider.as_deref();
        let provider =
            provider.map(|name| fields.take("provider", check::line(name, PROVIDER_MOST)));
        let provider = provider.flatten();
        let provider = provider.map(|name| canonical_provider(&name).into_owned());
        (provider, model.unwrap_or_default())
    }
}

/// The names that hold for a team, or without one for everybody: newest first.
pub fn list_aliases(
    conn: &Conn,
    team: Option<TeamId>,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<Alias>> {
    let found = store::list_aliases(conn, team, limit.probe(), cursor)?;
    Ok(Page::cut(found, limit, Alias::cursor))
}

/// Gives a model another name: events with it have the model's price from now on.
///
/// # Errors
/// `Invalid`; `Conflict` when the name is taken in the same scope, or there are a thousand.
pub fn create_alias(
    tx: &Tx<'_>,
    shared: &SharedPrices,
    by: &Editor,
    draft: &AliasDraft,
    now: Timestamp,
) -> Result<Alias> {
    let mut fields = Fields::default();
    let name = fields.take("name", check::line(&draft.name, MODEL_MOST));
    let name = name.unwrap_or_default();
    let meant = AliasChange {
        model: draft.model.clone(),
        provider: draft.provider.clone(),
    };
    let (provider, model) = meant.check(&mut fields);
    let key = canonical_model(&name);
    if !model.is_empty() && key == canonical_model(&model) {
        fields.add("model", text!("alias-itself"));
    }
    fields.finish()?;
    if store::count_aliases(tx, by.team())? >= MOST {
        return Err(Error::Conflict(text!("aliases-too-many", most = MOST)));
    }
    let meant = (provider.as_deref(), model.as_str());
    let id = store::insert_alias(tx, by.team(), (&name, &key), meant, now)?
        .ok_or_else(|| Error::Conflict(text!("alias-taken", name = &name)))?;
    let alias = find(tx, by, &id)?;
    let change = (None, Some(alias.record()));
    by.record(tx, "alias.created", target(&alias), change, now)?;
    refresh(tx, shared)?;
    Ok(alias)
}

/// Makes a name stand for another model from now on.
///
/// # Errors
/// `NotFound` outside the scope; `Invalid`.
pub fn change_alias(
    tx: &Tx<'_>,
    shared: &SharedPrices,
    by: &Editor,
    id: &PublicId<AliasId>,
    draft: &AliasChange,
    now: Timestamp,
) -> Result<Alias> {
    let old = find(tx, by, id)?;
    let mut fields = Fields::default();
    let (provider, model) = draft.check(&mut fields);
    if canonical_model(&old.name) == canonical_model(&model) {
        fields.add("model", text!("alias-itself"));
    }
    fields.finish()?;
    store::update_alias(tx, old.id, provider.as_deref(), &model)?;
    let alias = find(tx, by, id)?;
    if alias != old {
        let change = (Some(old.record()), Some(alias.record()));
        by.record(tx, "alias.changed", target(&alias), change, now)?;
        refresh(tx, shared)?;
    }
    Ok(alias)
}

/// The name that [`remove_alias`] would remove; changes nothing.
pub fn preview_remove_alias(conn: &Conn, by: &Editor, id: &PublicId<AliasId>) -> Result<Alias> {
    find(conn, by, id)
}

/// Removes a name; events with it are unpriced from now on, or priced as before it was given.
///
/// # Errors
/// `NotFound` outside the scope.
pub fn remove_alias(
    tx: &Tx<'_>,
    shared: &SharedPrices,
    by: &Editor,
    id: &PublicId<AliasId>,
    now: Timestamp,
) -> Result<Alias> {
    let old = find(tx, by, id)?;
    store::delete_alias(tx, old.id)?;
    let change = (Some(old.record()), None);
    by.record(tx, "alias.removed", target(&old), change, now)?;
    refresh(tx, shared)?;
    Ok(old)
}

fn find(conn: &Conn, by: &Editor, id: &PublicId<AliasId>) -> Result<Alias> {
    store::find_alias(conn, by.team(), id)?.ok_or_else(|| Error::NotFound(text!("error-not-found")))
}

fn target(alias: &Alias) -> (&'static str, Option<&str>, &str) {
    ("alias", Some(alias.public_id.as_str()), &alias.name)
}
