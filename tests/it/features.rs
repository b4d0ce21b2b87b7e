//! What a client is answered: hover, diagnostics and definition, over real pipes, with the shipped glossary.

use serde_json::{Value, json};

use crate::harness::{DEADLINE, Server};

const URI: &str = "file:///glossator-test/memoire.md";
const TEXT: &str = include_str!("../fixtures/memoire.md");
const PUSH: &str = "textDocument/publishDiagnostics";

/// A French client that shows Markdown and pulls.
fn modern(encodings: &Value) -> Value {
    json!({
        "locale": "fr",
        "capabilities": {
            "general": {"positionEncodings": encodings},
            "textDocument": {
                "diagnostic": {},
                "hover": {"contentFormat": ["markdown", "plaintext"]},
                "definition": {"linkSupport": true},
            },
        },
    })
}

fn at(line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": URI}, "position": {"line": line, "character": character}})
}

/// The length of `text` in the units of an encoding.
fn units(text: &str, encoding: &str) -> u32 {
    let length = match encoding {
        "utf-8" => text.len(),
        "utf-16" => text.encode_utf16().count(),
        _ => text.chars().count(),
    };
    u32::try_from(length).unwrap()
}

/// Where `word` starts in line `line` (from 0) of `text`.
fn place(text: &str, line: usize, word: &str, encoding: &str) -> u32 {
    let line = text.lines().nth(line).unwrap();
    units(&line[..line.find(word).unwrap()], encoding)
}

#[test]
fn hover_shows_the_item_in_every_encoding() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let (mut server, answer) = Server::start_with(modern(&json!([encoding])));
        assert_eq!(answer["capabilities"]["positionEncoding"], encoding);
        server.open(URI, "markdown", TEXT);
        let start = place(TEXT, 4, "perplexité", encoding);
        let end = start + units("perplexité", encoding);
        for character in [start, start + 3, end] {
            let hover = server.request("textDocument/hover", at(4, character)).unwrap();
            let value = hover["contents"]["value"].as_str().unwrap();
            assert!(value.contains("mesure de la capacité du modèle à prédire un ensemble de données"), "{value}");
            assert!(value.contains("Quels sont les métriques de performance pour les LLM ?"), "{value}");
            assert!(value.contains("Voir aussi\u{A0}:") && value.contains("llm.fr.glossary.md#L"), "{value}");
            let range = json!({"start": {"line": 4, "character": start}, "end": {"line": 4, "character": end}});
            assert_eq!((&hover["range"], &hover["contents"]["kind"]), (&range, &json!("markdown")));
        }
    }
}

#[test]
fn hover_answers_null_where_nothing_stands() {
    let (mut server, _) = Server::start_with(modern(&json!(["utf-16"])));
    server.open(URI, "markdown", TEXT);
    for (name, line, character) in [
        ("a word of no glossary", 2, 1),
        ("beyond the line", 2, 10_000),
        ("beyond the text", 10_000, 0),
        ("farther still", u32::MAX, u32::MAX),
        ("an empty line", 1, 0),
    ] {
        assert_eq!(server.request("textDocument/hover", at(line, character)).unwrap(), Value::Null, "{name}");
        assert_eq!(server.request("textDocument/definition", at(line, character)).unwrap(), Value::Null, "{name}");
    }
    let elsewhere = json!({"textDocument": {"uri": "file:///never-opened.md"}, "position": {"line": 0, "character": 0}});
    assert_eq!(server.request("textDocument/hover", elsewhere).unwrap(), Value::Null);
}

#[test]
fn hover_warns_of_an_outdated_answer_above_the_untouched_text() {
    let (mut server, _) = Server::start_with(modern(&json!(["utf-16"])));
    server.open(URI, "markdown", "Le modèle MT-NLG.");
    let hover = server.request("textDocument/hover", at(0, 12)).unwrap();
    let value = hover["contents"]["value"].as_str().unwrap();
    let banner = value.find("Périmé depuis").unwrap();
    assert!(banner < value.find("est actuellement le plus grand modèle d'Intelligence Artificielle").unwrap(), "{value}");
}

