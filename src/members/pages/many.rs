//! `/team/many`: the same for several people: what would be done, and doing it.

use askama::Template;
use rocket::{FromForm, Responder, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::list_path;
use super::remove::named;
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::members::{Act, Bulk, BulkDraft, BulkPreview, FilterDraft, Outcome, Task};
use crate::messages::{NewMessage, To};
use crate::teams::access::{Access, ManageMembers};
use crate::text;
use crate::text::Text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::moment::Moment;
use crate::web::page::{Chrome, Errors};

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
    /// Of a message.
    pub(super) subject: Option<String>,
    pub(super) body: Option<String>,
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
            subject: self.subject.clone(),
            body: self.body.clone(),
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

    /// What it is about: a message need not be written yet.
    fn about(&self) -> Result<Bulk> {
        if self.deed != "message" {
            return self.draft().check();
        }
        let empty = NewMessage {
            to: To::Everyone,
            subject: String::new(),
            body: String::new(),
            reply_to: None,
        };
        Ok(Bulk {
            task: Task::Message(empty),
            targets: self.draft().targets()?,
        })
    }

    /// Back to the list with what is wrong.
    fn back_with(&self, error: Error) -> PageResult<Go> {
        if !matches!(error, Error::Invalid(_)) {
            return Err(error.into());
        }
        let nobody = self.ids.is_empty() && self.all.is_none();
        let said = if nobody {
            text!("members-many-nobody")
        } else {
            error.text()
        };
        Ok(Go::to(self.back()).failed(said))
    }
}

/// The words of a deed: title, and the verb of the button.
fn words(task: &Task, count: usize) -> (Text, Text) {
    let act = match task {
        Task::Change(act) => *act,
        Task::Message(_) => {
            let title = text!("members-many-message", count = count);
            return (title, text!("messages-send"));
        }
    };
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
    /// Subject and text of a message.
    message: Option<(String, String)>,
    errors: Errors,
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
        task: &Task,
        preview: BulkPreview,
        errors: Errors,
        now: Timestamp,
    ) -> Self {
        let fine = preview.outcomes.iter().filter(|outcome| outcome.is_ok());
        let done = fine.clone().count();
        let names = fine.take(NAMED).filter_map(|outcome| outcome.name.clone());
        let names: Vec<String> = names.collect();
        let mut refused = refused(&preview.outcomes, &chrome);
        let more_refused = refused.len().saturating_sub(NAMED);
        refused.truncate(NAMED);
        let (title, verb) = words(task, done);
        Self {
            title: chrome.say(&title),
            verb: chrome.say(&verb),
            back: chosen.back(),
            fields: chosen.fields(),
            danger: matches!(task, Task::Change(Act::Remove | Act::Deactivate)),
            remove: *task == Task::Change(Act::Remove),
            message: matches!(task, Task::Message(_)).then(|| {
                let typed = |field: &Option<String>| field.clone().unwrap_or_default();
                (typed(&chosen.subject), typed(&chosen.body))
            }),
            errors,
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
    pub(super) fn new(chrome: Chrome, back: String, written: bool, outcomes: &[Outcome]) -> Self {
        Self {
            said: chrome.say(&summary(outcomes, written)),
            refused: refused(outcomes, &chrome),
            back,
            chrome: chrome.at("team"),
        }
    }
}

fn summary(outcomes: &[Outcome], written: bool) -> Text {
    let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let refused = outcomes.len() - done;
    if written {
        text!("member-bulk-sent", done = done, refused = refused)
    } else {
        text!("member-bulk-done", done = done, refused = refused)
    }
}

#[get("/team/many?<chosen..>")]
async fn ask(
    by: Access<ManageMembers>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    chosen: Chosen,
) -> PageResult<Result<Html<ManyPage>, Go>> {
    let bulk = match chosen.about() {
        Ok(bulk) => bulk,
        Err(error) => return Ok(Err(chosen.back_with(error)?)),
    };
    let (now, task) = (app.clock.now(), bulk.task.clone());
    let preview = db.read(move |conn| bulk.preview(conn, &by, now)).await?;
    let page = ManyPage::new(chrome, &chosen, &task, preview, Errors::default(), now);
    Ok(Ok(Html::ok(page)))
}

/// What a form answers.
#[expect(
    clippy::large_enum_variant,
    reason = "one lives for a moment in each request"
)]
#[derive(Responder)]
enum Answer {
    /// To the list.
    Go(Go),
    /// Some were refused.
    Done(Html<DonePage>),
    /// The message cannot be sent like this.
    Again(Html<ManyPage>),
}

#[post("/team/many", data = "<form>")]
async fn act(
    signed: SignedIn,
    by: Access<ManageMembers>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Form<Chosen>,
) -> PageResult<Answer> {
    drop(signed);
    let (chosen, now) = (form.into_inner(), app.clock.now());
    let bulk = match (chosen.draft().check(), chosen.about()) {
        (Ok(bulk), _) => bulk,
        // Only what was written can be wrong: the page once more.
        (Err(error @ Error::Invalid(_)), Ok(about)) => {
            let task = about.task.clone();
            let preview = db.read(move |conn| about.preview(conn, &by, now)).await?;
            let errors = Errors::of(&error, chrome.locale);
            let page = ManyPage::new(chrome, &chosen, &task, preview, errors, now);
            return Ok(Answer::Again(Html::refused(page, &error)));
        }
        (Err(error), _) => return Ok(Answer::Go(chosen.back_with(error)?)),
    };
    let written = matches!(bulk.task, Task::Message(_));
    let outcomes = bulk.run(&db, &by, now).await?;
    if outcomes.iter().all(Outcome::is_ok) {
        let said = summary(&outcomes, written);
        return Ok(Answer::Go(Go::to(chosen.back()).done(said)));
    }
    let page = DonePage::new(chrome, chosen.back(), written, &outcomes);
    Ok(Answer::Done(Html::ok(page)))
}

pub(super) fn routes() -> Vec<Route> {
    routes![ask, act]
}
