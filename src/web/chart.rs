//! Stacked bars over time, drawn by the server.
//!
//! Positions across are percentages and positions down are pixels, so the drawing fills any width
//! and its text never scales. Every bucket stands on the axis, also an empty one; a value that is
//! not there is a gap. The same numbers stand in a table below for those who do not see a drawing.

use crate::i18n::Locale;
use crate::text;

pub use self::drawing::Drawing;
pub use super::scale::Unit;

mod drawing;
mod labels;

/// The colour of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// One of the palette, from 1 to 7; 8 is kept for "Other".
    Hue(u8),
    /// What failed.
    Bad,
}

impl Colour {
    /// Of what stands for the rest, last in its chart.
    pub const OTHER: Self = Self::Hue(8);

    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Hue(1) => "c1",
            Self::Hue(2) => "c2",
            Self::Hue(3) => "c3",
            Self::Hue(4) => "c4",
            Self::Hue(5) => "c5",
            Self::Hue(6) => "c6",
            Self::Hue(7) => "c7",
            Self::Hue(_) => "c8",
            Self::Bad => "c-bad",
        }
    }
}

/// One colour of the bars.
#[derive(Clone, Debug)]
pub struct Series {
    /// What it stands for, such as a model.
    pub name: String,
    /// The same thing has the same colour on every page.
    pub colour: Colour,
    /// Where its name in the legend leads, to filter by it.
    pub href: Option<String>,
}

/// One bar.
#[derive(Clone, Debug)]
pub struct Bucket {
    /// Below the axis: `Nov 19`.
    pub label: String,
    /// In the tooltip and the table: `Thu, Nov 19`.
    pub long_label: String,
    /// One value for each series, in the unit of the chart; not negative.
    pub values: Vec<i128>,
    /// Whether its time is not over.
    pub partial: bool,
    /// Whether there is something in it of which no value is known: that is not nothing.
    pub unknown: bool,
    /// The minute of the day, when it is a minute: labels stand at round ones.
    pub minute: Option<i64>,
    /// Where the bar leads.
    pub href: Option<String>,
}

/// What is to be drawn.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Unique on its page: begins the ids in the drawing.
    pub id: &'static str,
    /// The heading: `Cost per day by model`.
    pub title: String,
    /// What a bucket is, for the head of the table: `Day`.
    pub bucket: String,
    /// What the values are.
    pub unit: Unit,
    /// The colours, the largest first (it stands at the base line).
    pub series: Vec<Series>,
    /// The bars, oldest first.
    pub buckets: Vec<Bucket>,
    /// The height of the drawing in pixels, such as 300.
    pub height: u32,
}

/// Series that keep their own colour; the rest is added up as "Other".
pub const MOST_SERIES: usize = 7;

impl Chart {
    /// Draws it.
    pub fn draw(mut self, locale: Locale) -> Drawing {
        self.fold(locale);
        self.tell_apart();
        Drawing::new(&self, locale)
    }

    /// Adds up the smallest series as "Other" when there are more than seven.
    fn fold(&mut self, locale: Locale) {
        if self.series.len() <= MOST_SERIES + usize::from(self.is_folded()) {
            return;
        }
        let total = |at: usize| -> i128 { self.buckets.iter().map(|b| b.value(at)).sum() };
        let mut order: Vec<(i128, usize)> =
            (0..self.series.len()).map(|at| (-total(at), at)).collect();
        order.sort_unstable();
        let mut kept: Vec<usize> = order.iter().take(MOST_SERIES).map(|pair| pair.1).collect();
        kept.sort_unstable();
        for bucket in &mut self.buckets {
            let mut values: Vec<i128> = kept.iter().map(|at| bucket.value(*at)).collect();
            values.push(bucket.total() - values.iter().sum::<i128>());
            bucket.values = values;
        }
        let mut at = 0;
        self.series.retain(|_| {
            at += 1;
            kept.contains(&(at - 1))
        });
        self.series.push(Series {
            name: locale.say(&text!("chart-other")),
            colour: Colour::OTHER,
            href: None,
        });
    }

    /// Whether whoever made the chart added up the rest already.
    fn is_folded(&self) -> bool {
        self.series
            .last()
            .is_some_and(|series| series.colour == Colour::OTHER)
    }

    /// Eight labels such as `29. Sept.` do not touch on the narrowest screen that is not narrow; five
    /// with a year or an hour do not.
    fn most_labels(&self) -> usize {
        let labels = self.buckets.iter();
        let longest = labels.map(|bucket| bucket.label.chars().count()).max();
        if longest.unwrap_or(0) > 9 { 5 } else { 8 }
    }

    /// Gives a series whose colour is taken one that is free.
    fn tell_apart(&mut self) {
        let mut taken: Vec<Colour> = Vec::new();
        let own = (self.series.len() - usize::from(self.is_folded())).min(MOST_SERIES);
        for series in self.series.iter_mut().take(own) {
            let own = matches!(series.colour, Colour::Bad | Colour::Hue(1..=7));
            if !own || taken.contains(&series.colour) {
                let mut free = (1..=7).map(Colour::Hue);
                let free = free.find(|colour| !taken.contains(colour));
                series.colour = free.unwrap_or(series.colour);
            }
            taken.push(series.colour);
        }
    }
}

impl Bucket {
    fn value(&self, series: usize) -> i128 {
        self.values.get(series).copied().unwrap_or(0).max(0)
    }

    fn total(&self) -> i128 {
        self.values.iter().map(|value| value.max(&0)).sum()
    }
}

#[cfg(test)]
pub(crate) mod tests;
