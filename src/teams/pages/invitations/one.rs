//! `/team/invitations/{id}/...`: the link of an invitation, sending it again, taking it back.

use askama::Template;
use rocket::{Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::{HERE, Row};
use crate::error::Error;
use crate::ids::InvitationId;
use crate::teams::access::{Access, ManageMembers};
use crate::teams::invitations;
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::page::Chrome;
use crate::web::params::PathId;

type Id = Result<PathId<InvitationId>, Error>;

/// The link of an invitation; never to be printed.
#[derive(Template)]
#[template(path = "teams/invitation_link.html")]
pub(super) struct LinkPage {
    pub(super) chrome: Chrome,
    pub(super) row: Row,
    pub(super) url: String,
}

/// The question before an invitation is taken back.
#[derive(Template, Debug)]
#[template(path = "teams/invitation_revoke.html")]
pub(super) struct RevokePage {
    pub(super) chrome: Chrome,
    pub(super) row: Row,
}

#[get("/team/invitations/<id>/link")]
fn link(
    signed: SignedIn,
    by: Access<ManageMembers>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Html<LinkPage>> {
    drop(signed);
    let (id, now) = (id?.0, app.clock.now());
    let found = db.read_now(|conn| invitations::for_link(conn, &by, &id, now))?;
    let page = LinkPage {
        row: Row::new(&found, &chrome, by.membership().role, now),
        url: found.url(&app.links, app.base_url()),
        chrome: chrome.at("team"),
    };
    Ok(Html::ok(page).secret())
}

#[post("/team/invitations/<id>/resend")]
async fn resend(
    signed: SignedIn,
    by: Access<ManageMembers>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Go> {
    drop(signed);
    let (id, now, post) = (id?.0, app.clock.now(), app.post(chrome.locale));
    let sent = db
        .write(move |tx| invitations::resend(tx, &by, &id, post, now))
        .await;
    match sent {
        Ok(sent) => {
            let done = text!(
                "invitation-made",
                email = &sent.email,
                delivery = sent.delivery.word()
            );
            Ok(Go::to(HERE).done(done))
        }
        // Told on the list, where other things can be done about it.
        Err(error @ (Error::Conflict(_) | Error::RateLimited { .. })) => {
            Ok(Go::to(HERE).failed(error.text()))
        }
        Err(error) => Err(error.into()),
    }
}

#[get("/team/invitations/<id>/revoke")]
fn ask(
    by: Access<ManageMembers>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Html<RevokePage>> {
    let (id, now) = (id?.0, app.clock.now());
    let found = db.read_now(|conn| invitations::revocable(conn, &by, &id, now))?;
    Ok(Html::ok(RevokePage {
        row: Row::new(&found, &chrome, by.membership().role, now),
        chrome: chrome.at("team"),
    }))
}

#[post("/team/invitations/<id>/revoke")]
async fn revoke(
    signed: SignedIn,
    by: Access<ManageMembers>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Go> {
    drop(signed);
    let (id, now) = (id?.0, app.clock.now());
    let revoked = db
        .write(move |tx| invitations::revoke(tx, &by, &id, now))
        .await?;
    Ok(Go::to(HERE).done(text!("invitation-revoked", email = &revoked.email)))
}

pub(super) fn routes() -> Vec<Route> {
    routes![link, resend, ask, revoke]
}
