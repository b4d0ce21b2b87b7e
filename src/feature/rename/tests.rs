use std::sync::Arc;

use super::*;
use crate::document::Manner;
use crate::matcher::Matcher;
use crate::messages::Locale;
use crate::prose::Format;
use crate::text::Text;

const GLOSSARY: &str = "### Levain ?

> **term levain** · fr : **pâte(s) mère(s)**, levain, ~~levure~~ → levain · en : levain ?
> exemple : « Le levain lève. »

> **term four** · fr : **four**, `API`, **pé**trin · en: ~~oven~~ !

> **term fin** · fr : finetun(er|é)
";

fn document(text: &str, matcher: &Arc<Matcher>) -> Document {
    Document::new(Text::new(text, 0), Manner { format: Format::Markdown, ..Manner::default() }, Arc::clone(matcher))
}

/// The renaming of the form at the `|` of the glossary.
fn renamed(at: &str, name: &str) -> Result<Renaming, IndexMessage> {
    let (glossary, _) = glossary::read(GLOSSARY);
    let offset = GLOSSARY.find(&at.replace('|', "")).unwrap() + at.find('|').unwrap();
    let named = in_glossary(&glossary, offset)?;
    renaming(GLOSSARY, &glossary, named.term, named.form, name)
}

/// The lines of the glossary that a renaming changes.
fn changed(at: &str, name: &str) -> String {
    let after = match renamed(at, name) {
        Ok(renaming) => applied(GLOSSARY, &renaming.edits),
        Err(message) => return message.say(Locale::English),
    };
    let lines = GLOSSARY.lines().zip(after.lines()).filter(|(before, after)| before != after);
    lines.map(|(_, after)| after).collect::<Vec<_>>().join("\n")
}

#[test]
fn term_blocks() {
    let not_one = |name: &str| IndexMessage::NotOneForm { name: name.to_owned() }.say(Locale::English);
    let (comma, dot, open, closed, optional, line, struck) =
        (not_one("a, b"), not_one("a · en : b"), not_one("**a"), not_one("a** b **c"), not_one("a(b"), not_one("a\nb"), not_one("a → b"));
    for (at, name, expected) in [
        ("**pâ|te", "levain(s) dur(s)", "> **term levain** · fr : **levain(s) dur(s)**, levain, ~~levure~~ → levain · en : levain ?"),
        (", leva|in,", " chef ", "> **term levain** · fr : **pâte(s) mère(s)**, chef, ~~levure~~ → chef · en : chef ?"),
        ("~~lev|ure", "ferment", "> **term levain** · fr : **pâte(s) mère(s)**, levain, ~~ferment~~ → levain · en : levain ?"),
        ("`A|PI`", "HTTP", "> **term four** · fr : **four**, `HTTP`, **pé**trin · en: ~~oven~~ !"),
        ("~~ov|en", "stove", "> **term four** · fr : **four**, `API`, **pé**trin · en: ~~stove~~ !"),
        ("**fo|ur", "four", ""),
        ("**fo|ur", "a, b", "> **term four** · fr : **a, b**, `API`, **pé**trin · en: ~~oven~~ !"),
        ("**fo|ur", " ", "a form needs at least one letter or digit"),
        ("**fo|ur", "·", "a form needs at least one letter or digit"),
        (", leva|in,", "a, b", &comma),
        (", leva|in,", "a · en : b", &dot),
        (", leva|in,", "**a", &open),
        ("**fo|ur", "a** b **c", &closed),
        (", leva|in,", "a(b", &optional),
        ("**fo|ur", "a\nb", &line),
        (", leva|in,", "a → b", &struck),
        ("**fo|ur", "**x**", &not_one("**x**")),
        ("**fo|ur", "<b>x</b>", &not_one("<b>x</b>")),
        ("**fo|ur", "[x](y)", &not_one("[x](y)")),
        ("**fo|ur", "- a", &not_one("- a")),
        (", leva|in,", "- a", &not_one("- a")),
        (", leva|in,", "_x_", &not_one("_x_")),
        ("**fo|ur", "C\\*", "> **term four** · fr : **C\\***, `API`, **pé**trin · en: ~~oven~~ !"),
        ("**fo|ur", "(mini|grand)-four(s)", "> **term four** · fr : **(mini|grand)-four(s)**, `API`, **pé**trin · en: ~~oven~~ !"),
        (", leva|in,", "pâtes mères", "“pâtes mères” is another form of this term already"),
        ("**pé**t|rin", "x", "“**pé**trin”: only a part of this form stands inside its marks; rename it in the glossary’s text"),
        ("term fo|ur", "x", "this is not a form: expected one of those that a term block lists, as behind `fr :`"),
        ("### Lev|ain", "x", "this is not a form: expected one of those that a term block lists, as behind `fr :`"),
    ] {
        assert_eq!(changed(at, name), expected, "{at} -> {name}");
    }
}

