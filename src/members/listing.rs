//! Lists of members: what they show and in which order, and what the team comes to.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::json;

use super::{Member, Status, store};
use crate::audit::{self, Chain, Entry};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fields, Result};
use crate::ids::{PublicId, UserId};
use crate::page::{Cursor, Limit, Page};
use crate::teams::access::{Access, ManageMembers, Role, ViewTeam};
use crate::teams::invitations;
use crate::text;

/// Which members a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that the name or the address contains, in lower case.
    pub search: Option<String>,
    /// One role.
    pub role: Option<Role>,
    /// One status.
    pub status: Option<Status>,
}

impl Filter {
    /// From query parameters: empty values and `all` mean no filter.
    ///
    /// # Errors
    /// `Invalid` on `role` and `status` for words that are none.
    pub fn from_query(
        search: Option<&str>,
        role: Option<&str>,
        status: Option<&str>,
    ) -> Result<Self> {
        let given = |word: Option<&'_ str>| -> Option<String> {
            let word = word.map(str::trim).filter(|word| !word.is_empty());
            word.map(str::to_lowercase)
        };
        let chosen = |word| given(word).filter(|word| word != "all");
        let mut fields = Fields::default();
        let role = chosen(role).and_then(|word| {
            let known = Role::parse(&word).ok_or_else(|| text!("member-role", role = &word));
            fields.take("role", known)
        });
        let status = chosen(status).and_then(|word| {
            let known = Status::parse(&word).ok_or_else(|| text!("member-status-filter"));
            fields.take("status", known)
        });
        fields.finish()?;
        Ok(Self {
            search: given(search),
            role,
            status,
        })
    }

    /// Whether the search finds this name or address. In Rust, because SQLite ignores the case of
    /// ASCII letters only.
    pub(super) fn shows(&self, name: &str, email: &str) -> bool {
        let found = |text: &str, words: &str| text.to_lowercase().contains(words);
        self.search
            .as_deref()
            .is_none_or(|words| found(name, words) || found(email, words))
    }
}

impl Member {
    /// Where the page after this member begins: the id, and the name in hexadecimal.
    fn cursor(&self) -> Cursor {
        let mut id = self.id.as_str().to_owned();
        for byte in self.name.bytes() {
            let _ = write!(id, "{byte:02x}");
        }
        Cursor { at: 0, id }
    }
}

/// Characters of a person's id.
const ID: usize = 24;

/// The name and the id in a cursor.
fn position(cursor: Option<&Cursor>) -> Result<(String, String)> {
    let Some(cursor) = cursor else {
        return Ok(Default::default());
    };
    let read = || {
        let (id, name) = cursor.id.split_at_checked(ID)?;
        let bytes = (0..name.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(name.get(at..at + 2)?, 16).ok())
            .collect::<Option<Vec<u8>>>()?;
        Some((String::from_utf8(bytes).ok()?, id.to_owned()))
    };
    read().ok_or_else(|| Error::invalid("cursor", text!("field-cursor")))
}

/// The people of the team, by name.
///
/// # Errors
/// `Invalid` on `cursor` when it is of another list.
pub fn list(
    conn: &Conn,
    by: &Access<ViewTeam>,
    filter: &Filter,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<Member>> {
    let (team, most) = (by.team(), limit.rows() + 1);
    let (name, id) = position(cursor)?;
    let mut found = Vec::new();
    store::scan(conn, team, filter, (&name, &id), |member| {
        found.push(member);
        found.len() < most
    })?;
    let mut page = Page::cut(found, limit, Member::cursor);
    for member in &mut page.items {
        store::complete(conn, team, member)?;
    }
    Ok(page)
}

/// How many people of the team with these figures the filter shows.
pub fn count(conn: &Conn, by: &Access<ViewTeam>, stats: &Stats, filter: &Filter) -> Result<usize> {
    if filter.search.is_none() {
        return Ok(stats.matching(filter));
    }
    let mut count = 0;
    store::scan(conn, by.team(), filter, ("", ""), |_| {
        count += 1;
        true
    })?;
    Ok(count)
}

/// The ids of the people of the team whom the filter shows, by name.
pub(super) fn ids(
    conn: &Conn,
    by: &Access<ManageMembers>,
    filter: &Filter,
) -> Result<Vec<PublicId<UserId>>> {
    let mut ids = Vec::new();
    store::scan(conn, by.team(), filter, ("", ""), |member| {
        ids.push(member.id);
        true
    })?;
    Ok(ids)
}

/// What a team comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Everybody in it.
    pub total: i64,
    /// Those who are let in.
    pub active: i64,
    /// Invitations that wait for an answer.
    pub pending_invitations: i64,
    /// How many there are of each role; every role is there.
    pub roles: BTreeMap<&'static str, i64>,
    /// How many there are of each role and status.
    pub parts: Vec<(Role, Status, i64)>,
}

impl Stats {
    /// How many have the role and the status of the filter.
    fn matching(&self, filter: &Filter) -> usize {
        let shown = |role, status| {
            filter.role.is_none_or(|only| only == role)
                && filter.status.is_none_or(|only| only == status)
        };
        let parts = self.parts.iter();
        parts
            .filter(|(role, status, _)| shown(*role, *status))
            .map(|(_, _, members)| usize::try_from(*members).unwrap_or(0))
            .sum()
    }
}

/// Counts the people of the team, and those who are invited.
pub fn stats(conn: &Conn, by: &Access<ViewTeam>, now: Timestamp) -> Result<Stats> {
    let mut stats = Stats {
        pending_invitations: invitations::pending(conn, by.team(), now)?,
        roles: Role::ALL.map(|role| (role.word(), 0)).into(),
        parts: store::counts(conn, by.team())?,
        ..Stats::default()
    };
    for (role, status, members) in stats.parts.iter().copied() {
        stats.total += members;
        if status == Status::Active {
            stats.active += members;
        }
        *stats.roles.entry(role.word()).or_default() += members;
    }
    Ok(stats)
}

/// Notes that the list was taken away as a file.
pub fn record_export(
    tx: &Tx<'_>,
    by: &Access<ManageMembers>,
    filter: &Filter,
    format: &str,
    now: Timestamp,
) -> Result<()> {
    let place = by.membership();
    let entry = Entry {
        chain: Chain::Team(by.team()),
        action: "members.exported",
        target_kind: "team",
        target_id: Some(place.team_id.as_str()),
        target_name: Some(&place.team_name),
        before: None,
        after: Some(json!({
            "format": format,
            "search": filter.search,
            "role": filter.role.map(Role::word),
            "status": filter.status.map(Status::word),
        })),
    };
    audit::record(tx, by.actor(), &entry, now)
}
