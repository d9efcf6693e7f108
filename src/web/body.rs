//! The JSON body of a request, with an answer for each way it can be wrong.
//!
//! Rocket's own guard takes any content type, which lets a form of another site post JSON, and
//! loses the reason; this one tells it.
//!
//! Every body, of whatever kind, is read within a time, and what the guards proved before it came
//! is proved again when it is there.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use rocket::data::{ByteUnit, Data, FromData, ToByteUnit as _};
use rocket::http::Status;
use rocket::outcome::Outcome;
use rocket::request::Request;
use rocket::tokio::io::AsyncReadExt as _;
use rocket::tokio::time::timeout;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::text;
use crate::web::guards::Refusal;
use crate::web::header_map;
use crate::web::standing;

/// How long what a person typed or a program wrote may take to come.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// The same for files and batches of events, which have megabytes: a slow line takes a minute for
/// the largest.
pub const PATIENCE_WITH_FILES: Duration = Duration::from_mins(2);

/// A JSON body of at most the limit `json` (256 KiB by default).
#[derive(Debug)]
pub struct Body<T>(pub T);

#[rocket::async_trait]
impl<'r, T: DeserializeOwned> FromData<'r> for Body<T> {
    type Error = ();

    async fn from_data(
        request: &'r Request<'_>,
        data: Data<'r>,
    ) -> rocket::data::Outcome<'r, Self> {
        read(request, data).await.map_or_else(
            |error| refuse(request, error),
            |it| Outcome::Success(Self(it)),
        )
    }
}

/// Refuses a body with a reason that the catcher will tell.
pub fn refuse<'r, T: FromData<'r, Error = ()>>(
    request: &Request<'_>,
    error: Error,
) -> rocket::data::Outcome<'r, T> {
    let status = Status::new(error.status());
    request.local_cache(|| Refusal(Some(error)));
    Outcome::Error((status, ()))
}

/// Reads a body within a time, and proves again what the guards proved before it came.
///
/// # Errors
/// `TimedOut` when it is not there by then; those of the guards; those of `read`.
pub async fn whole<T>(
    request: &Request<'_>,
    within: Duration,
    read: impl Future<Output = Result<T>> + Send,
) -> Result<T> {
    let read = in_time(within, read).await;
    if !matches!(read, Err(Error::TimedOut(_))) {
        standing::prove_again(request)?;
    }
    read
}

/// Ends what is read after so long.
async fn in_time<T>(within: Duration, read: impl Future<Output = Result<T>> + Send) -> Result<T> {
    let mut read = pin!(read);
    // A short body is there with the head, and needs no timer: to have one touches memory that all
    // workers share.
    let there = poll_fn(|context| Poll::Ready(read.as_mut().poll(context)));
    if let Poll::Ready(read) = there.await {
        return read;
    }
    timeout(within, read).await.unwrap_or_else(|_| {
        Err(Error::TimedOut(text!(
            "error-body-slow",
            seconds = within.as_secs()
        )))
    })
}

async fn read<T: DeserializeOwned>(request: &Request<'_>, data: Data<'_>) -> Result<T> {
    let json = request.content_type().is_some_and(|media| media.is_json());
    if !json {
        return Err(Error::UnsupportedMedia(text!(
            "error-media",
            expected = "application/json"
        )));
    }
    let limit = request.limits().get("json").unwrap_or(256.kibibytes());
    parse(&bytes(request, data, limit, PATIENCE).await?)
}

/// All bytes of a body of at most so many, read as [`whole`] does.
///
/// # Errors
/// `TooLarge` when there are more, `Malformed` when the connection breaks before the end; those
/// of [`whole`].
pub async fn bytes(
    request: &Request<'_>,
    data: Data<'_>,
    most: ByteUnit,
    within: Duration,
) -> Result<Vec<u8>> {
    let too_large = || Error::TooLarge(text!("error-body-large", limit = most.to_string()));
    let read = collect(request, data, most);
    whole(request, within, read).await?.ok_or_else(too_large)
}

/// All bytes of a body of a program with a project's key, whose key is looked at again when what
/// it sent is written; `None` when there are more than so many.
///
/// # Errors
/// `TimedOut` when it is not there in time, `Malformed` when the connection breaks before the end.
pub async fn at_most(
    request: &Request<'_>,
    data: Data<'_>,
    most: ByteUnit,
    within: Duration,
) -> Result<Option<Vec<u8>>> {
    in_time(within, collect(request, data, most)).await
}

