// What is checked, in the order in which it is done: each leaves the window so that the next can begin.
import assert from "node:assert/strict";
import { chmodSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

import { until } from "./code.mjs";

// In the answer, but not in the sentence of it that the mark says.
const ANSWER = "Une perplexité plus basse indique une meilleure performance";
const FAST = { timeout: 10_000 };
const WHOLE = { x: 0, y: 35, width: 1120, height: 400 };

export const checks = {
  "the server that is in the package starts": async ({ code }) => {
    await until("the server runs", () => code.glossator(), 60);
  },

  "the first use of each term is marked": async ({ hand }) => {
    await until("there are marks", async () => (await hand.squiggles()) >= 8);
  },

  "hovering “perplexité” gives the item of the glossary": async ({ hand, page, picture }) => {
    const hover = await hand.hover("perplexité", ANSWER);
    const text = await hover.innerText();
    assert.match(text, /Quels sont les métriques de performance pour les LLM/);
    assert.equal(await hover.locator("strong", { hasText: "perplexité" }).first().innerText(), "perplexité", "Markdown is rendered");
    // A window so high that VS Code, which gives a hover a quarter of it, shows the whole of it.
    const size = page.viewportSize();
    await page.setViewportSize({ ...size, height: 1400 });
    await hand.clear();
    await hand.hover("perplexité", ANSWER);
    await picture("hover", WHOLE);
    await page.setViewportSize(size);
  },

  "the link in the hover opens the entry": async ({ hand }) => {
    const hover = await hand.hover("perplexité", ANSWER);
    await hover.locator("a", { hasText: "Quels sont les métriques" }).first().click();
    await atEntry(hand, "Quels sont les métriques");
    await hand.close("memoire.md");
  },

  "F12 opens the glossary at the line of the entry": async ({ hand, page }) => {
    await hand.click("perplexité");
    await page.keyboard.press("F12");
    await atEntry(hand, "Perplexité");
    await hand.close("memoire.md");
  },

  "the status bar says how many terms the text has": async ({ page, hand }) => {
    const item = statusItem(page);
    await until("eight terms", async () => /\b8\b/.test(await item.innerText().catch(() => "")));
    assert.match((await item.getAttribute("aria-label")) ?? "", /Terms of the glossary: 8; uses: \d+/);
    await item.click();
    await row(page, "Questions fréquemment posées").waitFor(FAST);
    await page.keyboard.press("Control+B");
    await hand.clear();
  },

  "the Problems panel says what the mark means": async ({ hand, page }) => {
    await page.keyboard.press("Control+Shift+M");
    const filter = page.locator(".part.panel .viewpane-filter input").first();
    await filter.fill("fine tuning");
    const row = page.locator(".markers-panel .monaco-list-row", { hasText: "write “fine-tuning”" }).first();
    await row.waitFor(FAST);
    assert.match(await row.innerText(), /glossator\s*\(?deprecated-form/);
    await filter.fill("");
    await hand.run("View: Toggle Panel Visibility");
  },

  "a quick fix writes what the glossary prefers": async ({ hand, page, picture }) => {
    await hand.click("fine tuning");
    await page.keyboard.press("Control+.");
    const action = page.locator(".action-widget .monaco-list-row", { hasText: "fine-tuning" }).first();
    await action.waitFor(FAST);
    await picture("quickfix", WHOLE);
    await page.keyboard.press("Enter");
    await until("it is mended", async () => (await hand.text()).includes("Après le fine-tuning, à données"));
  },

  "completion writes the spelling of the glossary": async ({ hand, page, picture }) => {
    await hand.click("reste haute");
    await page.keyboard.press("Control+End");
    await page.keyboard.type("Avec pytor", { delay: 20 });
    const row = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: /^PyTorch/ }).first();
    await until("PyTorch is offered", async () => {
      await page.keyboard.press("Control+Space");
      return row.waitFor({ timeout: 2000 }).then(() => true, () => false);
    });
    await picture("completion", WHOLE);
    const marks = await hand.squiggles();
    await row.click();
    await until("it is written", async () => /Avec PyTorch\b/.test(await hand.text()));
    await until("it is marked", async () => (await hand.squiggles()) === marks + 1);
  },

  "settings count at once": async ({ hand, code }) => {
    const before = await hand.squiggles();
    code.settings({ "glossator.rules.term.occurrences": "all" });
    await until("more marks", async () => (await hand.squiggles()) > before);
    code.settings({ "glossator.rules.term.occurrences": "off", "glossator.rules.deprecated-form": "error" });
    await until("no marks of terms", async () => (await hand.squiggles()) === 0);
    code.settings({});
    await until("the marks are back", async () => (await hand.squiggles()) === before);
  },

  "a killed server is back, and answers": async ({ hand, code }) => {
    const first = code.glossator();
    process.kill(first, "SIGKILL");
    await until("another server runs", () => code.glossator() && code.glossator() !== first);
    await hand.hover("perplexité", ANSWER);
  },

  "the command “Explain the Term at the Cursor” shows the answer": async ({ hand, page }) => {
    await hand.click("perplexité");
    await page.mouse.move(640, 740);
    await hand.run("Glossator: Explain the Term at the Cursor");
    await page.locator(".monaco-hover:not(.hidden)", { hasText: ANSWER }).first().waitFor(FAST);
  },

  "the command “Open the Term's Entry” opens it": async ({ hand }) => {
    await hand.click("perplexité");
    await hand.run("Glossator: Open the Term's Entry in the Glossary");
    await until("the glossary is open", async () => (await hand.tab())?.includes("glossary.md"));
    await until("at the entry", async () => (await hand.line()) > 1);
    await hand.close("memoire.md");
  },

  "search finds a term without its accents, and shows its answer": async ({ hand, page, picture }) => {
    await hand.run("Glossator: Search the Glossary");
    const input = page.locator(".quick-input-widget:visible input").first();
    await until("terms are listed", async () => (await hand.rows("").count()) >= 5);
    await input.fill("perplexite");
    await until("perplexité comes first", async () => /^perplexité/.test(await hand.rows("").first().innerText()));
    assert.match(await hand.rows("").first().innerText(), /mesure de la capacité/, "with the beginning of its answer");
    await input.fill("metrique");
    await until("the terms of that question", async () => (await hand.rows("").count()) > 3 && (await hand.rows("perplexité").count()) > 0);
    await picture("search", { ...WHOLE, y: 0 });
    await input.fill("perplexity");
    await until("English finds it too", async () => /^perplexité/.test(await hand.rows("").first().innerText()));
    await page.keyboard.press("Enter");
    const answer = await seenInWebview(page, ANSWER);
    await answer.locator("a", { hasText: "Quels sont les métriques" }).first().click();
    await atEntry(hand, "Quels sont les métriques");
    await hand.close();
    await hand.close("memoire.md");
  },

  "the search's button opens the entry": async ({ hand, page }) => {
    await hand.run("Glossator: Search the Glossary");
    await page.locator(".quick-input-widget:visible input").first().fill("levain");
    await until("levain comes first", async () => /^levain/.test(await hand.rows("").first().innerText()));
    await hand.rows("").first().hover();
    await hand.rows("").first().locator(".action-label").first().click();
    await until("the glossary is open", async () => (await hand.tab())?.includes("atelier.glossary.md"));
    await hand.close("memoire.md");
  },

  "the command “Restart the Server” starts another": async ({ hand, code }) => {
    const first = code.glossator();
    await hand.run("Glossator: Restart the Server");
    await until("another server runs", () => code.glossator() && code.glossator() !== first);
    await hand.hover("perplexité", ANSWER);
  },

  "the command “Show Log” shows it": async ({ hand, page, code }) => {
    await hand.run("Glossator: Show Log");
    const log = page.locator(".part.panel .output-view .view-lines");
    await until("the log names the server", async () => (await log.innerText().catch(() => "")).replaceAll("\u00A0", " ").includes(`glossator 0.1.0: ${code.extension()}`.slice(0, 40)));
    await hand.run("View: Toggle Panel Visibility");
  },

  "the glossary view shows sections, entries and uses": async ({ hand, page }) => {
    await hand.run("Glossator: Focus on Glossary View");
    await row(page, "Questions fréquemment posées").waitFor(FAST);
    await row(page, "Le vocabulaire de l’atelier").waitFor(FAST);
    await row(page, "Pâtes").click();
    await row(page, "Qu’est-ce que le levain").waitFor(FAST);
    await until("uses are counted", async () => /\b3 uses/.test(await row(page, "Qu’est-ce que le levain").innerText()));
  },

  "a term in the view shows its answer": async ({ hand, page }) => {
    await row(page, "Qu’est-ce que l’autolyse").locator(".monaco-tl-twistie").click();
    await row(page, "autolyse").waitFor(FAST);
    await page.locator(".pane-body:visible .monaco-list-row").filter({ hasText: /^autolyse/ }).first().click();
    await seenInWebview(page, "Un repos de la farine");
    await hand.close();
  },

  "the glossary view filters, and opens an entry": async ({ hand, page, code, picture }) => {
    await row(page, "Questions fréquemment posées").hover();
    await page.locator(".part.sidebar .action-label[aria-label^='Filter']:visible").first().click();
    await page.locator(".quick-input-widget:visible input").first().fill("metrique");
    await page.keyboard.press("Enter");
    await until("only what fits is shown", async () => (await row(page, "Pâtes").count()) === 0);
    await row(page, "perplexité").waitFor(FAST);
    await row(page, "Quels sont les métriques").click();
    await until("the glossary is open", async () => (await hand.tab())?.includes("glossary.md"));
    await until("at the entry", async () => (await hand.line()) > 1);
    await picture("view", { ...WHOLE, height: 560 });
    await page.locator(".part.sidebar .action-label[aria-label^='Show All']:visible").first().click();
    await row(page, "Pâtes").waitFor(FAST);
    await hand.open(path.join(code.workspace, "atelier/pain.md"));
    await page.keyboard.press("Control+B");
  },

  "term blocks of a glossary are coloured": async ({ hand, code }) => {
    await hand.open(path.join(code.workspace, "atelier/atelier.glossary.md"));
    const plain = (await hand.place("Une pâte de farine")).color;
    for (const word of ["terme", "éviter", "levain**"]) {
      assert.notEqual((await hand.place(word, word === "terme" ? 0 : 0)).color, plain, word);
    }
  },

  "a lens above an entry shows its uses": async ({ hand, page, code }) => {
    await hand.open(path.join(code.workspace, "atelier/atelier.glossary.md"));
    const lens = page.locator(".codelens-decoration a", { hasText: "3 uses in 2 files" });
    await lens.waitFor(FAST);
    await lens.click();
    await page.locator(".peekview-widget", { hasText: "four.md" }).first().waitFor(FAST);
  },

  "renaming a term changes the texts and the glossary": async ({ hand, page, code }) => {
    await hand.open(path.join(code.workspace, "atelier/pain.md"));
    await hand.click("levain");
    await page.keyboard.press("F2");
    const box = page.locator(".rename-box input:visible, input.rename-input:visible").first();
    await box.waitFor(FAST);
    await box.fill("levure sauvage");
    await page.keyboard.press("Enter");
    await until("the text says it", async () => (await hand.text()).includes("Rafraîchir le levure sauvage la veille"));
    await hand.run("File: Save All Files");
    await until("the glossary says it", () => code.read("atelier/atelier.glossary.md").includes("**levure sauvage**"));
    await until("other texts say it", () => code.read("atelier/four.md").includes("levure sauvage"));
  },

  "adding the selection writes an entry": async ({ hand, code }) => {
    await hand.open(path.join(code.workspace, "atelier/pain.md"));
    await hand.select("pointage");
    await hand.run("Glossator: Add the Selection to the Glossary");
    await until("the glossary is shown", async () => (await hand.tab())?.includes("atelier.glossary.md"));
    await until("with the term", async () => (await hand.text()).includes("pointage"));
    await hand.run("File: Save All Files");
    await until("on the disk", () => code.read("atelier/atelier.glossary.md").includes("pointage"));
    await hand.open(path.join(code.workspace, "atelier/pain.md"));
    await hand.hover("pointage", "pointage");
  },

  "identifiers in code are answered": async ({ hand, code }) => {
    await hand.open(path.join(code.workspace, "code.rs"));
    await hand.hover("fine_tuning_job", "fine-tuning");
  },

  "the report opens in a tab": async ({ hand, page }) => {
    await hand.run("Glossator: Show the Project's Report");
    await seenInWebview(page, "perplexité");
    await hand.close();
  },

  "inlay hints and colours of terms come where they are asked for": async ({ hand, code, page }) => {
    await hand.open(path.join(code.workspace, "memoire.md"));
    const plain = (await hand.place("corpus")).color;
    code.settings({ "glossator.features.inlay-hints": true, "glossator.features.semantic-tokens": true, "editor.semanticHighlighting.enabled": true });
    await until("the acronym is explained", async () => /grand modèle de langage/.test((await hand.text()).split("jamais lus")[0]));
    await until("the term is coloured", async () => (await hand.place("corpus")).color !== plain);
    code.settings({});
    await until("the hint is gone", async () => !/grand modèle de langage/.test((await hand.text()).split("jamais lus")[0]));
  },

  "the schema of glossator.toml is given to Even Better TOML": async ({ code }) => {
    const seen = JSON.parse(code.read(".vscode/probe.json"));
    assert.equal(seen.fileMatch, "glossator.toml");
    assert.deepEqual(seen.schema, JSON.parse(readFileSync(new URL("../../../editors/glossator.schema.json", import.meta.url), "utf8")));
  },

  "the walkthrough leads through the first minute": async ({ hand, page }) => {
    await walkthrough(hand, page, "A Glossary in the Margin");
    const tour = page.locator(".gettingStartedContainer");
    for (const title of ["Point at a term", "Mend what the glossary advises against", "Look around in the glossary", "Write your own"]) {
      await tour.getByText(title, { exact: true }).first().click();
      const media = tour.locator(".getting-started-media img:visible, .getting-started-media iframe.webview:visible").first();
      await media.waitFor(FAST);
    }
    await hand.close("memoire.md");
  },

  "a package without a server for this platform says what to do": async ({ hand, code, page }) => {
    const server = path.join(code.extension(), "server");
    renameSync(server, `${server}-away`);
    await hand.run("Glossator: Restart the Server");
    await hand.notification("This package has no server for your platform (linux-x64), and there is no “glossator” on your PATH. Install it");
    await until("the status bar warns", async () => /The server is not running/.test((await statusItem(page).getAttribute("aria-label")) ?? ""));
    renameSync(`${server}-away`, server);
    await statusItem(page).click();
    await until("the server is back", () => code.glossator());
    await page.keyboard.press("Escape");
  },

  "a server that is missing or too old is told, with the way out": async ({ hand, code, page }) => {
    code.machineSettings({ "glossator.path": "/nowhere/glossator" });
    await hand.notification("“/nowhere/glossator” cannot be started: there is no such file");
    assert.equal(code.glossator(), undefined);
    const old = path.join(code.root, "old-glossator");
    writeFileSync(old, "#!/bin/sh\necho glossator 0.0.1\n");
    chmodSync(old, 0o755);
    code.machineSettings({ "glossator.path": old });
    const toast = await hand.notification("is Glossator 0.0.1; this extension needs");
    await toast.locator(".monaco-button", { hasText: "Open Settings" }).click();
    const settings = page.locator(".settings-editor", { hasText: "Glossator" }).first();
    await settings.waitFor(FAST);
    await hand.closeSettings();
    code.machineSettings({});
    await until("the own server is back", () => code.glossator());
    await hand.open(path.join(code.workspace, "memoire.md"));
    await hand.hover("perplexité", ANSWER);
  },

  "nothing is asked of the network": async ({ code }) => {
    assert.deepEqual([...code.foreignHosts], []);
  },
};

