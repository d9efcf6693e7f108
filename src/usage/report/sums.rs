//! Sums and what is computed from them. Sums are 128 bits wide, so that none overflows, and
//! money stays an integer; only shares and averages are fractions.

use crate::money::Nanos;
use crate::usage::event::Status;
use crate::usage::store::report::Cell;

/// What is added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Calls.
    pub requests: i128,
    /// Calls that failed.
    pub errors: i128,
    /// Calls without a known price: they are in no cost.
    pub unpriced: i128,
    /// All tokens in.
    pub input: i128,
    /// All tokens out.
    pub output: i128,
    /// Part of `input`: read from a cache.
    pub cached_input: i128,
    /// The cost of the priced calls.
    pub cost: Nanos,
    /// Events that told a latency.
    pub latency_count: i128,
    /// Their latencies, in milliseconds.
    pub latency_sum_ms: i128,
}

impl Sums {
    /// All tokens.
    pub fn tokens(&self) -> i128 {
        self.input + self.output
    }

    /// The mean latency in seconds, to seven places; 0 without any.
    pub fn average_seconds(&self) -> f64 {
        rounded(self.latency_sum_ms, self.latency_count, 1_000)
    }

    /// The share of calls that worked, 0 to 100; 0 without any.
    pub fn success_rate(&self) -> f64 {
        ratio(100 * (self.requests - self.errors), self.requests)
    }

    /// The share of the calls of a whole, 0 to 100.
    pub fn percentage_of(&self, whole: &Self) -> f64 {
        ratio(100 * self.requests, whole.requests)
    }

    /// The cost, if any of it is known.
    pub fn known_cost(&self) -> Option<Nanos> {
        self.cost.known(self.requests, self.unpriced)
    }

    /// The cost and that of the time before; `None` when either is not known, because an unknown
    /// cost is neither less nor more.
    pub fn costs_since(&self, before: &Self) -> Option<(Nanos, Nanos)> {
        Some((self.known_cost()?, before.known_cost()?))
    }

    /// Adds a stored row.
    pub(super) fn add(&mut self, cell: &Cell<'_>) {
        let requests = i128::from(cell.requests);
        self.requests += requests;
        if cell.status == Status::Error {
            self.errors += requests;
        }
        self.unpriced += i128::from(cell.unpriced);
        self.input += i128::from(cell.input);
        self.output += i128::from(cell.output);
        self.cached_input += i128::from(cell.cached_input);
        self.cost += Nanos(cell.cost.into());
        self.latency_count += i128::from(cell.latency_count);
        self.latency_sum_ms += i128::from(cell.latency_sum_ms);
    }
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, more: Self) {
        self.requests += more.requests;
        self.errors += more.errors;
        self.unpriced += more.unpriced;
        self.input += more.input;
        self.output += more.output;
        self.cached_input += more.cached_input;
        self.cost += more.cost;
        self.latency_count += more.latency_count;
        self.latency_sum_ms += more.latency_sum_ms;
    }
}

/// What is left of a whole without a part of it.
impl std::ops::Sub for Sums {
    type Output = Self;

    fn sub(self, part: Self) -> Self {
        Self {
            requests: self.requests - part.requests,
            errors: self.errors - part.errors,
            unpriced: self.unpriced - part.unpriced,
            input: self.input - part.input,
            output: self.output - part.output,
            cached_input: self.cached_input - part.cached_input,
            cost: Nanos(self.cost.0 - part.cost.0),
            latency_count: self.latency_count - part.latency_count,
            latency_sum_ms: self.latency_sum_ms - part.latency_sum_ms,
        }
    }
}

/// Percent against the same part of the period before; `None` without one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Change {
    /// Of calls.
    pub requests: Option<f64>,
    /// Of tokens.
    pub tokens: Option<f64>,
    /// Of cost; `None` too when either cost is not known.
    pub cost: Option<f64>,
}

impl Change {
    pub(super) fn between(now: &Sums, before: &Sums) -> Self {
        let percent =
            |now: i128, before: i128| (before > 0).then(|| ratio(100 * (now - before), before));
        Self {
            requests: percent(now.requests, before.requests),
            tokens: percent(now.tokens(), before.tokens()),
            cost: (now.costs_since(before)).and_then(|(now, before)| percent(now.0, before.0)),
        }
    }
}

