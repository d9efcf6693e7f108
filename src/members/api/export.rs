//! The list as a file. It is read by name: who joins or is renamed meanwhile is in it or not.

use rocket::{State, post};
use rocket_db_pools::Connection;
use serde::Deserialize;

use super::views::MemberView;
use crate::accounts;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::members::{self, Filter};
use crate::page::Limit;
use crate::sheet::{Cell, Sheet};
use crate::teams::access::{Access, ManageMembers, ViewTeam};
use crate::text;
use crate::usage::range::Zone;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::download::Download;
use crate::web::list_file::{Format, ListRow, list_file};
use crate::web::optional::Optional;
use crate::web::problem::{ApiError, Problem};

impl ListRow for MemberView {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "email",
        "role",
        "status",
        "joinedAt",
        "lastActive",
    ];

    fn write(&self, sheet: &mut Sheet) -> Result<()> {
        sheet.row(&[
            Cell::plain(self.id.as_str()),
            Cell::text(Some(&self.name)),
            Cell::text(Some(&self.email)),
            Cell::plain(self.role),
            Cell::plain(self.status),
            Cell::plain(self.joined_at),
            self.last_active.map_or(Cell::Empty, Cell::plain),
        ])
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
    let name = format!("{}-members-{}", by.membership().team_name, zone.date(now));
    let noted = filter.clone();
    db.write(move |tx| members::record_export(tx, &by, &noted, format.word(), now))
        .await?;
    let (db, most) = (db.clone(), Limit::new(Limit::MOST)?);
    Ok(list_file(&name, format, move |cursor| {
        let (db, see, filter) = (db.clone(), see.clone(), filter.clone());
        async move {
            let page = db
                .read(move |conn| members::list(conn, &see, &filter, most, cursor.as_ref()))
                .await?;
            Ok(page.map(MemberView::from))
        }
    }))
}

/// What file is wanted.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ExportDraft {
    /// `csv` (default), `json` or `ndjson`.
    format: Option<String>,
}

/// The people of the current team as a file, by name, with the filters of the list. It is noted in
/// the audit log.
#[utoipa::path(
    tag = "team",
    params(
        ("format" = Option<String>, Query, description = "csv (default), json or ndjson, unless it is in the body"),
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
    let format = Format::parse(draft.0.format.as_deref().or(format))?;
    Ok(write(&db, by, filter, format, app.clock.now()).await?)
}
