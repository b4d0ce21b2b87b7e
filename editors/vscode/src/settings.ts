/** The user's settings as the server reads them. */
import * as vscode from "vscode";

import { type Tree, tree } from "./tree";

/** Settings that concern the extension alone. */
const OWN = ["path", "codeLanguages", "trace.server"];

/**
 * What the user has set, as the tree of `glossator.toml`. Defaults are left out: what is not set is the server's to decide, and
 * `glossaries: []`, say, would mean "none".
 */
export function forServer(keys: string[]): Tree {
  const settings = vscode.workspace.getConfiguration("glossator");
  const set = keys.filter((key) => !OWN.includes(key) && isSet(settings.inspect(key)));
  return tree(set.map((key) => [key, settings.get(key)]));
}

function isSet(values: ReturnType<vscode.WorkspaceConfiguration["inspect"]>): boolean {
  const { globalValue, workspaceValue, workspaceFolderValue } = values ?? {};
  return [globalValue, workspaceValue, workspaceFolderValue].some((value) => value !== undefined);
}
