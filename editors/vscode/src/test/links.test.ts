import assert from "node:assert/strict";
import { test } from "node:test";

import { marked, unmarked } from "../links";

test("links to files are marked, others are left", () => {
  const { text, links } = marked("**a** — [Pourquoi ?](file:///tmp/un%20dossier/a.glossary.md#L12)\n\n[b](https://example.org/#L3) · [c](file:///c.md)");
  assert.equal(text, "**a** — [Pourquoi ?](#glossator-link-0)\n\n[b](https://example.org/#L3) · [c](#glossator-link-1)");
  assert.deepEqual(links, [
    { uri: "file:///tmp/un%20dossier/a.glossary.md", line: 12 },
    { uri: "file:///c.md", line: 1 },
  ]);
});

test("marks become commands", () => {
  const html = '<a href="#glossator-link-1" data-href="#glossator-link-1">c</a> <a href="#other">d</a>';
  assert.equal(unmarked(html, "x.open"), '<a href="command:x.open?1" data-href="command:x.open?1">c</a> <a href="#other">d</a>');
});
