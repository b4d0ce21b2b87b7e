//! What is a term block or a banner, and what it binds to.

use super::*;

fn ids(text: &str) -> Vec<String> {
    read(text).0.terms.into_iter().map(|term| term.id).collect()
}

#[test]
fn headers() {
    for (name, block, expected) in [
        ("english", "**term x** · en : a", vec!["x"]),
        ("french", "**terme x** · fr : a", vec!["x"]),
        ("any case", "**Terme x** · fr : a", vec!["x"]),
        ("underscores", "__terme x__ · fr : a", vec!["x"]),
        ("an id as written", "**terme GPT-3_é.1** · fr : a", vec!["GPT-3_é.1"]),
        ("an id in code", "**terme `x`** · fr : a", vec!["x"]),
        ("fields on the next line", "**terme x**\nfr : a", vec!["x"]),
        ("glued dot", "**terme x**· fr : a", vec!["x"]),
        ("two in one quote", "**terme x** · fr : a\n**terme y** · fr : b", vec!["x", "y"]),
        ("two in one quote, a blank line between", "**terme x** · fr : a\n\n**terme y**\nfr : b", vec!["x", "y"]),
        ("a form that looks like a header", "**terme x** · en : a,\n**term sheet**, b\nfr : c", vec!["x"]),
        ("a form that looks like a header, alone on its line", "**terme x** · en : a,\n**term sheet**", vec!["x"]),
        ("a quotation", "**Term limits** are a restriction.", vec![]),
        ("a quotation of two lines", "**Terme**\nMot ou expression.", vec![]),
        ("another word", "**terminal x** · en : a", vec![]),
    ] {
        let text = with_block(block);
        assert_eq!(problems(&text), Vec::<String>::new(), "{name}");
        assert_eq!(ids(&text), expected, "{name}");
    }
}

#[test]
fn spans_of_blocks() {
    let text =
        "### Q\n\n> **term x** · en : a  \n> see : y  \n> **term y** · en : b<br>\n>\n> fr : c\n\n- i\n  > **term z** · en : [d](e)\n";
    let (glossary, problems) = read(text);
    assert_eq!(problems, []);
    let spans: Vec<_> = glossary.terms.iter().map(|term| (&text[term.id_span.range()], &text[term.span.range()])).collect();
    assert_eq!(
        spans,
        [("x", "> **term x** · en : a  \n> see : y"), ("y", "> **term y** · en : b<br>\n>\n> fr : c"), ("z", "> **term z** · en : [d](e)"),]
    );
}

#[test]
fn a_block_may_begin_after_a_br() {
    let text = with_block("**term x** · en : a<br>**term y** · en : b");
    let (glossary, _) = read(&text);
    let spans: Vec<_> = glossary.terms.iter().map(|term| &text[term.span.range()]).collect();
    assert_eq!(spans, ["> **term x** · en : a", "**term y** · en : b"]);
}

#[test]
fn blocks_belong_to_their_entry() {
    let text = "### A\n\n> **term a** · en : a\n\n> Quote.\n\n> **term b** · en : b\n\nA.\n\n### B\n> **term c** · en : c\n\n## S\n\n### C\n\n- > **term d** · en : d\n";
    let (glossary, problems) = read(text);
    assert_eq!(problems, []);
    let bound: Vec<_> =
        glossary.terms.iter().map(|term| (term.id.as_str(), glossary.entries[term.entry].id.as_str(), term.item.is_some())).collect();
    assert_eq!(bound, [("a", "a", false), ("b", "a", false), ("c", "b", false), ("d", "c", true)]);
}

fn review(banner: &str) -> Option<Review> {
    let text = with_block(banner);
    assert_eq!(problems(&text), Vec::<String>::new(), "{banner}");
    read(&text).0.entries.remove(0).review
}

