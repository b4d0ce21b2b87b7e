//! The words that some form asks for, numbered.
//!
//! Every folded surface has a number; surfaces that inflection makes interchangeable share a *class*. Classes that share a
//! surface merge, so the automaton sees one number per text word, and verification tells them apart again.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::words;

/// The number of a folded surface.
pub type SurfaceId = u32;

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

/// The numbered words of a set of forms.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// While building: the number of each folded surface, by its digest.
    numbers: HashMap<u64, SurfaceId, BuildHasherDefault<DigestHasher>>,
    /// While building: a parent in the union-find forest. Afterwards: the class.
    class: Vec<u32>,
    classes: usize,
    index: Index,
}

impl Vocabulary {
    /// The number of `folded`, a new one if need be.
    pub fn intern(&mut self, folded: &str) -> SurfaceId {
        let next = self.class.len() as u32;
        let id = *self.numbers.entry(words::digest(folded)).or_insert(next);
        if id == next {
            self.class.push(id);
        }
        id
    }

    /// Puts two surfaces into one class.
    pub fn join(&mut self, one: SurfaceId, other: SurfaceId) {
        let (one, other) = (self.root(one), self.root(other));
        self.class[other as usize] = one;
    }

    fn root(&mut self, surface: SurfaceId) -> SurfaceId {
        let mut at = surface;
        while self.class[at as usize] != at {
            // Halving the path keeps the forest flat.
            self.class[at as usize] = self.class[self.class[at as usize] as usize];
            at = self.class[at as usize];
        }
        at
    }

    /// Numbers the classes; afterwards nothing may be added. `first_words` are the surfaces that a pattern may start with.
    pub fn freeze(&mut self, first_words: impl Iterator<Item = SurfaceId>) {
        let roots: Vec<u32> = (0..self.class.len() as u32).map(|surface| self.root(surface)).collect();
        let mut number = vec![u32::MAX; roots.len()];
        for &root in &roots {
            if number[root as usize] == u32::MAX {
                number[root as usize] = self.classes as u32;
                self.classes += 1;
            }
        }
        self.class = roots.into_iter().map(|root| number[root as usize]).collect();
        let mut is_first = vec![false; self.class.len()];
        first_words.for_each(|id| is_first[id as usize] = true);
        self.index = Index::new(self.numbers.drain().map(|(digest, id)| (digest, id, is_first[id as usize])));
    }

    /// How many classes there are.
    pub fn class_count(&self) -> usize {
        self.classes
    }

    /// The class of a surface.
    pub fn class_of(&self, surface: SurfaceId) -> u32 {
        self.class.get(surface as usize).copied().unwrap_or_default()
    }

    /// The number of the surface with this [`words::digest`], if some form asks for it. Verification tells apart what shares a digest by chance.
    pub fn look_up(&self, digest: u64) -> Option<SurfaceId> {
        self.index.get(digest, &self.index.filter)
    }

    /// Like [`Vocabulary::look_up`], for a word that could only be the first of a form: words that stand nowhere first are mostly not found.
    pub fn look_up_first(&self, digest: u64) -> Option<SurfaceId> {
        self.index.get(digest, &self.index.first_words)
    }
}

/// Finds surfaces by their digest, so that no word of a text is ever folded or compared unless a form is likely to stand there.
#[derive(Debug, Default)]
struct Index {
    /// A bit for each digest that occurs, at least sixteen times as many bits as surfaces: most words of a text stop here.
    filter: Vec<u64>,
    /// The same for the surfaces that a pattern starts with.
    first_words: Vec<u64>,
    /// Open addressing: digest and number, at most half full.
    slots: Vec<(u64, SurfaceId)>,
}

/// Marks a free slot.
const FREE: SurfaceId = SurfaceId::MAX;

impl Index {
    /// Of digests, numbers, and whether a pattern starts with the surface.
    fn new(surfaces: impl ExactSizeIterator<Item = (u64, SurfaceId, bool)>) -> Self {
        let capacity = (2 * surfaces.len()).next_power_of_two().max(64);
        let filter = vec![0; capacity / 8];
        let mut index = Self { first_words: filter.clone(), filter, slots: vec![(0, FREE); capacity] };
        for (digest, id, starts_pattern) in surfaces {
            let (part, bit) = index.filter_bit(digest);
            index.filter[part] |= bit;
            if starts_pattern {
                index.first_words[part] |= bit;
            }
            let mut slot = index.first_slot(digest);
            while index.slots[slot].1 != FREE {
                slot = (slot + 1) % capacity;
            }
            index.slots[slot] = (digest, id);
        }
        index
    }

    /// `filter` is one of the two.
    fn get(&self, digest: u64, filter: &[u64]) -> Option<SurfaceId> {
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
                (other, id) if other == digest => return Some(id),
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
