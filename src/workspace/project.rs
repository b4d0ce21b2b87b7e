//! Which configuration holds for a text, and what follows from it: the same questions for the server and for the command line.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::config::{Config, Features, Glob, Rule, Rules};
use crate::document::{self, Manner};
use crate::prose::Format;

/// A configuration with the folder that its paths and patterns are relative to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    /// The folder; empty for what an editor says of texts outside its workspace.
    pub folder: PathBuf,
    /// What was set.
    pub config: Arc<Config>,
}

impl Layer {
    /// How its patterns call a file: relative to its folder, parted by `/`.
    pub fn relative(&self, file: &Path) -> String {
        let path = file.strip_prefix(&self.folder).unwrap_or(file);
        let names = path.components().filter(|component| matches!(component, Component::Normal(_)));
        names.map(|name| name.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}

/// The configurations that hold for some texts. Of each setting the nearest one's holds that has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// The nearest `glossator.toml`.
    pub file: Option<Layer>,
    /// What the editor says, farther than the file.
    editor: Layer,
    /// Where the names of folders begin to say something about a text's language: nobody's home folder does.
    base: Option<PathBuf>,
}

impl Project {
    /// The nearest first.
    fn layers(&self) -> impl DoubleEndedIterator<Item = &Layer> {
        self.file.iter().chain([&self.editor])
    }

    /// The nearest layer that has a setting, with the setting.
    fn nearest<'a, T>(&'a self, setting: impl Fn(&'a Config) -> Option<T>) -> Option<(&'a Layer, T)> {
        self.layers().find_map(|layer| Some((layer, setting(&layer.config)?)))
    }

    /// The glossaries that are named, with the folder they are relative to.
    pub fn glossaries(&self) -> Option<(&Path, &[String])> {
        self.nearest(|config| config.glossaries.as_deref()).map(|(layer, paths)| (layer.folder.as_path(), paths))
    }

    /// Whether the embedded glossary answers; `None`: where no other does.
    pub fn embedded(&self) -> Option<bool> {
        self.nearest(|config| config.embedded).map(|(_, embedded)| embedded)
    }

    /// What editors show.
    pub fn features(&self) -> Features {
        let nearest = |setting: fn(&Features) -> Option<bool>| self.nearest(|config| setting(&config.features)).map(|(_, on)| on);
        Features { inlay_hints: nearest(|it| it.inlay_hints), semantic_tokens: nearest(|it| it.semantic_tokens) }
    }

    /// The rules that hold for a file.
    pub fn rules(&self, file: &Path) -> Rules {
        self.rules_asked_for(file, &[])
    }

    /// The rules that hold for a file where somebody asks for the rules `asked`: those are on unless they are switched off.
    pub fn rules_asked_for(&self, file: &Path, asked: &[Rule]) -> Rules {
        let mut rules = Rules::default();
        asked.iter().for_each(|rule| rules.set(*rule, Some(rule.default_severity())));
        for layer in self.layers().rev() {
            layer.config.apply_rules(&layer.relative(file), &mut rules);
        }
        rules
    }

    /// Whether the patterns let a file be one of the texts.
    pub fn wants(&self, file: &Path) -> bool {
        let fits = |(layer, globs): (&Layer, &Vec<Glob>)| {
            let path = layer.relative(file);
            globs.iter().any(|glob| glob.matches(&path))
        };
        let includes = self.nearest(|config| config.files.include.as_ref());
        let excludes = self.nearest(|config| config.files.exclude.as_ref());
        includes.is_none_or(fits) && !excludes.is_some_and(fits)
    }

    /// Whether a setting or its name tells the format of a file.
    pub fn has_format(&self, file: &Path) -> bool {
        self.set_format(file).is_some() || document::manner_of_path(&file.to_string_lossy()).is_some()
    }