#[test]
fn banners() {
    for (name, banner, expected) in [
        ("all fields", "[!WARNING]\nreviewed: 2026-11-22\noutdated since: 2022\nNote.", (Some("2026-11-22"), Some("2022"), "Note.")),
        ("french", "[!NOTE]\nrevu : 2026-11\npérimé depuis\u{a0}: 2022-02\nNote.", (Some("2026-11"), Some("2022-02"), "Note.")),
        ("one line", "[!caution]\nrevu : 2026 · perime depuis : 2022", (Some("2026"), Some("2022"), "")),
        ("a note behind the fields", "[!TIP]\nrevu : 2026 · Note.", (Some("2026"), None, "Note.")),
        ("on the line of the sign", "[!Important] revu : 2026", (Some("2026"), None, "")),
        ("the note first", "[!NOTE]\nNote.\nrevu : 2026", (Some("2026"), None, "Note.")),
        (
            "marks and hard breaks",
            "[!NOTE]\n**revu :** *2026*  \n**périmé depuis** : 2022<br>\nNote.",
            (Some("2026"), Some("2022"), "Note."),
        ),
        ("backslash", "[!NOTE]\nrevu : 2026\\\nNote.", (Some("2026"), None, "Note.")),
        ("a long note", "[!NOTE]\nrevu : 2026\n\nA **b**\nc: d\n\n- e\n  f", (Some("2026"), None, "A **b**\nc: d\n\n- e\n  f")),
        ("a leap day", "[!NOTE]\nrevu : 2024-02-29", (Some("2024-02-29"), None, "")),
    ] {
        let review = review(banner).expect(name);
        assert_eq!((review.reviewed.as_deref(), review.outdated_since.as_deref(), review.note.as_str()), expected, "{name}");
        let crlf = with_block(banner).replace('\n', "\r\n");
        let (glossary, problems) = read(&crlf);
        let crlf_review = glossary.entries[0].review.clone().expect(name);
        assert_eq!((crlf_review.reviewed, crlf_review.note, problems), (review.reviewed, review.note, vec![]), "{name}");
    }
}

#[test]
fn alerts_without_fields_are_text() {
    for alert in ["[!WARNING]\nMind the gap.", "[!WARNING]\nMind: the gap", "[!OTHER]\nrevu : 2026", "Quote.\nrevu : 2026"] {
        assert_eq!(review(alert), None, "{alert}");
    }
}

#[test]
fn banners_bind_like_blocks() {
    let text = "### A\n\n> **term a** · en : a\n\n> [!NOTE]\n> reviewed: 2020\n> replaced by: b\n\n> **term b** · en : b\n\n### B\n\n- i\n\n  > [!NOTE]\n  > reviewed: 2021\n  > N\n\n  > **term c** · en : c\n  > **term d** · en : d\n\n- j\n\n  > **term e** · en : e\n";
    let (glossary, problems) = read(text);
    assert_eq!(problems, []);
    let of_entries: Vec<_> =
        glossary.entries.iter().map(|entry| entry.review.as_ref().and_then(|review| review.reviewed.as_deref())).collect();
    assert_eq!(of_entries, [Some("2020"), None]);
    let of_items: Vec<_> = glossary
        .terms
        .iter()
        .map(|term| term.item.as_ref().and_then(|item| Some((item.markdown.as_str(), item.review.as_ref()?.note.as_str()))))
        .collect();
    assert_eq!(of_items, [None, None, Some(("i", "N")), Some(("i", "N")), None]);
    let review = glossary.entries[0].review.as_ref().expect("a banner");
    assert_eq!(&text[review.span.range()], "> [!NOTE]\n> reviewed: 2020\n> replaced by: b");
    assert_eq!(review.replaced_by.as_ref().map(|id| &text[id.span.range()]), Some("b"));
}

#[test]
fn a_banner_and_a_block_may_share_a_quote() {
    let text = with_block("[!NOTE]\nrevu : 2020\nN.\n**term x** · en : a\n\n**term y** · en : b");
    assert_eq!((problems(&text), ids(&text)), (vec![], vec!["x".to_owned(), "y".to_owned()]));
    let (glossary, _) = read(&text);
    assert_eq!(glossary.entries[0].review.as_ref().map(|review| review.note.as_str()), Some("N."));
}

