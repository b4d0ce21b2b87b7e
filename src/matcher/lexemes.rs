//! The words of forms, each with all its inflections.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::num::NonZero;

use super::glue;
use crate::inflection::{self, Role};
use crate::language::Language;
use crate::words;

/// One surface of a word.
#[derive(Debug)]
pub struct Surface {
    /// Of its fold, by which it is found: see [`words::digest`].
    pub digest: u64,
    /// As it would be written, with case and accents, in NFC; for symbols, all that stands between the words.
    pub spelling: Box<str>,
    /// Whether it is another inflection than the form's own.
    pub inflected: bool,
}

/// Words by their numbers, each with every surface that may stand for it.
#[derive(Debug, Default)]
pub struct Lexemes(Vec<Box<[Surface]>>);

/// What a word of a form is before its inflections are worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seed<'a> {
    /// A word.
    Word(WordSeed<'a>),
    /// What stands between two words and is no mere gap.
    Symbols(&'a str),
}

/// A word and how it may vary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordSeed<'a> {
    /// As the form has it.
    pub word: &'a str,
    /// That of the form.
    pub language: Option<&'a Language>,
    /// It is the whole form.
    pub alone: bool,
    /// It may be inflected.
    pub inflected: bool,
    /// Letter case binds: of inflections only the plural of an acronym remains.
    pub exact: bool,
    /// The words that the form's alternatives have in its place, where there are several.
    pub siblings: Vec<&'a str>,
}

impl Hash for Seed<'_> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        // The spelling alone tells almost all apart, and there are hundreds of thousands to hash.
        match self {
            Self::Word(word) => word.word.hash(hasher),
            Self::Symbols(between) => between.hash(hasher),
        }
    }
}

impl Lexemes {
    /// Of seeds, by their numbers.
    pub fn grow(seeds: &[Seed]) -> Self {
        Self(map_in_threads(seeds, |seed| match seed {
            Seed::Word(word) => surfaces(word),
            Seed::Symbols(between) => {
                Box::from([Surface { digest: words::digest(&glue::symbols(between)), spelling: (*between).into(), inflected: false }])
            }
        }))
    }

    /// The surfaces of a word.
    pub fn surfaces(&self, lexeme: u32) -> &[Surface] {
        self.0.get(lexeme as usize).map_or(&[], |surfaces| surfaces)
    }

    /// Those of each word, in order of the words' numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[Surface]> + Clone {
        self.0.iter().map(|surfaces| &**surfaces)
    }
}

fn surfaces(seed: &WordSeed) -> Box<[Surface]> {
    let own = words::spelling(seed.word);
    let mut surfaces = Vec::new();
    for spelling in inflected(seed) {
        let spelling = match words::spelling(&spelling) {
            Cow::Borrowed(_) => spelling,
            Cow::Owned(normalised) => normalised,
        };
        let inflected = spelling != own;
        if let Some(spelled_out) = without_umlauts(&spelling) {
            surfaces.push(Surface { digest: words::digest(&spelled_out), spelling: spelling.as_str().into(), inflected });
        }
        surfaces.push(Surface { digest: words::digest(&spelling), spelling: spelling.into(), inflected });
    }
    surfaces.into()
}

fn inflected(seed: &WordSeed) -> Vec<String> {
    let word = seed.word;
    if !seed.inflected {
        // "`BERT`" is still found in "BERTs", but "`transformers`" not in "transformer".
        let plural = seed.exact && inflection::is_acronym(word) && word.chars().all(char::is_alphabetic);
        return std::iter::once(word.to_owned()).chain(plural.then(|| format!("{word}s"))).collect();
    }
    let mut spellings = inflection::inflect(word, seed.language, if seed.alone { Role::Alone } else { Role::Among });
    if seed.siblings.is_empty() {
        return spellings;
    }
    spellings.extend(inflection::conjugate(word, &seed.siblings));
    inflection::without_repetition(spellings)
}

/// With ä ö ü written ae oe ue, where there are any.
fn without_umlauts(spelling: &str) -> Option<String> {
    let has_umlauts = spelling.contains(['ä', 'ö', 'ü', 'Ä', 'Ö', 'Ü']);
    has_umlauts.then(|| {
        let spelled_out = spelling.chars().map(|character| match character {
            'ä' | 'Ä' => "ae".to_owned(),
            'ö' | 'Ö' => "oe".to_owned(),
            'ü' | 'Ü' => "ue".to_owned(),
            other => other.to_string(),
        });
        spelled_out.collect()
    })
}

/// Whether a form's spelling has the fold of what is written; words that only share a digest do not.
pub fn share_fold(written: &str, form: &str) -> bool {
    let written = words::fold(written);
    words::fold(form) == written || without_umlauts(form).is_some_and(|form| words::fold(&form) == written)
}

/// For fewer words than this a thread is not worth its start.
const WORTH_A_THREAD: usize = 5_000;

/// `work` on each item, in order.
fn map_in_threads<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(items.len() / WORTH_A_THREAD);
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let work = &work;
    std::thread::scope(|scope| {
        let pieces = items.chunks(items.len().div_ceil(threads));
        let running: Vec<_> = pieces.map(|piece| scope.spawn(move || piece.iter().map(work).collect::<Vec<R>>())).collect();
        let done = running.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        done.flatten().collect()
    })
}
