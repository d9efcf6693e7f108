//! Rows of invitations.

use serde_json::{Value, json};

use super::sending::Paced;
use super::{Delivery, Invitation, NewInvitation, Status};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Row, Tx, conversion_error, named_params};
use crate::error::Result;
use crate::ids::{InvitationId, MailId, PublicId, TeamId, UserId};
use crate::page::Cursor;
use crate::teams::access::{ManageMembers, Permission as _, Role};

const COLUMNS: &str = "
    i.id, i.public_id, i.email, i.role, i.message, COALESCE(u.name, '') AS invited_by,
    i.language, i.created_at, i.sent_at, i.expires_at, i.accepted_at, i.revoked_at, i.mail_id,
    o.state AS mail_state, i.resends, i.resends_hour, i.resends_since";

/// An invitation with who vouches for it and the newest mail about it.
const FROM: &str = "
    FROM invitations i
    LEFT JOIN users u ON u.id = i.invited_by
    LEFT JOIN outbox o ON o.public_id = i.mail_id";

const STATUS: &str = "
    CASE WHEN i.revoked_at IS NOT NULL THEN 'revoked'
        WHEN i.accepted_at IS NOT NULL THEN 'accepted'
        WHEN i.expires_at <= :now THEN 'expired'
        ELSE 'pending' END";

fn role(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Role>> {
    let Some(word) = row.get::<_, Option<String>>(column)? else {
        return Ok(None);
    };
    let role = Role::parse(&word).ok_or_else(|| conversion_error("role", &word))?;
    Ok(Some(role))
}

fn invitation(row: &Row<'_>) -> rusqlite::Result<Invitation> {
    let state: Option<String> = row.get("mail_state")?;
    Ok(Invitation {
        id: row.get("id")?,
        public_id: row.get("public_id")?,
        email: row.get("email")?,
        role: role(row, "role")?.unwrap_or(Role::Viewer),
        message: row.get("message")?,
        invited_by: row.get("invited_by")?,
        created_at: row.get("created_at")?,
        sent_at: row.get("sent_at")?,
        expires_at: row.get("expires_at")?,
        accepted_at: row.get("accepted_at")?,
        revoked_at: row.get("revoked_at")?,
        delivery: match state.as_deref() {
            Some("queued") => Delivery::Queued,
            Some("sent") => Delivery::Sent,
            Some(_) => Delivery::Failed,
            None => Delivery::LinkOnly,
        },
        mail: row.get("mail_id")?,
        language: row.get("language")?,
        resends: row.get("resends")?,
        resends_hour: row.get("resends_hour")?,
        resends_since: row.get("resends_since")?,
    })
}

/// A new row.
pub(super) struct New<'a> {
    pub(super) public_id: &'a PublicId<InvitationId>,
    pub(super) team: TeamId,
    pub(super) invitation: &'a NewInvitation,
    pub(super) invited_by: UserId,
    pub(super) language: &'a str,
    pub(super) expires_at: Timestamp,
}

pub(super) fn insert(tx: &Tx<'_>, new: &New<'_>, now: Timestamp) -> Result<()> {
    let sql = "
        INSERT INTO invitations (public_id, team_id, email, email_key, role, message, invited_by,
            language, created_at, sent_at, expires_at)
        VALUES (:public_id, :team, :email, :email_key, :role, :message, :by, :language, :now, :now,
            :expires)";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":public_id": new.public_id,
        ":team": new.team,
        ":email": new.invitation.email,
        ":email_key": crate::check::name_key(&new.invitation.email),
        ":role": new.invitation.role.word(),
        ":message": new.invitation.message,
        ":by": new.invited_by,
        ":language": new.language,
        ":now": now,
        ":expires": new.expires_at,
    })?;
    Ok(())
}

pub(super) fn list(
    conn: &Conn,
    team: TeamId,
    status: Option<Status>,
    rows: i64,
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> Result<Vec<Invitation>> {
    let sql = format!(
        "SELECT {COLUMNS} {FROM}
        WHERE i.team_id = :team AND (:status IS NULL OR :status = {STATUS})
            AND (:at IS NULL OR (i.created_at, i.public_id) < (:at, :id))
        ORDER BY i.created_at DESC, i.public_id DESC
        LIMIT :rows"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let found = statement.query_map(
        named_params! {
            ":team": team,
            ":status": status.map(Status::word),
            ":now": now,
            ":at": cursor.map(|cursor| cursor.at),
            ":id": cursor.map(|cursor| &cursor.id),
            ":rows": rows,
        },
        invitation,
    )?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn pending(conn: &Conn, team: TeamId, now: Timestamp) -> Result<i64> {
    let sql = "
        SELECT COUNT(*)
        FROM invitations
        WHERE team_id = ?1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > ?2";
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement.query_row((team, now), |row| row.get(0))?)
}

pub(super) fn find(
    conn: &Conn,
    team: TeamId,
    id: &PublicId<InvitationId>,
) -> Result<Option<Invitation>> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE i.team_id = ?1 AND i.public_id = ?2");
    let found = conn.prepare_cached(&sql)?.query_row((team, id), invitation);
    Ok(found.optional()?)
}

