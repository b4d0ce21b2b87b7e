//! Rule `foreign-form`: a form of another language than the text's, where the term has a good form in the text's language.
//!
//! An acronym or a name is at home in every language as long as the text's language has no acronym or name of its own for it. Who gives the
//! foreign form as an explanation ("affinage (*fine-tuning*)", "en anglais *fine-tuning*") writes as one should.

use super::replacement::{self, Suggestion};
use super::tally::{About, Place, Remark, Stretch};
use super::{Rule, acronyms, proper_name};
use crate::glossary::{Form, Status};
use crate::inflection;
use crate::language::Language;
use crate::matcher::company::Mark;
use crate::messages::{Message, RuleMessage};
use crate::span::Span;
use crate::words;

pub(super) fn remarks(stretch: &Stretch, marks: &[Mark]) -> Vec<Remark> {
    let Some(language) = stretch.language.filter(|_| stretch.linter.is_on(Rule::ForeignForm)) else { return Vec::new() };
    marks.iter().enumerate().filter_map(|(number, mark)| remark(stretch, mark, marks.get(number + 1), language)).collect()
}

fn remark(stretch: &Stretch, mark: &Mark, next: Option<&Mark>, language: &Language) -> Option<Remark> {
    let (occurrence, matcher) = (&mark.occurrence, &stretch.linter.matcher);
    let form = matcher.form(occurrence);
    let is_foreign = is_good(form) && form.language.as_ref().is_some_and(|own| !own.same(language));
    if !is_foreign
        || is_in_name(stretch, mark, form)
        || is_explanation(stretch.source, occurrence.span)
        || is_explained_by(stretch, mark, next)
    {
        return None;
    }
    let own: Vec<&Form> = matcher
        .term(occurrence.term)
        .forms
        .iter()
        .filter(|it| is_good(it) && it.language.as_ref().is_some_and(|own| own.same(language)))
        .collect();
    // The same words may be listed for several languages.
    let spelling = |form: &Form| words::fold(&form.text);
    if own.iter().any(|it| spelling(it) == spelling(form)) {
        return None;
    }
    let instead = better(form, &own)?;
    let suggestion = replacement::suggest_form(stretch, occurrence, form, instead);
    let about = About::Form { place: Place::of(mark), suggestion: Box::new(suggestion) };
    Some(Remark { rule: Rule::ForeignForm, span: occurrence.span, about })
}

/// Whether it is a part of somebody's name: "Helsinki-NLP", "le livre *Deep Learning for Coders*".
fn is_in_name(stretch: &Stretch, mark: &Mark, form: &Form) -> bool {
    let span = mark.occurrence.span;
    let has_hyphen = stretch.source[..span.start].ends_with(words::is_hyphen) || stretch.source[span.end..].starts_with(words::is_hyphen);
    has_hyphen || proper_name::is_of_others(stretch, &mark.occurrence, form)
}

fn is_good(form: &Form) -> bool {
    matches!(form.status, Status::Preferred | Status::Admitted)
}

/// The form of the text's language to write: of the same shape if there is one, a preferred one first.
fn better<'a>(form: &Form, own: &[&'a Form]) -> Option<&'a Form> {
    let preferred_first = || {
        let of = |status: Status| own.iter().copied().filter(move |it| it.status == status);
        of(Status::Preferred).chain(of(Status::Admitted))
    };
    let is_name = |form: &Form| form.text.chars().any(char::is_uppercase) && form.case != crate::glossary::Case::Folded;
    if is_name(form) {
        return preferred_first().find(|it| inflection::is_acronym(&it.text) == inflection::is_acronym(&form.text) && is_name(it));
    }
    preferred_first().find(|it| !is_name(it)).or_else(|| preferred_first().next())
}

/// Whether the words stand in brackets or beside "en anglais": the text gives them as the foreign ones.
fn is_explanation(source: &str, span: Span) -> bool {
    const BEFORE: &[&str] = &[
        "en anglais",
        "anglais :",
        "in english",
        "english:",
        "en français",
        "in french",
        "french:",
        "de l'anglais",
        "de l’anglais",
        "mot anglais",
        "terme anglais",
        "anglicisme",
        "english word",
        "english term",
        "mot français",
        "french word",
        "french term",
    ];
    const BEHIND: &[&str] = &["en anglais", "in english", "en français", "in french"];
    let before = acronyms::near_before(source, span.start);
    let bare = before.trim_end_matches([' ', '\u{A0}', '\u{202F}', '*', '_', '«', '“', '"', '\n']).to_lowercase();
    let in_brackets = before.rfind('(').is_some_and(|at| !before[at..].contains(')') && !before[..at].ends_with(']'));
    let behind = source[span.end..].trim_start_matches([' ', '\u{A0}', '\u{202F}', '*', '_', '»', '”', '"', '(', ',', '\n']);
    let behind: String = behind.chars().take(12).flat_map(char::to_lowercase).collect();
    in_brackets || BEHIND.iter().any(|words| behind.starts_with(words)) || BEFORE.iter().any(|words| bare.ends_with(words))
}

/// Whether brackets right behind hold a form of the same term: "fine-tuning (affinage)".
fn is_explained_by(stretch: &Stretch, mark: &Mark, next: Option<&Mark>) -> bool {
    let Some(next) = next.filter(|next| next.occurrence.term == mark.occurrence.term) else { return false };
    let between = &stretch.source[mark.occurrence.span.end..next.occurrence.span.start];
    let core = between.trim_matches([' ', '\u{A0}', '\u{202F}', '*', '_', '«', '“', '"', '\n', ']']);
    core == "(" || core.starts_with('(') && !core.contains([')', '.']) && core.len() < 40
}

pub(super) fn message(suggestion: &Suggestion, why: String) -> Message {
    let instead = suggestion.instead.clone().unwrap_or_default();
    RuleMessage::ForeignForm { written: suggestion.written.clone(), instead, why }.into()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_on;
    use super::*;

    #[test]
    fn places() {
        check_on(
            Rule::ForeignForm,
            &[
                ("an English form", "Un ‹starter› vivant, un levain."),
                ("mentioned", "Les auteurs l'appellent starter en anglais. Le mot anglais starter. Le « starter » (en anglais) lève."),
                ("a name", "Le livre *The Starter*, Oslo-HSR."),
                ("plural", "Deux ‹starters›."),
                ("in emphasis", "Le *‹starter›* lève."),
                ("given as the foreign word", "Le levain (*starter*) lève. Le levain, en anglais « starter », lève."),
                ("explained right behind", "Le *starter* (levain) lève."),
                ("in a link", "Le [‹starter›](x.md) lève, voir [‹starter›](y.md)."),
                ("an acronym without a French one", "Le HST tourne."),
                ("an acronym with a French one", "Le ‹HSR› et le TGV."),
                ("listed for both languages", "Le baking."),
                ("to avoid, which is said by another rule", "Un inoculum."),
            ],
        );
    }
}
