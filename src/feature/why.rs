//! Why a place is marked, or why it is not.

use crate::document::{self, Manner, Reading};
use crate::feature::lookup;
use crate::language::Language;
use crate::matcher::company::{Refusal, Verdict};
use crate::matcher::{Distance, Matcher, Obstacle, Rejection, TermRef};
use crate::prose::{self, Prose};
use crate::span::Span;
use crate::words;

/// All that is known about a place. Spans are bytes of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// What the place is in.
    pub setting: Setting,
    /// The word there; empty where there is none.
    pub word: Span,
    /// The text's language.
    pub language: Option<Language>,
    /// Who told it.
    pub told_by: ToldBy,
    /// The forms whose words stand there: marks first, then the longest first.
    pub candidates: Vec<Candidate>,
    /// Where no form stands there: some forms of several words that the word is one of.
    pub part_of: Vec<String>,
    /// Where there is none of those either: the nearest forms.
    pub nearest: Vec<String>,
}

/// What a place of a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A reader of the rendered page reads it.
    Prose,
    /// Front matter.
    FrontMatter,
    /// A comment.
    Comment,
    /// Code, a picture, a formula, an address, markup.
    Markup,
}

/// How the language of a text is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToldBy {
    /// A setting or the file's name.
    Name,
    /// Its front matter.
    FrontMatter,
    /// The words of the text.
    Words,
    /// It is not known.
    Nobody,
}

/// A form whose words touch the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its words.
    pub span: Span,
    /// Whose form.
    pub term: TermRef,
    /// Index into the term's `forms`.
    pub form: u32,
    /// How near; `None` where the words are not counted as the form.
    pub distance: Option<Distance>,
    /// Marked, or why not.
    pub reason: Reason,
}

/// Why a form is or is not marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Marked, by itself.
    Marked,
    /// Marked, because this mark vouches for it.
    InCompany(Span),
    /// Another form is nearer to what is written.
    NearerForm(TermRef),
    /// It may be a French infinitive.
    MaybeVerb,
    /// Its term is never marked.
    MarksOff,
    /// An ordinary word, and the text is in another language.
    OtherLanguage,
    /// Nothing near vouches for it.
    NoCompany,
    /// This word stands near.
    NotNear(Span),
    /// This longer or earlier mark covers it.
    Covered(Span),
    /// This exception contains it.
    Silenced(Span),
    /// What stands around it, or how it is written.
    Rejected(Rejection),
}

/// Why the place `offset` (a byte of `source`) is marked or is not.
pub fn why(source: &str, manner: &Manner, matcher: &Matcher, offset: usize) -> Why {
    let prose = prose::read(source, manner.format);
    let reading = document::read(source, manner, matcher);
    let rendered = rendered_offset(&prose, offset);
    let setting = setting(&prose, offset, rendered.is_some());
    let word = rendered.and_then(|rendered| words::words(&prose.text).find(|word| word.touches(rendered) && word.end > rendered));
    let mut candidates = if setting == Setting::Prose { occurrences(&reading, &prose, matcher, offset) } else { Vec::new() };
    if let Some(rendered) = rendered {
        candidates.extend(near_misses(&prose, matcher, rendered));
    }
    candidates.sort_by_key(|it| (!it.reason.is_mark(), it.distance.is_none(), usize::MAX - it.span.len(), it.distance));
    let written = word.map_or("", |word| &prose.text[word.range()]);
    let unknown = candidates.is_empty() && !written.is_empty() && setting == Setting::Prose;
    let part_of = if unknown { forms_with(matcher, written) } else { Vec::new() };
    let nearest = if unknown && part_of.is_empty() { lookup::suggestions(matcher, written, MOST_FORMS) } else { Vec::new() };
    Why {
        setting,
        word: word.map_or(Span::new(offset, offset), |word| prose.source_span(word)),
        told_by: told_by(source, &prose, manner, reading.language.as_ref()),
        language: reading.language,
        candidates,
        part_of,
        nearest,
    }
}

impl Reason {
    /// Whether the form is marked.
    pub const fn is_mark(self) -> bool {
        matches!(self, Self::Marked | Self::InCompany(_))
    }
}

/// As many forms are named where there are many.
const MOST_FORMS: usize = 4;

