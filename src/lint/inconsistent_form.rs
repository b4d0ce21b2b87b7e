//! Rule `inconsistent-form`: two forms of one term in one text; those that the text uses less are reported, and of two
//! that it uses as often the one that the glossary does not prefer.
//!
//! Only forms that could stand for each other are compared: preferred or admitted, unambiguous, of one language, of equally many words
//! (hyphens do not part words here, and articles and prepositions are none), both acronyms or neither, both verbs or neither. So an acronym
//! may stand beside its long form, "fine-tuner" beside "fine-tuning", and "données d'entraînement" beside "ensemble de données
//! d'entraînement". Two forms that differ in accents, letter case, number, articles or prepositions only are one wording.

use std::collections::HashMap;

use super::tally::{FormUse, Place};
use super::{Linter, Rule, replacement};
use crate::glossary::{Form, Status, Term};
use crate::inflection;
use crate::matcher::TermRef;
use crate::matcher::company::Mark;
use crate::messages::{LintMessage, Message};
use crate::words;

/// The forms of one term that should not be mixed. A wording is called by the number of its first form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rivals {
    /// For each form, its wording.
    wordings: Vec<u32>,
    /// Wordings of which a text should use one; at least two in each.
    pub groups: Vec<Vec<u32>>,
    /// Wordings that the glossary prefers.
    preferred: Vec<u32>,
}

impl Rivals {
    pub fn of(term: &Term) -> Self {
        let mut first_with = HashMap::new();
        let wordings: Vec<u32> =
            (0..).zip(&term.forms).map(|(index, form)| *first_with.entry(wording(&form.text)).or_insert(index)).collect();
        let mut groups: Vec<(Kin, Vec<u32>)> = Vec::new();
        for (form, &wording) in term.forms.iter().zip(&wordings) {
            let Some(kin) = kin(form) else { continue };
            match groups.iter_mut().find(|(other, _)| *other == kin) {
                Some((_, group)) if group.contains(&wording) => {}
                Some((_, group)) => group.push(wording),
                None => groups.push((kin, vec![wording])),
            }
        }
        let groups = groups.into_iter().map(|(_, group)| group).filter(|group| group.len() > 1).collect();
        let preferred = wordings.iter().zip(&term.forms).filter(|(_, form)| form.status == Status::Preferred).map(|(&it, _)| it).collect();
        Self { wordings, groups, preferred }
    }

    /// The wording of a form, if it has rivals.
    fn wording(&self, form: u32) -> Option<u32> {
        let wording = self.wordings.get(form as usize).copied()?;
        self.groups.iter().any(|group| group.contains(&wording)).then_some(wording)
    }
}

/// What two forms must share to be rivals; `None` for forms that have none.
#[derive(Debug, PartialEq, Eq)]
struct Kin {
    language: String,
    words: usize,
    acronym: bool,
    verb: bool,
}

fn kin(form: &Form) -> Option<Kin> {
    let is_good = matches!(form.status, Status::Preferred | Status::Admitted);
    let language = form.language.as_ref().filter(|_| is_good && !form.ambiguous)?.primary().to_owned();
    let first = form.text.split_whitespace().next()?;
    // Without alternatives nobody declared it a verb; its ending may still tell.
    let ending = match language.as_str() {
        "fr" => "er",
        _ => "ing",
    };
    let words = content_words(&form.text).count();
    Some(Kin { words, acronym: inflection::is_acronym(&form.text), verb: replacement::is_verb(form) || first.ends_with(ending), language })
}

/// The words of a text but for those that grammar asks for.
fn content_words(text: &str) -> impl Iterator<Item = &str> {
    const OF_GRAMMAR: &[&str] = &[
        "à", "au", "aux", "de", "des", "du", "d", "en", "et", "la", "le", "les", "l", "un", "une", "a", "an", "and", "for", "in", "of",
        "the",
    ];
    let is_content = |word: &&str| !word.is_empty() && !OF_GRAMMAR.contains(word);
    text.split(|character: char| character.is_whitespace() || words::is_apostrophe(character)).filter(is_content)
}

/// The words of a form without accents, letter case and the endings of plurals.
fn wording(text: &str) -> String {
    let mut wording = words::fold(&content_words(text).collect::<Vec<_>>().join(" "));
    for span in words::words(&wording.clone()).collect::<Vec<_>>().into_iter().rev() {
        if wording[span.range()].len() > 3 && wording[span.range()].ends_with(['s', 'x']) {
            wording.remove(span.end - 1);
        }
    }
    wording
}

/// Where a stretch uses forms that have rivals, in order of first use.
pub(super) fn uses(linter: &Linter, marks: &[Mark]) -> Vec<FormUse> {
    let mut uses: Vec<FormUse> = Vec::new();
    if !linter.is_on(Rule::InconsistentForm) {
        return uses;
    }
    let mut known: HashMap<TermRef, std::sync::Arc<super::facts::Facts>> = HashMap::new();
    let mut number_of: HashMap<usize, usize> = HashMap::new();
    for mark in marks {
        let place = Place::of(mark);
        let facts = known.entry(place.term).or_insert_with(|| linter.facts.of(&linter.matcher, place.term));
        let Some(wording) = facts.rivals.wording(place.form) else { continue };
        let wording = facts.first_wording + wording as usize;
        let number = *number_of.entry(wording).or_insert(uses.len());
        match uses.get_mut(number) {
            Some(there) => there.places.push(place),
            None => uses.push(FormUse { wording, places: vec![place] }),
        }
    }
    uses
}

