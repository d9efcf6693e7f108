//! `/settings/security`: the password, the second factor, and where one is signed in.

use askama::Template;
use rocket::http::CookieJar;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::accounts::devices::{Device, Kind};
use crate::accounts::second_factor::{self, Status};
use crate::accounts::sessions::Listed;
use crate::accounts::{Session, places};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::SessionId;
use crate::secret::Secret;
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{self, Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::moment::Moment;
use crate::web::page::{Chrome, Errors};
use crate::web::params::PathId;

const HERE: &str = "/settings/security";

/// A place where the person is signed in.
#[derive(Debug)]
pub(super) struct Row {
    id: String,
    name: String,
    address: String,
    active: Moment,
    current: bool,
    /// Whether it is held in the hand.
    mobile: bool,
}

impl Row {
    pub(super) fn new(listed: &Listed, chrome: &Chrome, current: bool, now: Timestamp) -> Self {
        let device = Device::of(&listed.user_agent);
        Self {
            id: listed.public_id.to_string(),
            name: chrome.say(&device.name()),
            address: listed.address.clone(),
            active: Moment::relative(chrome.locale, listed.last_active_at, now),
            current,
            mobile: matches!(device.kind, Kind::Phone | Kind::Tablet),
        }
    }
}

/// The second factor, when it is on.
#[derive(Debug)]
pub(super) struct Factor {
    since: Moment,
    used: Option<Moment>,
    left: u32,
}

impl Factor {
    pub(super) fn new(status: &Status, chrome: &Chrome, now: Timestamp) -> Self {
        Self {
            since: Moment::date(chrome.locale, &chrome.tz, status.since),
            used: status
                .last_used_at
                .map(|at| Moment::relative(chrome.locale, at, now)),
            left: status.codes_left,
        }
    }
}

/// The security of an account.
#[derive(Template, Debug)]
#[template(path = "settings/security.html")]
pub(super) struct SecurityPage {
    pub(super) chrome: Chrome,
    pub(super) factor: Option<Factor>,
    pub(super) rows: Vec<Row>,
    pub(super) errors: Errors,
}

impl SecurityPage {
    fn read(
        db: &Db,
        chrome: Chrome,
        session: &Session,
        errors: Errors,
        now: Timestamp,
    ) -> Result<Self> {
        let (status, listed) = db.read_now(|conn| {
            let status = second_factor::status(conn, session.user.id)?;
            Ok((status, places::list(conn, session, now)?))
        })?;
        let row = |it: &Listed| Row::new(it, &chrome, it.id == session.id, now);
        let mut rows: Vec<Row> = listed.iter().map(row).collect();
        // The one that asks stands first: the others are compared with it.
        rows.sort_by_key(|row| !row.current);
        Ok(Self {
            factor: status.map(|status| Factor::new(&status, &chrome, now)),
            rows,
            chrome: chrome.in_settings("security"),
            errors,
        })
    }
}

#[get("/settings/security")]
fn show(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> PageResult<Html<SecurityPage>> {
    let (errors, now) = (Errors::default(), app.clock.now());
    let page = SecurityPage::read(&db, chrome, &signed.session, errors, now)?;
    Ok(Html::ok(page))
}

#[derive(FromForm)]
struct PasswordForm {
    #[field(name = "currentPassword", default = String::new())]
    current: String,
    #[field(name = "newPassword", default = String::new())]
    new: String,
}

#[post("/settings/security/password", data = "<form>")]
async fn password(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    form: Form<PasswordForm>,
) -> PageResult<Result<Go, Html<SecurityPage>>> {
    let PasswordForm { current, new } = form.into_inner();
    let own = signed.own(&db, app);
    let changed = own
        .change_password(Secret::new(current), Secret::new(new))
        .await;
    match changed {
        Ok(token) => {
            frame::set_session(cookies, app, &token);
            Ok(Ok(Go::to(HERE).done(text!("password-changed"))))
        }
        Err(error @ (Error::Invalid(_) | Error::RateLimited { .. })) => {
            let errors = Errors::of(&error, chrome.locale);
            let page = SecurityPage::read(&db, chrome, &signed.session, errors, own.now)?;
            Ok(Err(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

#[post("/settings/security/sessions/<id>/revoke")]
async fn revoke(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Result<PathId<SessionId>, Error>,
) -> PageResult<Go> {
    let (id, now) = (id?.0, app.clock.now());
    let ended = db
        .write(move |tx| places::revoke(tx, &signed.actor, &signed.session, &id, now))
        .await?;
    let name = chrome.say(&Device::of(&ended.user_agent).name());
    Ok(Go::to(HERE).done(text!("session-revoked", name = name)))
}

#[post("/settings/security/sessions/revoke")]
async fn revoke_others(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> PageResult<Go> {
    let now = app.clock.now();
    let ended = db
        .write(move |tx| places::revoke_others(tx, &signed.actor, &signed.session, now))
        .await?;
    Ok(Go::to(HERE).done(text!("sessions-revoked", count = ended)))
}

pub(super) fn routes() -> Vec<Route> {
    routes![show, password, revoke, revoke_others]
}
