//! The drawing of a chart: every position and every word, ready for the template.

use askama::Template;

use super::labels::{Below, below};
use super::{Bucket, Chart, Series};
use crate::i18n::Locale;
use crate::text;
use crate::web::scale::{Scale, Tick};

/// A chart as its template shows it: nothing is left to compute.
#[derive(Debug, Template)]
#[template(path = "parts/chart.html")]
pub struct Drawing {
    id: &'static str,
    title: String,
    bucket: String,
    height: u32,
    base: f64,
    wide: bool,
    grid: Vec<Line>,
    bars: Vec<Bar>,
    below: Vec<Below>,
    legend: Vec<Key>,
    rows: Vec<Row>,
    total: String,
    empty: bool,
    words: Words,
}

/// Drawings stand in pages as they are.
impl askama::filters::HtmlSafe for Drawing {}

#[derive(Debug)]
struct Words {
    empty: String,
    keys: String,
    table: String,
    total: String,
}

#[derive(Debug)]
struct Line {
    y: f64,
    text: String,
    zero: bool,
}

#[derive(Debug)]
struct Key {
    class: &'static str,
    name: String,
    href: Option<String>,
}

#[derive(Debug)]
struct Bar {
    href: Option<String>,
    label: String,
    last: bool,
    slot_x: String,
    slot_width: String,
    x: String,
    width: String,
    stack: Vec<Piece>,
    hatch: Option<Piece>,
    tip: Tip,
}

#[derive(Debug)]
struct Piece {
    class: &'static str,
    y: String,
    height: String,
}

/// The box beside a bar: on its right in the left half, on its left in the right half. On a phone
/// there is no room beside it, and the box is shifted over the bar: as far to the left as the bar
/// stands to the right, so that it ends where the drawing does.
#[derive(Debug)]
struct Tip {
    middle: String,
    /// From its place beside the bar to its place over it, in pixels.
    shift: String,
    /// Where the box, its swatches, its names and its values begin or end, in pixels.
    box_x: i32,
    swatch_x: i32,
    name_x: i32,
    value_x: i32,
    height: usize,
    title: String,
    total: String,
    rows: Vec<TipRow>,
}

#[derive(Debug)]
struct TipRow {
    class: &'static str,
    name: String,
    value: String,
    swatch_y: usize,
    text_y: usize,
}

#[derive(Debug)]
struct Row {
    href: Option<String>,
    label: String,
    values: Vec<String>,
    total: String,
}

/// The highest tick stands this far below the edge, in pixels.
const TOP: f64 = 10.0;
/// What is left below the base line for the labels, in pixels.
const BOTTOM: f64 = 28.0;
/// How wide the box beside a bar is, and how far it stands from the middle of the bar, in pixels.
const TIP: i32 = 232;
const BESIDE: i32 = 10;

impl Drawing {
    pub(super) fn new(chart: &Chart, locale: Locale) -> Self {
        let most = chart.buckets.iter().map(Bucket::total).max().unwrap_or(0);
        let scale = Scale::up_to(locale, chart.unit, most);
        let painter = Painter {
            chart,
            locale,
            base: f64::from(chart.height) - BOTTOM,
            scale: &scale,
        };
        let say = |text| locale.say(&text);
        let all: i128 = chart.buckets.iter().map(Bucket::total).sum();
        let unknown = chart.buckets.iter().any(|bucket| bucket.unknown);
        Self {
            id: chart.id,
            title: chart.title.clone(),
            bucket: chart.bucket.clone(),
            height: chart.height,
            base: painter.base,
            // Six characters fit into the usual margin.
            wide: scale.ticks.iter().any(|tick| tick.text.chars().count() > 6),
            grid: scale.ticks.iter().map(|tick| painter.line(tick)).collect(),
            bars: (0..chart.buckets.len())
                .filter_map(|at| painter.bar(at))
                .collect(),
            below: below(&chart.buckets, chart.most_labels()),
            legend: chart.series.iter().map(Key::new).collect(),
            rows: (chart.buckets.iter().rev().map(|bucket| painter.row(bucket))).collect(),
            total: if unknown && all == 0 {
                say(text!("ui-unknown"))
            } else {
                chart.unit.show(locale, all)
            },
            empty: most == 0,
            words: Words {
                empty: say(if unknown {
                    text!("chart-unknown")
                } else {
                    text!("chart-empty")
                }),
                keys: say(text!("chart-keys")),
                table: say(text!("chart-table")),
                total: say(text!("chart-total")),
            },
        }
    }
}

impl Key {
    fn new(series: &Series) -> Self {
        Self {
            class: series.colour.class(),
            name: series.name.clone(),
            href: series.href.clone(),
        }
    }
}