fn occurrences(reading: &Reading, prose: &Prose, matcher: &Matcher, offset: usize) -> Vec<Candidate> {
    let there = reading.occurrences.iter().zip(&reading.verdicts).filter(|(it, _)| it.span.touches(offset) && it.span.end > offset);
    let candidate = |(it, verdict): (&crate::matcher::Occurrence, &Verdict)| {
        let reason = match *verdict {
            Verdict::Marked(None) => Reason::Marked,
            Verdict::Marked(Some(witness)) => Reason::InCompany(witness_span(reading, witness).unwrap_or(it.span)),
            Verdict::Refused(Refusal::NearerForm(term)) => Reason::NearerForm(term),
            Verdict::Refused(Refusal::MaybeVerb) => Reason::MaybeVerb,
            Verdict::Refused(Refusal::MarksOff) => Reason::MarksOff,
            Verdict::Refused(Refusal::OtherLanguage) => Reason::OtherLanguage,
            Verdict::Refused(Refusal::NoCompany) => Reason::NoCompany,
            Verdict::Refused(Refusal::NotNear(word)) => Reason::NotNear(word_span(prose, word).unwrap_or(it.span)),
            Verdict::Refused(Refusal::Covered(span)) => Reason::Covered(span),
        };
        Candidate { span: it.span, term: it.term, form: it.form, distance: Some(it.distance), reason }
    };
    there.map(candidate).filter(|it| it.reason != Reason::NearerForm(it.term) || !is_repeated(it, matcher)).collect()
}

/// A term's own nearer form says nothing new where both are written the same.
fn is_repeated(candidate: &Candidate, matcher: &Matcher) -> bool {
    let forms = &matcher.term(candidate.term).forms;
    let text = |form: u32| forms.get(form as usize).map(|form| form.text.as_str());
    forms.iter().filter(|form| Some(form.text.as_str()) == text(candidate.form)).count() > 1
}

fn near_misses(prose: &Prose, matcher: &Matcher, rendered: usize) -> Vec<Candidate> {
    let there = matcher.near_misses(&prose.text).into_iter().filter(|miss| miss.span.touches(rendered) && miss.span.end > rendered);
    let candidate = |miss: crate::matcher::Miss| {
        let reason = match miss.obstacle {
            Obstacle::Silenced(by) => Reason::Silenced(prose.source_span(by)),
            Obstacle::Rejected(rejection) => Reason::Rejected(rejection),
        };
        Candidate { span: prose.source_span(miss.span), term: miss.term, form: miss.form, distance: None, reason }
    };
    there.map(candidate).collect()
}

/// The mark that starts with the word `number`: the one that vouches.
fn witness_span(reading: &Reading, number: i64) -> Option<Span> {
    let marked = reading.occurrences.iter().zip(&reading.verdicts).filter(|(it, _)| i64::from(it.word) == number);
    marked.min_by_key(|(_, verdict)| **verdict != Verdict::Marked(None)).map(|(it, _)| it.span)
}

fn word_span(prose: &Prose, number: i64) -> Option<Span> {
    words::words(&prose.text).nth(usize::try_from(number).ok()?).map(|word| prose.source_span(word))
}

fn forms_with(matcher: &Matcher, word: &str) -> Vec<String> {
    let mut forms: Vec<String> = matcher.forms_with(word).into_iter().map(|(_, form)| form.to_owned()).collect();
    let mut seen = std::collections::HashSet::new();
    forms.retain(|form| seen.insert(form.clone()));
    forms.truncate(MOST_FORMS);
    forms
}

/// Where `offset` of the source is in the rendered text.
fn rendered_offset(prose: &Prose, offset: usize) -> Option<usize> {
    let piece = prose.pieces.iter().find(|piece| piece.source.start <= offset && offset < piece.source.end)?;
    let verbatim = piece.rendered.len() == piece.source.len();
    Some(piece.rendered.start + if verbatim { offset - piece.source.start } else { 0 })
}

fn setting(prose: &Prose, offset: usize, is_rendered: bool) -> Setting {
    let inside = |span: &Span| span.start <= offset && offset < span.end;
    match is_rendered {
        true => Setting::Prose,
        false if prose.front_matter.as_ref().is_some_and(inside) => Setting::FrontMatter,
        false if prose.comments.iter().any(inside) => Setting::Comment,
        false => Setting::Markup,
    }
}

fn told_by(source: &str, prose: &Prose, manner: &Manner, language: Option<&Language>) -> ToldBy {
    let front_matter = prose.front_matter.and_then(|span| document::front_matter_language(&source[span.range()]));
    match (language, &manner.language, front_matter) {
        (None, _, _) => ToldBy::Nobody,
        (_, Some(_), _) => ToldBy::Name,
        (_, None, Some(_)) => ToldBy::FrontMatter,
        (_, None, None) => ToldBy::Words,
    }
}
