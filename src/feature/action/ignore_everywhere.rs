//! Switches a rule off, or silences a term, in `glossator.toml`.

use super::{Action, Change, Kind};
use crate::config::Setting;
use crate::lint::{Finding, Rule};
use crate::matcher::Matcher;
use crate::messages::{ActionMessage, Message};

/// One for each term and then one for each rule among the findings.
pub(super) fn actions(matcher: &Matcher, here: &[(usize, &Finding)]) -> Vec<Action> {
    let mut settings: Vec<(Setting, Vec<usize>)> = Vec::new();
    let mut add = |number, setting| match settings.iter_mut().find(|(known, _)| *known == setting) {
        Some((_, numbers)) => numbers.push(number),
        None => settings.push((setting, vec![number])),
    };
    for &(number, finding) in here {
        if let Some(term) = finding.term {
            add(number, Setting::IgnoredTerm(matcher.term(term).id.clone()));
        }
    }
    here.iter().for_each(|&(number, finding)| add(number, Setting::RuleOff(finding.rule)));
    let action = |(setting, findings): (Setting, Vec<usize>)| Action {
        title: title(&setting),
        kind: Kind::QuickFix,
        findings,
        is_preferred: false,
        change: Change::Setting(setting),
    };
    settings.into_iter().map(action).collect()
}

fn title(setting: &Setting) -> Message {
    match setting {
        Setting::RuleOff(rule) => ActionMessage::RuleOff { rule: Rule::id(*rule) }.into(),
        Setting::IgnoredTerm(term) => ActionMessage::IgnoreTerm { term: term.clone() }.into(),
        Setting::Embedded { .. } => ActionMessage::EmbeddedKept.into(),
    }
}
