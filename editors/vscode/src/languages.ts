/** Which documents the server is told of. */
import * as vscode from "vscode";
import type { DocumentSelector } from "vscode-languageclient";

/** The languages whose prose the server reads and marks. */
export const PROSE = ["markdown", "mdx", "plaintext", "quarto", "rmd"];

/** Files, drafts that were never saved, cells of notebooks, and files of repositories that are not on the disk. */
const SCHEMES = ["file", "untitled", "vscode-notebook-cell", "vscode-vfs"];

/** Prose, and the languages that the user wants answers in. */
export function selector(): DocumentSelector {
  return languages().flatMap((language) => SCHEMES.map((scheme) => ({ language, scheme })));
}

/** Whether the server is told of `document`. */
export function isRead(document: vscode.TextDocument): boolean {
  return SCHEMES.includes(document.uri.scheme) && languages().includes(document.languageId);
}

function languages(): string[] {
  const code = vscode.workspace.getConfiguration("glossator").get<string[]>("codeLanguages", []);
  return [...new Set([...PROSE, ...code])];
}
