//! The examples of the rules, and what all rules share: suppression, limits, and stretches.

use std::sync::Arc;

use super::*;
use crate::document::{self, Manner};
use crate::glossary;
use crate::prose::Format;

/// A bakery's glossary with every kind of form.
pub(super) const GLOSSARY: &str = "---
language: fr
---
### Qu'est-ce que le levain ?

> **terme levain** · fr : **levain**, pâte mère, pied ?, ~~chef~~
> en : **starter**, ~~inoculum~~

Une pâte vivante. Elle lève.

### Lot

> **terme lot** · fr : **lot**, fournée, lots, ~~bacth~~ !, ~~cuvée~~ → fournée, ~~enfournée~~ → lot, ~~enfournage~~ → lot

Le pain cuit ensemble.

### Autolyse

> **terme autolyse** · fr : **autolyse**, ~~amorçage~~, ~~repos initial~~, ~~auto-lyse~~, ~~lever de pâte~~ → abvier, ~~pain levé trop tôt~~ → chef

Un repos.

### Pousse

> **terme pousse** · fr : **pousse**, pouss(er|é), **lever**, ~~ferment(er|é)~~ → lever

La pâte monte.

### Cuisson

> **terme cuisson** · fr : **cuisson du pain**, cuisson de pain, enfournement du pain

Au four.

### Marques

> **terme danone** · fr : **Danone**
> **terme tgv** · fr : **TGV**, train à grande vitesse
> **terme hestia** · fr : **Hestia Four**, ~~HestiaFour~~
> **terme github** · fr : **GitHub**, ~~Github~~
> **terme rien** · fr : ~~vieux mot~~
> **terme hst** · en : **HST**
> **terme hsr** · fr : **TAV** · en : **HSR**
> **terme abv** · fr : abvier · en : **baking soda**
> **terme baking** · fr : **baking** · en : **baking**

Des noms.
";

pub(super) fn matcher(glossary: &str) -> Arc<Matcher> {
    let (glossary, problems) = glossary::read(glossary);
    assert_eq!(problems, []);
    Arc::new(Matcher::new(vec![Arc::new(glossary)]))
}

pub(super) fn findings(glossary: &str, text: &str, rules: &Rules) -> Vec<Finding> {
    findings_in(glossary, text, "fr", rules)
}

/// The findings in a text of a language.
pub(super) fn findings_in(glossary: &str, text: &str, language: &str, rules: &Rules) -> Vec<Finding> {
    let matcher = matcher(glossary);
    let manner = Manner { format: Format::Markdown, language: Language::parse(language), ..Manner::default() };
    check_text(text, &document::read(text, &manner, &matcher), &matcher, rules)
}

fn check_text(text: &str, reading: &Reading, matcher: &Arc<Matcher>, rules: &Rules) -> Vec<Finding> {
    super::check(text, reading, Format::Markdown, matcher, rules)
}

/// `text` with the findings of `rule` drawn in.
pub(super) fn drawn(glossary: &str, text: &str, rule: Rule, rules: &Rules) -> String {
    let mut drawn = text.to_owned();
    for finding in findings(glossary, text, rules).iter().rev().filter(|finding| finding.rule == rule) {
        drawn.insert(finding.span.end, '›');
        drawn.insert(finding.span.start, '‹');
    }
    drawn
}

/// Checks texts in which the findings of `rule` are drawn.
pub(super) fn check(rule: Rule, cases: &[(&str, &str)]) {
    for (name, expected) in cases {
        let text = expected.replace(['‹', '›'], "");
        assert_eq!(drawn(GLOSSARY, &text, rule, &Rules::default()), *expected, "{name}");
    }
}

/// The findings of one rule, switched on.
pub(super) fn findings_on(text: &str, rule: Rule) -> Vec<Finding> {
    let mut rules = Rules::default();
    rules.set(rule, Some(rule.default_severity()));
    let mut found = findings(GLOSSARY, text, &rules);
    found.retain(|finding| finding.rule == rule);
    found
}

/// `text` with the findings of a rule that is off by default drawn in.
pub(super) fn drawn_on(text: &str, rule: Rule, mut rules: Rules) -> String {
    rules.set(rule, Some(rule.default_severity()));
    drawn(GLOSSARY, text, rule, &rules)
}

/// Checks texts in which the findings of a rule that is off by default are drawn.
pub(super) fn check_on(rule: Rule, cases: &[(&str, &str)]) {
    for (name, expected) in cases {
        assert_eq!(drawn_on(&expected.replace(['‹', '›'], ""), rule, Rules::default()), *expected, "{name}");
        assert_eq!(drawn(GLOSSARY, &expected.replace(['‹', '›'], ""), rule, &Rules::default()).find('‹'), None, "{name}: off by default");
    }
}

