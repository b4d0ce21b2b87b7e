//! Mends what is obviously a slip in a glossary: an id or a key that is nearly one that exists.

use super::{Action, Change, Kind, meets};
use crate::glossary::Problem;
use crate::lint::Fix;
use crate::messages::{ActionMessage, FormatMessage, Message};
use crate::span::Span;

/// What can be done about the problems of a glossary at `selection`, in bytes of it.
pub fn actions(problems: &[Problem], selection: Span) -> Vec<Action> {
    let here = problems.iter().enumerate().filter(|(_, problem)| meets(problem.span, selection));
    let mends: Vec<(usize, Fix)> = here.filter_map(|(number, problem)| Some((number, fix(problem)?))).collect();
    let is_preferred = mends.len() == 1;
    let action = |(number, fix): (usize, Fix)| Action {
        title: ActionMessage::Correct { replacement: fix.replacement.clone() }.into(),
        kind: Kind::QuickFix,
        findings: vec![number],
        is_preferred,
        change: Change::Text(vec![fix]),
    };
    mends.into_iter().map(action).collect()
}

fn fix(problem: &Problem) -> Option<Fix> {
    let replacement = match &problem.message {
        Message::Format(FormatMessage::UnknownReference { nearest, .. } | FormatMessage::UnknownField { nearest, .. }) => {
            nearest.clone()?
        }
        _ => return None,
    };
    Some(Fix { span: problem.span, replacement })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    #[test]
    fn slips() {
        for (name, text, expected) in [
            ("see", "### A\n\n> **term perte** · fr : **perte**\n> see : |pertes\n", Some("perte")),
            ("replaced by", "### A\n\n> **term perte** · fr : **perte**\n\n> [!NOTE]\n> replaced by : |pert\n", Some("perte")),
            ("a field", "### A\n\n> **term perte** · fr : **perte**\n> |excpet : x\n", Some("except")),
            ("nothing near", "### A\n\n> **term perte** · fr : **perte**\n> see : |gradient\n", None),
            ("elsewhere", "### A|\n\n> **term perte** · fr : **perte**\n> see : pertes\n", None),
        ] {
            let at = text.find('|').unwrap();
            let text = text.replace('|', "");
            let (_, problems) = glossary::read(&text);
            assert!(!problems.is_empty(), "{name}");
            let actions = actions(&problems, Span::new(at, at));
            let written = actions.first().map(|action| match &action.change {
                Change::Text(fixes) => {
                    let mended = format!("{}{}{}", &text[..fixes[0].span.start], fixes[0].replacement, &text[fixes[0].span.end..]);
                    assert_eq!(glossary::read(&mended).1, [], "{name}");
                    fixes[0].replacement.as_str()
                }
                change => panic!("{name}: {change:?}"),
            });
            assert_eq!(written, expected, "{name}");
        }
    }
}
