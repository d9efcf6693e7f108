//! Rows of the outbox.

use std::time::Duration;

use super::Recipient;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx, named_params};
use crate::error::Result;
use crate::ids::{MailId, PublicId};

/// A mail is not tried any more after this long: the links in it would be of no use.
pub(super) const PATIENCE: Duration = Duration::from_hours(24);

/// How many mails of a kind an address got since then.
pub(super) fn count(conn: &Conn, address: &str, kind: &str, since: Timestamp) -> Result<i64> {
    let sql = "
        SELECT count(*)
        FROM outbox
        WHERE recipient = ?1 COLLATE NOCASE AND kind = ?2 AND created_at > ?3";
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement.query_row((address, kind, since), |row| row.get(0))?)
}

pub(super) fn insert(
    tx: &Tx<'_>,
    public_id: &PublicId<MailId>,
    to: &Recipient,
    kind: &str,
    payload: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        INSERT INTO outbox (public_id, kind, recipient, user_id, language, timezone, payload,
            created_at, next_attempt_at, give_up_at)
        VALUES (:public_id, :kind, :recipient, :user, :language, :timezone, :payload, :now, :now,
            :give_up_at)";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":public_id": public_id,
        ":kind": kind,
        ":recipient": to.address,
        ":user": to.user,
        ":language": to.language,
        ":timezone": to.timezone,
        ":payload": payload,
        ":now": now,
        ":give_up_at": now.plus(PATIENCE),
    })?;
    Ok(())
}
