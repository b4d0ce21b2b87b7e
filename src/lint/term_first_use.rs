//! Rule `term-first-use`: the first use of each term in a text is a link to the glossary. Headings do not count as uses; formats without
//! links have none to ask for.

use std::collections::HashSet;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Parser, Tag};

use super::merge::RemarkOfWhole;
use super::tally::{About, Place, Remark, Stretch, Tally};
use super::term::Seen;
use super::{Linter, Rule, acronyms};
use crate::matcher::TermRef;
use crate::matcher::company::Mark;
use crate::messages::RuleMessage;
use crate::prose::Format;
use crate::span::Span;

/// The first use of a term in a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FirstUse {
    place: Place,
    is_linked: bool,
}

/// The first uses in a stretch, in order; none where the rule is off.
pub(super) fn uses(stretch: &Stretch, marks: &[Mark]) -> Vec<FirstUse> {
    let linter = stretch.linter;
    if !linter.is_on(Rule::TermFirstUse) || !matches!(linter.format, Format::Markdown | Format::Mdx) || marks.is_empty() {
        return Vec::new();
    }
    let mut seen = HashSet::new();
    let places = marks.iter().map(Place::of).filter(|it| !acronyms::is_in_heading(stretch.source, it.span.start) && seen.insert(it.term));
    let places: Vec<Place> = places.collect();
    let links = links(stretch.source);
    let is_linked = |place: &Place| {
        let around = links.iter().filter(|link| link.span.contains(place.span));
        around.into_iter().any(|link| leads_to_glossary(linter, place.term, link.target.as_deref()))
    };
    places.into_iter().map(|place| FirstUse { is_linked: is_linked(&place), place }).collect()
}

pub(super) fn remarks(linter: &Linter, tallies: &[&Tally]) -> Vec<RemarkOfWhole> {
    let rule = Rule::TermFirstUse;
    if !linter.is_on(rule) {
        return Vec::new();
    }
    let mut seen = Seen::new(&linter.matcher);
    let mut remarks = Vec::new();
    for (number, tally) in tallies.iter().enumerate() {
        for first in tally.first_uses.iter().filter(|it| seen.insert(it.place.term)) {
            if first.is_linked {
                continue;
            }
            let term = first.place.term;
            let glossary = linter.matcher.glossary(term);
            let entry = glossary.entry(linter.matcher.term(term));
            let message = RuleMessage::TermNotLinked {
                entry: entry.heading.clone(),
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

/// The links of Markdown and of HTML's `<a href>` in it.
fn links(source: &str) -> Vec<Link> {
    let resolve = |_: BrokenLink<'_>| Some((CowStr::Borrowed(""), CowStr::Borrowed("")));
    let mut links = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (event, range) in Parser::new_with_broken_link_callback(source, crate::prose::MARKDOWN_OPTIONS, Some(resolve)).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Inline | LinkType::WikiLink { .. }, dest_url, .. }) => {
                links.push(Link { span: range.into(), target: Some(dest_url.into_string()) });
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) if link_type != LinkType::Autolink => {
                links.push(Link { span: range.into(), target: (!dest_url.is_empty()).then(|| dest_url.into_string()) });
            }
            Event::InlineHtml(tag) if tag.starts_with("<a ") => open = href(&tag).map(|target| (range.start, target.to_owned())),
            Event::InlineHtml(tag) if tag.starts_with("</a") => {
                links.extend(open.take().map(|(start, target)| Link { span: Span::new(start, range.end), target: Some(target) }));
            }
            _ => {}
        }
    }
    links
}

fn href(tag: &str) -> Option<&str> {
    let value = tag.split_once("href=")?.1;
    let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    value[1..].split(quote).next()
}

/// Whether `target` is a glossary for readers, or the place of the term in a page whose name nobody knows.
fn leads_to_glossary(linter: &Linter, term: TermRef, target: Option<&str>) -> bool {
    let Some(target) = target else { return true };
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let name = path.split('?').next().unwrap_or_default().rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
    let stem = name.trim_end_matches(".md").trim_end_matches(".html");
    let is_named = linter.rules.list(Rule::TermFirstUse).iter().any(|it| path == it || path.ends_with(&format!("/{it}")));
    let is_glossary = stem.ends_with(".glossary") || ["glossary", "glossaire"].contains(&stem.to_lowercase().as_str());
    let (glossary, model) = (linter.matcher.glossary(term), linter.matcher.term(term));
    is_named || is_glossary || (!anchor.is_empty() && [&glossary.entry(model).id, &model.id].contains(&&anchor.to_owned()))
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
                ("a link to the entry", "Un [levain](x.md#qu-est-ce-que-le-levain), un [lot](#lot)."),
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
        let message = RuleMessage::TermNotLinked { entry, anchor, why: String::new() };
        assert!(message.say(Locale::French).ends_with("le lier à l’entrée « Le levain ? » du glossaire (`#le-levain` dans son fichier)"));
        assert!(message.say(Locale::English).ends_with("link it to the entry “Le levain ?” of the glossary (`#le-levain` there)"));
    }

    #[test]
    fn pages_that_are_the_glossary() {
        let mut rules = Rules::default();
        rules.set_list(Rule::TermFirstUse, vec!["terms.html".to_owned()]);
        let text = "Un [levain](a/terms.html), un [‹lot›](myterms.html).";
        assert_eq!(drawn_on(&text.replace(['‹', '›'], ""), Rule::TermFirstUse, rules), text);
    }
}
