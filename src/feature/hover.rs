//! The answer beside the word: what a hover shows.

use super::glossary_place::Kind;
use super::inert::inert;
use super::place;
use super::subject::Own;
use crate::document::Document;
use crate::glossary::{Entry, Form, Glossary, Review, Status, Term};
use crate::matcher::{Matcher, TermRef};
use crate::messages::{Locale, Message};
use crate::span::Span;

/// What is shown for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The words it speaks of, in bytes of the document.
    pub span: Span,
    /// The answer, as Markdown.
    pub markdown: String,
}

/// Where a place of a glossary can be opened: glossary number and bytes of its file to a URI, if it has one.
pub type Link<'a> = &'a dyn Fn(u32, Span) -> Option<String>;

/// The answer for `offset`, in the reader's language; `None` where no term stands.
pub fn hover(document: &Document, offset: usize, locale: Locale, link: Link) -> Option<Hover> {
    let matcher = document.matcher();
    let place = place::at(document, offset)?;
    let mut parts: Vec<String> = place.answering.iter().map(|&(term, _)| answer(matcher, term, locale, link)).collect();
    let inside: Vec<String> = place.inside.iter().map(|&term| linked_term(matcher, term, link)).collect();
    if !inside.is_empty() {
        parts.push(Message::TermsInside { terms: inside.join(" · ") }.say(locale));
    }
    let (_, span) = *place.answering.first()?;
    Some(Hover { span, markdown: parts.join("\n\n---\n\n") })
}

/// The answer for an id or a form at byte `offset` of a glossary's own file, as readers see it. `None` for a glossary, or a term of it, that the
/// document's matcher does not know (yet).
pub fn own_hover(document: &Document, own: Own, offset: usize, locale: Locale, link: Link) -> Option<Hover> {
    let (place, ids) = own.at(offset)?;
    if matches!(place.kind, Kind::Heading(_)) {
        return None;
    }
    let terms = ids.into_iter().filter_map(|id| by_id(document.matcher(), own.number?, id));
    let parts: Vec<String> = terms.map(|term| answer(document.matcher(), term, locale, link)).collect();
    (!parts.is_empty()).then(|| Hover { span: place.span, markdown: parts.join("\n\n---\n\n") })
}

/// One term's answer: the term, its question, the banner, the explanation, its other forms, and where to read on.
pub fn answer(matcher: &Matcher, reference: TermRef, locale: Locale, link: Link) -> String {
    let (glossary, term) = (matcher.glossary(reference), matcher.term(reference));
    let entry = glossary.entry(term);
    let question = linked(&escape(&entry.heading), link(reference.glossary, entry.heading_span));
    let mut parts = vec![format!("**{}** — {question}", escape(headword(glossary, term)))];
    if let Some(review) = glossary.review(term) {
        parts.push(banner(review, matcher, reference, locale, link));
    }
    parts.push(inert(glossary.explanation(term)).into_owned());
    let forms = other_forms(term, locale);
    if !forms.is_empty() {
        parts.push(forms);
    }
    parts.extend(see_also(matcher, reference, locale, link));
    parts.push(source(glossary, term, entry, reference, locale, link));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// The form that names a term: its first preferred one in the glossary's language, else its first preferred, else its first.
pub fn headword<'a>(glossary: &Glossary, term: &'a Term) -> &'a str {
    let own = |form: &&Form| glossary.language.is_some() && form.language == glossary.language;
    let preferred = || term.forms.iter().filter(|form| form.status == Status::Preferred);
    let form = preferred().find(own).or_else(|| preferred().next()).or_else(|| term.forms.iter().find(own)).or(term.forms.first());
    form.map_or(&term.id, |form| &form.text)
}

