//! `/projects/new` and `/projects/{id}/edit`.

use askama::Template;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::{Id, page_of};
use crate::error::Error;
use crate::keys::KeyRing;
use crate::projects::{self, ANY_MODEL, Project, ProjectDraft, ProjectPatch};
use crate::teams::access::{Access, ManageProjects, ViewProjects};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::page::{Chrome, Errors};

/// The form of a new project or of one that is there.
#[derive(Template, Debug)]
#[template(path = "projects/form.html")]
pub(super) struct FormPage {
    pub(super) chrome: Chrome,
    /// The project that is changed, with its name; none for a new one.
    pub(super) edited: Option<Edited>,
    pub(super) typed: Typed,
    pub(super) errors: Errors,
}

/// The project that is changed.
#[derive(Clone, Debug)]
pub(super) struct Edited {
    pub(super) path: String,
    pub(super) name: String,
}

/// The fields; what is not sent is empty.
#[derive(Clone, Debug, Default, FromForm)]
pub(super) struct Typed {
    #[field(default = String::new())]
    pub(super) name: String,
    #[field(default = String::new())]
    pub(super) description: String,
    #[field(default = String::new())]
    pub(super) model: String,
}

type Saved = PageResult<Result<Go, Html<FormPage>>>;

/// The form once more when a field is wrong; any other failure is a page of its own.
fn refused(page: FormPage, error: Error) -> Saved {
    if !matches!(error, Error::Invalid(_)) {
        return Err(error.into());
    }
    let errors = Errors::of(&error, page.chrome.locale);
    Ok(Err(Html::refused(FormPage { errors, ..page }, &error)))
}

#[get("/projects/new")]
fn new(by: Access<ManageProjects>, chrome: Chrome) -> Html<FormPage> {
    drop(by);
    Html::ok(FormPage {
        chrome: chrome.at("projects"),
        edited: None,
        typed: Typed::default(),
        errors: Errors::default(),
    })
}

#[post("/projects/new", data = "<form>")]
async fn create(
    by: Access<ManageProjects>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    form: Form<Typed>,
) -> Saved {
    let typed = form.into_inner();
    let draft = ProjectDraft {
        name: typed.name.clone(),
        description: Some(typed.description.clone()),
        model: Some(typed.model.clone()),
    };
    let (now, switches) = (app.clock.now(), ring.projects().clone());
    let made = match draft.check() {
        Err(error) => Err(error),
        Ok(new) => {
            db.write(move |tx| projects::create(tx, &switches, &by, &new, now))
                .await
        }
    };
    match made {
        Ok(project) => {
            let said = text!("project-created", name = &project.name);
            Ok(Ok(Go::to(page_of(&project.public_id)).done(said)))
        }
        Err(error) => {
            let page = FormPage {
                chrome: chrome.at("projects"),
                edited: None,
                typed,
                errors: Errors::default(),
            };
            refused(page, error)
        }
    }
}

impl Edited {
    fn of(project: &Project) -> Self {
        Self {
            path: page_of(&project.public_id),
            name: project.name.clone(),
        }
    }
}

#[get("/projects/<id>/edit")]
fn edit(
    by: Access<ManageProjects>,
    see: Access<ViewProjects>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Html<FormPage>> {
    drop(by);
    let (id, now) = (id?.0, app.clock.now());
    let project = db.read_now(|conn| projects::find(conn, &see, &id, now))?;
    Ok(Html::ok(FormPage {
        chrome: chrome.at("projects"),
        edited: Some(Edited::of(&project)),
        typed: Typed {
            name: project.name,
            description: project.description,
            model: match project.model.as_str() {
                ANY_MODEL => String::new(),
                model => model.to_owned(),
            },
        },
        errors: Errors::default(),
    }))
}

#[post("/projects/<id>/edit", data = "<form>")]
#[expect(
    clippy::too_many_arguments,
    reason = "one for each part of the request"
)]
async fn update(
    by: Access<ManageProjects>,
    see: Access<ViewProjects>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Id,
    form: Form<Typed>,
) -> Saved {
    let (id, now, switches) = (id?.0, app.clock.now(), ring.projects().clone());
    let typed = form.into_inner();
    let patch = ProjectPatch {
        name: Some(typed.name.clone()),
        description: Some(typed.description.clone()),
        model: Some(typed.model.clone()),
        status: None,
    };
    let target = id.clone();
    let saved = match patch.check() {
        Err(error) => Err(error),
        Ok(changes) => {
            db.write(move |tx| projects::update(tx, &switches, &by, &target, &changes, now))
                .await
        }
    };
    match saved {
        Ok(project) => {
            let said = text!("project-updated", name = &project.name);
            Ok(Ok(Go::to(page_of(&id)).done(said)))
        }
        Err(error) => {
            let project = db.read_now(|conn| projects::find(conn, &see, &id, now))?;
            let page = FormPage {
                chrome: chrome.at("projects"),
                edited: Some(Edited::of(&project)),
                typed,
                errors: Errors::default(),
            };
            refused(page, error)
        }
    }
}

pub(super) fn routes() -> Vec<Route> {
    routes![new, create, edit, update]
}
