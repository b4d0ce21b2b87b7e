//! Rule `term-first-use`: the first use of each term in a text is a link to the glossary, which is where its reader would come to the entry. Headings
//! do not count as uses; formats without links have none to ask for.

use std::collections::HashSet;
use std::path::Path;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::merge::RemarkOfWhole;
use super::tally::{About, Place, Remark, Stretch, Tally};
use super::term::Seen;
use super::{Linter, Rule, acronyms};
use crate::glossary::slug;
use crate::matcher::TermRef;
use crate::matcher::company::Mark;
use crate::messages::RuleMessage;
use crate::prose::Format;
use crate::span::Span;

/// The first use of a term in a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FirstUse {
    place: Place,
    leads: Leads,
}

/// Where a use leads its reader.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Leads {
    /// To the glossary, as far as that can be told.
    There,
    /// To the term's entry if its text has this anchor.
    Within(String),
    Nowhere,
}

/// The first uses in a stretch, in order, and its anchors; none where the rule is off.
pub(super) fn uses(stretch: &Stretch, marks: &[Mark]) -> (Vec<FirstUse>, Vec<String>) {
    let linter = stretch.linter;
    if !linter.is_on(Rule::TermFirstUse) || !matches!(linter.format, Format::Markdown | Format::Mdx) {
        return (Vec::new(), Vec::new());
    }
    let mut seen = HashSet::new();
    let places = marks.iter().map(Place::of).filter(|it| !acronyms::is_in_heading(stretch.source, it.span.start) && seen.insert(it.term));
    let (links, anchors) = links_and_anchors(stretch.source);
    let first_use = |place: Place| {
        let around = links.iter().filter(|link| link.span.contains(place.span));
        let all: Vec<Leads> = around.map(|link| leads(linter, place.term, link.target.as_deref())).collect();
        let leads = all.iter().find(|it| **it == Leads::There).or_else(|| all.iter().find(|it| **it != Leads::Nowhere)).cloned();
        FirstUse { place, leads: leads.unwrap_or(Leads::Nowhere) }
    };
    (places.map(first_use).collect(), anchors)
}

pub(super) fn remarks(linter: &Linter, tallies: &[&Tally]) -> Vec<RemarkOfWhole> {
    let rule = Rule::TermFirstUse;
    if !linter.is_on(rule) {
        return Vec::new();
    }
    let anchors: HashSet<&String> = tallies.iter().flat_map(|tally| &tally.anchors).collect();
    let mut seen = Seen::new(&linter.matcher);
    let mut remarks = Vec::new();
    for (number, tally) in tallies.iter().enumerate() {
        for first in tally.first_uses.iter().filter(|it| seen.insert(it.place.term)) {
            match &first.leads {
                Leads::There => continue,
                Leads::Within(anchor) if anchors.contains(anchor) => continue,
                Leads::Within(_) | Leads::Nowhere => {}
            }
            let term = first.place.term;
            let glossary = linter.matcher.glossary(term);
            let entry = glossary.entry(linter.matcher.term(term));
            let file = linter.matcher.file(term.glossary).and_then(Path::file_name);
            let message = RuleMessage::TermNotLinked {
                entry: entry.heading.clone(),
                file: file.map(|name| name.to_string_lossy().into_owned()),
                anchor: entry.id.clone(),
                why: linter.facts.of(&linter.matcher, term).sentence(&linter.matcher, term).to_owned(),
            };
            let about = About::Use { place: Some(first.place), message: Box::new(message.into()) };
            remarks.push((number, Remark { rule, span: first.place.span, about }));
        }
    }
    remarks
}

/// A link and where it leads; `None` where a definition says that, perhaps in another stretch.
struct Link {
    span: Span,
    target: Option<String>,
}

