//! What can be done about a place: every action says what it would change, and changes nothing itself.

pub mod add_entry;
mod expand;
mod fix_all;
mod ignore_everywhere;
mod ignore_here;
pub mod mend_glossary;
mod replace;
#[cfg(test)]
mod tests;

use crate::config::Setting;
use crate::document::Document;
use crate::lint::{Finding, Fix};
use crate::messages::Message;
use crate::span::Span;
use crate::text::{Encoding, Point};

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does.
    pub title: Message,
    /// Which kind it is.
    pub kind: Kind,
    /// The findings that it mends or silences: indexes into those it was asked about.
    pub findings: Vec<usize>,
    /// Whether it is the one obvious thing to do there.
    pub is_preferred: bool,
    /// What it changes.
    pub change: Change,
}

/// The kinds of actions, as LSP groups them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Mends or silences a finding.
    QuickFix,
    /// Mends a whole file, on saving if the user likes.
    FixAll,
    /// Says the same in other words.
    Rewrite,
    /// Makes something new of a selection.
    Extract,
}

/// What an action changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The text that was asked about; no two overlap.
    Text(Vec<Fix>),
    /// The nearest `glossator.toml`.
    Setting(Setting),
    /// The nearest glossary that can be written: an entry for these words.
    Entry(add_entry::Words),
}

/// Of so many findings in a selection each gets actions of its own: nobody reads a longer list, and the whole file can be mended at once.
const MOST_FINDINGS: usize = 50;

/// All that can be done about `selection`, in bytes of the document. `findings` are those of the whole document, by place.
pub fn actions(document: &Document, findings: &[Finding], selection: Span) -> Vec<Action> {
    let meeting = findings.iter().enumerate().filter(|(_, it)| meets(it.span, selection));
    let here: Vec<(usize, &Finding)> = meeting.take(MOST_FINDINGS).collect();
    let mut actions = replace::actions(&here);
    actions.extend(expand::action(document, selection));
    actions.extend(add_entry::action(document, selection));
    actions.extend(ignore_here::actions(document, &here));
    actions.extend(ignore_everywhere::actions(document.matcher(), &here));
    actions.extend(fix_all::action(findings));
    actions
}

/// Whether a selection, which may be a mere cursor, has to do with a place.
pub fn meets(place: Span, selection: Span) -> bool {
    place.overlaps(selection)
        || (selection.is_empty() && place.touches(selection.start))
        || (place.is_empty() && selection.touches(place.start))
}

/// The line that holds `byte`, without its line break.
fn line_at(document: &Document, byte: usize) -> Span {
    let text = document.text();
    let line = text.point_of(byte, Encoding::Utf8).line;
    let at = |character| text.byte_of(Point::new(line, character), Encoding::Utf8);
    Span::new(at(0), at(u32::MAX))
}
