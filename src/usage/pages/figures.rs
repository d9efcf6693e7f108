//! The figures of the Usage page: tiles, the chart, and the tables of its breakdowns.

use super::read::{Group, Read, merged};
use super::view::{self, View};
use crate::clock::Timestamp;
use crate::i18n::Locale;
use crate::text;
use crate::text::Text;
use crate::usage::event::Status;
use crate::usage::range::{Bucket, HOUR_MS, Zone};
use crate::usage::report::{Dimension, SeriesRow, Summary, Sums};
use crate::web::chart::{Chart, Colour};
use crate::web::format::{self, Change, Figure};
use crate::web::usage_chart::{self, Bars, Measure, Step};

/// A figure over the chart.
#[derive(Clone, Debug)]
pub(super) struct Tile {
    /// Where it leads, when the chart can show it.
    pub(super) href: Option<String>,
    pub(super) current: bool,
    pub(super) label: String,
    pub(super) figure: Figure,
    pub(super) change: Option<Change>,
    /// Whether the change is good (`up`), bad (`down`) or neither.
    pub(super) tone: &'static str,
    pub(super) note: String,
}

/// A table of groups.
#[derive(Clone, Debug)]
pub(super) struct Breakdown {
    /// Ends the ids of its parts.
    pub(super) id: &'static str,
    pub(super) title: String,
    /// What a row is.
    pub(super) head: String,
    pub(super) share_head: String,
    pub(super) rows: Vec<Part>,
    /// All of the groups that are not shown.
    pub(super) rest: Option<Part>,
    pub(super) total: Part,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) href: Option<String>,
    /// The class of its colour, or nothing.
    pub(super) colour: &'static str,
    pub(super) requests: String,
    pub(super) errors: String,
    pub(super) input: String,
    pub(super) cached: String,
    pub(super) output: String,
    /// Nothing when no request has a price.
    pub(super) cost: Option<Figure>,
    /// How many requests have no price, or nothing when all have one.
    pub(super) unpriced: String,
    /// Its share of the measure; nothing when there is none.
    pub(super) share: Option<Figure>,
    /// The width of its bar.
    pub(super) width: String,
}

/// Rows that a table shows before it adds up the rest.
const MOST_ROWS: usize = 25;

/// The value of a measure.
pub(super) fn value(sums: &Sums, measure: Measure) -> i128 {
    match measure {
        Measure::Cost => sums.cost.0,
        Measure::Tokens => sums.tokens(),
        Measure::Requests => sums.requests,
        Measure::Errors => sums.errors,
    }
}

/// Five figures; the first four choose what the chart measures.
pub(super) fn tiles(locale: Locale, view: &View, summary: &Summary, period: &str) -> Vec<Tile> {
    let (sums, compared) = (&summary.sums, summary.compared.unwrap_or_default());
    let say = |text: Text| locale.say(&text);
    let before = text!("usage-page-before", period = view::period_word(period));
    let before = say(before);
    let mut tiles: Vec<Tile> = Measure::ALL
        .into_iter()
        .map(|measure| {
            let (now, then) = (&compared.now, &compared.before);
            let change = match measure {
                Measure::Errors => error_points(locale, now, then),
                Measure::Cost => (now.costs_since(then))
                    .and_then(|(now, then)| format::change(locale, now.0, then.0)),
                _ => format::change(locale, value(now, measure), value(then, measure)),
            };
            let failed = text!(
                "usage-page-failed",
                count = format::count(locale, sums.errors)
            );
            let unknown =
                measure == Measure::Cost && then.requests > 0 && now.costs_since(then).is_none();
            let nothing_before = || {
                say(if unknown {
                    text!("ui-change-unknown")
                } else {
                    text!("usage-page-no-before")
                })
            };
            Tile {
                href: Some(view.measuring(measure).href()),
                current: measure == view.measure,
                label: say(text!("usage-page-tile", measure = measure.word())),
                figure: figure(locale, sums, measure),
                tone: change.as_ref().map_or("", |change| match measure {
                    Measure::Errors => change.tone(false),
                    _ => "",
                }),
                note: match (measure, &change) {
                    (Measure::Errors, Some(_)) => format!("{before} · {}", say(failed)),
                    (Measure::Errors, None) => say(failed),
                    (_, Some(_)) => before.clone(),
                    (_, None) => nothing_before(),
                },
                change,
            }
        })
        .collect();
    tiles.push(latency(locale, summary));
    tiles
}

