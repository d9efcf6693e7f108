//! What a look at all usage found, and how it is told.

use super::store;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{ProjectId, TeamId};
use crate::text;
use crate::text::Text;
use crate::usage::range::Level;
use crate::usage::totals::Place;

/// How many problems a report lists; the others are only counted.
const LISTED: usize = 100;

/// What a look at all usage found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many events there are.
    pub events: i64,
    /// How many rows of totals there are, all levels together.
    pub totals: i64,
    /// What is wrong, at most the first hundred problems.
    pub problems: Vec<Problem>,
    /// How many problems there are in all.
    pub problem_count: u64,
}

impl Report {
    /// Whether every number is as it has to be.
    pub fn is_sound(&self) -> bool {
        self.problem_count == 0
    }

    pub(super) fn add(&mut self, problem: Problem) {
        self.problem_count += 1;
        if self.problems.len() < LISTED {
            self.problems.push(problem);
        }
    }
}

/// Something that does not add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A row of totals is not the sum of its events.
    Totals {
        /// Which level.
        level: Level,
        /// Whose.
        team: TeamId,
        /// The first millisecond of its slot.
        start: i64,
        /// Which row of the slot.
        place: Place,
        /// What is wrong with it.
        wrong: Wrong,
    },
    /// Numbers of a team's sequence belong to no event.
    Missing {
        /// Whose.
        team: TeamId,
        /// The first of them.
        first: i64,
        /// The last of them.
        last: i64,
    },
    /// Events have numbers outside of their team's sequence.
    Outside {
        /// Whose.
        team: TeamId,
        /// The number of the first of them.
        number: i64,
        /// How many there are.
        count: i64,
    },
    /// The index of ids cannot be read. The events were held against one another without it.
    NoIndex,
    /// An event whose id does not lead to it: it could be counted once more.
    WithoutId {
        /// Of which team.
        team: TeamId,
        /// The event's number.
        number: i64,
    },
    /// An event whose id is that of another one: it is counted twice.
    Twice {
        /// Of which team.
        team: TeamId,
        /// The event's number.
        number: i64,
        /// The number of the other one.
        first: i64,
    },
    /// What is stored of a sender's own count, its ends or its gaps, is not what its events say.
    Numbers {
        /// Of which project.
        project: ProjectId,
        /// The sender's name.
        source: String,
    },
    /// A project's latest event is not its latest event.
    LastEvent {
        /// Of which project.
        project: ProjectId,
    },
}

/// What is wrong with a row of totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// There are events for it, and it is not there.
    Missing,
    /// It is there, and there are no events for it.
    NoEvents,
    /// Its histogram cannot be read.
    Unreadable,
    /// A column has another value than the events say.
    Differs {
        /// Which column; of the histogram the values are how many latencies it holds.
        column: &'static str,
        /// What is stored.
        stored: i64,
        /// What the events say.
        counted: i64,
    },
}

impl Wrong {
    fn text(self) -> Text {
        match self {
            Self::Missing => text!("check-row-missing"),
            Self::NoEvents => text!("check-row-without-events"),
            Self::Unreadable => text!("check-row-unreadable"),
            // As words: these are to be compared digit by digit.
            Self::Differs {
                column,
                stored,
                counted,
            } => text!(
                "check-row-differs",
                column = column,
                stored = stored.to_string(),
                counted = counted.to_string()
            ),
        }
    }
}

/// The sentences about a problem, with the names that people know things by: which row, and for
/// a row of totals what is wrong with it.
///
/// # Errors
/// When the names cannot be read.
pub fn tell(conn: &Conn, problem: &Problem) -> Result<Vec<Text>> {
    Ok(match problem {
        Problem::Totals {
            level,
            team,
            start,
            place,
            wrong,
        } => {
            let row = text!(
                "check-totals",
                level = word(*level),
                start = Timestamp::from_ms(*start).to_string(),
                team = store::team_name(conn, *team)?,
                project = store::project_name(conn, place.project)?,
                model = store::model_name(conn, place.model)?,
                key = store::key_name(conn, place.key)?,
                status = place.status.as_str()
            );
            vec![row, wrong.text()]
        }
        Problem::Missing { team, first, last } => vec![text!(
            "check-missing",
            team = store::team_name(conn, *team)?,
            first = first.to_string(),
            last = last.to_string()
        )],
        Problem::Outside {
            team,
            number,
            count,
        } => vec![text!(
            "check-outside",
            team = store::team_name(conn, *team)?,
            number = number.to_string(),
            count = *count
        )],
        Problem::NoIndex => vec![text!("check-no-index")],
        Problem::WithoutId { team, number } => vec![text!(
            "check-without-id",
            team = store::team_name(conn, *team)?,
            number = number.to_string()
        )],
        Problem::Twice {
            team,
            number,
            first,
        } => vec![text!(
            "check-twice",
            team = store::team_name(conn, *team)?,
            number = number.to_string(),
            first = first.to_string()
        )],
        Problem::Numbers { project, source } => vec![text!(
            "check-numbers",
            project = store::project_name(conn, *project)?,
            source = source
        )],
        Problem::LastEvent { project } => vec![text!(
            "check-last-event",
            project = store::project_name(conn, *project)?
        )],
    })
}

/// The table of a level.
fn word(level: Level) -> &'static str {
    match level {
        Level::Raw => "usage_events",
        Level::Quarter => "usage_quarters",
        Level::Hour => "usage_hours",
        Level::Day => "usage_days",
    }
}
