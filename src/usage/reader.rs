//! Who may read usage: a member of the team, or a program with a project's key, which sees its
//! project alone.

use crate::ids::{ProjectId, TeamId};
use crate::keys::{KeyProof, UsageRead};
use crate::teams::access::{Access, ReadUsage, ViewUsage};

/// Proof that the caller may read usage, and how much of it. Made from another proof only.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    team: TeamId,
    only: Option<ProjectId>,
    in_depth: bool,
}

impl Reader {
    /// The team that every statement names.
    pub fn team(&self) -> TeamId {
        self.team
    }

    /// The one project that may be seen; `None` is all of the team's.
    pub fn only(&self) -> Option<ProjectId> {
        self.only
    }

    /// Whether keys, status and single events may be told apart.
    pub fn in_depth(&self) -> bool {
        self.in_depth
    }
}

impl From<&Access<ViewUsage>> for Reader {
    fn from(by: &Access<ViewUsage>) -> Self {
        Self {
            team: by.team(),
            only: None,
            in_depth: by.also::<ReadUsage>().is_some(),
        }
    }
}

impl From<&KeyProof<UsageRead>> for Reader {
    fn from(by: &KeyProof<UsageRead>) -> Self {
        Self {
            team: by.team(),
            only: Some(by.project()),
            in_depth: false,
        }
    }
}

impl From<&Self> for Reader {
    fn from(reader: &Self) -> Self {
        *reader
    }
}
