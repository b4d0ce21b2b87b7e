//! One glossary file over time: what was read of it last, and the last version that is fit to answer.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::time::SystemTime;

use super::{Notice, Source, read_plain_text};
use crate::glossary::Severity;
use crate::messages::Message;
use crate::text::{Encoding, Text};

/// A glossary file: its text on the disk, and in an editor that has it open.
#[derive(Debug, Default)]
pub(super) struct Volume {
    disk: Version,
    stamp: Stamp,
    buffer: Option<Version>,
    /// The state of the file at the last look, and what was wrong with it.
    seen: (Stamp, Option<Message>),
    /// The problem that the user heard of last and that was not solved since.
    told: Option<Message>,
}

/// What one place (the disk or an editor) holds.
#[derive(Clone, Debug, Default)]
struct Version {
    /// The hash of the text that was read last; `None` while there is none.
    read: Option<u64>,
    good: Option<Good>,
    /// Why the text that was read last is not what answers, or not all of it.
    problem: Option<Message>,
}

/// A text that answers.
#[derive(Clone, Debug)]
struct Good {
    hash: u64,
    source: Source,
    /// The first of the parts that were dropped.
    problem: Option<Message>,
}

/// What tells one state of a file from another without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stamp {
    /// Nobody has looked.
    #[default]
    NotLooked,
    /// There is no such file.
    Gone,
    /// There is one.
    There {
        /// When it was written last.
        modified: Option<SystemTime>,
        /// In bytes.
        length: u64,
    },
}

impl Stamp {
    /// That of a file as it is now.
    pub fn of(path: &Path) -> Self {
        // Whatever else goes wrong will be said by reading.
        let there = |data: std::fs::Metadata| Self::There { modified: data.modified().ok(), length: data.len() };
        std::fs::metadata(path).map_or(Self::Gone, there)
    }
}

impl Volume {
    /// Reads the file if it was touched or looks different. `named`: somebody asked for this very file, so that its absence is a problem even
    /// if it was never there.
    pub(super) fn look_at_disk(&mut self, path: &Path, name: &str, touched: bool, named: bool) {
        let stamp = Stamp::of(path);
        if stamp == self.stamp && !touched {
            return;
        }
        self.stamp = stamp;
        match read_plain_text(path, name) {
            Ok(text) => self.disk.offer(path, name, &text),
            Err(Message::NotFound { .. }) if self.disk.good.is_some() => {
                self.disk.lose(Some(Message::GlossaryGone { path: name.to_owned() }))
            }
            Err(Message::NotFound { .. }) if !named => self.disk.lose(None),
            Err(problem) => self.disk.fail(problem),
        }
    }

    /// Reads what an editor holds of the file, or forgets it where no editor has it open any more.
    pub(super) fn look_at_buffer(&mut self, path: &Path, name: &str, buffer: Option<&Text>) {
        match buffer {
            Some(text) => self.buffer.get_or_insert_with(|| self.disk.clone()).offer(path, name, &text.to_string()),
            None => self.buffer = None,
        }
    }

    /// What the user does not know yet. Only of the file: who is just writing a term block needs nobody to say that it is not complete. And
    /// only what was seen twice in one state of the file: many programs save a file by emptying or removing it first.
    pub(super) fn news(&mut self, name: &str) -> Option<Notice> {
        let now = (self.stamp, self.disk.problem.clone());
        let was_seen = self.seen == now;
        self.seen = now;
        if self.told == self.disk.problem || !was_seen {
            return None;
        }
        self.told.clone_from(&self.disk.problem);
        Some(match &self.told {
            Some(problem) => Notice { severity: Severity::Warning, message: problem.clone() },
            None => Notice { severity: Severity::Information, message: Message::GlossaryReadAgain { path: name.to_owned() } },
        })
    }

    /// There will be news if the next look finds the same.
    pub(super) fn is_unsure(&self) -> bool {
        self.told != self.disk.problem
    }

    /// The version that answers: that of the editor, if it is fit.
    pub(super) fn source(&self) -> Option<&Source> {
        Some(&self.buffer.as_ref().unwrap_or(&self.disk).good.as_ref()?.source)
    }

    /// The file is gone, and its last good version still answers.
    pub(super) fn outlives_its_file(&self) -> bool {
        self.stamp == Stamp::Gone && self.disk.good.is_some()
    }

    /// Nothing is there, nothing answers, and nothing is wrong.
    pub(super) fn is_nothing(&self) -> bool {
        self.stamp == Stamp::Gone && self.buffer.is_none() && self.disk.good.is_none() && self.disk.problem.is_none()
    }

    /// The hash of the last good text on the disk.
    pub(super) fn content(&self) -> Option<u64> {
        self.disk.good.as_ref().map(|good| good.hash)
    }

