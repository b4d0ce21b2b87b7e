/** Finds the server and makes sure that it runs and is new enough. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";

import { isOlder, OLDEST, versionIn } from "./version";

export interface Binary {
  path: string;
  version: string;
}

/** Why there is no server, said to the user. */
export class NoBinary extends Error {}

const PATIENCE_MS = 20_000;

/** The server that `glossator.path` names, else the one in this package, else the one on the `PATH`. Throws `NoBinary`. */
export async function find(extension: vscode.Uri): Promise<Binary> {
  const wanted = vscode.workspace.getConfiguration("glossator").get<string>("path", "").trim();
  const own = bundled(extension);
  const file = wanted ? fromSetting(wanted) : (own ?? "glossator");
  const output = await printedVersion(file).catch((error: Error) => {
    throw new NoBinary(wanted || own ? doesNotStart(file, error, wanted !== "") : noneHere());
  });
  const version = versionIn(output);
  if (version === undefined) {
    throw new NoBinary(vscode.l10n.t("“{0}” is not Glossator: it did not answer “--version” as Glossator does. Look at the setting “glossator.path”.", file));
  }
  if (isOlder(version, OLDEST)) {
    throw new NoBinary(vscode.l10n.t("“{0}” is Glossator {1}; this extension needs {2} or later. Update it, or empty the setting “glossator.path” to use the server that comes with the extension.", file, version, OLDEST));
  }
  return { path: file, version };
}

/** The server in this package, if it was built with one. */
export function bundled(extension: vscode.Uri): string | undefined {
  const file = vscode.Uri.joinPath(extension, "server", process.platform === "win32" ? "glossator.exe" : "glossator").fsPath;
  return existsSync(file) ? file : undefined;
}

/** `~` is the home folder; a relative path is one in the first folder of the workspace. */
function fromSetting(wanted: string): string {
  const home = wanted.replace(/^~(?=$|[/\\])/, homedir());
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const isRelative = /[/\\]/.test(home) && !path.isAbsolute(home);
  return isRelative && folder ? path.join(folder, home) : home;
}

function printedVersion(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, ["--version"], { timeout: PATIENCE_MS, windowsHide: true }, (error, output) => (error ? reject(error) : resolve(output)));
  });
}

function doesNotStart(file: string, error: NodeJS.ErrnoException, isSetting: boolean): string {
  const reason = error.code === "ENOENT" ? vscode.l10n.t("there is no such file") : error.message.trim();
  return isSetting
    ? vscode.l10n.t("“{0}” cannot be started: {1}. Mend the setting “glossator.path”, or empty it to use the server that comes with the extension.", file, reason)
    : vscode.l10n.t("The server of this extension cannot be started: {0}. Install the extension again, or name another server in the setting “glossator.path”.", reason);
}

function noneHere(): string {
  const platform = `${process.platform}-${process.arch}`;
  return vscode.l10n.t("This package has no server for your platform ({0}), and there is no “glossator” on your PATH. Install it (“cargo install --path .” in a copy of its repository), or say in the setting “glossator.path” where it is.", platform);
}