/// What every part of the drawing looks up.
struct Painter<'a> {
    chart: &'a Chart,
    locale: Locale,
    scale: &'a Scale,
    base: f64,
}

impl Painter<'_> {
    fn y(&self, value: i128) -> f64 {
        self.base - self.scale.height(value) * (self.base - TOP)
    }

    fn show(&self, value: i128) -> String {
        self.chart.unit.show(self.locale, value)
    }

    /// All of a bucket: where nothing of it is known, the word for that instead of nothing.
    fn total(&self, bucket: &Bucket) -> String {
        if bucket.unknown {
            self.locale.say(&text!("ui-unknown"))
        } else {
            self.show(bucket.total())
        }
    }

    fn line(&self, tick: &Tick) -> Line {
        Line {
            y: self.y(tick.value).round(),
            text: tick.text.clone(),
            zero: tick.value == 0,
        }
    }

    /// How wide one bucket is, in percent.
    fn slot(&self) -> f64 {
        100.0 / count(self.chart.buckets.len().max(1))
    }

    /// The name of a bucket, told to be unfinished when it is.
    fn name(&self, label: &str, bucket: &Bucket) -> String {
        if bucket.partial {
            self.locale.say(&text!("chart-so-far", bucket = label))
        } else {
            label.to_owned()
        }
    }

    fn bar(&self, at: usize) -> Option<Bar> {
        let bucket = self.chart.buckets.get(at)?;
        let slot = self.slot();
        let left = count(at) * slot;
        // Many bars stand closer, so that they stay visible on a narrow screen.
        let share = if self.chart.buckets.len() > 45 {
            0.8
        } else {
            0.66
        };
        let stack = self.stack(bucket);
        let hatch = stack.last().filter(|_| bucket.partial).map(|_| {
            let y = self.y(bucket.total());
            Piece {
                class: "",
                y: pixels(y),
                height: pixels(self.base - y),
            }
        });
        let tip = self.tip(bucket, left + slot / 2.0);
        let parts = tip
            .rows
            .iter()
            .map(|row| format!(", {} {}", row.name, row.value));
        Some(Bar {
            href: bucket.href.clone(),
            label: format!("{}: {}{}", tip.title, tip.total, parts.collect::<String>()),
            last: at + 1 == self.chart.buckets.len(),
            slot_x: across(left),
            slot_width: across(slot),
            x: across(left + slot * (1.0 - share) / 2.0),
            width: across(slot * share),
            stack,
            hatch,
            tip,
        })
    }

    /// The coloured pieces from the base line up, with a pixel of ground between them.
    fn stack(&self, bucket: &Bucket) -> Vec<Piece> {
        let mut below = 0;
        let mut pieces = Vec::new();
        for (at, series) in self.chart.series.iter().enumerate() {
            let value = bucket.value(at);
            if value == 0 {
                continue;
            }
            let (bottom, top) = (self.y(below), self.y(below + value));
            let gap = if below > 0 && bottom - top > 2.0 {
                1.0
            } else {
                0.0
            };
            // The smallest value is still seen.
            let height = (bottom - top - gap).max(0.8);
            pieces.push(Piece {
                class: series.colour.class(),
                y: pixels(bottom - gap - height),
                height: pixels(height),
            });
            below += value;
        }
        pieces
    }

    fn tip(&self, bucket: &Bucket, middle: f64) -> Tip {
        let box_x = if middle > 50.0 { -TIP - BESIDE } else { BESIDE };
        let shown = self.chart.series.iter().enumerate().rev();
        let rows: Vec<TipRow> = shown
            .filter(|(at, _)| bucket.value(*at) > 0)
            .enumerate()
            .map(|(row, (at, series))| {
                let value = self.show(bucket.value(at));
                TipRow {
                    class: series.colour.class(),
                    name: cut(&series.name, 26_usize.saturating_sub(value.chars().count())),
                    value,
                    swatch_y: 40 + 19 * row,
                    text_y: 48 + 19 * row,
                }
            })
            .collect();
        Tip {
            middle: across(middle),
            shift: pixels(-f64::from(TIP) * middle / 100.0 - f64::from(box_x)),
            box_x,
            swatch_x: box_x + 14,
            name_x: box_x + 29,
            value_x: box_x + 218,
            height: if rows.is_empty() {
                38
            } else {
                46 + 19 * rows.len()
            },
            title: self.name(&bucket.long_label, bucket),
            total: self.total(bucket),
            rows,
        }
    }

    fn row(&self, bucket: &Bucket) -> Row {
        let series = 0..self.chart.series.len();
        Row {
            href: bucket.href.clone(),
            label: self.name(&bucket.long_label, bucket),
            values: series
                .map(|at| {
                    if bucket.unknown {
                        "–".to_owned()
                    } else {
                        self.show(bucket.value(at))
                    }
                })
                .collect(),
            total: self.total(bucket),
        }
    }
}

