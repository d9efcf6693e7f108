//! Usage over time as stacked bars, from plain rows: the same for every page that shows it.

use jiff::tz::TimeZone;

use super::chart::{Bucket, Chart, Colour, MOST_SERIES, Series, Unit};
use super::moment;
use crate::clock::Timestamp;
use crate::i18n::Locale;
use crate::text;

/// What the bars measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// Nano-dollars of the priced requests.
    #[default]
    Cost,
    /// Input and output tokens.
    Tokens,
    /// Calls.
    Requests,
    /// Calls that failed.
    Errors,
}

impl Measure {
    /// In the order in which pages show them.
    pub const ALL: [Self; 4] = [Self::Cost, Self::Tokens, Self::Requests, Self::Errors];

    /// The word in a query and in the catalogue.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cost => "cost",
            Self::Tokens => "tokens",
            Self::Requests => "requests",
            Self::Errors => "errors",
        }
    }

    /// Reads a word of a query.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.word() == word)
    }

    /// How its values are written.
    pub fn unit(self) -> Unit {
        match self {
            Self::Cost => Unit::Money,
            Self::Tokens | Self::Requests | Self::Errors => Unit::Count,
        }
    }
}

/// What a bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A minute.
    Minute,
    /// An hour of the clock.
    Hour,
    /// A day of the calendar.
    Day,
    /// A month of the calendar.
    Month,
}

impl Step {
    /// From the word of the contract (`minute`, `hour`, `day`, `month`); a day for any other.
    pub fn of(word: &str) -> Self {
        match word {
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "month" => Self::Month,
            _ => Self::Day,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
        }
    }

    /// Below the axis, and in the tooltip and the table.
    fn labels(
        self,
        locale: Locale,
        zone: &TimeZone,
        reach: Reach,
        at: Timestamp,
    ) -> (String, String) {
        let date = zone.to_datetime(at.to_jiff()).date();
        let long = if reach.years {
            moment::day_full(locale, date)
        } else {
            moment::day_long(locale, date)
        };
        match self {
            Self::Minute | Self::Hour => {
                let clock = moment::clock_told_apart(zone, at);
                let long = format!("{long}, {clock}");
                if reach.dates {
                    let day = moment::day_short(locale, date);
                    return (format!("{day}, {clock}"), long);
                }
                (clock, long)
            }
            Self::Day if reach.years => (moment::day(locale, date), long),
            Self::Day => (moment::day_short(locale, date), long),
            Self::Month => {
                let month = moment::month(locale, date);
                (month.clone(), month)
            }
        }
    }
}

/// What bars reach over: their names have to tell it apart.
#[derive(Clone, Copy, Debug, Default)]
struct Reach {
    /// More than one date.
    dates: bool,
    /// More than one year.
    years: bool,
}

impl Reach {
    fn of(rows: &[Row], zone: &TimeZone) -> Self {
        let date = |row: &Row| zone.to_datetime(row.from.to_jiff()).date();
        match (rows.first().map(date), rows.last().map(date)) {
            (Some(first), Some(last)) => Self {
                dates: first != last,
                years: first.year() != last.year(),
            },
            _ => Self::default(),
        }
    }
}

/// What a part of the bars stands for.
#[derive(Clone, Debug)]
pub struct Group {
    /// The name of the model, project, ….
    pub name: String,
    /// One of [`colours`].
    pub colour: Colour,
    /// Where its name in the legend leads.
    pub href: Option<String>,
}

/// One bucket of a report.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its first moment.
    pub from: Timestamp,
    /// The first moment after it.
    pub to: Timestamp,
    /// All of it, in the unit of the measure.
    pub total: i128,
    /// Whether nothing of it is known, such as the cost of requests without a price.
    pub unknown: bool,
    /// The part of each group, in the order of the groups; groups may be missing at the end.
    pub parts: Vec<i128>,
    /// Where the bar leads.
    pub href: Option<String>,
}

/// Usage over time.
#[derive(Clone, Debug)]
pub struct Bars<'a> {
    /// Unique on its page.
    pub id: &'static str,
    /// What is measured.
    pub measure: Measure,
    /// What a bar stands for.
    pub step: Step,
    /// What the groups are: `model`, `project`, `key`, `status`; empty for no groups.
    pub by: &'static str,
    /// Whose calendar and clock count.
    pub zone: &'a TimeZone,
    /// The bucket that holds this moment is unfinished.
    pub now: Timestamp,
    /// The largest first; from the eighth on they are added up as "Other".
    pub groups: Vec<Group>,
    /// In order of time.
    pub rows: Vec<Row>,
    /// The height of the drawing in pixels.
    pub height: u32,
}

