//! Rows of photos.

use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Tx, named_params};
use crate::error::Result;
use crate::ids::{AvatarId, PublicId, UserId};

/// Puts a photo in place of the one before.
pub(in crate::accounts) fn insert_avatar(
    tx: &Tx<'_>,
    user: UserId,
    id: &PublicId<AvatarId>,
    png: &[u8],
    now: Timestamp,
) -> Result<()> {
    let sql = "
        INSERT INTO avatars (public_id, user_id, png, created_at)
        VALUES (:id, :user, :png, :now)
        ON CONFLICT (user_id) DO UPDATE
        SET public_id = :id, png = :png, created_at = :now";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":id": id,
        ":user": user,
        ":png": png,
        ":now": now,
    })?;
    Ok(())
}

/// Removes the photo; gives whether there was one.
pub(in crate::accounts) fn remove_avatar(tx: &Tx<'_>, user: UserId) -> Result<bool> {
    let sql = "DELETE FROM avatars WHERE user_id = ?1";
    Ok(tx.prepare_cached(sql)?.execute([user])? > 0)
}

/// The photo of `asks` or of somebody who shares a live team with them.
pub(in crate::accounts) fn avatar(
    conn: &Conn,
    id: &PublicId<AvatarId>,
    asks: UserId,
) -> Result<Option<Vec<u8>>> {
    let sql = "
        SELECT a.png
        FROM avatars a
        WHERE a.public_id = :id AND (a.user_id = :asks OR EXISTS (
            SELECT 1
            FROM memberships mine
            JOIN memberships theirs ON theirs.team_id = mine.team_id
            JOIN teams t ON t.id = mine.team_id
            WHERE mine.user_id = :asks AND mine.status = 'active'
                AND theirs.user_id = a.user_id AND t.deleted_at IS NULL))";
    let found = conn
        .prepare_cached(sql)?
        .query_row(named_params! { ":id": id, ":asks": asks }, |row| row.get(0));
    Ok(found.optional()?)
}
