//! `/team/many`: the same for several people: what would be done, and doing it.

use askama::Template;
use rocket::form::Form;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::list_path;
use super::remove::named;
use crate::clock::Timestamp;
use crate::error::Error;
use crate::members::{Act, Bulk, BulkDraft, BulkPreview, FilterDraft, Outcome};
use crate::teams::access::{Access, ManageMembers};
use crate::text;
use crate::text::Text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::moment::Moment;
use crate::web::page::Chrome;

/// What was chosen on the list.
#[derive(Clone, Debug, Default, FromForm)]
pub(super) struct Chosen {
    /// `role-admin` and the like, `deactivate`, `reactivate` or `remove`.
    #[field(name = "do", default = "")]
    pub(super) deed: String,
    /// The ids whose boxes were ticked.
    #[field(name = "id")]
    pub(super) ids: Vec<String>,
    /// Everybody whom the filters show, in place of ids.
    pub(super) all: Option<String>,
    #[field(default = "")]
    pub(super) search: String,
    #[field(default = "")]
    pub(super) role: String,
    #[field(default = "")]
    pub(super) status: String,
}

impl Chosen {
    fn draft(&self) -> BulkDraft {
        let (action, role) = match self.deed.split_once('-') {
            Some((action, role)) => (action, Some(role.to_owned())),
            None => (self.deed.as_str(), None),
        };
        let filter = self.all.is_some().then(|| FilterDraft {
            search: self.search.clone(),
            role: self.role.clone(),
            status: self.status.clone(),
        });
        BulkDraft {
            ids: filter.is_none().then(|| self.ids.clone()),
            filter,
            action: action.to_owned(),
            role,
        }
    }

    /// The list that it was chosen on.
    fn back(&self) -> String {
        list_path(&self.search, &self.role, &self.status, "")
    }

