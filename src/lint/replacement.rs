//! What to write instead of a form, and whether a machine may do it.
//!
//! A machine may if number and capitals can be kept and the words around stay right or can be put right; a wrong edit is worse than none.

use super::Fix;
use super::joint::{self, Joint, Surroundings};
use super::tally::Stretch;
use crate::glossary::{Form, Glossary, Status, Term};
use crate::inflection;
use crate::language::Language;
use crate::matcher::Occurrence;
use crate::span::Span;
use crate::words::{self, is_apostrophe, is_hyphen, is_word_character};

/// What is written, and what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suggestion {
    /// As written in the text, on one line.
    pub written: String,
    /// The better form, as the glossary writes it.
    pub instead: Option<String>,
    /// What a machine may do, in bytes of the stretch. It may reach over the article before what is written.
    pub fix: Option<Fix>,
}

impl Suggestion {
    pub fn new(written: &str, instead: Option<String>, fix: impl FnOnce(&str) -> Option<Fix>) -> Self {
        let fix = instead.as_deref().and_then(fix);
        Self { written: written.split_whitespace().collect::<Vec<_>>().join(" "), instead, fix }
    }
}

/// What to write instead of `form`, of which `occurrence` is an inflection.
pub(super) fn suggest(stretch: &Stretch, occurrence: &Occurrence, form: &Form) -> Suggestion {
    let matcher = &stretch.linter.matcher;
    let (glossary, term) = (matcher.glossary(occurrence.term), matcher.term(occurrence.term));
    let better = better(glossary, term, form, stretch.language);
    match (&form.replaced_by, better) {
        (Some(text), better) => suggest_text(stretch, occurrence, form, text, form.language.as_ref(), better.is_some_and(is_verb)),
        (None, Some(better)) => suggest_form(stretch, occurrence, form, better),
        (None, None) => Suggestion::new(&stretch.source[occurrence.span.range()], None, |_| None),
    }
}

/// To write `instead` for `form`, of which `occurrence` is an inflection.
pub(super) fn suggest_form(stretch: &Stretch, occurrence: &Occurrence, form: &Form, instead: &Form) -> Suggestion {
    suggest_text(stretch, occurrence, form, &instead.text, instead.language.as_ref(), is_verb(instead))
}

fn suggest_text(
    stretch: &Stretch,
    occurrence: &Occurrence,
    form: &Form,
    instead: &str,
    language: Option<&Language>,
    instead_is_verb: bool,
) -> Suggestion {
    let written = &stretch.source[occurrence.span.range()];
    Suggestion::new(written, Some(instead.to_owned()), |instead| {
        let replacement = replacement(written, &form.text, instead, language).filter(|_| !instead_is_verb && !is_verb(form))?;
        let fix = joined(stretch, occurrence.span, (&form.text, instead), &replacement)?;
        is_good(stretch, &replacement).then_some(fix)
    })
}

/// `replacement` in place of `span`, with what it asks for of the word before; `old` and `new` are the forms that both are inflections of.
fn joined(stretch: &Stretch, span: Span, (old, new): (&str, &str), replacement: &str) -> Option<Fix> {
    let around = Surroundings { before: &stretch.source[..span.start], after: &stretch.source[span.end..], language: stretch.language };
    match joint::joint(&around, old, new) {
        Joint::Fits => Some(Fix { span, replacement: replacement.to_owned() }),
        Joint::Becomes { cut, text } => {
            Some(Fix { span: Span::new(span.start - cut, span.end), replacement: format!("{text}{replacement}") })
        }
        Joint::Unsure => None,
    }
}

/// Whether no glossary advises against `replacement` or a part of it: mending must come to an end.
fn is_good(stretch: &Stretch, replacement: &str) -> bool {
    let matcher = &stretch.linter.matcher;
    let found = matcher.find(replacement).occurrences;
    let is_good = |it: &Occurrence| matches!(matcher.form(it).status, Status::Preferred | Status::Admitted);
    // Of "Github" and "GitHub" the nearer form counts.
    let outdoes = |good: &Occurrence, bad: &Occurrence| is_good(good) && good.span.contains(bad.span) && good.distance <= bad.distance;
    found.iter().all(|it| is_good(it) || found.iter().any(|good| outdoes(good, it)))
}

/// The preferred form in the text's language, else in the glossary's, else any. Of several the one of the same shape (an acronym for an
/// acronym, as many words), else the first.
pub(crate) fn better<'a>(glossary: &Glossary, term: &'a Term, form: &Form, language: Option<&Language>) -> Option<&'a Form> {
    let preferred = || term.forms.iter().filter(|it| it.status == Status::Preferred);
    let of_language = |language: Option<&Language>| {
        let same = |it: &&Form| it.language.as_ref().zip(language).is_some_and(|(own, language)| own.same(language));
        let there: Vec<&Form> = preferred().filter(same).collect();
        let shape = |it: &Form| (inflection::is_acronym(&it.text), words::words(&it.text).count());
        there.iter().find(|it| shape(it) == shape(form)).or(there.first()).copied()
    };
    of_language(language).or_else(|| of_language(glossary.language.as_ref())).or_else(|| preferred().next())
}

