//! `/audit`: the log of the current team.

use askama::Template;
use jiff::civil::Date;
use rocket::{FromForm, Route, State, get, routes};
use rocket_db_pools::Connection;
use serde_json::Value;

use super::{Chain, Filter, Head, Record, Words};
use crate::audit::{self, Activity};
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::page::{Cursor, Limit, Page};
use crate::teams::access::{Access, ReadAudit};
use crate::text;
use crate::usage::range::{self, Zone};
use crate::web::activity::{self, Event};
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{Html, PageResult};
use crate::web::moment::Moment;
use crate::web::page::{Chrome, Errors};

/// The log of the team.
#[derive(Template, Debug)]
#[template(path = "audit/audit.html")]
pub struct AuditPage {
    chrome: Chrome,
    asked: Asked,
    /// What is wrong with the filters.
    errors: Errors,
    /// Whether nothing was looked for, because of that.
    refused: bool,
    /// What can be chosen as an action: its word, and what it means.
    actions: Vec<(String, String)>,
    rows: Vec<Row>,
    /// Where the chain ends.
    head: Option<Head>,
    newer: String,
    older: String,
}

/// The filters, as they were asked.
#[derive(Clone, Debug, Default, FromForm)]
pub(super) struct Asked {
    #[field(default = "")]
    actor: String,
    #[field(default = "")]
    target: String,
    #[field(default = "")]
    action: String,
    #[field(default = "")]
    from: String,
    #[field(default = "")]
    to: String,
    #[field(default = "")]
    cursor: String,
}

impl Asked {
    /// Dates are those of the zone of the person.
    fn filter(&self, zone: &Zone) -> Result<Filter> {
        let words = Words {
            actor: Some(&self.actor),
            action: Some(&self.action),
            target: Some(&self.target),
            from: Some(&self.from),
            to: Some(&self.to),
        };
        words.filter(|word, later| range::bound(word, zone, later))
    }

    fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let fields = [
            ("actor", self.actor.as_str()),
            ("target", self.target.as_str()),
            ("action", self.action.as_str()),
            ("from", self.from.as_str()),
            ("to", self.to.as_str()),
        ];
        fields.into_iter().filter(|(_, value)| !value.is_empty())
    }

    fn filtered(&self) -> bool {
        self.fields().next().is_some()
    }

    fn query(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(self.fields())
            .finish()
    }

    /// The filters behind others in a query.
    fn and(&self) -> String {
        let query = self.query();
        if query.is_empty() {
            query
        } else {
            format!("&{query}")
        }
    }

    /// The log with these filters, from `cursor` on.
    fn path(&self, cursor: Option<&Cursor>) -> String {
        let mut query = self.query();
        if let Some(cursor) = cursor {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str("cursor=");
            query.push_str(&cursor.to_string());
        }
        if query.is_empty() {
            "/audit".to_owned()
        } else {
            format!("/audit?{query}")
        }
    }
}

/// The actions with what they mean, in the order of the alphabet.
fn choices(actions: Vec<String>, locale: Locale) -> Vec<(String, String)> {
    let mut choices: Vec<(String, String)> = actions
        .into_iter()
        .map(|action| {
            let meaning = activity::meaning(&action, locale);
            (action, meaning)
        })
        .collect();
    choices.sort_by_key(|(_, meaning)| meaning.to_lowercase());
    choices
}

/// A row as it is shown.
#[derive(Clone, Debug)]
struct Row {
    seq: i64,
    event: Event,
    action: String,
    means: String,
    address: Option<String>,
    request: Option<String>,
    changes: Vec<Change>,
    erased: bool,
    hash: String,
    at: Moment,
}

/// A value before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    name: String,
    before: Option<String>,
    after: Option<String>,
}

/// The values that a row tells of, side by side.
fn changes(before: Option<&Value>, after: Option<&Value>) -> Vec<Change> {
    let fields = |value: Option<&Value>| -> Vec<String> {
        let object = value.and_then(Value::as_object);
        object.map_or_else(Vec::new, |object| object.keys().cloned().collect())
    };
    let told = |value: Option<&Value>, name: &str| {
        value?.get(name).map(|value| match value {
            Value::String(words) => words.clone(),
            other => other.to_string(),
        })
    };
    let mut names = fields(before);
    names.extend(fields(after));
    names.sort();
    names.dedup();
    names
        .into_iter()
        .map(|name| Change {
            before: told(before, &name),
            after: told(after, &name),
            name,
        })
        .collect()
}

