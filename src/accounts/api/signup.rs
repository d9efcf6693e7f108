//! `/api/auth/signup`, `/api/auth/verify-email`.

use rocket::http::{CookieJar, Status};
use rocket::{State, post};
use rocket_db_pools::Connection;
use serde::{Deserialize, Serialize};

use super::UserView;
use crate::accounts::User;
use crate::db::Db;
use crate::error::Result;
use crate::secret::Secret;
use crate::teams;
use crate::teams::invitations::Desk;
use crate::teams::signup::{self, Followed, SignUpDraft, SignedUp};
use crate::text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::frame;
use crate::web::guards::Visitor;
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// What somebody sends to get an account.
#[derive(utoipa::ToSchema)]
#[schema(as = SignUp)]
#[expect(
    dead_code,
    reason = "the documentation of SignUpDraft, whose secret has no schema"
)]
pub(crate) struct SignUpSchema {
    /// The whole name, 1 to 100 characters; without one, what stands before the `@`.
    name: Option<String>,
    /// The address.
    email: String,
    /// 12 to 256 characters, not easily guessed.
    password: String,
    /// The token of an invitation for this address: what stands behind `/invitations/` in its
    /// link.
    #[serde(rename = "inviteToken")]
    invite_token: Option<String>,
}

/// Who was signed in, if anybody was.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct MaybeSignedIn {
    /// The person; absent when what there is to know comes by mail, or nobody was signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<UserView>,
}

fn signed_in(db: &Db, user: &User) -> Result<MaybeSignedIn> {
    let membership = db.read_now(|conn| teams::membership(conn, user.id, None))?;
    Ok(MaybeSignedIn {
        user: Some(UserView::new(user, membership.as_ref())),
    })
}

/// Asks for an account, if this Scalix is open. With a mail server the answer is 202 for
/// everybody, and the link in the mail makes the account and signs in; without one the account is
/// made and signed in at once. With `inviteToken` the account is made and signed in at once, in the
/// team of the invitation, wherever accounts can be made.
#[utoipa::path(
    tag = "auth",
    request_body = SignUpSchema,
    responses(
        (status = 201, body = inline(MaybeSignedIn)), (status = 202, body = inline(MaybeSignedIn)),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 410, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem),
    )
)]
#[post("/auth/signup", data = "<draft>")]
pub(crate) async fn sign_up(
    visitor: Visitor,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    draft: Body<SignUpDraft>,
) -> ApiResult<MaybeSignedIn> {
    let (rules, now) = (app.sign_up_rules(visitor.locale), app.clock.now());
    let mut draft = draft.0;
    if let Some(invited) = draft.invite_token.take() {
        let desk = Desk {
            db: &db,
            hasher: &app.hasher,
            links: &app.links,
            rules,
        };
        let (token, joined) = desk.sign_up(&invited, draft, visitor.client, now).await?;
        frame::set_session(cookies, app, &token);
        let message = text!("invitation-joined", team = &joined.team.name);
        return Ok(Reply::created(signed_in(&db, &joined.user)?).message(message));
    }
    let client = visitor.client;
    let done = signup::sign_up(&db, &app.hasher, &app.pace, rules, draft, client, now);
    match done.await? {
        SignedUp::ByMail => Ok(Reply::ok(MaybeSignedIn { user: None })
            .status(Status::Accepted)
            .message(text!("signup-mail"))),
        SignedUp::AtOnce(token, user) => {
            frame::set_session(cookies, app, &token);
            let message = text!("signup-done", name = &user.name);
            Ok(Reply::created(signed_in(&db, &user)?).message(message))
        }
    }
}

/// The token of a link.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkBody {
    token: Secret<String>,
}

#[derive(utoipa::ToSchema)]
#[schema(as = Link)]
#[expect(
    dead_code,
    reason = "the documentation of LinkBody, whose secret has no schema"
)]
pub(crate) struct LinkSchema {
    /// What stands behind `token=` in the link.
    token: String,
}

/// Uses the link of a mail that asks whether an address is somebody's. The one that finishes a
/// sign-up makes the account and signs in.
#[utoipa::path(
    tag = "auth",
    request_body = LinkSchema,
    responses(
        (status = 200, body = inline(MaybeSignedIn)), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 410, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/auth/verify-email", data = "<link>")]
pub(crate) async fn verify_email(
    visitor: Visitor,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    link: Body<LinkBody>,
) -> ApiResult<MaybeSignedIn> {
    let (rules, now) = (app.sign_up_rules(visitor.locale), app.clock.now());
    let token = link.0.token.reveal();
    let done = signup::follow(&db, &app.links, rules, token, visitor.client, now);
    match done.await? {
        Followed::Confirmed(user) => Ok(Reply::ok(MaybeSignedIn { user: None })
            .message(text!("email-confirmed", address = user.email))),
        Followed::SignedUp(token, user) => {
            frame::set_session(cookies, app, &token);
            let message = text!("signup-done", name = &user.name);
            Ok(Reply::ok(signed_in(&db, &user)?).message(message))
        }
    }
}
