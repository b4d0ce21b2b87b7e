//! Whether a text says what an acronym stands for, by what stands around it.

use crate::inflection;
use crate::prose::BREAK;
use crate::span::Span;
use crate::words;

/// Whether the rendered text says at this place what the acronym stands for.
pub(super) fn is_explained(text: &str, span: Span) -> bool {
    let before = text[..span.start].rsplit(BREAK).next().unwrap_or_default();
    let after = text[span.end..].split(BREAK).next().unwrap_or_default();
    let name = text[span.range()].trim_end_matches('s');
    explained_in_brackets(before, after)
        || explained_by_brackets(after)
        || explained_in_words(after)
        || is_announced(before)
        || is_defined(before, after)
        || initials_before(before, name)
        || initials_behind(after, name)
        || (before.trim().is_empty() && after.trim().is_empty() && initials_behind(next_block(&text[span.end..]), name))
}

fn next_block(text: &str) -> &str {
    text.split(BREAK).nth(1).unwrap_or_default()
}

/// "grand modèle de langage (LLM)", "(en anglais LLM)".
fn explained_in_brackets(before: &str, after: &str) -> bool {
    const BETWEEN: &[&str] = &[
        "en",
        "anglais",
        "français",
        "ou",
        "or",
        "aka",
        "soit",
        "dit",
        "dite",
        "abrégé",
        "abrégée",
        "abbreviated",
        "as",
        "the",
        "called",
        "short",
        "in",
        "english",
        "french",
        "acronym",
        "acronyme",
        "sigle",
        "also",
        "aussi",
        "known",
    ];
    let Some((outside, inside)) = before.rsplit_once(['(', '[']) else { return false };
    let words_inside = words::words(inside).map(|it| inside[it.range()].to_lowercase()).collect::<Vec<_>>();
    let last = words::words(tail(outside, 60)).last().map(|it| &tail(outside, 60)[it.range()]).unwrap_or_default();
    let is_long_form = last.chars().count() > 2 && last.chars().any(char::is_lowercase);
    let after = after.trim_start_matches(['»', '”', '"', ' ', '\u{A0}', '\u{202F}']);
    let next = words::words(head(after, 60)).next().map(|it| &head(after, 60)[it.range()]).unwrap_or_default();
    let ends = after.starts_with([')', ']', ';']) || (after.starts_with([',', ':']) && !inflection::is_acronym(next));
    let goes_on = after.starts_with("pour ") || after.starts_with("for ");
    is_long_form && (ends || goes_on) && words_inside.iter().all(|it| BETWEEN.contains(&it.as_str()))
}

/// "LLM (grand modèle de langage)".
fn explained_by_brackets(after: &str) -> bool {
    const REFERENCES: &[&str] = &["voir", "see", "cf", "par", "like", "such", "including", "as", "comme", "e", "i", "ex"];
    const PREPOSITIONS: &[&str] =
        &["en", "dans", "sur", "sous", "avec", "sans", "depuis", "chez", "in", "on", "at", "with", "without", "since", "from"];
    const LANGUAGES: &[&str] = &["anglais", "français", "english", "french"];
    let after = after.trim_start_matches(['»', '”', '"', ' ', '\u{A0}', '\u{202F}', '\n']);
    let Some(inside) = after.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside) else { return false };
    let words: Vec<&str> = words::words(inside).map(|it| &inside[it.range()]).collect();
    let has_lowercase = words.iter().any(|word| word.chars().filter(|it| it.is_lowercase()).count() > 2);
    let word = |number: usize| words.get(number).map(|word| word.to_lowercase()).unwrap_or_default();
    // "(en bleu)" tells where or how, "(en anglais : large language model)" what.
    let is_circumstance = PREPOSITIONS.contains(&word(0).as_str()) && !LANGUAGES.contains(&word(1).as_str());
    let is_reference = REFERENCES.contains(&word(0).as_str()) || is_circumstance;
    words.len() > 1 && has_lowercase && !is_reference
}

