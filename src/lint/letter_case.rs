//! Rule `letter-case`: a name or an acronym in another letter case than its own. Forms to avoid are left to their own rules.

use super::Fix;
use super::replacement::Suggestion;
use super::tally::Stretch;
use crate::glossary::{Form, Status};
use crate::matcher::{Matcher, Occurrence};
use crate::messages::{LintMessage, Message};
use crate::words;

/// The form that is meant: one to avoid in another letter case ("github", where "Github" is to be avoided) is the good form of these letters.
pub(super) fn meant<'a>(matcher: &'a Matcher, occurrence: &Occurrence) -> &'a Form {
    let found = matcher.form(occurrence);
    let is_good = |form: &&Form| matches!(form.status, Status::Preferred | Status::Admitted);
    let letters = words::fold(&found.text);
    let twin = || matcher.term(occurrence.term).forms.iter().filter(is_good).find(|form| words::fold(&form.text) == letters);
    if !occurrence.wrong_case || is_good(&found) { found } else { twin().unwrap_or(found) }
}

pub(super) fn check(stretch: &Stretch, occurrence: &Occurrence, form: &Form) -> Option<Suggestion> {
    if !occurrence.wrong_case || matches!(form.status, Status::Deprecated | Status::Forbidden) {
        return None;
    }
    let written = &stretch.source[occurrence.span.range()];
    let same_letters = |surface: &&String| words::fold(surface) == words::fold(written);
    let plural = || format!("{}s", form.text);
    let instead = match form.surfaces.iter().find(same_letters) {
        Some(surface) => Some(surface.clone()),
        None => Some(plural()).filter(|plural| words::fold(plural) == words::fold(written)),
    };
    let fix = instead.clone().map(|replacement| Fix { span: occurrence.span, replacement });
    Some(Suggestion::new(written, Some(instead.unwrap_or_else(|| form.text.clone())), fix))
}

pub(super) fn message(suggestion: &Suggestion, why: String) -> Message {
    let instead = suggestion.instead.clone().unwrap_or_default();
    LintMessage::LetterCase { written: suggestion.written.clone(), instead, why }.into()
}

#[cfg(test)]
mod tests {
    use super::super::Rule;
    use super::super::tests::{GLOSSARY, check, check_fixes};

    #[test]
    fn places() {
        check(
            Rule::LetterCase,
            &[
                ("in company", "Le levain ‹danone› et le Levain Danone."),
                ("alone nobody vouches for it", "Un danone."),
                ("as written", "Danone, TGV."),
                ("a bad one is to be avoided, another is another letter case", "Du levain, ‹github›, Github, GitHub."),
                ("ordinary forms have no case of their own", "Levain, LEVAIN, levain"),
            ],
        );
    }

    #[test]
    fn fixes() {
        check_fixes(
            GLOSSARY,
            &[
                ("one to avoid that differs in case only", "Github", Some("GitHub"), Some("GitHub")),
                ("the good form of these letters", "du levain, github", Some("GitHub"), Some("du levain, GitHub")),
                ("name", "du levain danone", Some("Danone"), Some("du levain Danone")),
                ("plural of an acronym", "du levain, des tgvs", Some("TGVs"), Some("du levain, des TGVs")),
            ],
        );
    }
}
