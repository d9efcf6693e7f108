//! `/api/usage/prices`: the price table, a team's own prices, and the global ones for operators.

pub(crate) mod aliases;
pub(crate) mod global;
mod upload;
mod views;

use rocket::{FromForm, Route, State, delete, get, post, put, routes};
use rocket_db_pools::Connection;

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::{PriceId, PublicId};
use crate::page::{Cursor, Limit};
use crate::teams::access::{Access, ManagePrices, ReadUsage};
use crate::text;
use crate::usage::prices::{
    self, ChangeDraft, Editor, Filter, PriceBook, PriceDraft, SharedPrices, moment,
};
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::params::{PathId, Preview};
use crate::web::problem::{ApiError, Problem};
use crate::web::reply::{ApiResult, Reply};
use upload::{Options, Told, Upload};
use views::{EndedView, ImportView, PriceView};

/// The query of the lists. An empty value or `all` means no filter.
#[derive(Debug, FromForm, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked<'r> {
    /// A part of the model's name or of another name of it.
    #[param(value_type = Option<String>)]
    model: Option<&'r str>,
    /// Who sells the model, in any spelling.
    #[param(value_type = Option<String>)]
    provider: Option<&'r str>,
    /// `team` or `global`; absent: both.
    #[param(value_type = Option<String>)]
    scope: Option<&'r str>,
    /// A time or a date (UTC): the prices in force then; absent: now; `all`: past and coming ones,
    /// too.
    #[param(value_type = Option<String>)]
    at: Option<&'r str>,
    /// 1 to 1000, by default 100.
    #[param(value_type = Option<String>)]
    limit: Option<&'r str>,
    /// `nextCursor` of the page before.
    #[param(value_type = Option<String>)]
    cursor: Option<&'r str>,
}

impl Asked<'_> {
    fn filter(&self, now: Timestamp) -> Result<Filter> {
        let word = |value: Option<&str>| {
            let value = value.filter(|text| !matches!(*text, "" | "all"));
            value.map(str::to_owned)
        };
        let own = match self.scope {
            None | Some("" | "all") => None,
            Some("team") => Some(true),
            Some("global") => Some(false),
            Some(_) => return Err(Error::invalid("scope", text!("price-scope"))),
        };
        Ok(Filter {
            model: word(self.model),
            provider: word(self.provider),
            own,
            at: match self.at {
                Some("all") => None,
                at => Some(time(at, now)?),
            },
        })
    }

    fn paging(&self) -> Result<(Limit, Option<Cursor>)> {
        Ok((
            Limit::from_query(self.limit)?,
            Cursor::from_query(self.cursor)?,
        ))
    }
}

fn time(at: Option<&str>, now: Timestamp) -> Result<Timestamp> {
    match at.filter(|text| !text.is_empty()) {
        None => Ok(now),
        Some(text) => moment(text).ok_or_else(|| Error::invalid("at", text!("usage-range-bound"))),
    }
}

