//! `/api/notifications`.

use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;
use serde::Serialize;

use crate::clock::Timestamp;
use crate::error::Error;
use crate::i18n::Locale;
use crate::ids::{NotificationId, PublicId};
use crate::notifications::{self, Notification, Reader};
use crate::page::{Cursor, Limit};
use crate::text;
use crate::usage::prices::SharedPrices;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::guards::{SignedIn, Visitor};
use crate::web::params::PathId;
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// Something that needs attention, on the wire.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Notification)]
pub(crate) struct NotificationView {
    /// The id, the same for as long as the reason lasts.
    #[schema(value_type = String)]
    id: PublicId<NotificationId>,
    /// `key_expiring`, `token_expiring`, `model_unpriced` or `mail_failed`.
    kind: &'static str,
    /// What it is and what to do, in the caller's language.
    message: String,
    /// The page where something can be done; null where there is none.
    href: Option<String>,
    /// When it began to be told; of a model: the last day of use.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Whether the caller said that they have read it.
    read: bool,
}

impl NotificationView {
    fn new(notification: Notification, locale: Locale, now: Timestamp) -> Self {
        Self {
            kind: notification.reason.kind(),
            message: locale.say(&notification.reason.text(now)),
            href: notification.reason.page(),
            at: notification.at,
            read: notification.read_at.is_some(),
            id: notification.id,
        }
    }
}

/// Which of them are asked for.
#[derive(FromForm)]
pub(crate) struct Asked<'r> {
    unread: Option<&'r str>,
    limit: Option<&'r str>,
    cursor: Option<&'r str>,
}

fn flag(word: Option<&str>) -> Result<bool, Error> {
    match word {
        None | Some("" | "false" | "all") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Error::invalid("unread", text!("field-true-false"))),
    }
}

/// What needs the caller's attention now, the newest first; beside it `unread`, how many of all of
/// them are unread.
#[utoipa::path(
    tag = "account",
    params(
        ("unread" = Option<bool>, Query, description = "only those that are unread"),
        ("limit" = Option<u32>, Query, description = "1 to 1000, by default 100"),
        ("cursor" = Option<String>, Query, description = "nextCursor of the page before"),
    ),
    responses(
        (status = 200, body = inline(Vec<NotificationView>)),
        (status = 401, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/notifications?<asked..>")]
pub(crate) async fn list(
    signed: SignedIn,
    visitor: Visitor,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    asked: Asked<'_>,
) -> ApiResult<Vec<NotificationView>> {
    let (unread_only, now) = (flag(asked.unread)?, app.clock.now());
    let limit = Limit::from_query(asked.limit)?;
    let cursor = Cursor::from_query(asked.cursor)?;
    let user = &signed.session.user;
    let reader = Reader::new(user, signed.membership, signed.actor, prices.load());
    let all = db
        .read(move |conn| notifications::all(conn, &reader, now))
        .await?;
    let unread = notifications::unread(&all);
    let page = notifications::page(all, unread_only, limit, cursor.as_ref());
    let page = page.map(|it| NotificationView::new(it, visitor.locale, now));
    Ok(Reply::page(page).beside("unread", unread.into()))
}

/// Says that the caller has read one; once more is fine.
#[utoipa::path(
    tag = "account",
    params(("id" = String, Path, description = "the id of a notification")),
    responses(
        (status = 200, body = inline(NotificationView)),
        (status = 401, body = Problem), (status = 404, body = Problem),
    )
)]
#[post("/notifications/<id>/read")]
pub(crate) async fn read(
    signed: SignedIn,
    visitor: Visitor,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    id: Result<PathId<NotificationId>, Error>,
) -> ApiResult<NotificationView> {
    let (id, now) = (id?.0, app.clock.now());
    let user = &signed.session.user;
    let reader = Reader::new(user, signed.membership, signed.actor, prices.load());
    let read = db
        .write(move |tx| notifications::read(tx, &reader, &id, now))
        .await?;
    let view = NotificationView::new(read, visitor.locale, now);
    Ok(Reply::ok(view).message(text!("notification-read")))
}

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    routes![list, read]
}
