//! `/`: today and the last 30 days at a glance, what happened lately, and the first steps of a
//! new team.

mod figures;
mod read;

use askama::Template;
use rocket::{Route, State, get, routes};
use rocket_db_pools::Connection;

use self::figures::{Part, Tile};
use self::read::Read;
use crate::clock::Timestamp;
use crate::notifications::{Advice, Reader};
use crate::teams::access::{Access, ManageKeys, ManageProjects, ViewUsage};
use crate::text;
use crate::usage::prices::SharedPrices;
use crate::usage::range::Zone;
use crate::web::activity::{self, Event};
use crate::web::app::App;
use crate::web::chart::Drawing;
use crate::web::database::ScalixDb;
use crate::web::frame::{Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::moment;
use crate::web::page::Chrome;

/// Overview.
#[derive(Template, Debug)]
#[template(path = "overview/overview.html")]
pub struct OverviewPage {
    chrome: Chrome,
    /// The date of today.
    lead: String,
    may_make_projects: bool,
    /// What a new team does first; nothing once it is done.
    steps: Option<Steps>,
    /// The first things that need the person's attention: a sentence and a page.
    alerts: Vec<(String, Option<String>)>,
    /// How many more there are.
    more_alerts: usize,
    /// Whether the team ever reported anything.
    used: bool,
    today: Vec<Tile>,
    month: Vec<Tile>,
    chart: Drawing,
    models: Vec<Part>,
    projects: Vec<Part>,
    /// How many requests have no price, in a sentence, or nothing.
    unpriced: String,
    /// What the person can do about it.
    advice: Advice,
    /// What happened lately; nothing for people who may not see it.
    activity: Option<Vec<Event>>,
}

/// The first steps: the project, the key, the event, the others.
#[derive(Debug)]
struct Steps {
    project: bool,
    key: bool,
    event: bool,
    /// Whether anybody else is in the team or invited; nothing for those who may not invite.
    others: Option<bool>,
    /// What addresses of this server begin with.
    base: String,
}

impl OverviewPage {
    /// What the first steps are for, as long as there is something to do before the figures.
    fn steps_text(&self) -> String {
        if self.used {
            String::new()
        } else {
            self.chrome.t("overview-steps-text")
        }
    }
}

/// What the person may make.
#[derive(Clone, Copy, Debug)]
struct Rights {
    may_make_projects: bool,
    may_make_keys: bool,
}

/// Alerts that are shown.
const ALERTS: usize = 3;

fn page(chrome: Chrome, read: &Read, rights: Rights, base: &str, now: Timestamp) -> OverviewPage {
    let locale = chrome.locale;
    let today = now.to_jiff().to_zoned(chrome.tz.clone()).date();
    let maker = rights.may_make_projects && rights.may_make_keys;
    let sums = &read.month.summary.sums;
    let unpriced = text!(
        "overview-unpriced",
        count = sums.unpriced,
        requests = sums.requests
    );
    OverviewPage {
        lead: moment::day(locale, today),
        may_make_projects: rights.may_make_projects,
        // Until the first event, and as long as nobody else was asked to join.
        steps: (maker && (!read.ever || read.has_others == Some(false))).then(|| Steps {
            project: read.has_project,
            key: read.has_key,
            event: read.ever,
            others: read.has_others,
            base: base.to_owned(),
        }),
        alerts: (read.alerts.iter().take(ALERTS))
            .map(|it| (locale.say(&it.reason.text(now)), it.reason.page()))
            .collect(),
        more_alerts: read.alerts.len().saturating_sub(ALERTS),
        used: read.ever,
        today: figures::tiles(locale, &read.today, "yesterday"),
        month: figures::tiles(locale, &read.month.summary, "month"),
        chart: figures::chart(read, &chrome.tz, locale, now).draw(locale),
        models: figures::models(read, locale),
        projects: figures::projects(read, locale),
        unpriced: if sums.unpriced > 0 {
            locale.say(&unpriced)
        } else {
            String::new()
        },
        advice: read.advice,
        activity: read.activity.as_ref().map(|rows| {
            let told = rows.iter().map(|row| activity::tell(row, locale, now));
            told.collect()
        }),
        chrome,
    }
}

#[get("/")]
async fn overview(
    by: Access<ViewUsage>,
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
) -> PageResult<Html<OverviewPage>> {
    let (now, chrome) = (app.clock.now(), chrome.at("overview"));
    let home = Zone::named(chrome.zone_name()).unwrap_or_else(Zone::utc);
    let rights = Rights {
        may_make_projects: by.also::<ManageProjects>().is_some(),
        may_make_keys: by.also::<ManageKeys>().is_some(),
    };
    let user = &signed.session.user;
    let reader = Reader::new(user, signed.membership, signed.actor, prices.load());
    let turn = app.turns.of(by.team()).await?;
    let read = db
        .read(move |conn| read::read(conn, &by, &reader, &home, now))
        .await?;
    drop(turn);
    let page = page(chrome, &read, rights, app.base_url(), now);
    Ok(Html::ok(page))
}

/// To be mounted at `/`.
pub fn routes() -> Vec<Route> {
    routes![overview]
}

#[cfg(test)]
mod tests;