/// "LLM stands for", "LLM signifie".
fn explained_in_words(after: &str) -> bool {
    const PHRASES: &[&str] = &[
        "stands for",
        "is short for",
        ", short for",
        "is an acronym",
        "is an abbreviation",
        ", an acronym",
        ", abbreviation of",
        "signifie",
        "désigne",
        "veut dire",
        ", pour ",
        "est l'acronyme",
        "est l’acronyme",
        "est un acronyme",
        "est un sigle",
        "est le sigle",
        "est l'abréviation",
        "est l’abréviation",
        ", acronyme de",
        ", abréviation de",
        ", sigle de",
        "= ",
    ];
    let after = after.trim_start_matches(['»', '”', '"', ')', ' ', '\u{A0}', '\u{202F}', '\n']);
    PHRASES.iter().any(|phrase| after.starts_with(phrase))
}

/// "abrégé en SFC".
fn is_announced(before: &str) -> bool {
    const PHRASES: &[&str] = &["abrégé", "abrégée", "abrégés", "abrégées", "abbreviated", "ou simplement", "or simply", "or just"];
    let before = tail(before, 40).to_lowercase();
    let before = before.trim_end_matches([' ', '«', '“', '"', '\u{A0}']);
    let before = [" en", " as", " par"].iter().find_map(|it| before.strip_suffix(it)).unwrap_or(before);
    PHRASES.iter().any(|phrase| before.ends_with(phrase))
}

/// A block that begins with the acronym and a colon or dash, or `*[LLM]: …` of Markdown Extra.
fn is_defined(before: &str, after: &str) -> bool {
    let before = before.trim_matches([' ', '*', '\n', '[']);
    let after = after.trim_start_matches([']', ' ', '\u{A0}', '\u{202F}']);
    let meaning = [":", "—", "–", "- "].iter().find_map(|mark| after.strip_prefix(mark));
    before.is_empty() && meaning.is_some_and(|meaning| words::words(meaning).take(2).count() > 1)
}

/// "large language models, or LLMs".
fn initials_before(before: &str, name: &str) -> bool {
    let before = tail(before, 200);
    let words: Vec<&str> = content_words(before);
    let count = name.chars().filter(|it| it.is_alphabetic()).count();
    let end = words.last().map_or(0, |word| word.as_ptr() as usize - before.as_ptr() as usize + word.len());
    let ends_sentence = before[end..].contains(['.', '!', '?', ';', ':']);
    !ends_sentence && words.len() >= count && has_initials(&words[words.len() - count..], name)
}

/// "LLM, or large language model".
fn initials_behind(after: &str, name: &str) -> bool {
    let after = head(after, 200);
    let ends_sentence = after.trim_start().starts_with(['.', '!', '?']);
    let words: Vec<&str> = content_words(after);
    let count = name.chars().filter(|it| it.is_alphabetic()).count();
    !ends_sentence && has_initials(words.get(..count).unwrap_or_default(), name)
}

fn has_initials(words: &[&str], name: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|it| it.is_alphabetic()).collect();
    let initial = |word: &&str| words::fold(word).chars().next();
    let is_word = |word: &&str| word.chars().any(char::is_lowercase);
    words.len() == letters.len()
        && words.iter().all(is_word)
        && words.iter().map(initial).eq(letters.iter().map(|letter| letter.to_lowercase().next()))
}

fn content_words(text: &str) -> Vec<&str> {
    const SMALL: &[&str] = &[
        "a", "an", "and", "by", "called", "d", "de", "des", "du", "en", "et", "for", "from", "in", "is", "l", "la", "le", "les", "of",
        "on", "or", "ou", "par", "pour", "soit", "the", "to", "un", "une", "with", "à",
    ];
    words::words(text).map(|it| &text[it.range()]).filter(|word| !SMALL.contains(&word.to_lowercase().as_str())).collect()
}

/// Whether HTML says it: `<abbr title="…">LLM</abbr>`.
pub(super) fn is_abbreviation(source: &str, span: Span) -> bool {
    source[span.end..].starts_with("</abbr>")
        && near_before(source, span.start).rsplit("<abbr").next().is_some_and(|tag| tag.contains("title"))
}

/// What stands before `byte` in its paragraph, as far as it is near.
pub(in crate::lint) fn near_before(source: &str, byte: usize) -> &str {
    let before = tail(&source[..byte], 120);
    before.rfind("\n\n").map_or(before, |at| &before[at..])
}

/// At most the last `bytes` of `text`.
fn tail(text: &str, bytes: usize) -> &str {
    let mut start = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// At most the first `bytes` of `text`.
fn head(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
