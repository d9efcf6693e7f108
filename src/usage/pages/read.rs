//! What the Usage page reads, on one state of the file: the report, two breakdowns, and the names
//! that filters can choose from.

use super::view::{Of, View};
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::ids::PublicId;
use crate::notifications::Advice;
use crate::projects;
use crate::teams::access::{Access, ViewProjects, ViewUsage};
use crate::text;
use crate::usage::event::Status;
use crate::usage::prices::PriceBook;
use crate::usage::range::{Range, Zone};
use crate::usage::report::{self, Dimension, GroupRow, Labels, Report, Sums};

/// What stands in the database about a view.
#[derive(Clone, Debug)]
pub(super) struct Read {
    /// The bounds.
    pub(super) range: Range,
    /// What the chart tells apart.
    pub(super) by: Option<Dimension>,
    /// Total, series and groups.
    pub(super) report: Report,
    /// Groups by model, and by project.
    pub(super) models: Vec<Group>,
    pub(super) projects: Vec<Group>,
    /// What could be filtered by: value and name.
    pub(super) choices: Choices,
    /// The filters that are on.
    pub(super) chosen: Vec<Chosen>,
    /// Whether the team ever reported an event.
    pub(super) ever: bool,
    /// What the person can do about requests without a price.
    pub(super) advice: Advice,
}

/// A group and its sums.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) labels: Labels,
    pub(super) sums: Sums,
}

/// Values and names of what can be filtered by.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    pub(super) models: Vec<(String, String)>,
    pub(super) projects: Vec<(String, String)>,
}

/// A filter that is on.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) of: Of,
    pub(super) value: String,
    pub(super) name: String,
}

/// Names that a list offers at most.
const MOST_CHOICES: usize = 200;

/// Who asks for which view, where and when.
pub(super) struct Reader<'a> {
    pub(super) by: &'a Access<ViewUsage>,
    pub(super) view: &'a View,
    /// The zone of the person.
    pub(super) home: &'a Zone,
    pub(super) locale: Locale,
    pub(super) prices: &'a PriceBook,
    pub(super) now: Timestamp,
}

impl Reader<'_> {
    /// Reads everything about the view.
    ///
    /// Fails with `Invalid` when the view makes no sense, with `Forbidden` when it tells apart
    /// what the person may not see, with `NotFound` when a filter names what is not the team's.
    pub(super) fn read(&self, conn: &Conn) -> Result<Read> {
        let (view, locale) = (self.view, self.locale);
        let question = view.question(self.home, self.now)?;
        report::together(conn, |conn| {
            let report = report::analytics(conn, self.by, &question, self.now)?;
            let models = self.groups(conn, view, Dimension::Model)?;
            let projects = self.groups(conn, view, Dimension::Project)?;
            // A filter offers what is there without it.
            let every_model = if view.models.is_empty() {
                models.clone()
            } else {
                self.groups(conn, &view.ignoring(Of::Model), Dimension::Model)?
            };
            let every_project = if view.projects.is_empty() {
                projects.clone()
            } else {
                self.groups(conn, &view.ignoring(Of::Project), Dimension::Project)?
            };
            Ok(Read {
                range: question.range.clone(),
                by: question.group_by.first().copied(),
                ever: report::any_event(conn, self.by)?,
                choices: Choices {
                    models: choices(&every_model, Of::Model, view, locale),
                    projects: choices(&every_project, Of::Project, view, locale),
                },
                chosen: self.chosen(conn, &every_model, &every_project)?,
                advice: match report.summary.sums.unpriced {
                    0 => Advice::Nothing,
                    _ => Advice::of(conn, self.by, self.prices, self.now)?,
                },
                report,
                models,
                projects,
            })
        })
    }

    fn groups(&self, conn: &Conn, view: &View, of: Dimension) -> Result<Vec<Group>> {
        let question = view.question(self.home, self.now)?.grouped(&[of]);
        let groups = report::groups(conn, self.by, &question)?;
        Ok(merged(groups.items))
    }

    /// The filters that are on, by name, of a view that makes no sense otherwise.
    pub(super) fn filters(&self, conn: &Conn) -> Result<Vec<Chosen>> {
        self.named(conn, [&[], &[], &[]])
    }

    /// The filters that are on, by name.
    fn chosen(&self, conn: &Conn, models: &[Group], projects: &[Group]) -> Result<Vec<Chosen>> {
        let keys = if self.view.keys.is_empty() {
            Vec::new()
        } else {
            self.groups(conn, self.view, Dimension::Key)?
        };
        self.named(conn, [models, projects, &keys])
    }

    /// The filters that are on, with the names of these models, projects and keys.
    fn named(&self, conn: &Conn, [models, projects, keys]: [&[Group]; 3]) -> Result<Vec<Chosen>> {
        let mut chosen = Vec::new();
        for (of, known) in [
            (Of::Model, models),
            (Of::Project, projects),
            (Of::Key, keys),
        ] {
            for value in self.view.filter(of) {
                chosen.push(Chosen {
                    of,
                    value: value.clone(),
                    name: self.name_of(conn, of, value, known)?,
                });
            }
        }
        Ok(chosen)
    }

    fn name_of(&self, conn: &Conn, of: Of, value: &str, known: &[Group]) -> Result<String> {
        let own = |group: &&Group| group.value(of).as_deref() == Some(value);
        if let Some(group) = known.iter().find(own) {
            return Ok(group.name(self.locale));
        }
        // It has no usage in this range.
        if of == Of::Project
            && let Some(by) = self.by.also::<ViewProjects>()
            && let Some(id) = PublicId::parse(value)
        {
            return match projects::find(conn, &by, &id, self.now) {
                Ok(project) => Ok(project.name),
                Err(Error::NotFound(_)) => Ok(self.locale.say(&projects::purged_name())),
                Err(error) => Err(error),
            };
        }
        let key = match PublicId::parse(value).filter(|_| of == Of::Key) {
            Some(id) => report::key_name(conn, self.by, &id)?,
            None => None,
        };
        // A key that is gone has no name any longer.
        let name = key.filter(|name| !name.is_empty());
        Ok(name.unwrap_or_else(|| value.to_owned()))
    }
}