/// How the rate of errors moved: of a rate in percent, a change in percent would be misread.
fn error_points(locale: Locale, now: &Sums, then: &Sums) -> Option<Change> {
    let failed = |sums: &Sums| (sums.errors, sums.requests);
    format::points(locale, failed(now), failed(then))
}

fn figure(locale: Locale, sums: &Sums, measure: Measure) -> Figure {
    match measure {
        Measure::Cost => format::cost_short(locale, sums.known_cost()),
        Measure::Tokens => format::short(locale, sums.tokens()),
        Measure::Requests => format::short(locale, sums.requests),
        Measure::Errors => {
            format::percent(locale, sums.errors, sums.requests, 2).unwrap_or_else(Figure::none)
        }
    }
}

fn latency(locale: Locale, summary: &Summary) -> Tile {
    let timed = summary.sums.latency_count > 0;
    // Latencies are counted in classes (see `histogram`): an exact one would be one nobody sent.
    let why = text!("usage-page-about");
    let shown = |ms| format::duration(locale, ms).about(locale.say(&why));
    let median = text!(
        "usage-page-median",
        duration = shown(summary.p50_ms).to_string()
    );
    let none = text!("usage-page-no-latency");
    Tile {
        href: None,
        current: false,
        label: locale.say(&text!("usage-page-latency")),
        figure: if timed {
            shown(summary.p95_ms)
        } else {
            Figure::none()
        },
        change: None,
        tone: "",
        note: locale.say(if timed { &median } else { &none }),
    }
}

/// The groups in the order of a measure, the largest first, each with its colour.
pub(super) fn coloured(
    groups: Vec<Group>,
    measure: Measure,
    locale: Locale,
) -> Vec<(Group, Colour)> {
    let mut groups = groups;
    // Stable: equal ones stay in the order of their cost.
    groups.sort_by_key(|group| std::cmp::Reverse(value(&group.sums, measure)));
    let names: Vec<String> = groups.iter().map(|group| group.name(locale)).collect();
    let colours = usage_chart::colours(names.iter().map(String::as_str));
    let by_status = |group: &Group, colour| match group.labels.status {
        Some(Status::Error) => Colour::Bad,
        _ => colour,
    };
    let coloured = groups.into_iter().zip(colours);
    coloured
        .map(|(group, colour)| {
            let colour = by_status(&group, colour);
            (group, colour)
        })
        .collect()
}

/// The chart of a view.
pub(super) fn chart(read: &Read, view: &View, locale: Locale, now: Timestamp) -> Chart {
    let groups = merged(read.report.groups.items.clone());
    let mut groups = coloured(groups, view.measure, locale);
    // What has none of the measure would only fill the legend.
    groups.retain(|(group, _)| value(&group.sums, view.measure) > 0);
    let rows = read.report.series.iter();
    let rows = rows
        .map(|row| usage_chart::Row {
            from: row.span.from,
            to: row.span.to,
            total: value(&row.sums, view.measure),
            unknown: view.measure == Measure::Cost && row.sums.known_cost().is_none(),
            parts: parts(row, &groups, view.measure),
            href: zoom(view, row, read.range.bucket, &read.range.zone),
        })
        .collect();
    let zone = jiff::tz::TimeZone::get(read.range.zone.name());
    Bars {
        id: "usage",
        measure: view.measure,
        step: Step::of(read.range.bucket.as_str()),
        by: view::word(read.by.as_ref()),
        zone: &zone.unwrap_or(jiff::tz::TimeZone::UTC),
        now,
        groups: groups
            .iter()
            .map(|(group, colour)| usage_chart::Group {
                name: group.name(locale),
                colour: *colour,
                href: link(group, view),
            })
            .collect(),
        rows,
        height: 300,
    }
    .chart(locale)
}

