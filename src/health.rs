//! `/healthz` and `/readyz`, for supervisors and proxies.

use rocket::http::{Header, Status};
use rocket::{Responder, Route, get, routes};
use rocket_db_pools::Connection;

use crate::web::database::ScalixDb;

#[derive(Responder)]
struct Answer {
    text: &'static str,
    cache: Header<'static>,
}

fn answer(text: &'static str) -> Answer {
    Answer {
        text,
        cache: Header::new("Cache-Control", "no-store"),
    }
}

/// The process answers.
#[get("/healthz")]
fn alive() -> Answer {
    answer("ok\n")
}

/// The database takes writes and its schema is current: it is brought up to date before the
/// server listens. 503 while it cannot, and while the server stops.
#[get("/readyz")]
async fn ready(db: Connection<ScalixDb>, shutdown: rocket::Shutdown) -> (Status, Answer) {
    let mut shutdown = shutdown;
    let stopping = rocket::futures::FutureExt::now_or_never(&mut shutdown).is_some();
    match db.ping().await {
        Ok(()) if !stopping => (Status::Ok, answer("ready\n")),
        Ok(()) => (Status::ServiceUnavailable, answer("stopping\n")),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (Status::ServiceUnavailable, answer("not ready\n"))
        }
    }
}

/// The lowest rank that Rocket gives by itself.
const FIRST: isize = -12;

/// To be mounted at `/`. They are asked for all day long, and Rocket compares a request with one route
/// after the other in the order of their ranks.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = routes![alive, ready];
    for route in &mut routes {
        route.rank = FIRST;
    }
    routes
}
