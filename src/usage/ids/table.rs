//! Entries that are not in a segment yet, by hash.

/// The hash of an id and the number of its event in the sequence of its team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) hash: u64,
    pub(super) seq: i64,
}

/// A hash table that may hold a hash more than once. The entries lie in the order in which they
/// came; the slots hold their places, and whoever finds a slot taken goes on to the next.
#[derive(Debug, Default)]
pub(super) struct Table {
    entries: Vec<Entry>,
    /// The place of an entry plus one; 0 is free. As many as a power of two, at most half taken.
    slots: Vec<u32>,
}

const FEWEST_SLOTS: usize = 64;

impl Table {
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn push(&mut self, entry: Entry) {
        if self.entries.len() * 2 >= self.slots.len() {
            self.grow();
        }
        self.entries.push(entry);
        self.place(entry.hash, self.entries.len());
    }

    /// Adds the numbers under a hash to `found`.
    pub(super) fn find(&self, hash: u64, found: &mut Vec<i64>) {
        if self.entries.is_empty() {
            return;
        }
        let mut slot = self.home(hash);
        while let Some(place) = self.slots.get(slot).filter(|place| **place > 0) {
            let entry = self.entries.get(*place as usize - 1);
            found.extend(entry.filter(|entry| entry.hash == hash).map(|e| e.seq));
            slot = self.after(slot);
        }
    }

    /// Forgets all entries and keeps the memory. Costs as much as there are entries, not slots.
    pub(super) fn clear(&mut self) {
        for entry in std::mem::take(&mut self.entries) {
            // A run that begins at the home of an entry reaches the entry, or an earlier one has
            // been emptied up to its end already.
            let mut slot = self.home(entry.hash);
            while let Some(place) = self.slots.get_mut(slot).filter(|place| **place > 0) {
                *place = 0;
                slot = self.after(slot);
            }
        }
    }

    /// Empties the table.
    pub(super) fn take(&mut self) -> Vec<Entry> {
        self.slots.fill(0);
        std::mem::take(&mut self.entries)
    }

    fn home(&self, hash: u64) -> usize {
        // The low bits: the high ones are alike in the tests that make hashes collide.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "only the low bits are used"
        )]
        let low = hash as usize;
        low & self.slots.len().wrapping_sub(1)
    }

    fn after(&self, slot: usize) -> usize {
        (slot + 1) & self.slots.len().wrapping_sub(1)
    }

    fn place(&mut self, hash: u64, place: usize) {
        let mut slot = self.home(hash);
        while self.slots.get(slot).is_some_and(|place| *place > 0) {
            slot = self.after(slot);
        }
        if let Some(free) = self.slots.get_mut(slot) {
            *free = u32::try_from(place).unwrap_or(u32::MAX);
        }
    }

    fn grow(&mut self) {
        let slots = (self.slots.len() * 2).max(FEWEST_SLOTS);
        self.slots.clear();
        self.slots.resize(slots, 0);
        for place in 0..self.entries.len() {
            if let Some(entry) = self.entries.get(place).copied() {
                self.place(entry.hash, place + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(table: &Table, hash: u64) -> Vec<i64> {
        let mut found = Vec::new();
        table.find(hash, &mut found);
        found.sort_unstable();
        found
    }

    proptest! {
        #[test]
        fn it_finds_what_was_pushed_since_it_was_cleared(
            rounds in prop::collection::vec(prop::collection::vec(0..90_u64, 0..300), 1..4)
        ) {
            let mut table = Table::default();
            for hashes in rounds {
                table.clear();
                for (seq, hash) in (0..).zip(&hashes) {
                    table.push(Entry { hash: *hash, seq });
                }
                prop_assert_eq!(table.len(), hashes.len());
                for hash in 0..100 {
                    let there = (0..).zip(&hashes).filter(|(_, other)| **other == hash);
                    let there: Vec<i64> = there.map(|(seq, _)| seq).collect();
                    prop_assert_eq!(found(&table, hash), there);
                }
            }
            let entries = table.len();
            prop_assert_eq!(table.take().len(), entries);
            prop_assert!((0..100).all(|hash| found(&table, hash).is_empty()));
        }
    }
}
