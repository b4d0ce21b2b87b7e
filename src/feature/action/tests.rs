//! What is offered at a caret, and what comes of it.

use std::sync::Arc;

use super::*;
use crate::document::Manner;
use crate::glossary;
use crate::lint::{self, Rules};
use crate::matcher::Matcher;
use crate::messages::Locale;
use crate::prose::Format;
use crate::text::Text;

const GLOSSARY: &str = "---
langue: fr
---
### Modèles

> **terme llm** · fr : **LLM**, **grand modèle de langage** · éviter : llmm, gros modèle
> **terme ia** · fr : **IA**, **intelligence artificielle**
> **terme mla** · fr : **MLA**, **modèle de langage autorégressif**
> **terme gpu** · fr : **GPU**
> **terme jeton** · fr : **jeton** · éviter : token

Des modèles.
";

pub(super) fn document_in(text: &str, format: Format) -> Document {
    let (glossary, problems) = glossary::read(GLOSSARY);
    assert_eq!(problems, []);
    let matcher = Arc::new(Matcher::new(vec![Arc::new(glossary)]));
    Document::new(Text::new(text, 0), Manner { format, language: Some(crate::language::Language::french()), ..Manner::default() }, matcher)
}

pub(super) fn document(text: &str) -> Document {
    document_in(text, Format::Markdown)
}

fn findings(document: &Document) -> Vec<Finding> {
    lint::check(&document.text().to_string(), &document.parts().whole(), document.manner().format, document.matcher(), &Rules::default())
}

/// What is offered at the caret `|` of `text`, each with the text without it.
pub(super) fn offered(text: &str) -> Vec<(String, Action)> {
    offered_in(text, Format::Markdown)
}

fn offered_in(text: &str, format: Format) -> Vec<(String, Action)> {
    let at = text.find('|').unwrap();
    let source = text.replacen('|', "", 1);
    let document = document_in(&source, format);
    let actions = actions(&document, &findings(&document), Span::new(at, at));
    actions.into_iter().map(|action| (source.clone(), action)).collect()
}

/// `source` after an action on it.
pub(super) fn apply(source: &str, action: &Action) -> String {
    let Change::Text(fixes) = &action.change else { panic!("{action:?}") };
    let mut text = source.to_owned();
    fixes.iter().rev().for_each(|fix| text.replace_range(fix.span.range(), &fix.replacement));
    text
}

fn titles(text: &str) -> Vec<String> {
    let shown =
        |(_, action): (String, Action)| format!("{}{}", action.title.say(Locale::English), if action.is_preferred { " *" } else { "" });
    offered(text).into_iter().map(shown).collect()
}

#[test]
fn what_is_offered() {
    for (name, text, expected) in [
        ("nothing", "Rien |ici.", vec![]),
        (
            "a form to avoid",
            "Un LLM, un |token.",
            vec![
                "Write “jeton” *",
                "Ignore `jeton` here",
                "Ignore term `jeton` everywhere (glossator.toml)",
                "Switch rule `deprecated-form` off everywhere (glossator.toml)",
                "Mend all that Glossator can mend in this file (1 place)",
            ],
        ),
        ("elsewhere", "Un token |et rien.", vec!["Mend all that Glossator can mend in this file (1 place)"]),
        (
            "an acronym",
            "Un |LLM.",
            vec![
                "Write out: “grand modèle de langage (LLM)”",
                "Ignore `llm` here",
                "Ignore term `llm` everywhere (glossator.toml)",
                "Switch rule `term` off everywhere (glossator.toml)",
            ],
        ),
    ] {
        assert_eq!(titles(text), expected, "{name}");
    }
}

#[test]
fn a_replacement_is_the_fix_of_the_command_line() {
    for (text, expected) in [("Un |token.", "Un jeton."), ("Des |tokens.", "Des jetons."), ("|Token !", "Jeton !"), ("Un |LLM.", "nothing")]
    {
        let made = offered(text).into_iter().find(|(_, action)| action.is_preferred);
        let Some((source, action)) = made else {
            assert_eq!(expected, "nothing", "{text}");
            continue;
        };
        let finding = &findings(&document(&source))[action.findings[0]];
        assert_eq!(action.change, Change::Text(vec![finding.fix.clone().unwrap()]));
        assert_eq!(apply(&source, &action), expected);
    }
}

