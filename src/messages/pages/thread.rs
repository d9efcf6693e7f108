//! `/messages/{id}`: a conversation, the answer to it, and removing a message from it.

use askama::Template;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::{Id, addressed, page_of, title, writer};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{MessageId, PublicId};
use crate::messages::{self, Message, Piece, ReplyDraft, pieces};
use crate::page::{Cursor, Limit, Page};
use crate::teams::access::{Access, SendMessages, ViewTeam};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::moment::Moment;
use crate::web::page::{Chrome, Errors, Person};

/// A conversation.
#[derive(Template, Debug)]
#[template(path = "messages/thread.html")]
pub(super) struct ThreadPage {
    chrome: Chrome,
    title: String,
    /// In order of time.
    messages: Vec<Shown>,
    /// Where earlier messages are; empty when all are shown.
    earlier: String,
    /// Where the newest are; empty when they are shown.
    latest: String,
    /// The newest message: what an answer answers, and up to which it is read.
    last: String,
    unread: bool,
    /// Whom an answer goes to; none for people who may not write.
    answer_to: Option<String>,
    typed: String,
    errors: Errors,
}

#[derive(Debug)]
struct Shown {
    id: String,
    path: String,
    person: Option<Person>,
    name: String,
    to: String,
    at: Moment,
    unread: bool,
    body: Vec<Piece>,
}

impl Shown {
    fn new(message: &Message, chrome: &Chrome) -> Self {
        let (person, name) = writer(message, chrome);
        Self {
            id: message.public_id.to_string(),
            path: page_of(&message.public_id),
            person,
            name,
            to: addressed(message, chrome),
            at: Moment::date_time(chrome.locale, &chrome.tz, message.sent_at),
            unread: message.is_unread(),
            body: pieces(&message.body),
        }
    }
}

/// What was read for the page.
pub(super) struct Found {
    pub(super) message: Message,
    /// The newest first.
    pub(super) page: Page<Message>,
    /// Whether it is not the newest part.
    pub(super) beyond: bool,
}

impl ThreadPage {
    /// `None` when the conversation is empty, which that of a message in it never is.
    pub(super) fn new(chrome: Chrome, found: &Found, may_send: bool) -> Option<Self> {
        let here = page_of(&found.message.public_id);
        let newest = found.page.items.first()?;
        let answer_to = match (&newest.sender, newest.mine) {
            (_, true) => Some(addressed(newest, &chrome)),
            (Some(sender), _) => Some(sender.name.clone()),
            (None, _) => None,
        };
        Some(Self {
            title: title(&found.message),
            messages: (found.page.items.iter().rev())
                .map(|message| Shown::new(message, &chrome))
                .collect(),
            earlier: (found.page.next.as_ref()).map_or_else(String::new, |next| {
                let next: String =
                    url::form_urlencoded::byte_serialize(next.to_string().as_bytes()).collect();
                format!("{here}?cursor={next}")
            }),
            latest: if found.beyond { here } else { String::new() },
            last: newest.public_id.to_string(),
            unread: found.page.items.iter().any(Message::is_unread),
            answer_to: answer_to.filter(|_| may_send && !found.beyond),
            typed: String::new(),
            errors: Errors::default(),
            chrome,
        })
    }
}

/// Messages of a conversation on a page.
const ROWS: u32 = 20;

fn find(
    conn: &Conn,
    by: &Access<ViewTeam>,
    id: &PublicId<MessageId>,
    cursor: Option<&Cursor>,
) -> Result<Found> {
    let message = messages::find(conn, by, id)?;
    let limit = Limit::new(ROWS)?;
    Ok(Found {
        page: messages::conversation(conn, by, &message, false, limit, cursor)?,
        message,
        beyond: cursor.is_some(),
    })
}

fn page(chrome: Chrome, found: &Found, may_send: bool) -> Result<ThreadPage> {
    // A cursor that is older than the oldest message leads nowhere.
    ThreadPage::new(chrome.at("messages"), found, may_send)
        .ok_or_else(|| Error::NotFound(text!("error-not-found")))
}

