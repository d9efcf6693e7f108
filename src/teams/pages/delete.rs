//! `/team/delete`: what would go with the team, and its name typed to confirm.

use askama::Template;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::keys::KeyRing;
use crate::teams::access::{Access, OwnTeam};
use crate::teams::removal::{self, TeamDeletePreview};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::Fresh;
use crate::web::moment::Moment;
use crate::web::page::{Chrome, Errors};

/// The question before the end of a team.
#[derive(Template, Debug)]
#[template(path = "teams/delete.html")]
pub(super) struct DeletePage {
    chrome: Chrome,
    preview: TeamDeletePreview,
    /// The names of the first projects, in a row.
    projects: String,
    /// The first keys that would stop working, with their last use.
    keys: Vec<(String, Option<Moment>)>,
    /// How many more keys there are.
    more: usize,
    until: Moment,
    error: String,
}

/// Projects and keys that are named one by one.
const NAMED: usize = 5;

impl DeletePage {
    pub(super) fn new(
        chrome: Chrome,
        preview: TeamDeletePreview,
        error: String,
        now: Timestamp,
    ) -> Self {
        let locale = chrome.locale;
        let used = |at| Moment::relative(locale, at, now);
        let named = preview.projects.iter().take(NAMED);
        let mut projects: Vec<&str> = named.map(|project| project.name.as_str()).collect();
        if preview.project_count > NAMED {
            projects.push("…");
        }
        Self {
            projects: projects.join(", "),
            more: preview.key_count.saturating_sub(NAMED),
            keys: (preview.keys.iter().take(NAMED))
                .map(|key| {
                    let name = format!("{} · {}", key.project, key.name);
                    (name, key.last_used.map(used))
                })
                .collect(),
            until: Moment::date(locale, &chrome.tz, preview.restorable_until),
            preview,
            error,
            chrome: chrome.at("team"),
        }
    }
}

fn read(
    conn: &Conn,
    ring: &KeyRing,
    by: &Access<OwnTeam>,
    now: Timestamp,
) -> Result<TeamDeletePreview> {
    let preview = removal::preview_delete(conn, by, &by.membership().team_id, now)?;
    Ok(preview.with_last_uses(|key| ring.last_used(key)))
}

#[get("/team/delete")]
async fn ask(
    by: Fresh<Access<OwnTeam>>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
) -> PageResult<Html<DeletePage>> {
    let (by, now, ring) = (by.0, app.clock.now(), KeyRing::clone(ring));
    let preview = db.read(move |conn| read(conn, &ring, &by, now)).await?;
    let page = DeletePage::new(chrome, preview, String::new(), now);
    Ok(Html::ok(page))
}

#[derive(FromForm)]
struct Confirmation {
    confirm: Option<String>,
}

#[post("/team/delete", data = "<form>")]
async fn delete(
    by: Fresh<Access<OwnTeam>>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    form: Form<Confirmation>,
) -> PageResult<Result<Go, Html<DeletePage>>> {
    let (by, now, ring) = (by.0, app.clock.now(), KeyRing::clone(ring));
    let (again, known, id) = (by.clone(), ring.clone(), by.membership().team_id.clone());
    let (confirm, undo) = (form.into_inner().confirm, format!("/teams/{id}/restore"));
    let deleted = db
        .write(move |tx| removal::delete(tx, ring.ended(), &by, &id, confirm.as_deref(), now))
        .await;
    match deleted {
        Ok(team) => {
            let said = text!("team-deleted", name = &team.name);
            Ok(Ok(Go::to("/teams").done(said).undo(undo)))
        }
        Err(error @ Error::Invalid(_)) => {
            let preview = db.read(move |conn| read(conn, &known, &again, now)).await?;
            let message = Errors::of(&error, chrome.locale).get("confirm").to_owned();
            let page = DeletePage::new(chrome, preview, message, now);
            Ok(Err(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn routes() -> Vec<Route> {
    routes![ask, delete]
}