/// Keys that are gone cannot be told apart: their groups are one.
pub(super) fn merged(rows: Vec<GroupRow>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::with_capacity(rows.len());
    let mut nameless: Option<usize> = None;
    for row in rows {
        let is_nameless = row.labels == Labels::default();
        let same = nameless.filter(|_| is_nameless);
        if let Some(group) = same.and_then(|at| groups.get_mut(at)) {
            group.sums += row.sums;
            continue;
        }
        if is_nameless {
            nameless = Some(groups.len());
        }
        groups.push(Group {
            labels: row.labels,
            sums: row.sums,
        });
    }
    groups
}

/// The values and names that are not chosen yet, by name.
fn choices(groups: &[Group], of: Of, view: &View, locale: Locale) -> Vec<(String, String)> {
    let mut choices: Vec<(String, String)> = groups
        .iter()
        .take(MOST_CHOICES)
        .filter_map(|group| {
            let value = group.value(of)?;
            let chosen = view.filter(of).contains(&value);
            (!chosen).then(|| (value, group.name(locale)))
        })
        .collect();
    choices.sort_by_key(|(_, name)| name.to_lowercase());
    choices
}

impl Group {
    /// What a filter for it says.
    pub(super) fn value(&self, of: Of) -> Option<String> {
        match of {
            Of::Model => self.labels.model.clone(),
            Of::Project => self.labels.project.as_ref().map(|(id, _)| id.to_string()),
            Of::Key => self.labels.key.as_ref().map(|(id, _)| id.to_string()),
        }
    }

    /// Which filter would let it through alone, and what it says.
    pub(super) fn filter(&self) -> Option<(Of, String)> {
        [Of::Model, Of::Project, Of::Key]
            .into_iter()
            .find_map(|of| Some((of, self.value(of)?)))
    }

    /// What it is called.
    pub(super) fn name(&self, locale: Locale) -> String {
        let labels = &self.labels;
        match (&labels.model, &labels.project, &labels.key, labels.status) {
            (Some(model), ..) => model.clone(),
            (_, Some((_, name)), ..) if name.is_empty() => locale.say(&projects::purged_name()),
            (_, Some((_, name)), ..) => name.clone(),
            (_, _, Some((id, name)), _) if name.is_empty() => id.to_string(),
            (_, _, Some((_, name)), _) => name.clone(),
            (_, _, _, Some(Status::Ok)) => locale.say(&text!("usage-page-status-ok")),
            (_, _, _, Some(Status::Error)) => locale.say(&text!("usage-page-status-error")),
            _ => locale.say(&text!("usage-page-no-key")),
        }
    }
}
