//! Whether a hit of the automaton is what a careful human would mark, and how near it is to the form.

use super::Distance;
use super::determiner::after_determiner;
use super::glue::{self, Gap};
use super::lexemes::{self, Lexemes, Surface};
use super::pattern::{Infinitive, Pattern};
use super::scan::Token;
use crate::glossary::Case;
use crate::inflection;
use crate::prose::{BREAK, OBJECT};
use crate::span::Span;
use crate::words::{self, is_apostrophe, is_hyphen, is_word_character};

/// A hit that stands.
#[derive(Clone, Copy, Debug)]
pub struct Verified {
    /// With the characters around the words that belong to the form.
    pub span: Span,
    /// How near.
    pub distance: Distance,
    /// Not in the form's letter case.
    pub wrong_case: bool,
    /// An acronym in a line of capitals.
    pub in_capitals: bool,
    /// A French infinitive without a determiner.
    pub maybe_verb: bool,
}

/// Why a hit does not stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rejection {
    /// The words are others after all: only merged inflections brought them together.
    OtherWords,
    /// The form has characters between or around its words that the text has not ("C++", "Node.js").
    OtherSymbols,
    /// The form is exact, and the text writes it otherwise.
    NotAsWritten,
    /// In another letter case a form counts only where nothing but space or a sentence's punctuation touches it.
    OtherCaseInName,
    /// An underscore, at sign or backslash makes it a part of an identifier.
    Identifier,
    /// A dot makes it a part of a name ("fast.ai") or number.
    Dotted,
    /// It stands in a path from a root.
    Path,
    /// A number follows a hyphen ("IA-32").
    Version,
    /// Hyphens bind it to words on both sides ("bert-finetuned-ner").
    Compound,
    /// A prefix makes it another word ("post-traitement").
    Prefixed,
    /// An exception that starts with a verb, and a determiner makes it a noun.
    Noun,
    /// A sign follows that makes it another name ("C#", "C++").
    OtherName,
    /// It is called as a function.
    Call,
    /// A single letter before an apostrophe ("C'est").
    Elision,
}

/// Verifies that `tokens` of `text` are the words of `pattern`, which are among `lexemes`.
pub fn verify(text: &str, tokens: &[Token], pattern: &Pattern, lexemes: &Lexemes) -> Result<Verified, Rejection> {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Err(Rejection::OtherWords) };
    let mut distance = Distance::default();
    let mut case = Letters { all_same: true, capital_only: true, all_capitals: true };
    let mut end = first.span.start;
    for (place, (token, word)) in tokens.iter().zip(&pattern.words).enumerate() {
        if place > 0 && word.gap != Gap::Symbols && glue::gap(&text[end..token.span.start]) != word.gap {
            distance.glue_and_case = distance.glue_and_case.saturating_add(1);
        }
        end = token.span.end;
        let surfaces = lexemes.surfaces(word.lexeme);
        if let Some(symbols) = expected_symbols(text, token, word.gap, surfaces) {
            if !may_stand_for(&text[token.span.range()], symbols) {
                return Err(Rejection::OtherSymbols);
            }
            continue;
        }
        let nearness = nearest_surface(&text[token.span.range()], token, surfaces).ok_or(Rejection::OtherWords)?;
        distance.accents = distance.accents.saturating_add(u8::from(!nearness.accents_agree));
        distance.inflected = distance.inflected.saturating_add(u8::from(nearness.inflected));
        case.add(place, nearness.letter_case);
        if pattern.case == Case::Folded && nearness.letter_case == LetterCase::Other {
            distance.glue_and_case = distance.glue_and_case.saturating_add(1);
        }
    }
    let span = surroundings(text, Span::new(first.span.start, last.span.end), pattern).ok_or(Rejection::OtherSymbols)?;
    if let Some(rejection) = part_of_another(text, span) {
        return Err(rejection);
    }
    let is_noun = || after_determiner(text, span.start);
    if pattern.infinitive == Infinitive::ExceptionStarts && is_noun() {
        return Err(Rejection::Noun);
    }
    let maybe_verb = pattern.infinitive == Infinitive::Form && inflection::is_infinitive(&text[span.range()].to_lowercase()) && !is_noun();
    let agrees = match pattern.case {
        Case::Folded => true,
        Case::Exact => case.all_same && distance.accents == 0,
        Case::AsWritten => {
            case.all_same || (case.capital_only && starts_sentence(text, span.start)) || (case.all_capitals && in_capitals(text, span))
        }
    };
    if !agrees {
        if pattern.case == Case::Exact {
            return Err(Rejection::NotAsWritten);
        }
        if !stands_free(text, span) {
            return Err(Rejection::OtherCaseInName);
        }
        distance.glue_and_case = distance.glue_and_case.saturating_add(1);
    }
    let is_acronym = pattern.words.len() == 1 && case.all_same && inflection::is_acronym(&text[span.range()]);
    let in_capitals = is_acronym && in_capitals(text, span);
    Ok(Verified { span, distance, wrong_case: !agrees, in_capitals, maybe_verb })
}

