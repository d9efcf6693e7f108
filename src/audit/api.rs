//! `/api/team/audit`: the log of the current team.

mod file;

use rocket::{FromForm, Route, State, get, routes};
use rocket_db_pools::Connection;
use serde::Serialize;
use serde_json::Value;

use super::{Chain, Filter, Head, Record, Words};
use crate::accounts;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::page::{Cursor, Limit};
use crate::teams::access::{Access, ReadAudit};
use crate::usage::range::{self, Zone};
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::download::Download;
use crate::web::list_file::Format;
use crate::web::problem::{ApiError, Problem};
use crate::web::reply::{ApiResult, Reply};

/// A row of the audit log.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuditRecord)]
pub struct RecordView {
    /// The number of the row in the team's chain, from 1 without gaps.
    seq: i64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// What, such as `project.created`.
    action: String,
    /// Who.
    actor: PartyView,
    /// What it was done to.
    target: PartyView,
    /// Where the request came from; null once it was erased, and for the server itself.
    ip: Option<String>,
    /// The request, as in its `X-Request-Id`.
    request_id: Option<String>,
    /// The values that changed, before; without secrets.
    #[schema(value_type = Option<Object>)]
    before: Option<Value>,
    /// The values that changed, after; without secrets.
    #[schema(value_type = Option<Object>)]
    after: Option<Value>,
    /// SHA-256 over this row and the hash of the row before it, in hexadecimal.
    hash: String,
    /// Whether the personal part was erased: then names, address and values are null.
    erased: bool,
}

/// Somebody or something in a row.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuditParty)]
pub struct PartyView {
    /// For an actor: `session`, `token`, `key`, `cli`, `system` or `anonymous`; else the kind of
    /// the thing.
    kind: String,
    /// The public id.
    id: Option<String>,
    /// The name at that time.
    name: Option<String>,
}

impl From<Record> for RecordView {
    fn from(record: Record) -> Self {
        let head = Head {
            rows: record.seq,
            hash: record.hash,
        };
        let erased = record.details.is_none();
        let details = record.details.unwrap_or_default();
        Self {
            seq: record.seq,
            at: record.at,
            action: record.action,
            actor: PartyView {
                kind: record.actor_kind,
                id: record.actor_id,
                name: details.actor_name,
            },
            target: PartyView {
                kind: record.target_kind,
                id: record.target_id,
                name: details.target_name,
            },
            ip: details.address,
            request_id: record.request_id,
            before: details.before,
            after: details.after,
            hash: head.hex(),
            erased,
        }
    }
}

/// The end of the team's chain.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = AuditHead)]
pub struct HeadView {
    /// How many rows there are.
    rows: i64,
    /// The hash of the last row, in hexadecimal.
    hash: String,
    /// Both, as `scalix audit verify --head` takes them. Noted elsewhere, it later proves that
    /// nothing was changed or cut off.
    head: String,
}

/// The filters of the log. An empty value or `all` means no filter.
#[derive(Clone, Debug, Default, FromForm, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked<'r> {
    /// The id of whoever acted, or words in their name.
    #[param(value_type = Option<String>)]
    actor: Option<&'r str>,
    /// What was done, such as `project.created`, or the kind of it, such as `project`.
    #[param(value_type = Option<String>)]
    action: Option<&'r str>,
    /// The id of what it was done to, or words in its name.
    #[param(value_type = Option<String>)]
    target: Option<&'r str>,
    /// A date (included) or a time.
    #[param(value_type = Option<String>)]
    from: Option<&'r str>,
    /// A date (included) or a time (not included).
    #[param(value_type = Option<String>)]
    to: Option<&'r str>,
}

impl Asked<'_> {
    /// Dates are those of the zone of the person.
    fn filter(&self, zone: &Zone) -> Result<Filter> {
        let words = Words {
            actor: self.actor,
            action: self.action,
            target: self.target,
            from: self.from,
            to: self.to,
        };
        words.filter(|word, later| range::bound(word, zone, later))
    }
}

/// The zone of the caller's profile.
fn zone(conn: &Conn, by: &Access<ReadAudit>) -> Result<Zone> {
    let user = accounts::find(conn, by.user())?;
    Ok(Zone::named(&user.timezone).unwrap_or_else(Zone::utc))
}

/// Who did what in the current team, newest first.
#[utoipa::path(
    tag = "team",
    params(
        Asked,
        ("limit" = Option<u32>, Query, description = "1 to 1000, by default 100"),
        ("cursor" = Option<String>, Query, description = "nextCursor of the page before"),
    ),
    responses(
        (status = 200, body = inline(Vec<RecordView>)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/team/audit?<limit>&<cursor>&<asked..>")]
pub(crate) async fn list(
    by: Access<ReadAudit>,
    db: Connection<ScalixDb>,
    asked: Asked<'_>,
    limit: Option<&str>,
    cursor: Option<&str>,
) -> ApiResult<Vec<RecordView>> {
    let filter = asked.filter(&db.read_now(|conn| zone(conn, &by))?)?;
    let (limit, cursor) = (Limit::from_query(limit)?, Cursor::from_query(cursor)?);
    let chain = Chain::Team(by.team());
    let page = db
        .read(move |conn| audit::list(conn, chain, &filter, limit, cursor.as_ref()))
        .await?;
    Ok(Reply::page(page.map(RecordView::from)))
}

/// Where the chain of the current team ends; null before its first row.
#[utoipa::path(
    tag = "team",
    responses(
        (status = 200, body = inline(Option<HeadView>)),
        (status = 401, body = Problem), (status = 403, body = Problem),
    )
)]
#[get("/team/audit/head")]
pub(crate) async fn head(
    by: Access<ReadAudit>,
    db: Connection<ScalixDb>,
) -> ApiResult<Option<HeadView>> {
    let chain = Chain::Team(by.team());
    let head = db.read(move |conn| audit::head(conn, chain)).await?;
    Ok(Reply::ok(head.map(|head| HeadView {
        rows: head.rows,
        hash: head.hex(),
        head: head.to_string(),
    })))
}

/// The log as a file, newest first, with the filters of the list: `format` is `csv` (default),
/// `json` or `ndjson`.
#[utoipa::path(
    tag = "team",
    params(
        Asked,
        ("format" = Option<String>, Query, description = "csv (default), json or ndjson"),
    ),
    responses(
        (status = 200, content_type = "text/csv", body = String),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/team/audit/export?<format>&<asked..>")]
pub(crate) async fn export(
    by: Access<ReadAudit>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    asked: Asked<'_>,
    format: Option<&str>,
) -> Result<Download, ApiError> {
    let format = Format::parse(format)?;
    let (zone, now) = (db.read_now(|conn| zone(conn, &by))?, app.clock.now());
    let filter = asked.filter(&zone)?;
    Ok(file::write(&db, &by, filter, format, &zone, now).await?)
}

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    routes![list, head, export]
}
