//! `/notifications`: what needs somebody's attention.

use askama::Template;
use rocket::{Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::clock::Timestamp;
use crate::error::Error;
use crate::ids::NotificationId;
use crate::notifications::{self, Notification, Reader, Reason};
use crate::text;
use crate::usage::prices::SharedPrices;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::moment::Moment;
use crate::web::page::Chrome;
use crate::web::params::PathId;

/// Something that needs attention, as it is shown.
#[derive(Debug)]
struct Row {
    id: String,
    message: String,
    /// Where something can be done; nothing: nowhere in the browser.
    href: Option<String>,
    at: Moment,
    read: bool,
}

/// What needs somebody's attention.
#[derive(Template, Debug)]
#[template(path = "notifications/list.html")]
struct ListPage {
    chrome: Chrome,
    rows: Vec<Row>,
    unread: usize,
}

/// Alerts that are shown; hardly anybody has as many.
const MOST: usize = 200;

impl ListPage {
    fn new(chrome: Chrome, all: Vec<Notification>, now: Timestamp) -> Self {
        let unread = notifications::unread(&all);
        let rows = all.into_iter().take(MOST).map(|it| Row {
            message: chrome.say(&it.reason.text(now)),
            href: it.reason.page(),
            at: match it.reason {
                Reason::ModelUnpriced { .. } => Moment::utc_day(chrome.locale, it.at, now),
                _ => Moment::relative(chrome.locale, it.at, now),
            },
            read: it.read_at.is_some(),
            id: it.id.to_string(),
        });
        let rows = rows.collect();
        Self {
            chrome: chrome.at("notifications"),
            rows,
            unread,
        }
    }
}

fn reader(signed: SignedIn, prices: &SharedPrices) -> Reader {
    let user = &signed.session.user;
    Reader::new(user, signed.membership, signed.actor, prices.load())
}

#[get("/notifications")]
async fn list(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
) -> PageResult<Html<ListPage>> {
    let (reader, now) = (reader(signed, prices), app.clock.now());
    let all = db
        .read(move |conn| notifications::all(conn, &reader, now))
        .await?;
    Ok(Html::ok(ListPage::new(chrome, all, now)))
}

#[post("/notifications/<id>/read")]
async fn read(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    id: Result<PathId<NotificationId>, Error>,
) -> PageResult<Go> {
    let (id, reader, now) = (id?.0, reader(signed, prices), app.clock.now());
    db.write(move |tx| notifications::read(tx, &reader, &id, now))
        .await?;
    Ok(Go::to("/notifications"))
}

#[post("/notifications/read")]
async fn read_all(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
) -> PageResult<Go> {
    let (reader, now) = (reader(signed, prices), app.clock.now());
    db.write(move |tx| notifications::read_all(tx, &reader, now))
        .await?;
    Ok(Go::to("/notifications").done(text!("notifications-all-read")))
}

/// To be mounted at `/`.
pub fn routes() -> Vec<Route> {
    routes![list, read, read_all]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PublicId;
    use crate::secret::Random;
    use crate::web::gallery;
    use crate::web::testing::check_html;

    const NOW: Timestamp = Timestamp::from_ms(1_795_098_067_250);
    const LONG: &str = "the nightly <b>export</b> of the finance department that runs for ever";

    #[test]
    fn samples_keep_the_rules_of_pages() {
        let random = Random::seeded(1);
        let ends = NOW.plus(std::time::Duration::from_hours(40));
        let reasons = [
            Reason::KeyExpiring {
                name: LONG.to_owned(),
                project: LONG.to_owned(),
                ends,
            },
            Reason::TokenExpiring {
                name: LONG.to_owned(),
                team: LONG.to_owned(),
                ends,
            },
            Reason::ModelUnpriced {
                model: LONG.to_owned(),
                requests: 1_234_567,
            },
            Reason::MailFailed { count: 1 },
        ];
        for shown in 0..=reasons.len() {
            let sample = |(at, reason): (usize, &Reason)| Notification {
                id: PublicId::generate(&random),
                reason: reason.clone(),
                at: NOW,
                read_at: (at == 0).then_some(NOW),
            };
            let all = reasons.iter().take(shown).enumerate().map(sample).collect();
            let page = ListPage::new(gallery::chrome("", 1), all, NOW);
            let html = page.render().unwrap();
            check_html(&html);
            assert!(!html.contains("<b>"));
            assert_eq!(html.contains("/notifications/read\""), shown > 1);
        }
    }
}
