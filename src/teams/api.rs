//! `/api/teams`: one's teams, a new one, which one to look at, another name, the end, the return;
//! below it the invitations to the present one.

pub(crate) mod invitation;
pub(crate) mod invitations;

use rocket::{Route, State, delete, get, post, put, routes};
use rocket_db_pools::Connection;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::ids::TeamId;
use crate::keys::KeyRing;
use crate::teams::access::{Access, OwnTeam};
use crate::teams::removal::{self, TeamDeletePreview};
use crate::teams::{self, Team, TeamDraft, TeamView};
use crate::text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::guards::{Fresh, SignedIn};
use crate::web::optional::Optional;
use crate::web::params::{PathId, Preview};
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// The caller's teams, by name. `status=deleted` lists those that the caller owned and can still
/// restore, the last deleted first.
#[utoipa::path(
    tag = "teams",
    params(("status" = Option<String>, Query, description = "deleted; all or empty: every live team")),
    responses(
        (status = 200, body = inline(Vec<TeamView>)), (status = 401, body = Problem),
        (status = 422, body = Problem),
    )
)]
#[get("/teams?<status>")]
pub(crate) fn list(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    status: Option<&str>,
) -> ApiResult<Vec<TeamView>> {
    let current = signed.membership.map(|membership| membership.team_id);
    let (user, now) = (signed.session.user.id, app.clock.now());
    let teams = match status {
        None | Some("" | "all") => db.read_now(|conn| teams::list(conn, user))?,
        Some("deleted") => db.read_now(|conn| removal::list_deleted(conn, user, now))?,
        Some(_) => return Err(Error::invalid("status", text!("field-team-status")).into()),
    };
    let views = teams
        .into_iter()
        .map(|team| TeamView::new(team, current.as_ref()));
    Ok(Reply::ok(views.collect()))
}

/// Makes a team that the caller owns, and looks at it.
#[utoipa::path(
    tag = "teams",
    request_body = TeamDraft,
    responses(
        (status = 201, body = inline(TeamView)),
        (status = 401, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/teams", data = "<draft>")]
pub(crate) async fn create(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    draft: Body<TeamDraft>,
) -> ApiResult<TeamView> {
    let (name, now) = (draft.0.check()?, app.clock.now());
    let team = db
        .write(move |tx| teams::create_for(tx, &signed.session, &signed.actor, &name, now))
        .await?;
    let message = text!("team-created", name = &team.name);
    Ok(Reply::created(TeamView::looked_at(team)).message(message))
}

/// Looks at another of the caller's teams from now on.
#[utoipa::path(
    tag = "teams",
    params(("id" = String, Path, description = "a team's id")),
    responses(
        (status = 200, body = inline(TeamView)),
        (status = 401, body = Problem), (status = 404, body = Problem),
    )
)]
#[post("/teams/<id>/switch")]
pub(crate) async fn switch(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    id: Result<PathId<TeamId>, Error>,
) -> ApiResult<TeamView> {
    let id = id?.0;
    let team = db
        .write(move |tx| teams::switch(tx, &signed.session, &id))
        .await?;
    let message = text!("team-switched", name = &team.name);
    Ok(Reply::ok(TeamView::looked_at(team)).message(message))
}

/// Gives the team that is looked at another name; the id of any other team is 404.
#[utoipa::path(
    tag = "teams",
    params(("id" = String, Path, description = "the id of the team that is looked at")),
    request_body = TeamDraft,
    responses(
        (status = 200, body = inline(TeamView)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[put("/teams/<id>", data = "<draft>")]
pub(crate) async fn rename(
    by: Access<OwnTeam>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Result<PathId<TeamId>, Error>,
    draft: Body<TeamDraft>,
) -> ApiResult<TeamView> {
    let (id, name, now) = (id?.0, draft.0.check()?, app.clock.now());
    let team = db
        .write(move |tx| removal::rename(tx, &by, &id, name, now))
        .await?;
    let message = text!("team-renamed", name = &team.name);
    Ok(Reply::ok(TeamView::looked_at(team)).message(message))
}

/// The confirmation of a deletion.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TeamConfirmation {
    /// The name of the team, exactly.
    confirm: Option<String>,
}

/// What a deletion answers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub(crate) enum TeamDeletion {
    /// With `dryRun=true`: what would go.
    Preview(TeamDeletePreview),
    /// What was deleted.
    Done(Box<TeamView>),
}

/// Deletes the team that is looked at; the id of any other team is 404. Its name is repeated in
/// `confirm`, in the body or the query. From this reply on its keys and personal tokens are refused
/// and its members are out of it. Owners can restore it for 30 days, then it is purged.
#[utoipa::path(
    tag = "teams",
    params(
        ("id" = String, Path, description = "the id of the team that is looked at"),
        ("confirm" = Option<String>, Query, description = "the team's name, unless it is in the body"),
        ("dryRun" = Option<bool>, Query, description = "only tell what would go"),
    ),
    request_body = inline(Option<TeamConfirmation>),
    responses(
        (status = 200, body = inline(TeamDeletion)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[delete("/teams/<id>?<confirm>", data = "<body>")]
#[expect(
    clippy::too_many_arguments,
    reason = "one for each part of the request"
)]
pub(crate) async fn delete(
    by: Fresh<Access<OwnTeam>>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Result<PathId<TeamId>, Error>,
    confirm: Option<String>,
    preview: Preview,
    body: Optional<TeamConfirmation>,
) -> ApiResult<TeamDeletion> {
    let (id, by, now, ring) = (id?.0, by.0, app.clock.now(), KeyRing::clone(ring));
    if preview.wanted() {
        let preview = db
            .read(move |conn| {
                let preview = removal::preview_delete(conn, &by, &id, now)?;
                Ok(preview.with_last_uses(|key| ring.last_used(key)))
            })
            .await?;
        return Ok(Reply::ok(TeamDeletion::Preview(preview)));
    }
    let confirm = body.0.confirm.or(confirm);
    let team = db
        .write(move |tx| removal::delete(tx, ring.ended(), &by, &id, confirm.as_deref(), now))
        .await?;
    let message = text!("team-deleted", name = &team.name);
    Ok(Reply::ok(TeamDeletion::Done(Box::new(TeamView::new(team, None)))).message(message))
}

/// Restores a team that the caller owned and that was deleted in the last 30 days; it, its members,
/// projects and keys are what they were.
#[utoipa::path(
    tag = "teams",
    params(("id" = String, Path, description = "a deleted team's id")),
    responses(
        (status = 200, body = inline(TeamView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
    )
)]
#[post("/teams/<id>/restore")]
pub(crate) async fn restore(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Result<PathId<TeamId>, Error>,
) -> ApiResult<TeamView> {
    let (id, now, ring) = (id?.0, app.clock.now(), KeyRing::clone(ring));
    let current = signed.membership.map(|membership| membership.team_id);
    let (user, actor) = (signed.session.user.id, signed.actor);
    let team: Team = db
        .write(move |tx| removal::restore(tx, ring.ended(), user, &actor, &id, now))
        .await?;
    let message = text!("team-restored", name = &team.name);
    Ok(Reply::ok(TeamView::new(team, current.as_ref())).message(message))
}

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    let mut all = routes![list, create, switch, rename, delete, restore];
    all.extend(invitations::routes());
    all.extend(invitation::routes());
    all
}
