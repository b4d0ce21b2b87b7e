//! What somebody who types may mean: the terms that have a word which begins so.

mod spelling;
mod typed;

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::document::Document;
use crate::feature::{expansion, hover};
use crate::glossary::{Form, Status};
use crate::inflection::Care;
use crate::language::Language;
use crate::lint;
use crate::matcher::prefixes::Hit;
use crate::matcher::{Matcher, TermRef};
use crate::span::Span;
use crate::words::{self, fold};
use spelling::{in_plural, spell, with_capitals};
use typed::{Typed, Word, typed};

/// What is offered at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The best first.
    pub items: Vec<Item>,
    /// More typing may bring what is not in the list: it was cut, or what was typed is too little or has a slip.
    pub is_incomplete: bool,
}

/// Something to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What a list shows.
    pub label: String,
    /// What takes the place of [`Item::typed`].
    pub text: String,
    /// The same with tab stops, for editors that have them; `None` where there are none.
    pub snippet: Option<String>,
    /// What an editor compares with what is typed on from here.
    pub filter: String,
    /// What was typed of it, up to the cursor, in bytes of the document.
    pub typed: Span,
    /// The same up to the end of the word under the cursor.
    pub word: Span,
    /// What it is.
    pub kind: Kind,
}

/// What an [`Item`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A term of this id.
    Term(String),
    /// A term of this id, and its label is a form that is better not written.
    Avoided {
        /// The term's id.
        term: String,
        /// What the glossary thinks of the form.
        status: Status,
    },
    /// An id in a glossary file, and what is called so.
    Id {
        /// The term's id, if it is a term's.
        term: Option<String>,
        /// The headword or heading.
        name: String,
    },
    /// The name of a field in a glossary file.
    Field,
}

/// No more are offered at once.
pub const MOST_ITEMS: usize = 100;

/// Fewer letters say too little.
const FEWEST_LETTERS: usize = 2;

/// What may stand at byte `offset` of a text. Where nothing was typed yet something is offered only if somebody `asked`. `None` outside prose. May
/// last longer than a millisecond the first time after the glossaries changed.
pub fn complete(document: &Document, offset: usize, asked: bool) -> Option<Completions> {
    let typed = typed(document, offset)?;
    let matcher = document.matcher();
    let offer = Offer { matcher, language: language(matcher, &typed), uses: uses(document), typed: &typed };
    let has_begun = typed.words.last().is_some_and(|word| !word.fold.is_empty());
    if !has_begun && !asked {
        return Some(Completions::default());
    }
    let begun = offer.begun();
    if !has_begun && begun.items.is_empty() {
        return Some(offer.all());
    }
    Some(begun)
}

/// The text's language, else that of the nearest glossary.
fn language(matcher: &Matcher, typed: &Typed) -> Option<Language> {
    typed.language.clone().or_else(|| matcher.glossaries().first()?.language.clone())
}

/// How often each term is marked in the document.
fn uses(document: &Document) -> HashMap<TermRef, u32> {
    let mut uses = HashMap::new();
    for (_, part) in document.parts().iter() {
        for mark in &part.marks {
            *uses.entry(mark.occurrence.term).or_default() += 1;
        }
    }
    uses
}

struct Offer<'a> {
    matcher: &'a Matcher,
    language: Option<Language>,
    uses: HashMap<TermRef, u32>,
    typed: &'a Typed,
}

