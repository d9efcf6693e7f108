//! Amounts of money for people, and costs, which may be unknown.

use super::{Figure, decimal, marks, rounded, scaled, sign};
use crate::i18n::Locale;
use crate::money::Nanos;
use crate::text;

/// An amount, written, with the sign of the currency where the language has it.
pub(in crate::web) fn dollars(locale: Locale, amount: &str) -> String {
    if marks(locale).currency_last {
        format!("{amount}\u{a0}$")
    } else {
        format!("${amount}")
    }
}

/// Nano-dollars in a cent.
const CENT: u128 = 10_000_000;

/// Every digit of an amount, at least the cents: `$1,234.56`, `$0.073326`.
pub fn money_exact(locale: Locale, amount: Nanos) -> String {
    let all = decimal(amount.0.unsigned_abs(), 9, &marks(locale));
    let spare = all.bytes().rev().take(7).take_while(|byte| *byte == b'0');
    let kept = all.len() - spare.count();
    let written = dollars(locale, all.get(..kept).unwrap_or(&all));
    format!("{}{written}", sign(amount.0 < 0))
}

/// An amount of money: to the cent, and below one cent with its first three digits (`$0.000123`).
pub fn money(locale: Locale, amount: Nanos) -> Figure {
    let exact = money_exact(locale, amount);
    let nanos = amount.0.unsigned_abs();
    let shown = if nanos >= CENT {
        rounded(nanos, CENT) * CENT
    } else {
        let spare = nanos.to_string().len().saturating_sub(3);
        let by = (0..spare).fold(1, |by, _| by * 10);
        rounded(nanos, by) * by
    };
    let shown = i128::try_from(shown).unwrap_or(i128::MAX);
    let value = money_exact(locale, Nanos(if amount.0 < 0 { -shown } else { shown }));
    let exact = if value == exact { String::new() } else { exact };
    Figure {
        value,
        unit: "",
        exact,
    }
}

/// Money for a tile: to the cent below $100,000, then short (`$123.5 k`).
pub fn money_short(locale: Locale, amount: Nanos) -> Figure {
    let dollars = rounded(amount.0.unsigned_abs(), CENT * 100);
    if dollars < 100_000 {
        return money(locale, amount);
    }
    let marks = marks(locale);
    let (digits, scale) = scaled(dollars, &marks);
    let currency = if marks.currency_last { "" } else { "$" };
    Figure {
        value: format!("{}{currency}{digits}", sign(amount.0 < 0)),
        unit: marks.money_scales.get(scale).copied().unwrap_or_default(),
        exact: money_exact(locale, amount),
    }
}

/// What usage cost as [`money`]; `None`, when nothing of it has a price, is the word for that and
/// not a cost of nothing.
pub fn cost(locale: Locale, known: Option<Nanos>) -> Figure {
    known.map_or_else(|| unknown(locale), |cost| money(locale, cost))
}

/// [`cost`] for a tile, as [`money_short`].
pub fn cost_short(locale: Locale, known: Option<Nanos>) -> Figure {
    known.map_or_else(|| unknown(locale), |cost| money_short(locale, cost))
}

fn unknown(locale: Locale) -> Figure {
    Figure::plain(locale.say(&text!("ui-unknown")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Locale = Locale::EnUs;

    #[test]
    fn amounts() {
        for (usd, value, exact) in [
            ("0", "$0.00", ""),
            ("1234.56", "$1,234.56", ""),
            ("1234.565", "$1,234.57", "$1,234.565"),
            ("0.01", "$0.01", ""),
            ("0.0123", "$0.01", "$0.0123"),
            ("0.009999999", "$0.01", "$0.009999999"),
            ("0.000123", "$0.000123", ""),
            ("0.001234567", "$0.00123", "$0.001234567"),
            ("0.000000001", "$0.000000001", ""),
            ("-0.0004", "−$0.0004", ""),
            ("-1234567.5", "−$1,234,567.50", ""),
        ] {
            let figure = money(EN, Nanos::parse_usd(usd).unwrap());
            assert_eq!(
                (figure.value.as_str(), figure.exact.as_str()),
                (value, exact)
            );
        }
        let tile = |usd| money_short(EN, Nanos::parse_usd(usd).unwrap());
        assert_eq!(tile("99999.49").to_string(), "$99,999.49");
        assert_eq!(tile("1234567.89").to_string(), "$1.23\u{a0}M");
        assert_eq!(tile("1234567.89").exact, "$1,234,567.89");
    }

    #[test]
    fn an_unknown_cost_is_not_a_cost_of_nothing() {
        for written in [cost, cost_short] {
            assert_eq!(written(EN, None).value, "unknown");
            assert_eq!(written(EN, Some(Nanos::ZERO)).value, "$0.00");
        }
        let much = Some(Nanos(1_234_567_890_000_000));
        assert_eq!(cost(EN, much).value, "$1,234,567.89");
        assert_eq!(cost_short(EN, much).to_string(), "$1.23\u{a0}M");
    }
}
