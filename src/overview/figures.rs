//! The figures of the Overview: tiles, the chart, and the costliest models and projects.

use jiff::tz::TimeZone;

use super::read::Read;
use crate::clock::Timestamp;
use crate::i18n::Locale;
use crate::projects::{self, Status};
use crate::text;
use crate::usage::report::{GroupRow, Labels, Summary, Sums};
use crate::web::chart::{Chart, Colour, MOST_SERIES};
use crate::web::format::{self, Change, Figure};
use crate::web::usage_chart::{self, Bars, Measure, Step};

/// A figure with its change.
#[derive(Clone, Debug)]
pub(super) struct Tile {
    pub(super) label: String,
    pub(super) figure: Figure,
    pub(super) change: Option<Change>,
    /// Whether the change is good (`up`), bad (`down`) or neither.
    pub(super) tone: &'static str,
    pub(super) note: String,
}

/// A row of the costliest.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) href: String,
    /// The class of its colour in the chart, or nothing.
    pub(super) colour: &'static str,
    /// A live project: the kind of its dot, and the word.
    pub(super) state: Option<(&'static str, String)>,
    pub(super) requests: String,
    /// Nothing when no request has a price.
    pub(super) cost: Option<Figure>,
    /// The width of its bar.
    pub(super) width: String,
}

/// Rows of the costliest.
const MOST_ROWS: usize = 5;

/// Requests, tokens, cost and success rate; `before` is `yesterday` or `month`.
pub(super) fn tiles(locale: Locale, summary: &Summary, before: &str) -> Vec<Tile> {
    let sums = &summary.sums;
    let (now, then) = summary
        .compared
        .map(|parts| (parts.now, parts.before))
        .unwrap_or_default();
    let tile = |label: &str, figure: Figure, change: Option<Change>, tone: &'static str| Tile {
        label: locale.say(&text!("overview-tile", figure = label)),
        figure,
        tone,
        note: locale.say(&match change {
            Some(_) => text!("overview-before", before = before),
            None => text!("overview-no-before", before = before),
        }),
        change,
    };
    let costs = now.costs_since(&then);
    let cost_change = costs.and_then(|(now, then)| format::change(locale, now.0, then.0));
    let cost = format::cost_short(locale, sums.known_cost());
    let worked = sums.requests - sums.errors;
    let rate = format::percent(locale, worked, sums.requests, 2).unwrap_or_else(Figure::none);
    let points = points(locale, &now, &then);
    let tone = points.as_ref().map_or("", |change| change.tone(true));
    let change = |now: i128, then: i128| format::change(locale, now, then);
    vec![
        tile(
            "requests",
            format::short(locale, sums.requests),
            change(now.requests, then.requests),
            "",
        ),
        tile(
            "tokens",
            format::short(locale, sums.tokens()),
            change(now.tokens(), then.tokens()),
            "",
        ),
        match costs {
            None if then.requests > 0 => Tile {
                note: locale.say(&text!("ui-change-unknown")),
                ..tile("cost", cost, None, "")
            },
            _ => tile("cost", cost, cost_change, ""),
        },
        tile("success", rate, points, tone),
    ]
}

/// How the success rate moved, in points of a percent.
fn points(locale: Locale, now: &Sums, then: &Sums) -> Option<Change> {
    let worked = |sums: &Sums| (sums.requests - sums.errors, sums.requests);
    format::points(locale, worked(now), worked(then))
}

/// The cost of each day by model; the requests when no cost is known.
pub(super) fn chart(read: &Read, zone: &TimeZone, locale: Locale, now: Timestamp) -> Chart {
    let measure = measure(read);
    let coloured = coloured(read);
    let series = read.month.series.iter();
    let rows = series.map(|row| {
        let part = |labels: &Labels| {
            let own = row.groups.iter().find(|(known, _)| known == labels);
            own.map_or(0, |(_, sums)| value(sums, measure))
        };
        let shown = coloured.iter().take(MOST_SERIES);
        let date = row.span.from.to_jiff().to_zoned(zone.clone()).date();
        let href = format!("/usage?period=custom&from={date}&to={date}");
        usage_chart::Row {
            from: row.span.from,
            to: row.span.to,
            total: value(&row.sums, measure),
            unknown: measure == Measure::Cost && row.sums.known_cost().is_none(),
            parts: shown.map(|(group, _)| part(&group.labels)).collect(),
            href: (row.sums.requests > 0).then_some(href),
        }
    });
    let rows = rows.collect();
    let groups = coloured.iter().map(|(group, colour)| usage_chart::Group {
        name: name(group, locale),
        colour: *colour,
        href: Some(usage(group)),
    });
    Bars {
        id: "days",
        measure,
        step: Step::Day,
        by: "model",
        zone,
        now,
        groups: groups.collect(),
        rows,
        height: 260,
    }
    .chart(locale)
}

