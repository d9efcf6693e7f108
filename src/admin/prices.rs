//! Commands about prices: the list, one model, and a file of them.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::{Means, say};
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::TeamId;
use crate::money::Nanos;
use crate::page::{Limit, Page};
use crate::teams;
use crate::text;
use crate::text::Text;
use crate::usage::prices::{
    self, Editor, Filter, Imported, Listed, Origin, Price, PriceFile, Refused, Scope, Service,
};

/// Which prices to list.
#[derive(Debug, Serialize, Deserialize)]
pub struct ListPrices {
    /// A part of the model's name.
    pub model: Option<String>,
    /// Who sells the model.
    pub provider: Option<String>,
    /// A team, by name or id, whose own prices are listed as well.
    pub team: Option<String>,
}

/// Which price to tell.
#[derive(Debug, Serialize, Deserialize)]
pub struct ShowPrice {
    /// The model as events tell it.
    pub model: String,
    /// The provider as events tell it.
    pub provider: Option<String>,
    /// A team, by name or id, whose own prices go before the global ones.
    pub team: Option<String>,
    /// A date or a time; absent: now.
    pub at: Option<String>,
}

/// A file of prices.
#[derive(Serialize, Deserialize)]
pub struct ImportPrices {
    /// The name of the file.
    pub name: String,
    /// What is in it.
    pub text: String,
    /// Take prices that look mistaken.
    pub force: bool,
    /// Only tell what would be done.
    pub dry_run: bool,
}

fn team_of(conn: &Conn, name: Option<&str>) -> Result<Option<TeamId>> {
    let found = name.map(|name| teams::find_by_name(conn, Some(name)));
    Ok(found.transpose()?.map(|team| team.id))
}

pub(super) async fn list(means: &Means, asked: ListPrices) -> Result<String> {
    let now = means.clock.now();
    let listed = means.db.read(move |conn| {
        let team = team_of(conn, asked.team.as_deref())?;
        let filter = Filter {
            model: asked.model,
            provider: asked.provider,
            own: None,
            at: Some(now),
        };
        let (mut all, mut next) = (Vec::new(), None);
        loop {
            let limit = Limit::new(Limit::MOST)?;
            let page: Page<Listed> = prices::list(conn, team, &filter, limit, next.as_ref())?;
            all.extend(page.items);
            next = page.next;
            if next.is_none() {
                return Ok(all);
            }
        }
    });
    let listed = listed.await?;
    if listed.is_empty() {
        return Err(Error::NotFound(text!("cli-prices-none")));
    }
    let mut rows = vec![vec![
        say(&text!("cli-prices-model")),
        say(&text!("cli-prices-provider")),
        say(&text!("cli-prices-input")),
        say(&text!("cli-prices-cached")),
        say(&text!("cli-prices-output")),
        say(&text!("cli-prices-tiers")),
        say(&text!("cli-prices-of")),
    ]];
    rows.extend(listed.iter().map(|listed| {
        let row = &listed.row;
        let tiers = row.tiers.as_slice().len();
        vec![
            row.model.clone(),
            row.provider.clone(),
            dollars(row.price.input),
            row.price.cached_input.map(dollars).unwrap_or_default(),
            dollars(row.price.output),
            if tiers == 0 {
                String::new()
            } else {
                tiers.to_string()
            },
            origin(listed),
        ]
    }));
    let count = say(&text!("cli-prices-count", count = listed.len()));
    Ok(format!("{}\n{count}", table(&rows)))
}

/// Whose price it is.
fn origin(listed: &Listed) -> String {
    say(&match (listed.row.scope, listed.row.origin) {
        (Scope::Team(_), _) => text!("cli-prices-of-team"),
        (Scope::Global, Origin::Manual) => text!("cli-prices-of-operator"),
        (Scope::Global, Origin::Snapshot) => text!("cli-prices-of-program"),
    })
}

fn dollars(price: i64) -> String {
    Nanos(price.into()).to_string()
}

/// Columns as wide as their widest cell; those with prices (all but the first two and the last)
/// are flush right.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let mut line = String::new();
        for (index, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
            let right = index >= 2 && index + 1 < columns;
            line += &if right {
                gap + cell
            } else {
                cell.clone() + &gap
            };
            line += "  ";
        }
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub(super) async fn show(means: &Means, asked: ShowPrice) -> Result<String> {
    let at = moment(asked.at.as_deref(), means.clock.now())?;
    let model = asked.model.clone();
    let found = means.db.read(move |conn| {
        let team = team_of(conn, asked.team.as_deref())?;
        let book = prices::load_book(conn)?;
        let provider = asked.provider.as_deref();
        prices::resolve(conn, &book, team, provider, &asked.model, at)
    });
    let Some(listed) = found.await? else {
        return Err(Error::NotFound(text!("cli-prices-unknown", model = model)));
    };
    let row = &listed.row;
    let when = |moment: Option<Timestamp>| moment.map(Timestamp::utc_text);
    let mut lines = vec![say(&text!(
        "cli-price-of",
        model = &row.model,
        provider = &row.provider,
        mode = &row.mode
    ))];
    lines.push(say(&match when(row.effective_from) {
        Some(from) => text!("cli-price-from", from = from),
        None => text!("cli-price-always"),
    }));
    if let Some(to) = when(row.effective_to) {
        lines.push(say(&text!("cli-price-to", to = to)));
    }
    lines.push(say(&text!("cli-price-source", source = &listed.source)));
    if !row.aliases.is_empty() {
        let names = row.aliases.join(", ");
        lines.push(say(&text!("cli-price-aliases", names = names)));
    }
    lines.push(String::new());
    lines.push(price_lists(&listed));
    Ok(lines.join("\n"))
}

