//! The picture of a project: its glossaries with their uses, and what the texts still need.
//!
//! [`survey`] counts; [`page`] shows the counts as a page of HTML. Both are the same on every run.

pub mod page;
mod rendered;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::feature::hover::headword;
use crate::glossary::{Entry, Glossary, Term};

/// A glossary of the project.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its file, as messages call it.
    pub path: &'a str,
    /// What was read.
    pub glossary: &'a Glossary,
}

/// What was found in a text.
#[derive(Clone, Debug, Default)]
pub struct TextFacts {
    /// Its file, as messages call it, parted by `/`.
    pub path: String,
    /// Every mark.
    pub uses: Vec<Use>,
    /// The terms whose forms it mixes, as rule `inconsistent-form` says: glossary and term.
    pub mixed: BTreeSet<(usize, usize)>,
    /// The acronyms that nobody explains, as rule `undefined-acronym` says; each as often as it stands there.
    pub acronyms: Vec<String>,
}

/// A mark, by numbers: the glossary among the sources, its term, the term's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// Among the sources.
    pub glossary: usize,
    /// Among the glossary's terms.
    pub term: usize,
    /// Among the term's forms.
    pub form: usize,
}

/// The counts of a project.
#[derive(Clone, Debug, Serialize)]
pub struct Survey {
    /// By path.
    pub glossaries: Vec<GlossaryCounts>,
    /// Every text, by path.
    pub files: Vec<FileCounts>,
    /// Every folder that holds texts, itself or below, by path.
    pub folders: Vec<FolderCounts>,
    /// The terms whose forms some text mixes.
    pub mixed: Vec<Mixed>,
    /// The ids of terms that no text uses.
    pub unused: Vec<String>,
    /// Acronyms that nobody explains, the most frequent first.
    pub acronyms: Vec<Acronym>,
}

/// A glossary with its uses.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryCounts {
    /// Its title, else its path.
    pub title: String,
    /// Its file.
    pub path: String,
    /// In its order; entries before the first section come in one without a title.
    pub sections: Vec<SectionCounts>,
}

/// A section with its uses.
#[derive(Clone, Debug, Serialize)]
pub struct SectionCounts {
    /// Its heading; empty for entries that stand before the first.
    pub title: String,
    /// Marks of its terms.
    pub uses: usize,
    /// In its order.
    pub entries: Vec<EntryCounts>,
}

/// An entry with its uses.
#[derive(Clone, Debug, Serialize)]
pub struct EntryCounts {
    /// Unique in its glossary.
    pub id: String,
    /// Its question or headword.
    pub heading: String,
    /// Its answer, in Markdown.
    pub answer: String,
    /// Its terms.
    pub terms: Vec<TermCounts>,
}

/// A term with its uses.
#[derive(Clone, Debug, Serialize)]
pub struct TermCounts {
    /// Unique in its glossary.
    pub id: String,
    /// The form that names it.
    pub headword: String,
    /// Its marks.
    pub uses: usize,
    /// Whether texts mark it at all.
    pub marks: bool,
    /// The texts that use it, the most frequent user first.
    pub files: Vec<FileUses>,
    /// Its forms, in its order.
    pub forms: Vec<FormUses>,
}

/// How often a text uses a term.
#[derive(Clone, Debug, Serialize)]
pub struct FileUses {
    /// The text.
    pub path: String,
    /// Marks.
    pub uses: usize,
}

/// How often a form is used.
#[derive(Clone, Debug, Serialize)]
pub struct FormUses {
    /// As the glossary writes it.
    pub text: String,
    /// BCP 47; `null` for every language.
    pub language: Option<String>,
    /// `preferred`, `admitted`, `deprecated` or `forbidden`.
    pub status: &'static str,
    /// Marks.
    pub uses: usize,
}

/// What a text holds.
#[derive(Clone, Debug, Serialize)]
pub struct FileCounts {
    /// Its file.
    pub path: String,
    /// Marks.
    pub uses: usize,
    /// Different terms.
    pub terms: usize,
}

/// What the texts in a folder and below hold.
#[derive(Clone, Debug, Serialize)]
pub struct FolderCounts {
    /// Parted by `/`; empty for the top.
    pub path: String,
    /// Texts.
    pub files: usize,
    /// Marks.
    pub uses: usize,
}

/// A term that is written in several ways.
#[derive(Clone, Debug, Serialize)]
pub struct Mixed {
    /// Its id.
    pub term: String,
    /// The form that names it.
    pub headword: String,
    /// The texts that mix its forms, by path.
    pub files: Vec<String>,
    /// The forms that the project uses, the most frequent first.
    pub forms: Vec<FormUses>,
}

/// An acronym without an explanation.
#[derive(Clone, Debug, Serialize)]
pub struct Acronym {
    /// As written.
    pub text: String,
    /// How often.
    pub uses: usize,
    /// Where, by path.
    pub files: Vec<String>,
}

