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
    NotNear(i64),
    /// A longer or earlier mark covers it.
    Covered(Span),
}

/// What became of an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Marked; with the word number of the company that vouches for it, where it needs one.
    Marked(Option<i64>),
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

/// What a stretch of text is by itself: which of its occurrences are out of the question, and which vouch for others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// For each occurrence the term whose form is nearer to what is written.
    beaten_by: Vec<Option<TermRef>>,
    /// The word numbers of the occurrences that need no company, in text order.
    anchors: Vec<u32>,
}

/// What a stretch of text sees of its neighbours. Distances are counted in words: from its first word back, and from the word behind its last on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    anchor_before: Option<u32>,
    anchor_after: Option<u32>,
    vetoes_before: Vec<(TermRef, u32)>,
    vetoes_after: Vec<(TermRef, u32)>,
}

/// The standing of what was found in a stretch of text in `language` (`None` where it is not known).
pub fn stand(matcher: &Matcher, found: &Found, language: Option<&Language>) -> Standing {
    let beaten_by = beaten_by(matcher, &found.occurrences, language);
    let anchors = anchors(matcher, &found.occurrences, &beaten_by, language);
    Standing { beaten_by, anchors }
}

impl Outlook {
    /// What a stretch sees of those `before` it, the nearest first, and of those `after` it. Looks no farther than company reaches.
    pub fn over<'a>(
        before: impl Iterator<Item = (&'a Found, &'a Standing)>,
        after: impl Iterator<Item = (&'a Found, &'a Standing)>,
    ) -> Self {
        let mut outlook = Self::default();
        let mut passed = 0;
        for (found, standing) in before {
            let back = |word: u32| passed + (found.words - word);
            see(&mut outlook.anchor_before, standing.anchors.last().map(|&word| back(word)));
            outlook.vetoes_before.extend(found.vetoes.iter().map(|veto| (veto.term, back(veto.word))));
            passed += found.words;
            if passed > COMPANY_WORDS {
                break;
            }
        }
        passed = 0;
        for (found, standing) in after {
            see(&mut outlook.anchor_after, standing.anchors.first().map(|&word| passed + word));
            outlook.vetoes_after.extend(found.vetoes.iter().map(|veto| (veto.term, passed + veto.word)));
            passed += found.words;
            if passed > COMPANY_WORDS {
                break;
            }
        }
        keep_nearest(&mut outlook.vetoes_before);
        keep_nearest(&mut outlook.vetoes_after);
        outlook
    }
}

/// Takes note of an anchor unless a nearer one is known or it is out of reach.
fn see(anchor: &mut Option<u32>, distance: Option<u32>) {
    *anchor = anchor.or(distance).filter(|&distance| distance <= COMPANY_WORDS);
}

/// Of one term only the nearest veto counts, and only within reach.
fn keep_nearest(vetoes: &mut Vec<(TermRef, u32)>) {
    vetoes.retain(|&(_, distance)| distance <= VETO_WORDS);
    vetoes.sort_unstable();
    vetoes.dedup_by_key(|&mut (term, _)| term);
}

