/** What the glossary view shows: the outline, filtered and summed. */
import { rank } from "./fold";
import type { OutlineEntry, OutlineGlossary, OutlineSection, OutlineTerm } from "./protocol";

/** How often the workspace uses something. */
export type Uses = number;

/** Glossaries with only those entries that have the words of `filter` in their heading or terms; empty parts are left out. */
export function filtered(glossaries: OutlineGlossary[], filter: string): OutlineGlossary[] {
  if (!filter) {
    return glossaries;
  }
  const fits = (entry: OutlineEntry): boolean => rank(filter, [entry.heading, ...entry.terms.map((term) => term.headword)]) !== undefined;
  return glossaries
    .map((glossary) => ({
      ...glossary,
      sections: glossary.sections
        .map((section) => ({ ...section, entries: section.entries.filter(fits) }))
        .filter((section) => section.entries.length > 0),
    }))
    .filter((glossary) => glossary.sections.length > 0);
}

/** The uses of all terms below; undefined while they are being counted. */
export function usesOf(part: OutlineGlossary | OutlineSection | OutlineEntry | OutlineTerm): Uses | undefined {
  const uses = termsOf(part).map((term) => term.uses);
  return uses.some((it) => it === null) ? undefined : uses.reduce<number>((sum, it) => sum + (it ?? 0), 0);
}

function termsOf(part: OutlineGlossary | OutlineSection | OutlineEntry | OutlineTerm): OutlineTerm[] {
  if ("sections" in part) {
    return part.sections.flatMap(termsOf);
  }
  if ("entries" in part) {
    return part.entries.flatMap(termsOf);
  }
  return "terms" in part ? part.terms : [part];
}
