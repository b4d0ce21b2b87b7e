//! What a server holds of documents that are closed: nothing.

#![cfg(target_os = "linux")]

use serde_json::json;

use crate::harness::Server;

/// The first cycles fill what is kept for good: the allocator's pools for each thread, the glossary's tables.
const WARM: usize = 8;
const CYCLES: usize = 38;
/// A server that kept the texts of the cycles that follow, and nothing else of them, would be 18 MB larger. An allocator does not give
/// everything back at once, and differently in each run.
const TOLERANCE: u64 = 12 << 20;

#[test]
fn closed_documents_are_forgotten() {
    let mut server = Server::start(json!({"textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown"]}}}));
    let paragraph = "Le LLM lit des jetons, et la perplexité d’un grand modèle de langage baisse.\n\n";
    let text = paragraph.repeat(100_000 / paragraph.len());
    let mut warm = 0;
    for cycle in 0..CYCLES {
        if cycle == WARM {
            warm = server.resident();
        }
        for number in 0..6 {
            let uri = format!("file:///nowhere/{cycle}-{number}.md");
            server.open(&uri, "markdown", &text);
            let start = json!({"line": number, "character": 0});
            server.change(&uri, 2, json!([{"range": {"start": start, "end": start}, "text": "Un LLM.\n\n"}]));
            let document = json!({"uri": uri});
            let report = server.request("textDocument/diagnostic", json!({"textDocument": document})).unwrap();
            assert!(!report["items"].as_array().unwrap().is_empty());
            let hover =
                server.request("textDocument/hover", json!({"textDocument": document, "position": {"line": number, "character": 4}}));
            assert!(hover.unwrap().is_object());
            server.close(&uri);
        }
        server.settle();
    }
    let now = server.resident();
    assert!(now < warm + TOLERANCE, "{} KB after {WARM} cycles, {} KB after {CYCLES}", warm >> 10, now >> 10);
    server.shutdown_quietly();
}
