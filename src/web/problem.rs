//! The one error body under `/api` (RFC 9457 with the members of `api.md` section 1).

use std::collections::BTreeMap;
use std::io::Cursor;

use rocket::http::{ContentType, Header, Status};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use serde::Serialize;

use crate::error::{Error, retry_seconds};
use crate::web::guards;

/// A failure of a handler of the API.
#[derive(Debug)]
pub struct ApiError(pub Error);

impl<E: Into<Error>> From<E> for ApiError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Problem {
    /// Always `about:blank`: the title is that of the status.
    r#type: &'static str,
    title: &'static str,
    status: u16,
    /// What went wrong, as a sentence.
    detail: String,
    /// The stable code.
    code: &'static str,
    /// What is wrong with each field, only for validation.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<String, String>,
    request_id: String,
    success: bool,
    /// The same as `detail`.
    error: String,
    /// The same as `detail`.
    message: String,
    /// What was done all the same, where a route says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<serde_json::Value>)]
    data: Option<serde_json::Value>,
}

/// Tells a fault of ours to the log, once, with the id that the client sees.
pub(crate) fn log(error: &Error, request: &Request<'_>) {
    if let Error::Internal(source) | Error::Unavailable(source) = error {
        let mut chain = source.to_string();
        let mut cause = source.source();
        while let Some(error) = cause {
            chain = format!("{chain}: {error}");
            cause = error.source();
        }
        let id = guards::request_id(request);
        let code = error.code();
        if matches!(error, Error::Internal(_)) {
            tracing::error!(request_id = %id, code, cause = %chain, "a request failed");
        } else {
            tracing::warn!(request_id = %id, code, cause = %chain, "a request was put off");
        }
    }
}

/// The answer for a failure, with what was done all the same.
pub(crate) fn respond(
    error: &Error,
    data: Option<serde_json::Value>,
    request: &Request<'_>,
) -> Response<'static> {
    log(error, request);
    let locale = guards::locale(request);
    let status = Status::new(error.status());
    let detail = locale.say(&error.text());
    let fields = match error {
        Error::Invalid(fields) => fields
            .iter()
            .map(|(field, text)| (field.to_owned(), locale.say(text)))
            .collect(),
        _ => BTreeMap::new(),
    };
    let problem = Problem {
        r#type: "about:blank",
        title: status.reason().unwrap_or("Error"),
        status: status.code,
        code: error.code(),
        fields,
        request_id: guards::request_id(request).to_owned(),
        success: false,
        error: detail.clone(),
        message: detail.clone(),
        detail,
        data,
    };
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut response = Response::build();
    response
        .status(status)
        .header(ContentType::new("application", "problem+json"))
        .sized_body(body.len(), Cursor::new(body));
    headers(error, &mut response);
    response.finalize()
}

/// The headers that a failure brings, whatever its skin.
pub(crate) fn headers(error: &Error, response: &mut response::Builder<'_>) {
    match error {
        Error::RateLimited { retry_after } => {
            let seconds = retry_seconds(*retry_after).to_string();
            response.header(Header::new("Retry-After", seconds));
        }
        Error::Unavailable(_) => {
            response.header(Header::new("Retry-After", "1"));
        }
        Error::MethodNotAllowed(methods) => {
            response.header(Header::new("Allow", methods.join(", ")));
        }
        // What comes later of the body is no request.
        Error::TimedOut(_) => {
            response.header(Header::new("Connection", "close"));
        }
        Error::Unauthenticated(_) | Error::SecondFactorRequired => {
            response.header(Header::new("WWW-Authenticate", "Bearer"));
        }
        _ => {}
    }
}

impl<'r> Responder<'r, 'static> for ApiError {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        Ok(respond(&self.0, None, request))
    }
}
