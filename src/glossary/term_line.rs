//! Lines that look like the first of a term block, where none is read.

use crate::span::Span;

/// A line that looks like the first of a term block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TermLine {
    pub(super) span: Span,
    /// Whether `term id` is bold, as it must be.
    pub(super) bold: bool,
}

/// The lines of the paragraph at `span` that begin with `**term id** ·`, or with `term id ·` and a field.
pub(super) fn term_lines(text: &str, span: Span) -> impl Iterator<Item = TermLine> {
    let mut at = span.start;
    text.get(span.range()).unwrap_or_default().split_inclusive('\n').filter_map(move |whole| {
        let line = whole.trim_start_matches([' ', '\t', '>']);
        let start = at + whole.len() - line.len();
        at += whole.len();
        is_bold(line).map(|bold| TermLine { span: Span::new(start, start + line.trim_end().len()), bold })
    })
}

/// Whether `term id` is bold; `None` for any other line.
fn is_bold(line: &str) -> Option<bool> {
    let (marks, rest) = line.split_at(line.len() - line.trim_start_matches(['*', '_']).len());
    let rest = rest.strip_prefix("term")?;
    let (id, rest) = rest.strip_prefix('e').unwrap_or(rest).strip_prefix(' ')?.split_once('·')?;
    let id = id.trim();
    let bold = marks.len() == 2 && id.ends_with(marks);
    let is_word = !id.is_empty() && !id.contains(char::is_whitespace);
    (is_word && (bold || rest.contains(':'))).then_some(bold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        for (line, expected) in [
            ("**term x** · fr : a", Some(true)),
            ("**terme x**· fr : a", Some(true)),
            ("__terme x__ · fr", Some(true)),
            ("terme x · fr : a", Some(false)),
            ("*terme x* · fr : a", Some(false)),
            ("**terme x · fr : a**", Some(false)),
            ("terme x · y", None),
            ("**terme x**", None),
            ("**terme x y** · fr : a", None),
            ("**terms x** · fr : a", None),
            ("", None),
        ] {
            assert_eq!(is_bold(line), expected, "{line}");
        }
    }
}
