// What is checked in a French VS Code: whoever reads French finds no English of this extension or its server.
import assert from "node:assert/strict";

import { row, seenInWebview, statusItem, walkthrough } from "./checks.mjs";
import { until } from "./code.mjs";

const FAST = { timeout: 10_000 };
const WHOLE = { x: 0, y: 35, width: 1120, height: 560 };

export const french = {
  "fr: VS Code is French": async ({ code }) => {
    await until("the server runs", () => code.glossator(), 60);
    const seen = await until("the probe wrote", () => code.exists(".vscode/probe.json") && JSON.parse(code.read(".vscode/probe.json")));
    assert.equal(seen.language, "fr");
  },

  "fr: the commands": async ({ hand }) => {
    const titles = ["Ajouter la sélection au glossaire", "Chercher dans le glossaire", "Expliquer le terme sous le curseur", "Montrer le journal", "Montrer le rapport du projet", "Ouvrir l’entrée du terme dans le glossaire", "Redémarrer le serveur"];
    for (const title of titles) {
      await hand.palette(`>Glossator: ${title}`);
      await hand.rows(`Glossator: ${title}`).first().waitFor(FAST);
    }
  },

  "fr: the marks, and what may be done about them": async ({ hand, page }) => {
    await until("there are marks", async () => (await hand.squiggles()) >= 8);
    await hand.hover("fine tuning", "« fine tuning » est à éviter");
    await hand.clear();
    await hand.click("fine tuning");
    await page.keyboard.press("Control+.");
    const actions = page.locator(".action-widget .monaco-list-row");
    await actions.filter({ hasText: "fine-tuning" }).first().waitFor(FAST);
    for (const text of await actions.allInnerTexts()) {
      assert.match(text, /^\s*(Écrire|Ignorer|Désactiver|Ne plus|Couper|Quick Fix)/, text);
    }
  },

  "fr: the answer, beside the view": async ({ hand, page, picture }) => {
    await hand.run("Glossator: Focus on Glossaire View");
    await row(page, "Questions fréquemment posées").waitFor(FAST);
    await row(page, "Pâtes").click();
    await until("uses are counted", async () => /\b3 emplois/.test(await row(page, "Qu’est-ce que le levain").innerText()));
    const title = await page.locator(".part.sidebar .title-label").first().innerText();
    assert.match(title, /glossaire/i);
    const hover = await hand.hover("perplexité", "Une perplexité plus basse");
    assert.match(await hover.innerText(), /À écrire/);
    assert.match(await hover.innerText(), /Voir aussi/);
    assert.match(await hover.innerText(), /Ouvrir l[’']entrée/);
    await picture("french", WHOLE);
    await hand.clear();
    for (const sign of ["Chercher dans le glossaire", "Filtrer…"]) {
      assert.equal(await page.locator(`.part.sidebar .action-label[aria-label='${sign}']:visible`).count(), 1, sign);
    }
    await page.keyboard.press("Control+B");
  },

  "fr: the status bar": async ({ page }) => {
    const item = statusItem(page);
    await until("eight terms", async () => /\b8\b/.test(await item.innerText()));
    assert.match(await item.getAttribute("aria-label") ?? "", /Termes du glossaire.: 8.; emplois.: \d+/);
  },

  "fr: the search": async ({ hand, page }) => {
    await hand.run("Glossator: Chercher dans le glossaire");
    const input = page.locator(".quick-input-widget:visible input").first();
    await input.waitFor(FAST);
    assert.match((await input.getAttribute("placeholder")) ?? "", /^Un terme, dans n’importe quelle graphie/);
  },

  "fr: the settings": async ({ hand, page }) => {
    await page.keyboard.press("Control+,");
    const settings = page.locator(".settings-editor").first();
    await settings.waitFor(FAST);
    await page.keyboard.type("glossator.embedded");
    await settings.locator(".settings-row-inner-container", { hasText: "Si le glossaire livré avec Glossator répond" }).first().waitFor(FAST);
    await hand.closeSettings();
  },

  "fr: the walkthrough": async ({ hand, page }) => {
    await walkthrough(hand, page, "Un glossaire en marge");
    const tour = page.locator(".gettingStartedContainer");
    for (const title of ["Survolez un terme", "Corrigez ce que le glossaire déconseille", "Parcourez le glossaire", "Écrivez le vôtre"]) {
      await tour.getByText(title, { exact: true }).first().waitFor(FAST);
    }
    await hand.close("memoire.md");
  },

  "fr: the report": async ({ hand, page }) => {
    await hand.run("Glossator: Montrer le rapport du projet");
    const report = await seenInWebview(page, "perplexité");
    assert.equal(await report.locator("html").getAttribute("lang"), "fr");
    await hand.close("memoire.md");
  },

  "fr: a server that is missing": async ({ hand, code, page }) => {
    code.machineSettings({ "glossator.path": "/nowhere/glossator" });
    const toast = await hand.notification("« /nowhere/glossator » ne peut être lancé : ce fichier n’existe pas");
    for (const button of ["Ouvrir les réglages", "Montrer le journal"]) {
      await toast.locator(".monaco-button", { hasText: button }).waitFor(FAST);
    }
    await until("the status bar says it", async () => /Le serveur ne tourne pas/.test((await statusItem(page).getAttribute("aria-label")) ?? ""));
    await hand.run("Glossator: Focus on Glossaire View");
    await page.locator(".part.sidebar .welcome-view-content:visible", { hasText: "Le serveur ne tourne pas." }).waitFor(FAST);
    code.machineSettings({});
    await until("the own server is back", () => code.glossator());
  },
};
