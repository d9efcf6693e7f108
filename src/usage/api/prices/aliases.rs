//! `/api/usage/prices/aliases`: names that people gave to models.

use rocket::{Route, State, delete, get, post, put, routes};
use rocket_db_pools::Connection;
use serde::Serialize;

use super::Desk;
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::{AliasId, PublicId};
use crate::page::{Cursor, Limit};
use crate::teams::access::{Access, ManagePrices, Operator, ReadUsage};
use crate::text;
use crate::usage::prices::{self, Alias, AliasChange, AliasDraft, Editor, SharedPrices};
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::params::{PathId, Preview};
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// A name for a model, on the wire.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Alias)]
pub(crate) struct AliasView {
    /// The id.
    #[schema(value_type = String)]
    id: PublicId<AliasId>,
    /// `team`: the team's own; `global`: everybody's.
    scope: &'static str,
    /// The name as events tell it.
    name: String,
    /// Who sells the model; null: whom the event tells.
    provider: Option<String>,
    /// The model that is meant.
    model: String,
    /// When it was given.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<Alias> for AliasView {
    fn from(alias: Alias) -> Self {
        Self {
            id: alias.public_id,
            scope: if alias.team.is_some() {
                "team"
            } else {
                "global"
            },
            name: alias.name,
            provider: alias.provider,
            model: alias.model,
            created_at: alias.created_at,
        }
    }
}

/// The names that hold for the team, its own and the global ones, newest first.
#[utoipa::path(
    tag = "prices",
    params(
        ("limit" = Option<u32>, Query, description = "1 to 1000, by default 100"),
        ("cursor" = Option<String>, Query, description = "nextCursor of the page before"),
    ),
    responses(
        (status = 200, body = inline(Vec<AliasView>)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/usage/prices/aliases?<limit>&<cursor>")]
pub(crate) async fn list(
    by: Access<ReadUsage>,
    db: Connection<ScalixDb>,
    limit: Option<&str>,
    cursor: Option<&str>,
) -> ApiResult<Vec<AliasView>> {
    let (limit, cursor) = (Limit::from_query(limit)?, Cursor::from_query(cursor)?);
    let page = db
        .read(move |conn| prices::list_aliases(conn, Some(by.team()), limit, cursor.as_ref()))
        .await?;
    Ok(Reply::page(page.map(AliasView::from)))
}

/// Gives a model another name in the team: events with it have the model's price from now on. It
/// goes before the price table and before global names; past cost stays.
#[utoipa::path(
    tag = "prices",
    request_body = AliasDraft,
    responses(
        (status = 201, body = inline(AliasView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem),
    )
)]
#[post("/usage/prices/aliases", data = "<draft>")]
pub(crate) async fn create(
    by: Access<ManagePrices>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    draft: Body<AliasDraft>,
) -> ApiResult<AliasView> {
    let desk = Desk::new(db, app, prices, Editor::of_team(&by));
    desk.create_alias(draft.0).await
}

/// Makes a name of the team stand for another model from now on.
#[utoipa::path(
    tag = "prices",
    params(("id" = String, Path, description = "an alias's id")),
    request_body = AliasChange,
    responses(
        (status = 200, body = inline(AliasView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem),
    )
)]
#[put("/usage/prices/aliases/<id>", data = "<draft>")]
pub(crate) async fn change(
    by: Access<ManagePrices>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    id: Result<PathId<AliasId>, Error>,
    draft: Body<AliasChange>,
) -> ApiResult<AliasView> {
    let desk = Desk::new(db, app, prices, Editor::of_team(&by));
    desk.change_alias(id?.0, draft.0).await
}

