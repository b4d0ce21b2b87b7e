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
    use super::super::tests::{GLOSSARY, check, check_fixes};

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
        check_fixes(
            GLOSSARY,
            &[
                ("the preferred form in the text's language", "Le chef.", Some("levain"), Some("Le levain.")),
                ("plural", "Des chefs.", Some("levains"), Some("Des levains.")),
                ("capital", "Chefs vivants.", Some("Levains"), Some("Levains vivants.")),
                ("capitals", "LES CHEFS VIVANTS", Some("LEVAINS"), Some("LES LEVAINS VIVANTS")),
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
                ("plural of several words", "deux repos initiaux", Some("autolyses"), None),
                ("nothing preferred", "le vieux mot", None, None),
                ("a word of another language", "an inoculum", Some("levain"), None),
                ("what is to be avoided itself", "Un pain levé trop tôt.", Some("chef"), None),
            ],
        );
    }

    #[test]
    fn number_and_gender() {
        const FOURNIL: &str = "---
langue: fr
---
### Au fournil

> **terme four** · fr : **grand four à bois**, ~~gros four~~
> **terme cuve** · fr : **cuve(s) mère(s)**, ~~pétrin-mère~~, ~~dune~~
> **terme pelle** · fr : **planche maison**, ~~pelle~~
> **terme miette** · fr : **miette(s) fine(s)**, ~~bris~~
> **terme fleurage** · fr : **fleurage**, ~~ensilage~~
> **terme grigne** · fr : **grigne**, ~~grignure~~
> **terme kouign** · fr : **kouign**, ~~brioche~~, ~~ouignon~~
> **terme banc** · fr : **banneton**, ~~auge~~

La grigne est une entaille, le **kouign** un gâteau. Une cuve mère, un [banneton](x) ou une auge.
";
        check_fixes(
            FOURNIL,
            &[
                ("several words", "les gros fours", Some("grands fours à bois"), Some("les grands fours à bois")),
                ("several words at a start", "Gros fours allumés.", Some("Grands fours à bois"), Some("Grands fours à bois allumés.")),
                ("several words in the singular", "un gros four", Some("grand four à bois"), Some("un grand four à bois")),
                ("half a plural", "les gros four", Some("grand four à bois"), None),
                ("a plural that the author wrote", "les pétrins-mères", Some("cuves mères"), Some("les cuves mères")),
                ("a plural that nobody knows", "les pelles", Some("planche maison"), None),
                ("of the same letters in both numbers", "les bris", Some("miettes fines"), Some("les miettes fines")),
                ("of which nobody knows the number", "sans bris ni pain", Some("miette fine"), None),
                ("the answer shows the gender", "l'ensilage", Some("fleurage"), Some("le fleurage")),
                ("the answer shows the genders", "une grignure", Some("grigne"), Some("une grigne")),
                ("a link's own text", "un [gros four](x)", Some("grand four à bois"), Some("un [grand four à bois](x)")),
                ("the name of a link's target", "Voir le [gros four].", Some("grand four à bois"), None),
                ("the same with brackets behind", "Voir le [gros four][].", Some("grand four à bois"), None),
                ("a text before the name", "un [gros four][x]", Some("grand four à bois"), Some("un [grand four à bois][x]")),
                ("the name of a page", "un [[gros four]]", Some("grand four à bois"), None),
                ("the answer shows another gender", "une brioche", Some("kouign"), None),
            ],
        );
    }
}
