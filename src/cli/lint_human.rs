//! A finding for people: where, what, the line with carets under the words, and why.

use std::fmt::Write as _;

use textwrap::core::display_width;

use super::find::spaced;
use super::output::{self, BOLD, DIM, PLACE};
use crate::lint::Finding;
use crate::messages::{LintMessage, Locale, Message};
use crate::span::Span;
use crate::text::Lines;

/// How much of a line is shown on each side of the words, in characters: a line may have megabytes.
const CONTEXT: usize = 60;

/// The finding in several lines.
pub(super) fn render(path: &str, source: &str, lines: &Lines, finding: &Finding, locale: Locale) -> String {
    let place = lines.place(finding.span.start);
    let (label, style) = output::label(finding.severity);
    let colon = if locale == Locale::French { "\u{A0}:" } else { ":" };
    let said = finding.message.say(locale);
    let (what, why) = said.split_once('\n').unwrap_or((&said, ""));
    let mut rendered = String::new();
    let (line, column, rule) = (place.line, place.column, finding.rule.id());
    let _ = writeln!(
        rendered,
        "{PLACE}{path}:{line}:{column}:{PLACE:#} {style}{}{style:#}{DIM}[{rule}]{DIM:#}{colon} {BOLD}{what}{BOLD:#}",
        label.say(locale)
    );
    let shown = excerpt(source, lines.line_span(line), finding.span);
    let margin = " ".repeat(line.to_string().len());
    let _ = writeln!(rendered, " {DIM}{line} |{DIM:#} {}", shown.text);
    let _ = writeln!(rendered, " {DIM}{margin} |{DIM:#} {}{style}{}{style:#}", " ".repeat(shown.before), "^".repeat(shown.width));
    for line in why.lines() {
        let why = Message::from(LintMessage::Why { sentence: line.to_owned() }).say(locale);
        let _ = writeln!(rendered, " {DIM}{margin} ={DIM:#} {why}");
    }
    rendered
}

/// A part of a line, and where in it the words stand, in columns of a terminal.
struct Excerpt {
    text: String,
    before: usize,
    width: usize,
}

/// The line around `span`; of words that go on over its end the part on it.
fn excerpt(source: &str, line: Span, span: Span) -> Excerpt {
    let end = span.end.min(line.end).max(span.start);
    let before = source.get(line.start..span.start).unwrap_or_default();
    let words = spaced(source.get(span.start..end).unwrap_or_default());
    let after = source.get(end..line.end.max(end)).unwrap_or_default();
    let before = match before.char_indices().rev().nth(CONTEXT) {
        Some((at, character)) => format!("…{}", spaced(&before[at + character.len_utf8()..])),
        None => spaced(before),
    };
    let after = match after.char_indices().nth(CONTEXT) {
        Some((at, _)) => format!("{}…", spaced(&after[..at])),
        None => spaced(after),
    };
    let width = display_width(&words).max(1);
    Excerpt { before: display_width(&before), width, text: format!("{before}{words}{after}") }
}
