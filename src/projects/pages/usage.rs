//! The usage of one project: tiles that choose what its chart shows.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::{ProjectId, PublicId};
use crate::usage::range::Zone;
use crate::usage::report::{Dimension, Question, Report, SeriesRow, Sums, Words};
use crate::web::chart::Drawing;
use crate::web::format::{self, Figure};
use crate::web::page::Chrome;
use crate::web::usage_chart::{self, Bars, Group, Measure, Row, Step};

/// In the order of the tiles.
const MEASURES: [Measure; 4] = [
    Measure::Requests,
    Measure::Tokens,
    Measure::Cost,
    Measure::Errors,
];

/// What a query asks the chart to show; anything unknown means requests.
pub(super) fn measure(word: Option<&str>) -> Measure {
    word.and_then(Measure::parse).unwrap_or(Measure::Requests)
}

fn value(measure: Measure, sums: &Sums) -> i128 {
    match measure {
        Measure::Requests => sums.requests,
        Measure::Tokens => sums.tokens(),
        Measure::Cost => sums.cost.0,
        Measure::Errors => sums.errors,
    }
}

/// A tile that chooses the measure.
#[derive(Clone, Debug)]
pub(super) struct Tile {
    pub(super) label: String,
    pub(super) figure: Figure,
    pub(super) note: String,
    pub(super) href: String,
    pub(super) current: bool,
}

/// The question about the last 30 days of a project, in the zone of the person.
pub(super) fn question(
    id: &PublicId<ProjectId>,
    chrome: &Chrome,
    now: Timestamp,
) -> Result<Question> {
    let words = Words {
        projects: vec![id.as_str()],
        limit: Some("1000"),
        ..Words::default()
    };
    let zone = Zone::named(chrome.zone_name()).unwrap_or_else(Zone::utc);
    Ok(Question::parse(&words, &zone, now)?.grouped(&[Dimension::Model]))
}

/// The tiles: requests, tokens, cost, and how many calls worked.
pub(super) fn tiles(chrome: &Chrome, path: &str, sums: &Sums, measure: Measure) -> Vec<Tile> {
    let locale = chrome.locale;
    let days = chrome.t("projects-days");
    let worked = sums.requests - sums.errors;
    let unpriced = if sums.unpriced > 0 {
        chrome.t1(
            "projects-unpriced",
            "count",
            format::count(locale, sums.unpriced),
        )
    } else {
        days.clone()
    };
    MEASURES
        .map(|it| {
            let (label, figure, note) = match it {
                Measure::Requests => (
                    chrome.t("projects-requests"),
                    format::short(locale, sums.requests),
                    days.clone(),
                ),
                Measure::Tokens => (
                    chrome.t("projects-tokens"),
                    format::short(locale, sums.tokens()),
                    days.clone(),
                ),
                Measure::Cost => (
                    chrome.t("projects-cost"),
                    format::cost_short(locale, sums.known_cost()),
                    unpriced.clone(),
                ),
                Measure::Errors => (
                    chrome.t("projects-success"),
                    format::percent(locale, worked, sums.requests, 2).unwrap_or_else(Figure::none),
                    chrome.t1(
                        "projects-failed",
                        "count",
                        format::count(locale, sums.errors),
                    ),
                ),
            };
            Tile {
                label,
                figure,
                note,
                href: format!("{path}?measure={}", it.word()),
                current: it == measure,
            }
        })
        .into()
}

/// One bar a day: by model, or all that failed.
pub(super) fn chart(chrome: &Chrome, report: &Report, measure: Measure, now: Timestamp) -> Drawing {
    let models = models(report, measure);
    let groups = usage_chart::colours(models.iter().map(String::as_str));
    let groups = groups.into_iter().zip(&models).map(|(colour, name)| Group {
        name: name.clone(),
        colour,
        href: None,
    });
    let row = |row: &SeriesRow| Row {
        from: row.span.from,
        to: row.span.to,
        total: value(measure, &row.sums),
        unknown: measure == Measure::Cost && row.sums.known_cost().is_none(),
        parts: parts(row, &models, measure),
        href: None,
    };
    let bars = Bars {
        id: "usage",
        measure,
        step: Step::Day,
        by: match measure {
            Measure::Errors => "",
            _ => "model",
        },
        zone: &chrome.tz,
        now,
        groups: groups.collect(),
        rows: report.series.iter().map(row).collect(),
        height: 228,
    };
    bars.chart(chrome.locale).draw(chrome.locale)
}

/// The models, the one with the most first.
fn models(report: &Report, measure: Measure) -> Vec<String> {
    let mut models: Vec<(Reverse<i128>, String)> = (report.groups.items.iter())
        .filter_map(|row| {
            Some((
                Reverse(value(measure, &row.sums)),
                row.labels.model.clone()?,
            ))
        })
        .collect();
    models.sort();
    models.into_iter().map(|(_, name)| name).collect()
}

/// What each model has of a day.
fn parts(row: &SeriesRow, models: &[String], measure: Measure) -> Vec<i128> {
    let told: HashMap<&str, i128> = (row.groups.iter())
        .filter_map(|(labels, sums)| Some((labels.model.as_deref()?, value(measure, sums))))
        .collect();
    let part = |name: &String| told.get(name.as_str()).copied().unwrap_or(0);
    models.iter().map(part).collect()
}
