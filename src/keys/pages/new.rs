//! `/keys/new`: the form of a key, and the answer with its secret.

use askama::Template;
use jiff::tz::TimeZone;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::MadePage;
use crate::clock::Timestamp;
use crate::error::{Error, Fields, Result};
use crate::keys::{self, KeyDraft, KeyRing, KeyScope, NewKey};
use crate::page::Limit;
use crate::projects::{self, Filter};
use crate::teams::access::{Access, ManageKeys, ViewProjects};
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Html, PageResult};
use crate::web::lifetime;
use crate::web::page::{Chrome, Errors};

/// The form of a new key.
#[derive(Template, Debug)]
#[template(path = "keys/new.html")]
pub(super) struct NewPage {
    pub(super) chrome: Chrome,
    /// The projects to choose from: id and name.
    pub(super) projects: Vec<(String, String)>,
    pub(super) typed: Typed,
    pub(super) errors: Errors,
}

/// The fields; what is not sent is empty.
#[derive(Clone, Debug, FromForm)]
pub(super) struct Typed {
    #[field(default = String::new())]
    pub(super) name: String,
    #[field(name = "projectId", default = String::new())]
    pub(super) project: String,
    pub(super) scopes: Vec<String>,
    #[field(default = String::new())]
    pub(super) expires: String,
    #[field(default = String::new())]
    pub(super) date: String,
}

impl Typed {
    /// What a new form begins with.
    pub(super) fn fresh(project: &str) -> Self {
        Self {
            name: String::new(),
            project: project.to_owned(),
            scopes: vec![KeyScope::UsageWrite.word().to_owned()],
            expires: lifetime::DEFAULT.to_owned(),
            date: String::new(),
        }
    }

    fn has(&self, scope: &str) -> bool {
        self.scopes.iter().any(|it| it == scope)
    }

    /// Checks every field at once.
    fn check(&self, zone: &TimeZone, now: Timestamp) -> Result<NewKey> {
        let mut fields = Fields::default();
        let ends = fields.take(
            "expiresAt",
            lifetime::ends(&self.expires, &self.date, zone, now),
        );
        let draft = KeyDraft {
            name: self.name.clone(),
            project_id: Some(self.project.clone()).filter(|id| !id.is_empty()),
            scopes: Some(self.scopes.clone()),
            expires_at: ends.flatten(),
        };
        match draft.check(now) {
            Ok(new) => fields.finish().map(|()| new),
            Err(Error::Invalid(more)) => {
                for (field, message) in more.iter() {
                    fields.add(field.to_owned(), message.clone());
                }
                Err(Error::Invalid(fields))
            }
            Err(error) => Err(error),
        }
    }
}

impl NewPage {
    /// The choices of an end: value, label, chosen.
    fn ends(&self) -> Vec<(String, String, bool)> {
        lifetime::choices(&self.chrome, &self.typed.expires)
    }

    /// The message for the end, if it is about the date or if it is not.
    fn end_error(&self, of_date: bool) -> &str {
        if of_date == (self.typed.expires == "date") {
            self.errors.get("expiresAt")
        } else {
            ""
        }
    }
}

/// The projects to choose from.
async fn choices(
    db: &Connection<ScalixDb>,
    see: Access<ViewProjects>,
    now: Timestamp,
) -> Result<Vec<(String, String)>> {
    let projects = db
        .read(move |conn| {
            let all = Limit::new(Limit::MOST)?;
            projects::list(conn, &see, &Filter::default(), all, None, now)
        })
        .await?;
    let choice = |it: projects::Project| (it.public_id.to_string(), it.name);
    Ok(projects.items.into_iter().map(choice).collect())
}

#[get("/keys/new?<projectId>")]
#[expect(non_snake_case, reason = "the names of query parameters are camelCase")]
async fn new(
    by: Access<ManageKeys>,
    see: Access<ViewProjects>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    projectId: Option<&str>,
) -> PageResult<Html<NewPage>> {
    drop(by);
    Ok(Html::ok(NewPage {
        chrome: chrome.at("keys"),
        projects: choices(&db, see, app.clock.now()).await?,
        typed: Typed::fresh(projectId.unwrap_or_default()),
        errors: Errors::default(),
    }))
}

#[post("/keys/new", data = "<form>")]
async fn create(
    by: Access<ManageKeys>,
    see: Access<ViewProjects>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    form: Form<Typed>,
) -> PageResult<Result<Html<MadePage>, Html<NewPage>>> {
    let (typed, now, ring) = (form.into_inner(), app.clock.now(), KeyRing::clone(ring));
    let made = match typed.check(&chrome.tz, now) {
        Err(error) => Err(error),
        Ok(new) => {
            db.write(move |tx| keys::create(tx, &ring, &by, &new, now))
                .await
        }
    };
    match made {
        Ok(made) => {
            let page = MadePage::new(chrome, app.base_url(), made, false, now);
            Ok(Ok(Html::ok(page).secret()))
        }
        Err(error @ Error::Invalid(_)) => {
            let page = NewPage {
                projects: choices(&db, see, now).await?,
                errors: Errors::of(&error, chrome.locale),
                chrome: chrome.at("keys"),
                typed,
            };
            Ok(Err(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn routes() -> Vec<Route> {
    routes![new, create]
}
