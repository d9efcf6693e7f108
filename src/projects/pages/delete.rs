//! `/projects/{id}/delete`: what would go, and the name typed to confirm.

use askama::Template;
use rocket::form::Form;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::{Id, page_of};
use crate::clock::Timestamp;
use crate::error::Error;
use crate::keys::KeyRing;
use crate::projects::{self, DeletePreview};
use crate::teams::access::{Access, ManageProjects};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::format::{self, Figure};
use crate::web::frame::{Go, Html, PageResult};
use crate::web::moment::Moment;
use crate::web::page::{Chrome, Errors};

/// The question before a deletion.
#[derive(Template, Debug)]
#[template(path = "projects/delete.html")]
pub(super) struct DeletePage {
    chrome: Chrome,
    path: String,
    name: String,
    requests: Figure,
    key_count: usize,
    /// The first keys that would stop working, with their last use.
    keys: Vec<(String, Option<Moment>)>,
    /// How many more there are.
    more: usize,
    until: Moment,
    error: String,
}

/// Keys that are named one by one.
const NAMED: usize = 5;

impl DeletePage {
    pub(super) fn new(
        chrome: Chrome,
        preview: DeletePreview,
        error: String,
        now: Timestamp,
    ) -> Self {
        let locale = chrome.locale;
        let used = |at| Moment::relative(locale, at, now);
        Self {
            path: page_of(&preview.id),
            name: preview.name,
            requests: format::short(locale, preview.requests),
            more: preview.key_count.saturating_sub(NAMED),
            key_count: preview.key_count,
            keys: (preview.keys.into_iter().take(NAMED))
                .map(|key| (key.name, key.last_used.map(used)))
                .collect(),
            until: Moment::date(locale, &chrome.tz, preview.restorable_until),
            error,
            chrome: chrome.at("projects"),
        }
    }
}

#[get("/projects/<id>/delete")]
fn preview(
    by: Access<ManageProjects>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Html<DeletePage>> {
    let (id, now) = (id?.0, app.clock.now());
    let preview = db.read_now(|conn| projects::preview_delete(conn, &by, &id, now))?;
    Ok(Html::ok(DeletePage::new(
        chrome,
        preview,
        String::new(),
        now,
    )))
}

#[derive(FromForm)]
struct Confirmation {
    confirm: Option<String>,
}

#[post("/projects/<id>/delete", data = "<form>")]
async fn delete(
    by: Access<ManageProjects>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Id,
    form: Form<Confirmation>,
) -> PageResult<Result<Go, Html<DeletePage>>> {
    let (id, now, switches) = (id?.0, app.clock.now(), ring.projects().clone());
    let (target, confirm, again) = (id.clone(), form.into_inner().confirm, by.clone());
    let deleted = db
        .write(move |tx| projects::delete(tx, &switches, &by, &target, confirm.as_deref(), now))
        .await;
    match deleted {
        Ok(project) => {
            let said = text!("project-deleted", name = &project.name);
            let undo = format!("{}/restore", page_of(&id));
            Ok(Ok(Go::to("/projects").done(said).undo(undo)))
        }
        Err(error @ Error::Invalid(_)) => {
            let preview = db.read_now(|conn| projects::preview_delete(conn, &again, &id, now))?;
            let message = Errors::of(&error, chrome.locale).get("confirm").to_owned();
            let page = DeletePage::new(chrome, preview, message, now);
            Ok(Err(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn routes() -> Vec<Route> {
    routes![preview, delete]
}
