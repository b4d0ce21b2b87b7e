//! Review banners: `> [!WARNING]` with `reviewed`, `outdated since` or `replaced by`, then free text.

use super::glyph::Glyph;
use super::report::Report;
use super::{Phrase, Review};
use crate::messages::FormatMessage as Message;
use crate::nearest::nearest;
use crate::span::Span;
use crate::words::fold;

/// The fields of a banner, by their places in [`Reading::written`].
#[derive(Clone, Copy)]
enum Key {
    Reviewed,
    OutdatedSince,
    ReplacedBy,
}

/// Every name of a field, as an author writes it.
const NAMES: [(&str, Key); 6] = [
    ("reviewed", Key::Reviewed),
    ("revu", Key::Reviewed),
    ("outdated since", Key::OutdatedSince),
    ("périmé depuis", Key::OutdatedSince),
    ("replaced by", Key::ReplacedBy),
    ("remplacé par", Key::ReplacedBy),
];

/// Whether `line` begins with the sign of an alert, such as `[!WARNING]`
/// (<https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts>).
pub(super) fn is_alert(line: &[Glyph]) -> bool {
    // The longest is `[!IMPORTANT]`.
    let sign: String = line.iter().take(12).map(|glyph| glyph.letter).collect();
    after_alert(&sign).is_some()
}

/// What follows the sign of an alert.
fn after_alert(line: &str) -> Option<&str> {
    let (kind, rest) = line.strip_prefix("[!")?.split_once(']')?;
    ["note", "tip", "important", "warning", "caution"].iter().any(|known| kind.eq_ignore_ascii_case(known)).then_some(rest)
}

/// Whether a line of the alert at `span` begins with a field of a banner. If none does, but one nearly, that is reported: it may well be
/// a banner with a slip in it.
pub(super) fn is_banner(text: &str, span: Span, report: &mut Report) -> bool {
    let fields = || lines(text, span).filter(|line| !line.lazy).filter_map(|line| Field::parse(line.text, line.start));
    if fields().any(|field| field.key.is_some()) {
        return true;
    }
    fields().for_each(|field| report_slip(&field, report));
    false
}

/// What [`read`] made of an alert.
pub(super) struct Banner {
    pub(super) review: Review,
    /// Text of the answer that CommonMark counts to the banner's quote.
    pub(super) answer: Vec<Span>,
}

/// Reads the banner at `span`, from its `>` on.
pub(super) fn read(text: &str, span: Span, report: &mut Report) -> Banner {
    let mut answer = Vec::new();
    let mut reading = Reading { review: Review { span, ..Review::default() }, written: [None; 3], report };
    for line in lines(text, span) {
        if !line.lazy {
            reading.line(&line);
            continue;
        }
        let place = Span::new(line.start, line.start + line.text.len());
        if answer.is_empty() {
            reading.report.warning(place, Message::AnswerGluedToBlock);
        }
        answer.push(place);
    }
    let mut review = reading.review;
    review.note.truncate(review.note.trim_end().len());
    Banner { review, answer }
}

/// A banner being read.
struct Reading<'r, 'a> {
    review: Review,
    /// Where each field was written.
    written: [Option<Span>; 3],
    report: &'r mut Report<'a>,
}

impl Reading<'_, '_> {
    fn line(&mut self, line: &Line) {
        let is_field = |field: Option<Field>| field.is_some_and(|field| field.key.is_some());
        if !is_field(Field::parse(line.text, line.start)) {
            if let Some(field) = Field::parse(line.text, line.start) {
                report_slip(&field, self.report);
            }
            self.note(line.text);
            return;
        }
        let mut start = line.start;
        for piece in line.text.split(" · ") {
            match Field::parse(piece, start) {
                Some(Field { key: Some(key), name, value }) => self.set(key, &name, value),
                _ => self.note(piece.trim()),
            }
            start += piece.len() + " · ".len();
        }
    }

    fn note(&mut self, line: &str) {
        if self.review.note.is_empty() && line.trim().is_empty() {
            return;
        }
        self.review.note.push_str(line);
        self.review.note.push('\n');
    }

