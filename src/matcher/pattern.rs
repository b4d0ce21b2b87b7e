//! Forms made ready for search: their words with every inflection, the gaps between them, the characters around them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::TermRef;
use super::glue::{self, Gap};
use super::vocabulary::{SurfaceId, Vocabulary};
use crate::glossary::{Case, Form, Status, Term};
use crate::inflection::{self, Role};
use crate::language::Language;
use crate::span::Span;
use crate::words;

/// One surface of a form, or a phrase that silences or vetoes.
#[derive(Debug)]
pub struct Pattern {
    /// What a match means.
    pub used_for: Use,
    /// In order; gaps of symbols stand among them as words of their own.
    pub words: Vec<PatternWord>,
    /// What must stand right before the first word (".NET", "🤗 Transformers").
    pub before: Box<str>,
    /// What must stand right after the last word ("C++").
    pub after: Box<str>,
    /// How letter case binds.
    pub case: Case,
    /// Whether a French infinitive is in it.
    pub infinitive: Infinitive,
}

/// Where a form or exception may be a French infinitive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Infinitive {
    /// Nowhere.
    #[default]
    None,
    /// The form, or an inflection of it, is spelled like one: in French it is a noun only behind a determiner.
    Form,
    /// The exception starts with one: behind a determiner it is a noun, and the exception does not hold.
    ExceptionStarts,
}

/// What a match of a pattern means.
#[derive(Clone, Copy, Debug)]
pub enum Use {
    /// An occurrence of a form.
    Form {
        /// Whose.
        term: TermRef,
        /// Index into its `forms`.
        form: u32,
    },
    /// The term is silent inside.
    Exception {
        /// Which.
        term: TermRef,
    },
    /// Ambiguous forms of the term are silent nearby.
    NotNear {
        /// Which.
        term: TermRef,
    },
}

/// One word of a pattern.
#[derive(Debug)]
pub struct PatternWord {
    /// How it is joined to the word before; [`Gap::Space`] for the first.
    pub gap: Gap,
    /// Every surface that may stand for it; shared between patterns.
    pub surfaces: Arc<[Surface]>,
}

/// One surface of a word.
#[derive(Debug)]
pub struct Surface {
    /// Its folded number.
    pub id: SurfaceId,
    /// As it would be written, with case and accents, in NFC; for symbols, all that stands between the words.
    pub spelling: Box<str>,
    /// Whether it is another inflection than the form's own.
    pub inflected: bool,
}

impl Pattern {
    /// The classes of its words.
    pub fn classes<'a>(&'a self, vocabulary: &'a Vocabulary) -> impl Iterator<Item = u32> + 'a {
        self.words.iter().filter_map(|word| word.surfaces.first()).map(|surface| vocabulary.class_of(surface.id))
    }
}

/// Collects patterns and the vocabulary they need.
#[derive(Default)]
pub struct Compiler {
    vocabulary: Vocabulary,
    patterns: Vec<Pattern>,
    known_words: HashMap<WordKey, Arc<[Surface]>>,
}

#[derive(PartialEq, Eq, Hash)]
struct WordKey {
    word: String,
    language: Option<Language>,
    role: u8,
    /// The words that alternatives put in its place, where it is a verb because of them.
    conjugated: bool,
}

/// How the words of a pattern may vary.
#[derive(Clone, Copy)]
struct Variation<'a> {
    language: Option<&'a Language>,
    /// `None`: not at all.
    inflected: bool,
    case: Case,
    infinitive: Infinitive,
    siblings: &'a [Vec<String>],
}

