//! Messages that clients send and that tower-lsp 0.20 or lsp-types 0.94 would misread, put right before they arrive there.

use serde_json::{Value, json};
use tower_lsp::jsonrpc::Request;

/// The request as tower-lsp understands it.
pub fn mend(request: Request) -> Request {
    match request.method() {
        "initialize" => with_params(request, |params| params.map(with_singular_diagnostics)),
        // Where a client sends `null` or nothing, tower-lsp would drop the notification.
        "initialized" => with_params(request, |_| Some(json!({}))),
        // Clients that only mean "ask me" send `null` or nothing.
        "workspace/didChangeConfiguration" => with_params(request, |params| Some(with_settings(params.unwrap_or_default()))),
        // Eglot (Emacs) sends `null`, its older versions `{}`; tower-lsp would answer with an error.
        "shutdown" => with_params(request, |_| None),
        _ => request,
    }
}

/// The specification says `workspace.diagnostics`; lsp-types 0.94 looks for `workspace.diagnostic`.
fn with_singular_diagnostics(mut params: Value) -> Value {
    let workspace = params.pointer_mut("/capabilities/workspace").and_then(Value::as_object_mut);
    if let Some(workspace) = workspace
        && let Some(diagnostics) = workspace.remove("diagnostics")
    {
        workspace.insert("diagnostic".to_owned(), diagnostics);
    }
    params
}

fn with_settings(params: Value) -> Value {
    if params.get("settings").is_some() { params } else { json!({"settings": null}) }
}

fn with_params(request: Request, mended: impl FnOnce(Option<Value>) -> Option<Value>) -> Request {
    let (method, id, params) = request.into_parts();
    let mut request = Request::build(method);
    if let Some(id) = id {
        request = request.id(id);
    }
    if let Some(params) = mended(params) {
        request = request.params(params);
    }
    request.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages() {
        for (name, sent, mended) in [
            ("shutdown with an object", json!({"id": 1, "method": "shutdown", "params": {}}), json!({"id": 1, "method": "shutdown"})),
            ("shutdown with null", json!({"id": 1, "method": "shutdown", "params": null}), json!({"id": 1, "method": "shutdown"})),
            ("bare initialized", json!({"method": "initialized"}), json!({"method": "initialized", "params": {}})),
            (
                "settings",
                json!({"method": "workspace/didChangeConfiguration", "params": {"settings": {"a": 1}}}),
                json!({"method": "workspace/didChangeConfiguration", "params": {"settings": {"a": 1}}}),
            ),
            (
                "no settings",
                json!({"method": "workspace/didChangeConfiguration", "params": null}),
                json!({"method": "workspace/didChangeConfiguration", "params": {"settings": null}}),
            ),
            ("anything else", json!({"id": "x", "method": "m", "params": null}), json!({"id": "x", "method": "m", "params": null})),
            (
                "initialize",
                json!({"id": 1, "method": "initialize", "params": {"capabilities": {"workspace": {"diagnostics": {"x": 1}}}}}),
                json!({"id": 1, "method": "initialize", "params": {"capabilities": {"workspace": {"diagnostic": {"x": 1}}}}}),
            ),
            (
                "hollow initialize",
                json!({"id": 1, "method": "initialize", "params": 3}),
                json!({"id": 1, "method": "initialize", "params": 3}),
            ),
        ] {
            let request = |mut message: Value| {
                message["jsonrpc"] = json!("2.0");
                serde_json::from_value::<Request>(message).unwrap()
            };
            assert_eq!(mend(request(sent)), request(mended), "{name}");
        }
    }
}
