//! Which forms have a word that begins as somebody began to type.

mod slips;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::{TermRef, serving};
use crate::glossary::{Form, Glossary};
use crate::inflection::{self, Role};
use crate::span::Span;
use crate::words::{self, fold};

/// The words of all forms in all their inflections, sorted. Costs more than a matcher to make, so it is made when somebody first completes.
#[derive(Debug, Default)]
pub struct Prefixes {
    /// In alphabetical order.
    phrases: Vec<Phrase>,
    /// Folded, sorted, each once.
    words: Vec<Box<str>>,
    /// The postings of word `i` are `postings[starts[i]..starts[i + 1]]`.
    starts: Vec<usize>,
    postings: Vec<Posting>,
}

/// One surface of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phrase {
    /// Whose.
    pub term: TermRef,
    /// Index into the term's `forms`.
    pub form: u32,
    /// Index into the form's `surfaces`.
    pub surface: u32,
}

/// A word of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Posting {
    phrase: u32,
    position: u32,
    inflected: bool,
}

/// A phrase that what was typed may become. Of two hits of one form the smaller one is nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// One word was typed with a slip.
    pub slip: bool,
    /// What. The surface that the author wrote first is nearest, as its other words can be made to agree with what was typed.
    pub phrase: Phrase,
    /// A word was typed in another inflection than the phrase has.
    pub inflected: bool,
    /// Which word of it the first typed one is, from 0.
    pub position: u32,
    /// The place of the phrase in the alphabet.
    pub alphabetical: u32,
}

/// With so many hits nobody looks for slips.
const ENOUGH: usize = 100;

/// The words of a surface, in bytes.
pub fn words_of(surface: &str) -> Vec<Span> {
    words::words(surface).collect()
}

/// How a word of a surface that has `count` words inflects.
pub fn role(count: usize) -> Role {
    if count == 1 { Role::Alone } else { Role::Among }
}

impl Prefixes {
    /// Of the terms that a matcher of these glossaries serves.
    pub fn new(glossaries: &[Arc<Glossary>]) -> Self {
        let mut phrases = Vec::new();
        for term in serving(glossaries) {
            for (form, it) in glossaries[term.glossary as usize].terms[term.term as usize].forms.iter().enumerate() {
                let of_surface = |surface: usize| Phrase { term, form: form as u32, surface: surface as u32 };
                phrases.extend((0..it.surfaces.len()).map(of_surface));
            }
        }
        let phrase_form = |phrase: &Phrase| form_of(glossaries, phrase);
        phrases.sort_by_cached_key(|phrase| fold(&phrase_form(phrase).surfaces[phrase.surface as usize]));
        let mut postings_of: HashMap<Box<str>, Vec<Posting>> = HashMap::new();
        let mut inflections = HashMap::new();
        for (number, phrase) in phrases.iter().enumerate() {
            let form = phrase_form(phrase);
            let surface = form.surfaces[phrase.surface as usize].as_str();
            let spans = words_of(surface);
            for (position, span) in spans.iter().enumerate() {
                let (word, role) = (&surface[span.range()], role(spans.len()));
                if position > 0 && inflection::is_link(word) {
                    continue;
                }
                let language = form.language.as_ref();
                let folded: &Vec<Box<str>> =
                    inflections.entry((word, language, role == Role::Alone)).or_insert_with(|| folded_inflections(word, form, role));
                for (inflection, folded) in folded.iter().enumerate() {
                    let posting = Posting { phrase: number as u32, position: position as u32, inflected: inflection > 0 };
                    match postings_of.get_mut(folded) {
                        Some(postings) => postings.push(posting),
                        None => drop(postings_of.insert(folded.clone(), vec![posting])),
                    }
                }
            }
        }
        let mut sorted: Vec<(Box<str>, Vec<Posting>)> = postings_of.into_iter().collect();
        sorted.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let mut prefixes = Self { phrases, ..Self::default() };
        for (word, postings) in sorted {
            prefixes.starts.push(prefixes.postings.len());
            prefixes.words.push(word);
            prefixes.postings.extend(postings);
        }
        prefixes.starts.push(prefixes.postings.len());
        prefixes
    }

