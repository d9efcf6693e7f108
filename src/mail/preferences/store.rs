//! Rows of preferences.

use super::Preferences;
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Tx, named_params};
use crate::error::Result;
use crate::ids::{PublicId, UserId};

pub(super) fn find(conn: &Conn, user: UserId) -> Result<Option<Preferences>> {
    let sql = "
        SELECT email, project_updates, team_activity, billing_alerts
        FROM mail_preferences
        WHERE user_id = ?1";
    let found = conn.prepare_cached(sql)?.query_row([user], |row| {
        Ok(Preferences {
            email: row.get("email")?,
            project_updates: row.get("project_updates")?,
            team_activity: row.get("team_activity")?,
            billing_alerts: row.get("billing_alerts")?,
        })
    });
    Ok(found.optional()?)
}

pub(super) fn save(tx: &Tx<'_>, user: UserId, wanted: Preferences, now: Timestamp) -> Result<()> {
    let sql = "
        INSERT INTO mail_preferences (user_id, email, project_updates, team_activity,
            billing_alerts, updated_at)
        VALUES (:user, :email, :project_updates, :team_activity, :billing_alerts, :now)
        ON CONFLICT (user_id) DO UPDATE SET
            email = excluded.email,
            project_updates = excluded.project_updates,
            team_activity = excluded.team_activity,
            billing_alerts = excluded.billing_alerts,
            updated_at = excluded.updated_at";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":user": user,
        ":email": wanted.email,
        ":project_updates": wanted.project_updates,
        ":team_activity": wanted.team_activity,
        ":billing_alerts": wanted.billing_alerts,
        ":now": now,
    })?;
    Ok(())
}

pub(super) fn user(conn: &Conn, person: &PublicId<UserId>) -> Result<Option<UserId>> {
    let sql = "SELECT id FROM users WHERE public_id = ?1";
    let found = conn
        .prepare_cached(sql)?
        .query_row([person], |row| row.get(0));
    Ok(found.optional()?)
}