    /// How the text in a file is read. `told` is what its surroundings say of its format, an editor for one: a setting is nearer, the file's name
    /// farther.
    pub fn manner(&self, file: &Path, told: Option<Format>) -> Manner {
        let named = document::manner_of_path(&self.telling(file).to_string_lossy());
        let languages = self.nearest(|config| config.languages.clone()).map(|(_, languages)| languages).unwrap_or_default();
        let format = self.set_format(file).or(told).or(named.as_ref().map(|named| named.format)).unwrap_or_default();
        let only = || if let [only] = languages.as_slice() { Some(only.clone()) } else { None };
        Manner { format, language: named.and_then(|named| named.language).or_else(only), languages }
    }

    fn set_format(&self, file: &Path) -> Option<Format> {
        self.nearest(|config| config.files.formats.as_ref()).and_then(|(layer, formats)| {
            let path = layer.relative(file);
            formats.iter().find(|(glob, _)| glob.matches(&path)).map(|(_, format)| *format)
        })
    }

    /// The part of a path that may tell a language; outside of every project the file's name and its folder's.
    fn telling<'a>(&self, file: &'a Path) -> &'a Path {
        let parent = || file.parent().and_then(Path::parent);
        let base = self.base.as_deref().filter(|base| file.starts_with(base)).or_else(parent);
        base.and_then(|base| file.strip_prefix(base).ok()).unwrap_or(file)
    }
}

/// Which configuration holds where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Projects {
    /// For each folder that was looked at, the folder of its `glossator.toml`. What is below and was not looked at is as the folder above.
    pub(super) looked_at: Arc<BTreeMap<PathBuf, Option<PathBuf>>>,
    /// The `glossator.toml` files by their folders.
    pub(super) configs: Arc<BTreeMap<PathBuf, Arc<Config>>>,
    /// The folders of the workspace, each with what the editor says of it.
    pub folders: Vec<Layer>,
    /// What the editor says of texts outside of them.
    pub elsewhere: Arc<Config>,
}

impl Projects {
    /// That of a text at `path`, an absolute path, whether it exists or not; `None` for a text that has no place.
    pub fn of(&self, path: Option<&Path>) -> Project {
        let elsewhere = || Layer { folder: PathBuf::new(), config: Arc::clone(&self.elsewhere) };
        let Some(path) = path else { return Project { editor: elsewhere(), ..Project::default() } };
        let config = path.ancestors().find_map(|folder| self.looked_at.get(folder)).cloned().flatten();
        let editor = self.folder_of(path).cloned().unwrap_or_else(elsewhere);
        let outermost = self.folders.iter().map(|layer| &layer.folder).chain(&config).filter(|folder| path.starts_with(folder));
        let base = outermost.min_by_key(|folder| folder.components().count()).cloned();
        let file = config.map(|folder| Layer { config: self.configs.get(&folder).cloned().unwrap_or_default(), folder });
        Project { file, editor, base }
    }

    /// The deepest folder of the workspace that `path` is in.
    pub fn folder_of(&self, path: &Path) -> Option<&Layer> {
        self.folders.iter().filter(|layer| path.starts_with(&layer.folder)).max_by_key(|layer| layer.folder.components().count())
    }

    /// Whether the embedded glossary answers, by folder: of a text's folders the deepest counts. The first one is for all texts that are in
    /// none of the others.
    pub fn embedded(&self) -> Vec<(PathBuf, Option<bool>)> {
        let mut places: Vec<&PathBuf> =
            self.looked_at.keys().chain(self.configs.keys()).chain(self.folders.iter().map(|layer| &layer.folder)).collect();
        places.sort_by_key(|folder| (folder.components().count(), *folder));
        places.dedup();
        let mut answers = vec![(PathBuf::new(), self.elsewhere.embedded)];
        for folder in places {
            let answer = self.of(Some(folder)).embedded();
            let above = answers.iter().rev().find(|(above, _)| folder.starts_with(above));
            if above.is_none_or(|(_, above)| *above != answer) {
                answers.push((folder.clone(), answer));
            }
        }
        answers
    }

