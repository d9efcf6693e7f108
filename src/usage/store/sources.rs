//! Rows of the senders that count their events, and of the gaps in their numbers.

use crate::db::{Conn, named_params};
use crate::error::Result;
use crate::ids::{ProjectId, PublicId, TeamId};
use crate::usage::sources::{GAPS_TOLD, Gap, Source};

/// At most so many senders of a team, after one of them, with their first gaps.
pub(in crate::usage) fn list(
    conn: &Conn,
    team: TeamId,
    project: Option<&PublicId<ProjectId>>,
    after: Option<&(&str, String)>,
    limit: i64,
) -> Result<Vec<Source>> {
    let sql = "
        SELECT s.id, s.name, s.first_number, s.last_number, p.public_id, p.name AS project_name,
            (SELECT COUNT(*) FROM usage_source_gaps g WHERE g.source_id = s.id) AS gap_count,
            (SELECT COALESCE(SUM(g.last - g.first + 1), 0)
            FROM usage_source_gaps g
            WHERE g.source_id = s.id) AS missing
        FROM projects p
        JOIN usage_sources s ON s.project_id = p.id
        WHERE p.team_id = :team AND p.deleted_at IS NULL AND s.last_number IS NOT NULL
            AND (:project IS NULL OR p.public_id = :project)
            AND (:after IS NULL OR (p.public_id, s.name) > (:after, :name))
        ORDER BY p.public_id, s.name
        LIMIT :limit";
    let mut statement = conn.prepare_cached(sql)?;
    let values = named_params! {
        ":team": team,
        ":project": project,
        ":after": after.map(|(project, _)| *project),
        ":name": after.map(|(_, name)| name),
        ":limit": limit,
    };
    let mut rows = statement.query(values)?;
    let mut sources = Vec::new();
    while let Some(row) = rows.next()? {
        sources.push(Source {
            name: row.get("name")?,
            project: row.get("public_id")?,
            project_name: row.get("project_name")?,
            first: row.get("first_number")?,
            last: row.get("last_number")?,
            missing: row.get("missing")?,
            gap_count: row.get("gap_count")?,
            gaps: gaps(conn, row.get("id")?)?,
        });
    }
    Ok(sources)
}

fn gaps(conn: &Conn, source: i64) -> Result<Vec<Gap>> {
    let sql = "
        SELECT first, last
        FROM usage_source_gaps
        WHERE source_id = ?1
        ORDER BY first
        LIMIT ?2";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map((source, GAPS_TOLD), |row| {
        Ok(Gap {
            from: row.get("first")?,
            to: row.get("last")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