/// What became of each occurrence of a stretch, in their order. `language` is the text's, `None` where it is not known.
pub fn verdicts(matcher: &Matcher, found: &Found, standing: &Standing, language: Option<&Language>, outlook: &Outlook) -> Vec<Verdict> {
    let judged = found.occurrences.iter().zip(&standing.beaten_by).map(|(occurrence, nearer)| match nearer {
        Some(nearer) => Verdict::Refused(Refusal::NearerForm(*nearer)),
        None => judge(matcher, found, occurrence, standing, language, outlook),
    });
    let mut verdicts: Vec<Verdict> = judged.collect();
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

impl Verdict {
    /// The same verdict with places counted from a text that has `bytes` and `words` more in front.
    pub fn shifted(self, bytes: usize, words: i64) -> Self {
        match self {
            Self::Marked(witness) => Self::Marked(witness.map(|word| word + words)),
            Self::Refused(Refusal::NotNear(word)) => Self::Refused(Refusal::NotNear(word + words)),
            Self::Refused(Refusal::Covered(span)) => Self::Refused(Refusal::Covered(span.shifted(bytes))),
            other => other,
        }
    }
}

/// For each occurrence the term whose form is nearer to the same span, or equally near with a worse status in the same term. A form that
/// serves in the text's language comes before one that does not, if it is spelled as near: in "on fine-tune", French "fine-tuner", inflected,
/// before English "fine-tune"; but an English "general" in a French text does not become "général".
fn beaten_by(matcher: &Matcher, occurrences: &[Occurrence], language: Option<&Language>) -> Vec<Option<TermRef>> {
    let mut beaten = Vec::with_capacity(occurrences.len());
    for group in occurrences.chunk_by(|one, other| one.span == other.span) {
        // Occurrences are sorted by distance within a span.
        let serves = |it: &Occurrence| language.is_none_or(|language| serves_in(matcher.form(it), language));
        let spelled = |it: &Occurrence| (it.distance.glue_and_case, it.distance.accents);
        let nearest = group.iter().find(|it| serves(it) && spelled(it) == spelled(&group[0])).unwrap_or(&group[0]);
        let is_nearest = |it: &Occurrence| it.distance == nearest.distance && serves(it) == serves(nearest);
        let rank = |it: &Occurrence| badness(matcher.form(it).status);
        for occurrence in group {
            let worst = group.iter().filter(|it| is_nearest(it) && it.term == occurrence.term).map(rank).max();
            let is_worst = worst == Some(rank(occurrence));
            beaten.push(match (is_nearest(occurrence), is_worst) {
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
    standing.filter(|it| matcher.term(it.term).vouches && !is_verb(it, language) && !needs_company(matcher, it)).map(|it| it.word).collect()
}

fn is_verb(occurrence: &Occurrence, language: Option<&Language>) -> bool {
    occurrence.maybe_verb && language.is_none_or(|language| language.primary() == "fr")
}

fn needs_company(matcher: &Matcher, occurrence: &Occurrence) -> bool {
    occurrence.wrong_case || occurrence.in_capitals || matcher.form(occurrence).ambiguous
}

fn judge(
    matcher: &Matcher,
    found: &Found,
    occurrence: &Occurrence,
    standing: &Standing,
    language: Option<&Language>,
    outlook: &Outlook,
) -> Verdict {
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
    if let Some(word) = veto(found, occurrence, outlook) {
        return Verdict::Refused(Refusal::NotNear(word));
    }
    match witness(found, occurrence, standing, outlook) {
        Some(word) => Verdict::Marked(Some(word)),
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

/// The nearest word that speaks against an occurrence; numbers below 0 stand before the stretch.
fn veto(found: &Found, occurrence: &Occurrence, outlook: &Outlook) -> Option<i64> {
    let own = found.vetoes.iter().filter(|veto| veto.term == occurrence.term).map(|veto| i64::from(veto.word));
    let of_term =
        |vetoes: &[(TermRef, u32)]| vetoes.iter().find(|(term, _)| *term == occurrence.term).map(|&(_, distance)| i64::from(distance));
    let before = of_term(&outlook.vetoes_before).map(|distance| -distance);
    let after = of_term(&outlook.vetoes_after).map(|distance| i64::from(found.words) + distance);
    nearest(own.chain(before).chain(after), occurrence, VETO_WORDS)
}

/// The nearest word that vouches for an occurrence; numbers below 0 stand before the stretch.
fn witness(found: &Found, occurrence: &Occurrence, standing: &Standing, outlook: &Outlook) -> Option<i64> {
    let after = standing.anchors.partition_point(|&other| other < occurrence.word);
    let own = standing.anchors[after.saturating_sub(1)..].iter().take(2).map(|&word| i64::from(word));
    let before = outlook.anchor_before.map(|distance| -i64::from(distance));
    let behind = outlook.anchor_after.map(|distance| i64::from(found.words) + i64::from(distance));
    nearest(own.chain(before).chain(behind), occurrence, COMPANY_WORDS)
}

fn nearest(words: impl Iterator<Item = i64>, occurrence: &Occurrence, reach: u32) -> Option<i64> {
    let distance = |word: &i64| word.abs_diff(i64::from(occurrence.word));
    words.min_by_key(distance).filter(|word| distance(word) <= u64::from(reach))
}
