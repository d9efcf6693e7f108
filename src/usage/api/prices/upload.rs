//! A file of prices as the body of a request, and the answer to it.

use rocket::data::{Data, FromData, ToByteUnit as _};
use rocket::outcome::Outcome;
use rocket::request::{FromRequest, Request};
use rocket::response::{self, Responder};

use super::views::ImportView;
use crate::error::{Error, Result};
use crate::text;
use crate::usage::prices::{FILE_MOST, Imported, PriceFile};
use crate::web::body;
use crate::web::guards;
use crate::web::reply::Reply;

/// `?force=true&dryRun=true`. Any other parameter is refused: a misspelt preview must not import.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    /// Take prices over a hundred times the usual as well.
    pub(super) force: bool,
    /// Only tell what would be entered.
    pub(super) dry_run: bool,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Options {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> rocket::request::Outcome<Self, ()> {
        let mut options = Self::default();
        for field in request.query_fields() {
            let name = field.name.source().as_str();
            let switch = match name {
                "force" => &mut options.force,
                "dryRun" => &mut options.dry_run,
                unknown => {
                    let name: String = unknown.chars().take(100).collect();
                    return guards::refuse(request, Error::invalid(name, text!("field-unknown")));
                }
            };
            *switch = match field.value {
                "true" => true,
                "false" | "" => false,
                _ => {
                    let name = name.to_owned();
                    let error = Error::invalid(name, text!("field-true-false"));
                    return guards::refuse(request, error);
                }
            };
        }
        Outcome::Success(options)
    }
}

/// A JSON body of at most [`FILE_MOST`] bytes.
#[derive(Debug)]
pub(crate) struct Upload(Vec<u8>);

impl Upload {
    pub(super) fn parse(&self) -> Result<PriceFile> {
        let text = std::str::from_utf8(&self.0);
        PriceFile::parse(text.map_err(|_| Error::Malformed(text!("usage-body-not-utf8")))?)
    }
}

#[rocket::async_trait]
impl<'r> FromData<'r> for Upload {
    type Error = ();

    async fn from_data(
        request: &'r Request<'_>,
        data: Data<'r>,
    ) -> rocket::data::Outcome<'r, Self> {
        match read(request, data).await {
            Ok(body) => Outcome::Success(Self(body)),
            Err(error) => body::refuse(request, error),
        }
    }
}

async fn read(request: &Request<'_>, data: Data<'_>) -> Result<Vec<u8>> {
    if !request.content_type().is_some_and(|media| media.is_json()) {
        let sentence = text!("error-media", expected = "application/json");
        return Err(Error::UnsupportedMedia(sentence));
    }
    let within = body::PATIENCE_WITH_FILES;
    body::bytes(request, data, FILE_MOST.bytes(), within).await
}

/// What an import did, told in the language of the caller.
pub(crate) struct Told {
    pub(super) done: Imported,
    pub(super) dry_run: bool,
}

impl<'r> Responder<'r, 'static> for Told {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let view = ImportView::new(&self.done, guards::locale(request));
        let reply = Reply::ok(view);
        let reply = if self.dry_run {
            reply
        } else {
            reply.message(text!(
                "prices-imported",
                entered = self.done.added + self.done.changed,
                refused = self.done.refused.len()
            ))
        };
        reply.respond_to(request)
    }
}
