//! Fields of a term block.

use super::*;

#[test]
fn a_colon_has_any_space_before_it() {
    for field in ["fr: a", "fr : a", "fr:a", "fr\u{a0}: a", "fr\u{202f}: a", "fr\u{a0}:\u{a0}a", "FR : a", "**fr :** a", "**fr** : a"] {
        assert_eq!(forms_of(&term(field)), ["fr admitted folded a"], "{field}");
    }
}

#[test]
fn ends_of_lines_never_matter() {
    for (name, lines) in [
        ("plain", "fr : a, b\nen : c"),
        ("trailing blanks", "fr : a, b  \nen : c  "),
        ("backslash", "fr : a, b\\\nen : c"),
        ("br", "fr : a, b<br>\nen : c<br>"),
        ("closed br", "fr : a, b<br />\nen : c<BR/>"),
        ("br in the line", "fr : a, b<br>en : c"),
        ("blanks and br", "fr : a, b  <br>  \nen : c"),
        ("dots", "fr : a, b · en : c"),
        ("dot at the end", "fr : a, b ·\nen : c ·"),
        ("dot at the start", "fr : a, b\n· en : c"),
        ("a wrapped line", "fr : a,\nb\nen : c"),
        ("a wrapped line, comma first", "fr : a\n, b · en : c"),
        ("a field twice", "fr : a · en : c · fr : b"),
        ("a paragraph of its own", "fr : a, b\n\nen : c"),
    ] {
        let mut forms = forms_of(&term(lines));
        forms.sort();
        assert_eq!(forms, ["en admitted folded c", "fr admitted folded a", "fr admitted folded b"], "{name}");
        let crlf = with_fields(lines).replace('\n', "\r\n");
        let (glossary, problems) = read(&crlf);
        assert_eq!((glossary.terms[0].forms.len(), problems), (3, Vec::new()), "{name}, CRLF");
    }
}

#[test]
fn languages() {
    for (field, expected) in [("pt-BR : a", "pt-br"), ("de: a", "de"), ("zh-Hant: a", "zh-hant"), ("gsw : a", "gsw")] {
        assert_eq!(term(field).forms[0].language.as_ref().map(|language| language.tag()), Some(expected));
    }
}

#[test]
fn phrases() {
    for (name, field, expected) in [
        ("words", "sauf : IA-32, prendre conscience", vec!["IA-32", "prendre conscience"]),
        ("english", "except: a", vec!["a"]),
        ("quotes", "sauf : « faire attention », “b”, \"c, d\"", vec!["faire attention", "b", "c, d"]),
        ("marks", "sauf : *a*, `b`, **c, d**", vec!["a", "b", "c, d"]),
        ("twice", "sauf : a · except : b", vec!["a", "b"]),
        ("wrapped", "sauf : faire\nattention, b", vec!["faire attention", "b"]),
    ] {
        assert_eq!(texts(&term(&format!("fr : x\n{field}")).exceptions), expected, "{name}");
    }
    for key in ["not near", "pas près de", "pas pres de", "Pas Près  De", "not-near"] {
        assert_eq!(texts(&term(&format!("fr : x · {key} : Intel, MBR")).not_near), ["Intel", "MBR"], "{key}");
    }
}

#[test]
fn references_know_their_places() {
    let text = "### Q\n\n> **term a** · en : a · see : b, `c`\n\n> **term b** · en : b · voir : [c](#c)\n\n> **term c** · en : c\n";
    assert_eq!(problems(text), Vec::<String>::new());
    let (glossary, _) = read(text);
    assert_eq!(texts(&glossary.terms[0].see), ["b", "c"]);
    assert_eq!(texts(&glossary.terms[1].see), ["c"]);
    let spans: Vec<&str> = glossary.terms.iter().flat_map(|term| &term.see).map(|phrase| &text[phrase.span.range()]).collect();
    assert_eq!(spans, ["b", "c", "c"]);
}

#[test]
fn sources_are_markdown() {
    for (field, expected) in [
        ("source : FAQ", "FAQ"),
        ("source : [FAQ](https://a.org/b), *passim*", "[FAQ](https://a.org/b), *passim*"),
        ("source : https://a.org/b", "https://a.org/b"),
        ("source : <https://a.org/b>", "<https://a.org/b>"),
        ("source : a\nb  \nhttps://c.org", "a b https://c.org"),
        ("source : a · source : b", "a; b"),
    ] {
        assert_eq!(term(&format!("fr : x · {field}")).source.as_deref(), Some(expected), "{field}");
    }
    assert_eq!(term("fr : x").source, None);
}

#[test]
fn sentences() {
    for (name, value, expected) in [
        ("without quotes", "Un modèle, entraîné.", vec!["Un modèle, entraîné."]),
        ("guillemets", "« Un modèle, entraîné. »", vec!["Un modèle, entraîné."]),
        ("several", "« A, b. », “C.”, \"D.\"", vec!["A, b.", "C.", "D."]),
        ("no-break spaces stay inside", "«\u{a0}Quoi\u{202f}?\u{a0}»", vec!["Quoi\u{202f}?"]),
        ("a dot between spaces", "« A · b : c »", vec!["A · b : c"]),
        ("a dot in code", "`a · en : b`", vec!["a · en : b"]),
        ("wrapped", "« Un\nnote : modèle »", vec!["Un note : modèle"]),
        ("a quotation at the start of a sentence", "« Un » modèle", vec!["« Un » modèle"]),
        ("markup", "« Un **modèle** »", vec!["Un modèle"]),
        ("inches", "Un écran de 5\", puis 6\"", vec!["Un écran de 5\", puis 6\""]),
    ] {
        for key in ["exemple", "example", "contre-exemple", "counter-example", "Contre-Exemple"] {
            let term = term(&format!("fr : x\n{key} : {value}"));
            let (sentences, others) =
                if key.len() > 7 { (term.counter_examples, term.examples) } else { (term.examples, term.counter_examples) };
            assert_eq!((texts(&sentences), others.len()), (expected.clone(), 0), "{name}: {key}");
        }
    }
}

#[test]
fn a_field_ends_an_open_quotation() {
    let text = with_fields("exemple : « Un modèle\nen : b\nexemple : « c »");
    let (glossary, _) = read(&text);
    assert_eq!(texts(&glossary.terms[0].examples), ["Un modèle", "c"]);
    assert_eq!(forms_of(&glossary.terms[0]), ["en admitted folded b"]);
}

#[test]
fn marks_off() {
    assert!(term("fr : a").marks);
    assert!(!term("fr : a · marks : off").marks);
    assert!(!term("fr : a · marques : Off").marks);
    assert!(term("fr : a · marks : off · marks : on").marks);
    assert!(!term("fr : a · marks : weak").vouches && term("fr : a · marks : weak").marks);
    assert!(!term("fr : a · marques : faibles").vouches);
    assert!(term("fr : a · marks : weak · marks : on").vouches);
    assert!(!term("marks : off").marks, "a term that is not marked needs no form");
}
