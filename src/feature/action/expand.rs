//! Writes an acronym out at its first use: "LLM" becomes "grand modèle de langage (LLM)".
//!
//! Only where number, elision and capital are sure to be right; nothing is offered elsewhere.

use super::{Action, Change, Kind, meets};
use crate::document::Document;
use crate::glossary::{Form, Glossary, Status, Term};
use crate::inflection::{self, Care, Number};
use crate::language::Language;
use crate::lint::Fix;
use crate::matcher::company::Mark;
use crate::messages::ActionMessage;
use crate::span::Span;
use crate::words::{self, is_apostrophe, is_word_character};

pub(super) fn action(document: &Document, selection: Span) -> Option<Action> {
    let matcher = document.matcher();
    let is_meant = |span: Span, mark: &Mark| meets(span, selection) && is_acronym(matcher.form(&mark.occurrence));
    let (span, mark, language) =
        marks(document).take_while(|(span, ..)| span.start <= selection.end).find(|(span, mark, _)| is_meant(*span, mark))?;
    let term = mark.occurrence.term;
    let says_it = |mark: &Mark| {
        let form = matcher.form(&mark.occurrence);
        mark.occurrence.term == term && (is_acronym(form) || words::words(&form.text).count() > 1)
    };
    if marks(document).take_while(|(other, ..)| other.start < span.start).any(|(_, mark, _)| says_it(mark)) {
        return None;
    }
    let form = expansion(matcher.glossary(term), matcher.term(term), language)?;
    let text = document.text();
    let before = text.slice(Span::new(span.start.saturating_sub(BEFORE), span.start));
    let behind = text.slice(Span::new(span.end, span.end + BEHIND));
    // "LLM (grand modèle de langage)" and "(LLM)" are expanded already.
    if behind.trim_start().starts_with('(') || before.trim_end().ends_with('(') {
        return None;
    }
    let written = text.slice(span);
    let long = in_place_of(&written, &before, form, &matcher.form(&mark.occurrence).text)?;
    let replacement = format!("{long} ({written})");
    Some(Action {
        title: ActionMessage::Expand { replacement: replacement.clone() }.into(),
        kind: Kind::Rewrite,
        findings: Vec::new(),
        is_preferred: false,
        change: Change::Text(vec![Fix { span, replacement }]),
    })
}

/// So many bytes before an acronym say whether a sentence begins with it, and with which determiner it goes.
const BEFORE: usize = 64;
/// So many bytes behind it say whether its expansion follows.
const BEHIND: usize = 8;

/// The marks of a document with the language of their place.
fn marks(document: &Document) -> impl Iterator<Item = (Span, &Mark, Option<&Language>)> {
    document
        .parts()
        .iter()
        .flat_map(|(start, part)| part.marks.iter().map(move |mark| (mark.occurrence.span.shifted(start), mark, part.language.as_ref())))
}

fn is_acronym(form: &Form) -> bool {
    let is_fine = matches!(form.status, Status::Preferred | Status::Admitted);
    is_fine && inflection::is_acronym(&form.text) && form.text.chars().all(is_word_character)
}

/// The preferred form of several words in the text's language, else in the glossary's; an admitted one where none is preferred.
fn expansion<'a>(glossary: &Glossary, term: &'a Term, language: Option<&Language>) -> Option<&'a Form> {
    let language = language.or(glossary.language.as_ref())?;
    let fits = |form: &&Form| form.language.as_ref().is_some_and(|own| own.same(language)) && words::words(&form.text).count() > 1;
    let of_status = |status| term.forms.iter().filter(fits).find(|form| form.status == status && !form.ambiguous);
    of_status(Status::Preferred).or_else(|| of_status(Status::Admitted))
}

/// The expansion as it stands where `written` stood, behind `before`; `None` where that is not sure.
fn in_place_of(written: &str, before: &str, form: &Form, acronym: &str) -> Option<String> {
    let language = form.language.as_ref()?;
    let is_french = language.primary() == "fr";
    let begins = begins_sentence(before);
    let determiner = last_word(before).filter(|_| !begins).map(str::to_lowercase);
    let shown = determiner.as_deref().and_then(|word| Number::of_determiner(word, form.language.as_ref()));
    let is_plural = match written.strip_prefix(acronym)? {
        "s" => true,
        // English acronyms say their number themselves; French ones do not.
        "" if begins || !is_french => false,
        "" => shown? == Number::Plural,
        _ => return None,
    };
    if !goes_with(before, determiner.as_deref(), &form.text) {
        return None;
    }
    let long = if is_plural { inflection::plural(&form.surfaces, form.language.as_ref(), Care::Sure)? } else { form.text.clone() };
    Some(if begins { words::capitalised(&long) } else { long })
}

