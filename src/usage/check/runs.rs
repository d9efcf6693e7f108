//! A set of whole numbers that mostly follow each other, held as its runs.

use std::collections::BTreeMap;

/// First and last number of every run; no two of them touch.
#[derive(Debug, Default)]
pub(super) struct Runs(BTreeMap<i64, i64>);

impl Runs {
    /// Adds a number, which may be there already.
    pub(super) fn add(&mut self, number: i64) {
        let before = self.0.range(..=number).next_back();
        let before = before.map(|(first, last)| (*first, *last));
        if before.is_some_and(|(_, last)| last >= number) {
            return;
        }
        let after = number
            .checked_add(1)
            .and_then(|next| self.0.remove(&next))
            .unwrap_or(number);
        match before {
            Some((first, last)) if last == number - 1 => self.0.insert(first, after),
            _ => self.0.insert(number, after),
        };
    }

    /// The first and the last number; `None` of nothing.
    pub(super) fn ends(&self) -> Option<(i64, i64)> {
        let (first, _) = self.0.first_key_value()?;
        let (_, last) = self.0.last_key_value()?;
        Some((*first, *last))
    }

    /// What is missing between the first and the last number: first and last of every gap.
    pub(super) fn gaps(&self) -> impl Iterator<Item = (i64, i64)> {
        self.0
            .values()
            .zip(self.0.keys().skip(1))
            .map(|(last, first)| (last + 1, first - 1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn runs_are_what_a_sorted_list_says(numbers in prop::collection::vec(0..60_i64, 0..60)) {
            let mut runs = Runs::default();
            for number in &numbers {
                runs.add(*number);
            }
            let mut sorted = numbers;
            sorted.sort_unstable();
            let ends = sorted.first().copied().zip(sorted.last().copied());
            prop_assert_eq!(runs.ends(), ends);
            let gaps = sorted.windows(2).filter(|pair| pair[1] > pair[0] + 1);
            let gaps: Vec<_> = gaps.map(|pair| (pair[0] + 1, pair[1] - 1)).collect();
            prop_assert_eq!(runs.gaps().collect::<Vec<_>>(), gaps);
        }
    }

    #[test]
    fn the_largest_number_is_one_too() {
        let mut runs = Runs::default();
        runs.add(i64::MAX);
        runs.add(i64::MAX - 1);
        assert_eq!(runs.ends(), Some((i64::MAX - 1, i64::MAX)));
    }
}
