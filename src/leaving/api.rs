//! `/api/user/export` and `DELETE /api/user/account`.

use std::io::Cursor;

use rocket::http::{ContentType, CookieJar, Header};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use rocket::{Route, State, delete, get, routes};
use rocket_db_pools::Connection;

use crate::error::Error;
use crate::keys::KeyRing;
use crate::leaving::{self, LeaveDraft, LeavePreview};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame;
use crate::web::guards::SignedIn;
use crate::web::optional::Optional;
use crate::web::params::Preview;
use crate::web::problem::{ApiError, Problem};
use crate::web::reply::{ApiResult, Reply};

/// A file to keep.
pub(crate) struct Download(Vec<u8>);

impl<'r> Responder<'r, 'static> for Download {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        Response::build()
            .header(ContentType::JSON)
            .header(Header::new(
                "Content-Disposition",
                "attachment; filename=\"scalix-account.json\"",
            ))
            .header(Header::new("Cache-Control", "no-store"))
            .sized_body(self.0.len(), Cursor::new(self.0))
            .ok()
    }
}

/// Everything that is held about the caller, as a file: the account, photo, teams, sessions,
/// tokens, mail, and what the audit log holds of and about them.
#[utoipa::path(
    tag = "account",
    responses(
        (status = 200, description = "the file", content_type = "application/json"),
        (status = 401, body = Problem),
    )
)]
#[get("/user/export")]
pub(crate) async fn export(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> Result<Download, ApiError> {
    let (user, now) = (signed.session.user, app.clock.now());
    let held = db
        .read(move |conn| leaving::export(conn, &user, now))
        .await?;
    let file = serde_json::to_vec_pretty(&held).map_err(|error| Error::Internal(error.into()))?;
    Ok(Download(file))
}

/// What ending an account takes.
#[derive(utoipa::ToSchema)]
#[schema(as = LeaveDraft)]
#[expect(
    dead_code,
    reason = "the documentation of LeaveDraft, whose secret has no schema"
)]
pub(crate) struct LeaveSchema {
    /// The password.
    password: String,
    /// A code of the second factor or a recovery code, where one is asked for.
    code: Option<String>,
    /// The address of the account.
    confirm: String,
}

/// Ends the caller's account: what is personal is erased, teams with others in them go on with
/// their projects and keys, teams with nobody else end. `?dryRun=true` tells what would happen.
#[utoipa::path(
    tag = "account",
    params(("dryRun" = Option<bool>, Query, description = "only tell what would go")),
    request_body = LeaveSchema,
    responses(
        (status = 200, body = inline(LeavePreview)),
        (status = 401, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem),
    )
)]
#[delete("/user/account", data = "<draft>")]
pub(crate) async fn leave(
    signed: SignedIn,
    preview: Preview,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    cookies: &CookieJar<'_>,
    draft: Optional<LeaveDraft>,
) -> ApiResult<LeavePreview> {
    let (user, now) = (signed.session.user.clone(), app.clock.now());
    let told = db
        .read(move |conn| leaving::preview(conn, &user, now))
        .await?;
    if preview.wanted() {
        return Ok(Reply::ok(told));
    }
    leaving::end(&signed.own(&db, app), ring.projects(), draft.0).await?;
    frame::clear_session(cookies, app);
    Ok(Reply::ok(told).message(text!("leave-done")))
}

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    routes![export, leave]
}
