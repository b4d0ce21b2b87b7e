//! `glossator explain --why`: why a place of a text is marked or is not.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::super::output::{self, BOLD, DIM, PLACE};
use super::super::project::Met;
use super::super::{Outcome, Surroundings};
use crate::feature::why::{self, Candidate, Reason, Setting, ToldBy, Why};
use crate::matcher::company::COMPANY_WORDS;
use crate::matcher::{Matcher, Rejection};
use crate::messages::{Locale, Message, WhyMessage};
use crate::span::Span;
use crate::text::Lines;
use crate::workspace;

/// Answers for one place, `FILE:LINE:COLUMN`.
pub(super) fn run(place: &str, surroundings: &Surroundings) -> Outcome {
    match explain(place, surroundings) {
        Ok((rendered, outcome)) => output::worst(outcome, output::print(&rendered)),
        Err(message) => {
            output::tell_failure(&message, surroundings.locale);
            Outcome::Failure
        }
    }
}

fn explain(place: &str, surroundings: &Surroundings) -> Result<(String, Outcome), Message> {
    let (path, line, column) = parse(place).ok_or_else(|| WhyMessage::NotAPlace { found: place.to_owned() })?;
    let name = workspace::shown(&path);
    let source = workspace::read_text(&path, &name)?;
    let mut projects = Met::new(surroundings);
    let (project, absolute) = (projects.of_file(&path), output::absolute(&path, surroundings));
    if !project.has_format(&absolute) {
        return Err(Message::UnknownFormat { path: name });
    }
    let lines = Lines::new(&source);
    let offset = offset(&source, &lines, line, column).ok_or_else(|| WhyMessage::PastTheEnd { found: place.to_owned() })?;
    let glossaries = projects.glossaries(std::slice::from_ref(&path));
    let outcome = projects.outcome;
    let Some(group) = glossaries.serving(Some(&absolute)) else { return Ok((String::new(), outcome)) };
    let matcher = glossaries.matcher(group);
    let why = why::why(&source, &project.manner(&absolute, None), &matcher, offset);
    let shown = Shown { source: &source, lines: &lines, matcher: &matcher, locale: surroundings.locale };
    Ok((shown.all(place, &why), outcome))
}

/// `FILE:LINE:COLUMN`; the file's name may have colons.
fn parse(place: &str) -> Option<(PathBuf, usize, usize)> {
    let mut parts = place.rsplitn(3, ':');
    let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let path = parts.next().filter(|path| !path.is_empty())?;
    (line >= 1 && column >= 1).then(|| (PathBuf::from(path), line, column))
}

/// The byte at a line and column (in code points), both from 1; a line's end is a place too.
fn offset(source: &str, lines: &Lines, line: usize, column: usize) -> Option<usize> {
    let span = (line <= lines.count()).then(|| lines.line_span(line))?;
    let text = &source[span.range()];
    let mut places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    places.nth(column - 1).map(|at| span.start + at)
}

/// What the sentences need.
struct Shown<'a> {
    source: &'a str,
    lines: &'a Lines<'a>,
    matcher: &'a Matcher,
    locale: Locale,
}

impl Shown<'_> {
    fn all(&self, place: &str, why: &Why) -> String {
        let mut rendered = format!("{PLACE}{place}{PLACE:#}");
        if !why.word.is_empty() {
            let _ = write!(rendered, "  {BOLD}{}{BOLD:#}", self.text(why.word));
        }
        let _ = writeln!(rendered, "\n{DIM}{}{DIM:#}", language(why).say(self.locale));
        for candidate in &why.candidates {
            let _ = writeln!(rendered, "{}\n  {}", self.form(candidate).say(self.locale), self.reason(candidate).say(self.locale));
        }
        if let Some(message) = nothing(why) {
            let _ = writeln!(rendered, "{}", message.say(self.locale));
        }
        rendered
    }

    fn text(&self, span: Span) -> String {
        self.source[span.range()].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn place(&self, span: Span) -> String {
        let place = self.lines.place(span.start);
        format!("{}:{}", place.line, place.column)
    }

    fn form(&self, candidate: &Candidate) -> WhyMessage {
        let term = self.matcher.term(candidate.term);
        let form = &term.forms[candidate.form as usize];
        WhyMessage::Form {
            term: term.id.clone(),
            form: form.text.clone(),
            status: form.status.name(),
            language: form.language.as_ref().map(|language| language.tag().to_owned()),
            distance: candidate.distance.map(|distance| (distance.glue_and_case, distance.accents, distance.inflected)),
        }
    }

    fn reason(&self, candidate: &Candidate) -> WhyMessage {
        match candidate.reason {
            Reason::Marked => WhyMessage::Marked,
            Reason::InCompany(witness) => WhyMessage::InCompany { witness: self.text(witness), place: self.place(witness) },
            Reason::NearerForm(term) => WhyMessage::NearerForm { term: self.matcher.term(term).id.clone() },
            Reason::MaybeVerb => WhyMessage::MaybeVerb,
            Reason::MarksOff => WhyMessage::MarksOff,
            Reason::OtherLanguage => WhyMessage::OtherLanguage,
            Reason::NoCompany => WhyMessage::NoCompany { words: COMPANY_WORDS },
            Reason::NotNear(word) => WhyMessage::NotNear { word: self.text(word), place: self.place(word) },
            Reason::Covered(by) => WhyMessage::Covered { by: self.text(by), place: self.place(by) },
            Reason::Silenced(by) => WhyMessage::Silenced { by: self.text(by), place: self.place(by) },
            Reason::Rejected(rejection) => rejected(rejection),
        }
    }
}

