//! Bare addresses in rendered text: a URL, an e-mail address or a citation key is not prose.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::{BREAK, OBJECT, Piece, Prose};
use crate::span::Span;

/// What every address contains. They start with no more than three different bytes, and rare ones, so the search can leap.
const ANCHORS: [&str; 3] = ["://", "@", "www."];

static ANCHOR_SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(ANCHORS).ok());

/// Puts one [`OBJECT`] in place of each bare URL and e-mail address, and of each `@key` where the format has citations.
pub(super) fn hide(prose: &mut Prose, citations: bool) {
    let addresses = addresses(&prose.text, citations);
    if !addresses.is_empty() {
        replace(prose, &addresses);
    }
}

/// The addresses of `text`, in order, none overlapping another.
fn addresses(text: &str, citations: bool) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let Some(search) = ANCHOR_SEARCH.as_ref() else { return found };
    for anchor in search.find_iter(text) {
        let floor = found.last().map_or(0, |span| span.end);
        if anchor.start() < floor {
            continue;
        }
        let address = match anchor.pattern().as_usize() {
            0 => url(text, anchor.start(), floor),
            1 => mail(text, anchor.start(), floor).or_else(|| if citations { citation(text, anchor.start()) } else { None }),
            _ => web_host(text, anchor.start(), floor),
        };
        found.extend(address);
    }
    found
}

/// `scheme://rest`, `colon` being the place of the colon.
fn url(text: &str, colon: usize, floor: usize) -> Option<Span> {
    let start = back_while(text, colon, floor, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    let start = start + text.as_bytes()[start..colon].iter().position(u8::is_ascii_alphabetic)?;
    let end = address_end(text, colon + 3);
    (end > colon + 3).then_some(Span::new(start, end))
}

/// `www.rest`, not inside a word.
fn web_host(text: &str, start: usize, floor: usize) -> Option<Span> {
    if follows_word(text, start, floor) {
        return None;
    }
    let end = address_end(text, start + 4);
    (end > start + 4).then_some(Span::new(start, end))
}

/// `local@domain.tld`, with its `mailto:`.
fn mail(text: &str, at: usize, floor: usize) -> Option<Span> {
    let start = back_while(text, at, floor, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_'));
    let domain = &text.as_bytes()[at + 1..];
    let length = domain.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')).count();
    let length = length - domain[..length].iter().rev().take_while(|byte| matches!(byte, b'-' | b'.')).count();
    if start == at || !domain[..length].contains(&b'.') || !domain[0].is_ascii_alphanumeric() {
        return None;
    }
    let mailto = text[floor..start].len() - text[floor..start].strip_suffix("mailto:").map_or(start - floor, str::len);
    Some(Span::new(start - mailto, at + 1 + length))
}

/// Pandoc's `@key`, `at` being the place of the at sign: a letter, digit or `_`, then also inner punctuation
/// (<https://pandoc.org/MANUAL.html#extension-citations>).
fn citation(text: &str, at: usize) -> Option<Span> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let key = &text.as_bytes()[at + 1..];
    if follows_word(text, at, 0) || !key.first().is_some_and(is_word) {
        return None;
    }
    let is_joint = |byte: &u8| b":.#$%&-+?~/".contains(byte);
    let continues = |index: usize| is_word(&key[index]) || (is_joint(&key[index]) && key.get(index + 1).is_some_and(is_word));
    let length = (0..key.len()).find(|&index| !continues(index)).unwrap_or(key.len());
    Some(Span::new(at, at + 1 + length))
}

/// Where an address that goes on from `start` ends: before blanks, quotes and brackets of angle, without the punctuation of the
/// sentence around it (<https://github.github.com/gfm/#extended-autolink-path-validation>).
fn address_end(text: &str, start: usize) -> usize {
    let stops = |character: char| {
        character.is_whitespace()
            || character.is_control()
            || matches!(
                character,
                BREAK | '<' | '>' | '"' | '`' | '«' | '»' | '“' | '”' | '„' | '、' | '。' | '，' | '（' | '）' | '「' | '」'
            )
    };
    let address = text[start..].split(stops).next().unwrap_or_default();
    let count = |wanted: char| address.chars().filter(|&character| character == wanted).count();
    let mut surplus = [(')', count(')').saturating_sub(count('('))), (']', count(']').saturating_sub(count('['))), ('}', count('}'))];
    let mut end = address.len();
    for character in address.chars().rev() {
        let closes = surplus.iter_mut().find(|(bracket, left)| *bracket == character && *left > 0);
        if let Some((_, left)) = closes {
            *left -= 1;
        } else if !matches!(character, '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '’' | '…' | '|') {
            break;
        }
        end -= character.len_utf8();
    }
    start + end
}

fn follows_word(text: &str, offset: usize, floor: usize) -> bool {
    text[floor..offset].chars().next_back().is_some_and(|character| character.is_alphanumeric() || character == '_')
}

fn back_while(text: &str, from: usize, floor: usize, accepts: impl Fn(u8) -> bool) -> usize {
    from - text.as_bytes()[floor..from].iter().rev().take_while(|&&byte| accepts(byte)).count()
}

/// Rewrites text and pieces with one [`OBJECT`] for each of `hidden`.
fn replace(prose: &mut Prose, hidden: &[Span]) {
    let old = std::mem::take(prose);
    prose.comments = old.comments;
    prose.front_matter = old.front_matter;
    let mut pieces = old.pieces.as_slice();
    let mut kept_from = 0;
    for &address in hidden {
        pieces = keep(prose, &old.text, pieces, Span::new(kept_from, address.start));
        prose.text.push(OBJECT);
        kept_from = address.end;
    }
    keep(prose, &old.text, pieces, Span::new(kept_from, old.text.len()));
}

/// Appends the part `kept` of the old text and its pieces; gives the old pieces that do not end before it does.
fn keep<'p>(prose: &mut Prose, text: &str, pieces: &'p [Piece], kept: Span) -> &'p [Piece] {
    if kept.is_empty() {
        return pieces;
    }
    let place = prose.text.len();
    prose.text.push_str(&text[kept.range()]);
    let first = pieces.partition_point(|piece| piece.rendered.end <= kept.start);
    let after = first + pieces[first..].partition_point(|piece| piece.rendered.start < kept.end);
    for piece in &pieces[first..after] {
        let (rendered, mut source) = (piece.rendered, piece.source);
        let start = rendered.start.max(kept.start);
        let end = rendered.end.min(kept.end);
        // Only pieces read as they are can be cut: the others are one character.
        if piece.is_verbatim() {
            source = Span::new(source.start + (start - rendered.start), source.end - (rendered.end - end));
        }
        prose.pieces.push(Piece { rendered: Span::new(place + start - kept.start, place + end - kept.start), source });
    }
    &pieces[after.saturating_sub(1)..]
}
