//! The log as a file. It is read page by page by the numbers of the rows: rows are only added, so
//! the pages together are the log as it stood when the file began, and no read lasts long.

use rocket::http::ContentType;
use serde_json::Value;

use super::RecordView;
use crate::audit::{self, Chain, Filter, Record};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::page::{Cursor, Limit};
use crate::sheet::{Cell, Sheet};
use crate::teams;
use crate::teams::access::{Access, ReadAudit};
use crate::text;
use crate::usage::range::Zone;
use crate::web::download::{Download, Pieces};

/// How the rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Json,
    Lines,
}

impl Format {
    pub(super) fn parse(word: Option<&str>) -> Result<Self> {
        match word.unwrap_or_default() {
            "" | "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            "ndjson" => Ok(Self::Lines),
            _ => Err(Error::invalid("format", text!("field-format"))),
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Lines => "ndjson",
        }
    }

    fn kind(self) -> ContentType {
        match self {
            Self::Csv => ContentType::new("text", "csv").with_params(("charset", "utf-8")),
            Self::Json => ContentType::JSON,
            Self::Lines => ContentType::new("application", "x-ndjson"),
        }
    }
}

/// The columns of a sheet; their names and order stay.
const COLUMNS: [&str; 14] = [
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

/// What writes the rows down.
enum Pen {
    Sheet(Box<Sheet>),
    /// Whether a row was written already.
    Json(bool),
    Lines,
}

impl Pen {
    fn new(format: Format) -> Result<Self> {
        Ok(match format {
            Format::Csv => Self::Sheet(Box::new(Sheet::new(&COLUMNS)?)),
            Format::Json => Self::Json(false),
            Format::Lines => Self::Lines,
        })
    }

    fn rows(&mut self, records: Vec<Record>) -> Result<Vec<u8>> {
        let mut piece = Vec::new();
        for record in records {
            let view = RecordView::from(record);
            match self {
                Self::Sheet(sheet) => row(sheet, &view)?,
                Self::Json(begun) => {
                    piece.extend_from_slice(if *begun { b",\n" } else { b"[\n" });
                    *begun = true;
                    json(&mut piece, &view)?;
                }
                Self::Lines => {
                    json(&mut piece, &view)?;
                    piece.push(b'\n');
                }
            }
        }
        match self {
            Self::Sheet(sheet) => sheet.take(),
            Self::Json(_) | Self::Lines => Ok(piece),
        }
    }

    fn end(&self) -> &'static [u8] {
        match self {
            Self::Json(true) => b"\n]\n",
            Self::Json(false) => b"[]\n",
            Self::Sheet(_) | Self::Lines => b"",
        }
    }
}

fn json(piece: &mut Vec<u8>, view: &RecordView) -> Result<()> {
    serde_json::to_writer(piece, view).map_err(|error| Error::Internal(error.into()))
}

fn row(sheet: &mut Sheet, view: &RecordView) -> Result<()> {
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
        Cell::plain(view.seq),
        Cell::plain(view.at),
        Cell::plain(&view.action),
        Cell::plain(&view.actor.kind),
        text(&view.actor.id),
        text(&view.actor.name),
        Cell::plain(&view.target.kind),
        text(&view.target.id),
        text(&view.target.name),
        text(&view.ip),
        text(&view.request_id),
        value(&view.before),
        value(&view.after),
        Cell::plain(&view.hash),
    ])
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
    let name = format!("{}-audit-{}.{}", team.name, zone.date(now), format.ending());
    let (db, chain) = (db.clone(), Chain::Team(by.team()));
    Ok(Download::new(&name, format.kind(), move |pieces| {
        send(db, chain, filter, format, pieces)
    }))
}

async fn send(
    db: Db,
    chain: Chain,
    filter: Filter,
    format: Format,
    mut pieces: Pieces,
) -> Result<()> {
    let (mut pen, most) = (Pen::new(format)?, Limit::new(Limit::MOST)?);
    let mut cursor: Option<Cursor> = None;
    loop {
        let (filter, from) = (filter.clone(), cursor.take());
        let page = db
            .read(move |conn| audit::list(conn, chain, &filter, most, from.as_ref()))
            .await?;
        let rows = pen.rows(page.items)?;
        if !pieces.send(&rows).await {
            return Ok(());
        }
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    if pieces.send(pen.end()).await {
        pieces.end();
    }
    Ok(())
}
