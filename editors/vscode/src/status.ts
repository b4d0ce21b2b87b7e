/** The number of terms of the document, in the status bar. */
import * as vscode from "vscode";

import { isRead } from "./languages";
import { later } from "./later";
import type { Statistics } from "./protocol";
import type { Server } from "./server";

const PAUSE_MS = 400;

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("glossator.terms", vscode.StatusBarAlignment.Right, 90);
  private readonly subscriptions: vscode.Disposable[];
  private readonly soon = later(PAUSE_MS, () => this.update());

  constructor(private readonly server: Server) {
    this.item.name = vscode.l10n.t("Terms of the Glossary");
    this.subscriptions = [
      this.item,
      this.soon,
      server.onDidChange(() => this.soon.run()),
      vscode.window.onDidChangeActiveTextEditor(() => this.soon.run()),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("glossator") && this.soon.run()),
      // Of any document: a glossary that is being written changes what the others say.
      vscode.workspace.onDidChangeTextDocument(({ document }) => isRead(document) && this.soon.run()),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private async update(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!this.server.isRunning) {
      this.say("$(warning) Glossator", vscode.l10n.t("The server is not running. Click to start it again."), "glossator.restart");
      return;
    }
    const uri = document && isRead(document) ? document.uri.toString() : undefined;
    const statistics = uri === undefined ? undefined : await this.server.run<Statistics>("glossator.statistics", { uri });
    if (!statistics?.document) {
      this.item.hide();
      return;
    }
    this.say(`$(book) ${statistics.document.terms}`, tooltip(statistics), "glossator.glossary.focus");
  }

  private say(text: string, tooltip: vscode.MarkdownString | string, command: string): void {
    Object.assign(this.item, { text, tooltip, command });
    this.item.show();
  }
}

function tooltip({ document, glossaries }: Statistics): vscode.MarkdownString {
  const marks = vscode.l10n.t("Terms of the glossary: {0}; uses: {1}", document?.terms ?? 0, document?.marks ?? 0);
  const lines = glossaries.map(({ title, entries, terms }) => `* ${escaped(title)} — ${vscode.l10n.t("{0} entries, {1} terms", entries, terms)}`);
  return new vscode.MarkdownString([marks, "", ...lines].join("\n"));
}

/** Text that Markdown shows as it is. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+\-.!|]/g, "\\$&");
}
