//! The texts of a workspace over time: which there are, and which of them must be read again.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::volume::Stamp;
use super::{Glossaries, Occasion, Projects, is_glossary, read_plain_text, walk};
use crate::document::{Document, Manner};
use crate::index::{self, TermKey, Uses};
use crate::matcher::{Matcher, TermRef};
use crate::text::{Encoding, Text};

/// How the texts of a workspace are to be read, at one moment.
#[derive(Debug, Default)]
pub struct Ways {
    projects: Arc<Projects>,
    glossaries: Arc<Glossaries>,
}

/// How one text is to be read.
#[derive(Clone, Debug)]
pub struct Way {
    /// Its format and language.
    pub manner: Manner,
    /// What finds its terms.
    pub matcher: Arc<Matcher>,
    /// The files of the matcher's glossaries.
    files: Vec<Arc<Path>>,
    /// Differs where the marks may differ.
    hash: u64,
}

/// The texts that were read.
#[derive(Debug, Default)]
pub struct Inventory {
    folders: Vec<PathBuf>,
    known: BTreeMap<PathBuf, Seen>,
}

/// What a text was when it was read; the default is no state of any text.
#[derive(Debug, Default)]
struct Seen {
    stamp: Stamp,
    way: Option<u64>,
}

/// What there is to do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Texts to read, in order.
    pub read: Vec<PathBuf>,
    /// Texts that are none any more.
    pub gone: Vec<PathBuf>,
}

impl Ways {
    /// For the texts in the folders of `projects`.
    pub fn new(projects: Arc<Projects>, glossaries: Arc<Glossaries>) -> Self {
        Self { projects, glossaries }
    }

    /// How the file at `path` is to be read; `None` for one that is no text of the workspace: in an unknown format, left out by the
    /// configuration, or a glossary.
    pub fn of(&self, path: &Path) -> Option<Way> {
        let project = self.projects.of(Some(path));
        if is_glossary(path) || self.glossaries.has(path) || !project.has_format(path) || !project.wants(path) {
            return None;
        }
        let manner = project.manner(path, None);
        let group = self.glossaries.serving(Some(path))?;
        let mut hasher = DefaultHasher::new();
        (manner.format, &manner.language, &manner.languages, self.glossaries.marking(group)).hash(&mut hasher);
        let matcher = self.glossaries.matcher(group);
        let file = |glossary: usize| Some(Arc::from(self.glossaries.source(group, glossary as u32)?.file()));
        Some(Way { manner, files: (0..matcher.glossaries().len()).map_while(file).collect(), matcher, hash: hasher.finish() })
    }

    fn folders(&self) -> impl Iterator<Item = &PathBuf> {
        self.projects.folders.iter().map(|layer| &layer.folder)
    }
}

impl Way {
    /// The text at `path`, an absolute path; `None` where it cannot be read.
    pub fn read(&self, path: &Path) -> Option<Document> {
        let text = read_plain_text(path, "").ok()?;
        Some(Document::new(Text::new(&text, 0), self.manner.clone(), Arc::clone(&self.matcher)))
    }

    /// Which term of the matcher a term of the workspace is.
    pub fn reference(&self, key: &TermKey) -> Option<TermRef> {
        self.matcher.reference(&key.term, |number| self.files.get(number as usize) == Some(&key.glossary))
    }

    /// The marks of the text at `path`; none where it cannot be read.
    pub fn uses(&self, path: &Path, encoding: Encoding) -> Uses {
        let key = |term: TermRef| {
            let glossary = Arc::clone(self.files.get(term.glossary as usize)?);
            Some(TermKey { glossary, term: self.matcher.term(term).id.clone() })
        };
        self.read(path).map(|document| index::uses(&document, key, encoding)).unwrap_or_default()
    }
}

