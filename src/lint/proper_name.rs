//! Common nouns that stand in a name: "le livre *Natural Language Processing with Transformers*", "la bibliothèque 🤗 Datasets".
//!
//! In French and its sisters a common noun has a capital at a sentence's start only; a capital elsewhere makes it a part of somebody's
//! name, which is not the writer's to mend. English headings have capitals everywhere, German nouns too: there nobody can tell.

use super::tally::Stretch;
use crate::glossary::{Case, Form};
use crate::matcher::Occurrence;

/// Whether what is written is a part of a name or an address, which are not the writer's to mend.
pub(super) fn is_of_others(stretch: &Stretch, occurrence: &Occurrence, form: &Form) -> bool {
    is_name(stretch, occurrence, form) || is_in_path(&stretch.source[..occurrence.span.start])
}

/// Whether a path with a domain or a file's name in it ends with `before`: "github.com/".
fn is_in_path(before: &str) -> bool {
    let path = before.rsplit(|it: char| it.is_whitespace() || "([{<>«\"'`|".contains(it)).next().unwrap_or_default();
    path.ends_with('/') && path.contains('.')
}

/// Whether the capital of what is written makes it a name.
fn is_name(stretch: &Stretch, occurrence: &Occurrence, form: &Form) -> bool {
    let tells = stretch.language.is_some_and(|language| matches!(language.primary(), "fr" | "es" | "it" | "pt"));
    let written = &stretch.source[occurrence.span.range()];
    let has_capital = written.starts_with(char::is_uppercase) && written.contains(char::is_lowercase);
    let is_common_noun = form.case == Case::Folded && !form.text.contains(char::is_uppercase);
    tells && has_capital && is_common_noun && !starts_sentence(&stretch.source[..occurrence.span.start])
}

/// Whether a sentence, an item, a heading or a cell starts behind `before`, but for markup.
fn starts_sentence(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start_matches('\u{FEFF}');
    let is_markup =
        |it: char| matches!(it, '*' | '_' | '[' | '(' | '«' | '“' | '"' | '\'' | '’' | '‘' | '`' | '~' | '\u{FEFF}') || it.is_whitespace();
    let mut rest = line.trim_end_matches(is_markup);
    while rest.ends_with('>') {
        // A tag, or the prefix of a quote.
        rest = rest.rfind('<').map_or("", |at| &rest[..at]).trim_end_matches(is_markup);
    }
    let is_marker = |text: &str| {
        let text = text.trim_start_matches(['>', ' ', '\t']);
        text.trim_matches(['#', '-', '+', '*', ' ', '\t']).is_empty()
            || text.trim_end_matches(['.', ')']).bytes().all(|byte| byte.is_ascii_digit())
    };
    // A line in the middle of a paragraph starts no sentence if the one before ends none.
    let goes_on = || {
        let above = before[..before.len() - line.len()].strip_suffix('\n').unwrap_or_default();
        let above = above.rsplit('\n').next().unwrap_or_default().trim();
        !above.is_empty() && above.ends_with(|it: char| it.is_lowercase() || it == ',')
    };
    if rest.is_empty() {
        return line.contains(['>', '*', '[', '#', '-', '(', '"', '«']) || !goes_on();
    }
    let is_parted = rest.ends_with(" -") || rest.ends_with(" /");
    is_parted || rest.ends_with(['.', '!', '?', ':', '…', ';', '|', '—', '–', '•', ')', ']', '}']) || is_marker(rest)
}

#[cfg(test)]
mod tests {
    use super::super::Rule;
    use super::super::tests::check;

    #[test]
    fn places() {
        check(
            Rule::DeprecatedForm,
            &[
                ("a sentence's start", "‹Chef› vivant. ‹Chef› ! *‹Chef›* et « ‹chef› »."),
                (
                    "an item, a heading, a quote, a cell",
                    "- ‹Chef›\n\n1. ‹Chef›\n\n# ‹Chef›\n\n> ‹Chef›\n\n| ‹Chef› | ‹Chef› |\n|---|---|\n\n- [Guide - ‹Chef›](x)\n",
                ),
                ("a byte order mark", "\u{FEFF}# ‹Chef›"),
                ("a title", "Le livre *Chef Boulanger*, la série 🤗 Chef, le [Grand Chef](x)."),
                ("over a line wrap", "Le livre\nChef Boulanger."),
                ("HTML", "<b>‹Chef›</b> et le <b>Chef</b>."),
                ("capitals", "LE ‹CHEF› VIVANT"),
                ("a path", "Voir pain.example/chef, www.pain.example/chef ; un ‹chef›/boulanger, boulanger/‹chef›."),
                ("in lower case", "Le ‹chef› vivant."),
            ],
        );
    }
}
