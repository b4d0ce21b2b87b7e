//! A long list in two levels. Versions of it share the blocks that a change leaves alone, so that a change costs about the square root of the
//! list's length, and whatever is worked out of a block can be kept as long as the block lives.

use std::ops::{Add, Range};
use std::sync::Arc;

/// A block has at most so many items, and at least a quarter of it unless it is the only one.
const LONGEST: usize = 64;
const SHORTEST: usize = LONGEST / 4;

/// How much of a text something takes, or stands behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Bytes.
    pub bytes: usize,
    /// Lines that begin in it.
    pub lines: usize,
}

impl Add for Extent {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { bytes: self.bytes + other.bytes, lines: self.lines + other.lines }
    }
}

/// An item that takes at least one byte of a text.
pub trait Measured: Clone {
    /// How much.
    fn extent(&self) -> Extent;
}

/// Some items that follow each other.
#[derive(Debug)]
pub struct Block<T> {
    items: Vec<T>,
    /// What stands in the block before each item.
    starts: Vec<Extent>,
    extent: Extent,
}

/// The list. A clone costs as much as a change.
#[derive(Clone, Debug)]
pub struct Blocks<T> {
    blocks: Vec<Arc<Block<T>>>,
    /// What stands before each block: how many items, and their extent.
    starts: Vec<(usize, Extent)>,
    end: (usize, Extent),
}

impl<T: Measured> Block<T> {
    fn new(items: Vec<T>) -> Arc<Self> {
        let mut extent = Extent::default();
        let mut starts = Vec::with_capacity(items.len());
        for item in &items {
            starts.push(extent);
            extent = extent + item.extent();
        }
        Arc::new(Self { items, starts, extent })
    }

    /// The items, each with what stands in the block before it.
    pub fn iter(&self) -> impl Iterator<Item = (Extent, &T)> {
        self.starts.iter().copied().zip(&self.items)
    }
}

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        Self { blocks: Vec::new(), starts: Vec::new(), end: Default::default() }
    }
}

impl<T: Measured> FromIterator<T> for Blocks<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::default().splice(0..0, items.into_iter().collect())
    }
}

impl<T: Measured> Blocks<T> {
    fn of(blocks: Vec<Arc<Block<T>>>) -> Self {
        let mut end = (0, Extent::default());
        let mut starts = Vec::with_capacity(blocks.len());
        for block in &blocks {
            starts.push(end);
            end = (end.0 + block.items.len(), end.1 + block.extent);
        }
        Self { blocks, starts, end }
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.end.0
    }

    /// The blocks, each with what stands before it.
    pub fn blocks(&self) -> impl Iterator<Item = (Extent, &Arc<Block<T>>)> {
        self.starts.iter().map(|(_, extent)| *extent).zip(&self.blocks)
    }

    /// The items, each with what stands before it.
    pub fn iter(&self) -> impl Iterator<Item = (Extent, &T)> {
        self.blocks().flat_map(|(start, block)| block.iter().map(move |(within, item)| (start + within, item)))
    }

    /// Item `number` and what stands before it.
    pub fn get(&self, number: usize) -> Option<(Extent, &T)> {
        let at = self.block_with(number)?;
        let (block, (before, start)) = (self.blocks.get(at)?, self.starts.get(at)?);
        let within = number - before;
        Some((*start + *block.starts.get(within)?, block.items.get(within)?))
    }

    /// How many items start at `byte` or before it.
    pub fn starting_by(&self, byte: usize) -> usize {
        let at = self.starts.partition_point(|(_, start)| start.bytes <= byte);
        let Some((block, (before, start))) = at.checked_sub(1).and_then(|at| self.blocks.get(at).zip(self.starts.get(at))) else {
            return 0;
        };
        before + block.starts.partition_point(|within| start.bytes + within.bytes <= byte)
    }

    /// The number of the item that starts at `byte`; the number of items for the text's end.
    pub fn starting_at(&self, byte: usize) -> Option<usize> {
        if byte == self.end.1.bytes {
            return Some(self.len());
        }
        let number = self.starting_by(byte).checked_sub(1)?;
        self.get(number).filter(|(start, _)| start.bytes == byte).map(|_| number)
    }