/// Whether the word before goes with the sound that the expansion begins with.
fn goes_with(before: &str, word: Option<&str>, long: &str) -> bool {
    let first = words::fold(long).chars().next().unwrap_or_default();
    if matches!(first, 'h' | 'y') {
        return !before.ends_with(is_apostrophe) && !DEPENDING.iter().any(|(depending, _)| word == Some(*depending));
    }
    let is_vowel = "aeiou".contains(first);
    if before.ends_with(is_apostrophe) {
        return is_vowel;
    }
    DEPENDING.iter().all(|(depending, wants_vowel)| word != Some(*depending) || is_vowel == *wants_vowel)
}

/// Words that go with a vowel only (true), or with a consonant only.
const DEPENDING: &[(&str, bool)] = &[
    ("le", false),
    ("la", false),
    ("de", false),
    ("que", false),
    ("ce", false),
    ("du", false),
    ("au", false),
    ("ma", false),
    ("ta", false),
    ("sa", false),
    ("a", false),
    ("an", true),
    ("cet", true),
];

/// The word right before, with nothing between but blanks, an apostrophe or emphasis.
fn last_word(before: &str) -> Option<&str> {
    let trimmed = before.trim_end_matches(|character: char| {
        character.is_whitespace() || is_apostrophe(character) || matches!(character, '*' | '_' | '«' | '"' | '“')
    });
    let start = trimmed.char_indices().rev().take_while(|(_, character)| is_word_character(*character)).last()?.0;
    trimmed.get(start..)
}

/// Whether a sentence or a block begins behind `before`.
fn begins_sentence(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let content = line.trim_matches(|character: char| {
        character.is_whitespace() || matches!(character, '*' | '_' | '>' | '-' | '+' | '#' | '«' | '"' | '“' | '|')
    });
    if !content.is_empty() {
        return content.ends_with(['.', '!', '?', '…']);
    }
    let is_block = line.contains(['-', '+', '#', '|']) || line.trim_start().starts_with("* ");
    let above = before.strip_suffix(line).unwrap_or_default().trim_end_matches([' ', '\t', '\r', '>']);
    let above = above.strip_suffix('\n').unwrap_or(above).trim_end_matches([' ', '\t', '\r', '>']);
    is_block || above.is_empty() || above.ends_with(['\n', '.', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use super::super::tests::{apply, offered};
    use super::*;

    #[test]
    fn places() {
        for (name, text, expected) in [
            ("singular", "Un |LLM.", Some("Un grand modèle de langage (LLM).")),
            ("plural by the determiner", "Les |LLM.", Some("Les grands modèles de langage (LLM).")),
            ("plural by its s", "Des |LLMs.", Some("Des grands modèles de langage (LLMs).")),
            ("at a sentence's start", "Oui. |LLM veut dire :", Some("Oui. Grand modèle de langage (LLM) veut dire :")),
            ("at a block's start", "# |LLM", Some("# Grand modèle de langage (LLM)")),
            ("at a line's start", "Voici un\n|LLM.", Some("Voici un\ngrand modèle de langage (LLM).")),
            ("a determiner in another block", "Voir les\n\n|LLM.", Some("Voir les\n\nGrand modèle de langage (LLM).")),
            ("in another letter case", "Un jeton, un |llm.", None),
            ("elision that stays", "de l'|IA", Some("de l'intelligence artificielle (IA)")),
            ("elision that breaks", "Un. L'|LLM.", None),
            ("elision that is missing", "la |IA", None),
            ("number unknown", "types de |LLM.", None),
            ("not the first", "Un LLM et un |LLM.", None),
            ("the expansion stands before", "Un grand modèle de langage ou un |LLM.", None),
            ("another form does not expand", "Un jeton. Un |LLM.", Some("Un jeton. Un grand modèle de langage (LLM).")),
            ("it follows", "Un |LLM (grand modèle de langage).", None),
            ("in parentheses", "Un modèle (|LLM).", None),
            ("no acronym", "Un |jeton.", None),
            ("no expansion", "Un |GPU.", None),
            ("a plural that agrees in unknown ways", "Les |MLA.", None),
            ("its singular", "Un |MLA.", Some("Un modèle de langage autorégressif (MLA).")),
            ("in code", "Un `|LLM`.", None),
            ("in emphasis", "Les **|LLM**.", Some("Les **grands modèles de langage (LLM)**.")),
        ] {
            let made =
                offered(text).into_iter().find(|(_, action)| action.kind == Kind::Rewrite).map(|(source, action)| apply(&source, &action));
            assert_eq!(made.as_deref(), expected, "{name}");
        }
    }
}
