//! The list as a file, written while it is sent. It is read page by page by name, so no read lasts
//! long; who joins or is renamed meanwhile is in it or not.

use rocket::http::ContentType;
use rocket::{State, post};
use rocket_db_pools::Connection;
use serde::Deserialize;

use super::views::MemberView;
use crate::accounts;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::members::{self, Filter, Member};
use crate::page::{Cursor, Limit};
use crate::sheet::{Cell, Sheet};
use crate::teams::access::{Access, ManageMembers, ViewTeam};
use crate::text;
use crate::usage::range::Zone;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::download::{Download, Pieces};
use crate::web::optional::Optional;
use crate::web::problem::{ApiError, Problem};

/// How the rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Csv,
    Json,
}

impl Format {
    /// Reads a format; nothing means CSV.
    ///
    /// # Errors
    /// `Invalid` on `format`.
    fn parse(word: &str) -> Result<Self> {
        match word {
            "" | "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            _ => Err(Error::invalid("format", text!("member-format"))),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    fn kind(self) -> ContentType {
        match self {
            Self::Csv => ContentType::new("text", "csv").with_params(("charset", "utf-8")),
            Self::Json => ContentType::JSON,
        }
    }
}

/// The columns of a sheet; their names and order stay.
const COLUMNS: [&str; 7] = [
    "id",
    "name",
    "email",
    "role",
    "status",
    "joinedAt",
    "lastActive",
];

fn row(sheet: &mut Sheet, member: &Member) -> Result<()> {
    sheet.row(&[
        Cell::plain(member.id.as_str()),
        Cell::text(Some(&member.name)),
        Cell::text(Some(&member.email)),
        Cell::plain(member.role.name()),
        Cell::plain(member.status.word()),
        Cell::plain(member.joined_at),
        member.last_active.map_or(Cell::Empty, Cell::plain),
    ])
}

/// What writes the rows down.
enum Pen {
    Sheet(Box<Sheet>),
    /// Whether a row was written already.
    Json(bool),
}

impl Pen {
    fn new(format: Format) -> Result<Self> {
        Ok(match format {
            Format::Csv => Self::Sheet(Box::new(Sheet::new(&COLUMNS)?)),
            Format::Json => Self::Json(false),
        })
    }

    fn rows(&mut self, members: Vec<Member>) -> Result<Vec<u8>> {
        match self {
            Self::Sheet(sheet) => {
                for member in &members {
                    row(sheet, member)?;
                }
                sheet.take()
            }
            Self::Json(begun) => {
                let mut piece = Vec::new();
                for member in members {
                    piece.extend_from_slice(if *begun { b",\n" } else { b"[\n" });
                    *begun = true;
                    serde_json::to_writer(&mut piece, &MemberView::from(member))
                        .map_err(|error| Error::Internal(error.into()))?;
                }
                Ok(piece)
            }
        }
    }

    fn end(&self) -> &'static [u8] {
        match self {
            Self::Json(true) => b"\n]\n",
            Self::Json(false) => b"[]\n",
            Self::Sheet(_) => b"",
        }
    }
}

/// The file; its name holds the team and the date. That it was taken is noted in the audit log.
async fn write(
    db: &Db,
    by: Access<ManageMembers>,
    filter: Filter,
    format: Format,
    now: Timestamp,
) -> Result<Download> {
    let see = by.also::<ViewTeam>();
    let see = see.ok_or_else(|| Error::Forbidden(text!("error-scope", scope = "team:read")))?;
    let user = db.read_now(|conn| accounts::find(conn, by.user()))?;
    let zone = Zone::named(&user.timezone).unwrap_or_else(Zone::utc);
    let (team, date) = (&by.membership().team_name, zone.date(now));
    let name = format!("{team}-members-{date}.{}", format.word());
    let noted = filter.clone();
    db.write(move |tx| members::record_export(tx, &by, &noted, format.word(), now))
        .await?;
    let db = db.clone();
    Ok(Download::new(&name, format.kind(), move |pieces| {
        send(db, see, filter, format, pieces)
    }))
}

async fn send(
    db: Db,
    by: Access<ViewTeam>,
    filter: Filter,
    format: Format,
    mut pieces: Pieces,
) -> Result<()> {
    let (mut pen, most) = (Pen::new(format)?, Limit::new(Limit::MOST)?);
    let mut cursor: Option<Cursor> = None;
    loop {
        let (by, filter, from) = (by.clone(), filter.clone(), cursor.take());
        let page = db
            .read(move |conn| members::list(conn, &by, &filter, most, from.as_ref()))
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

/// What file is wanted.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ExportDraft {
    /// `csv` (default) or `json`.
    format: Option<String>,
}

/// The people of the current team as a file, by name, with the filters of the list. It is noted in
/// the audit log.
#[utoipa::path(
    tag = "team",
    params(
        ("format" = Option<String>, Query, description = "csv (default) or json, unless it is in the body"),
        ("search" = Option<String>, Query, description = "words in the name or address, in any letter case"),
        ("role" = Option<String>, Query, description = "one role"),
        ("status" = Option<String>, Query, description = "active or inactive"),
    ),
    request_body = inline(Option<ExportDraft>),
    responses(
        (status = 200, content_type = "text/csv", body = String),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/team/export?<format>&<search>&<role>&<status>", data = "<draft>")]
#[expect(
    clippy::too_many_arguments,
    reason = "one for each part of the request"
)]
pub(crate) async fn export(
    by: Access<ManageMembers>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    format: Option<&str>,
    search: Option<&str>,
    role: Option<&str>,
    status: Option<&str>,
    draft: Optional<ExportDraft>,
) -> Result<Download, ApiError> {
    let filter = Filter::from_query(search, role, status)?;
    let format = Format::parse(draft.0.format.as_deref().or(format).unwrap_or_default())?;
    Ok(write(&db, by, filter, format, app.clock.now()).await?)
}
