//! `/api/setup` and `/api/auth`: the first run, sign-in, sign-out, who am I. One's own account is
//! in `profile`.

pub(crate) mod factor;
pub(crate) mod profile;
pub(crate) mod reset;
pub(crate) mod security;
pub(crate) mod signup;

use rocket::http::CookieJar;
use rocket::{Route, State, get, post, routes};
use rocket_db_pools::Connection;
use serde::Serialize;
use serde_json::json;

use crate::accounts::signin::{self, Step};
use crate::accounts::{self, Credentials, User, sessions};
use crate::clock::Timestamp;
use crate::error::Error;
use crate::ids::{PublicId, UserId};
use crate::teams::access::Membership;
use crate::teams::{self, SetupDraft, Team, TeamView};
use crate::text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::frame;
use crate::web::guards::{Known, SignedIn, Visitor};
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// A person on the wire.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserView {
    /// The id.
    #[schema(value_type = String)]
    id: PublicId<UserId>,
    /// The first and the last name.
    name: String,
    /// The first name.
    first_name: String,
    /// The last name; may be empty.
    last_name: String,
    /// The address.
    email: String,
    /// Whether the address was confirmed by a link.
    email_verified: bool,
    /// The address that takes its place when it is confirmed.
    pending_email: Option<String>,
    /// The company; may be empty.
    company: String,
    /// About the person; may be empty.
    bio: String,
    /// The address of the photo.
    avatar: Option<String>,
    /// Whether a code of a second factor is asked for at sign-in.
    two_factor_enabled: bool,
    /// `super_admin` for an operator of the instance, else `user`.
    role: &'static str,
    /// The role in the present team.
    team_role: Option<&'static str>,
    /// What the person may do in the present team.
    permissions: Vec<&'static str>,
    /// When the account was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl UserView {
    /// The view of a person in a team.
    pub fn new(user: &User, membership: Option<&Membership>) -> Self {
        Self {
            id: user.public_id.clone(),
            name: user.name.clone(),
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            email: user.email.clone(),
            email_verified: user.email_verified_at.is_some(),
            pending_email: user.pending_email.clone(),
            company: user.company.clone(),
            bio: user.bio.clone(),
            avatar: user.avatar.as_ref().map(frame::photo_url),
            two_factor_enabled: user.two_factor,
            role: if user.operator { "super_admin" } else { "user" },
            team_role: membership.map(|membership| membership.role.name()),
            permissions: membership.map(Membership::permissions).unwrap_or_default(),
            created_at: user.created_at,
        }
    }
}

/// Whether the first run is still to come.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetupState {
    /// True until somebody has an account.
    needed: bool,
}

/// Whether the set-up is still to come.
#[utoipa::path(tag = "setup", responses((status = 200, body = inline(SetupState))))]
#[get("/setup")]
pub(crate) fn setup_state(db: Connection<ScalixDb>) -> ApiResult<SetupState> {
    let needed = db.read_now(accounts::none_exists)?;
    Ok(Reply::ok(SetupState { needed }))
}

/// The first run, as the API takes it.
#[derive(utoipa::ToSchema)]
#[schema(as = SetupDraft, rename_all = "camelCase")]
#[expect(
    dead_code,
    reason = "the documentation of SetupDraft, whose secrets have no schema"
)]
pub(crate) struct SetupSchema {
    /// The token of the printed link.
    setup_token: String,
    /// The whole name, 1 to 100 characters.
    name: String,
    /// The address.
    email: String,
    /// 12 to 256 characters, not easily guessed.
    password: String,
    /// The name of the first team, 1 to 100 characters.
    team_name: String,
}

