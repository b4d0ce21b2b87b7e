/** Searching as people type: no matter which accents, letter case, apostrophes or hyphens. */

const LETTERS: Record<string, string> = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d" };

/** `text` as it is compared: lower case without accents, words parted by one space. */
export function fold(text: string): string {
  const plain = text.normalize("NFKD").replace(/[\p{M}\u00AD]/gu, "").toLowerCase();
  return plain.replace(/[œæßøłđ]/g, (letter) => LETTERS[letter]!).replace(/[^\p{L}\p{N}+#.]+/gu, " ").trim();
}

/** How well texts answer a query, 0 best; undefined where a word of it is in none of them. `texts` stand from the most to the least telling. */
export function rank(query: string, texts: string[]): number | undefined {
  const wanted = fold(query);
  const folded = texts.map(fold);
  const words = wanted.split(" ");
  if (!words.every((word) => folded.some((text) => text.includes(word)))) {
    return undefined;
  }
  const scores = folded.map((text, index) => closeness(wanted, text) + index * 4);
  return Math.min(...scores);
}

function closeness(wanted: string, text: string): number {
  if (text === wanted) {
    return 0;
  }
  if (text.startsWith(wanted)) {
    return 1;
  }
  if (` ${text}`.includes(` ${wanted}`)) {
    return 2;
  }
  return text.includes(wanted) ? 3 : 100;
}