/// Who vouches for an invitation.
#[derive(Clone, Debug)]
pub(super) struct Inviter {
    pub(super) id: String,
    /// Their role while they are an active member of the team.
    role: Option<Role>,
}

/// An invitation with its team and who vouches for it.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) invitation: Invitation,
    pub(super) team: TeamId,
    pub(super) team_id: PublicId<TeamId>,
    pub(super) team_name: String,
    /// Whether the team is not deleted.
    pub(super) team_lives: bool,
    pub(super) inviter: Option<Inviter>,
}

impl Found {
    /// Whether who vouches for it could still invite to its role.
    pub(super) fn is_vouched(&self) -> bool {
        let role = self.inviter.as_ref().and_then(|inviter| inviter.role);
        role.is_some_and(|role| ManageMembers::held_by(role) && role.may_give(self.invitation.role))
    }
}

const FOUND: &str = "
    t.id AS team_row, t.public_id AS team_id, t.name AS team_name,
    t.deleted_at IS NULL AS team_lives, u.public_id AS inviter_id, m.role AS inviter_role";

const FOUND_FROM: &str = "
    JOIN teams t ON t.id = i.team_id
    LEFT JOIN memberships m ON m.team_id = i.team_id AND m.user_id = i.invited_by
        AND m.status = 'active'";

fn found(row: &Row<'_>) -> rusqlite::Result<Found> {
    let inviter: Option<String> = row.get("inviter_id")?;
    let role = role(row, "inviter_role")?;
    Ok(Found {
        invitation: invitation(row)?,
        team: row.get("team_row")?,
        team_id: row.get("team_id")?,
        team_name: row.get("team_name")?,
        team_lives: row.get("team_lives")?,
        inviter: inviter.map(|id| Inviter { id, role }),
    })
}

/// An invitation of any team: who asks has its link.
pub(super) fn find_anywhere(conn: &Conn, id: &PublicId<InvitationId>) -> Result<Option<Found>> {
    let sql = format!("SELECT {COLUMNS}, {FOUND} {FROM} {FOUND_FROM} WHERE i.public_id = ?1");
    let found = conn.prepare_cached(&sql)?.query_row([id], found);
    Ok(found.optional()?)
}

