//! What people type about a project, and what is left of it after the checks.

use serde::Deserialize;

use super::{ANY_MODEL, DEFAULT_NAME, DESCRIPTION_MOST, MODEL_MOST, NAME_MOST};
use crate::check;
use crate::error::{Fields, Result};
use crate::text;
use crate::text::Text;

/// A new project, as sent.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectDraft {
    /// The name, 1 to 100 characters, unique in the team whatever its letter case.
    pub name: String,
    /// What it is for, at most 2,000 characters; by default empty.
    pub description: Option<String>,
    /// The model it is meant for, at most 200 characters; absent or blank: `any`.
    pub model: Option<String>,
}

/// A new project, checked.
#[derive(Clone, Debug)]
pub struct NewProject {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) model: String,
}

impl ProjectDraft {
    /// Checks every field.
    pub fn check(&self) -> Result<NewProject> {
        let mut fields = Fields::default();
        let name = fields.take("name", check::line(&self.name, NAME_MOST));
        let description = self.description.as_deref().unwrap_or_default();
        let description = fields.take("description", check::lines(description, DESCRIPTION_MOST));
        let model = fields.take("model", model(self.model.as_deref().unwrap_or_default()));
        fields.finish()?;
        Ok(NewProject {
            name: name.unwrap_or_default(),
            description: description.unwrap_or_default(),
            model: model.unwrap_or_default(),
        })
    }
}

impl NewProject {
    pub(super) fn default_one() -> Self {
        Self {
            name: DEFAULT_NAME.to_owned(),
            description: String::new(),
            model: ANY_MODEL.to_owned(),
        }
    }
}

fn model(typed: &str) -> Result<String, Text> {
    if typed.trim().is_empty() {
        return Ok(ANY_MODEL.to_owned());
    }
    check::line(typed, MODEL_MOST)
}

/// Changes to a project, as sent; what is absent or null stays as it is.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectPatch {
    /// A new name.
    pub name: Option<String>,
    /// A new description; empty removes it.
    pub description: Option<String>,
    /// A new model; blank: `any`.
    pub model: Option<String>,
    /// `running` or `stopped`: the same as to start or stop it.
    pub status: Option<String>,
}

/// Changes to a project, checked.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
    pub(super) model: Option<String>,
    pub(super) running: Option<bool>,
}

impl ProjectPatch {
    /// Checks every field that is given.
    pub fn check(&self) -> Result<Changes> {
        let mut fields = Fields::default();
        let mut take = |field, typed: Option<&String>, check: Check| {
            typed.and_then(|typed| fields.take(field, check(typed)))
        };
        let name = take("name", self.name.as_ref(), |it| check::line(it, NAME_MOST));
        let description = take("description", self.description.as_ref(), |it| {
            check::lines(it, DESCRIPTION_MOST)
        });
        let model = take("model", self.model.as_ref(), model);
        let running = match self.status.as_deref() {
            None => None,
            Some("running") => Some(true),
            Some("stopped") => Some(false),
            Some(_) => {
                fields.add("status", text!("project-status"));
                None
            }
        };
        fields.finish()?;
        Ok(Changes {
            name,
            description,
            model,
            running,
        })
    }
}

type Check = fn(&str) -> Result<String, Text>;

impl Changes {
    /// Only the status.
    pub(super) fn status(running: bool) -> Self {
        Self {
            running: Some(running),
            ..Self::default()
        }
    }

    /// Whether only the status is given, as when starting and stopping.
    pub fn only_turns(&self) -> bool {
        let Self {
            name,
            description,
            model,
            running,
        } = self;
        running.is_some() && [name, description, model].iter().all(|it| it.is_none())
    }
}
