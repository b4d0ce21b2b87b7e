//! The glossary with the uses of every term.

use super::super::rendered::rendered;
use super::super::{EntryCounts, FormUses, GlossaryCounts, SectionCounts, TermCounts};
use super::{Page, escaped};
use crate::messages::SurveyMessage;
use crate::words;

/// The section with the search.
pub fn section(page: &Page) -> String {
    let glossaries: String = page.survey.glossaries.iter().map(|it| glossary(page, it)).collect();
    if glossaries.is_empty() {
        return String::new();
    }
    let (search, nothing) = (page.say(SurveyMessage::Search), page.say(SurveyMessage::NothingFound));
    let search = format!(
        "<p class=\"search\"><input id=\"search\" type=\"search\" placeholder=\"{search}\" aria-label=\"{search}\" hidden></p>\n\
         <p id=\"nothing\" role=\"status\" hidden>{nothing}</p>\n"
    );
    page.section("glossary", SurveyMessage::Glossary, None, &format!("{search}{glossaries}"))
}

fn glossary(page: &Page, glossary: &GlossaryCounts) -> String {
    let most = glossary.sections.iter().flat_map(|it| &it.entries).flat_map(|it| &it.terms).map(|it| it.uses).max().unwrap_or_default();
    let sections: String = glossary.sections.iter().map(|it| entries(page, it, most)).collect();
    let heading = match page.survey.glossaries.len() {
        1 => String::new(),
        _ => format!("<h3 class=\"source\">{} <small>{}</small></h3>\n", escaped(&glossary.title), escaped(&glossary.path)),
    };
    format!("{heading}{sections}")
}

fn entries(page: &Page, section: &SectionCounts, most: usize) -> String {
    let entries: String = section.entries.iter().map(|it| entry(page, it, most)).collect();
    let heading = if section.title.is_empty() { String::new() } else { format!("<h3>{}</h3>\n", escaped(&section.title)) };
    format!("<div class=\"entries\">\n{heading}{entries}</div>\n")
}

fn entry(page: &Page, entry: &EntryCounts, most: usize) -> String {
    let forms = entry.terms.iter().flat_map(|term| term.forms.iter().map(|form| form.text.as_str()).chain([term.id.as_str()]));
    let words: Vec<&str> = std::iter::once(entry.heading.as_str()).chain(forms).collect();
    let terms: String = entry.terms.iter().map(|it| term(page, it, most)).collect();
    let answer = if entry.answer.is_empty() {
        String::new()
    } else {
        let (label, answer) = (page.say(SurveyMessage::Answer), rendered(&entry.answer));
        format!("<details class=\"answer\"><summary>{label}</summary>\n{answer}</details>\n")
    };
    format!(
        "<article data-words=\"{}\">\n<h4>{}</h4>\n<ul class=\"terms\">\n{terms}</ul>\n{answer}</article>\n",
        escaped(&words::fold(&words.join(" "))),
        escaped(&entry.heading)
    )
}

fn term(page: &Page, term: &TermCounts, most: usize) -> String {
    let other_forms = term.forms.iter().filter(|form| form.text != term.headword);
    let forms: Vec<String> = other_forms.map(form).collect();
    let forms = if forms.is_empty() { String::new() } else { format!("<span class=\"forms\">{}</span>", forms.join(", ")) };
    let files = match (term.marks, term.files.len()) {
        (false, _) => format!("<span class=\"quiet\">{}</span>", page.say(SurveyMessage::NotMarked)),
        (true, 0) => format!("<span class=\"quiet\">{}</span>", page.say(SurveyMessage::NeverUsed)),
        (true, count) => {
            let file = |it: &super::super::FileUses| {
                format!("<li>{} <span class=\"number\">{}</span></li>\n", escaped(&it.path), page.say(SurveyMessage::Number(it.uses)))
            };
            let files: String = term.files.iter().map(file).collect();
            let summary = page.say(SurveyMessage::UsedIn { uses: term.uses, files: count });
            format!("<details><summary>{summary}</summary>\n<ul class=\"files\">\n{files}</ul></details>")
        }
    };
    let bar = page.bar(term.uses, most);
    format!("<li><b>{}</b> {forms}<div class=\"use\"><span class=\"track\">{bar}</span>{files}</div></li>\n", escaped(&term.headword))
}

/// A form; those to avoid are struck.
pub fn form(form: &FormUses) -> String {
    let text = escaped(&form.text);
    match form.status {
        "deprecated" | "forbidden" => format!("<s>{text}</s>"),
        _ => text,
    }
}
