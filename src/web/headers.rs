//! What every answer gets: request id, security headers, `ETag` and 304, compression, larger
//! chunks, and a line in the access log.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::{Header, Method, Status};
use rocket::{Data, Request, Response};
use sha2::{Digest as _, Sha256};

use crate::web::access_log;
use crate::web::app::App;
use crate::web::guards::{self, Counted};
use crate::web::header_map;

/// Nothing but our own files; forms go nowhere else; nobody may frame us.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Below this many bytes compression gains nothing.
const WORTH_COMPRESSING: usize = 1_024;
/// Larger bodies are streams: they are neither hashed nor compressed here.
const BUFFERED_MOST: usize = 4 * 1024 * 1024;
/// Rocket cuts bodies into 4 KiB chunks, which costs a system call each.
const CHUNK: usize = 64 * 1024;

/// Finishes every answer.
pub struct Finish;

#[rocket::async_trait]
impl Fairing for Finish {
    fn info(&self) -> Info {
        Info {
            name: "finishes every answer",
            kind: Kind::Request | Kind::Response,
        }
    }

    async fn on_request(&self, request: &mut Request<'_>, _: &mut Data<'_>) {
        access_log::begin(request);
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        security(request, response);
        cross_origin(request, response);
        budget(request, response);
        caching(request, response);
        buffer(request, response).await;
        // Rocket makes a buffer of this size for every body.
        let size = response.body().preset_size().unwrap_or(CHUNK);
        response.set_max_chunk_size(size.clamp(1, CHUNK));
        access_log::end(request, response);
    }
}

/// Data runs nothing, should a browser show it as a page.
const CSP_OF_DATA: &str = "default-src 'none'; frame-ancestors 'none'";

/// The headers that every answer gets unless it brings its own, besides a `Content-Security-Policy`.
const SECURITY: [(&str, &str); 2] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

/// What all but data gets as well: data opens nothing and follows no link, its policy forbids
/// frames, and programs ask for it all day long.
const SECURITY_OF_PAGES: [(&str, &str); 4] = [
    // For browsers that do not know `frame-ancestors`.
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

fn is_data(response: &Response<'_>) -> bool {
    const KINDS: [&str; 3] = ["application/json", "application/problem+json", "text/plain"];
    let media = header_map::first(response.headers(), "Content-Type");
    media.is_some_and(|media| KINDS.iter().any(|kind| media.starts_with(kind)))
}

fn security<'r>(request: &'r Request<'_>, response: &mut Response<'r>) {
    let (csp, more) = if is_data(response) {
        (CSP_OF_DATA, [].as_slice())
    } else {
        (CSP, SECURITY_OF_PAGES.as_slice())
    };
    let all = [("Content-Security-Policy", csp)]
        .into_iter()
        .chain(SECURITY);
    for (name, value) in all.chain(more.iter().copied()) {
        if !header_map::is_there(response.headers(), name) {
            response.set_header(Header::new(name, value));
        }
    }
    if request
        .rocket()
        .state::<App>()
        .is_some_and(|app| app.settings.https())
    {
        response.set_header(Header::new("Strict-Transport-Security", "max-age=31536000"));
    }
    response.set_header(Header::new("X-Request-Id", guards::request_id(request)));
}

/// Lets the pages of a separate frontend read replies, if the configuration names their origin.
fn cross_origin(request: &Request<'_>, response: &mut Response<'_>) {
    let Some(app) = request.rocket().state::<App>() else {
        return;
    };
    if app.settings.frontend_origins.is_empty() {
        return;
    }
    response.adjoin_header(Header::new("Vary", "Origin"));
    let Some(origin) = header_map::first(request.headers(), "Origin") else {
        return;
    };
    if !app.is_frontend(origin) {
        return;
    }
    response.set_header(Header::new(
        "Access-Control-Allow-Origin",
        origin.to_owned(),
    ));
    response.set_header(Header::new("Access-Control-Allow-Credentials", "true"));
    response.set_header(Header::new("Access-Control-Expose-Headers", EXPOSED));
    if request.method() == Method::Options {
        let methods = header_map::first(response.headers(), "Allow");
        let methods = methods.unwrap_or_default().to_owned();
        response.set_header(Header::new("Access-Control-Allow-Methods", methods));
        response.set_header(Header::new(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, If-None-Match",
        ));
        response.set_header(Header::new("Access-Control-Max-Age", "600"));
    }
}

