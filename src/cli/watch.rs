//! `glossator lint --watch`: stays, and tells what changes in the findings.
//!
//! Looks at the files' times and lengths in short intervals: that works on every file system, also on those that tell nobody of a change.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::lint::{Linting, Look, summary};
use super::output::{self, absolute};
use super::parallel::in_order;
use super::report::Located;
use super::texts::Texts;
use super::{Outcome, Surroundings};
use crate::config::{FILE_NAME, Rule};
use crate::messages::{Message, ReportMessage};
use crate::workspace::{self, Stamp, config_file};

/// How long it rests between two looks.
const PAUSE: Duration = Duration::from_millis(300);

type Stamps = HashMap<PathBuf, Stamp>;

/// Goes on until whoever started it ends it, or until nobody reads what it prints.
pub(super) fn run(linting: &Linting, paths: &[PathBuf]) -> Outcome {
    let surroundings = linting.surroundings;
    let say = |message: Message| output::remark(&message.say(surroundings.locale));
    let mut watched = Watched::default();
    let mut helpers: Vec<PathBuf> = Vec::new();
    let mut stamps: Option<Stamps> = None;
    loop {
        let now = stamps_of(paths, &helpers, surroundings);
        let changed = changed(stamps.as_ref().unwrap_or(&Stamps::new()), &now);
        if stamps.is_none() || !changed.is_empty() {
            let texts = match Texts::gather(paths, None, surroundings) {
                Ok(texts) => texts,
                Err(failure) => {
                    output::tell_failure(&failure, surroundings.locale);
                    return Outcome::Failure;
                }
            };
            let serves = |path: &PathBuf| helpers.contains(path) || workspace::is_glossary(path) || path.ends_with(FILE_NAME);
            let all = stamps.is_none() || changed.iter().any(serves);
            let sources = texts.glossaries.sources().iter().filter_map(|source| source.path.clone());
            helpers = sources.chain(configs_of(paths, surroundings)).collect();
            let Ok((new, gone)) = look(linting, &texts, |path| all || changed.contains(path), &mut watched) else { return Outcome::Clean };
            if stamps.is_none() {
                say(summary(&watched.counts(), watched.texts.len()));
                say(ReportMessage::Watching { texts: watched.texts.len() }.into());
            } else if new + gone > 0 {
                say(ReportMessage::Changed { new, gone, left: watched.counts().iter().sum() }.into());
            }
        }
        stamps = Some(now);
        std::thread::sleep(PAUSE);
    }
}

/// Looks at the texts that `is_due` names, prints what is new or gone, and tells how many findings are each. Fails where nobody reads that.
fn look(linting: &Linting, texts: &Texts, is_due: impl Fn(&Path) -> bool, watched: &mut Watched) -> io::Result<(usize, usize)> {
    linting.forget();
    let locale = linting.surroundings.locale;
    let due: Vec<_> = texts.files.iter().filter(|file| is_due(file.absolute())).collect();
    let mut differences = Vec::new();
    in_order(
        &due,
        |file| linting.look(file, texts),
        |look| match look {
            Some(Look { failure: Some(failure), .. }) => output::tell_failure(&failure, locale),
            Some(mut look) => {
                if let Some(failure) = look.not_written.take() {
                    output::tell_failure(&failure, locale);
                }
                differences.push(watched.update(look));
            }
            None => {}
        },
    );
    let there: HashSet<String> = texts.files.iter().map(|file| file.name()).collect();
    differences.extend(watched.forget_all_but(&there));
    let mended = |it: &Located| {
        let place = format!("{}:{}:{}", it.location.path, it.location.line, it.location.column);
        Message::from(ReportMessage::Mended { place, what: it.what().to_owned() }).say(locale) + "\n"
    };
    let told = |it: &Difference| it.gone.iter().map(mended).chain(it.new.iter().cloned()).collect::<String>();
    output::try_print(&differences.iter().map(told).collect::<String>())?;
    Ok((differences.iter().map(|it| it.new.len()).sum(), differences.iter().map(|it| it.gone.len()).sum()))
}

/// What was last found in each text, by its name.
#[derive(Default)]
struct Watched {
    texts: BTreeMap<String, Vec<Located>>,
}

/// What is otherwise than at the last look.
#[derive(Debug, Default, PartialEq, Eq)]
struct Difference {
    /// Findings that were not there, as they are shown.
    new: Vec<String>,
    /// Findings that are no more.
    gone: Vec<Located>,
}

