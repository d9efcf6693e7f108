//! Which of many segments may hold a hash: their Bloom filters, sliced by bit.
//!
//! A filter has as many bits as every other. For each of these bits there is a row of words with
//! the bit of every segment, so the rows at the positions of a hash, combined, tell about all of
//! them at once. Up to 512 segments a row is within a line of memory or two: asking costs
//! [`HASHES`] of them however many segments there are.

/// How many bits of a filter a hash sets. With 32 bits an entry one hash in 170,000 that is not in
/// a segment is taken for one that is: `(1 - exp(-8 / 32))^8` (Bloom). Fewer cost more than they
/// save, for what is taken for one is read from the disk: when four were set and ten million events
/// present, once in 30 events.
const HASHES: usize = 8;

/// How many segments share a word.
pub(super) const COLUMNS: usize = 64;

/// Words of a row that lie together: a line of memory.
const WIDEST: usize = 8;

/// The bits of a filter that a hash sets.
type Positions = [usize; HASHES];

/// The positions of a hash in filters of so many bits, which is a power of two from 64 on.
fn positions(hash: u64, bits: usize) -> Positions {
    // Two hashes make the others (Kirsch and Mitzenmacher): h1 + i * h2, of which the top bits
    // count. The second one comes from the first by the finaliser of SplitMix64.
    let mut step = hash ^ 0x9e37_79b9_7f4a_7c15;
    step = (step ^ (step >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    step = (step ^ (step >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    step = (step ^ (step >> 31)) | 1;
    let mut next = hash;
    [(); HASHES].map(|()| {
        next = next.wrapping_add(step);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "below the number of bits, a usize"
        )]
        let position = (next >> (64 - bits.trailing_zeros())) as usize;
        position
    })
}

/// The filter of one segment, in words of 64 bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter(Vec<u64>);

impl Filter {
    /// A filter of so many bits with these hashes in it.
    pub(super) fn of(hashes: impl Iterator<Item = u64>, bits: usize) -> Self {
        let mut words = vec![0_u64; bits / 64];
        for hash in hashes {
            for position in positions(hash, bits) {
                if let Some(word) = words.get_mut(position / 64) {
                    *word |= 1 << (position % 64);
                }
            }
        }
        Self(words)
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// Reads a filter of so many bits; `None` when it has another size.
    pub(super) fn from_bytes(bytes: &[u8], bits: usize) -> Option<Self> {
        let (words, rest) = bytes.as_chunks::<8>();
        let whole = rest.is_empty() && words.len() == bits / 64;
        whole.then(|| Self(words.iter().map(|word| u64::from_le_bytes(*word)).collect()))
    }
}

/// The filters of all segments by column, 512 of them in each group.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Matrix {
    /// Bits of a filter.
    bits: usize,
    groups: Vec<Group>,
}

/// Rows of up to [`WIDEST`] words.
#[derive(Debug, Default, PartialEq, Eq)]
struct Group {
    /// Words of a row.
    width: usize,
    /// Row after row.
    words: Vec<u64>,
}

impl Matrix {
    /// Room for so many filters of so many bits.
    pub(super) fn of(columns: usize, bits: usize) -> Self {
        let mut matrix = Self {
            bits,
            groups: Vec::new(),
        };
        matrix.widen(columns.div_ceil(COLUMNS));
        matrix
    }

    /// Makes room for so many words in a row, if there is less.
    fn widen(&mut self, words: usize) {
        let groups = words.div_ceil(WIDEST).max(self.groups.len());
        self.groups.resize_with(groups, Group::default);
        for (group, before) in self.groups.iter_mut().zip((0..).step_by(WIDEST)) {
            group.widen(words.saturating_sub(before).min(WIDEST), self.bits);
        }
    }

    /// Fills the word with this number, in which no filter is yet, with those of 64 segments at
    /// most.
    pub(super) fn fill(&mut self, word: usize, filters: &[Filter]) {
        self.widen(word + 1);
        let squares = self.bits / 64;
        let mut rows = self.word(word);
        for place in 0..squares {
            let mut square = [0_u64; 64];
            for (to, filter) in square.iter_mut().zip(filters) {
                *to = filter.0.get(place).copied().unwrap_or(0);
            }
            transpose(&mut square);
            for (bits, to) in square.iter().zip(&mut rows) {
                *to = *bits;
            }
        }
    }

    /// The word with this number of each row; none where rows are shorter.
    fn word(&mut self, word: usize) -> impl Iterator<Item = &mut u64> {
        let (group, place) = (self.groups.get_mut(word / WIDEST), word % WIDEST);
        let group = group.filter(|group| place < group.width).into_iter();
        group.flat_map(move |group| group.words.iter_mut().skip(place).step_by(group.width))
    }

    /// Puts a filter into a column that is free.
    pub(super) fn set(&mut self, column: usize, filter: &Filter) {
        let (word, bit) = (column / COLUMNS, 1 << (column % COLUMNS));
        self.widen(word + 1);
        let Some(group) = self.groups.get_mut(word / WIDEST) else {
            return;
        };
        let width = group.width.max(1);
        for (rows, set) in group.words.chunks_mut(64 * width).zip(&filter.0) {
            let mut left = *set;
            while left != 0 {
                let row = left.trailing_zeros() as usize;
                if let Some(to) = rows.get_mut(row * width + word % WIDEST) {
                    *to |= bit;
                }
                left &= left - 1;
            }
        }
    }

    /// Frees a column.
    pub(super) fn clear(&mut self, column: usize) {
        let (word, kept) = (column / COLUMNS, !(1 << (column % COLUMNS)));
        for to in self.word(word) {
            *to &= kept;
        }
    }

    /// The columns whose filters may have a hash, in their order.
    pub(super) fn holding(&self, hash: u64) -> impl Iterator<Item = usize> {
        let positions = positions(hash, self.bits);
        let groups = self.groups.iter().zip((0..).step_by(WIDEST));
        groups.flat_map(move |(group, first)| {
            let held = group.holding(&positions).into_iter();
            held.zip(first..)
                .flat_map(|(word, at)| ones(word).map(move |bit| at * COLUMNS + bit))
        })
    }
}

impl Group {
    fn widen(&mut self, width: usize, bits: usize) {
        if width <= self.width {
            return;
        }
        let mut words = vec![0; bits * width];
        let rows = self.words.chunks(self.width.max(1));
        for (to, from) in words.chunks_mut(width).zip(rows) {
            for (to, from) in to.iter_mut().zip(from) {
                *to = *from;
            }
        }
        *self = Self { width, words };
    }

    fn holding(&self, positions: &Positions) -> [u64; WIDEST] {
        let mut held = [0; WIDEST];
        for word in held.iter_mut().take(self.width) {
            *word = u64::MAX;
        }
        for position in positions {
            let from = position * self.width;
            let row = self.words.get(from..from + self.width);
            for (held, word) in held.iter_mut().zip(row.unwrap_or_default()) {
                *held &= word;
            }
        }
        held
    }
}

/// The bits that are set, from the lowest on.
fn ones(word: u64) -> impl Iterator<Item = usize> {
    let lowest = |left: u64| (left != 0).then_some(left);
    std::iter::successors(lowest(word), move |left| lowest(left & (left - 1)))
        .map(|left| left.trailing_zeros() as usize)
}

/// Makes bit `i` of word `j` bit `j` of word `i`: swaps ever smaller squares (Warren, "Hacker's
/// Delight", 7-3).
fn transpose(square: &mut [u64; 64]) {
    let mut side = 32;
    let mut mask = u64::from(u32::MAX);
    while side != 0 {
        for pair in square.chunks_mut(2 * side) {
            let (upper, lower) = pair.split_at_mut(side);
            for (one, other) in upper.iter_mut().zip(lower) {
                let swapped = ((*one >> side) ^ *other) & mask;
                *one ^= swapped << side;
                *other ^= swapped;
            }
        }
        side /= 2;
        mask ^= mask << side;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_transposed_square_has_rows_for_columns() {
        let mut seed = 1_u64;
        let square: [u64; 64] = std::array::from_fn(|_| {
            seed = seed.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(99);
            seed
        });
        let mut turned = square;
        transpose(&mut turned);
        for (row, word) in square.iter().enumerate() {
            for (column, other) in turned.iter().enumerate() {
                assert_eq!(word >> column & 1, other >> row & 1, "{row} {column}");
            }
        }
    }

    #[test]
    fn few_strangers_are_let_in() {
        let mixed = |number: u64| number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31);
        let bits = 1 << 15;
        let filter = Filter::of((0..1_024).map(mixed), bits);
        let mut matrix = Matrix::of(0, bits);
        matrix.set(0, &filter);
        let strangers = (1_024..101_024).map(mixed);
        let taken = strangers
            .filter(|hash| matrix.holding(*hash).next().is_some())
            .count();
        assert!(taken < 8, "{taken} of 100,000");
    }

    proptest! {
        #[test]
        fn columns_hold_what_their_filters_hold(
            segments in prop::collection::vec(prop::collection::vec(any::<u64>(), 0..3), 0..700),
            bits in (6..10_u32).prop_map(|power| 1_usize << power),
            gone in 0..700_usize,
        ) {
            let filter = |hashes: &Vec<u64>| Filter::of(hashes.iter().copied(), bits);
            let filters: Vec<Filter> = segments.iter().map(filter).collect();
            let mut at_once = Matrix::of(filters.len(), bits);
            for (word, filters) in filters.chunks(COLUMNS).enumerate() {
                at_once.fill(word, filters);
            }
            let mut one_by_one = Matrix::of(0, bits);
            for (column, filter) in filters.iter().enumerate() {
                one_by_one.set(column, filter);
            }
            prop_assert_eq!(&at_once, &one_by_one);
            one_by_one.clear(gone);
            let holds = |matrix: &Matrix, hash, column| {
                let mut holding = matrix.holding(hash);
                holding.any(|other| other == column)
            };
            for (column, hashes) in segments.iter().enumerate() {
                for hash in hashes {
                    prop_assert!(holds(&at_once, *hash, column));
                    prop_assert_eq!(holds(&one_by_one, *hash, column), column != gone);
                }
            }
            // Who holds nothing is not told to hold anything, in no row of any width.
            let held: Vec<usize> = at_once.holding(1).collect();
            for column in &held {
                prop_assert!(*column < segments.len() && !segments[*column].is_empty());
            }
            prop_assert!(held.is_sorted());
            for filter in filters.iter().take(3) {
                let read = Filter::from_bytes(&filter.to_bytes(), bits);
                prop_assert_eq!(read.as_ref(), Some(filter));
                prop_assert_eq!(Filter::from_bytes(&filter.to_bytes(), bits * 2), None);
            }
        }
    }
}
