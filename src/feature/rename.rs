//! A form under another name: in its glossary, and wherever it is written.
//!
//! The new name is given as the glossary writes forms, so that `pâte(s) mère(s)` says its plural too. All or nothing: where one place cannot be
//! changed with certainty the whole is refused, because a place left as it is would not be a form of the term any more.

mod place;

pub use place::{Named, in_glossary, in_text};

use crate::document::Document;
use crate::glossary::{self, Case, Form, Glossary, Phrase, Term};
use crate::language::Language;
use crate::lint::{self, Fix, Joint, Surroundings};
use crate::matcher::{Occurrence, TermRef};
use crate::messages::IndexMessage;
use crate::span::Span;

/// What a renaming does to a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renaming {
    /// The term's id.
    pub term: String,
    /// The form as it was.
    pub old: Form,
    /// The form as it will be.
    pub new: Form,
    /// What to do to the term block, in bytes of the glossary's file, in order.
    pub edits: Vec<Fix>,
}

/// A place that cannot be changed with certainty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// Where, in bytes of the text.
    pub span: Span,
    /// Why.
    pub message: IndexMessage,
}

/// The form as its glossary writes it, without the marks around it: what to edit. Fails where the marks end inside it.
pub fn placeholder(source: &str, form: &Form) -> Result<String, IndexMessage> {
    let written = &source[form.inside.range()];
    if written.contains(['*', '~', '`']) {
        return Err(IndexMessage::PartlyMarked { form: source[form.span.range()].to_owned() });
    }
    Ok(written.split_whitespace().filter(|word| *word != ">").collect::<Vec<_>>().join(" "))
}

/// What it means to call a form `name`: indexes into the lists of `glossary`, which was read from `source`. A term that has the form twice, for
/// two languages, changes both; so do the arrows that point at it. Fails where `name` is no form or the term has it already.
pub fn renaming(source: &str, glossary: &Glossary, term: usize, form: usize, name: &str) -> Result<Renaming, IndexMessage> {
    let (number, term) = (term, &glossary.terms[term]);
    let old = &term.forms[form];
    placeholder(source, old)?;
    let name = name.trim();
    if !name.chars().any(char::is_alphanumeric) {
        return Err(IndexMessage::EmptyName);
    }
    let of_form = |it: &Form| {
        let own = is_twin(it, old).then_some(it.inside);
        let arrow = it.replacement_span.filter(|_| it.replaced_by.as_ref() == Some(&old.text));
        own.into_iter().chain(arrow)
    };
    let mut edits: Vec<Fix> = term.forms.iter().flat_map(of_form).map(|span| Fix { span, replacement: name.to_owned() }).collect();
    edits.sort_unstable_by_key(|edit| edit.span);
    let not_one_form = || IndexMessage::NotOneForm { name: name.to_owned() };
    let starts_with_sign = name.split_whitespace().next().is_some_and(|word| !word.contains(char::is_alphanumeric));
    if starts_with_sign || name.contains(char::is_control) {
        return Err(not_one_form());
    }
    // Whoever reads the glossary afterwards has the last word on what a form is.
    let (read, problems) = glossary::read(&applied(source, &edits));
    let new_term =
        read.terms.get(number).filter(|_| (read.terms.len(), read.entries.len()) == (glossary.terms.len(), glossary.entries.len()));
    let new_term = new_term.filter(|new| is_same_but(old, term, new)).ok_or_else(not_one_form)?;
    let new = new_term.forms[form].clone();
    if !is_just(&new, name) {
        return Err(not_one_form());
    }
    let mut others = term.forms.iter().filter(|it| !is_twin(it, old));
    if let Some(form) = others.find_map(|other| shared_surface(&new, other)) {
        return Err(IndexMessage::SameTerm { form });
    }
    if problems.len() > glossary::read(source).1.len() {
        return Err(not_one_form());
    }
    Ok(Renaming { term: term.id.clone(), old: old.clone(), new, edits })
}

