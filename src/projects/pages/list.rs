//! `/projects`: tiles, filters and rows.

use askama::Template;
use rocket::{FromForm, Route, State, get, routes};
use rocket_db_pools::Connection;

use super::{Condition, May};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::page::{Cursor, Limit, Page};
use crate::projects::{self, ANY_MODEL, Filter, Overview, Project, StatusFilter, Totals};
use crate::teams::access::{Access, ViewProjects};
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::format::{self, Figure};
use crate::web::frame::{Html, PageResult};
use crate::web::moment::Moment;
use crate::web::page::Chrome;

/// The projects of the team.
#[derive(Template, Debug)]
#[template(path = "projects/list.html")]
pub(super) struct ListPage {
    chrome: Chrome,
    may: May,
    tiles: Tiles,
    asked: Words,
    /// Whether the rows are deleted projects.
    deleted: bool,
    rows: Vec<Row>,
    /// Where the newest page is; empty on it.
    newer: String,
    /// Where the next page is; empty on the last one.
    older: String,
    /// Whether a team without live projects has deleted ones.
    restorable: bool,
}

/// The figures above the list.
#[derive(Clone, Debug)]
struct Tiles {
    count: usize,
    total: Figure,
    running: Figure,
    requests: Figure,
    cost: Figure,
    /// What the cost is about.
    cost_note: String,
}

/// The query, as it was asked.
#[derive(Clone, Debug, Default, FromForm)]
pub(super) struct Words {
    search: Option<String>,
    status: Option<String>,
    cursor: Option<String>,
}

#[cfg(test)]
impl Words {
    pub(super) fn asked(search: &str, status: &str) -> Self {
        Self {
            search: Some(search.to_owned()),
            status: Some(status.to_owned()),
            cursor: None,
        }
    }
}

impl Words {
    fn search(&self) -> &str {
        self.search.as_deref().unwrap_or_default().trim()
    }

    fn status(&self) -> &str {
        self.status.as_deref().unwrap_or_default()
    }

    fn filtered(&self) -> bool {
        !self.search().is_empty() || !matches!(self.status(), "" | "all")
    }

    /// The list with these filters, from `cursor` on.
    fn path(&self, cursor: &str) -> String {
        let fields = [
            ("search", self.search()),
            ("status", self.status()),
            ("cursor", cursor),
        ];
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields.into_iter().filter(|(_, value)| !value.is_empty()))
            .finish();
        if query.is_empty() {
            "/projects".to_owned()
        } else {
            format!("/projects?{query}")
        }
    }

    /// The same for the query of an action that leads back here.
    fn back(&self) -> String {
        let here = self.path(self.cursor.as_deref().unwrap_or_default());
        url::form_urlencoded::byte_serialize(here.as_bytes()).collect()
    }
}

#[derive(Clone, Debug)]
struct Row {
    id: String,
    name: String,
    description: String,
    /// Empty when the project is meant for any model.
    model: String,
    condition: Condition,
    requests: Figure,
    cost: Figure,
    /// How many requests have no price, in words; empty when all have one.
    unpriced: String,
    /// The last event of a live project, the deletion of a deleted one.
    last: Option<Moment>,
    /// Until when a deleted one can be restored.
    until: Option<Moment>,
}

impl Row {
    fn new(project: Project, chrome: &Chrome, now: Timestamp) -> Self {
        let locale = chrome.locale;
        let last = project.deleted_at.or(project.last_event_at);
        Self {
            id: project.public_id.to_string(),
            condition: Condition::of(&project, chrome),
            requests: format::short(locale, project.usage.requests),
            cost: format::cost(locale, project.usage.known_cost()),
            unpriced: unpriced(chrome, &project.usage),
            last: last.map(|at| Moment::relative(locale, at, now)),
            until: project
                .purge_at()
                .map(|at| Moment::date_time(locale, &chrome.tz, at)),
            model: match project.model.as_str() {
                ANY_MODEL => String::new(),
                model => model.to_owned(),
            },
            name: project.name,
            description: project.description,
        }
    }
}

