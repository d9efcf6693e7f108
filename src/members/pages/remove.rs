//! `/team/members/{id}/remove`: what goes and what stays, and the removal.

use askama::Template;
use rocket::{Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::{Id, page_of};
use crate::clock::Timestamp;
use crate::members::{self, RemovalPreview};
use crate::teams::WorkingKey;
use crate::teams::access::{Access, ManageMembers, Role};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::moment::Moment;
use crate::web::page::Chrome;

/// Keys that are named one by one.
const NAMED: usize = 5;

/// What becomes of what somebody has in a team.
#[derive(Clone, Debug)]
pub(super) struct Remains {
    /// The word of the role.
    pub(super) role: &'static str,
    pub(super) sessions: i64,
    pub(super) tokens: i64,
    pub(super) key_count: usize,
    /// The first keys that go on working: name, project, last use.
    pub(super) keys: Vec<(String, String, Option<Moment>)>,
    /// How many more there are.
    pub(super) more: usize,
}

impl Remains {
    pub(super) fn new(preview: RemovalPreview, chrome: &Chrome, now: Timestamp) -> Self {
        Self {
            role: Role::parse(preview.role).map_or("", Role::word),
            sessions: preview.sessions,
            tokens: preview.tokens,
            key_count: preview.key_count,
            keys: named(preview.keys, chrome, now),
            more: preview.key_count.saturating_sub(NAMED),
        }
    }
}

/// The first keys, as they are shown.
pub(super) fn named(
    keys: Vec<WorkingKey>,
    chrome: &Chrome,
    now: Timestamp,
) -> Vec<(String, String, Option<Moment>)> {
    let used = |at| Moment::relative(chrome.locale, at, now);
    let keys = keys.into_iter().take(NAMED);
    keys.map(|key| (key.name, key.project, key.last_used.map(used)))
        .collect()
}

/// The question before a removal.
#[derive(Template, Debug)]
#[template(path = "members/remove.html")]
pub(super) struct RemovePage {
    chrome: Chrome,
    path: String,
    name: String,
    remains: Remains,
}

impl RemovePage {
    pub(super) fn new(chrome: Chrome, preview: RemovalPreview, now: Timestamp) -> Self {
        Self {
            path: page_of(&preview.id),
            name: preview.name.clone(),
            remains: Remains::new(preview, &chrome, now),
            chrome: chrome.at("team"),
        }
    }
}

#[get("/team/members/<id>/remove")]
async fn ask(
    by: Access<ManageMembers>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Html<RemovePage>> {
    let (id, now) = (id?.0, app.clock.now());
    let preview = db
        .read(move |conn| members::preview_remove(conn, &by, &id, now))
        .await?;
    Ok(Html::ok(RemovePage::new(chrome, preview, now)))
}

#[post("/team/members/<id>/remove")]
async fn remove(
    signed: SignedIn,
    by: Access<ManageMembers>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Go> {
    drop(signed);
    let (id, now) = (id?.0, app.clock.now());
    let member = db
        .write(move |tx| members::remove(tx, &by, &id, now))
        .await?;
    Ok(Go::to("/team").done(text!("member-removed", name = &member.name)))
}

pub(super) fn routes() -> Vec<Route> {
    routes![ask, remove]
}
