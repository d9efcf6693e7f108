//! `/api/user/2fa`: the second factor.

use rocket::http::CookieJar;
use rocket::{Route, State, delete, get, post, routes};
use rocket_db_pools::Connection;
use serde::{Deserialize, Serialize};

use crate::accounts::second_factor::{self, Enrolment, RecoveryCodes, Status};
use crate::clock::Timestamp;
use crate::secret::Secret;
use crate::text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::frame;
use crate::web::guards::SignedIn;
use crate::web::params::Preview;
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// The second factor as its person sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StatusView {
    /// Whether a code is asked for at sign-in.
    enabled: bool,
    /// Since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    since: Option<Timestamp>,
    /// When a code was last taken.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_used: Option<Timestamp>,
    /// Recovery codes that were not used.
    recovery_codes_left: u32,
}

impl StatusView {
    fn new(status: Option<Status>) -> Self {
        let (since, used) = match &status {
            Some(status) => (Some(status.since), status.last_used_at),
            None => (None, None),
        };
        Self {
            enabled: status.is_some(),
            since,
            last_used: used,
            recovery_codes_left: status.map_or(0, |status| status.codes_left),
        }
    }
}

/// Whether a code is asked for at sign-in, and how many recovery codes are left.
#[utoipa::path(
    tag = "account",
    responses((status = 200, body = inline(StatusView)), (status = 401, body = Problem))
)]
#[get("/user/2fa")]
pub(crate) fn status(signed: SignedIn, db: Connection<ScalixDb>) -> ApiResult<StatusView> {
    let user = signed.session.user.id;
    let status = db.read_now(|conn| second_factor::status(conn, user))?;
    Ok(Reply::ok(StatusView::new(status)))
}

/// The password.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordOnly {
    password: Secret<String>,
}

#[derive(utoipa::ToSchema)]
#[schema(as = PasswordOnly)]
#[expect(
    dead_code,
    reason = "the documentation of PasswordOnly, whose secret has no schema"
)]
pub(crate) struct PasswordOnlySchema {
    /// The password.
    password: String,
}

/// What an app needs to make codes.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EnrolmentView {
    /// The secret in base 32.
    secret: String,
    /// The same as an address that apps open.
    otpauth_url: String,
    /// The same as a picture: an SVG document.
    qr_svg: String,
}

impl EnrolmentView {
    fn new(enrolment: &Enrolment) -> Self {
        Self {
            secret: enrolment.secret.reveal().clone(),
            otpauth_url: enrolment.url.reveal().clone(),
            qr_svg: enrolment.qr.reveal().clone(),
        }
    }
}

/// Begins to set a second factor up; it is on after the first right code.
#[utoipa::path(
    tag = "account",
    request_body = PasswordOnlySchema,
    responses(
        (status = 200, body = inline(EnrolmentView)), (status = 401, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
    )
)]
#[post("/user/2fa", data = "<body>")]
pub(crate) async fn begin(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    body: Body<PasswordOnly>,
) -> ApiResult<EnrolmentView> {
    let own = signed.own(&db, app);
    let begun = second_factor::begin_with(&own, body.0.password).await?;
    Ok(Reply::ok(EnrolmentView::new(&begun))
        .message(text!("two-factor-begun"))
        .secret())
}

/// A code of the app.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeOnly {
    /// Six digits.
    code: String,
}

/// Recovery codes, shown once.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CodesView {
    /// Ten codes, each good once.
    recovery_codes: Vec<String>,
}

impl CodesView {
    fn new(codes: &RecoveryCodes) -> Self {
        Self {
            recovery_codes: codes.iter().map(|code| code.reveal().clone()).collect(),
        }
    }
}

/// Turns the second factor on with its first code; the recovery codes are in this reply alone.
#[utoipa::path(
    tag = "account",
    request_body = CodeOnly,
    responses(
        (status = 200, body = inline(CodesView)), (status = 401, body = Problem),
        (status = 409, body = Problem), (status = 410, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem),
    )
)]
#[post("/user/2fa/confirm", data = "<body>")]
pub(crate) async fn confirm(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    body: Body<CodeOnly>,
) -> ApiResult<CodesView> {
    let own = signed.own(&db, app);
    let (codes, token) = second_factor::confirm(&own, &body.0.code).await?;
    frame::set_session(cookies, app, &token);
    Ok(Reply::ok(CodesView::new(&codes))
        .message(text!("two-factor-is-on"))
        .secret())
}

/// The password and a code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Both {
    password: Secret<String>,
    code: String,
}

#[derive(utoipa::ToSchema)]
#[schema(as = PasswordAndCode)]
#[expect(
    dead_code,
    reason = "the documentation of Both, whose secret has no schema"
)]
pub(crate) struct BothSchema {
    /// The password.
    password: String,
    /// Six digits of the app, or a recovery code.
    code: String,
}

/// Turns the second factor off.
#[utoipa::path(
    tag = "account",
    request_body = BothSchema,
    params(("dryRun" = Option<bool>, Query, description = "only tell what would go")),
    responses(
        (status = 200, body = inline(StatusView)), (status = 401, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
    )
)]
#[delete("/user/2fa", data = "<body>")]
pub(crate) async fn disable(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    preview: Preview,
    body: Body<Both>,
) -> ApiResult<StatusView> {
    if preview.wanted() {
        let user = signed.session.user.id;
        let status = db.read_now(|conn| second_factor::status(conn, user))?;
        return Ok(Reply::ok(StatusView::new(status)));
    }
    let Both { password, code } = body.0;
    let own = signed.own(&db, app);
    let token = second_factor::disable(&own, password, &code).await?;
    frame::set_session(cookies, app, &token);
    Ok(Reply::ok(StatusView::new(None)).message(text!("two-factor-is-off")))
}

/// Makes new recovery codes, shown in this reply alone; those before are worth nothing any more.
#[utoipa::path(
    tag = "account",
    request_body = BothSchema,
    responses(
        (status = 200, body = inline(CodesView)), (status = 401, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
    )
)]
#[post("/user/2fa/recovery-codes", data = "<body>")]
pub(crate) async fn recovery_codes(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    body: Body<Both>,
) -> ApiResult<CodesView> {
    let Both { password, code } = body.0;
    let own = signed.own(&db, app);
    let codes = second_factor::regenerate(&own, password, &code).await?;
    Ok(Reply::ok(CodesView::new(&codes))
        .message(text!("recovery-made"))
        .secret())
}

pub(super) fn routes() -> Vec<Route> {
    routes![status, begin, confirm, disable, recovery_codes]
}
