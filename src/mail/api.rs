//! `/api/user/notifications`; `/api/admin/jobs` for operators.

use rocket::{Route, State, get, post, put, routes};
use rocket_db_pools::Connection;
use serde::Serialize;

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::{MailId, PublicId};
use crate::mail::outbox::{self, Listed, MailState};
use crate::mail::preferences::{self, Preferences};
use crate::page::{Cursor, Limit};
use crate::teams::access::Operator;
use crate::text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::guards::SignedIn;
use crate::web::params::PathId;
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// Which mail the caller wants. Mail about the security of the account always goes.
#[utoipa::path(
    tag = "account",
    responses((status = 200, body = inline(Preferences)), (status = 401, body = Problem))
)]
#[get("/user/notifications")]
pub(crate) fn wanted(signed: SignedIn, db: Connection<ScalixDb>) -> ApiResult<Preferences> {
    let user = signed.session.user.id;
    Ok(Reply::ok(
        db.read_now(|conn| preferences::find(conn, user))?,
    ))
}

/// Says which mail the caller wants.
#[utoipa::path(
    tag = "account",
    request_body = Preferences,
    responses(
        (status = 200, body = inline(Preferences)),
        (status = 401, body = Problem), (status = 422, body = Problem),
    )
)]
#[put("/user/notifications", data = "<wanted>")]
pub(crate) async fn want(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    wanted: Body<Preferences>,
) -> ApiResult<Preferences> {
    let (wanted, now) = (wanted.0, app.clock.now());
    db.write(move |tx| {
        let user = &signed.session.user;
        let id = user.public_id.as_str();
        preferences::change(tx, &signed.actor, user.id, id, wanted, now)
    })
    .await?;
    Ok(Reply::ok(wanted).message(text!("notifications-saved")))
}

/// Work of the server that can be late or fail: mails.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct JobView {
    /// The id.
    #[schema(value_type = String)]
    id: PublicId<MailId>,
    /// `mail`.
    #[serde(rename = "type")]
    what: &'static str,
    /// Which mail, such as `reset-password`.
    kind: String,
    /// The address, masked.
    recipient: String,
    /// `queued`, `sent` or `failed`.
    state: &'static str,
    /// Tries so far.
    attempts: u32,
    /// When it was queued.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it is tried next, while it waits.
    #[schema(value_type = Option<String>, format = DateTime)]
    next_attempt_at: Option<Timestamp>,
    /// When it was sent or given up.
    #[schema(value_type = Option<String>, format = DateTime)]
    finished_at: Option<Timestamp>,
    /// Why the last try failed.
    last_error: Option<String>,
}

impl From<Listed> for JobView {
    fn from(mail: Listed) -> Self {
        Self {
            id: mail.public_id,
            what: "mail",
            kind: mail.kind,
            recipient: mail.recipient,
            state: mail.state.word(),
            attempts: mail.attempts,
            created_at: mail.created_at,
            next_attempt_at: mail.next_attempt_at,
            finished_at: mail.finished_at,
            last_error: mail.last_error,
        }
    }
}

fn state_of(word: Option<&str>) -> Result<Option<MailState>> {
    match word.filter(|word| !word.is_empty() && *word != "all") {
        None => Ok(None),
        Some(word) => MailState::parse(word)
            .map(Some)
            .ok_or_else(|| Error::invalid("state", text!("field-mail-state"))),
    }
}

/// The mails of the last month, newest first, for operators. What they say is not told.
#[utoipa::path(
    tag = "admin",
    params(
        ("state" = Option<String>, Query, description = "queued, sent or failed"),
        ("limit" = Option<u32>, Query, description = "1 to 1000, default 100"),
        ("cursor" = Option<String>, Query, description = "nextCursor of the page before"),
    ),
    responses(
        (status = 200, body = inline(Vec<JobView>)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/admin/jobs?<state>&<limit>&<cursor>")]
pub(crate) fn jobs(
    _by: Operator,
    db: Connection<ScalixDb>,
    state: Option<&str>,
    limit: Option<&str>,
    cursor: Option<&str>,
) -> ApiResult<Vec<JobView>> {
    let (limit, cursor) = (Limit::from_query(limit)?, Cursor::from_query(cursor)?);
    let state = state_of(state)?;
    let page = db.read_now(|conn| outbox::list(conn, state, limit, cursor.as_ref()))?;
    Ok(Reply::page(page.map(JobView::from)))
}

/// Tries a failed mail again, for another day.
#[utoipa::path(
    tag = "admin",
    params(("id" = String, Path, description = "a mail's id")),
    responses(
        (status = 200, body = inline(JobView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem),
    )
)]
#[post("/admin/jobs/<id>/retry")]
pub(crate) async fn retry(
    by: Operator,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Result<PathId<MailId>, Error>,
) -> ApiResult<JobView> {
    let (id, now) = (id?.0, app.clock.now());
    let mail = db
        .write(move |tx| outbox::retry(tx, by.actor(), &id, now))
        .await?;
    Ok(Reply::ok(JobView::from(mail)).message(text!("mail-retried")))
}

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    routes![wanted, want, jobs, retry]
}
