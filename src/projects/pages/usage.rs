//! The usage of one project: tiles that choose what its chart shows.

use std::collections::HashMap;

use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::{ProjectId, PublicId};
use crate::text;
use crate::usage::range::Zone;
use crate::usage::report::{Dimension, Question, Report, SeriesRow, Sums, Words};
use crate::web::chart::{Bucket, Chart, Colour, Drawing, Series, Unit};
use crate::web::format::{self, Figure};
use crate::web::moment;
use crate::web::page::Chrome;

/// What the chart shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Requests,
    Tokens,
    Cost,
    Errors,
}

impl Measure {
    const ALL: [Self; 4] = [Self::Requests, Self::Tokens, Self::Cost, Self::Errors];

    /// The word in the query; anything else means requests.
    pub(super) fn parse(word: Option<&str>) -> Self {
        let named = Self::ALL.into_iter().find(|it| Some(it.word()) == word);
        named.unwrap_or(Self::Requests)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Tokens => "tokens",
            Self::Cost => "cost",
            Self::Errors => "errors",
        }
    }

    fn of(self, sums: &Sums) -> i128 {
        match self {
            Self::Requests => sums.requests,
            Self::Tokens => sums.tokens(),
            Self::Cost => sums.cost.0,
            Self::Errors => sums.errors,
        }
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
    Measure::ALL
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
                    (sums.known_cost())
                        .map_or_else(Figure::none, |cost| format::money_short(locale, cost)),
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

/// One bar a day; by model, or what failed.
pub(super) fn chart(
    chrome: &Chrome,
    report: &Report,
    zone: &Zone,
    measure: Measure,
    now: Timestamp,
) -> Drawing {
    let title = match measure {
        Measure::Requests => text!("projects-chart-requests"),
        Measure::Tokens => text!("projects-chart-tokens"),
        Measure::Cost => text!("projects-chart-cost"),
        Measure::Errors => text!("projects-chart-errors"),
    };
    let models = models(report, measure);
    let series = if measure == Measure::Errors {
        vec![Series {
            name: chrome.t("projects-failed-calls"),
            colour: Colour::Bad,
            href: None,
        }]
    } else {
        let series = |name: &String| Series {
            name: name.clone(),
            colour: colour(name),
            href: None,
        };
        models.iter().map(series).collect()
    };
    let bucket = |row: &SeriesRow| {
        let (date, locale) = (zone.date(row.span.from), chrome.locale);
        Bucket {
            label: moment::day_short(locale, date),
            long_label: moment::day_long(locale, date),
            values: values(row, &models, measure),
            partial: row.span.to > now,
            href: None,
        }
    };
    let chart = Chart {
        id: "usage",
        title: chrome.say(&title),
        bucket: chrome.t("projects-day"),
        unit: match measure {
            Measure::Cost => Unit::Money,
            Measure::Requests | Measure::Tokens | Measure::Errors => Unit::Count,
        },
        series,
        buckets: report.series.iter().map(bucket).collect(),
        height: 228,
    };
    chart.draw(chrome.locale)
}

/// The models, the one with the most first.
fn models(report: &Report, measure: Measure) -> Vec<String> {
    let mut models: Vec<(i128, String)> = (report.groups.items.iter())
        .filter_map(|row| Some((-measure.of(&row.sums), row.labels.model.clone()?)))
        .collect();
    models.sort();
    models.into_iter().map(|(_, name)| name).collect()
}

fn values(row: &SeriesRow, models: &[String], measure: Measure) -> Vec<i128> {
    if measure == Measure::Errors {
        return vec![row.sums.errors];
    }
    let told: HashMap<&str, i128> = (row.groups.iter())
        .filter_map(|(labels, sums)| Some((labels.model.as_deref()?, measure.of(sums))))
        .collect();
    let value = |name: &String| told.get(name.as_str()).copied().unwrap_or(0);
    models.iter().map(value).collect()
}

/// A model has the same colour on every page.
fn colour(model: &str) -> Colour {
    let sum: u32 = model.bytes().map(u32::from).sum();
    Colour::Hue(u8::try_from(sum % 7 + 1).unwrap_or(1))
}
