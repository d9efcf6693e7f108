//! `/api/invitations/{token}`: for whoever has the link.

use rocket::http::CookieJar;
use rocket::{Route, State, get, post, routes};
use rocket_db_pools::Connection;
use serde::Serialize;

use crate::clock::Timestamp;
use crate::error::Error;
use crate::secret::Secret;
use crate::teams::TeamView;
use crate::teams::invitations::{self, Desk, JoinDraft, Open};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame;
use crate::web::guards::{SignedIn, Visitor};
use crate::web::optional::Optional;
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// An invitation, as whoever has its link sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OpenView {
    /// The name of the team.
    team: String,
    /// What the person becomes in it.
    role: &'static str,
    /// Whom it is for.
    email: String,
    /// The name of the inviter.
    invited_by: String,
    /// The personal line; may be empty.
    message: String,
    /// Until when it is good.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

impl OpenView {
    fn new(open: &Open) -> Self {
        let invitation = open.invitation();
        Self {
            team: open.team().to_owned(),
            role: invitation.role.name(),
            email: invitation.email.clone(),
            invited_by: invitation.invited_by.clone(),
            message: invitation.message.clone(),
            expires_at: invitation.expires_at,
        }
    }
}

/// What a link invites to. Looking does not use it.
#[utoipa::path(
    tag = "invitations",
    params(("token" = String, Path, description = "what stands behind /invitations/ in the link")),
    responses((status = 200, body = inline(OpenView)), (status = 410, body = Problem))
)]
#[get("/invitations/<token>")]
pub(crate) fn look(
    visitor: Visitor,
    db: Connection<ScalixDb>,
    app: &State<App>,
    token: &str,
) -> ApiResult<OpenView> {
    drop(visitor);
    let now = app.clock.now();
    let open = db.read_now(|conn| invitations::look(conn, &app.links, token, now))?;
    Ok(Reply::ok(OpenView::new(&open)).secret())
}

#[derive(utoipa::ToSchema)]
#[schema(as = AcceptInvitation)]
#[expect(
    dead_code,
    reason = "the documentation of JoinDraft, whose secret has no schema"
)]
pub(crate) struct JoinSchema {
    /// The whole name, 1 to 100 characters.
    name: Option<String>,
    /// 12 to 256 characters, not easily guessed.
    password: Option<String>,
}

/// Joins the team: without a body as the one who is signed in with the address of the invitation;
/// with `name` and `password` with a new account for it, which is signed in.
#[utoipa::path(
    tag = "invitations",
    params(("token" = String, Path, description = "what stands behind /invitations/ in the link")),
    request_body = inline(Option<JoinSchema>),
    responses(
        (status = 200, body = inline(TeamView), description = "Joined with the account that is signed in."),
        (status = 201, body = inline(TeamView), description = "Joined with a new account."),
        (status = 401, body = Problem, description = "Nobody is signed in, and no account was asked for."),
        (status = 403, body = Problem, description = "Signed in with another address, or no accounts are made here."),
        (status = 409, body = Problem), (status = 410, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/invitations/<token>/accept", data = "<draft>")]
pub(crate) async fn accept(
    visitor: Visitor,
    signed: Option<SignedIn>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    token: &str,
    draft: Optional<JoinDraft>,
) -> ApiResult<TeamView> {
    let (token, now) = (Secret::new(token.to_owned()), app.clock.now());
    if let Some(signed) = signed {
        let links = app.links.clone();
        let joined = db
            .write(move |tx| {
                let token = token.reveal();
                invitations::accept(tx, &links, token, &signed.session, &signed.actor, now)
            })
            .await?;
        let message = text!("invitation-joined", team = &joined.team.name);
        return Ok(Reply::ok(TeamView::looked_at(joined.team)).message(message));
    }
    if draft.0.is_empty() {
        let open = db.read_now(|conn| invitations::look(conn, &app.links, token.reveal(), now))?;
        let email = &open.invitation().email;
        return Err(Error::Unauthenticated(text!("invitation-sign-in", email = email)).into());
    }
    let desk = Desk {
        db: &db,
        hasher: &app.hasher,
        links: &app.links,
        rules: app.sign_up_rules(visitor.locale),
    };
    let (session, joined) = desk.join(&token, draft.0, visitor.client, now).await?;
    frame::set_session(cookies, app, &session);
    let message = text!("invitation-joined", team = &joined.team.name);
    Ok(Reply::created(TeamView::looked_at(joined.team)).message(message))
}

pub(super) fn routes() -> Vec<Route> {
    routes![look, accept]
}
