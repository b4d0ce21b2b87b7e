//! How a form is written.

use super::*;

#[test]
fn marks() {
    for (name, field, expected) in [
        ("plain", "fr : modèle", "fr admitted folded modèle"),
        ("bold", "fr : **modèle**", "fr preferred folded modèle"),
        ("bold, with underscores", "fr : __modèle__", "fr preferred folded modèle"),
        ("emphasis is no mark", "fr : *modèle*", "fr admitted folded modèle"),
        ("struck", "fr : ~~modèle~~", "fr deprecated folded modèle"),
        ("code", "fr : `bert`", "fr admitted exact bert"),
        ("code in two backticks", "fr : `` a`b ``", "fr admitted exact a`b"),
        ("bold code", "en : **`IA`**", "en preferred exact IA"),
        ("struck code", "en : ~~`Pytorch`~~", "en deprecated exact Pytorch"),
        ("bold, emphasis and code", "en : ***`IA`***", "en preferred exact IA"),
        ("a link is its text", "en : **[PyTorch](https://pytorch.org)**", "en preferred as-written PyTorch"),
        ("an entity", "en : AT&amp;T", "en admitted as-written AT&T"),
        ("tags are no letters", "en : H<sub>2</sub>O", "en admitted as-written H2O"),
        ("case as written", "fr : PyTorch", "fr admitted as-written PyTorch"),
        ("title case", "fr : Grand Modèle", "fr admitted folded Grand Modèle"),
        ("white space", "fr : grand \u{a0}  modèle", "fr admitted folded grand modèle"),
        ("a bold comma", "fr : **a, b**", "fr preferred folded a, b"),
        ("a comma in code", "fr : `a, b`", "fr admitted exact a, b"),
        ("a comma in a struck form", "fr : ~~a, b~~", "fr deprecated folded a, b"),
        ("an escaped comma", "fr : a\\, b", "fr admitted folded a, b"),
        ("signs", "en : C++", "en admitted as-written C++"),
        ("a mark on all letters but not on the signs", "en : **C**#", "en preferred as-written C#"),
        ("a mark that leaves the optional letters out", "fr : **modèle**(s)", "fr preferred folded modèle/modèles"),
        ("letters of any script", "zh : 机器学习", "zh admitted folded 机器学习"),
    ] {
        assert_eq!(forms_of(&term(field)), [expected], "{name}");
    }
}

#[test]
fn signs_at_the_end() {
    for (name, field, expected) in [
        ("ambiguous", "fr : poids ?", "fr admitted folded poids ?"),
        ("after a narrow no-break space", "fr : poids\u{202f}?", "fr admitted folded poids ?"),
        ("outside the mark", "fr : **poids** ?", "fr preferred folded poids ?"),
        ("inside the mark", "fr : **poids ?**", "fr preferred folded poids ?"),
        ("inside the strike, outside the code", "fr : ~~`ia` ?~~", "fr deprecated exact ia ?"),
        ("inside the code", "fr : `ML ?`", "fr admitted exact ML ?"),
        ("glued to the word", "fr : quoi?", "fr admitted folded quoi?"),
        ("glued to the mark", "fr : **quoi**?", "fr preferred folded quoi?"),
        ("escaped", "fr : quoi \\?", "fr admitted folded quoi ?"),
        ("forbidden", "fr : ~~a~~ !", "fr forbidden folded a"),
        ("forbidden, inside the strike", "fr : ~~a !~~", "fr forbidden folded a"),
        ("forbidden, behind the strike", "fr : ~~a~~!", "fr forbidden folded a"),
        ("forbidden code", "fr : ~~`a`~~ !", "fr forbidden exact a"),
        ("glued inside the strike", "en : ~~Yahoo!~~", "en deprecated as-written Yahoo!"),
        ("glued to a plain form", "en : Yahoo!", "en admitted as-written Yahoo!"),
        ("both", "fr : ~~a~~ ! ?", "fr forbidden folded a ?"),
        ("both, otherwise", "fr : ~~a ?~~ !", "fr forbidden folded a ?"),
        ("replaced", "fr : ~~a~~ → b", "fr deprecated folded a → b"),
        ("replaced, in ASCII", "fr : ~~a~~ -> b", "fr deprecated folded a → b"),
        ("the replacement is marked", "fr : ~~a~~ → **`b`**", "fr deprecated folded a → b"),
        ("forbidden and replaced", "fr : ~~a~~ ! → b", "fr forbidden folded a → b"),
        ("the sign behind the replacement", "fr : ~~a~~ → b ?", "fr deprecated folded a ? → b"),
        ("the replacement has optional letters", "fr : ~~a~~ → modèle(s)", "fr deprecated folded a → modèle"),
        ("an arrow in code is none", "en : `a -> b`", "en admitted exact a -> b"),
        ("an arrow without spaces is none", "en : a->b", "en admitted folded a->b"),
    ] {
        assert_eq!(forms_of(&term(field)), [expected], "{name}");
    }
}

