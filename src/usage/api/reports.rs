//! `GET /api/usage/analytics` and its parts: summary, days, hours, models, projects.

use rocket::{FromForm, Route, State, get, routes};
use rocket_db_pools::Connection;
use serde::Serialize;
use serde_json::json;

use super::caller::{Held, UsageReader};
use super::views::{AnalyticsView, DayView, HourView, PartView, PeriodView, SummaryView};
use crate::accounts;
use crate::clock::Timestamp;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::page::Page;
use crate::usage::range::{self, Bucket, Range, Zone};
use crate::usage::reader::Reader;
use crate::usage::report::{self, Dimension, Question, SeriesRow};
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};
use crate::web::turns::Turn;

/// The query of every report. An empty value or `all` means no filter.
#[derive(Debug, FromForm, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked<'r> {
    /// `24h`, `7d`, `30d` (default), `90d` or `custom`.
    #[param(value_type = Option<String>)]
    period: Option<&'r str>,
    /// A date (included) or a time, for `custom`.
    #[param(value_type = Option<String>)]
    from: Option<&'r str>,
    /// A date (included) or a time (not included), for `custom`; today by default.
    #[param(value_type = Option<String>)]
    to: Option<&'r str>,
    /// Of `/analytics`: `minute` (up to 24 hours), `hour` (31 days), `day` (400 days) or `month` (10
    /// years); by default hours up to two days, then days, then months.
    #[param(value_type = Option<String>)]
    bucket: Option<&'r str>,
    /// An IANA time zone; by default that of the caller's profile.
    #[param(value_type = Option<String>)]
    tz: Option<&'r str>,
    /// Of `/analytics`: any of `model`, `project`, `key`, `status`, with commas or repeated.
    #[field(name = "groupBy")]
    #[param(rename = "groupBy", value_type = Vec<String>, required = false)]
    group_by: Vec<&'r str>,
    /// A model's name; repeatable.
    #[param(value_type = Vec<String>, required = false)]
    model: Vec<&'r str>,
    /// A project's id; repeatable.
    #[field(name = "projectId")]
    #[param(rename = "projectId", value_type = Vec<String>, required = false)]
    project_id: Vec<&'r str>,
    /// A key's id; repeatable.
    #[field(name = "keyId")]
    #[param(rename = "keyId", value_type = Vec<String>, required = false)]
    key_id: Vec<&'r str>,
    /// How many groups: 1 to 1000, by default 100.
    #[param(value_type = Option<String>)]
    limit: Option<&'r str>,
    /// `nextCursor` of the page before.
    #[param(value_type = Option<String>)]
    cursor: Option<&'r str>,
}

impl<'r> Asked<'r> {
    fn words(&self, shape: Shape) -> report::Words<'r> {
        let whole = shape != Shape::Asked;
        report::Words {
            range: range::Words {
                period: self.period,
                from: self.from,
                to: self.to,
                bucket: self.bucket.filter(|_| !whole),
                only: match shape {
                    Shape::Every(bucket) => Some(bucket),
                    Shape::Asked | Shape::Whole => None,
                },
                tz: self.tz,
            },
            group_by: if whole {
                Vec::new()
            } else {
                self.group_by.clone()
            },
            models: self.model.clone(),
            projects: self.project_id.clone(),
            keys: self.key_id.clone(),
            limit: self.limit,
            cursor: self.cursor,
        }
    }

    /// The same query about the last 24 hours, unless it names a range itself.
    fn of_a_day(mut self) -> Self {
        let named = [self.period, self.from, self.to];
        if named.into_iter().all(|word| range::given(word).is_none()) {
            self.period = Some("24h");
        }
        self
    }
}

/// What of a query counts: a route reads nothing into words that it has no use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Buckets and groups as asked.
    Asked,
    /// Neither.
    Whole,
    /// These buckets, and no groups.
    Every(Bucket),
}

/// A checked question of somebody who may ask it.
pub(super) struct Inquiry {
    db: Db,
    turn: Turn,
    by: Reader,
    question: Question,
    now: Timestamp,
}

