//! `/projects/{id}/delete`: what would go, and the name typed to confirm.

use std::cmp::Reverse;

use askama::Template;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::{Id, page_of};
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{ProjectId, PublicId};
use crate::keys::{self, KeyRing};
use crate::page::Limit;
use crate::projects::{self, DeletePreview};
use crate::teams::access::{Access, ManageProjects, ReadKeys};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
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

/// The preview with the last uses as the ring knows them: rows are a minute behind, and a key in
/// use must not look unused here.
fn read(
    conn: &Conn,
    ring: &KeyRing,
    by: &Access<ManageProjects>,
    id: &PublicId<ProjectId>,
    now: Timestamp,
) -> Result<DeletePreview> {
    let mut preview = projects::preview_delete(conn, by, id, now)?;
    if let Some(see) = by.also::<ReadKeys>() {
        let all = Limit::new(Limit::MOST)?;
        let fresh = keys::list(conn, ring, &see, Some(id), all, None, now)?.items;
        for key in &mut preview.keys {
            let known = fresh.iter().find(|known| known.public_id == key.id);
            key.last_used = known
                .and_then(|known| known.last_used_at)
                .max(key.last_used);
        }
        preview.keys.sort_by_key(|key| Reverse(key.last_used));
    }
    Ok(preview)
}

#[get("/projects/<id>/delete")]
async fn preview(
    by: Access<ManageProjects>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Id,
) -> PageResult<Html<DeletePage>> {
    let (id, now, ring) = (id?.0, app.clock.now(), KeyRing::clone(ring));
    let preview = db
        .read(move |conn| read(conn, &ring, &by, &id, now))
        .await?;
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
            let ring = KeyRing::clone(ring);
            let preview = db
                .read(move |conn| read(conn, &ring, &again, &id, now))
                .await?;
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
