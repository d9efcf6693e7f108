//! `/settings/tokens`: personal tokens.

use askama::Template;
use jiff::tz::TimeZone;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::{PersonalToken, TokenDraft};
use crate::clock::Timestamp;
use crate::error::{Error, Fields, Result};
use crate::ids::PersonalTokenId;
use crate::secret::Token;
use crate::teams::access::{TokenScope, scopes_in_use};
use crate::text;
use crate::text::Text;
use crate::tokens::{self, NewToken};
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::{Fresh, SignedIn};
use crate::web::lifetime;
use crate::web::moment::Moment;
use crate::web::page::{Chrome, Errors};
use crate::web::params::PathId;

const HERE: &str = "/settings/tokens";

type Id = Result<PathId<PersonalTokenId>, Error>;

/// A token, masked.
#[derive(Debug)]
struct Row {
    id: String,
    name: String,
    masked: String,
    team: String,
    /// What it may do, as the words of the API.
    scopes: String,
    used: Option<Moment>,
    expires: Option<Moment>,
    /// Whether it has ended.
    over: bool,
}

impl Row {
    fn new(token: &PersonalToken, chrome: &Chrome, now: Timestamp) -> Self {
        let relative = |at| Moment::relative(chrome.locale, at, now);
        let scopes: Vec<_> = token.scopes.iter().map(|scope| scope.word()).collect();
        Self {
            id: token.public_id.to_string(),
            name: token.name.clone(),
            masked: token.hint.to_string(),
            team: token.team_name.clone(),
            scopes: scopes.join(", "),
            used: token.last_used_at.map(relative),
            expires: token.expires_at.map(relative),
            over: token.expires_at.is_some_and(|at| at <= now),
        }
    }
}

/// The tokens of a person.
#[derive(Template, Debug)]
#[template(path = "settings/tokens.html")]
struct ListPage {
    chrome: Chrome,
    rows: Vec<Row>,
}

/// The form of a new token.
#[derive(Template, Debug)]
#[template(path = "settings/token_new.html")]
struct NewPage {
    chrome: Chrome,
    typed: Typed,
    errors: Errors,
}

/// A secret, shown this once; never to be printed.
#[derive(Template)]
#[template(path = "settings/token_made.html")]
struct MadePage {
    chrome: Chrome,
    row: Row,
    token: Token,
    base_url: String,
}

/// The question before the end of a token.
#[derive(Template, Debug)]
#[template(path = "settings/token_revoke.html")]
struct RevokePage {
    chrome: Chrome,
    row: Row,
}

/// The fields; what is not sent is empty.
#[derive(Clone, Debug, FromForm)]
struct Typed {
    #[field(default = String::new())]
    name: String,
    #[field(name = "teamId", default = String::new())]
    team: String,
    scopes: Vec<String>,
    #[field(default = String::new())]
    expires: String,
    #[field(default = String::new())]
    date: String,
}

impl Typed {
    /// What a new form begins with: everything that only reads.
    fn fresh(chrome: &Chrome) -> Self {
        Self {
            name: String::new(),
            team: (chrome.team.as_ref()).map_or_else(String::new, |team| team.id.clone()),
            scopes: vec![TokenScope::UsageRead.word().to_owned()],
            expires: lifetime::DEFAULT.to_owned(),
            date: String::new(),
        }
    }

