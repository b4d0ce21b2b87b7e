//! The matcher against a slow one that is obviously right: every form is tried at every word.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use glossator::glossary::{self, Case, Glossary};
use glossator::inflection::{self, Role};
use glossator::language::Language;
use glossator::matcher::Matcher;
use glossator::words::{fold, words};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Start, end, term, form.
type Hit = (usize, usize, u32, u32);

const WORDS: &[&str] =
    &["modèle", "modele", "modèles", "grand", "grande", "langage", "de", "réseau", "réseaux", "fine", "tuning", "LLM", "LLMs", "un"];
/// What the words of one form may be joined by.
const GLUE: &[&str] = &[" ", "-", "'", "’", "\n", "  ", "\u{A0}", "‑"];
/// What parts them, or makes them part of something else.
const BREAKS: &[&str] = &["\n\n", ", ", ". ", " - ", "\u{2029}", " \u{FFFC} ", "_", " '", " x "];

fn phrase(longest: usize) -> impl Strategy<Value = String> {
    let word_and_glue = (select(WORDS), select(&[" ", "-", "'"][..]));
    prop::collection::vec(word_and_glue, 1..=longest).prop_map(|parts| {
        let mut phrase = String::new();
        for (place, (word, glue)) in parts.iter().enumerate() {
            if place > 0 {
                phrase.push_str(glue);
            }
            phrase.push_str(word);
        }
        phrase
    })
}

/// A glossary of a few terms with forms in either language and sometimes an exception.
fn glossary_text() -> impl Strategy<Value = String> {
    let term = (prop::collection::vec((phrase(3), prop::bool::ANY), 1..4), prop::option::weighted(0.3, phrase(4)));
    prop::collection::vec(term, 1..6).prop_map(|terms| {
        let mut text = String::from("### E\n\n");
        for (number, (forms, exception)) in terms.iter().enumerate() {
            text.push_str(&format!("> **term t{number}**\n"));
            for (form, french) in forms {
                text.push_str(&format!("> {} : {form}\n", if *french { "fr" } else { "en" }));
            }
            if let Some(exception) = exception {
                text.push_str(&format!("> except : {exception}\n"));
            }
            text.push('\n');
        }
        text
    })
}

fn text() -> impl Strategy<Value = String> {
    let gap = prop_oneof![6 => select(GLUE), 2 => select(BREAKS)];
    let word = prop_oneof![8 => select(WORDS), 1 => select(&["autre", "modèl", "LLMx", "GPT"][..])];
    prop::collection::vec((word, gap), 0..40).prop_map(|parts| parts.iter().flat_map(|(word, gap)| [*word, *gap]).collect())
}

/// The folded surfaces of one word of a form.
fn surfaces(word: &str, language: Option<&Language>, role: Role) -> HashSet<String> {
    inflection::inflect(word, language, role).iter().map(|surface| fold(surface)).collect()
}

/// Every place where `form` stands in any inflection.
fn places_of_form(text: &str, form: &str, language: Option<&Language>) -> Vec<(usize, usize)> {
    let role = if words(form).count() == 1 { Role::Alone } else { Role::Among };
    places(text, words(form).map(|word| surfaces(&form[word.range()], language, role)).collect())
}

/// Every place where `exception` stands as it is written.
fn places_of_exception(text: &str, exception: &str) -> Vec<(usize, usize)> {
    places(text, words(exception).map(|word| HashSet::from([fold(&exception[word.range()])])).collect())
}

/// Every place where the words stand, each in one of its surfaces.
fn places(text: &str, wanted: Vec<HashSet<String>>) -> Vec<(usize, usize)> {
    let there: Vec<_> = words(text).collect();
    let mut places = Vec::new();
    for window in there.windows(wanted.len()) {
        let words_agree = window.iter().zip(&wanted).all(|(word, wanted)| wanted.contains(&fold(&text[word.range()])));
        let joined = window.windows(2).all(|pair| GLUE.contains(&&text[pair[0].end..pair[1].start]));
        let (start, end) = (window[0].start, window[window.len() - 1].end);
        let in_identifier = text[..start].ends_with('_') || text[end..].starts_with('_');
        if words_agree && joined && !in_identifier && !in_compound(&text[..start], &text[end..]) {
            places.push((start, end));
        }
    }
    places
}

/// Whether hyphens bind a match to words on both sides, or one to a prefix before it; of the words here "de" is spelled like one ("dé-").
fn in_compound(before: &str, after: &str) -> bool {
    let hyphens = ['-', '‑'];
    let bound_before = before.strip_suffix(hyphens).filter(|before| before.ends_with(char::is_alphanumeric));
    let bound_after = after.strip_prefix(hyphens).is_some_and(|after| after.starts_with(char::is_alphanumeric));
    let is_prefix = |before: &str| words(before).last().is_some_and(|word| &before[word.range()] == "de");
    bound_before.is_some_and(|before| bound_after || is_prefix(before))
}

fn slow(text: &str, glossary: &Glossary) -> BTreeSet<Hit> {
    let mut hits = BTreeSet::new();
    for (number, term) in glossary.terms.iter().enumerate() {
        let silent: Vec<_> = term.exceptions.iter().flat_map(|exception| places_of_exception(text, &exception.text)).collect();
        for (form_number, form) in term.forms.iter().enumerate() {
            for (start, end) in form.surfaces.iter().flat_map(|surface| places_of_form(text, surface, form.language.as_ref())) {
                let is_silent = silent.iter().any(|&(from, to)| from <= start && end <= to);
                // Letter case is tested by the table; here only forms that ignore it are compared.
                if !is_silent && form.case == Case::Folded {
                    hits.insert((start, end, number as u32, form_number as u32));
                }
            }
        }
    }
    hits
}

fn fast(text: &str, glossary: Glossary) -> BTreeSet<Hit> {
    let glossary = Arc::new(glossary);
    let matcher = Matcher::new(vec![Arc::clone(&glossary)]);
    let found = matcher.find(text).occurrences;
    let folded = found.iter().filter(|it| matcher.form(it).case == Case::Folded);
    folded.map(|it| (it.span.start, it.span.end, it.term.term, it.form)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn fast_and_slow_agree(glossary_text in glossary_text(), text in text()) {
        let (glossary, _) = glossary::read(&glossary_text);
        prop_assert_eq!(fast(&text, glossary.clone()), slow(&text, &glossary), "{}\n{:?}", glossary_text, text);
    }

    #[test]
    fn no_text_makes_the_matcher_panic(text in "\\PC{0,60}", cut in any::<Index>()) {
        let (glossary, _) = glossary::read("### E\n\n> **term a** · fr : ligne, l'a, C++, .NET, Node.js, 🤗 T\n");
        let matcher = Matcher::new(vec![Arc::new(glossary)]);
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = places[cut.index(places.len())];
        let text = format!("{}C++ l’a 🤗 T.NET{}", &text[..at], &text[at..]);
        for occurrence in matcher.find(&text).occurrences {
            prop_assert!(text.get(occurrence.span.range()).is_some());
        }
    }
}
