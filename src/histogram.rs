//! Latencies as an additive histogram: merging the histograms of parts gives the histogram of the
//! whole, and any quantile of it is at most 5 % away from the exact one.
//!
//! The classes are fixed for ever, because they lie in the file: values up to 18 have a class
//! each, and from there on a class reaches as far as one whole number can stand for all of it
//! within 5 %. That makes fewer than 256 classes up to a day, so an index is one byte.

/// The highest value, in milliseconds; what is above it is counted as it.
pub const MOST_MS: u64 = 86_400_000;

/// How many classes there are.
const CLASSES: usize = 173;

/// Every class: its lowest value and the value that stands for it.
const TABLE: [(u64, u64); CLASSES] = table();

const fn table() -> [(u64, u64); CLASSES] {
    let mut table = [(0, 0); CLASSES];
    let mut low = 1;
    let mut class = 1;
    while class < CLASSES {
        // At most 5 % above the lowest value, and the highest value at most 5 % above it: with
        // r = low + low/20 the class ends at the largest h for which 20 (h - r) <= h.
        let stands = low + low / 20;
        #[expect(
            clippy::indexing_slicing,
            reason = "bounded by the loop; checked at compile time"
        )]
        {
            table[class] = (low, stands);
        }
        low = 20 * stands / 19 + 1;
        class += 1;
    }
    assert!(low > MOST_MS, "the classes do not reach the highest value");
    table
}

/// Why a stored histogram could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a stored latency histogram is damaged")]
pub struct Damaged;

/// How many times each latency class was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// Class and count, by class; no count is zero.
    counts: Vec<(u8, u64)>,
}

/// The first byte of an encoding that is not empty.
const VERSION: u8 = 1;

impl Histogram {
    /// Counts a latency of so many milliseconds so many times.
    pub fn add(&mut self, ms: u64, count: u64) {
        self.count(class_of(ms), count);
    }

    /// Takes back a latency that was counted, once.
    pub fn remove(&mut self, ms: u64) {
        let class = class_of(ms);
        if let Some((_, count)) = self.counts.iter_mut().find(|(it, _)| *it == class) {
            *count -= 1;
        }
        self.counts.retain(|(_, count)| *count > 0);
    }

    /// Adds all counts of another histogram.
    pub fn merge(&mut self, other: &Self) {
        for (class, count) in &other.counts {
            self.count(*class, *count);
        }
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// How many values were counted.
    pub fn len(&self) -> u64 {
        self.counts
            .iter()
            .fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }

    /// The value in milliseconds below or at which the share `q` (0 to 1) of all values lies, by
    /// nearest rank and at most 5 % off; 0 of nothing.
    pub fn quantile(&self, q: f64) -> u64 {
        let total = self.len();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a share of a count: a rank is clamped to the counts there are"
        )]
        let rank = ((q.clamp(0.0, 1.0) * total as f64).ceil() as u64).clamp(1, total.max(1));
        let mut seen = 0_u64;
        for (class, count) in &self.counts {
            seen = seen.saturating_add(*count);
            if seen >= rank {
                return stands_for(*class);
            }
        }
        0
    }

    /// The stored form: nothing for nothing, else a version byte and for each class its distance
    /// from the one before and its count, as LEB128 numbers.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Encoder::with_room(1 + 3 * self.counts.len());
        for (class, count) in &self.counts {
            bytes.push(*class, *count);
        }
        bytes.0
    }

    /// Reads the stored form; anything that [`Histogram::encode`] would not write is refused.
    pub fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        let (mut classes, mut counts) = (Decoder::new(bytes)?, Vec::new());
        while let Some(class) = classes.next()? {
            counts.push(class);
        }
        Ok(Self { counts })
    }

    /// Adds all counts of a stored histogram.
    pub fn merge_encoded(&mut self, bytes: &[u8]) -> Result<(), Damaged> {
        let mut classes = Decoder::new(bytes)?;
        while let Some((class, count)) = classes.next()? {
            self.count(class, count);
        }
        Ok(())
    }

    /// The stored form of two stored histograms together.
    pub fn merged(one: &[u8], other: &[u8]) -> Result<Vec<u8>, Damaged> {
        let mut bytes = Encoder::with_room(one.len() + other.len());
        let (mut one, mut other) = (Decoder::new(one)?, Decoder::new(other)?);
        let (mut first, mut second) = (one.next()?, other.next()?);
        loop {
            let (class, count) = match (first, second) {
                (None, None) => return Ok(bytes.0),
                (Some((a, count)), Some((b, more))) if a == b => {
                    (first, second) = (one.next()?, other.next()?);
                    (a, count.saturating_add(more))
                }
                (Some(class), None) => {
                    first = one.next()?;
                    class
                }
                (Some(class), Some((b, _))) if class.0 < b => {
                    first = one.next()?;
                    class
                }
                (_, Some(class)) => {
                    second = other.next()?;
                    class
                }
            };
            bytes.push(class, count);
        }
    }

    fn count(&mut self, class: u8, count: u64) {
        if count == 0 {
            return;
        }
        match self.counts.binary_search_by_key(&class, |entry| entry.0) {
            Ok(at) => {
                if let Some((_, there)) = self.counts.get_mut(at) {
                    *there = there.saturating_add(count);
                }
            }
            Err(at) => self.counts.insert(at, (class, count)),
        }
    }
}

