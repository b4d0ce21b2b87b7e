//! What is marked and what is not, drawn in the text: `‹perplexité›` is a mark, and the whole table is one small glossary.

use std::sync::Arc;

use super::{Manner, read};
use crate::glossary;
use crate::language::Language;
use crate::matcher::Matcher;
use crate::prose::Format;

const GLOSSARY: &str = "\
---
glossary: 1
language: fr
---
### Entrée

> **terme llm** · fr : **LLM**, **grand(s) modèle(s) de langage**
> en : **large language model**
> éviter : ~~Grand Langage Modèle~~

> **terme modele** · fr : **modèle de langage**, modèle pré(-)entraîné

> **terme fine-tuning** · fr : **réglage fin**, fine-tun(er|é)
> en : **fine-tuning**, fine-tune ?
> éviter : ~~fine tuning~~

> **terme perplexite** · fr : **perplexité**
> sauf : avec perplexité

> **terme donnees** · fr : **données d'entraînement**

> **terme pytorch** · en : **PyTorch**

> **terme bert** · en : **BERT**
> éviter : ~~Bert~~ ?

> **terme gpt-4** · en : **GPT-4**

> **terme gpt** · en : **`GPT`**

> **terme bleu** · en : **`BLEU`**

> **terme deep** · en : **Deep Learning**

> **terme node** · en : **Node.js**

> **terme cpp** · en : **C++**

> **terme c** · en : **C**

> **terme dotnet** · en : **.NET**

> **terme hf** · en : 🤗 Transformers

> **terme transformer** · fr : **transformer** ?
> en : **transformers**
> sauf : transformer les

> **terme poids** · fr : **poids** ?
> pas près de : octet

> **terme loss** · en : **loss** ?

> **terme coeur** · fr : **cœur**

> **terme mueller** · de : **Müller-Netz**

> **terme couche** · fr : **couche**

> **terme parametre** · fr : paramètre du modèle, paramètre

> **terme entrainement** · fr : entraînement, traitement

> **terme adapte** · fr : modèle entraîné

> **terme silence** · fr : **silence total**
> marques : off

> **terme total** · fr : **total**

> **terme ia** · fr : **IA**
> marques : faibles
";

fn matcher() -> Matcher {
    let (glossary, problems) = glossary::read(GLOSSARY);
    assert_eq!(problems, []);
    Matcher::new(vec![Arc::new(glossary)])
}

/// `text` with its marks drawn in.
fn drawn(matcher: &Matcher, text: &str, format: Format, language: Option<Language>) -> String {
    let reading = read(text, &Manner { format, language, ..Manner::default() }, matcher);
    let mut drawing = text.to_owned();
    for mark in reading.marks.iter().rev() {
        drawing.insert(mark.occurrence.span.end, '›');
        drawing.insert(mark.occurrence.span.start, '‹');
    }
    drawing
}

fn check(cases: &[(&str, &str)]) {
    let matcher = matcher();
    for (name, drawing) in cases {
        let text: String = drawing.chars().filter(|character| !matches!(character, '‹' | '›')).collect();
        assert_eq!(drawn(&matcher, &text, Format::Plain, None), *drawing, "{name}");
    }
}

#[test]
fn boundaries() {
    check(&[
        ("elision", "l’‹LLM› C’est d'‹LLM›"),
        ("inside a word", "LLMa aLLM perplexités2 imperplexité"),
        ("underscore", "LLM_client mon_LLM"),
        ("camel case", "LLMClient unLLM"),
        ("hyphen and digit", "GPT-3 et LLM-2"),
        ("hyphen and letter", "un ‹LLM›-maison"),
        ("a longer number", "‹GPT-4› GPT-4o GPT-4.1"),
        ("sentence end", "C'est ‹GPT-4›. Et ‹GPT›."),
        ("domain", "llm.PyTorch.org fast.LLM"),
        ("possessive", "‹BERT›'s and ‹BERT›’s"),
        ("handle", "@LLM"),
        ("slash between words", "‹BERT›/‹GPT›"),
        ("path", "/LLM ./LLM voir /BERT/GPT"),
        ("option, variable, placeholder", "--LLM $LLM {LLM} :LLM: LLM::a a::LLM, {‹LLM› et autres}"),
        ("call", "LLM() ‹LLM› ()"),
        ("name with hyphens around", "bert-LLM-ner et x-LLM-y"),
        ("prefix", "le post-traitement, le ré-entraînement, un pré-modèle de langage"),
        ("letter before", "un e-LLM, K-BERT, ré-e-LLM ; 2-‹LLM›, y a-t-il ‹LLM›"),
        ("no prefix", "multi-‹LLM› et mini-‹LLM›"),
        ("quotes and brackets", "« ‹LLM› » (‹LLM›) “‹LLM›”"),
    ]);
}

