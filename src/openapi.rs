//! `/api/openapi.json`: OpenAPI 3.1, generated from the handlers. A test compares it with the
//! mounted routes.

#![expect(unused_qualifications, reason = "the derive writes them")]

mod shared;

use std::sync::LazyLock;

use rocket::http::ContentType;
use rocket::{Route, get, routes};
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

use crate::{
    accounts, audit, keys, leaving, live, mail, members, messages, notifications, projects, teams,
    tokens, usage,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Scalix",
        description = "Projects, API keys, teams and metered usage of an AI platform. \
            docs/API.md tells the conventions.",
    ),
    paths(
        accounts::api::setup_state,
        accounts::api::set_up,
        accounts::api::sign_in,
        accounts::api::sign_out,
        accounts::api::me,
        accounts::api::profile::show,
        accounts::api::profile::change,
        accounts::api::profile::ask_again,
        accounts::api::profile::set_avatar,
        accounts::api::profile::remove_avatar,
        accounts::api::profile::avatar,
        accounts::api::profile::appearance,
        accounts::api::profile::change_appearance,
        leaving::api::export,
        leaving::api::leave,
        accounts::api::reset::forgot,
        accounts::api::reset::set,
        accounts::api::security::reauthenticate,
        accounts::api::security::password,
        accounts::api::security::sessions,
        accounts::api::security::revoke,
        accounts::api::security::revoke_others,
        accounts::api::factor::status,
        accounts::api::factor::begin,
        accounts::api::factor::confirm,
        accounts::api::factor::disable,
        accounts::api::factor::recovery_codes,
        accounts::api::signup::sign_up,
        accounts::api::signup::verify_email,
        teams::api::list,
        teams::api::create,
        teams::api::switch,
        teams::api::invitations::invite,
        teams::api::invitations::list,
        teams::api::invitations::link,
        teams::api::invitations::resend,
        teams::api::invitations::revoke,
        teams::api::invitation::look,
        teams::api::invitation::accept,
        teams::api::rename,
        teams::api::delete,
        teams::api::restore,
        members::api::list,
        members::api::stats,
        members::api::change,
        members::api::remove,
        members::api::leave,
        members::api::transfer,
        members::api::many::bulk,
        members::api::export::export,
        audit::api::list,
        audit::api::head,
        audit::api::export,
        tokens::api::list,
        tokens::api::create,
        tokens::api::revoke,
        projects::api::list,
        projects::api::find,
        projects::api::create,
        projects::api::update,
        projects::api::start,
        projects::api::stop,
        projects::api::delete,
        projects::api::restore,
        keys::api::list,
        keys::api::create,
        keys::api::rotate,
        keys::api::revoke,
        usage::api::reports::analytics,
        usage::api::reports::summary,
        usage::api::reports::daily,
        usage::api::reports::hourly,
        usage::api::reports::models,
        usage::api::reports::projects,
        usage::api::events::list,
        usage::api::events::errors,
        usage::api::sources::list,
        usage::api::ingest::post,
        usage::api::prices::list,
        usage::api::prices::resolve,
        usage::api::prices::find,
        usage::api::prices::create,
        usage::api::prices::change,
        usage::api::prices::end,
        usage::api::prices::import,
        usage::api::prices::aliases::list,
        usage::api::prices::aliases::create,
        usage::api::prices::aliases::change,
        usage::api::prices::aliases::remove,
        usage::api::prices::aliases::create_global,
        usage::api::prices::aliases::change_global,
        usage::api::prices::aliases::remove_global,
        usage::api::prices::global::list,
        usage::api::prices::global::create,
        usage::api::prices::global::change,
        usage::api::prices::global::end,
        usage::api::prices::global::import,
        live::socket,
        messages::api::send,
        messages::api::list,
        messages::api::unread_count,
        messages::api::find,
        messages::api::read,
        messages::api::reply,
        messages::api::remove,
        mail::api::wanted,
        mail::api::want,
        mail::api::jobs,
        mail::api::retry,
        notifications::api::list,
        notifications::api::read,
    )
)]
struct Api;

#[derive(OpenApi)]
#[openapi(nest((path = "/api", api = Api)))]
struct Whole;

/// The document as the handlers make it.
fn document() -> utoipa::openapi::OpenApi {
    let mut document = Whole::openapi();
    document.info = Api::openapi().info;
    let bearer = || SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    let components = document.components.get_or_insert_default();
    components.add_security_scheme(
        "session",
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("session"))),
    );
    components.add_security_scheme("personalToken", bearer());
    components.add_security_scheme("projectKey", bearer());
    document
}

static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    let mut document = serde_json::to_value(document()).unwrap_or_default();
    shared::complete(&mut document);
    document.to_string()
});

/// The description of the API, for machines.
#[get("/openapi.json")]
fn openapi() -> (ContentType, &'static str) {
    (ContentType::JSON, &DOCUMENT)
}

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    routes![openapi]
}
