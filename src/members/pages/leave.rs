//! `/team/leave`: out of the team that is looked at.

use askama::Template;
use rocket::{Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::remove::Remains;
use crate::clock::Timestamp;
use crate::members::{self, RemovalPreview};
use crate::teams::access::{Access, ViewTeam};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::page::Chrome;

/// The question before somebody leaves.
#[derive(Template, Debug)]
#[template(path = "members/leave.html")]
pub(super) struct LeavePage {
    chrome: Chrome,
    team: String,
    remains: Remains,
}

impl LeavePage {
    pub(super) fn new(
        chrome: Chrome,
        team: String,
        preview: RemovalPreview,
        now: Timestamp,
    ) -> Self {
        Self {
            team,
            remains: Remains::new(preview, &chrome, now),
            chrome: chrome.at("team"),
        }
    }
}

#[get("/team/leave")]
async fn ask(
    by: Access<ViewTeam>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> PageResult<Html<LeavePage>> {
    let (now, team) = (app.clock.now(), by.membership().team_name.clone());
    let preview = db
        .read(move |conn| members::preview_leave(conn, &by, now))
        .await?;
    Ok(Html::ok(LeavePage::new(chrome, team, preview, now)))
}

#[post("/team/leave")]
async fn leave(
    signed: SignedIn,
    by: Access<ViewTeam>,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> PageResult<Go> {
    let (now, team) = (app.clock.now(), by.membership().team_name.clone());
    db.write(move |tx| members::leave(tx, &by, &signed.session, now))
        .await?;
    Ok(Go::to("/").done(text!("member-left", team = team)))
}

pub(super) fn routes() -> Vec<Route> {
    routes![ask, leave]
}
