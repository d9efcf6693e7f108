//! Lists as files: CSV, JSON or NDJSON. They are read page by page and written while they are
//! sent, so no read lasts long.

use std::future::Future;

use rocket::http::ContentType;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::page::{Cursor, Page};
use crate::sheet::Sheet;
use crate::text;
use crate::web::download::{Download, Pieces};

/// How the rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A sheet: RFC 4180, with the names of the columns first.
    Csv,
    /// An array of objects.
    Json,
    /// An object a line.
    Lines,
}

impl Format {
    /// Reads a format; nothing means CSV.
    ///
    /// # Errors
    /// `Invalid` on `format`.
    pub fn parse(word: Option<&str>) -> Result<Self> {
        match word.unwrap_or_default() {
            "" | "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            "ndjson" => Ok(Self::Lines),
            _ => Err(Error::invalid("format", text!("field-format"))),
        }
    }

    /// Its word, which also ends the name of the file.
    pub fn word(self) -> &'static str {
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

/// A row of a list, as the API tells it and as a line of a sheet.
pub trait ListRow: Serialize {
    /// The columns of the sheet; their names and order stay.
    const COLUMNS: &'static [&'static str];

    /// Adds it to a sheet: a cell for each column.
    ///
    /// # Errors
    /// When it cannot be written.
    fn write(&self, sheet: &mut Sheet) -> Result<()>;
}

/// What writes the rows down.
enum Pen {
    Sheet(Box<Sheet>),
    /// Whether a row was written already.
    Json(bool),
    Lines,
}

impl Pen {
    fn new(format: Format, columns: &[&str]) -> Result<Self> {
        Ok(match format {
            Format::Csv => Self::Sheet(Box::new(Sheet::new(columns)?)),
            Format::Json => Self::Json(false),
            Format::Lines => Self::Lines,
        })
    }

    fn rows(&mut self, rows: &[impl ListRow]) -> Result<Vec<u8>> {
        let mut piece = Vec::new();
        for row in rows {
            match self {
                Self::Sheet(sheet) => row.write(sheet)?,
                Self::Json(begun) => {
                    piece.extend_from_slice(if *begun { b",\n" } else { b"[\n" });
                    *begun = true;
                    json(&mut piece, row)?;
                }
                Self::Lines => {
                    json(&mut piece, row)?;
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

fn json(piece: &mut Vec<u8>, row: &impl Serialize) -> Result<()> {
    serde_json::to_writer(piece, row).map_err(|error| Error::Internal(error.into()))
}

/// The file of a list; `name` is its name without the ending, and `read` gives the page at a
/// cursor.
pub fn list_file<T, R, P>(name: &str, format: Format, read: R) -> Download
where
    T: ListRow + Send + Sync + 'static,
    R: Fn(Option<Cursor>) -> P + Send + 'static,
    P: Future<Output = Result<Page<T>>> + Send + 'static,
{
    let name = format!("{name}.{}", format.word());
    Download::new(&name, format.kind(), move |pieces| {
        send(format, read, pieces)
    })
}

async fn send<T, R, P>(format: Format, read: R, mut pieces: Pieces) -> Result<()>
where
    T: ListRow + Send + Sync,
    R: Fn(Option<Cursor>) -> P + Send,
    P: Future<Output = Result<Page<T>>> + Send,
{
    let mut pen = Pen::new(format, T::COLUMNS)?;
    let mut cursor = None;
    loop {
        let page = read(cursor).await?;
        if !pieces.send(&pen.rows(&page.items)?).await {
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
