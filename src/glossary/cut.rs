//! Markdown without the lines that are not part of the answer.

use crate::span::Span;

/// `text[span]` without `cuts` (in order, within `span`), without blank lines at its ends and white space at its very end; where
/// something was cut out between blank lines, one of them stays.
pub(super) fn without(text: &str, span: Span, cuts: &[Span]) -> String {
    let mut out = String::with_capacity(span.len());
    let mut at = span.start;
    for cut in cuts {
        out.push_str(text.get(at..cut.start).unwrap_or_default());
        at = at.max(cut.end);
        at += join(&mut out, text.get(at..span.end).unwrap_or_default());
    }
    out.push_str(text.get(at..span.end).unwrap_or_default());
    out.truncate(out.trim_end().len());
    out.drain(..blank_lines(&out));
    out
}

/// Mends `out` where something was cut out before `rest`; how many bytes of `rest` to pass over.
fn join(out: &mut String, rest: &str) -> usize {
    if !out.is_empty() && !out.ends_with('\n') {
        return join_behind_marker(out, rest);
    }
    let blank_after = blank_lines(rest);
    let written = out.trim_end().len();
    let line_end = out[written..].find('\n').map_or(out.len(), |at| written + at + 1);
    let blank_before = out.len() > line_end;
    out.truncate(line_end);
    if !out.is_empty() && (blank_before || blank_after > 0) {
        out.push_str(if out.ends_with("\r\n") { "\r\n" } else { "\n" });
    }
    blank_after
}

/// What was cut stood behind a list marker: the next text of the item takes its place, as a blank line there would end the item.
fn join_behind_marker(out: &mut String, rest: &str) -> usize {
    let blank = blank_lines(rest);
    let line = &rest[blank..];
    let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
    if columns(&line[..indentation]) >= columns(&out[line_start(out, out.len())..]) {
        return blank + indentation;
    }
    out.push('\n');
    0
}

/// The length of the blank lines that `text` begins with.
fn blank_lines(text: &str) -> usize {
    let spaces = &text[..text.len() - text.trim_start().len()];
    if spaces.len() == text.len() { text.len() } else { spaces.rfind('\n').map_or(0, |at| at + 1) }
}

/// `span` widened to whole lines where nothing but white space and `>` stands before it, its line break included.
pub(super) fn whole_lines(text: &str, span: Span) -> Span {
    let line = line_start(text, span.start);
    let alone = text[line..span.start].bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>'));
    let end = span.start + text[span.range()].trim_end().len();
    Span::new(if alone { line } else { span.start }, line_end(text, end))
}

/// The lines of `span` but for those on which one of `kept` (in order) begins.
pub(super) fn lines_except(text: &str, span: Span, kept: &[Span]) -> Vec<Span> {
    let mut cuts = Vec::new();
    let mut at = span.start;
    for keep in kept {
        let line = line_start(text, keep.start).max(at);
        if line > at {
            cuts.push(Span::new(at, line));
        }
        at = line_end(text, keep.end).max(at);
    }
    if at < span.end {
        cuts.push(Span::new(at, span.end));
    }
    cuts
}

/// Where the line of the byte `at` starts.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |before| before + 1)
}

/// After the line break that ends the line of the byte `at`, or the end of the text.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |after| at + after + 1)
}

/// The source of a list item's content in its own Markdown: `cuts` taken out, the indentation of its lines stripped. `item` starts at
/// the marker.
pub(super) fn item_markdown(text: &str, item: Span, cuts: &[Span]) -> String {
    let source = &text[item.range()];
    let marker = source.find(|c: char| !c.is_ascii_digit()).unwrap_or(0) + 1;
    let after = source.get(marker..).unwrap_or_default();
    let spaces = &after[..after.len() - after.trim_start_matches([' ', '\t']).len()];
    let first_line_blank = after.lines().next().is_none_or(|line| line.trim().is_empty());
    let before = columns(&text[line_start(text, item.start)..item.start]) + marker;
    let width = spaces.chars().fold(before, next_column) - before;
    // CommonMark 5.2: the content starts one to four columns after the marker; five are one and indented code, none are a blank first line.
    let (padding, indent) = match () {
        () if first_line_blank => (0, before + 1),
        () if width > 4 => (1, before + 1),
        () => (spaces.len(), before + width),
    };
    let content = Span::new((item.start + marker + padding).min(item.end), item.end);
    let Some(content_source) = text.get(content.range()) else { return String::new() };
    let starts_with_text = !content_source.lines().next().is_none_or(|line| line.trim().is_empty());
    let first_line_kept = starts_with_text && cuts.first().is_none_or(|cut| cut.start > content.start);
    let markdown = without(text, content, cuts);
    let mut lines = markdown.split_inclusive('\n');
    let mut out = String::with_capacity(markdown.len());
    if first_line_kept {
        out.push_str(lines.next().unwrap_or_default());
    }
    lines.for_each(|line| push_dedented(&mut out, line, indent));
    out
}

/// Appends `line` less `indent` columns of white space, or as many as it has.
fn push_dedented(out: &mut String, line: &str, indent: usize) {
    let mut column = 0;
    let mut rest = line;
    while column < indent {
        let Some(space) = rest.chars().next().filter(|c| matches!(c, ' ' | '\t')) else { break };
        column = next_column(column, space);
        rest = &rest[1..];
    }
    out.extend(std::iter::repeat_n(' ', column.saturating_sub(indent)));
    out.push_str(rest);
}

/// The width of what stands before a list marker: white space and other markers.
fn columns(prefix: &str) -> usize {
    prefix.chars().fold(0, next_column)
}

/// The column after `letter`; tabs stop at every fourth (CommonMark 2.2).
fn next_column(column: usize, letter: char) -> usize {
    if letter == '\t' { column - column % 4 + 4 } else { column + 1 }
}
