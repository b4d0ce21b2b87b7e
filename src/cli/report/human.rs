//! A finding for people: where, what, the lines with carets under the words, and why.

use std::fmt::Write as _;

use textwrap::core::display_width;

use super::Located;
use crate::cli::find::spaced;
use crate::cli::output::{self, BOLD, DIM, PLACE};
use crate::messages::{LintMessage, Locale, Message};
use crate::span::Span;
use crate::text::Lines;

/// How much of a line is shown on each side of the words, in characters: a line may have megabytes.
const CONTEXT: usize = 60;

/// How many lines of words that go on over the end of a line are shown.
const MOST_LINES: usize = 4;

/// The finding in one line; its place leads to `link`.
pub(super) fn brief(finding: &Located, link: Option<&str>, locale: Locale) -> String {
    let (label, style) = output::label(finding.severity);
    let colon = if locale == Locale::French { "\u{A0}:" } else { ":" };
    let at = &finding.location;
    let place = linked(&format!("{PLACE}{}:{}:{}:{PLACE:#}", at.path, at.line, at.column), link);
    let (label, rule, what) = (label.say(locale), finding.rule.id(), finding.what());
    format!("{place} {style}{label}{style:#}{DIM}[{rule}]{DIM:#}{colon} {BOLD}{what}{BOLD:#}\n")
}

/// The finding in several lines.
pub(super) fn render(finding: &Located, link: Option<&str>, source: &str, lines: &Lines, locale: Locale) -> String {
    let at = &finding.location;
    let mut rendered = brief(finding, link, locale);
    let (_, style) = output::label(finding.severity);
    let last = at.end_line.min(at.line + MOST_LINES - 1);
    let margin = last.to_string().len();
    for line in at.line..=last {
        let shown = excerpt(source, lines.line_span(line), Span::new(at.start, at.end));
        let _ = writeln!(rendered, " {DIM}{line:>margin$} |{DIM:#} {}", shown.text);
        let _ = writeln!(rendered, " {DIM}{:margin$} |{DIM:#} {}{style}{}{style:#}", "", " ".repeat(shown.before), "^".repeat(shown.width));
    }
    for line in finding.why().lines() {
        let why = Message::from(LintMessage::Why { sentence: line.to_owned() }).say(locale);
        let _ = writeln!(rendered, " {DIM}{:margin$} ={DIM:#} {why}", "");
    }
    rendered
}

/// `text` as a link of a terminal (<https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>).
fn linked(text: &str, link: Option<&str>) -> String {
    match link {
        Some(link) => format!("\u{1B}]8;;{link}\u{1B}\\{text}\u{1B}]8;;\u{1B}\\"),
        None => text.to_owned(),
    }
}

/// A part of a line, and where in it the words stand, in columns of a terminal.
struct Excerpt {
    text: String,
    before: usize,
    width: usize,
}

/// The part of `span` on a line with what stands around it.
fn excerpt(source: &str, line: Span, span: Span) -> Excerpt {
    let (start, end) = (span.start.clamp(line.start, line.end), span.end.clamp(line.start, line.end));
    let part = |start: usize, end: usize| source.get(start..end).unwrap_or_default();
    let (mut before, mut words) = (part(line.start, start), part(start, end));
    if span.start < line.start {
        // Of words that began on the line before, indentation and quote marks are no part.
        let indent = words.len() - words.trim_start_matches([' ', '\t', '>']).len();
        (before, words) = words.split_at(indent);
    }
    let before = match before.char_indices().rev().nth(CONTEXT) {
        Some((at, character)) => format!("…{}", spaced(&before[at + character.len_utf8()..])),
        None => spaced(before),
    };
    let after = part(end, line.end);
    let after = match after.char_indices().nth(CONTEXT) {
        Some((at, _)) => format!("{}…", spaced(&after[..at])),
        None => spaced(after),
    };
    let words = spaced(words);
    let width = display_width(&words).max(1);
    Excerpt { before: display_width(&before), width, text: format!("{before}{words}{after}") }
}
