//! `/api/projects`.

use rocket::{Route, State, delete, get, post, put, routes};
use rocket_db_pools::Connection;
use serde::{Deserialize, Serialize};

use super::{DeletePreview, Filter, Project, ProjectDraft, ProjectPatch, Status};
use crate::clock::Timestamp;
use crate::error::Error;
use crate::ids::{ProjectId, PublicId};
use crate::keys::KeyRing;
use crate::money::Nanos;
use crate::page::{Cursor, Limit};
use crate::projects;
use crate::teams::access::{Access, ManageProjects, ViewProjects};
use crate::text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::optional::Optional;
use crate::web::params::{PathId, Preview};
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// A project on the wire.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Project)]
pub struct ProjectView {
    /// The id.
    #[schema(value_type = String)]
    id: PublicId<ProjectId>,
    /// The name, unique among the team's projects whatever its letter case.
    name: String,
    /// What it is for; may be empty.
    description: String,
    /// The model it is meant for, or `any`.
    model: String,
    /// `running`, `stopped`, or `error`: running, and more than half of the requests of the last
    /// hour failed.
    status: &'static str,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When its name, description, model or status last changed.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
    /// When it was last started.
    #[schema(value_type = String, format = DateTime)]
    last_deployed: Timestamp,
    /// Requests of the last 30 days in UTC, today included.
    requests: i64,
    /// Input and output tokens of these days.
    tokens: i64,
    /// Cost of these days in USD, exact to nine places; null when none of the requests has a price:
    /// that is unknown, not free.
    #[schema(value_type = Option<f64>)]
    cost: Option<Nanos>,
    /// Requests of these days whose cost is not known; they are in no cost.
    unpriced_requests: i64,
    /// The time of the latest event.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_activity: Option<Timestamp>,
    /// Keys that are neither revoked nor expired.
    key_count: i64,
    /// The monthly budget; null: none is set.
    #[schema(value_type = Option<Object>)]
    budget: Option<()>,
    /// When it was deleted; null for a live project.
    #[schema(value_type = Option<String>, format = DateTime)]
    deleted_at: Option<Timestamp>,
    /// Until when a deleted project can be restored; null for a live one.
    #[schema(value_type = Option<String>, format = DateTime)]
    restorable_until: Option<Timestamp>,
}

impl From<Project> for ProjectView {
    fn from(project: Project) -> Self {
        Self {
            restorable_until: project.purge_at(),
            id: project.public_id,
            name: project.name,
            description: project.description,
            model: project.model,
            status: project.status.word(),
            created_at: project.created_at,
            updated_at: project.updated_at,
            last_deployed: project.last_started_at,
            requests: project.usage.requests,
            tokens: project.usage.tokens,
            cost: project.usage.known_cost(),
            unpriced_requests: project.usage.unpriced,
            last_activity: project.last_event_at,
            key_count: project.key_count,
            budget: None,
            deleted_at: project.deleted_at,
        }
    }
}

