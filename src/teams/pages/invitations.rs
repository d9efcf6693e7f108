//! `/team/invitations`: who is invited to the team, and inviting people.

mod invite;
mod one;

use askama::Template;
use rocket::{Route, State, get, routes};
use rocket_db_pools::Connection;

use crate::clock::Timestamp;
use crate::error::Result;
use crate::page::{Cursor, Limit, Page};
use crate::settings::SignUp;
use crate::teams::access::{Access, ManageMembers, Role};
use crate::teams::invitations::{self, Delivery, Invitation, Status};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{Html, PageResult};
use crate::web::moment::Moment;
use crate::web::page::Chrome;

const HERE: &str = "/team/invitations";

/// Rows on a page.
const ROWS: u32 = 50;

/// An invitation in the list.
#[derive(Debug)]
struct Row {
    id: String,
    email: String,
    role: String,
    by: String,
    /// The kind of the dot, and the words beside it.
    delivery: (&'static str, String),
    /// When it was sent last.
    sent: Moment,
    /// Until when it is good; or when it ended.
    end: Moment,
    /// Whether it can be sent again by whoever looks.
    sends: bool,
    /// Whether its link can be had by whoever looks.
    links: bool,
    /// Whether it can be taken back.
    revokes: bool,
}

impl Row {
    fn new(invitation: &Invitation, chrome: &Chrome, own: Role, now: Timestamp) -> Self {
        let status = invitation.status(now);
        let open = matches!(status, Status::Pending | Status::Expired);
        let given = own.may_give(invitation.role);
        let end = invitation.revoked_at.or(invitation.accepted_at);
        let relative = |at| Moment::relative(chrome.locale, at, now);
        Self {
            id: invitation.public_id.to_string(),
            email: invitation.email.clone(),
            role: role_name(chrome, invitation.role),
            by: invitation.invited_by.clone(),
            delivery: delivery(chrome, invitation.delivery),
            sent: relative(invitation.sent_at),
            end: relative(end.unwrap_or(invitation.expires_at)),
            sends: open && given,
            links: status == Status::Pending && given,
            revokes: open,
        }
    }
}

fn role_name(chrome: &Chrome, role: Role) -> String {
    chrome.say(&text!("role-name", role = role.word()))
}

fn delivery(chrome: &Chrome, delivery: Delivery) -> (&'static str, String) {
    let kind = match delivery {
        Delivery::Queued => "warn",
        Delivery::Sent => "ok",
        Delivery::Failed => "bad",
        Delivery::LinkOnly => "",
    };
    let word = text!("invitation-delivery", delivery = delivery.word());
    (kind, chrome.say(&word))
}

/// The invitations of one status.
#[derive(Template, Debug)]
#[template(path = "teams/invitations.html")]
struct ListPage {
    chrome: Chrome,
    status: Status,
    rows: Vec<Row>,
    newer: String,
    older: String,
    /// Whether there is a mail server.
    by_mail: bool,
    /// Whether nobody can make an account, also by invitation.
    closed: bool,
}

/// Who looks, and how invitations go on this server.
#[derive(Clone, Copy, Debug)]
struct Circumstances {
    own: Role,
    by_mail: bool,
    closed: bool,
}

impl Circumstances {
    fn of(app: &App, own: Role) -> Self {
        Self {
            own,
            by_mail: app.sends_mail(),
            closed: app.settings.signup == SignUp::Off,
        }
    }
}

impl ListPage {
    fn new(
        chrome: Chrome,
        status: Status,
        beyond: bool,
        found: &Page<Invitation>,
        around: Circumstances,
        now: Timestamp,
    ) -> Self {
        let path = |cursor: &str| match cursor {
            "" => format!("{HERE}?status={}", status.word()),
            cursor => format!("{HERE}?status={}&cursor={cursor}", status.word()),
        };
        let row = |invitation| Row::new(invitation, &chrome, around.own, now);
        Self {
            rows: found.items.iter().map(row).collect(),
            newer: if beyond { path("") } else { String::new() },
            older: (found.next.as_ref()).map_or_else(String::new, |next| path(&next.to_string())),
            status,
            by_mail: around.by_mail,
            closed: around.closed,
            chrome,
        }
    }

    /// The choices of a status: address, label, and whether it is this one.
    fn statuses(&self) -> Vec<(String, String, bool)> {
        let choice = |status: Status| {
            let label = text!("invitation-status", status = status.word());
            let href = format!("{HERE}?status={}", status.word());
            (href, self.chrome.say(&label), status == self.status)
        };
        Status::ALL.into_iter().map(choice).collect()
    }

    /// What the column of the end is called.
    fn end(&self) -> String {
        let label = text!("invitation-end", status = self.status.word());
        self.chrome.say(&label)
    }

    /// Whether nothing can be done about the rows any more.
    fn over(&self) -> bool {
        matches!(self.status, Status::Accepted | Status::Revoked)
    }
}

#[get("/team/invitations?<status>&<cursor>")]
async fn list(
    by: Access<ManageMembers>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    status: Option<&str>,
    cursor: Option<&str>,
) -> PageResult<Html<ListPage>> {
    let (now, own) = (app.clock.now(), by.membership().role);
    let status = Status::from_query(status)?.unwrap_or(Status::Pending);
    let (limit, cursor) = (Limit::new(ROWS)?, Cursor::from_query(cursor)?);
    let beyond = cursor.is_some();
    let found = db
        .read(move |conn| -> Result<_> {
            invitations::list(conn, &by, Some(status), limit, cursor.as_ref(), now)
        })
        .await?;
    let around = Circumstances::of(app, own);
    let page = ListPage::new(chrome.at("team"), status, beyond, &found, around, now);
    Ok(Html::ok(page))
}

pub(super) fn routes() -> Vec<Route> {
    let mut all = routes![list];
    all.extend(invite::routes());
    all.extend(one::routes());
    all
}

#[cfg(test)]
mod tests;