fn banner(review: &Review, matcher: &Matcher, reference: TermRef, locale: Locale, link: Link) -> String {
    let mut says = Vec::new();
    if let Some(since) = &review.outdated_since {
        says.push(Message::OutdatedSince { date: since.clone() }.say(locale));
    }
    if let Some(date) = &review.reviewed {
        says.push(Message::ReviewedOn { date: date.clone() }.say(locale));
    }
    if let Some(replaced_by) = &review.replaced_by {
        let term = by_id(matcher, reference.glossary, &replaced_by.text);
        let name = term.map_or_else(|| escape(&replaced_by.text), |term| linked_term(matcher, term, link));
        says.push(Message::ReplacedBy { term: name }.say(locale));
    }
    let mut banner = format!("> ⚠ **{}**", says.join(" · "));
    for line in inert(&review.note).lines() {
        banner.push_str("  \n> ");
        banner.push_str(line);
    }
    banner
}

/// The other ways of writing a term, by status and language.
fn other_forms(term: &Term, locale: Locale) -> String {
    let mut lines = Vec::new();
    for status in [Status::Preferred, Status::Admitted, Status::Deprecated, Status::Forbidden] {
        let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
        for form in term.forms.iter().filter(|form| form.status == status) {
            let tag = form.language.as_ref().map_or("", |language| language.tag());
            let shown = match status {
                Status::Deprecated | Status::Forbidden => format!("~~{}~~", escape(&form.text)),
                Status::Preferred | Status::Admitted => escape(&form.text),
            };
            match groups.iter_mut().find(|(other, _)| *other == tag) {
                Some((_, forms)) => forms.push(shown),
                None => groups.push((tag, vec![shown])),
            }
        }
        if !groups.is_empty() {
            let shown = |(tag, forms): &(&str, Vec<String>)| {
                if tag.is_empty() { forms.join(", ") } else { format!("*{tag}* {}", forms.join(", ")) }
            };
            let forms = groups.iter().map(shown).collect::<Vec<_>>().join(" · ");
            let line = match status {
                Status::Preferred => Message::FormsPreferred { forms },
                Status::Admitted => Message::FormsAdmitted { forms },
                Status::Deprecated => Message::FormsDeprecated { forms },
                Status::Forbidden => Message::FormsForbidden { forms },
            };
            lines.push(line.say(locale));
        }
    }
    lines.join("  \n")
}

fn see_also(matcher: &Matcher, reference: TermRef, locale: Locale, link: Link) -> Option<String> {
    let see = matcher.term(reference).see.iter();
    let terms: Vec<String> =
        see.filter_map(|id| by_id(matcher, reference.glossary, &id.text)).map(|it| linked_term(matcher, it, link)).collect();
    (!terms.is_empty()).then(|| Message::SeeAlso { terms: terms.join(" · ") }.say(locale))
}

/// The way to the whole answer where only an item is shown, and where the text comes from.
fn source(glossary: &Glossary, term: &Term, entry: &Entry, reference: TermRef, locale: Locale, link: Link) -> String {
    let place = term.item.as_ref().map_or(entry.heading_span, |item| item.span);
    let mut says = Vec::new();
    if let Some(uri) = link(reference.glossary, place) {
        says.push(format!("[{}]({uri})", Message::OpenEntry.say(locale)));
    }
    let source = term.source.as_deref().or(glossary.source.as_deref()).unwrap_or(&glossary.title);
    if !source.is_empty() {
        says.push(Message::Source { source: escape(source) }.say(locale));
    }
    says.join(" · ")
}

/// A term of the same glossary by its id.
fn by_id(matcher: &Matcher, glossary: u32, id: &str) -> Option<TermRef> {
    let terms = &matcher.glossaries().get(glossary as usize)?.terms;
    terms.iter().position(|term| term.id == id).map(|term| TermRef { glossary, term: term as u32 })
}

fn linked_term(matcher: &Matcher, reference: TermRef, link: Link) -> String {
    let (glossary, term) = (matcher.glossary(reference), matcher.term(reference));
    let place = term.item.as_ref().map_or(glossary.entry(term).heading_span, |item| item.span);
    linked(&escape(headword(glossary, term)), link(reference.glossary, place))
}

fn linked(text: &str, uri: Option<String>) -> String {
    match uri {
        Some(uri) => format!("[{text}]({uri})"),
        None => text.to_owned(),
    }
}

/// Text as Markdown that shows it unchanged.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '#' | '&' | '$') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