/// The team's projects, newest first. `status=deleted` lists those that can still be restored.
#[utoipa::path(
    tag = "projects",
    params(
        ("search" = Option<String>, Query, description = "words in the name or description, in any letter case"),
        ("status" = Option<String>, Query, description = "running, stopped, error, deleted; all or empty: every live project"),
        ("limit" = Option<u32>, Query, description = "1 to 1000, by default 100"),
        ("cursor" = Option<String>, Query, description = "nextCursor of the page before"),
    ),
    responses(
        (status = 200, body = inline(Vec<ProjectView>)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/projects?<search>&<status>&<limit>&<cursor>")]
pub(crate) async fn list(
    by: Access<ViewProjects>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    search: Option<&str>,
    status: Option<&str>,
    limit: Option<&str>,
    cursor: Option<&str>,
) -> ApiResult<Vec<ProjectView>> {
    let now = app.clock.now();
    let filter = Filter::from_query(search, status)?;
    let (limit, cursor) = (Limit::from_query(limit)?, Cursor::from_query(cursor)?);
    let page = db
        .read(move |conn| projects::list(conn, &by, &filter, limit, cursor.as_ref(), now))
        .await?;
    Ok(Reply::page(page.map(ProjectView::from)))
}

/// One project.
#[utoipa::path(
    tag = "projects",
    params(("id" = String, Path, description = "a project's id")),
    responses(
        (status = 200, body = inline(ProjectView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
    )
)]
#[get("/projects/<id>")]
pub(crate) async fn find(
    by: Access<ViewProjects>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Result<PathId<ProjectId>, Error>,
) -> ApiResult<ProjectView> {
    let (id, now) = (id?.0, app.clock.now());
    let project = db
        .read(move |conn| projects::find(conn, &by, &id, now))
        .await?;
    Ok(Reply::ok(project.into()))
}

/// Makes a project; it runs at once.
#[utoipa::path(
    tag = "projects",
    request_body = ProjectDraft,
    responses(
        (status = 201, body = inline(ProjectView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem),
    )
)]
#[post("/projects", data = "<draft>")]
pub(crate) async fn create(
    by: Access<ManageProjects>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    draft: Body<ProjectDraft>,
) -> ApiResult<ProjectView> {
    let (new, now) = (draft.0.check()?, app.clock.now());
    let switches = ring.projects().clone();
    let project = db
        .write(move |tx| projects::create(tx, &switches, &by, &new, now))
        .await?;
    let message = text!("project-created", name = &project.name);
    Ok(Reply::created(project.into()).message(message))
}

/// Changes any of name, description, model and status; what is absent stays. `status` `running`
/// and `stopped` are the same as to start and stop it.
#[utoipa::path(
    tag = "projects",
    params(("id" = String, Path, description = "a project's id")),
    request_body = ProjectPatch,
    responses(
        (status = 200, body = inline(ProjectView)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[put("/projects/<id>", data = "<patch>")]
pub(crate) async fn update(
    by: Access<ManageProjects>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Result<PathId<ProjectId>, Error>,
    patch: Body<ProjectPatch>,
) -> ApiResult<ProjectView> {
    let (id, changes, now) = (id?.0, patch.0.check()?, app.clock.now());
    let turned = changes.only_turns();
    let switches = ring.projects().clone();
    let project = db
        .write(move |tx| projects::update(tx, &switches, &by, &id, &changes, now))
        .await?;
    Ok(told(project, turned))
}

/// Starts a project: from this reply on its keys are accepted. A running one stays as it is.
#[utoipa::path(
    tag = "projects",
    params(("id" = String, Path, description = "a project's id")),
    responses(
        (status = 200, body = inline(ProjectView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
    )
)]
#[post("/projects/<id>/start")]
pub(crate) async fn start(
    by: Access<ManageProjects>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Result<PathId<ProjectId>, Error>,
) -> ApiResult<ProjectView> {
    let (id, now, switches) = (id?.0, app.clock.now(), ring.projects().clone());
    let project = db
        .write(move |tx| projects::start(tx, &switches, &by, &id, now))
        .await?;
    Ok(told(project, true))
}

/// Stops a project: from this reply on its keys get 409 `project_stopped`. A stopped one stays
/// as it is.
#[utoipa::path(
    tag = "projects",
    params(("id" = String, Path, description = "a project's id")),
    responses(
        (status = 200, body = inline(ProjectView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
    )
)]
#[post("/projects/<id>/stop")]
pub(crate) async fn stop(
    by: Access<ManageProjects>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Result<PathId<ProjectId>, Error>,
) -> ApiResult<ProjectView> {
    let (id, now, switches) = (id?.0, app.clock.now(), ring.projects().clone());
    let project = db
        .write(move |tx| projects::stop(tx, &switches, &by, &id, now))
        .await?;
    Ok(told(project, true))
}

/// A changed project with the sentence for it.
fn told(project: Project, turned: bool) -> Reply<ProjectView> {
    let name = &project.name;
    let message = match (turned, project.status) {
        (false, _) => text!("project-updated", name = name),
        (true, Status::Stopped) => text!("project-stopped", name = name),
        (true, Status::Running | Status::Error) => text!("project-started", name = name),
    };
    Reply::ok(project.into()).message(message)
}

/// The confirmation of a deletion.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Confirmation {
    /// The name of the project, exactly.
    confirm: Option<String>,
}

/// What a deletion answers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub(crate) enum Deletion {
    /// With `dryRun=true`: what would go.
    Preview(DeletePreview),
    /// What was deleted.
    Done(Box<ProjectView>),
}

/// Deletes a project whose name is repeated in `confirm`, in the body or the query: from this
/// reply on its keys are refused. It can be restored for 30 days, then it is purged.
#[utoipa::path(
    tag = "projects",
    params(
        ("id" = String, Path, description = "a project's id"),
        ("confirm" = Option<String>, Query, description = "the project's name, unless it is in the body"),
        ("dryRun" = Option<bool>, Query, description = "only tell what would go"),
    ),
    request_body = inline(Option<Confirmation>),
    responses(
        (status = 200, body = inline(Deletion)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[delete("/projects/<id>?<confirm>", data = "<body>")]
#[expect(
    clippy::too_many_arguments,
    reason = "one for each part of the request"
)]
pub(crate) async fn delete(
    by: Access<ManageProjects>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Result<PathId<ProjectId>, Error>,
    confirm: Option<String>,
    preview: Preview,
    body: Optional<Confirmation>,
) -> ApiResult<Deletion> {
    let (id, now, switches) = (id?.0, app.clock.now(), ring.projects().clone());
    if preview.wanted() {
        let preview = db
            .read(move |conn| projects::preview_delete(conn, &by, &id, now))
            .await?;
        return Ok(Reply::ok(Deletion::Preview(preview)));
    }
    let confirm = body.0.confirm.or(confirm);
    let project = db
        .write(move |tx| projects::delete(tx, &switches, &by, &id, confirm.as_deref(), now))
        .await?;
    let message = text!("project-deleted", name = &project.name);
    Ok(Reply::ok(Deletion::Done(Box::new(project.into()))).message(message))
}

/// Restores a project that was deleted in the last 30 days; it and its keys are what they were.
#[utoipa::path(
    tag = "projects",
    params(("id" = String, Path, description = "a deleted project's id")),
    responses(
        (status = 200, body = inline(ProjectView)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem),
    )
)]
#[post("/projects/<id>/restore")]
pub(crate) async fn restore(
    by: Access<ManageProjects>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Result<PathId<ProjectId>, Error>,
) -> ApiResult<ProjectView> {
    let (id, now, switches) = (id?.0, app.clock.now(), ring.projects().clone());
    let project = db
        .write(move |tx| projects::restore(tx, &switches, &by, &id, now))
        .await?;
    let message = text!("project-restored", name = &project.name);
    Ok(Reply::ok(project.into()).message(message))
}

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    routes![list, find, create, update, start, stop, delete, restore]
}
