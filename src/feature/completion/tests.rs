//! What is offered where a caret stands.

use std::sync::Arc;

use super::*;
use crate::document::Manner;
use crate::glossary;
use crate::prose::Format;
use crate::text::Text;

const GLOSSARY: &str = "---\nlangue: fr\n---\n\n### Q\n\n\
    > **terme ml** · fr : **modèle de langage**, modèle de langue  \n> en : **language model**\n\n\
    > **terme llm** · fr : **grand modèle de langage**, **LLM**  \n> en : **large language model**, **LLM**\n\n\
    > **terme nn** · fr : **réseau neuronal récurrent**, ~~réseau recurrent~~  \n> en : ~~recurring network~~ → recurrent network\n\n\
    > **terme ft** · fr : **fine-tuning**, réglage fin, ~~finetuning~~  \n> éviter : ~~affinage~~ !\n\n\
    > **terme ppl** · fr : **perplexité** ?\n\n\
    > **terme off** · fr : **perplexe du modèle**\n> marques : off\n\n\
    > **terme oeuvre** · fr : **œuvre d’art**\n\n\
    > **terme torch** · en : **PyTorch**\n\n\
    > **terme mere** · fr : pâte(s) mère(s)\n\n\
    > **terme bert** · en : **BERT**\n\n\
    > **terme perte** · fr : **taux de perte**\n\n\
    > **terme jamais** · fr : ~~perdition~~\n";

fn completions(text: &str, format: Format, asked: bool) -> Option<(Completions, String)> {
    let offset = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    let matcher = Arc::new(Matcher::new(vec![Arc::new(glossary::read(GLOSSARY).0)]));
    let document = Document::new(Text::new(&text, 0), Manner { format, ..Manner::default() }, matcher);
    complete(&document, offset, asked).map(|completions| (completions, text))
}

/// What the text becomes with each item, with the item's place in brackets.
fn offered(text: &str) -> String {
    let Some((completions, text)) = completions(text, Format::Markdown, false) else { return "-".to_owned() };
    let shown = completions.items.iter().map(|item| {
        let avoided = if let Kind::Avoided { .. } = item.kind { format!("{} → ", item.label) } else { String::new() };
        format!("{}[{avoided}{}]{}", &text[..item.typed.start], item.text, &text[item.word.end..])
    });
    shown.collect::<Vec<_>>().join("; ")
}

#[test]
fn terms_in_place_of_what_was_typed() {
    for (name, text, expected) in [
        ("a prefix", "Une perp|", "Une [perplexe du modèle]; Une [perplexité]"),
        ("without accents", "la perplexit|", "la [perplexité]"),
        ("with accents", "le modèle de langa|", "le [modèle de langage]; le [grand modèle de langage]"),
        ("several words", "un modele de l|", "un [modèle de langage]; un [grand modèle de langage]; un [modèle de langue]"),
        ("another word of the form", "le neuron|", "le [réseau neuronal récurrent]"),
        ("joined by a hyphen", "du fine-tu|", "du [fine-tuning]"),
        ("typed with a space", "du fine tu|", "du [fine-tuning]"),
        ("behind an elision", "l’oeuv|", "l’[œuvre d’art]"),
        ("a plural", "des réseaux n|", "des [réseaux neuronaux récurrents]"),
        ("a plural up to the link", "les modeles de langa|", "les [modèles de langage]; les [grands modèles de langage]"),
        ("a plural of a form with alternatives", "des pates m|", "des [pâtes mères]"),
        ("a plural of another word", "des récurrents|", "des [réseaux neuronaux récurrents]"),
        ("a capital", "Perplexit|", "[Perplexité]"),
        ("capitals", "LE MODÈLE DE LANGU|", "LE [MODÈLE DE LANGUE]"),
        ("a name keeps its own", "Avec pyto|", "Avec [PyTorch]"),
        ("an acronym", "un ll|", "un [LLM]; un [grand modèle de langage (LLM)]"),
        ("an acronym that is there", "un LLM|", "un [grand modèle de langage (LLM)]"),
        ("an acronym in the plural", "des LLMs|", "des [grands modèles de langage (LLMs)]"),
        ("an acronym at a sentence's start", "Oui. LLM|", "Oui. [Grand modèle de langage (LLM)]"),
        ("a deprecated form", "du finet|", "du [finetuning → fine-tuning]"),
        ("a forbidden form", "un affina|", "un [affinage → fine-tuning]"),
        ("a form with its replacement", "a recurr|", "a [réseau neuronal récurrent]; a [recurring network → recurrent network]"),
        ("a form that nothing is better than", "la perdit|", ""),
        ("a slip", "la preplexi|", "la [perplexité]"),
        ("what is there", "la perplexité|", ""),
        ("what is there, without its accent", "la perplexite|", "la [perplexité]"),
        ("inside a word", "la perple|xite là", "la [perplexe du modèle] là; la [perplexité] là"),
        (
            "a link before",
            "le choix de mod|",
            "le choix de [modèle de langage]; le choix de [grand modèle de langage]; le choix de [perplexe du modèle]; \
                le choix de [modèle de langue]; le choix de [language model]; le choix de [large language model]",
        ),
        ("one letter", "un p|", ""),
        ("nothing", "un |", ""),
        (
            "over a line's end",
            "un modele\nde langa|",
            "un modele\nde [grand modèle de langage]; un modele\nde [modèle de langage]; un modele\nde [language model]; \
                un modele\nde [large language model]",
        ),
        ("inside emphasis", "un **perplexit|**", "un **[perplexité]**"),
        (
            "not over markup",
            "un **modele** de langu|",
            "un **modele** de [modèle de langue]; un **modele** de [language model]; un **modele** de [large language model]",
        ),
        ("another language", "The words of this are that for a large lan|", "The words of this are that for a [large language model]"),
        ("a word with markup in it", "la perplexit|**é**", "la [perplexité]**é**"),
        ("a link word", "un de|", ""),
        ("code", "`perplexi|`", "-"),
        ("a code block", "```\nperplexi|\n```\n", "-"),
        ("an address", "https://perplexi|", "-"),
        ("a link's target", "[x](perplexi|)", "-"),
        ("front matter", "---\ntitre: perplexi|\n---\n", "-"),
        ("an identifier", "un_perplexi|", "-"),
        ("code without an end", "Un `perplexi|", "-"),
        ("behind code", "Un `x` perplexit|", "Un `x` [perplexité]"),
        ("a link's target without an end", "[x](perplexi|", "-"),
        ("behind a link", "[x](y) perplexit|", "[x](y) [perplexité]"),
        ("front matter without an end", "---\nlangue: fr\ntitre: perplexi|", "-"),
        ("behind front matter", "---\ntitre: x\n---\nperplexit|", "---\ntitre: x\n---\n[perplexité]"),
        ("behind a thematic break", "---\n\nperplexit|", "---\n\n[perplexité]"),
        ("no slip of another form", "un bert|", "un [BERT]"),
        ("half a plural", "des grands modèle de langa|", "des [grands modèles de langage]"),
        ("the other half of a plural", "des grand modèles de langa|", "des [grands modèles de langage]"),
        ("half a plural, to its end", "des réseaux neuronal|", "des [réseaux neuronaux récurrents]"),
    ] {
        assert_eq!(offered(text), expected, "{name}");
    }
}

