//! From the tallies of a text to its findings: what depends on other stretches, suppression, and limits.
//!
//! Stretches come in groups. What of a group or a stretch is shown depends on little of the text before it, its [`Context`]: where that is as it
//! was in the last version, what was made of the findings is taken over and none of them is looked at.

use std::collections::HashSet;
use std::sync::Arc;

use super::candidate::Candidate;
use super::digest::{Counts, Digest};
use super::inconsistent_form::{Minorities, Usual, WordingCounts};
use super::silencing::Silencing;
use super::tally::Remark;
use super::term::Seen;
use super::{Finding, Linter, Occurrences, Rule, Tally, acronym_first_use, term_first_use, undefined_acronym};
use crate::matcher::TermRef;
use crate::messages::{LintMessage, Message};

/// A stretch of a text, with what was made of its findings in the last version.
#[derive(Debug)]
pub(super) struct Stretch<R> {
    pub tally: Tally,
    digest: Digest,
    made: Option<(Context, Option<Arc<R>>)>,
}

/// Stretches that follow each other.
#[derive(Debug)]
pub(super) struct Group<R> {
    pub stretches: Vec<Stretch<R>>,
    digest: Digest,
    made: Option<(Context, Made<R>)>,
}

/// What was made of the findings of the stretches of a group that have any, with the stretches' numbers.
pub(super) type Made<R> = Arc<Vec<(usize, Arc<R>)>>;

/// What decides which findings of a group or a stretch are shown, and what they say, where no comment silences anything.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Context {
    /// The terms that are met here first, sorted.
    first_met: Vec<TermRef>,
    /// The wordings that the text uses less than a rival, in order of first use, where they are shown.
    minorities: Vec<(usize, Usual)>,
    /// The same where rule `term` would speak, sorted: it does not.
    left_to_them: Vec<usize>,
    /// How many findings of each rule are shown.
    shown: Counts,
}

impl<R> Stretch<R> {
    pub fn new(tally: Tally) -> Self {
        Self { digest: Digest::of(&tally), tally, made: None }
    }
}

impl<R> Group<R> {
    pub fn new(stretches: Vec<Stretch<R>>) -> Self {
        Self { digest: Digest::together(stretches.iter().map(|stretch| &stretch.digest)), stretches, made: None }
    }
}

/// What `make` makes of the findings of each stretch of a text that has any. It is given the numbers of a group and of a stretch in it, and
/// the findings by place, with spans of the stretch; and it is not asked again for what it was asked in the last version.
pub(super) fn merge<R>(linter: &Linter, groups: &mut [Group<R>], make: &mut dyn FnMut(usize, usize, Vec<Finding>) -> R) -> Vec<Made<R>> {
    let mut wordings = WordingCounts::default();
    groups.iter().flat_map(|group| &group.digest.wordings).for_each(|&(wording, times)| wordings.add(wording, times));
    let mut merge = Merge {
        linter,
        minorities: Minorities::of(linter, &wordings),
        seen: Seen::new(&linter.matcher),
        counts: Counts::default(),
        silencing: Silencing::default(),
        special: Vec::new(),
    };
    let of_whole = remarks_of_whole(linter, groups);
    let mut of_whole = of_whole.as_slice();
    let mut made: Vec<Made<R>> = Vec::with_capacity(groups.len());
    let mut first = 0;
    for (number, group) in groups.iter_mut().enumerate() {
        let end = first + group.stretches.len();
        let (here, behind) = of_whole.split_at(of_whole.partition_point(|(stretch, _)| *stretch < end));
        made.push(merge.group((number, first), group, here, make));
        (of_whole, first) = (behind, end);
    }
    merge.add_unused();
    merge.say_how_many_more(groups);
    for special in merge.special.into_iter().filter(|special| !special.findings.is_empty()) {
        let of_group = Arc::make_mut(&mut made[special.group]);
        let at = of_group.partition_point(|(stretch, _)| *stretch < special.stretch);
        let is_there = of_group.get(at).is_some_and(|(stretch, _)| *stretch == special.stretch);
        let new = (special.stretch, Arc::new(make(special.group, special.stretch, special.findings)));
        of_group.splice(at..at + usize::from(is_there), [new]);
    }
    made
}