/// Headers of a reply that a separate frontend may read.
const EXPOSED: &str = "ETag, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id";

/// Tells what is left of the caller's requests.
fn budget(request: &Request<'_>, response: &mut Response<'_>) {
    if let Counted(Some(budget)) = request.local_cache(|| Counted(None)) {
        response.set_header(Header::new("RateLimit-Policy", budget.policy()));
        response.set_header(Header::new("RateLimit", budget.rest()));
    }
}

/// State may be kept by the browser alone and is asked for anew each time; what answers a change
/// or an error is not kept at all.
fn caching(request: &Request<'_>, response: &mut Response<'_>) {
    if !header_map::is_there(response.headers(), "Cache-Control") {
        let state = request.method() == Method::Get && response.status() == Status::Ok;
        let value = if state {
            "private, no-cache"
        } else {
            "no-store"
        };
        response.set_header(Header::new("Cache-Control", value));
    }
}

fn may_be_stored(response: &Response<'_>) -> bool {
    !header_map::first(response.headers(), "Cache-Control")
        .is_some_and(|value| value.contains("no-store"))
}

async fn buffer<'r>(request: &'r Request<'_>, response: &mut Response<'r>) {
    // A HEAD is a GET whose body Rocket removes afterwards: its headers must be the same.
    let readable = matches!(request.method(), Method::Get | Method::Head);
    let small = response
        .body()
        .preset_size()
        .is_some_and(|size| size <= BUFFERED_MOST);
    if !small || response.body().is_none() {
        return;
    }
    let tagged = readable && response.status() == Status::Ok && may_be_stored(response);
    // An answer with a secret in it is not compressed: its length would tell of the secret.
    let compress = (may_be_stored(response) || !readable)
        && accepts_gzip(request)
        && !header_map::is_there(response.headers(), "Content-Encoding")
        && is_text(response);
    if !tagged && !compress {
        return;
    }
    let Ok(bytes) = response.body_mut().to_bytes().await else {
        response.set_status(Status::InternalServerError);
        return;
    };
    if tagged {
        if !header_map::is_there(response.headers(), "ETag") {
            response.set_header(Header::new("ETag", format!("W/\"{}\"", digest(&bytes))));
        }
        if is_known(request, response) {
            response.set_status(Status::NotModified);
            response.remove_header("Content-Type");
            drop(response.body_mut().take());
            return;
        }
    }
    let bytes = match compress.then(|| gzip(&bytes)).flatten() {
        Some(smaller) => {
            response.set_header(Header::new("Content-Encoding", "gzip"));
            smaller
        }
        None => bytes,
    };
    if is_text(response) {
        response.adjoin_header(Header::new("Vary", "Accept-Encoding"));
    }
    response.set_sized_body(bytes.len(), Cursor::new(bytes));
}

/// The first 16 bytes of the SHA-256, in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .take(16)
        .fold(String::new(), |mut text, byte| {
            use std::fmt::Write as _;
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Whether the client holds what would be sent (weak comparison, RFC 9110 section 13.1.2).
fn is_known(request: &Request<'_>, response: &Response<'_>) -> bool {
    let Some(tag) = header_map::first(response.headers(), "ETag") else {
        return false;
    };
    let bare = |tag: &str| {
        tag.trim()
            .trim_start_matches("W/")
            .trim_matches('"')
            .to_owned()
    };
    let tag = bare(tag);
    header_map::all(request.headers(), "If-None-Match")
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || bare(known) == tag)
}

fn is_text(response: &Response<'_>) -> bool {
    response.content_type().is_some_and(|media| {
        media.top() == "text"
            || media.sub() == "json"
            || media.sub() == "problem+json"
            || media.sub() == "javascript"
            || media.sub() == "svg+xml"
    })
}

pub(crate) fn accepts_gzip(request: &Request<'_>) -> bool {
    header_map::all(request.headers(), "Accept-Encoding")
        .flat_map(|value| value.split(','))
        .any(|part| {
            let mut words = part.split(';').map(str::trim);
            let named = words
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
            named && !words.any(|word| matches!(word, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() < WORTH_COMPRESSING {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(5));
    encoder.write_all(bytes).ok()?;
    encoder
        .finish()
        .ok()
        .filter(|smaller| smaller.len() < bytes.len())
}
