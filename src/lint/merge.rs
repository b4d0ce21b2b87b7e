//! From the tallies of a text to its findings: what depends on other stretches, suppression, and limits.

use std::collections::HashMap;

use super::inconsistent_form::{self, Usual};
use super::kept::Kept;
use super::names::{Name, Silenced};
use super::suppression::{Directive, Kind};
use super::tally::{About, Place, Remark, Tally};
use super::term::{self, Seen};
use super::{
    Finding, Fix, Linter, Occurrences, Rule, acronym_first_use, deprecated_form, forbidden_form, foreign_form, letter_case, term_first_use,
    undefined_acronym,
};
use crate::matcher::TermRef;
use crate::messages::{LintMessage, Message};
use crate::span::Span;

pub(super) fn findings(linter: &Linter, tallies: &[(usize, &Tally)]) -> Vec<Finding> {
    let mut merge = Merge {
        linter,
        minorities: inconsistent_form::minorities(linter, tallies),
        seen: Seen::new(&linter.matcher),
        kept: Kept::default(),
        suppression: Suppression::default(),
    };
    let of_whole = remarks_of_whole(linter, tallies);
    let mut of_whole = of_whole.as_slice();
    for (number, &(base, tally)) in tallies.iter().enumerate() {
        let (here, behind) = of_whole.split_at(of_whole.partition_point(|(of, _)| *of == number));
        of_whole = behind;
        if merge.suppression.is_quiet() && tally.directives.is_empty() {
            merge.take_all(base, tally, here);
        } else {
            merge.take_some(base, tally, here);
        }
    }
    merge.finish()
}

/// A remark that only the whole text shows, with the number of the stretch it is about.
pub(super) type RemarkOfWhole = (usize, Remark);

/// What the rules over whole texts say, by place.
fn remarks_of_whole(linter: &Linter, tallies: &[(usize, &Tally)]) -> Vec<RemarkOfWhole> {
    let mut remarks = undefined_acronym::remarks(linter, tallies);
    remarks.extend(acronym_first_use::remarks(linter, tallies));
    remarks.extend(term_first_use::remarks(linter, tallies));
    remarks.sort_by_key(|(number, remark)| (*number, remark.span, remark.rule));
    remarks
}

struct Merge<'a> {
    linter: &'a Linter,
    minorities: HashMap<(TermRef, u32), Usual>,
    seen: Seen,
    kept: Kept,
    suppression: Suppression,
}

