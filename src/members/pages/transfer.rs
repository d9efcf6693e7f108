//! `/team/members/{id}/transfer`: the team, handed to somebody else.

use askama::Template;
use rocket::{Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::{Id, page_of};
use crate::error::Error;
use crate::members;
use crate::teams::access::{Access, OwnTeam, ViewTeam};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::{Fresh, SignedIn};
use crate::web::page::Chrome;

/// The question before a team is handed over.
#[derive(Template, Debug)]
#[template(path = "members/transfer.html")]
pub(super) struct TransferPage {
    pub(super) chrome: Chrome,
    pub(super) path: String,
    pub(super) name: String,
    pub(super) team: String,
}

#[get("/team/members/<id>/transfer")]
async fn ask(
    by: Fresh<Access<OwnTeam>>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    id: Id,
) -> PageResult<Html<TransferPage>> {
    let (by, id) = (by.0, id?.0);
    let team = by.membership().team_name.clone();
    let see = by.also::<ViewTeam>();
    let see = see.ok_or_else(|| Error::internal("an owner sees the team"))?;
    let member = db.read(move |conn| members::find(conn, &see, &id)).await?;
    Ok(Html::ok(TransferPage {
        path: page_of(&member.id),
        name: member.name,
        team,
        chrome: chrome.at("team"),
    }))
}

#[post("/team/members/<id>/transfer")]
async fn transfer(
    signed: SignedIn,
    by: Fresh<Access<OwnTeam>>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Go> {
    drop(signed);
    let (by, id, now) = (by.0, id?.0, app.clock.now());
    let member = db
        .write(move |tx| members::transfer(tx, &by, &id, now))
        .await?;
    Ok(Go::to("/team").done(text!("member-transferred", name = &member.name)))
}

pub(super) fn routes() -> Vec<Route> {
    routes![ask, transfer]
}
