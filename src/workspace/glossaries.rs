//! The glossaries of a workspace, and which of them serve which text.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::Source;
use crate::glossary::Glossary;
use crate::matcher::Matcher;

/// Loaded glossaries, grouped by the texts they serve.
#[derive(Debug, Default)]
pub struct Glossaries {
    sources: Vec<Source>,
    /// The deepest folder first; the last one serves the texts of no other.
    groups: Vec<Group>,
}

/// The glossaries that serve the texts of one folder.
#[derive(Debug)]
pub struct Group {
    /// `None`: the texts that are in no glossary's folder.
    folder: Option<PathBuf>,
    /// Indexes of the sources, the nearest first: those of the matcher's glossaries.
    sources: Vec<usize>,
    matcher: OnceLock<Arc<Matcher>>,
    marking: OnceLock<u64>,
}

impl Glossaries {
    /// Groups `sources`. A source serves its scope and below, nearest first. One without a scope serves as `embedded` says for the deepest folder
    /// of a text, the empty path being above all: always, never, or else where no other does.
    pub fn new(sources: Vec<Source>, embedded: &[(PathBuf, Option<bool>)]) -> Self {
        let depth = |folder: &Path| folder.components().count();
        let asked = embedded.iter().map(|(folder, _)| folder.clone()).filter(|folder| *folder != PathBuf::new());
        let mut folders: Vec<PathBuf> = sources.iter().filter_map(|source| source.scope.clone()).chain(asked).collect();
        folders.sort_unstable_by(|one, other| depth(other).cmp(&depth(one)).then_with(|| one.cmp(other)));
        folders.dedup();
        let serving = |folder: Option<&Path>| {
            let place = folder.unwrap_or(Path::new(""));
            let serves = |number: &usize| sources[*number].scope.as_deref().is_some_and(|scope| place.starts_with(scope));
            let mut serving: Vec<usize> = (0..sources.len()).filter(serves).collect();
            serving.sort_by_key(|&number| std::cmp::Reverse(sources[number].scope.as_deref().map_or(0, depth)));
            let asked = embedded.iter().filter(|(above, _)| place.starts_with(above)).max_by_key(|(above, _)| depth(above));
            if asked.and_then(|(_, answer)| *answer).unwrap_or(serving.is_empty()) {
                serving.extend((0..sources.len()).filter(|&number| sources[number].scope.is_none()));
            }
            serving
        };
        let groups = folders.into_iter().map(Some).chain([None]);
        let group = |folder: Option<PathBuf>| Group {
            sources: serving(folder.as_deref()),
            folder,
            matcher: OnceLock::new(),
            marking: OnceLock::new(),
        };
        Self { groups: groups.map(group).collect(), sources }
    }

    /// All of them.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Whether one of them is the file at `path`.
    pub fn has(&self, path: &Path) -> bool {
        self.sources.iter().any(|source| source.path.as_deref() == Some(path))
    }

    /// Those that serve the text at `path`, an absolute path; `None` for a text that is in no file.
    pub fn serving(&self, path: Option<&Path>) -> Option<&Group> {
        let is_in = |group: &&Group| group.folder.as_deref().is_none_or(|folder| path.is_some_and(|path| path.starts_with(folder)));
        self.groups.iter().find(is_in)
    }

