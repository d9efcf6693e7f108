//! `/keys/{id}/revoke`: what would break, and the end of a key.

use askama::Template;
use rocket::{Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::Id;
use crate::keys::{self, KeyRing};
use crate::teams::access::{Access, ManageKeys};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::key_rows::KeyRow;
use crate::web::page::Chrome;

/// The question before a revocation.
#[derive(Template, Debug)]
#[template(path = "keys/revoke.html")]
pub(super) struct RevokePage {
    pub(super) chrome: Chrome,
    pub(super) row: KeyRow,
}

#[get("/keys/<id>/revoke")]
fn preview(
    by: Access<ManageKeys>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Id,
) -> PageResult<Html<RevokePage>> {
    let (id, now) = (id?.0, app.clock.now());
    let key = db.read_now(|conn| keys::preview_revoke(conn, ring, &by, &id, now))?;
    Ok(Html::ok(RevokePage {
        row: KeyRow::new(&key, &chrome, now),
        chrome: chrome.at("keys"),
    }))
}

#[post("/keys/<id>/revoke")]
async fn revoke(
    signed: SignedIn,
    by: Access<ManageKeys>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Id,
) -> PageResult<Go> {
    drop(signed);
    let (id, now, ring) = (id?.0, app.clock.now(), KeyRing::clone(ring));
    let key = db
        .write(move |tx| keys::revoke(tx, &ring, &by, &id, now))
        .await?;
    Ok(Go::to("/keys").done(text!("key-revoked-now", name = &key.name)))
}

pub(super) fn routes() -> Vec<Route> {
    routes![preview, revoke]
}
