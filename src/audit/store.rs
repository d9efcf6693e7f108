//! Rows of the audit log.

use super::{Activity, Trace};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Tx, named_params};
use crate::error::Result;

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

pub(super) fn erase_person(tx: &Tx<'_>, public_id: &str) -> Result<usize> {
    let sql = "
        DELETE FROM audit_details
        WHERE audit_id IN (
            SELECT id FROM audit_events WHERE actor_id = ?1 OR target_id = ?1)";
    Ok(tx.prepare_cached(sql)?.execute([public_id])?)
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