    /// Every configuration that names glossaries where nothing nearer does, with the folder that it speaks of.
    pub(super) fn naming(&self) -> impl Iterator<Item = Layer> {
        let folders = self.configs.keys().chain(self.folders.iter().map(|layer| &layer.folder));
        let mut layers: Vec<Layer> = Vec::new();
        for folder in folders {
            let project = self.of(Some(folder));
            let naming = project.nearest(|config| config.glossaries.as_ref()).map(|(layer, _)| layer.clone());
            layers.extend(naming.filter(|layer| layer.folder == *folder && !layers.contains(layer)));
        }
        layers.into_iter()
    }

    /// Whether a layer is an editor's and not that of a file.
    pub(super) fn is_of_editor(&self, layer: &Layer) -> bool {
        self.configs.get(&layer.folder).is_none_or(|config| !Arc::ptr_eq(config, &layer.config))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::glossary::Severity;

    fn config(toml: &str) -> Arc<Config> {
        let (config, problems) = config::from_toml(toml);
        assert_eq!(problems, []);
        Arc::new(config)
    }

    /// A workspace of two folders; `/w/docs` has a file of its own, `/w/docs/repository` is another project.
    fn projects() -> Projects {
        let file = config(
            "languages = [\"fr\", \"en\"]\nglossaries = [\"a.glossary.md\"]\nembedded = false\n\
             [files]\nexclude = [\"old/**\"]\nformats = { \"*.txt\" = \"markdown\" }\n\
             [rules]\nletter-case = \"off\"\n[[overrides]]\nfiles = [\"a.md\"]\nrules = { term = \"error\" }",
        );
        let editor = config(
            "embedded = true\n[files]\ninclude = [\"docs/**\", \"*.mdx\"]\nexclude = [\"*.mdx\"]\n[rules]\nletter-case = \"error\"\nforbidden-form = \"error\"\n\
             [[overrides]]\nfiles = [\"docs/a.md\"]\nrules = { letter-case = \"hint\", term = \"off\", deprecated-form = \"hint\" }",
        );
        let looked_at = [("/w", None), ("/w/docs", Some("/w/docs")), ("/w/docs/repository", None)];
        Projects {
            looked_at: Arc::new(looked_at.map(|(folder, config)| (folder.into(), config.map(PathBuf::from))).into()),
            configs: Arc::new([("/w/docs".into(), file)].into()),
            folders: vec![Layer { folder: "/w".into(), config: editor }, Layer { folder: "/v".into(), config: Arc::default() }],
            elsewhere: config("[rules]\nterm = \"hint\""),
        }
    }

    #[test]
    fn rules_that_are_asked_for_are_on_unless_switched_off() {
        let file = Layer { folder: "/w".into(), config: config("[rules]\nterm-first-use = \"off\"\nunused-term = \"error\"") };
        let project = Project { file: Some(file), ..Project::default() };
        let path = Path::new("/w/a.md");
        let rules = project.rules_asked_for(path, &[Rule::ForeignForm, Rule::TermFirstUse, Rule::UnusedTerm]);
        assert_eq!(rules.severity(Rule::ForeignForm), Some(Severity::Information));
        assert_eq!(rules.severity(Rule::TermFirstUse), None);
        assert_eq!(rules.severity(Rule::UnusedTerm), Some(Severity::Error));
        assert_eq!(project.rules(path).severity(Rule::ForeignForm), None);
    }

    #[test]
    fn the_nearest_layer_wins() {
        for (path, rule, expected) in [
            ("/w/docs/a.md", Rule::LetterCase, None),
            ("/w/docs/a.md", Rule::ForbiddenForm, Some(Severity::Error)),
            ("/w/docs/a.md", Rule::Term, Some(Severity::Error)),
            ("/w/docs/a.md", Rule::DeprecatedForm, Some(Severity::Hint)),
            ("/w/docs/deep/b.md", Rule::Term, Some(Severity::Information)),
            ("/w/docs/repository/b.md", Rule::LetterCase, Some(Severity::Error)),
            ("/w/b.md", Rule::LetterCase, Some(Severity::Error)),
            ("/v/b.md", Rule::LetterCase, Some(Severity::Information)),
            ("/elsewhere/b.md", Rule::Term, Some(Severity::Hint)),
        ] {
            let path = Path::new(path);
            assert_eq!(projects().of(Some(path)).rules(path).severity(rule), expected, "{path:?} {}", rule.id());
        }
        assert_eq!(projects().of(None).rules(Path::new("")).severity(Rule::Term), Some(Severity::Hint), "a text without a place");
    }

    #[test]
    fn texts() {
        for (path, wants, has_format, format) in [
            ("/w/docs/a.md", true, true, Format::Markdown),
            ("/w/docs/a.txt", true, true, Format::Markdown),
            ("/w/docs/old/a.md", false, true, Format::Markdown),
            ("/w/docs/a.mdx", true, true, Format::Mdx),
            ("/w/a.mdx", false, true, Format::Mdx),
            ("/w/a.md", false, true, Format::Markdown),
            ("/v/a.txt", true, true, Format::Plain),
            ("/v/a.rs", true, false, Format::Unknown),
        ] {
            let path = Path::new(path);
            let project = projects().of(Some(path));
            assert_eq!((project.wants(path), project.has_format(path)), (wants, has_format), "{path:?}");
            assert_eq!(project.manner(path, None).format, format, "{path:?}");
        }
        let (set, named) = (Path::new("/w/docs/a.txt"), Path::new("/v/a.txt"));
        assert_eq!(
            projects().of(Some(set)).manner(set, Some(Format::Plain)).format,
            Format::Markdown,
            "a setting is nearer than the editor"
        );
        assert_eq!(projects().of(Some(named)).manner(named, Some(Format::Mdx)).format, Format::Mdx, "the name is farther");
    }

    #[test]
    fn languages() {
        let french = Projects { elsewhere: config("languages = [\"fr\"]"), ..Projects::default() };
        for (path, language) in [("/elsewhere/a.md", "fr"), ("/elsewhere/a.en.md", "en")] {
            let manner = french.of(Some(Path::new(path))).manner(Path::new(path), None);
            assert_eq!(manner.language.as_ref().map(|it| it.tag()), Some(language), "{path}");
        }
        let projects = Projects { folders: vec![Layer { folder: "/home/de/w".into(), config: Arc::default() }], ..projects() };
        for (path, language, languages) in [
            ("/w/docs/a.md", None, 2),
            ("/w/docs/en/a.md", Some("en"), 2),
            ("/home/de/w/a.md", None, 0),
            ("/home/de/w/fr/deep/a.md", Some("fr"), 0),
            ("/home/de/a.md", Some("de"), 0),
            ("/home/de/other/a.md", None, 0),
        ] {
            let path = Path::new(path);
            let manner = projects.of(Some(path)).manner(path, None);
            assert_eq!((manner.language.as_ref().map(|it| it.tag()), manner.languages.len()), (language, languages), "{path:?}");
        }
    }

    #[test]
    fn glossaries_and_where_the_embedded_one_answers() {
        let projects = projects();
        let named = |path: &str| projects.of(Some(Path::new(path))).glossaries().map(|(folder, _)| folder.to_owned());
        assert_eq!(named("/w/docs/deep/a.md"), Some("/w/docs".into()));
        assert_eq!(named("/w/docs/repository/a.md"), None);
        let answers = projects.embedded();
        let answers: Vec<(&str, Option<bool>)> = answers.iter().map(|(folder, it)| (folder.to_str().unwrap(), *it)).collect();
        assert_eq!(answers, [("", None), ("/w", Some(true)), ("/w/docs", Some(false)), ("/w/docs/repository", Some(true))]);
        assert_eq!(projects.naming().map(|layer| layer.folder).collect::<Vec<_>>(), [PathBuf::from("/w/docs")]);
    }
}
