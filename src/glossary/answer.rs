//! Answers as plain text, for terminals, one-line messages and clients that show no Markdown.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{Entry, Glossary, Review, Term};

impl Glossary {
    /// The entry that a term belongs to.
    pub fn entry(&self, term: &Term) -> &Entry {
        &self.entries[term.entry]
    }

    /// The Markdown that explains a term: its list item, else the whole answer.
    pub fn explanation<'a>(&'a self, term: &'a Term) -> &'a str {
        term.item.as_ref().map_or(&self.entry(term).answer, |item| &item.markdown)
    }

    /// The banner above what explains a term.
    pub fn review<'a>(&'a self, term: &'a Term) -> Option<&'a Review> {
        term.item.as_ref().and_then(|item| item.review.as_ref()).or(self.entry(term).review.as_ref())
    }
}

/// A paragraph of plain text, ready to be wrapped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// What stands before its first line: indentation and a list marker.
    pub first: String,
    /// What stands before the other lines.
    pub rest: String,
    /// Its text on one line; code blocks keep their lines.
    pub text: String,
    /// Whether it is code, which is not to be wrapped.
    pub code: bool,
}

/// The paragraphs of `markdown` without its markup.
pub fn paragraphs(markdown: &str) -> Vec<Paragraph> {
    let mut writer = Writer::default();
    parser(markdown).for_each(|event| writer.event(event));
    writer.end_paragraph();
    writer.paragraphs
}

/// The text of `markdown` on one line, up to the end of its first sentence. Reads no further than that paragraph.
pub fn first_sentence(markdown: &str) -> String {
    let mut writer = Writer::default();
    let mut events = parser(markdown);
    while writer.paragraphs.is_empty()
        && let Some(event) = events.next()
    {
        writer.event(event);
    }
    writer.end_paragraph();
    let text = writer.paragraphs.into_iter().next().map(|paragraph| paragraph.text).unwrap_or_default();
    let end = sentence_end(&text).unwrap_or(text.len());
    text[..end].to_owned()
}

fn parser(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM)
}

/// The byte after the first sentence: its `.`, `!`, `?` or `…` before a space and a capital, not after an abbreviation or initial.
fn sentence_end(text: &str) -> Option<usize> {
    const ABBREVIATIONS: &[&str] = &["etc", "cf", "ex", "p", "e.g", "i.e", "vs", "fig", "al", "m", "dr", "mr", "mrs"];
    let mut marks = text.char_indices().filter(|&(_, character)| matches!(character, '.' | '!' | '?' | '…'));
    marks.find_map(|(at, mark)| {
        let end = at + mark.len_utf8();
        let rest = &text[end..];
        let next = rest.trim_start().chars().next();
        let word = text[..at].rsplit(|character: char| character.is_whitespace() || character == '(').next().unwrap_or_default();
        let abbreviated = mark == '.' && (ABBREVIATIONS.contains(&word.to_lowercase().as_str()) || word.chars().count() == 1);
        let starts_anew = rest.starts_with(char::is_whitespace) && next.is_some_and(|character| !character.is_lowercase());
        (starts_anew && !abbreviated).then_some(end)
    })
}

#[derive(Default)]
struct Writer {
    paragraphs: Vec<Paragraph>,
    current: String,
    /// The list marker that waits for its item's first paragraph.
    marker: Option<String>,
    /// The numbers of the open lists; `None` for bullets.
    lists: Vec<Option<u64>>,
    quotes: usize,
    code: bool,
}

impl Writer {
    fn event(&mut self, event: Event) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.current.push_str(&text),
            Event::SoftBreak => self.current.push(' '),
            Event::HardBreak => self.end_paragraph(),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Rule => self.end_paragraph(),
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::List(first) => {
                self.end_paragraph();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_paragraph();
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".to_owned(),
                });
            }
            Tag::BlockQuote(_) => {
                self.end_paragraph();
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.end_paragraph();
                self.code = true;
                debug_assert!(matches!(kind, CodeBlockKind::Indented | CodeBlockKind::Fenced(_)));
            }
            Tag::Paragraph | Tag::Heading { .. } | Tag::TableRow | Tag::TableHead => self.end_paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.end_paragraph();
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.end_paragraph();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.end_paragraph();
                self.code = false;
            }
            TagEnd::TableCell => self.current.push_str("  "),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => self.end_paragraph(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.current);
        let text = if self.code { text.trim_end().to_owned() } else { text.trim().to_owned() };
        if text.is_empty() {
            return;
        }
        let quote = "│ ".repeat(self.quotes);
        let inner = "  ".repeat(self.lists.len().saturating_sub(1));
        let hanging = if self.lists.is_empty() { "" } else { "  " };
        let marker = self.marker.take().unwrap_or_else(|| hanging.to_owned());
        let rest = format!("{quote}{inner}{}", " ".repeat(marker.chars().count()));
        self.paragraphs.push(Paragraph { first: format!("{quote}{inner}{marker}"), rest, text, code: self.code });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text() {
        let markdown = "L'**IA** est *vaste*\net belle.\n\n- un `mot`\n- [lien](x)\n  - dessous\n\n1. premier\n2. second\n\n> cité\n\n```\ncode  x\n```\n";
        let shown: Vec<String> = paragraphs(markdown).iter().map(|it| format!("{}{}", it.first, it.text)).collect();
        assert_eq!(
            shown,
            ["L'IA est vaste et belle.", "• un mot", "• lien", "  • dessous", "1. premier", "2. second", "│ cité", "code  x"]
        );
    }

    #[test]
    fn first_sentences() {
        for (markdown, expected) in [
            ("**Perplexité** : C'est une mesure. Une autre.", "Perplexité : C'est une mesure."),
            ("Une phrase seule", "Une phrase seule"),
            ("Des outils, etc. Une suite.", "Des outils, etc. Une suite."),
            ("Version 3.5 sortie. Suite.", "Version 3.5 sortie."),
            ("Vraiment ? Oui.", "Vraiment ?"),
            ("", ""),
        ] {
            assert_eq!(first_sentence(markdown), expected, "{markdown}");
        }
    }
}