/// What the form has between two words, if that is what `surfaces` are and not a word.
fn expected_symbols<'a>(text: &str, token: &Token, gap: Gap, surfaces: &'a [Surface]) -> Option<&'a str> {
    let is_symbols = gap == Gap::Symbols && !text[token.span.range()].contains(is_word_character);
    is_symbols.then(|| surfaces.first().map(|surface| &*surface.spelling)).flatten()
}

/// Whether `written` is the gap of symbols that a form has; it may lack the form's spaces, but have none of its own ("Node. js").
fn may_stand_for(written: &str, symbols: &str) -> bool {
    glue::symbols(written) == glue::symbols(symbols) && (symbols.contains(char::is_whitespace) || !written.contains(char::is_whitespace))
}

/// How the letters of the words compare with the form's.
struct Letters {
    all_same: bool,
    /// Only the first letter differs, and is a capital.
    capital_only: bool,
    all_capitals: bool,
}

impl Letters {
    fn add(&mut self, place: usize, letter_case: LetterCase) {
        let same = letter_case == LetterCase::Same;
        self.capital_only &= same || (place == 0 && letter_case == LetterCase::Capitalised);
        self.all_capitals &= same || letter_case == LetterCase::Capitals;
        self.all_same &= same;
    }
}

struct Nearness {
    accents_agree: bool,
    inflected: bool,
    letter_case: LetterCase,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum LetterCase {
    Same,
    Capitalised,
    Capitals,
    Other,
}

/// The surface among `surfaces` that the text's spelling is nearest to; `None` where only a merged class brought them together.
fn nearest_surface(written: &str, token: &Token, surfaces: &[Surface]) -> Option<Nearness> {
    let spelling = words::spelling(written);
    let compare = |surface: &Surface| {
        if *surface.spelling == *spelling {
            return (false, LetterCase::Same, surface.inflected);
        }
        let accents_differ =
            !surface.spelling.eq_ignore_ascii_case(&spelling) && surface.spelling.to_lowercase() != spelling.to_lowercase();
        (accents_differ, letter_case(&spelling, &surface.spelling), surface.inflected)
    };
    let same_word = |surface: &Surface| {
        *surface.spelling == *spelling
            || surface.spelling.eq_ignore_ascii_case(&spelling)
            || (lexemes::share_fold(&spelling, &surface.spelling) && !other_by_final_accent(&spelling, &surface.spelling))
    };
    let candidates = surfaces.iter().filter(|surface| surface.digest == token.digest && same_word(surface));
    let (accents_differ, letter_case, inflected) = candidates.map(compare).min()?;
    Some(Nearness { accents_agree: !accents_differ, inflected, letter_case })
}

/// Whether the last e tells two words with one fold apart: "couché" is not "couche"; nor is "entraîne", whose writer puts accents, "entraîné",
/// but "entraine" and "perplexite" may be.
fn other_by_final_accent(written: &str, form: &str) -> bool {
    // Behind it may stand the endings of the feminine and the plural.
    let is_accented = |word: &str| {
        let singular = word.strip_suffix(['s', 'S']).unwrap_or(word);
        singular.strip_suffix(['e', 'E']).unwrap_or(singular).ends_with(['é', 'É'])
    };
    match (is_accented(written), is_accented(form)) {
        (true, false) => true,
        (false, true) => !written.is_ascii(),
        _ => false,
    }
}

fn letter_case(written: &str, form: &str) -> LetterCase {
    let (written, form) = (bare(written), bare(form));
    if written == form {
        return LetterCase::Same;
    }
    if written == words::capitalised(&form) {
        LetterCase::Capitalised
    } else if written.chars().any(char::is_uppercase) && !written.chars().any(char::is_lowercase) {
        LetterCase::Capitals
    } else {
        LetterCase::Other
    }
}

/// A spelling without its accents, so that only letters and their case are compared.
fn bare(spelling: &str) -> String {
    let fold = |character: char| {
        let folded = words::fold(character.encode_utf8(&mut [0; 4]));
        if character.is_uppercase() { folded.to_uppercase() } else { folded }
    };
    if spelling.is_ascii() { spelling.to_owned() } else { spelling.chars().map(fold).collect() }
}

/// Widens `span` by the characters that the form has around its words, where the text has them too.
fn surroundings(text: &str, span: Span, pattern: &Pattern) -> Option<Span> {
    let start = walk_back(&text[..span.start], &pattern.before)?;
    let end = span.end + walk_on(&text[span.end..], &pattern.after)?;
    // Neither ".NET" in "ASP.NET" nor "C++" in "C++11"; an apostrophe or hyphen does part words.
    let parts = |character: char| character.is_whitespace() || is_apostrophe(character) || is_hyphen(character);
    let glued = |edge: Option<char>, beyond: Option<char>| edge.is_some_and(|edge| !parts(edge)) && beyond.is_some_and(is_word_character);
    let is_glued = glued(pattern.before.chars().next(), text[..start].chars().next_back())
        || glued(pattern.after.chars().next_back(), text[end..].chars().next());
    (!is_glued).then_some(Span::new(start, end))
}

fn same_character(one: char, other: char) -> bool {
    one == other
        || (one.is_whitespace() && other.is_whitespace() && other != BREAK)
        || (is_hyphen(one) && is_hyphen(other))
        || (is_apostrophe(one) && is_apostrophe(other))
}

/// Where `expected` starts at the end of `text`.
fn walk_back(text: &str, expected: &str) -> Option<usize> {
    let mut before = text.char_indices().rev();
    let mut at = text.len();
    for character in expected.chars().rev() {
        let (place, found) = before.next()?;
        if !same_character(character, found) {
            return None;
        }
        at = place;
    }
    Some(at)
}

/// How many bytes of `text`'s start `expected` takes.
fn walk_on(text: &str, expected: &str) -> Option<usize> {
    let mut after = text.chars();
    for character in expected.chars() {
        if !same_character(character, after.next()?) {
            return None;
        }
    }
    Some(text.len() - after.as_str().len())
}

/// What the match is a part of by what touches it: an identifier, a version, a name with a dot, another language.
fn part_of_another(text: &str, span: Span) -> Option<Rejection> {
    let mut before = text[..span.start].chars().rev();
    let mut after = text[span.end..].chars();
    let (previous, before_previous) = (before.next(), before.next());
    let (next, after_next) = (after.next(), after.next());
    let is_word = |character: Option<char>| character.is_some_and(is_word_character);
    let ends_in_word = || is_word(text[span.range()].chars().next_back());
    match previous {
        Some('_' | '@' | '\\' | '$') => return Some(Rejection::Identifier),
        // --option, a::path, :emoji:, {placeholder}
        Some('-') if before_previous == Some('-') => return Some(Rejection::Identifier),
        Some(':') if before_previous == Some(':') || next == Some(':') => return Some(Rejection::Identifier),
        Some('{') if next == Some('}') => return Some(Rejection::Identifier),
        // fast.ai, config.GPT; an ellipsis is no such dot.
        Some('.') if is_word(before_previous) => return Some(Rejection::Dotted),
        Some('/') if in_path(&text[..span.start]) => return Some(Rejection::Path),
        Some(previous) if is_hyphen(previous) && is_word(before_previous) => {
            if next.is_some_and(is_hyphen) && is_word(after_next) {
                return Some(Rejection::Compound);
            }
            if ends_in_prefix(&text[..span.start]) {
                return Some(Rejection::Prefixed);
            }
        }
        _ => {}
    }
    match next? {
        '_' => Some(Rejection::Identifier),
        ':' if after_next == Some(':') => Some(Rejection::Identifier),
        next if is_hyphen(next) => after_next.is_some_and(|character| character.is_ascii_digit()).then_some(Rejection::Version),
        '.' => is_word(after_next).then_some(Rejection::Dotted),
        '+' => (after_next == Some('+') && ends_in_word()).then_some(Rejection::OtherName),
        '#' => ends_in_word().then_some(Rejection::OtherName),
        '(' => (after_next == Some(')')).then_some(Rejection::Call),
        // "C'est" is not the language C.
        next if is_apostrophe(next) => (span.len() == 1 && is_word(after_next)).then_some(Rejection::Elision),
        _ => None,
    }
}

/// Prefixes that make another word of the word behind them; "multi-GPU" and "mini-corpus" still speak of GPU and corpus.
const PREFIXES: &[&str] =
    &["pre", "post", "re", "auto", "self", "de", "non", "anti", "semi", "pseudo", "sous", "sur", "sub", "super", "meta", "co", "inter"];

/// Whether `before` ends in one of [`PREFIXES`] or a letter ("e-mail", "k-means"), and a hyphen.
fn ends_in_prefix(before: &str) -> bool {
    const LONGEST: usize = 8;
    let before = before.trim_end_matches(is_hyphen);
    let word = before.char_indices().rev().take(LONGEST).take_while(|&(_, character)| is_word_character(character)).last();
    word.is_some_and(|(start, letter)| {
        let is_letter = letter.is_alphabetic() && start + letter.len_utf8() == before.len();
        is_letter || PREFIXES.contains(&words::fold(&before[start..]).as_str())
    })
}

/// How far back a path is looked for; longer ones are rare, and a line may have 10 MB.
const LONGEST_PATH: usize = 200;

/// Whether `before` ends in a path from a root, as in "/usr/LLM" or "./LLM"; "BERT/GPT" is a choice of words.
fn in_path(before: &str) -> bool {
    let run = before.char_indices().rev().take(LONGEST_PATH).take_while(|(_, character)| !character.is_whitespace());
    let start = run.last().map_or(before.len(), |(at, _)| at);
    let run = before[start..].trim_start_matches(['(', '[', '{', '«', '"', '“', '\'', '’', OBJECT]);
    ["/", "./", "../", "~/"].iter().any(|root| run.starts_with(root))
}

/// Whether nothing but space or a sentence's punctuation touches the match: another letter case counts only there, because in
/// paths, names and compounds it is somebody else's spelling.
fn stands_free(text: &str, span: Span) -> bool {
    let touches = |character: Option<char>| {
        character.is_some_and(|character| {
            is_word_character(character)
                || is_hyphen(character)
                || matches!(character, '/' | '\\' | '.' | '_' | '@' | '#' | ':' | '=' | '&' | '+' | '$' | '~' | OBJECT)
        })
    };
    let mut after = text[span.end..].chars();
    let next = after.next();
    let sentence_end = matches!(next, Some('.' | ':')) && !touches(after.next());
    !touches(text[..span.start].chars().next_back()) && (sentence_end || !touches(next))
}

/// Whether a sentence or block starts at `at`, past opening quotation marks and brackets.
fn starts_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(|character: char| {
        matches!(character, '«' | '“' | '"' | '‘' | '(' | '[' | '¿' | '¡' | '🤗')
            || (character.is_whitespace() && character != BREAK && character != '\n')
    });
    match before.chars().next_back() {
        None | Some(BREAK | '\n' | '.' | '!' | '?' | '…' | ':' | '•' | '–' | '—') => true,
        Some(_) => false,
    }
}