impl Bars<'_> {
    /// The chart. Whatever of a total is in none of the groups shown stands in "Other", so that
    /// every bar is as high as its total.
    pub fn chart(self, locale: Locale) -> Chart {
        let (measure, bucket) = (self.measure.word(), self.step.word());
        let title = text!(
            "chart-usage-title",
            measure = measure,
            bucket = bucket,
            by = self.by
        );
        let reach = Reach::of(&self.rows, self.zone);
        Chart {
            id: self.id,
            title: locale.say(&title),
            bucket: locale.say(&text!("chart-usage-bucket", bucket = bucket)),
            unit: self.measure.unit(),
            series: self.series(locale),
            buckets: self
                .rows
                .iter()
                .map(|row| self.bucket(locale, reach, row))
                .collect(),
            height: self.height,
        }
    }

    fn series(&self, locale: Locale) -> Vec<Series> {
        if self.by.is_empty() {
            let measure = text!("chart-usage-measure", measure = self.measure.word());
            return vec![Series {
                name: locale.say(&measure),
                colour: match self.measure {
                    Measure::Errors => Colour::Bad,
                    _ => Colour::Hue(1),
                },
                href: None,
            }];
        }
        let groups = self.groups.iter().take(MOST_SERIES);
        let mut series: Vec<Series> = groups
            .map(|group| Series {
                name: group.name.clone(),
                colour: group.colour,
                href: group.href.clone(),
            })
            .collect();
        if self.rows.iter().any(|row| rest(row) > 0) {
            series.push(Series {
                name: locale.say(&text!("chart-other")),
                colour: Colour::OTHER,
                href: None,
            });
        }
        series
    }

    fn bucket(&self, locale: Locale, reach: Reach, row: &Row) -> Bucket {
        let (label, long_label) = self.step.labels(locale, self.zone, reach, row.from);
        let values = if self.by.is_empty() {
            vec![row.total]
        } else {
            let shown = self.groups.len().min(MOST_SERIES);
            let part = |at| row.parts.get(at).copied().unwrap_or(0);
            (0..shown).map(part).chain([rest(row)]).collect()
        };
        Bucket {
            label,
            long_label,
            values,
            partial: row.from <= self.now && self.now < row.to,
            unknown: row.unknown,
            minute: (self.step == Step::Minute).then(|| moment::minute_of_day(self.zone, row.from)),
            href: row.href.clone(),
        }
    }
}

/// What of a total is in none of the groups that are shown.
fn rest(row: &Row) -> i128 {
    (row.total - row.parts.iter().take(MOST_SERIES).sum::<i128>()).max(0)
}

