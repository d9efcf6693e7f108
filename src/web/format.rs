//! Figures for people: counts, percentages, changes and durations; amounts of money are in [`money`].
//!
//! Everything is computed in integers; where digits are left out, [`Figure::exact`] has them all
//! for the tooltip. Moments and dates are in [`super::moment`].

use std::fmt;

use crate::i18n::Locale;
use crate::text;

mod money;

pub(super) use money::dollars;
pub use money::{cost, cost_short, money, money_exact, money_short};

/// A number as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// The digits, with their sign and currency.
    pub value: String,
    /// What stands behind them, set small in a tile: `k`, `M`, `%`, `s`. Often empty.
    pub unit: &'static str,
    /// The exact figure for a tooltip; empty when `value` is exact.
    pub exact: String,
}

impl Figure {
    /// A figure that hides nothing.
    pub fn plain(value: String) -> Self {
        Self {
            value,
            unit: "",
            exact: String::new(),
        }
    }

    /// The same figure as one of those that are near the exact one, with the reason why.
    #[must_use]
    pub fn about(mut self, why: String) -> Self {
        self.value.insert_str(0, "≈\u{a0}");
        self.exact = why;
        self
    }

    /// The dash that stands where there is no figure.
    pub fn none() -> Self {
        Self::plain("–".to_owned())
    }
}

/// In a sentence or a cell: `4.43 M`, `12.4%`. The space does not break.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value)?;
        match self.unit {
            "" => Ok(()),
            "%" | PERCENT_APART => f.write_str(self.unit),
            unit => write!(f, "\u{a0}{unit}"),
        }
    }
}

/// A percent sign after a space that does not break.
const PERCENT_APART: &str = "\u{a0}%";

