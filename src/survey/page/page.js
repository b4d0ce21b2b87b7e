// The search: an entry stays where it has every word that was typed, whatever its accents and letter case.
"use strict";
const box = document.getElementById("search");
if (box) {
  const nothing = document.getElementById("nothing");
  const entries = [...document.querySelectorAll("article")];
  const groups = [...document.querySelectorAll(".entries")];
  const folded = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").replaceAll("ß", "ss");
  const search = () => {
    const words = folded(box.value).split(/\s+/).filter(Boolean);
    for (const entry of entries) entry.hidden = !words.every((word) => entry.dataset.words.includes(word));
    for (const group of groups) group.hidden = !group.querySelector("article:not([hidden])");
    nothing.hidden = entries.some((entry) => !entry.hidden);
  };
  box.hidden = false;
  box.addEventListener("input", search);
  search();
}
// A page on paper shows what is folded away.
addEventListener("beforeprint", () => document.querySelectorAll("details.answer").forEach((it) => (it.open = true)));