impl Compiler {
    /// Adds all that is to be searched for `term`.
    pub fn add_term(&mut self, reference: TermRef, term: &Term) {
        let infinitives: HashSet<&str> =
            term.forms.iter().filter(|form| is_noun_like_infinitive(form)).map(|form| form.text.as_str()).collect();
        for (index, form) in term.forms.iter().enumerate() {
            self.add_form(Use::Form { term: reference, form: index as u32 }, form, &infinitives);
        }
        let phrase = |inflected| Variation { language: None, inflected, case: Case::Folded, infinitive: Infinitive::None, siblings: &[] };
        for exception in &term.exceptions {
            // As written: "les transformer" (a verb) must not silence "les transformers".
            // And "transformer les" not in "un transformer les", where it is a noun.
            let infinitive = if starts_with_infinitive(&exception.text) { Infinitive::ExceptionStarts } else { Infinitive::None };
            let variation = Variation { infinitive, ..phrase(false) };
            self.add_surface(Use::Exception { term: reference }, &exception.text, variation);
        }
        for word in &term.not_near {
            self.add_surface(Use::NotNear { term: reference }, &word.text, phrase(true));
        }
    }

    fn add_form(&mut self, used_for: Use, form: &Form, infinitives: &HashSet<&str>) {
        let siblings = siblings(&form.surfaces);
        let infinitive = if infinitives.contains(form.text.trim_end_matches('s')) { Infinitive::Form } else { Infinitive::None };
        for surface in &form.surfaces {
            let variation = Variation {
                language: form.language.as_ref(),
                // Code is literal, but for the plural of acronyms: see `inflected_words`.
                inflected: form.case != Case::Exact,
                case: form.case,
                infinitive,
                siblings: &siblings,
            };
            self.add_surface(used_for, surface, variation);
        }
    }

    fn add_surface(&mut self, used_for: Use, surface: &str, variation: Variation) {
        let spans: Vec<Span> = words::words(surface).collect();
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return };
        let role = if spans.len() == 1 { Role::Alone } else { Role::Among };
        let mut pattern_words = Vec::with_capacity(spans.len());
        let mut end = first.start;
        for (place, &span) in spans.iter().enumerate() {
            let between = &surface[end..span.start];
            end = span.end;
            let mut gap = if place == 0 { Gap::Space } else { glue::gap(between) };
            if matches!(gap, Gap::Symbols | Gap::Apart) {
                pattern_words.push(self.symbols(between));
                gap = Gap::Symbols;
            }
            let surfaces = self.word(&surface[span.range()], place, role, variation);
            pattern_words.push(PatternWord { gap, surfaces });
        }
        self.patterns.push(Pattern {
            used_for,
            words: pattern_words,
            before: surface[..first.start].into(),
            after: surface[last.end..].into(),
            case: variation.case,
            infinitive: variation.infinitive,
        });
    }

    fn symbols(&mut self, between: &str) -> PatternWord {
        let symbols = glue::symbols(between);
        let id = self.vocabulary.intern(&symbols);
        let surfaces = Arc::new([Surface { id, spelling: between.into(), inflected: false }]);
        PatternWord { gap: Gap::Symbols, surfaces }
    }

    fn word(&mut self, word: &str, place: usize, role: Role, variation: Variation) -> Arc<[Surface]> {
        let siblings = variation.siblings.get(place).map(Vec::as_slice).unwrap_or_default();
        let conjugated = siblings.len() > 1;
        let key = WordKey {
            word: word.to_owned(),
            language: variation.language.cloned(),
            role: u8::from(role == Role::Alone) + 2 * u8::from(variation.inflected) + 4 * u8::from(variation.case == Case::Exact),
            conjugated,
        };
        if !conjugated && let Some(known) = self.known_words.get(&key) {
            return Arc::clone(known);
        }
        let spellings = inflected_words(word, siblings, role, variation);
        let surfaces: Arc<[Surface]> = self.number(&words::spelling(word), spellings).into();
        if !conjugated {
            self.known_words.insert(key, Arc::clone(&surfaces));
        }
        surfaces
    }

    fn number(&mut self, own: &str, spellings: Vec<String>) -> Vec<Surface> {
        let mut surfaces: Vec<Surface> = Vec::with_capacity(spellings.len());
        for spelling in spellings {
            let spelling = words::spelling(&spelling).into_owned();
            for folded in folds(&spelling) {
                let id = self.vocabulary.intern(&folded);
                if let Some(first) = surfaces.first() {
                    self.vocabulary.join(first.id, id);
                }
                surfaces.push(Surface { id, spelling: spelling.as_str().into(), inflected: spelling != own });
            }
        }
        surfaces
    }

    /// The vocabulary and the patterns over it.
    pub fn finish(mut self) -> (Vocabulary, Vec<Pattern>) {
        let first_words = self.patterns.iter().filter_map(|pattern| pattern.words.first());
        self.vocabulary.freeze(first_words.flat_map(|word| word.surfaces.iter().map(|surface| surface.id)));
        (self.vocabulary, self.patterns)
    }
}