/// How a language marks the decimal point and how it writes units. After the Unicode CLDR, version
/// 47. How it groups digits is told by [`Locale::grouped`].
struct Marks {
    locale: Locale,
    point: char,
    /// Behind a percentage.
    percent: &'static str,
    /// Whether the sign of the currency stands behind the amount.
    currency_last: bool,
    /// The names of the powers of a thousand.
    scales: [&'static str; 4],
    /// The same with the sign of the currency, where it stands behind.
    money_scales: [&'static str; 4],
}

const ENGLISH: Marks = Marks {
    locale: Locale::EnUs,
    point: '.',
    percent: "%",
    currency_last: false,
    scales: ["k", "M", "B", "T"],
    money_scales: ["k", "M", "B", "T"],
};

fn marks(locale: Locale) -> Marks {
    let last = Marks {
        locale,
        point: ',',
        percent: PERCENT_APART,
        currency_last: true,
        ..ENGLISH
    };
    match locale {
        Locale::EnUs | Locale::EnGb => ENGLISH,
        Locale::Es => Marks {
            scales: ["mil", "M", "mil\u{a0}M", "B"],
            money_scales: ["mil\u{a0}$", "M\u{a0}$", "mil\u{a0}M\u{a0}$", "B\u{a0}$"],
            ..last
        },
        Locale::Fr => Marks {
            scales: ["k", "M", "Md", "Bn"],
            money_scales: ["k$", "M$", "Md$", "Bn$"],
            ..last
        },
        Locale::De => Marks {
            scales: ["Tsd.", "Mio.", "Mrd.", "Bio."],
            money_scales: ["Tsd.\u{a0}$", "Mio.\u{a0}$", "Mrd.\u{a0}$", "Bio.\u{a0}$"],
            ..last
        },
    }
}

/// The name of a power of a thousand: 0 for a thousand, 3 for 10^12.
pub(super) fn scale_name(locale: Locale, power: usize) -> &'static str {
    marks(locale).scales.get(power).copied().unwrap_or_default()
}

/// `value` divided by ten to the power of `places`, with all these places.
fn decimal(value: u128, places: usize, marks: &Marks) -> String {
    let digits = format!("{value:0>width$}", width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let whole = marks.locale.grouped(whole);
    if places == 0 {
        whole
    } else {
        format!("{whole}{}{part}", marks.point)
    }
}

/// `value / by`, rounded half away from zero.
fn rounded(value: u128, by: u128) -> u128 {
    (value + by / 2) / by.max(1)
}

fn sign(negative: bool) -> &'static str {
    if negative { "−" } else { "" }
}

/// A whole number with thousands separators: `1,234,567`.
pub fn count(locale: Locale, number: impl Into<i128>) -> String {
    let number: i128 = number.into();
    let digits = number.unsigned_abs().to_string();
    format!("{}{}", sign(number < 0), locale.grouped(&digits))
}

/// A whole number of the `places`th part of one, without the zeros at its end: `1.5`, `20`.
pub fn decimals(locale: Locale, value: i128, places: usize) -> String {
    let marks = marks(locale);
    let all = decimal(value.unsigned_abs(), places, &marks);
    let short = if places == 0 {
        &all
    } else {
        all.trim_end_matches('0').trim_end_matches(marks.point)
    };
    format!("{}{short}", sign(value < 0))
}

/// The powers of a thousand that have a name.
const SCALES: [u128; 4] = [1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000];

/// `amount` in the largest scale it fills, with three or four digits, and the number of the scale:
/// `1.53` million, `354.5` thousand.
fn scaled(amount: u128, marks: &Marks) -> (String, usize) {
    for (at, per) in SCALES.iter().enumerate() {
        let last = at + 1 == SCALES.len();
        // Two places below ten, one above; what rounds up to a thousand takes the next scale.
        let hundredths = rounded(amount * 100, *per);
        if hundredths < 1_000 {
            return (decimal(hundredths, 2, marks), at);
        }
        let tenths = rounded(amount * 10, *per);
        if tenths < 10_000 || last {
            return (decimal(tenths, 1, marks), at);
        }
    }
    (amount.to_string(), 0)
}

/// A count for a tile: exact below 100,000, then short (`354.5 k`, `1.53 M`).
pub fn short(locale: Locale, number: impl Into<i128>) -> Figure {
    let number: i128 = number.into();
    let exact = count(locale, number);
    if number.unsigned_abs() < 100_000 {
        return Figure::plain(exact);
    }
    let (digits, scale) = scaled(number.unsigned_abs(), &marks(locale));
    Figure {
        value: format!("{}{digits}", sign(number < 0)),
        unit: scale_name(locale, scale),
        exact,
    }
}

/// `part` of `whole` in percent with `places` decimals (0 to 3); `None` of nothing. Only nothing reads
/// as 0, and only the whole as 100: a little is `<0.1%`, and nearly all `99.9%`.
pub fn percent(
    locale: Locale,
    part: impl Into<i128>,
    whole: impl Into<i128>,
    places: usize,
) -> Option<Figure> {
    let (part, whole): (i128, i128) = (part.into(), whole.into());
    if whole <= 0 {
        return None;
    }
    let scale = (0..places).fold(100, |scale, _| scale * 10);
    let share = rounded(part.unsigned_abs() * scale, whole.unsigned_abs());
    let (less, share) = match share {
        0 if part != 0 => ("<", 1),
        share if share == scale && part.abs() < whole => ("", scale - 1),
        share => ("", share),
    };
    Some(Figure {
        value: format!(
            "{less}{}{}",
            sign(part < 0),
            decimal(share, places, &marks(locale))
        ),
        unit: marks(locale).percent,
        exact: String::new(),
    })
}

/// The width of a share bar, as an attribute of SVG: `48.6%`. Never above 100%.
pub fn width(part: impl Into<i128>, whole: impl Into<i128>) -> String {
    let (part, whole): (i128, i128) = (part.into(), whole.into());
    let (part, whole) = (part.max(0).unsigned_abs(), whole.max(1).unsigned_abs());
    let tenths = rounded(part * 1_000, whole).min(1_000);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// How a figure moved against the period before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// By how much: `12.4%`.
    pub percent: String,
    /// Whether it rose, fell or stood still.
    pub direction: std::cmp::Ordering,
}

impl Change {
    /// The arrow in front of the percentage.
    pub fn arrow(&self) -> &'static str {
        match self.direction {
            std::cmp::Ordering::Greater => "↑",
            std::cmp::Ordering::Less => "↓",
            std::cmp::Ordering::Equal => "→",
        }
    }

    /// The key of the word for the arrow.
    pub fn word(&self) -> &'static str {
        match self.direction {
            std::cmp::Ordering::Greater => "ui-change-up",
            std::cmp::Ordering::Less => "ui-change-down",
            std::cmp::Ordering::Equal => "ui-change-flat",
        }
    }

    /// The class that colours it when more is `better`, or when less is.
    pub fn tone(&self, more_is_better: bool) -> &'static str {
        match (self.direction, more_is_better) {
            (std::cmp::Ordering::Equal, _) => "",
            (std::cmp::Ordering::Greater, true) | (std::cmp::Ordering::Less, false) => "up",
            _ => "down",
        }
    }
}