/// Something that is a finding if nothing silences it.
#[derive(Clone, Copy)]
enum Candidate<'a> {
    Term(&'a Place),
    Remark(&'a Remark),
    Minority(&'a Place, Usual),
}

impl Candidate<'_> {
    const fn span(&self) -> Span {
        match self {
            Self::Term(place) | Self::Minority(place, _) => place.span,
            Self::Remark(remark) => remark.span,
        }
    }

    const fn rule(&self) -> Rule {
        match self {
            Self::Term(_) => Rule::Term,
            Self::Remark(remark) => remark.rule,
            Self::Minority(..) => Rule::InconsistentForm,
        }
    }

    /// The mark it is about, if it is about one.
    const fn place(&self) -> Option<&Place> {
        match self {
            Self::Term(place) | Self::Minority(place, _) => Some(place),
            Self::Remark(Remark { about: About::Form { place, .. }, .. }) => Some(place),
            Self::Remark(Remark { about: About::Use { place, .. }, .. }) => place.as_ref(),
            Self::Remark(_) => None,
        }
    }

    /// Whether nothing silences it: what is said about comments.
    const fn is_about_comment(&self) -> bool {
        matches!(self, Self::Remark(Remark { about: About::Comment(_), .. }))
    }
}

impl<'a> Merge<'a> {
    /// A stretch in which nothing is silenced. Rules that have no room left cost nothing more.
    fn take_all(&mut self, base: usize, tally: &'a Tally, of_whole: &[RemarkOfWhole]) {
        for place in &tally.terms {
            self.take(base, Candidate::Term(place));
        }
        let has_room = Rule::ALL.into_iter().any(|rule| tally.remark_counts[rule as usize] > 0 && !self.kept.is_full(rule));
        if has_room {
            tally.remarks.iter().for_each(|remark| self.take(base, Candidate::Remark(remark)));
        } else {
            Rule::ALL.into_iter().for_each(|rule| self.kept.count(rule, tally.remark_counts[rule as usize]));
        }
        for candidate in self.minorities_of(tally) {
            self.take(base, candidate);
        }
        of_whole.iter().for_each(|(_, remark)| self.take(base, Candidate::Remark(remark)));
    }

    fn minorities_of<'t>(&self, tally: &'t Tally) -> Vec<Candidate<'t>> {
        if self.minorities.is_empty() {
            return Vec::new();
        }
        let reported = tally.uses.iter().filter_map(|it| self.minorities.get(&(it.term, it.wording)).map(|usual| (it, *usual)));
        let mut candidates: Vec<Candidate> =
            reported.flat_map(|(it, usual)| it.places.iter().map(move |place| Candidate::Minority(place, usual))).collect();
        candidates.sort_by_key(Candidate::span);
        candidates
    }

    /// A stretch in which comments may silence something: its candidates and comments in order of place.
    fn take_some(&mut self, base: usize, tally: &'a Tally, of_whole: &[RemarkOfWhole]) {
        let mut candidates: Vec<Candidate> = tally.terms.iter().map(Candidate::Term).collect();
        candidates.extend(tally.remarks.iter().map(Candidate::Remark));
        candidates.extend(self.minorities_of(tally));
        candidates.extend(of_whole.iter().map(|(_, remark)| Candidate::Remark(remark)));
        candidates.sort_by_key(|candidate| (candidate.span(), candidate.rule()));
        let mut events = self.suppression.enter(base, tally, self.linter).into_iter().peekable();
        for candidate in candidates {
            let start = candidate.span().start;
            while let Some(event) = events.next_if(|event| event.at <= start) {
                self.suppression.apply(&event);
            }
            if matches!(candidate, Candidate::Term(place) if !self.speaks_of(place)) {
                continue;
            }
            let is_silenced = !candidate.is_about_comment() && {
                let id = candidate.place().map_or("", |place| &self.linter.matcher.term(place.term).id);
                self.suppression.silences(candidate.rule(), id)
            };
            if !is_silenced {
                self.take(base, candidate);
            }
        }
        events.for_each(|event| self.suppression.apply(&event));
    }

    /// Whether rule `term` would speak of this mark.
    fn speaks_of(&self, place: &Place) -> bool {
        self.linter.rules.occurrences == Occurrences::All || !self.seen.contains(place.term)
    }

    fn take(&mut self, base: usize, candidate: Candidate) {
        if let Candidate::Term(place) = candidate
            && !self.seen.insert(place.term)
            && self.linter.rules.occurrences == Occurrences::First
        {
            return;
        }
        let linter = self.linter;
        self.kept.add(candidate.rule(), || finding(linter, base, &candidate));
    }

    fn finish(mut self) -> Vec<Finding> {
        let rule = Rule::UnusedSuppression;
        if let Some(severity) = self.linter.rules.severity(rule) {
            for span in self.suppression.unused() {
                let message = LintMessage::SuppressesNothing.into();
                self.kept.add(rule, || Some(Finding { rule, span, severity, message, term: None, form: None, fix: None }));
            }
        }
        self.kept.finish()
    }
}

fn finding(linter: &Linter, base: usize, candidate: &Candidate) -> Option<Finding> {
    let (rule, span, place) = (candidate.rule(), candidate.span().shifted(base), candidate.place());
    let (message, fix) = match candidate {
        Candidate::Term(place) => (term::message(linter, place), None),
        Candidate::Minority(place, usual) => (inconsistent_form::message(linter, place, *usual), None),
        Candidate::Remark(Remark { about: About::Comment(message) | About::Use { message, .. }, .. }) => (Message::clone(message), None),
        Candidate::Remark(Remark { about: About::Form { place, suggestion }, .. }) => {
            let why = linter.facts.of(&linter.matcher, place.term).sentence(&linter.matcher, place.term).to_owned();
            let message = match rule {
                Rule::ForbiddenForm => forbidden_form::message(suggestion, why),
                Rule::LetterCase => letter_case::message(suggestion, why),
                Rule::ForeignForm => foreign_form::message(suggestion, why),
                _ => deprecated_form::message(suggestion, why),
            };
            let shifted = |fix: &Fix| Fix { span: fix.span.shifted(base), ..fix.clone() };
            (message, suggestion.fix.as_ref().map(shifted))
        }
    };
    let severity = linter.rules.severity(rule)?;
    Some(Finding { rule, span, severity, message, term: place.map(|place| place.term), form: place.map(|place| place.form), fix })
}

/// What is silenced at a place, and which comments did something.
#[derive(Debug, Default)]
struct Suppression {
    /// By comments that silence a line or a block.
    areas: Silenced,
    /// By `glossator-off`.
    off: Silenced,
    /// Names switched on again while everything is off.
    on_again: Silenced,
    /// Comments that wait for the next line with words.
    pending: Vec<(usize, Vec<Name>)>,
    /// Every comment: its place, and whether it did something (or is not to be reported for other reasons).
    comments: Vec<(Span, bool)>,
}