/// Whether a form is a noun that a French verb is spelled like. A form of alternatives ("finetun(er|é)") is meant as a verb.
fn is_noun_like_infinitive(form: &Form) -> bool {
    let is_french = form.language.as_ref().is_some_and(|language| language.primary() == "fr");
    form.ambiguous && is_french && form.surfaces.len() == 1 && inflection::is_infinitive(&form.text)
}

fn starts_with_infinitive(text: &str) -> bool {
    words::words(text).next().is_some_and(|first| inflection::is_infinitive(&text[first.range()]))
}

fn inflected_words(word: &str, siblings: &[String], role: Role, variation: Variation) -> Vec<String> {
    if !variation.inflected {
        // "`BERT`" is still found in "BERTs", but "`transformers`" not in "transformer".
        let plural = variation.case == Case::Exact && inflection::is_acronym(word) && word.chars().all(char::is_alphabetic);
        return std::iter::once(word.to_owned()).chain(plural.then(|| format!("{word}s"))).collect();
    }
    let mut spellings = inflection::inflect(word, variation.language, role);
    if siblings.len() < 2 {
        return spellings;
    }
    let siblings: Vec<&str> = siblings.iter().map(String::as_str).collect();
    spellings.extend(inflection::conjugate(word, &siblings));
    inflection::without_repetition(spellings)
}

/// The words that the surfaces of a form have at each place, where they have equally many; empty places where a form has one
/// surface.
fn siblings(surfaces: &[String]) -> Vec<Vec<String>> {
    if surfaces.len() < 2 {
        return Vec::new();
    }
    let split: Vec<Vec<&str>> = surfaces.iter().map(|surface| words::words(surface).map(|span| &surface[span.range()]).collect()).collect();
    let longest = split.iter().map(Vec::len).max().unwrap_or_default();
    let at_place = |place: usize| {
        let mut there: Vec<String> = split.iter().filter_map(|words| words.get(place)).map(|word| (*word).to_owned()).collect();
        there.sort_unstable();
        there.dedup();
        there
    };
    (0..longest).map(at_place).collect()
}

/// The keys under which a spelling is found: its fold, and with ä ö ü written ae oe ue.
pub fn folds(spelling: &str) -> Vec<String> {
    let plain = words::fold(spelling);
    if !spelling.contains(['ä', 'ö', 'ü', 'Ä', 'Ö', 'Ü']) {
        return vec![plain];
    }
    let spelled_out: String = spelling
        .chars()
        .map(|character| match character {
            'ä' | 'Ä' => "ae".to_owned(),
            'ö' | 'Ö' => "oe".to_owned(),
            'ü' | 'Ü' => "ue".to_owned(),
            other => other.to_string(),
        })
        .collect();
    vec![plain, words::fold(&spelled_out)]
}

/// Whether a status is worse than another: of two equally near forms the worse one is reported.
pub fn badness(status: Status) -> u8 {
    match status {
        Status::Preferred => 0,
        Status::Admitted => 1,
        Status::Deprecated => 2,
        Status::Forbidden => 3,
    }
}
