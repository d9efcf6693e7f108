//! `/api/team/message` and `/api/messages`: writing, reading and keeping messages.

use rocket::{Route, State, delete, get, post, routes};
use rocket_db_pools::Connection;
use serde::Serialize;

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::{MessageId, PublicId, UserId};
use crate::messages::{
    self, Correspondent, Mailbox, Message, MessageDraft, ReplyDraft, conversation,
};
use crate::page::{Cursor, Limit};
use crate::teams::access::{Access, SendMessages, ViewTeam};
use crate::text;
use crate::web::app::App;
use crate::web::body::Body;
use crate::web::database::ScalixDb;
use crate::web::frame::photo_url;
use crate::web::guards::SignedIn;
use crate::web::params::{PathId, Preview};
use crate::web::problem::Problem;
use crate::web::reply::{ApiResult, Reply};

/// Somebody in a message.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct CorrespondentView {
    #[schema(value_type = String)]
    id: PublicId<UserId>,
    name: String,
    /// The address of the photo, or null.
    avatar: Option<String>,
}

impl From<Correspondent> for CorrespondentView {
    fn from(person: Correspondent) -> Self {
        Self {
            avatar: person.avatar.as_ref().map(photo_url),
            id: person.id,
            name: person.name,
        }
    }
}

/// What a message says and where it stands; in lists with the beginning of its text.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MessageView {
    #[schema(value_type = String)]
    id: PublicId<MessageId>,
    /// The id of the first message of the conversation; null when that is gone.
    #[schema(value_type = Option<String>)]
    thread_id: Option<PublicId<MessageId>>,
    /// The id of the message that it answers.
    #[schema(value_type = Option<String>)]
    reply_to: Option<PublicId<MessageId>>,
    /// Who wrote it; null for somebody who left.
    from: Option<CorrespondentView>,
    /// Whether it went to everyone who was in the team.
    to_everyone: bool,
    /// The first ten recipients by name; empty for everyone.
    to: Vec<CorrespondentView>,
    /// How many got it.
    recipients: i64,
    /// May be empty.
    subject: String,
    /// The whole text; not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    /// The first 200 characters of the text; in lists alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    excerpt: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    sent_at: Timestamp,
    /// Whether the caller has read it; true for what they wrote.
    read: bool,
    /// When; null for what they wrote.
    #[schema(value_type = Option<String>, format = DateTime)]
    read_at: Option<Timestamp>,
}

impl MessageView {
    fn whole(message: Message) -> Self {
        Self {
            read: !message.is_unread(),
            id: message.public_id,
            thread_id: message.thread_id,
            reply_to: message.reply_to,
            from: message.sender.map(CorrespondentView::from),
            to_everyone: message.to_everyone,
            to: message
                .to
                .into_iter()
                .map(CorrespondentView::from)
                .collect(),
            recipients: message.recipients,
            subject: message.subject,
            body: Some(message.body),
            excerpt: None,
            sent_at: message.sent_at,
            read_at: message.read_at,
        }
    }

    fn listed(message: Message) -> Self {
        let mut view = Self::whole(message);
        view.excerpt = view.body.take();
        view
    }
}

/// A message with what came after it in its conversation, the newest first.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ConversationView {
    #[serde(flatten)]
    message: MessageView,
    replies: Vec<MessageView>,
}

/// How much waits to be read.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct UnreadView {
    unread: i64,
}

type Id = Result<PathId<MessageId>, Error>;

/// Writes to members of the team, or to everyone in it.
#[utoipa::path(
    tag = "messages",
    request_body = MessageDraft,
    responses(
        (status = 201, body = inline(MessageView)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem),
    )
)]
#[post("/team/message", data = "<draft>")]
pub(crate) async fn send(
    by: Access<SendMessages>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    draft: Body<MessageDraft>,
) -> ApiResult<MessageView> {
    let (new, now) = (draft.0.check()?, app.clock.now());
    let sent = db
        .write(move |tx| messages::send(tx, &by, &new, now))
        .await?;
    Ok(told(sent))
}

fn told(sent: Message) -> Reply<MessageView> {
    let message = text!("message-sent", count = sent.recipients);
    Reply::created(MessageView::whole(sent)).message(message)
}

/// The caller's messages in the team, the newest first.
#[utoipa::path(
    tag = "messages",
    params(
        ("box" = Option<String>, Query, description = "`inbox` (default) or `sent`"),
        ("unread" = Option<bool>, Query, description = "`true`: only what waits to be read"),
        ("limit" = Option<u32>, Query, description = "1 to 1,000"),
        ("cursor" = Option<String>, Query, description = "where the last page ended"),
    ),
    responses(
        (status = 200, body = inline(Vec<MessageView>)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem),
    )
)]
#[get("/messages?<box>&<unread>&<limit>&<cursor>")]
pub(crate) async fn list(
    by: Access<ViewTeam>,
    db: Connection<ScalixDb>,
    r#box: Option<&str>,
    unread: Option<&str>,
    limit: Option<&str>,
    cursor: Option<&str>,
) -> ApiResult<Vec<MessageView>> {
    let mailbox = match r#box {
        None | Some("" | "all" | "inbox") => Mailbox::Inbox,
        Some("sent") => Mailbox::Sent,
        Some(_) => return Err(Error::invalid("box", text!("message-box")).into()),
    };
    let unread = match unread {
        None | Some("" | "all" | "false") => false,
        Some("true") => true,
        Some(_) => return Err(Error::invalid("unread", text!("field-true-false")).into()),
    };
    let (limit, cursor) = (Limit::from_query(limit)?, Cursor::from_query(cursor)?);
    let page = db
        .read(move |conn| messages::list(conn, &by, mailbox, unread, limit, cursor.as_ref()))
        .await?;
    Ok(Reply::page(page.map(MessageView::listed)))
}