impl Watched {
    fn update(&mut self, look: Look) -> Difference {
        let before = self.texts.remove(&look.name).unwrap_or_default();
        let prints = |findings: &[Located]| findings.iter().map(|it| it.fingerprint.clone()).collect::<HashSet<_>>();
        let (old, now) = (prints(&before), prints(&look.findings));
        let is_new = |(finding, _): &(&Located, String)| !old.contains(&finding.fingerprint);
        let new = look.findings.iter().zip(look.rendered).filter(is_new).map(|(_, rendered)| rendered).collect();
        let gone = before.into_iter().filter(|it| !now.contains(&it.fingerprint)).collect();
        self.texts.insert(look.name, look.findings);
        Difference { new, gone }
    }

    /// Texts that are there no more take their findings with them.
    fn forget_all_but(&mut self, there: &HashSet<String>) -> Vec<Difference> {
        let gone: Vec<String> = self.texts.keys().filter(|name| !there.contains(*name)).cloned().collect();
        gone.iter().filter_map(|name| self.texts.remove(name)).map(|gone| Difference { new: Vec::new(), gone }).collect()
    }

    fn counts(&self) -> [usize; Rule::ALL.len()] {
        let mut counts = [0; Rule::ALL.len()];
        self.texts.values().flatten().for_each(|finding| counts[finding.rule as usize] += finding.count);
        counts
    }
}

/// The stamps of all files below `paths` and of `helpers`, by absolute path.
fn stamps_of(paths: &[PathBuf], helpers: &[PathBuf], surroundings: &Surroundings) -> Stamps {
    let here = [PathBuf::from(".")];
    let found = workspace::named_files(if paths.is_empty() { &here } else { paths });
    let files = found.files.into_iter().map(|(file, _)| file).chain(found.glossaries.into_iter().flat_map(|(_, files)| files));
    let files = files.map(|file| absolute(&file, surroundings)).chain(helpers.iter().cloned());
    files.map(|file| (Stamp::of(&file), file)).map(|(stamp, file)| (file, stamp)).collect()
}

/// The configurations that hold for `paths` from above.
fn configs_of(paths: &[PathBuf], surroundings: &Surroundings) -> Vec<PathBuf> {
    let roots = paths.iter().map(|path| absolute(path, surroundings)).chain([surroundings.folder.clone()]);
    roots.filter_map(|root| config_file::find(&root)).collect()
}

/// The files that are not as they were, that are new, and that are gone.
fn changed(before: &Stamps, now: &Stamps) -> HashSet<PathBuf> {
    let is_other = |(path, stamp): &(&PathBuf, &Stamp)| before.get(*path) != Some(stamp);
    let gone = before.keys().filter(|path| !now.contains_key(*path));
    now.iter().filter(is_other).map(|(path, _)| path).chain(gone).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::found;
    use super::*;

    fn look(name: &str, words: &[&str]) -> Look {
        let findings: Vec<Located> =
            words.iter().map(|words| Located { fingerprint: (*words).to_owned(), ..found(name, words, words) }).collect();
        let rendered = words.iter().map(|it| (*it).to_owned()).collect();
        let mut look = Look::default();
        (look.name, look.findings, look.rendered) = (name.to_owned(), findings, rendered);
        look
    }

    #[test]
    fn only_changes_are_told() {
        let mut watched = Watched::default();
        let told = |difference: Difference| (difference.new, difference.gone.into_iter().map(|it| it.location.text).collect::<Vec<_>>());
        for (name, words, new, gone) in [
            ("a.md", &["chef", "levin"][..], &["chef", "levin"][..], &[][..]),
            ("b.md", &["chef"], &["chef"], &[]),
            ("a.md", &["chef", "levin"], &[], &[]),
            ("a.md", &["levin", "cuvée"], &["cuvée"], &["chef"]),
            ("b.md", &[], &[], &["chef"]),
        ] {
            let (told_new, told_gone) = told(watched.update(look(name, words)));
            assert_eq!(
                (told_new, told_gone),
                (new.iter().map(|it| (*it).to_owned()).collect(), gone.iter().map(|it| (*it).to_owned()).collect()),
                "{name} {words:?}"
            );
        }
        let gone: Vec<_> = watched.forget_all_but(&HashSet::from(["b.md".to_owned()])).into_iter().map(told).collect();
        assert_eq!(gone, [(Vec::new(), vec!["levin".to_owned(), "cuvée".to_owned()])]);
        assert_eq!(watched.counts().iter().sum::<usize>(), 0);
    }

    #[test]
    fn stamps_tell_what_changed() {
        let stamps = |files: &[(&str, u64)]| {
            files.iter().map(|(file, length)| (PathBuf::from(file), Stamp::There { modified: None, length: *length })).collect::<Stamps>()
        };
        let changed = changed(&stamps(&[("same", 1), ("other", 1), ("gone", 1)]), &stamps(&[("same", 1), ("other", 2), ("new", 1)]));
        assert_eq!(changed, ["other", "gone", "new"].map(PathBuf::from).into());
    }
}