/// The change from `before` to `now`; `None` if there was nothing before to compare with.
pub fn change(locale: Locale, now: impl Into<i128>, before: impl Into<i128>) -> Option<Change> {
    let (now, before): (i128, i128) = (now.into(), before.into());
    if before == 0 {
        return None;
    }
    let marks = marks(locale);
    let tenths = rounded((now - before).unsigned_abs() * 1_000, before.unsigned_abs());
    // Only what stood still reads as 0.
    let (less, tenths) = match tenths {
        0 if now != before => ("<", 1),
        tenths => ("", tenths),
    };
    let percent = if tenths > 9_999 {
        format!(">999{}", marks.percent)
    } else {
        format!("{less}{}{}", decimal(tenths, 1, &marks), marks.percent)
    };
    Some(Change {
        percent,
        direction: now.cmp(&before),
    })
}

/// How a rate moved, in points of a percent: a part of a whole now and before; `None` when either
/// whole is nothing.
pub fn points(locale: Locale, now: (i128, i128), before: (i128, i128)) -> Option<Change> {
    let hundredths = |(part, whole)| (whole > 0).then(|| (part * 10_000_i128 + whole / 2) / whole);
    let (now, before) = (hundredths(now)?, hundredths(before)?);
    let moved = decimals(locale, (now - before).abs(), 2);
    Some(Change {
        percent: locale.say(&text!("overview-points", points = moved)),
        direction: now.cmp(&before),
    })
}

