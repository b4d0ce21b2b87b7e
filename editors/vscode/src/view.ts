/** The glossary in the side bar: glossaries, sections, entries, terms with their uses. */
import * as vscode from "vscode";

import type { Answers } from "./answers";
import { filtered, usesOf, type Uses } from "./filter";
import { later } from "./later";
import { openLocation } from "./places";
import type { Outline, OutlineEntry, OutlineGlossary, OutlineSection, OutlineTerm } from "./protocol";
import type { Server } from "./server";

const VIEW = "glossator.glossary";
const PAUSE_MS = 600;
/** How often it asks again for uses that the server has not counted yet. */
const PATIENCE = 20;

type Part =
  | { kind: "glossary"; of: OutlineGlossary }
  | { kind: "section"; of: OutlineSection }
  | { kind: "entry"; of: OutlineEntry }
  | { kind: "term"; of: OutlineTerm; entry: OutlineEntry };

/** `id`: the way to it. VS Code keeps by it what is opened, so it holds the filter too: what that finds is shown opened. */
type Node = Part & { id: string };

export class GlossaryView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly tree: vscode.TreeView<Node>;
  private readonly subscriptions: vscode.Disposable[];
  private readonly soon = later(PAUSE_MS, () => void this.look());
  /** What is shown, but for the filter; null before the server was asked. */
  private outline: Outline | undefined | null = null;
  private patience = PATIENCE;
  private filter = "";

  constructor(
    private readonly server: Server,
    answers: Answers,
  ) {
    this.tree = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    const watcher = vscode.workspace.createFileSystemWatcher("**/{*.glossary.md,glossator.toml}");
    const refresh = (): void => this.refresh();
    this.subscriptions = [
      this.tree,
      this.changed,
      this.soon,
      watcher,
      watcher.onDidChange(refresh),
      watcher.onDidCreate(refresh),
      watcher.onDidDelete(refresh),
      server.onDidChange(refresh),
      this.tree.onDidChangeVisibility(({ visible }) => visible && refresh()),
      vscode.workspace.onDidSaveTextDocument(refresh),
      vscode.workspace.onDidChangeTextDocument(({ document }) => document.fileName.endsWith(".glossary.md") && refresh()),
      vscode.commands.registerCommand("glossator.view.refresh", () => server.run("glossator.reindex").then(refresh)),
      vscode.commands.registerCommand("glossator.view.filter", () => this.askFilter()),
      vscode.commands.registerCommand("glossator.view.clearFilter", () => this.setFilter("")),
      vscode.commands.registerCommand("glossator.view.open", (node: Node) => this.open(node)),
      vscode.commands.registerCommand("glossator.view.explain", (node: Node) => node.kind === "term" && answers.show(node.of.headword)),
    ];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = new vscode.TreeItem(label(node), state(node, this.filter !== ""));
    item.id = node.id;
    item.contextValue = node.kind;
    item.iconPath = new vscode.ThemeIcon(ICONS[node.kind]);
    item.description = describe(usesOf(node.of));
    item.tooltip = node.kind === "entry" ? [node.of.heading, node.of.terms.map((term) => term.headword).join(" · ")].join("\n\n") : label(node);
    if (node.kind === "entry" || node.kind === "term") {
      const command = node.kind === "entry" ? "glossator.view.open" : "glossator.view.explain";
      item.command = { command, title: label(node), arguments: [node] };
    }
    return item;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    const parts = node ? partsOf(node) : await this.roots();
    const parent = node?.id ?? this.filter;
    return parts.map((part, index) => ({ ...part, id: `${parent}/${index}` }));
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private refresh(): void {
    this.patience = PATIENCE;
    this.soon.run();
  }

  /** Asks the server, and shows what is new: rows that are made anew do not hear a click for a moment. */
  private async look(): Promise<void> {
    const outline = await this.server.run<Outline>("glossator.outline");
    const isCounting = outline?.glossaries.some((glossary) => usesOf(glossary) === undefined) ?? false;
    if (isCounting && this.tree.visible && this.patience > 0) {
      this.patience -= 1;
      this.soon.run();
    }
    if (JSON.stringify(outline) !== JSON.stringify(this.outline)) {
      this.outline = outline;
      this.changed.fire();
    }
  }

  private roots(): Part[] {
    if (this.outline === null) {
      void this.look();
      return [];
    }
    const glossaries = filtered(this.outline?.glossaries ?? [], this.filter);
    this.tree.message = this.message(this.outline, glossaries.length);
    return glossaries.map((of) => ({ kind: "glossary", of }));
  }

  private message(outline: Outline | undefined, found: number): string {
    if (!outline && this.server.isRunning) {
      return vscode.l10n.t("This server is too old for that. Update it, or empty the setting “glossator.path”.");
    }
    if (!this.filter) {
      return "";
    }
    return found > 0 ? vscode.l10n.t("Only what has “{0}”", this.filter) : vscode.l10n.t("Nothing has “{0}”", this.filter);
  }

  private async askFilter(): Promise<void> {
    const prompt = vscode.l10n.t("Show only entries with these words, in any spelling of accents");
    const filter = await vscode.window.showInputBox({ prompt, value: this.filter });
    if (filter !== undefined) {
      this.setFilter(filter.trim());
    }
  }

  private setFilter(filter: string): void {
    this.filter = filter;
    void vscode.commands.executeCommand("setContext", "glossator.filtered", filter !== "");
    this.changed.fire();
  }

  private async open(node: Node): Promise<void> {
    const entry = node.kind === "term" ? node.entry : node.kind === "entry" ? node.of : undefined;
    const uri = node.kind === "glossary" ? node.of.uri : entry?.uri;
    const start = { line: 0, character: 0 };
    await openLocation(this.server, uri ? { uri, range: entry?.range ?? { start, end: start } } : undefined);
  }
}

const ICONS = { glossary: "book", section: "folder", entry: "comment-discussion", term: "symbol-keyword" };

function partsOf(part: Part): Part[] {
  switch (part.kind) {
    case "glossary": {
      const untitled = part.of.sections.filter((section) => !section.title).flatMap((section) => section.entries);
      const titled = part.of.sections.filter((section) => section.title);
      return [...untitled.map((of): Part => ({ kind: "entry", of })), ...titled.map((of): Part => ({ kind: "section", of }))];
    }
    case "section":
      return part.of.entries.map((of) => ({ kind: "entry", of }));
    case "entry":
      return part.of.terms.map((of) => ({ kind: "term", of, entry: part.of }));
    case "term":
      return [];
  }
}

function label(node: Node): string {
  switch (node.kind) {
    case "entry":
      return node.of.heading;
    case "term":
      return node.of.headword;
    default:
      return node.of.title ?? "";
  }
}

/** What a filter found is shown opened; else only the glossaries are. */
function state(node: Node, isFiltered: boolean): vscode.TreeItemCollapsibleState {
  if (node.kind === "term") {
    return vscode.TreeItemCollapsibleState.None;
  }
  return node.kind === "glossary" || isFiltered ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

function describe(uses: Uses | undefined): string {
  if (uses === undefined) {
    return "";
  }
  return uses === 1 ? vscode.l10n.t("1 use") : vscode.l10n.t("{0} uses", uses);
}
