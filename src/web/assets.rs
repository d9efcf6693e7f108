//! The files of the interface: compiled in, with the hash of their content in their address, so
//! that a browser may keep them for a year.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use rocket::http::{ContentType, Header, Status};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use rocket::{Route, get, routes};
use rust_embed::RustEmbed;

use crate::web::headers;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

struct File {
    body: Vec<u8>,
    gzip: Option<Vec<u8>>,
    kind: ContentType,
}

struct Assets {
    /// By address, such as `app.1a2b3c4d.css`.
    files: HashMap<String, File>,
    /// From the name to the address.
    addresses: HashMap<String, String>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let mut assets = Assets {
        files: HashMap::new(),
        addresses: HashMap::new(),
    };
    let mut texts = Vec::new();
    for name in Files::iter() {
        let Some(file) = Files::get(&name) else {
            continue;
        };
        texts.push((name.into_owned(), file.data.into_owned()));
    }
    // Scripts name their neighbours: those come first, so that their addresses are known.
    texts.sort_by_key(|(name, body)| (imports(body), name.clone()));
    for (name, body) in texts {
        let body = with_addresses(body, &name, &assets.addresses);
        let address = address(&name, &body);
        let kind = name
            .rsplit('.')
            .next()
            .and_then(ContentType::from_extension);
        let kind = kind.unwrap_or(ContentType::Binary);
        let gzip = compress(&body);
        assets.addresses.insert(name, address.clone());
        assets.files.insert(address, File { body, gzip, kind });
    }
    assets
});

fn imports(body: &[u8]) -> usize {
    String::from_utf8_lossy(body).matches("from \"./").count()
}

/// Lets a script import its neighbours by their addresses.
fn with_addresses(body: Vec<u8>, name: &str, known: &HashMap<String, String>) -> Vec<u8> {
    if std::path::Path::new(name)
        .extension()
        .is_none_or(|end| end != "js")
    {
        return body;
    }
    match String::from_utf8(body) {
        Ok(mut text) => {
            for (name, address) in known {
                text = text.replace(&format!("\"./{name}\""), &format!("\"./{address}\""));
            }
            text.into_bytes()
        }
        Err(error) => error.into_bytes(),
    }
}

fn address(name: &str, body: &[u8]) -> String {
    let digest = headers::digest(body);
    let hash = digest.get(..12).unwrap_or_default();
    match name.rsplit_once('.') {
        Some((stem, end)) => format!("{stem}.{hash}.{end}"),
        None => format!("{name}.{hash}"),
    }
}

fn compress(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).ok()?;
    encoder
        .finish()
        .ok()
        .filter(|smaller| smaller.len() < body.len())
}

/// The address of a file of `assets/`.
pub fn url(name: &str) -> String {
    if let Some(address) = ASSETS.addresses.get(name) {
        return format!("/assets/{address}");
    }
    tracing::error!(name, "a page names an asset that does not exist");
    format!("/assets/{name}")
}

/// Whether `assets/` has this file, for the tests of the templates.
pub fn exists(name: &str) -> bool {
    ASSETS.addresses.contains_key(name)
}

struct Asset(&'static File);

impl<'r> Responder<'r, 'static> for Asset {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let mut response = Response::build();
        response.header(self.0.kind.clone()).header(Header::new(
            "Cache-Control",
            "public, max-age=31536000, immutable",
        ));
        let body = match &self.0.gzip {
            Some(gzip) if headers::accepts_gzip(request) => {
                response.header(Header::new("Content-Encoding", "gzip"));
                gzip.as_slice()
            }
            _ => self.0.body.as_slice(),
        };
        response.header(Header::new("Vary", "Accept-Encoding"));
        response
            .sized_body(body.len(), std::io::Cursor::new(body))
            .ok()
    }
}

/// Only exact addresses exist, so no path leads out of the folder.
#[get("/<address>")]
fn asset(address: &str) -> Result<Asset, Status> {
    ASSETS.files.get(address).map(Asset).ok_or(Status::NotFound)
}

/// To be mounted at `/assets`.
pub fn routes() -> Vec<Route> {
    routes![asset]
}
