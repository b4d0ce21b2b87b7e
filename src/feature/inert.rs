//! What a glossary says, made harmless to show: a glossary comes with whatever folder somebody opens.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// What a link may lead to.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];
/// Taking one thing apart may bring another one to light. Nobody writes text with so many layers in good faith.
const MOST_PASSES: usize = 8;

/// `markdown` with nothing in it that runs, or that is fetched before somebody clicks on it. Pictures become their descriptions, HTML is shown
/// as text, and links that lead elsewhere than to the web or a mail address (`command:`, `javascript:`, `data:`, `file:`…) become their text.
/// All the rest, code above all, stays as it is, byte for byte.
pub fn inert(markdown: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(markdown);
    for _ in 0..MOST_PASSES {
        let edits = edits(&text);
        if edits.is_empty() {
            return text;
        }
        text = Cow::Owned(apply(&text, edits));
    }
    Cow::Owned(literally(&text))
}

/// A stretch and what takes its place.
type Edit = (Range<usize>, String);

/// A picture or a link to be taken away, while what it is made of is being read.
struct Open {
    all: Range<usize>,
    /// From the first to the last byte of its text.
    inside: Option<Range<usize>>,
}

fn edits(text: &str) -> Vec<Edit> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM;
    let mut events = Parser::new_ext(text, options).into_offset_iter();
    let mut edits: Vec<Edit> = Vec::new();
    let mut open: Vec<Option<Open>> = Vec::new();
    for (event, range) in events.by_ref() {
        if !matches!(event, Event::End(TagEnd::Link | TagEnd::Image)) {
            // The text of the innermost of those that contain it reaches over it.
            open.iter_mut().flatten().for_each(|it| it.reach_over(&range));
        }
        match event {
            Event::Start(Tag::Image { .. }) => open.push(Some(Open { all: with_brackets(text, range), inside: None })),
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                let stays = is_harmless(&dest_url) || link_type == LinkType::Email;
                open.push((!stays).then(|| Open { all: with_brackets(text, range), inside: None }));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                // What stands inside another one that goes is met again in the next pass.
                if let Some(Some(Open { all, inside })) = open.pop()
                    && !open.iter().any(Option::is_some)
                {
                    let inside = inside.and_then(|inside| text.get(inside)).unwrap_or_default();
                    edits.push((all, inside.to_owned()));
                }
            }
            Event::Html(_) | Event::InlineHtml(_) if !open.iter().any(Option::is_some) => edits.extend(shown(text, range)),
            _ => {}
        }
    }
    let definitions = events.reference_definitions().iter().filter(|(_, definition)| !is_harmless(&definition.dest));
    edits.extend(definitions.map(|(_, definition)| (definition.span.clone(), String::new())));
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    edits
}

/// The parser leaves the `[]` of a collapsed reference out.
fn with_brackets(text: &str, range: Range<usize>) -> Range<usize> {
    let behind = text.get(range.end..).is_some_and(|rest| rest.starts_with("[]"));
    range.start..range.end + if behind { "[]".len() } else { 0 }
}

impl Open {
    fn reach_over(&mut self, range: &Range<usize>) {
        let inside = self.inside.get_or_insert_with(|| range.clone());
        *inside = inside.start.min(range.start)..inside.end.max(range.end);
    }
}

/// The angle brackets of HTML as text. Markdown in what was HTML comes to life, and is looked at in the next pass.
fn shown(text: &str, range: Range<usize>) -> Vec<Edit> {
    let source = text.get(range.clone()).unwrap_or_default();
    let brackets = source.match_indices('<').map(|(at, _)| range.start + at);
    brackets.map(|at| (at..at + 1, "&lt;".to_owned())).collect()
}

/// Applies edits that are in order; one that overlaps another before it waits for the next pass.
fn apply(text: &str, edits: Vec<Edit>) -> String {
    let mut applied = String::with_capacity(text.len());
    let mut end = 0;
    for (range, replacement) in edits {
        if range.start >= end {
            applied.push_str(text.get(end..range.start).unwrap_or_default());
            applied.push_str(&replacement);
            end = range.end;
        }
    }
    applied.push_str(text.get(end..).unwrap_or_default());
    applied
}

/// Whether an address, with its entities resolved, leads to the web, to a mail address, or nowhere outside the text. Browsers ignore blanks
/// and control characters in a scheme (<https://url.spec.whatwg.org/#concept-basic-url-parser>).
fn is_harmless(address: &str) -> bool {
    let address: String = address.chars().filter(|character| !character.is_control() && !character.is_whitespace()).collect();
    let Some(end) = address.find([':', '/', '?', '#', '\\']) else { return true };
    match address.as_bytes().get(end) {
        Some(b':') => SCHEMES.iter().any(|scheme| address[..end].eq_ignore_ascii_case(scheme)),
        // `\\server\share` and `//server/share` ask another machine on Windows.
        Some(b'\\') => false,
        _ => !address.starts_with("//") && !address.starts_with("/\\"),
    }
}

