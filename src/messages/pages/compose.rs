//! `/messages/new`: to people or to everyone.

use askama::Template;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::{page_of, shown};
use crate::error::{Error, Result};
use crate::ids::{PublicId, UserId};
use crate::messages::{self, Addressees, MessageDraft, ToDraft};
use crate::teams::access::{Access, SendMessages};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::page::{Chrome, Errors, Person};

/// The form of a new message.
#[derive(Template, Debug)]
#[template(path = "messages/new.html")]
pub(super) struct ComposePage {
    pub(super) chrome: Chrome,
    pub(super) typed: Typed,
    /// Whom one can write to: id, person, chosen.
    pub(super) people: Vec<(String, Person, bool)>,
    /// Whether there are more than these.
    pub(super) more: bool,
    pub(super) errors: Errors,
}

/// The fields; what is not sent is empty.
#[derive(Clone, Debug, Default, FromForm)]
pub(super) struct Typed {
    /// `all`, or `people` for those in `to`.
    #[field(default = String::new())]
    pub(super) whom: String,
    pub(super) to: Vec<String>,
    /// Words in names or addresses.
    #[field(default = String::new())]
    pub(super) search: String,
    #[field(default = String::new())]
    pub(super) subject: String,
    #[field(default = String::new())]
    pub(super) body: String,
    /// `find`: look for people and send nothing yet.
    #[field(name = "do", default = String::new())]
    pub(super) deed: String,
}

impl Typed {
    pub(super) fn to_all(&self) -> bool {
        self.whom == "all"
    }

    /// Those who are chosen, as far as they can be read.
    fn chosen(&self) -> Vec<PublicId<UserId>> {
        let ids = self.to.iter().take(CHOSEN_MOST);
        ids.filter_map(|id| PublicId::parse(id)).collect()
    }

    fn draft(&self) -> MessageDraft {
        MessageDraft {
            to: Some(if self.to_all() {
                ToDraft::Word("all".to_owned())
            } else {
                ToDraft::Ids(self.to.clone())
            }),
            subject: Some(self.subject.clone()),
            body: self.body.clone(),
            reply_to: None,
        }
    }
}

/// People that are shown to choose from, and people that stay chosen.
const SHOWN: u32 = 50;
const CHOSEN_MOST: usize = 1_000;

impl ComposePage {
    pub(super) fn new(chrome: Chrome, typed: Typed, found: &Addressees, errors: Errors) -> Self {
        let chosen = |id: &str| typed.to.iter().any(|to| to == id);
        let people = found.people.iter().map(|person| {
            let id = person.id.to_string();
            let is_chosen = chosen(&id);
            (id, shown(person), is_chosen)
        });
        Self {
            people: people.collect(),
            more: found.more,
            chrome: chrome.at("messages"),
            typed,
            errors,
        }
    }
}

async fn page(
    by: Access<SendMessages>,
    chrome: Chrome,
    db: &Connection<ScalixDb>,
    typed: Typed,
    errors: Errors,
) -> Result<ComposePage> {
    let (search, chosen) = (typed.search.trim().to_owned(), typed.chosen());
    let found = db
        .read(move |conn| messages::addressees(conn, &by, &search, &chosen, SHOWN))
        .await?;
    Ok(ComposePage::new(chrome, typed, &found, errors))
}

/// With people chosen beforehand: `?to=usr_…`, once for each.
#[get("/messages/new?<to>")]
async fn new(
    by: Access<SendMessages>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    to: Vec<String>,
) -> PageResult<Html<ComposePage>> {
    let typed = Typed {
        to,
        ..Typed::default()
    };
    let page = page(by, chrome, &db, typed, Errors::default()).await?;
    Ok(Html::ok(page))
}

#[post("/messages/new", data = "<form>")]
async fn send(
    by: Access<SendMessages>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Form<Typed>,
) -> PageResult<Result<Go, Html<ComposePage>>> {
    let (typed, now) = (form.into_inner(), app.clock.now());
    if typed.deed == "find" {
        let found = page(by, chrome, &db, typed, Errors::default()).await?;
        return Ok(Err(Html::ok(found)));
    }
    let again = by.clone();
    let sent = match typed.draft().check() {
        Ok(new) => db.write(move |tx| messages::send(tx, &by, &new, now)).await,
        Err(error) => Err(error),
    };
    match sent {
        Ok(sent) => {
            let said = text!("message-sent", count = sent.recipients);
            Ok(Ok(Go::to(page_of(&sent.public_id)).done(said)))
        }
        Err(error @ (Error::Invalid(_) | Error::RateLimited { .. })) => {
            let errors = Errors::of(&error, chrome.locale);
            let form = page(again, chrome, &db, typed, errors).await?;
            Ok(Err(Html::refused(form, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn routes() -> Vec<Route> {
    routes![new, send]
}