/// The links of Markdown and of HTML's `<a href>` in it; and its anchors: headings, as [`slug`] writes them, and what HTML names.
fn links_and_anchors(source: &str) -> (Vec<Link>, Vec<String>) {
    let resolve = |_: BrokenLink<'_>| Some((CowStr::Borrowed(""), CowStr::Borrowed("")));
    let (mut links, mut anchors) = (Vec::new(), Vec::new());
    let mut heading: Option<String> = None;
    let mut open: Option<(usize, String)> = None;
    for (event, range) in Parser::new_with_broken_link_callback(source, crate::prose::MARKDOWN_OPTIONS, Some(resolve)).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Inline | LinkType::WikiLink { .. }, dest_url, .. }) => {
                links.push(Link { span: range.into(), target: Some(dest_url.into_string()) });
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) if link_type != LinkType::Autolink => {
                links.push(Link { span: range.into(), target: (!dest_url.is_empty()).then(|| dest_url.into_string()) });
            }
            Event::InlineHtml(tag) if tag.starts_with("</a") => {
                links.extend(open.take().map(|(start, target)| Link { span: Span::new(start, range.end), target: Some(target) }));
            }
            Event::InlineHtml(tag) | Event::Html(tag) => {
                anchors.extend(["id=", "name="].into_iter().filter_map(|name| attribute(&tag, name)).map(slug));
                if tag.starts_with("<a ") {
                    open = attribute(&tag, "href=").map(|target| (range.start, target.to_owned()));
                }
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => heading.iter_mut().for_each(|heading| heading.push_str(&text)),
            Event::End(TagEnd::Heading(_)) => {
                if let Some(heading) = heading.take() {
                    let (title, id) = heading.split_once("{#").map_or((heading.as_str(), None), |(title, id)| (title, Some(id)));
                    anchors.extend(std::iter::once(title).chain(id).map(slug));
                }
            }
            _ => {}
        }
    }
    (links, anchors)
}

/// The value of an attribute in a tag. `name` has the sign of equality.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let value = tag.split_once(name)?.1;
    let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    value[1..].split(quote).next()
}

/// Where a link to `target` leads from a use of `term`. What cannot be told is taken to be right.
fn leads(linter: &Linter, term: TermRef, target: Option<&str>) -> Leads {
    let Some(target) = target else { return Leads::There };
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let (glossary, model) = (linter.matcher.glossary(term), linter.matcher.term(term));
    let is_of_term = !anchor.is_empty() && [&glossary.entry(model).id, &model.id].contains(&&anchor.to_owned());
    if path.is_empty() {
        return if is_of_term { Leads::Within(slug(anchor)) } else { Leads::Nowhere };
    }
    let is_named = linter.rules.list(Rule::TermFirstUse).iter().any(|it| path == it || path.ends_with(&format!("/{it}")));
    let page = page(path.split('?').next().unwrap_or_default());
    let is_glossary = page.ends_with(".glossary") || ["glossary", "glossaire"].contains(&page.as_str());
    let is_file = linter.matcher.file(term.glossary).is_some_and(|file| {
        let (whole, name) = (file.to_string_lossy(), file.file_name().unwrap_or_default().to_string_lossy());
        [self::page(&whole), self::page(&name)].contains(&page)
    });
    // Which page an address shows, or what its percent signs mean, is known elsewhere.
    let is_elsewhere = path.contains("://") || path.contains('%');
    if is_named || is_glossary || is_file || (is_elsewhere && is_of_term) { Leads::There } else { Leads::Nowhere }
}

