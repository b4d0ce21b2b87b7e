//! Rule `deprecated-form`: the glossary knows a better form.

use super::replacement::{self, Suggestion};
use super::tally::Stretch;
use crate::glossary::{Form, Status};
use crate::matcher::Occurrence;
use crate::messages::{LintMessage, Message};

pub(super) fn check(stretch: &Stretch, occurrence: &Occurrence, form: &Form) -> Option<Suggestion> {
    (form.status == Status::Deprecated && stretch.is_concerned(occurrence, form)).then(|| replacement::suggest(stretch, occurrence, form))
}

pub(super) fn message(suggestion: &Suggestion, why: String) -> Message {
    LintMessage::DeprecatedForm { written: suggestion.written.clone(), instead: suggestion.instead.clone(), why }.into()
}

#[cfg(test)]
mod tests {
    use super::super::Rule;
    use super::super::tests::{check, check_fixes};

    #[test]
    fn places() {
        check(
            Rule::DeprecatedForm,
            &[
                ("at every place", "Le ‹chef› du boulanger, des ‹chefs›."),
                ("not the others", "Un levain, une pâte mère, un lot."),
                ("not the forbidden", "Un bacth de pains."),
            ],
        );
    }

    #[test]
    fn fixes() {
        check_fixes(&[
            ("the preferred form in the text's language", "Le chef.", Some("levain"), Some("Le levain.")),
            ("plural", "Des chefs.", Some("levain"), Some("Des levains.")),
            ("capital", "Chefs vivants.", Some("levain"), Some("Levains vivants.")),
            ("capitals", "LES CHEFS VIVANTS", Some("levain"), Some("LES LEVAINS VIVANTS")),
            ("as the glossary says", "Une cuvée de pains.", Some("fournée"), Some("Une fournée de pains.")),
            ("another gender", "Une cuvée chaude.", Some("fournée"), Some("Une fournée chaude.")),
            ("a gender that breaks", "l'amorçage", Some("autolyse"), None),
            ("an elision that stays right", "l'auto-lyse", Some("autolyse"), Some("l'autolyse")),
            ("an elision that breaks", "l'enfournée", Some("lot"), None),
            ("an elision that goes", "l'enfournage", Some("lot"), Some("le lot")),
            ("a contraction", "de l'enfournage", Some("lot"), Some("du lot")),
            ("an elision that is missing", "le lever de pâte", Some("abvier"), Some("l’abvier")),
            ("the same letters make the same sound", "le four de HestiaFour", Some("Hestia Four"), Some("le four de Hestia Four")),
            ("the determiner tells the gender", "un repos initial", Some("autolyse"), None),
            ("markup inside", "un repos *initial*", Some("autolyse"), None),
            ("a verb", "nous fermentâmes", Some("lever"), None),
            ("plural of several words", "deux repos initiaux", Some("autolyse"), Some("deux autolyses")),
            ("nothing preferred", "le vieux mot", None, None),
            ("a word of another language", "an inoculum", Some("levain"), None),
            ("what is to be avoided itself", "Un pain levé trop tôt.", Some("chef"), None),
        ]);
    }
}
