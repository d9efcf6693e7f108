//! What the Overview reads, on one state of the file.

use std::collections::HashMap;

use crate::audit::{self, Activity};
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::notifications::{self, Advice, Notification, Reader, Reason};
use crate::page::Limit;
use crate::projects::{self, Status};
use crate::teams::access::{Access, ManageMembers, ReadAudit, ViewProjects, ViewTeam, ViewUsage};
use crate::teams::{self, invitations};
use crate::usage::range::{self, Zone};
use crate::usage::report::{self, Dimension, GroupRow, Question, Report, Summary, Words};

/// What stands in the database.
#[derive(Clone, Debug)]
pub(super) struct Read {
    /// The total of today.
    pub(super) today: Summary,
    /// The last 30 days by model.
    pub(super) month: Report,
    /// The same by project.
    pub(super) projects: Vec<GroupRow>,
    /// The live projects by id.
    pub(super) live: HashMap<String, Status>,
    /// Whether the team ever reported an event.
    pub(super) ever: bool,
    pub(super) has_project: bool,
    pub(super) has_key: bool,
    /// Whether anybody else is in the team or invited, for those who may invite.
    pub(super) has_others: Option<bool>,
    /// What needs the person's attention and is not read yet.
    pub(super) alerts: Vec<Notification>,
    /// What the person can do about requests without a price.
    pub(super) advice: Advice,
    /// The newest rows of the audit log, for those who may see it.
    pub(super) activity: Option<Vec<Activity>>,
}

/// Rows of recent activity.
const RECENT: u32 = 8;

/// Reads everything.
pub(super) fn read(
    conn: &Conn,
    by: &Access<ViewUsage>,
    reader: &Reader,
    home: &Zone,
    now: Timestamp,
) -> Result<Read> {
    let date = home.date(now).to_string();
    let today = range::Words {
        period: Some("custom"),
        from: Some(&date),
        to: Some(&date),
        ..range::Words::default()
    };
    let today = question(today, home, now)?;
    let month = range::Words {
        period: Some("30d"),
        ..range::Words::default()
    };
    let month = question(month, home, now)?;
    report::together(conn, |conn| {
        let by_model = month.clone().grouped(&[Dimension::Model]);
        let by_project = month.clone().grouped(&[Dimension::Project]);
        let mut read = Read {
            today: report::summary(conn, by, &today)?,
            month: report::analytics(conn, by, &by_model, now)?,
            projects: report::groups(conn, by, &by_project)?.items,
            ever: report::any_event(conn, by)?,
            live: HashMap::new(),
            has_project: false,
            has_key: false,
            has_others: None,
            alerts: notifications::all(conn, reader, now)?,
            advice: Advice::of(conn, by, reader.price_book(), now)?,
            activity: None,
        };
        // That models have no price is told beside the cost.
        (read.alerts).retain(|it| {
            it.read_at.is_none() && !matches!(it.reason, Reason::ModelUnpriced { .. })
        });
        if let Some(by) = by.also::<ViewProjects>() {
            let all = projects::Filter::default();
            let most = Limit::new(Limit::MOST)?;
            let page = projects::list(conn, &by, &all, most, None, now)?;
            read.has_project = !page.items.is_empty();
            read.has_key = page.items.iter().any(|project| project.key_count > 0);
            let live = page.items.into_iter();
            read.live = live
                .map(|project| (project.public_id.to_string(), project.status))
                .collect();
        }
        if let (Some(_), Some(by)) = (by.also::<ManageMembers>(), by.also::<ViewTeam>()) {
            let others = teams::member_count(conn, &by)? > 1;
            read.has_others = Some(others || invitations::pending(conn, by.team(), now)? > 0);
        }
        if let Some(by) = by.also::<ReadAudit>() {
            read.activity = Some(audit::recent(conn, by.team(), RECENT)?);
        }
        Ok(read)
    })
}

fn question(range: range::Words<'_>, home: &Zone, now: Timestamp) -> Result<Question> {
    let words = Words {
        range,
        limit: Some("1000"),
        ..Words::default()
    };
    Question::parse(&words, home, now)
}
