/** Answers as documents: rendered Markdown in a tab of its own. */
import * as vscode from "vscode";

import type { Explanation } from "./protocol";
import type { Server } from "./server";

const SCHEME = "glossator-answer";

/** Gives VS Code the text of answers; asked again when the server comes back. */
export class Answers implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly server: Server) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      server.onDidChange(() => this.refresh()),
    ];
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const explanation = await this.server.run<Explanation>("glossator.explain", { term: uri.query });
    return explanation?.markdown ?? vscode.l10n.t("No glossary explains “{0}”.", uri.query);
  }

  /** Shows the answer for `term` as the Markdown preview renders it; as text where that is switched off. */
  async show(term: string): Promise<void> {
    // A slash would make folders of the title.
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${term.replaceAll("/", "∕")}.md`, query: term });
    await vscode.commands.executeCommand("markdown.showPreview", uri).then(undefined, () => vscode.window.showTextDocument(uri));
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private refresh(): void {
    for (const document of vscode.workspace.textDocuments.filter((document) => document.uri.scheme === SCHEME)) {
      this.changed.fire(document.uri);
    }
  }
}
