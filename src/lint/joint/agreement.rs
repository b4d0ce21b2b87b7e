//! Whether what stands around a French noun is sure to agree with it, or sure not to.

use super::Prior;
use crate::inflection;
use crate::span::Span;
use crate::words::{self, is_word_character};

/// So many characters before a noun may hold a word that agrees with it: "*quelle* autre de ses propriétés".
const NEAR: usize = 40;

/// Whether the word before shows no gender and is no adjective.
pub(super) fn is_free_before(prior: &Prior) -> bool {
    const FREE: &[&str] = &[
        "",
        "les",
        "des",
        "ces",
        "nos",
        "vos",
        "leurs",
        "mes",
        "tes",
        "ses",
        "de",
        "d",
        "en",
        "par",
        "pour",
        "sans",
        "avec",
        "plusieurs",
        "quelques",
        "deux",
        "trois",
        "chaque",
        "et",
        "ou",
        "à",
        "aux",
        "l",
        "qu",
        "notre",
        "votre",
        "leur",
    ];
    const AGREEING: &[&str] = &[
        "tous",
        "toutes",
        "tout",
        "toute",
        "chacun",
        "chacune",
        "aucun",
        "aucune",
        "certains",
        "certaines",
        "lequel",
        "laquelle",
        "lesquels",
        "lesquelles",
        "celui",
        "celle",
        "ceux",
        "celles",
        "unes",
        "uns",
        "seul",
        "seule",
        "quel",
        "quelle",
        "quels",
        "quelles",
    ];
    let tail = prior.before.char_indices().rev().nth(NEAR).map_or(prior.before, |(at, _)| &prior.before[at..]);
    let agrees = words::words(tail).any(|span| AGREEING.contains(&tail[span.range()].to_lowercase().as_str()));
    // "une des tâches", but not "une phrase, des tâches".
    let is_one_of = || ["un", "une"].contains(&Prior::of(prior.before).lower.as_str());
    FREE.contains(&prior.lower.as_str()) && !agrees && !is_one_of()
}

/// Whether nothing behind is sure to agree: no adjective in this clause or at the next one's start, no "is" and no pronoun in this sentence, and no
/// pronoun at the start of the next.
pub(super) fn is_closed_behind(after: &str) -> bool {
    const AGREEING: &[&str] = &[
        "est",
        "sont",
        "était",
        "étaient",
        "sera",
        "seront",
        "serait",
        "seraient",
        "soit",
        "soient",
        "fut",
        "furent",
        "être",
        "été",
        "étant",
        "semble",
        "semblent",
        "reste",
        "restent",
        "devient",
        "deviennent",
        "paraît",
        "paraissent",
        "rend",
        "rendent",
        "il",
        "ils",
        "elle",
        "elles",
        "eux",
        "celui",
        "celle",
        "ceux",
        "celles",
        "lequel",
        "laquelle",
        "lesquels",
        "lesquelles",
        "dernier",
        "dernière",
        "derniers",
        "dernières",
        "premier",
        "première",
        "seul",
        "seule",
        "seuls",
        "seules",
        "tout",
        "toute",
        "tous",
        "toutes",
        "chacun",
        "chacune",
    ];
    const STARTS: &[&str] = &["ce", "ces", "cette"];
    if !is_free_behind(after) {
        return false;
    }
    let (sentence, next) = after.split_at(end_of_sentence(after));
    let lower = |text: &str, span: Span| text[span.range()].to_lowercase();
    let is_agreeing = |word: &str| AGREEING.contains(&word) || inflection::is_adjective(word.strip_suffix('s').unwrap_or(word));
    let mut is_near = true;
    let mut at = 0;
    for span in words::words(sentence) {
        let word = lower(sentence, span);
        let begins_clause = sentence[at..span.start].contains([',', ';', ':']);
        // The first word behind a comma may still belong to the noun.
        if AGREEING.contains(&word.as_str()) || (is_near && is_agreeing(&word)) || (begins_clause && is_agreeing(&word)) {
            return false;
        }
        is_near &= !begins_clause;
        at = span.end;
    }
    let first = words::words(next).next().map(|span| lower(next, span)).unwrap_or_default();
    !AGREEING.contains(&first.as_str()) && !STARTS.contains(&first.as_str())
}

/// Where the sentence that a text goes on with ends: at its last sign, or with its block.
fn end_of_sentence(text: &str) -> usize {
    let is_end = |(at, sign): &(usize, char)| match sign {
        '.' | '!' | '?' | '…' => text[at + sign.len_utf8()..].chars().next().is_none_or(|it| !it.is_alphanumeric()),
        '|' => true,
        '\n' => text[at + 1..].starts_with(['\n', '#', '-', '*', '>']),
        _ => false,
    };
    text.char_indices().find(is_end).map_or(text.len(), |(at, _)| at)
}

/// Whether a verb or a pronoun follows, so that what stands before is no adjective of another noun.
pub(in crate::lint) fn is_predicate(after: &str) -> bool {
    const WORDS: &[&str] = &[
        "est",
        "était",
        "sera",
        "a",
        "peut",
        "permet",
        "doit",
        "fait",
        "consiste",
        "désigne",
        "mesure",
        "indique",
        "correspond",
        "qui",
        "que",
        "qu",
        "dont",
        "où",
        "n",
        "ne",
        "se",
        "s",
        "comme",
        "entre",
        "lors",
        "un",
        "une",
        "le",
        "la",
    ];
    let rest = after.trim_start_matches(['*', '_', '»', '”', '"']);
    let rest = if rest.starts_with("](") { rest.split_once(')').map_or("", |(_, rest)| rest) } else { rest };
    let rest = rest.strip_prefix(char::is_whitespace).unwrap_or_default();
    let end = rest.find(|it| !is_word_character(it)).unwrap_or(rest.len());
    WORDS.contains(&rest[..end].to_lowercase().as_str()) || rest.starts_with(['(', '«', '-', '–', '—'])
}

/// Whether no adjective or verb can follow: a preposition does, or nothing.
pub(in crate::lint) fn is_free_behind(after: &str) -> bool {
    const PREPOSITIONS: &[&str] =
        &["de", "du", "des", "d", "à", "au", "aux", "et", "ou", "pour", "par", "dans", "en", "sur", "avec", "sans"];
    let rest = after.trim_start_matches(['*', '_', '`']).trim_start_matches([' ', '\u{A0}', '\u{202F}']);
    if rest.is_empty() || rest.starts_with(['.', ',', ';', ':', '!', '?', '…', ')', '»', '|']) || rest.starts_with("\n\n") {
        return true;
    }
    let rest = rest.trim_start();
    let end = rest.find(|it| !is_word_character(it)).unwrap_or(rest.len());
    PREPOSITIONS.contains(&rest[..end].to_lowercase().as_str())
}
