//! Whether a server keeps to what its client announced: LSP 3.17, the client capabilities of each request.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

/// One client, and what the server used that the client did not announce.
pub struct Checker<'a> {
    /// The client's capabilities.
    client: &'a Value,
    /// Commands that the client may be given: the server's, and the client's own.
    commands: HashSet<String>,
    /// Tokens of progress that the client knows.
    tokens: HashSet<String>,
    legend: usize,
    resolves_links: bool,
    pub found: Vec<String>,
}

/// Whether a value says yes: anything but absent, null and false.
pub fn is_yes(value: &Value) -> bool {
    !value.is_null() && value != false
}

/// The elements of an array; none of anything else.
fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

impl<'a> Checker<'a> {
    pub fn new(client: &'a Value) -> Self {
        let shows = client["experimental"]["showReferences"] == true;
        let commands = shows.then(|| "glossator.showReferences".to_owned()).into_iter().collect();
        Self { client, commands, tokens: HashSet::new(), legend: 0, resolves_links: false, found: Vec::new() }
    }

    /// Whether the client says yes at this JSON pointer.
    pub fn can(&self, pointer: &str) -> bool {
        self.client.pointer(pointer).is_some_and(is_yes)
    }

    /// Whether the list at this JSON pointer has `value`.
    pub fn lists(&self, pointer: &str, value: &Value) -> bool {
        self.client.pointer(pointer).is_some_and(|list| items(list).any(|it| it == value))
    }

    fn need(&mut self, what: &str, is_used: bool, is_announced: bool) {
        if is_used && !is_announced {
            self.found.push(what.to_owned());
        }
    }

    /// `value` has `key`, and the client can take it only as `pointer` says.
    fn key(&mut self, value: &Value, key: &str, pointer: &str) {
        let can = self.can(pointer);
        self.need(&format!("{key} without {pointer}"), !value[key].is_null(), can);
    }

    /// The answer to `initialize`.
    pub fn greeting(&mut self, answer: &Value) {
        let server = &answer["capabilities"];
        let encoding = &server["positionEncoding"];
        let is_offered = self.lists("/general/positionEncodings", encoding);
        self.need("positionEncoding that was not offered", !encoding.is_null() && encoding != "utf-16", is_offered);
        for (provider, pointer) in [
            ("renameProvider", "/textDocument/rename/prepareSupport"),
            ("codeActionProvider", "/textDocument/codeAction/codeActionLiteralSupport"),
            ("diagnosticProvider", "/textDocument/diagnostic"),
            ("semanticTokensProvider", "/textDocument/semanticTokens"),
            ("inlayHintProvider", "/textDocument/inlayHint"),
            ("foldingRangeProvider", "/textDocument/foldingRange"),
        ] {
            // Whether a plain `true` needs anything: the first two had options added later, the others are newer than clients may be.
            let is_used = server[provider].is_object() || !["renameProvider", "codeActionProvider"].contains(&provider);
            let can = self.can(pointer);
            self.need(&format!("{provider} without {pointer}"), is_used && is_yes(&server[provider]), can);
        }
        for operation in server["workspace"]["fileOperations"].as_object().into_iter().flat_map(Map::keys) {
            let pointer = format!("/workspace/fileOperations/{operation}");
            self.key(&server["workspace"]["fileOperations"], operation, &pointer);
        }
        let lazy = [
            ("codeActionProvider", "/textDocument/codeAction/resolveSupport"),
            ("inlayHintProvider", "/textDocument/inlayHint/resolveSupport"),
        ];
        for (provider, pointer) in lazy {
            let can = self.can(pointer);
            self.need(&format!("{provider} that resolves without {pointer}"), server[provider]["resolveProvider"] == true, can);
        }
        for command in items(&server["executeCommandProvider"]["commands"]) {
            self.commands.insert(command.as_str().unwrap().to_owned());
        }
        self.legend = items(&server["semanticTokensProvider"]["legend"]["tokenTypes"]).count();
        self.resolves_links = server["documentLinkProvider"]["resolveProvider"] == true;
    }

