//! `/api/usage`: what comes in and what is told.

mod caller;
pub(crate) mod events;
pub(crate) mod ingest;
pub(crate) mod prices;
pub(crate) mod reports;
pub(crate) mod sources;
mod views;

use rocket::{Route, routes};

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    let mut routes = reports::routes();
    routes.extend(routes![ingest::post, sources::list]);
    routes.extend(events::routes());
    routes.extend(prices::routes());
    routes
}