impl Row {
    fn new(record: Record, chrome: &Chrome, now: Timestamp) -> Self {
        let erased = record.details.is_none();
        let details = record.details.unwrap_or_default();
        let told = Activity {
            at: record.at,
            action: record.action.clone(),
            actor_name: details.actor_name,
            target_id: record.target_id,
            target_name: details.target_name,
        };
        let means = text!("audit-by", means = &record.actor_kind);
        let hash = Head {
            rows: record.seq,
            hash: record.hash,
        };
        Self {
            seq: record.seq,
            event: activity::tell(&told, chrome.locale, now),
            action: record.action,
            means: chrome.say(&means),
            address: details.address,
            request: record.request_id,
            changes: changes(details.before.as_ref(), details.after.as_ref()),
            erased,
            hash: hash.hex(),
            at: Moment::date_time(chrome.locale, &chrome.tz, record.at),
        }
    }
}

/// What was read for the page.
#[derive(Debug, Default)]
struct Found {
    page: Option<Page<Record>>,
    actions: Vec<String>,
    head: Option<Head>,
}

impl AuditPage {
    fn new(chrome: Chrome, asked: Asked, found: Found, errors: Errors, now: Timestamp) -> Self {
        let refused = found.page.is_none();
        let (items, next) = found
            .page
            .map_or((Vec::new(), None), |page| (page.items, page.next));
        Self {
            rows: items
                .into_iter()
                .map(|record| Row::new(record, &chrome, now))
                .collect(),
            newer: if asked.cursor.is_empty() {
                String::new()
            } else {
                asked.path(None)
            },
            older: next.map_or_else(String::new, |next| asked.path(Some(&next))),
            actions: choices(found.actions, chrome.locale),
            refused,
            head: found.head,
            errors,
            asked,
            chrome,
        }
    }
}

impl AuditPage {
    /// The field for a bound: one for dates cannot show anything else, which has to be seen to be
    /// mended.
    fn kind(&self, field: &str) -> &'static str {
        let word = match field {
            "from" => &self.asked.from,
            _ => &self.asked.to,
        };
        match word.parse::<Date>() {
            Err(_) if !word.is_empty() => "text",
            _ => "date",
        }
    }

    /// What is wrong with a field, and which it is: the two stand together in one row.
    fn wrong(&self, field: &str, label: String) -> String {
        match self.errors.get(field) {
            "" => String::new(),
            error => format!("{label}: {error}"),
        }
    }
}

/// Rows on a page.
const ROWS: u32 = 50;

#[get("/audit?<asked..>")]
async fn list(
    by: Access<ReadAudit>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    asked: Asked,
) -> PageResult<Html<AuditPage>> {
    let (now, chrome) = (app.clock.now(), chrome.at("audit"));
    let home = Zone::named(chrome.zone_name()).unwrap_or_else(Zone::utc);
    let filter = match asked.filter(&home) {
        Ok(filter) => filter,
        Err(error @ Error::Invalid(_)) => {
            let errors = Errors::of(&error, chrome.locale);
            let chain = Chain::Team(by.team());
            // What can be chosen does not depend on what is wrong.
            let actions = db.read(move |conn| audit::actions(conn, chain)).await?;
            let found = Found {
                actions,
                ..Found::default()
            };
            let page = AuditPage::new(chrome, asked, found, errors, now);
            return Ok(Html::refused(page, &error));
        }
        Err(error) => return Err(error.into()),
    };
    let cursor = Cursor::from_query(Some(&asked.cursor))?;
    let (chain, limit) = (Chain::Team(by.team()), Limit::new(ROWS)?);
    let found = db
        .read(move |conn| -> Result<Found> {
            Ok(Found {
                page: Some(audit::list(conn, chain, &filter, limit, cursor.as_ref())?),
                actions: audit::actions(conn, chain)?,
                head: audit::head(conn, chain)?,
            })
        })
        .await?;
    let page = AuditPage::new(chrome, asked, found, Errors::default(), now);
    Ok(Html::ok(page))
}

/// To be mounted at `/`.
pub fn routes() -> Vec<Route> {
    routes![list]
}