#[test]
fn forms_of_other_terms() {
    let (glossary, _) = glossary::read(GLOSSARY);
    for (at, name, other) in [
        (", leva|in,", "four(s)", Some("four")),
        (", leva|in,", "Four", None),
        (", leva|in,", "API", Some("four")),
        (", leva|in,", "api", None),
        (", leva|in,", "finetuné", Some("fin")),
        (", leva|in,", "chef", None),
        ("**fo|ur", "pâtes mère", Some("levain")),
    ] {
        let message = clash(&renamed(at, name).unwrap(), [("g.md", &glossary)]);
        let term = message.map(|message| if let IndexMessage::OtherTerm { term, .. } = message { term } else { panic!("{message:?}") });
        assert_eq!(term.as_deref(), other, "{at} -> {name}");
    }
}

#[test]
fn texts() {
    let matcher = Arc::new(Matcher::new(vec![Arc::new(glossary::read(GLOSSARY).0)]));
    let plural = |written: &str, name: &str| {
        format!(
            "no rule says how “{written}” is to be written with “{name}”: give the plural too, as in `word(s)`, or change this place first"
        )
    };
    let (levains, mixed) = (plural("levains", "pâte maison"), plural("finetunons", "affiner"));
    for (at, name, text, expected) in [
        (
            ", leva|in,",
            "chef",
            "Levain. Du levain, `levain`, des *levains* et des pâtes mères.",
            "Chef. Du chef, `levain`, des *chefs* et des pâtes mères.",
        ),
        (", leva|in,", "pâte maison", "Deux levains.", &levains),
        (", leva|in,", "pâte(s) dure(s)", "Deux levains, LE LEVAIN.", "Deux pâtes dures, LE PÂTE DURE."),
        ("**pâ|te", "agent(s)", "> La pâte\n> mère, l’autre pâte mère.", "> L’agent, l’autre agent."),
        ("**pâ|te", "agent", "> De la pâte\n> mère.\n> Fin.", "> De l’agent.\n> Fin."),
        ("**fo|ur", "étuve", "Le four, ce four, d'un four.", "L'étuve, cet étuve, d'un étuve."),
        ("**fo|ur", "HTTP", "Le four.", "no rule says which word goes before the new form in “Le four”: change this place first"),
        ("finetun(|er", "affin(er|é)", "Finetuner, c’est finetuné.", "Affiner, c’est affiné."),
        ("finetun(|er", "affin(er|é)", "Nous finetunons.", &mixed),
        ("**fo|ur", "étuve", "Rien.", "Rien."),
    ] {
        let at = at.replace("finetun(|er", "finetu|n(er");
        let renaming = renamed(&at, name).unwrap();
        let term =
            TermRef { glossary: 0, term: matcher.glossaries()[0].terms.iter().position(|term| term.id == renaming.term).unwrap() as u32 };
        let after = match edits(&document(text, &matcher), term, &renaming) {
            Ok(edits) => applied(text, &edits),
            Err(obstacle) => obstacle.message.say(Locale::English),
        };
        assert_eq!(after, expected, "{at} -> {name}");
    }
}

#[test]
fn examples_of_the_term_follow() {
    let (glossary, _) = glossary::read(GLOSSARY);
    let matcher = Arc::new(Matcher::new(vec![Arc::new(glossary.clone())]));
    let renaming = renamed(", leva|in,", "chef").unwrap();
    let edits = example_edits(&document(GLOSSARY, &matcher), TermRef { glossary: 0, term: 0 }, &glossary.terms[0], &renaming);
    assert!(applied(GLOSSARY, &edits).contains("« Le chef lève. »"));
    assert_eq!(edits.len(), 1);
}

#[test]
fn forms_under_the_cursor() {
    let matcher = Arc::new(Matcher::new(vec![Arc::new(glossary::read(GLOSSARY).0)]));
    for (text, expected) in
        [("Des pâtes mè|res.", "pâtes mères 0 0"), ("Le levain| lève.", "levain 0 1"), ("`leva|in`", "-"), ("Le|vé", "-"), ("|", "-")]
    {
        let offset = text.find('|').unwrap();
        let text = text.replace('|', "");
        let named = in_text(&document(&text, &matcher), offset);
        let shown = named.map_or("-".to_owned(), |it| format!("{} {} {}", &text[it.span.range()], it.term.term, it.form));
        assert_eq!(shown, expected, "{text}");
    }
}
