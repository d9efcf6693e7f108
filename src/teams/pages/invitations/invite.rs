//! `/team/invitations/new`: inviting one or many, and what came of it.

use askama::Template;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::{Circumstances, delivery, role_name};
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::teams::access::{Access, ManageMembers, Role};
use crate::teams::invitations::{self, Invitation, InviteDraft};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::page::{Chrome, Errors};

/// The fields; what is not sent is empty.
#[derive(Clone, Debug, FromForm)]
pub(super) struct Typed {
    #[field(default = String::new())]
    pub(super) emails: String,
    #[field(default = String::new())]
    pub(super) role: String,
    #[field(default = String::new())]
    pub(super) message: String,
}

impl Typed {
    /// One invitation for each address.
    fn drafts(&self) -> Result<Vec<InviteDraft>> {
        let drafts: Vec<InviteDraft> = addresses(&self.emails)
            .into_iter()
            .map(|email| InviteDraft {
                email,
                role: self.role.clone(),
                message: Some(self.message.clone()),
            })
            .collect();
        match invitations::few_enough(drafts.len()) {
            Ok(()) => Ok(drafts),
            Err(_) if drafts.is_empty() => Err(Error::invalid("emails", text!("field-required"))),
            Err(error) => Err(Error::invalid("emails", error.text())),
        }
    }
}

/// The addresses of a list as people paste it: with commas, semicolons, blanks or line breaks
/// between them, alone or as `Name <address>`. Each once, in any letter case.
fn addresses(typed: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |address: &str| {
        let known = |it: &String| it.to_lowercase() == address.to_lowercase();
        if !address.is_empty() && !found.iter().any(known) {
            found.push(address.to_owned());
        }
    };
    for part in typed.split([',', ';', '\n', '\r']) {
        let inside = part
            .split_once('<')
            .and_then(|(_, rest)| rest.split_once('>'));
        match inside {
            Some((address, _)) => add(address.trim()),
            None => part.split_whitespace().for_each(&mut add),
        }
    }
    found
}

/// The form.
#[derive(Template, Debug)]
#[template(path = "teams/invite.html")]
pub(super) struct NewPage {
    pub(super) chrome: Chrome,
    pub(super) typed: Typed,
    /// Whom it could not be sent to, and why.
    pub(super) refused: Vec<(String, String)>,
    pub(super) errors: Errors,
    pub(super) around: Circumstances,
}

impl NewPage {
    /// Where the person reads the line.
    fn message_hint(&self) -> String {
        self.chrome.t(if self.around.by_mail {
            "invite-message-hint"
        } else {
            "invite-message-hint-link"
        })
    }

    /// The roles that may be given: word, label with what it is for, chosen.
    fn roles(&self) -> Vec<(&'static str, String, bool)> {
        let choice = |role: Role| {
            let label = text!("role-hint", role = role.word());
            let chosen = role.word() == self.typed.role;
            (role.word(), self.chrome.say(&label), chosen)
        };
        let given = Role::ALL
            .into_iter()
            .filter(|role| self.around.own.may_give(*role));
        given.map(choice).collect()
    }
}

/// An invitation that was just made.
pub(super) struct Made {
    /// The id of its field.
    pub(super) id: String,
    pub(super) email: String,
    pub(super) role: String,
    pub(super) delivery: (&'static str, String),
    pub(super) url: String,
}

/// What came of it. It shows links, so it is never to be printed.
#[derive(Template)]
#[template(path = "teams/invited.html")]
pub(super) struct MadePage {
    pub(super) chrome: Chrome,
    pub(super) made: Vec<Made>,
    pub(super) refused: Vec<(String, String)>,
    pub(super) by_mail: bool,
}

impl MadePage {
    fn lead(&self) -> String {
        let key = if self.by_mail {
            "invited-lead-mail"
        } else {
            "invited-lead-link"
        };
        self.chrome.t(key)
    }
}

#[get("/team/invitations/new")]
fn new(by: Access<ManageMembers>, chrome: Chrome, app: &State<App>) -> Html<NewPage> {
    Html::ok(NewPage {
        chrome: chrome.at("team"),
        typed: Typed {
            emails: String::new(),
            role: Role::Developer.word().to_owned(),
            message: String::new(),
        },
        refused: Vec::new(),
        errors: Errors::default(),
        around: Circumstances::of(app, by.membership().role),
    })
}

/// The addresses that were refused, each with its reason.
fn refusals(
    drafts: &[InviteDraft],
    made: &[Result<Invitation>],
    locale: Locale,
) -> Vec<(String, String)> {
    let pairs = drafts.iter().zip(made);
    let refused = pairs.filter_map(|(draft, made)| made.as_ref().err().map(|why| (draft, why)));
    refused
        .map(|(draft, why)| (draft.email.clone(), locale.say(&why.text())))
        .collect()
}

/// What is wrong for everybody alike: the role or the personal line.
fn of_all(made: &[Result<Invitation>]) -> Option<&Error> {
    let first = made.first()?.as_ref().err()?;
    match first {
        Error::Invalid(fields) if fields.get("email").is_none() => Some(first),
        Error::Forbidden(_) => Some(first),
        _ => None,
    }
}

#[post("/team/invitations/new", data = "<form>")]
async fn invite(
    signed: SignedIn,
    by: Access<ManageMembers>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Form<Typed>,
) -> PageResult<Result<Html<MadePage>, Html<NewPage>>> {
    drop(signed);
    let (typed, now, own) = (form.into_inner(), app.clock.now(), by.membership().role);
    let (post, chrome) = (app.post(chrome.locale), chrome.at("team"));
    let around = Circumstances::of(app, own);
    let again = |typed, refused, error: &Error, chrome: Chrome| {
        let errors = Errors::of(error, chrome.locale);
        let page = NewPage {
            chrome,
            typed,
            refused,
            errors,
            around,
        };
        Html::refused(page, error)
    };
    let drafts = match typed.drafts() {
        Ok(drafts) => drafts,
        Err(error) => return Ok(Err(again(typed, Vec::new(), &error, chrome))),
    };
    let (sent, by_mail) = (drafts.clone(), post.by_mail);
    let made = db
        .write(move |tx| invitations::invite_all(tx, &by, &sent, post, now))
        .await?;
    let refused = refusals(&drafts, &made, chrome.locale);
    if refused.len() == drafts.len() {
        if let Some(error) = of_all(&made) {
            return Ok(Err(again(typed, Vec::new(), error, chrome)));
        }
        let error = Error::invalid("emails", text!("invite-none"));
        return Ok(Err(again(typed, refused, &error, chrome)));
    }
    let shown = |(at, invitation): (usize, Invitation)| Made {
        id: format!("link-{at}"),
        role: role_name(&chrome, invitation.role),
        delivery: delivery(&chrome, invitation.delivery),
        url: invitation.url(&app.links, app.base_url()),
        email: invitation.email,
    };
    let page = MadePage {
        made: made.into_iter().flatten().enumerate().map(shown).collect(),
        refused,
        by_mail,
        chrome,
    };
    Ok(Ok(Html::ok(page).secret()))
}

pub(super) fn routes() -> Vec<Route> {
    routes![new, invite]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_list_is_read() {
        let typed =
            "ada@a.org, Grace Hopper <grace@b.org>; x@c.org\r\n\r\n y@d.org\tz@e.org\nADA@a.org,,";
        assert_eq!(
            addresses(typed),
            ["ada@a.org", "grace@b.org", "x@c.org", "y@d.org", "z@e.org"]
        );
        assert!(addresses(" \n,;").is_empty());
    }
}
