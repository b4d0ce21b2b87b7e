//! Where the terms stand in the texts of a workspace: a pure table, filled by whoever reads the texts.
//!
//! It holds places and no text: 20 bytes a mark, and the names of terms once. Positions are kept in the unit the asking side speaks, because
//! turning bytes into positions takes the text.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::Document;
use crate::matcher::TermRef;
use crate::span::Span;
use crate::text::{Encoding, Point};

/// A term of a workspace, whatever matcher finds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermKey {
    /// The glossary's file.
    pub glossary: Arc<Path>,
    /// The term's id in it.
    pub term: String,
}

/// Where a mark stands: from the first point to the second, in the encoding that the index was made for.
pub type At = (Point, Point);

/// The marks of one text by their terms, the places of each term in order. A mark of several terms is listed under each.
pub type Uses = Vec<(TermKey, Vec<At>)>;

/// The places of a term that goes by a number, in one text.
type UsesOfNumber = (u32, Box<[At]>);

/// How often a term stands in the texts, and in how many of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Marks.
    pub uses: usize,
    /// Texts with at least one.
    pub files: usize,
}

/// The marks of every text.
#[derive(Debug, Default)]
pub struct Index {
    /// The number of each term that was ever met.
    numbers: HashMap<TermKey, u32>,
    /// By term number.
    counts: Vec<Count>,
    /// The texts with marks: terms by number, in order, each with its places.
    files: BTreeMap<PathBuf, Box<[UsesOfNumber]>>,
}

impl Count {
    /// One text more, with so many uses.
    pub fn add(&mut self, uses: usize) {
        self.uses += uses;
        self.files += usize::from(uses > 0);
    }
}

impl Index {
    /// The marks of the text at `path` are these now. Tells whether that is news.
    pub fn set(&mut self, path: &Path, uses: Uses) -> bool {
        let mut numbered: Vec<UsesOfNumber> = uses.into_iter().map(|(term, places)| (self.number(term), places.into())).collect();
        numbered.sort_unstable_by_key(|&(number, _)| number);
        if self.files.get(path).map_or(&[][..], |known| known) == numbered.as_slice() {
            return false;
        }
        self.remove(path);
        for (number, places) in &numbered {
            self.counts[*number as usize].add(places.len());
        }
        if !numbered.is_empty() {
            self.files.insert(path.to_owned(), numbered.into());
        }
        true
    }

    /// There is no text at `path` any more. Tells whether that is news.
    pub fn remove(&mut self, path: &Path) -> bool {
        let Some(known) = self.files.remove(path) else { return false };
        for (number, places) in &known {
            let count = &mut self.counts[*number as usize];
            count.uses -= places.len();
            count.files -= 1;
        }
        true
    }

    /// How often a term stands in all texts but those at `except`, each of which is given once.
    pub fn count<'a>(&self, term: &TermKey, except: impl Iterator<Item = &'a Path>) -> Count {
        let Some(&number) = self.numbers.get(term) else { return Count::default() };
        let mut count = self.counts[number as usize];
        for path in except {
            let places = self.files.get(path).map_or(&[][..], |file| places(file, number));
            count.uses -= places.len();
            count.files -= usize::from(!places.is_empty());
        }
        count
    }

    /// The terms that stand in any text but those at `except`.
    pub fn used<'a>(&'a self, except: &'a [&'a Path]) -> impl Iterator<Item = &'a TermKey> {
        self.numbers.keys().filter(|key| self.count(key, except.iter().copied()).uses > 0)
    }

    /// The texts that a term stands in, by path, with its places in order.
    pub fn uses(&self, term: &TermKey) -> impl Iterator<Item = (&Path, &[At])> {
        let number = self.numbers.get(term).copied().filter(|&number| self.counts[number as usize].uses > 0);
        let of_file = move |number: u32| self.files.iter().map(move |(path, file)| (path.as_path(), places(file, number)));
        number.into_iter().flat_map(of_file).filter(|(_, places)| !places.is_empty())
    }

    fn number(&mut self, term: TermKey) -> u32 {
        let next = self.counts.len() as u32;
        let number = *self.numbers.entry(term).or_insert(next);
        if number == next {
            self.counts.push(Count::default());
        }
        number
    }
}

fn places(file: &[UsesOfNumber], number: u32) -> &[At] {
    file.binary_search_by_key(&number, |&(number, _)| number).map_or(&[], |at| &file[at].1)
}

