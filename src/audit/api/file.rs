//! The log as a file. It is read by the numbers of the rows: rows are only added, so the pages
//! together are the log as it stood when the file began.

use serde_json::Value;

use super::RecordView;
use crate::audit::{self, Chain, Filter};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::Result;
use crate::page::Limit;
use crate::sheet::{Cell, Sheet};
use crate::teams;
use crate::teams::access::{Access, ReadAudit};
use crate::usage::range::Zone;
use crate::web::download::Download;
use crate::web::list_file::{Format, ListRow, list_file};

impl ListRow for RecordView {
    const COLUMNS: &'static [&'static str] = &[
        "seq",
        "at",
        "action",
        "actorKind",
        "actorId",
        "actorName",
        "targetKind",
        "targetId",
        "targetName",
        "ip",
        "requestId",
        "before",
        "after",
        "hash",
    ];

    fn write(&self, sheet: &mut Sheet) -> Result<()> {
        let text = |words: &'_ Option<String>| {
            words
                .clone()
                .map_or(Cell::Empty, |words| Cell::Text(words.into()))
        };
        let value = |value: &Option<Value>| {
            value
                .as_ref()
                .map_or(Cell::Empty, |value| Cell::Text(value.to_string().into()))
        };
        sheet.row(&[
            Cell::plain(self.seq),
            Cell::plain(self.at),
            Cell::plain(&self.action),
            Cell::plain(&self.actor.kind),
            text(&self.actor.id),
            text(&self.actor.name),
            Cell::plain(&self.target.kind),
            text(&self.target.id),
            text(&self.target.name),
            text(&self.ip),
            text(&self.request_id),
            value(&self.before),
            value(&self.after),
            Cell::plain(&self.hash),
        ])
    }
}

/// The file; its name holds the team and the date.
pub(super) async fn write(
    db: &Db,
    by: &Access<ReadAudit>,
    filter: Filter,
    format: Format,
    zone: &Zone,
    now: Timestamp,
) -> Result<Download> {
    let team = {
        let by = by.clone();
        db.read(move |conn| teams::find(conn, by.user(), &by.membership().team_id))
            .await?
    };
    let name = format!("{}-audit-{}", team.name, zone.date(now));
    let (db, chain, most) = (db.clone(), Chain::Team(by.team()), Limit::new(Limit::MOST)?);
    Ok(list_file(&name, format, move |cursor| {
        let (db, filter) = (db.clone(), filter.clone());
        async move {
            let page = db
                .read(move |conn| audit::list(conn, chain, &filter, most, cursor.as_ref()))
                .await?;
            Ok(page.map(RecordView::from))
        }
    }))
}
