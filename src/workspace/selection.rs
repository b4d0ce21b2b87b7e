//! Which glossary files are to be read, and the texts of which folder each serves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::project::{Layer, Projects};
use super::{Configs, clean, repository, shown};
use crate::config::{FILE_NAME, glossary_span};
use crate::messages::{Message, SpaceMessage};
use crate::text::Lines;

/// The glossary files that are wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Each with how it came here.
    pub files: BTreeMap<PathBuf, Chosen>,
    /// What may not be read, for the user.
    pub refused: Vec<Message>,
}

/// How a glossary was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// It was found: it serves the texts of its place.
    Found,
    /// A configuration names it: it serves the texts of this folder.
    Named(PathBuf),
}

impl Selection {
    /// Of the glossaries that were `found`, those of texts whose configuration names none; and all that a configuration names. Looks at the
    /// disk. What leads out of the workspace through a symbolic link is refused: somebody else may have written the configuration or the link.
    pub fn new<'a>(
        found: impl IntoIterator<Item = &'a PathBuf>,
        projects: &Projects,
        configs: &Configs,
        name_of: impl Fn(&Path) -> String,
    ) -> Self {
        let mut selection = Self::default();
        for file in found {
            let project = projects.of(Some(file));
            if project.glossaries().is_some() {
                continue;
            }
            let is_link = file.symlink_metadata().is_ok_and(|data| data.is_symlink());
            let folder = file.parent().unwrap_or(file);
            if is_link && let Some(target) = outside(file, &bound(folder, projects)) {
                selection.refused.push(SpaceMessage::LinkLeadsOut { path: name_of(file), target: shown(&target) }.into());
            } else {
                selection.files.insert(file.clone(), Chosen::Found);
            }
        }
        let mut named_by_editor: BTreeMap<String, BTreeSet<PathBuf>> = BTreeMap::new();
        for layer in projects.naming() {
            let is_of_editor = projects.is_of_editor(&layer);
            for path in layer.config.glossaries.iter().flatten() {
                if is_of_editor {
                    named_by_editor.entry(path.clone()).or_default().insert(layer.folder.clone());
                } else if let Err(message) = selection.name(&layer.folder, path, projects) {
                    selection.refused.push(in_config(&layer, path, configs, &name_of, message));
                }
            }
        }
        for (path, folders) in named_by_editor {
            // An editor says the same of all folders: the glossary need not be in each of them.
            let there: Vec<&PathBuf> = folders.iter().filter(|folder| folder.join(&path).exists()).collect();
            for folder in if there.is_empty() { folders.iter().take(1).collect() } else { there } {
                if let Err(message) = selection.name(folder, &path, projects) {
                    let key = "glossator.glossaries".to_owned();
                    selection.refused.push(Message::InSetting { key, message: Box::new(message) });
                }
            }
        }
        selection
    }

    /// Takes the glossary at `path` for the texts in `folder`, which it is relative to.
    fn name(&mut self, folder: &Path, path: &str, projects: &Projects) -> Result<(), Message> {
        let file = clean(&folder.join(path));
        if let Some(target) = outside(&file, &bound(folder, projects)) {
            return Err(SpaceMessage::GlossaryLeadsOut { path: path.to_owned(), target: shown(&target) }.into());
        }
        // Of two folders that name it, one above the other, the upper one has all the texts.
        let is_wider = |chosen: &Chosen| matches!(chosen, Chosen::Named(other) if folder.starts_with(other));
        if !self.files.get(&file).is_some_and(is_wider) {
            self.files.insert(file, Chosen::Named(folder.to_owned()));
        }
        Ok(())
    }
}

/// The message with the place of the configuration that it is about.
fn in_config(layer: &Layer, path: &str, configs: &Configs, name_of: impl Fn(&Path) -> String, message: Message) -> Message {
    let text = configs.text(&layer.folder).unwrap_or_default();
    let place = Lines::new(text).place(glossary_span(text, path).map_or(0, |span| span.start));
    let path = name_of(&layer.folder.join(FILE_NAME));
    Message::At { path, line: place.line, column: place.column, message: Box::new(message) }
}

/// What a path in `folder` must not lead out of: the workspace's folder or the repository that it is in, else `folder` itself.
fn bound(folder: &Path, projects: &Projects) -> PathBuf {
    let workspace = projects.folders.iter().map(|layer| layer.folder.as_path()).filter(|above| folder.starts_with(above));
    let bounds = workspace.chain(repository(folder)).min_by_key(|above| above.components().count());
    bounds.unwrap_or(folder).to_owned()
}