/// How far around a match its line is read to see whether it is in capitals: enough for a heading, little enough for a line of 10 MB.
const CAPITALS_WINDOW: usize = 80;

/// Whether the match stands among other words in capitals and no small letter is in sight. Two others are asked for, one of them too long for
/// most acronyms: a list of acronyms is no text in capitals.
fn in_capitals(text: &str, span: Span) -> bool {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let Some(before_length) = window_of_capitals(before.chars().rev()) else { return false };
    let Some(after_length) = window_of_capitals(after.chars()) else { return false };
    let around = [&before[before.len() - before_length..], &after[..after_length]];
    let others = around.iter().flat_map(|part| words::words(part).map(|word| &part[word.range()]));
    let lengths: Vec<usize> = others
        .filter(|&other| other != &text[span.range()])
        .map(|other| other.chars().filter(|letter| letter.is_uppercase()).count())
        .filter(|&length| length >= 2)
        .collect();
    lengths.len() >= 2 && lengths.iter().any(|&length| length >= 4)
}

/// How many bytes of the line, at most [`CAPITALS_WINDOW`] characters, `characters` has; `None` where a small letter is among them.
fn window_of_capitals(characters: impl Iterator<Item = char>) -> Option<usize> {
    let line = characters.take(CAPITALS_WINDOW).take_while(|&character| character != BREAK && character != '\n');
    line.map(|character| (!character.is_lowercase()).then_some(character.len_utf8())).sum()
}