/// What was read; `None` when the client holds this version already.
pub(super) struct Answer<T> {
    told: Option<T>,
    version: String,
    range: Range,
    now: Timestamp,
}

impl Inquiry {
    pub(super) async fn new(
        db: &Db,
        by: UsageReader,
        app: &App,
        asked: &Asked<'_>,
        shape: Shape,
    ) -> Result<Self> {
        let now = app.clock.now();
        let home = match range::given(asked.tz) {
            Some(_) => Zone::utc(),
            None => match by.user {
                Some(user) => {
                    let user = db.read_now(|conn| accounts::find(conn, user))?;
                    Zone::named(&user.timezone).unwrap_or_else(Zone::utc)
                }
                None => Zone::utc(),
            },
        };
        let question = Question::parse(&asked.words(shape), &home, now)?;
        let db = db.clone();
        Ok(Self {
            db,
            turn: app.turns.of(by.reader.team()).await?,
            by: by.reader,
            question,
            now,
        })
    }

    fn grouped(mut self, by: &[Dimension]) -> Self {
        self.question = self.question.grouped(by);
        self
    }

    /// Reads on a reader thread, unless the client holds what would be read.
    pub(super) async fn answer<T, F>(self, held: &Held<'_>, read: F) -> Result<Answer<T>>
    where
        T: Send + 'static,
        F: FnOnce(&Conn, Reader, &Question, Timestamp) -> Result<T> + Send + 'static,
    {
        let Self {
            db,
            turn,
            by,
            question,
            now,
        } = self;
        // Before the answer is read: if something is written in between, the answer is newer than
        // its version says, and is asked for once more.
        let version = db.read_now(|conn| report::version(conn, by, &question))?;
        let range = question.range.clone();
        let told = if held.has(&version) {
            None
        } else {
            let told = db.read(move |conn| read(conn, by, &question, now)).await?;
            drop(turn);
            Some(told)
        };
        Ok(Answer {
            told,
            version,
            range,
            now,
        })
    }
}

impl<T> Answer<T> {
    /// The reply, with the exact bounds and the time it was read beside the data. When the client
    /// holds this version the data is nothing: the same tag turns the reply into a 304.
    pub(super) fn reply<V: Serialize>(
        self,
        reply: impl FnOnce(T, &Range) -> Reply<V>,
        nothing: V,
    ) -> Reply<V> {
        let period = PeriodView::new(&self.range);
        match self.told {
            None => Reply::ok(nothing),
            Some(told) => reply(told, &self.range)
                .beside("period", json!(period))
                .beside("asOf", json!(self.now)),
        }
        .etag(self.version)
    }
}

/// Total, series and groups of a range. Groups by key or status, and the filter by key, are for
/// readers of usage in depth.
#[utoipa::path(
    tag = "usage",
    params(Asked),
    responses(
        (status = 200, body = inline(AnalyticsView)), (status = 304),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/usage/analytics?<asked..>")]
pub(crate) async fn analytics(
    by: UsageReader,
    db: Connection<ScalixDb>,
    app: &State<App>,
    asked: Asked<'_>,
    held: Held<'_>,
) -> ApiResult<Option<AnalyticsView>> {
    let inquiry = Inquiry::new(&db, by, app, &asked, Shape::Asked).await?;
    let answer = inquiry.answer(&held, report::analytics).await?;
    let reply = |told: report::Report, range: &Range| {
        let next = json!(told.groups.next);
        Reply::ok(Some(AnalyticsView::new(told, range))).beside("nextCursor", next)
    };
    Ok(answer.reply(reply, None))
}

/// The total of a range, with the change against the period before.
#[utoipa::path(
    tag = "usage",
    params(Asked),
    responses(
        (status = 200, body = inline(SummaryView)), (status = 304),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/usage/summary?<asked..>")]
pub(crate) async fn summary(
    by: UsageReader,
    db: Connection<ScalixDb>,
    app: &State<App>,
    asked: Asked<'_>,
    held: Held<'_>,
) -> ApiResult<Option<SummaryView>> {
    let inquiry = Inquiry::new(&db, by, app, &asked, Shape::Whole).await?;
    let answer = inquiry
        .answer(&held, |conn, by, question, _| {
            report::summary(conn, by, question)
        })
        .await?;
    let reply = |told, range: &Range| Reply::ok(Some(SummaryView::new(told, range)));
    Ok(answer.reply(reply, None))
}

/// A row for every day of the range.
#[utoipa::path(
    tag = "usage",
    params(Asked),
    responses(
        (status = 200, body = inline(Vec<DayView>)), (status = 304),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/usage/daily?<asked..>")]
pub(crate) async fn daily(
    by: UsageReader,
    db: Connection<ScalixDb>,
    app: &State<App>,
    asked: Asked<'_>,
    held: Held<'_>,
) -> ApiResult<Vec<DayView>> {
    let inquiry = Inquiry::new(&db, by, app, &asked, Shape::Every(Bucket::Day)).await?;
    series(inquiry, &held, DayView::new).await
}

/// A row for every hour of the range: by default of 24 hours, the current one included.
#[utoipa::path(
    tag = "usage",
    params(Asked),
    responses(
        (status = 200, body = inline(Vec<HourView>)), (status = 304),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/usage/hourly?<asked..>")]
pub(crate) async fn hourly(
    by: UsageReader,
    db: Connection<ScalixDb>,
    app: &State<App>,
    asked: Asked<'_>,
    held: Held<'_>,
) -> ApiResult<Vec<HourView>> {
    let asked = asked.of_a_day();
    let inquiry = Inquiry::new(&db, by, app, &asked, Shape::Every(Bucket::Hour)).await?;
    series(inquiry, &held, HourView::new).await
}

async fn series<V: Serialize>(
    inquiry: Inquiry,
    held: &Held<'_>,
    view: impl Fn(&SeriesRow, &Zone) -> V,
) -> ApiResult<Vec<V>> {
    let answer = inquiry
        .answer(held, |conn, by, question, _| {
            report::series(conn, by, question)
        })
        .await?;
    let reply = |rows: Vec<SeriesRow>, range: &Range| {
        let items = rows.iter().map(|row| view(row, &range.zone)).collect();
        Reply::page(Page { items, next: None })
    };
    Ok(answer.reply(reply, Vec::new()))
}

/// The models of a range, the costliest first.
#[utoipa::path(
    tag = "usage",
    params(Asked),
    responses(
        (status = 200, body = inline(Vec<PartView>)), (status = 304),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/usage/models?<asked..>")]
pub(crate) async fn models(
    by: UsageReader,
    db: Connection<ScalixDb>,
    app: &State<App>,
    asked: Asked<'_>,
    held: Held<'_>,
) -> ApiResult<Vec<PartView>> {
    let inquiry = Inquiry::new(&db, by, app, &asked, Shape::Whole).await?;
    parts(inquiry.grouped(&[Dimension::Model]), &held).await
}

/// The projects of a range, the costliest first.
#[utoipa::path(
    tag = "usage",
    params(Asked),
    responses(
        (status = 200, body = inline(Vec<PartView>)), (status = 304),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/usage/projects?<asked..>")]
pub(crate) async fn projects(
    by: UsageReader,
    db: Connection<ScalixDb>,
    app: &State<App>,
    asked: Asked<'_>,
    held: Held<'_>,
) -> ApiResult<Vec<PartView>> {
    let inquiry = Inquiry::new(&db, by, app, &asked, Shape::Whole).await?;
    parts(inquiry.grouped(&[Dimension::Project]), &held).await
}

async fn parts(inquiry: Inquiry, held: &Held<'_>) -> ApiResult<Vec<PartView>> {
    let answer = inquiry
        .answer(held, |conn, by, question, _| {
            report::groups(conn, by, question)
        })
        .await?;
    let reply = |page: Page<report::GroupRow>, _: &Range| Reply::page(page.map(PartView::from));
    Ok(answer.reply(reply, Vec::new()))
}

/// To be mounted at `/api`.
pub(super) fn routes() -> Vec<Route> {
    routes![analytics, summary, daily, hourly, models, projects]
}
