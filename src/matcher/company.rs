//! Which occurrences become marks: the nearest form, in company where it is ambiguous, the longest where they overlap.

use super::pattern::badness;
use super::{Found, Matcher, Occurrence, TermRef};
use crate::glossary::Form;
use crate::language::Language;
use crate::span::Span;

/// An ambiguous form is marked if an unambiguous one stands within this many words of prose.
pub const COMPANY_WORDS: u32 = 250;
/// An ambiguous form is not marked if a `not near` word of its term stands within this many words of prose.
pub const VETO_WORDS: u32 = 100;

/// What is shown to the writer: a place, and the term that explains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its place and nearest form.
    pub occurrence: Occurrence,
    /// Other terms with an equally near form here.
    pub also: Vec<TermRef>,
}

/// Why an occurrence is not a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Another form of the glossary is nearer to what is written.
    NearerForm(TermRef),
    /// Its term has `marks : off`.
    MarksOff,
    /// In French, or where the language is not known, it may be an infinitive: no determiner stands before it.
    MaybeVerb,
    /// The form is an ordinary word of another language than the text's.
    OtherLanguage,
    /// No unambiguous term within [`COMPANY_WORDS`].
    NoCompany,
    /// A `not near` word within [`VETO_WORDS`]: which word of the text, counted from 0.
    NotNear(u32),
    /// A longer or earlier mark covers it.
    Covered(Span),
}

/// What became of an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Marked; with the word number of the company that vouches for it, where it needs one.
    Marked(Option<u32>),
    /// Not marked.
    Refused(Refusal),
}

/// The marks of a text, in order, no two overlapping, by the verdicts on its occurrences.
pub fn marks(found: &Found, verdicts: &[Verdict]) -> Vec<Mark> {
    let marked = found.occurrences.iter().zip(verdicts).filter(|(_, verdict)| matches!(verdict, Verdict::Marked(_)));
    let mut marks: Vec<Mark> = Vec::new();
    for (occurrence, _) in marked {
        match marks.last_mut().filter(|mark| mark.occurrence.span == occurrence.span) {
            Some(mark) if mark.occurrence.term == occurrence.term || mark.also.contains(&occurrence.term) => {}
            Some(mark) => mark.also.push(occurrence.term),
            None => marks.push(Mark { occurrence: *occurrence, also: Vec::new() }),
        }
    }
    marks
}

/// What became of each occurrence, in their order. `language` is the text's, `None` where it is not known.
pub fn verdicts(matcher: &Matcher, found: &Found, language: Option<&Language>) -> Vec<Verdict> {
    let beaten_by = beaten_by(matcher, &found.occurrences, language);
    let anchors = anchors(matcher, &found.occurrences, &beaten_by, language);
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(found.occurrences.len());
    for (occurrence, nearer) in found.occurrences.iter().zip(beaten_by) {
        verdicts.push(match nearer {
            Some(nearer) => Verdict::Refused(Refusal::NearerForm(nearer)),
            None => judge(matcher, found, occurrence, &anchors, language),
        });
    }
    refuse_covered(&found.occurrences, &mut verdicts);
    verdicts
}

/// Of marks that overlap keeps those that together cover most of the text, of equal choices the longest and first: "‹grand modèle de
/// langage›", and "‹paramètres› du ‹modèle de langage›" rather than "‹paramètres du modèle› de langage".
fn refuse_covered(occurrences: &[Occurrence], verdicts: &mut [Verdict]) {
    let mut spans: Vec<Span> =
        occurrences.iter().zip(&*verdicts).filter(|(_, verdict)| matches!(verdict, Verdict::Marked(_))).map(|(it, _)| it.span).collect();
    spans.dedup();
    let kept = best_cover(&spans);
    for (occurrence, verdict) in occurrences.iter().zip(verdicts) {
        if matches!(verdict, Verdict::Marked(_)) {
            let after = kept.partition_point(|span| span.start <= occurrence.span.start);
            let around = &kept[after.saturating_sub(1)..(after + 1).min(kept.len())];
            match around.iter().find(|span| span.overlaps(occurrence.span)) {
                Some(span) if *span != occurrence.span => *verdict = Verdict::Refused(Refusal::Covered(*span)),
                _ => {}
            }
        }
    }
}

/// The spans among `spans` (by start, the longest first) that do not overlap and together are longest; in order.
fn best_cover(spans: &[Span]) -> Vec<Span> {
    // From the end: the most that can be covered from each span on, in bytes, and whether by taking it. Fewer, longer spans win ties.
    let mut best: Vec<(usize, bool)> = vec![(0, false); spans.len() + 1];
    let next = |span: Span| spans.partition_point(|other| other.start < span.end);
    for (place, &span) in spans.iter().enumerate().rev() {
        let taken = span.len() + best[next(span)].0;
        let passed = best[place + 1].0;
        best[place] = (taken.max(passed), taken >= passed);
    }
    let mut kept = Vec::new();
    let mut place = 0;
    while let Some(&span) = spans.get(place) {
        let takes = best[place].1;
        if takes {
            kept.push(span);
        }
        place = if takes { next(span) } else { place + 1 };
    }
    kept
}

