//! `/projects/{id}`: its usage, its keys, how to send an event, and its end.

use askama::Template;
use rocket::{FromForm, Route, State, get, routes};
use rocket_db_pools::Connection;

use super::quick_start::{Language, QuickStart};
use super::usage::{self, Tile};
use super::{Condition, Id, May, page_of};
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::keys::{self, ApiKey, KeyRing};
use crate::page::{Limit, Page};
use crate::projects::{self, ANY_MODEL, Project};
use crate::teams::access::{Access, ReadKeys, ViewProjects, ViewUsage};
use crate::text;
use crate::usage::report::{self, Report};
use crate::web::app::App;
use crate::web::chart::Drawing;
use crate::web::database::ScalixDb;
use crate::web::frame::{Html, PageResult};
use crate::web::key_rows::KeyRow;
use crate::web::moment::Moment;
use crate::web::page::Chrome;

/// One project.
#[derive(Template, Debug)]
#[template(path = "projects/project.html")]
pub(super) struct ProjectPage {
    chrome: Chrome,
    path: String,
    facts: Facts,
    may: bool,
    may_keys: bool,
    tiles: Vec<Tile>,
    chart: Drawing,
    /// Nothing for those who may not see keys.
    keys: Option<KeyList>,
    start: QuickStart,
    languages: Vec<(Language, String)>,
}

/// What is known of the project.
#[derive(Debug)]
struct Facts {
    id: String,
    name: String,
    description: String,
    model: String,
    condition: Condition,
    created: Moment,
    started: Moment,
    last: Option<Moment>,
    key_count: i64,
}

/// The keys of the project.
#[derive(Debug)]
struct KeyList {
    rows: Vec<KeyRow>,
    /// Whether there are more than are shown.
    more: bool,
    /// The beginning and the end of the newest key that works.
    hint: String,
}

/// The query: what the chart shows, and the language of the quick start.
#[derive(Clone, Debug, FromForm)]
pub(super) struct Asked<'r> {
    pub(super) measure: Option<&'r str>,
    pub(super) code: Option<&'r str>,
}

/// What was read for the page.
pub(super) struct Found {
    pub(super) project: Project,
    pub(super) keys: Option<Page<ApiKey>>,
    pub(super) report: Report,
}

impl ProjectPage {
    pub(super) fn new(
        chrome: Chrome,
        may: May,
        base_url: &str,
        asked: &Asked<'_>,
        found: Found,
        now: Timestamp,
    ) -> Self {
        let path = page_of(&found.project.public_id);
        let measure = usage::measure(asked.measure);
        let language = Language::parse(asked.code);
        let link = |it: Language| (it, format!("{path}?code={}#quick-start", it.word()));
        Self {
            tiles: usage::tiles(&chrome, &path, &found.report.summary.sums, measure),
            chart: usage::chart(&chrome, &found.report, measure, now),
            keys: found.keys.map(|keys| KeyList::new(&keys, &chrome, now)),
            start: QuickStart::new(language, base_url, &found.project.model),
            languages: Language::ALL.map(link).into(),
            facts: Facts::new(found.project, &chrome, now),
            may: may.projects,
            may_keys: may.keys,
            path,
            chrome,
        }
    }
}

impl Facts {
    fn new(project: Project, chrome: &Chrome, now: Timestamp) -> Self {
        let (locale, zone) = (chrome.locale, &chrome.tz);
        Self {
            condition: Condition::of(&project, chrome),
            id: project.public_id.to_string(),
            name: project.name,
            description: project.description,
            model: match project.model.as_str() {
                ANY_MODEL => chrome.t("projects-any-model"),
                model => model.to_owned(),
            },
            created: Moment::date(locale, zone, project.created_at),
            started: Moment::date_time(locale, zone, project.last_started_at),
            last: (project.last_event_at).map(|at| Moment::relative(locale, at, now)),
            key_count: project.key_count,
        }
    }
}

impl KeyList {
    fn new(page: &Page<ApiKey>, chrome: &Chrome, now: Timestamp) -> Self {
        let rows: Vec<KeyRow> = (page.items.iter())
            .map(|key| KeyRow::new(key, chrome, now))
            .collect();
        let newest = rows.iter().find(|row| row.live);
        Self {
            hint: newest.map_or_else(String::new, |row| row.masked.clone()),
            more: page.next.is_some(),
            rows,
        }
    }
}

/// Keys shown here; the rest is on the page of keys.
const KEYS: u32 = 10;

#[get("/projects/<id>?<asked..>")]
async fn project(
    by: Access<ViewProjects>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Id,
    asked: Asked<'_>,
) -> PageResult<Html<ProjectPage>> {
    let (id, now, ring) = (id?.0, app.clock.now(), KeyRing::clone(ring));
    let chrome = chrome.at("projects");
    let may = May::of(&by);
    let question = usage::question(&id, &chrome, now)?;
    let turn = app.turns.of(by.team()).await?;
    let found = db
        .read(move |conn| -> Result<Found> {
            let project = projects::find(conn, &by, &id, now)?;
            let usage = by
                .also::<ViewUsage>()
                .ok_or_else(|| Error::Forbidden(text!("error-forbidden")))?;
            let list = |keys: Access<ReadKeys>| {
                keys::list(conn, &ring, &keys, Some(&id), Limit::new(KEYS)?, None, now)
            };
            Ok(Found {
                keys: by.also::<ReadKeys>().map(list).transpose()?,
                report: report::analytics(conn, &usage, &question, now)?,
                project,
            })
        })
        .await?;
    drop(turn);
    let page = ProjectPage::new(chrome, may, app.base_url(), &asked, found, now);
    Ok(Html::ok(page))
}

pub(super) fn routes() -> Vec<Route> {
    routes![project]
}
