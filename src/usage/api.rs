//! `/api/usage`: what comes in and what is told.

pub(crate) mod reports;
mod views;

use rocket::Route;

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    reports::routes()
}
