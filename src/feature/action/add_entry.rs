//! Makes an entry of the selected words: a heading, a term block, and a place for the answer.

use super::{Action, Change, Kind};
use crate::document::Document;
use crate::feature::lookup;
use crate::glossary::{self, Glossary, slug};
use crate::language::Language;
use crate::lint::Fix;
use crate::messages::{ActionMessage, Locale};
use crate::span::Span;
use crate::words;

/// Words that are to become a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// As they stand in the text, with single spaces.
    pub text: String,
    /// The language of the text they stand in.
    pub language: Option<Language>,
}

/// An entry that is ready to be put into a glossary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// What is written where.
    pub fix: Fix,
    /// The place where the answer is to be written, in bytes of the glossary afterwards.
    pub answer: Span,
}

/// More words are a sentence.
const MOST_WORDS: usize = 8;

pub(super) fn action(document: &Document, selection: Span) -> Option<Action> {
    let words = selected(document, selection)?;
    let title = ActionMessage::AddToGlossary { words: words.text.clone() }.into();
    Some(Action { title, kind: Kind::Extract, findings: Vec::new(), is_preferred: false, change: Change::Entry(words) })
}

/// The selected words if they can be a term: one to eight, on one line, and not a form of a term that the text's glossaries have.
pub fn selected(document: &Document, selection: Span) -> Option<Words> {
    // Eight words of the longest kind are far shorter.
    if selection.is_empty() || selection.len() > 1_000 {
        return None;
    }
    let source = document.text().slice(selection);
    let inside = whole_words(&source)?;
    if cuts_word(document, inside.shifted(selection.start)) {
        return None;
    }
    let text = without_elision(&source[inside.range()]);
    // Words across the end of a link, of emphasis or of a line are no term.
    if text.contains("](") || text.contains("**") || text.chars().any(|character| character.is_control()) {
        return None;
    }
    if !(1..=MOST_WORDS).contains(&words::words(text).count()) || !lookup::terms(document.matcher(), text).is_empty() {
        return None;
    }
    let part = document.parts().iter().find(|(start, part)| selection.start < start + part.chunk.length);
    let language = part.and_then(|(_, part)| part.language.clone());
    Some(Words { text: text.split_whitespace().collect::<Vec<_>>().join(" "), language })
}

/// From the first word of `text` to the last, with the signs that are part of a name's end, as in `C++`.
fn whole_words(text: &str) -> Option<Span> {
    let first = words::words(text).next()?;
    let last = words::words(text).last()?;
    let rest = &text[last.end..];
    Some(Span::new(first.start, text.len() - rest.trim_start_matches(['+', '#']).len()))
}

/// `text` without an article at its start: "l’apprêt" is selected with it where an editor takes an apostrophe for a part of a word.
fn without_elision(text: &str) -> &str {
    let Some((article, rest)) = text.split_once(words::is_apostrophe) else { return text };
    let is_article = ["l", "d", "qu"].contains(&article.to_lowercase().as_str());
    if is_article && rest.starts_with(words::is_word_character) { rest } else { text }
}

/// Whether an end of `selection` lies inside a word.
fn cuts_word(document: &Document, selection: Span) -> bool {
    let (start, around) = document.text().slice_with_start(Span::new(selection.start.saturating_sub(100), selection.end + 100));
    let is_inside = |word: Span, end: usize| word.start < end && end < word.end;
    words::words(&around).map(|word| word.shifted(start)).any(|word| is_inside(word, selection.start) || is_inside(word, selection.end))
}

/// The entry at the end of a glossary with this text, which is the end of its last section; `None` where the text would not be read as one there (a
/// code block without an end, for instance). Reads the glossary twice.
pub fn entry(text: &str, words: &Words, locale: Locale) -> Option<NewEntry> {
    let (before, problems) = glossary::read(text);
    let draft = draft(text, &before, words, locale);
    let edited = format!("{text}{}", draft.fix.replacement);
    let (after, new_problems) = glossary::read(&edited);
    let term = after.terms.last().filter(|_| after.terms.len() == before.terms.len() + 1)?;
    let is_form = matches!(term.forms.as_slice(), [form] if form.text == words.text);
    let is_answer = edited.get(draft.answer.range()) == Some(after.entry(term).answer.as_str());
    (is_form && is_answer && new_problems.len() == problems.len()).then_some(draft)
}

/// What [`entry`] answers if all goes well. `glossary` is what was read of the text, or of an earlier version: then the id may be taken.
pub fn draft(text: &str, glossary: &Glossary, words: &Words, locale: Locale) -> NewEntry {
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = match text {
        "" => String::new(),
        _ if text.ends_with(&line_break.repeat(2)) => String::new(),
        _ if text.ends_with('\n') => line_break.to_owned(),
        _ => line_break.repeat(2),
    };
    let tag = words.language.as_ref().or(glossary.language.as_ref()).map_or(tag_of(locale), Language::tag);
    let is_french = glossary.language.as_ref().map_or(locale == Locale::French, |language| language.primary() == "fr");
    let (keyword, placeholder) = if is_french { ("terme", "À rédiger.") } else { ("term", "To be written.") };
    let heading = format!("### {}", escaped(&words::capitalised(&words.text)));
    let block = format!("> **{keyword} {}** · {tag} : **{}**", new_id(glossary, &words.text), escaped(&words.text));
    let head = [&gap, &heading, line_break, line_break, &block, line_break, line_break].concat();
    let start = text.len() + head.len();
    NewEntry {
        fix: Fix { span: Span::new(text.len(), text.len()), replacement: [&head, placeholder, line_break].concat() },
        answer: Span::new(start, start + placeholder.len()),
    }
}

