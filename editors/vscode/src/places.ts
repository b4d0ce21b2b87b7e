/** Going to places that the server names. */
import * as vscode from "vscode";
import type { Location, Position, Range } from "vscode-languageclient";

import type { Server } from "./server";

/** Opens a file at the start of `location`; says so where there is none. */
export async function openLocation(server: Server, location: Location | null | undefined): Promise<void> {
  const { converter } = server;
  if (!location || !converter) {
    await vscode.window.showInformationMessage(vscode.l10n.t("This entry is in no file that can be opened."));
    return;
  }
  const start = converter.asPosition(location.range.start);
  const editor = await vscode.window.showTextDocument(converter.asUri(location.uri), { selection: new vscode.Range(start, start) });
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.AtTop);
}

/** What a code lens of the server calls: shows places in the peek view. */
export async function showReferences(server: Server, uri: string, position: Position, locations: Location[]): Promise<void> {
  const { converter } = server;
  if (!converter) {
    return;
  }
  const places = locations.map((location) => converter.asLocation(location));
  await vscode.commands.executeCommand("editor.action.showReferences", converter.asUri(uri), converter.asPosition(position), places);
}

/** The cursor of the active editor as the protocol says it. */
export function cursor(): { uri: string; position: Position } | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return undefined;
  }
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

/** The selection of the active editor, or else the word at its cursor. */
export function selection(): { uri: string; range: Range; text: string } | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return undefined;
  }
  const word = editor.document.getWordRangeAtPosition(editor.selection.active);
  const range = editor.selection.isEmpty ? word : editor.selection;
  if (!range) {
    return undefined;
  }
  const { start, end } = range;
  return {
    uri: editor.document.uri.toString(),
    range: { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } },
    text: editor.document.getText(range),
  };
}