    fn set(&mut self, key: Key, name: &Phrase, value: Phrase) {
        let first = self.written.get(key as usize).copied().flatten();
        if let Some(first) = first {
            self.report.warning(name.span, Message::RepeatedKey { key: name.text.clone(), line: self.report.line(first.start) });
            return;
        }
        if value.text.is_empty() {
            self.report.warning(name.span, Message::EmptyField);
            return;
        }
        if !matches!(key, Key::ReplacedBy) && !is_date(&value.text) {
            self.report.warning(value.span, Message::ReviewDate { found: value.text });
            return;
        }
        if let Some(place) = self.written.get_mut(key as usize) {
            *place = Some(name.span);
        }
        match key {
            Key::Reviewed => self.review.reviewed = Some(value.text),
            Key::OutdatedSince => self.review.outdated_since = Some(value.text),
            Key::ReplacedBy => self.review.replaced_by = Some(value),
        }
    }
}

/// A line that may be a field: some words, a colon, a value.
struct Field {
    name: Phrase,
    value: Phrase,
    key: Option<Key>,
}

impl Field {
    /// Reads `text`, which stands at byte `start`.
    fn parse(text: &str, start: usize) -> Option<Self> {
        let (name, value) = text.split_once(':')?;
        if name.len() > 40 {
            return None;
        }
        let value = bare(value, start + name.len() + 1);
        let name = bare(name, start);
        let words = joined(&name.text);
        let key = NAMES.iter().find(|(known, _)| fold(known) == words).map(|&(_, key)| key);
        Some(Self { name, value, key })
    }
}

fn report_slip(field: &Field, report: &mut Report) {
    let near = nearest(&joined(&field.name.text), NAMES.iter().map(|&(name, _)| name), 1);
    if let Some(&name) = near.first() {
        report.warning(field.name.span, Message::UnknownField { key: field.name.text.clone(), nearest: Some(name.to_owned()) });
    }
}

/// `name` folded, its words joined by single spaces.
fn joined(name: &str) -> String {
    fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text`, which stands at byte `start`, without white space, marks and hard breaks at its ends.
fn bare(text: &str, start: usize) -> Phrase {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`');
    let inside = text.trim_start_matches(is_mark);
    let start = start + text.len() - inside.len();
    let mut inside = inside.trim_end_matches(is_mark);
    while let Some(shorter) = ["<br>", "<br/>", "<br />", "\\"].iter().find_map(|end| inside.strip_suffix(end)) {
        inside = shorter.trim_end_matches(is_mark);
    }
    Phrase { text: inside.to_owned(), span: Span::new(start, start + inside.len()) }
}

/// One line of a banner without its `>` and the sign of the alert.
struct Line<'a> {
    text: &'a str,
    /// The byte at which `text` starts.
    start: usize,
    /// Whether it has no `>`.
    lazy: bool,
}

fn lines(text: &str, span: Span) -> impl Iterator<Item = Line<'_>> {
    let mut at = span.start;
    text.get(span.range()).unwrap_or_default().split_inclusive('\n').enumerate().map(move |(number, whole)| {
        let start = at;
        at += whole.len();
        let content = whole.trim_start_matches([' ', '\t']);
        let quoted = content.strip_prefix('>').map(|after| after.strip_prefix(' ').unwrap_or(after));
        let mut inside = quoted.unwrap_or(content);
        if number == 0 {
            inside = after_alert(inside.trim_start()).unwrap_or(inside);
        }
        Line { text: inside.trim_end_matches(['\r', '\n']), start: start + whole.len() - inside.len(), lazy: quoted.is_none() }
    })
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, a day that there was or will be.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize| {
        let fits = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        if fits { part.parse::<u32>().ok() } else { None }
    };
    let Some(year) = parts.first().and_then(|part| number(part, 4)) else { return false };
    let month = parts.get(1).map(|part| number(part, 2).filter(|month| (1..=12).contains(month)));
    let day = parts.get(2).map(|part| number(part, 2));
    match (month, day) {
        _ if parts.len() > 3 => false,
        (None, _) => true,
        (Some(month), None) => month.is_some(),
        (Some(Some(month)), Some(Some(day))) => (1..=days_in(month, year)).contains(&day),
        _ => false,
    }
}

fn days_in(month: u32, year: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}
