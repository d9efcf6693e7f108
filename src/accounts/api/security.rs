//! `/api/auth/reauthenticate`, `/api/user/password` and `/api/user/sessions`.

use rocket::http::CookieJar;
use rocket::{Route, State, delete, get, post, put, routes};
use rocket_db_pools::Connection;
use serde::{Deserialize, Serialize};

use crate::accounts::Session;
use crate::accounts::devices::Device;
use crate::accounts::places;
use crate::accounts::sessions::Listed;
use crate::clock::Timestamp;
use crate::error::Error;
use crate::i18n::Locale;
use crate::ids::{PublicId, SessionId};
use crate::secret::Secret;
use crate::text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::frame;
use crate::web::guards::{SignedIn, Visitor};
use crate::web::params::{PathId, Preview};
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// The password once more.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Again {
    password: Secret<String>,
    code: Option<String>,
}

#[derive(utoipa::ToSchema)]
#[schema(as = Reauthenticate)]
#[expect(
    dead_code,
    reason = "the documentation of Again, whose secret has no schema"
)]
pub(crate) struct AgainSchema {
    /// The password.
    password: String,
    /// A code of the second factor or a recovery code, where one is asked for.
    code: Option<String>,
}

/// Until when sensitive acts need no other password.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FreshView {
    /// Ten minutes from now.
    #[schema(value_type = String, format = DateTime)]
    fresh_until: Timestamp,
}

/// Gives the password again, before a sensitive act that answered 403 `reauthenticate`.
#[utoipa::path(
    tag = "auth",
    request_body = AgainSchema,
    responses(
        (status = 200, body = inline(FreshView)), (status = 401, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem),
    )
)]
#[post("/auth/reauthenticate", data = "<body>")]
pub(crate) async fn reauthenticate(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    body: Body<Again>,
) -> ApiResult<FreshView> {
    let Again { password, code } = body.0;
    let own = signed.own(&db, app);
    let fresh_until = own.reauthenticate(password, code.as_deref()).await?;
    Ok(Reply::ok(FreshView { fresh_until }).message(text!("reauthenticate-done")))
}

/// The present password and the new one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct PasswordBody {
    current_password: Secret<String>,
    new_password: Secret<String>,
}

#[derive(utoipa::ToSchema)]
#[schema(as = ChangePassword, rename_all = "camelCase")]
#[expect(
    dead_code,
    reason = "the documentation of PasswordBody, whose secrets have no schema"
)]
pub(crate) struct PasswordSchema {
    /// The present password.
    current_password: String,
    /// 12 to 256 characters, not easily guessed.
    new_password: String,
}

/// Changes the password; all other sessions end, and this one gets a new cookie.
#[utoipa::path(
    tag = "account",
    request_body = PasswordSchema,
    responses(
        (status = 200, description = "the password is changed"), (status = 401, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem),
    )
)]
#[put("/user/password", data = "<body>")]
pub(crate) async fn password(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    body: Body<PasswordBody>,
) -> ApiResult<()> {
    let new = body.0.new_password;
    let own = signed.own(&db, app);
    let token = own.change_password(body.0.current_password, new).await?;
    frame::set_session(cookies, app, &token);
    Ok(Reply::ok(()).message(text!("password-changed")))
}

/// A place where the caller is signed in.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SessionView {
    /// The id.
    #[schema(value_type = String)]
    id: PublicId<SessionId>,
    /// What to call it: `Firefox 144 on Linux`.
    name: String,
    /// The kind of device, in words.
    device: String,
    /// The browser with its version; a word when it is not known.
    browser: String,
    /// The operating system; a word when it is not known.
    os: String,
    /// The network address that it began from.
    ip: String,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When the last request came, to the minute.
    #[schema(value_type = String, format = DateTime)]
    last_active: Timestamp,
    /// Whether it is the one that asks.
    is_current: bool,
}

impl SessionView {
    fn new(listed: Listed, session: &Session, locale: Locale) -> Self {
        let device = Device::of(&listed.user_agent);
        let known = |name: String| {
            if name.is_empty() {
                locale.say(&text!("device-not-told"))
            } else {
                name
            }
        };
        Self {
            is_current: listed.id == session.id,
            id: listed.public_id,
            name: locale.say(&device.name()),
            device: locale.say(&device.kind.text()),
            browser: known(device.browser_name()),
            os: known(device.os.unwrap_or_default().to_owned()),
            ip: listed.address,
            created_at: listed.created_at,
            last_active: listed.last_active_at,
        }
    }
}

/// Where the caller is signed in, the place used last first.
#[utoipa::path(
    tag = "account",
    responses((status = 200, body = inline(Vec<SessionView>)), (status = 401, body = Problem))
)]
#[get("/user/sessions")]
pub(crate) fn sessions(
    visitor: Visitor,
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> ApiResult<Vec<SessionView>> {
    let now = app.clock.now();
    let listed = db.read_now(|conn| places::list(conn, &signed.session, now))?;
    let view = |it| SessionView::new(it, &signed.session, visitor.locale);
    Ok(Reply::ok(listed.into_iter().map(view).collect()))
}

/// Ends one of the caller's sessions at once.
#[utoipa::path(
    tag = "account",
    params(
        ("id" = String, Path, description = "a session's id"),
        ("dryRun" = Option<bool>, Query, description = "only tell what would go"),
    ),
    responses(
        (status = 200, body = inline(SessionView)), (status = 401, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[delete("/user/sessions/<id>")]
pub(crate) async fn revoke(
    visitor: Visitor,
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Result<PathId<SessionId>, Error>,
    preview: Preview,
) -> ApiResult<SessionView> {
    let (id, now, locale) = (id?.0, app.clock.now(), visitor.locale);
    let session = signed.session;
    if preview.wanted() {
        let found = db.read_now(|conn| places::find(conn, &session, &id, now))?;
        return Ok(Reply::ok(SessionView::new(found, &session, locale)));
    }
    let (by, asking) = (signed.actor, session.clone());
    let ended = db
        .write(move |tx| places::revoke(tx, &by, &asking, &id, now))
        .await?;
    let view = SessionView::new(ended, &session, locale);
    let message = text!("session-revoked", name = &view.name);
    Ok(Reply::ok(view).message(message))
}

/// What ending all other sessions ends.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct EndedView {
    /// How many sessions.
    ended: usize,
}

/// Ends all sessions of the caller but the one that asks.
#[utoipa::path(
    tag = "account",
    params(("dryRun" = Option<bool>, Query, description = "only tell what would go")),
    responses(
        (status = 200, body = inline(EndedView)), (status = 401, body = Problem),
        (status = 422, body = Problem),
    )
)]
#[delete("/user/sessions")]
pub(crate) async fn revoke_others(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    preview: Preview,
) -> ApiResult<EndedView> {
    let now = app.clock.now();
    if preview.wanted() {
        let listed = db.read_now(|conn| places::list(conn, &signed.session, now))?;
        let others = listed.iter().filter(|it| it.id != signed.session.id);
        return Ok(Reply::ok(EndedView {
            ended: others.count(),
        }));
    }
    let ended = db
        .write(move |tx| places::revoke_others(tx, &signed.actor, &signed.session, now))
        .await?;
    Ok(Reply::ok(EndedView { ended }).message(text!("sessions-revoked", count = ended)))
}

pub(super) fn routes() -> Vec<Route> {
    routes![reauthenticate, password, sessions, revoke, revoke_others]
}