/// A span of milliseconds: `850 ms`, `1.24 s`, `42.5 s`, `2 min 5 s`, `3 h 20 min`.
pub fn duration(locale: Locale, ms: u64) -> Figure {
    let marks = marks(locale);
    let ms = u128::from(ms);
    // Two units are one figure: the second is not set smaller than the first.
    let (value, unit) = match ms {
        0..1_000 => (ms.to_string(), "ms"),
        1_000..9_995 => (decimal(rounded(ms, 10), 2, &marks), "s"),
        9_995..59_950 => (decimal(rounded(ms, 100), 1, &marks), "s"),
        59_950..3_599_500 => {
            let seconds = rounded(ms, 1_000);
            (
                format!("{}\u{a0}min\u{a0}{}\u{a0}s", seconds / 60, seconds % 60),
                "",
            )
        }
        _ => {
            let minutes = rounded(ms, 60_000);
            let hours = locale.grouped(&(minutes / 60).to_string());
            (format!("{hours}\u{a0}h\u{a0}{}\u{a0}min", minutes % 60), "")
        }
    };
    let exact = if ms < 1_000 {
        String::new()
    } else {
        format!("{}\u{a0}ms", locale.grouped(&ms.to_string()))
    };
    Figure { value, unit, exact }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Nanos;

    const EN: Locale = Locale::EnUs;

    fn shown(figure: &Figure) -> String {
        figure.to_string().replace('\u{a0}', " ")
    }

    #[test]
    fn counts() {
        assert_eq!(count(EN, 0), "0");
        assert_eq!(count(EN, 999), "999");
        assert_eq!(count(EN, 1_000), "1,000");
        assert_eq!(count(EN, -1_234_567), "−1,234,567");
        for (number, short_form) in [
            (99_999_i64, "99,999"),
            (100_000, "100.0 k"),
            (354_520, "354.5 k"),
            (999_949, "999.9 k"),
            (999_950, "1.00 M"),
            (1_530_339, "1.53 M"),
            (9_996_000, "10.0 M"),
            (3_194_055_858, "3.19 B"),
            (7_300_000_000_000_000, "7,300.0 T"),
            (-2_000_000, "−2.00 M"),
        ] {
            assert_eq!(shown(&short(EN, number)), short_form);
        }
        assert_eq!(short(EN, 1_530_339).exact, "1,530,339");
        assert_eq!(short(EN, 12).exact, "");
    }

    #[test]
    fn shares_and_changes() {
        assert_eq!(shown(&percent(EN, 1, 3, 1).unwrap()), "33.3%");
        assert_eq!(shown(&percent(EN, 9_886, 10_000, 2).unwrap()), "98.86%");
        assert_eq!(shown(&percent(EN, 1, 2, 0).unwrap()), "50%");
        assert_eq!(percent(EN, 1, 0, 1), None);
        assert_eq!(shown(&percent(EN, 1, 100_000, 1).unwrap()), "<0.1%");
        assert_eq!(shown(&percent(EN, 0, 100_000, 1).unwrap()), "0.0%");
        assert_eq!(shown(&percent(EN, 99_999, 100_000, 2).unwrap()), "99.99%");
        assert_eq!(shown(&percent(EN, 100, 100, 2).unwrap()), "100.00%");
        assert_eq!(width(1, 3), "33.3%");
        assert_eq!(width(9, 3), "100.0%");
        assert_eq!(width(-9, 0), "0.0%");

        let up = change(EN, 1_124, 1_000).unwrap();
        assert_eq!((up.percent.as_str(), up.arrow()), ("12.4%", "↑"));
        assert_eq!((up.tone(true), up.tone(false)), ("up", "down"));
        let down = change(EN, 500, 1_000).unwrap();
        assert_eq!(
            (down.percent.as_str(), down.word()),
            ("50.0%", "ui-change-down")
        );
        assert_eq!(change(EN, 7, 7).unwrap().tone(true), "");
        assert_eq!(change(EN, 1_000_000, 1).unwrap().percent, ">999%");
        assert_eq!(change(EN, 5, 0), None);
        // What moved did not move by nothing.
        let little = |now: i64| change(EN, now, 1_000_000).unwrap();
        assert_eq!(
            (little(1_000_001).arrow(), little(1_000_001).percent),
            ("↑", "<0.1%".to_owned())
        );
        assert_eq!(
            (little(999_999).arrow(), little(999_999).percent),
            ("↓", "<0.1%".to_owned())
        );
        assert_eq!(little(1_000_000).percent, "0.0%");
    }

    #[test]
    fn durations() {
        for (ms, words) in [
            (0, "0 ms"),
            (999, "999 ms"),
            (1_240, "1.24 s"),
            (9_994, "9.99 s"),
            (9_995, "10.0 s"),
            (59_949, "59.9 s"),
            (59_950, "1 min 0 s"),
            (125_000, "2 min 5 s"),
            (12_000_000, "3 h 20 min"),
        ] {
            assert_eq!(shown(&duration(EN, ms)), words);
        }
        assert_eq!(duration(EN, 1_240).exact, "1,240\u{a0}ms");
        assert_eq!(duration(EN, 125_000).unit, "");
        let about = duration(EN, 810).about("at most 5 % off".to_owned());
        assert_eq!(
            (shown(&about).as_str(), about.exact.as_str()),
            ("≈ 810 ms", "at most 5 % off")
        );
    }

    #[test]
    fn spanish_leaves_four_digits_together() {
        assert_eq!(count(Locale::Es, 9_999), "9999");
        assert_eq!(count(Locale::Es, 10_000), "10.000");
        let amount = Nanos(1_234_560_000_000);
        assert_eq!(money(Locale::Es, amount).value, "1234,56\u{a0}$");
        assert_eq!(count(Locale::De, 9_999), "9.999");
    }

    #[test]
    fn every_language_writes_figures_its_own_way() {
        let amount = Nanos(1_234_567_890_000_000);
        for (locale, number, money, tile, share, moved) in [
            (
                Locale::EnGb,
                "1,234,567",
                "$1,234,567.89",
                "$1.23 M",
                "12.5%",
                "12.4%",
            ),
            (
                Locale::De,
                "1.234.567",
                "1.234.567,89 $",
                "1,23 Mio. $",
                "12,5 %",
                "12,4 %",
            ),
            (
                Locale::Es,
                "1.234.567",
                "1.234.567,89 $",
                "1,23 M $",
                "12,5 %",
                "12,4 %",
            ),
            (
                Locale::Fr,
                "1 234 567",
                "1 234 567,89 $",
                "1,23 M$",
                "12,5 %",
                "12,4 %",
            ),
        ] {
            let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
            assert_eq!(plain(count(locale, 1_234_567)), number);
            assert_eq!(plain(money_exact(locale, amount)), money);
            assert_eq!(plain(money_short(locale, amount).to_string()), tile);
            assert_eq!(plain(percent(locale, 1, 8, 1).unwrap().to_string()), share);
            assert_eq!(plain(change(locale, 1_124, 1_000).unwrap().percent), moved);
        }
        assert_eq!(width(1, 3), "33.3%");
    }
}
