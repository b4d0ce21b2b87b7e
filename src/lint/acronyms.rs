//! The acronyms of a stretch, for the rules about them: where they are first used, whether the text says what they stand for, and what the
//! glossary knows.

use std::collections::HashMap;

use super::tally::{Place, Stretch};
use super::{Linter, Rule};
use crate::glossary::{Form, Status};
use crate::inflection;
use crate::language::Language;
use crate::matcher::company::Mark;
use crate::prose::{self, BREAK, Prose};
use crate::span::Span;
use crate::words;

/// An acronym in a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AcronymUse {
    /// Without the "s" of a plural.
    pub name: String,
    /// Its first use, in bytes of the stretch.
    pub span: Span,
    /// Its first use outside of headings.
    pub first: Option<Span>,
    /// Whether that one says what it stands for.
    pub is_explained_at_first: bool,
    /// Whether any one does.
    pub is_explained: bool,
    /// Whether every reader knows it.
    pub is_common: bool,
    /// The term of a glossary that it is a form of; its span is that of the first use.
    pub place: Option<Place>,
    /// What it stands for, as the glossary says it.
    pub long_form: Option<String>,
}

/// The acronyms of a stretch, in order of first use; none where no rule asks for them.
pub(super) fn uses(stretch: &Stretch, marks: &[Mark]) -> Vec<AcronymUse> {
    let linter = stretch.linter;
    let mut uses: Vec<AcronymUse> = Vec::new();
    if !linter.is_on(Rule::UndefinedAcronym) && !linter.is_on(Rule::AcronymFirstUse) {
        return uses;
    }
    let prose = prose::read_chunk(stretch.source, linter.format, stretch.at == 0);
    let mut number_of: HashMap<&str, usize> = HashMap::new();
    for found in acronyms(&prose) {
        let name = &prose.text[found.range()];
        let name = name.strip_suffix('s').unwrap_or(name);
        let span = prose.source_span(found);
        // A part of a longer form ("LLM agent") is explained with that.
        let is_part = |mark: &Mark| mark.occurrence.span.contains(span) && mark.occurrence.span.len() > span.len() + 1;
        let near = marks.partition_point(|mark| mark.occurrence.span.end < span.end);
        if marks[near..].iter().take(1).any(is_part) || is_placeholder(stretch.source, span) {
            continue;
        }
        let is_explained = is_explained(&prose.text, found) || is_abbreviation(stretch.source, span);
        let number = *number_of.entry(name).or_insert(uses.len());
        if number == uses.len() {
            uses.push(new_use(linter, name, span, stretch.language));
        }
        let Some(acronym) = uses.get_mut(number) else { continue };
        acronym.is_explained |= is_explained;
        if acronym.first.is_none() && !is_in_heading(stretch.source, span.start) {
            acronym.first = Some(span);
            acronym.is_explained_at_first = is_explained;
            acronym.place = acronym.place.map(|place| Place { span, ..place });
        }
    }
    uses
}

fn new_use(linter: &Linter, name: &str, span: Span, language: Option<&Language>) -> AcronymUse {
    let known = linter.matcher.find(name).occurrences.into_iter().find(|it| it.span.len() == name.len() && !it.wrong_case);
    let place = known.map(|it| Place { span, term: it.term, form: it.form });
    let is_form = place.is_some_and(|place| is_good(&linter.matcher.term(place.term).forms[place.form as usize], name));
    let forms = place.filter(|_| is_form).map(|place| linter.matcher.term(place.term).forms.as_slice()).unwrap_or_default();
    AcronymUse {
        name: name.to_owned(),
        span,
        first: None,
        is_explained_at_first: false,
        is_explained: false,
        is_common: is_common(name),
        place,
        long_form: long_form(forms, language),
    }
}

fn is_good(form: &Form, name: &str) -> bool {
    matches!(form.status, Status::Preferred | Status::Admitted) && form.text == name
}

/// The first good form of several words that holds no acronym: in the text's language, else in any.
fn long_form(forms: &[Form], language: Option<&Language>) -> Option<String> {
    let is_long = |form: &&Form| {
        let mut words = words::words(&form.text).map(|span| &form.text[span.range()]);
        let is_good = matches!(form.status, Status::Preferred | Status::Admitted);
        is_good && words.clone().count() > 1 && !words.any(inflection::is_acronym)
    };
    let in_language = |form: &&Form| form.language.as_ref().zip(language).is_some_and(|(own, language)| own.same(language));
    let long = || forms.iter().filter(is_long);
    long().find(in_language).or_else(|| long().next()).map(|form| form.text.clone())
}