impl Inventory {
    /// What there is to do since the last plan was carried out. Looks at files: not for a server's own thread.
    ///
    /// A file that is said to have changed is to be read, the others only if they look different (where `everywhere` asks to look) or are to be
    /// read in another way than they were.
    pub fn plan(&mut self, ways: &Ways, occasion: &Occasion) -> Plan {
        let mut gone = Vec::new();
        let everywhere =
            !self.folders.iter().eq(ways.folders()) || occasion.everywhere || occasion.touched.iter().any(|path| self.is_news(path, ways));
        if everywhere {
            self.folders = ways.folders().cloned().collect();
            let mut files: BTreeSet<PathBuf> = ways.folders().flat_map(|folder| walk(folder).files).collect();
            files.retain(|path| ways.of(path).is_some());
            gone.extend(self.known.extract_if(.., |path, _| !files.contains(path)).map(|(path, _)| path));
            for path in files {
                self.known.entry(path).or_default();
            }
        }
        let mut read = Vec::new();
        for (path, seen) in &mut self.known {
            let Some(way) = ways.of(path) else {
                gone.push(path.clone());
                continue;
            };
            let is_touched = occasion.touched.contains(path);
            let stamp = if everywhere || is_touched { Stamp::of(path) } else { seen.stamp };
            if stamp == Stamp::Gone {
                gone.push(path.clone());
            } else if is_touched || stamp != seen.stamp || seen.way != Some(way.hash) {
                // Until it was read.
                seen.way = None;
                read.push(path.clone());
            }
        }
        for path in &gone {
            self.known.remove(path);
        }
        Plan { read, gone }
    }

    /// Reads one of the texts of a plan; `None` where it is none any more.
    pub fn read(&mut self, path: &Path, ways: &Ways, encoding: Encoding) -> Option<Uses> {
        let way = ways.of(path)?;
        // Before reading: what changes meanwhile is then seen next time.
        let stamp = Stamp::of(path);
        let uses = way.uses(path, encoding);
        self.known.insert(path.to_owned(), Seen { stamp, way: Some(way.hash) });
        Some(uses)
    }

    /// Whether a file that was touched may mean that there are other texts than before.
    fn is_news(&self, path: &Path, ways: &Ways) -> bool {
        if path.file_name().is_some_and(|name| name == ".gitignore" || name == ".ignore") {
            return true;
        }
        !self.known.contains_key(path) && (path.is_dir() || (ways.of(path).is_some() && path.exists()) || self.has_below(path))
    }

