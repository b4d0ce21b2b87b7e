// What a person does in VS Code with mouse and keyboard, and sees.
import { until } from "./code.mjs";

const LINES = ".editor-group-container.active .monaco-editor .view-line";

export class Hand {
  constructor(page) {
    this.page = page;
  }

  /** The lines of the active editor that are on the screen; wrapped ones are several. */
  async lines() {
    const lines = await this.page.locator(LINES).evaluateAll((lines) => lines.map((line) => [line.getBoundingClientRect().top, line.textContent]));
    return lines.sort((a, b) => a[0] - b[0]).map(([, text]) => text.replaceAll("\u00A0", " "));
  }

  /** The line whose top is at `y`. */
  async lineAt(y) {
    const lines = this.page.locator(LINES);
    const found = await lines.evaluateAll((lines, y) => lines.find((line) => Math.abs(line.getBoundingClientRect().top - y) < 3)?.textContent, y);
    return found?.replaceAll("\u00A0", " ");
  }

  async text() {
    return (await this.lines()).join("\n");
  }

  /** Where the nth `word` is on the screen, with its style. */
  async place(word, nth = 0) {
    const find = ([lines, word, nth]) => {
      const hits = [];
      for (const line of document.querySelectorAll(lines)) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode()); ) {
          const text = node.data.replaceAll("\u00A0", " ");
          for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + 1)) {
            const range = document.createRange();
            range.setStart(node, start);
            range.setEnd(node, start + word.length);
            const { x, y, width, height } = range.getBoundingClientRect();
            hits.push({ x: x + width / 2, y: y + height / 2, right: x + width, color: getComputedStyle(node.parentElement).color });
          }
        }
      }
      return hits.sort((a, b) => a.y - b.y || a.x - b.x)[nth];
    };
    return until(`“${word}” is on the screen`, () => this.page.evaluate(find, [LINES, word, nth]));
  }

  async click(word, nth = 0) {
    const { x, y } = await this.place(word, nth);
    await this.page.mouse.click(x, y);
  }

  /** Selects a word as people do. */
  async select(word, nth = 0) {
    const { x, y } = await this.place(word, nth);
    await this.page.mouse.dblclick(x, y);
  }

  /** Points at a word and gives the hover that has `text`. */
  async hover(word, text, nth = 0) {
    const hover = this.page.locator(".monaco-hover:not(.hidden)", { hasText: text }).first();
    // The pointer is moved again until it shows: the server may just have been started.
    await until(`the hover of “${word}” has “${text}”`, async () => {
      const { x, y } = await this.place(word, nth);
      await this.page.mouse.move(x, y + 240);
      await this.page.mouse.move(x, y, { steps: 4 });
      return hover.waitFor({ timeout: 3000 }).then(() => true, () => false);
    });
    return hover;
  }

  async run(command) {
    await this.palette(`>${command}`);
    const label = this.page.locator(".quick-input-widget:visible .monaco-list-row .label-name").getByText(command, { exact: true });
    await label.first().click();
  }

  /** Opens a file of the workspace, by its absolute path. */
  async open(file) {
    await this.palette(file);
    await this.page.locator(".quick-input-widget:visible .monaco-list-row", { hasText: file.split("/").at(-1) }).first().waitFor();
    await this.page.keyboard.press("Enter");
    await until(`${file} is open`, async () => (await this.tab())?.includes(file.split("/").at(-1)));
  }

  /** Closes the active tab; then `file` is the active one. */
  async close(file) {
    // As the middle button does: the close sign is another in other versions.
    await this.page.locator(".editor-group-container.active .tab.active").click({ button: "middle" });
    await until(`${file} is active`, async () => !file || (await this.tab())?.includes(file));
  }

  /** Closes the settings, which of late stand in a window over the editors. */
  async closeSettings() {
    if (await this.page.locator(".monaco-modal-editor-block:visible").count()) {
      await this.page.keyboard.press("Escape");
    } else {
      await this.close();
    }
    await this.page.locator(".settings-editor").first().waitFor({ state: "hidden" });
  }

  async palette(text) {
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("F1");
    await this.page.locator(".quick-input-widget:visible input").waitFor();
    await this.page.locator(".quick-input-widget:visible input").first().fill(text);
  }

  /** The name of the active tab. */
  async tab() {
    return this.page.locator(".editor-group-container.active .tab.active").first().getAttribute("aria-label").catch(() => undefined);
  }

  /** The line of the cursor, from 1. */
  async line() {
    const says = await this.page.locator("#status\\.editor\\.selection").innerText();
    return Number(/Ln (\d+)/.exec(says)?.[1]);
  }

  squiggles(level = "info") {
    return this.page.locator(`.editor-group-container.active .monaco-editor .squiggly-${level}`).count();
  }

  rows(text) {
    return this.page.locator(".quick-input-widget:visible .monaco-list-row", { hasText: text });
  }

  async notification(text) {
    const toast = this.page.locator(".notification-toast", { hasText: text }).first();
    await toast.waitFor({ timeout: 30_000 });
    return toast;
  }

  /** Takes away everything that lies over the editor. */
  async clear() {
    await this.page.mouse.move(640, 740);
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("Escape");
  }
}
