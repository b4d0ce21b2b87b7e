//! Renaming a form in its glossary and in every text.

use std::fs;

use serde_json::{Value, json};

use crate::harness::{Error, Server};
use crate::index::{Desk, GLOSSARY, modern, small};

impl Desk {
    fn rename(&mut self, place: Value, name: &str) -> Result<Value, Error> {
        let mut params = place;
        params["newName"] = json!(name);
        self.server.request("textDocument/rename", params)
    }

    /// What a refused renaming says.
    #[track_caller]
    fn refusal(&mut self, place: Value, name: &str) -> String {
        let error = self.rename(place, name).unwrap_err();
        assert_eq!(error.code, -32803);
        error.message.replace(['\u{a0}', '\u{202f}'], " ")
    }
}

/// `text` after edits as the protocol writes them.
fn edited(text: &str, edits: &Value) -> String {
    let byte = |position: &Value| {
        let line = position["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let units = position["character"].as_u64().unwrap() as usize;
        let mut passed = 0;
        let offset = text[start..].char_indices().find(|(_, character)| {
            passed += character.len_utf16();
            passed > units
        });
        start + offset.map_or(text.len() - start, |(at, _)| at)
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| (byte(&edit["range"]["start"]), byte(&edit["range"]["end"]), edit["newText"].as_str().unwrap()))
        .collect();
    edits.sort_unstable();
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}

#[test]
fn a_form_is_renamed_everywhere() {
    let disk = "> Des levains. D'un levain,\n> LE LEVAIN.\n";
    let mut desk = Desk::new(modern(), &[("docs/disk.md", disk), ("docs/other.md", "Une pâte mère au four.")]);
    let open = "Levain : le levain, du levain, ce levain.\n";
    desk.open("open.md", "");
    desk.server.change(&desk.uri("open.md"), 7, json!([{"text": open}]));
    desk.open_glossary();
    let place = desk.at("open.md", "Lev|ain");
    let prepared = desk.server.request("textDocument/prepareRename", place.clone()).unwrap();
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 6}});
    assert_eq!(prepared, json!({"range": range, "placeholder": "levain"}));
    let edit = desk.rename(place, "agent(s) vivant(s)").unwrap();
    let changes = edit["documentChanges"].as_array().unwrap();
    let documents: Vec<(String, &Value)> =
        changes.iter().map(|it| (it["textDocument"]["uri"].as_str().unwrap().to_owned(), &it["textDocument"]["version"])).collect();
    let expected = [(desk.uri("pain.glossary.md"), &json!(1)), (desk.uri("open.md"), &json!(7)), (desk.uri("docs/disk.md"), &json!(null))];
    assert_eq!(documents, expected);
    assert_eq!(edited(GLOSSARY, &changes[0]["edits"]), GLOSSARY.replace("**levain**", "**agent(s) vivant(s)**"));
    assert_eq!(edited(open, &changes[1]["edits"]), "Agent vivant : l’agent vivant, de l’agent vivant, cet agent vivant.\n");
    assert_eq!(edited(disk, &changes[2]["edits"]), "> Des agents vivants. D'un agent vivant,\n> L'AGENT VIVANT.\n");
}

#[test]
fn a_form_is_renamed_from_its_glossary_for_small_clients() {
    let mut desk = Desk::new(small(), &[("a.md", "Une pâte mère, des pâtes mères."), ("b.md", "Le levain.")]);
    desk.open_glossary();
    let place = desk.at("pain.glossary.md", &GLOSSARY.replace("pâte(s)", "pâte|(s)"));
    let edit = desk.rename(place, "souche(s)").unwrap();
    let changes = edit["changes"].as_object().unwrap();
    assert_eq!(changes.len(), 2, "{edit}");
    assert_eq!(edited(GLOSSARY, &changes[&desk.uri("pain.glossary.md")]), GLOSSARY.replace("pâte(s) mère(s)", "souche(s)"));
    assert_eq!(edited("Une pâte mère, des pâtes mères.", &changes[&desk.uri("a.md")]), "Une souche, des souches.");
    assert_eq!(edit["documentChanges"], Value::Null);
}

#[test]
fn renaming_is_refused_with_a_reason() {
    let mut desk = Desk::new(modern(), &[("docs/plural.md", "Rien.\n\nDeux *levains*."), ("docs/elided.md", "Dans le four.")]);
    let text = "Le levain et le LLM.";
    desk.open("a.md", text);
    desk.open_glossary();
    let levain = desk.at("a.md", "Le lev|ain");
    let four = desk.at("pain.glossary.md", &GLOSSARY.replace("**four**", "**fo|ur**"));
    let see = desk.at("pain.glossary.md", &GLOSSARY.replace("voir : four", "voir : fo|ur"));
    let nothing = desk.at("a.md", "Le levain e|t");
    for (place, name, expected) in [
        (&levain, "", "une forme a besoin d’au moins une lettre ou un chiffre"),
        (&levain, "x** y", "« x** y » n’est pas une forme : il faut"),
        (&levain, "x\ny", "« x\ny » n’est pas une forme : il faut"),
        (&four, "four (", "« four ( » n’est pas une forme : il faut"),
        (&levain, "four", "« four » est déjà une forme du terme `four` (pain.glossary.md)"),
        (&levain, "pâtes mères", "« pâtes mères » est déjà une autre forme de ce terme"),
        (
            &levain,
            "pâte maison",
            "docs/plural.md:3:7: aucune règle ne dit comment écrire « levains » avec « pâte maison » : donnez aussi le pluriel",
        ),
        (&four, "HTTP", "docs/elided.md:1:9: aucune règle ne dit quel mot va devant la nouvelle forme dans « le four »"),
        (&see, "x", "ce n’est pas une forme : il faut"),
        (&nothing, "x", "aucun terme n’est marqué ici"),
    ] {
        let message = desk.refusal(place.clone(), name);
        assert!(message.starts_with(expected), "{name}: {message}");
    }
    for place in [&see, &nothing] {
        assert!(desk.server.request("textDocument/prepareRename", place.clone()).is_err());
    }
    let mut permissions = fs::metadata(desk.path("pain.glossary.md")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(desk.path("pain.glossary.md"), permissions).unwrap();
    assert!(desk.refusal(levain, "x").starts_with("pain.glossary.md : ce glossaire est en lecture seule"));

    let (mut server, _) = Server::start_with(json!({"locale": "en", "capabilities": small()}));
    server.open("file:///nowhere/a.md", "markdown", "LLM");
    let params = json!({"textDocument": {"uri": "file:///nowhere/a.md"}, "position": {"line": 0, "character": 1}, "newName": "x"});
    let error = server.request("textDocument/rename", params).unwrap_err();
    assert_eq!(error.message, "this form is one of the glossary that comes with Glossator, which cannot be changed");
}

#[test]
fn preparing_is_offered_to_clients_that_know_it() {
    for (capabilities, expected) in [(modern(), json!({"prepareProvider": true})), (small(), json!(true))] {
        let (_server, answer) = Server::start_with(json!({"capabilities": capabilities}));
        assert_eq!(answer["capabilities"]["renameProvider"], expected);
    }
}