/// A remark that only the whole text shows, with the number of the stretch it is about among all.
pub(super) type RemarkOfWhole = (usize, Remark);

/// What the rules over whole texts say, by place.
fn remarks_of_whole<R>(linter: &Linter, groups: &[Group<R>]) -> Vec<RemarkOfWhole> {
    let rules = [Rule::UndefinedAcronym, Rule::AcronymFirstUse, Rule::TermFirstUse];
    if !rules.into_iter().any(|rule| linter.is_on(rule)) {
        return Vec::new();
    }
    let tallies: Vec<&Tally> = groups.iter().flat_map(|group| &group.stretches).map(|stretch| &stretch.tally).collect();
    let mut remarks = undefined_acronym::remarks(linter, &tallies);
    remarks.extend(acronym_first_use::remarks(linter, &tallies));
    remarks.extend(term_first_use::remarks(linter, &tallies));
    remarks.sort_by_key(|(number, remark)| (*number, remark.span, remark.rule));
    remarks
}

struct Merge<'a> {
    linter: &'a Linter,
    minorities: Minorities,
    seen: Seen,
    /// How many findings there were so far, shown or not.
    counts: Counts,
    silencing: Silencing,
    /// The stretches whose findings depend on more than a [`Context`], in order.
    special: Vec<Special>,
}

/// The findings of a stretch that are not kept for the next version.
struct Special {
    group: usize,
    stretch: usize,
    findings: Vec<Finding>,
}

impl Special {
    fn place(&self) -> (usize, usize) {
        (self.group, self.stretch)
    }
}

