//! What the texts still need, as tables.

use super::super::{Acronym, FileCounts, FormUses, Mixed};
use super::glossary::form;
use super::{Page, escaped};
use crate::messages::SurveyMessage;

/// Terms in mixed forms.
pub fn mixed(page: &Page) -> String {
    let row = |it: &Mixed| {
        let uses = |form_uses: &FormUses| format!("{} <span class=\"number\">{}</span>", form(form_uses), number(page, form_uses.uses));
        let forms: Vec<String> = it.forms.iter().map(uses).collect();
        format!("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", escaped(&it.headword), forms.join("<br>"), paths(&it.files))
    };
    let columns = [SurveyMessage::Term, SurveyMessage::Forms, SurveyMessage::Text];
    let table = table(page, columns, page.survey.mixed.iter().map(row).collect());
    page.section("mixed", SurveyMessage::MixedHeading, Some(SurveyMessage::MixedHelp), &table)
}

/// Terms that no text uses.
pub fn unused(page: &Page) -> String {
    let unused: Vec<String> = page
        .terms()
        .filter(|term| page.survey.unused.contains(&term.id) && term.uses == 0)
        .map(|term| format!("<li>{}</li>\n", escaped(&term.headword)))
        .collect();
    let list = if unused.is_empty() { String::new() } else { format!("<ul class=\"columns\">\n{}</ul>\n", unused.concat()) };
    page.section("unused", SurveyMessage::UnusedHeading, Some(SurveyMessage::UnusedHelp), &list)
}

/// Acronyms without an explanation.
pub fn acronyms(page: &Page) -> String {
    let row = |it: &Acronym| {
        let (text, uses, files) = (escaped(&it.text), number(page, it.uses), paths(&it.files));
        format!("<tr><th scope=\"row\">{text}</th><td class=\"number\">{uses}</td><td>{files}</td></tr>\n")
    };
    let columns = [SurveyMessage::Acronym, SurveyMessage::UsesColumn, SurveyMessage::Text];
    let table = table(page, columns, page.survey.acronyms.iter().map(row).collect());
    page.section("acronyms", SurveyMessage::AcronymsHeading, Some(SurveyMessage::AcronymsHelp), &table)
}

/// Every text.
pub fn texts(page: &Page) -> String {
    let row = |it: &FileCounts| {
        let (path, uses, terms) = (escaped(&it.path), number(page, it.uses), number(page, it.terms));
        format!("<tr><th scope=\"row\">{path}</th><td class=\"number\">{uses}</td><td class=\"number\">{terms}</td></tr>\n")
    };
    let columns = [SurveyMessage::Text, SurveyMessage::UsesColumn, SurveyMessage::TermsColumn];
    page.section("texts", SurveyMessage::TextsHeading, None, &table(page, columns, page.survey.files.iter().map(row).collect()))
}

/// A table; nothing where there are no rows.
fn table(page: &Page, columns: [SurveyMessage; 3], rows: Vec<String>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let columns: String = columns.into_iter().map(|column| format!("<th scope=\"col\">{}</th>", page.say(column))).collect();
    format!("<div class=\"scroll\"><table>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{}</tbody>\n</table></div>\n", rows.concat())
}

/// How many paths of a row are shown at once; the others open.
const FEW: usize = 3;

fn paths(paths: &[String]) -> String {
    let shown: Vec<String> = paths.iter().map(|path| escaped(path)).collect();
    match shown.split_at_checked(FEW) {
        Some((first, rest)) if !rest.is_empty() => {
            format!("{}<details><summary>+ {}</summary>{}</details>", first.join("<br>"), rest.len(), rest.join("<br>"))
        }
        _ => shown.join("<br>"),
    }
}

fn number(page: &Page, number: usize) -> String {
    page.say(SurveyMessage::Number(number))
}
