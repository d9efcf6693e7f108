//! `/messages` and `/messages/sent`: rows, the newest first.

use askama::Template;
use rocket::{Route, State, get, routes};
use rocket_db_pools::Connection;

use super::{addressed, page_of, title, writer};
use crate::clock::Timestamp;
use crate::messages::{self, Mailbox, Message};
use crate::page::{Cursor, Limit, Page};
use crate::teams::access::{Access, SendMessages, ViewTeam};
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{Html, PageResult};
use crate::web::moment::Moment;
use crate::web::page::{Chrome, Person};

/// Messages of a box.
#[derive(Template, Debug)]
#[template(path = "messages/list.html")]
pub(super) struct ListPage {
    chrome: Chrome,
    sent: bool,
    /// Whether only unread ones are shown.
    unread: bool,
    may_send: bool,
    rows: Vec<Row>,
    newer: String,
    older: String,
}

#[derive(Debug)]
struct Row {
    href: String,
    person: Option<Person>,
    /// Who wrote it, or, of what one sent, whom it went to.
    name: String,
    title: String,
    excerpt: String,
    unread: bool,
    reply: bool,
    at: Moment,
}

impl Row {
    fn new(message: Message, chrome: &Chrome, now: Timestamp) -> Self {
        let (person, name) = writer(&message, chrome);
        let title = title(&message);
        // Without a subject the title is the beginning of the text already.
        let excerpt = if message.subject.is_empty() {
            message.body.lines().skip(1).collect::<Vec<_>>().join(" ")
        } else {
            message
                .body
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        Self {
            href: page_of(&message.public_id),
            name: if message.mine {
                addressed(&message, chrome)
            } else {
                name
            },
            person: person.filter(|_| !message.mine),
            title,
            excerpt,
            unread: message.is_unread(),
            reply: message.reply_to.is_some(),
            at: Moment::relative(chrome.locale, message.sent_at, now),
        }
    }
}

/// Which part of a box is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    pub(super) mailbox: Mailbox,
    pub(super) unread: bool,
    /// Whether it is not the first page.
    pub(super) beyond: bool,
}

impl Shown {
    fn path(self, cursor: &str) -> String {
        let path = match self.mailbox {
            Mailbox::Inbox => "/messages",
            Mailbox::Sent => "/messages/sent",
        };
        let only = if self.unread { "true" } else { "" };
        let fields = [("unread", only), ("cursor", cursor)];
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields.into_iter().filter(|(_, value)| !value.is_empty()))
            .finish();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        }
    }
}

impl ListPage {
    pub(super) fn new(
        chrome: Chrome,
        shown: Shown,
        may_send: bool,
        page: Page<Message>,
        now: Timestamp,
    ) -> Self {
        let rows = page.items.into_iter();
        Self {
            sent: shown.mailbox == Mailbox::Sent,
            unread: shown.unread,
            may_send,
            rows: rows.map(|row| Row::new(row, &chrome, now)).collect(),
            newer: if shown.beyond {
                shown.path("")
            } else {
                String::new()
            },
            older: (page.next).map_or_else(String::new, |next| shown.path(&next.to_string())),
            chrome,
        }
    }
}

/// Rows on a page.
const ROWS: u32 = 50;

async fn read(
    by: Access<ViewTeam>,
    chrome: Chrome,
    db: &Connection<ScalixDb>,
    mailbox: Mailbox,
    unread: bool,
    cursor: Option<&str>,
    now: Timestamp,
) -> PageResult<Html<ListPage>> {
    let cursor = Cursor::from_query(cursor)?;
    let shown = Shown {
        mailbox,
        unread,
        beyond: cursor.is_some(),
    };
    let (limit, may_send) = (Limit::new(ROWS)?, by.also::<SendMessages>().is_some());
    let page = db
        .read(move |conn| messages::list(conn, &by, mailbox, unread, limit, cursor.as_ref()))
        .await?;
    let chrome = chrome.at("messages");
    Ok(Html::ok(ListPage::new(chrome, shown, may_send, page, now)))
}

#[get("/messages?<unread>&<cursor>")]
async fn inbox(
    by: Access<ViewTeam>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    unread: Option<&str>,
    cursor: Option<&str>,
) -> PageResult<Html<ListPage>> {
    let (unread, now) = (unread == Some("true"), app.clock.now());
    read(by, chrome, &db, Mailbox::Inbox, unread, cursor, now).await
}

#[get("/messages/sent?<cursor>")]
async fn sent(
    by: Access<ViewTeam>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cursor: Option<&str>,
) -> PageResult<Html<ListPage>> {
    let now = app.clock.now();
    read(by, chrome, &db, Mailbox::Sent, false, cursor, now).await
}

pub(super) fn routes() -> Vec<Route> {
    routes![inbox, sent]
}
