import assert from "node:assert/strict";
import { test } from "node:test";

import { tree } from "../tree";
import { isOlder, versionIn } from "../version";

test("settings become a tree", () => {
  assert.deepEqual(tree([]), {});
  assert.deepEqual(
    tree([
      ["embedded", false],
      ["rules.term.occurrences", "all"],
      ["rules.term.severity", "hint"],
      ["rules.letter-case", "off"],
    ]),
    { embedded: false, rules: { term: { occurrences: "all", severity: "hint" }, "letter-case": "off" } },
  );
});

test("versions", () => {
  for (const [version, other, expected] of [
    ["0.1.0", "0.1.0", false],
    ["0.0.9", "0.1.0", true],
    ["0.10.0", "0.9.0", false],
    ["1.0.0", "0.9.9", false],
    ["0.1.1", "0.1.2", true],
  ] as const) {
    assert.equal(isOlder(version, other), expected, `${version} ${other}`);
  }
  assert.equal(versionIn("glossator 0.1.0\n"), "0.1.0");
  assert.equal(versionIn("glossator 1.2.3-rc.1 (abc)\n"), "1.2.3");
  assert.equal(versionIn("zsh: command not found"), undefined);
});
