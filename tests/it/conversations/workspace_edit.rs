//! What a server wants changed, made in the texts of its client.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use super::client_text::{self, Unit};

/// Text and version of each open document, by URI.
pub type Texts = BTreeMap<String, (String, i32)>;

/// What was changed: the open documents, each with its new version and the changes to tell; and the files on the disk.
#[derive(Default)]
pub struct Applied {
    pub changes: Vec<(String, i32, Value)>,
    pub files: Vec<String>,
}

/// Makes a `WorkspaceEdit`. One for another version of a document than it has is refused as a whole: LSP 3.17, "TextDocumentEdit".
pub fn apply(edit: &Value, open: &mut Texts, unit: Unit) -> Result<Applied, String> {
    let parts = parts(edit);
    for (uri, version, _) in &parts {
        let has = open.get(uri).map(|(_, version)| i64::from(*version));
        if let (Some(version), Some(has)) = (version, has)
            && *version != has
        {
            return Err(format!("for version {version} of {uri}, which has {has}"));
        }
        if let (Some(version), None) = (version, has) {
            return Err(format!("for version {version} of {uri}, which is not open"));
        }
    }
    let mut applied = Applied::default();
    for (uri, _, edits) in parts {
        let ranges = checked(&uri, &edits);
        if let Some((text, version)) = open.get_mut(&uri) {
            change(text, &edits, unit);
            *version += 1;
            // From the last to the first: each then means the same before and after the others.
            let told: Vec<Value> =
                ranges.iter().map(|&number| json!({"range": edits[number]["range"], "text": edits[number]["newText"]})).collect();
            applied.changes.push((uri, *version, told.into()));
            continue;
        }
        let path = uri.strip_prefix("file://").unwrap_or_else(|| panic!("{uri} cannot be changed")).to_owned();
        let mut text = fs::read_to_string(&path).unwrap_or_default();
        change(&mut text, &edits, unit);
        fs::write(&path, text).unwrap();
        applied.files.push(uri);
    }
    Ok(applied)
}

/// The edits by document, with the version they are for. Files that are created have no edits.
fn parts(edit: &Value) -> Vec<(String, Option<i64>, Vec<Value>)> {
    let plain = edit["changes"].as_object().into_iter().flatten();
    let plain = plain.map(|(uri, edits)| (uri.clone(), None, edits.as_array().unwrap().clone()));
    let versioned = edit["documentChanges"].as_array().into_iter().flatten().map(|change| match change["kind"].as_str() {
        Some("create") => (change["uri"].as_str().unwrap().to_owned(), None, Vec::new()),
        Some(kind) => panic!("{kind} is not expected"),
        None => {
            let document = &change["textDocument"];
            (document["uri"].as_str().unwrap().to_owned(), document["version"].as_i64(), change["edits"].as_array().unwrap().clone())
        }
    });
    plain.chain(versioned).collect()
}

fn place(position: &Value) -> (u32, u32) {
    let number = |key: &str| u32::try_from(position[key].as_u64().unwrap()).unwrap();
    (number("line"), number("character"))
}

fn ends(edit: &Value) -> ((u32, u32), (u32, u32)) {
    (place(&edit["range"]["start"]), place(&edit["range"]["end"]))
}

/// The numbers of the edits from the last place to the first. Fails where they overlap.
fn checked(uri: &str, edits: &[Value]) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..edits.len()).collect();
    numbers.sort_by_key(|&number| ends(&edits[number]));
    for pair in numbers.windows(2) {
        assert!(ends(&edits[pair[0]]).1 <= ends(&edits[pair[1]]).0, "edits of {uri} overlap: {edits:?}");
    }
    numbers.reverse();
    numbers
}

fn change(text: &mut String, edits: &[Value], unit: Unit) {
    for number in checked("", edits) {
        client_text::edit(text, ends(&edits[number]), edits[number]["newText"].as_str().unwrap(), unit);
    }
}

#[test]
fn edits_are_made_or_refused() {
    let range = |from: u32, to: u32| json!({"start": {"line": 0, "character": from}, "end": {"line": 0, "character": to}});
    let edits = json!([{"range": range(0, 1), "newText": "xx"}, {"range": range(2, 3), "newText": ""}]);
    for (name, edit, expected) in [
        ("plain", json!({"changes": {"file:///a": edits}}), Ok("xxb")),
        ("versioned", json!({"documentChanges": [{"textDocument": {"uri": "file:///a", "version": 3}, "edits": edits}]}), Ok("xxb")),
        ("any version", json!({"documentChanges": [{"textDocument": {"uri": "file:///a", "version": null}, "edits": edits}]}), Ok("xxb")),
        ("too late", json!({"documentChanges": [{"textDocument": {"uri": "file:///a", "version": 2}, "edits": edits}]}), Err(())),
        ("not open", json!({"documentChanges": [{"textDocument": {"uri": "file:///b", "version": 2}, "edits": edits}]}), Err(())),
    ] {
        let mut open = Texts::from([("file:///a".to_owned(), ("abc".to_owned(), 3))]);
        let applied = apply(&edit, &mut open, Unit::named(None)).map(|_| open["file:///a"].0.as_str()).map_err(|_| ());
        assert_eq!(applied, expected, "{name}");
    }
}
