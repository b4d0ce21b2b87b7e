/** Settings as a tree. */

export type Tree = { [key: string]: unknown };

/** `[["rules.term.occurrences", "all"]]` as `{rules: {term: {occurrences: "all"}}}`. */
export function tree(settings: [key: string, value: unknown][]): Tree {
  const root: Tree = {};
  for (const [key, value] of settings) {
    const path = key.split(".");
    const last = path.pop()!;
    const branch = path.reduce((branch, name) => (branch[name] ??= {}) as Tree, root);
    branch[last] = value;
  }
  return root;
}
