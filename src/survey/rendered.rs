//! Answers as HTML, whoever wrote them: no scripts, no pictures from elsewhere, no links but to pages.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// The HTML of `markdown`. Its own HTML is shown as text, a picture is its description, and a link that does not lead to a page or a mailbox
/// is its text.
pub(super) fn rendered(markdown: &str) -> String {
    let mut links = Vec::new();
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Link { link_type, dest_url, .. }) => {
            let is_safe = leads_to_page(&dest_url);
            links.push(is_safe);
            let id = CowStr::Borrowed("");
            is_safe.then_some(Event::Start(Tag::Link { link_type, dest_url, title: CowStr::Borrowed(""), id }))
        }
        Event::End(TagEnd::Link) => links.pop().unwrap_or_default().then_some(Event::End(TagEnd::Link)),
        // The page has its own headings.
        Event::Start(Tag::Heading { .. }) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Paragraph)),
        other => Some(other),
    });
    let mut rendered = String::new();
    html::push_html(&mut rendered, events);
    rendered
}

fn leads_to_page(target: &str) -> bool {
    let lower = target.trim().to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers() {
        for (name, markdown, expected) in [
            ("a paragraph", "Un *modèle*.", "<p>Un <em>modèle</em>.</p>\n"),
            ("its own HTML", "a <b onclick=x>c</b>", "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>\n"),
            ("a block of HTML", "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
            ("a picture", "![un chat](https://x.example/a.png)", "<p>un chat</p>\n"),
            ("a link", "[a](https://x.example/ \"t\")", "<p><a href=\"https://x.example/\">a</a></p>\n"),
            ("a script as a link", "[a](JavaScript:alert(1)) [b](#c)", "<p>a b</p>\n"),
            ("a script in entities", "[a](java&#115;cript:alert(1))", "<p>a</p>\n"),
            ("a heading", "#### Détails", "<p>Détails</p>\n"),
        ] {
            assert_eq!(rendered(markdown), expected, "{name}");
        }
    }
}