fn rejected(rejection: Rejection) -> WhyMessage {
    match rejection {
        Rejection::OtherWords => WhyMessage::OtherWords,
        Rejection::OtherSymbols => WhyMessage::OtherSymbols,
        Rejection::NotAsWritten => WhyMessage::NotAsWritten,
        Rejection::OtherCaseInName => WhyMessage::OtherCaseInName,
        Rejection::Identifier => WhyMessage::Identifier,
        Rejection::Dotted => WhyMessage::Dotted,
        Rejection::Path => WhyMessage::Path,
        Rejection::Version => WhyMessage::Version,
        Rejection::Compound => WhyMessage::Compound,
        Rejection::Prefixed => WhyMessage::Prefixed,
        Rejection::Noun => WhyMessage::OtherWords,
        Rejection::OtherName => WhyMessage::OtherName,
        Rejection::Call => WhyMessage::Call,
        Rejection::Elision => WhyMessage::Elision,
    }
}

fn language(why: &Why) -> WhyMessage {
    let tag = why.language.as_ref().map(|language| language.tag().to_owned()).unwrap_or_default();
    match why.told_by {
        ToldBy::Name => WhyMessage::LanguageByName { tag },
        ToldBy::FrontMatter => WhyMessage::LanguageByFrontMatter { tag },
        ToldBy::Words => WhyMessage::LanguageByWords { tag },
        ToldBy::Nobody => WhyMessage::LanguageUnknown,
    }
}

/// What is to be said where no form stands.
fn nothing(why: &Why) -> Option<WhyMessage> {
    match why.setting {
        Setting::FrontMatter => Some(WhyMessage::InFrontMatter),
        Setting::Comment => Some(WhyMessage::InComment),
        Setting::Markup => Some(WhyMessage::InMarkup),
        Setting::Prose if !why.candidates.is_empty() => None,
        Setting::Prose if why.word.is_empty() => Some(WhyMessage::NoWord),
        Setting::Prose if !why.part_of.is_empty() => Some(WhyMessage::PartOf { forms: why.part_of.clone() }),
        Setting::Prose => Some(WhyMessage::NoForm { nearest: why.nearest.clone() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_files() {
        for (place, expected) in [
            ("a.md:3:16", Some(("a.md", 3, 16))),
            ("c:\\docs\\a.md:1:1", Some(("c:\\docs\\a.md", 1, 1))),
            ("a:b.md:1:2", Some(("a:b.md", 1, 2))),
            ("a.md:0:1", None),
            ("a.md:1", None),
            (":1:1", None),
            ("a.md", None),
            ("", None),
        ] {
            let expected = expected.map(|(path, line, column)| (PathBuf::from(path), line, column));
            assert_eq!(parse(place), expected, "{place}");
        }
    }

    #[test]
    fn offsets_of_places() {
        let source = "é🤗x\r\n\nfin";
        let lines = Lines::new(source);
        for (line, column, expected) in
            [(1, 1, Some(0)), (1, 3, Some(6)), (1, 4, Some(7)), (1, 5, None), (2, 1, Some(9)), (3, 4, Some(13)), (4, 1, None)]
        {
            assert_eq!(offset(source, &lines, line, column), expected, "{line}:{column}");
        }
    }
}