const fn tag_of(locale: Locale) -> &'static str {
    match locale {
        Locale::French => "fr",
        Locale::English => "en",
    }
}

/// A new glossary with nothing in it, under this title.
pub fn file(title: &str, words: &Words, locale: Locale) -> String {
    let tag = words.language.as_ref().map_or(tag_of(locale), Language::tag);
    let is_french = words.language.as_ref().map_or(locale == Locale::French, |language| language.primary() == "fr");
    let title = escaped(title);
    if is_french {
        format!("---\nglossaire: 1\nlangue: {tag}\n---\n\n# {title}\n\n")
    } else {
        format!("---\nglossary: 1\nlanguage: {tag}\n---\n\n# {title}\n\n")
    }
}

/// The slug of the words, with a number where a term has it already.
fn new_id(glossary: &Glossary, words: &str) -> String {
    let slug = slug(words);
    let is_free = |id: &String| glossary.terms.iter().all(|term| term.id != *id);
    std::iter::once(slug.clone()).chain((2..).map(|number| format!("{slug}-{number}"))).find(is_free).unwrap_or(slug)
}

/// Text as Markdown, and as a form, that stands for itself.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_punctuation() && !"'-.:/".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::tests::document;
    use super::*;

    #[test]
    fn selections() {
        for (name, text, expected) in [
            ("one word", "Une |recette| simple.", Some("recette")),
            ("with its article", "Il faut |l’apprêt| long.", Some("apprêt")),
            ("a name with an apostrophe", "Le |O’Reilly| est là.", Some("O’Reilly")),
            ("across the end of a link", "Le [|pétrissage](x.md)| long.", None),
            ("blanks and marks around", "Une| **recette  simple** |.", Some("recette simple")),
            ("nothing", "Une ||recette.", None),
            ("blanks", "Une| |recette.", None),
            ("a form", "Un |jeton|.", None),
            ("a form inflected", "Des |Grands modèles de langage|.", None),
            ("a form among others", "Un |jeton spécial|.", Some("jeton spécial")),
            ("two lines", "Une |recette\nsimple|.", None),
            ("eight words", "|un deux trois quatre cinq six sept huit|", Some("un deux trois quatre cinq six sept huit")),
            ("nine words", "|un deux trois quatre cinq six sept huit neuf|", None),
            ("no words", "a |++| b", None),
            ("a full stop", "Oui |là.|", Some("là")),
            ("brackets and dashes", "Un |(taux d’appel) –| ici", Some("taux d’appel")),
            ("inner hyphens", "Un |porte-clés !|", Some("porte-clés")),
            ("signs of a name", "Du |C++|.", Some("C++")),
            ("the end of a word", "Un L|LM|.", None),
            ("the start of a word", "Un |cou|teau.", None),
            ("blanks outside, a word cut", "Un| co|uteau.", None),
        ] {
            let start = text.find('|').unwrap();
            let end = text.rfind('|').unwrap() - 1;
            let document = document(&text.replace('|', ""));
            assert_eq!(selected(&document, Span::new(start, end)).map(|words| words.text).as_deref(), expected, "{name}");
        }
    }

    fn words(text: &str, tag: &str) -> Words {
        Words { text: text.to_owned(), language: Language::parse(tag) }
    }

    #[test]
    fn entries() {
        let entry = |text: &str, form: &str| {
            let entry = entry(text, &words(form, "fr"), Locale::English)?;
            let after = format!("{text}{}", entry.fix.replacement);
            assert!(["À rédiger.", "To be written."].contains(&&after[entry.answer.range()]), "{after}");
            Some(entry.fix.replacement)
        };
        for (name, text, form, expected) in [
            (
                "French glossary",
                "---\nlangue: fr\n---\n## S\n\n### Un\n\nDeux.\n",
                "taux d'appel",
                Some("\n### Taux d'appel\n\n> **terme taux-d-appel** · fr : **taux d'appel**\n\nÀ rédiger.\n"),
            ),
            (
                "English glossary without a line break at its end",
                "---\nlanguage: en\n---\n### Un\n\nDeux.",
                "taux",
                Some("\n\n### Taux\n\n> **term taux** · fr : **taux**\n\nTo be written.\n"),
            ),
            (
                "the id is taken",
                "### Un\n\n> **term taux** · en : **rate**\n\nDeux.\n\n",
                "taux",
                Some("### Taux\n\n> **term taux-2** · fr : **taux**\n\nTo be written.\n"),
            ),
            (
                "Windows",
                "### Un\r\n\r\nDeux.\r\n",
                "taux",
                Some("\r\n### Taux\r\n\r\n> **term taux** · fr : **taux**\r\n\r\nTo be written.\r\n"),
            ),
            (
                "signs that mean something in a form",
                "### Un\n",
                "C* (a|b), `x`!",
                Some(
                    "\n### C\\* \\(a\\|b\\)\\, \\`x\\`\\!\n\n> **term c-a-b-x** · fr : **C\\* \\(a\\|b\\)\\, \\`x\\`\\!**\n\nTo be written.\n",
                ),
            ),
            ("a fence without an end", "### Un\n\n```\ncode\n", "taux", None),
            ("a comment without an end", "### Un\n\n<!-- x\n", "taux", None),
        ] {
            assert_eq!(entry(text, form).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn new_files() {
        for (tag, expected) in [("fr", "langue: fr"), ("en", "language: en")] {
            let words = words("taux", tag);
            let text = file("Mes *mots*", &words, Locale::English);
            let (glossary, problems) = glossary::read(&text);
            assert_eq!((glossary.title.as_str(), problems), ("Mes *mots*", vec![]));
            assert!(text.contains(expected));
            assert!(entry(&text, &words, Locale::English).is_some());
        }
    }
}