/// The colours of groups, the largest first: a name has the same one on every page, unless a
/// larger group on this page has it already. From the eighth on all have that of "Other".
pub fn colours<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Colour> {
    let mut taken: Vec<Colour> = Vec::new();
    for name in names {
        // FNV-1a, reduced to the palette.
        let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        let own = u8::try_from((hash >> 7) % 7).unwrap_or(0);
        let mut hues = (0..7).map(|step| Colour::Hue((own + step) % 7 + 1));
        let free = hues.find(|colour| !taken.contains(colour));
        taken.push(free.unwrap_or(Colour::OTHER));
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::DAY_MS;

    const EN: Locale = Locale::EnUs;

    fn bars<'a>(by: &'static str, groups: usize, zone: &'a TimeZone) -> Bars<'a> {
        let names: Vec<String> = (0..groups).map(|at| format!("model-{at}")).collect();
        let colours = colours(names.iter().map(String::as_str));
        let coloured = names.into_iter().zip(colours);
        let row = |day: i64| Row {
            from: Timestamp::from_ms(day * DAY_MS),
            to: Timestamp::from_ms((day + 1) * DAY_MS),
            total: 100,
            unknown: false,
            parts: vec![9; groups],
            href: None,
        };
        Bars {
            id: "usage",
            measure: Measure::Tokens,
            step: Step::Day,
            by,
            zone,
            now: Timestamp::from_ms(3 * DAY_MS / 2),
            groups: coloured
                .map(|(name, colour)| Group {
                    name,
                    colour,
                    href: None,
                })
                .collect(),
            rows: (0..2).map(row).collect(),
            height: 300,
        }
    }

    #[test]
    fn every_bar_is_as_high_as_its_total() {
        for (by, groups, series) in [("", 0, 1), ("model", 0, 1), ("model", 3, 4), ("key", 9, 8)] {
            let chart = bars(by, groups, &TimeZone::UTC).chart(EN);
            assert_eq!(chart.series.len(), series, "{groups} groups");
            for bucket in &chart.buckets {
                assert_eq!(bucket.values.iter().sum::<i128>(), 100);
            }
            let shown = chart.series.iter().map(|series| series.name.clone());
            let drawn = chart.clone().draw(EN).to_string();
            for name in shown {
                assert!(drawn.contains(&name), "{name}");
            }
        }
        let chart = bars("model", 9, &TimeZone::UTC).chart(EN);
        assert_eq!(chart.series[7].name, "Other");
        assert_eq!(chart.buckets[0].values[7], 100 - 63);
        assert!(!chart.buckets[0].partial && chart.buckets[1].partial);
    }

    #[test]
    fn nothing_left_over_is_no_series() {
        let utc = TimeZone::UTC;
        let mut all = bars("model", 3, &utc);
        for row in &mut all.rows {
            row.total = 27;
        }
        let chart = all.chart(EN);
        assert_eq!(chart.title, "Tokens per day by model");
        assert_eq!(chart.series.len(), 3);
        assert_eq!(bars("", 0, &utc).chart(EN).title, "Tokens per day");
    }

    #[test]
    fn buckets_are_named_in_the_zone() {
        let zone = TimeZone::get("Asia/Kolkata").unwrap();
        let at = Timestamp::from_ms(1_773_144_000_000);
        let named = |step: Step| step.labels(EN, &zone, Reach::default(), at);
        assert_eq!(
            named(Step::Hour),
            ("17:30".into(), "Tue, Mar 10, 17:30".into())
        );
        assert_eq!(named(Step::Day), ("Mar 10".into(), "Tue, Mar 10".into()));
        assert_eq!(named(Step::Month), ("Mar 2026".into(), "Mar 2026".into()));
    }

    #[test]
    fn names_tell_apart_what_the_bars_reach_over() {
        let named = |step, zone: &str, from: &str, hours: i64, count: i64| {
            let from = Timestamp::parse(from).unwrap().ms();
            let zone = TimeZone::get(zone).unwrap();
            let at = |bar| Timestamp::from_ms(from + bar * hours * 3_600_000);
            let rows = (0..count).map(|bar| Row {
                from: at(bar),
                to: at(bar + 1),
                total: 1,
                unknown: false,
                parts: Vec::new(),
                href: None,
            });
            let chart = Bars {
                step,
                rows: rows.collect(),
                ..bars("", 0, &zone)
            };
            let chart = chart.chart(EN);
            let buckets = chart.buckets.into_iter();
            let names: Vec<_> = buckets.map(|it| (it.label, it.long_label)).collect();
            names
        };
        let pair = |label: &str, long: &str| (label.to_owned(), long.to_owned());
        let hours = named(Step::Hour, "UTC", "2026-03-09T00:00:00Z", 1, 24);
        assert_eq!(hours[13], pair("13:00", "Mon, Mar 9, 13:00"));
        let hours = named(Step::Hour, "UTC", "2026-03-09T00:00:00Z", 1, 25);
        assert_eq!(hours[0], pair("Mar 9, 00:00", "Mon, Mar 9, 00:00"));
        assert_eq!(hours[24], pair("Mar 10, 00:00", "Tue, Mar 10, 00:00"));
        let days = named(Step::Day, "UTC", "2025-12-31T00:00:00Z", 24, 1);
        assert_eq!(days[0], pair("Dec 31", "Wed, Dec 31"));
        let days = named(Step::Day, "UTC", "2025-12-31T00:00:00Z", 24, 2);
        assert_eq!(days[0], pair("Dec 31, 2025", "Wed, Dec 31, 2025"));
        assert_eq!(days[1], pair("Jan 1, 2026", "Thu, Jan 1, 2026"));
        let hours = named(Step::Hour, "America/New_York", "2025-11-02T04:00:00Z", 1, 3);
        assert_eq!(hours[1], pair("01:00 UTC-04", "Sun, Nov 2, 01:00 UTC-04"));
        assert_eq!(hours[2], pair("01:00 UTC-05", "Sun, Nov 2, 01:00 UTC-05"));
    }

    #[test]
    fn colours_follow_the_name_and_are_told_apart() {
        let seven = ["a", "b", "c", "d", "e", "f", "g", "h"];
        let all = colours(seven);
        assert_eq!(all[7], Colour::OTHER);
        for (at, colour) in all.iter().enumerate() {
            assert!(!all[..at].contains(colour), "{colour:?} twice");
        }
        assert_eq!(colours(["gpt-4.1"]), colours(["gpt-4.1"]));
        assert_eq!(colours(["gpt-4.1", "x"])[0], colours(["gpt-4.1"])[0]);
    }
}
