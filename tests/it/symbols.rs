//! Outlines, symbols, folds, links, hints and colours over real pipes.

use serde_json::{Value, json};

use crate::harness::Server;

const GLOSSARY: &str = "---\nlangue: fr\ntitre: Pains\n---\n\n## Bases\n\n### Levain ?\n\n> **terme levain** · fr : **levain naturel**, ~~pâte aigre~~\n\
    > voir : llm\n\n> **terme llm** · fr : **grand modèle**,\n> **LLM**\n\nUne pâte vivante.\n";

/// A folder with a glossary, a server that knows it, and what the server offered to a client with these capabilities.
fn server(text_document: &Value, options: &Value) -> (tempfile::TempDir, Server, String, Value) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    std::fs::write(root.join("pain.glossary.md"), GLOSSARY).unwrap();
    let uri = format!("file://{}", root.display());
    let mut text_document = text_document.clone();
    text_document["diagnostic"] = json!({});
    let params = json!({
        "workspaceFolders": [{"uri": uri, "name": "pain"}],
        "initializationOptions": options,
        "capabilities": {"textDocument": text_document, "workspace": {"symbol": {"tagSupport": {"valueSet": [1]}}}},
    });
    let (server, answer) = Server::start_with(params);
    (folder, server, uri, answer["capabilities"].clone())
}

fn ask(server: &mut Server, method: &str, uri: &str) -> Value {
    server.request(&format!("textDocument/{method}"), json!({"textDocument": {"uri": uri}})).unwrap()
}

fn lines(range: &Value) -> (u64, u64) {
    (range["start"]["line"].as_u64().unwrap(), range["end"]["line"].as_u64().unwrap())
}

#[test]
fn outlines_are_trees_where_the_client_shows_trees() {
    for trees in [true, false] {
        let (_folder, mut server, root, _) = server(&json!({"documentSymbol": {"hierarchicalDocumentSymbolSupport": trees}}), &Value::Null);
        let uri = format!("{root}/pain.glossary.md");
        // One line lower than on the disk: what is open counts.
        server.open(&uri, "markdown", &GLOSSARY.replacen("## Bases", "\n## Bases", 1));
        let symbols = ask(&mut server, "documentSymbol", &uri);
        if trees {
            let section = &symbols[0];
            assert_eq!((&section["name"], lines(&section["range"])), (&json!("Bases"), (6, 16)));
            let term = &section["children"][0]["children"][0];
            assert_eq!((&term["name"], &term["detail"], lines(&term["range"])), (&json!("levain naturel"), &json!("levain"), (10, 11)));
        } else {
            let names: Vec<_> = symbols.as_array().unwrap().iter().map(|it| (&it["name"], &it["containerName"])).collect();
            let expected = [
                (json!("Bases"), Value::Null),
                (json!("Levain ?"), json!("Bases")),
                (json!("levain naturel"), json!("Levain ?")),
                (json!("grand modèle"), json!("Levain ?")),
            ];
            assert_eq!(names, expected.iter().map(|(name, container)| (name, container)).collect::<Vec<_>>());
        }
        let other = format!("{root}/a.md");
        server.open(&other, "markdown", "# Titre\n");
        assert_eq!(ask(&mut server, "documentSymbol", &other), Value::Null);
    }
}

#[test]
fn symbols_of_the_workspace() {
    let (_folder, mut server, root, _) = server(&json!({}), &Value::Null);
    let found = server.request("workspace/symbol", json!({"query": "pate"})).unwrap();
    assert_eq!(
        (&found[0]["name"], &found[0]["tags"], &found[0]["containerName"]),
        (&json!("pâte aigre"), &json!([1]), &json!("levain naturel"))
    );
    assert_eq!(found[0]["location"]["uri"], format!("{root}/pain.glossary.md"));
    assert_eq!(lines(&found[0]["location"]["range"]), (9, 9));
    assert_eq!(server.request("workspace/symbol", json!({"query": "xyz"})).unwrap(), json!([]));
    let found = server.request("workspace/symbol", json!({"query": "perplexi"})).unwrap();
    assert_eq!(found, json!([]), "the glossary that comes with the program serves nothing here");
}

