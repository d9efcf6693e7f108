//! Projects by what is typed at the command line.

use super::store;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{ProjectId, PublicId, TeamId};
use crate::text;

/// A project as the command line finds it, where nobody is signed in.
#[derive(Clone, Debug)]
pub struct Typed {
    /// Its team.
    pub team: TeamId,
    /// The name of its team.
    pub team_name: String,
    /// The project.
    pub project: ProjectId,
    /// Its id outside.
    pub public_id: PublicId<ProjectId>,
    /// Its name.
    pub name: String,
}

/// The one live project of all teams with this id or name; a team's name or id and a slash may
/// stand before the name.
pub fn find_typed(conn: &Conn, typed: &str) -> Result<Typed> {
    let mut found = store::typed(conn, typed)?;
    match (found.pop(), found.is_empty()) {
        (Some(project), true) => Ok(project),
        (None, _) => Err(Error::NotFound(text!("cli-no-project", typed = typed))),
        _ => Err(Error::Conflict(text!(
            "cli-several-projects",
            typed = typed
        ))),
    }
}
