//! Fixes applied to a text, and the difference they make.

use std::fmt::Write as _;

use super::{Finding, Fix};

/// What fixing made of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text afterwards.
    pub text: String,
    /// How many fixes were made.
    pub count: usize,
}

/// Fixing again is tried so often: a fix may bring another finding to light, and only so many findings are known at a time.
const MOST_ROUNDS: usize = 100;

/// Mends `source` until `findings_of` the text knows no fix any more, so that fixing again changes nothing. Where that has no end the text
/// stays as it is.
pub fn fix(source: &str, mut findings_of: impl FnMut(&str) -> Vec<Finding>) -> Fixed {
    let mut fixed = Fixed { text: source.to_owned(), count: 0 };
    for _ in 0..MOST_ROUNDS {
        let findings = findings_of(&fixed.text);
        let (text, count) = apply(&fixed.text, findings.iter().filter_map(|finding| finding.fix.as_ref()));
        if count == 0 {
            return fixed;
        }
        fixed = Fixed { text, count: fixed.count + count };
    }
    Fixed { text: source.to_owned(), count: 0 }
}

/// The text with `fixes` made, and how many: of those that overlap the first, and of those that start at one place the longest.
fn apply<'a>(text: &str, fixes: impl Iterator<Item = &'a Fix>) -> (String, usize) {
    let mut fixes: Vec<&Fix> = fixes.collect();
    fixes.sort_by_key(|fix| (fix.span.start, std::cmp::Reverse(fix.span.end)));
    let (mut mended, mut end, mut count) = (String::with_capacity(text.len()), 0, 0);
    for fix in fixes {
        let Some(between) = text.get(end..fix.span.start) else { continue };
        mended.push_str(between);
        mended.push_str(&fix.replacement);
        (end, count) = (fix.span.end, count + 1);
    }
    mended.push_str(&text[end..]);
    (mended, count)
}

/// So many lines stand around a change.
const CONTEXT: usize = 3;

/// The difference as `git apply` and `patch` read it; empty where there is none. Fixes never make or take away lines, so that each line
/// stands for the one with its number.
pub fn unified_diff(path: &str, old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let changed: Vec<usize> = (0..old.len().max(new.len())).filter(|&line| old.get(line) != new.get(line)).collect();
    let mut diff = String::new();
    if !changed.is_empty() {
        // Behind a name with blanks git writes a tab, by which `patch` knows its end.
        let end = if path.contains(char::is_whitespace) { "\t" } else { "" };
        let _ = write!(diff, "--- a/{path}{end}\n+++ b/{path}{end}\n");
    }
    // Changes whose surroundings touch make one hunk.
    for hunk in changed.chunk_by(|one, next| next - one <= 2 * CONTEXT) {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { continue };
        let start = first.saturating_sub(CONTEXT);
        let end = last + 1 + CONTEXT;
        let (old_end, new_end) = (end.min(old.len()), end.min(new.len()));
        let _ = writeln!(diff, "@@ -{} +{} @@", place(start, old_end), place(start, new_end));
        let mut at = start;
        while at < old_end.max(new_end) {
            let run = (at..end).take_while(|line| changed.binary_search(line).is_ok()).count();
            for line in old.get(at..(at + run).min(old.len())).unwrap_or_default() {
                push_line(&mut diff, '-', line);
            }
            for line in new.get(at..(at + run).min(new.len())).unwrap_or_default() {
                push_line(&mut diff, '+', line);
            }
            if let Some(line) = old.get(at).filter(|_| run == 0) {
                push_line(&mut diff, ' ', line);
            }
            at += run.max(1);
        }
    }
    diff
}

/// The first line, counted from 1, and how many there are where that is not one.
fn place(start: usize, end: usize) -> String {
    if end == start + 1 { (start + 1).to_string() } else { format!("{},{}", start + 1, end - start) }
}

