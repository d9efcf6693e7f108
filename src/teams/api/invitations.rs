//! `/api/team/invite` and `/api/team/invitations`: for those who manage the members.

use rocket::http::Status as HttpStatus;
use rocket::request::Request;
use rocket::response::{self, Responder};
use rocket::{Route, State, delete, get, post, routes};
use rocket_db_pools::Connection;
use serde::Serialize;

use crate::clock::Timestamp;
use crate::error::{Error, Fields, Result};
use crate::i18n::Locale;
use crate::ids::{InvitationId, PublicId};
use crate::page::{Cursor, Limit};
use crate::teams::access::{Access, ManageMembers};
use crate::teams::invitations::{self, Asked, Invitation, InviteBody, Status};
use crate::text;
use crate::text::Text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::guards::Visitor;
use crate::web::params::{PathId, Preview};
use crate::web::problem::{self, ApiError, Problem};
use crate::web::reply::{ApiResult, Reply};

/// An invitation on the wire.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Invitation)]
pub(crate) struct InvitationView {
    /// The id.
    #[schema(value_type = String)]
    id: PublicId<InvitationId>,
    /// The address.
    email: String,
    /// What its person becomes.
    role: &'static str,
    /// The personal line; may be empty.
    message: String,
    /// `pending`, `accepted`, `expired` or `revoked`.
    status: &'static str,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    invited_at: Timestamp,
    /// When it was made or sent again last.
    #[schema(value_type = String, format = DateTime)]
    sent_at: Timestamp,
    /// Until when it is good.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// The name of the inviter, or of who sent it again last; empty when the account is gone.
    invited_by: String,
    /// `queued`, `sent`, `failed`, or `link_only`: no mail goes, give the link by hand.
    delivery: &'static str,
    /// The link to give by hand, in the replies that make or send one and never in a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    invite_url: Option<String>,
}

impl InvitationView {
    fn new(invitation: Invitation, url: Option<String>, now: Timestamp) -> Self {
        Self {
            role: invitation.role.name(),
            status: invitation.status(now).word(),
            delivery: invitation.delivery.word(),
            id: invitation.public_id,
            email: invitation.email,
            message: invitation.message,
            invited_at: invitation.created_at,
            sent_at: invitation.sent_at,
            expires_at: invitation.expires_at,
            invited_by: invitation.invited_by,
            invite_url: url,
        }
    }

    /// With the link.
    fn with_link(invitation: Invitation, app: &App, now: Timestamp) -> Self {
        let url = invitation.url(&app.links, app.base_url());
        Self::new(invitation, Some(url), now)
    }
}

/// What came of one invitation of many.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InviteResult {
    /// Its place in the request, from 0.
    index: usize,
    /// The address, as sent.
    email: String,
    /// Whether it was made.
    ok: bool,
    /// It, when it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    invitation: Option<InvitationView>,
    /// Why not: the code of errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    /// Why not, as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

/// The reply to an invitation of many: 201, 207 when some were refused, or the error body with
/// the results in it when all were.
pub(crate) struct Invited(Vec<(InviteResult, Option<Error>)>);

impl Invited {
    fn new(
        emails: Vec<String>,
        made: Vec<Result<Invitation>>,
        app: &App,
        locale: Locale,
        now: Timestamp,
    ) -> Self {
        let pairs = emails.into_iter().zip(made).enumerate();
        let results = pairs.map(|(index, (email, made))| {
            let (invitation, error) = match made {
                Ok(made) => (Some(InvitationView::with_link(made, app, now)), None),
                Err(error) => (None, Some(error)),
            };
            let result = InviteResult {
                index,
                email,
                ok: invitation.is_some(),
                invitation,
                code: error.as_ref().map(Error::code),
                message: error.as_ref().map(|error| locale.say(&error.text())),
            };
            (result, error)
        });
        Self(results.collect())
    }
}

impl<'r> Responder<'r, 'static> for Invited {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let made = self.0.iter().filter(|(result, _)| result.ok).count();
        let all = self.0.len();
        let mut fields = Fields::default();
        for (result, error) in &self.0 {
            if let Some(error) = error {
                fields.add(format!("invites[{}]", result.index), error.text());
            }
        }
        let results: Vec<InviteResult> = self.0.into_iter().map(|(result, _)| result).collect();
        if made > 0 {
            let status = if made == all {
                HttpStatus::Created
            } else {
                HttpStatus::MultiStatus
            };
            let message = text!("invitation-many-made", made = made, all = all);
            return Reply::created(results)
                .status(status)
                .message(message)
                .secret()
                .respond_to(request);
        }
        match serde_json::to_value(results) {
            Ok(data) => Ok(problem::respond(
                &Error::Invalid(fields),
                Some(data),
                request,
            )),
            Err(error) => ApiError(Error::Internal(error.into())).respond_to(request),
        }
    }
}

/// One invitation, or many.
#[derive(Responder)]
pub(crate) enum InviteReply {
    One(Box<Reply<InvitationView>>),
    Many(Invited),
}

fn made_text(invitation: &Invitation) -> Text {
    text!(
        "invitation-made",
        email = &invitation.email,
        delivery = invitation.delivery.word()
    )
}