fn measure(read: &Read) -> Measure {
    let known = read.month.summary.sums.known_cost();
    known.map_or(Measure::Requests, |_| Measure::Cost)
}

fn value(sums: &Sums, measure: Measure) -> i128 {
    match measure {
        Measure::Cost => sums.cost.0,
        _ => sums.requests,
    }
}

/// The models with their colours, the costliest first; those without any of the measure are left
/// out, for they would only fill the legend.
fn coloured(read: &Read) -> Vec<(&GroupRow, Colour)> {
    let measure = measure(read);
    every_coloured(read)
        .filter(|(group, _)| value(&group.sums, measure) > 0)
        .collect()
}

/// Every model with its colour, which is the one that it has on the Usage page.
fn every_coloured(read: &Read) -> impl Iterator<Item = (&GroupRow, Colour)> {
    let groups = &read.month.groups.items;
    let names = groups.iter().map(|group| group.labels.model.as_deref());
    let colours = usage_chart::colours(names.map(Option::unwrap_or_default));
    groups.iter().zip(colours)
}

/// The costliest models.
pub(super) fn models(read: &Read, locale: Locale) -> Vec<Part> {
    let parts = every_coloured(read).take(MOST_ROWS);
    let parts = parts.map(|(group, colour)| Part {
        colour: colour.class(),
        ..part(group, 0, locale)
    });
    parts.collect()
}

/// The costliest projects.
pub(super) fn projects(read: &Read, locale: Locale) -> Vec<Part> {
    let groups = &read.projects;
    let measure = measure(read);
    let whole: i128 = groups.iter().map(|group| value(&group.sums, measure)).sum();
    let groups = groups.iter().take(MOST_ROWS);
    let parts = groups.map(|group| {
        let id = group.labels.project.as_ref().map(|(id, _)| id.to_string());
        let live = id.as_ref().and_then(|id| read.live.get(id));
        let part = part(group, whole, locale);
        Part {
            width: format::width(value(&group.sums, measure), whole),
            state: live.map(|status| state(*status, locale)),
            // A deleted project has no page of its own any more.
            href: match (live, id) {
                (Some(_), Some(id)) => format!("/projects/{id}"),
                _ => part.href.clone(),
            },
            ..part
        }
    });
    parts.collect()
}

fn state(status: Status, locale: Locale) -> (&'static str, String) {
    let kind = match status {
        Status::Running => "ok",
        Status::Stopped => "",
        Status::Error => "bad",
    };
    let word = text!("overview-status", status = status.word());
    (kind, locale.say(&word))
}

fn part(group: &GroupRow, whole: i128, locale: Locale) -> Part {
    let cost = group.sums.known_cost();
    Part {
        name: name(group, locale),
        href: usage(group),
        colour: "",
        state: None,
        requests: format::count(locale, group.sums.requests),
        cost: cost.map(|cost| format::money(locale, cost)),
        width: format::width(group.sums.cost.0, whole),
    }
}

fn name(group: &GroupRow, locale: Locale) -> String {
    match (&group.labels.model, &group.labels.project) {
        (Some(model), _) => model.clone(),
        (_, Some((_, name))) if !name.is_empty() => name.clone(),
        _ => locale.say(&projects::purged_name()),
    }
}

/// The Usage page about a group alone.
fn usage(group: &GroupRow) -> String {
    let page = "/usage?";
    let mut query = url::form_urlencoded::Serializer::for_suffix(page.to_owned(), page.len());
    match (&group.labels.model, &group.labels.project) {
        (Some(model), _) => query.append_pair("model", model),
        (_, Some((id, _))) => query.append_pair("projectId", id.as_str()),
        _ => &mut query,
    };
    query.finish()
}
