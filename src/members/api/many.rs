//! `POST /api/team/members/bulk`.

use rocket::http::Status;
use rocket::request::Request;
use rocket::response::{self, Responder};
use rocket::{State, post};
use rocket_db_pools::Connection;
use serde::Serialize;

use super::views::{OutcomeView, PreviewView};
use crate::members::{BulkDraft, BulkPreview, Outcome};
use crate::teams::access::{Access, ManageMembers};
use crate::text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::guards;
use crate::web::params::Preview;
use crate::web::problem::{ApiError, Problem};
use crate::web::reply::Reply;

/// What a change of many answers.
#[derive(Debug)]
pub(crate) enum Answer {
    /// With `dryRun=true`.
    Preview(BulkPreview),
    /// For each.
    Done(Vec<Outcome>),
}

/// The same on the wire.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub(crate) enum AnswerView {
    /// With `dryRun=true`: what would be done.
    Preview(PreviewView),
    /// What became of each, in order.
    Done(Vec<OutcomeView>),
}

impl<'r> Responder<'r, 'static> for Answer {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let locale = guards::locale(request);
        match self {
            Self::Preview(preview) => {
                let view = PreviewView::new(preview, locale);
                Reply::ok(AnswerView::Preview(view)).respond_to(request)
            }
            Self::Done(outcomes) => {
                let all = outcomes.len();
                let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
                let outcomes = outcomes.into_iter();
                let views = outcomes.map(|outcome| OutcomeView::new(outcome, locale));
                let status = if done == all {
                    Status::Ok
                } else {
                    Status::MultiStatus
                };
                Reply::ok(AnswerView::Done(views.collect()))
                    .status(status)
                    .message(text!("member-bulk-done", done = done, refused = all - done))
                    .respond_to(request)
            }
        }
    }
}

/// Does the same to many: changes their role, deactivates, reactivates or removes them. Each is
/// judged by themselves: 200 when it was done to all, 207 when not. With `filter` in place of `ids` it
/// is everybody whom the list shows with it. `?dryRun=true` tells what would happen. Nothing is done
/// to oneself.
#[utoipa::path(
    tag = "team",
    params(("dryRun" = Option<bool>, Query, description = "only tell what would be done")),
    request_body = BulkDraft,
    responses(
        (status = 200, body = inline(AnswerView)),
        (status = 207, body = inline(AnswerView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/team/members/bulk", data = "<draft>")]
pub(crate) async fn bulk(
    by: Access<ManageMembers>,
    preview: Preview,
    db: Connection<ScalixDb>,
    app: &State<App>,
    draft: Body<BulkDraft>,
) -> Result<Answer, ApiError> {
    let (bulk, now) = (draft.0.check()?, app.clock.now());
    if preview.wanted() {
        let told = db.read(move |conn| bulk.preview(conn, &by, now)).await?;
        return Ok(Answer::Preview(told));
    }
    Ok(Answer::Done(bulk.run(&db, &by, now).await?))
}
