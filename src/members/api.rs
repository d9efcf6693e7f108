//! `/api/team/members`: the people of the current team.

pub(crate) mod export;
pub(crate) mod many;
pub(crate) mod views;

use rocket::{Route, State, delete, get, post, put, routes};
use rocket_db_pools::Connection;
use serde::Deserialize;

use self::views::{MemberView, StatsView};
use super::{Filter, MemberPatch, RemovalPreview};
use crate::error::Error;
use crate::ids::{PublicId, UserId};
use crate::members;
use crate::page::{Cursor, Limit};
use crate::teams::access::{Access, ManageMembers, OwnTeam, ViewTeam};
use crate::teams::{self, TeamView};
use crate::text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::guards::{Fresh, SignedIn};
use crate::web::params::{PathId, Preview};
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

type Id = Result<PathId<UserId>, Error>;

/// The people of the current team, by name.
#[utoipa::path(
    tag = "team",
    params(
        ("search" = Option<String>, Query, description = "words in the name or address, in any letter case"),
        ("role" = Option<String>, Query, description = "owner, admin, developer, analyst, viewer; all or empty: every role"),
        ("status" = Option<String>, Query, description = "active, inactive; all or empty: both"),
        ("limit" = Option<u32>, Query, description = "1 to 1000, by default 100"),
        ("cursor" = Option<String>, Query, description = "nextCursor of the page before"),
    ),
    responses(
        (status = 200, body = inline(Vec<MemberView>)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/team/members?<search>&<role>&<status>&<limit>&<cursor>")]
pub(crate) async fn list(
    by: Access<ViewTeam>,
    db: Connection<ScalixDb>,
    search: Option<&str>,
    role: Option<&str>,
    status: Option<&str>,
    limit: Option<&str>,
    cursor: Option<&str>,
) -> ApiResult<Vec<MemberView>> {
    let filter = Filter::from_query(search, role, status)?;
    let (limit, cursor) = (Limit::from_query(limit)?, Cursor::from_query(cursor)?);
    let page = db
        .read(move |conn| members::list(conn, &by, &filter, limit, cursor.as_ref()))
        .await?;
    Ok(Reply::page(page.map(MemberView::from)))
}

/// How many people the current team has, by role, and how many invitations are pending.
#[utoipa::path(
    tag = "team",
    responses(
        (status = 200, body = inline(StatsView)),
        (status = 401, body = Problem), (status = 403, body = Problem),
    )
)]
#[get("/team/stats")]
pub(crate) async fn stats(
    by: Access<ViewTeam>,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> ApiResult<StatsView> {
    let now = app.clock.now();
    let stats = db.read(move |conn| members::stats(conn, &by, now)).await?;
    Ok(Reply::ok(stats.into()))
}

/// Changes role, status or both. It holds from the next request of the member on. Somebody
/// inactive stays listed; neither their sessions nor their tokens open the team.
#[utoipa::path(
    tag = "team",
    params(("id" = String, Path, description = "a person's id")),
    request_body = MemberPatch,
    responses(
        (status = 200, body = inline(MemberView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem),
    )
)]
#[put("/team/members/<id>", data = "<patch>")]
pub(crate) async fn change(
    by: Access<ManageMembers>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
    patch: Body<MemberPatch>,
) -> ApiResult<MemberView> {
    let (id, now) = (id?.0, app.clock.now());
    let change = patch.0.check()?;
    let member = db
        .write(move |tx| members::change(tx, &by, &id, change, now))
        .await?;
    let message = text!("member-changed", name = &member.name);
    Ok(Reply::ok(MemberView::from(member)).message(message))
}

/// Removes somebody from the team: their sessions are in it no longer and their personal tokens of
/// it are revoked; keys that they made and messages stay. `?dryRun=true` tells what would happen.
#[utoipa::path(
    tag = "team",
    params(
        ("id" = String, Path, description = "a person's id"),
        ("dryRun" = Option<bool>, Query, description = "only tell what would go"),
    ),
    responses(
        (status = 200, body = inline(RemovalPreview)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem),
    )
)]
#[delete("/team/members/<id>")]
pub(crate) async fn remove(
    by: Access<ManageMembers>,
    preview: Preview,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> ApiResult<RemovalPreview> {
    let (id, now) = (id?.0, app.clock.now());
    if preview.wanted() {
        let told = db
            .read(move |conn| members::preview_remove(conn, &by, &id, now))
            .await?;
        return Ok(Reply::ok(told));
    }
    let told = db
        .write(move |tx| {
            let told = members::preview_remove(tx, &by, &id, now)?;
            members::remove(tx, &by, &id, now)?;
            Ok(told)
        })
        .await?;
    let message = text!("member-removed", name = &told.name);
    Ok(Reply::ok(told).message(message))
}

/// Leaves the team that the session looks at: personal tokens of it are revoked; keys and messages
/// stay. The session looks at the oldest other team from now on, which is answered; null without
/// one.
#[utoipa::path(
    tag = "team",
    responses(
        (status = 200, body = inline(Option<TeamView>)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem),
    )
)]
#[post("/team/leave")]
pub(crate) async fn leave(
    signed: SignedIn,
    by: Access<ViewTeam>,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> ApiResult<Option<TeamView>> {
    let (now, left) = (app.clock.now(), by.membership().team_name.clone());
    let team = db
        .write(move |tx| {
            let next = members::leave(tx, &by, &signed.session, now)?;
            let team = next.map(|place| teams::find(tx, place.user, &place.team_id));
            team.transpose()
        })
        .await?;
    let view = team.map(TeamView::looked_at);
    Ok(Reply::ok(view).message(text!("member-left", team = left)))
}

/// Whom the team is handed to.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TransferDraft {
    /// The id of an active member.
    to: String,
}

/// Hands the team over: the member becomes an owner, the caller an admin. Needs a password that
/// was given lately.
#[utoipa::path(
    tag = "team",
    request_body = TransferDraft,
    responses(
        (status = 200, body = inline(MemberView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/team/transfer", data = "<draft>")]
pub(crate) async fn transfer(
    by: Fresh<Access<OwnTeam>>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    draft: Body<TransferDraft>,
) -> ApiResult<MemberView> {
    let (by, now) = (by.0, app.clock.now());
    let unknown = || Error::NotFound(text!("error-not-found"));
    let to = PublicId::parse(&draft.0.to).ok_or_else(unknown)?;
    let member = db
        .write(move |tx| members::transfer(tx, &by, &to, now))
        .await?;
    let message = text!("member-transferred", name = &member.name);
    Ok(Reply::ok(MemberView::from(member)).message(message))
}

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    routes![
        list,
        stats,
        change,
        remove,
        leave,
        transfer,
        many::bulk,
        export::export
    ]
}
