/** What the server's commands answer (`workspace/executeCommand`). Positions and ranges are the protocol's: 0-based, UTF-16. */
import type { Location, Range } from "vscode-languageclient";

/** `glossator.explain`: the answer for a term. */
export interface Explanation {
  /** The term's id. */
  term: string;
  /** The form that names it. */
  headword: string;
  markdown: string;
  /** Where its entry stands, if that is a file. */
  location: Location | null;
}

/** `glossator.statistics`. */
export interface Statistics {
  glossaries: { title: string; uri: string | null; entries: number; terms: number; forms: number }[];
  /** Of the document that was asked about: how many marks it has, and of how many different terms. */
  document: { uri: string; marks: number; terms: number } | null;
}

/** `glossator.outline`: all glossaries, in their order. */
export interface Outline {
  glossaries: OutlineGlossary[];
}

export interface OutlineGlossary {
  title: string;
  uri: string | null;
  writable: boolean;
  sections: OutlineSection[];
}

export interface OutlineSection {
  /** Empty for entries above the first section. */
  title: string | null;
  entries: OutlineEntry[];
}

export interface OutlineEntry {
  heading: string;
  uri: string | null;
  range: Range | null;
  terms: OutlineTerm[];
}

export interface OutlineTerm {
  id: string;
  headword: string;
  /** How often the workspace uses it, and in how many files; null until the workspace was read. */
  uses: number | null;
  files: number | null;
}