    /// Whether the file is there, open in an editor or not.
    pub(super) fn is_on_disk(&self) -> bool {
        matches!(self.stamp, Stamp::There { .. })
    }
}

impl Version {
    /// Takes a text, unless it looks half-written beside the last good one.
    fn offer(&mut self, path: &Path, name: &str, text: &str) {
        let hash = hash_of(text);
        if self.read.replace(hash) == Some(hash) {
            return;
        }
        if let Some(good) = self.good.as_ref().filter(|good| good.hash == hash) {
            self.problem = good.problem.clone();
            return;
        }
        let source = Source::new(Some(path.to_owned()), name.to_owned(), text);
        if let Some(problem) = self.good.as_ref().and_then(|good| half_written(&source, &good.source)) {
            self.problem = Some(kept(problem));
            return;
        }
        self.problem = first_error(&source);
        self.good = Some(Good { hash, source, problem: self.problem.clone() });
    }

    /// There is a file, but no text in it that could be read.
    fn fail(&mut self, problem: Message) {
        self.lose(Some(if self.good.is_some() { kept(problem) } else { problem }));
    }

    fn lose(&mut self, problem: Option<Message>) {
        self.read = None;
        self.problem = problem;
    }
}

fn kept(problem: Message) -> Message {
    Message::LastGoodKept { problem: Box::new(problem) }
}

/// Why `source` is not fit to take the place of `good`: more of it had to be dropped, or nothing is left.
fn half_written(source: &Source, good: &Source) -> Option<Message> {
    if source.errors() > good.errors() {
        return first_error(source);
    }
    let is_emptied = source.glossary.entries.is_empty() && !good.glossary.entries.is_empty();
    is_emptied.then(|| Message::NoEntries { path: source.name.clone() })
}

/// The first dropped part, with its place.
fn first_error(source: &Source) -> Option<Message> {
    let problem = source.problems.iter().find(|problem| problem.severity == Severity::Error)?;
    let point = source.text.point_of(problem.span.start, Encoding::Utf32);
    Some(Message::PartDropped {
        path: source.name.clone(),
        line: point.line as usize + 1,
        column: point.character as usize + 1,
        problem: Box::new(problem.message.clone()),
        more: source.errors() - 1,
    })
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "### Levain ?\n\n> **terme levain** · fr : **levain**\n\nUne pâte.\n";
    const OTHER: &str = "### Levain ?\n\n> **terme levain** · fr : **levain**\n\nUne pâte vivante.\n";
    const BROKEN: &str = "### Levain ?\n\n> **terme levain** · fr : **levain**\n\n### Pain ?\n\n> **terme** · fr : **pain**\n\nMie.\n";

    fn answer(version: &Version) -> &str {
        version.good.as_ref().map_or("", |good| good.source.glossary.entries.first().map_or("no entry", |entry| entry.answer.as_str()))
    }

    #[test]
    fn the_last_good_version_answers() {
        let mut version = Version::default();
        for (name, text, expected, has_problem) in [
            ("the first", GOOD, "Une pâte.", false),
            ("emptied", "", "Une pâte.", true),
            ("without entries", "# Pain\n", "Une pâte.", true),
            ("half-written", BROKEN, "Une pâte.", true),
            ("as it was", GOOD, "Une pâte.", false),
            ("half-written again", BROKEN, "Une pâte.", true),
            ("another", OTHER, "Une pâte vivante.", false),
        ] {
            version.offer(Path::new("/w/x.glossary.md"), "x", text);
            assert_eq!((answer(&version), version.problem.is_some()), (expected, has_problem), "{name}");
        }
        version.fail(Message::IsAFolder { path: "x".into() });
        assert!(matches!(&version.problem, Some(Message::LastGoodKept { .. })));
        version.offer(Path::new("/w/x.glossary.md"), "x", OTHER);
        assert_eq!((answer(&version), &version.problem), ("Une pâte vivante.", &None), "the same text after a failure");
    }

    #[test]
    fn a_first_version_may_have_errors_and_less_of_them_is_better() {
        let mut version = Version::default();
        version.offer(Path::new("/w/x.glossary.md"), "x", BROKEN);
        assert!(matches!(&version.problem, Some(Message::PartDropped { line: 7, .. })), "{:?}", version.problem);
        assert!(version.good.is_some());
        version.offer(Path::new("/w/x.glossary.md"), "x", &format!("{BROKEN}\n> **terme** · fr : **mie**\n"));
        assert!(matches!(&version.problem, Some(Message::LastGoodKept { .. })), "{:?}", version.problem);
        version.offer(Path::new("/w/x.glossary.md"), "x", GOOD);
        assert_eq!((answer(&version), &version.problem), ("Une pâte.", &None));
    }
}
