//! The words that some form asks for, numbered.
//!
//! Every folded surface has a number; surfaces that inflection makes interchangeable share a *class*. Classes that share a
//! surface merge, so the automaton sees one number per text word, and verification tells them apart again.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::words;

/// The number of a folded surface.
pub type SurfaceId = u32;

/// Stands in the stream for every word that no form asks for and every punctuation that parts words.
pub const SEPARATOR: SurfaceId = u32::MAX;

/// Bytes of [`code`].
pub const CODE_LENGTH: usize = 3;

/// The automaton's spelling of a class: three bytes of seven bits, the first one marked, so that no match can start inside another
/// code. Holds 2²¹ classes; numbers above that (two million different words) fall together with others and are told apart by
/// verification.
pub fn code(class: u32) -> [u8; CODE_LENGTH] {
    [0x80 | (class >> 14 & 0x7F) as u8, (class >> 7 & 0x7F) as u8, (class & 0x7F) as u8]
}

/// The code of [`SEPARATOR`], which no form holds: its second byte is marked too.
pub const SEPARATOR_CODE: [u8; CODE_LENGTH] = [0xFF, 0xFF, 0xFF];

/// The numbered words of a set of forms.
#[derive(Debug, Default)]
pub struct Vocabulary {
    surfaces: HashMap<Box<str>, SurfaceId, BuildHasherDefault<WordHasher>>,
    /// While building: a parent in the union-find forest. Afterwards: the class.
    class: Vec<u32>,
    classes: usize,
    /// For the first byte of a folded word, the lengths (bit 63: that or more) that occur: most words of a text stop here.
    lengths: Vec<u64>,
}

impl Vocabulary {
    /// The number of `folded`, a new one if need be.
    pub fn intern(&mut self, folded: &str) -> SurfaceId {
        if let Some(&id) = self.surfaces.get(folded) {
            return id;
        }
        let id = self.class.len() as u32;
        self.class.push(id);
        self.surfaces.insert(folded.into(), id);
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

    /// Numbers the classes; afterwards nothing may be added.
    pub fn freeze(&mut self) {
        let roots: Vec<u32> = (0..self.class.len() as u32).map(|surface| self.root(surface)).collect();
        let mut number = vec![u32::MAX; roots.len()];
        for &root in &roots {
            if number[root as usize] == u32::MAX {
                number[root as usize] = self.classes as u32;
                self.classes += 1;
            }
        }
        self.class = roots.into_iter().map(|root| number[root as usize]).collect();
        self.lengths = vec![0; 256];
        for surface in self.surfaces.keys() {
            let first = surface.as_bytes().first().copied().unwrap_or_default();
            self.lengths[first as usize] |= 1 << surface.len().min(63);
        }
    }

    /// How many classes there are.
    pub fn class_count(&self) -> usize {
        self.classes
    }

    /// The class of a surface; `None` for [`SEPARATOR`].
    pub fn class_of(&self, surface: SurfaceId) -> Option<u32> {
        self.class.get(surface as usize).copied()
    }

    /// The number of `word` as written, if some form asks for it. `buffer` is scratch.
    pub fn look_up(&self, word: &str, buffer: &mut String) -> Option<SurfaceId> {
        buffer.clear();
        words::fold_into(word, buffer);
        let first = *buffer.as_bytes().first()?;
        if self.lengths[first as usize] & 1 << buffer.len().min(63) == 0 {
            return None;
        }
        self.surfaces.get(buffer.as_str()).copied()
    }
}

/// A multiply-and-rotate hash of a few machine words: the keys are short and not chosen by an adversary who gains by collisions (the
/// glossary is the user's own, and look-ups never insert).
#[derive(Default)]
struct WordHasher(u64);

impl WordHasher {
    fn add(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            let mut word = [0; 8];
            word.copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word));
        }
        let mut rest = [0; 8];
        rest[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
        self.add(u64::from_le_bytes(rest) ^ (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, _: u8) {
        // The end mark of `str`; the length above serves.
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }
}
