//! What stands before the cursor: the words that may be the beginning of a form.

use crate::document::Document;
use crate::feature::place;
use crate::language::Language;
use crate::prose::{self, BREAK, Format, OBJECT, Prose};
use crate::span::Span;
use crate::words::{self, fold, is_apostrophe, is_hyphen};

/// The words before a cursor that stands in prose.
#[derive(Debug)]
pub struct Typed {
    /// The last words up to the cursor, the oldest first, joined as words of one form may be; empty where the cursor touches no word and none can go on.
    pub words: Vec<Word>,
    /// The end of the word under the cursor, in bytes of the document.
    pub end: usize,
    /// The cursor.
    pub offset: usize,
    /// The language of the text around.
    pub language: Option<Language>,
}

/// One of them.
#[derive(Debug)]
pub struct Word {
    /// Where it starts, in bytes of the document.
    pub start: usize,
    /// Its fold; of the last one, up to the cursor, and empty where the cursor stands behind what joins words.
    pub fold: String,
    /// From its start to the cursor, as written.
    pub written: String,
    /// From its start to the end of the word under the cursor, as written.
    pub whole: String,
    /// Whether a sentence begins with it.
    pub starts_sentence: bool,
}

/// No form of more words is looked for.
const MOST_WORDS: usize = 8;

/// What stands before `offset`; `None` where that is no prose.
pub fn typed(document: &Document, offset: usize) -> Option<Typed> {
    let (start, source) = place::chunk_at(document, offset)?;
    let format = document.manner().format;
    let is_first = start == 0;
    let local = offset - start;
    if matches!(format, Format::Markdown | Format::Mdx) && is_unfinished(&source[..local], is_first) {
        return None;
    }
    let touches_word = source[..local].chars().next_back().is_some_and(|it| words::is_word_character(it) || words::is_invisible(it));
    let language = document.parts().iter().take_while(|(first, _)| *first <= offset).last().and_then(|(_, part)| part.language.clone());
    let mut typed = Typed { words: Vec::new(), end: offset, offset, language };
    if touches_word {
        let prose = prose::read_chunk(&source, format, is_first);
        let cursor = rendered(&prose, local)?;
        let last = words::words(&prose.text).take_while(|word| word.start < cursor).last().filter(|word| word.end >= cursor)?;
        // The rest of a word that has markup in it stays as it is.
        let end = if verbatim(&prose, &source, last).is_some() { last.end } else { cursor };
        typed.end = offset + end - cursor;
        typed.words = joined_words(&prose, &source, Span::new(last.start, cursor), end, start);
        if typed.words.is_empty() {
            return None;
        }
    } else {
        // Whether a word would be prose here shows when there is one.
        let probed = format!("{}x{}", &source[..local], &source[local..]);
        let prose = prose::read_chunk(&probed, format, is_first);
        let cursor = rendered(&prose, local + 1)?.checked_sub(1)?;
        typed.words = joined_words(&prose, &probed, Span::new(cursor, cursor), cursor, start);
        if typed.words.len() == 1 {
            typed.words.clear();
        }
    }
    Some(typed)
}

/// Whether what stands `before` the cursor has begun what is no prose, though nobody has written its end yet: a code span or a link's target on
/// this line, or front matter.
fn is_unfinished(before: &str, is_first: bool) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let ticks = line.replace("\\`", "").matches('`').count();
    let is_in_target = line.rfind("](").is_some_and(|at| !line[at..].contains(')'));
    ticks % 2 == 1 || is_in_target || (is_first && is_in_front_matter(before))
}

/// Whether the text begins as front matter and goes on so, up to its end: with neither a blank line nor the closing fence.
fn is_in_front_matter(before: &str) -> bool {
    let Some((whole, _)) = before.rsplit_once('\n') else { return false };
    let mut lines = whole.trim_start_matches('\u{FEFF}').split('\n').map(str::trim_ascii_end);
    let fence = lines.next().unwrap_or_default();
    matches!(fence, "---" | "+++") && lines.all(|line| !line.is_empty() && line != fence && line != "...")
}

/// The word `last` (of the rendered text, which goes on to `end`), and those before it.
fn joined_words(prose: &Prose, source: &str, last: Span, end: usize, chunk_start: usize) -> Vec<Word> {
    let text = &prose.text;
    let line = text[..last.start].rfind(['\n', BREAK, OBJECT]).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let mut spans: Vec<Span> = words::words(&text[line..last.start]).map(|word| word.shifted(line)).collect();
    spans.push(last);
    let mut kept = Vec::new();
    let mut next = last.end;
    for span in spans.into_iter().rev().take(MOST_WORDS) {
        let is_joined = kept.is_empty() || (span.end < next && text[span.end..next].chars().all(is_joint));
        // A part of an identifier, a path or an address is no word of a form.
        let is_part = text[..span.start].ends_with(['_', '/', '\\', '@', '#', '&']);
        let place = verbatim(prose, source, Span::new(span.start, last.end)).filter(|_| is_joined && !is_part);
        let Some(place) = place else { break };
        next = span.start;
        kept.push(Word {
            start: chunk_start + place,
            fold: fold(&text[span.range()]),
            written: text[span.start..last.end].to_owned(),
            whole: text[span.start..end].to_owned(),
            starts_sentence: starts_sentence(&text[..span.start]),
        });
    }
    kept.reverse();
    kept
}

fn is_joint(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}' | '\u{202F}') || is_hyphen(character) || is_apostrophe(character)
}

/// Where a stretch of the rendered text starts in the source, if it is written there just so.
fn verbatim(prose: &Prose, source: &str, rendered: Span) -> Option<usize> {
    let place = if rendered.is_empty() { return source_of(prose, rendered.start) } else { prose.source_span(rendered) };
    (source.get(place.range()) == prose.text.get(rendered.range())).then_some(place.start)
}

fn source_of(prose: &Prose, rendered: usize) -> Option<usize> {
    let piece = prose.pieces.iter().find(|piece| piece.rendered.start <= rendered && rendered < piece.rendered.end)?;
    Some(piece.source.start + rendered - piece.rendered.start)
}

/// The place of the rendered text behind the character before `offset` of the source, if that character is read by somebody.
fn rendered(prose: &Prose, offset: usize) -> Option<usize> {
    let is_verbatim = |piece: &&prose::Piece| piece.rendered.len() == piece.source.len();
    let piece = prose.pieces.iter().filter(is_verbatim).find(|piece| piece.source.start < offset && offset <= piece.source.end)?;
    Some(piece.rendered.start + offset - piece.source.start)
}

fn starts_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\u{A0}', '\u{202F}', '\n', '«', '“', '"', '(']);
    before.is_empty() || before.ends_with([BREAK, '.', '!', '?', '…'])
}
