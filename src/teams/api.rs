//! `/api/teams`: one's teams, a new one, and which one to look at; below it the present team.

pub(crate) mod invitation;
pub(crate) mod invitations;

use rocket::{Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::error::Error;
use crate::ids::TeamId;
use crate::teams::{self, TeamDraft, TeamView};
use crate::text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::guards::SignedIn;
use crate::web::params::PathId;
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// The caller's teams, by name.
#[utoipa::path(
    tag = "teams",
    responses((status = 200, body = inline(Vec<TeamView>)), (status = 401, body = Problem))
)]
#[get("/teams")]
pub(crate) fn list(signed: SignedIn, db: Connection<ScalixDb>) -> ApiResult<Vec<TeamView>> {
    let current = signed.membership.map(|membership| membership.team_id);
    let teams = db.read_now(|conn| teams::list(conn, signed.session.user.id))?;
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
        .write(move |tx| {
            let team = teams::create(tx, &signed.actor, signed.session.user.id, &name, now)?;
            teams::switch(tx, &signed.session, &team.public_id)
        })
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

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    let mut all = routes![list, create, switch];
    all.extend(invitations::routes());
    all.extend(invitation::routes());
    all
}
