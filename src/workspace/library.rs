//! The glossaries of a workspace over time. Only what changed is read again, and what cannot be read keeps its last good version.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::finds::Finds;
use super::project::{Layer, Projects};
use super::selection::{Chosen, Selection};
use super::volume::Volume;
use super::{Configs, Glossaries, Source, embedded_file, is_glossary, shown};
use crate::config::Config;
use crate::glossary::Severity;
use crate::messages::Message;
use crate::text::Text;

/// What a library is to hold.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The folders of the workspace, absolute paths, with what an editor says of each.
    pub folders: Vec<Layer>,
    /// What the editor says of all else.
    pub elsewhere: Arc<Config>,
    /// The folders of texts that are open in the editor.
    pub open: Vec<PathBuf>,
    /// The texts of glossaries that are open in the editor.
    pub buffers: HashMap<PathBuf, Text>,
}

/// Why somebody looks at the files.
#[derive(Clone, Debug, Default)]
pub struct Occasion {
    /// Anything may have changed: the folders are to be searched.
    pub everywhere: bool,
    /// Files that are said to have changed, come or gone; the others are only read if they look different.
    pub touched: BTreeSet<PathBuf>,
    /// Files and folders that the user gave another name: what is not there any more is not missed.
    pub moved: BTreeSet<PathBuf>,
}

/// Something to tell the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// A warning or an information.
    pub severity: Severity,
    /// What.
    pub message: Message,
}

/// Every configuration that holds, and every glossary that was wanted and found.
#[derive(Debug, Default)]
pub struct Library {
    volumes: BTreeMap<PathBuf, Volume>,
    finds: Finds,
    configs: Configs,
    projects: Arc<Projects>,
    selection: Selection,
    embedded: Option<Source>,
}

impl Library {
    /// Whether there is something to tell that is to be seen a second time first, soon.
    pub fn is_unsure(&self) -> bool {
        self.volumes.values().any(Volume::is_unsure)
    }

    /// Brings everything up to date and answers with what the user does not know yet. Reads files: not for a server's own thread.
    pub fn refresh(&mut self, wanted: &Wanted, occasion: &Occasion) -> Vec<Notice> {
        let mut notices = self.choose(wanted, occasion);
        for path in wanted.buffers.keys() {
            // A glossary that was never saved. One that is there and was not chosen is ignored on purpose.
            if !self.volumes.contains_key(path) && is_glossary(path) && self.covers(wanted, path) && !path.exists() {
                self.volumes.entry(path.clone()).or_default();
            }
        }
        for (path, volume) in &mut self.volumes {
            let name = wanted.name_of(path);
            let is_named = matches!(self.selection.files.get(path), Some(Chosen::Named(_)));
            volume.look_at_disk(path, &name, occasion.touched.contains(path), is_named);
            volume.look_at_buffer(path, &name, wanted.buffers.get(path));
        }
        self.volumes.retain(|_, volume| !volume.is_nothing());
        self.forget_moved();
        notices.extend(self.volumes.iter_mut().filter_map(|(path, volume)| volume.news(&wanted.name_of(path))));
        notices
    }

    /// Which configuration holds where.
    pub fn projects(&self) -> &Arc<Projects> {
        &self.projects
    }

    /// What answers.
    pub fn glossaries(&mut self, wanted: &Wanted) -> Glossaries {
        Glossaries::new(self.sources(wanted), &self.projects.embedded())
    }

    /// The glossaries, the embedded one first, then by path.
    fn sources(&mut self, wanted: &Wanted) -> Vec<Source> {
        let mut sources = Vec::new();
        if self.projects.embedded().iter().any(|(_, answer)| *answer != Some(false)) {
            sources.push(self.embedded.get_or_insert_with(embedded).clone());
        }
        for (path, volume) in &self.volumes {
            let Some(source) = volume.source() else { continue };
            let mut source = Source { name: wanted.name_of(path), ..source.clone() };
            if let Some(Chosen::Named(folder)) = self.selection.files.get(path) {
                source.scope = Some(folder.clone());
            }
            sources.push(source);
        }
        sources
    }

    /// Searches the folders if there is a reason to, reads the configurations, and forgets the glossaries that are not wanted any more. One that
    /// was deleted is: its last good version answers.
    fn choose(&mut self, wanted: &Wanted, occasion: &Occasion) -> Vec<Notice> {
        let folders: Vec<PathBuf> = wanted.folders.iter().map(|layer| layer.folder.clone()).collect();
        let is_new = |path: &PathBuf| is_glossary(path) && !self.finds.glossaries.contains(path);
        let is_back = |(path, volume): (&PathBuf, &Volume)| volume.outlives_its_file() && is_new(path) && path.exists();
        let is_stale = self.finds.folders.as_ref() != Some(&folders) || occasion.everywhere;
        if is_stale || occasion.touched.iter().any(is_new) || self.volumes.iter().any(is_back) {
            self.finds = Finds::new(folders);
        }
        let searched = self.finds.folders.iter().flatten().chain(&self.finds.bounds).chain(&wanted.open);
        let mut notices = self.configs.refresh(searched.map(PathBuf::as_path), |file| wanted.name_of(file));
        let projects = self.configs.projects(wanted.folders.clone(), Arc::clone(&wanted.elsewhere));
        let selection = Selection::new(&self.finds.glossaries, &projects, &self.configs, |file| wanted.name_of(file));
        let news = selection.refused.iter().filter(|message| !self.selection.refused.contains(message)).cloned();
        notices.extend(news.map(|message| Notice { severity: Severity::Warning, message }));
        if *self.projects != projects {
            self.projects = Arc::new(projects);
        }
        self.selection = selection;
        let mut volumes = std::mem::take(&mut self.volumes);
        volumes.retain(|path, _| {
            self.selection.files.contains_key(path) || (self.covers(wanted, path) && !path.exists() && !occasion.is_moved(path))
        });
        self.volumes = volumes;
        for path in self.selection.files.keys() {
            self.volumes.entry(path.clone()).or_default();
        }
        notices
    }

