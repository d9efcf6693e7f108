//! Scalix: the console of an AI platform that a team runs itself.
//!
//! `ARCHITECTURE.md` tells how the modules fit together; imports go from the later modules to
//! the earlier ones only. [`build`] is the only place that mounts, registers and attaches.

pub mod accounts;
pub mod audit;
pub mod check;
pub mod clock;
pub mod data_dir;
pub mod db;
pub mod error;
mod health;
pub mod i18n;
pub mod ids;
pub mod jobs;
pub mod keys;
pub mod money;
pub mod openapi;
pub mod page;
pub mod projects;
pub mod secret;
pub mod settings;
pub mod teams;
pub mod text;
pub mod tokens;
pub mod usage;
pub mod web;

use rocket::fairing::AdHoc;
use rocket::figment::Figment;
use rocket::shield::Shield;
use rocket::{Build, Rocket};
use rocket_db_pools::Database as _;

use crate::clock::Clock;
use crate::error::Result;
use crate::secret::Random;
use crate::settings::Settings;
use crate::web::app::App;
use crate::web::catchers;
use crate::web::database::ScalixDb;

/// What a server takes from outside besides its settings.
#[derive(Clone, Debug, Default)]
pub struct Deps {
    /// Where `now` comes from.
    pub clock: Clock,
    /// Where tokens and ids come from.
    pub random: Random,
}

/// The server, ready to be launched; `figment` is what [`settings::load`] gave with `settings`.
///
/// # Errors
/// When the state cannot be made.
pub fn build(settings: Settings, figment: Figment, deps: Deps) -> Result<Rocket<Build>> {
    let app = App::new(settings, deps.clock, deps.random)?;
    let mut rocket = rocket::custom(figment)
        .manage(app)
        // Ours sets every header; Rocket's would be attached if none were.
        .attach(Shield::new())
        .attach(ScalixDb::init())
        .attach(web::headers::Finish)
        .attach(AdHoc::on_liftoff("notes the bound port", |rocket| {
            Box::pin(async move {
                if let Some(app) = rocket.state::<App>() {
                    app.bound(rocket.config().port);
                }
            })
        }))
        .mount("/assets", web::assets::routes())
        .mount("/", health::routes())
        .mount("/", catchers::fallbacks());
    for routes in [
        openapi::routes(),
        accounts::api::routes(),
        teams::api::routes(),
        tokens::api::routes(),
    ] {
        rocket = rocket.mount("/api", routes);
    }
    for routes in [
        accounts::pages::routes(),
        teams::pages::routes(),
        usage::pages::routes(),
    ] {
        rocket = rocket.mount("/", routes);
    }
    for (base, catcher) in catchers::catchers() {
        rocket = rocket.register(base, vec![catcher]);
    }
    Ok(rocket)
}