/// The plain list and the tiers beside each other: a line for each class that has a price.
fn price_lists(listed: &Listed) -> String {
    let row = &listed.row;
    let mut heads = vec![say(&text!("cli-price-unit")), String::new()];
    let mut lists: Vec<&Price> = vec![&row.price];
    heads.push(say(&text!("cli-price-plain")));
    for tier in row.tiers.as_slice() {
        let service = tier.service.map_or("", Service::word);
        heads.push(match (tier.above, service) {
            (0, service) => service.to_owned(),
            (above, "") => say(&text!("cli-price-above", tokens = size(above))),
            (above, service) => {
                format!(
                    "{service} {}",
                    say(&text!("cli-price-above", tokens = size(above)))
                )
            }
        });
        lists.push(&tier.price);
    }
    // Flush right begins at the third column, as in every table.
    heads.push(String::new());
    let mut rows = vec![heads];
    for (class, field) in (0..).zip(row.price.fields().map(|(field, _)| field)) {
        let price_in = |list: &&Price| list.fields().into_iter().nth(class)?.1.map(dollars);
        let prices: Vec<Option<String>> = lists.iter().map(price_in).collect();
        if prices.iter().any(Option::is_some) {
            let mut cells = vec![field.to_owned(), String::new()];
            cells.extend(
                prices
                    .into_iter()
                    .map(|price| price.unwrap_or_else(|| "-".to_owned())),
            );
            cells.push(String::new());
            rows.push(cells);
        }
    }
    table(&rows)
}

/// `200000` as `200k`.
fn size(tokens: u64) -> String {
    if tokens.is_multiple_of(1_000) {
        format!("{}k", tokens / 1_000)
    } else {
        tokens.to_string()
    }
}

/// A time, or the beginning of a day in UTC.
fn moment(typed: Option<&str>, now: Timestamp) -> Result<Timestamp> {
    let Some(typed) = typed else {
        return Ok(now);
    };
    prices::moment(typed)
        .ok_or_else(|| Error::invalid("--at", text!("cli-price-at", typed = typed)))
}

pub(super) async fn import(means: &Means, file: ImportPrices) -> Result<String> {
    let (now, shared) = (means.clock.now(), means.prices.clone());
    let ImportPrices {
        name,
        text,
        force,
        dry_run,
    } = file;
    let read = PriceFile::parse(&text)?;
    let told = if dry_run {
        let by = Editor::at_the_console();
        let plan = move |conn: &Conn| prices::plan_import(conn, &by, read, force, now);
        means.db.read(plan).await?.told
    } else {
        let by = Editor::at_the_console();
        let write = means
            .db
            .write(move |tx| prices::import(tx, &shared, &by, &name, read, force, now));
        write.await?
    };
    let keepable = !force
        && told.refused.iter().any(|refused| {
            let mut keys = refused.fields.iter().map(|(_, message)| message.key());
            keys.any(|key| KEPT_BY_FORCE.contains(&key))
        });
    let taken = told.added + told.changed + told.unchanged;
    let mut report = report(&told, dry_run);
    if keepable {
        report = format!("{report}\n{}", say(&text!("cli-prices-force")));
    }
    if taken == 0 {
        return Err(Error::Conflict(text!(
            "cli-prices-nothing",
            report = report
        )));
    }
    Ok(report)
}

/// Why a row is refused that `--force` takes: the sentences are also those of the API, where
/// `force` is a field.
const KEPT_BY_FORCE: [&str; 4] = [
    "price-unusual",
    "price-tier-unusual",
    "price-cached-dearer",
    "price-write-cheaper",
];

/// What was done, with a line for each row that was refused.
fn report(told: &Imported, dry_run: bool) -> String {
    let mut report = String::new();
    for Refused { row, fields } in &told.refused {
        let reasons = fields.iter().map(|(field, message)| match field {
            "" => say(message),
            field => format!("{field}: {}", say(message)),
        });
        let reasons: Vec<String> = reasons.collect();
        let _ = writeln!(report, "{row}: {}", reasons.join(" "));
    }
    let counts = |text: Text| {
        text.with("added", told.added)
            .with("changed", told.changed)
            .with("unchanged", told.unchanged)
            .with("refused", told.refused.len())
            .with("skipped", told.skipped)
    };
    report += &say(&counts(if dry_run {
        text!("cli-prices-would-import")
    } else {
        text!("cli-prices-imported")
    }));
    report
}
