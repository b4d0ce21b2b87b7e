//! The page: one file of HTML with its style and its search inside, nothing from elsewhere.

mod glossary;
mod tables;

use super::{FolderCounts, Survey, TermCounts};
use crate::messages::{Locale, SurveyMessage};

/// The page that shows a survey, in the reader's language.
pub fn html(survey: &Survey, locale: Locale) -> String {
    let page = Page { survey, locale };
    let titles: Vec<String> = survey.glossaries.iter().map(|it| it.title.clone()).collect();
    let title = page.say(SurveyMessage::Title(titles));
    let body: String = [
        page.header(&title),
        page.overview(),
        glossary::section(&page),
        tables::mixed(&page),
        tables::unused(&page),
        tables::acronyms(&page),
        tables::texts(&page),
    ]
    .concat();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n<script>\n{script}</script>\n</body>\n</html>\n",
        tag = page.say(SurveyMessage::Tag),
        style = include_str!("page/page.css"),
        script = include_str!("page/page.js"),
    )
}

/// What the parts of the page are made from.
struct Page<'a> {
    survey: &'a Survey,
    locale: Locale,
}

/// How many terms an overview shows.
const MOST_TERMS: usize = 12;
/// How many folders.
const MOST_FOLDERS: usize = 14;

impl Page<'_> {
    /// Words for the page, escaped.
    fn say(&self, message: SurveyMessage) -> String {
        escaped(&message.say(self.locale))
    }

    fn terms(&self) -> impl Iterator<Item = &TermCounts> {
        let sections = self.survey.glossaries.iter().flat_map(|glossary| &glossary.sections);
        sections.flat_map(|section| &section.entries).flat_map(|entry| &entry.terms)
    }

    fn header(&self, title: &str) -> String {
        let uses = self.terms().map(|term| term.uses).sum();
        let figure = |number: usize, words: SurveyMessage, target: &str| {
            let (number, words) = (self.say(SurveyMessage::Number(number)), self.say(words));
            format!("<li><a href=\"#{target}\"><b>{number}</b> {words}</a></li>\n")
        };
        let (terms, texts) = (self.terms().count(), self.survey.files.len());
        let (unused, mixed, acronyms) = (self.survey.unused.len(), self.survey.mixed.len(), self.survey.acronyms.len());
        let figures: String = [
            figure(terms, SurveyMessage::Terms(terms), "glossary"),
            figure(uses, SurveyMessage::Uses(uses), "overview"),
            figure(texts, SurveyMessage::Texts(texts), "texts"),
            figure(unused, SurveyMessage::Unused(unused), "unused"),
            figure(mixed, SurveyMessage::Mixed(mixed), "mixed"),
            figure(acronyms, SurveyMessage::Acronyms(acronyms), "acronyms"),
        ]
        .concat();
        format!("<header>\n<h1>{title}</h1>\n<ul class=\"figures\">\n{figures}</ul>\n</header>\n")
    }

    /// Bars by section, by folder and by term.
    fn overview(&self) -> String {
        let sections = self.survey.glossaries.iter().flat_map(|glossary| &glossary.sections);
        let sections: Vec<(&str, usize)> = sections.map(|it| (it.title.as_str(), it.uses)).filter(|(title, _)| !title.is_empty()).collect();
        let top = SurveyMessage::TopFolder.say(self.locale);
        let folders: Vec<(&str, usize)> = shown_folders(&self.survey.folders)
            .into_iter()
            .map(|folder| (if folder.path.is_empty() { top.as_str() } else { &folder.path }, folder.uses))
            .collect();
        let mut terms: Vec<(&str, usize)> = self.terms().map(|term| (term.headword.as_str(), term.uses)).filter(|it| it.1 > 0).collect();
        terms.sort_by_key(|&(_, uses)| std::cmp::Reverse(uses));
        terms.truncate(MOST_TERMS);
        let charts: String = [
            self.chart(SurveyMessage::BySection, &sections),
            self.chart(SurveyMessage::ByFolder, &folders),
            self.chart(SurveyMessage::MostUsed, &terms),
        ]
        .concat();
        format!("<section id=\"overview\" class=\"charts\">\n{charts}</section>\n")
    }

    fn chart(&self, heading: SurveyMessage, bars: &[(&str, usize)]) -> String {
        if bars.is_empty() {
            return String::new();
        }
        let most = bars.iter().map(|(_, uses)| *uses).max().unwrap_or_default();
        let bar = |(name, uses): &(&str, usize)| {
            let (name, number) = (escaped(name), self.say(SurveyMessage::Number(*uses)));
            format!("<tr><th scope=\"row\">{name}</th><td>{}</td><td class=\"number\">{number}</td></tr>\n", self.bar(*uses, most))
        };
        let rows: String = bars.iter().map(bar).collect();
        format!("<div><h2>{}</h2>\n<table class=\"bars\">\n{rows}</table></div>\n", self.say(heading))
    }

    /// A bar as long as `part` is of `most`.
    fn bar(&self, part: usize, most: usize) -> String {
        let share = part * 1_000 / most.max(1);
        format!("<span class=\"bar\" style=\"width:{}.{}%\"></span>", share / 10, share % 10)
    }

    /// A section with a heading and an anchor; says "none" where there is nothing.
    fn section(&self, id: &str, heading: SurveyMessage, help: Option<SurveyMessage>, content: &str) -> String {
        let content = match (content.is_empty(), help) {
            (true, _) => format!("<p>{}</p>\n", self.say(SurveyMessage::None)),
            (false, Some(help)) => format!("<p>{}</p>\n{content}", self.say(help)),
            (false, None) => content.to_owned(),
        };
        format!("<section id=\"{id}\">\n<h2>{}</h2>\n{content}</section>\n", self.say(heading))
    }
}