/// The invitations of live teams that were mailed before then and wait for their reminder.
pub(super) fn to_remind(conn: &Conn, before: Timestamp, now: Timestamp) -> Result<Vec<Found>> {
    let sql = format!(
        "SELECT {COLUMNS}, {FOUND} {FROM} {FOUND_FROM}
        WHERE i.mail_id IS NOT NULL AND i.reminded_at IS NULL AND i.accepted_at IS NULL
            AND i.revoked_at IS NULL AND i.sent_at <= ?1 AND i.expires_at > ?2
            AND t.deleted_at IS NULL
        ORDER BY i.sent_at, i.id
        LIMIT 500"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let due = statement.query_map((before, now), found)?;
    Ok(due.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn set_reminded(
    tx: &Tx<'_>,
    team: TeamId,
    id: InvitationId,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE invitations SET reminded_at = ?3 WHERE id = ?1 AND team_id = ?2";
    tx.prepare_cached(sql)?.execute((id, team, now))?;
    Ok(())
}

/// Whether the address has an invitation to the team that can be accepted.
pub(super) fn has_pending(conn: &Conn, team: TeamId, key: &str, now: Timestamp) -> Result<bool> {
    let sql = "
        SELECT EXISTS (
            SELECT 1 FROM invitations
            WHERE email_key = ?2 AND team_id = ?1 AND accepted_at IS NULL
                AND revoked_at IS NULL AND expires_at > ?3)";
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement.query_row((team, key, now), |row| row.get(0))?)
}

/// Whether the address is that of a member, and then whether of an active one.
pub(super) fn member(conn: &Conn, team: TeamId, key: &str) -> Result<Option<bool>> {
    let sql = "
        SELECT m.status = 'active'
        FROM memberships m
        JOIN users u ON u.id = m.user_id
        WHERE m.team_id = ?1 AND u.email_key = ?2";
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_row((team, key), |row| row.get(0));
    Ok(found.optional()?)
}

/// How many invitations the team made since then, and when the first of them.
pub(super) fn made_since(conn: &Conn, team: TeamId, since: Timestamp) -> Result<(i64, Timestamp)> {
    let sql = "
        SELECT COUNT(*), COALESCE(MIN(created_at), ?2)
        FROM invitations
        WHERE team_id = ?1 AND created_at > ?2";
    let mut statement = conn.prepare_cached(sql)?;
    let made = statement.query_row((team, since), |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(made?)
}

pub(super) fn set_mail(
    tx: &Tx<'_>,
    team: TeamId,
    id: InvitationId,
    mail: Option<&PublicId<MailId>>,
) -> Result<()> {
    let sql = "UPDATE invitations SET mail_id = ?3 WHERE id = ?1 AND team_id = ?2";
    tx.prepare_cached(sql)?.execute((id, team, mail))?;
    Ok(())
}

/// Makes an invitation good again; no mail about it is known any more.
pub(super) fn renew(
    tx: &Tx<'_>,
    team: TeamId,
    id: InvitationId,
    by: UserId,
    paced: &Paced,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        UPDATE invitations
        SET invited_by = :by, sent_at = :now, expires_at = :expires, mail_id = NULL,
            reminded_at = NULL, resends = :resends, resends_hour = :hour, resends_since = :since
        WHERE id = :id AND team_id = :team";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":id": id,
        ":team": team,
        ":by": by,
        ":now": now,
        ":expires": paced.expires_at,
        ":resends": paced.resends,
        ":hour": paced.hour,
        ":since": paced.since,
    })?;
    Ok(())
}

pub(super) fn set_revoked(
    tx: &Tx<'_>,
    team: TeamId,
    id: InvitationId,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE invitations SET revoked_at = ?3 WHERE id = ?1 AND team_id = ?2";
    tx.prepare_cached(sql)?.execute((id, team, now))?;
    Ok(())
}

pub(super) fn set_accepted(
    tx: &Tx<'_>,
    team: TeamId,
    id: InvitationId,
    by: UserId,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        UPDATE invitations
        SET accepted_at = ?4, accepted_by = ?3
        WHERE id = ?1 AND team_id = ?2";
    tx.prepare_cached(sql)?.execute((id, team, by, now))?;
    Ok(())
}

/// Removes what ended before then; gives how many.
pub(super) fn purge(tx: &Tx<'_>, before: Timestamp) -> Result<usize> {
    let sql = "
        DELETE FROM invitations
        WHERE COALESCE(revoked_at, accepted_at, expires_at) < ?1";
    Ok(tx.prepare_cached(sql)?.execute([before])?)
}

/// Removes the invitations of an address, and those that a person accepted.
pub(super) fn forget(tx: &Tx<'_>, user: UserId, key: &str) -> Result<()> {
    let sql = "DELETE FROM invitations WHERE email_key = ?1 OR accepted_by = ?2";
    tx.prepare_cached(sql)?.execute((key, user))?;
    Ok(())
}

fn told(row: &Row<'_>) -> rusqlite::Result<Value> {
    Ok(json!({
        "id": row.get::<_, String>("public_id")?,
        "team": row.get::<_, String>("team")?,
        "email": row.get::<_, String>("email")?,
        "role": row.get::<_, String>("role")?,
        "message": row.get::<_, String>("message")?,
        "invitedAt": row.get::<_, Timestamp>("created_at")?,
        "expiresAt": row.get::<_, Timestamp>("expires_at")?,
        "acceptedAt": row.get::<_, Option<Timestamp>>("accepted_at")?,
        "revokedAt": row.get::<_, Option<Timestamp>>("revoked_at")?,
    }))
}

/// The invitations of an address, and those that the person accepted.
pub(super) fn received(conn: &Conn, user: UserId, key: &str) -> Result<Vec<Value>> {
    let sql = "
        SELECT i.*, t.name AS team
        FROM invitations i
        JOIN teams t ON t.id = i.team_id
        WHERE i.email_key = ?1 OR i.accepted_by = ?2
        ORDER BY i.id";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map((key, user), told)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The invitations that a person vouches for.
pub(super) fn sent_by(conn: &Conn, user: UserId) -> Result<Vec<Value>> {
    let sql = "
        SELECT i.*, t.name AS team
        FROM invitations i
        JOIN teams t ON t.id = i.team_id
        WHERE i.invited_by = ?1
        ORDER BY i.id";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([user], told)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