/// Invites people to the team: one (`email`, `role`, `message`?), or up to 100 (`invites`), each
/// for itself: the good ones are kept whatever the others are. `inviteUrl` is the link to give by
/// hand; with a mail server it also goes by mail.
#[utoipa::path(
    tag = "invitations",
    request_body = InviteBody,
    responses(
        (status = 201, body = inline(InvitationView), description = "The invitation; of many a list of results."),
        (status = 207, body = inline(Vec<InviteResult>), description = "Some were refused."),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem, description = "Of many, none was made: `data` has the results."),
        (status = 429, body = Problem),
    )
)]
#[post("/team/invite", data = "<body>")]
pub(crate) async fn invite(
    by: Access<ManageMembers>,
    visitor: Visitor,
    db: Connection<ScalixDb>,
    app: &State<App>,
    body: Body<InviteBody>,
) -> Result<InviteReply, ApiError> {
    let (locale, now) = (visitor.locale, app.clock.now());
    let post = app.post(locale);
    match body.0.asked()? {
        Asked::One(draft) => {
            let new = draft.check()?;
            let made = db
                .write(move |tx| invitations::invite(tx, &by, &new, post, now))
                .await?;
            let message = made_text(&made);
            let view = InvitationView::with_link(made, app, now);
            let reply = Reply::created(view).message(message).secret();
            Ok(InviteReply::One(Box::new(reply)))
        }
        Asked::Many(drafts) => {
            let emails = drafts.iter().map(|draft| draft.email.clone()).collect();
            let made = db
                .write(move |tx| invitations::invite_all(tx, &by, &drafts, post, now))
                .await?;
            Ok(InviteReply::Many(Invited::new(
                emails, made, app, locale, now,
            )))
        }
    }
}

/// The team's invitations, newest first, without their links. Those that ended stay for 30 days.
#[utoipa::path(
    tag = "invitations",
    params(
        ("status" = Option<String>, Query, description = "pending, accepted, expired or revoked; all or empty: every one"),
        ("limit" = Option<u32>, Query, description = "1 to 1000, by default 100"),
        ("cursor" = Option<String>, Query, description = "nextCursor of the page before"),
    ),
    responses(
        (status = 200, body = inline(Vec<InvitationView>)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/team/invitations?<status>&<limit>&<cursor>")]
pub(crate) async fn list(
    by: Access<ManageMembers>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    status: Option<&str>,
    limit: Option<&str>,
    cursor: Option<&str>,
) -> ApiResult<Vec<InvitationView>> {
    let now = app.clock.now();
    let status = Status::from_query(status)?;
    let (limit, cursor) = (Limit::from_query(limit)?, Cursor::from_query(cursor)?);
    let page = db
        .read(move |conn| invitations::list(conn, &by, status, limit, cursor.as_ref(), now))
        .await?;
    let view = |invitation| InvitationView::new(invitation, None, now);
    Ok(Reply::page(page.map(view)))
}

/// A link to give by hand.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LinkView {
    /// The link.
    invite_url: String,
    /// Until when it is good.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// The link of a pending invitation, for those who could give its role themselves.
#[utoipa::path(
    tag = "invitations",
    params(("id" = String, Path, description = "an invitation's id")),
    responses(
        (status = 200, body = inline(LinkView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "It is not pending."),
    )
)]
#[get("/team/invitations/<id>/link")]
pub(crate) fn link(
    by: Access<ManageMembers>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Result<PathId<InvitationId>, Error>,
) -> ApiResult<LinkView> {
    let (id, now) = (id?.0, app.clock.now());
    let found = db.read_now(|conn| invitations::for_link(conn, &by, &id, now))?;
    let view = LinkView {
        invite_url: found.url(&app.links, app.base_url()),
        expires_at: found.expires_at,
    };
    Ok(Reply::ok(view).secret())
}

/// Sends a pending or expired invitation again, good for another seven days: three times an hour,
/// ten times in all. The caller becomes its inviter.
#[utoipa::path(
    tag = "invitations",
    params(("id" = String, Path, description = "an invitation's id")),
    responses(
        (status = 200, body = inline(InvitationView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 429, body = Problem),
    )
)]
#[post("/team/invitations/<id>/resend")]
pub(crate) async fn resend(
    by: Access<ManageMembers>,
    visitor: Visitor,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Result<PathId<InvitationId>, Error>,
) -> ApiResult<InvitationView> {
    let (id, post, now) = (id?.0, app.post(visitor.locale), app.clock.now());
    let sent = db
        .write(move |tx| invitations::resend(tx, &by, &id, post, now))
        .await?;
    let message = made_text(&sent);
    let view = InvitationView::with_link(sent, app, now);
    Ok(Reply::ok(view).message(message).secret())
}

/// Takes an invitation back: its links are refused from this reply on. One that was revoked stays
/// as it is. With `dryRun=true`: the invitation.
#[utoipa::path(
    tag = "invitations",
    params(
        ("id" = String, Path, description = "an invitation's id"),
        ("dryRun" = Option<bool>, Query, description = "only tell what would go"),
    ),
    responses(
        (status = 200, body = inline(InvitationView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem),
    )
)]
#[delete("/team/invitations/<id>")]
pub(crate) async fn revoke(
    by: Access<ManageMembers>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Result<PathId<InvitationId>, Error>,
    preview: Preview,
) -> ApiResult<InvitationView> {
    let (id, now) = (id?.0, app.clock.now());
    if preview.wanted() {
        let found = db.read_now(|conn| invitations::revocable(conn, &by, &id, now))?;
        return Ok(Reply::ok(InvitationView::new(found, None, now)));
    }
    let revoked = db
        .write(move |tx| invitations::revoke(tx, &by, &id, now))
        .await?;
    let message = text!("invitation-revoked", email = &revoked.email);
    Ok(Reply::ok(InvitationView::new(revoked, None, now)).message(message))
}

pub(super) fn routes() -> Vec<Route> {
    routes![invite, list, link, resend, revoke]
}