/// The class of a value: the last one whose lowest value is not above it.
fn class_of(ms: u64) -> u8 {
    let ms = ms.min(MOST_MS);
    let after = TABLE.partition_point(|(low, _)| *low <= ms);
    u8::try_from(after.saturating_sub(1)).unwrap_or(u8::MAX)
}

fn stands_for(class: u8) -> u64 {
    TABLE
        .get(usize::from(class))
        .map_or(MOST_MS, |(_, stands)| (*stands).min(MOST_MS))
}

/// Writes the stored form class by class.
struct Encoder(Vec<u8>, u8);

impl Encoder {
    fn with_room(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes), 0)
    }

    /// Adds a class, which is above those before.
    fn push(&mut self, class: u8, count: u64) {
        if self.0.is_empty() {
            self.0.push(VERSION);
        }
        write_number(&mut self.0, u64::from(class - self.1));
        write_number(&mut self.0, count);
        self.1 = class + 1;
    }
}

/// Reads the stored form class by class.
struct Decoder<'a> {
    rest: &'a [u8],
    next: u64,
}

impl<'a> Decoder<'a> {
    fn new(bytes: &'a [u8]) -> Result<Self, Damaged> {
        let rest = match bytes.split_first() {
            None => bytes,
            Some((&VERSION, rest)) if !rest.is_empty() => rest,
            Some(_) => return Err(Damaged),
        };
        Ok(Self { rest, next: 0 })
    }

    fn next(&mut self) -> Result<Option<(u8, u64)>, Damaged> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let distance = read_number(&mut self.rest)?;
        let class = self.next.checked_add(distance).ok_or(Damaged)?;
        let count = read_number(&mut self.rest)?;
        if class >= CLASSES as u64 || count == 0 {
            return Err(Damaged);
        }
        self.next = class + 1;
        let class = u8::try_from(class).map_err(|_| Damaged)?;
        Ok(Some((class, count)))
    }
}

fn write_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push((number & 0x7f) as u8);
}