/// Where the name of a group leads: to itself alone.
fn link(group: &Group, view: &View) -> Option<String> {
    let (of, value) = group.filter()?;
    view.only(of, &value).map(|view| view.href())
}

/// The parts of the groups that the chart shows.
fn parts(row: &SeriesRow, groups: &[(Group, Colour)], measure: Measure) -> Vec<i128> {
    let shown = groups.iter().take(crate::web::chart::MOST_SERIES);
    shown
        .map(|(group, _)| {
            let own = row
                .groups
                .iter()
                .filter(|(labels, _)| *labels == group.labels);
            own.map(|(_, sums)| value(sums, measure)).sum()
        })
        .collect()
}

/// The view of one bucket alone; `None` of an empty one and of a minute.
fn zoom(view: &View, row: &SeriesRow, bucket: Bucket, zone: &Zone) -> Option<String> {
    if row.sums.requests == 0 {
        return None;
    }
    let last = Timestamp::from_ms(row.span.to.ms() - 1);
    let (first, last) = (zone.date(row.span.from), zone.date(last));
    let starts_a_day = |at| zone.start_of(zone.date(at)) == at;
    let exactly = |bucket| {
        let (from, to) = (row.span.from.to_string(), row.span.to.to_string());
        view.between("custom", &from, &to, bucket)
    };
    let zoomed = match bucket {
        Bucket::Minute => return None,
        Bucket::Hour if row.span.ms() > HOUR_MS => return None,
        Bucket::Hour => exactly("minute"),
        // Cut by the bounds of the view: its whole day would be more than the bar shows.
        Bucket::Day | Bucket::Month
            if !starts_a_day(row.span.from) || !starts_a_day(row.span.to) =>
        {
            exactly("")
        }
        Bucket::Day | Bucket::Month => {
            view.between("custom", &first.to_string(), &last.to_string(), "")
        }
    };
    Some(zoomed.href())
}

/// The table of the groups of one dimension.
pub(super) fn breakdown(
    read: &Read,
    of: Dimension,
    groups: Vec<Group>,
    view: &View,
    locale: Locale,
) -> Breakdown {
    let total = read.report.summary.sums;
    let word = view::word(Some(&of));
    let groups = coloured(groups, view.measure, locale);
    let row = |name: String, sums: &Sums| part(locale, name, sums, &total, view.measure);
    let mut rest = total;
    let rows: Vec<Part> = groups
        .iter()
        .take(MOST_ROWS)
        .map(|(group, colour)| {
            rest = rest - group.sums;
            Part {
                href: link(group, view),
                // Colours belong to what the chart tells apart.
                colour: if read.by == Some(of) {
                    colour.class()
                } else {
                    ""
                },
                ..row(group.name(locale), &group.sums)
            }
        })
        .collect();
    Breakdown {
        id: word,
        title: locale.say(&text!("usage-page-by", by = word)),
        head: locale.say(&text!("usage-page-head", by = word)),
        share_head: locale.say(&text!("usage-page-share", measure = view.measure.word())),
        rest: (rest.requests > 0).then(|| row(locale.say(&text!("usage-page-rest")), &rest)),
        rows,
        total: row(locale.say(&text!("chart-total")), &total),
    }
}

fn part(locale: Locale, name: String, sums: &Sums, total: &Sums, measure: Measure) -> Part {
    let count = |number: i128| format::count(locale, number);
    let (own, whole) = (value(sums, measure), value(total, measure));
    let cost = sums.known_cost();
    let counted = measure != Measure::Cost || cost.is_some();
    Part {
        name,
        href: None,
        colour: "",
        requests: count(sums.requests),
        errors: count(sums.errors),
        input: count(sums.input),
        cached: count(sums.cached_input),
        output: count(sums.output),
        unpriced: if sums.unpriced > 0 {
            count(sums.unpriced)
        } else {
            String::new()
        },
        share: format::percent(locale, own, whole, 1).filter(|_| counted),
        width: format::width(own, whole),
        cost: cost.map(|cost| format::money(locale, cost)),
    }
}
