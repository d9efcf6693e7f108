//! `/usage`: who used how much of what, and when. All of the view stands in the address.

mod controls;
mod figures;
mod read;
mod view;

use askama::Template;
use rocket::{Route, State, get, routes};
use rocket_db_pools::Connection;

use self::controls::Controls;
use self::figures::{Breakdown, Tile};
use self::read::{Chosen, Read, Reader};
use self::view::{Asked, View};
use crate::clock::Timestamp;
use crate::error::Error;
use crate::i18n::Locale;
use crate::notifications::Advice;
use crate::teams::access::{Access, ManageKeys, ReadUsage, ViewUsage};
use crate::text;
use crate::usage::prices::SharedPrices;
use crate::usage::range::{Period, Zone};
use crate::usage::report::Dimension;
use crate::web::app::App;
use crate::web::chart::Drawing;
use crate::web::database::ScalixDb;
use crate::web::frame::{Html, PageResult};
use crate::web::moment;
use crate::web::page::{Chrome, Errors};
use crate::web::usage_chart::Measure;

/// Usage.
#[derive(Template, Debug)]
#[template(path = "usage/usage.html")]
pub struct UsagePage {
    chrome: Chrome,
    /// The bounds in words, and when they were read; empty when the view makes no sense.
    lead: String,
    refresh: String,
    controls: Controls,
    errors: Errors,
    /// What is told; nothing when the view makes no sense.
    told: Option<Told>,
}

/// What a view tells.
#[derive(Debug)]
enum Told {
    /// The team never reported anything.
    Never { base: String, may_make_keys: bool },
    /// Nothing in these bounds, or behind these filters.
    /// The addresses of a longer period and of no filter; empty when there is none.
    NoMatch { wider: String, all: String },
    /// Figures.
    Figures(Box<Figures>),
}

#[derive(Debug)]
struct Figures {
    tiles: Vec<Tile>,
    chart: Drawing,
    breakdowns: Vec<Breakdown>,
    /// How many requests have no price, or nothing.
    unpriced: String,
    /// What the person can do about it.
    advice: Advice,
}

impl UsagePage {
    /// Whether there is nothing yet that could be chosen from.
    fn never(&self) -> bool {
        matches!(self.told, Some(Told::Never { .. }))
    }
}

/// Makes the page for somebody.
struct Maker {
    /// Keys and status may be told apart.
    in_depth: bool,
    may_make_keys: bool,
    /// What addresses of this server begin with.
    base: String,
    now: Timestamp,
}

impl Maker {
    fn page(self, chrome: Chrome, view: &View, read: &Read) -> UsagePage {
        let locale = chrome.locale;
        let lead = text!(
            "usage-page-lead",
            range = controls::bounds(locale, &read.range),
            time = moment::clock(&chrome.tz, self.now)
        );
        UsagePage {
            lead: locale.say(&lead),
            refresh: view.href(),
            controls: Controls::new(locale, view, Some(read), &read.chosen, self.in_depth),
            errors: Errors::default(),
            told: Some(self.told(locale, view, read)),
            chrome,
        }
    }

    /// The same page without figures, with what is wrong beside its fields.
    fn refused(self, chrome: Chrome, view: &View, chosen: &[Chosen], error: &Error) -> UsagePage {
        let locale = chrome.locale;
        UsagePage {
            lead: String::new(),
            refresh: view.href(),
            controls: Controls::new(locale, view, None, chosen, self.in_depth),
            errors: Errors::of(error, locale),
            told: None,
            chrome,
        }
    }

    fn told(self, locale: Locale, view: &View, read: &Read) -> Told {
        let summary = &read.report.summary;
        if !read.ever {
            return Told::Never {
                base: self.base,
                may_make_keys: self.may_make_keys,
            };
        }
        if summary.sums.requests == 0 {
            let wide = read.range.period == Period::Days(90);
            return Told::NoMatch {
                wider: if wide {
                    String::new()
                } else {
                    view.during("90d").href()
                },
                all: if view.is_filtered() {
                    view.unfiltered().href()
                } else {
                    String::new()
                },
            };
        }
        // A chart of unknown costs would be empty.
        let unknown = view.measure == Measure::Cost && summary.sums.known_cost().is_none();
        let seen = if unknown {
            view.measuring(Measure::Requests)
        } else {
            view.clone()
        };
        let (view, period) = (&seen, read.range.period.to_string());
        Told::Figures(Box::new(Figures {
            tiles: figures::tiles(locale, view, summary, &period),
            chart: figures::chart(read, view, locale, self.now).draw(locale),
            breakdowns: breakdowns(locale, view, read),
            advice: read.advice,
            unpriced: unpriced(locale, summary.sums.unpriced, summary.sums.requests),
        }))
    }
}

/// By model and by project; before them by what the chart tells apart, if that is something else.
fn breakdowns(locale: Locale, view: &View, read: &Read) -> Vec<Breakdown> {
    let mut tables = Vec::new();
    if let Some(by @ (Dimension::Key | Dimension::Status)) = read.by {
        tables.push((by, read::merged(read.report.groups.items.clone())));
    }
    tables.push((Dimension::Model, read.models.clone()));
    tables.push((Dimension::Project, read.projects.clone()));
    let tables = tables.into_iter();
    tables
        .map(|(by, groups)| figures::breakdown(read, by, groups, view, locale))
        .collect()
}

/// What it means that requests have no price; nothing when all have one.
fn unpriced(locale: Locale, unpriced: i128, requests: i128) -> String {
    if unpriced == 0 {
        return String::new();
    }
    locale.say(&text!(
        "usage-page-unpriced",
        count = unpriced,
        requests = requests
    ))
}

#[get("/usage?<asked..>")]
async fn usage(
    by: Access<ViewUsage>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    prices: &State<SharedPrices>,
    asked: Asked<'_>,
) -> PageResult<Html<UsagePage>> {
    let (now, view, chrome) = (app.clock.now(), asked.view(), chrome.at("usage"));
    let home = Zone::named(chrome.zone_name()).unwrap_or_else(Zone::utc);
    let maker = Maker {
        in_depth: by.also::<ReadUsage>().is_some(),
        may_make_keys: by.also::<ManageKeys>().is_some(),
        base: app.base_url().to_owned(),
        now,
    };
    let (locale, wanted, prices) = (chrome.locale, view.clone(), prices.load());
    let turn = app.turns.of(by.team()).await?;
    let read = db
        .read(move |conn| {
            let reader = Reader {
                by: &by,
                view: &wanted,
                home: &home,
                locale,
                prices: &prices,
                now,
            };
            match reader.read(conn) {
                Ok(read) => Ok(Ok(read)),
                // The filters are told all the same, or they would seem to be gone.
                Err(error @ Error::Invalid(_)) => Ok(Err((error, reader.filters(conn)?))),
                Err(error) => Err(error),
            }
        })
        .await;
    drop(turn);
    match read? {
        Ok(read) => Ok(Html::ok(maker.page(chrome, &view, &read))),
        Err((error, chosen)) => {
            let page = maker.refused(chrome, &view, &chosen, &error);
            Ok(Html::refused(page, &error))
        }
    }
}

/// To be mounted at `/`.
pub fn routes() -> Vec<Route> {
    routes![usage]
}

#[cfg(test)]
mod tests;