/// Text that no pass could make harmless: all its markup is shown.
fn literally(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_punctuation() {
            shown.push('\\');
        }
        shown.push(character);
    }
    shown
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_ordinary_stays() {
        for markdown in [
            "",
            "Une **mesure** de la *capacité*.\n\n- un\n- deux\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
            "[page](https://example.org/a?b=c#d \"titre\") et <https://example.org>, <a@example.org>, [courriel](mailto:a@example.org)",
            "[plus loin](#suite), [voisin](autre.md), [dossier](docs/a.md), [requête](?a:b)",
            "[page][r]\n\n[r]: http://example.org",
            "`<b>` et `[x](command:y)` et ``![x](https://example.org/a.png)``",
            "```html\n<img src=x onerror=alert(1)>\n[x](command:y)\n```\n",
            "    <script>alert(1)</script>\n",
            "1 < 2, a<b, d'un \\<b> et &lt;b&gt;",
            "[pas un lien] (command:y) et command:y",
            "Une note[^1].\n\n[^1]: la note.\n",
            "\u{feff}Texte\r\navec des fins de ligne\r\n",
        ] {
            assert_eq!(inert(markdown), markdown);
        }
    }

    #[test]
    fn what_is_nasty_goes() {
        for (name, markdown, expected) in [
            ("command link", "a [b *c*](command:x) d", "a b *c* d"),
            ("command link with arguments", "[b](command:x?%5B1%5D)", "b"),
            ("title", "[b](javascript:alert(1) \"titre\")", "b"),
            ("angle brackets", "[b](<javascript:alert(1)>)", "b"),
            ("letter case", "[b](JaVaScRiPt:x)", "b"),
            ("entity in the scheme", "[b](java&#115;cript:x)", "b"),
            ("entity for the colon", "[b](javascript&colon;x)", "b"),
            ("tabulator entity in the scheme", "[b](java&#9;script:x)", "b"),
            ("line break entity in the scheme", "[b](java&NewLine;script:x)", "b"),
            ("escaped colon", "[b](javascript\\:x)", "b"),
            ("control character", "[b](<\u{1}javascript:x>)", "b"),
            ("data", "[b](data:text/html,<script>alert(1)</script>)", "b"),
            ("file", "[b](file:///etc/passwd)", "b"),
            ("editor", "[b](vscode://x)", "b"),
            ("share", "[b](\\\\\\\\server\\\\share)", "b"),
            ("share with slashes", "[b](//server/share)", "b"),
            ("autolink", "a <javascript:x> b", "a javascript:x b"),
            ("empty text", "a [](command:x) b", "a  b"),
            ("reference", "[b][r] c\n\n[r]: command:x\n", "b c\n\n\n"),
            ("collapsed reference", "[r][] c\n\n[r]: command:x", "r c\n\n"),
            ("shortcut", "[r] c\n\n[r]: command:x", "r c\n\n"),
            ("definition alone", "a\n\n[r]: command:x \"t\"\n", "a\n\n\n"),
            ("picture", "a ![la *perte*](https://example.org/p.png) b", "a la *perte* b"),
            ("picture without text", "a ![](https://example.org/p.png) b", "a  b"),
            ("picture by reference", "![p][r]\n\n[r]: https://example.org/p.png", "p\n\n[r]: https://example.org/p.png"),
            ("picture in a link", "[![p](https://example.org/p.png)](https://example.org)", "[p](https://example.org)"),
            ("picture in a bad link", "[![p](x.png)](command:x)", "p"),
            ("link in a picture", "![[p](command:x)](x.png)", "p"),
            ("bad link in a table", "| a |\n|---|\n| [b](command:x) |\n", "| a |\n|---|\n| b |\n"),
            ("bad link in a quote in a list", "- > [b](command:x)\n", "- > b\n"),
            ("inline tag", "a <b>c</b> d", "a &lt;b>c&lt;/b> d"),
            ("img", "a <img src=x onerror=alert(1)> d", "a &lt;img src=x onerror=alert(1)> d"),
            ("HTML block", "<div onclick=\"x\">\n\na\n\n</div>\n", "&lt;div onclick=\"x\">\n\na\n\n&lt;/div>\n"),
            ("script", "<script>\nalert('[b](c)')\n</script>\n", "&lt;script>\nalert('[b](c)')\n&lt;/script>\n"),
            ("comment", "a <!-- b --> c", "a &lt;!-- b --> c"),
            ("Markdown that HTML hid", "<div>\n[b](command:x)\n</div>\n", "&lt;div>\nb\n&lt;/div>\n"),
            ("picture that HTML hid", "<div>\n![b](https://example.org/p.png)\n</div>", "&lt;div>\nb\n&lt;/div>"),
            ("HTML that HTML hid", "<!--\n\n<img src=x>\n\n-->", "&lt;!--\n\n&lt;img src=x>\n\n-->"),
            ("link text that becomes a link", "[[b](command:x)](command:y)", "b"),
        ] {
            assert_eq!(inert(markdown), expected, "{name}");
        }
    }

    #[test]
    fn layers_without_end_are_shown_as_text() {
        let layers = format!("{}a{}", "![".repeat(20), "](x)".repeat(20));
        assert!(edits(&inert(&layers)).is_empty());
        assert_eq!(literally("a [b](c:d)"), "a \\[b\\]\\(c\\:d\\)");
    }

    proptest! {
        #[test]
        fn nothing_nasty_is_left(parts in proptest::collection::vec(0_usize..24, 0..24)) {
            let tokens = ["[", "]", "(", ")", "!", "<", ">", "command:x", "javascript:x", "data:x", "`", "\n", "\n\n", "[r]: command:x\n", "<b>", "<!--",
                "-->", "*", "a", " ", "    ", "> ", "- ", "\\"];
            let markdown: String = parts.iter().filter_map(|&part| tokens.get(part).copied()).collect();
            let made = inert(&markdown).into_owned();
            prop_assert!(edits(&made).is_empty(), "{} -> {}", markdown, made);
            prop_assert_eq!(&inert(&made), &made);
        }
    }
}