    /// Checks every field at once.
    fn check(&self, zone: &TimeZone, now: Timestamp) -> Result<NewToken> {
        let mut fields = Fields::default();
        let ends = lifetime::ends(&self.expires, &self.date, zone, now);
        let ends = fields.take("expiresAt", ends);
        let draft = TokenDraft {
            name: self.name.clone(),
            scopes: self.scopes.clone(),
            team_id: Some(self.team.clone()).filter(|id| !id.is_empty()),
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

/// What a scope allows, in words.
fn meaning(scope: TokenScope) -> Text {
    Text::new(match scope {
        TokenScope::ProjectsRead => "scope-projects-read",
        TokenScope::ProjectsWrite => "scope-projects-write",
        TokenScope::KeysRead => "scope-keys-read",
        TokenScope::KeysWrite => "scope-keys-write",
        TokenScope::UsageRead => "scope-usage-read",
        TokenScope::UsageWrite => "scope-usage-write",
        TokenScope::TeamRead => "scope-team-read",
        TokenScope::TeamWrite => "scope-team-write",
        TokenScope::BillingRead => "scope-billing-read",
        TokenScope::BillingWrite => "scope-billing-write",
    })
}

impl NewPage {
    /// The scopes that open something: id, word, meaning, chosen.
    fn scopes(&self) -> Vec<(String, &'static str, String, bool)> {
        let choice = |scope: TokenScope| {
            let word = scope.word();
            let chosen = self.typed.scopes.iter().any(|it| it == word);
            let id = format!("scope-{}", word.replace(':', "-"));
            (id, word, self.chrome.say(&meaning(scope)), chosen)
        };
        scopes_in_use().into_iter().map(choice).collect()
    }

    /// The choices of an end: value, label, chosen.
    fn ends(&self) -> Vec<(String, String, bool)> {
        lifetime::choices(&self.chrome, &self.typed.expires)
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

#[get("/settings/tokens")]
fn list(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> PageResult<Html<ListPage>> {
    let now = app.clock.now();
    let tokens = db.read_now(|conn| tokens::list(conn, signed.session.user.id))?;
    let rows = tokens.iter().map(|it| Row::new(it, &chrome, now)).collect();
    Ok(Html::ok(ListPage {
        chrome: chrome.in_settings("tokens"),
        rows,
    }))
}

#[get("/settings/tokens/new")]
fn new(fresh: Fresh<SignedIn>, chrome: Chrome) -> PageResult<Html<NewPage>> {
    // A token acts in a team.
    if fresh.0.membership.is_none() {
        return Err(Error::Forbidden(text!("error-no-team")).into());
    }
    Ok(Html::ok(NewPage {
        typed: Typed::fresh(&chrome),
        errors: Errors::default(),
        chrome: chrome.in_settings("tokens"),
    }))
}

#[post("/settings/tokens/new", data = "<form>")]
async fn create(
    fresh: Fresh<SignedIn>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Form<Typed>,
) -> PageResult<Result<Html<MadePage>, Html<NewPage>>> {
    let (signed, typed, now) = (fresh.0, form.into_inner(), app.clock.now());
    let here = signed
        .membership
        .ok_or_else(|| Error::Forbidden(text!("error-no-team")))?;
    let made = match typed.check(&chrome.tz, now) {
        Err(error) => Err(error),
        Ok(new) => {
            let actor = signed.actor;
            db.write(move |tx| tokens::create(tx, &actor, &here, new, now))
                .await
        }
    };
    match made {
        Ok((made, token)) => {
            let page = MadePage {
                row: Row::new(&made, &chrome, now),
                token,
                base_url: app.base_url().to_owned(),
                chrome: chrome.in_settings("tokens"),
            };
            Ok(Ok(Html::ok(page).secret()))
        }
        Err(error @ (Error::Invalid(_) | Error::Conflict(_))) => {
            let page = NewPage {
                errors: Errors::of(&error, chrome.locale),
                chrome: chrome.in_settings("tokens"),
                typed,
            };
            Ok(Err(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

#[get("/settings/tokens/<id>/revoke")]
fn ask(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Html<RevokePage>> {
    let (id, now) = (id?.0, app.clock.now());
    let token = db.read_now(|conn| tokens::find(conn, signed.session.user.id, &id))?;
    Ok(Html::ok(RevokePage {
        row: Row::new(&token, &chrome, now),
        chrome: chrome.in_settings("tokens"),
    }))
}

#[post("/settings/tokens/<id>/revoke")]
async fn revoke(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Go> {
    let (id, now) = (id?.0, app.clock.now());
    let token = db
        .write(move |tx| tokens::revoke(tx, &signed.actor, signed.session.user.id, &id, now))
        .await?;
    Ok(Go::to(HERE).done(text!("token-revoked", name = &token.name)))
}

/// To be mounted at `/`.
pub fn routes() -> Vec<Route> {
    routes![list, new, create, ask, revoke]
}

#[cfg(test)]
mod tests;
