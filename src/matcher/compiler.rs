//! Makes patterns of the forms, exceptions and vetoes of terms.

use std::collections::{HashMap, HashSet};

use super::TermRef;
use super::glue::{self, Gap};
use super::lexemes::{Seed, WordSeed};
use super::pattern::{Infinitive, Pattern, PatternWord, Use};
use crate::glossary::{Case, Form, Term};
use crate::inflection::{self, Role};
use crate::language::Language;
use crate::span::Span;
use crate::words;

/// Collects patterns and the words that they are of.
#[derive(Default)]
pub struct Compiler<'a> {
    /// So far.
    pub patterns: Vec<Pattern>,
    /// The words, each once, by their numbers in the patterns.
    pub seeds: Vec<Seed<'a>>,
    known: HashMap<Seed<'a>, u32>,
}

/// How the words of a pattern may vary.
#[derive(Clone, Copy)]
struct Variation<'a, 's> {
    language: Option<&'a Language>,
    inflected: bool,
    case: Case,
    infinitive: Infinitive,
    siblings: &'s [Vec<&'a str>],
}

impl<'a> Compiler<'a> {
    /// Adds all that is to be searched for `term`.
    pub fn add_term(&mut self, reference: TermRef, term: &'a Term) {
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

    fn add_form(&mut self, used_for: Use, form: &'a Form, infinitives: &HashSet<&str>) {
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

    fn add_surface(&mut self, used_for: Use, surface: &'a str, variation: Variation<'a, '_>) {
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
                gap = Gap::Symbols;
                pattern_words.push(PatternWord { gap, lexeme: self.lexeme(Seed::Symbols(between)) });
            }
            let siblings = variation.siblings.get(place).cloned().unwrap_or_default();
            let word = WordSeed {
                word: &surface[span.range()],
                language: variation.language,
                alone: role == Role::Alone,
                inflected: variation.inflected,
                exact: variation.case == Case::Exact,
                siblings: if siblings.len() > 1 { siblings } else { Vec::new() },
            };
            pattern_words.push(PatternWord { gap, lexeme: self.lexeme(Seed::Word(word)) });
        }
        self.patterns.push(Pattern {
            used_for,
            words: pattern_words.into(),
            before: surface[..first.start].into(),
            after: surface[last.end..].into(),
            case: variation.case,
            infinitive: variation.infinitive,
        });
    }

    /// The number of a word.
    fn lexeme(&mut self, seed: Seed<'a>) -> u32 {
        let next = self.seeds.len() as u32;
        let number = *self.known.entry(seed.clone()).or_insert(next);
        if number == next {
            self.seeds.push(seed);
        }
        number
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

/// The words that the surfaces of a form have at each place, where they have equally many; empty places where a form has one
/// surface.
fn siblings(surfaces: &[String]) -> Vec<Vec<&str>> {
    if surfaces.len() < 2 {
        return Vec::new();
    }
    let split: Vec<Vec<&str>> = surfaces.iter().map(|surface| words::words(surface).map(|span| &surface[span.range()]).collect()).collect();
    let longest = split.iter().map(Vec::len).max().unwrap_or_default();
    let at_place = |place: usize| {
        let mut there: Vec<&str> = split.iter().filter_map(|words| words.get(place).copied()).collect();
        there.sort_unstable();
        there.dedup();
        there
    };
    (0..longest).map(at_place).collect()
}