impl Merge<'_> {
    /// What is made of a group, given its number and that of its first stretch among all. A stretch that a rule over the whole text speaks of is
    /// looked at every time, like one in which comments may silence something.
    fn group<R>(
        &mut self,
        (number, first): (usize, usize),
        group: &mut Group<R>,
        of_whole: &[RemarkOfWhole],
        make: &mut dyn FnMut(usize, usize, Vec<Finding>) -> R,
    ) -> Made<R> {
        let context = self.context(&group.digest).filter(|_| of_whole.is_empty());
        if let Some((context, counts)) = &context
            && let Some((_, made)) = group.made.as_ref().filter(|(before, _)| before == context)
        {
            self.pass(context, counts);
            return Arc::clone(made);
        }
        let mut made = Vec::new();
        for (at, stretch) in group.stretches.iter_mut().enumerate() {
            let of_whole = of_whole.iter().filter(|(number, _)| *number == first + at).map(|(_, remark)| remark);
            match self.context(&stretch.digest).filter(|_| of_whole.clone().next().is_none()) {
                Some((context, counts)) => {
                    self.pass(&context, &counts);
                    if stretch.made.as_ref().is_none_or(|(before, _)| *before != context) {
                        let findings = findings(self.linter, &stretch.tally, &context);
                        let new = (!findings.is_empty()).then(|| Arc::new(make(number, at, findings)));
                        stretch.made = Some((context, new));
                    }
                    made.extend(stretch.made.iter().filter_map(|(_, made)| Some((at, Arc::clone(made.as_ref()?)))));
                }
                None => {
                    stretch.made = None;
                    let findings = self.walk(&stretch.tally, of_whole);
                    self.special.push(Special { group: number, stretch: at, findings });
                }
            }
        }
        let made = Arc::new(made);
        group.made = context.map(|(context, _)| (context, Arc::clone(&made)));
        made
    }

    /// What decides about the next stretches, and how many findings they have, shown or not; `None` where comments may silence some.
    fn context(&self, digest: &Digest) -> Option<(Context, Counts)> {
        if digest.has_directives || !self.silencing.is_quiet() {
            return None;
        }
        let mut counts = digest.counts;
        let is_minority = |wording: usize| self.minorities.usual(wording).is_some();
        let left_to_them = digest.term_wordings.iter().filter(|(wording, _)| is_minority(*wording));
        let mut first_met = Vec::new();
        if self.linter.rules.occurrences == Occurrences::First {
            let is_first = |(term, wording): &&(TermRef, Option<usize>)| !wording.is_some_and(is_minority) && !self.seen.contains(*term);
            first_met.extend(digest.terms.iter().filter(is_first).map(|(term, _)| *term));
            first_met.dedup();
            counts[Rule::Term as usize] = first_met.len();
        } else {
            counts[Rule::Term as usize] -= left_to_them.clone().map(|(_, times)| times).sum::<usize>();
        }
        let left_to_them = left_to_them.map(|(wording, _)| *wording).collect();
        let minorities = digest.wordings.iter().filter_map(|&(wording, times)| Some((wording, times, self.minorities.usual(wording)?)));
        counts[Rule::InconsistentForm as usize] = minorities.clone().map(|(_, times, _)| times).sum();
        let mut shown = counts;
        shown.iter_mut().zip(self.counts).for_each(|(shown, before)| *shown = self.linter.most.saturating_sub(before).min(*shown));
        let minorities = minorities.filter(|_| shown[Rule::InconsistentForm as usize] > 0);
        let minorities = minorities.map(|(wording, _, usual)| (wording, usual)).collect();
        Some((Context { first_met, minorities, left_to_them, shown }, counts))
    }

    /// Leaves stretches behind in which nothing is silenced.
    fn pass(&mut self, context: &Context, counts: &Counts) {
        context.first_met.iter().for_each(|&term| _ = self.seen.insert(term));
        self.counts.iter_mut().zip(counts).for_each(|(all, more)| *all += more);
    }

    /// The findings of a stretch in which comments may silence something: its candidates and comments in order of place.
    fn walk<'t>(&mut self, tally: &'t Tally, of_whole: impl Iterator<Item = &'t Remark>) -> Vec<Finding> {
        let mut candidates: Vec<Candidate> = terms(tally, |wording| self.minorities.usual(wording).is_some()).collect();
        candidates.extend(tally.remarks.iter().map(Candidate::Remark));
        candidates.extend(minorities_in(tally, |wording| self.minorities.usual(wording)));
        let of_whole: Vec<Candidate> = of_whole.map(Candidate::Remark).collect();
        candidates.extend(&of_whole);
        candidates.sort_by_key(|candidate| (candidate.span(), candidate.rule()));
        let mut findings = Vec::new();
        let mut events = self.silencing.enter(self.special.len(), tally, self.linter).into_iter().peekable();
        for candidate in candidates {
            let start = candidate.span().start;
            while let Some(event) = events.next_if(|event| event.at <= start) {
                self.silencing.apply(&event);
            }
            let is_repeated = |term: TermRef| self.linter.rules.occurrences == Occurrences::First && self.seen.contains(term);
            if matches!(candidate, Candidate::Term(place) if is_repeated(place.term)) {
                continue;
            }
            let is_silenced = !candidate.is_about_comment() && {
                let id = candidate.place().map_or("", |place| &self.linter.matcher.term(place.term).id);
                self.silencing.silences(candidate.rule(), id)
            };
            if is_silenced {
                continue;
            }
            if let Candidate::Term(place) = candidate {
                self.seen.insert(place.term);
                if of_whole.iter().any(|other| other.span() == place.span) {
                    continue;
                }
            }
            if self.has_room(candidate.rule()) {
                findings.extend(candidate.finding(self.linter));
            }
        }
        events.for_each(|event| self.silencing.apply(&event));
        findings
    }

    /// Counts a finding. Whether it is to be shown.
    fn has_room(&mut self, rule: Rule) -> bool {
        let count = &mut self.counts[rule as usize];
        *count += 1;
        *count <= self.linter.most
    }

    /// Reports the comments that silenced nothing.
    fn add_unused(&mut self) {
        let rule = Rule::UnusedSuppression;
        let Some(severity) = self.linter.rules.severity(rule) else { return };
        let unused: Vec<_> = self.silencing.unused().map(|comment| (comment.stretch, comment.span)).collect();
        for (stretch, span) in unused {
            if !self.has_room(rule) {
                continue;
            }
            let message = LintMessage::SuppressesNothing.into();
            self.special[stretch].findings.push(Finding { rule, span, severity, message, term: None, form: None, fix: None });
        }
        self.special.iter_mut().for_each(|special| special.findings.sort_by_key(order));
    }

    /// Where a rule has more findings than are shown, the last one says how many.
    fn say_how_many_more<R>(&mut self, groups: &[Group<R>]) {
        for rule in Rule::ALL {
            let more = self.counts[rule as usize].saturating_sub(self.linter.most);
            if more == 0 {
                continue;
            }
            let is_of_rule = |finding: &Finding| finding.rule == rule;
            let last_special = self.special.iter().rposition(|special| special.findings.iter().any(is_of_rule));
            let behind = last_special.map(|at| self.special[at].place());
            let last_plain = last_shown(groups, rule).filter(|place| Some(*place) > behind);
            let at = match (last_plain, last_special) {
                (None, None) => continue,
                (None, Some(at)) => at,
                (Some((group, stretch)), _) => {
                    let there = &groups[group].stretches[stretch];
                    let findings = there.made.as_ref().map(|(context, _)| findings(self.linter, &there.tally, context));
                    let special = Special { group, stretch, findings: findings.unwrap_or_default() };
                    let at = self.special.partition_point(|other| other.place() < special.place());
                    self.special.insert(at, special);
                    at
                }
            };
            if let Some(last) = self.special[at].findings.iter_mut().rfind(|finding| is_of_rule(finding)) {
                last.message = Message::AndMore { message: Box::new(last.message.clone()), more };
            }
        }
    }
}