#[test]
fn symbols_of_the_form() {
    check(&[
        ("dot inside", "‹Node.js› Node js Node. js"),
        ("plus after", "‹C++› en ‹C›, pas C# ni C++11"),
        ("dot before", "‹.NET› NET ASP.NET"),
        ("emoji before", "‹🤗 Transformers›"),
    ]);
}

#[test]
fn fold() {
    check(&[
        ("no accents", "la ‹perplexite› d'un ‹modele de langage›"),
        ("decomposed", "la ‹perplexite\u{301}›"),
        ("capitals", "LA ‹PERPLEXITÉ› DU ‹MODÈLE DE LANGAGE›"),
        ("soft hyphen", "la ‹per\u{AD}plexité›"),
        ("ligature", "le ‹cœur›, le ‹coeur›, le ‹CŒUR›"),
        ("full width", "un ‹ＬＬＭ›"),
        ("another word by its last e", "il est couché, la ‹couche›, les couchés"),
        ("who writes accents writes the last", "un modèle entraîne, un ‹modèle entraîné›, un ‹modele entraine›"),
        ("umlaut", "das ‹Müller-Netz›, ‹Mueller-Netz›, ‹Muller-Netz›"),
    ]);
}

#[test]
fn letter_case() {
    check(&[
        ("folded form", "‹Perplexité› ‹Réglage Fin› ‹RÉGLAGE FIN›"),
        ("title case form", "‹deep learning› ‹Deep learning› ‹DEEP LEARNING›"),
        ("exact", "‹BLEU› bleu Bleu"),
        ("another case in company", "‹pytorch› et ‹BERT›"),
        ("another case alone", "pytorch et llm"),
        ("another case in a path", "‹BERT› dans pytorch/vision et pip:pytorch, pytorch-lightning"),
        ("text in capitals", "INSTALLER ‹PYTORCH› MAINTENANT"),
        ("acronym in capitals alone", "LE CIEL BLEU DEMAIN"),
        ("ambiguous spelling", "Bert et Ernest"),
        ("ambiguous spelling in company", "‹Bert› est un ‹LLM›"),
    ]);
}

#[test]
fn glue() {
    check(&[
        ("space for hyphen", "du ‹fine tuning›, du ‹fine-tuning›"),
        ("no-break", "un ‹modèle\u{A0}de\u{202F}langage›"),
        ("no-break hyphen", "‹fine‑tuning›"),
        ("two spaces", "un ‹modèle  de langage›"),
        ("line wrap", "un ‹modèle\n   de langage›"),
        ("quoted line wrap", "> un ‹modèle\n> de langage›"),
        ("blank line", "un modèle\n\nde langage"),
        ("punctuation", "un modèle, de langage"),
        ("new item", "- un modèle\n- de langage"),
        ("dash", "fine - tuning"),
        ("apostrophes", "les ‹données d’entraînement› et ‹données d'entraînement›"),
        ("joined is another word", "finetuning"),
        ("optional hyphen", "un ‹modèle préentraîné›, un ‹modèle pré-entraîné›"),
    ]);
}

#[test]
fn inflection() {
    check(&[
        ("plurals", "des ‹grands modèles de langage›, des ‹LLMs›, des ‹perplexités›"),
        ("feminine and plural", "des ‹modèles pré-entraînés›"),
        ("conjugated", "nous ‹fine-tunerons› et ‹fine-tunons›"),
        ("not conjugated", "language modeling"),
        ("plural form is not the singular", "‹LLM› : les ‹transformers›"),
    ]);
}

#[test]
fn the_longest_wins() {
    check(&[
        ("longest", "un ‹grand modèle de langage›"),
        ("shorter where the longer does not end", "un ‹modèle de langage› pré"),
        ("marks off hides nothing", "silence ‹total›"),
        ("two that cover more than the first", "les ‹paramètres› du ‹modèle de langage›"),
        ("the first where nothing follows", "les ‹paramètres du modèle› de base"),
    ]);
}

