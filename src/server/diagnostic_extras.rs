//! What a diagnostic may carry beside its message: the way to the entry, the page that the glossary names, and a line through what is deprecated.

use tower_lsp::lsp_types::*;

use super::convert::range;
use super::snapshot::Snapshot;
use crate::lint::{Finding, Rule};
use crate::matcher::TermRef;

/// What is added, as far as the client can show it.
pub struct Extras {
    related_information: Option<Vec<DiagnosticRelatedInformation>>,
    code_description: Option<CodeDescription>,
    tags: Option<Vec<DiagnosticTag>>,
}

impl Extras {
    /// For a finding in a text.
    pub fn of(snapshot: &Snapshot, finding: &Finding) -> Self {
        let acting = snapshot.acting;
        // What only explains names the question itself, and editors that show what is related show it in the hover, above the answer.
        let explains = finding.rule == Rule::Term;
        let is_deprecated = matches!(finding.rule, Rule::DeprecatedForm | Rule::ForbiddenForm);
        let term = |wanted: bool| finding.term.filter(|_| wanted);
        Self {
            related_information: term(acting.related_information && !explains)
                .and_then(|term| entry(snapshot, term))
                .map(|entry| vec![entry]),
            code_description: term(acting.code_descriptions).and_then(|term| page(snapshot, term)).map(|href| CodeDescription { href }),
            tags: (is_deprecated && acting.deprecated_tag).then(|| vec![DiagnosticTag::DEPRECATED]),
        }
    }

    /// The diagnostic with them.
    pub fn added_to(self, diagnostic: Diagnostic) -> Diagnostic {
        let Self { related_information, code_description, tags } = self;
        Diagnostic { related_information, code_description, tags, ..diagnostic }
    }
}

/// The entry that explains the term.
fn entry(snapshot: &Snapshot, reference: TermRef) -> Option<DiagnosticRelatedInformation> {
    let matcher = snapshot.document.matcher();
    let source = snapshot.serving.source(reference.glossary)?;
    let term = matcher.term(reference);
    let entry = matcher.glossary(reference).entry(term);
    let span = term.item.as_ref().map_or(entry.heading_span, |item| item.span);
    let uri = Url::from_file_path(source.path.as_deref()?).ok()?;
    let location = Location::new(uri, range(&source.text, span, snapshot.encoding));
    Some(DiagnosticRelatedInformation { location, message: entry.heading.clone() })
}

/// The page on the web that the term's source is, else the glossary's.
fn page(snapshot: &Snapshot, reference: TermRef) -> Option<Url> {
    let matcher = snapshot.document.matcher();
    let (glossary, term) = (matcher.glossary(reference), matcher.term(reference));
    [&term.source, &glossary.source].into_iter().flatten().find_map(|source| address(source))
}

/// The first address of a page in a source, which is Markdown.
fn address(source: &str) -> Option<Url> {
    let start = [source.find("https://"), source.find("http://")].into_iter().flatten().min()?;
    let address = source[start..].split(|character: char| character.is_whitespace() || "<>)]\"'`".contains(character)).next()?;
    Url::parse(address.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_'])).ok().filter(Url::has_host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (source, expected) in [
            ("https://example.org/a", Some("https://example.org/a")),
            ("[page](https://example.org/a?b#c \"t\")", Some("https://example.org/a?b#c")),
            ("Voir <http://example.org/>.", Some("http://example.org/")),
            ("voir https://example.org/a.", Some("https://example.org/a")),
            ("le manuel", None),
            ("command:x", None),
            ("https://", None),
        ] {
            assert_eq!(address(source).as_ref().map(Url::as_str), expected, "{source}");
        }
    }
}
