//! `GET /api/usage/events` and `GET /api/usage/errors`: single events, the latest first.

use rocket::{Route, State, get, routes};
use rocket_db_pools::Connection;
use serde::Serialize;

use super::caller::{Held, UsageReader};
use super::reports::{Asked, Inquiry, Shape};
use crate::clock::Timestamp;
use crate::error::Error;
use crate::ids::{KeyId, ProjectId, PublicId};
use crate::money::Nanos;
use crate::page::Page;
use crate::text;
use crate::usage::event::Status;
use crate::usage::range::Range;
use crate::usage::report::{self, Listed};
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// An event that is stored. What was not sent is null.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventView {
    id: String,
    /// Its number in the team's sequence.
    seq: i64,
    #[schema(value_type = String, format = DateTime)]
    time: Timestamp,
    /// When it came.
    #[schema(value_type = String, format = DateTime)]
    ingested_at: Timestamp,
    #[schema(value_type = String)]
    project_id: PublicId<ProjectId>,
    project_name: String,
    /// Null for an event that was imported without a key.
    #[schema(value_type = Option<String>)]
    key_id: Option<PublicId<KeyId>>,
    source: String,
    source_seq: Option<i64>,
    model: String,
    provider: Option<String>,
    endpoint: Option<String>,
    end_user: Option<String>,
    service_tier: Option<String>,
    input_tokens: i64,
    output_tokens: i64,
    cached_input_tokens: i64,
    cache_write_tokens: i64,
    #[serde(rename = "cacheWrite1hTokens")]
    cache_write_1h_tokens: i64,
    reasoning_tokens: i64,
    input_audio_tokens: i64,
    output_audio_tokens: i64,
    input_image_tokens: i64,
    output_image_tokens: i64,
    requests: i64,
    latency_ms: Option<i64>,
    time_to_first_token_ms: Option<i64>,
    /// `ok` or `error`.
    status: &'static str,
    error_code: Option<String>,
    error_message: Option<String>,
    /// USD; null when its model has no price.
    #[schema(value_type = Option<f64>)]
    cost: Option<Nanos>,
}

impl From<Listed> for EventView {
    fn from(event: Listed) -> Self {
        let tokens = event.tokens;
        Self {
            id: event.id,
            seq: event.place.seq,
            time: event.place.time,
            ingested_at: event.ingested_at,
            project_id: event.project,
            project_name: event.project_name,
            key_id: event.key,
            source: event.source,
            source_seq: event.source_seq,
            model: event.model,
            provider: event.provider,
            endpoint: event.endpoint,
            end_user: event.end_user,
            service_tier: event.service_tier,
            input_tokens: tokens.input,
            output_tokens: tokens.output,
            cached_input_tokens: tokens.cached_input,
            cache_write_tokens: tokens.cache_write,
            cache_write_1h_tokens: tokens.cache_write_1h,
            reasoning_tokens: tokens.reasoning,
            input_audio_tokens: tokens.input_audio,
            output_audio_tokens: tokens.output_audio,
            input_image_tokens: tokens.input_image,
            output_image_tokens: tokens.output_image,
            requests: event.requests,
            latency_ms: event.latency_ms,
            time_to_first_token_ms: event.first_token_ms,
            status: event.status.as_str(),
            error_code: event.error_code,
            error_message: event.error_message,
            cost: event.cost,
        }
    }
}

/// An event of a call that failed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FailureView {
    /// When it happened.
    #[schema(value_type = String, format = DateTime)]
    timestamp: Timestamp,
    /// What failed: the message that was sent, unless it is blank, else the code, else nothing.
    error: String,
    requests: i64,
    /// USD; null when its model has no price.
    #[schema(value_type = Option<f64>)]
    cost: Option<Nanos>,
    /// The sender's id of the event.
    id: String,
    model: String,
    #[schema(value_type = String)]
    project_id: PublicId<ProjectId>,
}

impl From<Listed> for FailureView {
    fn from(event: Listed) -> Self {
        Self {
            timestamp: event.place.time,
            // A sender may tell an empty message beside a code that means something.
            error: [event.error_message, event.error_code]
                .into_iter()
                .flatten()
                .find(|text| !text.trim().is_empty())
                .unwrap_or_default(),
            requests: event.requests,
            cost: event.cost,
            id: event.id,
            model: event.model,
            project_id: event.project,
        }
    }
}

/// The events of a range as they are stored, the latest first, for readers of usage in depth.
#[utoipa::path(
    tag = "usage",
    params(
        ("status" = Option<String>, Query, description = "`ok` or `error`; all or empty: both"),
        Asked,
    ),
    responses(
        (status = 200, body = inline(Vec<EventView>)), (status = 304),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/usage/events?<status>&<asked..>")]
pub(crate) async fn list(
    by: UsageReader,
    db: Connection<ScalixDb>,
    app: &State<App>,
    status: Option<&str>,
    asked: Asked<'_>,
    held: Held<'_>,
) -> ApiResult<Vec<EventView>> {
    let status = match status {
        None | Some("" | "all") => None,
        Some(word) => Some(
            Status::parse(word)
                .ok_or_else(|| Error::invalid("status", text!("usage-event-invalid-status")))?,
        ),
    };
    let inquiry = Inquiry::new(&db, by, app, &asked, Shape::Whole).await?;
    told(inquiry, &held, status).await
}

/// The calls of a range that failed, the latest first, for readers of usage in depth.
#[utoipa::path(
    tag = "usage",
    params(Asked),
    responses(
        (status = 200, body = inline(Vec<FailureView>)), (status = 304),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/usage/errors?<asked..>")]
pub(crate) async fn errors(
    by: UsageReader,
    db: Connection<ScalixDb>,
    app: &State<App>,
    asked: Asked<'_>,
    held: Held<'_>,
) -> ApiResult<Vec<FailureView>> {
    let inquiry = Inquiry::new(&db, by, app, &asked, Shape::Whole).await?;
    told(inquiry, &held, Some(Status::Error)).await
}

async fn told<V: From<Listed> + Serialize>(
    inquiry: Inquiry,
    held: &Held<'_>,
    status: Option<Status>,
) -> ApiResult<Vec<V>> {
    let answer = inquiry
        .answer(held, move |conn, by, question, _| {
            report::events(conn, by, question, status)
        })
        .await?;
    let reply = |page: Page<Listed>, _: &Range| Reply::page(page.map(V::from));
    Ok(answer.reply(reply, Vec::new()))
}

/// To be mounted at `/api`.
pub(super) fn routes() -> Vec<Route> {
    routes![list, errors]
}