impl Offer<'_> {
    /// What the words before the cursor begin: the longest run of them that begins something.
    fn begun(&self) -> Completions {
        let words = &self.typed.words;
        let mut slipped = None;
        for first in 0..words.len() {
            let typed: Vec<&str> = words[first..].iter().map(|word| word.fold.as_str()).collect();
            if !says_enough(&typed) {
                continue;
            }
            let hits = self.matcher.prefixes().find(self.matcher.glossaries(), &typed);
            if hits.iter().any(|hit| !hit.slip) {
                return self.items(&hits, &words[first..]);
            }
            if !hits.is_empty() {
                slipped.get_or_insert((first, hits));
            }
        }
        match slipped {
            Some((first, hits)) => self.items(&hits, &words[first..]),
            // With more letters it may be a slip of something.
            None => Completions { items: Vec::new(), is_incomplete: words.last().is_some_and(|word| !word.fold.is_empty()) },
        }
    }

    fn items(&self, hits: &[Hit], words: &[Word]) -> Completions {
        // Who typed a form to its end made no slip.
        let is_typed = hits.iter().any(|hit| self.is_whole(hit, words));
        let mut ranked: Vec<_> = hits.iter().filter(|hit| !hit.slip || !is_typed).map(|hit| (self.rank(hit), hit)).collect();
        ranked.sort_unstable();
        let mut list = List::default();
        for (_, hit) in ranked {
            if list.items.len() >= MOST_ITEMS {
                list.items.truncate(MOST_ITEMS);
                return Completions { items: list.items, is_incomplete: true };
            }
            self.add(hit, words, &mut list);
        }
        Completions { items: list.items, is_incomplete: hits.iter().any(|hit| hit.slip) }
    }

    /// What is right before what has a slip, what may be written before what may not, then the text's language, the preferred form, what the
    /// document uses most, what begins as typed, the alphabet.
    fn rank(&self, hit: &Hit) -> impl Ord + use<> {
        let form = self.form(hit);
        let uses = Reverse(self.uses.get(&hit.phrase.term).copied().unwrap_or_default());
        (hit.slip, form.status > Status::Admitted, self.is_foreign(form), form.status, uses, hit.position > 0, hit.alphabetical)
    }

    /// Whether the words are all of the form, without a slip.
    fn is_whole(&self, hit: &Hit, words: &[Word]) -> bool {
        let surface = &self.form(hit).surfaces[hit.phrase.surface as usize];
        !hit.slip && words::words(surface).map(|span| fold(&surface[span.range()])).eq(words.iter().map(|word| word.fold.as_str()))
    }

    fn form(&self, hit: &Hit) -> &Form {
        &self.matcher.term(hit.phrase.term).forms[hit.phrase.form as usize]
    }

    fn is_foreign(&self, form: &Form) -> bool {
        form.language.as_ref().zip(self.language.as_ref()).is_some_and(|(own, language)| !own.same(language))
    }

    fn add(&self, hit: &Hit, words: &[Word], list: &mut List) {
        let Some(first) = words.first() else { return };
        let reference = hit.phrase.term;
        let (term, form) = (self.matcher.term(reference), self.form(hit));
        let folds: Vec<&str> = words.iter().map(|word| word.fold.as_str()).collect();
        let spelled = spell(form, hit, &folds);
        // A slip of a feminine that the rules made up is none.
        if hit.slip && hit.inflected && !spelled.plural {
            return;
        }
        let filter = if hit.slip { first.written.clone() } else { filter(&first.written, &spelled.rest) };
        let item = |label: String, text: String, kind: Kind| Item {
            label,
            text,
            snippet: None,
            filter: filter.clone(),
            typed: Span::new(first.start, self.typed.offset),
            word: Span::new(first.start, self.typed.end),
            kind,
        };
        if form.status > Status::Admitted {
            let is_offered = || list.items.iter().any(|item| item.kind == Kind::Term(term.id.clone()));
            if form.replaced_by.is_none() && is_offered() {
                return;
            }
            let glossary = self.matcher.glossary(reference);
            let better = lint::better(glossary, term, form, self.language.as_ref());
            let Some(instead) = lint::Wording::instead_of(form, term, better) else { return };
            let plural = spelled.plural.then(|| instead.plural(Care::Likely)).flatten();
            let instead = plural.unwrap_or_else(|| instead.text().to_owned());
            let instead = with_capitals(&instead, &first.written);
            list.add(reference, item(spelled.text, instead, Kind::Avoided { term: term.id.clone(), status: form.status }), &first.whole);
            return;
        }
        let kind = || Kind::Term(term.id.clone());
        let text = with_capitals(&spelled.text, &first.written);
        list.add(reference, item(text.clone(), text.clone(), kind()), &first.whole);
        if let Some(full) = expansion::expansion(term, form, self.language.as_ref()) {
            let full = if spelled.plural { in_plural(full) } else { full.text.clone() };
            let full = if first.starts_sentence { words::capitalised(&full) } else { full };
            let full = format!("{full} ({text})");
            list.add(reference, item(full.clone(), full, kind()), &first.whole);
        }
    }

    /// Where nothing was typed: each term by its name.
    fn all(&self) -> Completions {
        let place = Span::new(self.typed.offset, self.typed.offset);
        let mut terms: Vec<_> = self.matcher.terms().map(|reference| (reference, self.name(reference))).collect();
        terms.sort_by_cached_key(|(reference, (form, name))| {
            let uses = Reverse(self.uses.get(reference).copied().unwrap_or_default());
            (form.is_none_or(|form| self.is_foreign(form)), uses, fold(name))
        });
        let is_incomplete = terms.len() > MOST_ITEMS;
        let item = |(reference, (_, name)): (TermRef, (Option<&Form>, &str))| Item {
            label: name.to_owned(),
            text: name.to_owned(),
            snippet: None,
            filter: name.to_owned(),
            typed: place,
            word: place,
            kind: Kind::Term(self.matcher.term(reference).id.clone()),
        };
        Completions { items: terms.into_iter().take(MOST_ITEMS).map(item).collect(), is_incomplete }
    }

    /// The preferred form in the text's language, else the headword.
    fn name(&self, reference: TermRef) -> (Option<&Form>, &str) {
        let term = self.matcher.term(reference);
        let form = term.forms.iter().find(|form| form.status == Status::Preferred && !self.is_foreign(form));
        (form, form.map_or_else(|| hover::headword(self.matcher.glossary(reference), term), |form| form.text.as_str()))
    }
}

/// The items so far, none twice.
#[derive(Default)]
struct List {
    items: Vec<Item>,
    texts: HashSet<String>,
    /// The words of each term that are offered, however they are joined.
    spellings: HashSet<(TermRef, String)>,
}

impl List {
    /// Adds `item` unless it is there or is what is `written` already.
    fn add(&mut self, term: TermRef, item: Item, written: &str) {
        let words: Vec<String> = words::words(&item.text).map(|span| fold(&item.text[span.range()])).collect();
        let is_new = self.spellings.insert((term, words.join(" "))) && self.texts.insert(item.text.clone());
        if is_new && item.text != written {
            self.items.push(item);
        }
    }
}

/// Whether something may be offered: at least two letters, or a character that is a word.
fn says_enough(typed: &[&str]) -> bool {
    let letters: usize = typed.iter().map(|word| word.chars().count()).sum();
    let is_ideograph = typed.iter().any(|word| word.chars().any(|letter| !letter.is_lowercase() && letter.len_utf8() > 2));
    typed.len() > 1 || letters >= FEWEST_LETTERS || is_ideograph
}

/// What was typed, and what is still to be typed, with the accents of the form and without: editors do not ignore accents when they compare.
fn filter(written: &str, rest: &str) -> String {
    let bare = fold(rest);
    if bare == rest.to_lowercase() {
        return format!("{written}{rest}");
    }
    format!("{written}{rest} {written}{bare}")
}

#[cfg(test)]
mod tests;