/// Reads a LEB128 number in its shortest form and moves on behind it.
fn read_number(bytes: &mut &[u8]) -> Result<u64, Damaged> {
    let mut number = 0_u64;
    let mut shift = 0;
    loop {
        let (byte, rest) = bytes.split_first().ok_or(Damaged)?;
        *bytes = rest;
        let part = u64::from(byte & 0x7f);
        let placed = part.checked_shl(shift).ok_or(Damaged)?;
        if placed >> shift != part {
            return Err(Damaged);
        }
        number |= placed;
        if byte & 0x80 == 0 {
            let padded = part == 0 && shift > 0;
            return if padded { Err(Damaged) } else { Ok(number) };
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(values: &[u64]) -> Histogram {
        let mut histogram = Histogram::default();
        for value in values {
            histogram.add(*value, 1);
        }
        histogram
    }

    fn off_by(exact: u64, told: u64) -> bool {
        20 * exact.abs_diff(told) <= exact
    }

    #[test]
    fn every_class_stands_for_its_values_within_five_percent() {
        for (class, (low, stands)) in TABLE.iter().enumerate() {
            let high = TABLE.get(class + 1).map_or(MOST_MS, |next| next.0 - 1);
            for value in [*low, *stands.min(&MOST_MS), high] {
                assert_eq!(usize::from(class_of(value)), class, "{value}");
                assert!(
                    off_by(value, stands_for(u8::try_from(class).unwrap())),
                    "{value}"
                );
            }
        }
    }

    #[test]
    fn small_values_are_exact_and_large_ones_clamped() {
        for value in 0..=18 {
            assert_eq!(of(&[value]).quantile(0.5), value);
        }
        assert_eq!(of(&[u64::MAX]), of(&[MOST_MS]));
        assert!(off_by(MOST_MS, of(&[MOST_MS]).quantile(1.0)));
    }

    #[test]
    fn nothing_is_empty() {
        let mut nothing = Histogram::default();
        nothing.add(5, 0);
        assert!(nothing.is_empty());
        assert_eq!((nothing.quantile(0.99), nothing.encode()), (0, vec![]));
        assert_eq!(Histogram::decode(&[]), Ok(nothing));
    }

    /// The classes lie in the file: an encoding of an earlier release has to mean the same.
    #[test]
    fn the_encoding_does_not_change_between_releases() {
        assert_eq!(
            of(&[0, 0, 18, 19, 20, 21, 1_000, 60_000]).encode(),
            [1, 0, 2, 17, 1, 0, 2, 0, 1, 37, 1, 40, 1]
        );
    }

    #[test]
    fn garbage_is_refused() {
        for bytes in [
            &[1][..],
            &[2, 0, 1],
            &[1, 0],
            &[1, 0, 0],
            &[1, 0, 0x80],
            &[1, 0, 0x81, 0],
            &[1, 173, 1, 1],
            &[
                1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 1, 0, 1,
            ],
            &[
                1, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2,
            ],
            &[
                1, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1,
            ],
        ] {
            assert_eq!(Histogram::decode(bytes), Err(Damaged), "{bytes:?}");
        }
    }

    fn latencies() -> impl Strategy<Value = Vec<u64>> {
        let value = prop_oneof![0..200_u64, 0..20_000_u64, 0..=MOST_MS];
        prop::collection::vec(value, 0..200)
    }

    proptest! {
        #[test]
        fn what_is_taken_back_was_never_counted(one in latencies(), other in latencies()) {
            let mut both = of(&one);
            for ms in &other {
                both.add(*ms, 1);
            }
            for ms in &other {
                both.remove(*ms);
            }
            prop_assert_eq!(both, of(&one));
        }

        #[test]
        fn merging_parts_gives_the_whole(one in latencies(), other in latencies()) {
            let whole = of(&[one.clone(), other.clone()].concat());
            let mut merged = of(&one);
            merged.merge(&of(&other));
            prop_assert_eq!(&merged, &whole);
            let mut added = of(&other);
            added.merge_encoded(&of(&one).encode()).unwrap();
            prop_assert_eq!(&added, &whole);
            let stored = Histogram::merged(&of(&one).encode(), &of(&other).encode());
            prop_assert_eq!(stored, Ok(whole.encode()));
        }

        #[test]
        fn a_quantile_is_within_five_percent(mut values in latencies(), permille in 1..=1000_usize) {
            prop_assume!(!values.is_empty());
            values.sort_unstable();
            let rank = (values.len() * permille).div_ceil(1000);
            let share = f64::from(u32::try_from(permille).unwrap()) / 1000.0;
            let told = of(&values).quantile(share);
            // The share is a float: a rank on a boundary may fall to either neighbour.
            let near = [rank.saturating_sub(2), rank - 1, rank.min(values.len() - 1)];
            prop_assert!(
                near.iter().any(|at| off_by(values[*at], told)),
                "{told} for {:?}", values[rank - 1]
            );
        }

        #[test]
        fn an_encoding_is_read_back(values in latencies(), times in 1..u64::MAX) {
            let mut histogram = of(&values);
            histogram.add(77, times);
            prop_assert_eq!(Histogram::decode(&histogram.encode()), Ok(histogram));
        }

        #[test]
        fn what_is_read_was_written(bytes in prop::collection::vec(any::<u8>(), 0..20)) {
            if let Ok(histogram) = Histogram::decode(&bytes) {
                prop_assert_eq!(histogram.encode(), bytes);
            }
        }
    }
}
