//! What is silenced at a place of a text, stretch by stretch, and which comments did something.

use super::names::{Name, Silenced};
use super::suppression::{Directive, Kind};
use super::tally::Tally;
use super::{Linter, Rule};
use crate::span::Span;

/// What is silenced at the place that was reached, and the comments up to there.
#[derive(Debug, Default)]
pub(super) struct Silencing {
    /// By comments that silence a line or a block.
    areas: Silenced,
    /// By `glossator-off`.
    off: Silenced,
    /// Names switched on again while everything is off.
    on_again: Silenced,
    /// Comments that wait for the next line with words.
    pending: Vec<(usize, Vec<Name>)>,
    comments: Vec<Comment>,
}

/// A suppression comment.
#[derive(Debug)]
pub(super) struct Comment {
    /// The number that [`Silencing::enter`] was given for its stretch.
    pub stretch: usize,
    /// Bytes of the stretch.
    pub span: Span,
    /// It did something, or is not to be reported for other reasons.
    is_used: bool,
}

/// Something begins or ends to be silenced.
pub(super) struct Event<'a> {
    /// In bytes of the stretch.
    pub at: usize,
    comment: usize,
    names: Vec<Name>,
    what: What<'a>,
}

enum What<'a> {
    Begin,
    End,
    Switch(&'a Directive),
}

impl Silencing {
    /// Whether nothing is silenced in the next stretch by what stands before it.
    pub fn is_quiet(&self) -> bool {
        self.areas.is_empty() && self.off.is_empty() && self.pending.is_empty()
    }

    /// What happens in the next stretch, in order of place; `stretch` is what its comments are to remember it by.
    pub fn enter<'a>(&mut self, stretch: usize, tally: &'a Tally, linter: &Linter) -> Vec<Event<'a>> {
        let mut events = Vec::new();
        let mut area = |comment: usize, names: Vec<Name>, span: Span| {
            events.push(Event { at: span.end, comment, names: names.clone(), what: What::End });
            events.push(Event { at: span.start, comment, names, what: What::Begin });
        };
        if let Some(first_line) = tally.first_line {
            self.pending.drain(..).for_each(|(comment, names)| area(comment, names, first_line));
        }
        for directive in &tally.directives {
            let comment = self.comments.len();
            self.comments.push(Comment { stretch, span: directive.span, is_used: is_excused(directive, linter) });
            match directive.kind {
                Kind::Ignore(span) | Kind::IgnoreNext(Some(span)) => area(comment, directive.names.clone(), span),
                Kind::IgnoreNext(None) => self.pending.push((comment, directive.names.clone())),
                Kind::Off | Kind::On => {}
            }
        }
        let first = self.comments.len() - tally.directives.len();
        let switches = tally.directives.iter().enumerate().filter(|(_, it)| matches!(it.kind, Kind::Off | Kind::On));
        events.extend(switches.map(|(number, directive)| Event {
            at: directive.span.start,
            comment: first + number,
            names: directive.names.clone(),
            what: What::Switch(directive),
        }));
        // What ends at a byte ends before anything begins there, and what began last ends first.
        let order = |event: &Event| match event.what {
            What::End => (event.at, 0, usize::MAX - event.comment),
            _ => (event.at, 1, event.comment),
        };
        events.sort_by_key(order);
        events
    }

    pub fn apply(&mut self, event: &Event) {
        match event.what {
            What::Begin => event.names.iter().for_each(|name| self.areas.insert(name.clone(), event.comment)),
            What::End => event.names.iter().for_each(|name| self.areas.remove(name, event.comment)),
            What::Switch(Directive { kind: Kind::Off, .. }) => event.names.iter().for_each(|name| self.switch_off(name, event.comment)),
            What::Switch(_) => {
                let ended = event.names.iter().filter(|name| self.switch_on(name, event.comment)).count();
                self.mark_used(event.comment, ended > 0);
            }
        }
    }

    fn switch_off(&mut self, name: &Name, comment: usize) {
        match name {
            Name::All => self.on_again.clear(),
            name => self.on_again.remove_all(name),
        };
        self.off.insert(name.clone(), comment);
    }

    /// Whether anything was off by this name.
    fn switch_on(&mut self, name: &Name, comment: usize) -> bool {
        if *name == Name::All {
            self.on_again.clear();
            return self.off.clear();
        }
        let was_off = self.off.remove_all(name);
        let all_off = self.off.has(&Name::All);
        if all_off {
            self.on_again.insert(name.clone(), comment);
        }
        was_off || all_off
    }

    /// Whether a finding is silenced here; those that do it are used.
    pub fn silences(&mut self, rule: Rule, id: &str) -> bool {
        let is_on_again = self.on_again.by(rule, id).next().is_some();
        let off = self.off.by(rule, id).filter(|(name, _)| !(is_on_again && *name == Name::All));
        let by: Vec<usize> = self.areas.by(rule, id).chain(off).map(|(_, comment)| comment).collect();
        by.iter().for_each(|&comment| self.mark_used(comment, true));
        !by.is_empty()
    }

    fn mark_used(&mut self, comment: usize, is_used: bool) {
        if let Some(comment) = self.comments.get_mut(comment) {
            comment.is_used |= is_used;
        }
    }

    /// The comments that did nothing.
    pub fn unused(&self) -> impl Iterator<Item = &Comment> {
        self.comments.iter().filter(|comment| !comment.is_used)
    }
}

/// Whether a comment may do nothing: what it names is unknown, which was said already, or only rules that are switched off.
fn is_excused(directive: &Directive, linter: &Linter) -> bool {
    directive.names.iter().all(|name| matches!(name, Name::Rule(rule) if !linter.is_on(*rule)))
}