    /// Whether a file is a glossary of the workspace by its place alone.
    fn covers(&self, wanted: &Wanted, path: &Path) -> bool {
        wanted.folder_of(path).is_some() && self.projects.of(Some(path)).glossaries().is_none()
    }

    /// A glossary that is gone, while another file has its very text, was moved.
    fn forget_moved(&mut self) {
        let there: BTreeSet<u64> = self.volumes.values().filter(|volume| volume.is_on_disk()).filter_map(Volume::content).collect();
        let is_moved = |volume: &Volume| volume.outlives_its_file() && volume.content().is_some_and(|content| there.contains(&content));
        self.volumes.retain(|_, volume| !is_moved(volume));
    }
}

impl Occasion {
    /// Whether a file was moved elsewhere, or a folder above it.
    fn is_moved(&self, path: &Path) -> bool {
        self.moved.iter().any(|moved| path.starts_with(moved))
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
    /// The deepest folder of the workspace that a file is in.
    fn folder_of(&self, path: &Path) -> Option<&Path> {
        let folders = self.folders.iter().map(|layer| layer.folder.as_path()).filter(|folder| path.starts_with(folder));
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
            let mut desk = Self { folder, library: Library::default(), wanted: Wanted::default() };
            desk.set("");
            files.iter().for_each(|(name, text)| desk.write(name, text));
            desk
        }

        /// What the editor says, beside that the embedded glossary does not answer.
        fn set(&mut self, settings: &str) {
            let config = Arc::new(crate::config::from_toml(&format!("embedded = false\n{settings}")).0);
            self.wanted.elsewhere = Arc::clone(&config);
            self.wanted.folders = vec![Layer { folder: self.folder.path().to_owned(), config }];
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn write(&self, name: &str, text: &str) {
            fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
            fs::write(self.path(name), text).unwrap();
        }

        fn look_everywhere(&mut self) {
            self.library.refresh(&self.wanted, &Occasion { everywhere: true, ..Occasion::default() });
        }

        /// The names and first answers of what serves, and what is told, after these files were touched.
        fn look(&mut self, touched: &[&str]) -> (Vec<String>, Vec<String>) {
            let touched = touched.iter().map(|name| self.path(name)).collect();
            let mut notices = self.library.refresh(&self.wanted, &Occasion { touched, ..Occasion::default() });
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
        desk.set("glossaries = [\"b.glossary.md\", \"c.glossary.md\"]");
        assert_seen(desk.look(&[]), &["b.glossary.md: B"], &["NotFound"]);
        desk.set("");
        desk.look_everywhere();
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
    fn each_folder_has_its_own_glossaries() {
        let named = "glossaries = [\"b.md\"]\nembedded = true\n";
        let files = [("w.glossary.md", "W"), ("docs/b.md", "B"), ("docs/c.glossary.md", "C"), ("docs/glossator.toml", named)];
        let files = files.map(|(name, it)| (name, if name.ends_with(".md") { glossary("levain", it) } else { it.to_owned() }));
        let mut desk = Desk::new(&files.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>());
        assert_eq!(desk.library.refresh(&desk.wanted, &Occasion::default()), []);
        let glossaries = desk.library.glossaries(&desk.wanted);
        for (path, expected) in
            [("docs/deep/x.md", vec!["docs/b.md", "w.glossary.md", "llm.fr.glossary.md"]), ("x.md", vec!["w.glossary.md"])]
        {
            let group = glossaries.serving(Some(&desk.path(path))).unwrap();
            let names: Vec<&str> = (0..).map_while(|number| Some(glossaries.source(group, number)?.name.as_str())).collect();
            assert_eq!(names, expected, "{path}");
        }
    }

    #[test]
    fn what_the_user_renamed_is_not_missed() {
        let mut desk = Desk::new(&[("docs/a.glossary.md", &glossary("levain", "Une pâte.")), ("b.glossary.md", &glossary("pain", "B"))]);
        desk.look(&[]);
        fs::rename(desk.path("docs"), desk.path("old")).unwrap();
        fs::rename(desk.path("b.glossary.md"), desk.path("b.md")).unwrap();
        let moved = ["docs", "b.glossary.md"].map(|name| desk.path(name)).into();
        assert_eq!(desk.library.refresh(&desk.wanted, &Occasion { everywhere: true, moved, ..Occasion::default() }), []);
        assert_seen(desk.look(&[]), &["old/a.glossary.md: Une pâte."], &[]);
    }

    #[test]
    fn names() {
        let layer = |folder: &&str| Layer { folder: folder.into(), config: Arc::default() };
        let wanted = |folders: &[&str]| Wanted { folders: folders.iter().map(layer).collect(), ..Wanted::default() };
        let one = wanted(&["/w"]);
        let two = wanted(&["/w", "/w/deep", "/v"]);
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