    /// The forms that have the folded words `typed` one after the other, the last one perhaps not typed to its end; each form once, the nearest
    /// surface of it. `glossaries` are those that this was made of.
    pub fn find(&self, glossaries: &[Arc<Glossary>], typed: &[&str]) -> Vec<Hit> {
        let Some((first, others)) = typed.split_first() else { return Vec::new() };
        let whole = !others.is_empty();
        let exact = self.beginning_with(first, whole);
        let starting_in = |range: Range<usize>, slip: bool| {
            let postings = &self.postings[self.starts[range.start]..self.starts[range.end]];
            postings.iter().filter_map(move |posting| {
                let phrase = self.phrases[posting.phrase as usize];
                let start = Hit { slip, inflected: posting.inflected, phrase, position: posting.position, alphabetical: posting.phrase };
                if whole { go_on(start, form_of(glossaries, &phrase), others) } else { Some(start) }
            })
        };
        let mut hits: Vec<Hit> = starting_in(exact, false).collect();
        // Who has so much to choose from made no slip.
        if hits.len() < ENOUGH {
            hits.extend(self.slips(first, whole).into_iter().flat_map(|range| starting_in(range, true)));
        }
        hits.sort_unstable_by_key(|hit| (hit.phrase.term, hit.phrase.form, *hit));
        hits.dedup_by_key(|hit| (hit.phrase.term, hit.phrase.form));
        hits
    }

    /// Where the words stand of which `typed` is a slip, no range over another.
    fn slips(&self, typed: &str, whole: bool) -> Vec<Range<usize>> {
        let mut ranges = slips::slips(&self.words, typed, whole);
        ranges.sort_unstable_by_key(|range| (range.start, range.end));
        let mut end = 0;
        for range in &mut ranges {
            range.start = range.start.max(end);
            end = end.max(range.end);
        }
        ranges.retain(|range| range.start < range.end);
        ranges
    }

    fn beginning_with(&self, typed: &str, whole: bool) -> Range<usize> {
        let start = self.words.partition_point(|word| **word < *typed);
        let rest = &self.words[start..];
        start..start + rest.partition_point(|word| if whole { **word == *typed } else { word.starts_with(typed) })
    }
}

fn form_of<'a>(glossaries: &'a [Arc<Glossary>], phrase: &Phrase) -> &'a Form {
    &glossaries[phrase.term.glossary as usize].terms[phrase.term.term as usize].forms[phrase.form as usize]
}

/// The folds of a word and of its inflections, itself first, each once.
fn folded_inflections(word: &str, form: &Form, role: Role) -> Vec<Box<str>> {
    let surfaces = inflection::inflect(word, form.language.as_ref(), role).iter().map(|surface| fold(surface)).collect();
    inflection::without_repetition(surfaces).into_iter().map(String::into_boxed_str).collect()
}

/// How a word of a form was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The inflection of the word that it is, or of which it is the beginning.
    pub word: String,
    /// It is another inflection than the form has.
    pub inflected: bool,
    /// It has a slip.
    pub slip: bool,
}

