//! `GET /api/usage/sources`: what the senders' own counts tell.

use rocket::get;
use rocket_db_pools::Connection;
use serde::Serialize;

use crate::error::Error;
use crate::ids::PublicId;
use crate::page::{Cursor, Limit};
use crate::teams::access::{Access, ReadUsage};
use crate::text;
use crate::usage::sources::{self, Gap, Source};
use crate::web::database::ScalixDb;
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// A sender that counts its events.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SourceView {
    source: String,
    project_id: String,
    project_name: String,
    /// The smallest number that came.
    first_seq: i64,
    /// The largest number that came.
    last_seq: i64,
    /// How many different numbers came.
    received: i64,
    /// How many numbers between the first and the last did not.
    missing: i64,
    /// In how many gaps.
    gap_count: i64,
    /// The first hundred gaps, by number.
    gaps: Vec<GapView>,
}

/// Numbers that did not come, both ends included.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct GapView {
    from: i64,
    to: i64,
}

impl From<Gap> for GapView {
    fn from(gap: Gap) -> Self {
        Self {
            from: gap.from,
            to: gap.to,
        }
    }
}

impl From<Source> for SourceView {
    fn from(source: Source) -> Self {
        Self {
            received: source.received(),
            source: source.name,
            project_id: source.project.as_str().to_owned(),
            project_name: source.project_name,
            first_seq: source.first,
            last_seq: source.last,
            missing: source.missing,
            gap_count: source.gap_count,
            gaps: source.gaps.into_iter().map(GapView::from).collect(),
        }
    }
}

/// The senders that count their events with `sourceSeq`, by project and name, and the numbers that
/// did not come.
#[utoipa::path(
    tag = "usage",
    params(
        ("projectId" = Option<String>, Query, description = "a project's id; all or empty: every one"),
        ("limit" = Option<u32>, Query, description = "1 to 1000, by default 100"),
        ("cursor" = Option<String>, Query, description = "nextCursor of the page before"),
    ),
    responses(
        (status = 200, body = inline(Vec<SourceView>)), (status = 304),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/usage/sources?<projectId>&<limit>&<cursor>")]
#[expect(non_snake_case, reason = "the names of query parameters are camelCase")]
pub(crate) async fn list(
    by: Access<ReadUsage>,
    db: Connection<ScalixDb>,
    projectId: Option<&str>,
    limit: Option<&str>,
    cursor: Option<&str>,
) -> ApiResult<Vec<SourceView>> {
    let project = match projectId {
        None | Some("" | "all") => None,
        Some(id) => Some(PublicId::parse(id).ok_or_else(not_found)?),
    };
    let (limit, cursor) = (Limit::from_query(limit)?, Cursor::from_query(cursor)?);
    let page = db
        .read(move |conn| sources::list(conn, &by, project.as_ref(), limit, cursor.as_ref()))
        .await?;
    Ok(Reply::page(page.map(SourceView::from)))
}

fn not_found() -> Error {
    Error::NotFound(text!("error-not-found"))
}