async fn collect(request: &Request<'_>, data: Data<'_>, most: ByteUnit) -> Result<Option<Vec<u8>>> {
    // Room for what the request says that it brings, within reason.
    const ROOM: usize = 64 * 1024;
    let told = header_map::first(request.headers(), "Content-Length");
    let told: usize = told.and_then(|told| told.parse().ok()).unwrap_or(0);
    let mut bytes = Vec::with_capacity(told.min(ROOM));
    // One byte more than is taken tells a body that is too large from one that just fits.
    let mut stream = data.open(most + 1);
    let read = stream.read_to_end(&mut bytes).await;
    let read = read.map_err(|_| Error::Malformed(text!("error-body-cut")))?;
    Ok((most >= read).then_some(bytes))
}

/// Reads a value, and tells apart what is no JSON (400) and what has the wrong shape (422).
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    // A struct would also be read from a list of its values, which nobody means.
    if bytes.trim_ascii_start().first() == Some(&b'[') {
        serde_json::from_slice::<serde::de::IgnoredAny>(bytes)
            .map_err(|error| explain("", &error))?;
        return Err(Error::invalid("body", text!("field-type")));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| explain(&error.path().to_string(), error.inner()))?;
    reader.end().map_err(|error| explain("", &error))?;
    Ok(value)
}

fn explain(path: &str, error: &serde_json::Error) -> Error {
    if !error.is_data() {
        return Error::Malformed(text!(
            "error-json",
            line = error.line(),
            column = error.column(),
        ));
    }
    let message = error.to_string();
    let quoted = |start: &str| {
        let rest = message.strip_prefix(start)?;
        rest.split('`')
            .next()
            .map(|name| name.chars().take(100).collect::<String>())
    };
    if let Some(field) = quoted("unknown field `") {
        return Error::invalid(field, text!("field-unknown"));
    }
    if let Some(field) = quoted("missing field `") {
        return Error::invalid(field, text!("field-required"));
    }
    let field = if path.is_empty() || path == "." {
        "body"
    } else {
        path
    };
    let field: String = field.chars().take(100).collect();
    Error::invalid(field, text!("field-type"))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_does_not_come_in_time_is_not_waited_for() {
        let never = std::future::pending::<Result<()>>();
        let refused = in_time(PATIENCE, never).await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (408, "timed_out"));
        let soon = async {
            tokio::time::sleep(PATIENCE / 2).await;
            Ok(7)
        };
        assert_eq!(in_time(PATIENCE, soon).await.unwrap(), 7);
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Draft {
        name: String,
        overlap_hours: Option<u8>,
    }

    fn told(body: &str) -> String {
        match parse::<Draft>(body.as_bytes()).unwrap_err() {
            Error::Malformed(text) => format!("malformed {text}"),
            Error::Invalid(fields) => fields
                .iter()
                .map(|(field, message)| format!("{field}: {message}"))
                .collect::<Vec<_>>()
                .join(", "),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn each_way_to_be_wrong_has_its_answer() {
        assert_eq!(told(""), "malformed error-json");
        assert_eq!(told("{\"name\": \"x"), "malformed error-json");
        assert_eq!(told("{\"name\": \"x\"} x"), "malformed error-json");
        assert_eq!(told("{\"name\": \"a\0b\"}"), "malformed error-json");
        assert_eq!(told("{}"), "name: field-required");
        assert_eq!(told("[\"x\", null]"), "body: field-type");
        assert_eq!(told("[\"x\","), "malformed error-json");
        assert_eq!(told("7"), "body: field-type");
        assert_eq!(told("{\"name\": 7}"), "name: field-type");
        assert_eq!(told("{\"name\": null}"), "name: field-type");
        assert_eq!(
            told("{\"name\": \"x\", \"overlapHours\": 256}"),
            "overlapHours: field-type"
        );
        assert_eq!(
            told("{\"name\": \"x\", \"admin\": true}"),
            "admin: field-unknown"
        );
        assert!(matches!(
            parse::<Draft>(b"{\"name\": \"\xff\"}"),
            Err(Error::Malformed(_))
        ));
    }
}
