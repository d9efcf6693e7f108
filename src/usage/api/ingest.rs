//! `POST /api/usage/events`: events in, in every format, with an answer for each.

use rocket::data::{Data, FromData, ToByteUnit as _};
use rocket::http::Status;
use rocket::outcome::Outcome as Read;
use rocket::request::Request;
use rocket::response::{self, Responder};
use rocket::tokio::task;
use rocket::{State, post};
use rocket_db_pools::Connection;
use serde::Serialize;

use crate::error::{Error, Fields, Result};
use crate::i18n::Locale;
use crate::keys::UsageWrite;
use crate::money::Nanos;
use crate::text;
use crate::text::Text;
use crate::usage::event::{self, Encoding, Format, MOST_BYTES};
use crate::usage::ingest::{EventResult, Ingest, Outcome, Receipt, Verdict};
use crate::web::app::App;
use crate::web::body;
use crate::web::database::ScalixDb;
use crate::web::guards::{self, KeyHolder};
use crate::web::header_map;
use crate::web::problem::{self, ApiError, Problem};
use crate::web::reply::Reply;

/// Events as bytes, with how they are written: which of them are good is told one by one.
#[derive(Debug)]
pub(crate) struct Events {
    format: Format,
    body: Vec<u8>,
}

#[rocket::async_trait]
impl<'r> FromData<'r> for Events {
    type Error = ();

    async fn from_data(
        request: &'r Request<'_>,
        data: Data<'r>,
    ) -> rocket::data::Outcome<'r, Self> {
        match read(request, data).await {
            Ok(events) => Read::Success(events),
            Err(error) => body::refuse(request, error),
        }
    }
}

async fn read(request: &Request<'_>, data: Data<'_>) -> Result<Events> {
    let format = format(request)?;
    let encoding = encoding(request)?;
    let within = body::PATIENCE_WITH_FILES;
    let body = body::at_most(request, data, MOST_BYTES.bytes(), within).await?;
    let body = body.ok_or_else(event::too_large)?;
    let body = match encoding {
        None => body,
        Some(encoding) => unpack(encoding, body).await?,
    };
    Ok(Events { format, body })
}

/// How the body is compressed, if it is.
fn encoding(request: &Request<'_>) -> Result<Option<Encoding>> {
    let named = header_map::all(request.headers(), "Content-Encoding");
    let mut named = named.filter(|name| !name.eq_ignore_ascii_case("identity"));
    let (first, second) = (named.next(), named.next());
    let encoding = first.and_then(Encoding::named);
    if second.is_some() || (first.is_some() && encoding.is_none()) {
        return Err(Error::UnsupportedMedia(text!("ingest-encoding")));
    }
    Ok(encoding)
}

/// Unpacks on a thread that nobody else waits for.
async fn unpack(encoding: Encoding, packed: Vec<u8>) -> Result<Vec<u8>> {
    let unpacked = task::spawn_blocking(move || encoding.unpack(&packed)).await;
    unpacked.unwrap_or_else(|error| {
        // Only bytes that no encoder writes could make a decoder panic.
        Err(if error.is_panic() {
            encoding.broken()
        } else {
            Error::Unavailable(error.into())
        })
    })
}

fn format(request: &Request<'_>) -> Result<Format> {
    if header_map::is_there(request.headers(), "ce-specversion") {
        // A CloudEvent in binary mode: its id and source are in headers, which we do not read.
        let media = Format::CloudEvent.media();
        return Err(Error::UnsupportedMedia(text!(
            "ingest-cloud-binary",
            media = media
        )));
    }
    let media = header_map::first(request.headers(), "Content-Type");
    let media = media.and_then(|media| media.split(';').next());
    let named = media.and_then(|media| Format::named(media.trim()));
    named.ok_or_else(|| {
        let expected = Format::ALL.map(Format::media).join(", ");
        Error::UnsupportedMedia(text!("error-media", expected = expected))
    })
}

/// What became of every event, in the order of the request.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OutcomeView {
    results: Vec<ResultView>,
    /// How many were stored.
    accepted: usize,
    /// How many had been stored before, with the same content.
    duplicates: usize,
    /// How many were not taken, conflicts included.
    rejected: usize,
}

/// What became of one event.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ResultView {
    /// Its place in the request, from 0.
    index: usize,
    /// Its id; null when it has none that can be read.
    id: Option<String>,
    /// `accepted`, `duplicate`, `conflict` or `rejected`.
    status: &'static str,
    /// Why it was not taken: stable, the same in every language.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    /// The field that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// Why it was not taken, as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(flatten)]
    receipt: Option<ReceiptView>,
}

