//! `/api/user/profile`, `/api/user/avatar`, `/api/avatars`, `/api/user/appearance`.

use std::io::Cursor;

use rocket::http::{ContentType, Header};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use rocket::{Route, State, delete, get, post, put, routes};
use rocket_db_pools::Connection;
use serde::Serialize;

use super::UserView;
use crate::accounts::{self, Appearance, AppearanceDraft, AppearanceView, ProfileDraft, User};
use crate::error::Error;
use crate::ids::AvatarId;
use crate::text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::frame;
use crate::web::guards::{Known, SignedIn};
use crate::web::params::{PathId, Preview};
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};
use crate::web::upload::PhotoForm;

/// Who one is.
#[utoipa::path(
    tag = "account",
    responses((status = 200, body = inline(UserView)), (status = 401, body = Problem))
)]
#[get("/user/profile")]
pub(crate) fn show(signed: SignedIn) -> Reply<UserView> {
    let membership = signed.membership.as_ref();
    Reply::ok(UserView::new(&signed.session.user, membership))
}

/// Changes what is sent of the names, the address, the company and the bio. Another address takes
/// effect when the link that is sent to it is used.
#[utoipa::path(
    tag = "account",
    request_body = ProfileDraft,
    responses(
        (status = 200, body = inline(UserView)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem),
    )
)]
#[put("/user/profile", data = "<draft>")]
pub(crate) async fn change(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    draft: Body<ProfileDraft>,
) -> ApiResult<UserView> {
    let (change, now) = (draft.0.check()?, app.clock.now());
    let membership = signed.membership;
    let (session, actor) = (signed.session, signed.actor);
    let (user, asked) = db
        .write(move |tx| accounts::update_profile(tx, &actor, &session, &change, now))
        .await?;
    let view = UserView::new(&user, membership.as_ref());
    Ok(Reply::ok(view).message(asked.told(&user, app.sends_mail())))
}

/// Sends the link that confirms the address once more: to the one that waits, else to the present
/// one.
#[utoipa::path(
    tag = "account",
    responses(
        (status = 200, body = inline(UserView)),
        (status = 401, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem),
    )
)]
#[post("/user/profile/confirmation")]
pub(crate) async fn ask_again(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> ApiResult<UserView> {
    let (membership, now) = (signed.membership, app.clock.now());
    let (user, actor) = (signed.session.user, signed.actor);
    let user = db
        .write(move |tx| accounts::ask_again(tx, &actor, &user, now))
        .await?;
    let view = UserView::new(&user, membership.as_ref());
    Ok(Reply::ok(view).message(text!("profile-link-sent")))
}

/// Where the photo is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct AvatarView {
    /// The address, or null without a photo.
    avatar: Option<String>,
}

impl AvatarView {
    fn of(user: &User) -> Self {
        Self {
            avatar: user.avatar.as_ref().map(frame::photo_url),
        }
    }
}

/// The form with the photo.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "the documentation of PhotoForm")]
pub(crate) struct PhotoSchema {
    /// PNG, JPEG, WebP or GIF; at most 2 MiB and 16 million pixels.
    #[schema(value_type = String, format = Binary)]
    avatar: Vec<u8>,
}

/// Takes a photo: the middle of it is kept as 256 x 256 pixels, and nothing else of the file.
#[utoipa::path(
    tag = "account",
    request_body(content = PhotoSchema, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = inline(AvatarView)),
        (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem),
    )
)]
#[post("/user/avatar", data = "<form>")]
pub(crate) async fn set_avatar(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Result<PhotoForm, Error>,
) -> ApiResult<AvatarView> {
    let photo = app.photos.make(form?.0).await?;
    let now = app.clock.now();
    let user = db
        .write(move |tx| {
            accounts::set_avatar(tx, &signed.actor, signed.session.user.id, &photo, now)
        })
        .await?;
    Ok(Reply::ok(AvatarView::of(&user)).message(text!("photo-saved")))
}

/// Takes the photo away; without one nothing happens. `?dryRun=true` tells which one it is.
#[utoipa::path(
    tag = "account",
    params(("dryRun" = Option<bool>, Query, description = "only tell what would go")),
    responses(
        (status = 200, body = inline(AvatarView)),
        (status = 401, body = Problem), (status = 422, body = Problem),
    )
)]
#[delete("/user/avatar")]
pub(crate) async fn remove_avatar(
    signed: SignedIn,
    preview: Preview,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> ApiResult<AvatarView> {
    if preview.wanted() {
        return Ok(Reply::ok(AvatarView::of(&signed.session.user)));
    }
    let now = app.clock.now();
    let user = db
        .write(move |tx| accounts::remove_avatar(tx, &signed.actor, signed.session.user.id, now))
        .await?;
    Ok(Reply::ok(AvatarView::of(&user)).message(text!("photo-removed")))
}

/// A photo on the wire. Nothing in it can run, even if it were looked at as a page.
pub(crate) struct Picture {
    id: String,
    png: Vec<u8>,
}

impl<'r> Responder<'r, 'static> for Picture {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        Response::build()
            .header(ContentType::PNG)
            .header(Header::new(
                "Content-Security-Policy",
                "default-src 'none'; sandbox",
            ))
            // The pages of a separate frontend show it as well; they are on the same site.
            .header(Header::new("Cross-Origin-Resource-Policy", "same-site"))
            // Every photo has an id of its own.
            .header(Header::new("ETag", format!("\"{}\"", self.id)))
            .sized_body(self.png.len(), Cursor::new(self.png))
            .ok()
    }
}

/// A photo, for its person and for people who share a team with them.
#[utoipa::path(
    tag = "account",
    params(("id" = String, Path, description = "a photo's id")),
    responses(
        (status = 200, description = "256 x 256 pixels", content_type = "image/png"),
        (status = 401, body = Problem), (status = 404, body = Problem),
    )
)]
#[get("/avatars/<id>")]
pub(crate) fn avatar(
    known: Known,
    db: Connection<ScalixDb>,
    id: Result<PathId<AvatarId>, Error>,
) -> Result<Picture, crate::web::problem::ApiError> {
    let id = id?.0;
    let png = db.read_now(|conn| accounts::avatar(conn, &id, known.user.id))?;
    let id = id.to_string();
    Ok(Picture { id, png })
}

/// How pages look to the caller.
#[utoipa::path(
    tag = "account",
    responses((status = 200, body = inline(AppearanceView)), (status = 401, body = Problem))
)]
#[get("/user/appearance")]
pub(crate) fn appearance(signed: SignedIn) -> Reply<AppearanceView> {
    Reply::ok(Appearance::of(&signed.session.user).into())
}

/// Changes what is sent of theme, language and time zone.
#[utoipa::path(
    tag = "account",
    request_body = AppearanceDraft,
    responses(
        (status = 200, body = inline(AppearanceView)),
        (status = 401, body = Problem), (status = 422, body = Problem),
    )
)]
#[put("/user/appearance", data = "<draft>")]
pub(crate) async fn change_appearance(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    draft: Body<AppearanceDraft>,
) -> ApiResult<AppearanceView> {
    let (user, now) = (signed.session.user, app.clock.now());
    let chosen = draft.0.check(&user)?;
    let view = chosen.clone().into();
    db.write(move |tx| accounts::set_appearance(tx, &signed.actor, &user, &chosen, now))
        .await?;
    Ok(Reply::ok(view).message(text!("appearance-saved")))
}

/// To be mounted at `/api`.
pub(super) fn routes() -> Vec<Route> {
    routes![
        show,
        change,
        ask_again,
        set_avatar,
        remove_avatar,
        avatar,
        appearance,
        change_appearance
    ]
}