/** A row of the glossary view. */
export function row(page, text) {
  return page.locator(".pane-body:visible .monaco-list-row", { hasText: text }).first();
}

/** The extension's item in the status bar. */
export function statusItem(page) {
  return page.locator('[id*="glossator.terms"] a, [id*="glossator.terms"]').first();
}

/** Opens the walkthrough of this title. */
export async function walkthrough(hand, page, title) {
  await hand.palette(">Welcome: Open Walkthrough");
  await hand.rows("Open Walkthrough").first().click();
  await page.locator(".quick-input-widget:visible input").first().fill(title);
  await hand.rows(title).first().click();
  await page.locator(".gettingStartedContainer", { hasText: title }).first().waitFor(FAST);
}

/** Waits until the glossary is open with the cursor in a line that has `text`. */
async function atEntry(hand, text) {
  await until("the glossary is open", async () => (await hand.tab())?.includes("glossary.md"));
  const current = ".editor-group-container.active .view-overlays .current-line";
  await until(`the cursor is at “${text}”`, async () => {
    const { y } = (await hand.page.locator(current).first().boundingBox().catch(() => undefined)) ?? {};
    return y !== undefined && (await hand.lineAt(y))?.includes(text);
  });
}

/** Waits for a page of the extension that has `text`, and gives it. */
export async function seenInWebview(page, text) {
  const frame = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  await frame.locator("body", { hasText: text }).first().waitFor({ timeout: 20_000 });
  return frame;
}
