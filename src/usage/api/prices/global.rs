//! The global prices, for operators of the instance.

use rocket::{Route, State, delete, get, post, put, routes};
use rocket_db_pools::Connection;

use super::upload::{Options, Told, Upload};
use super::views::{EndedView, ImportView, PriceView};
use super::{Asked, Desk};
use crate::error::{Error, Result};
use crate::ids::PriceId;
use crate::teams::access::Operator;
use crate::usage::prices::{self, ChangeDraft, Editor, PriceDraft, SharedPrices};
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::params::{PathId, Preview};
use crate::web::problem::{ApiError, Problem};
use crate::web::reply::{ApiResult, Reply};

/// The global prices, as an operator sees them.
#[utoipa::path(
    tag = "prices",
    params(Asked),
    responses(
        (status = 200, body = inline(Vec<PriceView>)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/usage/prices/global?<asked..>")]
pub(crate) async fn list(
    _by: Operator,
    db: Connection<ScalixDb>,
    app: &State<App>,
    asked: Asked<'_>,
) -> ApiResult<Vec<PriceView>> {
    let now = app.clock.now();
    let (filter, (limit, cursor)) = (asked.filter(now)?, asked.paging()?);
    let page = db
        .read(move |conn| prices::list(conn, None, &filter, limit, cursor.as_ref()))
        .await?;
    Ok(Reply::page(page.map(|listed| PriceView::new(listed, now))))
}

/// Gives a model a price for every team that has none of its own. It goes before the price that
/// comes with the program.
#[utoipa::path(
    tag = "prices",
    request_body = PriceDraft,
    responses(
        (status = 201, body = inline(PriceView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/usage/prices/global", data = "<draft>")]
pub(crate) async fn create(
    by: Operator,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    draft: Body<PriceDraft>,
) -> ApiResult<PriceView> {
    let desk = Desk::new(db, app, prices, Editor::of_instance(&by));
    desk.create(draft.0).await
}

/// Gives the model of a global price another one from `effectiveFrom` on.
#[utoipa::path(
    tag = "prices",
    params(("id" = String, Path, description = "a price's id")),
    request_body = ChangeDraft,
    responses(
        (status = 200, body = inline(PriceView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem),
    )
)]
#[put("/usage/prices/global/<id>", data = "<draft>")]
pub(crate) async fn change(
    by: Operator,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    id: Result<PathId<PriceId>, Error>,
    draft: Body<ChangeDraft>,
) -> ApiResult<PriceView> {
    let desk = Desk::new(db, app, prices, Editor::of_instance(&by));
    desk.change(id?.0, draft.0).await
}

/// Ends a global price now. With `dryRun=true`: tells what would end and what would hold then.
#[utoipa::path(
    tag = "prices",
    params(
        ("id" = String, Path, description = "a price's id"),
        ("dryRun" = Option<bool>, Query, description = "only tell what would end"),
    ),
    responses(
        (status = 200, body = inline(EndedView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem),
    )
)]
#[delete("/usage/prices/global/<id>")]
pub(crate) async fn end(
    by: Operator,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    id: Result<PathId<PriceId>, Error>,
    preview: Preview,
) -> ApiResult<EndedView> {
    let desk = Desk::new(db, app, prices, Editor::of_instance(&by));
    desk.end(id?.0, preview.wanted()).await
}

/// Enters a file of global prices, as `scalix prices import` does.
#[utoipa::path(
    tag = "prices",
    params(
        ("force" = Option<bool>, Query, description = "take prices over 100 times the usual, too"),
        ("dryRun" = Option<bool>, Query, description = "only tell what would be entered"),
    ),
    request_body(content = serde_json::Value, description = "A file of prices, as docs/API.md \
        describes it."),
    responses(
        (status = 200, body = inline(ImportView)),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/usage/prices/global/import", data = "<file>")]
pub(crate) async fn import(
    by: Operator,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    options: Options,
    file: Upload,
) -> Result<Told, ApiError> {
    let desk = Desk::new(db, app, prices, Editor::of_instance(&by));
    desk.import(file, options).await
}

pub(super) fn routes() -> Vec<Route> {
    routes![list, create, change, end, import]
}
