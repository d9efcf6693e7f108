//! Names that people gave to models.

use crate::clock::Timestamp;
use crate::db::{Conn, OptionalExtension as _, Row, Tx, named_params};
use crate::error::Result;
use crate::ids::{AliasId, PublicId, TeamId};
use crate::page::Cursor;
use crate::usage::prices::Alias;

macro_rules! alias {
    ($rest:literal) => {
        concat!(
            "SELECT id, public_id, team_id, name, provider, model, created_at
            FROM price_aliases ",
            $rest
        )
    };
}

fn alias(row: &Row<'_>) -> rusqlite::Result<Alias> {
    Ok(Alias {
        id: row.get("id")?,
        public_id: row.get("public_id")?,
        team: row.get("team_id")?,
        name: row.get("name")?,
        provider: row.get("provider")?,
        model: row.get("model")?,
        created_at: row.get("created_at")?,
    })
}

/// All of them, of every team.
pub(super) fn load_aliases(conn: &Conn) -> Result<Vec<Alias>> {
    let mut statement = conn.prepare_cached(alias!("ORDER BY id"))?;
    let rows = statement.query_map([], alias)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Those of a team and the global ones, newest first.
pub(in crate::usage::prices) fn list_aliases(
    conn: &Conn,
    team: Option<TeamId>,
    most: i64,
    cursor: Option<&Cursor>,
) -> Result<Vec<Alias>> {
    let sql = alias!(
        "WHERE (team_id IS NULL OR team_id = :team)
            AND (:at IS NULL OR (created_at, public_id) < (:at, :id))
        ORDER BY created_at DESC, public_id DESC
        LIMIT :most"
    );
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(
        named_params! {
            ":team": team,
            ":at": cursor.map(|cursor| cursor.at),
            ":id": cursor.map(|cursor| &cursor.id),
            ":most": most,
        },
        alias,
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One of the team's or, without a team, a global one.
pub(in crate::usage::prices) fn find_alias(
    conn: &Conn,
    team: Option<TeamId>,
    id: &PublicId<AliasId>,
) -> Result<Option<Alias>> {
    let mut statement = conn.prepare_cached(alias!("WHERE public_id = ?1 AND team_id IS ?2"))?;
    Ok(statement.query_row((id, team), alias).optional()?)
}

/// How many a team has, or how many global ones there are.
pub(in crate::usage::prices) fn count_aliases(conn: &Conn, team: Option<TeamId>) -> Result<u32> {
    let sql = "SELECT COUNT(*) FROM price_aliases WHERE team_id IS ?1";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([team], |row| row.get(0))?)
}

/// Adds a name; `None` when the name is taken.
pub(in crate::usage::prices) fn insert_alias(
    tx: &Tx<'_>,
    team: Option<TeamId>,
    (name, name_key): (&str, &str),
    (provider, model): (Option<&str>, &str),
    now: Timestamp,
) -> Result<Option<PublicId<AliasId>>> {
    let sql = "
        INSERT INTO price_aliases (public_id, team_id, name, name_key, provider, model, created_at)
        VALUES (:public_id, :team, :name, :name_key, :provider, :model, :now)
        ON CONFLICT DO NOTHING";
    let id = PublicId::generate(tx.random());
    let added = tx.prepare_cached(sql)?.execute(named_params! {
        ":public_id": id,
        ":team": team,
        ":name": name,
        ":name_key": name_key,
        ":provider": provider,
        ":model": model,
        ":now": now,
    })?;
    Ok((added == 1).then_some(id))
}

/// Makes a name stand for another model.
pub(in crate::usage::prices) fn update_alias(
    tx: &Tx<'_>,
    id: AliasId,
    provider: Option<&str>,
    model: &str,
) -> Result<()> {
    let sql = "UPDATE price_aliases SET provider = ?2, model = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, provider, model))?;
    Ok(())
}

/// Removes a name.
pub(in crate::usage::prices) fn delete_alias(tx: &Tx<'_>, id: AliasId) -> Result<()> {
    tx.prepare_cached("DELETE FROM price_aliases WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
