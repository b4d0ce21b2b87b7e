//! What of a glossary's file can be folded away.

use crate::feature::outline::{self, Symbol};
use crate::glossary::Glossary;
use crate::span::Span;

/// A stretch that folds to its first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// In bytes of the file; more than one line.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a [`Fold`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Front matter, a section or an entry.
    Part,
    /// A term block or a review banner, which says something about the text around.
    Remark,
}

/// The folds of `text`, the file of `glossary`, in file order; where there are more than `most`, the outer ones.
pub fn folds(text: &str, glossary: &Glossary, most: usize) -> Vec<Fold> {
    let part = |span: Span| Fold { span, kind: Kind::Part };
    let remark = |span: Span| Fold { span, kind: Kind::Remark };
    let outline = outline::outline(glossary);
    let mut folds: Vec<Fold> = front_matter(text).into_iter().chain(outline.iter().map(|symbol| symbol.span)).map(part).collect();
    let entries =
        |symbol: &Symbol| symbol.children.iter().filter(|it| it.kind == outline::Kind::Entry).map(|it| it.span).collect::<Vec<_>>();
    folds.extend(outline.iter().flat_map(entries).map(part));
    let reviews = glossary.entries.iter().filter_map(|entry| entry.review.as_ref());
    let of_items = glossary.terms.iter().filter_map(|term| term.item.as_ref()?.review.as_ref());
    folds.extend(glossary.terms.iter().map(|term| term.span).chain(reviews.chain(of_items).map(|review| review.span)).map(remark));
    folds.retain(|fold| text[fold.span.range()].trim_end().contains('\n'));
    folds.truncate(most);
    folds.sort_by_key(|fold| (fold.span.start, usize::MAX - fold.span.end));
    // The terms of one item share its banner.
    folds.dedup();
    folds
}

fn front_matter(text: &str) -> Option<Span> {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let mut lines = text[start..].split_inclusive('\n');
    let mut end = start + lines.next().filter(|line| line.trim_end() == "---")?.len();
    for line in lines {
        end += line.len();
        match line.trim_end() {
            "---" | "..." => return Some(Span::new(start, end - (line.len() - line.trim_end().len()))),
            line if line.starts_with("##") => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    const TEXT: &str = "---\nlangue: fr\n---\n\n# T\n\n## S\n\n### E\n\n> **terme e** · fr : e\n> en : e\n\n> **terme f** · fr : f\n\n- Un.\n\n  \
        > [!NOTE]\n  > revu : 2024\n\n  > **terme g** · fr : g\n\n  > **terme h** · fr : h\n\nFin.\n\n### Court\n";

    fn lines(most: usize) -> Vec<String> {
        let line = |byte: usize| TEXT[..byte].matches('\n').count() + 1;
        let folds = folds(TEXT, &glossary::read(TEXT).0, most);
        folds.iter().map(|fold| format!("{}-{} {:?}", line(fold.span.start), line(fold.span.end), fold.kind)).collect()
    }

    #[test]
    fn folds_of_a_file() {
        assert_eq!(lines(100), ["1-3 Part", "7-27 Part", "9-25 Part", "11-12 Remark", "18-19 Remark"]);
        assert_eq!(lines(2), ["1-3 Part", "7-27 Part"]);
        assert!(folds("---\nx\n\n## S\n---\n", &Glossary::default(), 9).is_empty());
    }
}