/// Checks what the last finding about a form in a text suggests, and what a machine may make of the text.
pub(super) fn check_fixes(glossary: &str, cases: &[(&str, &str, Option<&str>, Option<&str>)]) {
    for (name, text, instead, fix) in cases {
        let found = findings(glossary, text, &Rules::default());
        let finding =
            found.iter().rfind(|it| [Rule::DeprecatedForm, Rule::ForbiddenForm, Rule::LetterCase].contains(&it.rule)).expect(name);
        let fixed = finding.fix.as_ref().map(|fix| text[..fix.span.start].to_owned() + &fix.replacement + &text[fix.span.end..]);
        assert_eq!(fixed.as_deref(), *fix, "{name}");
        let said = finding.message.say(crate::messages::Locale::English);
        match instead {
            Some(instead) => assert!(said.contains(&format!("“{instead}”")), "{name}: {said}"),
            None => assert!(!said.contains(':'), "{name}: {said}"),
        }
    }
}

#[test]
fn suppression() {
    for (name, text) in [
        ("its line", "Un chef <!-- glossator-ignore --> ici\net un ‹chef›."),
        ("the block it ends", "Un chef\net un chef. <!-- glossator-ignore -->\n\nUn ‹chef›."),
        ("the next line", "<!-- glossator-ignore-next -->\n\nUn chef\net un ‹chef›."),
        ("a region", "Un ‹chef›.\n\n<!-- glossator-off -->\n\nUn chef.\n\n<!-- glossator-on -->\n\nUn ‹chef›."),
        ("to the end", "<!-- glossator-off -->\n\nUn chef.\n\nUn chef."),
        ("a rule", "Un chef, un bacth <!-- glossator-ignore deprecated-form -->"),
        ("another rule", "Un ‹chef›, un bacth <!-- glossator-ignore forbidden-form -->"),
        ("a term", "Un chef, une ‹cuvée› <!-- glossator-ignore levain -->"),
        ("several names", "Un chef, une cuvée <!-- glossator-ignore levain, lot -->"),
        ("a reason", "Un chef <!-- glossator-ignore levain -- mot de l'auteur -->"),
        ("one is on again", "<!-- glossator-off -->\n\nUn chef.\n\n<!-- glossator-on lot -->\n\nUn chef, une ‹cuvée›."),
        ("one of several is on again", "<!-- glossator-off levain lot -->\n\n<!-- glossator-on lot -->\n\nUn chef, une ‹cuvée›."),
        ("an unknown name silences nothing", "Un ‹chef› <!-- glossator-ignore levin -->"),
        ("not a suppression", "Un ‹chef› <!-- ignore glossator-ignore -->"),
    ] {
        let plain = text.replace(['‹', '›'], "");
        assert_eq!(drawn(GLOSSARY, &plain, Rule::DeprecatedForm, &Rules::default()), text, "{name}");
    }
}

#[test]
fn the_first_mark_that_is_not_silenced_counts() {
    let text = "<!-- glossator-ignore-next -->\nUn levain.\n\nUn ‹levain›, du levain.";
    check(Rule::Term, &[("first", text)]);
}

#[test]
fn unknown_names_in_suppressions() {
    for (name, text, english) in [
        ("a rule", "Un chef <!-- glossator-ignore ‹deprecated-from› -->", "nearest: `deprecated-form`"),
        ("a term", "Un chef <!-- glossator-ignore deprecated-form ‹levin› -->", "nearest: `levain`"),
        ("nothing near", "Un chef <!-- glossator-off ‹xyzzy› -->", "neither a rule nor a term"),
        ("a directive", "Un chef <!-- ‹glossator-ignore-nxt› -->", "nearest: `glossator-ignore-next`"),
    ] {
        let plain = text.replace(['‹', '›'], "");
        assert_eq!(drawn(GLOSSARY, &plain, Rule::UnknownSuppression, &Rules::default()), text, "{name}");
        assert_eq!(drawn(GLOSSARY, &plain, Rule::UnusedSuppression, &Rules::default()), plain, "{name}: said once");
        let found = findings(GLOSSARY, &plain, &Rules::default());
        let said = found.iter().find(|it| it.rule == Rule::UnknownSuppression).unwrap().message.say(crate::messages::Locale::English);
        assert!(said.contains(english), "{name}: {said}");
    }
}

