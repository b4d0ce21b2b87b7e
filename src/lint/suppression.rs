//! Comments that silence findings.
//!
//! `glossator-ignore` silences the block that it ends, or else its line; `glossator-ignore-next` the next line with words; `glossator-off`
//! everything up to `glossator-on`. Names of rules and ids of terms may follow, parted by spaces or commas, and a reason behind `--`.

use super::lines::Lines;
use super::names::Name;
use super::tally::{About, Remark};
use super::{Linter, Rule};
use crate::messages::LintMessage;
use crate::nearest;
use crate::span::Span;

/// A suppression comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directive {
    /// The inside of the comment, without blanks around it.
    pub span: Span,
    pub kind: Kind,
    /// What it silences; empty where only unknown names are written, which were reported.
    pub names: Vec<Name>,
}

/// What a suppression comment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Silences these bytes.
    Ignore(Span),
    /// Silences these bytes, or the next stretch's first line with words.
    IgnoreNext(Option<Span>),
    /// Silences from here on.
    Off,
    /// Ends what `Off` began.
    On,
}

const PREFIX: &str = "glossator-";
/// For so many unknown names in a stretch the nearest known one is looked for, which looks at every term.
const MOST_GUESSES: usize = 100;
const KINDS: [&str; 4] = ["glossator-ignore", "glossator-ignore-next", "glossator-off", "glossator-on"];

/// The suppressions among `comments`, and what is wrong with them.
pub(super) fn read(linter: &Linter, source: &str, comments: &[Span]) -> (Vec<Directive>, Vec<Remark>) {
    let is_ours = |comment: &&Span| source.get(comment.range()).is_some_and(|text| text.trim_start().starts_with(PREFIX));
    let ours: Vec<Span> = comments.iter().filter(is_ours).copied().collect();
    if ours.is_empty() {
        return Default::default();
    }
    let lines = Lines::new(source, comments);
    let (mut directives, mut remarks) = (Vec::new(), Vec::new());
    for comment in ours {
        let mut words = words_of(source, comment);
        let Some(first) = words.next() else { continue };
        let kind = match &source[first.range()] {
            "glossator-ignore" => Kind::Ignore(lines.ended_or_line(comment)),
            "glossator-ignore-next" => Kind::IgnoreNext(lines.next_with_words(comment.end)),
            "glossator-off" => Kind::Off,
            "glossator-on" => Kind::On,
            unknown => {
                let nearest = nearest::nearest(unknown, KINDS.into_iter(), 1).into_iter().map(str::to_owned).collect();
                remarks.extend(remark(linter, first, LintMessage::UnknownDirective { name: unknown.to_owned(), nearest }));
                continue;
            }
        };
        let written: Vec<Span> = words.collect();
        let mut names = Vec::new();
        for &span in &written {
            match name(linter, &source[span.range()], remarks.len() < MOST_GUESSES) {
                Ok(name) => names.push(name),
                Err(message) => remarks.extend(remark(linter, span, message)),
            }
        }
        if written.is_empty() {
            names.push(Name::All);
        }
        let text = &source[comment.range()];
        let start = comment.start + (text.len() - text.trim_start().len());
        directives.push(Directive { span: Span::new(start, start + text.trim().len()), kind, names });
    }
    (directives, remarks)
}

/// The words of a comment up to a reason behind `--`.
fn words_of(source: &str, comment: Span) -> impl Iterator<Item = Span> {
    let text = &source[comment.range()];
    let is_blank = |character: char| character.is_whitespace() || character == ',';
    let words = text.split(is_blank).filter(|word| !word.is_empty()).take_while(|word| !matches!(*word, "--" | "—" | "–"));
    words.map(move |word| {
        let start = comment.start + (word.as_ptr() as usize - text.as_ptr() as usize);
        Span::new(start, start + word.len())
    })
}

fn name(linter: &Linter, written: &str, guess: bool) -> Result<Name, LintMessage> {
    if let Some(rule) = Rule::parse(written) {
        return Ok(Name::Rule(rule));
    }
    if linter.facts.is_term(&linter.matcher, written) {
        return Ok(Name::Term(written.into()));
    }
    let terms = linter.matcher.glossaries().iter().flat_map(|glossary| glossary.terms.iter().map(|term| term.id.as_str()));
    let known: Vec<&str> = if guess { terms.chain(Rule::ALL.into_iter().map(|rule| rule.id())).collect() } else { Vec::new() };
    let nearest = nearest::nearest(written, known.into_iter(), 2).into_iter().map(str::to_owned).collect();
    Err(LintMessage::UnknownName { name: written.to_owned(), nearest })
}

fn remark(linter: &Linter, span: Span, message: LintMessage) -> Option<Remark> {
    let rule = Rule::UnknownSuppression;
    linter.is_on(rule).then(|| Remark { rule, span, about: About::Comment(Box::new(message.into())) })
}
