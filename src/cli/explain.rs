//! `glossator explain`: what the glossary says about a term, in the terminal.

mod why;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use super::output::{self, BOLD, DIM};
use super::{Outcome, Surroundings};
use crate::feature::{hover, lookup};
use crate::glossary::answer::{self, Paragraph};
use crate::matcher::{Matcher, TermRef};
use crate::messages::{Locale, Message};
use crate::workspace::Source;

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArguments {
    /// A term, in any of its spellings; quote a term of several words.
    #[arg(required_unless_present = "why", value_name = "TERM")]
    terms: Vec<String>,
    /// Say why this place of a text is marked, or why it is not; line and column count from 1.
    #[arg(long, value_name = "FILE:LINE:COLUMN", conflicts_with = "terms")]
    why: Option<String>,
}

/// Lines longer than this are hard to read, however wide the terminal.
const WIDEST: usize = 100;

pub(super) fn run(arguments: &ExplainArguments, surroundings: &Surroundings) -> Outcome {
    if let Some(place) = &arguments.why {
        return why::run(place, surroundings);
    }
    let (glossaries, mut outcome) = output::load_glossaries(&[PathBuf::from(".")], surroundings);
    // The project's own glossaries first; whoever asks wants an answer, so the embedded one is asked too.
    let mut sources: Vec<&Source> = glossaries.sources().iter().collect();
    sources.sort_by_key(|source| source.scope.is_none());
    let matcher = Matcher::new(sources.iter().map(|source| Arc::clone(&source.glossary)).collect());
    let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0)).clamp(20, WIDEST);
    let mut rendered = String::new();
    for word in &arguments.terms {
        let terms = lookup::terms(&matcher, word);
        if terms.is_empty() {
            let nearest = lookup::suggestions(&matcher, word, 3);
            output::remark(&Message::UnknownTerm { word: word.clone(), nearest }.say(surroundings.locale));
            outcome = output::worst(outcome, Outcome::Findings);
        }
        for term in terms {
            if !rendered.is_empty() {
                rendered.push('\n');
            }
            rendered.push_str(&render(&matcher, term, surroundings.locale, width));
        }
    }
    output::worst(outcome, output::print(&rendered))
}

/// The answer, wrapped to `width` columns.
fn render(matcher: &Matcher, term: TermRef, locale: Locale, width: usize) -> String {
    let mut rendered = String::new();
    let entry = matcher.glossary(term).entry(matcher.term(term));
    let headword = hover::headword(matcher.glossary(term), matcher.term(term));
    let _ = writeln!(rendered, "{BOLD}{headword}{BOLD:#}");
    for line in textwrap::wrap(&entry.heading, width) {
        let _ = writeln!(rendered, "{DIM}{line}{DIM:#}");
    }
    // The first part of the hover is the headword and the question, which stand above already.
    let markdown = hover::answer(matcher, term, locale, &|_, _| None);
    let markdown = markdown.split_once("\n\n").map_or("", |(_, rest)| rest);
    for paragraph in answer::paragraphs(markdown) {
        rendered.push('\n');
        rendered.push_str(&wrap(&paragraph, width));
    }
    rendered
}

fn wrap(paragraph: &Paragraph, width: usize) -> String {
    let indent = |indent: &str| format!("  {indent}");
    if paragraph.code {
        return paragraph.text.lines().map(|line| format!("  {}    {line}\n", paragraph.first)).collect();
    }
    let (first, rest) = (indent(&paragraph.first), indent(&paragraph.rest));
    let options = textwrap::Options::new(width).initial_indent(&first).subsequent_indent(&rest);
    textwrap::fill(&paragraph.text, options) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_wrapped_under_their_marker() {
        let paragraph = Paragraph { first: "• ".into(), rest: "  ".into(), text: "un deux trois quatre".into(), code: false };
        assert_eq!(wrap(&paragraph, 14), "  • un deux\n    trois\n    quatre\n");
    }
}