#[test]
fn exceptions_and_company() {
    check(&[
        ("exception", "il regarde avec perplexité"),
        ("exception elsewhere", "il regarde avec perplexité la ‹perplexité›"),
        ("alone", "le poids du sac"),
        ("company before", "le ‹LLM› et son ‹poids›"),
        ("company after", "le ‹poids› de ce ‹LLM›"),
        ("vetoed", "le ‹LLM› et son poids en octets"),
        ("company of the ambiguous only", "le poids et transformer"),
        ("french infinitive in company", "un ‹LLM› et un ‹transformer›"),
        (
            "infinitives",
            "un ‹LLM› : transformer, on peut le transformer, pour le transformer, se transformer, aime bien transformer et voir",
        ),
        (
            "nouns like infinitives",
            "un ‹LLM› : le ‹transformer›, dans le ‹transformer›, ce « ‹transformer› », chaque ‹transformer›, les ‹transformers›",
        ),
        ("exception that starts with a verb", "un ‹LLM› est un ‹transformer›, les transformer, transformer les mots"),
        ("but not behind a determiner", "dans un ‹transformer› les ‹LLM›"),
        ("ordinary word of another language", "Le ‹LLM› est entraîné avec une loss dans les règles pour que ce soit bon."),
        ("a verb of the text's language, spelled like one of another", "On ‹fine-tune› le ‹LLM› avec les données pour que ce soit bon."),
        ("a term with weak marks keeps no company", "L'‹IA› a un poids."),
        ("its own language", "The ‹LLM› is trained with the ‹loss› that we have."),
    ]);
}

#[test]
fn company_reaches_250_words_and_a_veto_100() {
    let matcher = matcher();
    let marks = |text: &str| drawn(&matcher, text, Format::Plain, None).matches("‹poids›").count();
    let filler = |count: usize| "mot ".repeat(count);
    assert_eq!(marks(&format!("LLM {}poids", filler(249))), 1);
    assert_eq!(marks(&format!("LLM {}poids", filler(250))), 0);
    assert_eq!(marks(&format!("LLM poids {}octet", filler(99))), 0);
    assert_eq!(marks(&format!("LLM poids {}octet", filler(100))), 1);
}

#[test]
fn the_closest_form_is_reported() {
    let matcher = matcher();
    let form = |text: &str| {
        let reading = read(text, &Manner { format: Format::Plain, ..Manner::default() }, &matcher);
        let occurrence = reading.marks[0].occurrence;
        (matcher.form(&occurrence).text.clone(), matcher.form(&occurrence).status.name(), occurrence.wrong_case)
    };
    for (text, expected) in [
        ("fine-tuning", ("fine-tuning", "preferred", false)),
        ("fine tuning", ("fine tuning", "deprecated", false)),
        ("fine\ntuning", ("fine tuning", "deprecated", false)),
        ("Fine-Tuning", ("fine-tuning", "preferred", false)),
        ("fine-tuné", ("fine-tuner", "admitted", false)),
        ("grands modeles de langage", ("grand modèle de langage", "preferred", false)),
        ("pytorch, LLM", ("PyTorch", "preferred", true)),
        ("Bert, LLM", ("Bert", "deprecated", false)),
    ] {
        let (form, status, wrong_case) = form(text);
        assert_eq!((form.as_str(), status, wrong_case), expected, "{text}");
    }
}

#[test]
fn markdown_maps_back_to_the_source() {
    let matcher = matcher();
    for (name, drawing) in [
        ("emphasis inside", "un ‹modèle *de* langage›"),
        ("emphasis around a word", "un **‹fine**-tuning›"),
        ("entity", "la ‹perplexit&eacute;›"),
        ("escaped", "‹fine\\-tuning›"),
        ("wrapped in a quoted item", "> - un ‹modèle\n>   de langage›"),
        ("link text", "un [‹LLM›](https://LLM.org/LLM \"LLM\")"),
        ("code", "`LLM` et ‹LLM›\n\n    LLM\n\n```\nLLM\n```"),
        ("cells apart", "| modèle | de langage |\n|---|---|\n| ‹LLM› | x |"),
        ("after an emoji", "🤗🤗 ‹LLM›"),
    ] {
        let text: String = drawing.chars().filter(|character| !matches!(character, '‹' | '›')).collect();
        assert_eq!(drawn(&matcher, &text, Format::Markdown, None), drawing, "{name}");
    }
}

#[test]
fn the_nearer_glossary_defines_a_term() {
    let read = |forms: &str| Arc::new(glossary::read(&format!("### E\n\n> **terme x** · fr : {forms}\n")).0);
    let matcher = Matcher::new(vec![read("proche"), read("lointain")]);
    assert_eq!(drawn(&matcher, "proche et lointain", Format::Plain, None), "‹proche› et lointain");
}

#[test]
fn an_empty_matcher_finds_nothing() {
    assert_eq!(Matcher::new(Vec::new()).find("LLM").occurrences, []);
}