#[test]
fn use_and_language_decide_the_order() {
    for (name, text, expected) in [
        ("a beginning as typed before another word", "un modele de |", ["modèle de langage", "grand modèle de langage"]),
        ("by use", "Un LLM est un grand modèle de langage. Un langag|", ["grand modèle de langage", "modèle de langage"]),
        ("by alphabet", "un langag|", ["grand modèle de langage", "modèle de langage"]),
        (
            "used more than the alphabet says",
            "un modèle de langage, un modèle de langage, un langag|",
            ["modèle de langage", "grand modèle de langage"],
        ),
        ("English", "The words of this are that for languag|", ["language model", "large language model"]),
    ] {
        let (completions, _) = completions(text, Format::Markdown, true).unwrap();
        let texts: Vec<&str> = completions.items.iter().take(2).map(|item| item.text.as_str()).collect();
        assert_eq!(texts, expected, "{name}");
    }
}

#[test]
fn whoever_asks_is_shown_everything() {
    for (name, text, expected) in [
        ("between words", "un | mot", vec!["fine-tuning", "grand modèle de langage", "modèle de langage"]),
        ("at the end", "un |", vec!["fine-tuning", "grand modèle de langage", "modèle de langage"]),
        ("on an empty line", "un\n\n|\n", vec!["fine-tuning", "grand modèle de langage", "modèle de langage"]),
        ("behind a beginning", "un modele de |", vec!["modèle de langage", "grand modèle de langage", "modèle de langue"]),
    ] {
        let (completions, _) = completions(text, Format::Markdown, true).unwrap();
        let texts: Vec<&str> = completions.items.iter().take(3).map(|item| item.text.as_str()).collect();
        assert_eq!(texts, expected, "{name}");
    }
    assert_eq!(completions("```\n|\n```", Format::Markdown, true), None);
    assert_eq!(completions("perp|", Format::Unknown, true), None);
}

#[test]
fn lists_are_incomplete_when_typing_may_add_to_them() {
    for (text, expected) in [("perplex|", false), ("preplexi|", true), ("p|", true), ("xyz|", true), ("un |", false)] {
        let (completions, _) = completions(text, Format::Markdown, false).unwrap();
        assert_eq!(completions.is_incomplete, expected, "{text}");
    }
    let forms: String = (0..150).map(|number| format!("> **term t{number}** · fr : terme{number}\n\n")).collect();
    let matcher = Arc::new(Matcher::new(vec![Arc::new(glossary::read(&format!("### E\n\n{forms}")).0)]));
    let document = Document::new(Text::new("terme", 0), Manner { format: Format::Plain, ..Manner::default() }, matcher);
    let cut = complete(&document, 5, false).unwrap();
    assert_eq!((cut.items.len(), cut.is_incomplete), (MOST_ITEMS, true));
}

#[test]
fn filters_go_on_where_typing_goes_on() {
    for (text, expected) in [
        ("perplexi|", "perplexité perplexite"),
        ("modele de la|", "modele de langage"),
        ("l’oeu|", "oeuvre d’art"),
        ("preplexi|", "preplexi"),
        ("Réseaux n|", "Réseaux neuronaux récurrents Réseaux neuronaux recurrents"),
    ] {
        let (completions, _) = completions(text, Format::Markdown, false).unwrap();
        assert_eq!(completions.items[0].filter, expected, "{text}");
    }
}
