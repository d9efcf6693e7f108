//! `/teams`: the teams of a person, those they can restore, and a new one.

use askama::Template;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::clock::Timestamp;
use crate::error::Error;
use crate::ids::TeamId;
use crate::keys::KeyRing;
use crate::teams::{self, Team, TeamDraft, removal};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::moment::Moment;
use crate::web::page::{Chrome, Errors};
use crate::web::params::PathId;

/// A live team.
#[derive(Debug)]
struct Row {
    id: String,
    name: String,
    role: String,
    /// When it was made.
    at: Moment,
    current: bool,
}

/// A deleted team that can be restored.
#[derive(Debug)]
struct DeletedRow {
    id: String,
    name: String,
    /// When it was deleted.
    at: Moment,
    /// When it is purged.
    until: Moment,
}

/// The teams of a person.
#[derive(Template, Debug)]
#[template(path = "teams/list.html")]
pub(super) struct ListPage {
    chrome: Chrome,
    rows: Vec<Row>,
    deleted: Vec<DeletedRow>,
}

impl ListPage {
    pub(super) fn new(chrome: Chrome, live: Vec<Team>, deleted: Vec<Team>, now: Timestamp) -> Self {
        let (locale, zone) = (chrome.locale, &chrome.tz);
        let current = chrome.team.as_ref().map(|team| team.id.as_str());
        let rows = live.into_iter().map(|team| Row {
            current: current == Some(team.public_id.as_str()),
            id: team.public_id.to_string(),
            role: chrome.say(&text!("role-name", role = team.role.word())),
            at: Moment::date(locale, zone, team.created_at),
            name: team.name,
        });
        let rows = rows.collect();
        let deleted = deleted.into_iter().filter_map(|team| {
            Some(DeletedRow {
                at: Moment::relative(locale, team.deleted_at?, now),
                until: Moment::date(locale, zone, team.purge_at()?),
                id: team.public_id.to_string(),
                name: team.name,
            })
        });
        let deleted = deleted.collect();
        Self {
            chrome,
            rows,
            deleted,
        }
    }
}

/// The form of a new team.
#[derive(Template, Debug)]
#[template(path = "teams/new.html")]
pub(super) struct NewPage {
    pub(super) chrome: Chrome,
    pub(super) name: String,
    pub(super) errors: Errors,
}

#[get("/teams")]
fn list(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> PageResult<Html<ListPage>> {
    let (user, now) = (signed.session.user.id, app.clock.now());
    let (live, deleted) = db.read_now(|conn| {
        Ok((
            teams::list(conn, user)?,
            removal::list_deleted(conn, user, now)?,
        ))
    })?;
    Ok(Html::ok(ListPage::new(chrome, live, deleted, now)))
}

#[get("/teams/new")]
fn new(signed: SignedIn, chrome: Chrome) -> Html<NewPage> {
    drop(signed);
    Html::ok(NewPage {
        chrome,
        name: String::new(),
        errors: Errors::default(),
    })
}

/// The name of a team, as typed; what is not sent is empty.
#[derive(FromForm)]
pub(super) struct NameForm {
    #[field(default = String::new())]
    pub(super) name: String,
}

#[post("/teams/new", data = "<form>")]
async fn create(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Form<NameForm>,
) -> PageResult<Result<Go, Html<NewPage>>> {
    let (typed, now) = (form.into_inner().name, app.clock.now());
    let draft = TeamDraft {
        name: typed.clone(),
    };
    let made = match draft.check() {
        Err(error) => Err(error),
        Ok(name) => {
            db.write(move |tx| teams::create_for(tx, &signed.session, &signed.actor, &name, now))
                .await
        }
    };
    match made {
        Ok(team) => Ok(Ok(Go::to("/").done(text!("team-created", name = team.name)))),
        Err(error @ (Error::Invalid(_) | Error::Conflict(_))) => {
            let page = NewPage {
                errors: Errors::of(&error, chrome.locale),
                chrome,
                name: typed,
            };
            Ok(Err(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Restores a team and, because that is what for, looks at it.
#[post("/teams/<id>/restore")]
async fn restore(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Result<PathId<TeamId>, Error>,
) -> PageResult<Go> {
    let (id, now, ring) = (id?.0, app.clock.now(), KeyRing::clone(ring));
    let team = db
        .write(move |tx| {
            let user = signed.session.user.id;
            let team = removal::restore(tx, ring.ended(), user, &signed.actor, &id, now)?;
            teams::switch(tx, &signed.session, &id)?;
            Ok(team)
        })
        .await?;
    Ok(Go::to("/").done(text!("team-restored", name = team.name)))
}

pub(super) fn routes() -> Vec<Route> {
    routes![list, new, create, restore]
}
