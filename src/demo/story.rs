//! What people did in the teams of the demo, and when.

use super::cast::{
    BOOKS, CLINIC, ELENA, FREIGHT, JONAS, KOFI, LEO, MARA, NILS, PEOPLE, PRIYA, SAMIRA, TEAMS,
    TOMAS,
};
use super::plan::ALWAYS;
use super::talk::TALK;
use super::work::{
    ASSISTANT, CUSTOMS, INVOICES, LETTERS, NOTES, PILOT, QUOTES, TRIAGE_PROJECT, projects,
};
use crate::clock::{DAY_MS, Timestamp};
use crate::teams::access::Role;

/// Something that somebody did.
#[derive(Clone, Copy, Debug)]
pub(super) struct Act {
    pub(super) at: Timestamp,
    /// Who, by their place among the people.
    pub(super) by: usize,
    /// Where, by its place among the teams.
    pub(super) team: usize,
    pub(super) deed: Deed,
}

/// What it was. Projects and keys by their places in the plan.
#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
    /// The first account and the first team.
    SetUp,
    Account(usize),
    Team,
    Join(usize, Role),
    Project(usize),
    Key(usize, usize),
    Rotate(usize, usize, i64),
    Revoke(usize, usize),
    Describe(usize, &'static str),
    Model(usize, &'static str),
    Stop(usize),
    Delete(usize),
    /// A price that was negotiated: dollars per million tokens in, cached and out.
    Price(&'static str, &'static str, [&'static str; 3]),
    /// A personal token.
    Token(&'static str, &'static [&'static str]),
    /// A message to these people, or to everyone of the team when there are none: subject and text.
    Write(&'static [usize], &'static str, &'static str),
    /// The answer to the last message of the team.
    Answer(&'static str),
    /// An invitation for an address, with its personal line.
    Invite(&'static str, Role, &'static str),
    /// And reading what came meanwhile.
    SignIn,
    WrongPassword,
}

/// How many days ago and at what time, by whom, in which team, and what.
pub(super) type Change = (u16, (i64, i64), usize, usize, Deed);

/// Between two acts at the beginning, where everything is set up at once.
const STEP_MS: i64 = 90_000;

/// Everything that happened from `from` to `now`, in order. What the story has before `from` is
/// done at the beginning.
pub(super) fn story(from: Timestamp, now: Timestamp) -> Vec<Act> {
    let mut acts = Acts {
        from,
        now,
        done: Vec::new(),
    };
    acts.people();
    acts.projects();
    acts.changes();
    acts.sign_ins();
    acts.done.sort_by_key(|act| act.at);
    acts.done
}

struct Acts {
    from: Timestamp,
    now: Timestamp,
    done: Vec<Act>,
}

impl Acts {
    /// So many days ago at this time of day (UTC).
    fn moment(&self, ago: u16, (hour, minute): (i64, i64)) -> Timestamp {
        let midnight = self.now.ms() - self.now.ms().rem_euclid(DAY_MS);
        let at = midnight - i64::from(ago) * DAY_MS + (hour * 60 + minute) * 60_000;
        let step = i64::try_from(self.done.len()).unwrap_or(0) * STEP_MS;
        Timestamp::from_ms(at.max(self.from.ms() + step).min(self.now.ms()))
    }

    fn add(&mut self, at: (u16, (i64, i64)), by: usize, team: usize, deed: Deed) -> Timestamp {
        let at = self.moment(at.0, at.1);
        self.done.push(Act { at, by, team, deed });
        at
    }

    fn people(&mut self) {
        let start = (ALWAYS, (9, 0));
        self.add(start, MARA, FREIGHT, Deed::SetUp);
        for person in 1..PEOPLE.len() {
            self.add(start, MARA, FREIGHT, Deed::Account(person));
        }
        for (team, plan) in TEAMS.iter().enumerate() {
            if team != FREIGHT {
                self.add(start, plan.owner, team, Deed::Team);
            }
            for (person, role, ago) in plan.members {
                self.add(
                    (*ago, (10, 5)),
                    plan.owner,
                    team,
                    Deed::Join(*person, *role),
                );
            }
        }
    }

    fn projects(&mut self) {
        for (project, plan) in projects() {
            let time = (11, 12 + i64::try_from(project).unwrap_or(0) * 3);
            self.add(
                (plan.made, time),
                plan.by,
                plan.team,
                Deed::Project(project),
            );
            for (at, key) in plan.keys.iter().enumerate() {
                let (made, time) = match key.made {
                    ALWAYS => (plan.made, (time.0 + 1, time.1)),
                    made => (made, (13, 40)),
                };
                self.add((made, time), plan.by, plan.team, Deed::Key(project, at));
            }
        }
    }

    fn changes(&mut self) {
        let tokens = ["usage:read", "projects:read"].as_slice();
        let changes: [Change; 18] = [
            (
                85,
                (14, 2),
                TOMAS,
                FREIGHT,
                Deed::Price("openai", "gpt-5-mini", ["0.21", "0.021", "1.7"]),
            ),
            (
                61,
                (8, 47),
                JONAS,
                FREIGHT,
                Deed::Token("Cost report", tokens),
            ),
            (
                58,
                (9, 20),
                JONAS,
                CLINIC,
                Deed::Token("Cost report", tokens),
            ),
            (
                48,
                (9, 31),
                MARA,
                FREIGHT,
                Deed::Model(ASSISTANT, "gpt-5-mini"),
            ),
            (
                37,
                (13, 15),
                PRIYA,
                FREIGHT,
                Deed::Model(CUSTOMS, "claude-sonnet-5"),
            ),
            (25, (10, 8), SAMIRA, CLINIC, Deed::Rotate(NOTES, 0, 48)),
            (24, (16, 30), MARA, FREIGHT, Deed::Stop(QUOTES)),
            (
                18,
                (7, 50),
                LEO,
                CLINIC,
                Deed::Describe(LETTERS, "Reminders and directions, written every night."),
            ),
            (
                17,
                (8, 58),
                TOMAS,
                FREIGHT,
                Deed::Describe(
                    TRIAGE_PROJECT,
                    "Sorts incoming mail by topic and urgency and drafts the first answer. Falls back to Mistral when the first model is overloaded.",
                ),
            ),
            (
                16,
                (9, 26),
                PRIYA,
                FREIGHT,
                Deed::Rotate(TRIAGE_PROJECT, 0, 24),
            ),
            (12, (15, 3), PRIYA, FREIGHT, Deed::Revoke(QUOTES, 1)),
            (9, (12, 44), KOFI, FREIGHT, Deed::Delete(PILOT)),
            (
                6,
                (10, 15),
                NILS,
                BOOKS,
                Deed::Price("deepseek", "deepseek-v4-flash", ["0.12", "0.012", "0.24"]),
            ),
            (2, (14, 37), TOMAS, FREIGHT, Deed::Join(LEO, Role::Viewer)),
            (6, (9, 11), TOMAS, FREIGHT, Deed::Rotate(CUSTOMS, 0, 24)),
            (
                4,
                (13, 54),
                KOFI,
                FREIGHT,
                Deed::Describe(
                    INVOICES,
                    "Matches invoices of carriers with our orders. Runs around the clock.",
                ),
            ),
            (
                3,
                (16, 5),
                TOMAS,
                FREIGHT,
                Deed::Price("mistral", "mistral-small-latest", ["0.13", "0.013", "0.5"]),
            ),
            (1, (15, 22), PRIYA, FREIGHT, Deed::Rotate(ASSISTANT, 0, 72)),
        ];
        for (ago, time, by, team, deed) in changes.into_iter().chain(TALK) {
            self.add((ago, time), by, team, deed);
        }
    }

    /// Sessions end after two weeks without a request, so these are of the last days.
    fn sign_ins(&mut self) {
        for (person, ago, time) in [
            (SAMIRA, 11, (6, 52)),
            (PRIYA, 1, (15, 3)),
            (LEO, 8, (9, 12)),
            (TOMAS, 2, (14, 5)),
            (JONAS, 4, (8, 21)),
            (NILS, 3, (10, 40)),
            (ELENA, 2, (13, 9)),
            (MARA, 1, (7, 18)),
            (KOFI, 1, (8, 33)),
        ] {
            if person == JONAS {
                self.add(
                    (ago, (time.0, time.1 - 1)),
                    person,
                    FREIGHT,
                    Deed::WrongPassword,
                );
            }
            self.add((ago, time), person, FREIGHT, Deed::SignIn);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A moment in the middle of everything.
    const NOW: Timestamp = Timestamp::from_ms(1_780_000_000_000);

    #[test]
    fn nobody_acts_before_they_can() {
        for days in [2, 30, 90, 200] {
            let from = Timestamp::from_ms(NOW.ms() - days * DAY_MS);
            let acts = story(from, NOW);
            let first = |wanted: &dyn Fn(&Act) -> bool| acts.iter().position(wanted).unwrap();
            assert!(matches!(acts[0].deed, Deed::SetUp));
            for (at, act) in acts.iter().enumerate() {
                assert!(from <= act.at && act.at <= NOW, "{act:?}");
                let (by, team) = (act.by, act.team);
                let joined = first(&|act| match act.deed {
                    Deed::SetUp | Deed::Team => act.by == by && act.team == team,
                    Deed::Join(person, _) => person == by && act.team == team,
                    Deed::SignIn | Deed::WrongPassword => act.by == by,
                    _ => false,
                });
                assert!(joined <= at, "{days}: {act:?} before they belong there");
                if let Deed::Write(to, ..) = act.deed {
                    for to in to {
                        let there = first(&|act| match act.deed {
                            Deed::SetUp | Deed::Team => act.by == *to && act.team == team,
                            Deed::Join(person, _) => person == *to && act.team == team,
                            _ => false,
                        });
                        assert!(there < at, "{days}: {act:?} to somebody who is not there");
                    }
                }
                if let Deed::Rotate(project, key, _) | Deed::Revoke(project, key) = act.deed {
                    let made =
                        |act: &Act| matches!(act.deed, Deed::Key(p, k) if (p, k) == (project, key));
                    assert!(first(&made) < at, "{days}: {act:?}");
                }
                if let Deed::Stop(project) | Deed::Delete(project) | Deed::Key(project, _) =
                    act.deed
                {
                    let made = |act: &Act| matches!(act.deed, Deed::Project(p) if p == project);
                    assert!(first(&made) < at, "{days}: {act:?}");
                }
            }
        }
    }
}