fn push_line(diff: &mut String, mark: char, line: &str) {
    diff.push(mark);
    diff.push_str(line);
    if !line.ends_with('\n') {
        diff.push_str("\n\\ No newline at end of file\n");
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{GLOSSARY, findings};
    use super::*;
    use crate::lint::{Rule, Rules};
    use crate::span::Span;

    fn all_rules() -> Rules {
        let mut rules = Rules::default();
        rules.set(Rule::ForeignForm, Some(Rule::ForeignForm.default_severity()));
        rules
    }

    fn mend(text: &str) -> String {
        fix(text, |text| findings(GLOSSARY, text, &all_rules())).text
    }

    #[test]
    fn texts() {
        for (name, text, expected) in [
            ("nothing to do", "Un levain.\n", "Un levain.\n"),
            ("several on a line", "Le chef, des bacths.\n", "Le levain, des lots.\n"),
            ("line endings", "Le chef.\r\n\r\nLe chef.\rLe chef.", "Le levain.\r\n\r\nLe levain.\rLe levain."),
            ("the byte order mark", "\u{FEFF}# Le chef\n", "\u{FEFF}# Le levain\n"),
            ("markup around", "Le **chef**, le [chef](chef.md).", "Le **levain**, le [levain](chef.md)."),
            ("not in code", "`chef` et le chef.\n\n    le chef\n", "`chef` et le levain.\n\n    le chef\n"),
            ("not what a comment silences", "Le chef. <!-- glossator-ignore -->\n", "Le chef. <!-- glossator-ignore -->\n"),
            ("another language", "Deux starters.", "Deux levains."),
            ("a word before", "Le stockage de l'enfournage.", "Le stockage du lot."),
        ] {
            assert_eq!(mend(text), expected, "{name}");
        }
    }

    #[test]
    fn overlapping_fixes() {
        let fix = |start, end, replacement: &str| Fix { span: Span::new(start, end), replacement: replacement.to_owned() };
        let (one, longer, inside, behind) = (fix(2, 4, "A"), fix(2, 6, "B"), fix(5, 7, "C"), fix(7, 8, "D"));
        assert_eq!(apply("0123456789", [&behind, &inside, &one, &longer].into_iter()), ("01B6D89".to_owned(), 2));
    }

    #[test]
    fn what_has_no_end_is_left() {
        let grow = |text: &str| {
            let mut found = findings(GLOSSARY, "chef", &Rules::default());
            found.iter_mut().for_each(|it| it.fix = Some(Fix { span: Span::new(0, text.len()), replacement: format!("{text}x") }));
            found
        };
        assert_eq!(fix("chef", grow), Fixed { text: "chef".to_owned(), count: 0 });
    }

    #[test]
    fn differences() {
        let old: String = (1..=20).map(|number| format!("{number}\n")).collect();
        let new = old.replace("\n5\n6\n", "\ncinq\nsix\n").replace("20\n", "vingt");
        insta::assert_snapshot!(unified_diff("a/é.md", &old, &new), @r"
        --- a/a/é.md
        +++ b/a/é.md
        @@ -2,8 +2,8 @@
         2
         3
         4
        -5
        -6
        +cinq
        +six
         7
         8
         9
        @@ -17,4 +17,4 @@
         17
         18
         19
        -20
        +vingt
        \ No newline at end of file
        ");
        assert!(unified_diff("a b", "x", "y").starts_with("--- a/a b\t\n+++ b/a b\t\n"));
        assert_eq!(unified_diff("a", "x", "x"), "");
        assert_eq!(unified_diff("a", "x\r\n", "y\r\n"), "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\r\n+y\r\n");
    }

    proptest::proptest! {
        #[test]
        fn fixing_twice_is_fixing_once(parts in proptest::collection::vec(proptest::sample::select(vec![
            "chef", "Chefs ", "LE CHEF", "bacth", "l'", "d’", "de ", "le ", "La ", "un ", "cuvée", "enfournée", "amorçage", "danone", "levain",
            "starter", "inoculum", "HestiaFour", "repos initial", " ", "\r\n", "\n\n", "**", "`", "- ", "> ", "\u{FEFF}", "é", "\u{301}",
            "<!-- glossator-ignore -->", "(", ")", "tgvs ", "fermenter", "\u{A0}", ".",
        ]), 0..25)) {
            let text = parts.concat();
            let once = mend(&text);
            proptest::prop_assert_eq!(&mend(&once), &once);
            proptest::prop_assert!(findings(GLOSSARY, &once, &all_rules()).iter().all(|finding| finding.fix.is_none()), "{:?}", once);
            proptest::prop_assert_eq!(once.matches(['\r', '\n']).count(), text.matches(['\r', '\n']).count());
        }
    }
}
