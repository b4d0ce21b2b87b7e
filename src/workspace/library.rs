//! The glossaries of a workspace over time. Only what changed is read again, and what cannot be read keeps its last good version.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::volume::Volume;
use super::{Source, embedded_file, glossary_files, is_glossary, shown};
use crate::glossary::Severity;
use crate::messages::Message;
use crate::text::Text;

/// What a library is to hold.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The folders of the workspace, absolute paths.
    pub folders: Vec<PathBuf>,
    /// The glossary files; a relative path is looked for in every folder. `None`: those that are found in the folders.
    pub named: Option<Vec<PathBuf>>,
    /// `true` always adds the embedded glossary, `false` never; `None` where no other serves.
    pub embedded: Option<bool>,
    /// The texts of glossaries that are open in an editor.
    pub buffers: HashMap<PathBuf, Text>,
}

/// Why somebody looks at the files.
#[derive(Clone, Debug, Default)]
pub struct Occasion {
    /// Anything may have changed: the folders are to be searched.
    pub everywhere: bool,
    /// Files that are said to have changed, come or gone; the others are only read if they look different.
    pub touched: BTreeSet<PathBuf>,
}

/// Something to tell the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// A warning or an information.
    pub severity: Severity,
    /// What.
    pub message: Message,
}

/// Every glossary that was wanted and found.
#[derive(Debug, Default)]
pub struct Library {
    volumes: BTreeMap<PathBuf, Volume>,
    /// What `listed` was made for.
    listed_for: Option<(Vec<PathBuf>, Option<Vec<PathBuf>>)>,
    /// The files that were named or found in the folders.
    listed: BTreeSet<PathBuf>,
    embedded: Option<Source>,
}

impl Library {
    /// Whether there is something to tell that is to be seen a second time first, soon.
    pub fn is_unsure(&self) -> bool {
        self.volumes.values().any(Volume::is_unsure)
    }

    /// Brings everything up to date and answers with what the user does not know yet. Reads files: not for a server's own thread.
    pub fn refresh(&mut self, wanted: &Wanted, occasion: &Occasion) -> Vec<Notice> {
        self.list(wanted, occasion);
        for path in wanted.buffers.keys() {
            // A glossary that was never saved. One that is there and not listed is ignored on purpose.
            if !self.volumes.contains_key(path) && is_glossary(path) && wanted.covers(path) && !path.exists() {
                self.volumes.entry(path.clone()).or_default();
            }
        }
        for (path, volume) in &mut self.volumes {
            let name = wanted.name_of(path);
            volume.look_at_disk(path, &name, occasion.touched.contains(path), wanted.named.is_some());
            volume.look_at_buffer(path, &name, wanted.buffers.get(path));
        }
        self.volumes.retain(|_, volume| !volume.is_nothing());
        self.forget_moved();
        // A file that was forgotten is news when it comes back.
        self.listed.retain(|path| self.volumes.contains_key(path));
        self.volumes.iter_mut().filter_map(|(path, volume)| volume.news(&wanted.name_of(path))).collect()
    }

    /// What answers, the embedded glossary first, then by path.
    pub fn sources(&mut self, wanted: &Wanted) -> Vec<Source> {
        let mut sources = Vec::new();
        if wanted.embedded != Some(false) {
            let mut embedded = self.embedded.get_or_insert_with(embedded).clone();
            embedded.scope = (wanted.embedded == Some(true)).then(PathBuf::new);
            sources.push(embedded);
        }
        for (path, volume) in &self.volumes {
            let Some(source) = volume.source() else { continue };
            let source = Source { name: wanted.name_of(path), ..source.clone() };
            if wanted.folders.is_empty() || wanted.folder_of(path).is_some() {
                sources.push(source);
            } else {
                // Named, but outside the workspace: there it would serve nobody.
                sources.extend(wanted.folders.iter().map(|folder| Source { scope: Some(folder.clone()), ..source.clone() }));
            }
        }
        sources
    }

