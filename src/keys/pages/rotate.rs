//! `/keys/{id}/rotate`: how long the present secret stays valid, and the new one.

use askama::Template;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::{Id, MadePage};
use crate::error::Error;
use crate::keys::{self, KeyRing, OVERLAP_DEFAULT, RotateDraft};
use crate::teams::access::{Access, ManageKeys};
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Html, PageResult};
use crate::web::guards::Fresh;
use crate::web::key_rows::KeyRow;
use crate::web::page::{Chrome, Errors};

/// The question before a rotation.
#[derive(Template, Debug)]
#[template(path = "keys/rotate.html")]
pub(super) struct RotatePage {
    pub(super) chrome: Chrome,
    pub(super) row: KeyRow,
    /// The overlap that was chosen, in hours.
    pub(super) hours: String,
    pub(super) errors: Errors,
}

impl RotatePage {
    /// The choices of an overlap: hours, label, chosen.
    fn overlaps(&self) -> Vec<(&'static str, String, bool)> {
        [
            ("0", self.chrome.t("keys-overlap-none")),
            ("1", self.chrome.t1("keys-overlap-hours", "count", 1)),
            ("24", self.chrome.t1("keys-overlap-hours", "count", 24)),
            ("72", self.chrome.t1("keys-overlap-days", "count", 3)),
            ("168", self.chrome.t1("keys-overlap-days", "count", 7)),
        ]
        .map(|(hours, label)| (hours, label, hours == self.hours))
        .into()
    }
}

#[get("/keys/<id>/rotate")]
fn ask(
    by: Fresh<Access<ManageKeys>>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Id,
) -> PageResult<Html<RotatePage>> {
    let (by, id, now) = (by.0, id?.0, app.clock.now());
    let key = db.read_now(|conn| keys::preview_revoke(conn, ring, &by, &id, now))?;
    Ok(Html::ok(RotatePage {
        row: KeyRow::new(&key, &chrome, now),
        chrome: chrome.at("keys"),
        hours: OVERLAP_DEFAULT.to_string(),
        errors: Errors::default(),
    }))
}

#[derive(FromForm)]
struct Overlap {
    #[field(name = "overlapHours", default = String::new())]
    hours: String,
}

#[post("/keys/<id>/rotate", data = "<form>")]
async fn rotate(
    by: Fresh<Access<ManageKeys>>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Id,
    form: Form<Overlap>,
) -> PageResult<Result<Html<MadePage>, Html<RotatePage>>> {
    let (by, id, now) = (by.0, id?.0, app.clock.now());
    let hours = form.into_inner().hours;
    let draft = RotateDraft {
        // What is no number is no choice either.
        overlap_hours: Some(hours.trim().parse().unwrap_or(-1)),
    };
    let rotation = match draft.check() {
        Ok(rotation) => rotation,
        Err(error @ Error::Invalid(_)) => {
            let key = db.read_now(|conn| keys::preview_revoke(conn, ring, &by, &id, now))?;
            let page = RotatePage {
                row: KeyRow::new(&key, &chrome, now),
                errors: Errors::of(&error, chrome.locale),
                chrome: chrome.at("keys"),
                hours,
            };
            return Ok(Err(Html::refused(page, &error)));
        }
        Err(error) => return Err(error.into()),
    };
    let ring = KeyRing::clone(ring);
    let made = db
        .write(move |tx| keys::rotate(tx, &ring, &by, &id, &rotation, now))
        .await?;
    let page = MadePage::new(chrome, app.base_url(), made, true, now);
    Ok(Ok(Html::ok(page).secret()))
}

pub(super) fn routes() -> Vec<Route> {
    routes![ask, rotate]
}
