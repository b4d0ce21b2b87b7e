//! The words that some form asks for, numbered.
//!
//! Surfaces that inflection makes interchangeable share a *class*. Classes that share a surface merge, so the automaton sees one number
//! per text word, and verification tells them apart again.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::lexemes::Lexemes;

/// Bytes of [`code`].
pub const CODE_LENGTH: usize = 3;

/// The automaton's spelling of a class: three bytes of seven bits, the first one marked, so that no match can start inside another
/// code. Holds 2²¹ classes; numbers above that (two million different words) fall together with others and are told apart by
/// verification.
pub fn code(class: u32) -> [u8; CODE_LENGTH] {
    [0x80 | (class >> 14 & 0x7F) as u8, (class >> 7 & 0x7F) as u8, (class & 0x7F) as u8]
}

/// Between the codes of words that nothing joins: its second byte is marked too, so no form holds it.
pub const SEPARATOR_CODE: [u8; CODE_LENGTH] = [0xFF, 0xFF, 0xFF];

/// The classes of a set of words.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// The class of each lexeme.
    classes: Vec<u32>,
    class_count: usize,
    index: Index,
}

impl Vocabulary {
    /// Of `lexemes`; `first_words` are those that a pattern starts with.
    pub fn new(lexemes: &Lexemes, first_words: impl Iterator<Item = u32>) -> Self {
        let mut is_first = vec![false; lexemes.iter().len()];
        first_words.for_each(|lexeme| is_first[lexeme as usize] = true);
        let mut forest = Forest::new(lexemes.iter().len());
        let surface_count = lexemes.iter().map(<[_]>::len).sum();
        let mut lexeme_with: HashMap<u64, (u32, bool), BuildHasherDefault<DigestHasher>> = HashMap::default();
        lexeme_with.reserve(surface_count);
        for ((number, surfaces), &is_first) in (0..).zip(lexemes.iter()).zip(&is_first) {
            for surface in surfaces {
                let (with, starts_pattern) = lexeme_with.entry(surface.digest).or_insert((number, false));
                *starts_pattern |= is_first;
                forest.join(*with, number);
            }
        }
        let (classes, class_count) = forest.classes();
        let index = Index::new(lexeme_with.iter().map(|(digest, &(lexeme, starts))| (*digest, classes[lexeme as usize], starts)));
        Self { classes, class_count, index }
    }

    /// How many classes there are.
    pub fn class_count(&self) -> usize {
        self.class_count
    }

    /// The class of a lexeme.
    pub fn class_of(&self, lexeme: u32) -> u32 {
        self.classes.get(lexeme as usize).copied().unwrap_or_default()
    }

    /// The class of the surfaces with this [`digest`](crate::words::digest), if some form asks for them. Verification tells apart what shares a
    /// digest by chance.
    pub fn look_up(&self, digest: u64) -> Option<u32> {
        self.index.get(digest, &self.index.filter)
    }

    /// Like [`Vocabulary::look_up`], for a word that could only be the first of a form: words that stand nowhere first are mostly not found.
    pub fn look_up_first(&self, digest: u64) -> Option<u32> {
        self.index.get(digest, &self.index.first_words)
    }
}

/// Numbers that are joined to classes (union-find).
struct Forest {
    parents: Vec<u32>,
}

impl Forest {
    fn new(count: usize) -> Self {
        Self { parents: (0..count as u32).collect() }
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents[other as usize] = one;
    }

    fn root(&mut self, number: u32) -> u32 {
        let mut at = number;
        while self.parents[at as usize] != at {
            // Halving the path keeps the forest flat.
            self.parents[at as usize] = self.parents[self.parents[at as usize] as usize];
            at = self.parents[at as usize];
        }
        at
    }

    /// The class of each number, and how many classes there are.
    fn classes(mut self) -> (Vec<u32>, usize) {
        let mut count = 0;
        let mut class_of_root = vec![u32::MAX; self.parents.len()];
        let classes = (0..self.parents.len() as u32).map(|number| {
            let class = &mut class_of_root[self.root(number) as usize];
            if *class == u32::MAX {
                *class = count;
                count += 1;
            }
            *class
        });
        (classes.collect(), count as usize)
    }
}

/// Finds surfaces by their digest, so that no word of a text is ever folded or compared unless a form is likely to stand there.
#[derive(Debug, Default)]
struct Index {
    /// A bit for each digest that occurs, at least sixteen times as many bits as surfaces: most words of a text stop here.
    filter: Vec<u64>,
    /// The same for the surfaces that a pattern starts with.
    first_words: Vec<u64>,
    /// Open addressing: digest and class, at most half full.
    slots: Vec<(u64, u32)>,
}

/// Marks a free slot.
const FREE: u32 = u32::MAX;

impl Index {
    /// Of digests, classes, and whether a pattern starts with the surface.
    fn new(surfaces: impl ExactSizeIterator<Item = (u64, u32, bool)>) -> Self {
        let capacity = (2 * surfaces.len()).next_power_of_two().max(64);
        let filter = vec![0; capacity / 8];
        let mut index = Self { first_words: filter.clone(), filter, slots: vec![(0, FREE); capacity] };
        for (digest, class, starts_pattern) in surfaces {
            let (part, bit) = index.filter_bit(digest);
            index.filter[part] |= bit;
            if starts_pattern {
                index.first_words[part] |= bit;
            }
            let mut slot = index.first_slot(digest);
            while index.slots[slot].1 != FREE {
                slot = (slot + 1) % capacity;
            }
            index.slots[slot] = (digest, class);
        }
        index
    }

    /// `filter` is one of the two.
    fn get(&self, digest: u64, filter: &[u64]) -> Option<u32> {
        if filter.is_empty() {
            return None;
        }
        let (part, bit) = self.filter_bit(digest);
        if filter[part] & bit == 0 {
            return None;
        }
        let mut slot = self.first_slot(digest);
        loop {
            match self.slots[slot] {
                (_, FREE) => return None,
                (other, class) if other == digest => return Some(class),
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }

    fn filter_bit(&self, digest: u64) -> (usize, u64) {
        (digest as usize & (self.filter.len() - 1), 1 << (digest >> 58))
    }

    fn first_slot(&self, digest: u64) -> usize {
        (digest >> 24) as usize & (self.slots.len() - 1)
    }
}

/// Hands a digest through: it is a hash already.
#[derive(Default)]
struct DigestHasher(u64);

impl Hasher for DigestHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.0 = self.0.rotate_left(8) ^ u64::from(byte));
    }

    fn write_u64(&mut self, digest: u64) {
        self.0 = digest;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
