//! A form with one file, read into memory: it never touches the disk.

use rocket::data::{Data, FromData, ToByteUnit as _};
use rocket::futures::stream;
use rocket::http::Status;
use rocket::outcome::Outcome;
use rocket::request::Request;
use rocket::tokio::io::AsyncReadExt as _;

use crate::accounts;
use crate::error::{Error, Result};
use crate::text;
use crate::web::body;
use crate::web::header_map;

/// The name of the field with the file.
const FIELD: &str = "avatar";
/// What surrounds the file in the body, at most.
const AROUND: usize = 16 * 1024;
/// So much is read and thrown away, so that a browser hears why its file was refused instead of
/// losing the connection.
const HEARD_OUT: u64 = 32 * 1024 * 1024;

/// The photo in a form. Take it as `Result<Photo, Error>`: what is wrong with the file is told
/// beside its field.
#[derive(Debug)]
pub struct PhotoForm(pub Vec<u8>);

#[rocket::async_trait]
impl<'r> FromData<'r> for PhotoForm {
    type Error = Error;

    async fn from_data(
        request: &'r Request<'_>,
        data: Data<'r>,
    ) -> rocket::data::Outcome<'r, Self, Error> {
        match read(request, data).await {
            Ok(file) => Outcome::Success(Self(file)),
            Err(error) => Outcome::Error((Status::new(error.status()), error)),
        }
    }
}

async fn read(request: &Request<'_>, data: Data<'_>) -> Result<Vec<u8>> {
    let kind = header_map::first(request.headers(), "Content-Type");
    let boundary = kind.and_then(|kind| multer::parse_boundary(kind).ok());
    let boundary = boundary.ok_or_else(|| {
        Error::UnsupportedMedia(text!("error-media", expected = "multipart/form-data"))
    })?;
    let body = body::whole(request, body::PATIENCE_WITH_FILES, bounded(data)).await?;
    file(body, boundary).await
}

/// The body, when a photo of the right size fits in it.
async fn bounded(data: Data<'_>) -> Result<Vec<u8>> {
    let cut = |_| Error::Malformed(text!("error-body-cut"));
    let most = accounts::PHOTO_BYTES_MOST + AROUND;
    let mut stream = data.open(HEARD_OUT.bytes());
    let mut body = Vec::new();
    let mut chunk = vec![0; 64 * 1024];
    let mut larger = false;
    loop {
        let read = stream.read(&mut chunk).await.map_err(cut)?;
        let Some(part) = chunk.get(..read).filter(|part| !part.is_empty()) else {
            break;
        };
        larger = larger || body.len() + read > most;
        if !larger {
            body.extend_from_slice(part);
        }
    }
    if larger {
        return Err(accounts::photo_too_large());
    }
    Ok(body)
}

/// The one file of the form; other fields are not looked at.
async fn file(body: Vec<u8>, boundary: String) -> Result<Vec<u8>> {
    let malformed = |_| Error::Malformed(text!("error-form"));
    let whole = stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
    let mut parts = multer::Multipart::new(whole, boundary);
    while let Some(part) = parts.next_field().await.map_err(malformed)? {
        if part.name() == Some(FIELD) {
            return Ok(part.bytes().await.map_err(malformed)?.to_vec());
        }
    }
    Err(Error::invalid(FIELD, text!("field-required")))
}
