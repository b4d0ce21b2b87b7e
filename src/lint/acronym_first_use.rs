//! Rule `acronym-first-use`: the first use of an acronym in a text says what it stands for: "grand modèle de langage (LLM)" or
//! "LLM (grand modèle de langage)". Headings do not count as uses.
//!
//! It speaks of the acronyms of which somebody knows what they stand for: the glossary has a long form of the term, or the text itself says
//! it later. About others rule `undefined-acronym` speaks.

use std::collections::HashSet;

use super::merge::RemarkOfWhole;
use super::tally::{About, Place, Remark, Tally};
use super::{Linter, Rule};
use crate::messages::RuleMessage;

pub(super) fn remarks(linter: &Linter, tallies: &[&Tally]) -> Vec<RemarkOfWhole> {
    let rule = Rule::AcronymFirstUse;
    if !linter.is_on(rule) {
        return Vec::new();
    }
    let uses = || tallies.iter().enumerate().flat_map(|(number, tally)| tally.acronyms.iter().map(move |it| (number, it)));
    let explained: HashSet<&str> = uses().filter(|(_, it)| it.is_explained).map(|(_, it)| it.name.as_str()).collect();
    let mut seen: HashSet<&str> = linter.rules.list(rule).iter().map(String::as_str).collect();
    let mut remarks = Vec::new();
    for (number, acronym) in uses() {
        let Some(first) = acronym.first else { continue };
        if !seen.insert(&acronym.name) || acronym.is_explained_at_first {
            continue;
        }
        let is_explained_later = explained.contains(acronym.name.as_str());
        if acronym.is_common || (acronym.long_form.is_none() && !is_explained_later) {
            continue;
        }
        let why = |place: &Place| linter.facts.of(&linter.matcher, place.term).sentence(&linter.matcher, place.term).to_owned();
        let message = RuleMessage::AcronymNotExpanded {
            acronym: acronym.name.clone(),
            long_form: acronym.long_form.clone(),
            why: acronym.place.as_ref().map(why).unwrap_or_default(),
        };
        remarks.push((number, Remark { rule, span: first, about: About::Use { place: acronym.place, message: Box::new(message.into()) } }));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_on, findings_on};
    use super::*;
    use crate::messages::Locale;

    #[test]
    fn places() {
        check_on(
            Rule::AcronymFirstUse,
            &[
                ("the first use", "Le ‹TGV› roule. Le TGV s'arrête."),
                ("the long form first", "Le train à grande vitesse (TGV) roule. Le TGV."),
                ("the long form behind", "Le TGV (train à grande vitesse) roule. Le TGV."),
                ("the long form without the acronym", "Un train à grande vitesse. Le ‹TGV›."),
                ("too late", "Le ‹TGV›. Un train à grande vitesse (TGV)."),
                ("one that the text explains too late", "Le ‹RLHF›. L'apprentissage par renforcement (RLHF)."),
                ("one that nobody explains", "Le RLHF."),
                ("headings are no uses", "# Le TGV\n\nLe train à grande vitesse (TGV)."),
                ("announced", "Le train, abrégé en **TGV**, roule."),
                ("in a name", "La Société TGV Italia roule."),
                ("what everybody knows", "Un GPU et un GPU (puce pour les jeux)."),
                ("no long form", "Le ABV."),
            ],
        );
    }

    #[test]
    fn says_what_to_write() {
        let found = findings_on("Le TGV.", Rule::AcronymFirstUse);
        assert!(found[0].message.say(Locale::English).contains("“train à grande vitesse (TGV)”"));
        assert!(found[0].term.is_some());
    }
}