#[get("/messages/<id>?<cursor>")]
async fn show(
    by: Access<ViewTeam>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    id: Id,
    cursor: Option<&str>,
) -> PageResult<Html<ThreadPage>> {
    let (id, cursor) = (id?.0, Cursor::from_query(cursor)?);
    let may_send = by.also::<SendMessages>().is_some();
    let found = db
        .read(move |conn| find(conn, &by, &id, cursor.as_ref()))
        .await?;
    Ok(Html::ok(page(chrome, &found, may_send)?))
}

#[post("/messages/<id>/read")]
async fn read(
    by: Access<ViewTeam>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Go> {
    let (id, now) = (id?.0, app.clock.now());
    let back = page_of(&id);
    db.write(move |tx| messages::mark_read(tx, &by, &id, now))
        .await?;
    Ok(Go::to(back).done(text!("message-read")))
}

#[derive(FromForm)]
struct Answer {
    #[field(default = String::new())]
    body: String,
}

#[post("/messages/<id>/reply", data = "<form>")]
async fn reply(
    by: Access<SendMessages>,
    see: Access<ViewTeam>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
    form: Form<Answer>,
) -> PageResult<Result<Go, Html<ThreadPage>>> {
    let (id, now, typed) = (id?.0, app.clock.now(), form.into_inner().body);
    let draft = ReplyDraft {
        body: typed.clone(),
    };
    let (target, checked) = (id.clone(), draft.check());
    let sent = match checked {
        Ok(body) => {
            db.write(move |tx| messages::reply(tx, &by, &target, body, now))
                .await
        }
        Err(error) => Err(error),
    };
    match sent {
        Ok(sent) => {
            let said = text!("message-sent", count = sent.recipients);
            Ok(Ok(Go::to(page_of(&sent.public_id)).done(said)))
        }
        Err(error @ (Error::Invalid(_) | Error::Conflict(_) | Error::RateLimited { .. })) => {
            let found = db.read(move |conn| find(conn, &see, &id, None)).await?;
            let errors = Errors::of(&error, chrome.locale);
            let page = ThreadPage {
                typed,
                errors,
                ..page(chrome, &found, true)?
            };
            Ok(Err(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

/// The question before a message is removed.
#[derive(Template, Debug)]
#[template(path = "messages/delete.html")]
pub(super) struct DeletePage {
    chrome: Chrome,
    path: String,
    title: String,
    /// Whether the reader wrote it, and others keep it.
    mine: bool,
}

impl DeletePage {
    pub(super) fn new(chrome: Chrome, message: &Message) -> Self {
        Self {
            chrome: chrome.at("messages"),
            path: page_of(&message.public_id),
            title: title(message),
            mine: message.mine,
        }
    }
}

#[get("/messages/<id>/delete")]
fn ask(
    by: Access<ViewTeam>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    id: Id,
) -> PageResult<Html<DeletePage>> {
    let id = id?.0;
    let message = db.read_now(|conn| messages::find(conn, &by, &id))?;
    Ok(Html::ok(DeletePage::new(chrome, &message)))
}

#[post("/messages/<id>/delete")]
async fn delete(
    signed: SignedIn,
    by: Access<ViewTeam>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Go> {
    drop(signed);
    let (id, now) = (id?.0, app.clock.now());
    let removed = db
        .write(move |tx| messages::remove(tx, &by, &id, now))
        .await?;
    let to = if removed.mine {
        "/messages/sent"
    } else {
        "/messages"
    };
    Ok(Go::to(to).done(text!("message-removed")))
}

#[cfg(test)]
impl ThreadPage {
    /// The page with what was typed and refused.
    pub(super) fn refused(mut self, typed: &str, error: &Error) -> Self {
        self.typed = typed.to_owned();
        self.errors = Errors::of(error, self.chrome.locale);
        self
    }
}

pub(super) fn routes() -> Vec<Route> {
    routes![show, read, reply, ask, delete]
}
