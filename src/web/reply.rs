//! The envelope of every 2xx answer under `/api`: `{"success": true, "data": …}`.

use std::io::Cursor as Bytes;

use rocket::http::{ContentType, Header, Status};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use serde::Serialize;

use crate::error::Error;
use crate::page::{Cursor, Page};
use crate::text::Text;
use crate::web::guards;
use crate::web::problem::ApiError;

/// What a handler of the API answers.
pub type ApiResult<T> = Result<Reply<T>, ApiError>;

/// Data in the envelope, with a sentence for a toast when state was changed.
#[derive(Debug)]
pub struct Reply<T> {
    status: Status,
    data: T,
    paging: Paging,
    message: Option<Text>,
    extra: Vec<(&'static str, serde_json::Value)>,
    secret: bool,
    etag: Option<String>,
}

/// Whether the data is a page of a list, and where it goes on.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Paging {
    /// No list.
    None,
    /// The list ends here: `null`.
    End,
    /// The list goes on.
    More(Cursor),
}

impl Paging {
    fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

impl<T> Reply<T> {
    /// 200 with data.
    pub fn ok(data: T) -> Self {
        Self {
            status: Status::Ok,
            data,
            paging: Paging::None,
            message: None,
            extra: Vec::new(),
            secret: false,
            etag: None,
        }
    }

    /// 201 with data.
    pub fn created(data: T) -> Self {
        Self {
            status: Status::Created,
            ..Self::ok(data)
        }
    }

    /// Data with another status of success.
    #[must_use]
    pub fn status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    /// The sentence for the person.
    #[must_use]
    pub fn message(mut self, text: Text) -> Self {
        self.message = Some(text);
        self
    }

    /// The data holds a secret that is shown once: no cache may keep the answer.
    #[must_use]
    pub fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// A member beside `data`, for clients that look there.
    #[must_use]
    pub fn beside(mut self, name: &'static str, value: serde_json::Value) -> Self {
        self.extra.push((name, value));
        self
    }

    /// What the answer depends on, instead of its bytes, for `ETag`.
    #[must_use]
    pub fn etag(mut self, tag: impl Into<String>) -> Self {
        self.etag = Some(tag.into());
        self
    }
}

impl<T> Reply<Vec<T>> {
    /// A list with where it goes on.
    pub fn page(page: Page<T>) -> Self {
        let mut reply = Self::ok(page.items);
        reply.paging = page.next.map_or(Paging::End, Paging::More);
        reply
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Envelope<'a, T> {
    success: bool,
    data: &'a T,
    #[serde(skip_serializing_if = "Paging::is_none")]
    next_cursor: &'a Paging,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(flatten)]
    extra: std::collections::BTreeMap<&'a str, &'a serde_json::Value>,
}

impl<'r, T: Serialize> Responder<'r, 'static> for Reply<T> {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let envelope = Envelope {
            success: true,
            data: &self.data,
            next_cursor: &self.paging,
            message: self.message.map(|text| guards::locale(request).say(&text)),
            extra: self
                .extra
                .iter()
                .map(|(name, value)| (*name, value))
                .collect(),
        };
        let body = match serde_json::to_vec(&envelope) {
            Ok(body) => body,
            Err(error) => return ApiError(Error::Internal(error.into())).respond_to(request),
        };
        let mut response = Response::build();
        response
            .status(self.status)
            .header(ContentType::JSON)
            .sized_body(body.len(), Bytes::new(body));
        if self.secret {
            response.header(Header::new("Cache-Control", "no-store"));
        }
        if let Some(tag) = self.etag {
            response.header(Header::new("ETag", format!("W/\"{tag}\"")));
        }
        response.ok()
    }
}
