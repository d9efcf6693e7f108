//! Numbers that look like those of real traffic, the same ones for the same seed.

use crate::secret::Random;

/// A source of numbers that follow a law.
#[derive(Clone, Debug)]
pub(super) struct Dice(Random);

impl Dice {
    /// Dice that repeat themselves for the same seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(Random::seeded(seed))
    }

    /// Any number.
    pub(super) fn bits(&self) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// From 0 to 1, without 1.
    pub(super) fn unit(&self) -> f64 {
        // 32 bits are plenty, and they fit a float exactly.
        let bits = u32::try_from(self.bits() >> 32).unwrap_or_default();
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }

    /// Whether something happens that happens in so many of 1 cases.
    pub(super) fn happens(&self, share: f64) -> bool {
        self.unit() < share
    }

    /// From 0, below `end`.
    pub(super) fn below(&self, end: i64) -> i64 {
        i64::try_from(self.bits() >> 1).unwrap_or_default() % end.max(1)
    }

    /// Around a median: twice as much as likely as half of it. `spread` is the standard deviation
    /// of the logarithm.
    pub(super) fn around(&self, median: f64, spread: f64) -> f64 {
        median * (spread * self.normal()).exp()
    }

    /// How often something happens that happens `expected` times on average.
    pub(super) fn times(&self, expected: f64) -> i64 {
        if expected > 30.0 {
            let near = expected + expected.sqrt() * self.normal();
            return whole(near.max(0.0));
        }
        // Knuth: factors of chance until they fall below the threshold.
        let (threshold, mut product, mut count) = ((-expected).exp(), self.unit(), 0);
        while product > threshold {
            product *= self.unit();
            count += 1;
        }
        count
    }

    /// Around 0, in two of three cases less than 1 away (Box and Muller).
    fn normal(&self) -> f64 {
        let (length, turn) = (1.0 - self.unit(), self.unit());
        (-2.0 * length.ln()).sqrt() * (std::f64::consts::TAU * turn).cos()
    }
}

/// The nearest whole number.
pub(super) fn whole(value: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a cast of a float stops at the bounds of the integer"
    )]
    let whole = value.round() as i64;
    whole
}

/// A number to calculate with.
pub(super) fn float(value: i64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "nothing here is near the bounds of what a float holds exactly"
    )]
    let float = value as f64;
    float
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dice_keep_their_laws_and_repeat_themselves() {
        let mean = |of: &dyn Fn(&Dice) -> f64| {
            let dice = Dice::new(3);
            (0..20_000).map(|_| of(&dice)).sum::<f64>() / 20_000.0
        };
        let near = |is: f64, should: f64| (is - should).abs() < should * 0.03;
        assert!(near(mean(&Dice::unit), 0.5));
        for expected in [0.4, 7.0, 90.0] {
            let count = |dice: &Dice| f64::from(i32::try_from(dice.times(expected)).unwrap());
            assert!(near(mean(&count), expected), "{expected}");
        }
        let above = |dice: &Dice| f64::from(u8::from(dice.around(8.0, 0.7) > 8.0));
        assert!(near(mean(&above), 0.5), "the median is in the middle");
        assert_eq!(Dice::new(5).bits(), Dice::new(5).bits());
        assert_ne!(Dice::new(5).bits(), Dice::new(6).bits());
    }
}