/// Counts what was found in the texts of a project.
pub fn survey(sources: &[Source], mut texts: Vec<TextFacts>) -> Survey {
    texts.sort_by(|one, other| one.path.cmp(&other.path));
    let tally = Tally::of(&texts);
    let terms = || {
        sources.iter().enumerate().flat_map(|(number, source)| {
            source.glossary.terms.iter().enumerate().map(move |(term, it)| ((number, term), source.glossary, it))
        })
    };
    let is_unused = |key: &(usize, usize), term: &Term| term.marks && !tally.by_term.contains_key(key);
    Survey {
        glossaries: sources.iter().enumerate().map(|(number, source)| glossary_counts(number, source, &tally)).collect(),
        files: texts.iter().map(file_counts).collect(),
        folders: folders(&texts),
        mixed: terms().filter_map(|(key, glossary, term)| mixed(key, glossary, term, &texts, &tally)).collect(),
        unused: terms().filter(|(key, _, term)| is_unused(key, term)).map(|(_, _, term)| term.id.clone()).collect(),
        acronyms: acronyms(&texts),
    }
}

/// Every mark, counted by what it is a mark of.
#[derive(Default)]
struct Tally<'a> {
    /// For each glossary and term, the uses by path.
    by_term: BTreeMap<(usize, usize), BTreeMap<&'a str, usize>>,
    by_form: BTreeMap<(usize, usize, usize), usize>,
}

impl<'a> Tally<'a> {
    fn of(texts: &'a [TextFacts]) -> Self {
        let mut tally = Self::default();
        for text in texts {
            for it in &text.uses {
                *tally.by_term.entry((it.glossary, it.term)).or_default().entry(&text.path).or_default() += 1;
                *tally.by_form.entry((it.glossary, it.term, it.form)).or_default() += 1;
            }
        }
        tally
    }
}

fn glossary_counts(number: usize, source: &Source, tally: &Tally) -> GlossaryCounts {
    let glossary = source.glossary;
    let section = |section: Option<usize>| {
        let numbered = glossary.entries.iter().enumerate().filter(|(_, entry)| entry.section == section);
        let entries: Vec<EntryCounts> = numbered.map(|(index, entry)| entry_counts(number, glossary, index, entry, tally)).collect();
        let uses = entries.iter().flat_map(|entry| &entry.terms).map(|term| term.uses).sum();
        let title = section.and_then(|section| glossary.sections.get(section)).map(|it| it.title.clone()).unwrap_or_default();
        SectionCounts { title, uses, entries }
    };
    let all = std::iter::once(None).chain((0..glossary.sections.len()).map(Some));
    let title = if glossary.title.is_empty() { source.path } else { &glossary.title };
    GlossaryCounts {
        title: title.to_owned(),
        path: source.path.to_owned(),
        sections: all.map(section).filter(|section| !section.entries.is_empty()).collect(),
    }
}

fn entry_counts(number: usize, glossary: &Glossary, index: usize, entry: &Entry, tally: &Tally) -> EntryCounts {
    let terms = glossary.terms.iter().enumerate().filter(|(_, term)| term.entry == index);
    EntryCounts {
        id: entry.id.clone(),
        heading: entry.heading.clone(),
        answer: entry.answer.clone(),
        terms: terms.map(|(place, term)| term_counts((number, place), glossary, term, tally)).collect(),
    }
}

fn term_counts(key: (usize, usize), glossary: &Glossary, term: &Term, tally: &Tally) -> TermCounts {
    let by_path = tally.by_term.get(&key).into_iter().flatten();
    let mut files: Vec<FileUses> = by_path.map(|(path, uses)| FileUses { path: (*path).to_owned(), uses: *uses }).collect();
    files.sort_by(|one, other| other.uses.cmp(&one.uses).then_with(|| one.path.cmp(&other.path)));
    TermCounts {
        id: term.id.clone(),
        headword: headword(glossary, term).to_owned(),
        uses: files.iter().map(|file| file.uses).sum(),
        marks: term.marks,
        files,
        forms: form_uses(key, term, tally),
    }
}

fn form_uses((glossary, place): (usize, usize), term: &Term, tally: &Tally) -> Vec<FormUses> {
    let form_uses = |(number, form): (usize, &crate::glossary::Form)| FormUses {
        text: form.text.clone(),
        language: form.language.as_ref().map(|language| language.tag().to_owned()),
        status: form.status.name(),
        uses: tally.by_form.get(&(glossary, place, number)).copied().unwrap_or_default(),
    };
    term.forms.iter().enumerate().map(form_uses).collect()
}

fn file_counts(text: &TextFacts) -> FileCounts {
    let terms: BTreeSet<(usize, usize)> = text.uses.iter().map(|it| (it.glossary, it.term)).collect();
    FileCounts { path: text.path.clone(), uses: text.uses.len(), terms: terms.len() }
}

fn folders(texts: &[TextFacts]) -> Vec<FolderCounts> {
    let mut folders: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for text in texts {
        let above = text.path.match_indices('/').map(|(end, _)| &text.path[..end]);
        for folder in std::iter::once("").chain(above.filter(|folder| !folder.is_empty())) {
            let (files, uses) = folders.entry(folder).or_default();
            (*files, *uses) = (*files + 1, *uses + text.uses.len());
        }
    }
    folders.into_iter().map(|(path, (files, uses))| FolderCounts { path: path.to_owned(), files, uses }).collect()
}

