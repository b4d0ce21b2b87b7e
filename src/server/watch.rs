//! What the server asks its client to tell it, and what the client then tells.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp::Client;
use tower_lsp::lsp_types::*;

use super::ask::ask;
use super::capabilities::Agreed;
use super::state::Shared;
use crate::messages::{Locale, Message};
use crate::workspace;

/// The files that matter, texts among them (`document::manner_of_path`): watching everything is costly for some clients (<https://github.com/neovim/neovim/issues/28690>).
const GLOBS: [&str; 4] = ["**/*.glossary.md", "**/glossator.toml", "**/*.{md,markdown,mdx,txt,text}", "**/.gitignore"];

/// Asks to be told of changed files and settings, as far as the client can.
pub fn register(client: &Client, agreed: Agreed) {
    let registrations = registrations(agreed);
    if !registrations.is_empty() {
        let client = client.clone();
        ask("client/registerCapability", async move { client.register_capability(registrations).await });
    }
}

fn registrations(agreed: Agreed) -> Vec<Registration> {
    let registration = |method: &str, options: Value| Registration {
        id: format!("glossator {method}"),
        method: method.to_owned(),
        register_options: Some(options),
    };
    let watchers: Vec<Value> = GLOBS.iter().map(|glob| json!({"globPattern": glob})).collect();
    let files = agreed.registers_watchers.then(|| registration("workspace/didChangeWatchedFiles", json!({"watchers": watchers})));
    let settings = agreed.registers_settings.then(|| registration("workspace/didChangeConfiguration", json!({"section": "glossator"})));
    files.into_iter().chain(settings).collect()
}

/// Asks for the settings, of all and of each folder of the workspace, and takes what comes, or `sent` where the client answers that it has none.
/// Returns at once.
pub fn pull_settings(client: &Client, shared: &Arc<Shared>, sent: Value) {
    let (client, shared) = (client.clone(), Arc::clone(shared));
    let (folders, number) = {
        let mut state = shared.lock();
        (state.folders.clone(), state.settings.ask())
    };
    let item = |scope_uri: Option<Url>| ConfigurationItem { scope_uri, section: Some("glossator".to_owned()) };
    let scopes = folders.iter().map(|folder| Url::from_file_path(folder).ok());
    let items = std::iter::once(None).chain(scopes).map(item).collect();
    ask("workspace/configuration", async move {
        let mut settings = client.configuration(items).await?.into_iter();
        if !shared.lock().settings.is_answer_to_latest(number) {
            return Ok(());
        }
        let all = settings.next().filter(|settings| !settings.is_null()).unwrap_or(sent);
        take_settings(&client, &shared, all, folders.into_iter().zip(settings).collect());
        Ok(())
    });
}

/// Takes settings that the client sent, for all and for some folders, and tells the user what is wrong with them.
pub fn take_settings(client: &Client, shared: &Shared, settings: Value, folders: Vec<(PathBuf, Value)>) {
    let (has_changed, problems, locale) = {
        let mut state = shared.lock();
        let before = state.wanted();
        let problems = state.settings.apply(settings, folders);
        let after = state.wanted();
        ((before.folders, before.elsewhere) != (after.folders, after.elsewhere), problems, state.agreed.locale)
    };
    if has_changed {
        shared.look_everywhere();
        shared.indexing.look_everywhere();
    }
    tell(client, locale, problems);
}

/// Shows warnings to the user. Returns at once.
pub fn tell(client: &Client, locale: Locale, problems: Vec<Message>) {
    let client = client.clone();
    tokio::spawn(async move {
        for problem in problems {
            client.show_message(MessageType::WARNING, problem.say(locale)).await;
        }
    });
}

/// Files were changed, made, deleted, saved or opened: looks at them if they matter. Glossaries that are known are looked at in any case, for
/// clients that do not watch, and because those that do may miss something (the folder of a glossary being deleted, for one).
pub fn noticed<'a>(shared: &Shared, files: impl Iterator<Item = &'a Url>) {
    let paths: Vec<PathBuf> = files.filter_map(|uri| uri.to_file_path().ok()).collect();
    if paths.iter().any(|path| workspace::is_config(path)) {
        shared.look_everywhere();
    }
    shared.indexing.touch(paths.iter().cloned());
    shared.changes.note_workspace();
    let known = Arc::clone(shared.lock().glossaries());
    shared.look_at(paths.into_iter().filter(|path| workspace::is_glossary(path) || known.has(path)).collect());
}

/// The user made, renamed or deleted files or folders in the editor: `gone` tells the old names of those that live on under another. A folder
/// comes without what is in it, so everything is looked at.
pub fn renamed(shared: &Shared, gone: impl Iterator<Item = String>) {
    shared.look_after_move(gone.filter_map(|uri| Url::parse(&uri).ok()?.to_file_path().ok()));
}

/// Folders joined or left the workspace.
pub fn change_folders(shared: &Shared, event: &WorkspaceFoldersChangeEvent) {
    let paths = |folders: &[WorkspaceFolder]| folders.iter().filter_map(|folder| folder.uri.to_file_path().ok()).collect::<Vec<_>>();
    let (added, removed) = (paths(&event.added), paths(&event.removed));
    {
        let mut state = shared.lock();
        state.folders.retain(|folder| !removed.contains(folder) && !added.contains(folder));
        state.folders.extend(added);
    }
    shared.look_everywhere();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_watched() {
        let extensions = GLOBS[2].trim_start_matches("**/*.{").trim_end_matches('}').split(',');
        for extension in extensions {
            assert!(crate::document::manner_of_path(&format!("a.{extension}")).is_some(), "{extension}");
        }
    }

    #[test]
    fn what_is_registered() {
        for (registers_watchers, registers_settings, expected) in [
            (false, false, vec![]),
            (true, false, vec!["workspace/didChangeWatchedFiles"]),
            (true, true, vec!["workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration"]),
        ] {
            let agreed = Agreed { registers_watchers, registers_settings, ..Agreed::default() };
            let methods: Vec<String> = registrations(agreed).into_iter().map(|registration| registration.method).collect();
            assert_eq!(methods, expected);
        }
    }

    #[test]
    fn folders_come_and_go() {
        let shared = Shared::default();
        let event = |added: &[&str], removed: &[&str]| {
            let folders =
                |names: &[&str]| names.iter().map(|name| json!({"uri": format!("file:///{name}"), "name": name})).collect::<Vec<_>>();
            serde_json::from_value(json!({"added": folders(added), "removed": folders(removed)})).unwrap()
        };
        for (added, removed, expected) in
            [(vec!["a", "b"], vec![], vec!["/a", "/b"]), (vec!["b"], vec!["a"], vec!["/b"]), (vec![], vec!["never there"], vec!["/b"])]
        {
            change_folders(&shared, &event(&added, &removed));
            assert_eq!(shared.lock().folders, expected.iter().map(PathBuf::from).collect::<Vec<_>>());
        }
    }
}