#[test]
fn hover_needs_no_company() {
    let (mut server, _) = Server::start_with(modern(&json!(["utf-16"])));
    server.open(URI, "markdown", "Le poids du sac, et pytorch.");
    for (character, title) in [(4, "poids du modèle"), (22, "PyTorch")] {
        let hover = server.request("textDocument/hover", at(0, character)).unwrap();
        assert!(hover["contents"]["value"].as_str().unwrap().contains(&format!("**{title}**")), "{hover}");
    }
    let pulled = server.request("textDocument/diagnostic", json!({"textDocument": {"uri": URI}})).unwrap();
    assert_eq!(pulled["items"], json!([]), "but a mark does");
}

#[test]
fn hover_is_plain_for_clients_that_show_no_markdown() {
    let mut server = Server::start(json!({}));
    server.open(URI, "plaintext", "La perplexité.");
    server.wait_for_notification(PUSH, DEADLINE);
    let hover = server.request("textDocument/hover", at(0, 5)).unwrap();
    let value = hover["contents"]["value"].as_str().unwrap();
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(value.contains("Perplexité : C'est une mesure") && !value.contains("**"), "{value}");
    assert!(value.contains("See also: métrique de performance"), "English where the client says nothing: {value}");
}

#[test]
fn definition_goes_to_the_item_in_a_file_that_can_be_opened() {
    let (mut server, _) = Server::start_with(modern(&json!(["utf-16"])));
    server.open(URI, "markdown", TEXT);
    let character = place(TEXT, 2, "perplexité", "utf-16");
    let links = server.request("textDocument/definition", at(2, character + 1)).unwrap();
    let path = links[0]["targetUri"].as_str().unwrap().strip_prefix("file://").unwrap().replace("%20", " ");
    let glossary = std::fs::read_to_string(&path).unwrap();
    let line = links[0]["targetSelectionRange"]["start"]["line"].as_u64().unwrap();
    assert!(glossary.lines().nth(line as usize).unwrap().starts_with("- **Perplexité**"));
    assert_eq!(links[0]["originSelectionRange"]["start"], json!({"line": 2, "character": character}));
    assert!(std::fs::metadata(&path).unwrap().permissions().readonly());
    drop(server);

    let mut server = Server::start(json!({}));
    server.open(URI, "markdown", TEXT);
    server.wait_for_notification(PUSH, DEADLINE);
    let locations = server.request("textDocument/definition", at(2, character + 1)).unwrap();
    assert_eq!(locations[0]["range"]["start"]["line"], line, "a location for clients without links");
}