/// Of an event that is stored: now, or since the original of a duplicate came.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReceiptView {
    /// USD; null when its model has no price.
    #[schema(value_type = Option<f64>)]
    cost: Option<Nanos>,
    /// Its number in the team's sequence, which has no gaps.
    seq: i64,
}

impl From<Receipt> for ReceiptView {
    fn from(receipt: Receipt) -> Self {
        Self {
            cost: receipt.cost,
            seq: receipt.seq,
        }
    }
}

/// The code, the field and the sentence of an event that was not taken.
fn reason(verdict: &Verdict) -> Option<(&'static str, Option<&str>, Text)> {
    match verdict {
        Verdict::Accepted(_) | Verdict::Duplicate(_) => None,
        Verdict::Conflict => Some(("conflict", Some("id"), text!("ingest-conflict"))),
        Verdict::Rejected(why) => Some((why.code, why.field.as_deref(), why.message.clone())),
    }
}

impl ResultView {
    fn new(result: EventResult, locale: Locale) -> Self {
        let reason = reason(&result.verdict);
        Self {
            index: result.index,
            id: result.id,
            status: result.verdict.word(),
            code: reason.as_ref().map(|(code, _, _)| *code),
            field: reason
                .as_ref()
                .and_then(|(_, field, _)| field.map(str::to_owned)),
            message: reason.map(|(_, _, message)| locale.say(&message)),
            receipt: match result.verdict {
                Verdict::Accepted(receipt) | Verdict::Duplicate(receipt) => Some(receipt.into()),
                Verdict::Conflict | Verdict::Rejected(_) => None,
            },
        }
    }
}

impl OutcomeView {
    fn new(outcome: Outcome, locale: Locale) -> Self {
        let view = |result| ResultView::new(result, locale);
        Self {
            results: outcome.results.into_iter().map(view).collect(),
            accepted: outcome.accepted,
            duplicates: outcome.duplicates,
            rejected: outcome.rejected,
        }
    }
}

/// The reply to a batch: 200 or 207 in the envelope, or the error body with the results in it.
pub(crate) struct Taken(Outcome);

impl<'r> Responder<'r, 'static> for Taken {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let locale = guards::locale(request);
        let status = self.0.status();
        if status != 422 {
            return Reply::ok(OutcomeView::new(self.0, locale))
                .status(Status::new(status))
                .respond_to(request);
        }
        let error = nothing_taken(&self.0);
        match serde_json::to_value(OutcomeView::new(self.0, locale)) {
            Ok(data) => Ok(problem::respond(&error, Some(data), request)),
            Err(error) => ApiError(Error::Internal(error.into())).respond_to(request),
        }
    }
}

/// The failure of a batch of which nothing was taken: every wrong field with its first reason.
fn nothing_taken(outcome: &Outcome) -> Error {
    let mut fields = Fields::default();
    for result in &outcome.results {
        if let Some((_, field, message)) = reason(&result.verdict) {
            fields.add(field.unwrap_or("event").to_owned(), message);
        }
    }
    Error::Invalid(fields)
}

/// Takes usage events in: one or up to 1,000, each counted once by its `source` and `id`. The
/// answer comes when they are on disk, and every total has them from then on; the good ones are
/// kept whatever the others are. Sending a batch again is safe.
#[utoipa::path(
    tag = "usage",
    security(("projectKey" = [])),
    request_body(
        content(
            (serde_json::Value = "application/json"),
            (String = "application/x-ndjson"),
            (serde_json::Value = "application/cloudevents+json"),
            (serde_json::Value = "application/cloudevents-batch+json"),
        ),
        description = "Events, as docs/API.md describes them. `Content-Encoding` may be gzip or \
            zstd; the limits hold after decompression.",
    ),
    responses(
        (status = 200, body = inline(OutcomeView), description = "All accepted or duplicates."),
        (status = 207, body = inline(OutcomeView), description = "Some were not taken."),
        (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 409, body = Problem, description = "The project is stopped."),
        (status = 413, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem, description = "None was taken: `data` has the results."),
        (status = 503, body = Problem, description = "Nothing was taken: send it again later."),
    )
)]
#[post("/usage/events", data = "<events>")]
pub(crate) async fn post(
    by: KeyHolder<UsageWrite>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ingest: &State<Ingest>,
    events: Events,
) -> Result<Taken, ApiError> {
    let events = event::read_all(events.format, &events.body)?;
    let batch = ingest.prepare(by.0, events, app.clock.now())?;
    Ok(Taken(ingest.store(&db, batch).await?))
}