/// A form of another term from which no text can tell the new one apart, in glossaries given by name that serve texts together.
pub fn clash<'a>(renaming: &Renaming, glossaries: impl IntoIterator<Item = (&'a str, &'a Glossary)>) -> Option<IndexMessage> {
    glossaries.into_iter().find_map(|(path, glossary)| {
        let others = glossary.terms.iter().filter(|term| term.marks && term.id != renaming.term);
        others.flat_map(|term| term.forms.iter().map(move |form| (term, form))).find_map(|(term, form)| {
            let form = shared_surface(&renaming.new, form)?;
            Some(IndexMessage::OtherTerm { form, term: term.id.clone(), path: path.to_owned() })
        })
    })
}

/// What to do to a text where `term` of its matcher is the renamed one: at each mark of the form, and at a word before it that depends on its
/// sound. In order.
pub fn edits(document: &Document, term: TermRef, renaming: &Renaming) -> Result<Vec<Fix>, Obstacle> {
    let source = document.text().to_string();
    let mut edits: Vec<Fix> = Vec::new();
    for (occurrence, language) in occurrences(document, term, renaming) {
        let at = edits_at(&source, &occurrence, language, renaming)?;
        let (end, start) = (edits.last().map_or(0, |edit| edit.span.end), at.first().map_or(occurrence.span.start, |edit| edit.span.start));
        if start < end {
            // The word before is a part of the mark before.
            return Err(Obstacle { span: occurrence.span, message: unknown_elision(&source, occurrence.span) });
        }
        edits.extend(at);
    }
    Ok(edits)
}

/// What to do to the example sentences of the term in its glossary's own file, which `document` is: they must be marked with the term, now by its
/// new name. Those that cannot be changed with certainty stay as they are: `check` will tell.
pub fn example_edits(document: &Document, term: TermRef, examples: &Term, renaming: &Renaming) -> Vec<Fix> {
    let source = document.text().to_string();
    let sentences: Vec<&Phrase> = examples.examples.iter().chain(&examples.counter_examples).collect();
    let inside = occurrences(document, term, renaming)
        .into_iter()
        .filter(|(it, _)| sentences.iter().any(|sentence| sentence.span.contains(it.span)));
    inside.filter_map(|(occurrence, language)| edits_at(&source, &occurrence, language, renaming).ok()).flatten().collect()
}

/// The marks of the form, with spans of the whole text, and the languages they stand in.
fn occurrences<'a>(document: &'a Document, term: TermRef, renaming: &Renaming) -> Vec<(Occurrence, Option<&'a Language>)> {
    let forms = &document.matcher().term(term).forms;
    let is_meant = |it: &&Occurrence| it.term == term && forms.get(it.form as usize).is_some_and(|form| is_twin(form, &renaming.old));
    let mut found = Vec::new();
    for (start, part) in document.parts().iter() {
        for mark in &part.marks {
            let also = part.chunk.found.occurrences.iter().filter(|it| mark.also.contains(&term) && it.span == mark.occurrence.span);
            let meant = std::iter::once(&mark.occurrence).chain(also).find(is_meant);
            found.extend(meant.map(|it| (Occurrence { span: it.span.shifted(start), ..*it }, part.language.as_ref())));
        }
    }
    found
}

fn edits_at(source: &str, occurrence: &Occurrence, language: Option<&Language>, renaming: &Renaming) -> Result<Vec<Fix>, Obstacle> {
    let span = occurrence.span;
    let written = &source[span.range()];
    let obstacle = |message| Obstacle { span, message };
    let unknown = || IndexMessage::UnknownInflection { written: on_one_line(written), name: renaming.new.text.clone() };
    let replacement = lint::renamed(written, &renaming.old, &renaming.new).ok_or_else(|| obstacle(unknown()))?;
    let around = Surroundings { before: &source[..span.start], after: &source[span.end..], language };
    let mended = match lint::joint_by_sound(&around, written, &replacement) {
        Joint::Fits => None,
        Joint::Becomes { cut, text } => Some(Fix { span: Span::new(span.start - cut, span.start), replacement: text }),
        Joint::Unsure => return Err(obstacle(unknown_elision(source, span))),
    };
    Ok(mended.into_iter().chain([Fix { span, replacement }]).collect())
}