#[test]
fn suppressions_that_suppress_nothing() {
    check(
        Rule::UnusedSuppression,
        &[
            ("a line", "Un four. <!-- ‹glossator-ignore› -->"),
            ("another rule's line", "Une cuvée. <!-- ‹glossator-ignore letter-case› -->"),
            ("a region", "<!-- ‹glossator-off› -->\n\nUn four.\n\n<!-- glossator-on -->\n\nUn chef."),
            ("on without off", "<!-- ‹glossator-on› -->\n\nUn chef."),
            ("the next line of none", "Un chef.\n\n<!-- ‹glossator-ignore-next› -->\n"),
            ("used", "Un chef. <!-- glossator-ignore -->\n\n<!-- glossator-off term -->\n\nUn levain."),
        ],
    );
    let mut rules = Rules::default();
    rules.set(Rule::LetterCase, None);
    let text = "Une cuvée. <!-- glossator-ignore letter-case -->";
    assert_eq!(drawn(GLOSSARY, text, Rule::UnusedSuppression, &rules), text, "a rule that is off may be named");
}

#[test]
fn limited_findings_say_how_many_more() {
    let text = "Un chef.\n\n".repeat(MOST_FINDINGS + 5);
    let found = findings(GLOSSARY, &text, &Rules::default());
    let deprecated: Vec<&Finding> = found.iter().filter(|finding| finding.rule == Rule::DeprecatedForm).collect();
    assert_eq!(deprecated.len(), MOST_FINDINGS);
    assert!(matches!(deprecated.last().unwrap().message, Message::AndMore { more: 5, .. }));
    assert!(!matches!(deprecated[MOST_FINDINGS - 2].message, Message::AndMore { .. }));
}

/// The findings of `stretches`, each tallied on its own, in groups of `size`.
fn in_stretches(stretches: &[&str], size: usize, linter: &Linter) -> Vec<Finding> {
    let manner = Manner { format: Format::Markdown, language: Some(Language::french()), ..Manner::default() };
    let tally = |(number, stretch): (usize, &&str)| {
        let reading = document::read(stretch, &manner, &linter.matcher);
        Stretch::new(linter.tally(number, stretch, &reading.marks, &reading.comments, reading.language.as_ref()))
    };
    let mut tallied: Vec<Stretch<Vec<Finding>>> = stretches.iter().enumerate().map(tally).collect();
    let mut groups = Vec::new();
    while !tallied.is_empty() {
        groups.push(Group::new(tallied.drain(..size.min(tallied.len())).collect()));
    }
    let made = merge::merge(linter, &mut groups, &mut |_, _, findings| findings);
    let base = |group: usize, stretch: usize| stretches[..group * size + stretch].iter().map(|stretch| stretch.len()).sum();
    let found = made.iter().enumerate().flat_map(|(group, made)| made.iter().map(move |(stretch, found)| (base(group, *stretch), found)));
    let shifted = |base: usize, found: &Finding| Finding {
        span: found.span.shifted(base),
        fix: found.fix.clone().map(|fix| Fix { span: fix.span.shifted(base), ..fix }),
        ..found.clone()
    };
    found.flat_map(|(base, found)| found.iter().map(move |found| shifted(base, found))).collect()
}

#[test]
fn stretches_together_say_what_the_whole_says() {
    const STRETCHES: &[&str] = &[
        "Un levain, un lot, une fournée.\n\n",
        "Un levain,\nun levain, des lots.\n\n",
        "Un chef, une cuvée, danone.\n\n",
        "Une fournée, un bacth.\n\n",
        "<!-- glossator-ignore-next -->\n\n",
        "<!-- glossator-off levain -->\n\n",
        "<!-- glossator-off -->\n\n",
        "<!-- glossator-on lot -->\n\n",
        "<!-- glossator-on -->\n\n",
        "Un chef. <!-- glossator-ignore levin -->\n\n",
        "---\n\n",
    ];
    let mut rules = Rules::default();
    Rule::ALL.into_iter().for_each(|rule| rules.set(rule, Some(rule.default_severity())));
    let linter = Linter::new(matcher(GLOSSARY), rules, Format::Markdown);
    proptest::proptest!(|(numbers in proptest::collection::vec(0..STRETCHES.len(), 0..12), size in 1usize..5)| {
        let stretches: Vec<&str> = numbers.iter().map(|&number| STRETCHES[number]).collect();
        // Company is not the linter's concern: it is there in every stretch.
        let together = in_stretches(&[&stretches.concat()], 1, &linter);
        let apart = in_stretches(&stretches, size, &linter);
        proptest::prop_assert_eq!(apart, together);
    });
}

#[test]
fn many_comments_on_one_line_are_no_burden() {
    let text = "Un chef <!-- glossator-ignore --> <!-- glossator-ignore-next x -->".repeat(20_000);
    let started = std::time::Instant::now();
    findings(GLOSSARY, &text, &Rules::default());
    assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
}