/// For each occurrence the term whose form is nearer to the same span, or equally near with a worse status in the same term; a form that
/// serves in the text's language comes before one that does not.
fn beaten_by(matcher: &Matcher, occurrences: &[Occurrence], language: Option<&Language>) -> Vec<Option<TermRef>> {
    let mut beaten = Vec::with_capacity(occurrences.len());
    for group in occurrences.chunk_by(|one, other| one.span == other.span) {
        // Occurrences are sorted by distance within a span.
        let nearest = group[0];
        let equally_near = || group.iter().filter(|it| it.distance == nearest.distance);
        for occurrence in group {
            let serves = |it: &Occurrence| language.is_none_or(|language| serves_in(matcher.form(it), language));
            let rank = |it: &Occurrence| (serves(it), badness(matcher.form(it).status));
            let worst = equally_near().filter(|it| it.term == occurrence.term).map(rank).max();
            let is_nearest = occurrence.distance == nearest.distance;
            let is_worst = worst == Some(rank(occurrence));
            beaten.push(match (is_nearest, is_worst) {
                (true, true) => None,
                (true, false) => Some(occurrence.term),
                (false, _) => Some(nearest.term),
            });
        }
    }
    beaten
}

/// The word numbers of the occurrences that need no company, in text order.
fn anchors(matcher: &Matcher, occurrences: &[Occurrence], beaten_by: &[Option<TermRef>], language: Option<&Language>) -> Vec<u32> {
    let standing = occurrences.iter().zip(beaten_by).filter(|(_, nearer)| nearer.is_none()).map(|(occurrence, _)| occurrence);
    standing.filter(|it| matcher.term(it.term).marks && !is_verb(it, language) && !needs_company(matcher, it)).map(|it| it.word).collect()
}

fn is_verb(occurrence: &Occurrence, language: Option<&Language>) -> bool {
    occurrence.maybe_verb && language.is_none_or(|language| language.primary() == "fr")
}

fn needs_company(matcher: &Matcher, occurrence: &Occurrence) -> bool {
    occurrence.wrong_case || occurrence.in_capitals || matcher.form(occurrence).ambiguous
}

fn judge(matcher: &Matcher, found: &Found, occurrence: &Occurrence, anchors: &[u32], language: Option<&Language>) -> Verdict {
    if !matcher.term(occurrence.term).marks {
        return Verdict::Refused(Refusal::MarksOff);
    }
    if is_verb(occurrence, language) {
        return Verdict::Refused(Refusal::MaybeVerb);
    }
    if !needs_company(matcher, occurrence) {
        return Verdict::Marked(None);
    }
    if language.is_some_and(|language| !serves_in(matcher.form(occurrence), language)) {
        return Verdict::Refused(Refusal::OtherLanguage);
    }
    if let Some(word) = vetoed(found, occurrence) {
        return Verdict::Refused(Refusal::NotNear(word));
    }
    match nearest_to(anchors, occurrence.word).filter(|&anchor| anchor.abs_diff(occurrence.word) <= COMPANY_WORDS) {
        Some(anchor) => Verdict::Marked(Some(anchor)),
        None => Verdict::Refused(Refusal::NoCompany),
    }
}

/// Whether a form may be meant in a text of `language`. Ambiguous ordinary words serve their own language, acronyms and names (with
/// capitals or digits) and unambiguous forms every one.
fn serves_in(form: &Form, language: &Language) -> bool {
    if !form.ambiguous {
        return true;
    }
    let is_name = form.text.chars().any(|character| character.is_uppercase() || character.is_numeric());
    is_name || form.language.as_ref().is_none_or(|own| own.same(language))
}

fn vetoed(found: &Found, occurrence: &Occurrence) -> Option<u32> {
    let from = found.vetoes.partition_point(|veto| veto.word + VETO_WORDS < occurrence.word);
    let near = found.vetoes[from..].iter().take_while(|veto| veto.word <= occurrence.word + VETO_WORDS);
    near.filter(|veto| veto.term == occurrence.term).map(|veto| veto.word).next()
}

fn nearest_to(sorted: &[u32], word: u32) -> Option<u32> {
    let after = sorted.partition_point(|&other| other < word);
    let around = sorted[after.saturating_sub(1)..].iter().take(2);
    around.copied().min_by_key(|other| other.abs_diff(word))
}
