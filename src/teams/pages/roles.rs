//! `/team/roles`: what each role may do, as the guards know it.

use askama::Template;
use rocket::{Route, get, routes};

use crate::teams::access::{self, Access, Role, ViewTeam};
use crate::text;
use crate::text::Text;
use crate::web::frame::Html;
use crate::web::page::Chrome;

/// A role.
#[derive(Debug)]
struct RoleRow {
    name: String,
    /// What it is for.
    text: String,
    /// Whether it is that of the person.
    own: bool,
}

/// What each role may do.
#[derive(Template, Debug)]
#[template(path = "teams/roles.html")]
pub(super) struct RolesPage {
    chrome: Chrome,
    roles: Vec<RoleRow>,
    /// Each permission in words, with each role and whether it holds it.
    rows: Vec<(String, Vec<(String, bool)>)>,
}

/// What a role is for.
fn purpose(role: Role) -> Text {
    Text::new(match role {
        Role::Owner => "roles-owner",
        Role::Admin => "roles-admin",
        Role::Developer => "roles-developer",
        Role::Analyst => "roles-analyst",
        Role::Viewer => "roles-viewer",
    })
}

/// A permission in words; none for one that this page does not know.
pub(super) fn meaning(permission: &str) -> Option<Text> {
    Some(Text::new(match permission {
        "view_team" => "roles-view-team",
        "view_projects" => "roles-view-projects",
        "view_usage" => "roles-view-usage",
        "manage_projects" => "roles-manage-projects",
        "read_keys" => "roles-read-keys",
        "manage_keys" => "roles-manage-keys",
        "read_usage" => "roles-read-usage",
        "manage_prices" => "roles-manage-prices",
        "send_messages" => "roles-send-messages",
        "manage_members" => "roles-manage-members",
        "read_audit" => "roles-read-audit",
        "own_team" => "roles-own-team",
        _ => return None,
    }))
}

impl RolesPage {
    pub(super) fn new(chrome: Chrome, own: Role) -> Self {
        let called = |role: Role| chrome.say(&text!("role-name", role = role.word()));
        let roles = Role::ALL.into_iter().map(|role| RoleRow {
            name: called(role),
            text: chrome.say(&purpose(role)),
            own: role == own,
        });
        let roles = roles.collect();
        let rows = access::table().into_iter().map(|(permission, holders)| {
            let words = meaning(permission);
            let words = words.map_or_else(|| permission.to_owned(), |text| chrome.say(&text));
            let cells = Role::ALL.map(|role| (called(role), holders.contains(&role)));
            (words, cells.to_vec())
        });
        let rows = rows.collect();
        Self {
            roles,
            rows,
            chrome: chrome.at("team"),
        }
    }
}

#[get("/team/roles")]
fn show(by: Access<ViewTeam>, chrome: Chrome) -> Html<RolesPage> {
    Html::ok(RolesPage::new(chrome, by.membership().role))
}

pub(super) fn routes() -> Vec<Route> {
    routes![show]
}
