//! `/api/auth/forgot` and `/api/auth/reset`: a forgotten password.

use rocket::http::Status;
use rocket::{Route, State, post, routes};
use rocket_db_pools::Connection;
use serde::Deserialize;

use crate::accounts::reset;
use crate::secret::Secret;
use crate::text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::guards::Visitor;
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// Whose password was forgotten.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forgot {
    /// The address.
    email: String,
}

/// Sends a link that sets a new password. The answer is the same for every address.
#[utoipa::path(
    tag = "auth",
    request_body = Forgot,
    responses(
        (status = 202, description = "if the address has an account, a mail is on its way"),
        (status = 422, body = Problem), (status = 429, body = Problem),
    )
)]
#[post("/auth/forgot", data = "<body>")]
pub(crate) async fn forgot(
    visitor: Visitor,
    db: Connection<ScalixDb>,
    app: &State<App>,
    body: Body<Forgot>,
) -> ApiResult<()> {
    let (email, now) = (body.0.email, app.clock.now());
    reset::forgot(&db, &app.checks, &email, visitor.client, now).await?;
    Ok(Reply::ok(())
        .status(Status::Accepted)
        .message(text!("forgot-sent")))
}

/// A link and the new password.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResetBody {
    token: Secret<String>,
    password: Secret<String>,
}

#[derive(utoipa::ToSchema)]
#[schema(as = ResetPassword)]
#[expect(
    dead_code,
    reason = "the documentation of ResetBody, whose secrets have no schema"
)]
pub(crate) struct ResetSchema {
    /// The token of the link.
    token: String,
    /// 12 to 256 characters, not easily guessed.
    password: String,
}

/// Sets a new password with the token of a link, once. Every session of the account ends.
#[utoipa::path(
    tag = "auth",
    request_body = ResetSchema,
    responses(
        (status = 200, description = "the password is set"),
        (status = 410, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/auth/reset", data = "<body>")]
pub(crate) async fn set(
    visitor: Visitor,
    db: Connection<ScalixDb>,
    app: &State<App>,
    body: Body<ResetBody>,
) -> ApiResult<()> {
    let ResetBody { token, password } = body.0;
    let now = app.clock.now();
    let client = visitor.client;
    reset::reset(&db, &app.checks, &app.links, token, password, client, now).await?;
    Ok(Reply::ok(()).message(text!("reset-done")))
}

pub(super) fn routes() -> Vec<Route> {
    routes![forgot, set]
}