fn mixed(key: (usize, usize), glossary: &Glossary, term: &Term, texts: &[TextFacts], tally: &Tally) -> Option<Mixed> {
    let files: Vec<String> = texts.iter().filter(|text| text.mixed.contains(&key)).map(|text| text.path.clone()).collect();
    if files.is_empty() {
        return None;
    }
    let mut forms = form_uses(key, term, tally);
    forms.retain(|form| form.uses > 0);
    forms.sort_by_key(|form| std::cmp::Reverse(form.uses));
    Some(Mixed { term: term.id.clone(), headword: headword(glossary, term).to_owned(), files, forms })
}

fn acronyms(texts: &[TextFacts]) -> Vec<Acronym> {
    let mut by_text: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for text in texts {
        for acronym in &text.acronyms {
            let (uses, files) = by_text.entry(acronym).or_default();
            *uses += 1;
            files.insert(&text.path);
        }
    }
    let acronym = |(text, (uses, files)): (&str, (usize, BTreeSet<&str>))| Acronym {
        text: text.to_owned(),
        uses,
        files: files.into_iter().map(str::to_owned).collect(),
    };
    let mut acronyms: Vec<Acronym> = by_text.into_iter().map(acronym).collect();
    acronyms.sort_by(|one, other| other.uses.cmp(&one.uses).then_with(|| one.text.cmp(&other.text)));
    acronyms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    pub(super) const GLOSSARY: &str = "---\nglossary: 1\nlanguage: fr\ntitle: Essai\n---\n## Modèles\n\n### Qu'est-ce qu'un LLM ?\n\n\
        > **terme llm** · fr : **grand modèle de langage** · en : **LLM**\n\n> **terme bert** · fr : **BERT**\n\nUn *modèle*.\n\n\
        ## Textes\n\n### Token\n\n> **terme token** · fr : **token**, jeton\n\nUn morceau.\n\n### Chut\n\n> **terme chut** · fr : **chut**\n> marques : off\n\nRien.\n";

    pub(super) fn facts() -> Vec<TextFacts> {
        let at = |term, form| Use { glossary: 0, term, form };
        vec![
            TextFacts {
                path: "docs/b.md".into(),
                uses: vec![at(0, 0), at(0, 1), at(2, 0), at(2, 1)],
                mixed: [(0, 2)].into(),
                acronyms: vec!["RLHF".into(), "RLHF".into()],
            },
            TextFacts { path: "a.md".into(), uses: vec![at(0, 1)], acronyms: vec!["DPO".into(), "RLHF".into()], ..TextFacts::default() },
            TextFacts { path: "docs/deep/c.md".into(), ..TextFacts::default() },
        ]
    }

    pub(super) fn example() -> Survey {
        let glossary = glossary::read(GLOSSARY).0;
        survey(&[Source { path: "x.glossary.md", glossary: &glossary }], facts())
    }

    #[test]
    fn counts() {
        let survey = example();
        let sections = &survey.glossaries[0].sections;
        let shown: Vec<String> = sections.iter().map(|it| format!("{} {} {}", it.title, it.uses, it.entries.len())).collect();
        assert_eq!(shown, ["Modèles 3 1", "Textes 2 2"]);
        let llm = &sections[0].entries[0].terms[0];
        assert_eq!((llm.headword.as_str(), llm.uses), ("grand modèle de langage", 3));
        let files: Vec<(&str, usize)> = llm.files.iter().map(|file| (file.path.as_str(), file.uses)).collect();
        assert_eq!(files, [("docs/b.md", 2), ("a.md", 1)]);
        let forms: Vec<(&str, usize)> = llm.forms.iter().map(|form| (form.text.as_str(), form.uses)).collect();
        assert_eq!(forms, [("grand modèle de langage", 1), ("LLM", 2)]);
        assert_eq!(survey.unused, ["bert"], "what is never marked is not unused");
        let folders: Vec<String> = survey.folders.iter().map(|it| format!("{:?} {} {}", it.path, it.files, it.uses)).collect();
        assert_eq!(folders, ["\"\" 3 5", "\"docs\" 2 4", "\"docs/deep\" 1 0"]);
        let mixed: Vec<(&str, usize, &str)> =
            survey.mixed.iter().map(|it| (it.term.as_str(), it.forms.len(), it.files[0].as_str())).collect();
        assert_eq!(mixed, [("token", 2, "docs/b.md")]);
        let acronyms: Vec<(&str, usize, usize)> = survey.acronyms.iter().map(|it| (it.text.as_str(), it.uses, it.files.len())).collect();
        assert_eq!(acronyms, [("RLHF", 3, 2), ("DPO", 1, 1)]);
        let files: Vec<(&str, usize, usize)> = survey.files.iter().map(|it| (it.path.as_str(), it.uses, it.terms)).collect();
        assert_eq!(files, [("a.md", 1, 1), ("docs/b.md", 4, 2), ("docs/deep/c.md", 0, 0)]);
    }
}
