//! The vertical axis of a chart: round ticks from zero, and how they are written.

use crate::i18n::Locale;
use crate::money::Nanos;

use super::format;

/// What the values of a chart are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Things: requests, tokens.
    Count,
    /// Nano-dollars.
    Money,
    /// Milliseconds.
    Millis,
}

impl Unit {
    /// A value in a tooltip or a table.
    pub fn show(self, locale: Locale, value: i128) -> String {
        match self {
            Self::Count => format::count(locale, value),
            Self::Money => format::money(locale, Nanos(value)).value,
            Self::Millis => {
                let ms = u64::try_from(value.max(0)).unwrap_or(u64::MAX);
                format::duration(locale, ms).to_string()
            }
        }
    }

    /// A value at an axis with ticks of `step` up to `top`: as short as they can all be told
    /// exactly in the same way.
    fn tick(self, locale: Locale, value: i128, step: i128, top: i128) -> String {
        match self {
            Self::Count | Self::Millis if value == 0 => "0".to_owned(),
            Self::Count => axis_count(locale, value, top),
            Self::Money if value == 0 => format::dollars(locale, "0"),
            Self::Money if step % NANOS_PER_USD == 0 => {
                let (value, top) = (value / NANOS_PER_USD, top / NANOS_PER_USD);
                format::dollars(locale, &axis_count(locale, value, top))
            }
            Self::Money => format::money_exact(locale, Nanos(value)),
            Self::Millis if step % 500 == 0 => {
                format!("{}\u{a0}s", format::decimals(locale, value / 100, 1))
            }
            Self::Millis => format!("{}\u{a0}ms", format::count(locale, value)),
        }
    }

    /// The top of the axis when there is nothing to show.
    fn least_top(self) -> i128 {
        match self {
            Self::Count => 4,
            Self::Money => NANOS_PER_USD,
            Self::Millis => 1_000,
        }
    }
}

const NANOS_PER_USD: i128 = crate::money::NANOS_PER_USD;

/// `6 k`, `1.5 M`, in the scale of `top`; below ten thousand in full.
fn axis_count(locale: Locale, value: i128, top: i128) -> String {
    let scales = [
        (1_000_000_000_000, 3),
        (1_000_000_000, 2),
        (1_000_000, 1),
        (1_000, 0),
    ];
    let found = scales.into_iter().find(|(per, _)| top >= *per);
    match found {
        Some((per, scale)) if top >= 10_000 => {
            let unit = format::scale_name(locale, scale);
            // A tick is at least a fifth of the top, so two places lose nothing.
            let shown = format::decimals(locale, value * 100 / per, 2);
            format!("{shown}\u{a0}{unit}")
        }
        _ => format::count(locale, value),
    }
}

/// A tick of the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Where it stands.
    pub value: i128,
    /// What is written beside it.
    pub text: String,
}

/// An axis from zero to a round number at or above every value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// From zero upwards; two to six of them, evenly spaced.
    pub ticks: Vec<Tick>,
    /// The value of the last tick; above zero.
    pub top: i128,
}

impl Scale {
    /// The axis for values up to `most`; with nothing to show, a short one of the unit.
    pub fn up_to(locale: Locale, unit: Unit, most: i128) -> Self {
        let most = if most <= 0 { unit.least_top() } else { most };
        let step = step(most);
        let count = (most + step - 1) / step;
        let top = count * step;
        let ticks = (0..=count)
            .map(|at| Tick {
                value: at * step,
                text: unit.tick(locale, at * step, step, top),
            })
            .collect();
        Self { ticks, top }
    }

    /// How high `value` stands, from 0 (the base line) to 1 (the last tick).
    pub fn height(&self, value: i128) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a position on the screen, not an amount"
        )]
        let share = value.max(0) as f64 / self.top as f64;
        share.min(1.0)
    }
}

/// The smallest of 1, 2, 2.5 and 5 times a power of ten that needs at most five steps.
fn step(most: i128) -> i128 {
    let mut power = 1;
    loop {
        for tenths in [10, 20, 25, 50] {
            let step = power * tenths;
            if step % 10 == 0 && (step / 10) * 5 >= most {
                return step / 10;
            }
        }
        power *= 10;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EN: Locale = Locale::EnUs;

    fn texts(unit: Unit, most: i128) -> Vec<String> {
        let scale = Scale::up_to(EN, unit, most);
        let texts = scale.ticks.into_iter().map(|tick| tick.text);
        texts.map(|text| text.replace('\u{a0}', " ")).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(texts(Unit::Count, 3), ["0", "1", "2", "3"]);
        assert_eq!(
            texts(Unit::Count, 23_400),
            ["0", "5 k", "10 k", "15 k", "20 k", "25 k"]
        );
        assert_eq!(texts(Unit::Count, 6_000_000), ["0", "2 M", "4 M", "6 M"]);
        assert_eq!(
            texts(Unit::Count, 2_100_000),
            ["0", "0.5 M", "1 M", "1.5 M", "2 M", "2.5 M"]
        );
        assert_eq!(
            texts(Unit::Money, 1_154 * NANOS_PER_USD),
            ["$0", "$250", "$500", "$750", "$1,000", "$1,250"]
        );
        assert_eq!(
            texts(Unit::Money, 450_000_000),
            ["$0", "$0.10", "$0.20", "$0.30", "$0.40", "$0.50"]
        );
        assert_eq!(
            texts(Unit::Money, 73_326),
            ["$0", "$0.00002", "$0.00004", "$0.00006", "$0.00008"]
        );
        assert_eq!(
            texts(Unit::Millis, 4_820),
            ["0", "1 s", "2 s", "3 s", "4 s", "5 s"]
        );
        assert_eq!(
            texts(Unit::Millis, 2_400),
            ["0", "0.5 s", "1 s", "1.5 s", "2 s", "2.5 s"]
        );
        assert_eq!(
            texts(Unit::Millis, 300),
            ["0", "100 ms", "200 ms", "300 ms"]
        );
    }

    #[test]
    fn nothing_has_an_axis_too() {
        assert_eq!(texts(Unit::Count, 0), ["0", "1", "2", "3", "4"]);
        assert_eq!(texts(Unit::Money, 0).last().unwrap(), "$1.00");
        let scale = Scale::up_to(EN, Unit::Count, 0);
        assert!(scale.height(0).abs() < f64::EPSILON);
    }

    proptest! {
        #[test]
        fn every_value_fits_and_fills_the_axis(most in 1i128..10i128.pow(24)) {
            let scale = Scale::up_to(EN, Unit::Count, most);
            prop_assert!((2..=6).contains(&scale.ticks.len()));
            prop_assert!(scale.top >= most);
            prop_assert!(scale.height(most) >= 0.4);
            prop_assert_eq!(scale.ticks.last().map(|tick| tick.value), Some(scale.top));
        }
    }
}
