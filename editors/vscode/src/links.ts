/** Links to files, which VS Code's renderer of Markdown does not make: they are hidden from it as links within the page. */

export interface Link {
  uri: string;
  /** From 1. */
  line: number;
}

const MARK = "#glossator-link-";

/** `markdown` with a mark for each link to a file, and what the marks stand for, by their number. */
export function marked(markdown: string): { text: string; links: Link[] } {
  const links: Link[] = [];
  const text = markdown.replace(/\]\(<?(file:[^)>#\s]*)(?:#L(\d+)[^)>]*)?>?\)/g, (_, uri: string, line: string | undefined) => {
    links.push({ uri, line: Number(line ?? 1) });
    return `](${MARK}${links.length - 1})`;
  });
  return { text, links };
}

/** Rendered Markdown whose marks call `command` with their number. */
export function unmarked(html: string, command: string): string {
  return html.replace(new RegExp(`(href|data-href)="${MARK}(\\d+)"`, "g"), (_, attribute: string, index: string) => `${attribute}="command:${command}?${index}"`);
}