/// What a quotient is a whole number of after it is rounded.
const PLACES: i128 = 10_000;

/// A quotient with four decimal places, rounded half away from zero; 0 when there is nothing to
/// divide by.
fn ratio(part: i128, whole: i128) -> f64 {
    rounded(part, whole, 1)
}

/// The same in a unit that is so many times as large. It is divided once: another division after
/// the rounding would leave digits behind that nobody measured.
fn rounded(part: i128, whole: i128, unit: i128) -> f64 {
    if whole <= 0 {
        return 0.0;
    }
    let half = if part < 0 { -whole / 2 } else { whole / 2 };
    let rounded = part.saturating_mul(PLACES).saturating_add(half) / whole;
    #[expect(
        clippy::cast_precision_loss,
        reason = "a figure for people, rounded above"
    )]
    let quotient = rounded as f64 / (PLACES * unit) as f64;
    quotient
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gives_zeros_and_no_change() {
        let nothing = Sums::default();
        assert!(nothing.average_seconds().abs() < f64::EPSILON);
        assert!(nothing.success_rate().abs() < f64::EPSILON);
        assert_eq!(nothing.known_cost(), Some(Nanos::ZERO));
        assert_eq!(Change::between(&nothing, &nothing), Change::default());
    }

    #[test]
    fn shares_are_rounded_once() {
        let shown = |number: f64| number.to_string();
        assert_eq!(shown(ratio(200, 3)), "66.6667");
        assert_eq!(shown(ratio(-200, 3)), "-66.6667");
        assert_eq!(shown(ratio(1, 8)), "0.125");
        let sums = Sums {
            requests: 3,
            errors: 1,
            latency_count: 3,
            latency_sum_ms: 1_000,
            ..Sums::default()
        };
        assert_eq!(shown(sums.success_rate()), "66.6667");
        // Digits that nobody measured stood behind these when it was divided twice.
        let many = Sums {
            latency_count: 10_000,
            latency_sum_ms: 44_552_363,
            ..Sums::default()
        };
        assert_eq!(shown(many.average_seconds()), "4.4552363");
        assert_eq!(shown(sums.average_seconds()), "0.3333333");
    }

    /// Pitfall 9: a model without a price is not free.
    #[test]
    fn pitfall_9_what_has_no_price_has_no_cost() {
        let unpriced = Sums {
            requests: 2,
            unpriced: 2,
            ..Sums::default()
        };
        assert_eq!(unpriced.known_cost(), None);
        let partly = Sums {
            requests: 2,
            unpriced: 1,
            cost: Nanos(7),
            ..Sums::default()
        };
        assert_eq!(partly.known_cost(), Some(Nanos(7)));
        // Nor is it a hundred percent less than what was known before.
        assert_eq!(Change::between(&unpriced, &partly).cost, None);
        assert_eq!(Change::between(&partly, &unpriced).cost, None);
        assert_eq!(Change::between(&partly, &partly).cost, Some(0.0));
        assert_eq!(
            Change::between(&Sums::default(), &partly).cost,
            Some(-100.0)
        );
    }

    #[test]
    fn a_whole_without_its_parts_is_nothing() {
        let part = Sums {
            requests: 1,
            errors: 2,
            unpriced: 3,
            input: 4,
            output: 5,
            cached_input: 6,
            cost: Nanos(7),
            latency_count: 8,
            latency_sum_ms: 9,
        };
        let mut whole = part;
        whole += part;
        assert_eq!(whole - part, part);
        assert_eq!(whole - part - part, Sums::default());
    }

    #[test]
    fn change_is_in_percent() {
        let now = Sums {
            requests: 150,
            input: 50,
            cost: Nanos(5),
            ..Sums::default()
        };
        let before = Sums {
            requests: 100,
            input: 200,
            ..Sums::default()
        };
        let change = Change::between(&now, &before);
        assert_eq!(
            (change.requests, change.tokens, change.cost),
            (Some(50.0), Some(-75.0), None)
        );
    }
}