/// The prices that hold for the team, its own and the global ones: by model, provider and time.
#[utoipa::path(
    tag = "prices",
    params(Asked),
    responses(
        (status = 200, body = inline(Vec<PriceView>)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/usage/prices?<asked..>")]
pub(crate) async fn list(
    by: Access<ReadUsage>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    asked: Asked<'_>,
) -> ApiResult<Vec<PriceView>> {
    let now = app.clock.now();
    let (filter, (limit, cursor)) = (asked.filter(now)?, asked.paging()?);
    let page = db
        .read(move |conn| prices::list(conn, Some(by.team()), &filter, limit, cursor.as_ref()))
        .await?;
    Ok(Reply::page(page.map(|listed| PriceView::new(listed, now))))
}

/// The price that an event of the team would have: the same matching of names as for events.
/// `data` is null when there is none; the event would be unpriced.
#[utoipa::path(
    tag = "prices",
    params(
        ("model" = String, Query, description = "as an event names it"),
        ("provider" = Option<String>, Query, description = "as an event names it"),
        ("at" = Option<String>, Query, description = "a time or a date (UTC); absent: now"),
    ),
    responses(
        (status = 200, body = inline(Option<PriceView>)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/usage/prices/resolve?<model>&<provider>&<at>")]
pub(crate) async fn resolve(
    by: Access<ReadUsage>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    model: Option<String>,
    provider: Option<String>,
    at: Option<&str>,
) -> ApiResult<Option<PriceView>> {
    let now = app.clock.now();
    let at = time(at, now)?;
    let model = model.filter(|text| !text.trim().is_empty());
    let model = model.ok_or_else(|| Error::invalid("model", text!("field-required")))?;
    let book: std::sync::Arc<PriceBook> = prices.load();
    let found = db
        .read(move |conn| {
            let provider = provider.as_deref().filter(|text| !text.is_empty());
            prices::resolve(conn, &book, Some(by.team()), provider, &model, at)
        })
        .await?;
    Ok(Reply::ok(found.map(|listed| PriceView::new(listed, now))))
}

/// A price of the team or a global one.
#[utoipa::path(
    tag = "prices",
    params(("id" = String, Path, description = "a price's id")),
    responses(
        (status = 200, body = inline(PriceView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
    )
)]
#[get("/usage/prices/<id>")]
pub(crate) async fn find(
    by: Access<ReadUsage>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Result<PathId<PriceId>, Error>,
) -> ApiResult<PriceView> {
    let (id, now) = (id?.0, app.clock.now());
    let found = db
        .read(move |conn| prices::find(conn, Some(by.team()), &id))
        .await?;
    Ok(Reply::ok(PriceView::new(found, now)))
}

/// Gives the team a price of its own for a model, which goes before the global one from
/// `effectiveFrom` on. What was counted before keeps its cost. A price over a hundred times the
/// usual is refused unless `force` says that it is meant.
#[utoipa::path(
    tag = "prices",
    request_body = PriceDraft,
    responses(
        (status = 201, body = inline(PriceView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem),
    )
)]
#[post("/usage/prices", data = "<draft>")]
pub(crate) async fn create(
    by: Access<ManagePrices>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    draft: Body<PriceDraft>,
) -> ApiResult<PriceView> {
    let desk = Desk::new(db, app, prices, Editor::of_team(&by));
    desk.create(draft.0).await
}

/// Gives the model of a price of the team another one from `effectiveFrom` on; the former ends
/// then, and what was counted keeps its cost. The answer is the new price, with an id of its own.
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
#[put("/usage/prices/<id>", data = "<draft>")]
pub(crate) async fn change(
    by: Access<ManagePrices>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    id: Result<PathId<PriceId>, Error>,
    draft: Body<ChangeDraft>,
) -> ApiResult<PriceView> {
    let desk = Desk::new(db, app, prices, Editor::of_team(&by));
    desk.change(id?.0, draft.0).await
}

/// Ends a price of the team now; `then` is the price that holds instead, null when the model is
/// unpriced. With `dryRun=true`: the same, and nothing ends.
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
#[delete("/usage/prices/<id>")]
pub(crate) async fn end(
    by: Access<ManagePrices>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    id: Result<PathId<PriceId>, Error>,
    preview: Preview,
) -> ApiResult<EndedView> {
    let desk = Desk::new(db, app, prices, Editor::of_team(&by));
    desk.end(id?.0, preview.wanted()).await
}

/// Enters a file of prices of the team: an array of prices, or `LiteLLM`'s table. Only what differs
/// from the prices in force is entered, from now on; each row that is wrong is refused for itself.
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
        (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem),
    )
)]
#[post("/usage/prices/import", data = "<file>")]
pub(crate) async fn import(
    by: Access<ManagePrices>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    options: Options,
    file: Upload,
) -> Result<Told, ApiError> {
    let desk = Desk::new(db, app, prices, Editor::of_team(&by));
    desk.import(file, options).await
}

/// What a change of prices is done with, the same for a team's own and the global ones.
struct Desk {
    db: Connection<ScalixDb>,
    prices: SharedPrices,
    by: Editor,
    now: Timestamp,
}

impl Desk {
    fn new(db: Connection<ScalixDb>, app: &App, prices: &SharedPrices, by: Editor) -> Self {
        Self {
            db,
            prices: prices.clone(),
            by,
            now: app.clock.now(),
        }
    }

    async fn create(self, draft: PriceDraft) -> ApiResult<PriceView> {
        let (new, now) = (draft.check()?, self.now);
        let Self { db, prices, by, .. } = self;
        let made = db
            .write(move |tx| prices::create(tx, &prices, &by, &new, now))
            .await?;
        let from = made.row.effective_from.unwrap_or(now).utc_text();
        let message = text!("price-created", model = &made.row.model, from = from);
        Ok(Reply::created(PriceView::new(made, now)).message(message))
    }

    async fn change(self, id: PublicId<PriceId>, draft: ChangeDraft) -> ApiResult<PriceView> {
        let now = self.now;
        let Self { db, prices, by, .. } = self;
        let made = db
            .write(move |tx| prices::change(tx, &prices, &by, &id, draft, now))
            .await?;
        let from = made.row.effective_from.unwrap_or(now).utc_text();
        let message = text!("price-changed", model = &made.row.model, from = from);
        Ok(Reply::ok(PriceView::new(made, now)).message(message))
    }

    async fn end(self, id: PublicId<PriceId>, preview: bool) -> ApiResult<EndedView> {
        let now = self.now;
        let Self { db, prices, by, .. } = self;
        if preview {
            let ended = db
                .read(move |conn| prices::preview_end(conn, &by, &id, now))
                .await?;
            return Ok(Reply::ok(EndedView::new(ended, now)));
        }
        let ended = db
            .write(move |tx| prices::end(tx, &prices, &by, &id, now))
            .await?;
        let message = text!("price-ended-now", model = &ended.price.row.model);
        Ok(Reply::ok(EndedView::new(ended, now)).message(message))
    }

    async fn import(self, file: Upload, options: Options) -> Result<Told, ApiError> {
        let Options { force, dry_run } = options;
        let (file, now) = (file.parse()?, self.now);
        let Self { db, prices, by, .. } = self;
        let done = if dry_run {
            let plan = db
                .read(move |conn| prices::plan_import(conn, &by, file, force, now))
                .await?;
            plan.told
        } else {
            db.write(move |tx| prices::import(tx, &prices, &by, "(API)", file, force, now))
                .await?
        };
        Ok(Told { done, dry_run })
    }
}

/// To be mounted at `/api`.
pub(super) fn routes() -> Vec<Route> {
    let mut routes = global::routes();
    routes.extend(aliases::routes());
    routes.extend(routes![list, resolve, find, create, change, end, import]);
    routes
}