    /// Searches the folders if there is a reason to, and forgets what is not wanted any more. A glossary that was deleted is: its last good
    /// version answers.
    fn list(&mut self, wanted: &Wanted, occasion: &Occasion) {
        let listed_for = Some((wanted.folders.clone(), wanted.named.clone()));
        let is_new = |path: &PathBuf| is_glossary(path) && !self.listed.contains(path);
        if self.listed_for == listed_for && !occasion.everywhere && !occasion.touched.iter().any(is_new) {
            return;
        }
        self.listed_for = listed_for;
        self.listed = wanted.list();
        let listed = &self.listed;
        self.volumes.retain(|path, _| listed.contains(path) || (wanted.covers(path) && !path.exists()));
        for path in &self.listed {
            self.volumes.entry(path.clone()).or_default();
        }
    }

    /// A glossary that is gone, while another file has its very text, was moved.
    fn forget_moved(&mut self) {
        let there: BTreeSet<u64> = self.volumes.values().filter(|volume| volume.is_on_disk()).filter_map(Volume::content).collect();
        let is_moved = |volume: &Volume| volume.outlives_its_file() && volume.content().is_some_and(|content| there.contains(&content));
        self.volumes.retain(|_, volume| !is_moved(volume));
    }
}

/// The embedded glossary, in a file if possible.
fn embedded() -> Source {
    let path = embedded_file();
    if let Err(error) = &path {
        tracing::warn!("the embedded glossary cannot be written into the cache folder, so it cannot be opened: {error}");
    }
    Source { path: path.ok(), ..Source::embedded() }
}

impl Wanted {
    /// The files that are named or found, whether or not they can be read.
    fn list(&self) -> BTreeSet<PathBuf> {
        let Some(named) = &self.named else { return self.folders.iter().flat_map(|folder| glossary_files(folder)).collect() };
        named.iter().flat_map(|path| self.places_of(path)).collect()
    }

    /// Where a named file is: in each folder that has it, else it is missing in the first.
    fn places_of(&self, path: &Path) -> Vec<PathBuf> {
        if path.is_absolute() {
            return vec![path.to_owned()];
        }
        let places = self.folders.iter().map(|folder| folder.join(path));
        let there: Vec<PathBuf> = places.clone().filter(|place| place.exists()).collect();
        if there.is_empty() { places.take(1).collect() } else { there }
    }

    /// Whether a file is a glossary of the workspace by its place alone.
    fn covers(&self, path: &Path) -> bool {
        self.named.is_none() && self.folder_of(path).is_some()
    }

    /// The deepest folder of the workspace that a file is in.
    fn folder_of(&self, path: &Path) -> Option<&Path> {
        let folders = self.folders.iter().map(PathBuf::as_path).filter(|folder| path.starts_with(folder));
        folders.max_by_key(|folder| folder.components().count())
    }

