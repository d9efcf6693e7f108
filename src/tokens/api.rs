//! `/api/user/tokens`: personal tokens.

use rocket::{Route, State, delete, get, post, routes};
use rocket_db_pools::Connection;

use crate::error::Error;
use crate::ids::PersonalTokenId;
use crate::text;
use crate::tokens::{self, TokenDraft, TokenView};
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::guards::{Fresh, SignedIn};
use crate::web::params::{PathId, Preview};
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// The caller's personal tokens, newest first, without their secrets.
#[utoipa::path(
    tag = "account",
    responses((status = 200, body = inline(Vec<TokenView>)), (status = 401, body = Problem))
)]
#[get("/user/tokens")]
pub(crate) fn list(signed: SignedIn, db: Connection<ScalixDb>) -> ApiResult<Vec<TokenView>> {
    let tokens = db.read_now(|conn| tokens::list(conn, signed.session.user.id))?;
    Ok(Reply::ok(
        tokens
            .into_iter()
            .map(|token| TokenView::new(token, None))
            .collect(),
    ))
}

/// Makes a token for a team of the caller's; `secret` is in this reply alone. 403
/// `reauthenticate` when the password was given more than ten minutes ago.
#[utoipa::path(
    tag = "account",
    request_body = TokenDraft,
    responses(
        (status = 201, body = inline(TokenView)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/user/tokens", data = "<draft>")]
pub(crate) async fn create(
    fresh: Fresh<SignedIn>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    draft: Body<TokenDraft>,
) -> ApiResult<TokenView> {
    let (signed, now) = (fresh.0, app.clock.now());
    let new = draft.0.check(now)?;
    let membership = signed
        .membership
        .ok_or_else(|| Error::Forbidden(text!("error-no-team")))?;
    let actor = signed.actor;
    let (token, secret) = db
        .write(move |tx| tokens::create(tx, &actor, &membership, new, now))
        .await?;
    let message = text!("token-created", name = &token.name);
    Ok(Reply::created(TokenView::new(token, Some(&secret)))
        .message(message)
        .secret())
}

/// Ends a token at once.
#[utoipa::path(
    tag = "account",
    params(
        ("id" = String, Path, description = "a personal token's id"),
        ("dryRun" = Option<bool>, Query, description = "only tell what would go"),
    ),
    responses(
        (status = 200, body = inline(TokenView)),
        (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[delete("/user/tokens/<id>")]
pub(crate) async fn revoke(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Result<PathId<PersonalTokenId>, Error>,
    preview: Preview,
) -> ApiResult<TokenView> {
    let (id, now) = (id?.0, app.clock.now());
    if preview.wanted() {
        let token = db.read_now(|conn| tokens::find(conn, signed.session.user.id, &id))?;
        return Ok(Reply::ok(TokenView::new(token, None)));
    }
    let token = db
        .write(move |tx| tokens::revoke(tx, &signed.actor, signed.session.user.id, &id, now))
        .await?;
    let message = text!("token-revoked", name = &token.name);
    Ok(Reply::ok(TokenView::new(token, None)).message(message))
}

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    routes![list, create, revoke]
}