/// The words of rendered text that are acronyms by their letters and by what stands around them, with the "s" of a plural.
fn acronyms(prose: &Prose) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for block in prose.text.split(BREAK) {
        let words: Vec<Span> = words::words(block).collect();
        let is_in_capitals: Vec<bool> = words.iter().map(|word| has_capitals_only(&block[word.range()])).collect();
        let is_shouted = words.len() > 1 && !block.contains(char::is_lowercase);
        for (number, word) in words.iter().enumerate() {
            // Three words in capitals in a row are a cry.
            let is_cry = (number.saturating_sub(2)..=number)
                .any(|first| is_in_capitals.get(first..first + 3).is_some_and(|three| three.iter().all(|it| *it)));
            if is_acronym(&block[word.range()]) && !is_shouted && !is_cry && stands_free(block, *word) && !is_in_name(block, &words, number)
            {
                found.push(word.shifted(start));
            }
        }
        start += block.len() + BREAK.len_utf8();
    }
    found
}

fn has_capitals_only(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

/// Two to six capitals and digits, a capital first and another one somewhere, that are no number, unit or word written in capitals.
fn is_acronym(word: &str) -> bool {
    let name = word.strip_suffix('s').unwrap_or(word);
    let fits = name.chars().all(|it| it.is_uppercase() || it.is_ascii_digit()) && (2..=6).contains(&name.chars().count());
    let capitals = name.chars().filter(|it| it.is_uppercase()).count();
    // Two digits make a name: "ES2015", "ARM64".
    let digits = name.chars().count() - capitals;
    fits && capitals > 1 && digits < 2 && name.starts_with(char::is_uppercase) && !is_roman(name) && !WORDS.contains(&name)
}

/// Not a part of a path, a name with hyphens, a variable or a call.
fn stands_free(block: &str, word: Span) -> bool {
    let (before, after) = (&block[..word.start], &block[word.end..]);
    let next = after.chars().next();
    let goes_on = match next {
        Some('.' | ':' | '-' | '‑' | '’' | '\'') => after.chars().nth(1).is_some_and(|it| it.is_alphanumeric() || it == ':'),
        next => next.is_some_and(|it| "_/\\@#=+&%$([{<>*|~".contains(it) || it == prose::OBJECT),
    };
    let is_possessive = after.starts_with("'s") || after.starts_with("’s");
    let follows = before.ends_with(|it: char| "_/\\@#=+&%$-‑.<>|~:{".contains(it)) && !before.ends_with(": ");
    (!goes_on || is_possessive) && !follows
}

/// Whether the words on both sides have capitals: "Facebook AI Similarity Search".
fn is_in_name(block: &str, words: &[Span], number: usize) -> bool {
    let is_capitalised = |word: &Span| {
        let word = &block[word.range()];
        word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
    };
    // The block's first word has a capital in any case.
    let Some([before, acronym, after]) =
        number.checked_sub(1).filter(|before| *before > 0).and_then(|before| words.get(before..number + 2))
    else {
        return false;
    };
    let has_spaces = &block[before.end..acronym.start] == " " && &block[acronym.end..after.start] == " ";
    has_spaces && is_capitalised(before) && is_capitalised(after)
}

/// Whether `word` is a Roman numeral.
fn is_roman(word: &str) -> bool {
    let mut rest = word.trim_start_matches('M');
    if word.len() - rest.len() > 3 {
        return false;
    }
    for (nine, four, five, one) in [("CM", "CD", 'D', 'C'), ("XC", "XL", 'L', 'X'), ("IX", "IV", 'V', 'I')] {
        if let Some(behind) = rest.strip_prefix(nine).or_else(|| rest.strip_prefix(four)) {
            rest = behind;
            continue;
        }
        rest = rest.strip_prefix(five).unwrap_or(rest);
        let ones = rest.len() - rest.trim_start_matches(one).len();
        rest = &rest[ones.min(3)..];
    }
    rest.is_empty()
}

/// Whether the rendered text says at this place what the acronym stands for.
fn is_explained(text: &str, span: Span) -> bool {
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
    let after = after.trim_start_matches(['»', '”', '"', ' ', '\u{A0}', '\u{202F}', '\n']);
    let Some(inside) = after.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside) else { return false };
    let words: Vec<&str> = words::words(inside).map(|it| &inside[it.range()]).collect();
    let has_lowercase = words.iter().any(|word| word.chars().filter(|it| it.is_lowercase()).count() > 2);
    let is_reference = words.first().is_some_and(|first| REFERENCES.contains(&first.to_lowercase().as_str()));
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
fn is_abbreviation(source: &str, span: Span) -> bool {
    source[span.end..].starts_with("</abbr>")
        && near_before(source, span.start).rsplit("<abbr").next().is_some_and(|tag| tag.contains("title"))
}

/// Whether a text writes it in brackets of its own: `[MASK]`.
fn is_placeholder(source: &str, span: Span) -> bool {
    source[..span.start].ends_with('[')
        && source[span.end..].starts_with(']')
        && !source[span.end..].starts_with("](")
        && !source[..span.start].ends_with("*[")
}

/// Whether the line that holds `byte` is a Markdown heading.
pub(super) fn is_in_heading(source: &str, byte: usize) -> bool {
    let start = source[..byte].rfind('\n').map_or(0, |at| at + 1);
    source[start..].trim_start_matches(['>', ' ']).starts_with('#')
}

/// What stands before `byte` in its paragraph, as far as it is near.
pub(super) fn near_before(source: &str, byte: usize) -> &str {
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

/// Acronyms that every reader of technical texts knows, which style guides let stand alone.
fn is_common(name: &str) -> bool {
    COMMON.contains(&name)
}

const COMMON: &[&str] = &[
    "AM", "AMD", "ANSI", "API", "APIS", "ASCII", "AWS", "BBC", "BIOS", "BSD", "CD", "CEO", "CLI", "CPU", "CRLF", "CSS", "CSV", "CV", "DNA",
    "DNS", "DOM", "DVD", "EN", "ESM", "EU", "FAQ", "FR", "FTP", "GIF", "GIT", "GMT", "GNU", "GPL", "GPS", "GPU", "GUI", "GZIP", "HD",
    "HTML", "HTML5", "HTTP", "HTTPS", "IBM", "ID", "IDE", "IO", "IP", "ISBN", "ISO", "IT", "JPEG", "JPG", "JS", "JSON", "JSX", "LED",
    "LTS", "MIT", "MP3", "MP4", "NASA", "NPM", "OK", "ONU", "OS", "PC", "PDF", "PHP", "PIN", "PM", "PNG", "POSIX", "PR", "QR", "RAM",
    "RFC", "RGB", "ROM", "SD", "SDK", "SMS", "SQL", "SSD", "SSH", "SSL", "SVG", "TAR", "TCP", "TOML", "TLS", "TS", "TSX", "TV", "UDP",
    "UE", "UI", "UK", "UN", "URI", "URL", "US", "USA", "USB", "UTC", "UTF8", "UUID", "VIP", "VPN", "WWW", "XML", "YAML", "ZIP",
];

/// Words that are written in capitals for emphasis, in protocols or as labels, and units.
const WORDS: &[&str] = &[
    "ALL", "ALSO", "AND", "ANY", "ARE", "AS", "AT", "AUSSI", "AVEC", "BE", "BUG", "BUT", "BY", "CAN", "CANNOT", "CE", "CES", "DANS", "DE",
    "DEBUG", "DELETE", "DES", "DEV", "DO", "DOES", "DON", "DRY", "DU", "EACH", "EB", "EST", "ET", "ETC", "FALSE", "FIXME", "FOR", "FROM",
    "GB", "GBPS", "GET", "GHZ", "GIB", "GO", "HACK", "HAS", "HAVE", "HEAD", "HERE", "HZ", "IF", "IL", "ILS", "IN", "INFO", "INTO", "IS",
    "IT", "ITS", "JE", "KB", "KG", "KHZ", "KIB", "KM", "KO", "KW", "LA", "LE", "LES", "LEUR", "LIKE", "MAIN", "MAIS", "MASK", "MAY", "MB",
    "MBPS", "META", "MHZ", "MIB", "MO", "MORE", "MOST", "MUST", "MW", "NAN", "NB", "NE", "NEVER", "NEW", "NI", "NIL", "NO", "NON", "NONE",
    "NOT", "NOTE", "NOUS", "NOW", "NULL", "OF", "OFF", "OLD", "ON", "ONLY", "OR", "OU", "OUI", "OUR", "OUT", "OUTPUT", "PAR", "PAS",
    "PATCH", "PATH", "PB", "PLUS", "POST", "POUR", "PS", "PUT", "QUE", "QUI", "README", "SANS", "SEE", "SHALL", "SHOULD", "SI", "SINCE",
    "SO", "SON", "SUR", "TB", "TBA", "TBD", "TES", "THAN", "THAT", "THE", "THEN", "THESE", "THIS", "TIP", "TO", "TODO", "TOUS", "TOUT",
    "TRÈS", "TRUE", "UN", "UNE", "UP", "USE", "USING", "VERY", "VOIR", "VOS", "VOTRE", "VOUS", "WARN", "WAS", "WE", "WHAT", "WHEN", "WHY",
    "WILL", "WIP", "WITH", "XS", "XXL", "YES", "YOU", "YOUR",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals() {
        for (word, expected) in
            [("XIV", true), ("III", true), ("MMXXVI", true), ("CD", true), ("IIII", false), ("LCD", false), ("RNN", false), ("VIC", false)]
        {
            assert_eq!(is_roman(word), expected, "{word}");
        }
    }
}