    /// The folders whose texts may have other glossaries than those above.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.groups.iter().filter_map(|group| group.folder.as_deref())
    }

    /// Those that serve a text somewhere in one of these folders or one of these texts, as [`Glossaries::serving`] takes them, or if there are none
    /// of both, a text that is in no file. Each file once, those of a project first.
    pub fn serving_any<'a>(&self, folders: &'a [PathBuf], texts: impl IntoIterator<Item = Option<&'a Path>>) -> Vec<&Source> {
        let mut places: Vec<Option<&Path>> = texts.into_iter().chain(folders.iter().map(|folder| Some(folder.as_path()))).collect();
        if places.is_empty() {
            places.push(None);
        }
        let is_inside = |group: &&Group| group.folder.as_deref().is_some_and(|it| folders.iter().any(|folder| it.starts_with(folder)));
        let groups = places.into_iter().filter_map(|place| self.serving(place)).chain(self.groups.iter().filter(is_inside));
        let mut numbers: Vec<usize> = groups.flat_map(|group| group.sources.iter().copied()).collect();
        numbers.sort_unstable_by_key(|&number| (self.sources[number].is_embedded(), number));
        numbers.dedup();
        let mut sources: Vec<&Source> = numbers.into_iter().map(|number| &self.sources[number]).collect();
        // One that is named and serves several folders is there several times.
        let mut seen = HashSet::new();
        sources.retain(|source| source.path.is_none() || seen.insert(&source.path));
        sources
    }

    /// The matcher of a group, made when it is first asked for.
    pub fn matcher(&self, group: &Group) -> Arc<Matcher> {
        let of_another =
            || self.groups.iter().filter(|other| other.sources == group.sources).find_map(|other| other.matcher.get().cloned());
        let new = || {
            let sources = || group.sources.iter().map(|&number| &self.sources[number]);
            let files = sources().map(|source| source.path.clone().filter(|_| !source.is_embedded())).collect();
            Arc::new(Matcher::new(sources().map(|source| Arc::clone(&source.glossary)).collect()).in_files(files))
        };
        Arc::clone(group.matcher.get_or_init(|| of_another().unwrap_or_else(new)))
    }

    /// A number that two groups share if they mark texts alike, whatever their answers say. Worked out when it is first asked for.
    pub fn marking(&self, group: &Group) -> u64 {
        *group.marking.get_or_init(|| {
            let mut hasher = DefaultHasher::new();
            for source in group.sources.iter().map(|&number| &self.sources[number]) {
                source.file().hash(&mut hasher);
                source.glossary.hash_marking(&mut hasher);
            }
            hasher.finish()
        })
    }

    /// Takes over the matchers of `previous` that are made of the very same glossaries.
    pub fn take_matchers(&self, previous: &Self) {
        let made = previous.groups.iter().filter_map(|group| Some((previous.identity(group), group.matcher.get()?)));
        let made: HashMap<Vec<(*const Glossary, &Path)>, &Arc<Matcher>> = made.collect();
        for group in &self.groups {
            if let Some(matcher) = made.get(&self.identity(group)) {
                group.matcher.get_or_init(|| Arc::clone(matcher));
            }
        }
    }

    /// Whether `other` gives the same answers: it has the very same glossaries in the same places.
    pub fn is_same(&self, other: &Self) -> bool {
        let same = |(one, other): (&Source, &Source)| {
            Arc::ptr_eq(&one.glossary, &other.glossary) && (&one.path, &one.scope) == (&other.path, &other.scope)
        };
        let same_group = |(one, other): (&Group, &Group)| (&one.folder, &one.sources) == (&other.folder, &other.sources);
        (self.sources.len(), self.groups.len()) == (other.sources.len(), other.groups.len())
            && self.sources.iter().zip(&other.sources).all(same)
            && self.groups.iter().zip(&other.groups).all(same_group)
    }

    /// Tells groups apart as long as both are kept.
    fn identity(&self, group: &Group) -> Vec<(*const Glossary, &Path)> {
        let sources = group.sources.iter().map(|&number| &self.sources[number]);
        sources.map(|source| (Arc::as_ptr(&source.glossary), source.file())).collect()
    }

    /// Makes every matcher now.
    pub fn prepare(&self) {
        for group in &self.groups {
            self.matcher(group);
        }
    }

    /// The source of a matcher's glossary by its number there.
    pub fn source(&self, group: &Group, glossary: u32) -> Option<&Source> {
        self.sources.get(*group.sources.get(glossary as usize)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn source(scope: Option<&str>) -> Source {
        Source {
            path: None,
            name: "x".into(),
            scope: scope.map(PathBuf::from),
            text: Text::default(),
            glossary: Arc::default(),
            problems: Vec::new(),
        }
    }

    #[test]
    fn nearest_glossary_first() {
        let glossaries = Glossaries::new(
            vec![source(None), source(Some("/w")), source(Some("/w/docs")), source(Some("/w/other")), source(Some("/w/docs"))],
            &[],
        );
        for (path, expected) in [
            (Some("/w/docs/x.md"), vec![2, 4, 1]),
            (Some("/w/docs/deep/x.md"), vec![2, 4, 1]),
            (Some("/w/x.md"), vec![1]),
            (Some("/w/docs2/x.md"), vec![1]),
            (Some("/w/other/y/x.md"), vec![3, 1]),
            (Some("/elsewhere/x.md"), vec![0]),
            (None, vec![0]),
        ] {
            assert_eq!(glossaries.serving(path.map(Path::new)).unwrap().sources, expected, "{path:?}");
        }
    }

    #[test]
    fn a_source_for_every_text_comes_last() {
        let glossaries = Glossaries::new(vec![source(Some("")), source(Some("/w"))], &[]);
        for (path, expected) in [(Some("/w/x.md"), vec![1, 0]), (Some("/elsewhere/x.md"), vec![0]), (None, vec![0])] {
            assert_eq!(glossaries.serving(path.map(Path::new)).unwrap().sources, expected, "{path:?}");
        }
    }

    #[test]
    fn sources_without_a_scope_serve_as_they_are_asked() {
        let sources = || vec![source(None), source(Some("/w")), source(Some("/w/docs"))];
        let at = |folder: &str, answer| (PathBuf::from(folder), answer);
        for (name, embedded, expected) in [
            ("nobody asks", vec![], [vec![2, 1], vec![1], vec![0], vec![0]]),
            ("everywhere", vec![at("", Some(true))], [vec![2, 1, 0], vec![1, 0], vec![0], vec![0]]),
            ("nowhere", vec![at("", Some(false))], [vec![2, 1], vec![1], vec![], vec![]]),
            ("in a folder", vec![at("", None), at("/w/docs", Some(true))], [vec![2, 1, 0], vec![1], vec![0], vec![0]]),
            ("not in a folder", vec![at("/w", Some(true)), at("/w/docs", Some(false))], [vec![2, 1], vec![1, 0], vec![0], vec![0]]),
            ("not in one without glossaries", vec![at("/v", Some(false))], [vec![2, 1], vec![1], vec![], vec![0]]),
        ] {
            let glossaries = Glossaries::new(sources(), &embedded);
            let serving = |path: Option<&str>| glossaries.serving(path.map(Path::new)).unwrap().sources.clone();
            assert_eq!([Some("/w/docs/x.md"), Some("/w/x.md"), Some("/v/x.md"), None].map(serving), expected, "{name}");
        }
        let shared = Glossaries::new(sources(), &[at("/w/deep", Some(false))]);
        let matcher = |path: &str| shared.matcher(shared.serving(Some(Path::new(path))).unwrap());
        assert!(Arc::ptr_eq(&matcher("/w/x.md"), &matcher("/w/deep/x.md")), "one matcher for the same glossaries");
    }

    #[test]
    fn sources_that_serve_something() {
        let scopes = [None, Some("/w"), Some("/v/docs"), Some("/other")];
        let glossaries = Glossaries::new(scopes.map(source).to_vec(), &[]);
        for (name, folders, texts, expected) in [
            ("a folder that its glossary serves", vec!["/w"], vec![], vec![Some("/w")]),
            ("a folder with a glossary for a part of it", vec!["/v"], vec![], vec![Some("/v/docs"), None]),
            ("several folders", vec!["/w", "/v/docs"], vec![], vec![Some("/w"), Some("/v/docs")]),
            ("a text elsewhere", vec!["/w"], vec![Some("/other/a.md")], vec![Some("/w"), Some("/other")]),
            ("a text that no project serves", vec!["/w"], vec![None], vec![Some("/w"), None]),
            ("nothing", vec![], vec![], vec![None]),
        ] {
            let folders: Vec<PathBuf> = folders.into_iter().map(PathBuf::from).collect();
            let serving = glossaries.serving_any(&folders, texts.into_iter().map(|text| text.map(Path::new)));
            let shown: Vec<_> = serving.iter().map(|source| source.scope.as_deref()).collect();
            assert_eq!(shown, expected.into_iter().map(|scope| scope.map(Path::new)).collect::<Vec<_>>(), "{name}");
        }
    }

    #[test]
    fn a_file_that_serves_several_folders_is_one() {
        let named = |scope: Option<&str>, name: &str| Source { path: Some(name.into()), ..source(scope) };
        let sources = vec![named(None, "embedded"), named(Some("/w"), "w"), named(Some("/v"), "w")];
        let glossaries = Glossaries::new(sources, &[("/w/docs".into(), Some(true))]);
        let files: Vec<&Path> = glossaries.serving_any(&["/w".into(), "/v".into()], []).into_iter().map(Source::file).collect();
        assert_eq!(files, ["w", "embedded"].map(Path::new), "and the embedded one, which a part of a folder asks for");
    }

    #[test]
    fn matchers_of_unchanged_groups_are_kept() {
        let (kept, changed) = (source(Some("/kept")), source(Some("/changed")));
        let before = Glossaries::new(vec![kept.clone(), changed.clone()], &[]);
        before.prepare();
        let same = Glossaries::new(vec![kept.clone(), changed], &[]);
        let after = Glossaries::new(vec![kept, source(Some("/changed"))], &[]);
        assert!(same.is_same(&before) && !after.is_same(&before));
        after.take_matchers(&before);
        for (path, is_kept) in [("/kept/x.md", true), ("/changed/x.md", false)] {
            let matcher = |glossaries: &Glossaries| glossaries.matcher(glossaries.serving(Some(Path::new(path))).unwrap());
            assert_eq!(Arc::ptr_eq(&matcher(&before), &matcher(&after)), is_kept, "{path}");
        }
    }
}
