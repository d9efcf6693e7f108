//! Rows of the audit log.

use super::chain::{End, Head};
use super::log::{Details, Filter, Record};
use super::{Activity, Trace};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Tx, named_params};
use crate::error::{Error, Result};

/// A row before it has its hash.
pub(super) struct NewRow<'a> {
    pub(super) chain: i64,
    pub(super) seq: i64,
    pub(super) at: Timestamp,
    pub(super) action: &'a str,
    pub(super) actor_kind: &'a str,
    pub(super) actor_id: Option<&'a str>,
    pub(super) target_kind: &'a str,
    pub(super) target_id: Option<&'a str>,
    pub(super) request_id: Option<&'a str>,
    pub(super) details_digest: [u8; 32],
    pub(super) previous_hash: [u8; 32],
}

/// The end of a chain.
pub(super) struct Last {
    pub(super) seq: i64,
    pub(super) hash: [u8; 32],
}

pub(super) fn last(conn: &Conn, chain: i64) -> Result<Option<Last>> {
    let sql = "
        SELECT seq, hash
        FROM audit_events
        WHERE chain = ?1
        ORDER BY seq DESC
        LIMIT 1";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([chain], |row| {
            Ok(Last {
                seq: row.get(0)?,
                hash: row.get(1)?,
            })
        })
        .optional()?)
}

pub(super) fn insert(
    tx: &Tx<'_>,
    row: &NewRow<'_>,
    hash: &[u8; 32],
    salt: &[u8; 32],
    body: &str,
) -> Result<()> {
    let sql = "
        INSERT INTO audit_events (chain, seq, at, action, actor_kind, actor_id, target_kind,
            target_id, request_id, details_digest, previous_hash, hash)
        VALUES (:chain, :seq, :at, :action, :actor_kind, :actor_id, :target_kind,
            :target_id, :request_id, :details_digest, :previous_hash, :hash)";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":chain": row.chain,
        ":seq": row.seq,
        ":at": row.at,
        ":action": row.action,
        ":actor_kind": row.actor_kind,
        ":actor_id": row.actor_id,
        ":target_kind": row.target_kind,
        ":target_id": row.target_id,
        ":request_id": row.request_id,
        ":details_digest": row.details_digest,
        ":previous_hash": row.previous_hash,
        ":hash": hash,
    })?;
    let id = tx.last_insert_rowid();
    let sql = "INSERT INTO audit_details (audit_id, salt, body) VALUES (?1, ?2, ?3)";
    tx.prepare_cached(sql)?.execute((id, salt, body))?;
    Ok(())
}