#[test]
fn diagnostics_are_pulled() {
    let (mut server, _) = Server::start_with(modern(&json!(["utf-16"])));
    server.open(URI, "markdown", TEXT);
    let mut pull = |previous: &Value| {
        server.request("textDocument/diagnostic", json!({"textDocument": {"uri": URI}, "previousResultId": previous})).unwrap()
    };
    let report = pull(&Value::Null);
    let items = report["items"].as_array().unwrap();
    let shown: Vec<String> = items
        .iter()
        .map(|item| {
            let (start, end) = (&item["range"]["start"], &item["range"]["end"]);
            format!(
                "{}:{}-{} {} {}",
                start["line"],
                start["character"],
                end["character"],
                item["code"].as_str().unwrap(),
                item["data"]["term"].as_str().unwrap()
            )
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    0:13-30 term modele-de-langage
    2:15-25 term perplexite
    2:33-36 term llm
    4:12-23 deprecated-form fine-tuning
    4:60-64 term bert
    4:85-90 term gpt-2
    4:92-104 term pre-entrainement
    4:118-124 term corpus
    "#);
    let perplexity = items.iter().find(|item| item["data"]["term"] == "perplexite").unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(perplexity).unwrap(), @r#"
    {
      "code": "term",
      "data": {
        "entry": "quels-sont-les-metriques-de-performance-pour-les-llm",
        "form": "perplexité",
        "term": "perplexite"
      },
      "message": "Quels sont les métriques de performance pour les LLM ?\nPerplexité : C'est une mesure de la capacité du modèle à prédire un ensemble de données.",
      "range": {
        "end": {
          "character": 25,
          "line": 2
        },
        "start": {
          "character": 15,
          "line": 2
        }
      },
      "severity": 3,
      "source": "glossator"
    }
    "#);
    assert_eq!(pull(&report["resultId"])["kind"], "unchanged");
}

#[test]
fn diagnostics_are_pushed_follow_edits_and_go_with_the_document() {
    let mut server = Server::start(json!({}));
    server.open(URI, "markdown", "LLM");
    let first = server.wait_for_notification(PUSH, DEADLINE);
    assert_eq!((&first["version"], &first["diagnostics"][0]["range"]["start"]["character"]), (&json!(1), &json!(0)));
    let insert = json!([{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "é😀 "}]);
    server.change(URI, 2, insert);
    let moved = server.wait_for_notification(PUSH, DEADLINE);
    assert_eq!((&moved["version"], &moved["diagnostics"][0]["range"]["start"]["character"]), (&json!(2), &json!(4)));
    server.close(URI);
    assert_eq!(server.wait_for_notification(PUSH, DEADLINE), json!({"uri": URI, "diagnostics": []}));
}

#[test]
fn odd_documents_are_read() {
    let (mut server, _) = Server::start_with(modern(&json!(["utf-16"])));
    let mut marks = |language: &str, text: &str| {
        server.open(URI, language, text);
        let report = server.request("textDocument/diagnostic", json!({"textDocument": {"uri": URI}})).unwrap();
        server.close(URI);
        let items = report["items"].as_array().unwrap();
        items.iter().map(|item| item["range"]["start"]["character"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(marks("markdown", "un \0LLM\0 seul"), [4], "NUL bytes");
    assert_eq!(marks("markdown", &format!("{}LLM", "mot ".repeat(2_500_000))), [10_000_000], "10 MB on one line");
    assert_eq!(marks("markdown", ""), Vec::<u64>::new(), "nothing");
    assert_eq!(marks("rust", "LLM"), [0], "the file's name tells its format");
}

#[test]
fn a_glossary_of_the_workspace_answers_instead_of_the_shipped_one() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    std::fs::create_dir(root.join("glossary")).unwrap();
    let glossary = root.join("glossary/pain.glossary.md");
    std::fs::write(&glossary, "### Levain ?\n\n> **terme levain** · fr : **levain**\n\nUne pâte vivante.\n").unwrap();
    std::fs::write(root.join("latin.glossary.md"), b"### perplexit\xE9").unwrap();
    let root_uri = format!("file://{}", root.display());
    let mut params = modern(&json!(["utf-16"]));
    params["workspaceFolders"] = json!([{"uri": root_uri, "name": "pain"}]);
    let (mut server, _) = Server::start_with(params);
    let told = server.wait_for_notification("window/showMessage", DEADLINE);
    assert!(
        told["message"]
            .as_str()
            .unwrap()
            .ends_with("latin.glossary.md:1:14: ce n’est pas de l’UTF-8\u{202F}; enregistrez le fichier en UTF-8"),
        "{told}"
    );
    let uri = format!("{root_uri}/a.md");
    server.open(&uri, "markdown", "Le levain et le LLM");
    let hover = |character: u32| json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": character}});
    let shown = server.request("textDocument/hover", hover(4)).unwrap();
    assert!(shown["contents"]["value"].as_str().unwrap().contains("Une pâte vivante."), "{shown}");
    assert_eq!(server.request("textDocument/hover", hover(17)).unwrap(), Value::Null);
    let own = format!("file://{}", glossary.display());
    server.open(&own, "markdown", "### Levain ?\n\n> **terme levain** · fr : **levain**\n\nUn levain.\n");
    let report = server.request("textDocument/diagnostic", json!({"textDocument": {"uri": own}})).unwrap();
    assert_eq!(report["items"], json!([]), "a glossary's own text is exempt");
}
