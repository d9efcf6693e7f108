//! Scalix: the console of an AI platform that a team runs itself.
//!
//! `ARCHITECTURE.md` tells how the modules fit together; imports go from the later modules to
//! the earlier ones only. [`build`] is the only place that mounts, registers and attaches.

pub mod accounts;
pub mod admin;
pub mod audit;
pub mod bench;
pub mod check;
pub mod clock;
pub mod data_dir;
pub mod db;
pub mod demo;
pub mod doctor;
pub mod error;
mod health;
pub mod histogram;
pub mod i18n;
pub mod ids;
pub mod jobs;
pub mod keys;
pub mod leaving;
pub mod links;
pub mod live;
pub mod mail;
pub mod members;
pub mod messages;
pub mod money;
pub mod notifications;
pub mod openapi;
pub mod overview;
pub mod page;
pub mod projects;
pub mod secret;
pub mod settings;
pub mod sheet;
pub mod signals;
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

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::keys::KeyRing;
use crate::settings::Settings;
use crate::usage::ingest::Ingest;
use crate::usage::prices::{self, SharedPrices};
use crate::web::app::App;
pub use crate::web::app::Deps;
use crate::web::catchers;
use crate::web::database::ScalixDb;

/// The server, ready to be launched; `figment` is what [`settings::load`] gave with `settings`.
///
/// # Errors
/// When the state cannot be made.
pub fn build(settings: Settings, figment: Figment, deps: Deps) -> Result<Rocket<Build>> {
    let now = deps.clock.now();
    let app = App::new(settings, deps)?;
    let mut rocket = rocket::custom(figment)
        .manage(app)
        // Ours sets every header; Rocket's would be attached if none were.
        .attach(Shield::new())
        .attach(ScalixDb::init())
        .attach(AdHoc::try_on_ignite(
            "reads what is kept in memory",
            move |rocket| {
                Box::pin(async move {
                    match remember(&rocket, now).await {
                        Ok((ring, prices)) => {
                            let ingest = Ingest::new(ring.clone(), prices.clone());
                            warm_up(&rocket, &ingest);
                            Ok(rocket.manage(ring).manage(prices).manage(ingest))
                        }
                        Err(error) => {
                            tracing::error!(%error, "the server could not start");
                            Err(rocket)
                        }
                    }
                })
            },
        ))
        .attach(web::headers::Finish)
        .attach(AdHoc::on_shutdown("lets live connections end", |rocket| {
            Box::pin(live::all_ended(rocket))
        }))
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
        // First, since routes are compared with a request one by one: nothing is asked for as often
        // as taking events in.
        usage::api::routes(),
        openapi::routes(),
        accounts::api::routes(),
        teams::api::routes(),
        tokens::api::routes(),
        projects::api::routes(),
        keys::api::routes(),
        members::api::routes(),
        leaving::api::routes(),
        audit::api::routes(),
        mail::api::routes(),
        notifications::api::routes(),
        live::routes(),
        messages::api::routes(),
    ] {
        rocket = rocket.mount("/api", routes);
    }
    for routes in [
        accounts::pages::routes(),
        teams::pages::routes(),
        tokens::pages::routes(),
        usage::pages::routes(),
        overview::routes(),
        projects::pages::routes(),
        keys::pages::routes(),
        members::pages::routes(),
        leaving::pages::routes(),
        audit::pages::routes(),
        mail::pages::routes(),
        messages::pages::routes(),
        notifications::pages::routes(),
    ] {
        rocket = rocket.mount("/", routes);
    }
    for (base, catcher) in catchers::catchers() {
        rocket = rocket.register(base, vec![catcher]);
    }
    Ok(rocket)
}

/// Reads what requests find in memory instead of the database, after the embedded price table
/// was brought into it.
async fn remember(rocket: &Rocket<Build>, now: Timestamp) -> Result<(KeyRing, SharedPrices)> {
    let database = ScalixDb::fetch(rocket);
    let db = database
        .ok_or_else(|| Error::internal("no database is attached"))?
        .handle();
    db.write(move |tx| prices::sync_snapshot(tx, now)).await?;
    let (ring, book) = db
        .read(|conn| Ok((KeyRing::load(conn)?, prices::load_book(conn)?)))
        .await?;
    Ok((ring, SharedPrices::new(book)))
}

/// Lets the writer load what it needs for the first events, beside the start: writes that come
/// meanwhile wait, reads do not.
fn warm_up(rocket: &Rocket<Build>, ingest: &Ingest) {
    let Some(database) = ScalixDb::fetch(rocket) else {
        return;
    };
    let (db, ingest) = (database.handle().clone(), ingest.clone());
    tokio::spawn(async move {
        if let Err(error) = db.write(move |tx| ingest.warm_up(tx)).await {
            tracing::warn!(%error, "the index of event ids is loaded with the first events");
        }
    });
}
