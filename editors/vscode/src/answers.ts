/** Answers in a tab of their own, rendered. */
import * as vscode from "vscode";
import type { Location } from "vscode-languageclient";

import { type Link, marked, unmarked } from "./links";
import { openLocation } from "./places";
import type { Explanation } from "./protocol";
import type { Server } from "./server";

/** What the links of an answer call. */
const OPEN = "glossator.openAnswerLink";

/** One tab, which shows the answer that was asked for last. */
export class Answers implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private links: Link[] = [];
  private readonly command: vscode.Disposable;

  constructor(private readonly server: Server) {
    this.command = vscode.commands.registerCommand(OPEN, (index: number) => this.open(index));
  }

  /** Shows the answer for `term`, in any spelling. */
  async show(term: string): Promise<void> {
    const explanation = await this.server.run<Explanation>("glossator.explain", { term });
    if (!explanation) {
      await vscode.window.showInformationMessage(vscode.l10n.t("No glossary explains “{0}”.", term));
      return;
    }
    const { text, links } = marked(explanation.markdown);
    const html = await vscode.commands.executeCommand<string>("markdown.api.render", text);
    this.links = links;
    this.panel ??= this.newPanel();
    this.panel.title = explanation.headword;
    this.panel.webview.html = page(unmarked(html, OPEN));
    this.panel.reveal();
  }

  dispose(): void {
    this.command.dispose();
    this.panel?.dispose();
  }

  private newPanel(): vscode.WebviewPanel {
    const options = { enableCommandUris: [OPEN], localResourceRoots: [], enableFindWidget: true };
    const panel = vscode.window.createWebviewPanel("glossator.answer", "Glossator", vscode.ViewColumn.Active, options);
    panel.onDidDispose(() => (this.panel = undefined));
    return panel;
  }

  private async open(index: number): Promise<void> {
    const link = this.links[index];
    const start = { line: (link?.line ?? 1) - 1, character: 0 };
    const location: Location | undefined = link && { uri: link.uri, range: { start, end: start } };
    await openLocation(this.server, location);
  }
}

/** No script, no picture, nothing from anywhere: a glossary is text. */
function page(body: string): string {
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body { max-width: 46rem; padding: 1rem 2rem; font-size: 1.1em; line-height: 1.6; }
blockquote { margin-left: 0; padding: 0.2rem 1rem; border-left: 3px solid var(--vscode-textBlockQuote-border); }
hr { border: 0; border-top: 1px solid var(--vscode-textSeparator-foreground); margin: 1.5rem 0; }
</style>
</head>
<body>${body}</body>
</html>`;
}
