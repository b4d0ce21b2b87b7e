//! What to write instead of a form, and whether a machine may do it.
//!
//! A machine may if number and capitals can be kept and the words around stay right or can be put right; a wrong edit is worse than none.

use super::Fix;
use super::joint::{self, Joint, Noun, Surroundings};
use super::tally::Stretch;
use super::wording::Wording;
use crate::glossary::{Form, Glossary, Status, Term};
use crate::inflection::{self, Care, Looks, Number, Relation, folded_words};
use crate::language::Language;
use crate::matcher::Occurrence;
use crate::span::Span;
use crate::words::{self, is_apostrophe, is_hyphen, is_word_character};

/// What is written, and what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suggestion {
    /// As written in the text, on one line.
    pub written: String,
    /// What to write: the better form in the number and the capitals of what is written, else as the glossary writes it.
    pub instead: Option<String>,
    /// What a machine may do, in bytes of the stretch. It may reach over the article before what is written.
    pub fix: Option<Fix>,
}

impl Suggestion {
    pub fn new(written: &str, instead: Option<String>, fix: Option<Fix>) -> Self {
        Self { written: written.split_whitespace().collect::<Vec<_>>().join(" "), instead, fix }
    }
}

/// What to write instead of `form`, of which `occurrence` is an inflection.
pub(super) fn suggest(stretch: &Stretch, occurrence: &Occurrence, form: &Form) -> Suggestion {
    let matcher = &stretch.linter.matcher;
    let (glossary, term) = (matcher.glossary(occurrence.term), matcher.term(occurrence.term));
    let better = better(glossary, term, form, stretch.language);
    match Wording::instead_of(form, term, better) {
        Some(instead) => suggest_wording(stretch, occurrence, form, instead),
        None => Suggestion::new(&stretch.source[occurrence.span.range()], None, None),
    }
}

/// To write `instead` for `form`, of which `occurrence` is an inflection.
pub(super) fn suggest_form(stretch: &Stretch, occurrence: &Occurrence, form: &Form, instead: &Form) -> Suggestion {
    suggest_wording(stretch, occurrence, form, Wording::of(instead))
}

fn suggest_wording(stretch: &Stretch, occurrence: &Occurrence, form: &Form, instead: Wording) -> Suggestion {
    let span = occurrence.span;
    let written = &stretch.source[span.range()];
    let is_verb = is_verb(form) || instead.is_verb;
    let old = Wording::of(form).in_language(stretch.language);
    let determiner = joint::determiner(&stretch.source[..span.start], stretch.language);
    let Some(replacement) = replacement(written, old, instead.in_language(stretch.language), determiner).filter(|_| !is_verb) else {
        return Suggestion::new(written, Some(instead.text().to_owned()), None);
    };
    let is_certain = is_good(stretch, &replacement) && !is_label(stretch.source, span);
    let fix = is_certain.then(|| joined(stretch, occurrence, form, instead.text(), &replacement)).flatten();
    Suggestion::new(written, Some(replacement), fix)
}

/// `replacement` in place of `span`, with what it asks for of the word before; `old` and `new` are the forms that both are inflections of.
/// Where nobody knows the text's language the word's own decides what must agree.
fn joined(stretch: &Stretch, occurrence: &Occurrence, old: &Form, new: &str, replacement: &str) -> Option<Fix> {
    let span = occurrence.span;
    let matcher = &stretch.linter.matcher;
    let language = stretch.language.or(old.language.as_ref()).or(matcher.glossary(occurrence.term).language.as_ref());
    let around = Surroundings { before: &stretch.source[..span.start], after: &stretch.source[span.end..], language };
    let noun = |text| Noun { text, gender: stretch.linter.facts.gender(matcher, occurrence.term, text) };
    match joint::joint(&around, noun(&old.text), noun(new)) {
        Joint::Fits => Some(Fix { span, replacement: replacement.to_owned() }),
        Joint::Becomes { cut, text } => {
            Some(Fix { span: Span::new(span.start - cut, span.end), replacement: format!("{text}{replacement}") })
        }
        Joint::Unsure => None,
    }
}