/// Something begins or ends to be silenced.
struct Event<'a> {
    /// In bytes of the stretch.
    at: usize,
    comment: usize,
    names: Vec<Name>,
    what: What<'a>,
}

enum What<'a> {
    Begin,
    End,
    Switch(&'a Directive),
}

impl Suppression {
    /// Whether nothing is silenced in the next stretch by what stands before it.
    fn is_quiet(&self) -> bool {
        self.areas.is_empty() && self.off.is_empty() && self.pending.is_empty()
    }

    /// What happens in a stretch, in order of place.
    fn enter<'a>(&mut self, base: usize, tally: &'a Tally, linter: &Linter) -> Vec<Event<'a>> {
        let mut events = Vec::new();
        let mut area = |comment: usize, names: Vec<Name>, span: Span| {
            events.push(Event { at: span.end, comment, names: names.clone(), what: What::End });
            events.push(Event { at: span.start, comment, names, what: What::Begin });
        };
        if let Some(first_line) = tally.first_line {
            self.pending.drain(..).for_each(|(comment, names)| area(comment, names, first_line));
        }
        for directive in &tally.directives {
            let comment = self.comments.len();
            self.comments.push((directive.span.shifted(base), is_excused(directive, linter)));
            match directive.kind {
                Kind::Ignore(span) | Kind::IgnoreNext(Some(span)) => area(comment, directive.names.clone(), span),
                Kind::IgnoreNext(None) => self.pending.push((comment, directive.names.clone())),
                Kind::Off | Kind::On => {}
            }
        }
        let first = self.comments.len() - tally.directives.len();
        let switches = tally.directives.iter().enumerate().filter(|(_, it)| matches!(it.kind, Kind::Off | Kind::On));
        events.extend(switches.map(|(number, directive)| Event {
            at: directive.span.start,
            comment: first + number,
            names: directive.names.clone(),
            what: What::Switch(directive),
        }));
        // What ends at a byte ends before anything begins there, and what began last ends first.
        let order = |event: &Event| match event.what {
            What::End => (event.at, 0, usize::MAX - event.comment),
            _ => (event.at, 1, event.comment),
        };
        events.sort_by_key(order);
        events
    }

    fn apply(&mut self, event: &Event) {
        match event.what {
            What::Begin => event.names.iter().for_each(|name| self.areas.insert(name.clone(), event.comment)),
            What::End => event.names.iter().for_each(|name| self.areas.remove(name, event.comment)),
            What::Switch(Directive { kind: Kind::Off, .. }) => event.names.iter().for_each(|name| self.switch_off(name, event.comment)),
            What::Switch(_) => {
                let ended = event.names.iter().filter(|name| self.switch_on(name, event.comment)).count();
                self.mark_used(event.comment, ended > 0);
            }
        }
    }

    fn switch_off(&mut self, name: &Name, comment: usize) {
        match name {
            Name::All => self.on_again.clear(),
            name => self.on_again.remove_all(name),
        };
        self.off.insert(name.clone(), comment);
    }

    /// Whether anything was off by this name.
    fn switch_on(&mut self, name: &Name, comment: usize) -> bool {
        if *name == Name::All {
            self.on_again.clear();
            return self.off.clear();
        }
        let was_off = self.off.remove_all(name);
        let all_off = self.off.has(&Name::All);
        if all_off {
            self.on_again.insert(name.clone(), comment);
        }
        was_off || all_off
    }

    /// Whether a finding is silenced here; those that do it are used.
    fn silences(&mut self, rule: Rule, id: &str) -> bool {
        let is_on_again = self.on_again.by(rule, id).next().is_some();
        let off = self.off.by(rule, id).filter(|(name, _)| !(is_on_again && *name == Name::All));
        let by: Vec<usize> = self.areas.by(rule, id).chain(off).map(|(_, comment)| comment).collect();
        by.iter().for_each(|&comment| self.mark_used(comment, true));
        !by.is_empty()
    }

    fn mark_used(&mut self, comment: usize, is_used: bool) {
        if let Some((_, used)) = self.comments.get_mut(comment) {
            *used |= is_used;
        }
    }

    /// The comments that did nothing.
    fn unused(&self) -> Vec<Span> {
        self.comments.iter().filter(|(_, used)| !used).map(|(span, _)| *span).collect()
    }
}

/// Whether a comment may do nothing: what it names is unknown, which was said already, or only rules that are switched off.
fn is_excused(directive: &Directive, linter: &Linter) -> bool {
    directive.names.iter().all(|name| matches!(name, Name::Rule(rule) if !linter.is_on(*rule)))
}
