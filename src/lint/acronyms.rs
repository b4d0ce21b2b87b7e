//! The acronyms of a stretch, for the rules about them: where they are first used, whether the text says what they stand for, and what the
//! glossary knows.

mod explained;

use std::collections::HashMap;

pub(super) use explained::near_before;
use explained::{is_abbreviation, is_explained};

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
