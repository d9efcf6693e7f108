//! `/keys`: the keys of every project.

use askama::Template;
use rocket::{FromForm, Route, State, get, routes};
use rocket_db_pools::Connection;

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::{ProjectId, PublicId};
use crate::keys::{self, ApiKey, KeyRing};
use crate::page::{Cursor, Limit, Page};
use crate::projects::{self, Filter, Project};
use crate::teams::access::{Access, ManageKeys, ReadKeys, ViewProjects};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{Html, PageResult};
use crate::web::key_rows::KeyRow;
use crate::web::page::Chrome;

/// The keys of the team.
#[derive(Template, Debug)]
#[template(path = "keys/list.html")]
pub(super) struct ListPage {
    chrome: Chrome,
    may: bool,
    rows: Vec<KeyRow>,
    /// The filter: id, name, chosen.
    projects: Vec<(String, String, bool)>,
    /// The id of the project in the filter, or nothing.
    project: String,
    newer: String,
    older: String,
    base_url: String,
}

/// The query, as it was asked.
#[derive(Clone, Debug, Default, FromForm)]
pub(super) struct Words {
    #[field(name = "projectId")]
    pub(super) project: Option<String>,
    pub(super) cursor: Option<String>,
}

impl Words {
    /// The project to show; none for all.
    fn project(&self) -> Result<Option<PublicId<ProjectId>>> {
        match self.project.as_deref() {
            None | Some("" | "all") => Ok(None),
            Some(text) => PublicId::parse(text)
                .map(Some)
                .ok_or_else(|| Error::NotFound(text!("error-not-found"))),
        }
    }
}

/// What was read for the page.
pub(super) struct Found {
    pub(super) page: Page<ApiKey>,
    pub(super) projects: Vec<Project>,
}

impl ListPage {
    pub(super) fn new(
        chrome: Chrome,
        may: bool,
        base_url: &str,
        asked: &Words,
        found: Found,
        now: Timestamp,
    ) -> Self {
        let project = asked.project().ok().flatten();
        let project = project.map_or_else(String::new, |id| id.to_string());
        let path = |cursor: &str| match (project.as_str(), cursor) {
            ("", "") => "/keys".to_owned(),
            ("", cursor) => format!("/keys?cursor={cursor}"),
            (project, "") => format!("/keys?projectId={project}"),
            (project, cursor) => format!("/keys?projectId={project}&cursor={cursor}"),
        };
        let beyond = asked.cursor.as_deref().is_some_and(|it| !it.is_empty());
        let choice = |it: Project| {
            let id = it.public_id.to_string();
            let chosen = id == project;
            (id, it.name, chosen)
        };
        Self {
            may,
            rows: (found.page.items.iter())
                .map(|key| KeyRow::new(key, &chrome, now))
                .collect(),
            newer: if beyond { path("") } else { String::new() },
            older: (found.page.next).map_or_else(String::new, |next| path(&next.to_string())),
            projects: found.projects.into_iter().map(choice).collect(),
            base_url: base_url.to_owned(),
            project,
            chrome,
        }
    }
}

/// Rows on a page.
const ROWS: u32 = 50;

#[get("/keys?<asked..>")]
async fn list(
    by: Access<ReadKeys>,
    see: Access<ViewProjects>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    asked: Words,
) -> PageResult<Html<ListPage>> {
    let (now, ring) = (app.clock.now(), KeyRing::clone(ring));
    let may = by.also::<ManageKeys>().is_some();
    let (project, cursor) = (
        asked.project()?,
        Cursor::from_query(asked.cursor.as_deref())?,
    );
    let limit = Limit::new(ROWS)?;
    let found = db
        .read(move |conn| -> Result<Found> {
            let (project, cursor) = (project.as_ref(), cursor.as_ref());
            let all = Limit::new(Limit::MOST)?;
            Ok(Found {
                page: keys::list(conn, &ring, &by, project, limit, cursor, now)?,
                projects: projects::list(conn, &see, &Filter::default(), all, None, now)?.items,
            })
        })
        .await?;
    let chrome = chrome.at("keys");
    let page = ListPage::new(chrome, may, app.base_url(), &asked, found, now);
    Ok(Html::ok(page))
}

pub(super) fn routes() -> Vec<Route> {
    routes![list]
}
