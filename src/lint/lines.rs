//! Lines of a stretch and what stands on them, for comments that silence a line or a block.

use crate::span::Span;
use crate::words::is_word_character;

/// The lines of a stretch with comments in it.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    source: &'a str,
    /// The first byte of each line.
    starts: Vec<usize>,
    /// For each line, the first one at or after it with words outside comments.
    next_with_words: Vec<Option<usize>>,
}

impl<'a> Lines<'a> {
    pub fn new(source: &'a str, comments: &[Span]) -> Self {
        let starts: Vec<usize> = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut lines = Self { source, next_with_words: vec![None; starts.len()], starts };
        let mut next = None;
        let mut comments = comments.iter().rev().peekable();
        for line in (0..lines.starts.len()).rev() {
            let span = lines.span(line);
            while comments.peek().is_some_and(|comment| comment.start >= span.end) {
                comments.next();
            }
            if has_words(source, span, comments.clone().copied()) {
                next = Some(line);
            }
            if let Some(entry) = lines.next_with_words.get_mut(line) {
                *entry = next;
            }
        }
        lines
    }

    /// The number of the line that holds `byte`, from 0.
    fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// The line, its line break included.
    fn span(&self, line: usize) -> Span {
        let start_of = |line: usize| self.starts.get(line).copied().unwrap_or(self.source.len());
        Span::new(start_of(line), start_of(line + 1))
    }

    fn text(&self, line: usize) -> &'a str {
        self.source.get(self.span(line).range()).unwrap_or_default().trim()
    }

    /// The first line behind the one that holds `byte` on which there are words.
    pub fn next_with_words(&self, byte: usize) -> Option<Span> {
        self.next_with_words.get(self.at(byte) + 1).copied().flatten().map(|line| self.span(line))
    }

    /// What a comment speaks of: the block that it ends, or else its line.
    pub fn ended_or_line(&self, comment: Span) -> Span {
        let (first, last) = (self.at(comment.start), self.at(comment.end));
        let line = Span::new(self.span(first).start, self.span(last).end);
        let behind = self.source.get(comment.end..self.span(last).end).unwrap_or_default();
        let ends_line = !behind.contains(is_word_character);
        let ends_block = self.starts.len() <= last + 1 || begins_block(self.text(last + 1)) || self.text(last + 1).is_empty();
        if !ends_line || !ends_block {
            return line;
        }
        let mut start = first;
        while start > 0 && !begins_block(self.text(start)) && !self.text(start - 1).is_empty() {
            start -= 1;
        }
        Span::new(self.span(start).start, line.end)
    }
}

/// Whether a line is a block of its own or the first one of a block: a heading, a list item, a table's row.
fn begins_block(line: &str) -> bool {
    let line = line.trim_start_matches(['>', ' ', '\t']);
    let digits = line.trim_start_matches(|character: char| character.is_ascii_digit());
    let is_numbered = digits.len() < line.len() && digits.starts_with([')', '.']);
    line.is_empty() || line.starts_with(['#', '|']) || ["- ", "* ", "+ "].iter().any(|marker| line.starts_with(marker)) || is_numbered
}

/// The first line of a stretch with words outside `comments`, which are in order.
pub(super) fn first_with_words(source: &str, comments: &[Span]) -> Option<Span> {
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end;
        let from = comments.partition_point(|comment| comment.end <= span.start);
        let there = comments[from..].iter().copied().take_while(|comment| comment.start < span.end);
        if has_words(source, span, there.collect::<Vec<_>>().into_iter().rev()) {
            return Some(span);
        }
    }
    None
}

/// Whether `line` has words outside `comments`, which come last first and start before the line's end.
fn has_words(source: &str, line: Span, comments: impl Iterator<Item = Span>) -> bool {
    let mut end = line.end;
    let words_in = |start: usize, end: usize| source.get(start.max(line.start)..end).is_some_and(|part| part.contains(is_word_character));
    for comment in comments {
        if words_in(comment.end, end) {
            return true;
        }
        end = end.min(comment.start);
        if end <= line.start {
            return false;
        }
        if comment.end <= line.start {
            break;
        }
    }
    words_in(line.start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The insides of the comments of `source`.
    fn comments(source: &str) -> Vec<Span> {
        let starts = source.match_indices("<!--").map(|(at, _)| at + 4);
        starts.map(|start| Span::new(start, start + source[start..].find("-->").unwrap())).collect()
    }

    #[test]
    fn what_a_comment_speaks_of() {
        for (name, source, expected) in [
            ("its line", "un\ndeux <!-- x --> suite\ntrois\n", "deux <!-- x --> suite\n"),
            ("the end of a line is not that of the block", "un\ndeux <!-- x -->\ntrois\n", "deux <!-- x -->\n"),
            ("the block it ends", "avant\n\nun\ndeux. <!-- x -->\n\naprès\n", "un\ndeux. <!-- x -->\n"),
            ("on a line of its own", "avant\n\nun\n<!-- x -->\n", "un\n<!-- x -->\n"),
            ("an item", "- un\n- deux\n  trois <!-- x -->\n- quatre\n", "- deux\n  trois <!-- x -->\n"),
            ("a heading", "# un <!-- x -->\ndeux\n", "# un <!-- x -->\n"),
            ("a row", "| un |\n| deux <!-- x --> |\n| trois |\n", "| deux <!-- x --> |\n"),
            ("a quote", "> un\n> deux <!-- x -->\n>\n> trois\n", "> un\n> deux <!-- x -->\n"),
        ] {
            let comments = comments(source);
            let spoken_of = Lines::new(source, &comments).ended_or_line(comments[0]);
            assert_eq!(&source[spoken_of.range()], expected, "{name}");
        }
    }

    #[test]
    fn lines_with_words() {
        for (name, source, next, first) in [
            ("next", "<!-- x -->\nun\ndeux\n", Some("un\n"), Some("un\n")),
            ("past blank lines, rules and comments", "a <!-- x -->\n\n---\n<!-- y --> <!-- z -->\nun", Some("un"), Some("a <!-- x -->\n")),
            ("a comment over lines", "<!-- x\n\ny --> z\nun\n", Some("y --> z\n"), Some("y --> z\n")),
            ("none", "un <!-- x -->", None, Some("un <!-- x -->")),
            ("nothing", "<!-- x -->\n", None, None),
        ] {
            let comments = comments(source);
            let lines = Lines::new(source, &comments);
            assert_eq!(lines.next_with_words(comments[0].start).map(|span| &source[span.range()]), next, "{name}");
            assert_eq!(first_with_words(source, &comments).map(|span| &source[span.range()]), first, "{name}");
        }
    }
}
