/** The commands of the palette. Ids that the server has too (`glossator.explain`…) are registered by the language client. */
import * as vscode from "vscode";
import type { Location, Position } from "vscode-languageclient";

import type { Answers } from "./answers";
import { cursor, openLocation, selection, showReferences } from "./places";
import type { Explanation } from "./protocol";
import { showReport } from "./report";
import { search } from "./search";
import type { Server } from "./server";

export function register(context: vscode.ExtensionContext, server: Server, answers: Answers): void {
  const commands: Record<string, (...args: never[]) => unknown> = {
    "glossator.explainTerm": () => needing(server, "glossator.explain", () => explainTerm(server, answers)),
    "glossator.openEntry": () => needing(server, "glossator.explain", () => openEntry(server, answers)),
    "glossator.addSelection": () => needing(server, "glossator.addToGlossary", () => addSelection(server)),
    "glossator.search": () => needing(server, "glossator.outline", () => search(server, answers)),
    "glossator.showReport": () => showReport(context, server),
    "glossator.restart": () => server.restart(),
    "glossator.showLog": () => server.log.show(),
    "glossator.showReferences": (uri: string, position: Position, locations: Location[]) => showReferences(server, uri, position, locations),
  };
  const registered = Object.entries(commands).map(([id, command]) => vscode.commands.registerCommand(id, command));
  context.subscriptions.push(...registered);
}

/** Does `work` if the server has `command`, else says what is missing. */
async function needing(server: Server, command: string, work: () => Promise<unknown>): Promise<void> {
  if (server.has(command)) {
    await work();
    return;
  }
  const restart = vscode.l10n.t("Restart");
  const message = server.isRunning
    ? vscode.l10n.t("This server is too old for that. Update it, or empty the setting “glossator.path”.")
    : vscode.l10n.t("The server is not running.");
  if ((await vscode.window.showWarningMessage(`Glossator: ${message}`, restart)) === restart) {
    await server.restart();
  }
}

/** Shows the answer beside the word under the cursor, or else searches for the word. */
async function explainTerm(server: Server, answers: Answers): Promise<void> {
  const place = cursor();
  const explanation = place && (await server.run<Explanation>("glossator.explain", place));
  if (explanation) {
    // With the focus in it, or the next move of the mouse would take it away.
    await vscode.commands.executeCommand("editor.action.showHover", { focus: "autoFocusImmediately" });
  } else {
    await search(server, answers, selection()?.text);
  }
}

async function openEntry(server: Server, answers: Answers): Promise<void> {
  const place = cursor();
  const explanation = place && (await server.run<Explanation>("glossator.explain", place));
  if (explanation) {
    await openLocation(server, explanation.location);
  } else {
    await search(server, answers, selection()?.text);
  }
}

async function addSelection(server: Server): Promise<void> {
  const selected = selection();
  if (!selected) {
    await vscode.window.showInformationMessage(vscode.l10n.t("Select the words that the glossary should explain."));
    return;
  }
  await server.run("glossator.addToGlossary", { uri: selected.uri, range: selected.range });
}