#[test]
fn all_fixes_in_one_edit() {
    let text = "|Un token, des tokens.\n\nUn Token et un l'token.\n";
    let (source, action) = offered(text).into_iter().find(|(_, action)| action.kind == Kind::FixAll).unwrap();
    let mended = apply(&source, &action);
    assert!(mended.starts_with("Un jeton, des jetons."), "{mended}");
    let document = document(&mended);
    assert!(findings(&document).iter().all(|finding| finding.fix.is_none()), "{mended}");
}

#[test]
fn ignoring_here() {
    let markdown = Format::Markdown;
    for (name, format, text, expected) in [
        ("the end of the line", markdown, "Un |token.\nUn token.", Some("Un token. <!-- glossator-ignore jeton -->\nUn token.")),
        ("a hard break", markdown, "Un |token  \nsuite", Some("Un token <!-- glossator-ignore jeton -->  \nsuite")),
        ("a backslash break", markdown, "Un |token\\\nsuite", Some("Un token <!-- glossator-ignore jeton -->\\\nsuite")),
        ("Windows", markdown, "Un |token\r\nsuite", Some("Un token <!-- glossator-ignore jeton -->\r\nsuite")),
        ("a list", markdown, "- a\n- un |token\n- b\n", Some("- a\n- un token <!-- glossator-ignore jeton -->\n- b\n")),
        ("a quote in a list", markdown, "- > un |token\n  > suite\n", Some("- > un token <!-- glossator-ignore jeton -->\n  > suite\n")),
        ("a heading", markdown, "## Un |token ##\n", Some("## Un token <!-- glossator-ignore jeton --> ##\n")),
        ("a heading with attributes", markdown, "## Un |token {#t}\n", Some("## Un token <!-- glossator-ignore jeton --> {#t}\n")),
        ("an underlined heading", markdown, "Un |token\n===\n", Some("Un token <!-- glossator-ignore jeton -->\n===\n")),
        ("an indented line that looks like a heading", markdown, "Un # |token #\n", Some("Un # token # <!-- glossator-ignore jeton -->\n")),
        ("another comment behind", markdown, "Un |token <!-- note -->\n", Some("Un token <!-- note --> <!-- glossator-ignore jeton -->\n")),
        (
            "a suppression is there",
            markdown,
            "Un llmm, un |token <!-- glossator-ignore llm -- voulu -->\n",
            Some("Un llmm, un token <!-- glossator-ignore llm jeton -- voulu -->\n"),
        ),
        ("code over lines", markdown, "Un |token `a\nb`\n", Some("Un <!-- glossator-ignore jeton -->token `a\nb`\n")),
        ("words over lines", markdown, "Un |gros\nmodèle\n", Some("Un <!-- glossator-ignore llm -->gros\nmodèle\n")),
        ("MDX", Format::Mdx, "Un |token.\n", Some("Un token. {/* glossator-ignore jeton */}\n")),
        ("plain text has no comments", Format::Plain, "Un |token.\n", None),
    ] {
        let made = offered_in(text, format).into_iter().find(|(_, action)| action.title.say(Locale::English).ends_with("here"));
        let made = made.map(|(source, action)| apply(&source, &action));
        assert_eq!(made.as_deref(), expected, "{name}");
        let Some(made) = made else { continue };
        let document = document_in(&made, format);
        let left: Vec<Finding> = findings(&document);
        let caret = text.find('|').unwrap();
        let line = text[..caret].matches('\n').count();
        let line_of = |finding: &Finding| made[..finding.span.start].matches('\n').count();
        assert!(left.iter().all(|finding| line_of(finding) != line || finding.rule == lint::Rule::InconsistentForm), "{name}: {left:?}");
    }
    let table = "| a | un token |\n|---|---|\n| c | d |\n";
    let document = document(table);
    let finding = findings(&document).into_iter().find(|finding| finding.fix.is_some()).unwrap();
    let action = ignore_here::action(&document, 0, &finding).unwrap();
    assert_eq!(apply(table, &action), "| a | un token <!-- glossator-ignore jeton --> |\n|---|---|\n| c | d |\n");
}