/// The marks of a text. `key_of` tells which term of the workspace a term of the document's matcher is.
pub fn uses(document: &Document, key_of: impl Fn(TermRef) -> Option<TermKey>, encoding: Encoding) -> Uses {
    let mut spans: BTreeMap<TermRef, Vec<Span>> = BTreeMap::new();
    for (start, part) in document.parts().iter() {
        for mark in &part.marks {
            for term in std::iter::once(mark.occurrence.term).chain(mark.also.iter().copied()) {
                spans.entry(term).or_default().push(mark.occurrence.span.shifted(start));
            }
        }
    }
    let located = |(term, spans): (TermRef, Vec<Span>)| Some((key_of(term)?, document.text().points_of(&spans, encoding)));
    spans.into_iter().filter_map(located).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Manner;
    use crate::glossary;
    use crate::matcher::Matcher;
    use crate::prose::Format;
    use crate::text::Text;

    fn key(term: &str) -> TermKey {
        TermKey { glossary: Arc::from(Path::new("/g")), term: term.to_owned() }
    }

    fn at(line: u32) -> At {
        (Point::new(line, 0), Point::new(line, 3))
    }

    /// The uses of a term as `path:line`.
    fn found(index: &Index, term: &str) -> Vec<String> {
        let of_file = |(path, places): (&Path, &[At])| {
            places.iter().map(|(start, _)| format!("{}:{}", path.display(), start.line)).collect::<Vec<_>>()
        };
        index.uses(&key(term)).flat_map(of_file).collect()
    }

    #[test]
    fn texts_come_change_and_go() {
        let mut index = Index::default();
        assert!(index.set(Path::new("b"), vec![(key("x"), vec![at(1), at(4)]), (key("y"), vec![at(2)])]));
        assert!(index.set(Path::new("a"), vec![(key("y"), vec![at(7)])]));
        assert_eq!((found(&index, "x"), found(&index, "y")), (vec!["b:1".into(), "b:4".into()], vec!["a:7".into(), "b:2".into()]));
        assert_eq!(index.count(&key("y"), std::iter::empty()), Count { uses: 2, files: 2 });
        assert_eq!(index.count(&key("y"), [Path::new("b"), Path::new("never there")].into_iter()), Count { uses: 1, files: 1 });
        assert!(!index.set(Path::new("a"), vec![(key("y"), vec![at(7)])]), "no news");
        assert!(!index.set(Path::new("c"), vec![]), "nor is a text without marks");
        assert!(index.set(Path::new("b"), vec![(key("y"), vec![at(3)])]));
        assert_eq!((found(&index, "x"), found(&index, "y")), (vec![], vec!["a:7".into(), "b:3".into()]));
        assert!(index.remove(Path::new("b")) && !index.remove(Path::new("b")));
        assert_eq!(index.count(&key("y"), std::iter::empty()), Count { uses: 1, files: 1 });
        assert_eq!(index.count(&key("unknown"), std::iter::empty()), Count::default());
        assert_eq!(index.used(&[]).collect::<Vec<_>>(), [&key("y")]);
        assert_eq!(index.used(&[Path::new("a")]).count(), 0);
    }

    proptest! {
        #[test]
        fn counts_are_those_of_the_uses(steps in proptest::collection::vec((0_u8..4, proptest::collection::vec((0_u8..3, 1_usize..4), 0..3)), 0..30)) {
            let mut index = Index::default();
            for (file, uses) in steps {
                let by_term: BTreeMap<u8, usize> = uses.into_iter().collect();
                let uses = by_term.into_iter().map(|(term, times)| (key(&term.to_string()), (0..times as u32).map(at).collect()));
                let path = PathBuf::from(file.to_string());
                if file == 0 { index.remove(&path); } else { index.set(&path, uses.collect()); }
            }
            for term in ["0", "1", "2"] {
                let mut count = Count::default();
                index.uses(&key(term)).for_each(|(_, places)| count.add(places.len()));
                prop_assert_eq!(index.count(&key(term), std::iter::empty()), count);
            }
        }
    }

    #[test]
    fn marks_of_a_text() {
        const GLOSSARY: &str =
            "### E\n\n> **term a** · fr : **pain**\n\n> **term b** · fr : **pain**, **mie**\n\n> **term c** · fr : poids ?\n";
        let matcher = Arc::new(Matcher::new(vec![Arc::new(glossary::read(GLOSSARY).0)]));
        let text = "Du pain.\n\n`pain` é : la *mie*, les pains.";
        let document = Document::new(Text::new(text, 0), Manner { format: Format::Markdown, ..Manner::default() }, Arc::clone(&matcher));
        let shown = |encoding| {
            let uses = uses(&document, |term| Some(key(&matcher.term(term).id)), encoding);
            let places = |places: Vec<At>| {
                places.iter().map(|(start, end)| format!(" {}:{}-{}", start.line, start.character, end.character)).collect::<String>()
            };
            uses.into_iter().map(|(term, at)| format!("{}{}", term.term, places(at))).collect::<Vec<_>>()
        };
        assert_eq!(shown(Encoding::Utf16), ["a 0:3-7 2:25-30", "b 0:3-7 2:15-18 2:25-30"]);
        assert_eq!(shown(Encoding::Utf8), ["a 0:3-7 2:26-31", "b 0:3-7 2:16-19 2:26-31"]);
    }
}
