//! Rule `undefined-acronym`: an acronym that neither a glossary nor the text itself explains. Said once a text, at its first use.

use std::collections::HashSet;

use super::merge::RemarkOfWhole;
use super::tally::{About, Remark, Tally};
use super::{Linter, Rule};
use crate::messages::RuleMessage;

pub(super) fn remarks(linter: &Linter, tallies: &[&Tally]) -> Vec<RemarkOfWhole> {
    let rule = Rule::UndefinedAcronym;
    if !linter.is_on(rule) {
        return Vec::new();
    }
    let uses = || tallies.iter().enumerate().flat_map(|(number, tally)| tally.acronyms.iter().map(move |it| (number, it)));
    // One that is known or explained anywhere needs no more; nor does one that was met before.
    let mut settled: HashSet<&str> =
        uses().filter(|(_, it)| it.is_explained || it.place.is_some()).map(|(_, it)| it.name.as_str()).collect();
    settled.extend(linter.rules.list(rule).iter().map(String::as_str));
    let mut remarks = Vec::new();
    for (number, acronym) in uses() {
        if acronym.is_common || !settled.insert(&acronym.name) {
            continue;
        }
        let message = Box::new(RuleMessage::UndefinedAcronym { acronym: acronym.name.clone() }.into());
        remarks.push((number, Remark { rule, span: acronym.span, about: About::Use { place: None, message } }));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_on, drawn_on};
    use super::*;
    use crate::lint::Rules;

    #[test]
    fn places() {
        check_on(
            Rule::UndefinedAcronym,
            &[
                ("once", "Le ‹RLHF› et le RLHF."),
                ("plural", "Les ‹RNNs› et un RNN."),
                ("elided", "L'‹ABV› et l’ABV."),
                ("the glossary knows it", "Le TGV, les TGVs, un HSR."),
                ("explained before it", "L'apprentissage par renforcement (RLHF) et le RLHF."),
                ("explained behind it", "Le RLHF (apprentissage par renforcement) et le RLHF."),
                ("explained later", "Le RLHF. Un apprentissage (RLHF) lent."),
                ("explained with its language", "Un grand modèle (en anglais « LLM ») lent."),
                ("by its initials", "Un réseau de neurones récurrent, ou RNR, et encore RNR."),
                ("in words", "RLHF signifie beaucoup. ‹RNN› est lent."),
                ("as an abbreviation", "Le RLHF.\n\n*[RLHF]: apprentissage par renforcement"),
                ("in HTML", "Le <abbr title=\"apprentissage\">RLHF</abbr>."),
                ("in a definition", "**RLHF** : apprentissage par renforcement.\n\n- RNN — réseau de neurones"),
                ("in a table", "| Sigle | Sens |\n|---|---|\n| RNN | Réseau de neurones naïf |"),
                ("a list in brackets explains nothing", "Des modèles (‹BERT›, ‹GPT›) lents."),
                ("a circumstance explains nothing", "Le format ‹IOB› (en bleu), le ‹RNN› (dans la marge)."),
                ("a language tells what it is", "Le RNN (en anglais recurrent neural network)."),
                ("a reference explains nothing", "Le ‹RLHF› (voir plus bas)."),
                ("Roman numerals", "Le XIV, la partie III et le MCMX."),
                ("units and sizes", "Il pèse 3 KB, 4 GB, 12 MHZ, taille XXL."),
                ("what everybody knows", "Une URL, du HTML, un PDF, OK, la FAQ."),
                ("capitals for emphasis", "NE PAS FAIRE ça, NOT NOW, il ne faut PAS."),
                ("a heading in capitals", "# LE PAIN ET LE SEL\n\nTexte."),
                ("a placeholder", "Un [MASK] et un [CLS]."),
                ("parts of names", "ES2015, UTF-8, GPT-4, FOO_BAR, TCP/IP, R&D, A.BCD, HTTP2.0, $BASH, GET(x)."),
                ("code and addresses", "`RLHF`, https://RLHF.org et [x](RLHF)."),
                ("too long or too short", "ABCDEFG, A, H100."),
            ],
        );
    }

    #[test]
    fn ignored_ones() {
        let mut rules = Rules::default();
        rules.set_list(Rule::UndefinedAcronym, vec!["RLHF".to_owned()]);
        assert_eq!(drawn_on("Le RLHF, le RNN.", Rule::UndefinedAcronym, rules), "Le RLHF, le ‹RNN›.");
    }

    #[test]
    fn a_comment_silences_it_for_the_text() {
        let text = "Le RLHF. <!-- glossator-ignore undefined-acronym -->\n\nLe RLHF, le ‹RNN›.";
        check_on(Rule::UndefinedAcronym, &[("ignored", text)]);
    }
}
