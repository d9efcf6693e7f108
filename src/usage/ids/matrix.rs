//! Which of many segments may hold a hash: their Bloom filters, sliced by bit.
//!
//! A filter has as many bits as every other. For each of these bits a block holds one word with the
//! bit of up to 64 segments, so the words at the positions of a hash, combined, tell about all of
//! them at once, and asking costs [`HASHES`] words of memory however many of the 64 there are.

/// How many bits of a filter a hash sets. With 32 bits an entry one hash in 5,000 that is not in a
/// segment is taken for one that is: `(1 - exp(-4 / 32))^4` (Bloom). Seven would make that one in
/// 88,000, but each is a word of memory that no cache holds.
pub(super) const HASHES: usize = 4;

/// How many segments share a block.
pub(super) const COLUMNS: usize = 64;

/// The bits of a filter that a hash sets.
pub(super) type Positions = [usize; HASHES];

/// The positions of a hash in filters of so many bits, which is a power of two from 64 on.
pub(super) fn positions(hash: u64, bits: usize) -> Positions {
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

/// The filters of up to 64 segments: for each bit the word of the segments that have it.
#[derive(Debug)]
pub(super) struct Block(Vec<u64>);

impl Block {
    /// A block of these filters, at most 64, in the order of their columns.
    pub(super) fn of(filters: &[Filter], bits: usize) -> Self {
        let mut rows = Vec::with_capacity(bits);
        for word in 0..bits / 64 {
            let mut square = [0_u64; 64];
            for (to, filter) in square.iter_mut().zip(filters) {
                *to = filter.0.get(word).copied().unwrap_or(0);
            }
            transpose(&mut square);
            rows.extend_from_slice(&square);
        }
        Self(rows)
    }

    /// Puts a filter into a column that is free.
    pub(super) fn set(&mut self, column: usize, filter: &Filter) {
        let bit = 1 << (column % COLUMNS);
        for (rows, word) in self.0.chunks_mut(64).zip(&filter.0) {
            let mut left = *word;
            while left != 0 {
                if let Some(row) = rows.get_mut(left.trailing_zeros() as usize) {
                    *row |= bit;
                }
                left &= left - 1;
            }
        }
    }

    /// Frees a column.
    pub(super) fn clear(&mut self, column: usize) {
        let kept = !(1 << (column % COLUMNS));
        for row in &mut self.0 {
            *row &= kept;
        }
    }

    /// The columns whose filters have all positions.
    pub(super) fn holds(&self, positions: &Positions) -> u64 {
        let word = |position: &usize| self.0.get(*position).copied().unwrap_or(0);
        positions
            .iter()
            .map(word)
            .fold(u64::MAX, |all, word| all & word)
    }
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
        let block = Block::of(&[filter], bits);
        let strangers = (1_024..101_024).map(mixed);
        let taken = strangers
            .filter(|hash| block.holds(&positions(*hash, bits)) != 0)
            .count();
        assert!(taken < 60, "{taken} of 100,000");
    }

    fn holds(block: &Block, hash: u64, bits: usize) -> Vec<usize> {
        let columns = block.holds(&positions(hash, bits));
        (0..COLUMNS)
            .filter(|column| columns >> column & 1 == 1)
            .collect()
    }

    proptest! {
        #[test]
        fn blocks_hold_what_their_filters_hold(
            segments in prop::collection::vec(prop::collection::vec(any::<u64>(), 0..9), 0..64),
            bits in (6..10_u32).prop_map(|power| 1_usize << power),
            gone in 0..64_usize,
        ) {
            let filter = |hashes: &Vec<u64>| Filter::of(hashes.iter().copied(), bits);
            let filters: Vec<Filter> = segments.iter().map(filter).collect();
            let at_once = Block::of(&filters, bits);
            let mut one_by_one = Block::of(&[], bits);
            for (column, filter) in filters.iter().enumerate() {
                one_by_one.set(column, filter);
            }
            prop_assert_eq!(&at_once.0, &one_by_one.0);
            one_by_one.clear(gone);
            for (column, hashes) in segments.iter().enumerate() {
                for hash in hashes {
                    prop_assert!(holds(&at_once, *hash, bits).contains(&column));
                    let there = holds(&one_by_one, *hash, bits).contains(&column);
                    prop_assert_eq!(there, column != gone);
                }
            }
            for filter in filters {
                let read = Filter::from_bytes(&filter.to_bytes(), bits);
                prop_assert_eq!(read, Some(filter.clone()));
                prop_assert_eq!(Filter::from_bytes(&filter.to_bytes(), bits * 2), None);
            }
        }
    }
}
