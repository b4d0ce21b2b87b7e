//! What must be true at the end of any conversation: the server has the client's texts, and says of them what a fresh server says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::{Value, json};

use super::material::GLOSSARIES;
use super::{Client, first_message, served, uri};
use crate::harness::Server;

impl Client<'_> {
    /// What must be true at the end of any conversation.
    pub fn check(mut self) {
        for (id, method) in std::mem::take(&mut self.asked) {
            self.reply_to(id, method);
        }
        self.obey();
        let mut fresh = self.tidy();
        self.obey();
        let transcript = self.transcript.join("\n");
        for (uri, (text, _)) in &self.open {
            assert_eq!(self.server.text(uri), json!(text), "{uri}\n{transcript}");
        }
        let uris: BTreeSet<String> = self.open.keys().cloned().collect();
        for uri in &uris {
            let params = json!({"textDocument": {"uri": uri}});
            let report = |server: &mut Server| server.request("textDocument/diagnostic", params.clone()).unwrap()["items"].clone();
            let expected = report(&mut fresh);
            assert_eq!(report(&mut self.server), expected, "{uri}\n{transcript}");
            if !self.checker.can("/textDocument/diagnostic") {
                self.server.wait_until(&format!("what is shown of {uri}: {expected}\n{transcript}"), |it| shown(it, uri) == expected);
            }
        }
        for uri in &uris {
            self.server.close(uri);
        }
        self.server.settle();
        let nothing_is_left = |server: &Server| pushed(server).values().all(|it| **it == json!([]));
        self.server.wait_until(&format!("end of what was shown\n{transcript}"), nothing_is_left);
        for message in &self.server.heard {
            self.checker.message(message);
        }
        assert!(self.checker.found.is_empty(), "{}: {:?}\n{transcript}", self.name, self.checker.found);
        self.server.shutdown_quietly();
        fresh.shutdown_quietly();
    }

    /// Makes the workspace one that a server which comes now can know as well, and starts such a one. The last good version of a glossary is
    /// remembered only by who has seen it: what is compared is whole on both sides.
    fn tidy(&mut self) -> Server {
        for (name, text) in [("w/x.glossary.md", GLOSSARIES[1]), ("v/y.glossary.md", GLOSSARIES[2])] {
            let uri = uri(self.root, name);
            if self.open.remove(&uri).is_some() {
                self.server.close(&uri);
            }
            fs::write(self.root.join(name), text).unwrap();
            let changes = json!([{"uri": uri, "type": 2}]);
            self.server.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
        }
        self.server.settle();
        let params = first_message(self.root, self.profile, self.has_second);
        let (mut fresh, _) = served(&params, &self.server.settings);
        let glossary = uri(self.root, "w/x.glossary.md");
        self.server.open(&glossary, "markdown", GLOSSARIES[1]);
        self.open.insert(glossary, (GLOSSARIES[1].to_owned(), 1));
        for (uri, (text, _)) in &self.open {
            fresh.open(uri, if uri.ends_with(".rs") { "rust" } else { "markdown" }, text);
        }
        self.server.settle();
        fresh.settle();
        fresh
    }
}

/// What was pushed last of each document.
fn pushed(server: &Server) -> BTreeMap<&str, &Value> {
    let pushes = server.heard.iter().filter(|message| message["method"] == "textDocument/publishDiagnostics");
    pushes.map(|message| (message["params"]["uri"].as_str().unwrap(), &message["params"]["diagnostics"])).collect()
}

fn shown(server: &Server, uri: &str) -> Value {
    pushed(server).get(uri).map_or(json!([]), |it| (*it).clone())
}
