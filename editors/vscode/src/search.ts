/** Searching the glossary: terms as one types, each with the beginning of its answer. */
import * as vscode from "vscode";

import type { Answers } from "./answers";
import { rank } from "./fold";
import type { Explanation, Outline } from "./protocol";
import { openLocation } from "./places";
import type { Server } from "./server";

interface Item extends vscode.QuickPickItem {
  headword: string;
}

interface Candidate {
  headword: string;
  heading: string;
  section: string;
}

/** As many as one reads; each asks the server for its answer, once. */
const SHOWN = 30;
const PREVIEW_LENGTH = 160;

/** Opens the search, beginning with `query`. Choosing a term shows its answer; its button opens the entry. */
export async function search(server: Server, answers: Answers, query = ""): Promise<void> {
  const outline = await server.run<Outline>("glossator.outline");
  const candidates = outline ? candidatesOf(outline) : [];
  const previews = new Map<string, Promise<Explanation | undefined>>();
  const explain = (term: string): Promise<Explanation | undefined> => {
    const asked = previews.get(term) ?? server.run<Explanation>("glossator.explain", { term });
    previews.set(term, asked);
    return asked;
  };

  const pick = vscode.window.createQuickPick<Item>();
  pick.placeholder = vscode.l10n.t("A term, in any spelling, or a word of its question");
  pick.value = query;
  const update = async (): Promise<void> => {
    const asked = pick.value;
    pick.busy = true;
    const items = await itemsFor(asked, candidates, explain);
    if (asked === pick.value) {
      pick.items = items;
      pick.busy = false;
    }
  };
  pick.onDidChangeValue(update);
  pick.onDidAccept(() => {
    const chosen = pick.selectedItems[0];
    pick.hide();
    if (chosen) {
      void answers.show(chosen.headword);
    }
  });
  pick.onDidTriggerItemButton(async ({ item }) => {
    pick.hide();
    const explanation = await explain(item.headword);
    await openLocation(server, explanation?.location);
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
  await update();
}

function candidatesOf(outline: Outline): Candidate[] {
  const sections = outline.glossaries.flatMap((glossary) => glossary.sections);
  return sections.flatMap((section) =>
    section.entries.flatMap((entry) =>
      entry.terms.map(({ headword }) => ({ headword, heading: entry.heading, section: section.title ?? "" })),
    ),
  );
}

async function itemsFor(query: string, candidates: Candidate[], explain: (term: string) => Promise<Explanation | undefined>): Promise<Item[]> {
  // The server knows every spelling, inflection and language of a term; the list here knows only the names.
  const exact = query.trim() ? await explain(query.trim()) : undefined;
  const fitting = matching(query, candidates).filter(({ headword }) => headword !== exact?.headword);
  const names = fitting.slice(0, SHOWN).map(({ headword }) => headword);
  const others = await Promise.all(names.map(explain));
  const button = { iconPath: new vscode.ThemeIcon("go-to-file"), tooltip: vscode.l10n.t("Open the entry in the glossary") };
  const item = (headword: string, explanation: Explanation | undefined): Item => ({
    headword,
    label: headword,
    description: candidates.find((candidate) => candidate.headword === headword)?.heading ?? "",
    detail: preview(explanation?.markdown ?? ""),
    // VS Code's own filter does not know accents.
    alwaysShow: true,
    buttons: explanation?.location ? [button] : [],
  });
  const first = exact ? [item(exact.headword, exact)] : [];
  return [...first, ...names.map((name, index) => item(name, others[index]))];
}

function matching(query: string, candidates: Candidate[]): Candidate[] {
  if (!query.trim()) {
    return candidates;
  }
  const ranked = candidates.map((candidate) => ({ candidate, rank: rank(query, [candidate.headword, candidate.heading, candidate.section]) }));
  const fitting = ranked.filter((it): it is { candidate: Candidate; rank: number } => it.rank !== undefined);
  return fitting.sort((a, b) => a.rank - b.rank).map((it) => it.candidate);
}

/** The beginning of an answer in one line, without its first paragraph, which is the question. */
function preview(markdown: string): string {
  const [, ...paragraphs] = markdown.split(/\n{2,}/);
  const plain = paragraphs.join(" ").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`>#]|\\(?=[^\w\s])/g, "").replace(/\s+/g, " ").trim();
  return plain.length > PREVIEW_LENGTH ? `${plain.slice(0, PREVIEW_LENGTH).replace(/\s+\S*$/, "")}…` : plain;
}