    /// What a request was answered with.
    pub fn reply(&mut self, method: &str, result: &Value) {
        match method {
            "textDocument/hover" => self.markup(&result["contents"], "/textDocument/hover/contentFormat"),
            "textDocument/definition" => {
                items(result).for_each(|it| self.key(it, "targetUri", "/textDocument/definition/linkSupport"));
            }
            "textDocument/documentSymbol" => items(result).for_each(|it| self.symbol(it)),
            "workspace/symbol" => items(result).for_each(|it| self.workspace_symbol(it)),
            "textDocument/completion" => self.completions(result),
            "completionItem/resolve" => self.completion(result),
            "textDocument/codeAction" => items(result).for_each(|it| self.action(it)),
            "codeAction/resolve" => self.action(result),
            "textDocument/codeLens" => items(result).for_each(|it| self.command(&it["command"])),
            "codeLens/resolve" => self.command(&result["command"]),
            "textDocument/inlayHint" => items(result).for_each(|it| self.hint(it)),
            "inlayHint/resolve" => self.hint(result),
            "textDocument/foldingRange" => self.folds(result),
            "textDocument/documentLink" => items(result).for_each(|it| {
                self.key(it, "tooltip", "/textDocument/documentLink/tooltipSupport");
                let resolves = self.resolves_links;
                self.need("a link without target", it["target"].is_null(), resolves);
            }),
            "textDocument/prepareRename" => self.key(result, "defaultBehavior", "/textDocument/rename/prepareSupportDefaultBehavior"),
            "textDocument/rename" => self.edit(result),
            "textDocument/diagnostic" => {
                self.key(result, "relatedDocuments", "/textDocument/diagnostic/relatedDocumentSupport");
                items(&result["items"]).for_each(|it| self.diagnostic(it));
            }
            "workspace/diagnostic" => items(&result["items"]).flat_map(|it| items(&it["items"])).for_each(|it| self.diagnostic(it)),
            "textDocument/semanticTokens/full" | "textDocument/semanticTokens/range" => self.colours(&result["data"]),
            _ => {}
        }
    }

    /// A request or notification of the server.
    pub fn message(&mut self, message: &Value) {
        let (method, params) = (message["method"].as_str().unwrap(), &message["params"]);
        let pointer = match method {
            "window/logMessage" | "window/showMessage" | "window/showMessageRequest" => return,
            "client/registerCapability" => return items(&params["registrations"]).for_each(|it| self.registration(it)),
            "textDocument/publishDiagnostics" => return items(&params["diagnostics"]).for_each(|it| self.diagnostic(it)),
            "$/progress" => {
                let is_known = self.tokens.contains(&params["token"].to_string());
                return self.need("progress that was not created", true, is_known);
            }
            "window/workDoneProgress/create" => {
                self.tokens.insert(params["token"].to_string());
                "/window/workDoneProgress".to_owned()
            }
            "window/showDocument" => "/window/showDocument/support".to_owned(),
            "workspace/applyEdit" => {
                self.edit(&params["edit"]);
                "/workspace/applyEdit".to_owned()
            }
            "workspace/configuration" => "/workspace/configuration".to_owned(),
            "workspace/workspaceFolders" => "/workspace/workspaceFolders".to_owned(),
            "workspace/diagnostic/refresh" => "/workspace/diagnostics/refreshSupport".to_owned(),
            _ => match method.strip_prefix("workspace/").and_then(|it| it.strip_suffix("/refresh")) {
                Some(feature) => format!("/workspace/{feature}/refreshSupport"),
                None => return self.need(&format!("unknown message {method}"), true, false),
            },
        };
        let can = self.can(&pointer);
        self.need(&format!("{method} without {pointer}"), true, can);
    }

    fn registration(&mut self, registration: &Value) {
        let pointer = format!("/{}/dynamicRegistration", registration["method"].as_str().unwrap());
        let can = self.can(&pointer);
        self.need(&format!("registered without {pointer}"), true, can);
        for watcher in items(&registration["registerOptions"]["watchers"]) {
            let can = self.can("/workspace/didChangeWatchedFiles/relativePatternSupport");
            self.need("a relative pattern", watcher["globPattern"].is_object(), can);
        }
    }

