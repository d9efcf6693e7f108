//! What alerts are derived from, and which were read.

use std::collections::HashMap;

use super::{AHEAD, Notification, Reason};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Tx, named_params};
use crate::error::Result;
use crate::ids::{KeyId, MailId, NotificationId, PersonalTokenId, PublicId, TeamId, UserId};

/// Keys of live projects that end by `soon` and were made for longer than that.
pub(super) fn keys(
    conn: &Conn,
    team: TeamId,
    now: Timestamp,
    soon: Timestamp,
) -> Result<Vec<Notification>> {
    let sql = "
        SELECT k.public_id, k.name, k.expires_at, p.name AS project
        FROM api_keys k
        JOIN projects p ON p.id = k.project_id AND p.deleted_at IS NULL
        WHERE k.team_id = :team AND k.revoked_at IS NULL
            AND k.expires_at > :now AND k.expires_at <= :soon
            AND k.expires_at - k.created_at > :soon - :now";
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_map(
        named_params! { ":team": team, ":now": now, ":soon": soon },
        |row| {
            let (id, ends): (PublicId<KeyId>, Timestamp) =
                (row.get("public_id")?, row.get("expires_at")?);
            let reason = Reason::KeyExpiring {
                name: row.get("name")?,
                project: row.get("project")?,
                ends,
            };
            Ok(ending(reason, id.as_str(), ends))
        },
    )?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Personal tokens that end by `soon` and were made for longer than that. Those that open nothing,
/// because their owner is not in the team, are left out.
pub(super) fn tokens(
    conn: &Conn,
    user: UserId,
    now: Timestamp,
    soon: Timestamp,
) -> Result<Vec<Notification>> {
    let sql = "
        SELECT p.public_id, p.name, p.expires_at, t.name AS team
        FROM personal_tokens p
        JOIN memberships m ON m.team_id = p.team_id AND m.user_id = p.user_id
        JOIN teams t ON t.id = p.team_id
        WHERE p.user_id = :user AND p.revoked_at IS NULL
            AND p.expires_at > :now AND p.expires_at <= :soon
            AND p.expires_at - p.created_at > :soon - :now
            AND m.status = 'active' AND t.deleted_at IS NULL";
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_map(
        named_params! { ":user": user, ":now": now, ":soon": soon },
        |row| {
            let (id, ends): (PublicId<PersonalTokenId>, Timestamp) =
                (row.get("public_id")?, row.get("expires_at")?);
            let reason = Reason::TokenExpiring {
                name: row.get("name")?,
                team: row.get("team")?,
                ends,
            };
            Ok(ending(reason, id.as_str(), ends))
        },
    )?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Something that ends then: with another end it is told anew.
fn ending(reason: Reason, id: &str, ends: Timestamp) -> Notification {
    let then = ends.ms().to_string();
    Notification::new(reason, ends.minus(AHEAD), &[id, &then])
}

/// Models of which requests were without a price on the last day of their use, the most used first.
pub(super) fn models(
    conn: &Conn,
    team: TeamId,
    since: Timestamp,
) -> Result<Vec<(i64, Notification)>> {
    let sql = "
        SELECT t.public_id AS team, d.model_id, m.name AS model, SUM(d.unpriced_requests) AS requests,
            MAX(d.start) AS used, MAX(iif(d.unpriced_requests > 0, d.start, NULL)) AS unpriced
        FROM (
            SELECT team_id, model_id, start, unpriced_requests
            FROM usage_days
            WHERE team_id = ?1 AND start >= ?2
            UNION ALL
            SELECT team_id, model_id, time - time % 86400000 AS start,
                iif(cost_nanos IS NULL, requests, 0)
            FROM usage_tail
            WHERE team_id = ?1 AND time - time % 86400000 >= ?2) d
        JOIN models m ON m.id = d.model_id
        JOIN teams t ON t.id = d.team_id
        GROUP BY d.model_id
        HAVING unpriced = used
        ORDER BY requests DESC
        LIMIT 100";
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_map((team, since), |row| {
        let team: String = row.get("team")?;
        let model: String = row.get("model")?;
        let marks = [team, model.clone()];
        let reason = Reason::ModelUnpriced {
            model,
            requests: row.get("requests")?,
        };
        let [team, model] = &marks;
        let notification = Notification::new(reason, row.get("used")?, &[team, model]);
        Ok((row.get("model_id")?, notification))
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Who sold a model when it was last used without a price on a day, as far as that was told and
/// stands among the last events of the day: a busy team has too many to look through them all.
pub(super) fn provider(
    conn: &Conn,
    team: TeamId,
    model: i64,
    day: Timestamp,
) -> Result<Option<String>> {
    let sql = "
        SELECT provider
        FROM (
            SELECT provider, model_id, cost_nanos
            FROM usage_events
            WHERE team_id = ?1 AND time >= ?2 AND time < ?2 + 86400000
            ORDER BY time DESC, seq DESC
            LIMIT 500)
        WHERE model_id = ?3 AND cost_nanos IS NULL
        LIMIT 1";
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_row((team, day, model), |row| row.get(0));
    Ok(found.optional()?.flatten())
}

/// The mails that were given up, told as one: another one more is told anew. That they wait no
/// longer is said once more, because the index is of those.
pub(super) fn mail(conn: &Conn) -> Result<Option<Notification>> {
    let sql = "
        SELECT public_id, finished_at,
            (SELECT COUNT(*) FROM outbox WHERE state <> 'queued' AND state = 'failed') AS count
        FROM outbox
        WHERE state <> 'queued' AND state = 'failed'
        ORDER BY finished_at DESC, id DESC
        LIMIT 1";
    let found = conn.prepare_cached(sql)?.query_row([], |row| {
        let id: PublicId<MailId> = row.get("public_id")?;
        let reason = Reason::MailFailed {
            count: row.get("count")?,
        };
        let at = row.get("finished_at")?;
        Ok(Notification::new(reason, at, &[id.as_str()]))
    });
    Ok(found.optional()?)
}

/// When each was read.
pub(super) fn reads(conn: &Conn, user: UserId) -> Result<HashMap<String, Timestamp>> {
    let sql = "SELECT notification_id, read_at FROM notification_reads WHERE user_id = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let reads = statement.query_map([user], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(reads.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn note(
    tx: &Tx<'_>,
    user: UserId,
    id: &PublicId<NotificationId>,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        INSERT INTO notification_reads (user_id, notification_id, read_at)
        VALUES (?1, ?2, ?3)
        ON CONFLICT DO NOTHING";
    tx.prepare_cached(sql)?.execute((user, id, now))?;
    Ok(())
}

pub(super) fn purge(tx: &Tx<'_>, until: Timestamp) -> Result<usize> {
    let sql = "DELETE FROM notification_reads WHERE read_at <= ?1";
    Ok(tx.prepare_cached(sql)?.execute([until])?)
}