/// How many messages of the team the caller has not read.
#[utoipa::path(
    tag = "messages",
    responses(
        (status = 200, body = inline(UnreadView)),
        (status = 401, body = Problem), (status = 403, body = Problem),
    )
)]
#[get("/messages/unread-count")]
pub(crate) fn unread_count(
    by: Access<ViewTeam>,
    db: Connection<ScalixDb>,
) -> ApiResult<UnreadView> {
    let unread = db.read_now(|conn| messages::unread(conn, by.membership(), None))?;
    Ok(Reply::ok(UnreadView { unread }))
}

/// A message with what came after it in its conversation, as far as the caller holds it. Looking
/// does not mark it as read.
#[utoipa::path(
    tag = "messages",
    params(
        ("id" = String, Path, description = "a message's id"),
        ("limit" = Option<u32>, Query, description = "of the replies, 1 to 1,000"),
        ("cursor" = Option<String>, Query, description = "where the last page ended"),
    ),
    responses(
        (status = 200, body = inline(ConversationView)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[get("/messages/<id>?<limit>&<cursor>")]
pub(crate) async fn find(
    by: Access<ViewTeam>,
    db: Connection<ScalixDb>,
    id: Id,
    limit: Option<&str>,
    cursor: Option<&str>,
) -> ApiResult<ConversationView> {
    let id = id?.0;
    let (limit, cursor) = (Limit::from_query(limit)?, Cursor::from_query(cursor)?);
    let (message, after) = db
        .read(move |conn| {
            let message = messages::find(conn, &by, &id)?;
            let after = conversation(conn, &by, &message, true, limit, cursor.as_ref())?;
            Ok((message, after))
        })
        .await?;
    let next = serde_json::json!(after.next);
    let replies = after.items.into_iter().map(MessageView::whole);
    let view = ConversationView {
        message: MessageView::whole(message),
        replies: replies.collect(),
    };
    Ok(Reply::ok(view).beside("nextCursor", next))
}

/// Marks a message as read, with what came before it in its conversation, in a session: a token
/// that may only read changes nothing.
#[utoipa::path(
    tag = "messages",
    params(("id" = String, Path, description = "a message's id")),
    responses(
        (status = 200, body = inline(MessageView)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem),
    )
)]
#[post("/messages/<id>/read")]
pub(crate) async fn read(
    signed: SignedIn,
    by: Access<ViewTeam>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> ApiResult<MessageView> {
    drop(signed);
    let (id, now) = (id?.0, app.clock.now());
    let message = db
        .write(move |tx| messages::mark_read(tx, &by, &id, now))
        .await?;
    Ok(Reply::ok(MessageView::whole(message)).message(text!("message-read")))
}

/// Answers whoever wrote the message; one's own message goes once more to those who got it.
#[utoipa::path(
    tag = "messages",
    params(("id" = String, Path, description = "a message's id")),
    request_body = ReplyDraft,
    responses(
        (status = 201, body = inline(MessageView)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem),
    )
)]
#[post("/messages/<id>/reply", data = "<draft>")]
pub(crate) async fn reply(
    by: Access<SendMessages>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
    draft: Body<ReplyDraft>,
) -> ApiResult<MessageView> {
    let (id, body, now) = (id?.0, draft.0.check()?, app.clock.now());
    let sent = db
        .write(move |tx| messages::reply(tx, &by, &id, body, now))
        .await?;
    Ok(told(sent))
}

/// Removes a message for the caller alone, in a session.
#[utoipa::path(
    tag = "messages",
    params(
        ("id" = String, Path, description = "a message's id"),
        ("dryRun" = Option<bool>, Query, description = "only tell what would go"),
    ),
    responses(
        (status = 200, body = inline(MessageView)),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem),
    )
)]
#[delete("/messages/<id>")]
pub(crate) async fn remove(
    signed: SignedIn,
    by: Access<ViewTeam>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
    preview: Preview,
) -> ApiResult<MessageView> {
    // The guard alone: a token that reads is not to remove.
    drop(signed);
    let (id, now) = (id?.0, app.clock.now());
    if preview.wanted() {
        let message = db.read_now(|conn| messages::find(conn, &by, &id))?;
        return Ok(Reply::ok(MessageView::whole(message)));
    }
    let message = db
        .write(move |tx| messages::remove(tx, &by, &id, now))
        .await?;
    Ok(Reply::ok(MessageView::whole(message)).message(text!("message-removed")))
}

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    routes![send, list, unread_count, find, read, reply, remove]
}
