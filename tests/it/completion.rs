//! Completion over real pipes, for clients that can much and for those that can little.

use serde_json::{Value, json};

use crate::harness::{DEADLINE, Server};

const PUSH: &str = "textDocument/publishDiagnostics";

/// A folder with a glossary and a server that knows it, whose client completes as said.
fn server(completion: &Value) -> (tempfile::TempDir, Server, String) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let glossary = "---\nlangue: fr\n---\n\n### Levain ?\n\n> **terme levain** · fr : **levain naturel**, ~~pâte aigre~~\n\n\
        > **terme llm** · fr : **grand modèle**, **LLM**\n\nUne *pâte* vivante.\n";
    std::fs::write(root.join("pain.glossary.md"), glossary).unwrap();
    let uri = format!("file://{}", root.display());
    let params = json!({
        "locale": "fr",
        "workspaceFolders": [{"uri": uri, "name": "pain"}],
        "capabilities": {"textDocument": {"diagnostic": {}, "completion": completion}},
    });
    (folder, Server::start_with(params).0, uri)
}

fn complete(server: &mut Server, uri: &str, line: u32, character: u32, context: &Value) -> Value {
    let mut params = json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}});
    if !context.is_null() {
        params["context"] = context.clone();
    }
    server.request("textDocument/completion", params).unwrap()
}

#[test]
fn an_able_client_gets_all_it_can_show() {
    let (_folder, mut server, root) = server(&json!({"completionItem": {
        "snippetSupport": true,
        "labelDetailsSupport": true,
        "tagSupport": {"valueSet": [1]},
        "insertReplaceSupport": true,
        "documentationFormat": ["markdown", "plaintext"],
    }}));
    let uri = format!("{root}/a.md");
    server.open(&uri, "markdown", "Du leva ici.\n\nUne pate aig.");
    let list = complete(&mut server, &uri, 0, 6, &Value::Null);
    insta::assert_snapshot!(serde_json::to_string(&list["items"][0]["textEdit"]).unwrap(),
        @r#"{"insert":{"end":{"character":6,"line":0},"start":{"character":3,"line":0}},"newText":"levain naturel","replace":{"end":{"character":7,"line":0},"start":{"character":3,"line":0}}}"#);
    assert_eq!((&list["isIncomplete"], list["items"].as_array().unwrap().len()), (&json!(false), 1));
    let resolved = server.request("completionItem/resolve", list["items"][0].clone()).unwrap();
    assert_eq!((&resolved["label"], &resolved["detail"]), (&json!("levain naturel"), &json!("Levain ?")));
    assert_eq!(resolved["documentation"]["kind"], "markdown");
    assert!(resolved["documentation"]["value"].as_str().unwrap().contains("Une *pâte* vivante."), "{resolved}");

    let list = complete(&mut server, &uri, 2, 12, &json!({"triggerKind": 3}));
    let item = &list["items"][0];
    assert_eq!(
        (&item["label"], &item["textEdit"]["newText"], &item["tags"]),
        (&json!("pâte aigre"), &json!("levain naturel"), &json!([1]))
    );
    assert_eq!(item["labelDetails"], json!({"detail": " → levain naturel", "description": "déconseillé"}));
}

#[test]
fn a_small_client_gets_the_same_in_plain_words() {
    let (_folder, mut server, root) = server(&json!({}));
    let uri = format!("{root}/a.md");
    server.open(&uri, "markdown", "Du leva ici.\n\nUne pate aig.\n\nUn LLM");
    let list = complete(&mut server, &uri, 0, 6, &Value::Null);
    let edit = json!({"newText": "levain naturel", "range": {"start": {"line": 0, "character": 3}, "end": {"line": 0, "character": 7}}});
    assert_eq!(list["items"][0]["textEdit"], edit);
    let resolved = server.request("completionItem/resolve", list["items"][0].clone()).unwrap();
    assert_eq!(resolved["documentation"]["kind"], "plaintext");
    assert!(resolved["documentation"]["value"].as_str().unwrap().contains("Une pâte vivante."), "{resolved}");
    let item = &complete(&mut server, &uri, 2, 12, &Value::Null)["items"][0];
    assert_eq!(item["label"], "pâte aigre → levain naturel");
    assert!(item.get("tags").is_none() && item.get("labelDetails").is_none() && item.get("insertTextFormat").is_none(), "{item}");
    let item = &complete(&mut server, &uri, 4, 6, &Value::Null)["items"][0];
    assert_eq!(item["label"], "grand modèle (LLM)");
}

#[test]
fn nothing_pops_up_where_nothing_was_typed() {
    let (_folder, mut server, root) = server(&json!({}));
    let uri = format!("{root}/a.md");
    server.open(&uri, "markdown", "Du \n\n`leva`\n");
    let labels = |list: &Value| list["items"].as_array().map(|items| items.iter().map(|item| item["label"].clone()).collect::<Vec<_>>());
    for (name, line, character, context, expected) in [
        ("typed on", 0, 3, json!({"triggerKind": 3}), Some(vec![])),
        ("asked", 0, 3, json!({"triggerKind": 1}), Some(vec![json!("grand modèle"), json!("levain naturel")])),
        ("one letter", 0, 1, json!({"triggerKind": 1}), Some(vec![])),
        ("code", 2, 5, json!({"triggerKind": 1}), None),
        ("beyond the text", 9, 0, json!({"triggerKind": 1}), None),
    ] {
        assert_eq!(labels(&complete(&mut server, &uri, line, character, &context)), expected, "{name}");
    }
}

#[test]
fn glossary_files_have_fields_and_ids() {
    for (snippets, expected) in [(true, json!(["exemple : « $1 »$0", 2])), (false, json!(["exemple : ", null]))] {
        let (_folder, mut server, root) = server(&json!({"completionItem": {"snippetSupport": snippets}}));
        let uri = format!("{root}/pain.glossary.md");
        server.open(&uri, "markdown", "---\nlangue: fr\n---\n\n### E\n\n> **terme a** · fr : a\n\n> **terme b** · voir : \n> exem\n");
        let list = complete(&mut server, &uri, 9, 6, &Value::Null);
        let item = &list["items"][0];
        assert_eq!(json!([item["textEdit"]["newText"], item["insertTextFormat"]]), expected);
        assert_eq!(item["detail"], "une phrase qui doit être marquée");
        let list = complete(&mut server, &uri, 8, 23, &Value::Null);
        assert_eq!((&list["items"][0]["label"], &list["items"][0]["detail"]), (&json!("a"), &json!("a")));
    }
}

#[test]
fn a_client_that_announces_nothing_is_offered_completion_and_outlines_alone() {
    let (mut server, answer) = Server::start_with(json!({"capabilities": {}}));
    let offered = &answer["capabilities"];
    for provider in ["foldingRange", "documentLink", "inlayHint", "semanticTokens", "workspaceSymbol"] {
        assert!(offered.get(format!("{provider}Provider")).is_none(), "{offered}");
    }
    // Kate 22.12 asks for completions without a word that it does.
    assert_eq!(offered["completionProvider"], json!({"resolveProvider": true}));
    // Helix 25.01 asks for symbols in the same way.
    assert_eq!(offered["documentSymbolProvider"], true);
    server.open("file:///glossator-test/a.md", "markdown", "Une perplexi");
    server.wait_for_notification(PUSH, DEADLINE);
    let list = complete(&mut server, "file:///glossator-test/a.md", 0, 12, &Value::Null);
    assert_eq!(list["items"][0]["label"], "perplexité", "whoever asks is answered");
}
