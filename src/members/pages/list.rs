//! `/team`: tiles, filters, rows, and what can be done to several.

use askama::Template;
use rocket::{FromForm, Route, State, get, routes};
use rocket_db_pools::Connection;

use super::{May, called, list_path, page_of};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::UserId;
use crate::members::{self, Filter, Member, Stats, Status};
use crate::page::{Cursor, Limit, Page};
use crate::teams::access::{Access, Role, ViewTeam};
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::format::{self, Figure};
use crate::web::frame::{self, Html, PageResult};
use crate::web::moment::Moment;
use crate::web::page::{Chrome, Person};

/// The people of the team.
#[derive(Template, Debug)]
#[template(path = "members/list.html")]
pub(super) struct ListPage {
    chrome: Chrome,
    may: May,
    tiles: Tiles,
    asked: Asked,
    rows: Vec<Row>,
    /// How many people the filters show.
    matching: usize,
    /// Whether the person who looks cannot leave.
    stays: bool,
    /// Where the first page is; empty on it.
    newer: String,
    /// Where the next page is; empty on the last one.
    older: String,
}

/// The figures above the list.
#[derive(Clone, Debug)]
struct Tiles {
    total: Figure,
    active: Figure,
    inactive: i64,
    invited: Figure,
    /// How many that are.
    waiting: i64,
    owners: Figure,
    /// Role and how many have it.
    roles: Vec<(Role, i64)>,
}

impl Tiles {
    fn new(stats: &Stats, chrome: &Chrome) -> Self {
        let of = |role: Role| stats.roles.get(role.word()).copied().unwrap_or_default();
        let short = |count| format::short(chrome.locale, count);
        Self {
            total: short(stats.total),
            active: short(stats.active),
            inactive: stats.total - stats.active,
            invited: short(stats.pending_invitations),
            waiting: stats.pending_invitations,
            owners: short(of(Role::Owner)),
            roles: Role::ALL.map(|role| (role, of(role))).into(),
        }
    }
}

/// The query, as it was asked.
#[derive(Clone, Debug, Default, FromForm)]
pub(super) struct Asked {
    #[field(default = "")]
    pub(super) search: String,
    #[field(default = "")]
    pub(super) role: String,
    #[field(default = "")]
    pub(super) status: String,
    #[field(default = "")]
    pub(super) cursor: String,
}

impl Asked {
    fn filter(&self) -> Result<Filter> {
        Filter::from_query(Some(&self.search), Some(&self.role), Some(&self.status))
    }

    fn path(&self, cursor: &str) -> String {
        list_path(&self.search, &self.role, &self.status, cursor)
    }

    /// The filters that are set, for a form.
    fn fields(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("search", self.search.as_str()),
            ("role", self.role.as_str()),
            ("status", self.status.as_str()),
        ];
        all.into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }

    /// The filters behind a `?format=`.
    fn and(&self) -> String {
        let path = self.path("");
        path.strip_prefix("/team?")
            .map_or_else(String::new, |query| format!("&{query}"))
    }

    fn filtered(&self) -> bool {
        let all = |word: &str| matches!(word, "" | "all");
        !self.search.trim().is_empty() || !all(&self.role) || !all(&self.status)
    }
}

#[derive(Clone, Debug)]
struct Row {
    id: String,
    href: String,
    person: Person,
    /// Whether it is the person who looks.
    you: bool,
    role: String,
    owner: bool,
    active: bool,
    last: Option<Moment>,
    joined: Moment,
}

impl Row {
    fn new(member: &Member, you: UserId, chrome: &Chrome, now: Timestamp) -> Self {
        let locale = chrome.locale;
        let avatar = member.avatar.as_ref();
        Self {
            id: member.id.to_string(),
            href: page_of(&member.id),
            person: frame::somebody(&member.id, &member.name, &member.email, avatar),
            you: member.user == you,
            role: called(chrome, member.role),
            owner: member.role == Role::Owner,
            active: member.status == Status::Active,
            last: member
                .last_active
                .map(|at| Moment::relative(locale, at, now)),
            joined: Moment::date(locale, &chrome.tz, member.joined_at),
        }
    }
}