/// The name of a page, in lower case, whether a path names its source, what it is made to, or its folder: `a/terms.md`, `terms.html`, `terms/index.md`,
/// `terms/`.
fn page(path: &str) -> String {
    let without_ending = |name: &str| {
        let name = name.to_lowercase();
        [".md", ".mdx", ".markdown", ".html", ".htm"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name).to_owned()
    };
    let names = path.rsplit(['/', '\\']).filter(|name| !name.is_empty()).map(without_ending);
    names.into_iter().find(|name| ![".", "..", "index", "readme", "_index"].contains(&name.as_str())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_on, drawn_on};
    use super::*;
    use crate::lint::Rules;
    use crate::messages::Locale;

    #[test]
    fn places() {
        check_on(
            Rule::TermFirstUse,
            &[
                ("the first use", "Un ‹levain›, un levain."),
                ("a link to the glossary", "Un [levain](pain.glossary.md#levain), un levain."),
                ("a link to its page", "Un [levain vivant](../glossary.html), un [lot](/docs/glossaire/)."),
                ("the entry on another page", "Un [‹levain›](x.md#qu-est-ce-que-le-levain), un [lot](https://x.org/p#lot)."),
                ("the entry in a page without it", "Un [‹lot›](#lot)."),
                ("the entry in a page with it", "Un [lot](#lot), un [levain](#levain).\n\n## Lot\n\nIci.\n\n<a id=\"levain\"></a>"),
                ("the page's own heading", "Un [levain](#levain).\n\n## Notre levain {#levain}"),
                ("a link elsewhere", "Un [‹levain›](pain.md)."),
                ("the anchor of another term", "Un [‹levain›](#lot)."),
                ("linked too late", "Un ‹levain›, un [levain](pain.glossary.md)."),
                ("a reference", "Un [levain][g], un [lot][].\n\n[g]: pain.glossary.md\n[lot]: glossaire.md"),
                ("a reference elsewhere", "Un [‹levain›][g].\n\n[g]: pain.md"),
                ("HTML", "Un <a class=\"x\" href=\"pain.glossary.md\">levain</a>, un <a href='x'>‹lot›</a>."),
                ("headings are no uses", "# Le levain\n\nUn [levain](pain.glossary.md)."),
            ],
        );
    }

    #[test]
    fn the_place_to_link_to_is_an_entry_of_the_glossary() {
        let (entry, anchor) = ("Le levain ?".to_owned(), "le-levain".to_owned());
        let message = |file: Option<&str>| {
            let message = RuleMessage::TermNotLinked {
                entry: entry.clone(),
                file: file.map(str::to_owned),
                anchor: anchor.clone(),
                why: String::new(),
            };
            [Locale::French, Locale::English].map(|locale| message.say(locale))
        };
        let [french, english] = message(None);
        assert!(french.ends_with("le lier à l’entrée « Le levain ? » du glossaire (`#le-levain` dans son fichier)"));
        assert!(english.ends_with("link it to the entry “Le levain ?” of the glossary (`#le-levain` there)"));
        let [french, english] = message(Some("a.md"));
        assert!(french.ends_with("le lier à l’entrée « Le levain ? » du glossaire (`a.md#le-levain`)"));
        assert!(english.ends_with("link it to the entry “Le levain ?” of the glossary (`a.md#le-levain`)"));
    }

    #[test]
    fn pages_by_their_paths() {
        for (path, expected) in [
            ("terms.md", "terms"),
            ("../a/Terms.html", "terms"),
            ("/docs/terms/", "terms"),
            ("/w/terms/index.md", "terms"),
            ("pain.glossary.md", "pain.glossary"),
            ("./index.md", ""),
        ] {
            assert_eq!(page(path), expected, "{path}");
        }
    }

    #[test]
    fn the_file_of_the_glossary() {
        let text = "Un [levain](../terms.md#x), un [‹lot›](terms-of-use.md).";
        let glossary = crate::glossary::read(super::super::tests::GLOSSARY).0;
        let matcher = crate::matcher::Matcher::new(vec![glossary.into()]).in_files(vec![Some("/w/docs/terms.md".into())]);
        let mut rules = Rules::default();
        rules.set(Rule::TermFirstUse, Some(crate::glossary::Severity::Hint));
        let source = text.replace(['‹', '›'], "");
        let manner = crate::document::Manner { format: Format::Markdown, ..crate::document::Manner::default() };
        let matcher = std::sync::Arc::new(matcher);
        let reading = crate::document::read(&source, &manner, &matcher);
        let found = crate::lint::check(&source, &reading, Format::Markdown, &matcher, &rules);
        let found: Vec<_> = found.iter().filter(|it| it.rule == Rule::TermFirstUse).collect();
        assert_eq!(found.iter().map(|it| &source[it.span.range()]).collect::<Vec<_>>(), ["lot"]);
        assert!(found[0].message.say(Locale::English).contains("(`terms.md#lot`)"));
    }

    #[test]
    fn pages_that_are_the_glossary() {
        let mut rules = Rules::default();
        rules.set_list(Rule::TermFirstUse, vec!["terms.html".to_owned()]);
        let text = "Un [levain](a/terms.html), un [‹lot›](myterms.html).";
        assert_eq!(drawn_on(&text.replace(['‹', '›'], ""), Rule::TermFirstUse, rules), text);
    }
}
