//! `/teams` and `/team`: one's teams and the team that is looked at.

use rocket::{Route, post, routes};
use rocket_db_pools::Connection;

use crate::error::Error;
use crate::ids::TeamId;
use crate::teams;
use crate::text;
use crate::web::database::ScalixDb;
use crate::web::frame::{Go, PageResult};
use crate::web::guards::SignedIn;
use crate::web::params::PathId;

mod delete;
mod invitation;
mod invitations;
mod mine;
mod roles;
mod settings;

#[post("/teams/<id>/switch")]
async fn switch(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    id: Result<PathId<TeamId>, Error>,
) -> PageResult<Go> {
    let id = id?.0;
    let team = db
        .write(move |tx| teams::switch(tx, &signed.session, &id))
        .await?;
    Ok(Go::to("/").done(text!("team-switched", name = team.name)))
}

/// To be mounted at `/`.
pub fn routes() -> Vec<Route> {
    let mut routes = routes![switch];
    for more in [
        mine::routes(),
        settings::routes(),
        delete::routes(),
        roles::routes(),
        invitations::routes(),
        invitation::routes(),
    ] {
        routes.extend(more);
    }
    routes
}

#[cfg(test)]
mod tests;
