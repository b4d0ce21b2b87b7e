import assert from "node:assert/strict";
import { test } from "node:test";

import { fold, rank } from "../fold";

test("folding", () => {
  for (const [text, folded] of [
    ["Perplexité", "perplexite"],
    ["perplexite\u0301", "perplexite"],
    ["l’œuvre", "l oeuvre"],
    ["fine-tuning", "fine tuning"],
    ["C++ et .NET", "c++ et .net"],
    ["«\u00A0ﬁn\u00A0»", "fin"],
    ["", ""],
  ] as const) {
    assert.equal(fold(text), folded, text);
  }
});

test("ranking", () => {
  const texts = ["perplexité", "Quelles sont les métriques de performance ?"];
  for (const [query, expected] of [
    ["perplexite", 0],
    ["PERPLEX", 1],
    ["plexité", 3],
    ["métriques", 6],
    ["perplexite performance", 100],
    ["perplexité bleue", undefined],
  ] as const) {
    assert.equal(rank(query, texts), expected, query);
  }
});
