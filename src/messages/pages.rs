//! `/messages`: the inbox, what one sent, conversations, and writing.

mod compose;
mod list;
mod thread;

use rocket::Route;

use super::{Correspondent, Message};
use crate::error::Error;
use crate::ids::{MessageId, PublicId};
use crate::text;
use crate::web::frame::somebody;
use crate::web::page::{Chrome, Person};
use crate::web::params::PathId;

type Id = Result<PathId<MessageId>, Error>;

/// The page of a message with its conversation.
fn page_of(id: &PublicId<MessageId>) -> String {
    format!("/messages/{id}")
}

/// Somebody as a page shows them.
fn shown(person: &Correspondent) -> Person {
    somebody(&person.id, &person.name, "", person.avatar.as_ref())
}

/// Who wrote it: a picture, unless the account is gone, and a name.
fn writer(message: &Message, chrome: &Chrome) -> (Option<Person>, String) {
    match &message.sender {
        _ if message.mine => (message.sender.as_ref().map(shown), chrome.t("messages-you")),
        Some(sender) => (Some(shown(sender)), sender.name.clone()),
        None => (None, chrome.t("messages-left")),
    }
}

/// Whom it went to, in words.
fn addressed(message: &Message, chrome: &Chrome) -> String {
    if message.to_everyone {
        return chrome.t("messages-everyone");
    }
    let names: Vec<&str> = message.to.iter().map(|to| to.name.as_str()).collect();
    let shown = i64::try_from(names.len()).unwrap_or(i64::MAX);
    let names = names.join(", ");
    match (message.recipients - shown).max(0) {
        0 => names,
        // Those beyond the named ones, and those whose accounts are gone.
        others if names.is_empty() => chrome.t1("messages-people", "count", others),
        others => chrome.say(&text!("messages-and-others", names = names, count = others)),
    }
}

/// The subject, or the first line of the text.
fn title(message: &Message) -> String {
    let line = message.body.lines().next().unwrap_or_default();
    if message.subject.is_empty() {
        line.chars().take(80).collect()
    } else {
        message.subject.clone()
    }
}

/// To be mounted at `/`.
pub fn routes() -> Vec<Route> {
    let mut routes = list::routes();
    routes.extend(compose::routes());
    routes.extend(thread::routes());
    routes
}

#[cfg(test)]
mod tests;