    /// `MarkupContent`, or what stood in its place before.
    fn markup(&mut self, contents: &Value, formats: &str) {
        let can = self.lists(formats, &json!("markdown"));
        self.need(&format!("Markdown without {formats}"), contents["kind"] == "markdown", can);
        let has_links = contents["value"].as_str().is_some_and(|text| text.contains("]("));
        self.need("links in plain text", contents["kind"] == "plaintext" && has_links, false);
    }

    /// A kind beyond those of the protocol's first version must be in the client's list.
    fn kind(&mut self, kind: &Value, last: u64, list: &str) {
        let is_basic = kind.as_u64().is_none_or(|kind| kind <= last);
        let can = match self.client.pointer(list) {
            Some(_) => self.lists(list, kind),
            None => is_basic,
        };
        self.need(&format!("kind {kind} without {list}"), !kind.is_null(), can);
    }

    fn symbol(&mut self, symbol: &Value) {
        self.key(symbol, "selectionRange", "/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport");
        self.key(symbol, "tags", "/textDocument/documentSymbol/tagSupport");
        self.kind(&symbol["kind"], 18, "/textDocument/documentSymbol/symbolKind/valueSet");
        items(&symbol["children"]).for_each(|it| self.symbol(it));
    }

    fn workspace_symbol(&mut self, symbol: &Value) {
        self.key(symbol, "tags", "/workspace/symbol/tagSupport");
        self.kind(&symbol["kind"], 18, "/workspace/symbol/symbolKind/valueSet");
        let can = self.can("/workspace/symbol/resolveSupport");
        self.need("a symbol without range", symbol["location"]["range"].is_null(), can);
    }

    fn completions(&mut self, result: &Value) {
        for default in result["itemDefaults"].as_object().into_iter().flat_map(Map::keys) {
            let can = self.lists("/textDocument/completion/completionList/itemDefaults", &json!(default));
            self.need(&format!("the default {default}"), true, can);
        }
        let list = if result.is_array() { result } else { &result["items"] };
        items(list).for_each(|it| self.completion(it));
    }

    fn completion(&mut self, item: &Value) {
        const ITEM: &str = "/textDocument/completion/completionItem";
        let can = |checker: &Self, support: &str| checker.can(&format!("{ITEM}/{support}"));
        for (what, is_used, support) in [
            ("a snippet", item["insertTextFormat"] == 2, "snippetSupport"),
            ("two ranges", item["textEdit"]["insert"].is_object(), "insertReplaceSupport"),
            ("labelDetails", !item["labelDetails"].is_null(), "labelDetailsSupport"),
            ("tags", !item["tags"].is_null(), "tagSupport"),
            ("deprecated", !item["deprecated"].is_null(), "deprecatedSupport"),
            ("insertTextMode", !item["insertTextMode"].is_null(), "insertTextModeSupport"),
            ("preselect", !item["preselect"].is_null(), "preselectSupport"),
            ("commitCharacters", !item["commitCharacters"].is_null(), "commitCharactersSupport"),
        ] {
            let can = can(self, support);
            self.need(&format!("{what} without {support}"), is_used, can);
        }
        self.markup(&item["documentation"], &format!("{ITEM}/documentationFormat"));
        self.kind(&item["kind"], 18, "/textDocument/completion/completionItemKind/valueSet");
        self.command(&item["command"]);
    }

    fn action(&mut self, action: &Value) {
        if action["command"].is_string() {
            return self.command(action);
        }
        const ACTION: &str = "/textDocument/codeAction";
        let literals = self.can(&format!("{ACTION}/codeActionLiteralSupport"));
        self.need("an action that is no command", true, literals);
        self.key(action, "isPreferred", &format!("{ACTION}/isPreferredSupport"));
        self.key(action, "disabled", &format!("{ACTION}/disabledSupport"));
        self.key(action, "data", &format!("{ACTION}/dataSupport"));
        let resolves = self.lists(&format!("{ACTION}/resolveSupport/properties"), &json!("edit"));
        let is_hollow = action["edit"].is_null() && action["command"].is_null() && action["disabled"].is_null();
        self.need("an action without edit", is_hollow, resolves);
        self.edit(&action["edit"]);
        self.command(&action["command"]);
        items(&action["diagnostics"]).for_each(|it| self.diagnostic(it));
    }

