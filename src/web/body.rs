//! The JSON body of a request, with an answer for each way it can be wrong.
//!
//! Rocket's own guard takes any content type, which lets a form of another site post JSON, and
//! loses the reason; this one tells it.

use rocket::data::{ByteUnit, Data, FromData, ToByteUnit as _};
use rocket::http::Status;
use rocket::outcome::Outcome;
use rocket::request::Request;
use rocket::tokio::io::AsyncReadExt as _;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::text;
use crate::web::guards::Refusal;
use crate::web::header_map;

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
        match read(request, data).await {
            Ok(value) => Outcome::Success(Self(value)),
            Err(error) => {
                let status = Status::new(error.status());
                request.local_cache(|| Refusal(Some(error)));
                Outcome::Error((status, ()))
            }
        }
    }
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
    parse(&bytes(request, data, limit).await?)
}

/// All bytes of a body of at most so many.
///
/// # Errors
/// `TooLarge` when there are more, `Malformed` when the connection breaks before the end.
pub async fn bytes(request: &Request<'_>, data: Data<'_>, most: ByteUnit) -> Result<Vec<u8>> {
    let too_large = || Error::TooLarge(text!("error-body-large", limit = most.to_string()));
    at_most(request, data, most).await?.ok_or_else(too_large)
}

/// All bytes of a body; `None` when there are more than so many.
///
/// # Errors
/// `Malformed` when the connection breaks before the end.
pub async fn at_most(
    request: &Request<'_>,
    data: Data<'_>,
    most: ByteUnit,
) -> Result<Option<Vec<u8>>> {
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
