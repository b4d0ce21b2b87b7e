import assert from "node:assert/strict";
import { test } from "node:test";

import { filtered, usesOf } from "../filter";
import type { OutlineEntry, OutlineGlossary } from "../protocol";

const entry = (heading: string, terms: [string, number | null][]): OutlineEntry => ({
  heading,
  uri: null,
  range: null,
  terms: terms.map(([headword, uses]) => ({ id: headword, headword, uses, files: uses })),
});

const glossary: OutlineGlossary = {
  title: "Atelier",
  uri: null,
  writable: true,
  sections: [
    { title: "Pâtes", entries: [entry("Qu’est-ce que le levain ?", [["levain", 3], ["pâte mère", 1]]), entry("L’autolyse", [["autolyse", 0]])] },
    { title: "Fours", entries: [entry("La sole", [["sole", null]])] },
  ],
};

test("filters by heading and term, and leaves out what is empty", () => {
  for (const [filter, expected] of [
    ["", ["Qu’est-ce que le levain ?", "L’autolyse", "La sole"]],
    ["LEVAIN", ["Qu’est-ce que le levain ?"]],
    ["pate mere", ["Qu’est-ce que le levain ?"]],
    ["sole", ["La sole"]],
    ["pâtes", []],
  ] as const) {
    const found = filtered([glossary], filter).flatMap((it) => it.sections).flatMap((it) => it.entries);
    assert.deepEqual(found.map((it) => it.heading), expected, filter);
  }
  assert.deepEqual(filtered([glossary], "sole")[0]?.sections.map((it) => it.title), ["Fours"]);
});

test("sums uses, and does not guess while they are counted", () => {
  const [doughs, ovens] = glossary.sections;
  assert.equal(usesOf(doughs!), 4);
  assert.equal(usesOf(doughs!.entries[1]!), 0);
  assert.equal(usesOf(ovens!), undefined);
  assert.equal(usesOf(glossary), undefined);
});