    /// The list with `items` in place of those in `range`, which must lie in it.
    pub fn splice(&self, range: Range<usize>, items: Vec<T>) -> Self {
        let mut first = self.block_with(range.start).unwrap_or_default();
        let mut end = self.block_with(range.end.max(range.start + 1) - 1).map_or(0, |last| last + 1).max(first);
        let items_before = |at: usize| self.starts.get(at).map_or(self.len(), |(before, _)| *before);
        let length = |first: usize, end: usize| items_before(end) - items_before(first) - range.len() + items.len();
        // Neighbours join in until the block is long enough.
        while length(first, end) < SHORTEST && (first > 0 || end < self.blocks.len()) {
            if end < self.blocks.len() { end += 1 } else { first -= 1 }
        }
        let (count, before, length) = (length(first, end).div_ceil(LONGEST), range.start - items_before(first), length(first, end));
        let old = || self.blocks[first..end].iter().flat_map(|block| &block.items).cloned();
        let mut new = old().take(before).chain(items).chain(old().skip(before + range.len()));
        let fresh = (0..count).map(|piece| Block::new(new.by_ref().take(length * (piece + 1) / count - length * piece / count).collect()));
        let fresh: Vec<Arc<Block<T>>> = fresh.collect();
        Self::of([&self.blocks[..first], &fresh, &self.blocks[end..]].concat())
    }

    /// The number of the block with item `number`; of the last one where there is no such item. `None` where there are no blocks.
    fn block_with(&self, number: usize) -> Option<usize> {
        self.starts.partition_point(|(before, _)| *before <= number).checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;

    impl Measured for (usize, usize) {
        fn extent(&self) -> Extent {
            Extent { bytes: self.0, lines: self.1 }
        }
    }

    type Items = Vec<(usize, usize)>;

    fn items(longest: usize) -> impl Strategy<Value = Items> {
        prop::collection::vec((1usize..5, 0usize..3), 0..longest)
    }

    fn starts(items: &[(usize, usize)]) -> Vec<Extent> {
        let end = |count: usize| items[..count].iter().fold(Extent::default(), |end, item| end + item.extent());
        (0..=items.len()).map(end).collect()
    }

    proptest! {
        #[test]
        fn a_list_in_blocks_is_a_list(first in items(300), rounds in prop::collection::vec((any::<Index>(), 0usize..200, items(200)), 0..12)) {
            let (mut plain, mut blocks) = (first.clone(), first.into_iter().collect::<Blocks<_>>());
            for (at, count, new) in rounds {
                let start = at.index(plain.len() + 1);
                let range = start..(start + count).min(plain.len());
                let before = blocks.clone();
                blocks = blocks.splice(range.clone(), new.clone());
                plain.splice(range.clone(), new.clone());

                let starts = starts(&plain);
                prop_assert_eq!(blocks.len(), plain.len());
                let expected: Vec<_> = starts.iter().copied().zip(&plain).collect();
                prop_assert_eq!(blocks.iter().collect::<Vec<_>>(), expected.clone());
                prop_assert_eq!((0..=plain.len()).map_while(|number| blocks.get(number)).collect::<Vec<_>>(), expected);
                for byte in 0..starts[plain.len()].bytes + 2 {
                    prop_assert_eq!(blocks.starting_by(byte), starts[..plain.len()].iter().filter(|start| start.bytes <= byte).count());
                    prop_assert_eq!(blocks.starting_at(byte), starts.iter().position(|start| start.bytes == byte));
                }

                let lengths: Vec<usize> = blocks.blocks.iter().map(|block| block.items.len()).collect();
                let shortest = if lengths.len() > 1 { SHORTEST } else { 1 };
                prop_assert!(lengths.iter().all(|length| (shortest..=LONGEST).contains(length)), "{:?}", lengths);
                let is_kept = |block: &&Arc<Block<_>>| before.blocks.iter().any(|other| Arc::ptr_eq(block, other));
                let changed = blocks.blocks.iter().filter(|block| !is_kept(block)).count();
                prop_assert!(changed <= new.len() / LONGEST + 4, "{} blocks are new", changed);
            }
        }
    }
}
