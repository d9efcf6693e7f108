//! What a segment stores: its entries in the order of their hashes, cut into chunks.

use super::table::Entry;

/// A segment, ready to be stored.
pub(super) struct Segment {
    /// Hashes and numbers, cut so that each chunk fills one page.
    pub(super) chunks: Vec<Vec<u8>>,
    pub(super) fences: Fences,
}

/// The first hash of every chunk of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fences(Vec<u64>);

impl Segment {
    /// A segment of entries, which are in the order of their hashes.
    pub(super) fn of(sorted: &[Entry], entries_a_chunk: usize) -> Self {
        let chunk = |entries: &[Entry]| {
            let mut bytes = Vec::with_capacity(entries.len() * 16);
            bytes.extend(entries.iter().flat_map(|entry| entry.hash.to_le_bytes()));
            bytes.extend(entries.iter().flat_map(|entry| entry.seq.to_le_bytes()));
            bytes
        };
        let pieces = sorted.chunks(entries_a_chunk.max(1));
        let first = |entries: &[Entry]| entries.first().map(|entry| entry.hash);
        Self {
            fences: Fences(pieces.clone().filter_map(first).collect()),
            chunks: pieces.map(chunk).collect(),
        }
    }
}

impl Fences {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|hash| hash.to_le_bytes()).collect()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (hashes, rest) = bytes.as_chunks::<8>();
        let hashes = hashes.iter().map(|hash| u64::from_le_bytes(*hash));
        rest.is_empty().then(|| Self(hashes.collect()))
    }

    /// The chunks that may hold a hash: one, or more when a hash is there more than once.
    pub(super) fn chunks(&self, hash: u64) -> std::ops::Range<usize> {
        // The one that begins before the hash can end with it.
        let first = self.0.partition_point(|fence| *fence < hash);
        first.saturating_sub(1)..self.0.partition_point(|fence| *fence <= hash)
    }
}

/// Adds the numbers under a hash in a chunk to `found`; false when the chunk is damaged.
pub(super) fn find_in(chunk: &[u8], hash: u64, found: &mut Vec<i64>) -> bool {
    if !chunk.len().is_multiple_of(16) {
        return false;
    }
    let (hashes, seqs) = chunk.split_at(chunk.len() / 2);
    let (hashes, seqs) = (hashes.as_chunks::<8>().0, seqs.as_chunks::<8>().0);
    let from = hashes.partition_point(|other| u64::from_le_bytes(*other) < hash);
    let same = hashes.iter().zip(seqs).skip(from);
    let same = same.take_while(|(other, _)| u64::from_le_bytes(**other) == hash);
    found.extend(same.map(|(_, seq)| i64::from_le_bytes(*seq)));
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_entry_is_found_where_the_fences_say(
            mut hashes in prop::collection::vec(0..60_u64, 0..80), entries_a_chunk in 1..9_usize
        ) {
            hashes.sort_unstable();
            let entries: Vec<Entry> =
                (1..).zip(&hashes).map(|(seq, hash)| Entry { hash: *hash, seq }).collect();
            let segment = Segment::of(&entries, entries_a_chunk);
            prop_assert!(segment.chunks.iter().all(|chunk| chunk.len() <= 16 * entries_a_chunk));
            let fences = Fences::from_bytes(&segment.fences.to_bytes());
            prop_assert_eq!(fences.as_ref(), Some(&segment.fences));
            for hash in 0..65 {
                let mut found = Vec::new();
                for chunk in segment.fences.chunks(hash) {
                    prop_assert!(find_in(&segment.chunks[chunk], hash, &mut found));
                }
                let there = entries.iter().filter(|entry| entry.hash == hash);
                prop_assert_eq!(found, there.map(|entry| entry.seq).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn damage_is_told() {
        assert!(!find_in(&[0; 15], 0, &mut Vec::new()));
        assert_eq!(Fences::from_bytes(&[0; 7]), None);
    }
}
