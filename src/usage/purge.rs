//! The end of what is large of a purged team, most of it usage, in steps: each in a transaction of
//! its own that is over soon, because events of other teams wait behind it.

use super::store::purge as store;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;
use crate::teams::removal;

/// Rows removed in one step; of totals the rows of one more moment.
const ROWS: u32 = 5_000;

/// Removes some of what is left of a purged team: its events, then their totals and sources, then
/// the personal part of its audit log. Whether there is more to do, of this team or of another.
///
/// # Errors
/// When a row cannot be removed; then nothing of the step was.
pub fn step(tx: &Tx<'_>, now: Timestamp) -> Result<bool> {
    let Some(team) = removal::next_to_empty(tx)? else {
        return Ok(false);
    };
    let gone = store::events(tx, team, ROWS)? > 0
        || store::totals(tx, team, ROWS)? > 0
        || store::sources(tx, team)? > 0
        || audit::erase_chain(tx, audit::Chain::Team(team), ROWS)? > 0;
    // The purge of its projects is written to its log, so the team waits for it.
    if !gone && !store::projects_left(tx, team)? {
        removal::set_emptied(tx, team, now)?;
        return Ok(removal::next_to_empty(tx)?.is_some());
    }
    Ok(gone)
}
