/** The project's report: one page of HTML that `glossator report` writes. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import * as vscode from "vscode";

import * as binary from "./binary";
import type { Server } from "./server";

/** Makes the report of a folder of the workspace and shows it in a tab. */
export async function showReport(context: vscode.ExtensionContext, server: Server): Promise<void> {
  const folder = await chosenFolder();
  if (!folder) {
    return;
  }
  const title = vscode.l10n.t("Report of {0}", folder.name);
  try {
    const progress = { location: vscode.ProgressLocation.Notification, title: `Glossator: ${title}`, cancellable: true };
    const page = await vscode.window.withProgress(progress, (_, token) => makeReport(context, folder.uri.fsPath, token));
    if (page !== undefined) {
      show(title, page);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    server.log.appendLine(message);
    const log = vscode.l10n.t("Show Log");
    if ((await vscode.window.showErrorMessage(`Glossator: ${message}`, log)) === log) {
      server.log.show();
    }
  }
}

async function chosenFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    await vscode.window.showInformationMessage(vscode.l10n.t("Open a folder to see its report."));
  }
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
}

/** The page; undefined where the user did not want to wait. */
async function makeReport(context: vscode.ExtensionContext, folder: string, token: vscode.CancellationToken): Promise<string | undefined> {
  const { path } = await binary.find(context.extensionUri);
  await vscode.workspace.fs.createDirectory(context.globalStorageUri);
  const file = vscode.Uri.joinPath(context.globalStorageUri, "report.html").fsPath;
  const isFrench = vscode.env.language.startsWith("fr");
  const env = { ...process.env, LC_ALL: isFrench ? "fr_FR.UTF-8" : "en_US.UTF-8" };
  const run = new Promise<void>((resolve, reject) => {
    const child = execFile(path, ["report", "--output", file], { cwd: folder, env, windowsHide: true }, (error, _, said) => {
      // clap exits with 2 and usage on a command that it does not know.
      const isUnknown = error && /unrecognized subcommand/.test(said);
      const reason = isUnknown ? vscode.l10n.t("This server is too old for reports. Update it, or empty the setting “glossator.path”.") : said.trim();
      return error ? reject(new Error(reason || error.message)) : resolve();
    });
    token.onCancellationRequested(() => child.kill());
  });
  await run.catch((error: unknown) => {
    if (!token.isCancellationRequested) {
      throw error;
    }
  });
  return token.isCancellationRequested ? undefined : readFile(file, "utf8");
}

function show(title: string, page: string): void {
  // The page brings its own content policy: no network, nothing but its own styles and script.
  const panel = vscode.window.createWebviewPanel("glossator.report", title, vscode.ViewColumn.Active, { enableScripts: true, localResourceRoots: [], enableFindWidget: true });
  panel.webview.html = page;
}