    /// What messages call a file: its path from its folder, which is named too where there are several.
    pub fn name_of(&self, path: &Path) -> String {
        let Some(folder) = self.folder_of(path) else { return shown(path) };
        let base = if self.folders.len() > 1 { folder.parent().unwrap_or(folder) } else { folder };
        shown(path.strip_prefix(base).unwrap_or(path))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A glossary of one term.
    fn glossary(term: &str, answer: &str) -> String {
        format!("### {term} ?\n\n> **terme {term}** · fr : **{term}**\n\n{answer}\n")
    }

    struct Desk {
        folder: tempfile::TempDir,
        library: Library,
        wanted: Wanted,
    }

    impl Desk {
        fn new(files: &[(&str, &str)]) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let wanted = Wanted { folders: vec![folder.path().to_owned()], embedded: Some(false), ..Wanted::default() };
            let desk = Self { folder, library: Library::default(), wanted };
            files.iter().for_each(|(name, text)| desk.write(name, text));
            desk
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn write(&self, name: &str, text: &str) {
            fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
            fs::write(self.path(name), text).unwrap();
        }

        /// The names and first answers of what serves, and what is told, after these files were touched.
        fn look(&mut self, touched: &[&str]) -> (Vec<String>, Vec<String>) {
            let touched = touched.iter().map(|name| self.path(name)).collect();
            let mut notices = self.library.refresh(&self.wanted, &Occasion { everywhere: false, touched });
            if self.library.is_unsure() {
                notices.extend(self.library.refresh(&self.wanted, &Occasion::default()));
            }
            assert!(!self.library.is_unsure());
            let sources = self.library.sources(&self.wanted);
            let says =
                |source: &Source| format!("{}: {}", source.name, source.glossary.entries.first().map_or("", |it| it.answer.as_str()));
            let kind = |message: &Message| format!("{message:?}").split([' ', '{']).next().unwrap_or_default().to_owned();
            (sources.iter().map(says).collect(), notices.iter().map(|notice| kind(&notice.message)).collect())
        }
    }

    type Told<'a> = (Vec<&'a str>, Vec<&'a str>);

    fn same(seen: &(Vec<String>, Vec<String>), expected: &Told) -> bool {
        seen.0 == expected.0 && seen.1 == expected.1
    }

    #[track_caller]
    fn assert_seen(seen: (Vec<String>, Vec<String>), serving: &[&str], told: &[&str]) {
        assert!(same(&seen, &(serving.to_vec(), told.to_vec())), "{seen:?}");
    }

    #[test]
    fn files_come_change_break_and_go() {
        let mut desk = Desk::new(&[("a.glossary.md", &glossary("levain", "Une pâte.")), ("x/notes.md", "")]);
        assert_seen(desk.look(&[]), &["a.glossary.md: Une pâte."], &[]);
        desk.write("a.glossary.md", &glossary("levain", "Une pâte vivante."));
        assert_seen(desk.look(&[]), &["a.glossary.md: Une pâte vivante."], &[]);
        desk.write("a.glossary.md", "");
        assert_seen(desk.look(&[]), &["a.glossary.md: Une pâte vivante."], &["LastGoodKept"]);
        assert_seen(desk.look(&["a.glossary.md"]), &["a.glossary.md: Une pâte vivante."], &[]);
        fs::remove_file(desk.path("a.glossary.md")).unwrap();
        assert_seen(desk.look(&[]), &["a.glossary.md: Une pâte vivante."], &["GlossaryGone"]);
        assert_seen(desk.look(&["a.glossary.md"]), &["a.glossary.md: Une pâte vivante."], &[]);
        desk.write("x/b.glossary.md", &glossary("pain", "De la mie."));
        assert_seen(desk.look(&[]), &["a.glossary.md: Une pâte vivante."], &[]);
        let both = ["a.glossary.md: Une pâte vivante.", "x/b.glossary.md: De la mie."];
        assert_seen(desk.look(&["x/b.glossary.md"]), &both, &[]);
        desk.write("a.glossary.md", &glossary("levain", "Revenu."));
        assert_seen(desk.look(&[]), &["a.glossary.md: Revenu.", both[1]], &["GlossaryReadAgain"]);
    }

    #[test]
    fn a_file_that_is_being_saved_alarms_nobody() {
        let mut desk = Desk::new(&[("a.glossary.md", &glossary("levain", "Une pâte."))]);
        desk.look(&[]);
        for save in [|desk: &Desk| desk.write("a.glossary.md", ""), |desk: &Desk| fs::remove_file(desk.path("a.glossary.md")).unwrap()] {
            save(&desk);
            assert_eq!(desk.library.refresh(&desk.wanted, &Occasion::default()), []);
            assert!(desk.library.is_unsure());
            desk.write("a.glossary.md", &glossary("levain", "Une pâte."));
            assert_seen(desk.look(&[]), &["a.glossary.md: Une pâte."], &[]);
        }
    }

    #[test]
    fn a_moved_glossary_does_not_stay_behind() {
        let mut desk = Desk::new(&[("a.glossary.md", &glossary("levain", "Une pâte."))]);
        desk.look(&[]);
        fs::rename(desk.path("a.glossary.md"), desk.path("b.glossary.md")).unwrap();
        assert_seen(desk.look(&["a.glossary.md", "b.glossary.md"]), &["b.glossary.md: Une pâte."], &[]);
    }

    #[test]
    fn what_is_not_wanted_any_more_is_forgotten() {
        let mut desk = Desk::new(&[("a.glossary.md", &glossary("levain", "A")), ("b.glossary.md", &glossary("pain", "B"))]);
        desk.look(&[]);
        desk.write(".gitignore", "b.glossary.md\n");
        assert_seen(desk.look(&["b.glossary.md"]), &["a.glossary.md: A", "b.glossary.md: B"], &[]);
        desk.wanted.named = Some(vec!["b.glossary.md".into(), "c.glossary.md".into()]);
        assert_seen(desk.look(&[]), &["b.glossary.md: B"], &["NotFound"]);
        desk.wanted.named = None;
        assert_seen(desk.look(&[]), &["a.glossary.md: A"], &[]);
        desk.wanted.folders.clear();
        assert_seen(desk.look(&[]), &[], &[]);
    }

    #[test]
    fn an_open_buffer_answers_for_its_file() {
        let mut desk = Desk::new(&[("a.glossary.md", &glossary("levain", "Disk."))]);
        let path = desk.path("a.glossary.md");
        desk.look(&[]);
        desk.wanted.buffers.insert(path.clone(), Text::new(&glossary("levain", "Buffer."), 1));
        assert_seen(desk.look(&[]), &["a.glossary.md: Buffer."], &[]);
        desk.wanted.buffers.insert(path, Text::new("", 2));
        assert_seen(desk.look(&[]), &["a.glossary.md: Buffer."], &[]);
        desk.write("a.glossary.md", "");
        assert_seen(desk.look(&["a.glossary.md"]), &["a.glossary.md: Buffer."], &["LastGoodKept"]);
        desk.wanted.buffers.clear();
        assert_seen(desk.look(&[]), &["a.glossary.md: Disk."], &[]);
        let unsaved = desk.path("new.glossary.md");
        desk.wanted.buffers.insert(unsaved, Text::new(&glossary("pain", "Unsaved."), 1));
        assert_seen(desk.look(&[]), &["a.glossary.md: Disk.", "new.glossary.md: Unsaved."], &[]);
        desk.wanted.buffers.clear();
        assert_seen(desk.look(&[]), &["a.glossary.md: Disk."], &[]);
    }

    #[test]
    fn the_embedded_glossary_serves_elsewhere_everywhere_or_nowhere() {
        let mut desk = Desk::new(&[]);
        for (embedded, scope) in [(None, Some(None)), (Some(true), Some(Some(PathBuf::new()))), (Some(false), None)] {
            desk.wanted.embedded = embedded;
            let sources = desk.library.sources(&desk.wanted);
            assert_eq!(sources.first().map(|source| source.scope.clone()), scope, "{embedded:?}");
        }
    }

    #[test]
    fn names() {
        let one = Wanted { folders: vec!["/w".into()], ..Wanted::default() };
        let two = Wanted { folders: vec!["/w".into(), "/w/deep".into(), "/v".into()], ..Wanted::default() };
        for (wanted, path, name) in [
            (&one, "/w/a.md", "a.md"),
            (&one, "/w/x/a.md", "x/a.md"),
            (&one, "/elsewhere/a.md", "/elsewhere/a.md"),
            (&two, "/v/a.md", "v/a.md"),
            (&two, "/w/deep/a.md", "deep/a.md"),
        ] {
            assert_eq!(wanted.name_of(Path::new(path)), name);
        }
    }
}