/// Where a file really is, if that is not in `bound`. What does not exist leads nowhere.
fn outside(file: &Path, bound: &Path) -> Option<PathBuf> {
    let (target, bound) = (file.canonicalize().ok()?, bound.canonicalize().ok()?);
    (!target.starts_with(bound)).then_some(target)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::sync::Arc;

    use super::*;
    use crate::config;
    use crate::messages::Locale;

    /// What is chosen in a workspace `w` beside which stands `secret.md`: paths with scopes, and refusals.
    fn select(files: &[(&str, &str)], links: &[(&str, &str)], editor: &str) -> (Vec<String>, Vec<String>) {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        fs::write(path("secret.md"), "### A\n").unwrap();
        for (name, text) in files {
            fs::create_dir_all(path(name).parent().unwrap()).unwrap();
            fs::write(path(name), text).unwrap();
        }
        for (link, target) in links {
            fs::create_dir_all(path(link).parent().unwrap()).unwrap();
            symlink(target, path(link)).unwrap();
        }
        let folders: Vec<PathBuf> = ["w", "v"].map(path).into_iter().filter(|folder| folder.is_dir()).collect();
        let found: Vec<PathBuf> = folders.iter().flat_map(|folder| super::super::glossary_files(folder)).collect();
        let mut configs = Configs::default();
        let shown = |file: &Path| file.strip_prefix(root.path()).unwrap().display().to_string();
        let looked_at = found.iter().map(|file| file.parent().unwrap()).chain(folders.iter().map(PathBuf::as_path));
        configs.refresh(looked_at, shown);
        let editor = Arc::new(config::from_toml(editor).0);
        let layers = folders.iter().map(|folder| Layer { folder: folder.clone(), config: Arc::clone(&editor) }).collect();
        let projects = configs.projects(layers, Arc::default());
        let selection = Selection::new(&found, &projects, &configs, shown);
        let say = |(file, chosen): (&PathBuf, &Chosen)| match chosen {
            Chosen::Found => shown(file),
            Chosen::Named(folder) => format!("{} for {}", shown(file), shown(folder)),
        };
        let refused = selection.refused.iter().map(|message| message.say(Locale::English)).collect();
        (selection.files.iter().map(say).collect(), refused)
    }

    #[test]
    fn chosen_files() {
        let (a, b) = (("w/a.glossary.md", ""), ("w/docs/b.glossary.md", ""));
        let names_b = "glossaries = [\"docs/b.glossary.md\", \"c.md\"]";
        for (name, files, editor, expected) in [
            ("all that are found", vec![a, b], "", vec!["w/a.glossary.md", "w/docs/b.glossary.md"]),
            ("those that are named", vec![a, b, ("w/glossator.toml", names_b)], "", vec!["w/c.md for w", "w/docs/b.glossary.md for w"]),
            (
                "a folder's own",
                vec![a, b, ("w/docs/glossator.toml", "glossaries = [\"b.glossary.md\"]")],
                "",
                vec!["w/a.glossary.md", "w/docs/b.glossary.md for w/docs"],
            ),
            ("none", vec![a, b, ("w/docs/glossator.toml", "glossaries = []")], "", vec!["w/a.glossary.md"]),
            (
                "a file is nearer than the editor",
                vec![a, ("w/glossator.toml", "glossaries = []")],
                "glossaries = [\"a.glossary.md\"]",
                vec![],
            ),
            ("where it is there", vec![a, ("v/x.md", "")], "glossaries = [\"x.md\"]", vec!["v/x.md for v"]),
            ("missing once", vec![a, ("v/y.md", "")], "glossaries = [\"x.md\"]", vec!["v/x.md for v"]),
            (
                "two folders name it",
                vec![b, ("w/glossator.toml", names_b), ("w/docs/glossator.toml", "glossaries = [\"b.glossary.md\"]")],
                "",
                vec!["w/c.md for w", "w/docs/b.glossary.md for w"],
            ),
        ] {
            assert_eq!(select(&files, &[], editor), (expected.into_iter().map(str::to_owned).collect(), vec![]), "{name}");
        }
    }

    #[test]
    fn links_stay_in_the_workspace() {
        let toml = |path: &str| format!("embedded = false\nglossaries = [\"{path}\"]\n");
        for (name, toml, link, target, expected, refused) in [
            ("named", toml("link.md"), "w/link.md", "../secret.md", vec![], Some("w/glossator.toml:2:15: “link.md” leads out")),
            ("through a folder", toml("up/secret.md"), "w/up", "..", vec![], Some("w/glossator.toml:2:15: “up/secret.md” leads out")),
            ("inside", toml("link.md"), "w/link.md", "docs/b.md", vec!["w/link.md for w"], None),
            ("found", String::new(), "w/x.glossary.md", "../secret.md", vec![], Some("w/x.glossary.md: this symbolic link leads out")),
            ("found inside", String::new(), "w/x.glossary.md", "docs/b.md", vec!["w/x.glossary.md"], None),
            ("to itself", String::new(), "w/x.glossary.md", "x.glossary.md", vec!["w/x.glossary.md"], None),
            ("folders in a circle", String::new(), "w/docs/up", "..", vec![], None),
        ] {
            let (chosen, told) = select(&[("w/glossator.toml", &toml), ("w/docs/b.md", "")], &[(link, target)], "");
            assert_eq!(chosen, expected, "{name}");
            assert_eq!(told.len(), usize::from(refused.is_some()), "{name}: {told:?}");
            assert!(told.iter().zip(refused).all(|(told, refused)| told.starts_with(refused)), "{name}: {told:?}");
        }
        let (chosen, told) = select(&[("w/a.md", "")], &[("w/link.md", "../secret.md")], "glossaries = [\"link.md\"]");
        assert!(chosen.is_empty() && told.len() == 1 && told[0].contains("`glossator.glossaries`: “link.md” leads out"), "{told:?}");
    }
}