pub(super) fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

pub(super) fn across(percent: f64) -> String {
    format!("{percent:.2}%")
}

fn pixels(length: f64) -> String {
    format!("{length:.1}")
}

/// At most `most` characters (and at least eight) of a name, with an ellipsis where it was cut.
fn cut(name: &str, most: usize) -> String {
    let most = most.max(8);
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let kept: String = name.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;
    use crate::web::chart::Unit;
    use crate::web::chart::tests::{chart, select};

    const EN: Locale = Locale::EnUs;

    #[test]
    fn an_empty_period_says_so_and_keeps_its_axis() {
        let drawing = chart(7, 2, Unit::Money, 0).draw(EN);
        assert!(drawing.empty);
        let html = Html::parse_fragment(&drawing.to_string());
        assert!(drawing.to_string().contains("Nothing to show"));
        assert_eq!(select(&html, ".bars rect"), 0);
        assert_eq!(select(&html, ".bar"), 7);
        assert_eq!(drawing.grid.last().unwrap().text, "$1.00");
    }

    #[test]
    fn pieces_stand_on_each_other_and_reach_their_value() {
        let mut one = chart(1, 2, Unit::Count, 1);
        one.buckets[0].values = vec![3, 1];
        let drawing = one.draw(EN);
        let number = |text: &str| text.parse::<f64>().unwrap();
        let stack = &drawing.bars[0].stack;
        assert_eq!(stack.len(), 2);
        // The axis ends at 4, so the two together fill it from the base line to the top.
        let (first, second) = (&stack[0], &stack[1]);
        assert!((number(&first.y) + number(&first.height) - drawing.base).abs() < 0.2);
        assert!((number(&second.y) - TOP).abs() < 0.2);
        let gap = number(&first.y) - number(&second.y) - number(&second.height);
        assert!((gap - 1.0).abs() < 0.2, "{gap}");
    }

    #[test]
    fn labels_thin_out_and_end_with_the_last() {
        for (buckets, labels) in [(1, 1), (7, 7), (24, 8), (30, 8), (90, 8)] {
            let drawing = chart(buckets, 1, Unit::Count, 1).draw(EN);
            assert_eq!(drawing.below.len(), labels, "{buckets} buckets");
            let last = drawing.below.last().unwrap();
            assert_eq!(last.text, format!("Nov {buckets}"));
            assert!(!last.spare);
        }
        let mut hours = chart(48, 1, Unit::Count, 1);
        for bucket in &mut hours.buckets {
            "29. Sept., 17:00".clone_into(&mut bucket.label);
        }
        assert_eq!(hours.draw(EN).below.len(), 5);
    }

    #[test]
    fn labels_on_a_narrow_screen_do_not_touch() {
        for buckets in [7, 12, 24, 30, 31, 90] {
            for label in ["17:00", "Nov 29", "29. Nov.", "Nov. 2026", "Nov 29, 17:00"] {
                let mut sample = chart(buckets, 1, Unit::Count, 1);
                for bucket in &mut sample.buckets {
                    label.clone_into(&mut bucket.label);
                }
                let drawing = sample.draw(EN);
                let width = 6.0 * f64::from(u32::try_from(label.chars().count()).unwrap());
                let shown = drawing.below.iter().filter(|label| !label.spare);
                let spans: Vec<(f64, f64)> = shown
                    .map(|label| {
                        let x: f64 = label.x.trim_end_matches('%').parse().unwrap();
                        let (x, half) = (x * 1.88, width / 2.0);
                        let end = if label.anchor == "end" { x } else { x + half };
                        (end - width, end)
                    })
                    .collect();
                assert!(spans.len() >= 2, "{buckets} of {label}");
                for pair in spans.windows(2) {
                    assert!(
                        pair[0].1 + 3.5 < pair[1].0,
                        "{buckets} of {label}: {spans:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn long_names_are_cut_in_the_tooltip_only() {
        assert_eq!(cut("gpt-4.1", 20), "gpt-4.1");
        assert_eq!(cut("text-embedding-3-large", 12), "text-embedd…");
        assert_eq!(cut("ααααααααααα", 3), "ααααααα…");
        let drawing = chart(1, 4, Unit::Count, 1).draw(EN);
        assert!(
            drawing
                .to_string()
                .contains("llama-3.3-70b-instruct-turbo-3</th>")
        );
    }
}