/// How often a text uses each wording, and in which order it uses them first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WordingCounts {
    /// By the wordings' numbers among those of all terms.
    times: Vec<usize>,
    /// Those that are used, by first use.
    used: Vec<usize>,
}

impl WordingCounts {
    /// Counts more uses, which stand behind those counted before.
    pub fn add(&mut self, wording: usize, times: usize) {
        if self.times.len() <= wording {
            self.times.resize(wording + 1, 0);
        }
        if self.times[wording] == 0 {
            self.used.push(wording);
        }
        self.times[wording] += times;
    }

    /// Each wording with how often it is used, by first use.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize)> {
        self.used.iter().map(|&wording| (wording, self.times[wording]))
    }

    fn of(&self, wording: usize) -> usize {
        self.times.get(wording).copied().unwrap_or_default()
    }
}

/// The wording that a text mostly uses instead, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Usual {
    /// The number of its first form in the term.
    wording: u32,
    times: usize,
}

/// For each wording that a text uses less than a rival, the usual one.
#[derive(Debug, Default)]
pub(super) struct Minorities(Vec<Option<Usual>>);

impl Minorities {
    pub fn of(linter: &Linter, counts: &WordingCounts) -> Self {
        let mut minorities = vec![None; counts.times.len()];
        let mut first_use = vec![usize::MAX; counts.times.len()];
        counts.used.iter().enumerate().for_each(|(order, &wording)| first_use[wording] = order);
        for facts in linter.facts.with_rivals() {
            let number = |wording: u32| facts.first_wording + wording as usize;
            for group in &facts.rivals.groups {
                let there = || group.iter().copied().filter(|&wording| counts.of(number(wording)) > 0);
                // Of equally frequent ones the one that the glossary prefers, else the first that the text uses.
                let is_preferred = |wording: &u32| facts.rivals.preferred.contains(wording);
                let order =
                    |wording: &u32| (counts.of(number(*wording)), is_preferred(wording), std::cmp::Reverse(first_use[number(*wording)]));
                let Some(usual) = there().max_by_key(order) else { continue };
                for minority in there().filter(|&wording| wording != usual) {
                    minorities[number(minority)].get_or_insert(Usual { wording: usual, times: counts.of(number(usual)) });
                }
            }
        }
        Self(minorities)
    }

    /// What a text mostly uses instead of a wording, if it does.
    pub fn usual(&self, wording: usize) -> Option<Usual> {
        self.0.get(wording).copied().flatten()
    }
}

pub(super) fn message(linter: &Linter, place: &Place, usual: Usual) -> Message {
    let text_of = |form: u32| linter.matcher.term(place.term).forms.get(form as usize).map(|form| form.text.clone()).unwrap_or_default();
    let why = linter.facts.of(&linter.matcher, place.term).sentence(&linter.matcher, place.term).to_owned();
    LintMessage::InconsistentForm { form: text_of(place.form), usual: text_of(usual.wording), times: usual.times, why }.into()
}

#[cfg(test)]
mod tests {
    use super::super::Rules;
    use super::super::tests::{GLOSSARY, check, findings};
    use super::*;

    #[test]
    fn places() {
        check(
            Rule::InconsistentForm,
            &[
                ("the minority", "Un lot, une ‹fournée›, un lot."),
                ("of equally frequent ones that which the glossary does not prefer", "Une ‹fournée›, un lot."),
                ("at every place", "Un lot. Une ‹fournée›, des ‹fournées› : trois lots."),
                ("inflections and letter case are one form", "Un lot, des Lots."),
                ("a plural form is the same wording", "Un lot, un lots."),
                ("forms to avoid have a rule of their own", "Un lot, une cuvée, un bacth."),
                ("acronym and long form", "Le TGV, un train à grande vitesse, le TGV."),
                ("more words", "Un levain, une pâte mère."),
                ("articles and prepositions make no other wording", "La cuisson du pain, la cuisson de pain."),
                ("but as many words", "La cuisson du pain, l'‹enfournement du pain›, une cuisson de pain."),
                ("another language", "Un levain, a starter."),
                ("verb and noun", "La pousse, pousser, on pousse."),
                ("ambiguous forms may mean something else", "Un levain, du pied, du levain."),
            ],
        );
    }

    #[test]
    fn says_what_the_text_mostly_uses() {
        let found = findings(GLOSSARY, "Un lot, une fournée, deux lots.", &Rules::default());
        let finding = found.iter().find(|finding| finding.rule == Rule::InconsistentForm).unwrap();
        let why = "Le pain cuit ensemble.".to_owned();
        assert_eq!(finding.message, LintMessage::InconsistentForm { form: "fournée".into(), usual: "lot".into(), times: 2, why }.into());
    }
}