/// The shape of the shipped glossary.
#[test]
fn an_excerpt_of_the_shipped_glossary() {
    let text = "---\nglossary: 1\nlanguage: fr\nsource: FAQ « Questions fréquemment posées »\n---\n\n# Questions fréquemment posées\n\n## Fondamentaux de l'IA\n\n\
        ### Quelle est la différence entre l'IA et les LLM ?\n\n\
        > **terme ia** · fr : **`IA`**, **intelligence(s) artificielle(s)**  \n> en : **`AI`**, **artificial intelligence**  \n\
        > éviter : ~~`I.A.`~~, ~~`ia` ?~~  \n> sauf : IA-32, IA-64  \n> pas près de : IA-32, Intel  \n> voir : outil-llm  \n\n\
        L'IA est un domaine d'étude.\n\n## Fondamentaux des LLM\n\n### Quels sont les outils LLM ?\n\n\
        > **terme outil-llm** · fr : **outil(s) LLM**  \n> en : **LLM tools**, LLM tool  \n> voir : ia  \n\n\
        Voici quelques exemples :\n\n- **TensorFlow et Keras** : Ces deux bibliothèques.\n\n\
        \x20 > **terme tensorflow** · en : **`TensorFlow`**  \n  > éviter : ~~`Tensorflow`~~, ~~`Tensor Flow`~~  \n\n\
        \x20 > **terme keras** · en : **`Keras`**  \n\n- Autre chose.\n\n### Quel est le plus grand modèle d'IA ?\n\n\
        > [!WARNING]\n> revu : 2026-11-22\n> périmé depuis : 2022\n> MT-NLG n'est plus le plus grand modèle.\n\n\
        Le modèle MT-NLG.\n";
    assert_eq!(problems(text), Vec::<String>::new());
    let (glossary, _) = read(text);
    let mut shown = format!("{} ({:?})\n", glossary.title, glossary.language.as_ref().map(|language| language.tag()));
    for entry in &glossary.entries {
        shown += &format!("{} [{}]\n  {:?}\n", entry.id, glossary.sections[entry.section.unwrap()].title, entry.answer);
        if let Some(review) = &entry.review {
            shown += &format!("  outdated since {:?}, reviewed {:?}: {:?}\n", review.outdated_since, review.reviewed, review.note);
        }
    }
    for term in &glossary.terms {
        let item = term.item.as_ref().map_or("the answer", |item| item.markdown.as_str());
        shown += &format!("{} -> {}: {item}\n  {}\n", term.id, glossary.entries[term.entry].id, forms_of(term).join("\n  "));
        shown += &format!("  except {:?}, not near {:?}, see {:?}\n", texts(&term.exceptions), texts(&term.not_near), texts(&term.see));
    }
    insta::assert_snapshot!(shown, @r#"
    Questions fréquemment posées (Some("fr"))
    quelle-est-la-difference-entre-l-ia-et-les-llm [Fondamentaux de l'IA]
      "L'IA est un domaine d'étude."
    quels-sont-les-outils-llm [Fondamentaux des LLM]
      "Voici quelques exemples :\n\n- **TensorFlow et Keras** : Ces deux bibliothèques.\n\n- Autre chose."
    quel-est-le-plus-grand-modele-d-ia [Fondamentaux des LLM]
      "Le modèle MT-NLG."
      outdated since Some("2022"), reviewed Some("2026-11-22"): "MT-NLG n'est plus le plus grand modèle."
    ia -> quelle-est-la-difference-entre-l-ia-et-les-llm: the answer
      fr preferred exact IA
      fr preferred folded intelligence artificielle/intelligence artificielles/intelligences artificielle/intelligences artificielles
      en preferred exact AI
      en preferred folded artificial intelligence
      any deprecated exact I.A.
      any deprecated exact ia ?
      except ["IA-32", "IA-64"], not near ["IA-32", "Intel"], see ["outil-llm"]
    outil-llm -> quels-sont-les-outils-llm: the answer
      fr preferred as-written outil LLM/outils LLM
      en preferred as-written LLM tools
      en admitted as-written LLM tool
      except [], not near [], see ["ia"]
    tensorflow -> quels-sont-les-outils-llm: **TensorFlow et Keras** : Ces deux bibliothèques.
      en preferred exact TensorFlow
      any deprecated exact Tensorflow
      any deprecated exact Tensor Flow
      except [], not near [], see []
    keras -> quels-sont-les-outils-llm: **TensorFlow et Keras** : Ces deux bibliothèques.
      en preferred exact Keras
      except [], not near [], see []
    "#);
}
