//! Rows of memberships, and what other tables tell about the people of a team.

use super::{Filter, Member, Status};
use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Row, Tx, conversion_error, named_params};
use crate::error::Result;
use crate::ids::{PublicId, TeamId, UserId};
use crate::signals::Signal;
use crate::teams::access::Role;

/// The columns that [`member`] reads.
const COLUMNS: &str = "
    m.user_id, u.public_id, u.name, u.email, m.role, m.status, m.joined_at";

fn status(row: &Row<'_>) -> rusqlite::Result<Status> {
    let word: String = row.get("status")?;
    Status::parse(&word).ok_or_else(|| conversion_error("status", &word))
}

fn role(row: &Row<'_>) -> rusqlite::Result<Role> {
    let word: String = row.get("role")?;
    Role::parse(&word).ok_or_else(|| conversion_error("role", &word))
}

/// Without the photo and the last activity: see [`complete`].
fn member(row: &Row<'_>) -> rusqlite::Result<Member> {
    Ok(Member {
        user: row.get("user_id")?,
        id: row.get("public_id")?,
        name: row.get("name")?,
        email: row.get("email")?,
        role: role(row)?,
        status: status(row)?,
        joined_at: row.get("joined_at")?,
        last_active: None,
        avatar: None,
    })
}

/// Hands over the members whom the filter shows by name, after this name and the person of this id,
/// until `each` has enough. In the order the letter case of ASCII does not count. The others are not
/// read whole.
pub(super) fn scan(
    conn: &Conn,
    team: TeamId,
    filter: &Filter,
    (name, id): (&str, &str),
    mut each: impl FnMut(Member) -> bool,
) -> Result<()> {
    let sql = format!(
        "SELECT {COLUMNS}
        FROM memberships m INDEXED BY memberships_by_name
        JOIN users u ON u.id = m.user_id
        WHERE m.team_id = :team
            AND (:role IS NULL OR m.role = :role) AND (:status IS NULL OR m.status = :status)
            AND (m.name, m.user_id)
                > (:name, coalesce((SELECT id FROM users WHERE public_id = :id), 0))
        ORDER BY m.name, m.user_id"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(named_params! {
        ":team": team,
        ":role": filter.role.map(Role::word),
        ":status": filter.status.map(Status::word),
        ":name": name,
        ":id": id,
    })?;
    while let Some(row) = rows.next()? {
        let (name, email) = (row.get_ref("name")?, row.get_ref("email")?);
        if filter.shows(name.as_str()?, email.as_str()?) && !each(member(row)?) {
            break;
        }
    }
    Ok(())
}

/// One member, complete.
pub(super) fn find(conn: &Conn, team: TeamId, id: &PublicId<UserId>) -> Result<Option<Member>> {
    let sql = format!(
        "SELECT {COLUMNS}
        FROM memberships m
        JOIN users u ON u.id = m.user_id
        WHERE m.team_id = ?1 AND u.public_id = ?2"
    );
    let found = conn.prepare_cached(&sql)?.query_row((team, id), member);
    let mut found = found.optional()?;
    if let Some(member) = &mut found {
        complete(conn, team, member)?;
    }
    Ok(found)
}

/// One member by row, complete.
pub(super) fn find_user(conn: &Conn, team: TeamId, user: UserId) -> Result<Option<Member>> {
    let sql = "SELECT public_id FROM users WHERE id = ?1";
    let id = conn
        .prepare_cached(sql)?
        .query_row([user], |row| row.get(0))
        .optional()?;
    match id {
        Some(id) => find(conn, team, &id),
        None => Ok(None),
    }
}

/// Adds the photo, and when the person last did something in this team: the latest of what was
/// noted when a session ended, of the sessions that look at it, and of the tokens that act in it.
pub(super) fn complete(conn: &Conn, team: TeamId, member: &mut Member) -> Result<()> {
    let sql = "
        SELECT
            (SELECT public_id FROM avatars WHERE user_id = :user) AS avatar,
            nullif(max(
                coalesce((SELECT last_active_at FROM memberships
                    WHERE team_id = :team AND user_id = :user), 0),
                coalesce((SELECT MAX(last_active_at) FROM sessions
                    WHERE user_id = :user AND team_id = :team), 0),
                coalesce((SELECT MAX(last_used_at) FROM personal_tokens
                    WHERE user_id = :user AND team_id = :team), 0)), 0) AS last_active";
    let values = named_params! { ":team": team, ":user": member.user };
    let (avatar, last_active) = conn
        .prepare_cached(sql)?
        .query_row(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
    (member.avatar, member.last_active) = (avatar, last_active);
    Ok(())
}

/// How many members there are of each role and status.
pub(super) fn counts(conn: &Conn, team: TeamId) -> Result<Vec<(Role, Status, i64)>> {
    let sql = "
        SELECT role, status, COUNT(*) AS members
        FROM memberships
        WHERE team_id = ?1
        GROUP BY role, status";
    let mut statement = conn.prepare_cached(sql)?;
    let counts = statement.query_map([team], |row| {
        Ok((role(row)?, status(row)?, row.get("members")?))
    })?;
    Ok(counts.collect::<rusqlite::Result<_>>()?)
}

/// How many active owners the team has besides this person.
pub(super) fn other_owners(conn: &Conn, team: TeamId, but: UserId) -> Result<i64> {
    let sql = "
        SELECT COUNT(*)
        FROM memberships
        WHERE team_id = ?1 AND user_id <> ?2 AND role = 'owner' AND status = 'active'";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((team, but), |row| row.get(0))?)
}

/// How many active owners the team has.
pub(super) fn owners(conn: &Conn, team: TeamId) -> Result<i64> {
    let sql = "
        SELECT COUNT(*)
        FROM memberships
        WHERE team_id = ?1 AND role = 'owner' AND status = 'active'";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([team], |row| row.get(0))?)
}

pub(super) fn set_role(tx: &Tx<'_>, team: TeamId, user: UserId, role: Role) -> Result<()> {
    let sql = "UPDATE memberships SET role = ?3 WHERE team_id = ?1 AND user_id = ?2";
    tx.prepare_cached(sql)?.execute((team, user, role.word()))?;
    announce(tx, team, user);
    Ok(())
}

pub(super) fn set_status(tx: &Tx<'_>, team: TeamId, user: UserId, status: Status) -> Result<()> {
    let sql = "UPDATE memberships SET status = ?3 WHERE team_id = ?1 AND user_id = ?2";
    tx.prepare_cached(sql)?
        .execute((team, user, status.word()))?;
    announce(tx, team, user);
    Ok(())
}

pub(super) fn delete(tx: &Tx<'_>, team: TeamId, user: UserId) -> Result<()> {
    let sql = "DELETE FROM memberships WHERE team_id = ?1 AND user_id = ?2";
    tx.prepare_cached(sql)?.execute((team, user))?;
    announce(tx, team, user);
    Ok(())
}

/// Tells the person's open pages that they are to ask again what they may do.
fn announce(tx: &Tx<'_>, team: TeamId, user: UserId) {
    let team = Some(team);
    tx.announce(Signal::AccessChanged { user, team });
}

/// How many live sessions of somebody look at the team; `idle` is when those that were last used
/// before have ended.
pub(super) fn sessions(
    conn: &Conn,
    team: TeamId,
    user: UserId,
    idle: Timestamp,
    now: Timestamp,
) -> Result<i64> {
    let sql = "
        SELECT COUNT(*)
        FROM sessions
        WHERE user_id = ?2 AND team_id = ?1 AND expires_at > ?4 AND last_active_at > ?3";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((team, user, idle, now), |row| row.get(0))?)
}