    /// The same for a form.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = vec![("do", self.deed.clone())];
        match &self.all {
            Some(all) => fields.push(("all", all.clone())),
            None => fields.extend(self.ids.iter().map(|id| ("id", id.clone()))),
        }
        for (name, value) in [
            ("search", &self.search),
            ("role", &self.role),
            ("status", &self.status),
        ] {
            if !value.is_empty() {
                fields.push((name, value.clone()));
            }
        }
        fields
    }

    /// What is to be done; or back to the list with what is wrong.
    fn check(&self) -> PageResult<Result<Bulk, Go>> {
        match self.draft().check() {
            Ok(bulk) => Ok(Ok(bulk)),
            Err(error @ Error::Invalid(_)) => {
                let nobody = self.ids.is_empty() && self.all.is_none();
                let said = if nobody {
                    text!("members-many-nobody")
                } else {
                    error.text()
                };
                Ok(Err(Go::to(self.back()).failed(said)))
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// The words of a deed: title, and the verb of the button.
fn words(act: Act, count: usize) -> (Text, Text) {
    match act {
        Act::Role(role) => (
            text!("members-many-role", count = count, role = role.word()),
            text!("members-many-role-verb"),
        ),
        Act::Deactivate => (
            text!("members-many-deactivate", count = count),
            text!("members-deactivate"),
        ),
        Act::Reactivate => (
            text!("members-many-reactivate", count = count),
            text!("members-reactivate"),
        ),
        Act::Remove => (
            text!("members-many-remove", count = count),
            text!("members-remove"),
        ),
    }
}

/// People that are named one by one.
const NAMED: usize = 20;

/// Somebody to whom nothing is done, and why.
#[derive(Clone, Debug)]
struct Refused {
    name: String,
    why: String,
}

fn refused(outcomes: &[Outcome], chrome: &Chrome) -> Vec<Refused> {
    let refused = outcomes.iter().filter_map(|outcome| {
        let (_, why) = outcome.refused.as_ref()?;
        let name = outcome.name.clone();
        Some(Refused {
            name: name.unwrap_or_else(|| chrome.t("members-many-unknown")),
            why: chrome.say(why),
        })
    });
    refused.collect()
}

/// The question before something is done to several.
#[derive(Template, Debug)]
#[template(path = "members/many.html")]
pub(super) struct ManyPage {
    chrome: Chrome,
    title: String,
    verb: String,
    back: String,
    fields: Vec<(&'static str, String)>,
    danger: bool,
    remove: bool,
    /// How many it would be done to.
    done: usize,
    /// The first of them.
    names: Vec<String>,
    /// To whom it would not, the first of them.
    refused: Vec<Refused>,
    /// How many more there are of these.
    more_refused: usize,
    sessions: i64,
    tokens: i64,
    key_count: usize,
    keys: Vec<(String, String, Option<Moment>)>,
}

impl ManyPage {
    pub(super) fn new(
        chrome: Chrome,
        chosen: &Chosen,
        act: Act,
        preview: BulkPreview,
        now: Timestamp,
    ) -> Self {
        let fine = preview.outcomes.iter().filter(|outcome| outcome.is_ok());
        let done = fine.clone().count();
        let names = fine.take(NAMED).filter_map(|outcome| outcome.name.clone());
        let names: Vec<String> = names.collect();
        let mut refused = refused(&preview.outcomes, &chrome);
        let more_refused = refused.len().saturating_sub(NAMED);
        refused.truncate(NAMED);
        let (title, verb) = words(act, done);
        Self {
            title: chrome.say(&title),
            verb: chrome.say(&verb),
            back: chosen.back(),
            fields: chosen.fields(),
            danger: matches!(act, Act::Remove | Act::Deactivate),
            remove: act == Act::Remove,
            done,
            names,
            refused,
            more_refused,
            sessions: preview.sessions,
            tokens: preview.tokens,
            key_count: preview.key_count,
            keys: named(preview.keys, &chrome, now),
            chrome: chrome.at("team"),
        }
    }

    /// How many more than those who are named.
    fn more(&self) -> usize {
        self.done - self.names.len()
    }

    fn kind(&self) -> &'static str {
        if self.danger { "danger" } else { "primary" }
    }
}

/// What became of several, of whom some were refused.
#[derive(Template, Debug)]
#[template(path = "members/many_done.html")]
pub(super) struct DonePage {
    chrome: Chrome,
    said: String,
    back: String,
    refused: Vec<Refused>,
}

impl DonePage {
    pub(super) fn new(chrome: Chrome, back: String, outcomes: &[Outcome]) -> Self {
        Self {
            said: chrome.say(&summary(outcomes)),
            refused: refused(outcomes, &chrome),
            back,
            chrome: chrome.at("team"),
        }
    }
}

fn summary(outcomes: &[Outcome]) -> Text {
    let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let refused = outcomes.len() - done;
    text!("member-bulk-done", done = done, refused = refused)
}

#[get("/team/many?<chosen..>")]
async fn ask(
    by: Access<ManageMembers>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    chosen: Chosen,
) -> PageResult<Result<Html<ManyPage>, Go>> {
    let bulk = match chosen.check()? {
        Ok(bulk) => bulk,
        Err(go) => return Ok(Err(go)),
    };
    let (now, act) = (app.clock.now(), bulk.act);
    let preview = db.read(move |conn| bulk.preview(conn, &by, now)).await?;
    let page = ManyPage::new(chrome, &chosen, act, preview, now);
    Ok(Ok(Html::ok(page)))
}

#[post("/team/many", data = "<form>")]
async fn act(
    signed: SignedIn,
    by: Access<ManageMembers>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Form<Chosen>,
) -> PageResult<Result<Html<DonePage>, Go>> {
    drop(signed);
    let chosen = form.into_inner();
    let bulk = match chosen.check()? {
        Ok(bulk) => bulk,
        Err(go) => return Ok(Err(go)),
    };
    let outcomes = bulk.run(&db, &by, app.clock.now()).await?;
    if outcomes.iter().all(Outcome::is_ok) {
        let said = summary(&outcomes);
        return Ok(Err(Go::to(chosen.back()).done(said)));
    }
    let page = DonePage::new(chrome, chosen.back(), &outcomes);
    Ok(Ok(Html::ok(page)))
}

pub(super) fn routes() -> Vec<Route> {
    routes![ask, act]
}