fn unknown_elision(source: &str, span: Span) -> IndexMessage {
    let start = source[..span.start].trim_end().char_indices().rfind(|(_, it)| it.is_whitespace()).map_or(0, |(at, it)| at + it.len_utf8());
    IndexMessage::UnknownElision { written: on_one_line(&source[start..span.end]) }
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether both are the same words, if in two languages.
fn is_twin(one: &Form, other: &Form) -> bool {
    one.surfaces == other.surfaces && one.case == other.case
}

/// Whether `new` is the term with no more than the twins of `old` changed.
fn is_same_but(old: &Form, term: &Term, new: &Term) -> bool {
    let lists = |term: &Term| {
        let lists = [&term.exceptions, &term.not_near, &term.see, &term.examples, &term.counter_examples];
        lists.map(|phrases| phrases.iter().map(|phrase| phrase.text.clone()).collect::<Vec<_>>())
    };
    let mut names = new.forms.iter().zip(&term.forms).filter(|(_, before)| is_twin(before, old)).map(|(new, _)| &new.surfaces);
    let first = names.next();
    let new_name = first.and_then(|surfaces| surfaces.first());
    let is_same_form = |(new, before): (&Form, &Form)| {
        let is_exact = |form: &Form| form.case == Case::Exact;
        let arrow = before.replaced_by.as_ref().map(|text| if *text == old.text { new_name.unwrap_or(text) } else { text });
        (&new.language, new.status, new.ambiguous, is_exact(new), new.replaced_by.as_ref())
            == (&before.language, before.status, before.ambiguous, is_exact(before), arrow)
            && (is_twin(before, old) || new.surfaces == before.surfaces)
    };
    (&new.id, new.marks, new.vouches, &new.source, new.forms.len()) == (&term.id, term.marks, term.vouches, &term.source, term.forms.len())
        && lists(new) == lists(term)
        && names.all(|name| Some(name) == first)
        && new.forms.iter().zip(&term.forms).all(is_same_form)
}

/// Whether the form has the letters of `name`, with its `(x)` and `(a|b)` and without any marks.
fn is_just(form: &Form, name: &str) -> bool {
    let (mut first, mut last) = (String::new(), String::new());
    let mut group: Option<Vec<String>> = None;
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let escaped = letters.next_if(|next| letter == '\\' && next.is_ascii_punctuation());
        match (letter, &mut group) {
            ('(', None) => group = Some(vec![String::new()]),
            ('|', Some(choices)) => choices.push(String::new()),
            (')', Some(choices)) => {
                first.extend(choices.first().filter(|_| choices.len() > 1).map(String::as_str));
                last.extend(choices.last().map(String::as_str));
                group = None;
            }
            (_, Some(choices)) => choices.iter_mut().last().into_iter().for_each(|choice| choice.push(escaped.unwrap_or(letter))),
            (_, None) => [&mut first, &mut last].into_iter().for_each(|surface| surface.push(escaped.unwrap_or(letter))),
        }
    }
    form.text == on_one_line(&first) && form.surfaces.last().is_some_and(|surface| *surface == on_one_line(&last))
}

/// A surface of `one` that no text can tell from one of `other`.
fn shared_surface(one: &Form, other: &Form) -> Option<String> {
    let is_shared = |surface: &&String| other.surfaces.iter().any(|it| other.key(it) == one.key(surface));
    one.surfaces.iter().find(is_shared).cloned()
}

/// A text after edits in order, none overlapping.
fn applied(source: &str, edits: &[Fix]) -> String {
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for edit in edits {
        text.push_str(&source[at..edit.span.start]);
        text.push_str(&edit.replacement);
        at = edit.span.end;
    }
    text.push_str(&source[at..]);
    text
}

#[cfg(test)]
mod tests;
