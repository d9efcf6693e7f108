//! `/keys/new`: the form of a key, and the answer with its secret.

use askama::Template;
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rocket::form::Form;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::MadePage;
use crate::clock::{DAY_MS, Timestamp};
use crate::error::{Error, Fields, Result};
use crate::keys::{self, KeyDraft, KeyRing, KeyScope, NewKey};
use crate::page::Limit;
use crate::projects::{self, Filter};
use crate::teams::access::{Access, ManageKeys, ViewProjects};
use crate::text;
use crate::text::Text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{Html, PageResult};
use crate::web::page::{Chrome, Errors};

/// The form of a new key.
#[derive(Template, Debug)]
#[template(path = "keys/new.html")]
pub(super) struct NewPage {
    pub(super) chrome: Chrome,
    /// The projects to choose from: id and name.
    pub(super) projects: Vec<(String, String)>,
    pub(super) typed: Typed,
    pub(super) errors: Errors,
}

/// The fields; what is not sent is empty.
#[derive(Clone, Debug, FromForm)]
pub(super) struct Typed {
    #[field(default = String::new())]
    pub(super) name: String,
    #[field(name = "projectId", default = String::new())]
    pub(super) project: String,
    pub(super) scopes: Vec<String>,
    #[field(default = String::new())]
    pub(super) expires: String,
    #[field(default = String::new())]
    pub(super) date: String,
}

/// Lifetimes to choose from, in days.
const DAYS: [i64; 3] = [30, 90, 365];

impl Typed {
    /// What a new form begins with.
    pub(super) fn fresh(project: &str) -> Self {
        Self {
            name: String::new(),
            project: project.to_owned(),
            scopes: vec![KeyScope::UsageWrite.word().to_owned()],
            expires: "90".to_owned(),
            date: String::new(),
        }
    }

    fn has(&self, scope: &str) -> bool {
        self.scopes.iter().any(|it| it == scope)
    }

    /// When the key ends. A date counts to its end, in the zone of the person.
    fn ends(&self, zone: &TimeZone, now: Timestamp) -> Result<Option<Timestamp>, Text> {
        if self.expires == "never" {
            return Ok(None);
        }
        if self.expires == "date" {
            let date: Date = self.date.parse().map_err(|_| text!("keys-no-date"))?;
            let next = date.checked_add(1.day());
            let start = next.and_then(|day| day.to_zoned(zone.clone()));
            let start = start.map_err(|_| text!("keys-no-date"))?;
            return Ok(Some(Timestamp::from_ms(start.timestamp().as_millisecond())));
        }
        let days = DAYS
            .into_iter()
            .find(|days| days.to_string() == self.expires);
        let days = days.ok_or_else(|| text!("keys-no-lifetime"))?;
        Ok(Some(Timestamp::from_ms(now.ms() + days * DAY_MS)))
    }

    /// Checks every field at once.
    fn check(&self, zone: &TimeZone, now: Timestamp) -> Result<NewKey> {
        let mut fields = Fields::default();
        let ends = fields.take("expiresAt", self.ends(zone, now));
        let draft = KeyDraft {
            name: self.name.clone(),
            project_id: Some(self.project.clone()).filter(|id| !id.is_empty()),
            scopes: Some(self.scopes.clone()),
            expires_at: ends.flatten(),
        };
        match draft.check(now) {
            Ok(new) => fields.finish().map(|()| new),
            Err(Error::Invalid(more)) => {
                for (field, message) in more.iter() {
                    fields.add(field.to_owned(), message.clone());
                }
                Err(Error::Invalid(fields))
            }
            Err(error) => Err(error),
        }
    }
}

impl NewPage {
    /// The choices of an end: value, label, chosen.
    fn ends(&self) -> Vec<(String, String, bool)> {
        let days = |days: i64| {
            (
                days.to_string(),
                self.chrome.t1("keys-in-days", "count", days),
            )
        };
        let others = [
            ("date".to_owned(), self.chrome.t("keys-on-date")),
            ("never".to_owned(), self.chrome.t("keys-no-end")),
        ];
        DAYS.map(days)
            .into_iter()
            .chain(others)
            .map(|(value, label)| {
                let chosen = value == self.typed.expires;
                (value, label, chosen)
            })
            .collect()
    }

    /// The message for the end, if it is about the date or if it is not.
    fn end_error(&self, of_date: bool) -> &str {
        if of_date == (self.typed.expires == "date") {
            self.errors.get("expiresAt")
        } else {
            ""
        }
    }
}

/// The projects to choose from.
async fn choices(
    db: &Connection<ScalixDb>,
    see: Access<ViewProjects>,
    now: Timestamp,
) -> Result<Vec<(String, String)>> {
    let projects = db
        .read(move |conn| {
            let all = Limit::new(Limit::MOST)?;
            projects::list(conn, &see, &Filter::default(), all, None, now)
        })
        .await?;
    let choice = |it: projects::Project| (it.public_id.to_string(), it.name);
    Ok(projects.items.into_iter().map(choice).collect())
}

#[get("/keys/new?<projectId>")]
#[expect(non_snake_case, reason = "the names of query parameters are camelCase")]
async fn new(
    by: Access<ManageKeys>,
    see: Access<ViewProjects>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    projectId: Option<&str>,
) -> PageResult<Html<NewPage>> {
    drop(by);
    Ok(Html::ok(NewPage {
        chrome: chrome.at("keys"),
        projects: choices(&db, see, app.clock.now()).await?,
        typed: Typed::fresh(projectId.unwrap_or_default()),
        errors: Errors::default(),
    }))
}

#[post("/keys/new", data = "<form>")]
async fn create(
    by: Access<ManageKeys>,
    see: Access<ViewProjects>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    form: Form<Typed>,
) -> PageResult<Result<Html<MadePage>, Html<NewPage>>> {
    let (typed, now, ring) = (form.into_inner(), app.clock.now(), KeyRing::clone(ring));
    let made = match typed.check(&chrome.tz, now) {
        Err(error) => Err(error),
        Ok(new) => {
            db.write(move |tx| keys::create(tx, &ring, &by, &new, now))
                .await
        }
    };
    match made {
        Ok(made) => {
            let page = MadePage::new(chrome, app.base_url(), made, false, now);
            Ok(Ok(Html::ok(page).secret()))
        }
        Err(error @ Error::Invalid(_)) => {
            let page = NewPage {
                projects: choices(&db, see, now).await?,
                errors: Errors::of(&error, chrome.locale),
                chrome: chrome.at("keys"),
                typed,
            };
            Ok(Err(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn routes() -> Vec<Route> {
    routes![new, create]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_counts_to_its_end_where_the_person_is() {
        let now = Timestamp::parse("2026-03-10T12:00:00Z").unwrap();
        let zone = TimeZone::get("America/New_York").unwrap();
        let ends = |expires: &str, date: &str| {
            let typed = Typed {
                expires: expires.to_owned(),
                date: date.to_owned(),
                ..Typed::fresh("")
            };
            typed.ends(&zone, now).map(|at| at.map(|at| at.to_string()))
        };
        let at = |text: &str| Ok(Some(text.to_owned()));
        assert_eq!(ends("date", "2026-03-10"), at("2026-03-11T04:00:00Z"));
        assert_eq!(ends("30", ""), at("2026-04-09T12:00:00Z"));
        assert_eq!(ends("never", "2026-03-10"), Ok(None));
        for wrong in ["", "tomorrow", "2026-02-30", "9999-12-31"] {
            assert!(ends("date", wrong).is_err(), "{wrong}");
        }
        assert!(ends("45", "").is_err());
    }
}
