//! Rule `forbidden-form`: must not be written.

use super::replacement::{self, Suggestion};
use super::tally::Stretch;
use crate::glossary::{Form, Status};
use crate::matcher::Occurrence;
use crate::messages::{LintMessage, Message};

pub(super) fn check(stretch: &Stretch, occurrence: &Occurrence, form: &Form) -> Option<Suggestion> {
    (form.status == Status::Forbidden && stretch.is_concerned(occurrence, form)).then(|| replacement::suggest(stretch, occurrence, form))
}

pub(super) fn message(suggestion: &Suggestion, why: String) -> Message {
    LintMessage::ForbiddenForm { written: suggestion.written.clone(), instead: suggestion.instead.clone(), why }.into()
}

#[cfg(test)]
mod tests {
    use super::super::Rule;
    use super::super::tests::{GLOSSARY, check, check_fixes};

    #[test]
    fn places() {
        check(Rule::ForbiddenForm, &[("forbidden", "Un ‹bacth› de pains."), ("not the deprecated", "Le chef d'un lot.")]);
    }

    #[test]
    fn fixes() {
        check_fixes(GLOSSARY, &[("the glossary's language comes next", "Un bacth.", Some("lot"), Some("Un lot."))]);
    }
}