/// Reads what was `typed` (folded) as a word of `form`; unless it must be the `whole` of it, the beginning is enough.
pub fn read(word: &str, form: &Form, role: Role, typed: &str, whole: bool) -> Option<Typed> {
    let agrees = |folded: &str| if whole { folded == typed } else { folded.starts_with(typed) };
    let folded = fold(word);
    if agrees(&folded) {
        return Some(Typed { word: word.to_owned(), inflected: false, slip: false });
    }
    // Inflections share their beginnings, so most words need not be inflected to be told apart.
    let common = folded.chars().zip(typed.chars()).take_while(|(one, other)| one == other).count();
    let inflections = if common < 2 { Vec::new() } else { inflection::inflect(word, form.language.as_ref(), role) };
    if let Some(word) = inflections.iter().filter(|it| agrees(&fold(it))).min_by_key(|it| it.len()) {
        return Some(Typed { word: word.clone(), inflected: true, slip: false });
    }
    if slips::is_slip(typed, &folded, whole) {
        return Some(Typed { word: word.to_owned(), inflected: false, slip: true });
    }
    let slipped = inflections.into_iter().filter(|it| slips::is_slip(typed, &fold(it), whole)).min_by_key(String::len);
    slipped.map(|word| Typed { word, inflected: true, slip: true })
}

/// `start`, if the words behind its first one are what was typed behind it.
fn go_on(start: Hit, form: &Form, others: &[&str]) -> Option<Hit> {
    let surface = &form.surfaces[start.phrase.surface as usize];
    let spans = words_of(surface);
    let mut hit = start;
    for (number, typed) in others.iter().enumerate() {
        let word = &surface[spans.get(start.position as usize + 1 + number)?.range()];
        let typed = read(word, form, role(spans.len()), typed, number + 1 < others.len())?;
        if typed.slip && hit.slip {
            return None;
        }
        hit.slip |= typed.slip;
        hit.inflected |= typed.inflected;
    }
    Some(hit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    const GLOSSARY: &str = "### E\n\n\
        > **term ml** · fr : **modèle de langage**, modèle(s) linguistique(s)  \n> en : **language model**\n\n\
        > **term nn** · fr : **réseau de neurones récurrent**\n\n\
        > **term pre** · fr : **pré(-)entraînement**\n\n\
        > **term llm** · en : **LLM**\n\n\
        > **term ppl** · fr : **perplexité**\n";

    #[test]
    fn forms_by_the_beginnings_of_their_words() {
        let glossaries = [Arc::new(glossary::read(GLOSSARY).0)];
        let prefixes = Prefixes::new(&glossaries);
        for (name, typed, expected) in [
            ("the first word", "mod", "modèle de langage, modèle linguistique, language model@1"),
            ("another word", "lang", "modèle de langage@2, modèle linguistique@1~, language model"),
            ("several words", "modele de l", "modèle de langage"),
            ("a link in the middle", "de neur", ""),
            ("a link alone", "de", ""),
            ("an empty last word", "modele de ", "modèle de langage"),
            ("a plural", "reseaux de n", "réseau de neurones récurrent+"),
            ("a plural that the author wrote", "modeles l", "modèle linguistique+"),
            ("a plural being typed", "modeles", "modèle de langage+, modèle linguistique+, language model@1+~"),
            ("a joined spelling", "preent", "préentraînement"),
            ("another joint", "pre en", "pré-entraînement"),
            ("an acronym", "ll", "LLM"),
            ("a slip", "preplexi", "perplexité~"),
            ("a slip in the last word", "reseau de nuero", "réseau de neurones récurrent~"),
            ("a slip in the first word", "reseua de neu", "réseau de neurones récurrent~"),
            ("two slips", "reseua de nuero", ""),
            ("words in another order", "langage modele", ""),
            ("more words than there are", "perplexite de", ""),
            ("nothing such", "xyz", ""),
        ] {
            let typed: Vec<&str> = typed.split(' ').collect();
            let shown = prefixes.find(&glossaries, &typed).into_iter().map(|hit| {
                let surface = &form_of(&glossaries, &hit.phrase).surfaces[hit.phrase.surface as usize];
                let position = if hit.position > 0 { format!("@{}", hit.position) } else { String::new() };
                format!("{surface}{position}{}{}", if hit.inflected { "+" } else { "" }, if hit.slip { "~" } else { "" })
            });
            assert_eq!(shown.collect::<Vec<_>>().join(", "), expected, "{name}");
        }
    }
}