    /// Whether there were texts in the folder `path`.
    fn has_below(&self, path: &Path) -> bool {
        self.known.range(path.to_owned()..).next().is_some_and(|(known, _)| known.starts_with(path))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::config::{self, Config};
    use crate::glossary;
    use crate::workspace::{Layer, Source};

    const GLOSSARY: &str = "### Levain ?\n\n> **terme levain** · fr : **levain**\n\nUne pâte.\n";

    struct Desk {
        folder: tempfile::TempDir,
        inventory: Inventory,
        config: Config,
        glossary: String,
    }

    impl Desk {
        fn new(files: &[&str]) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let desk = Self { folder, inventory: Inventory::default(), config: Config::default(), glossary: GLOSSARY.to_owned() };
            files.iter().for_each(|name| desk.write(name, "Le levain."));
            desk
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn write(&self, name: &str, text: &str) {
            fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
            fs::write(self.path(name), text).unwrap();
        }

        fn ways(&self) -> Ways {
            let source = Source {
                path: Some(self.path("named.md")),
                name: "named.md".into(),
                scope: Some(self.folder.path().to_owned()),
                text: Text::default(),
                glossary: Arc::new(glossary::read(&self.glossary).0),
                problems: Vec::new(),
            };
            let folder = Layer { folder: self.folder.path().to_owned(), config: Arc::new(self.config.clone()) };
            let projects = Projects { folders: vec![folder], ..Projects::default() };
            Ways::new(Arc::new(projects), Arc::new(Glossaries::new(vec![source], &[])))
        }

        /// What a plan reads and drops, once it was carried out.
        fn look(&mut self, touched: &[&str]) -> (String, String) {
            self.look_for(&Occasion { touched: touched.iter().map(|name| self.path(name)).collect(), ..Occasion::default() })
        }

        fn look_everywhere(&mut self) -> (String, String) {
            self.look_for(&Occasion { everywhere: true, ..Occasion::default() })
        }

        fn look_for(&mut self, occasion: &Occasion) -> (String, String) {
            let ways = self.ways();
            let plan = self.inventory.plan(&ways, occasion);
            for path in &plan.read {
                assert!(self.inventory.read(path, &ways, Encoding::Utf8).is_some());
            }
            let names = |paths: Vec<PathBuf>| {
                let name = |path: &PathBuf| path.strip_prefix(self.folder.path()).unwrap().to_str().unwrap().to_owned();
                paths.iter().map(name).collect::<Vec<_>>().join(" ")
            };
            (names(plan.read), names(plan.gone))
        }
    }

    #[track_caller]
    fn assert_done(done: (String, String), read: &str, gone: &str) {
        assert_eq!((done.0.as_str(), done.1.as_str()), (read, gone));
    }

    #[test]
    fn texts_come_change_and_go() {
        let mut desk = Desk::new(&["a.md", "x/b.txt", "x/c.md", "no.rs", ".hidden/d.md", "named.md", "o.glossary.md", "out/e.md"]);
        desk.write(".gitignore", "out/\n");
        assert_done(desk.look(&[]), "a.md x/b.txt x/c.md", "");
        assert_done(desk.look(&[]), "", "");
        desk.write("a.md", "Deux levains.");
        assert_done(desk.look(&[]), "", "");
        assert_done(desk.look(&["a.md", "no.rs"]), "a.md", "");
        desk.write("x/new.md", "");
        assert_done(desk.look(&[]), "", "");
        assert_done(desk.look(&["x/new.md"]), "x/new.md", "");
        desk.write("out/new.md", "");
        assert_done(desk.look(&["out/new.md"]), "", "");
        fs::remove_file(desk.path("x/new.md")).unwrap();
        assert_done(desk.look(&["x/new.md"]), "", "x/new.md");
        desk.write("a.md", "Un autre texte.");
        assert_done(desk.look_everywhere(), "a.md", "");
        fs::rename(desk.path("x"), desk.path("y")).unwrap();
        assert_done(desk.look(&["x", "y"]), "y/b.txt y/c.md", "x/b.txt x/c.md");
        desk.write(".gitignore", "");
        assert_done(desk.look(&[".gitignore"]), "out/e.md out/new.md", "");
    }

    #[test]
    fn texts_are_read_again_where_they_are_read_otherwise() {
        let mut desk = Desk::new(&["a.md", "b.txt", "x/c.md"]);
        assert_done(desk.look(&[]), "a.md b.txt x/c.md", "");
        desk.glossary =
            GLOSSARY.replace("Une pâte.", "Une pâte vivante.\n\n> **terme levain** · fr : **levain**").replacen("\n\n", "\n\nDeux.\n\n", 1);
        assert_done(desk.look(&[]), "a.md b.txt x/c.md", "");
        desk.glossary = desk.glossary.replace("vivante", "morte").replace("Levain ?", "Le levain ?");
        assert_done(desk.look(&[]), "", "");
        desk.config = config::from_toml("[files]\nexclude = [\"x/**\"]\nformats = { \"*.txt\" = \"markdown\" }").0;
        assert_done(desk.look(&[]), "b.txt", "x/c.md");
        desk.config = Config::default();
        assert_done(desk.look_everywhere(), "b.txt x/c.md", "");
    }

    #[test]
    fn what_was_not_carried_out_is_planned_again() {
        let mut desk = Desk::new(&["a.md"]);
        let ways = desk.ways();
        let read = |plan: Plan| plan.read.len();
        assert_eq!(read(desk.inventory.plan(&ways, &Occasion::default())), 1);
        assert_eq!(read(desk.inventory.plan(&ways, &Occasion::default())), 1, "not read yet");
        assert_done(desk.look(&[]), "a.md", "");
        desk.write("latin.md", "");
        fs::write(desk.path("latin.md"), b"levain \xE9").unwrap();
        assert_done(desk.look(&["latin.md"]), "latin.md", "");
        assert_done(desk.look(&[]), "", "");
    }
}