    fn command(&mut self, command: &Value) {
        let Some(name) = command["command"].as_str() else { return };
        let is_known = name.is_empty() || self.commands.contains(name);
        self.need(&format!("the unknown command {name}"), true, is_known);
    }

    fn hint(&mut self, hint: &Value) {
        items(&hint["label"]).for_each(|part| self.command(&part["command"]));
    }

    fn folds(&mut self, result: &Value) {
        let limit = self.client.pointer("/textDocument/foldingRange/rangeLimit").and_then(Value::as_u64);
        self.need("too many folds", limit.is_some_and(|limit| items(result).count() as u64 > limit), false);
        items(result).for_each(|it| self.key(it, "collapsedText", "/textDocument/foldingRange/foldingRange/collapsedText"));
    }

    fn edit(&mut self, edit: &Value) {
        const EDIT: &str = "/workspace/workspaceEdit";
        self.key(edit, "documentChanges", &format!("{EDIT}/documentChanges"));
        self.key(edit, "changeAnnotations", &format!("{EDIT}/changeAnnotationSupport"));
        for change in items(&edit["documentChanges"]) {
            let can = self.lists(&format!("{EDIT}/resourceOperations"), &change["kind"]);
            self.need(&format!("to {} a file", change["kind"]), !change["kind"].is_null(), can);
        }
    }

    fn diagnostic(&mut self, diagnostic: &Value) {
        // What pulled diagnostics may hold is announced with those that are pushed; LSP 3.18 has it in either place.
        let places = ["/textDocument/publishDiagnostics", "/textDocument/diagnostic"];
        let can = |checker: &Self, support: &str| places.iter().any(|place| checker.can(&format!("{place}/{support}")));
        for (key, support) in [
            ("relatedInformation", "relatedInformation"),
            ("codeDescription", "codeDescriptionSupport"),
            ("data", "dataSupport"),
            ("tags", "tagSupport"),
        ] {
            let can = can(self, support);
            self.need(&format!("{key} of a diagnostic without {support}"), !diagnostic[key].is_null(), can);
        }
        for tag in items(&diagnostic["tags"]) {
            let can = places.iter().any(|place| self.lists(&format!("{place}/tagSupport/valueSet"), tag));
            self.need(&format!("the unknown tag {tag}"), true, can);
        }
    }

    fn colours(&mut self, data: &Value) {
        let numbers: Vec<u64> = items(data).map(|it| it.as_u64().unwrap()).collect();
        self.need("colours that are not in fives", !numbers.len().is_multiple_of(5), false);
        let mut before = 0;
        let overlaps = self.can("/textDocument/semanticTokens/overlappingTokenSupport");
        for (number, token) in numbers.chunks_exact(5).enumerate() {
            self.need("overlapping colours", number > 0 && token[0] == 0 && token[1] < before, overlaps);
            self.need("a colour that is not in the legend", token[3] as usize >= self.legend, false);
            self.need("a colour of nothing", token[2] == 0, false);
            before = token[2];
        }
    }
}