/// The folders worth a bar: as many levels as there is room for, without those that hold nothing but one other folder.
fn shown_folders(folders: &[FolderCounts]) -> Vec<&FolderCounts> {
    let is_inside = |inner: &FolderCounts, outer: &FolderCounts| {
        let rest = inner.path.strip_prefix(&outer.path);
        inner.path != outer.path && rest.is_some_and(|rest| outer.path.is_empty() || rest.starts_with('/'))
    };
    let only_wraps = |outer: &FolderCounts| folders.iter().any(|inner| is_inside(inner, outer) && inner.files == outer.files);
    let mut shown: Vec<&FolderCounts> = folders.iter().filter(|folder| !only_wraps(folder)).collect();
    let depth = |folder: &FolderCounts| if folder.path.is_empty() { 0 } else { folder.path.matches('/').count() + 1 };
    while shown.len() > MOST_FOLDERS {
        let (deepest, highest) = (shown.iter().map(|it| depth(it)).max(), shown.iter().map(|it| depth(it)).min());
        if shown.iter().filter(|it| Some(depth(it)) != highest).all(|it| Some(depth(it)) == deepest) {
            // One level under the top is left: its busiest folders.
            shown.sort_by_key(|folder| (Some(depth(folder)) != highest, std::cmp::Reverse(folder.uses)));
            shown.truncate(MOST_FOLDERS);
            shown.sort_by(|one, other| one.path.cmp(&other.path));
        } else {
            shown.retain(|it| Some(depth(it)) != deepest);
        }
    }
    shown
}

/// Text as HTML that shows it unchanged, in attributes too.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::tests::{GLOSSARY, example, facts};
    use super::super::{Source, survey};
    use super::*;

    #[test]
    fn the_page_speaks_the_readers_language() {
        let survey = example();
        let (french, english) = (html(&survey, Locale::French), html(&survey, Locale::English));
        assert!(french.contains("<html lang=\"fr\">") && french.contains("Termes qu’aucun texte n’emploie"));
        assert!(english.contains("<html lang=\"en\">") && english.contains("Terms that no text uses"));
        for page in [french, english] {
            for needed in ["grand modèle de langage", "RLHF", "docs/b.md", "id=\"search\"", "<p>Un <em>modèle</em>.</p>"] {
                assert!(page.contains(needed), "{needed}");
            }
            assert!(!page.contains("src=") && !page.contains("<link"), "nothing comes from elsewhere");
        }
    }

    #[test]
    fn text_stays_text() {
        let glossary = crate::glossary::read(&GLOSSARY.replace("Qu'est-ce qu'un LLM ?", "`<script>\"&`")).0;
        let mut facts = facts();
        facts[0].path = "\"><img src=x>.md".into();
        let page = html(&survey(&[Source { path: "<x>", glossary: &glossary }], facts), Locale::English);
        assert!(page.contains("&lt;script&gt;&quot;&amp;") && page.contains("&quot;&gt;&lt;img src=x&gt;.md"));
        assert_eq!(page.matches("<script>").count(), 1, "only its own");
    }

    #[test]
    fn folders_that_fit() {
        let folder = |path: &str, files, uses| FolderCounts { path: path.to_owned(), files, uses };
        let shown = |folders: &[FolderCounts]| shown_folders(folders).iter().map(|it| it.path.clone()).collect::<Vec<_>>();
        assert_eq!(shown(&[folder("", 3, 9), folder("a", 2, 9), folder("a/b", 1, 4)]), ["", "a", "a/b"]);
        assert_eq!(shown(&[folder("", 2, 9), folder("a", 2, 9), folder("a/b", 1, 4)]), ["a", "a/b"], "one that only wraps");
        let deep: Vec<FolderCounts> = (0..30).map(|number| folder(&format!("a/{number:02}"), 1, number)).collect();
        let deep = [vec![folder("", 32, 1), folder("a", 31, 1)], deep].concat();
        assert_eq!(shown(&deep), ["", "a"]);
        let wide: Vec<FolderCounts> = (0..30).map(|number| folder(&format!("{number:02}"), 1, number)).collect();
        let busiest = shown(&[vec![folder("", 30, 1)], wide].concat());
        assert_eq!((busiest.len(), busiest[0].as_str(), busiest[1].as_str()), (MOST_FOLDERS, "", "17"));
    }
}