/// The last stretch without suppressions in which a finding of `rule` is shown: its group and its number there.
fn last_shown<R>(groups: &[Group<R>], rule: Rule) -> Option<(usize, usize)> {
    let shows = |context: &Context| context.shown[rule as usize] > 0;
    groups.iter().enumerate().rev().find_map(|(number, group)| {
        if group.made.as_ref().is_some_and(|(context, _)| !shows(context)) {
            return None;
        }
        let last = group.stretches.iter().rposition(|stretch| stretch.made.as_ref().is_some_and(|(context, _)| shows(context)));
        last.map(|stretch| (number, stretch))
    })
}

/// What is shown of a stretch in which nothing is silenced, by place.
fn findings(linter: &Linter, tally: &Tally, context: &Context) -> Vec<Finding> {
    let mut left = context.shown;
    let mut first_met = context.first_met.clone();
    let mut is_met = |term: &TermRef| match first_met.binary_search(term) {
        Ok(at) => {
            first_met.remove(at);
            true
        }
        Err(_) => linter.rules.occurrences == Occurrences::All,
    };
    let terms = terms(tally, |wording| context.left_to_them.binary_search(&wording).is_ok());
    let terms = terms.filter(|it| it.place().is_some_and(|place| is_met(&place.term)));
    let usual = |wording: usize| context.minorities.iter().find(|(other, _)| *other == wording).map(|(_, usual)| *usual);
    let candidates = terms.chain(tally.remarks.iter().map(Candidate::Remark)).chain(minorities_in(tally, usual));
    let shown = candidates.filter(|candidate| {
        let left = &mut left[candidate.rule() as usize];
        std::mem::replace(left, left.saturating_sub(1)) > 0
    });
    let mut findings: Vec<Finding> = shown.filter_map(|candidate| candidate.finding(linter)).collect();
    findings.sort_by_key(order);
    findings
}

/// The places at which rule `term` may speak: not those of wordings of which `inconsistent-form` does.
fn terms(tally: &Tally, is_minority: impl Fn(usize) -> bool) -> impl Iterator<Item = Candidate<'_>> {
    let minorities = tally.uses.iter().filter(|it| is_minority(it.wording)).flat_map(|it| &it.places);
    let left_out: HashSet<usize> = minorities.map(|place| place.span.start).collect();
    tally.terms.iter().filter(move |place| !left_out.contains(&place.span.start)).map(Candidate::Term)
}

/// The places of wordings that the text uses less than a rival, in order.
fn minorities_in(tally: &Tally, usual: impl Fn(usize) -> Option<Usual>) -> Vec<Candidate<'_>> {
    let reported = tally.uses.iter().filter_map(|it| Some((it, usual(it.wording)?)));
    let mut candidates: Vec<Candidate> =
        reported.flat_map(|(it, usual)| it.places.iter().map(move |place| Candidate::Minority(place, usual))).collect();
    candidates.sort_by_key(Candidate::span);
    candidates
}

fn order(finding: &Finding) -> (crate::span::Span, Rule) {
    (finding.span, finding.rule)
}
