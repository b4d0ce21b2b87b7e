//! `lint --fix` and `lint --diff`.

use std::sync::Arc;

use super::output;
use super::texts::{ReadText, TextFile};
use crate::lint::Finding;
use crate::lint::fixes::{self, Fixed};
use crate::messages::{Locale, Message, RuleMessage};
use crate::workspace;

#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct FixArguments {
    /// Write what is certain into the files; then tell what is left. A text on standard input goes to standard output.
    #[arg(long, conflicts_with = "diff")]
    fix: bool,
    /// Print what --fix would change as a unified diff, and write nothing.
    #[arg(long)]
    diff: bool,
}

impl FixArguments {
    pub const fn is_dry(&self) -> bool {
        self.diff
    }

    pub const fn is_asked(&self) -> bool {
        self.fix || self.diff
    }
}

/// A text after its fixes.
pub(super) struct Mended {
    /// The text to report on: as it is now in its file.
    pub read: ReadText,
    /// How many fixes were or could be made.
    pub fixes: usize,
    /// What goes to standard output instead of findings.
    pub output: Option<String>,
    /// Why nothing was written: then all findings are left.
    pub failure: Option<Message>,
}

/// Makes the fixes of a text, or shows what they would change. Where the file changed since it was read or cannot be written, the text is that of the
/// file as it is now.
pub(super) fn fix(file: &TextFile, read: ReadText, arguments: &FixArguments, findings_of: impl Fn(&ReadText) -> Vec<Finding>) -> Mended {
    let as_read = |text: &str| file.read(read.name.clone(), text.to_owned(), Arc::clone(&read.matcher));
    let Fixed { text, count } = fixes::fix(&read.source, |text| findings_of(&as_read(text)));
    if arguments.diff {
        let output = fixes::unified_diff(&read.name, &read.source, &text);
        return Mended { read, fixes: count, output: Some(output), failure: None };
    }
    if file.content.is_some() {
        return Mended { read: as_read(&text), fixes: count, output: Some(text), failure: None };
    }
    let written = if count > 0 { workspace::write::replace_text(&file.path, &read.name, &read.source, &text) } else { Ok(()) };
    match written {
        Ok(()) => Mended { read: as_read(&text), fixes: count, output: None, failure: None },
        Err(failure) => {
            let read = match workspace::read_text(&file.path, &read.name) {
                Ok(now) if now != read.source => as_read(&now),
                _ => read,
            };
            Mended { read, fixes: 0, output: None, failure: Some(failure) }
        }
    }
}

/// What goes to standard output for a text that the rules do not speak of: whoever pipes a text through wants it back.
pub(super) fn untouched(file: &TextFile, arguments: &FixArguments) -> Option<String> {
    file.content.clone().filter(|_| arguments.fix)
}

/// Says what was or could be fixed, given for each file.
pub(super) fn tell(fixes: impl Iterator<Item = usize>, arguments: &FixArguments, locale: Locale) {
    let fixes: Vec<usize> = fixes.filter(|count| *count > 0).collect();
    if arguments.is_asked() && !fixes.is_empty() {
        let message = RuleMessage::Fixed { fixes: fixes.iter().sum(), files: fixes.len(), is_dry: arguments.diff };
        output::remark(&message.say(locale));
    }
}