/// Removes a name of the team. With `dryRun=true`: only tells which.
#[utoipa::path(
    tag = "prices",
    params(
        ("id" = String, Path, description = "an alias's id"),
        ("dryRun" = Option<bool>, Query, description = "only tell what would go"),
    ),
    responses(
        (status = 200, body = inline(AliasView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem),
    )
)]
#[delete("/usage/prices/aliases/<id>")]
pub(crate) async fn remove(
    by: Access<ManagePrices>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    id: Result<PathId<AliasId>, Error>,
    preview: Preview,
) -> ApiResult<AliasView> {
    let desk = Desk::new(db, app, prices, Editor::of_team(&by));
    desk.remove_alias(id?.0, preview.wanted()).await
}

/// Gives a model another name for every team that does not use the name itself.
#[utoipa::path(
    tag = "prices",
    request_body = AliasDraft,
    responses(
        (status = 201, body = inline(AliasView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem),
    )
)]
#[post("/usage/prices/global/aliases", data = "<draft>")]
pub(crate) async fn create_global(
    by: Operator,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    draft: Body<AliasDraft>,
) -> ApiResult<AliasView> {
    let desk = Desk::new(db, app, prices, Editor::of_instance(&by));
    desk.create_alias(draft.0).await
}

/// Makes a global name stand for another model from now on.
#[utoipa::path(
    tag = "prices",
    params(("id" = String, Path, description = "an alias's id")),
    request_body = AliasChange,
    responses(
        (status = 200, body = inline(AliasView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem),
    )
)]
#[put("/usage/prices/global/aliases/<id>", data = "<draft>")]
pub(crate) async fn change_global(
    by: Operator,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    id: Result<PathId<AliasId>, Error>,
    draft: Body<AliasChange>,
) -> ApiResult<AliasView> {
    let desk = Desk::new(db, app, prices, Editor::of_instance(&by));
    desk.change_alias(id?.0, draft.0).await
}

/// Removes a global name. With `dryRun=true`: only tells which.
#[utoipa::path(
    tag = "prices",
    params(
        ("id" = String, Path, description = "an alias's id"),
        ("dryRun" = Option<bool>, Query, description = "only tell what would go"),
    ),
    responses(
        (status = 200, body = inline(AliasView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem),
    )
)]
#[delete("/usage/prices/global/aliases/<id>")]
pub(crate) async fn remove_global(
    by: Operator,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    id: Result<PathId<AliasId>, Error>,
    preview: Preview,
) -> ApiResult<AliasView> {
    let desk = Desk::new(db, app, prices, Editor::of_instance(&by));
    desk.remove_alias(id?.0, preview.wanted()).await
}

impl Desk {
    async fn create_alias(self, draft: AliasDraft) -> ApiResult<AliasView> {
        let Self {
            db,
            prices,
            by,
            now,
        } = self;
        let made = db
            .write(move |tx| prices::create_alias(tx, &prices, &by, &draft, now))
            .await?;
        let message = text!("alias-created", name = &made.name, model = &made.model);
        Ok(Reply::created(AliasView::from(made)).message(message))
    }

    async fn change_alias(self, id: PublicId<AliasId>, draft: AliasChange) -> ApiResult<AliasView> {
        let Self {
            db,
            prices,
            by,
            now,
        } = self;
        let made = db
            .write(move |tx| prices::change_alias(tx, &prices, &by, &id, &draft, now))
            .await?;
        let message = text!("alias-created", name = &made.name, model = &made.model);
        Ok(Reply::ok(AliasView::from(made)).message(message))
    }

    async fn remove_alias(self, id: PublicId<AliasId>, preview: bool) -> ApiResult<AliasView> {
        let Self {
            db,
            prices,
            by,
            now,
        } = self;
        if preview {
            let found = db
                .read(move |conn| prices::preview_remove_alias(conn, &by, &id))
                .await?;
            return Ok(Reply::ok(found.into()));
        }
        let gone = db
            .write(move |tx| prices::remove_alias(tx, &prices, &by, &id, now))
            .await?;
        let message = text!("alias-removed", name = &gone.name);
        Ok(Reply::ok(AliasView::from(gone)).message(message))
    }
}

pub(super) fn routes() -> Vec<Route> {
    routes![
        list,
        create,
        change,
        remove,
        create_global,
        change_global,
        remove_global
    ]
}
