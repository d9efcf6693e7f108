use askama::Template;
use scraper::{Html, Selector};

use super::*;
use crate::web::testing::check_html;

const EN: Locale = Locale::EnUs;

/// `count` buckets with `series` values each, growing from zero; the last one is partial.
pub(crate) fn chart(count: usize, series: usize, unit: Unit, factor: i128) -> Chart {
    let names = ["claude-sonnet-4-5", "gpt-4.1", "text-embedding-3-large"];
    let series = (0..series)
        .map(|at| Series {
            name: names.get(at).map_or_else(
                || format!("meta-llama/llama-3.3-70b-instruct-turbo-{at}"),
                |name| (*name).to_owned(),
            ),
            colour: Colour::Hue(u8::try_from(at + 1).unwrap()),
            href: (at == 0).then(|| "/usage?model=claude-sonnet-4-5".to_owned()),
        })
        .collect::<Vec<_>>();
    let buckets = (0..count)
        .map(|at| Bucket {
            label: format!("Nov {}", at + 1),
            long_label: format!("Thu, Nov {}", at + 1),
            values: (0..series.len())
                .map(|s| factor * i128::try_from((at * 7 + s * 3) % 11).unwrap())
                .collect(),
            partial: at + 1 == count,
            unknown: false,
            minute: None,
            href: (at % 2 == 0).then(|| format!("/usage?from={at}")),
        })
        .collect();
    Chart {
        id: "cost",
        title: "Cost per day by model".to_owned(),
        bucket: "Day".to_owned(),
        unit,
        series,
        buckets,
        height: 300,
    }
}

/// Nothing, little and much.
pub(crate) fn samples() -> Vec<Drawing> {
    [
        chart(0, 0, Unit::Count, 1),
        chart(7, 2, Unit::Money, 0),
        chart(1, 1, Unit::Count, 5),
        chart(24, 3, Unit::Millis, 431),
        chart(30, 5, Unit::Money, 61_234_567_891),
        chart(30, 3, Unit::Money, 1_234),
        chart(90, 12, Unit::Count, 98_765_432_109),
    ]
    .into_iter()
    .map(|chart| chart.draw(EN))
    .collect()
}

pub(crate) fn select(html: &Html, query: &str) -> usize {
    html.select(&Selector::parse(query).unwrap()).count()
}

#[test]
fn every_sample_is_sound() {
    for drawing in samples() {
        check_html(&drawing.render().unwrap());
    }
}

#[test]
fn every_bucket_is_a_bar_and_a_row_and_one_of_them_a_tab_stop() {
    let html = Html::parse_fragment(&chart(30, 3, Unit::Money, 10_000_000).draw(EN).to_string());
    assert_eq!(select(&html, ".bar"), 30);
    assert_eq!(select(&html, ".bar[tabindex='0']"), 1);
    assert_eq!(select(&html, "tbody tr"), 30);
    assert_eq!(select(&html, "rect[fill='url(#cost-partial)']"), 1);
    let last = Selector::parse(".bar[tabindex='0']").unwrap();
    let label = html
        .select(&last)
        .next()
        .unwrap()
        .attr("aria-label")
        .unwrap();
    assert!(label.starts_with("Thu, Nov 30, so far: $0."), "{label}");
}

#[test]
fn what_nobody_knows_is_not_told_to_be_nothing() {
    let mut chart = chart(3, 2, Unit::Money, 10_000_000);
    chart.buckets[0].unknown = true;
    chart.buckets[0].values = vec![0, 0];
    let drawn = chart.draw(EN).to_string();
    assert!(
        drawn.contains("aria-label=\"Thu, Nov 1: unknown\""),
        "{drawn}"
    );
    assert_eq!(
        drawn.matches("unknown").count(),
        3,
        "label, tooltip and row"
    );
}

#[test]
fn a_box_over_a_bar_ends_where_the_drawing_does() {
    // From the middle of the bar, so many percent of its width lie on the left.
    let drawn = chart(4, 1, Unit::Count, 1).draw(EN).to_string();
    // Beside the first bar it begins at 10 and over it at -232 x 12.5 %.
    assert!(drawn.contains("translate(-39.0)"), "{drawn}");
    assert!(drawn.contains("translate(39.0)"), "{drawn}");
}

#[test]
fn the_eighth_series_and_the_rest_become_other() {
    let chart = chart(10, 12, Unit::Count, 1);
    let before: Vec<i128> = chart.buckets.iter().map(Bucket::total).collect();
    let mut folded = chart.clone();
    folded.fold(EN);
    assert_eq!(folded.series.len(), 8);
    let other = folded.series.last().unwrap();
    assert_eq!(
        (other.name.as_str(), other.colour),
        ("Other", Colour::Hue(8))
    );
    let after: Vec<i128> = folded.buckets.iter().map(Bucket::total).collect();
    assert_eq!(before, after, "nothing is lost");

    folded.tell_apart();
    let classes: std::collections::BTreeSet<_> = folded
        .series
        .iter()
        .map(|series| series.colour.class())
        .collect();
    assert_eq!(classes.len(), 8, "no colour stands for two things");

    let mut seven = chart.clone();
    seven.series.truncate(7);
    seven.fold(EN);
    assert_eq!(seven.series.len(), 7);
}