#[test]
fn folds_and_links_of_a_glossary() {
    let capabilities = json!({"foldingRange": {"lineFoldingOnly": true, "rangeLimit": 3}, "documentLink": {"tooltipSupport": true}});
    let (_folder, mut server, root, _) = server(&capabilities, &Value::Null);
    let uri = format!("{root}/pain.glossary.md");
    server.open(&uri, "markdown", GLOSSARY);
    let folds = ask(&mut server, "foldingRange", &uri);
    let shown: Vec<_> =
        folds.as_array().unwrap().iter().map(|it| (it["startLine"].as_u64().unwrap(), it["endLine"].as_u64().unwrap())).collect();
    assert_eq!(shown, [(0, 3), (5, 15), (7, 15)]);
    let links = ask(&mut server, "documentLink", &uri);
    assert_eq!(
        links,
        json!([{
            "range": {"start": {"line": 10, "character": 9}, "end": {"line": 10, "character": 12}},
            "target": format!("{uri}#L8"),
            "tooltip": "grand modèle",
        }])
    );
}

#[test]
fn hints_are_shown_where_somebody_wants_them() {
    for (options, expected) in [(json!({}), Value::Null), (json!({"features": {"inlay-hints": true}}), json!("(grand modèle)"))] {
        let (_folder, mut server, root, offered) = server(&json!({"inlayHint": {}}), &options);
        assert_eq!(offered["inlayHintProvider"], true);
        let uri = format!("{root}/a.md");
        server.open(&uri, "markdown", "Un LLM.");
        server.settle();
        let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
        let hints = server.request("textDocument/inlayHint", json!({"textDocument": {"uri": uri}, "range": range})).unwrap();
        assert_eq!(hints[0]["label"], expected, "{options}");
    }
}

/// The lines, starts, lengths, types and modifiers of tokens.
fn absolute(tokens: &Value) -> Vec<[u64; 5]> {
    let data: Vec<u64> = tokens["data"].as_array().unwrap().iter().map(|it| it.as_u64().unwrap()).collect();
    let (mut line, mut start) = (0, 0);
    data.chunks(5)
        .map(|it| {
            start = if it[0] == 0 { start + it[1] } else { it[1] };
            line += it[0];
            [line, start, it[2], it[3], it[4]]
        })
        .collect()
}

#[test]
fn colours() {
    let client = json!({"semanticTokens": {
        "requests": {"full": true, "range": true},
        "tokenTypes": ["string", "type"],
        "tokenModifiers": ["deprecated"],
        "formats": ["relative"],
    }});
    let (_folder, mut server, root, offered) = server(&client, &json!({"features": {"semantic-tokens": true}}));
    let legend = json!({"tokenTypes": ["type", "string"], "tokenModifiers": ["deprecated"]});
    assert_eq!(offered["semanticTokensProvider"]["legend"], legend, "only what the client has colours for");
    let glossary = format!("{root}/pain.glossary.md");
    server.open(&glossary, "markdown", GLOSSARY);
    let tokens = absolute(&ask(&mut server, "semanticTokens/full", &glossary));
    let expected =
        [[9, 10, 6, 0, 0], [9, 26, 18, 1, 0], [9, 46, 14, 1, 1], [10, 9, 3, 0, 0], [12, 10, 3, 0, 0], [12, 23, 16, 1, 0], [13, 2, 7, 1, 0]];
    assert_eq!(tokens, expected);
    let uri = format!("{root}/a.md");
    server.open(&uri, "markdown", "> Le levain\n> naturel.\n\nUne pâte aigre.\n");
    server.settle();
    assert_eq!(
        absolute(&ask(&mut server, "semanticTokens/full", &uri)),
        [[0, 5, 6, 0, 0], [1, 2, 7, 0, 0], [3, 4, 10, 0, 1]],
        "line by line"
    );
    let range = json!({"start": {"line": 3, "character": 0}, "end": {"line": 4, "character": 0}});
    let part = server.request("textDocument/semanticTokens/range", json!({"textDocument": {"uri": uri}, "range": range})).unwrap();
    assert_eq!(absolute(&part), [[3, 4, 10, 0, 1]]);
}

#[test]
fn texts_are_coloured_only_where_somebody_wants_it() {
    let client =
        json!({"semanticTokens": {"requests": {"full": true}, "tokenTypes": ["type"], "tokenModifiers": [], "formats": ["relative"]}});
    let (_folder, mut server, root, _) = server(&client, &Value::Null);
    let uri = format!("{root}/a.md");
    server.open(&uri, "markdown", "Le levain naturel.");
    assert_eq!(ask(&mut server, "semanticTokens/full", &uri), Value::Null);
}
