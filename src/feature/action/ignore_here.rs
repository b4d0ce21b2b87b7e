//! Silences a finding at its place, by a comment.

use super::{Action, Change, Kind, line_at};
use crate::document::Document;
use crate::lint::{Finding, Fix, Rule};
use crate::messages::ActionMessage;
use crate::prose::{self, Format};
use crate::span::Span;
use crate::words::is_word_character;

/// One for each comment that would silence some of the findings.
pub(super) fn actions(document: &Document, here: &[(usize, &Finding)]) -> Vec<Action> {
    let mut actions: Vec<Action> = Vec::new();
    for &(number, finding) in here {
        let Some(action) = action(document, number, finding) else { continue };
        match actions.iter_mut().find(|known| known.change == action.change) {
            Some(known) => known.findings.push(number),
            None => actions.push(action),
        }
    }
    actions
}

/// `None` for findings about comments, which no comment silences, in formats without comments, and where a comment would be no comment.
pub(super) fn action(document: &Document, number: usize, finding: &Finding) -> Option<Action> {
    let (open, close) = delimiters(document.manner().format)?;
    let id = &document.matcher().term(finding.term?).id;
    // Of the two names the term's says less. Ids that a comment cannot name are left to the rule.
    let is_sayable = Rule::parse(id).is_none() && !id.contains([',', '—', '–']) && !id.contains("--");
    let name = if is_sayable { id } else { finding.rule.id() };
    let stretch = Stretch::around(document, finding.span)?;
    let comment = format!("{open} glossator-ignore {name} {close}");
    let line = line_at(document, finding.span.start);
    let is_on_one_line = finding.span.end <= line.end;
    let named = is_on_one_line.then(|| stretch.added_to_comment(line, name)).flatten();
    let behind =
        || is_on_one_line.then(|| stretch.end_of(line)).map(|at| Fix { span: Span::new(at, at), replacement: format!(" {comment}") });
    let before = || Fix { span: Span::new(finding.span.start, finding.span.start), replacement: comment.clone() };
    let fix = named.or_else(|| {
        behind().filter(|fix| stretch.is_comment_after(fix)).or_else(|| Some(before()).filter(|fix| stretch.is_comment_after(fix)))
    })?;
    Some(Action {
        title: ActionMessage::IgnoreHere { name: name.to_owned() }.into(),
        kind: Kind::QuickFix,
        findings: vec![number],
        is_preferred: false,
        change: Change::Text(vec![fix]),
    })
}

/// How a comment begins and ends.
const fn delimiters(format: Format) -> Option<(&'static str, &'static str)> {
    match format {
        Format::Markdown => Some(("<!--", "-->")),
        Format::Mdx => Some(("{/*", "*/}")),
        Format::Plain | Format::Unknown => None,
    }
}

/// The chunk of a document that holds a place.
struct Stretch<'a> {
    start: usize,
    source: String,
    /// The insides of its comments, in bytes of the document.
    comments: Vec<Span>,
    document: &'a Document,
}

impl<'a> Stretch<'a> {
    fn around(document: &'a Document, place: Span) -> Option<Self> {
        let (start, part) = document.parts().iter().find(|(start, part)| place.start < start + part.chunk.length)?;
        let source = document.text().slice(Span::new(start, start + part.chunk.length));
        let comments = part.chunk.comments.iter().map(|comment| comment.shifted(start)).collect();
        Some(Self { start, source, comments, document })
    }

    fn slice(&self, span: Span) -> &str {
        self.source.get(span.start.saturating_sub(self.start)..span.end.saturating_sub(self.start)).unwrap_or_default()
    }

    /// The name added to the comment that silences something of this line already: a second one would change what the first one speaks of.
    fn added_to_comment(&self, line: Span, name: &str) -> Option<Fix> {
        let comment = *self.comments.iter().find(|comment| line.contains(**comment) && is_ignore(self.slice(**comment)))?;
        let text = self.slice(comment);
        let end = ["--", "—", "–"].iter().filter_map(|reason| text.find(&format!(" {reason}"))).min().unwrap_or(text.len());
        let at = comment.start + text[..end].trim_end().len();
        Some(Fix { span: Span::new(at, at), replacement: format!(" {name}") })
    }

    /// The last place of a line at which an inline comment changes nothing of what the line is: before a hard line break, the bar that ends a
    /// table's row, the `#` that close a heading and its attributes.
    fn end_of(&self, line: Span) -> usize {
        let mut content = self.slice(line).trim_end();
        let unquoted = content.trim_start_matches([' ', '\t', '>']);
        if unquoted.starts_with('#') {
            let before_attributes = content.strip_suffix('}').and_then(|inside| inside.rfind(" {")).map(|at| content[..at].trim_end());
            content = before_attributes.unwrap_or(content);
            let before_signs = content.trim_end_matches('#');
            if before_signs.len() < content.len() && before_signs.ends_with([' ', '\t']) && before_signs.contains(is_word_character) {
                content = before_signs.trim_end();
            }
        } else if let Some(before) = content.strip_suffix(['|', '\\']).filter(|before| !before.ends_with('\\')) {
            content = before.trim_end();
        }
        line.start + content.len()
    }

    /// Whether what `fix` writes is a comment to whoever reads the text.
    fn is_comment_after(&self, fix: &Fix) -> bool {
        let Some((before, behind)) = fix.span.start.checked_sub(self.start).and_then(|at| self.source.split_at_checked(at)) else {
            return false;
        };
        let edited = format!("{before}{}{behind}", fix.replacement);
        let comments = prose::read_chunk(&edited, self.document.manner().format, self.start == 0).comments;
        let written = Span::new(before.len(), before.len() + fix.replacement.len());
        comments.iter().any(|comment| written.contains(*comment))
    }
}

/// Whether a comment silences its line or block.
fn is_ignore(comment: &str) -> bool {
    comment.split(|character: char| character.is_whitespace() || character == ',').find(|word| !word.is_empty()) == Some("glossator-ignore")
}
