//! The labels below a chart: which buckets have one, and which of them also when it is narrow.

use super::Bucket;

/// A label below the base line.
#[derive(Debug)]
pub(super) struct Below {
    /// Across, in percent.
    pub(super) x: String,
    pub(super) anchor: &'static str,
    pub(super) text: String,
    /// Left out when it is narrow.
    pub(super) spare: bool,
}

/// The drawing on a screen of 320 pixels, and about a character of a label, in pixels.
const NARROW: f64 = 188.0;
const LABEL_CHAR: f64 = 6.0;

/// Between two labels, in pixels.
const APART: f64 = 4.0;

/// Minutes that a clock is read by.
const ROUND: [i64; 13] = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720];

/// At most so many labels, at round minutes or counted from the last bucket; when it is narrow,
/// fewer.
pub(super) fn below(buckets: &[Bucket], most: usize) -> Vec<Below> {
    let labels = Labels {
        buckets,
        most: most.max(1),
    };
    let (wide, narrow) = labels.round().unwrap_or_else(|| labels.counted_back());
    let label = |at: &usize| {
        let (x, at_edge) = labels.place(*at);
        Some(Below {
            x: super::drawing::across(x),
            anchor: if at_edge { "end" } else { "middle" },
            text: buckets.get(*at)?.label.clone(),
            spare: !narrow.contains(at),
        })
    };
    wide.iter().filter_map(label).collect()
}

struct Labels<'a> {
    buckets: &'a [Bucket],
    most: usize,
}

impl Labels<'_> {
    fn last(&self) -> usize {
        self.buckets.len().saturating_sub(1)
    }

    fn every(&self) -> impl DoubleEndedIterator<Item = usize> + use<> {
        0..self.buckets.len()
    }

    /// The buckets with a label, and those that keep it when it is narrow; `None` when buckets are
    /// no minutes.
    fn round(&self) -> Option<(Vec<usize>, Vec<usize>)> {
        let marked = |step: i64| -> Vec<usize> {
            let mark = |at: &usize| self.buckets.get(*at).and_then(|bucket| bucket.minute);
            let round = |at: &usize| mark(at).is_some_and(|mark| mark % step == 0);
            self.every().filter(round).collect()
        };
        self.buckets.first()?.minute?;
        let steps = ROUND.into_iter().map(|step| (step, marked(step)));
        let (step, wide) = { steps }.find(|(_, shown)| shown.len() <= self.most)?;
        let coarser = ROUND.into_iter().filter(|coarser| coarser % step == 0);
        let narrow = { coarser }.map(marked).find(|shown| self.fit(shown));
        Some((wide, narrow.unwrap_or_default()))
    }

    /// The same for days and hours, where the last one is the one that matters.
    fn counted_back(&self) -> (Vec<usize>, Vec<usize>) {
        let usual = self.buckets.len().div_ceil(self.most).max(1);
        let counted = |step: usize| -> Vec<usize> {
            let kept = |at: &usize| (self.last() - at).is_multiple_of(step);
            self.every().filter(kept).collect()
        };
        // The two last ones come closest.
        let fits = |shown: &Vec<usize>| self.fit(shown.iter().rev().take(2).rev());
        let steps = (2..8).map(|times| usual * times);
        let narrow = { steps }.map(counted).find(fits);
        let narrow = narrow.unwrap_or_else(|| counted(usual * 8));
        (counted(usual), narrow)
    }

    /// Whether labels stand apart in a narrow drawing.
    fn fit<'a>(&self, shown: impl IntoIterator<Item = &'a usize>) -> bool {
        let mut before = f64::MIN;
        shown.into_iter().all(|at| {
            let (begin, end) = self.edges(*at);
            let apart = before + APART <= begin;
            before = end;
            apart
        })
    }

    /// Where the label of a bucket stands, in percent, and whether it ends there.
    fn place(&self, at: usize) -> (f64, bool) {
        let buckets = self.buckets.len();
        let is_clock = self.buckets.get(at).is_some_and(|it| it.minute.is_some());
        // The last label of many would reach over the edge if it stood in the middle.
        if at == self.last() && buckets > 8 && !is_clock {
            return (100.0, true);
        }
        let slot = 100.0 / super::drawing::count(buckets.max(1));
        ((super::drawing::count(at) + 0.5) * slot, false)
    }

    /// Where a label begins and ends in a narrow drawing, in pixels.
    fn edges(&self, at: usize) -> (f64, f64) {
        let chars = self
            .buckets
            .get(at)
            .map_or(0, |it| it.label.chars().count());
        let half = super::drawing::count(chars) * LABEL_CHAR / 2.0;
        let (x, at_edge) = self.place(at);
        let x = x * NARROW / 100.0;
        (x - if at_edge { 2.0 * half } else { half }, x + half)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Unit;
    use super::super::tests::chart;
    use super::*;

    /// Labels of so many minutes from a minute of the day on: all, and those of a phone.
    fn minutes(first: i64, count: usize) -> (Vec<String>, Vec<String>) {
        let mut sample = chart(count, 1, Unit::Count, 1);
        for (bucket, minute) in sample.buckets.iter_mut().zip(first..) {
            bucket.label = format!("{:02}:{:02}", minute / 60, minute % 60);
            bucket.minute = Some(minute);
        }
        let all = below(&sample.buckets, sample.most_labels());
        let narrow = all.iter().filter(|label| !label.spare);
        let narrow = narrow.map(|label| label.text.clone()).collect();
        (all.into_iter().map(|label| label.text).collect(), narrow)
    }

    #[test]
    fn minutes_have_labels_at_round_ones() {
        let (all, narrow) = minutes(16 * 60 + 3, 60);
        assert_eq!(all, ["16:10", "16:20", "16:30", "16:40", "16:50", "17:00"]);
        assert_eq!(narrow, ["16:20", "16:40", "17:00"]);
        let (all, _) = minutes(16 * 60 + 3, 5);
        assert_eq!(all, ["16:03", "16:04", "16:05", "16:06", "16:07"]);
        for count in [1, 2, 9, 17, 41, 81, 360, 961, 1_440] {
            let (all, narrow) = minutes(0, count);
            assert!((1..=8).contains(&all.len()), "{count}: {all:?}");
            assert!(!narrow.is_empty(), "{count}");
        }
    }
}