pub(super) fn recent(conn: &Conn, chain: i64, most: u32) -> Result<Vec<Activity>> {
    let sql = "
        SELECT e.at, e.action, e.target_id,
            d.body ->> '$.actorName' AS actor_name,
            d.body ->> '$.targetName' AS target_name
        FROM audit_events e
        LEFT JOIN audit_details d ON d.audit_id = e.id
        WHERE e.chain = ?1
        ORDER BY e.seq DESC
        LIMIT ?2";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map((chain, most), |row| {
        Ok(Activity {
            at: row.get("at")?,
            action: row.get("action")?,
            actor_name: row.get("actor_name")?,
            target_id: row.get("target_id")?,
            target_name: row.get("target_name")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Shows every row, chain by chain in order, until `holds` says no; gives the place of that row.
pub(super) fn walk(
    conn: &Conn,
    mut holds: impl FnMut(&NewRow<'_>, &[u8; 32], Option<(&[u8; 32], &str)>) -> bool,
) -> Result<Option<(i64, i64)>> {
    let sql = "
        SELECT e.chain, e.seq, e.at, e.action, e.actor_kind, e.actor_id, e.target_kind,
            e.target_id, e.request_id, e.details_digest, e.previous_hash, e.hash, d.salt, d.body
        FROM audit_events e
        LEFT JOIN audit_details d ON d.audit_id = e.id
        ORDER BY e.chain, e.seq";
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let found = NewRow {
            chain: row.get("chain")?,
            seq: row.get("seq")?,
            at: row.get("at")?,
            action: row.get_ref("action")?.as_str()?,
            actor_kind: row.get_ref("actor_kind")?.as_str()?,
            actor_id: row.get_ref("actor_id")?.as_str_or_null()?,
            target_kind: row.get_ref("target_kind")?.as_str()?,
            target_id: row.get_ref("target_id")?.as_str_or_null()?,
            request_id: row.get_ref("request_id")?.as_str_or_null()?,
            details_digest: row.get("details_digest")?,
            previous_hash: row.get("previous_hash")?,
        };
        let hash: [u8; 32] = row.get("hash")?;
        let salt: Option<[u8; 32]> = row.get("salt")?;
        let body = row.get_ref("body")?.as_str_or_null()?;
        if !holds(&found, &hash, salt.as_ref().zip(body)) {
            return Ok(Some((found.chain, found.seq)));
        }
    }
    Ok(None)
}

/// Whether a row of this number and hash stands in some chain.
pub(super) fn has_row(conn: &Conn, seq: i64, hash: &[u8; 32]) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM audit_events WHERE seq = ?1 AND hash = ?2)";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((seq, hash), |row| row.get(0))?)
}

pub(super) fn actions(conn: &Conn, chain: i64) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT action FROM audit_events WHERE chain = ?1 ORDER BY action";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([chain], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Shows the rows of a chain, newest first, until `more` says no. What names say is compared by
/// the caller, because SQLite ignores the case of ASCII letters only.
pub(super) fn scan(
    conn: &Conn,
    chain: i64,
    filter: &Filter,
    before: Option<i64>,
    mut more: impl FnMut(Record) -> bool,
) -> Result<()> {
    let sql = "
        SELECT e.seq, e.at, e.action, e.actor_kind, e.actor_id, e.target_kind, e.target_id,
            e.request_id, e.hash, d.body
        FROM audit_events e
        LEFT JOIN audit_details d ON d.audit_id = e.id
        WHERE e.chain = :chain
            AND e.seq < coalesce(:before, 9223372036854775807)
            AND (:action IS NULL OR e.action = :action OR substr(e.action, 1, length(:action) + 1) = :action || '.')
            AND (:from IS NULL OR e.at >= :from)
            AND (:to IS NULL OR e.at < :to)
        ORDER BY e.seq DESC";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(named_params! {
        ":chain": chain,
        ":before": before,
        ":action": filter.action,
        ":from": filter.from,
        ":to": filter.to,
    })?;
    while let Some(row) = rows.next()? {
        let body: Option<String> = row.get("body")?;
        let details: Option<Details> = body
            .map(|body| serde_json::from_str(&body))
            .transpose()
            .map_err(|error| Error::Internal(error.into()))?;
        let record = Record {
            seq: row.get("seq")?,
            at: row.get("at")?,
            action: row.get("action")?,
            actor_kind: row.get("actor_kind")?,
            actor_id: row.get("actor_id")?,
            target_kind: row.get("target_kind")?,
            target_id: row.get("target_id")?,
            request_id: row.get("request_id")?,
            hash: row.get("hash")?,
            details,
        };
        if !more(record) {
            return Ok(());
        }
    }
    Ok(())
}

/// The last row of every chain. With `max` SQLite takes the other columns from its row.
pub(super) fn ends(conn: &Conn) -> Result<Vec<End>> {
    let sql = "
        SELECT e.chain, nullif(t.name, '') AS team, max(e.seq) AS seq, e.hash
        FROM audit_events e
        LEFT JOIN teams t ON t.id = e.chain
        GROUP BY e.chain
        ORDER BY e.chain";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(End {
            chain: row.get("chain")?,
            team: row.get("team")?,
            head: Head {
                rows: row.get("seq")?,
                hash: row.get("hash")?,
            },
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn erase_person(tx: &Tx<'_>, public_id: &str) -> Result<usize> {
    let sql = "
        DELETE FROM audit_details
        WHERE audit_id IN (
            SELECT id FROM audit_events WHERE actor_id = ?1 OR target_id = ?1)";
    Ok(tx.prepare_cached(sql)?.execute([public_id])?)
}

pub(super) fn erase_chain(tx: &Tx<'_>, chain: i64, most: u32) -> Result<usize> {
    let sql = "
        DELETE FROM audit_details
        WHERE audit_id IN (
            SELECT d.audit_id
            FROM audit_events e
            JOIN audit_details d ON d.audit_id = e.id
            WHERE e.chain = ?1
            LIMIT ?2)";
    Ok(tx.prepare_cached(sql)?.execute((chain, most))?)
}

pub(super) fn traces(conn: &Conn, public_id: &str, most: u32) -> Result<Vec<Trace>> {
    let sql = "
        SELECT e.at, e.action, e.actor_kind, e.actor_id, e.target_kind, e.target_id, d.body
        FROM audit_events e
        LEFT JOIN audit_details d ON d.audit_id = e.id
        WHERE e.actor_id = ?1 OR e.target_id = ?1
        ORDER BY e.id DESC
        LIMIT ?2";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map((public_id, most), |row| {
        let body: Option<String> = row.get("body")?;
        Ok(Trace {
            at: row.get("at")?,
            action: row.get("action")?,
            actor_kind: row.get("actor_kind")?,
            actor_id: row.get("actor_id")?,
            target_kind: row.get("target_kind")?,
            target_id: row.get("target_id")?,
            // This program wrote it, as JSON.
            details: body.and_then(|body| serde_json::from_str(&body).ok()),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
