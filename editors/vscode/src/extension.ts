/** Glossator in VS Code: starts the language server, and what the protocol has no word for. */
import * as vscode from "vscode";

import { Answers } from "./answers";
import * as commands from "./commands";
import { Server } from "./server";
import { Status } from "./status";
import { GlossaryView } from "./view";

/** Settings that only a new start can follow. */
const AT_START = ["glossator.path", "glossator.codeLanguages"];

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  placeSchema(context.extension);
  server = new Server(context.extension);
  const answers = new Answers(server);
  context.subscriptions.push(server, answers, new Status(server), new GlossaryView(server, answers));
  commands.register(context, server, answers);
  context.subscriptions.push(
    server.onDidChange(() => vscode.commands.executeCommand("setContext", "glossator.running", server?.isRunning)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (AT_START.some((setting) => change.affectsConfiguration(setting))) {
        void server?.restart();
      }
    }),
  );
  await server.restart();
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}

/** Even Better TOML takes only whole addresses of schemas (https://github.com/tamasfe/taplo/issues/322), and this one is in the package. */
function placeSchema(extension: vscode.Extension<unknown>): void {
  for (const rule of extension.packageJSON.contributes.tomlValidation as { url: string }[]) {
    if (rule.url.startsWith("./")) {
      rule.url = vscode.Uri.joinPath(extension.extensionUri, rule.url).toString();
    }
  }
}