/// What was read for the page.
pub(super) struct Found {
    pub(super) stats: Stats,
    pub(super) matching: usize,
    pub(super) page: Page<Member>,
    /// Whether the person who looks is the last owner and cannot leave.
    pub(super) stays: bool,
}

impl ListPage {
    pub(super) fn new(
        chrome: Chrome,
        may: May,
        you: UserId,
        asked: Asked,
        found: Found,
        now: Timestamp,
    ) -> Self {
        let members = found.page.items.iter();
        Self {
            may,
            tiles: Tiles::new(&found.stats, &chrome),
            rows: members
                .map(|member| Row::new(member, you, &chrome, now))
                .collect(),
            matching: found.matching,
            stays: found.stays,
            newer: if asked.cursor.is_empty() {
                String::new()
            } else {
                asked.path("")
            },
            older: found
                .page
                .next
                .map_or_else(String::new, |next| asked.path(&next.to_string())),
            asked,
            chrome: chrome.at("team"),
        }
    }

    /// The filter of roles: value, label, chosen.
    fn roles(&self) -> Vec<(&'static str, String, bool)> {
        let all = ("", self.chrome.t("members-any-role"), false);
        let role = |(role, count): &(Role, i64)| {
            let label = format!("{} ({count})", called(&self.chrome, *role));
            let chosen = self.asked.role.eq_ignore_ascii_case(role.word());
            (role.word(), label, chosen)
        };
        std::iter::once(all)
            .chain(self.tiles.roles.iter().map(role))
            .collect()
    }

    /// The filter of statuses: value, label, chosen.
    fn statuses(&self) -> Vec<(&'static str, String, bool)> {
        [
            ("", "members-any-status"),
            ("active", "members-active"),
            ("inactive", "members-inactive"),
        ]
        .map(|(value, key)| (value, self.chrome.t(key), self.asked.status == value))
        .into()
    }

    /// What can be done to several: value, label.
    fn deeds(&self) -> Vec<(String, String)> {
        let role = |role: Role| {
            let label = self.chrome.t1("members-make", "role", role.word());
            (format!("role-{}", role.word()), label)
        };
        let deed = |value: &str, key| (value.to_owned(), self.chrome.t(key));
        // What does least comes first, for the first is chosen until somebody chooses.
        let mut deeds = vec![deed("message", "members-write")];
        let mut roles: Vec<_> = self.may.roles().map(role).collect();
        roles.reverse();
        deeds.append(&mut roles);
        deeds.push(deed("deactivate", "members-deactivate"));
        deeds.push(deed("reactivate", "members-reactivate"));
        deeds.push(deed("remove", "members-remove"));
        deeds
    }

    /// How many there are of the roles besides owners, in words.
    fn others(&self) -> String {
        let others = self
            .tiles
            .roles
            .iter()
            .filter(|(role, count)| *role != Role::Owner && *count > 0);
        let words = others.map(|(role, count)| {
            self.chrome
                .t2("members-of-role", "role", role.word(), "count", *count)
        });
        words.collect::<Vec<_>>().join(", ")
    }
}

/// Rows on a page.
const ROWS: u32 = 50;

#[get("/team?<asked..>")]
async fn list(
    by: Access<ViewTeam>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    asked: Asked,
) -> PageResult<Html<ListPage>> {
    let (now, filter) = (app.clock.now(), asked.filter()?);
    let cursor = Cursor::from_query(Some(&asked.cursor))?;
    let (may, you, limit) = (May::of(&by), by.user(), Limit::new(ROWS)?);
    let found = db
        .read(move |conn| -> Result<Found> {
            let stats = members::stats(conn, &by, now)?;
            Ok(Found {
                matching: members::count(conn, &by, &stats, &filter)?,
                stats,
                page: members::list(conn, &by, &filter, limit, cursor.as_ref())?,
                stays: members::what_keeps(conn, &by)?.is_some(),
            })
        })
        .await?;
    Ok(Html::ok(ListPage::new(chrome, may, you, asked, found, now)))
}

pub(super) fn routes() -> Vec<Route> {
    routes![list]
}