/// Whether the alternatives of a form declare it a verb, which stands in too many endings to be replaced by rule.
pub(super) fn is_verb(form: &Form) -> bool {
    let split = |surface: &'_ str| words::words(surface).map(|span| surface[span.range()].to_owned()).collect::<Vec<_>>();
    let surfaces: Vec<Vec<String>> = form.surfaces.iter().map(|surface| split(surface)).collect();
    let places = surfaces.iter().map(Vec::len).max().unwrap_or_default();
    (0..places).any(|place| {
        let there: Vec<&str> = surfaces.iter().filter_map(|words| words.get(place)).map(String::as_str).collect();
        there.len() > 1 && there.iter().any(|word| !inflection::conjugate(word, &there).is_empty())
    })
}

/// `instead` in the number and the capitals in which `written` stands for `form`; `None` where they cannot be told or kept.
fn replacement(written: &str, form: &str, instead: &str, language: Option<&Language>) -> Option<String> {
    if !is_plain(written, form) {
        return None;
    }
    let (written_words, form_words) = (folded_words(written), folded_words(form));
    let replacement = match number(&written_words, &form_words)? {
        Number::Same => instead.to_owned(),
        Number::Plural => plural(instead, language)?,
    };
    in_capitals_of(written, form, &replacement)
}

/// Whether `written` has no markup in it that a replacement would lose.
fn is_plain(written: &str, form: &str) -> bool {
    let is_plain = |character: char| {
        is_word_character(character)
            || form.contains(character)
            || matches!(character, ' ' | '\u{A0}' | '\u{202F}')
            || is_hyphen(character)
            || is_apostrophe(character)
    };
    written.chars().all(is_plain)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    /// As the form.
    Same,
    /// The form is singular and this is its plural.
    Plural,
}

fn number(written: &[String], form: &[String]) -> Option<Number> {
    if written.len() != form.len() {
        return None;
    }
    let differing: Vec<(&String, &String)> = written.iter().zip(form).filter(|(one, other)| one != other).collect();
    let is_plural = |(written, form): &(&String, &String)| {
        let endings = [("", "s"), ("", "x"), ("", "es"), ("al", "aux"), ("ail", "aux"), ("y", "ies")];
        endings.iter().any(|(singular, plural)| {
            form.strip_suffix(singular).zip(written.strip_suffix(plural)).is_some_and(|(one, other)| one == other)
        })
    };
    match differing.as_slice() {
        [] => Some(Number::Same),
        some => some.iter().all(is_plural).then_some(Number::Plural),
    }
}

/// The plural of a noun of one word; several words agree in ways that no rule here knows.
pub(crate) fn plural(instead: &str, language: Option<&Language>) -> Option<String> {
    if words::words(instead).count() != 1 || instead.ends_with(['s', 'x', 'z']) {
        return None;
    }
    let plurals: Vec<String> = inflection::inflect(instead, language, inflection::Role::Alone)
        .into_iter()
        .filter(|surface| is_plural_of(surface, instead))
        .collect();
    // "aux" before "als", "x" before "s": where both are made, the irregular one is the usual.
    plurals.iter().find(|it| it.ends_with('x')).or(plurals.first()).cloned()
}

/// Whether one word is the plural of another.
pub(crate) fn is_plural_of(word: &str, singular: &str) -> bool {
    number(&[words::fold(word)], &[words::fold(singular)]) == Some(Number::Plural)
}

fn folded_words(text: &str) -> Vec<String> {
    words::words(text).map(|span| words::fold(&text[span.range()])).collect()
}

