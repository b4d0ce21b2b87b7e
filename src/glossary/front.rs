//! The front matter: `key: value` lines between two `---` at the very start of the file.

use super::report::Report;
use crate::language::Language;
use crate::messages::FormatMessage as Message;
use crate::span::Span;
use crate::words::fold;

/// What the front matter says.
#[derive(Default)]
pub(super) struct Front {
    pub(super) language: Option<Language>,
    pub(super) title: Option<String>,
    pub(super) source: Option<String>,
    pub(super) license: Option<String>,
    /// The byte at which the Markdown starts.
    pub(super) body: usize,
}

/// One line of the file without its line break, and the byte at which it starts.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    start: usize,
    /// Where the next line starts.
    end: usize,
}

/// Reads the front matter, if there is one. One that is not closed ends at its first line that says no key, with a warning.
pub(super) fn read(text: &str, report: &mut Report) -> Front {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut front = Front { body: start, ..Front::default() };
    let mut lines = lines(text, start);
    let Some(opening) = lines.next().filter(|line| line.text.trim_end() == "---") else { return front };
    let mut inside = Vec::new();
    let closing = lines.find(|line| {
        let closes = matches!(line.text.trim_end(), "---" | "...");
        if !closes {
            inside.push(*line);
        }
        // A heading: the text has begun.
        closes || line.text.starts_with("##")
    });
    match closing.filter(|line| !line.text.starts_with("##")) {
        Some(closing) => front.body = closing.end,
        None => {
            inside.truncate(inside.iter().take_while(|line| key_and_value(line).is_some()).count());
            let Some(last) = inside.last() else { return front };
            report.warning(Span::new(opening.start, opening.start + 3), Message::FrontMatterUnclosed);
            front.body = last.end;
        }
    }
    read_lines(&inside, &mut front, report);
    front
}

fn lines(text: &str, start: usize) -> impl Iterator<Item = Line<'_>> {
    let mut at = start;
    text.get(start..).unwrap_or_default().split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        Line { text: line, start, end: at }
    })
}

fn read_lines(lines: &[Line], front: &mut Front, report: &mut Report) {
    let mut first_lines: Vec<(Key, usize)> = Vec::new();
    let mut in_unknown = false;
    for line in lines {
        let content = line.text.trim();
        let nested = line.text.starts_with([' ', '\t']) || content.starts_with("- ");
        if content.is_empty() || content.starts_with('#') || (nested && in_unknown) {
            continue;
        }
        let Some((name, value)) = key_and_value(line) else {
            report.warning(place(line, content), Message::FrontMatterLine);
            continue;
        };
        let key = Key::of(name);
        in_unknown = key.is_none();
        let Some(key) = key else {
            report.information(place(line, name), Message::FrontMatterKey { key: name.to_owned() });
            continue;
        };
        if let Some(&(_, first)) = first_lines.iter().find(|(known, _)| *known == key) {
            report.warning(place(line, name), Message::RepeatedKey { key: name.to_owned(), line: report.line(first) });
            continue;
        }
        first_lines.push((key, line.start));
        set(front, key, value, place(line, value), report);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Glossary,
    Language,
    Title,
    Source,
    License,
}

impl Key {
    fn of(name: &str) -> Option<Self> {
        match fold(name).as_str() {
            "glossary" | "glossaire" => Some(Self::Glossary),
            "language" | "langue" => Some(Self::Language),
            "title" | "titre" => Some(Self::Title),
            "source" => Some(Self::Source),
            "license" | "licence" => Some(Self::License),
            _ => None,
        }
    }
}

fn set(front: &mut Front, key: Key, value: &str, span: Span, report: &mut Report) {
    let text = || Some(value.to_owned()).filter(|value| !value.is_empty());
    match key {
        Key::Glossary if value != "1" => report.warning(span, Message::FormatVersion { found: value.to_owned() }),
        Key::Glossary => {}
        Key::Language => {
            front.language = Language::parse(value);
            if front.language.is_none() {
                report.warning(span, Message::LanguageTag { found: value.to_owned() });
            }
        }
        Key::Title => front.title = text(),
        Key::Source => front.source = text(),
        Key::License => front.license = text(),
    }
}

/// The key and the value of a line, without white space and quotes around them.
fn key_and_value<'a>(line: &Line<'a>) -> Option<(&'a str, &'a str)> {
    let (key, value) = line.text.split_once(':')?;
    let key = key.trim();
    let is_name = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.'));
    let value = value.trim();
    let unquoted = ['"', '\''].iter().find_map(|&quote| value.strip_prefix(quote)?.strip_suffix(quote));
    is_name.then_some((key, unquoted.unwrap_or(value)))
}

/// Where `part`, a slice of the line, stands in the file.
fn place(line: &Line, part: &str) -> Span {
    let start = line.start + (part.as_ptr() as usize).saturating_sub(line.text.as_ptr() as usize);
    Span::new(start, start + part.len())
}
