//! What no handler answered: refused guards, unknown paths, wrong methods, panics.
//!
//! Under `/api` the answer is JSON, elsewhere a page; which one is decided by where a catcher is
//! mounted, never by what a client says it accepts.

use rocket::http::{Method, Status};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use rocket::{Catcher, Data, Route, catcher, route};

use crate::error::{Error, Result};
use crate::text;
use crate::web::frame::PageError;
use crate::web::guards::Refusal;
use crate::web::problem;

/// The failure behind a status that Rocket or a guard gave.
fn reason(status: Status, request: &Request<'_>) -> Error {
    if let Refusal(Some(error)) = request.local_cache(|| Refusal(None)) {
        return error.again();
    }
    match status.code {
        // 422: a query or a form that fell through every route.
        400 | 422 => Error::Malformed(text!("error-malformed")),
        401 => Error::Unauthenticated(text!("error-unauthenticated")),
        403 => Error::Forbidden(text!("error-forbidden")),
        404 => Error::NotFound(text!("error-not-found")),
        413 => Error::TooLarge(text!("error-too-large")),
        415 => Error::UnsupportedMedia(text!("error-media-any")),
        503 => Error::Unavailable("a guard was not ready".into()),
        code => Error::internal(format!("nobody explains status {code}")),
    }
}

fn catch_api<'r>(status: Status, request: &'r Request<'_>) -> catcher::BoxFuture<'r> {
    Box::pin(async move { Ok(problem::respond(&reason(status, request), None, request)) })
}

fn catch_page<'r>(status: Status, request: &'r Request<'_>) -> catcher::BoxFuture<'r> {
    Box::pin(async move { PageError(reason(status, request)).respond_to(request) })
}

/// The catchers, with where they are mounted.
pub fn catchers() -> [(&'static str, Catcher); 2] {
    [
        ("/api", Catcher::new(None, catch_api)),
        ("/", Catcher::new(None, catch_page)),
    ]
}

/// The rank of the fallbacks: behind every real route.
const LAST: isize = 90;

/// A route for every method and path that no real route answers: 405 with `Allow` when another
/// method would be, 204 with `Allow` for OPTIONS, else 404.
pub fn fallbacks() -> Vec<Route> {
    [
        Method::Get,
        Method::Post,
        Method::Put,
        Method::Delete,
        Method::Patch,
        Method::Options,
    ]
    .into_iter()
    .map(|method| {
        let mut route = Route::ranked(LAST, method, "/<path..>", fall_back);
        route.name = Some("fallback".into());
        route
    })
    .collect()
}

/// Whether a route is one of the fallbacks.
pub fn is_fallback(route: &Route) -> bool {
    route.name.as_deref() == Some("fallback")
}

fn fall_back<'r>(request: &'r Request<'_>, _: Data<'r>) -> route::BoxFuture<'r> {
    Box::pin(async move {
        let answer = answer(request);
        let api = request.uri().path().segments().next() == Some("api");
        match answer {
            Ok(response) => route::Outcome::Success(response),
            Err(error) if api => route::Outcome::Success(problem::respond(&error, None, request)),
            Err(error) => route::Outcome::from(request, PageError(error)),
        }
    })
}

fn answer(request: &Request<'_>) -> Result<Response<'static>> {
    let methods = methods_of(request);
    if methods.is_empty() {
        return Err(Error::NotFound(text!("error-not-found")));
    }
    if request.method() == Method::Options {
        let allow = response::Builder::new(Response::new())
            .status(Status::NoContent)
            .raw_header("Allow", methods.join(", "))
            .finalize();
        return Ok(allow);
    }
    if methods.contains(&request.method().as_str()) {
        // The route exists and did not take the request. Those of pages read forms only.
        let form = request.content_type().is_some_and(|media| media.is_form());
        if request.method() == Method::Post && !form {
            let expected = "application/x-www-form-urlencoded";
            return Err(Error::UnsupportedMedia(text!(
                "error-media",
                expected = expected
            )));
        }
        return Err(Error::NotFound(text!("error-not-found")));
    }
    Err(Error::MethodNotAllowed(methods))
}

/// The methods that real routes answer at the path of the request.
fn methods_of(request: &Request<'_>) -> Vec<&'static str> {
    let asked: Vec<_> = request.uri().path().segments().collect();
    let mut methods: Vec<_> = request
        .rocket()
        .routes()
        .filter(|route| !is_fallback(route))
        .filter(|route| {
            let path = route.uri.path();
            let known: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
            let open_end = known.last().is_some_and(|part| part.ends_with("..>"));
            let matches = known
                .iter()
                .zip(&asked)
                .all(|(known, asked)| known.starts_with('<') || known == asked);
            matches && (known.len() == asked.len() || (open_end && asked.len() >= known.len()))
        })
        .map(|route| route.method.as_str())
        .collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    if !methods.is_empty() {
        methods.push("OPTIONS");
    }
    methods.sort_unstable();
    methods.dedup();
    methods
}
