//! `/team`: the people of the current team.

use rocket::Route;

use super::Member;
use crate::error::{Error, Result};
use crate::ids::{PublicId, UserId};
use crate::teams::access::{Access, ManageMembers, OwnTeam, Role, ViewTeam};
use crate::text;
use crate::web::page::Chrome;
use crate::web::params::PathId;

mod leave;
mod list;
mod many;
mod member;
mod remove;
mod transfer;

type Id = Result<PathId<UserId>, Error>;

/// What the person may do besides looking.
#[derive(Clone, Copy, Debug)]
struct May {
    manage: bool,
    own: bool,
}

impl May {
    fn of(by: &Access<ViewTeam>) -> Self {
        Self {
            manage: by.also::<ManageMembers>().is_some(),
            own: by.also::<OwnTeam>().is_some(),
        }
    }

    /// Whether they may change or remove this member.
    fn change(self, member: &Member) -> bool {
        self.manage && (self.own || member.role != Role::Owner)
    }

    /// The roles that they may give.
    fn roles(self) -> impl Iterator<Item = Role> {
        let roles = Role::ALL.into_iter();
        roles.filter(move |role| self.own || *role != Role::Owner)
    }
}

fn page_of(id: &PublicId<UserId>) -> String {
    format!("/team/members/{id}")
}

/// A role in the language of the person.
fn called(chrome: &Chrome, role: Role) -> String {
    chrome.say(&text!("role-name", role = role.word()))
}

/// The list with filters, from `cursor` on.
fn list_path(search: &str, role: &str, status: &str, cursor: &str) -> String {
    let fields = [
        ("search", search),
        ("role", role),
        ("status", status),
        ("cursor", cursor),
    ];
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields.into_iter().filter(|(_, value)| !value.is_empty()))
        .finish();
    if query.is_empty() {
        "/team".to_owned()
    } else {
        format!("/team?{query}")
    }
}

/// To be mounted at `/`.
pub fn routes() -> Vec<Route> {
    [
        list::routes(),
        member::routes(),
        remove::routes(),
        leave::routes(),
        transfer::routes(),
        many::routes(),
    ]
    .concat()
}

#[cfg(test)]
mod tests;
