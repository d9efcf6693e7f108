//! `/team/leave`: out of the team that is looked at.

use askama::Template;
use rocket::{Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::remove::Remains;
use crate::clock::Timestamp;
use crate::error::Error;
use crate::members::{self, RemovalPreview};
use crate::teams;
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

/// What somebody can do instead who is alone in their team.
#[derive(Template, Debug)]
#[template(path = "members/alone.html")]
pub(super) struct AlonePage {
    pub(super) chrome: Chrome,
    pub(super) team: String,
}

#[get("/team/leave")]
async fn ask(
    by: Access<ViewTeam>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> PageResult<Result<Html<LeavePage>, Html<AlonePage>>> {
    let (now, team) = (app.clock.now(), by.membership().team_name.clone());
    let preview = db
        .read(move |conn| match members::preview_leave(conn, &by, now) {
            // To make another one an owner is no advice for somebody who is alone.
            Err(Error::LastOwner(_)) if teams::member_count(conn, &by)? == 1 => Ok(None),
            preview => preview.map(Some),
        })
        .await?;
    Ok(match preview {
        Some(preview) => Ok(Html::ok(LeavePage::new(chrome, team, preview, now))),
        None => Err(Html::ok(AlonePage {
            chrome: chrome.at("team"),
            team,
        })),
    })
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
