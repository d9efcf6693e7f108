//! Lists of projects: what they show and in which order.

use super::store;
use super::{Project, Status, Totals, failing, note_trouble, usage_since};
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::ProjectId;
use crate::money::Nanos;
use crate::page::{Cursor, Limit, Page};
use crate::teams::access::{Access, ViewProjects};
use crate::text;

/// Which projects a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that the name or the description contains, in any letter case.
    pub search: Option<String>,
    /// One status, or the deleted ones.
    pub status: Option<StatusFilter>,
}

/// The status to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusFilter {
    /// Live projects of this status.
    Live(Status),
    /// Deleted projects that can still be restored.
    Deleted,
}

impl Filter {
    /// From query parameters: empty values and the status `all` mean no filter.
    ///
    /// # Errors
    /// `Invalid` on `status` for a word that is none.
    pub fn from_query(search: Option<&str>, status: Option<&str>) -> Result<Self> {
        let search = search.map(str::trim).filter(|words| !words.is_empty());
        let status = match status.unwrap_or_default() {
            "" | "all" => None,
            "running" => Some(StatusFilter::Live(Status::Running)),
            "stopped" => Some(StatusFilter::Live(Status::Stopped)),
            "error" => Some(StatusFilter::Live(Status::Error)),
            "deleted" => Some(StatusFilter::Deleted),
            _ => return Err(Error::invalid("status", text!("project-status-filter"))),
        };
        Ok(Self {
            search: search.map(str::to_lowercase),
            status,
        })
    }

    fn deleted(&self) -> bool {
        self.status == Some(StatusFilter::Deleted)
    }

    /// Compares in Rust, because SQLite ignores the case of ASCII letters only.
    fn shows(&self, project: &Project) -> bool {
        let status = match self.status {
            Some(StatusFilter::Live(status)) => project.status == status,
            Some(StatusFilter::Deleted) | None => true,
        };
        let found = |text: &str, words: &str| text.to_lowercase().contains(words);
        let search = self
            .search
            .as_deref()
            .is_none_or(|words| found(&project.name, words) || found(&project.description, words));
        status && search
    }
}

/// The live projects of the team, or the deleted ones, newest first.
pub fn list(
    conn: &Conn,
    by: &Access<ViewProjects>,
    filter: &Filter,
    limit: Limit,
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> Result<Page<Project>> {
    let team = by.team();
    let failing = failing(conn, team, now)?;
    let most = limit.rows() + 1;
    let mut found = Vec::new();
    store::scan(conn, team, filter.deleted(), cursor, now, |mut project| {
        note_trouble(&mut project, &failing);
        if filter.shows(&project) {
            found.push(project);
        }
        found.len() < most
    })?;
    let mut page = Page::cut(found, limit, Project::cursor);
    let ids: Vec<ProjectId> = page.items.iter().map(|project| project.id).collect();
    let mut totals = store::usage(conn, team, &ids, usage_since(now))?;
    for project in &mut page.items {
        project.usage = totals.remove(&project.id).unwrap_or_default();
    }
    Ok(page)
}

/// The deleted projects that can still be restored, newest first.
pub fn list_deleted(
    conn: &Conn,
    by: &Access<ViewProjects>,
    limit: Limit,
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> Result<Page<Project>> {
    let filter = Filter {
        search: None,
        status: Some(StatusFilter::Deleted),
    };
    list(conn, by, &filter, limit, cursor, now)
}

/// What the live projects of a team come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// How many there are.
    pub total: usize,
    /// How many of them take events.
    pub running: usize,
    /// Their usage of the last 30 days.
    pub usage: Totals,
}

/// Counts the live projects of the team and adds up their usage.
pub fn overview(conn: &Conn, by: &Access<ViewProjects>, now: Timestamp) -> Result<Overview> {
    let (mut ids, mut running) = (Vec::new(), 0);
    store::scan(conn, by.team(), false, None, now, |project| {
        running += usize::from(project.running());
        ids.push(project.id);
        true
    })?;
    let mut usage = Totals::default();
    for one in store::usage(conn, by.team(), &ids, usage_since(now))?.into_values() {
        usage.requests = usage.requests.saturating_add(one.requests);
        usage.unpriced = usage.unpriced.saturating_add(one.unpriced);
        usage.tokens = usage.tokens.saturating_add(one.tokens);
        usage.cost = Nanos(usage.cost.0 + one.cost.0);
    }
    Ok(Overview {
        total: ids.len(),
        running,
        usage,
    })
}