#[test]
fn whoever_announces_nothing_gets_nothing_special() {
    let item = |value: Value| json!([value]);
    let edits = json!({"documentChanges": [{"kind": "create", "uri": "file:///a"}], "changeAnnotations": {}});
    let replies = [
        ("textDocument/hover", json!({"contents": {"kind": "markdown", "value": ""}}), 1),
        ("textDocument/hover", json!({"contents": {"kind": "plaintext", "value": "[a](b)"}}), 1),
        ("textDocument/hover", json!({"contents": {"kind": "plaintext", "value": "a"}}), 0),
        ("textDocument/definition", item(json!({"targetUri": "file:///a"})), 1),
        ("textDocument/definition", item(json!({"uri": "file:///a"})), 0),
        ("textDocument/documentSymbol", item(json!({"kind": 22, "selectionRange": {}, "tags": [1], "children": [{"tags": [1]}]})), 4),
        ("textDocument/documentSymbol", item(json!({"kind": 15, "location": {}})), 0),
        ("workspace/symbol", item(json!({"kind": 22, "tags": [1], "location": {"uri": "file:///a"}})), 3),
        ("textDocument/completion", json!({"itemDefaults": {"data": 1}, "items": [{"kind": 25, "preselect": true}]}), 3),
        (
            "completionItem/resolve",
            json!({
                "insertTextFormat": 2, "textEdit": {"insert": {}}, "labelDetails": {}, "tags": [1], "deprecated": true,
                "insertTextMode": 1, "commitCharacters": [], "documentation": {"kind": "markdown"}, "command": {"command": "x"},
            }),
            9,
        ),
        ("textDocument/codeAction", item(json!({"title": "", "isPreferred": true, "disabled": {}, "data": 1, "edit": edits})), 7),
        ("textDocument/codeAction", item(json!({"title": "", "command": "x"})), 1),
        ("codeAction/resolve", json!({"title": ""}), 2),
        ("textDocument/codeLens", item(json!({"command": {"command": "glossator.showReferences"}})), 1),
        ("codeLens/resolve", json!({"command": {"command": ""}}), 0),
        ("textDocument/inlayHint", item(json!({"label": [{"command": {"command": "x"}}]})), 1),
        ("textDocument/foldingRange", item(json!({"collapsedText": ""})), 1),
        ("textDocument/documentLink", item(json!({"tooltip": ""})), 2),
        ("textDocument/prepareRename", json!({"defaultBehavior": true}), 1),
        ("textDocument/rename", edits.clone(), 3),
        ("textDocument/diagnostic", json!({"relatedDocuments": {}, "items": [{"tags": [2], "data": 1, "relatedInformation": []}]}), 5),
        ("workspace/diagnostic", json!({"items": [{"items": [{"codeDescription": {}}]}]}), 1),
        ("textDocument/semanticTokens/full", json!({"data": [0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 1]}), 5),
    ];
    for (method, result, expected) in replies {
        let client = json!({});
        let mut checker = Checker::new(&client);
        checker.reply(method, &result);
        assert_eq!(checker.found.len(), expected, "{method} {result}: {:?}", checker.found);
    }
    for (message, expected) in [
        (json!({"method": "client/registerCapability", "params": {"registrations": [{"method": "textDocument/hover"}]}}), 1),
        (json!({"method": "textDocument/publishDiagnostics", "params": {"diagnostics": [{"tags": [1]}]}}), 2),
        (json!({"method": "$/progress", "params": {"token": 1}}), 1),
        (json!({"method": "window/workDoneProgress/create", "params": {"token": 1}}), 1),
        (json!({"method": "window/showDocument"}), 1),
        (json!({"method": "workspace/applyEdit", "params": {"edit": edits}}), 4),
        (json!({"method": "workspace/configuration"}), 1),
        (json!({"method": "workspace/diagnostic/refresh"}), 1),
        (json!({"method": "workspace/codeLens/refresh"}), 1),
        (json!({"method": "telemetry/event"}), 1),
        (json!({"method": "window/showMessage"}), 0),
    ] {
        let client = json!({});
        let mut checker = Checker::new(&client);
        checker.message(&message);
        assert_eq!(checker.found.len(), expected, "{message}: {:?}", checker.found);
    }
    let all = json!({"capabilities": {
        "positionEncoding": "utf-8", "renameProvider": {}, "codeActionProvider": {"resolveProvider": true}, "diagnosticProvider": {},
        "semanticTokensProvider": {}, "inlayHintProvider": true, "foldingRangeProvider": true,
        "workspace": {"fileOperations": {"didCreate": {}}},
    }});
    let client = json!({});
    let mut checker = Checker::new(&client);
    checker.greeting(&all);
    assert_eq!(checker.found.len(), 9, "{:?}", checker.found);
}
