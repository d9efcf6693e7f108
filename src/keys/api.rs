//! `/api/api-keys`.

use rocket::{Route, State, delete, get, post, routes};
use rocket_db_pools::Connection;
use serde::Serialize;

use super::{ApiKey, KeyDraft, KeyRing, KeyScope, RotateDraft};
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::{KeyId, ProjectId, PublicId};
use crate::keys;
use crate::page::{Cursor, Limit};
use crate::secret::Token;
use crate::teams::access::{Access, ManageKeys, ReadKeys};
use crate::text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::guards::Fresh;
use crate::web::optional::Optional;
use crate::web::params::{PathId, Preview};
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// An API key on the wire.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ApiKey)]
pub struct KeyView {
    /// The id; it stays when the key is rotated.
    #[schema(value_type = String)]
    id: PublicId<KeyId>,
    /// The name.
    name: String,
    /// Its project.
    #[schema(value_type = String)]
    project_id: PublicId<ProjectId>,
    /// The name of its project.
    project_name: String,
    /// The prefix with six characters and the last four; the whole secret in the replies that
    /// make one.
    key: String,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// The name of its maker; null when their account is gone.
    created_by: Option<String>,
    /// When it was last used.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_used: Option<Timestamp>,
    /// When it ends; null: never.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
    /// Requests of the last 30 days in UTC, today included.
    usage: i64,
    /// `active` while the key is accepted, else `inactive`.
    status: &'static str,
    /// `active`, `rotating` (two secrets are valid), `expired` or `revoked`.
    state: &'static str,
    /// Until when the secret before the present one is valid; null unless `rotating`.
    #[schema(value_type = Option<String>, format = DateTime)]
    overlap_until: Option<Timestamp>,
    /// `usage:write`, `usage:read` or both.
    scopes: Vec<&'static str>,
    /// The secret, in the replies that make one and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

impl KeyView {
    fn new(key: ApiKey, secret: Option<&Token>) -> Self {
        let secret = secret.map(|secret| secret.reveal().to_owned());
        Self {
            id: key.public_id,
            name: key.name,
            project_id: key.project,
            project_name: key.project_name,
            key: secret.clone().unwrap_or_else(|| key.hint.to_string()),
            created_at: key.created_at,
            created_by: key.created_by,
            last_used: key.last_used_at,
            expires_at: key.expires_at,
            usage: key.requests,
            status: if key.state.active() {
                "active"
            } else {
                "inactive"
            },
            state: key.state.word(),
            overlap_until: key.overlap_until,
            scopes: key.scopes.into_iter().map(KeyScope::word).collect(),
            secret,
        }
    }
}

/// The keys of the team's projects or of one of them, newest first and masked. Revoked and
/// expired ones stay in the list for 30 days.
#[utoipa::path(
    tag = "keys",
    params(
        ("projectId" = Option<String>, Query, description = "only the keys of this project; all or empty: of every project"),
        ("limit" = Option<u32>, Query, description = "1 to 1000, by default 100"),
        ("cursor" = Option<String>, Query, description = "nextCursor of the page before"),
    ),
    responses(
        (status = 200, body = inline(Vec<KeyView>)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/api-keys?<projectId>&<limit>&<cursor>")]
#[expect(non_snake_case, reason = "the names of query parameters are camelCase")]
pub(crate) async fn list(
    by: Access<ReadKeys>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    projectId: Option<&str>,
    limit: Option<&str>,
    cursor: Option<&str>,
) -> ApiResult<Vec<KeyView>> {
    let (now, ring) = (app.clock.now(), KeyRing::clone(ring));
    let project = project_filter(projectId)?;
    let (limit, cursor) = (Limit::from_query(limit)?, Cursor::from_query(cursor)?);
    let page = db
        .read(move |conn| {
            let project = project.as_ref();
            keys::list(conn, &ring, &by, project, limit, cursor.as_ref(), now)
        })
        .await?;
    Ok(Reply::page(page.map(|key| KeyView::new(key, None))))
}

fn project_filter(value: Option<&str>) -> Result<Option<PublicId<ProjectId>>> {
    match value {
        None | Some("" | "all") => Ok(None),
        Some(text) => PublicId::parse(text)
            .map(Some)
            .ok_or_else(|| Error::NotFound(text!("error-not-found"))),
    }
}

/// Makes a key; `secret` is in this reply alone. Without a project, in the body or the query, it
/// goes to the oldest one of the team, or to a new one named Default.
#[utoipa::path(
    tag = "keys",
    params(("projectId" = Option<String>, Query, description = "its project, unless it is in the body")),
    request_body = KeyDraft,
    responses(
        (status = 201, body = inline(KeyView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/api-keys?<projectId>", data = "<draft>")]
#[expect(non_snake_case, reason = "the names of query parameters are camelCase")]
pub(crate) async fn create(
    by: Access<ManageKeys>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    projectId: Option<String>,
    draft: Body<KeyDraft>,
) -> ApiResult<KeyView> {
    let (now, ring) = (app.clock.now(), KeyRing::clone(ring));
    let draft = KeyDraft {
        project_id: draft.0.project_id.or(projectId.filter(|id| !id.is_empty())),
        ..draft.0
    };
    let new = draft.check(now)?;
    let (key, secret) = db
        .write(move |tx| keys::create(tx, &ring, &by, &new, now))
        .await?;
    let message = text!("key-created", name = &key.name);
    let reply = Reply::created(KeyView::new(key, Some(&secret)));
    Ok(reply.message(message).secret())
}

/// Gives a key another secret, which is in this reply alone; the present one stays valid for
/// `overlapHours`. The id of the key stays. In a session: 403 `reauthenticate` when the password
/// was given more than ten minutes ago.
#[utoipa::path(
    tag = "keys",
    params(("id" = String, Path, description = "a key's id")),
    request_body = inline(Option<RotateDraft>),
    responses(
        (status = 200, body = inline(KeyView)),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/api-keys/<id>/rotate", data = "<draft>")]
pub(crate) async fn rotate(
    by: Fresh<Access<ManageKeys>>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Result<PathId<KeyId>, Error>,
    draft: Optional<RotateDraft>,
) -> ApiResult<KeyView> {
    let (id, now, ring) = (id?.0, app.clock.now(), KeyRing::clone(ring));
    let by = by.0;
    let rotation = draft.0.check()?;
    let (key, secret) = db
        .write(move |tx| keys::rotate(tx, &ring, &by, &id, &rotation, now))
        .await?;
    let message = text!("key-rotated", name = &key.name);
    let reply = Reply::ok(KeyView::new(key, Some(&secret)));
    Ok(reply.message(message).secret())
}

/// Revokes a key and all its secrets: from this reply on they are refused. A revoked one stays
/// as it is. With `dryRun=true`: the key, with when it was last used and its usage.
#[utoipa::path(
    tag = "keys",
    params(
        ("id" = String, Path, description = "a key's id"),
        ("dryRun" = Option<bool>, Query, description = "only tell what would go"),
    ),
    responses(
        (status = 200, body = inline(KeyView)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[delete("/api-keys/<id>")]
pub(crate) async fn revoke(
    by: Access<ManageKeys>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    id: Result<PathId<KeyId>, Error>,
    preview: Preview,
) -> ApiResult<KeyView> {
    let (id, now, ring) = (id?.0, app.clock.now(), KeyRing::clone(ring));
    if preview.wanted() {
        let key = db
            .read(move |conn| keys::preview_revoke(conn, &ring, &by, &id, now))
            .await?;
        return Ok(Reply::ok(KeyView::new(key, None)));
    }
    let key = db
        .write(move |tx| keys::revoke(tx, &ring, &by, &id, now))
        .await?;
    let message = text!("key-revoked-now", name = &key.name);
    Ok(Reply::ok(KeyView::new(key, None)).message(message))
}

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    routes![list, create, rotate, revoke]
}
