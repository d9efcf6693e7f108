//! What is to be done to many, as it is sent to us, and checked.

use std::collections::HashSet;

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::members::{Act, Filter};
use crate::messages::{MessageDraft, NewMessage, ToDraft};
use crate::teams::access::Role;
use crate::text;
use crate::text::Text;

/// Ids in one request.
const MOST: usize = 1_000;

/// What is to be done to many, as sent.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkDraft {
    /// Their ids, 1 to 1,000.
    pub ids: Option<Vec<String>>,
    /// In place of ids: everybody whom the list shows with these filters.
    pub filter: Option<FilterDraft>,
    /// `role`, `deactivate`, `reactivate`, `remove` or `message`.
    #[serde(default)]
    pub action: String,
    /// The role of the action `role`.
    pub role: Option<String>,
    /// The subject of the action `message`.
    pub subject: Option<String>,
    /// The text of the action `message`.
    pub body: Option<String>,
}

/// The filters of the list; empty values and `all` mean no filter.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = MemberFilter)]
pub struct FilterDraft {
    /// Words in the name or the address, in any letter case.
    pub search: String,
    /// One role.
    pub role: String,
    /// `active` or `inactive`.
    pub status: String,
}

impl FilterDraft {
    fn check(&self) -> Result<Filter> {
        Filter::from_query(Some(&self.search), Some(&self.role), Some(&self.status))
    }
}

/// Whom something is done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Targets {
    /// These, in this order.
    Ids(Vec<String>),
    /// Everybody whom the filter shows.
    Matching(Filter),
}

/// What is done to many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Something that is done to a member.
    Change(Act),
    /// This message to them; its `to` does not count.
    Message(NewMessage),
}

/// What is to be done to many, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulk {
    /// What.
    pub task: Task,
    /// To whom.
    pub targets: Targets,
}

impl BulkDraft {
    /// Checks every field.
    ///
    /// # Errors
    /// `Invalid`, by field.
    pub fn check(self) -> Result<Bulk> {
        let task = self.task();
        match (task, self.targets()) {
            (Ok(task), Ok(targets)) => Ok(Bulk { task, targets }),
            (Err(Error::Invalid(mut wrong)), Err(Error::Invalid(more))) => {
                for (field, message) in more.iter() {
                    wrong.add(field.to_owned(), message.clone());
                }
                Err(Error::Invalid(wrong))
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        }
    }

    /// Whom it is done to.
    ///
    /// # Errors
    /// `Invalid` on `ids`, or on a filter.
    pub fn targets(self) -> Result<Targets> {
        match (self.ids, self.filter) {
            (None, Some(filter)) => filter.check().map(Targets::Matching),
            (Some(ids), None) => distinct(ids)
                .map(Targets::Ids)
                .map_err(|message| Error::invalid("ids", message)),
            _ => Err(Error::invalid("ids", text!("member-bulk-nobody"))),
        }
    }

    fn task(&self) -> Result<Task> {
        let unknown = |field| Err(Error::invalid(field, text!("field-unknown")));
        let writes = self.action == "message";
        for (field, given, fits) in [
            ("role", self.role.is_some(), self.action == "role"),
            ("subject", self.subject.is_some(), writes),
            ("body", self.body.is_some(), writes),
        ] {
            if given && !fits && !self.action.is_empty() {
                return unknown(field);
            }
        }
        let act = match (self.action.as_str(), self.role.as_deref()) {
            ("role", Some(word)) => {
                let known = Role::parse(word).ok_or_else(|| text!("member-role", role = word));
                Act::Role(known.map_err(|message| Error::invalid("role", message))?)
            }
            ("role", None) => return Err(Error::invalid("role", text!("field-required"))),
            ("deactivate", _) => Act::Deactivate,
            ("reactivate", _) => Act::Reactivate,
            ("remove", _) => Act::Remove,
            ("message", _) => return self.message().map(Task::Message),
            _ => return Err(Error::invalid("action", text!("member-bulk-action"))),
        };
        Ok(Task::Change(act))
    }

    fn message(&self) -> Result<NewMessage> {
        let draft = MessageDraft {
            // Whom it goes to is judged one by one.
            to: Some(ToDraft::Word("all".to_owned())),
            subject: self.subject.clone(),
            body: self.body.clone().unwrap_or_default(),
            reply_to: None,
        };
        draft.check()
    }
}

/// Each id once.
fn distinct(mut ids: Vec<String>) -> Result<Vec<String>, Text> {
    if ids.is_empty() {
        return Err(text!("member-bulk-nobody"));
    }
    if ids.len() > MOST {
        return Err(text!("member-bulk-most", most = MOST));
    }
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    Ok(ids)
}