/// `replacement` with the capitals that a sentence's start or a line in capitals gave to `written`.
fn in_capitals_of(written: &str, form: &str, replacement: &str) -> Option<String> {
    let capital_at_start = |text: &str| text.chars().find(|it| it.is_alphabetic()).is_some_and(char::is_uppercase);
    let all_capitals = |text: &str| text.chars().filter(|it| it.is_alphabetic()).count() > 1 && !text.chars().any(char::is_lowercase);
    let capitals = |text: &str| text.chars().filter(|it| it.is_uppercase()).count();
    if all_capitals(written) && !all_capitals(form) {
        return Some(replacement.to_uppercase());
    }
    if capitals(written) == capitals(form) || capitals(form) > 0 {
        return Some(replacement.to_owned());
    }
    if capitals(written) > 1 || !capital_at_start(written) {
        return None;
    }
    let mut letters = replacement.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// What to write instead of `written`, an inflection of `old`, once `new` has taken the place of that form, in the same number and capitals; `None`
/// where they cannot be told or kept. Alternatives of `new` that stand in the place of those of `old`, or are its plural, are what its
/// author wants to be written there. Line breaks in `written` are not kept.
pub(crate) fn renamed(written: &str, old: &Form, new: &Form) -> Option<String> {
    // What begins the next line of a quotation.
    let written = written.split_whitespace().filter(|word| word.chars().any(|it| it != '>')).collect::<Vec<_>>().join(" ");
    let words = folded_words(&written);
    let same = |surface: &String| folded_words(surface) == words;
    let alternative = old.surfaces.iter().position(same);
    if let Some(number) = alternative.filter(|&number| number == 0 || old.surfaces.len() == new.surfaces.len()) {
        return in_capitals_of(&written, &old.surfaces[number], new.surfaces.get(number)?).filter(|_| is_plain(&written, &old.text));
    }
    if is_verb(old) || is_verb(new) {
        return None;
    }
    let by_rule = || replacement(&written, &old.text, &new.text, new.language.as_ref());
    if number(&words, &folded_words(&old.text)) != Some(Number::Plural) {
        return by_rule();
    }
    let singular = folded_words(&new.text);
    let is_plural = |surface: &&String| number(&folded_words(surface), &singular) == Some(Number::Plural);
    // `pâte(s) mère(s)` has surfaces that only one of its words is plural in.
    let differing = |surface: &&String| folded_words(surface).iter().zip(&singular).filter(|(one, other)| one != other).count();
    match new.surfaces.iter().filter(is_plural).max_by_key(differing) {
        Some(plural) => in_capitals_of(&written, &old.text, plural).filter(|_| is_plain(&written, &old.text)),
        None => by_rule(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_capitals() {
        let french = Language::french();
        for (written, form, instead, expected) in [
            ("fine tuning", "fine tuning", "fine-tuning", Some("fine-tuning")),
            ("Fine tuning", "fine tuning", "fine-tuning", Some("Fine-tuning")),
            ("FINE TUNING", "fine tuning", "fine-tuning", Some("FINE-TUNING")),
            ("Fine Tuning", "fine tuning", "fine-tuning", None),
            ("fine\ntuning", "fine tuning", "fine-tuning", None),
            ("I.A.", "I.A.", "IA", Some("IA")),
            ("réseaux", "réseau", "maillage", Some("maillages")),
            ("lots", "lot", "réseau", Some("réseaux")),
            ("lots", "lot", "corpus", None),
            ("journaux", "journal", "bocal", Some("bocaux")),
            ("lots", "lot", "jeu de données", None),
            ("lotties", "lot", "jeu", None),
            ("chat gpt", "chat gpt", "ChatGPT", Some("ChatGPT")),
            ("Chat gpt", "chat gpt", "ChatGPT", Some("ChatGPT")),
        ] {
            assert_eq!(replacement(written, form, instead, Some(&french)).as_deref(), expected, "{written} -> {instead}");
        }
    }

    #[test]
    fn renamed_forms() {
        let form = |field: &str| {
            let text = format!("### E\n\n> **term x** · fr : {field}\n");
            crate::glossary::read(&text).0.terms.remove(0).forms.remove(0)
        };
        for (written, old, new, expected) in [
            ("levain", "levain", "pâte mère", Some("pâte mère")),
            ("Levain", "levain", "pâte mère", Some("Pâte mère")),
            ("LEVAIN", "levain", "pâte mère", Some("PÂTE MÈRE")),
            ("levains", "levain", "pâte mère", None),
            ("levains", "levain", "pâte(s) mère(s)", Some("pâtes mères")),
            ("Levains", "levain", "pâte(s) mère(s)", Some("Pâtes mères")),
            ("levains", "levain", "ferment", Some("ferments")),
            ("pâtes mères", "pâte(s) mère(s)", "levain(s)", Some("levains")),
            ("pâtes mères", "pâte(s) mère(s)", "levain", Some("levains")),
            ("pâtes mères", "pâte(s) mère(s)", "souche(s) mère(s)", Some("souches mères")),
            ("pâte\n  > mère", "pâte(s) mère(s)", "levain", Some("levain")),
            ("pâte **mère**", "pâte mère", "levain", None),
            ("finetuner", "finetun(er|é)", "affin(er|é)", Some("affiner")),
            ("finetuné", "finetun(er|é)", "affin(er|é)", Some("affiné")),
            ("finetunons", "finetun(er|é)", "affin(er|é)", None),
            ("fine tuning", "fine-tuning", "affinage", Some("affinage")),
            ("PyTorch", "PyTorch", "torch", Some("torch")),
        ] {
            assert_eq!(renamed(written, &form(old), &form(new)).as_deref(), expected, "{written}: {old} -> {new}");
        }
    }
}