#[test]
fn optional_letters_and_alternatives() {
    for (name, field, expected) in [
        ("optional", "fr : modèle(s)", "modèle/modèles"),
        ("optional at the start", "fr : (pré)entraîner", "entraîner/préentraîner"),
        ("a whole word", "fr : modèle (de langage)", "modèle/modèle de langage"),
        (
            "two groups",
            "fr : intelligence(s) artificielle(s)",
            "intelligence artificielle/intelligence artificielles/intelligences artificielle/intelligences artificielles",
        ),
        ("alternatives", "fr : entraîn(er|é|ée)", "entraîner/entraîné/entraînée"),
        ("an empty alternative first", "fr : modèle(|s)", "modèle/modèles"),
        ("an empty alternative last", "fr : modèle(s|)", "modèles/modèle"),
        ("the same surface twice", "fr : a(s|s)", "as"),
        ("in a mark", "fr : **modèle(s)**", "modèle/modèles"),
        ("in code", "en : `GPT(s)`", "GPT/GPTs"),
        ("in bold code", "en : **`GPT(s)`**", "GPT/GPTs"),
        ("a comma in parentheses", "fr : a(, b)", "a/a, b"),
        ("a literal parenthesis", "en : f\\(x\\)", "f(x)"),
        ("a literal parenthesis in code", "en : `f\\(x\\)`", "f(x)"),
        ("a bar outside parentheses", "en : a|b", "a|b"),
        ("a literal bar", "en : a(b\\|c)", "a/ab|c"),
        ("a surface without a letter is none", "en : a(|\\+)", "a/a+"),
        ("a mark inside", "fr : modèle(**s**)", "modèle/modèles"),
    ] {
        let term = term(field);
        assert_eq!(term.forms.len(), 1, "{name}");
        assert_eq!(term.forms[0].surfaces.join("/"), expected, "{name}");
    }
}

#[test]
fn spans_take_the_marks_in_and_the_arrow_out() {
    for (field, expected) in [
        ("fr : modèle", vec!["modèle"]),
        ("fr : **`IA`**, ~~`ia` ?~~", vec!["**`IA`**", "~~`ia` ?~~"]),
        ("fr : ~~a~~ ! → b , c(d) ", vec!["~~a~~ !", "c(d)"]),
        ("fr : \\(a\\) b", vec!["\\(a\\) b"]),
        ("fr : AT&amp;T", vec!["AT&amp;T"]),
        ("fr : a,\n`b\nc`, d", vec!["a", "`b\n> c`", "d"]),
    ] {
        let text = with_fields(field);
        let spans: Vec<&str> = read(&text).0.terms[0].forms.iter().map(|form| &text[form.span.range()]).collect();
        assert_eq!(spans, expected, "{field}");
    }
}

#[test]
fn the_avoid_field() {
    for (name, field, expected) in [
        ("plain", "avoid: a", "any deprecated folded a"),
        ("struck", "éviter : ~~a~~", "any deprecated folded a"),
        ("without the accent", "eviter : a", "any deprecated folded a"),
        ("exact", "avoid: ~~`A`~~", "any deprecated exact A"),
        ("forbidden", "avoid: ~~a~~ !", "any forbidden folded a"),
        ("forbidden, plain", "avoid: a !", "any forbidden folded a"),
        ("ambiguous", "avoid: a ?", "any deprecated folded a ?"),
        ("replaced", "avoid: a → b", "any deprecated folded a → b"),
    ] {
        assert_eq!(forms_of(&term(field)), [expected], "{name}");
    }
}

#[test]
fn case_of_a_form() {
    for (text, expected) in [
        ("perplexité", Case::Folded),
        ("Grand Modèle de Langage", Case::Folded),
        ("LLM", Case::AsWritten),
        ("Bert", Case::AsWritten),
        ("PyTorch", Case::AsWritten),
        ("plus grand modèle d'IA", Case::AsWritten),
        ("GPT-3", Case::AsWritten),
    ] {
        assert_eq!(Case::of(text), expected, "{text}");
    }
}

#[test]
fn insides_leave_marks_and_signs_out() {
    for (field, expected, replacement) in [
        ("fr : modèle", "modèle", None),
        ("fr : **pâte(s) mère(s)** ?", "pâte(s) mère(s)", None),
        ("fr : ~~`a`~~ ! → **b(s)** ?", "a", Some("b(s)")),
        ("fr : **C\\(x\\)**", "C\\(x\\)", None),
        ("en : **[PyTorch](https://pytorch.org)**", "PyTorch", None),
    ] {
        let text = format!("### Q\n\n> **term x** · {field}\n\nA.\n");
        let form = read(&text).0.terms.remove(0).forms.remove(0);
        assert_eq!(&text[form.inside.range()], expected, "{field}");
        assert_eq!(form.replacement_span.map(|span| &text[span.range()]), replacement, "{field}");
    }
}
