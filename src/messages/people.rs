//! Whom one can write to.

use std::collections::HashSet;

use super::{Correspondent, store};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{PublicId, UserId};
use crate::teams::access::{Access, SendMessages};
use crate::text;

/// The rows of members, each once, without the sender.
pub(super) fn named(
    conn: &Conn,
    by: &Access<SendMessages>,
    ids: &[PublicId<UserId>],
) -> Result<Vec<UserId>> {
    let mut rows = Vec::with_capacity(ids.len());
    let (mut seen, mut strangers) = (HashSet::new(), 0);
    for id in ids.iter().filter(|id| seen.insert(id.as_str())) {
        match store::member(conn, by.team(), id)? {
            Some(row) if row == by.user() => {}
            Some(row) => rows.push(row),
            None => strangers += 1,
        }
    }
    if strangers > 0 {
        let message = text!("message-not-members", count = strangers);
        return Err(Error::invalid("to", message));
    }
    Ok(rows)
}

/// Members to write to: those who are chosen, and those whose names or addresses have `search` in
/// them, by name.
pub fn addressees(
    conn: &Conn,
    by: &Access<SendMessages>,
    search: &str,
    chosen: &[PublicId<UserId>],
    most: u32,
) -> Result<Addressees> {
    let mut found = store::addressees(conn, by.team(), by.user(), search, most + 1)?;
    let more = found.len() > most as usize;
    found.truncate(most as usize);
    let mut picked = Vec::new();
    for id in chosen {
        let shown = found.iter().chain(&picked).any(|known| known.id == *id);
        if !shown && let Some(person) = store::addressee(conn, by.team(), by.user(), id)? {
            picked.push(person);
        }
    }
    picked.extend(found);
    Ok(Addressees {
        people: picked,
        more,
    })
}

/// People to write to.
#[derive(Clone, Debug, Default)]
pub struct Addressees {
    /// Those who are chosen and not found, then those who are found.
    pub people: Vec<Correspondent>,
    /// Whether more were found than are told.
    pub more: bool,
}
