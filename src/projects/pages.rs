//! `/projects` and everything below it.

use rocket::{Route, State, post, routes};
use rocket_db_pools::Connection;

use super::{Project, Status};
use crate::error::Error;
use crate::ids::{ProjectId, PublicId};
use crate::keys::KeyRing;
use crate::projects;
use crate::teams::access::{Access, ManageKeys, ManageProjects, ViewProjects};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{Go, PageResult};
use crate::web::guards::SignedIn;
use crate::web::page::Chrome;
use crate::web::params::PathId;

mod delete;
mod form;
mod list;
mod project;
mod quick_start;
mod usage;

type Id = Result<PathId<ProjectId>, Error>;

/// A status as a dot with a word.
#[derive(Clone, Debug)]
struct Condition {
    /// The kind of the dot.
    dot: &'static str,
    /// The word.
    word: String,
    /// Whether events are taken.
    running: bool,
}

impl Condition {
    fn of(project: &Project, chrome: &Chrome) -> Self {
        let (dot, word) = match project.status {
            Status::Running => ("ok", text!("projects-running")),
            Status::Stopped => ("", text!("projects-stopped")),
            Status::Error => ("bad", text!("projects-failing")),
        };
        Self {
            dot,
            word: chrome.say(&word),
            running: project.running(),
        }
    }
}

/// What the person may do besides looking.
#[derive(Clone, Copy, Debug)]
struct May {
    projects: bool,
    keys: bool,
}

impl May {
    fn of(by: &Access<ViewProjects>) -> Self {
        Self {
            projects: by.also::<ManageProjects>().is_some(),
            keys: by.also::<ManageKeys>().is_some(),
        }
    }
}

fn page_of(id: &PublicId<ProjectId>) -> String {
    format!("/projects/{id}")
}

/// Back to the list with its filters, if it asked for that, or to the project.
fn after(id: &PublicId<ProjectId>, back: Option<&str>) -> String {
    let list = back.filter(|path| {
        (*path == "/projects" || path.starts_with("/projects?"))
            && path
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    });
    list.map_or_else(|| page_of(id), str::to_owned)
}

#[post("/projects/<id>/start?<back>")]
async fn start(
    signed: SignedIn,
    by: Access<ManageProjects>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Id,
    back: Option<&str>,
) -> PageResult<Go> {
    drop(signed);
    let (id, now, switches) = (id?.0, app.clock.now(), ring.projects().clone());
    let project = db
        .write(move |tx| projects::start(tx, &switches, &by, &id, now))
        .await?;
    let said = text!("project-started", name = &project.name);
    Ok(Go::to(after(&project.public_id, back)).done(said))
}

#[post("/projects/<id>/stop?<back>")]
async fn stop(
    signed: SignedIn,
    by: Access<ManageProjects>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Id,
    back: Option<&str>,
) -> PageResult<Go> {
    drop(signed);
    let (id, now, switches) = (id?.0, app.clock.now(), ring.projects().clone());
    let project = db
        .write(move |tx| projects::stop(tx, &switches, &by, &id, now))
        .await?;
    let said = text!("project-stopped", name = &project.name);
    let undo = format!("{}/start", page_of(&project.public_id));
    Ok(Go::to(after(&project.public_id, back))
        .done(said)
        .undo(undo))
}

#[post("/projects/<id>/restore")]
async fn restore(
    signed: SignedIn,
    by: Access<ManageProjects>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Id,
) -> PageResult<Go> {
    drop(signed);
    let (id, now, switches) = (id?.0, app.clock.now(), ring.projects().clone());
    let project = db
        .write(move |tx| projects::restore(tx, &switches, &by, &id, now))
        .await?;
    Ok(Go::to("/projects").done(text!("project-restored", name = &project.name)))
}

/// To be mounted at `/`.
pub fn routes() -> Vec<Route> {
    [
        list::routes(),
        form::routes(),
        project::routes(),
        delete::routes(),
        routes![start, stop, restore],
    ]
    .concat()
}

#[cfg(test)]
mod tests;