/// Whether a place is, or may be, the name by which a link finds its target: "[name]", "[name][]", "[[page]]". Changed at one end it leads nowhere.
fn is_label(source: &str, span: Span) -> bool {
    // The brackets of longer names are not looked for: a line may have 10 MB.
    const LONGEST: usize = 200;
    let before = &source[source.ceil_char_boundary(span.start.saturating_sub(LONGEST))..span.start];
    let after = &source[span.end..source.floor_char_boundary((span.end + LONGEST).min(source.len()))];
    let opens = before.rfind(['[', ']']).is_some_and(|at| before[at..].starts_with('['));
    let behind = after.find(['[', ']']).and_then(|at| after[at..].strip_prefix(']'));
    let Some(behind) = behind.filter(|_| opens) else { return false };
    let is_page = before.ends_with("[[") && behind.starts_with(']');
    let has_target = behind.starts_with(['(', ']']) || (behind.starts_with('[') && !behind.starts_with("[]"));
    is_page || !has_target
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

/// `new` in the number and the capitals in which `written` stands for `old`, behind a determiner of some number; `None` where they cannot be told
/// or kept.
fn replacement(written: &str, old: Wording, new: Wording, determiner: Option<Number>) -> Option<String> {
    if !is_plain(written, old.text()) {
        return None;
    }
    in_capitals_of(written, old.text(), &in_number(written, old, new, determiner)?)
}

/// `new` in the number in which `written` stands for `old`.
fn in_number(written: &str, old: Wording, new: Wording, determiner: Option<Number>) -> Option<String> {
    let singular = || Some(new.text().to_owned()).filter(|_| new.looks() != Looks::Plural);
    let plural = || new.plural(Care::Sure);
    match (inflection::relation(written, old.text(), old.language)?, determiner) {
        (Relation::Same, _) if joint::letters(old.text()) == joint::letters(new.text()) => Some(new.text().to_owned()),
        (Relation::Plural, Some(Number::Singular)) => None,
        (Relation::Plural, _) => plural(),
        (Relation::Same, determiner) => match (old.looks(), determiner) {
            (Looks::Singular, Some(Number::Plural)) | (Looks::Plural, Some(Number::Singular)) => None,
            (Looks::Singular, _) | (Looks::Invariable, Some(Number::Singular)) => singular(),
            (Looks::Plural, _) | (Looks::Invariable, Some(Number::Plural)) => plural(),
            (Looks::Invariable, None) => Some(new.text().to_owned()).filter(|_| new.looks() == Looks::Invariable),
        },
    }
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
    Some(words::capitalised(replacement))
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
    replacement(&written, Wording::of(old), Wording::of(new), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_capitals() {
        use Number::{Plural, Singular};
        for (before, written, form, instead, expected) in [
            (None, "fine tuning", "fine tuning", "fine-tuning", Some("fine-tuning")),
            (None, "Fine tuning", "fine tuning", "fine-tuning", Some("Fine-tuning")),
            (None, "FINE TUNING", "fine tuning", "fine-tuning", Some("FINE-TUNING")),
            (None, "Fine Tuning", "fine tuning", "fine-tuning", None),
            (None, "fine\ntuning", "fine tuning", "fine-tuning", None),
            (None, "I.A.", "I.A.", "IA", Some("IA")),
            (None, "réseaux", "réseau", "maillage", Some("maillages")),
            (None, "lots", "lot", "réseau", Some("réseaux")),
            (None, "lots", "lot", "corpus", Some("corpus")),
            (None, "journaux", "journal", "bocal", Some("bocaux")),
            (None, "lots", "lot", "jeu de données", Some("jeux de données")),
            (None, "lots", "lot", "pâte mère", None),
            (Some(Singular), "lots", "lot", "jeu", None),
            (None, "lotties", "lot", "jeu", None),
            (None, "chat gpt", "chat gpt", "ChatGPT", Some("ChatGPT")),
            (None, "Chat gpt", "chat gpt", "ChatGPT", Some("ChatGPT")),
            (Some(Plural), "gros modèles", "gros modèle", "grand modèle de langage", Some("grands modèles de langage")),
            (None, "Gros modèles", "gros modèle", "grand modèle", Some("Grands modèles")),
            (None, "GROS MODÈLES", "gros modèle", "grand modèle", Some("GRANDS MODÈLES")),
            (Some(Plural), "corpus", "corpus", "jeu de données", Some("jeux de données")),
            (Some(Singular), "corpus", "corpus", "jeu de données", Some("jeu de données")),
            (None, "corpus", "corpus", "jeu de données", None),
            (None, "corpus", "corpus", "choix", Some("choix")),
            (Some(Plural), "LLM", "LLM", "grand modèle", Some("grands modèles")),
            (None, "gros modèles", "gros modèle", "LLM", Some("LLM")),
            (Some(Plural), "gros modèle", "gros modèle", "LLM", None),
            (None, "data", "data", "données", None),
            (Some(Plural), "grosses données", "grosses données", "données massives", Some("données massives")),
        ] {
            let (form, instead) = ([form.to_owned()], [instead.to_owned()]);
            let made = replacement(written, Wording::french(&form), Wording::french(&instead), before);
            assert_eq!(made.as_deref(), expected, "{before:?} {written} -> {}", instead[0]);
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
            ("levains", "levain", "jeu de données", Some("jeux de données")),
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