/// Makes the first account, an operator, and its team, and signs it in.
#[utoipa::path(
    tag = "setup",
    request_body = SetupSchema,
    responses(
        (status = 201, body = inline(Me)),
        (status = 409, body = Problem), (status = 410, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/setup", data = "<draft>")]
pub(crate) async fn set_up(
    visitor: Visitor,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    draft: Body<SetupDraft>,
) -> ApiResult<Me> {
    let user = teams::run_set_up(
        &db,
        &app.hasher,
        &app.setup,
        draft.0,
        visitor.client,
        app.clock.now(),
    )
    .await?;
    frame::set_session(cookies, app, &user.token);
    let me = db.read_now(|conn| {
        let membership = teams::membership(conn, user.user.id, None)?;
        let teams = teams::list(conn, user.user.id)?;
        Ok(me_of(&user.user, membership.as_ref(), &teams))
    })?;
    Ok(Reply::created(me).message(text!("setup-done")).secret())
}

#[derive(utoipa::ToSchema)]
#[schema(as = SignIn)]
#[expect(
    dead_code,
    reason = "the documentation of Credentials, whose secret has no schema"
)]
pub(crate) struct SignInSchema {
    /// The address.
    email: String,
    /// The password.
    password: String,
    /// A code of the second factor or a recovery code, where one is asked for.
    code: Option<String>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct SignedInView {
    user: UserView,
}

/// Signs in with a cookie. Six failures in a row make the next try wait. With a second factor and
/// without a code: 401 `second_factor_required`; then the same once more, with `code`.
#[utoipa::path(
    tag = "auth",
    request_body = SignInSchema,
    responses(
        (status = 200, body = inline(SignedInView)),
        (status = 401, body = Problem), (status = 429, body = Problem),
    )
)]
#[post("/auth/signin", data = "<body>")]
pub(crate) async fn sign_in(
    visitor: Visitor,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    body: Body<Credentials>,
) -> ApiResult<SignedInView> {
    let now = app.clock.now();
    let step = signin::sign_in(&db, &app.checks, body.0, visitor.door(), now).await?;
    let (token, user) = match step {
        Step::Done(token, user) => (token, user),
        Step::CodeNeeded(_) => return Err(Error::SecondFactorRequired.into()),
    };
    frame::set_session(cookies, app, &token);
    let membership = db.read_now(|conn| teams::membership(conn, user.id, None))?;
    let view = UserView::new(&user, membership.as_ref());
    // Some clients look for the person beside `data`.
    let beside = json!(view);
    Ok(Reply::ok(SignedInView { user: view })
        .beside("user", beside)
        .message(text!("signin-done", name = &user.name)))
}

/// Ends the session; ending none is fine.
#[utoipa::path(tag = "auth", responses((status = 200, description = "signed out")))]
#[post("/auth/signout")]
pub(crate) async fn sign_out(
    visitor: Visitor,
    signed: Option<SignedIn>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
) -> ApiResult<()> {
    drop(visitor);
    if let Some(signed) = signed {
        db.write(move |tx| sessions::end(tx, signed.session.id))
            .await?;
    }
    frame::clear_session(cookies, app);
    Ok(Reply::ok(()).message(text!("signout-done")))
}

/// The caller, their teams, and what they may do in the present one.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Me {
    user: UserView,
    team: Option<TeamView>,
    teams: Vec<TeamView>,
    permissions: Vec<&'static str>,
}

fn me_of(user: &User, current: Option<&Membership>, teams: &[Team]) -> Me {
    let team_id = current.map(|membership| &membership.team_id);
    let view = |team: &Team| TeamView::new(team.clone(), team_id);
    let teams: Vec<TeamView> = teams.iter().map(view).collect();
    Me {
        user: UserView::new(user, current),
        team: teams.iter().find(|team| team.current).cloned(),
        teams,
        permissions: current.map(Membership::permissions).unwrap_or_default(),
    }
}

/// Who is calling, in a session or with a personal token.
#[utoipa::path(
    tag = "auth",
    responses((status = 200, body = inline(Me)), (status = 401, body = Problem))
)]
#[get("/auth/me")]
pub(crate) fn me(known: Known) -> Reply<Me> {
    let membership = known.membership.as_ref();
    Reply::ok(me_of(&known.user, membership, &known.teams))
}

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    let mut routes = routes![setup_state, set_up, sign_in, sign_out, me];
    for more in [
        profile::routes(),
        reset::routes(),
        security::routes(),
        factor::routes(),
        routes![signup::sign_up, signup::verify_email],
    ] {
        routes.extend(more);
    }
    routes
}