/// What was read for the page.
pub(super) struct Found {
    pub(super) overview: Overview,
    pub(super) page: Page<Project>,
    pub(super) restorable: bool,
}

impl ListPage {
    pub(super) fn new(
        chrome: Chrome,
        may: May,
        asked: Words,
        found: Found,
        now: Timestamp,
    ) -> Self {
        let (locale, overview) = (chrome.locale, found.overview);
        let deleted = asked.status() == "deleted";
        let rows = found.page.items.into_iter();
        let days = chrome.t("projects-list-days");
        let beyond = asked
            .cursor
            .as_deref()
            .is_some_and(|cursor| !cursor.is_empty());
        Self {
            may,
            tiles: Tiles {
                count: overview.total,
                total: format::short(locale, count(overview.total)),
                running: format::short(locale, count(overview.running)),
                requests: format::short(locale, overview.usage.requests),
                cost: format::cost_short(locale, overview.usage.known_cost()),
                cost_note: match unpriced(&chrome, &overview.usage) {
                    unpriced if unpriced.is_empty() => days,
                    unpriced => format!("{days} · {unpriced}"),
                },
            },
            rows: rows
                .map(|project| Row::new(project, &chrome, now))
                .collect(),
            newer: if beyond {
                asked.path("")
            } else {
                String::new()
            },
            older: found
                .page
                .next
                .map_or_else(String::new, |next| asked.path(&next.to_string())),
            restorable: found.restorable,
            deleted,
            asked,
            chrome,
        }
    }

    /// The filter of statuses: value, label, chosen.
    fn statuses(&self) -> Vec<(&'static str, String, bool)> {
        [
            ("all", self.chrome.t("projects-all")),
            ("running", self.chrome.t("projects-running")),
            ("stopped", self.chrome.t("projects-stopped")),
            ("error", self.chrome.t("projects-failing")),
            ("deleted", self.chrome.t("projects-deleted")),
        ]
        .map(|(value, label)| (value, label, self.asked.status() == value))
        .into()
    }

    /// Whether there is nothing to look for.
    fn first_use(&self) -> bool {
        self.tiles.count == 0 && !self.asked.filtered()
    }
}

/// How many requests have no price, in words; empty when all have one.
fn unpriced(chrome: &Chrome, usage: &Totals) -> String {
    match usage.unpriced {
        0 => String::new(),
        count => chrome.t1(
            "projects-unpriced",
            "count",
            format::count(chrome.locale, count),
        ),
    }
}

fn count(things: usize) -> i64 {
    i64::try_from(things).unwrap_or(i64::MAX)
}

/// Rows on a page.
const ROWS: u32 = 50;

#[get("/projects?<asked..>")]
async fn list(
    by: Access<ViewProjects>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    asked: Words,
) -> PageResult<Html<ListPage>> {
    let now = app.clock.now();
    let filter = Filter::from_query(asked.search.as_deref(), asked.status.as_deref())?;
    let cursor = Cursor::from_query(asked.cursor.as_deref())?;
    let (may, limit) = (May::of(&by), Limit::new(ROWS)?);
    let found = db
        .read(move |conn| -> Result<Found> {
            let overview = projects::overview(conn, &by, now)?;
            let any_deleted = || projects::list_deleted(conn, &by, Limit::new(1)?, None, now);
            Ok(Found {
                overview,
                page: projects::list(conn, &by, &filter, limit, cursor.as_ref(), now)?,
                restorable: overview.total == 0
                    && filter.status != Some(StatusFilter::Deleted)
                    && !any_deleted()?.items.is_empty(),
            })
        })
        .await?;
    Ok(Html::ok(ListPage::new(
        chrome.at("projects"),
        may,
        asked,
        found,
        now,
    )))
}

pub(super) fn routes() -> Vec<Route> {
    routes![list]
}
